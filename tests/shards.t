#!/usr/bin/perl
# shards.t: a vault that is parsed in parts, several at a time, gives the records of one run; the recipes of ng(7).
#
# The parts come in the order of the list, or in any: then the sorted bytes are the same, and so is each report. A
# recipe of a program that isn't installed is skipped; with NG_NO_SKIP=1 it fails.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
$ENV{LC_ALL} = 'C';
my $dir = tempdir('ng-shards-XXXXXX', TMPDIR => 1, CLEANUP => 1);

# beside the example vault: folders and files of like names, which different orders put differently
system("cp -R tests/notes '$dir/notes'") == 0 or die "$0: cp: $!\n";
chdir $dir or die "$0: $dir: $!\n";
mkdir "notes/$_" or die "$0: $_: $!\n" for 'a', 'a b', 'a-b';
for my $name ('a.md', 'a/a.md', 'a b/a.md', 'a-b/a.md', 'a b.md', 'A.md') {
	open my $out, '>', "notes/$name" or die "$0: $name: $!\n";
	print $out "- met: \@maria in $name\n";
	close $out or die "$0: $name: $!\n";
}

sub run { my ($what) = @_; return system('sh', '-c', $what) == 0 }

ok(run('ng-parse notes > one.tsv'), 'one run');
ok(run(q{find notes -name '*.md' -print0 | sort -z > list}), 'a list in the order of one run');
ok(run('ng-parse -0 < list | cmp - one.tsv'), 'a mapper that is handed the list gives the same bytes');

ok(run(q{xargs -0 -n 5 -P 4 sh -c 'ng-parse "$@" > part.$$' sh < list}), 'parts, four at a time');
cmp_ok(scalar(() = glob 'part.*'), '>', 5, 'there are several');
ok(run('sort one.tsv > sorted.tsv && sort part.* | cmp - sorted.tsv'), 'they are the same bytes, sorted');
for my $report ('goals', 'agenda', 'network') {
	my $pipe = "ng-match -d 2026-11-23 2>/dev/null | ng-report -d 2026-11-23 $report";
	ok(run("cat one.tsv | $pipe > one.md && cat part.* | $pipe | cmp - one.md && test -s one.md"), "and the same report: $report");
}

SKIP: {
	if (!run('parallel --version 2>/dev/null | grep -q GNU')) {
		fail('GNU parallel is installed') if $ENV{NG_NO_SKIP};
		skip('GNU parallel is not installed', 2);
	}
	ok(run('parallel -0 -k -X ng-parse < list | cmp - one.tsv'), 'parallel -k gives the same bytes');
	ok(run('parallel -0 -k --pipe -N 5 ng-parse -0 < list | cmp - one.tsv'), 'as it does where each part is a list');
}
done_testing;
