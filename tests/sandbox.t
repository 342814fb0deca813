#!/usr/bin/perl
# sandbox.t: each tool, once it reads its input, can't open, write, run or connect what it wasn't given; and works without a sandbox.
#
# A library that is preloaded (probe.c) tries from within the tool; strace shows the order of its calls, and plays a
# kernel that has no sandbox. Where the kernel has none, cc or strace isn't there: skipped; with NG_NO_SKIP=1 that fails.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

use lib 'tests/fault';
use Fault qw(slurp spew);

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my $probe = abs_path('tests/probe.c');
my $CC    = $ENV{CC} // 'cc';
$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL)} = qw(UTC C);
delete @ENV{qw(NG_DIR SOURCE_DATE_EPOCH)};
my $dir = tempdir('ng-sandbox-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";

mkdir $_ or die "$0: $_: $!\n" for qw(notes vault outside elsewhere);
spew('notes/a.md', "# 2026-11-20 Dinner with \@ines and \@radu\n\n- ask advice: \@ines grants #goal/atlas\n");
spew('vault/a.md', "## \@bob Bob\n");
spew('elsewhere/linked.md', "# \@jo Jo\n");
symlink '../elsewhere/linked.md', 'notes/linked.md' or die "$0: $!\n";
spew('words', "Angebot = offer\n");
spew('synonyms', "vc = investor\n");
spew('outside/there', '');
spew('records', join("\t", 'next', 'open', ('') x 3, '@bob', ('') x 3, 'call him', '', '', 'a.md:1') . "\n");
spew('paths', "notes\0vault/a.md\0");
# CP1252, Shift_JIS and UTF-16: encodings that the C library loads when they are asked for
spew('a.vcf', join "\r\n", 'BEGIN:VCARD', 'VERSION:2.1', "FN;CHARSET=Windows-1252:Ren\xE9e \x80",
	"ORG;CHARSET=SHIFT_JIS:\x93\xFA\x96\x7B", 'END:VCARD', '');
spew('b.csv', "\xFF\xFE" . join '', map { "$_\0" } split //, "Name,Email\nAda,ada\@example.org\n");

# what the probe must see of a tool: ok in `outside`, which no tool is given
my %NOTHING = (map({ $_ => 'no' } qw(read write make socket fork exec)), thread => 'ok');
my @tools = (
	['ng-parse', 'ng-parse -l words notes', {}],
	['ng-parse -0', 'ng-parse -0 <paths', { read => 'ok' }],
	['ng-parse, from standard input', 'ng-parse <notes/a.md', {}],
	['ng-check', 'ng-check -d 2026-11-23 notes vault/a.md', {}],
	['ng-match', 'ng-match -d 2026-11-23 -s synonyms <records', {}],
	['ng-report', 'ng-report -d 2026-11-23 agenda <records', {}],
	['ng-report -u', 'ng-report -d 2026-11-23 -u vault/report.md <records', {}],
	(map { ["ng-export $_", "ng-export -d 2026-11-23 $_ <records", {}] } qw(vcard icalendar dot json csv)),
	['ng-import', 'ng-import -d 2026-11-23 -r records a.vcf b.csv', {}],
	['ng-log', 'NG_DIR=vault ng-log -l words -d 2026-11-23 got card: @bob', {}],
	['ng-log -f', 'ng-log -d 2026-11-23 -f vault/note.md got card: @bob', {}],
);
my %calm;
$calm{$_->[0]} = run($_->[1]) for @tools;
is($calm{$_->[0]}{err}, $_->[0] =~ /check/ ? $calm{$_->[0]}{err} : '', "$_->[0]: no complaint") for @tools;
like($calm{'ng-parse'}{out}, qr/^person\t.*\@jo\t/m, 'a note is read that a link within the notes leads to');
like($calm{'ng-import'}{out}, qr/Renée €/, 'an encoding that must be loaded is');
like($calm{'ng-import'}{out}, qr/日本/, 'a rare one is as well');
like($calm{'ng-import'}{out}, qr/Ada/, 'UTF-16 is read');
is(run('ng-parse <(cat notes/a.md) /dev/stdin <vault/a.md')->{status}, 0, 'a pipe may be given as a path');
is(run('echo x | ng-parse outside/nothing')->{err}, "ng-parse: outside/nothing: No such file or directory\n",
	'what is not there is told as such');

# what is in force here, as the unit test finds it out
SKIP: {
	skip_or_fail("$CC makes no library to preload", system("$CC -shared -fPIC -o probe.so $probe -pthread 2>probe.log") == 0) or last;
	my $force = run("PROBE_FOLDER=$dir/outside LD_PRELOAD=$dir/probe.so ng-match <records")->{err};
	skip_or_fail('this kernel has no sandbox', $force =~ /^after:.* socket=E/m && $force =~ /^after:.* read=E/m) or last;
	for (@tools) {
		my ($name, $command, $may) = @$_;
		my $err = run("export PROBE_FOLDER=$dir/outside LD_PRELOAD=$dir/probe.so; $command")->{err};
		my %before = ($err =~ /^before:(.*)$/m ? $1 : '') =~ /(\w+)=(\w+)/g;
		my %after  = ($err =~ /^after:(.*)$/m  ? $1 : '') =~ /(\w+)=(\w+)/g;
		is_deeply(\%before, { map { $_ => 'ok' } keys %NOTHING }, "$name: all is permitted before it begins");
		$_ = /^E(?:PERM|ACCES)$/ ? 'no' : $_ for values %after;
		is_deeply(\%after, { %NOTHING, %$may }, "$name: nothing is that it doesn't need") or diag $err;
	}
	ok(-e 'vault/log/2026-11.md' && -e 'vault/note.md' && -e 'outside/before' && !-e 'outside/after', 'nothing else was written');
}

SKIP: {
	skip_or_fail('strace is not installed, or may not trace', system('strace -o trace true 2>/dev/null') == 0) or last;
	for (@tools) {
		my ($name, $command) = @$_;
		run("strace -f -o trace sh -c '$command'");
		my ($sealed, @early) = (0);
		for (split /\n/, slurp('trace')) {
			$sealed ||= /PR_SET_SECCOMP/;
			push @early, $_ if !$sealed && (/^\d+ +read\(0,/ || /openat\([^O]*"(?:notes|vault|words|synonyms|records|[ab]\.\w+)[^"]*", (?!O_WRONLY)(?!.*(?:O_PATH|O_DIRECTORY))/);
		}
		# the shell itself opens what it redirects
		@early = grep { !/"(?:records|paths|notes\/a\.md)", O_RDONLY\)/ } @early;
		ok($sealed, "$name: it enters a sandbox");
		is("@early", '', "$name: before it reads anything");
	}
	my @without = (
		['no Landlock', '-e inject=landlock_create_ruleset:error=ENOSYS'],
		['Landlock turned off', '-e inject=landlock_create_ruleset:error=EOPNOTSUPP'],
		['a Landlock that fails at its end', '-e inject=landlock_restrict_self:error=E2BIG'],
		['no seccomp, nor new privileges given up', '-e inject=prctl:error=EINVAL'],
		['a container that permits neither', '-e inject=prctl,landlock_create_ruleset:error=EPERM'],
	);
	for my $kernel (@without) {
		for (@tools) {
			my ($name, $command) = @$_;
			# each run of these adds a line
			unlink 'vault/log/2026-11.md', 'vault/note.md';
			my $got = run("strace -f -o trace $kernel->[1] sh -c '$command'");
			is_deeply($got, $calm{$name}, "$name: the same with $kernel->[0]");
		}
	}
	# each of the two alone holds what it can: the unit test finds out which are there
	for my $one (['the filter of calls', 'landlock_create_ruleset:error=ENOSYS'], ['Landlock', 'prctl:error=EINVAL:when=2+']) {
		local $ENV{CMOCKA_MESSAGE_OUTPUT} = 'TAP';
		my $got = run("strace -f -o trace -e inject=$one->[1] $build/tests/unit/test_sandbox");
		ok($got->{status} == 0 && $got->{out} =~ /^ok 1 - what(?!.*# SKIP)/m, "$one->[0] alone refuses its part") or diag $got->{out};
	}
	my $got = run("strace -f -o trace -e inject=landlock_create_ruleset:error=ENOMEM:when=2 ng-parse notes");
	is_deeply($got, { status => 2, out => '', err => "ng-parse: the sandbox: Cannot allocate memory\n" },
		'a sandbox for which memory is wanting is not left out');
}
done_testing;

sub skip_or_fail {
	my ($why, $there) = @_;
	return 1 if $there;
	if ($ENV{NG_NO_SKIP}) {
		fail($why);
	} else {
		SKIP: { skip($why, 1) }
	}
	return 0;
}

sub run {
	my ($command) = @_;
	spew('vault/report.md', "<!-- ng: agenda -->\n<!-- /ng -->\n");
	system('bash', '-c', "{ $command; } >out 2>err");
	return { status => $? >> 8, out => slurp('out'), err => slurp('err') };
}
