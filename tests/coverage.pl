#!/usr/bin/perl
# coverage.pl [--list] BUILD: the branches of lib/ that the tests of a build with --coverage took, a line a file.
#
# Each branch that no test took must stand in tests/unreached.tsv with the reason why none can: `file`, the line's
# `code`, how many `branches` of it, `reason`. What isn't listed, and what is listed and was taken, is a failure; of `2?`
# branches, which chance takes, at most two may be missed.
# --list prints the branches that aren't listed as such lines, without the reason.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use JSON::PP qw(decode_json);

my $list = @ARGV && $ARGV[0] eq '--list' ? shift : 0;
my $build = abs_path($ARGV[0] // '') // die "usage: $0 [--list] BUILD\n";
chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";

my %reason = listed('tests/unreached.tsv');
my ($all, $taken, $excused, @found) = (0, 0, 0);
for my $file (@{ measured()->{files} }) {
	my ($branches, %missed) = (0);
	my @code = source($file->{file});
	for my $line (@{ $file->{lines} }) {
		for my $branch (@{ $line->{branches} }) {
			$branches++;
			push @{ $missed{ $code[$line->{line_number} - 1] } }, $line->{line_number} if $branch->{count} == 0;
		}
	}
	my $missed = 0;
	for my $code (sort keys %missed) {
		my ($n, $at) = (scalar @{ $missed{$code} }, $missed{$code}[0]);
		my $known = delete $reason{"$file->{file}\t$code"} // 0;
		my $chance = $known =~ s/\?$//;
		$missed += $n;
		$excused += $known < $n ? $known : $n;
		next if $known == $n || $chance && $known > $n;
		push @found, $list ? "$file->{file}\t$code\t$n\t" : "$file->{file}:$at: $n branches missed, $known listed: $code";
	}
	$all += $branches;
	$taken += $branches - $missed;
	printf "%6.2f%%  %5d of %5d  %s\n", 100 * ($branches - $missed) / $branches, $branches - $missed, $branches, $file->{file}
		if $branches > 0 && !$list;
}
push @found, map { (my $entry = $_) =~ s/\t/: /; "$entry: listed in tests/unreached.tsv, but all taken" }
	grep { $reason{$_} !~ /\?$/ } sort keys %reason
	if !$list;
print "$_\n" for @found;
exit 0 if $list;
die "$0: no branch was measured\n" if $all == 0;
printf "%.2f%% of %d branches taken, %d more listed with a reason\n", 100 * $taken / $all, $all, $excused;
exit(@found > 0);

sub measured {
	open my $json, '-|', 'gcovr', '-r', '.', '--object-directory', $build, '-f', 'lib/', '--json'
		or die "gcovr: $!\n";
	local $/;
	my $text = <$json>;
	close $json or die "$0: gcovr failed\n";
	return decode_json($text);
}

sub source {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	return map { s/^\s+|\s+$//gr =~ s/\t/ /gr } <$in>;
}

sub listed {
	my ($path) = @_;
	my %found;
	open my $in, '<', $path or die "$path: $!\n";
	while (<$in>) {
		chomp;
		next if /^#|^$/;
		my ($file, $code, $branches, $reason, @more) = split /\t/;
		die "$path:$.: not file, code, branches, reason\n" if @more || !defined $reason || $reason eq '';
		$found{"$file\t$code"} = $branches;
	}
	return %found;
}
