#!/usr/bin/perl
# replace.t: ng-report -u and ng-log, killed or failed at each of their calls, leave the old file or the new one; nor does
# a line get lost between two of them.
#
# tests/fault/fault.c makes the calls fail; where it can't, that is skipped, and with NG_NO_SKIP=1 fails. That whatever
# fails is told, and leaves no lock, is tests/fault.t's to show.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);
use POSIX qw(:errno_h);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
use lib 'tests/fault';
use Fault qw(slurp spew);

my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
$ENV{LC_ALL} = 'C';
delete $ENV{NG_DIR};
my $dir = tempdir('ng-replace-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $fault = Fault->new(build => $build, dir => $dir);
chdir $dir or die "$0: $dir: $!\n";

my $DAY = '2026-11-23';
my @LOG = (qw(ng-log -d), $DAY, qw(-f notes/note.md got card:));
my @UPDATE = (qw(ng-report -d), $DAY, qw(-u notes/note.md));
my $REPORT = "mine\n<!-- ng: agenda -->\nold\n<!-- /ng -->\nmine too";
my $LINES = "## $DAY\n\n- mine\n";
spew('records', join("\t", 'next', 'open', ('') x 3, '@bob', ('') x 3, 'call him', '', '', 'a.md:1') . "\n");

SKIP: {
	$fault->run(argv => ['ng-parse']);
	if (!@{ $fault->report->{calls} }) {
		skip 'no call can be made to fail on this system', 1 if !$ENV{NG_NO_SKIP};
		fail('calls can be made to fail');
	}
	survives('ng-report -u', [@UPDATE], $REPORT);
	survives('ng-log on a note that is there', [ @LOG, '@bob' ], $LINES);
	survives('ng-log on a new note in a new folder', [ @LOG, '@bob' ], undef);
}
explains('ng-report -u', @UPDATE);
explains('ng-log', @LOG, '@bob');
refuses('ng-report -u', @UPDATE);
refuses('ng-log', @LOG, '@bob');
waits();
loses_nothing();
done_testing;

# Kills the command before and behind each of its calls, and lets those fail that make the new file the file.
sub survives {
	my ($name, $argv, $old) = @_;

	is(run($argv, $old), 0, "$name works");
	my $new = held();
	like($new, qr/\@bob|call him/, "$name: there is something new");
	my @calls = @{ $fault->report->{calls} };
	ok(@calls > 10 && @calls < 100, "$name makes few calls: " . @calls);
	my ($stood, $replaced) = (0, 0);
	for my $n (1 .. @calls) {
		for my $how (qw(kill killed)) {
			my $status = run($argv, $old, "call $n $how");
			my $file = held();
			my $is = $file eq $new ? 'the new' : 'the old';
			my $locked = unlink 'notes/note.md.lock';
			my $later = system("@$argv <records >/dev/null 2>err") >> 8;
			my $kept = held();

			$stood += $locked;
			$replaced += $file eq $new;
			# a statement that is logged again stands there twice
			ok($status == 137 && ($file eq ($old // 'none') || $file eq $new) && $later == 0 &&
					($kept eq $new || ($file eq $new && index($kept, $new =~ s/\n\z//r) == 0)),
				"$name, $how at $calls[$n - 1][0] $n: $is is left, and a later run succeeds")
				or diag "status $status, then $later\n$file\n$kept", slurp('err');
		}
	}
	ok($stood > 0 && $replaced > 0, "$name was killed with its lock, and with the new file in place");
	for my $n (grep { $calls[ $_ - 1 ][0] =~ /^(?:fsync|fchmod|rename|mkdir)/ || names($calls[ $_ - 1 ], 'write', 3, 9) } 1 .. @calls) {
		my $status = run($argv, $old, "call $n " . EIO);
		my ($file, $err) = (held(), slurp('err'));
		my $whole = $file eq ($old // 'none') || ($file eq $new && $err =~ /: written, but its folder/);
		ok($status == 2 && $whole && !-e 'notes/note.md.lock' && $err =~ /\A$argv->[0]: notes\/note\.md: [^\n]+\n\z/,
			"$name, $calls[$n - 1][0] $n fails: never passed over") or diag "status $status\n$err$file";
	}
	my ($sync) = grep { $calls[ $_ - 1 ][0] eq 'fsync' } 1 .. @calls;
	for my $signal (qw(int term hup)) {
		run($argv, $old, "call $sync $signal");
		ok(held() eq $new && !-e 'notes/note.md.lock', "$name, SIG" . uc($signal) . ' waits until the file is replaced');
	}
}

# Whether it is such a call, of a descriptor in that range.
sub names {
	my ($call, $name, $from, $to) = @_;
	return $call->[0] eq $name && $call->[1] >= $from && $call->[1] <= $to;
}

# A lock that stands: what it is, and what to do.
sub explains {
	my ($name, @argv) = @_;

	fresh($REPORT);
	spew('notes/note.md.lock', '');
	my $status = system("@argv <records >out 2>err") >> 8;
	my $err = slurp('err');
	is($status, 2, "$name: a lock that stands is a failure");
	like($err, qr/\A\Q$argv[0]\E: notes\/note\.md: left as it is: notes\/note\.md\.lock stands: another run may be at work, or was killed; if none runs, remove it\n\z/,
		"$name: and it says so");
	is(held(), $REPORT, "$name: and nothing is changed");
	ok(-e 'notes/note.md.lock', "$name: and it is left to whose it is");
}

# A file that its owner protected: its folder alone would let it be replaced.
sub refuses {
	my ($name, @argv) = @_;
	# root may write anything, but for who gives that up
	my @mortal = $> == 0 ? qw(setpriv --inh-caps=-dac_override --bounding-set=-dac_override) : ();

	SKIP: {
		if (system("@mortal true 2>/dev/null") != 0) {
			skip 'no program here gives up what root may do', 3 if !$ENV{NG_NO_SKIP};
			fail("@mortal runs");
		}
		fresh($REPORT);
		chmod 0444, 'notes/note.md' or die "$0: notes/note.md: $!\n";
		is(system("@mortal @argv <records >out 2>err") >> 8, 2, "$name: a file that may not be written is a failure");
		like(slurp('err'), qr/\A\Q$argv[0]\E: notes\/note\.md: Permission denied\n\z/, "$name: and it says so");
		is(held(), $REPORT, "$name: and nothing is changed");
	}
}

# ng-log, for whoever holds the lock but for a moment.
sub waits {
	fresh($LINES);
	spew('notes/note.md.lock', 'theirs');
	system('(sleep 1; rm notes/note.md.lock) &');
	is(system("@LOG \@bob >out 2>err") >> 8, 0, 'ng-log waits for a lock');
	like(held(), qr/^- got card: \@bob$/m, 'and then the statement is written');
}

# Those that write at once: each line that ng-log says is written is there, once, and the report's region is whole.
sub loses_nothing {
	my ($WRITERS, $ROUNDS) = (8, 6);
	my @writers;

	fresh("$REPORT\n\n$LINES");
	for my $writer (0 .. $WRITERS) {
		my $pid = fork // die "$0: fork: $!\n";
		if (!$pid) {
			for my $round (1 .. $ROUNDS) {
				system($writer == 0 ? "@UPDATE <records >/dev/null 2>&1"
					: "@LOG \@w$writer-$round >/dev/null 2>&1 && echo '- got card: \@w$writer-$round' >>said.$writer");
			}
			POSIX::_exit(0);
		}
		push @writers, $pid;
	}
	waitpid $_, 0 for @writers;
	my @said = sort map { split /\n/, slurp("said.$_") } 1 .. $WRITERS;
	my @there = sort grep { /^- got card: / } split /\n/, held();
	is(scalar(@said), $WRITERS * $ROUNDS, 'all that were logged at once are said to be written');
	is_deeply(\@there, \@said, 'and stand there, once each');
	is(scalar(() = held() =~ /^<!-- ng: agenda -->$/mg), 1, 'beside a region that is rewritten meanwhile');
	like(held(), qr/\Amine\n.*\nmine too\n\n## $DAY\n\n- mine\n/s, 'and all else is as it was');
	ok(!-e 'notes/note.md.lock', 'and no lock is left');
}

# A folder with the note alone; undef: without even the folder.
sub fresh {
	my ($old) = @_;

	remove_tree('notes');
	return if !defined $old;
	mkdir 'notes' or die "$0: $!\n";
	spew('notes/note.md', $old);
}

# Runs it on a fresh note with a fault.
sub run {
	my ($argv, $old, $what) = @_;

	fresh($old);
	return $fault->run(argv => $argv, in => 'records', out => 'out', err => 'err', fault => $what);
}

sub held {
	return -e 'notes/note.md' ? slurp('notes/note.md') : 'none';
}
