#!/usr/bin/perl
# bounds.t [NAME ...]: an input of up to 1 MB ends or is refused, with a line that says so, within 2 s and 256 MB.
#
# The inputs are hostile: what makes libcmark, libyaml, PCRE2 or a table of one's own slow (among them the generators of
# cmark's test/pathological_tests.py), and what has many of everything. Each tool that could read one does. What counts is
# CPU time and the peak of memory, measured by tests/measure.c, so that a busy machine makes no difference.
#
# Of the tools that could read an input one does, another one for each input; with NG_BOUNDS=all, or a NAME (a regular
# expression), each of them does: that takes minutes.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);

my ($MILLISECONDS, $KILOBYTES, $BYTES) = (2000, 256 << 10, 1_000_000);

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my $measure = "$build/tests/measure";
$ENV{PATH} = "$build:$ENV{PATH}";
$ENV{LC_ALL} = 'C';
delete @ENV{qw(NG_DIR SOURCE_DATE_EPOCH)};
my $tmp = tempdir('ng-bounds-XXXXXX', TMPDIR => 1, CLEANUP => 1);

my $few = records(300, sub { ['knows', people => "\@p$_[0]", text => "seed rounds and venture capital x y z $_[0]"] })
	. record(1, 'need', state => 'open', goals => '#goal/g', text => 'seed rounds vc money x y z')
	. record(2, 'next', state => 'open', people => '@p1', text => 'call');
my $region = "\n\n<!-- ng: agenda -->\n<!-- /ng -->\n";

my %tools = (
	notes => [
		'ng-parse in.md', 'ng-check in.md', 'ng-log -d 2026-11-23 -f in.md got card: @p', 'ng-report -d 2026-11-23 -u in.md <few',
	],
	pages   => ['ng-parse People/in.md', 'ng-check People/in.md', 'ng-report -d 2026-11-23 -u in.md <few'],
	records => [
		'ng-match -d 2026-11-23 <in', 'ng-match -n -d 2026-11-23 seed rounds a <in', 'ng-match -n -d 2026-11-23 -p @p1 <in',
		(map { "ng-report -d 2026-11-23 -a $_ <in" } 'goals', 'agenda', 'who', 'brief', 'brief @p1', 'brief 2026-11-27',
			'event 2026-11-20', 'board', 'ledger', 'ledger @p1', 'network', 'review', '-t html agenda', '-t html network'),
		(map { "ng-export -d 2026-11-23 $_ <in" } qw(vcard icalendar dot json csv)), 'ng-import -d 2026-11-23 -r in few.vcf',
	],
	texts => [
		(map { "ng-report -d 2026-11-23 -a $_ <in" } qw(agenda brief network), '-t html agenda', 'brief @p1'),
		(map { "ng-export -d 2026-11-23 $_ <in" } qw(vcard icalendar dot json)), 'ng-match -d 2026-11-23 <in',
	],
	vcards   => ['ng-import -d 2026-11-23 in.vcf'],
	tables   => ['ng-import -d 2026-11-23 in.csv'],
	words    => ['ng-parse -l in few.md'],
	synonyms => ['ng-match -d 2026-11-23 -s in <few', 'ng-match -d 2026-11-23 -s in -n a0 x y z a1 a5 <few'],
);

my @inputs;
notes();
pages();
records_of_all_sorts();
texts();
address_books();
words();

my @wanted = grep {
	my $input = $_;
	!@ARGV || grep { "$input->{kind}/$input->{name}" =~ /$_/ } @ARGV
} @inputs;
my $all = @ARGV || ($ENV{NG_BOUNDS} // '') eq 'all';
my %turn;
my @runs = map {
	my ($input, @of) = ($_, @{ $tools{ $_->{kind} } });
	map { [$input, $_] } $all ? @of : $of[$turn{ $input->{kind} }++ % @of];
} @wanted;
$| = 1;
say '1..' . @runs;
exit(in_order() ? 1 : 0);

# What makes Markdown hard, and what has many tags, labels and lines.
sub notes {
	my %again = (
		'emphasis that only closes'   => 'a_ ',       'emphasis that only opens' => '_a ',   'links that only close'     => 'a]',
		'links that only open'        => '[a',        'mismatched emphasis'      => '*a_ ',  'brackets and parentheses'  => '[ (](',
		'links and emphasis'          => '[ a_',      'images that hold links'   => '![[]()', 'links without end'         => '[a](<b',
		'links without end, too'      => '[a](b',     'NUL'                      => "abc\0", 'opening comments'          => '<!--',
		'declarations'                => '<!A ',      'instructions'             => '<?',    'CDATA'                     => '<![CDATA[',
		'tags'                        => '<a ',       'autolinks'                => '<a:',   'entities'                  => '&amp;',
		'ampersands'                  => '&',         'backslashes'              => '\\',    'items'                     => "- a\n",
		'empty items'                 => "- \n",      'underlined headings'      => "a\n===\n", 'empty lines'            => "\n",
		'carriage returns'            => "\r",        'spaces'                   => ' ',     'tabs'                      => "\t",
		'letters'                     => 'a',         'fences'                   => "```\n", 'quotes'                    => ">\n",
		'tables'                      => "aaa\rbbb\n-\x0B\n", 'HTML blocks'      => "<div>\n\n", 'definitions'           => "[a]: b\n",
		'definitions without end'     => "[a]:\n",    'hard breaks'              => "a\\\n", 'paragraphs'                => "a\n\n",
		'handles'                     => '@a ',       'topics'                   => '#t ',   'links to pages'            => '[[a]] ',
		'links to pages without end'  => '[[',        'embeds'                   => '![[a]]', 'labels'                   => "offer: x\n",
		'labels in a line'            => 'offer: ',   'brackets with keys'       => '[offer:: ', 'parentheses with keys' => '(got:: ',
		'statements in a line'        => '[offer:: x] ', 'colons'                => ':',     'dates'                     => '2026-01-01 ',
		'due dates'                   => 'due:2026-01-01 ', 'boxes'              => '- [ ] ', 'open boxes'               => "- [ ] x\n",
		'present'                     => "Present:\n", 'marks that combine'      => "\xCC\x81", 'flags'                   => "\xF0\x9F\x87\xA9",
		'letters that fold to many'   => "\xEF\xB7\xBA", 'regions'               => "<!-- ng: agenda -->\n<!-- /ng -->\n",
		'open regions'                => "<!-- ng: a -->\n", 'patterns'          => "need `/x/`: a\n", 'addresses on the web' => 'https://a.de/ ',
		'paragraphs with a colon'     => "a:\n- b\n\n", 'fields in a line'       => '[a:: (b:: ', 'code spans'               => '`a` ',
	);
	add('notes', $_, again($again{$_})) for sort keys %again;
	add('notes', 'strong emphasis, nested', '*a **a ' x 65000 . 'b' . ' a** a*' x 65000);
	add('notes', 'emphasis that ends within', '*a ' x 150_000 . '_a*_ ' x 100_000);
	add('notes', 'stars by threes', 'a**b' . again('c* '));
	add('notes', 'brackets, nested', '[' x 490_000 . 'a' . ']' x 490_000);
	add('notes', 'stars, nested', '*' x 490_000 . 'a' . '*' x 490_000);
	add('notes', 'quotes, nested', again('> ') . 'a');
	add('notes', 'quotes of the depth that is read', '> ' x 99 . "a\n" x 290_000);
	add('notes', 'lists, nested', join '', map { '  ' x $_ . "* a\n" } 0 .. 990);
	add('notes', 'lists of the depth that is read', counted(sub { '  ' x ($_[0] % 99) . "- a\n" }));
	add('notes', 'empty lines in deep lists', '- ' x 300_000 . "x\n" . "\n" x 300_000);
	add('notes', 'emphasis in deep quotes', '>' x 400_000 . 'a*' x 290_000);
	add('notes', 'backticks', join '', map { 'e' . '`' x $_ } 1 .. 1400);
	add('notes', 'definitions that collide', collisions());
	add('notes', 'references to a long definition', '[0]: ' . 'u' x 1000 . "\n" . '[0] ' x 240_000);
	add('notes', 'references to many definitions', counted(sub { "[$_[0]]: u\n" }, 500_000) . '[0] ' x 120_000);
	add('notes', 'a long definition', '[' . 'a' x 990_000 . "]: b\n");
	add('notes', 'a wide table', '|' . 'a|' x 100_000 . "\n|" . '-|' x 100_000 . "\n|" . 'b|' x 100_000 . "\n");
	add('notes', 'headings', counted(sub { '#' x ($_[0] % 6 + 1) . " a\n" }));
	add('notes', 'people', counted(sub { "## \@a$_[0] A $_[0]\n" }));
	add('notes', 'people in lines', counted(sub { "- \@a$_[0]: x\n" }));
	add('notes', 'people in a line', counted(sub { "\@a$_[0] " }));
	add('notes', 'goals', counted(sub { "# #goal/g$_[0] G\nneed: x\n" }));
	add('notes', 'a goal that nests', '# #goal/' . 'a/' x 400_000 . "b x\n");
	add('notes', 'a table of 1900 people', '# 2026-01-01 Dinner with ' . join(' ', map { "\@a$_" } 1 .. 1900) . "\n" . "- idea: x\n" x 90_000);
	add('notes', 'a crowd before a list', 'With ' . join(' ', map { "\@a$_" } 1 .. 1900) . ":\n\n" . "- idea: x\n" x 90_000);
	add('notes', 'who was there', "# 2026-01-01 Dinner\nPresent:\n" . counted(sub { "- \@a$_[0]\n" }));
	add('notes', 'long headings above lines', join('', map { '#' x $_ . ' ' . 'a ' x 100 . "\n" } 1 .. 6) . "offer: \@a x\n" x 70_000);
	add('notes', 'a deep list above lines', join('', map { '  ' x $_ . '- ' . 'w ' x 50 . "\n" } 0 .. 89) . ('  ' x 90 . "- offer: \@a x\n") x 4400);
	add('notes', 'a long handle', '@' . 'a' x 990_000);
	add('notes', 'a long topic', '#' . 'a/' x 490_000);
	add('notes', 'a long link', '[[' . "\xC3\xA9" x 490_000 . ']]');
	return;
}

# Front matter, and Logseq's properties.
sub pages {
	my %front = (
		'a long list'        => 'tags: [' . 'a, ' x 320_000 . "]\n",  'many keys'     => counted(sub { "k$_[0]: v\n" }),
		'brackets that open' => 'a: ' . '[' x 490_000 . "\n",          'brackets'      => 'a: ' . '[' x 490_000 . ']' x 490_000 . "\n",
		'braces'             => 'a: ' . '{a: ' x 240_000 . "\n",       'deep keys'     => join('', map { ' ' x $_ . "a:\n" } 0 .. 1390),
		'dashes'             => '- ' x 490_000 . "\n",                 'anchors'       => counted(sub { "k$_[0]: &a$_[0] v\n" }),
		'an alias of itself' => "a: &a [*a, *a]\n",                    'aliases'       => "a: &a x\nb: [" . '*a, ' x 240_000 . "]\n",
		'a bomb'             => "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" . join('', map { my $b = $_ - 1; "a$_: &a$_ [" . join(',', ("*a$b") x 9) . "]\n" } 1 .. 12),
		'escapes'            => 'a: "' . '\\x41' x 240_000 . "\"\n",   'an open quote' => "a: \"" . "b\n" x 490_000,
		'a block'            => "a: |\n" . " b\n" x 320_000,           'comments'      => "#\n" x 490_000,
		'tags of YAML'       => '!a ' x 320_000 . "\n",                'directives'    => "%YAML 1.1\n" x 99_000,
		'documents'          => "---\n" x 240_000,                     'people'        => "people:\n" . counted(sub { "  - '[[P$_[0]]]'\n" }),
		'colons'             => ':' x 900_000 . "\n",                  'question marks' => '? ' x 490_000 . "\n",
		'a long key'         => 'k' x 900_000 . ": v\n",               'one key'       => "a: b\n" x 190_000,
	);
	add('pages', $_, "---\n" . substr($front{$_}, 0, $BYTES - 100) . "\n---\n") for sort keys %front;
	add('pages', 'properties', again("k:: v\n"));
	add('pages', 'without end', "---\n" . again("a: b\n"));
	add('pages', 'topics above lines', "---\ntags: [" . join(', ', map { "t$_" } 1 .. 1900) . "]\n---\n" . "- \@a x\n" x 110_000);
	add('pages', 'a long title above lines', "---\ntitle: " . 'a ' x 200_000 . "\n---\n" . "- need: x\n" x 50_000);
	return;
}

# Many of everything, and what could meet what.
sub records_of_all_sorts {
	my @slow = ('(a+)+$', '(a|a)*b', '(.*)*x', '((a*)*)*b', '(x+x+)+y', '(?=(a+))a*b\\1', '(.)\\1*(.)\\2*z', '.*.*.*.*.*x', '(?R)?a', '\\X+z');
	my @g = (state => 'open', goals => '#goal/g');
	my %many = (
		'people'             => sub { ['person', people => "\@p$_[0]", text => "P $_[0]"] },
		'one name'           => sub { ['person', people => "\@p$_[0]", text => 'Ann Lee'] },
		'fields of one'      => sub { ['field', people => '@p1', what => "k$_[0]", text => 'v'] },
		'aliases of one'     => sub { ['field', people => '@p1', what => 'alias', text => "a $_[0]"] },
		'links'              => sub { ['met', date => '2026-01-01', people => "[[p$_[0]]]", text => 'x'] },
		'needs'              => sub { ['need', @g, topics => "#t$_[0]", text => "word$_[0] other"] },
		'needs and who knows' => sub { [$_[0] % 2 ? 'knows' : 'need', $_[0] % 2 ? (people => "\@p$_[0]") : @g, text => 'seed rounds'] },
		'needs of contacts'  => sub { [$_[0] % 2 ? 'knows' : 'need', state => $_[0] % 2 ? '' : 'open', people => "\@p$_[0]", text => 'seed rounds'] },
		'needs of a contact' => sub { ['need', state => 'open', people => '@p1', text => "seed rounds $_[0]"] },
		'mentions of one'    => sub { ['mention', people => '@p1', text => "seed rounds $_[0]"] },
		'encounters of a day' => sub { ['met', date => '2026-11-20', people => "\@p$_[0] \@q$_[0]", what => 'dinner', text => 'x'] },
		'encounters with one' => sub { ['met', date => '2026-11-20', people => '@p1', what => 'dinner', text => 'x'] },
		'planned encounters' => sub { ['met', date => '2026-11-27', people => "\@p$_[0]", what => 'dinner', text => 'x'] },
		'crowds'             => sub { ['met', date => sprintf('2026-11-%02d', $_[0] % 22 + 1), people => join(' ', map { '@p' . ($_ * 7 + $_[0] * 13) % 3000 } 1 .. 100), text => 'x'] },
		'asks and answers'   => sub { [$_[0] % 2 ? 'got' : 'ask', state => $_[0] % 2 ? '' : 'waiting', date => '2026-01-01', people => '@p1', what => 'advice', text => "q$_[0]"] },
		'open asks'          => sub { ['ask', @g, people => '@p1', what => 'advice', text => "q$_[0]"] },
		'offers'             => sub { ['offer', @g, date => '2026-01-01', people => "\@p$_[0]", what => 'introduction', text => 'to @q'] },
		'promises'           => sub { ['promise', state => 'open', date => '2026-01-01', due => '2026-11-20', people => '@p' . $_[0] % 500, text => "x $_[0]"] },
		'boxes of one text'  => sub { ['next', state => $_[0] % 2 ? 'done' : 'open', date => '2026-01-01', people => '@p1', text => 'same words'] },
		'a chain of introductions' => sub { ['got', date => '2026-01-01', people => "\@p$_[0] \@p" . ($_[0] + 1), what => 'introduction', text => 'x'] },
		'introductions by one' => sub { ['got', date => '2026-01-01', people => "\@hub \@p$_[0]", what => 'introduction', text => 'x'] },
		'who knows whom'     => sub { ['knows', people => '@p' . $_[0] % 3000, text => '@p' . $_[0] * 7 % 3000 . ' and @p' . $_[0] * 13 % 3000] },
		'goals'              => sub { ['goal', state => 'open', goals => "#goal/g$_[0]", text => "G $_[0]"] },
		'goals that nest'    => sub { ['goal', state => 'open', goals => '#goal/' . join('/', ('a') x ($_[0] % 500 + 1)), text => 'G'] },
		'seats'              => sub { ['need', @g, what => 'seat', topics => "#t$_[0]", text => "seat $_[0]"] },
		'seats that are taken' => sub { [$_[0] % 2 ? 'got' : 'need', $_[0] % 2 ? (goals => '#goal/g', people => "\@p$_[0]") : @g, what => 'seat', topics => '#t' . ($_[0] >> 1), text => 'x'] },
		'seats for one topic' => sub { [$_[0] % 2 ? 'got' : 'need', $_[0] % 2 ? (goals => '#goal/g', people => "\@p$_[0]") : @g, what => 'seat', topics => $_[0] % 2 ? '#u' : '#t', text => 'x'] },
		'matches'            => sub { [$_[0] % 2 ? 'because' : 'match', people => '@p' . ($_[0] >> 1), goals => '#goal/g', text => 'w', score => '0.5'] },
		'gives'              => sub { ['give', people => "\@n$_[0] \@h", text => 'w', score => '0.5'] },
		'who I am'           => sub { ['field', people => "\@p$_[0]", what => 'me', text => 'yes'] },
		'years'              => sub { ['got', date => sprintf('%04d-%02d-01', $_[0] % 9999 + 1, $_[0] % 12 + 1), people => '@p' . $_[0] % 100, what => 'advice', text => 'x'] },
		'how often'          => sub { [$_[0] % 2 ? 'met' : 'field', date => $_[0] % 2 ? '2026-01-01' : '', people => '@p' . ($_[0] >> 1), what => $_[0] % 2 ? '' : 'every', text => '1w'] },
		'contexts'           => sub { ['mention', people => "\@p$_[0]", text => 'a', context => "word$_[0] " x 10] },
		'patterns'           => sub { $_[0] < 5000 ? ['need', @g, text => "x `/$slow[$_[0] % @slow]/i`"] : ['knows', people => "\@p$_[0]", text => 'a' x 200] },
	);
	add('records', $_, records(undef, $many{$_})) for sort keys %many;
	add('records', 'no records', again("x\n"));
	add('records', 'one line', 'x' x $BYTES);
	add('records', 'tabs', "\t" x $BYTES);
	add('records', 'one pattern on a long line', join('', map { record($_, 'need', @g, text => "x `/$slow[$_ - 1]/`") } 1 .. @slow) . record(99, 'knows', people => '@p', text => 'a' x 990_000));
	add('records', 'a pattern that is long', record(1, 'need', @g, text => 'x `/' . 'a|' x 490_000 . 'b/`') . record(2, 'knows', people => '@p', text => 'aaaa'));
	add('records', 'a pattern that repeats', record(1, 'need', @g, text => 'x `/((((a{1,60}){1,60}){1,60}){1,60})/`') . record(2, 'knows', people => '@p', text => 'aaaa'));
	add('records', 'one encounter', record(1, 'met', date => '2026-11-20', people => join(' ', map { "\@p$_" } 1 .. 110_000), text => 'x'));
	return;
}

# One text that is long, as it is shown.
sub texts {
	my %text = (
		'handles' => '@a ', 'backticks' => '`', 'links to pages' => '[[', 'code spans' => '`a ', 'addresses' => 'http://a ', 'tags' => '<', 'links' => '[a](',
		'topics' => '#t ', 'cells' => 'a | ', 'emphasis' => '*_', 'an address' => 'http://a(', 'letters' => 'a', 'words' => 'a ', 'colons' => '::',
	);
	for my $name (sort keys %text) {
		my $long = substr($text{$name} x 900_000, 0, 450_000);

		add('texts', $name, record(1, 'next', state => 'open', people => '@p1', text => $long) . record(2, 'person', people => '@p1', text => $long));
	}
	add('texts', 'backticks of all lengths', record(1, 'next', state => 'open', people => '@p1', text => join '', map { 'e' . '`' x $_ } 1 .. 1390));
	return;
}

sub address_books {
	my %one = (
		'numbers'    => counted(sub { 'TEL:' . (1_000_000 + $_[0]) . "\n" }), 'e-mail addresses' => counted(sub { "EMAIL:a$_[0]\@b.de\n" }),
		'notes'      => counted(sub { "NOTE:n$_[0]\n" }),    'folded lines'     => 'NOTE:' . "a\n " x 310_000 . "\n", 'a note' => 'NOTE:' . 'a\\n' x 310_000 . "\n",
		'quoted-printable' => 'NOTE;ENCODING=QUOTED-PRINTABLE:' . '=41' x 310_000 . "\n", 'soft line ends' => 'NOTE;ENCODING=QUOTED-PRINTABLE:' . "a=\n" x 310_000 . "\n",
		'parameters' => 'NOTE' . ';A=b' x 240_000 . ":x\n", 'groups'           => counted(sub { 'i' . $_[0] . '.TEL:' . (100_000 + $_[0]) . "\ni$_[0].X-ABLabel:l\n" }),
		'one group'  => again("i.TEL:1\ni.X-ABLabel:l\n"),   'preferences'      => counted(sub { 'TEL;PREF=' . ($_[0] % 100 + 1) . ':' . (100_000 + $_[0]) . "\n" }),
		'categories' => 'CATEGORIES:' . join(',', map { "a$_" } 1 .. 120_000) . "\n", 'a picture' => 'PHOTO;ENCODING=b:' . "A\n " x 300_000 . "\n",
		'pages'      => counted(sub { "URL:https://a.de/$_[0]\n" }), 'a page'   => 'URL:https://a.de/' . '(' x 900_000 . "\n", 'aliases' => counted(sub { "NICKNAME:n$_[0]\n" }),
		'birthdays'  => counted(sub { sprintf "BDAY:%04d-01-01\n", $_[0] % 9999 + 1 }), 'profiles' => counted(sub { "URL:https://linkedin.com/in/a$_[0]\n" }),
		'ampersands' => 'NOTE:' . '&' x 900_000 . "\n",      'addresses in a text' => 'NOTE:' . 'https://a.de/(' x 60_000 . "\n",
		'semicolons' => 'NOTE:https://' . '&amp;' x 180_000 . "\n", 'colons and spaces' => 'NOTE:' . (':' . ' ' x 900) x 1000 . "x\n", 'a name' => 'N:' . ';' x 900_000 . "\n",
	);
	my %many = (
		'one name' => sub { 'FN:Ann Lee' }, 'names' => sub { "FN:Ann $_[0]" }, 'one number' => sub { "FN:A$_[0]\nTEL:123456" },
		'one number and name' => sub { "FN:Ann $_[0]\nTEL:12345678" }, 'one address' => sub { "FN:A$_[0]\nEMAIL:a\@b.de" },
		'namesakes' => sub { sprintf "FN:Ann Lee\nBDAY:19%02d-01-01\nEMAIL:a$_[0]\@b.de\nORG:o$_[0]", $_[0] % 100 },
		'long namesakes' => sub { 'FN:' . "\xC3\xA9" x 200 . "\nTEL:" . (1_000_000 + $_[0]) },
	);
	add('vcards', "a card of $_", card("FN:a\n" . substr $one{$_}, 0, $BYTES - 100)) for sort keys %one;
	add('vcards', "cards of $_", counted(do { my $f = $many{$_}; sub { card($f->($_[0]) . "\n") } })) for sort keys %many;
	add('vcards', 'cards that begin', again("BEGIN:VCARD\n"));
	add('vcards', 'cards without end', again("BEGIN:VCARD\nFN:a\n"));
	my $head = "First Name,Last Name,Notes,Phone 1 - Value\n";
	add('tables', 'people', $head . counted(sub { "A$_[0],B,,\n" }));
	add('tables', 'one person', $head . "Ann,Lee,,\n" x 80_000);
	add('tables', 'one number', $head . counted(sub { "A$_[0],B,,1234567\n" }));
	add('tables', 'a quote', $head . '"' x 900_000);
	add('tables', 'quotes', $head . 'a"b,"c' x 100_000);
	add('tables', 'lines in quotes', $head . "\"a\n" x 300_000);
	add('tables', 'an open quote', '"' . "a\n" x 450_000);
	add('tables', 'columns', 'First Name' . ',Phone 1 - Value' x 5000 . "\n" . ('a' . ',1234567' x 5000 . "\n") x 20);
	add('tables', 'values in a cell', $head . 'a,b,,' . join(' ::: ', 100_000 .. 175_000) . "\n");
	add('tables', 'no columns', again("a,b,c\n"));
	add('tables', $_->[0], $_->[1] x $BYTES) for ['commas', ','], ['tabs', "\t"], ['semicolons', ';'], ['letters', 'a'], ['empty lines', "\n"];
	return;
}

sub words {
	add('words', 'labels', counted(sub { "w$_[0] = offer\n" }));
	add('words', 'nouns', counted(sub { "w$_[0] = noun\n" }));
	add('words', 'a long label', 'a ' x 490_000 . "= offer\n");
	add('synonyms', 'groups', counted(sub { "a$_[0] = b$_[0], c$_[0]\n" }));
	add('synonyms', 'large groups', counted(sub { my $k = $_[0]; "b$k = " . join(', ', map { "a$_" } $k * 190 .. $k * 190 + 190) . "\n" }));
	add('synonyms', 'one phrase in many groups', counted(sub { "x = y$_[0], z\n" }));
	add('synonyms', 'one phrase in large groups', counted(sub { my $k = $_[0]; 'x = ' . join(', ', map { "a$_" } $k * 190 .. $k * 190 + 190) . "\n" }));
	add('synonyms', 'phrases of what there is', counted(sub { my $k = $_[0]; 'x y z = ' . join(', ', map { "seed rounds $_" } $k * 100 .. $k * 100 + 100) . "\n" }));
	add('synonyms', 'a group too large', 'a = ' . 'b,' x 490_000);
	return;
}

sub add {
	my ($kind, $name, $bytes) = @_;
	push @inputs, { kind => $kind, name => $name, bytes => substr $bytes, 0, $BYTES };
	return;
}

# As much of it as there is room for.
sub again {
	my ($s) = @_;
	return $s x int(($BYTES - 100) / length $s);
}

sub counted {
	my ($make, $bytes) = @_;
	my ($all, $i) = ('', 0);
	$all .= $make->($i++) while length $all < ($bytes // $BYTES - 300);
	return substr $all, 0, $bytes // $BYTES - 100;
}

sub record {
	my ($line, $kind, %field) = @_;
	return join("\t", $kind, (map { $field{$_} // '' } qw(state date due done people goals topics what text context score)), "a.md:$line") . "\n";
}

# So many records, or as many as there is room for.
sub records {
	my ($count, $make) = @_;
	my ($all, $i) = ('', 0);
	for (; defined $count ? $i < $count : length $all < $BYTES - 5000; $i++) {
		$all .= record($i + 1, @{ $make->($i) });
	}
	return $all;
}

sub card {
	my ($lines) = @_;
	return "BEGIN:VCARD\nVERSION:3.0\n${lines}END:VCARD\n";
}

# Names of definitions that libcmark's table of old put into one place (pathological_tests.py).
sub collisions {
	my ($all, $first) = ('');
	for (my $i = 0; length $all < $BYTES - 100; $i++) {
		my $h = 0;
		$h = (ord($_) + ($h << 6) + ($h << 16) - $h) & 0xFFFFFFFF for split //, "x$i";
		next if $h % 16;
		$all .= "[x$i]: /url\n\n[$first]\n\n" if defined $first;
		$first //= "x$i";
	}
	return $all;
}

# Makes the runs on two processors, and tells them in their order; how many failed.
sub in_order {
	my ($workers, $failed, @pipes) = (2, 0);
	for my $worker (0 .. $workers - 1) {
		my $pid = open(my $pipe, '-|') // die "$0: fork: $!\n";
		if (!$pid) {
			mkdir "$tmp/$worker" and chdir "$tmp/$worker" or die "$0: $tmp/$worker: $!\n";
			mkdir 'People';
			spew('few', $few);
			spew('few.md', "offer: x\n" x 1000);
			spew('few.vcf', card("FN:Ann Lee\nEMAIL:v1\@a.de\nTEL:1234567\n") x 20);
			for (my $i = $worker; $i < @runs; $i += $workers) {
				print run(@{ $runs[$i] }), "\n";
			}
			close STDOUT;
			require POSIX;
			POSIX::_exit(0);
		}
		push @pipes, $pipe;
	}
	for my $i (0 .. $#runs) {
		my $pipe = $pipes[$i % $workers];
		my $result = readline($pipe) // "not ok the worker ended\n";
		my ($input, $command) = @{ $runs[$i] };
		chomp $result;
		my $good = $result =~ s/^ok //;
		$failed++ if !$good;
		say $good ? 'ok ' : 'not ok ', $i + 1, " - $input->{kind}, $input->{name}: $command";
		say STDERR "# $input->{kind}, $input->{name}: $command: $result" if !$good;
	}
	return $failed;
}

sub run {
	my ($input, $command) = @_;
	my ($name) = grep { $command =~ /\b\Q$_\E\b/ && $command =~ /[ <]\Q$_\E/ } 'People/in.md', 'in.md', 'in.vcf', 'in.csv', 'in';
	my $bytes = $input->{bytes};
	$bytes = substr($bytes, 0, $BYTES - length $region) . $region if $command =~ / -u /;
	spew($name, $bytes);
	system("'$measure' $command >out 2>err 3>measured");
	my ($milliseconds, $kilobytes, $status) = split ' ', slurp('measured');
	my $told = slurp('err');
	return 'not measured' if !defined $status;
	my $what = "$milliseconds ms, $kilobytes kB, status $status";
	return "not ok $what" if $milliseconds > $MILLISECONDS || $kilobytes > $KILOBYTES || $status > 2;
	return "not ok refused without a word, $what" if $status == 2 && $told eq '';
	return "ok $what";
}

sub spew {
	my ($file, $bytes) = @_;
	open my $out, '>:raw', $file or die "$0: $file: $!\n";
	print $out $bytes;
	close $out or die "$0: $file: $!\n";
	return;
}

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or return '';
	local $/;
	return readline($in) // '';
}
