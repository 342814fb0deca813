# Fault: runs a tool with one of its calls failing, and says what came of it. For tests/*.t; fault.c does the failing.
package Fault;
use v5.14;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use Fcntl qw(:seek);
use POSIX ();

our @EXPORT_OK = qw(slurp spew);

my $LOGGED = 4096;    # as in fault.c
my $SECONDS = 60;     # a run that takes longer hangs

# For the tools in the folder `build`; the files of this run lie in the folder `dir`. With `valgrind`, runs under it.
sub new {
	my ($class, %self) = @_;

	$self{shim} = abs_path("$self{build}/tests/fault/fault.so");
	$self{log} = "$self{dir}/report.$$";
	spew($self{log}, "\0" x (12 + 24 * $LOGGED));
	return bless \%self, $class;
}

# Runs argv with the given files as standard input and output and standard error. `fault` is as in fault.c; without it
# calls are only counted. `stdout` is a handle in place of `out`; `close` lists descriptors to be closed. Returns the exit status, or the signal's number and 128.
sub run {
	my ($self, %run) = @_;
	my @argv = @{ $run{argv} };

	open my $log, '+<:raw', $self->{log} or die "$0: $self->{log}: $!\n";
	print $log "\0" x 12;
	close $log or die "$0: $self->{log}: $!\n";
	my $pid = fork // die "$0: fork: $!\n";
	if (!$pid) {
		$ENV{LD_PRELOAD} = $self->{shim} if defined $self->{shim};
		@ENV{qw(NG_FAULT_TOOL NG_FAULT_LOG NG_FAULT)} = ($run{tool} // $argv[0], $self->{log}, $run{fault} // 'none 0 -');
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
		%ENV = (%ENV, %{ $run{env} // {} });
		alarm $SECONDS;
		open STDIN, '<', $run{in} // '/dev/null'
			and (defined $run{stdout} ? open STDOUT, '>&', $run{stdout} : open STDOUT, '>', $run{out} // '/dev/null')
			and open STDERR, '>', $run{err} // '/dev/null'
			or POSIX::_exit(127);
		POSIX::close($_) for @{ $run{close} // [] };
		{ exec { $argv[0] } @argv }
		POSIX::_exit(127);
	}
	1 while waitpid($pid, 0) < 0 && $!{EINTR};
	return $? & 127 ? 128 + ($? & 127) : $? >> 8;
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
sub happened {
	my ($self) = @_;

	open my $log, '<:raw', $self->{log} or die "$0: $self->{log}: $!\n";
	read $log, my $head, 12;
	return (unpack 'L3', $head)[2];
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

1;
