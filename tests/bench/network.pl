#!/usr/bin/perl
# network.pl PEOPLE FOLDER: writes the invented notes of somebody who knows so many people, into a new folder.
#
# For each ten people 200 statements; 300 needs of 60 goals in all. Words come up as they do in any language: the n-th
# commonest of 20,000 about 1/n as often as the first (Zipf 1949). The same arguments give the same bytes
# everywhere: the dice are our own.
use v5.14;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use lib dirname(__FILE__);
use Dice;
use POSIX qw(strftime);

die "usage: network.pl PEOPLE FOLDER\n" if @ARGV != 2 || $ARGV[0] !~ /^[1-9]\d*$/;
my ($people, $folder) = @ARGV;
-e $folder and die "network.pl: $folder is there already\n";

# The commonest words are English, the others invented; and how often each comes up, added up.
my @words = qw(the of and to in is that it for was on are as with they be at this have from or by one not but what all were
	when we there can an your which their if do will how about up out them then she many some so these would other into has more
	her two like him see time could no make than first been its who now people my made over did down only way find use may water
	long little very after words called just where most know);
my @syllables = map { my $c = $_; map { "$c$_" } qw(a e i o u an er in or us) } qw(b d f g k l m n p r s t v z);
push @words, join '', map { one(@syllables) } 0 .. 1 + dice(3) while @words < 20_000;
my @until;
my $sum = 0;
push @until, $sum += 1 / $_ for 1 .. @words;

sub word {
	my ($at, $low, $high) = (dice(1 << 24) / (1 << 24) * $sum, 0, $#until);
	while ($low < $high) {
		my $middle = int(($low + $high) / 2);
		if ($until[$middle] > $at) { $high = $middle } else { $low = $middle + 1 }
	}
	return $words[$low];
}

sub words { my ($least, $most) = @_; return join ' ', map { word() } 1 .. $least + dice($most - $least + 1) }
sub handle { return sprintf '@%s-%d', $words[100 + $_[0] % 5000], $_[0] }
sub anybody { return handle(dice(1 + dice($people))) }    # the first ones come up most
sub topic { return '#' . $words[200 + dice(400)] }
sub day { return strftime('%Y-%m-%d', gmtime(1795219200 - 86400 * dice(2500))) }

my @goals = map { "#goal/$words[700 + $_]" } 1 .. 60;
my @nouns = qw(advice information introduction feedback money help);

sub statement {
	return '- ' . one(
		sub { 'offer ' . one(@nouns) . ': ' . anybody() . ' ' . words(4, 12) . (dice(3) ? '' : ' ' . one(@goals)) },
		sub { 'got ' . one(@nouns) . ': ' . anybody() . ' ' . words(4, 12) . ' ' . one(@goals) },
		sub { 'ask ' . one(@nouns) . ': ' . anybody() . ' ' . words(4, 12) . ' ' . one(@goals) },
		sub { 'met: ' . anybody() . ' and ' . anybody() . ', ' . words(4, 12) },
		sub { anybody() . ' ' . words(6, 20) . ' ' . topic() },
		sub { anybody() . ' ' . words(6, 20) },
		sub { words(6, 20) . ' ' . anybody() })->() . "\n";
}

sub write_note {
	my ($path, $text) = @_;
	open my $out, '>', "$folder/$path" or die "network.pl: $path: $!\n";
	print $out $text;
	close $out or die "network.pl: $path: $!\n";
}

make_path("$folder/log");
write_note('goals.md', join "\n", map {
	my $goal = $_;
	"# $goal " . words(2, 4) . "\n\n" . join '', map { '- need ' . one(@nouns) . ': ' . words(4, 10) . "\n" } 1 .. 5
} @goals);
for my $from (map { 100 * $_ } 0 .. ($people - 1) / 100) {
	my $text = '';
	for my $number ($from .. $from + 99) {
		last if $number >= $people;
		$text .= '## ' . handle($number) . ' ' . ucfirst(word()) . ' ' . ucfirst(word())
			. "\n\n- role: " . words(1, 3) . "\n- knows: " . words(4, 12) . "\n" . (dice(5) ? '' : '- need: ' . words(4, 10) . "\n")
			. "\n" . ucfirst(words(10, 30)) . ".\n\n";
	}
	write_note(sprintf('people-%03d.md', $from / 100), $text);
}
for my $note (1 .. $people * 16 / 10) {
	write_note("log/$note.md", '# ' . day() . ' ' . words(1, 4) . "\n\n" . join '', map { statement() } 1 .. 10);
}
