# Fault: runs a tool with one of its calls failing, and says what came of it. For tests/*.t; fault.c does the failing.
package Fault;
use v5.14;
use warnings;
use Cwd qw(abs_path getcwd);
use Exporter qw(import);
use Fcntl qw(:seek);
use POSIX ();

our @EXPORT_OK = qw(slurp spew);

# As in fault.c.
my $LOGGED = 4096;
my ($ASKS, $ANSWERS, $REQUEST) = (198, 199, 64);
my $SECONDS = 300;    # a run that takes longer hangs

# For the tools in the folder `build`; the files of this run lie in the folder `dir`. With `valgrind`, runs under it.
sub new {
	my ($class, %self) = @_;

	delete $self{server};
	$self{owner} = $$;
	$self{shim} = abs_path("$self{build}/tests/fault/fault.so");
	$self{log} = "$self{dir}/report.$$";
	spew($self{log}, "\0" x (12 + 24 * $LOGGED));
	return bless \%self, $class;
}

# Runs argv with the given files as standard input and output and standard error. `fault` is as in fault.c; without it
# calls are only counted. `tool` is the one that is meant, if not the first of argv. `stdout` is a handle in place of
# `out`; `close` lists descriptors to be closed. Returns the exit status, or the signal's number and 128.
sub run {
	my ($self, %run) = @_;
	my $status;

	%run = (tool => $run{argv}[0], in => '/dev/null', out => '/dev/null', err => '/dev/null', fault => 'none 0 -',
		map { $_ => $run{$_} } grep { defined $run{$_} } keys %run);
	if (!defined $run{stdout} && !defined $run{close} && $run{tool} eq $run{argv}[0] && $self->serves(\%run)) {
		syswrite($self->{server}{asks}, pack "a$REQUEST", $run{fault}) == $REQUEST or die "$0: $run{tool}: $!\n";
		sysread($self->{server}{answers}, my $answer, 8) == 8 or die "$0: $run{tool}: $!\n";
		($status, $self->{happened}) = unpack 'l L', $answer;
	} else {
		open my $log, '+<:raw', $self->{log} or die "$0: $self->{log}: $!\n";
		print $log "\0" x 12;
		close $log or die "$0: $self->{log}: $!\n";
		my $pid = fork // die "$0: fork: $!\n";
		if (!$pid) {
			alarm $SECONDS;
			open STDIN, '<', $run{in}
				and (defined $run{stdout} ? open STDOUT, '>&', $run{stdout} : open STDOUT, '>', $run{out})
				and open STDERR, '>', $run{err}
				or POSIX::_exit(127);
			POSIX::close($_) for @{ $run{close} // [] };
			$self->become(\%run);
		}
		1 while waitpid($pid, 0) < 0 && $!{EINTR};
		$status = $?;
		$self->{happened} = (unpack 'L3', slurp($self->{log}))[2];
	}
	return $status & 127 ? 128 + ($status & 127) : $status >> 8;
}

# Whether a process waits that runs just this for each fault it is asked for: the last one, or else a new one.
sub serves {
	my ($self, $run) = @_;
	my $files = join ':', @$run{qw(in out err)};
	my $what = join "\0", getcwd(), $files, @{ $run->{argv} }, %{ $run->{env} // {} };

	return 0 if $self->{valgrind} || $self->{serves_not};
	return 1 if defined $self->{server} && $self->{server}{what} eq $what;
	$self->stop;
	pipe my $asked, my $asks or die "$0: pipe: $!\n";
	pipe my $answers, my $answered or die "$0: pipe: $!\n";
	my $pid = fork // die "$0: fork: $!\n";
	if (!$pid) {
		POSIX::dup2(fileno $asked, $ASKS) and POSIX::dup2(fileno $answered, $ANSWERS) or POSIX::_exit(127);
		open STDIN, '<', '/dev/null' and open STDOUT, '>', '/dev/null' and open STDERR, '>', '/dev/null' or POSIX::_exit(127);
		$self->become($run, NG_FAULT_FILES => $files);
	}
	$self->{server} = { what => $what, pid => $pid, asks => $asks, answers => $answers };
	close $answered;
	# where the shim does nothing, the tool just ran
	return 1 if (sysread($answers, my $waits, 8) // 0) == 8;
	$self->{serves_not} = 1;
	$self->stop;
	return 0;
}

sub stop {
	my ($self) = @_;
	my $server = delete $self->{server} // return;

	close $server->{asks};
	1 while waitpid($server->{pid}, 0) < 0 && $!{EINTR};
}

# Becomes the tool, with the shim and what it must know.
sub become {
	my ($self, $run, %env) = @_;
	my @argv = @{ $run->{argv} };

	$ENV{LD_PRELOAD} = $self->{shim} if defined $self->{shim};
	@ENV{qw(NG_FAULT_TOOL NG_FAULT_LOG NG_FAULT)} = (@$run{'tool'}, $self->{log}, $run->{fault});
	# the shim comes first, on purpose; what a sanitizer finds has a status of its own
	$ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (), 'verify_asan_link_order=0:exitcode=99';
	$ENV{LSAN_OPTIONS} = 'exitcode=99';
	$ENV{UBSAN_OPTIONS} = join ':', $ENV{UBSAN_OPTIONS} // (), 'exitcode=99';
	if ($self->{valgrind}) {
		$ENV{NG_FAULT_NO_CALLS} = 1;
		# the shim's malloc is none of its own
		unshift @argv, qw(valgrind -q --error-exitcode=99 --soname-synonyms=somalloc=nouserintercepts --leak-check=full),
			'--errors-for-leak-kinds=definite,indirect';
	}
	%ENV = (%ENV, %env, %{ $run->{env} // {} });
	{ exec { $argv[0] } @argv }
	POSIX::_exit(127);
}

# What the last run did: {allocs}, how many; {calls}: [name, first argument, third argument] of each.
sub report {
	my ($self) = @_;
	my ($calls, $allocs, undef, @rest) = unpack "L3 (Z16 l2)$LOGGED", slurp($self->{log});
	my @calls;

	$calls = $LOGGED if $calls > $LOGGED;
	push @calls, [ splice @rest, 0, 3 ] while @calls < $calls;
	return { allocs => $allocs, calls => \@calls };
}

# How often what was asked for happened in the last run.
sub happened { return $_[0]{happened} }

sub DESTROY { $_[0]->stop if $_[0]{owner} == $$ }

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

1;
