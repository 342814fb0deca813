#!/usr/bin/perl
# reports.t [--update]: tests/reports/NAME.md is what the report of that name says of the example vault.
#
# NAME is the report and its operands, joined by `_`. The files are read as a user reads them: whoever changes a
# rule sees there what it does to a whole vault. --update writes them anew. Whatever the vault, each row of a table
# has as many cells as its header, and each code block ends.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use Test::More;

my $DAY = '2026-11-23';

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my $update = @ARGV && $ARGV[0] eq '--update';
$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL)} = qw(UTC C);
delete $ENV{SOURCE_DATE_EPOCH};
chdir 'tests' or die "$0: tests: $!\n";

my $records = `ng-parse notes | ng-match -d $DAY 2>/dev/null`;
ok($records ne '', 'the example vault was read');
my @files = sort glob 'reports/*.md';
ok(@files > 0, 'there are reports');
for my $file (@files) {
	my @words = split /_/, basename($file, '.md');
	my $got = report(@words);
	write_file($file, $got) if $update;
	is($got, slurp($file), $file);
	is(structure($got), '', "$file: tables and code blocks are whole");
}
done_testing;

sub report {
	my @words = @_;
	my $pid = open(my $out, '-|') // die "$0: fork: $!\n";
	if (!$pid) {
		open(my $in, '|-', 'ng-report', '-d', $DAY, @words) or die "$0: ng-report: $!\n";
		print $in $records;
		close $in;
		exit($? >> 8);
	}
	local $/;
	my $text = readline($out) // '';
	close $out;
	is($?, 0, "@words: exit status");
	return $text;
}

# What is broken, or nothing.
sub structure {
	my ($text) = @_;
	my ($block, $cells, $faults) = (0, undef, '');
	for my $line (split /\n/, $text) {
		if ($line =~ /^```/) {
			$block = !$block;
		} elsif (!$block && $line =~ /^\|/) {
			my $n = () = $line =~ /(?<!\\)\|/g;
			$cells //= $n;
			$faults .= "$line\n" if $n != $cells;
		} else {
			$cells = undef;
		}
	}
	return $block ? "${faults}a code block doesn't end\n" : $faults;
}

sub slurp {
	my ($file) = @_;
	open my $in, '<', $file or die "$0: $file: $!\n";
	local $/;
	return readline($in) // '';
}

sub write_file {
	my ($file, $text) = @_;
	open my $out, '>', $file or die "$0: $file: $!\n";
	print $out $text;
	close $out or die "$0: $file: $!\n";
}
