#!/usr/bin/perl
# log.t: ng-log, killed or failed at each of its system calls, leaves the old note or the new one; nor is a lock waited for in vain.
#
# strace makes the calls fail. Where it isn't installed, or may not trace, that is skipped; with
# NG_NO_SKIP=1 it fails.
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
delete $ENV{NG_DIR};
# no leaks can be looked for under strace
$ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (), 'detect_leaks=0';
my $dir = tempdir('ng-log-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";

my $LOG = 'ng-log -d 2026-11-23 -f note.md got card: @bob';

# somebody else holds the lock for a second
spew('note.md', '');
spew('note.md.lock', 'theirs');
system('(sleep 1; rm note.md.lock) &');
is(system("$LOG >out 2>err") >> 8, 0, 'a lock is waited for');
like(slurp('note.md'), qr/^- got card: \@bob$/m, 'and then the statement is written');

my @editors = map { my $n = $_; fork // die "$0: fork: $!\n" or do { exec 'sh', '-c', "$LOG $n >/dev/null" } } 1 .. 20;
waitpid $_, 0 for @editors;
is(scalar(() = slurp('note.md') =~ /^- got card/mg), 21, 'twenty at once lose nothing');

if (system('strace -o trace true 2>/dev/null') != 0) {
	if ($ENV{NG_NO_SKIP}) {
		fail('strace can trace');
	} else {
		SKIP: { skip 'strace is not installed, or may not trace', 1 }
	}
	done_testing;
	exit;
}

for my $old (undef, "## 2026-11-23\n\n- mine\n") {
	my $what = defined $old ? 'a note that is there' : 'a new note';
	is(run($old, ''), 0, "it runs under strace, on $what");
	my $new = slurp('note.md');
	my (%count, @calls, $seen);
	for (split /\n/, slurp('trace')) {
		my ($name) = /^(?:\d+ +)?(\w+)\(/ or next;
		my $call = { name => $name, number => ++$count{$name}, text => $_ };
		$seen ||= $name ne 'execve' && /note\.md/;
		last if $name eq 'exit_group' || /close\(1\)/;
		push @calls, $call if $seen && $name !~ /^(?:m\w*map|mprotect|madvise|brk|futex|sigaltstack|prctl)$/;
	}
	ok(@calls > 5 && @calls < 200, 'it makes few calls: ' . @calls);
	for my $call (@calls) {
		run($old, "-e inject=$call->{name}:signal=KILL:when=$call->{number}");
		my $file = -e 'note.md' ? slurp('note.md') : undef;
		ok(($file // 'none') eq ($old // 'none') || $file eq $new, "killed at $call->{name} $call->{number}: the old or the new, $what")
			or diag $call->{text};
	}
	for my $call (grep { $_->{name} =~ /^(?:write|fchmod|fsync|rename)/ } @calls) {
		my $error = $call->{name} eq 'write' ? 'ENOSPC' : 'EIO';
		my $status = run($old, "-e inject=$call->{name}:error=$error:when=$call->{number}");
		my $file = -e 'note.md' ? slurp('note.md') : undef;
		my $whole = ($file // 'none') eq ($old // 'none') || $file eq $new;
		ok($status == 2 && $whole && !-e 'note.md.lock' && slurp('err') =~ /\Ang-log: [^\n]+\n\z/,
			"$error at $call->{name} $call->{number}: told, the old or the new, no lock, $what")
			or diag "$call->{text}\n$status: ", slurp('err');
	}
}
done_testing;

# Runs it on a fresh note (undef: none) under strace; its exit status, or 128 and more where a signal ended it.
sub run {
	my ($old, $inject) = @_;
	unlink 'note.md', 'note.md.lock';
	spew('note.md', $old) if defined $old;
	system("strace -o trace $inject $LOG >out 2>err");
	return $? & 127 ? 128 + ($? & 127) : $? >> 8;
}

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or return '';
	local $/;
	return readline($in) // '';
}

sub spew {
	my ($file, $text) = @_;
	open my $out, '>:raw', $file or die "$0: $file: $!\n";
	print $out $text;
	close $out or die "$0: $file: $!\n";
}
