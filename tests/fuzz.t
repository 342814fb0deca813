#!/usr/bin/perl
# fuzz.t: the corpus of each fuzz target, and the cases' files that are inputs of it: what the targets check holds for all.
#
# No libFuzzer is needed for that: the targets are linked with tests/fuzz/main.c. `make fuzz` looks for new inputs.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname basename);
use File::Find;
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my %seeds = (
	notes => qr/\.md$/, front => qr/\.md$/, records => qr{ng-parse/.*/out$}, report => qr{ng-parse/.*/out$},
	vcard => qr/\.vcf$/, csv => qr/\.csv$/, region => qr{ng-report/.*\.md$},
);
my $LARGEST = 20_000;    # of a case's file: all are run under the sanitizers, too

for my $target (map { basename($_, '.c') } grep { !/main\.c$/ } sort glob 'tests/fuzz/*.c') {
	my @files = sort glob "tests/fuzz/corpus/$target/*";
	ok(@files > 0, "$target has a corpus");
	if (my $seeds = $seeds{$target}) {
		find({ no_chdir => 1, wanted => sub { push @files, $_ if /$seeds/ && -f $_ && -s _ < $LARGEST } }, 'tests/cases');
	}
	open my $out, '-|', "'$build/tests/fuzz/$target' " . join(' ', map { quote($_) } @files) . ' 2>&1' or die "$0: $target: $!\n";
	my @lines = readline $out;
	my $good = close $out;
	ok($good && @lines == @files, "$target holds what it checks for " . @files . ' files')
		or diag(@lines > 60 ? @lines[-60 .. -1] : @lines);
}
done_testing;

sub quote {
	my ($file) = @_;
	return "'" . $file =~ s/'/'\\''/gr . "'";
}
