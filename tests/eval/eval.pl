#!/usr/bin/perl
# eval.pl DIR: how well ng-match ranks people, on collections with judgements of whom to ask.
#
# DIR holds a folder for each collection, with people.tsv, docs.tsv.gz, topics.tsv and qrels.tsv, and where
# texts have dates and topics an asker, dates.tsv, tdates.tsv and asker.tsv; DIR/vault.py writes one as notes,
# DIR/score.py scores a run. Each topic is a question to the ordinary pipeline; where there are dates, as of the
# day before it; where there is an asker, a second time with -i. A text that is the topic's own is no evidence.
# The tables of DIR/README.md, what others reach on the same data, are printed behind the measures.
# The tools are those of $NG_BUILD (build). `make eval EVAL=DIR` builds them and runs this.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Path qw(make_path);
use Time::Local qw(timegm);

my $eval = abs_path($ARGV[0] // die "usage: eval.pl DIR\n");
chdir dirname(abs_path($0)) . '/../..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build');
my $out   = "$build/eval";
my $JOBS  = 2;

for my $collection (grep { -f "$_/qrels.tsv" } sort glob "$eval/*") {
	my $name = basename($collection);
	make_path("$out/$name");
	system('python3', "$eval/vault.py", $collection, "$out/$name/vault") == 0 or die "vault.py: $name\n";
	system("'$build/ng-parse' '$out/$name/vault' >'$out/$name/records.tsv'") == 0 or die "ng-parse: $name\n";
	for my $topics (grep { -f } map { "$collection/$_" } 'topics_short.tsv', 'topics.tsv') {
		my $short  = $topics =~ /_short/ && -f "$collection/qrels_short.tsv";
		my $qrels  = $short ? 'qrels_short.tsv' : 'qrels.tsv';
		my @judged = -f "$collection/tdates.tsv" ? () : '--judged';
		for my $asker (0, -f "$collection/asker.tsv" ? 1 : ()) {
			printf '%-6s %-16s %-4s ', $name, basename($topics), $asker ? '-i' : '';
			run($name, $collection, $topics, $asker);
			system('python3', "$eval/score.py", @judged, "$collection/$qrels", "$out/$name/run.tsv");
		}
	}
}

if (open my $readme, '<', "$eval/README.md") {
	my @tables = grep { /^\|/ } <$readme>;
	print "\nbeside (DIR/README.md):\n", @tables if @tables;
}

# Ranks people for every topic, in $JOBS processes; leaves the ranking in run.tsv.
sub run {
	my ($name, $collection, $topics, $asker) = @_;
	my %date  = map { @$_[0, 1] } rows("$collection/tdates.tsv");
	my %asker = map { @$_[0, 1] } rows("$collection/asker.tsv");
	my @rows  = rows($topics);
	my $dir   = "$out/$name";

	for my $job (0 .. $JOBS - 1) {
		defined(my $pid = fork) or die "fork: $!\n";
		next if $pid;
		open my $to, '>', "$dir/run.$job" or die "$dir/run.$job: $!\n";
		for my $i (grep { $_ % $JOBS == $job } 0 .. $#rows) {
			my ($topic, $text) = @{ $rows[$i] };
			my @options = ('-n', '-k', 1000, '-d', $date{$topic} ? day_before($date{$topic}) : '9999-12-31');
			push @options, '-i', "\@$asker{$topic}" if $asker;
			open my $in, '-|', 'sh', '-c', 'records=$1; shift; own=$1; shift; grep -vF "$own" "$records" | "$@" 2>/dev/null',
				'sh', "$dir/records.tsv", "/notes/$topic.md:", "$build/ng-match", @options, '--', $text
				or die "ng-match: $!\n";
			while (<$in>) {
				my @f = split /\t/;
				say $to join "\t", $topic, $f[5] =~ /^\@(\S+)/, $f[11] if $f[0] eq 'match';
			}
		}
		close $to or die "$dir/run.$job: $!\n";
		exit 0;
	}
	1 while wait != -1;
	system("cat '$dir'/run.[0-9] >'$dir/run.tsv'") == 0 or die "$dir: run\n";
}

sub rows {
	open my $in, '<', $_[0] or return;
	return map { chomp; [split /\t/] } <$in>;
}

sub day_before {
	my ($y, $m, $d) = split /-/, $_[0];
	my @t = gmtime(timegm(0, 0, 12, $d // 1, $m - 1, $y) - 86400);
	return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}
