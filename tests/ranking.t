#!/usr/bin/perl
# ranking.t: ng-match on the example vault beside what a thoughtful friend would say (ranking/judgements.tsv).
#
# Not every judgement is met: what is asserted are the measures that were reached, so that no change loses them unseen.
use v5.14;
use warnings;
use utf8;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use List::Util qw(max sum);
use Test::More;

binmode $_, ':encoding(UTF-8)' for map { Test::More->builder->$_ } qw(output failure_output todo_output);
chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build');
my $SHOWN = 5;

my (%text, %grade, %evidence, %none, %give);
open my $in, '<:encoding(UTF-8)', 'tests/ranking/judgements.tsv' or die "judgements.tsv: $!\n";
while (<$in>) {
	chomp;
	my ($kind, @f) = split /\t/;
	next if !defined $kind || $kind =~ /^#/;
	if ($kind eq 'topic') { $text{ $f[0] } = $f[1] }
	elsif ($kind eq 'none') { $none{ $f[0] } = 1 }
	elsif ($kind eq 'give') { $give{"$f[0] $f[1]"}{ $f[2] } = 1 }
	else { $grade{ $f[0] }{ $f[1] } = $f[2]; $evidence{ $f[0] }{ $f[1] } = $f[3] }
}

# What ng-match finds: need => [[person, {source => 1}, helper], ...], for matches and gives.
sub found {
	my ($kind, @question) = @_;
	my (%found, $now);
	open my $pipe, '-|', 'sh', '-c', 'cd tests && parse=$1 && shift && "$parse" notes | "$@" 2>/dev/null', 'sh',
		"$build/ng-parse", "$build/ng-match", '-n', '-d', '2026-11-23', '-k', $SHOWN, @question
		or die "ng-match: $!\n";
	binmode $pipe, ':encoding(UTF-8)';
	while (<$pipe>) {
		chomp;
		my @f = split /\t/;
		my @people = split / /, $f[5];
		$now = { person => $people[0], helper => $people[1], sources => {} } if $f[0] ne 'because';
		push @{ $found{ $f[9] } }, $now if $f[0] eq $kind;
		$now->{sources}{ $f[12] } = 1 if $f[0] eq 'because';
	}
	return \%found;
}

sub of_need {
	my ($found, $text) = @_;
	my ($key) = grep { index($_, $text) >= 0 } sort keys %$found;
	return @{ defined $key ? $found->{$key} : [] };
}

sub gain { my @grades = @_; return sum 0, map { (2**$grades[$_] - 1) / log($_ + 2) } 0 .. $#grades }

my $needs = found('match');
my ($topics, $first, $judged_first, $ndcg, $shown, $explained, $silent) = (0) x 7;
for my $id (sort keys %text) {
	next if $id =~ /^syn/;
	my @answers = $id =~ /^need/ ? of_need($needs, $text{$id}) : map { @$_ } values %{ found('match', '--', $text{$id}) };
	if ($none{$id}) {
		@answers ? diag("$id: $text{$id}: $answers[0]{person}") : $silent++;
		next;
	}
	my $judged = $grade{$id};
	my @grades = map { $judged->{ $_->{person} } // 0 } @answers;
	$topics++;
	ok(@answers && ($judged->{ $answers[0]{person} } // 1) > 0, "$id: nobody comes first who must not: $text{$id}");
	$judged_first += @grades && $grades[0] > 0;
	$first += @grades && $grades[0] == max values %$judged;
	$ndcg += gain(@grades) / gain(grep { defined } (sort { $b <=> $a } values %$judged)[0 .. $SHOWN - 1]);
	for my $answer (@answers) {
		my $source = $evidence{$id}{ $answer->{person} } or next;
		$shown++;
		$explained += exists $answer->{sources}{$source};
	}
}
note sprintf '%d topics: best first %.3f, nDCG@%d %.3f, explained %d of %d, silent %d of %d', $topics, $first / $topics,
	$SHOWN, $ndcg / $topics, $explained, $shown, $silent, scalar keys %none;
cmp_ok($first / $topics, '>=', 0.80, 'the best person comes first');
cmp_ok($judged_first / $topics, '>=', 0.95, 'somebody comes first whom a friend would name, too');
cmp_ok($ndcg / $topics, '>=', 0.93, 'the first five are in the order of their worth');
cmp_ok($explained / $shown, '>=', 0.98, 'the evidence is the line that a friend would quote');
cmp_ok($silent, '>=', keys(%none) - 1, 'nobody is named where the notes know nobody');

my $gives = found('give');
my ($hits, $others) = (0, 0);
for my $need (sort keys %give) {
	my ($who, $text) = split / /, $need, 2;
	for my $answer (grep { $_->{person} eq $who } of_need($gives, $text)) {
		my $helper = $answer->{helper} eq '@ida' ? 'me' : $answer->{helper};
		$give{$need}{$helper} ? $hits++ : $others++;
	}
}
note "gives: $hits that a friend would make, $others others";
cmp_ok($hits, '>=', 5, 'contacts are brought together');
cmp_ok($others, '<=', 12, 'and few are troubled for nothing');
done_testing;
