#!/usr/bin/perl
# cases.t [--update] [NAME ...]: runs tests/cases/<tool>/<name>/, one TAP test each.
#
# A case is a folder: `cmd` is run by sh in a fresh copy of it, with the built tools first in PATH;
# `out`, `err` and `status` are what must come of it, to the byte (no `err`: empty, no `status`: 0).
# NAME is a tool, a <tool>/<name>, or a shell pattern of one; --update writes what came of it instead.
# The tools are those of $NG_BUILD (build). Under prove: prove tests/cases.t :: NAME
use v5.14;
use warnings;
use Cwd qw(abs_path);
use Fcntl qw(:seek);
use File::Basename qw(dirname);
use File::Path qw(remove_tree);
use File::Temp qw(tempdir tempfile);
use POSIX qw(setsid :sys_wait_h);

my $SECONDS = $ENV{NG_SECONDS} || 300;    # a case that takes longer hangs, on however busy a machine

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my $update = @ARGV && $ARGV[0] eq '--update' ? shift : 0;
my @cases = named(@ARGV);
my $tmp   = tempdir('ng-cases-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $owner = $$;
$SIG{$_} = sub { exit 1 } for qw(INT TERM HUP);

$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL)} = qw(UTC C);
delete @ENV{qw(SOURCE_DATE_EPOCH MAKEFLAGS MAKELEVEL)};

$| = 1;
say '1..' . @cases;
my $failed = 0;
in_order(
	sub { run_case($_[0]) },
	sub {
		my ($number, $fault) = @_;
		$failed++ if $fault ne '';
		say $fault eq '' ? 'ok ' : 'not ok ', $number + 1, " - $cases[$number]";
		print STDERR $fault =~ s/^(?=.)/# /gmr;
	});
exit($failed ? 1 : 0);

# The cases that the arguments name, or all; none at all is a mistake, not a success.
sub named {
	my @all = map { m{^tests/cases/(.*)/$} } sort glob 'tests/cases/*/*/';
	my %wanted;
	for my $name (@_) {
		my $plain = $name =~ s{^(?:.*/)?tests/cases/}{}r =~ s{/+$}{}r;
		my $regex = quotemeta($plain) =~ s/\\\*/.*/gr =~ s/\\\?/./gr;
		my @found = grep { m{^$regex(?:/|$)} || m{/$regex$} } @all;
		bail("no case is named $name") if !@found;
		$wanted{$_} = 1 for @found;
	}
	bail('no case was found in tests/cases') if !@all;
	return @_ ? grep { $wanted{$_} } @all : @all;
}

sub bail {
	say "Bail out! $_[0]";
	exit 2;
}

# Runs the cases on all processors, each worker every n-th, and reports them in their order.
sub in_order {
	my ($work, $report) = @_;
	my $count = $ENV{NG_JOBS} || `getconf _NPROCESSORS_ONLN 2>/dev/null` || 2;
	my @workers;
	for my $worker (0 .. $count - 1) {
		my $pid = open(my $pipe, '-|') // die "$0: fork: $!\n";
		if (!$pid) {
			for (my $i = $worker; $i < @cases; $i += $count) {
				print $work->($cases[$i]), "\0";
			}
			close STDOUT or POSIX::_exit(1);
			POSIX::_exit(0);
		}
		push @workers, $pipe;
	}
	local $/ = "\0";
	for my $i (0 .. $#cases) {
		my $fault = readline $workers[$i % $count];
		bail("a worker died at $cases[$i]") if !defined $fault || chop $fault ne "\0";
		$report->($i, $fault);
	}
}

# What is wrong with a case, as lines to show; empty where nothing is.
sub run_case {
	my ($case) = @_;
	my $dir = "tests/cases/$case";
	my ($tool) = split m{/}, $case;
	return "$dir/cmd is missing\n" if !-e "$dir/cmd";
	return "$build/$tool is not built\n" if $tool =~ /^ng/ && !-x "$build/$tool";

	my $copy = tempdir('case-XXXXXX', DIR => $tmp);
	system('cp', '-R', '-P', "$dir/.", $copy) == 0 or return "the case could not be copied\n";
	unlink "$copy/out", "$copy/err", "$copy/status";
	my %got = run($copy);
	remove_tree($copy);

	if ($update) {
		return "no status: $got{status}" if $got{status} !~ /^\d+$/;
		write_file("$dir/out", $got{out});
		update_file("$dir/err", $got{err}, '');
		update_file("$dir/status", $got{status}, "0\n");
		return '';
	}
	my $fault = '';
	$fault .= "$dir/out is missing: it must be there, if only empty\n" if !-e "$dir/out";
	$fault .= compare("$dir/out", $got{out}, '') if -e "$dir/out";
	$fault .= compare("$dir/err", $got{err}, '');
	$fault .= compare("$dir/status", $got{status}, "0\n");
	return $fault && "in a copy of $dir\n$fault";
}

# Runs `cmd` in the folder; out and err are bytes, status is the exit status's line.
sub run {
	my ($dir) = @_;
	open my $out, '+>', undef or die "$0: $!\n";
	open my $err, '+>', undef or die "$0: $!\n";
	my $pid = fork // die "$0: fork: $!\n";
	if (!$pid) {
		setsid();
		chdir $dir and $ENV{HOME} = $dir
			and open STDIN, '<', '/dev/null'
			and open STDOUT, '>&', $out
			and open STDERR, '>&', $err
			and exec 'sh', './cmd';
		POSIX::_exit(127);
	}
	my $late = 0;
	local $SIG{ALRM} = sub { $late = 1; kill 'KILL', -$pid };
	alarm $SECONDS;
	1 while waitpid($pid, 0) < 0 && $!{EINTR};
	alarm 0;
	my $status = WIFSIGNALED($?) ? 'killed by signal ' . WTERMSIG($?) : WEXITSTATUS($?);
	$status = "stopped after $SECONDS seconds" if $late;
	return (out => whole($out), err => whole($err), status => "$status\n");
}

sub whole {
	my ($file) = @_;
	seek $file, 0, SEEK_SET;
	local $/;
	return readline($file) // '';
}

# A unified diff of what must be and what came, or nothing.
sub compare {
	my ($file, $got, $default) = @_;
	my $want = $default;
	if (open my $in, '<', $file) {
		$want = whole($in);
	}
	return '' if $want eq $got;
	my @paths;
	for my $text ($want, $got) {
		my ($out, $path) = tempfile(DIR => $tmp);
		print $out visible($text);
		close $out or return "$path: $!\n";
		push @paths, $path;
	}
	my $diff = `diff -u $paths[0] $paths[1]` =~ s/^---.*\n\+\+\+.*\n//r;
	unlink @paths;
	return "--- $file\n+++ what came of it\n$diff";
}

# Tabs, spaces at the end and control characters, so that they can be seen.
sub visible {
	my ($text) = @_;
	$text =~ s/\t/⇥/g;
	$text =~ s/( +)$/'·' x length $1/gme;
	$text =~ s/([\x00-\x09\x0b-\x1f\x7f])/sprintf '\\x%02x', ord $1/ge;
	return $text;
}

sub update_file {
	my ($file, $text, $default) = @_;
	if ($text eq $default) {
		unlink $file;
	} else {
		write_file($file, $text);
	}
}

sub write_file {
	my ($file, $text) = @_;
	open my $out, '>', $file or die "$0: $file: $!\n";
	print $out $text;
	close $out or die "$0: $file: $!\n";
}

END {
	local $?;
	File::Temp::cleanup() if defined $owner && $$ == $owner;
}
