#!/usr/bin/perl
# gen.pl NOTES FOLDER: writes an invented vault of so many notes, about 2 kB each, into a new folder.
#
# The mixture is that of a vault that has grown for years: most of it is prose, lists, links, tables
# and code that name nobody; daily notes, meetings and people's pages carry the tags and labels. The
# same arguments give the same bytes everywhere: the dice are our own. However large the vault, 300 needs are open, and the
# others were met: there is one person who has them.
use v5.14;
use warnings;
use utf8;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use lib dirname(__FILE__);
use Dice;
use POSIX qw(strftime);

die "usage: gen.pl NOTES FOLDER\n" if @ARGV != 2 || $ARGV[0] !~ /^[1-9]\d*$/;
my ($notes, $folder) = @ARGV;

# The first ones come up far more often than the last, as words and acquaintances do.
sub often { return $_[dice(1 + dice(scalar @_))] }

sub percent { return dice(100) < $_[0] }

sub several { my ($least, $most) = @_; return 1 .. $least + dice($most - $least + 1) }

my @words = qw(
	the to of and a in is it that we for on with this was be as are not have they but from at by or an
	will can if more one about our there so out when all what up their some time than which work who
	would other could make also over like new only them people into year project first any after need
	how through before good where much should between own still team because same week while each long
	money little part help plan find small day point ask know last group change number place case kind
	start open next question market second fund local city write call answer report early price garden
	bridge river budget supplier prototype workshop harbour machine letter contract museum investor
	season kitchen material colour engine battery archive railway orchard printer grant rehearsal
	library sample village customer invoice licence schedule evidence interview newsletter warehouse
	translation conference neighbour apprentice laboratory municipal cooperative Brücke naïve façade
	Überblick résumé señal café 資金 встреча);
my @first = qw(Maria Ines Radu Tomás Zoë Aiko Bela Chidi Dana Emre Farid Greta Hugo Ilse Jonas Katya
	Liam Mei Nora Omar Petra Quentin Rosa Søren Tess Uma Viktor Wanda Xenia Yusuf);
my @family = qw(Keller Maes Ionescu Pereira Lindqvist Tanaka Kovács Okafor Weiss Yilmaz Rahimi Holm
	Brandt Novak Petrov Byrne Chen Olsen Haddad Vogel);
my @people = map { my $first = $_; map { "$first $_" } @family } @first;
my @topics = qw(funding hardware marketing garden music angel-investing law tax batteries writing
	research energy repair ux/interviews food city/transport press museum printing education housing
	logistics climate data photography security translation boats furniture weather);
my @goals = map { "#goal/$_" } qw(atlas-funding atlas-pilot rent book choir garden-lease new-job
	workshop-space board translation press-kit solar-roof);
my @nouns = qw(information advice opinion feedback intro lead referral money help job card);
my @contacts = qw(met call mail coffee lunch dinner visit talk);
my $needs = 0;
my @prose = map { sentence(6 + dice(18)) } 1 .. 4000;

sub slug { return lc($_[0]) =~ s/[^\w.]+/-/gr }

sub sentence {
	my ($length) = @_;
	my @said = map { often(@words) } 1 .. $length;
	$said[dice($#said)] .= ',' if $length > 10;
	return ucfirst(join ' ', @said) . one('.', '.', '.', '.', '?', '!', ':');
}

sub handle { return '@' . slug(often(@people)) }
sub topic { return '#' . often(@topics) }
sub phrase { return lc(one(@prose)) =~ s/[.?!:,]//gr }
sub short { return join ' ', map { often(@words) } several(2, 6) }
sub day { return strftime('%Y-%m-%d', gmtime(1795219200 - 86400 * $_[0])) }    # before 2026-11-21
sub someday { return day(dice(2500)) }

# A sentence as it stands in a note: now and then with a name, a tag, a link, emphasis or code in it.
sub remark {
	my $text = one(@prose);
	my $rare = dice(100);
	my $mark = $rare < 5 ? handle()
		: $rare < 9 ? topic()
		: $rare < 12 ? '[[' . often(@people) . ']]'
		: $rare < 16 ? '[' . short() . '](https://example.org/' . slug(short()) . ')'
		: $rare < 20 ? '**' . short() . '**'
		: $rare < 23 ? '`' . one('make -j2', 'x = @y', '#define', 'ls -la', 'key: value') . '`'
		: $rare < 24 ? 'who@example.org'
		: return $text;
	return $text =~ s/ / $mark /r;
}

sub paragraph { return join(' ', map { remark() } several(2, 6)) . "\n\n" }

# Lines as wide as an editor wraps them.
sub wrapped { return paragraph() =~ s/(.{60,78}) /$1\n/gr }

sub list {
	my $text = '';
	for (several(2, 6)) {
		$text .= '- ' . remark() . "\n";
		$text .= '  - ' . phrase() . "\n" if percent(20);
	}
	return "$text\n";
}

sub task {
	return '- [' . often(' ', 'x', ' ', '-', '/') . '] ' . short()
		. (percent(30) ? ' ' . handle() : '') . (percent(20) ? ' due:' . someday() : '')
		. (percent(10) ? ' ✅ ' . someday() : '') . "\n";
}

sub statement {
	return '- ' . one(
		sub { 'ask ' . often(@nouns) . ': ' . handle() . ' ' . phrase() },
		sub { 'offer ' . often(@nouns) . ': ' . handle() . ' ' . phrase() },
		sub { 'promise: ' . handle() . ' ' . phrase() },
		sub { 'got ' . often(@nouns) . ': ' . handle() . ' ' . phrase() . ' ' . often(@goals) },
		sub { 'gave ' . often(@nouns) . ': ' . handle() . ' ' . phrase() },
		sub { often(@contacts) . ': ' . handle() . ' and ' . handle() . ', ' . phrase() },
		sub { handle() . ' ' . phrase() . ' ' . topic() },
		sub { handle() . ' [offer ' . often(@nouns) . ':: ' . short() . '] ' . phrase() },
		sub { ($needs++ < 300 ? '' : '[x] ') . 'need ' . often(@nouns) . ': ' . phrase() . ' ' . often(@goals) },
		sub { 'idea: ' . phrase() . ' ' . topic() })->() . "\n";
}

sub table {
	my $text = '| ' . short() . ' | ' . short() . " | sum |\n| --- | --- | ---: |\n";
	$text .= '| ' . short() . ' | ' . phrase() . ' | ' . dice(5000) . " |\n" for several(2, 8);
	return "$text\n";
}

sub code {
	my $text = '```' . one('sh', 'c', 'python', '') . "\n";
	$text .= one('    if (x < y) return @z;', "make -C build all  # $_", 'for i in *.md; do cat "$i"; done',
		'offer: this is no offer', 'printf("%s\n", name[i]);', '', 'x = x + 1') . "\n" for several(3, 12);
	return "$text```\n\n";
}

sub quote { return join('', map { '> ' . remark() . "\n" } several(1, 4)) . "\n" }

sub body { return join '', map { often(\&wrapped, \&list, \&paragraph, \&quote, \&code, \&table)->() } several(@_) }

sub daily {
	my ($number) = @_;
	my $day = day($number);
	my $text = "# $day\n\n";
	$text .= wrapped() if percent(60);
	for my $part ('Morning', 'Notes', 'Evening') {
		next if percent(30);
		$text .= "## $part\n\n";
		$text .= often(\&statement, \&task, sub { '- ' . remark() . "\n" })->() for several(2, 7);
		$text .= "\n";
		$text .= wrapped() if percent(40);
	}
	return ('journal/' . substr($day, 0, 4) . "/$day.md", $text);
}

sub meeting {
	my ($number) = @_;
	my ($day, @there) = (day($number), map { slug(often(@people)) } several(2, 6));
	my $text = "---\ntitle: " . short() . "\ndate: $day\ntags: [" . often(@topics) . "]\nattendees:\n";
	$text .= "  - \"\@$_\"\n" for @there;
	$text .= "---\n\n# " . ucfirst(short()) . "\n\n## Agenda\n\n";
	$text .= "$_. " . short() . "\n" for several(2, 5);
	$text .= "\n## Notes\n\n" . body(2, 6) . "## Actions\n\n";
	$text .= percent(50) ? task() : statement() for several(2, 5);
	return ("meetings/$day-" . slug(short()) . "-$number.md", $text);
}

sub person {
	my ($number) = @_;
	my $name = $people[$number % @people] . ($number < @people ? '' : ' ' . int($number / @people));
	my $text = "---\ntype: person\nname: $name\ncity: " . ucfirst(often(@words)) . "\nemail: "
		. slug($name) . "\@example.org\ntags: [" . often(@topics) . ', ' . often(@topics) . "]\n---\n\n# $name\n\n";
	$text .= 'knows:: ' . phrase() . "\nevery:: " . (1 + dice(12)) . "w\n\n" if percent(70);
	$text .= '- ' . someday() . ' ' . often(@contacts) . ': ' . phrase() . "\n" for several(1, 5);
	return ("people/$name.md", "$text\n" . body(0, 2));
}

sub project {
	my ($number) = @_;
	my $name = ucfirst short();
	my $text = "# $name\n\n" . wrapped();
	$text .= '## ' . often(@goals) . " $name by:" . someday() . "\n\nwhy: " . phrase() . "\nwant: " . phrase() . "\n\n"
		if percent(30);
	for (several(1, 4)) {
		$text .= '## ' . ucfirst(short()) . "\n\n" . body(1, 3);
		$text .= task() for several(0, 4);
		$text .= "\n";
	}
	return ("projects/" . slug($name) . "-$number.md", $text);
}

sub article {
	my ($number) = @_;
	my $name = ucfirst short();
	my $text = "# $name\n\nSource: <https://example.org/" . slug($name) . ">\n\n";
	$text .= '## ' . ucfirst(short()) . "\n\n" . body(3, 6) for several(2, 4);
	$text .= "![a picture](picture-$number.png)\n" if percent(30);
	return ('library/' . one('a' .. 'h') . '/' . slug($name) . "-$number.md", $text);
}

-e $folder and die "gen.pl: $folder is there already\n";
my %made;
my @mixture = ((\&daily) x 9, (\&article) x 4, (\&meeting) x 3, (\&project) x 2, (\&person) x 2);
my %count;
for my $number (0 .. $notes - 1) {
	my $kind = $mixture[$number % @mixture];
	my ($path, $text) = $kind->($count{$kind}++ // 0);
	$path = "$folder/$path";
	utf8::encode($path);
	my $parent = $path =~ s{/[^/]*$}{}r;
	make_path($parent) if !$made{$parent}++;
	open my $out, '>:encoding(UTF-8)', $path or die "gen.pl: $path: $!\n";
	print $out $text;
	close $out or die "gen.pl: $path: $!\n";
}
