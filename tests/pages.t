#!/usr/bin/perl
# pages.t: each note that ng-notes(5) shows gives the records that it shows below.
#
# A block after `.\" NOTE FILE` is a note of that name; the block after the next `.\" RECORDS` begins
# with the names of the fields that it shows, `-` stands for an empty one.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
my $page = 'man/ng-notes.5';
my %at;
my @names = qw(kind state date due done people goals topics what text context score source);
@at{@names} = 0 .. $#names;

open my $in, '<', $page or die "$page: $!\n";
my ($what, $file, $note, @lines, $inside) = ('', '', '');
while (my $line = <$in>) {
	chomp $line;
	if ($line =~ /^\.\\" (NOTE|RECORDS)(?: (.*))?/) {
		($what, $file) = ($1, $2 // $file);
	} elsif ($what && $line =~ /^\.Bd/) {
		($inside, @lines) = (1);
	} elsif ($inside && $line =~ /^\.Ed/) {
		$note = join '', map { "$_\n" } @lines if $what eq 'NOTE';
		check("$page:$.: $file", $file, $note, @lines) if $what eq 'RECORDS';
		($what, $inside) = ('', 0);
	} elsif ($inside) {
		push @lines, $line =~ s/^\\&//r =~ s/\\e/\\/gr;
	}
}
done_testing;

sub check {
	my ($name, $file, $note, $head, @shown) = @_;
	my $dir = tempdir(CLEANUP => 1);
	make_path(dirname("$dir/$file"));
	open my $out, '>', "$dir/$file" or die "$file: $!\n";
	print $out $note;
	close $out or die "$file: $!\n";
	$ENV{NG_FILE} = $file;
	my @records = map { chomp; [split /\t/, $_, -1] } `cd '$dir' && ng-parse "\$NG_FILE"`;
	is($?, 0, "$name: parsed");
	my @fields = split ' ', $head;
	my @got = map { my $r = $_; join ' ', map { my $v = $r->[$at{$_}]; $v eq '' ? '-' : $v } @fields } @records;
	is_deeply(\@got, [map { s/\s+/ /gr =~ s/^ | $//gr } @shown], "$name: the records shown");
}
