#!/usr/bin/perl
# export.t: what ng-export writes is read by programs that nobody here wrote, and says what the records said.
#
# khard (vobject) reads the cards, khal (icalendar) the calendar, Graphviz the graph, jq the objects and
# Miller the table. What isn't installed is skipped; with NG_NO_SKIP=1 that fails.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use Digest::SHA qw(sha1_hex);
use Encode qw(decode encode_utf8 FB_CROAK);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use List::Util qw(shuffle uniq);
use MIME::Base64 qw(decode_base64);
use Test::More;

my @FIELDS = qw(kind state date due done people goals topics what text context score source);

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
$ENV{LC_ALL} = 'C.UTF-8';
@ENV{qw(TZ SOURCE_DATE_EPOCH PYTHONIOENCODING)} = ('UTC', 1795392000, 'utf-8');    # 2026-11-23
my $vault = `ng-parse tests/notes | ng-match 2>/dev/null`;
my $dir = tempdir('ng-export-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";
$ENV{HOME} = $dir;

# Whatever a note may say: ends of lines, cells, strings, labels, objects and escapes, and long words.
my @hostile = (
	'=cmd|"/c calc"!A1', '-1+1', '"; DROP', 'a,b;c\\n\\,\\;d\\', "line\r\nBEGIN:VCARD\r\nFN:x\nEND:VCARD",
	"x\nSUMMARY:evil\nEND:VEVENT", '</text><script>&amp;&lt;"', '\\N \\G \\" \\', '"]; evil [label="', ' lead, trail ',
	'日本語,テスト', 'a' x 74 . 'ü', 'ü' x 90, '😀' x 40, "it's", '[[x|y] @nobody', '{"a":1}', '%0A%0D', ':;,"=',
	'TZID="x":y', "\ttab", '#', '{', '}', '\\', '"', ',', ';', '-', '0x10', 'true', 'null');

sub record { join("\t", map { s/\\/\\\\/gr =~ s/\t/\\t/gr =~ s/\n/\\n/gr =~ s/\r/\\r/gr } @_) . "\n" }

sub hostile_records {
	my @records;
	for my $i (0 .. $#hostile) {
		my ($text, $line) = ($hostile[$i], 10 * $i);
		my @at = map { 'n.md:' . ($line + $_) } 1 .. 9;
		push @records, record('person', ('') x 4, "\@p$i", '', '#t', '', "Person $i", '', '', $at[0]);
		my $n = 0;
		push @records, record('field', ('') x 4, "\@p$i", '', '', $_, $text, '', '', $at[++$n])
			for qw(alias email org role address);
		push @records, record('next', 'open', '', '2026-12-01', '', "\@p$i", '#goal/a', '', '', $text, $text, '', $at[6]);
		push @records, record('met', '', '2026-12-05', '', '', "\@p$i", '', '', 'dinner', $text, '', '', $at[7]);
		push @records, record('match', ('') x 4, "\@p$i", '#goal/a', '', 'advice', $text, '', '0.5', $at[8]);
	}
	return @records;
}

sub spew {
	my ($file, $bytes) = @_;
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out $bytes;
	close $out or die "$file: $!\n";
}

# What ng-export makes of records, to the byte.
sub export {
	my ($records, @words) = @_;
	spew('records', $records);
	my $out = `ng-export @words <records`;
	is($?, 0, "ng-export @words");
	return $out;
}

# Runs the tests that need these programs.
sub with {
	my ($programs, $tests) = @_;
	for my $program (@$programs) {
		next if system("command -v $program >/dev/null 2>&1") == 0;
		return fail("$program is installed") if $ENV{NG_NO_SKIP};
		SKIP: { skip "$program is not installed", 1 }
		return;
	}
	$tests->();
}

# What a note's text says to an address book: no marks of Markdown, LF.
sub said {
	my ($text) = @_;
	my %entity = (lt => '<', amp => '&');
	$text =~ s/\r\n/\n/g;
	$text =~ s/\\([[:punct:]])|&(lt|amp);/$1 \/\/ $entity{$2}/gea;
	return $text =~ s/^\s+|\s+$//gr;
}

# Aliases, which commas part.
sub parts { join ',', grep { length } map { s/^\s+|\s+$//gr } split /,/, $_[0] }

# The Python that a program runs in has the modules that it uses.
sub python_of {
	my ($program) = @_;
	chomp(my $path = `sh -c "command -v $program"`);
	open my $in, '<', $path or return 'python3';
	return readline($in) =~ /^#!\s*(\S*python\S*)/ ? $1 : 'python3';
}

my @records = hostile_records();
my $hostile = join '', @records;

for my $format (qw(vcard icalendar dot json csv)) {
	is(export(join('', shuffle(@records)), $format), export($hostile, $format), "$format: the order makes no difference");
	ok(eval { decode('UTF-8', export("$hostile\n" . record("\xff\x80", ("\xc3\x28\x01") x 12), $format), FB_CROAK); 1 },
		"$format: it is UTF-8, whatever comes");
}
for my $format ('vcard', '-3 vcard', 'icalendar') {
	my $out = export($hostile, $format);
	is_deeply([grep { length > 75 || /[\x00-\x08\x0a-\x1f\x7f]/ || !eval { decode('UTF-8', my $l = $_, FB_CROAK); 1 } }
		split /\r\n/, $out], [], "$format: lines of at most 75 bytes, whole characters and no control");
}

with(['jq'], sub {
	spew('json', export($hostile, 'json'));
	my @texts = map { decode_base64($_) } split /\n/, `jq -r 'select(.kind == "next") | .text | \@base64' json`;
	is_deeply(\@texts, \@hostile, 'jq reads each text as it was');
	is(`jq -c '[.people, .goals, .score, .line, .file, .due] | select(.[2])' json | head -1`,
		qq(["\@p0"],["#goal/a"],0.5,9,"n.md",null]\n) =~ s/^/[/r, 'jq reads lists, numbers and null');
});

with(['mlr'], sub {
	spew('csv', export($hostile, 'csv'));
	my @sums = split /\n/, `mlr -S --icsv --onidx put -q '\$kind == "next" {print sha1(string(\$text))}' csv`;
	is_deeply(\@sums, [map { sha1_hex($_ =~ s/\r\n/\n/gr) } @hostile], 'Miller reads each text as it was, but CRLF as LF')
		or diag "@sums";
	is(`mlr --icsv --ocsv cut -f kind,source then head -n 1 csv`, "kind,source\nperson,n.md:1\n", 'Miller knows the header');
	spew('safe', export($hostile, '-S csv'));
	unlike(`mlr --icsv --onidx --ofs ';' cut -f text,context,people safe`, qr/^[=+@\t-]/m, 'in safe mode no cell is a formula');
});

with(['dot'], sub {
	spew('graph', export($hostile, 'dot'));
	my $svg = `dot -Tsvg graph 2>err`;
	is($?, 0, 'Graphviz draws it');
	is(scalar(() = $svg =~ /class="node"/g), 2 + 2 * @hostile, 'with a node for me, each person, each need and the goal');
	unlike($svg, qr/<script|evil<\/title>/, 'no text becomes an element or a node');
	like($svg, qr/advice: &lt;\/text&gt;&lt;script&gt;&amp;amp;&amp;lt;&quot;<\/text>/, 'markup is shown as it was typed');
	like($svg, qr/>advice: \\N \\G \\&quot; \\</, 'so are backslashes');
});

with(['khard'], sub {
	my $python = python_of('khard');
	spew('people.py', <<'PYTHON');
import sys, base64, vobject
def line(*values): print(*[base64.b64encode(v.encode()).decode() for v in values])
for card in vobject.readComponents(open(sys.argv[1], newline='', encoding='utf-8').read()):
    names = [name.value for name in card.contents.get('nickname', [])]
    line(card.fn.value, ','.join(names), card.email.value, card.org.value[0], card.title.value, card.adr.value.street)
PYTHON
	for my $words ('vcard', '-3 vcard') {
		spew('cards', export($hostile, $words));
		my %got = map { my ($name, @values) = map { decode_base64($_) } split / /; ($name => \@values) }
			split /\n/, `$python people.py cards`;
		my %want = map { my $text = said($hostile[$_]); ("Person $_" => [parts($text), ($text) x 4]) } 0 .. $#hostile;
		is_deeply(\%got, \%want, "$words: vobject reads what each field says");
	}
	mkdir 'book';
	my @cards = export($vault, 'vcard') =~ /(BEGIN:VCARD.*?END:VCARD\r\n)/gs;
	spew("book/$_.vcf", $cards[$_]) for 0 .. $#cards;
	spew('khard.conf', "[addressbooks]\n[[ng]]\npath = $dir/book\n");
	my @listed = split /\n/, `khard -c khard.conf list --parsable 2>err`;
	is(@listed, @cards, 'khard lists all whom the example vault defines');
	like(`khard -c khard.conf show Anke 2>&1`, qr/anke\.petersen\@example\.org/, 'khard knows an address');
});

with(['khal'], sub {
	my $python = python_of('khal');
	spew('entries.py', <<'PYTHON');
import sys, icalendar
for c in icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk():
    if c.name in ('VTODO', 'VEVENT'):
        print(c.name, c['uid'], str(c['summary']).encode())
PYTHON
	spew('hostile.ics', export($hostile, 'icalendar'));
	my @entries = split /\n/, `$python entries.py hostile.ics`;
	is(scalar(grep { /^VTODO/ } @entries), @hostile, 'icalendar reads a task for each');
	is(scalar(grep { /^VEVENT/ } @entries), @hostile, 'and an encounter for each');
	is(scalar(uniq(map { (split / /)[1] } @entries)), 2 * @hostile, 'each with a UID of its own');

	mkdir 'calendar';
	spew('khal.conf', <<"CONF");
[calendars]
[[ng]]
path = $dir/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $dir/khal.db
CONF
	my $khal = 'khal -c khal.conf';
	spew('vault.ics', export($vault, 'icalendar'));
	system("$khal import --batch -a ng vault.ics >out 2>&1");
	my $events = `$khal list 2026-11-23 2027-11-23 2>&1`;
	like($events, qr/Anke Petersen's birthday/, 'khal lists a birthday');
	like($events, qr/Goal: Fund Atlas/, 'and a goal');
	# lines were added above, so that sources changed, and the goal has another day
	my $edited = $vault =~ s/:(\d+)$/':' . ($1 + 7)/gmer =~ s/^(goal\t.*\t)2027-03-31(\t)/${1}2027-04-30$2/mr;
	spew('vault.ics', export($edited, 'icalendar'));
	system("$khal import --batch -a ng vault.ics >out 2>&1");
	my $again = `$khal list 2026-11-23 2027-11-23 2>&1`;
	my $titles = sub { join "\n", sort map { s/ ::.*//r } grep { /^ / } split /\n/, $_[0] };
	is($titles->($again), $titles->($events), 'a second import doubles nothing');
	like($again, qr/2027-04-30\n Goal: Fund Atlas/, 'and updates what changed');
});

done_testing;
