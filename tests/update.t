#!/usr/bin/perl
# update.t: ng-report -u, killed or failed at each of its system calls, leaves the old file or the new one.
#
# strace makes the calls fail. Where it isn't installed, or may not trace, all is skipped; with
# NG_NO_SKIP=1 that fails.
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
# no leaks can be looked for under strace
$ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (), 'detect_leaks=0';
my $dir = tempdir('ng-update-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";

if (system('strace -o trace true 2>/dev/null') != 0) {
	plan(skip_all => 'strace is not installed, or may not trace') if !$ENV{NG_NO_SKIP};
	fail('strace can trace');
	done_testing;
	exit;
}

my $OLD = "mine\n<!-- ng: agenda -->\nold\n<!-- /ng -->\nmine too";
spew('records', join("\t", 'next', 'open', ('') x 3, '@bob', ('') x 3, 'call him', '', '', 'a.md:1') . "\n");

# the calls of an undisturbed run, from the one that looks for the file to the end of standard output
is(run(''), 0, 'it runs under strace');
my $new = slurp('note.md');
like($new, qr/^mine\n.*call him.*\nmine too$/s, 'it writes the report');
my (%count, @calls, $seen, $locked);
for (split /\n/, slurp('trace')) {
	my ($name) = /^(?:\d+ +)?(\w+)\(/ or next;
	my $call = { name => $name, number => ++$count{$name}, text => $_ };
	$seen   ||= $name ne 'execve' && /note\.md/;
	$locked ||= /note\.md\.lock.*O_EXCL/;
	last if $name eq 'exit_group' || /close\(1\)/;
	push @calls, { %$call, locked => $locked } if $seen;
}
ok($locked, 'it makes a lock');
ok(@calls < 100, 'it makes few calls: ' . @calls);

for my $call (@calls) {
	my $at = "$call->{name} $call->{number}";

	run("-e inject=$call->{name}:signal=KILL:when=$call->{number}");
	my $file = slurp('note.md');
	my $whole = $file eq $OLD || $file eq $new;
	unlink 'note.md.lock';
	ok($whole && again() == 0 && slurp('note.md') eq $new, "killed at $at: the old or the new, and a later run succeeds")
		or diag $call->{text};
}

for my $call (grep { $_->{name} =~ /^(?:open|read|write|fstat|newfstatat|fch|fsync|close|rename)/ } @calls) {
	my $at = "$call->{name} $call->{number}";
	my $error = $call->{name} eq 'write' ? 'ENOSPC' : 'EIO';

	my $status = run("-e inject=$call->{name}:error=$error:when=$call->{number}");
	my ($file, $err) = (slurp('note.md'), slurp('err'));
	my $told = $status == 2 && $err =~ /\Ang-report: note\.md: [^\n]+\n\z/;
	my $as_it_was = $file eq $OLD || ($file eq $new && $err =~ /: written, but its folder/);
	my $fine = $status == 0 && $file eq $new && $err eq '';
	ok(($told && $as_it_was || $fine) && !-e 'note.md.lock', "$error at $at: told, nothing changed, no lock")
		or diag "$call->{text}\n$status: $err";
	ok($told, "$error at $at: never passed over")
		if $call->{locked} && $call->{name} =~ /^(?:write|fchmod|fsync|rename)/;
}

for my $signal (qw(INT TERM HUP)) {
	run("-e inject=fsync:signal=$signal:when=1");
	ok(slurp('note.md') eq $new && !-e 'note.md.lock', "SIG$signal waits until the file is replaced");
}
is(slurp('out'), '', 'nothing comes on standard output');
done_testing;

# Runs it on a fresh note under strace; its exit status, or 128 and more where a signal ended it.
sub run {
	my ($inject) = @_;

	unlink 'note.md.lock';
	spew('note.md', $OLD);
	system("strace -o trace $inject ng-report -d 2026-11-23 -u note.md <records >out 2>err");
	return $? & 127 ? 128 + ($? & 127) : $? >> 8;
}

# Runs it once more on what is there.
sub again {
	return system('ng-report -d 2026-11-23 -u note.md <records') >> 8;
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
