#!/usr/bin/perl
# fault.t [--runs N] [--inputs N] [--valgrind] [--input FOLDER] [PATTERN]: whatever fails beneath a tool, the tool says so
# and breaks nothing.
#
# Each command below is run on inputs drawn from tests/cases, once to count its allocations and its calls of the kernel,
# then again and again with one of them failing: an allocation alone, or it and all behind it; a call with each error that
# suits it, a read or write of half of the bytes, a file that ends before its end. Where what came is not what comes
# without the fault, to the byte, the tool must end with 2 and say why in a line that names it (in one line, where
# one call failed), no file but the one that was asked for may have changed, that one is the old or the new, and no
# lock is left.
#
# --runs: how many runs to make, spread evenly over commands, inputs and calls; 0, as in `make fault`: all of them. Without
# it they are $NG_FAULT_RUNS. --inputs: all runs, but on no more inputs than N, spread evenly. PATTERN is a regular
# expression for names of commands, FOLDER the one input that is wanted. --valgrind runs the tools under it.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use Getopt::Long qw(GetOptions);
use List::Util qw(min);
use POSIX qw(ceil :errno_h);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
use lib 'tests/fault';
use Fault qw(slurp spew);

my $DAY = '2026-11-23';
my $FEW_INPUTS = 8;    # calls of the kernel hardly depend on what the notes say, nor does what ngo makes of a tool's status

my ($runs, $valgrind) = ($ENV{NG_FAULT_RUNS} // 6000, 0);
GetOptions('runs=i' => \$runs, 'inputs=i' => \my $most_inputs, valgrind => \$valgrind, 'input=s' => \my $input) or exit 2;
$runs = 0 if defined $most_inputs;
my $pattern = shift // '';
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
my $top = abs_path('.');
$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL)} = qw(UTC C);
delete @ENV{qw(SOURCE_DATE_EPOCH NG_DIR)};
# in memory, where that can be: each run of what writes a file waits for the disk
my $tmp = tempdir('ng-fault-XXXXXX', -w '/dev/shm' ? (DIR => '/dev/shm') : (TMPDIR => 1), CLEANUP => 1);
my $owner = $$;
$SIG{$_} = sub { exit 1 } for qw(INT TERM HUP);

# What is run in a folder of an input: `in` is its standard input, `file` what it may write. What has `threads` makes
# its calls in another order each time: each fails alike, and more or fewer of them than were counted.
# In a pipeline of ngo's, `tool` is the one that fails.
my @commands = map { { tool => $_->[0] =~ s/ .*//r, name => $_->[0], argv => [ split / /, $_->[0] ], @$_[ 1 .. $#$_ ] } } (
	['ng-parse -j 1 notes'],
	['ng-parse -j 1 -H -x z* -l words notes'],
	['ng-parse -j 1 -0', in => 'list'],
	['ng-parse -j 1', in => 'note'],
	['ng-parse -j 3 -0', in => 'list', threads => 1],
	["ng-check -d $DAY notes"],
	["ng-check -d $DAY -W all -l words", in => 'note'],
	["ng-match -d $DAY", in => 'records'],
	["ng-match -d $DAY -n -s synonyms boats `/fund|boat/i`", in => 'records'],
	(map { ["ng-report -d $DAY $_", in => 'matched'] }
		qw(goals agenda who brief event board ledger network review), '-t html goals', '-t html network'),
	["ng-report -d $DAY -u target/note.md", in => 'matched', file => 'target/note.md'],
	(map { ["ng-export -d $DAY $_", in => 'matched'] } '-3 vcard', qw(vcard icalendar dot json csv)),
	["ng-import -d $DAY", in => 'contacts', contacts => 1],
	["ng-import -d $DAY -r records -e 2026-11-20_Dinner contacts", contacts => 1],
	["ng-log -d $DAY -f target/note.md got card: \@bob", file => 'target/note.md', env => { NG_DIR => 'notes' }],
	["ng-log -d $DAY -f target/log/new.md", in => 'line', file => 'target/log/new.md'],
	(map { ["ngo -d $DAY goals", tool => $_, name => "ngo, $_", env => { NG_DIR => 'notes' }] } qw(ng-parse ng-match ng-report)),
);
s/_/ / for map { @{ $_->{argv} } } grep { $_->{contacts} } @commands;
@commands = grep { $_->{name} =~ $pattern } @commands;
my $TARGET = "mine\n<!-- ng: agenda -->\nold\n<!-- /ng -->\n<!-- ng: goals -->\n<!-- /ng -->\n\n## $DAY\n\n- mine too";

# The errors that suit a call; also what else may happen to it.
my %errors = (
	read => [ EIO, EINTR, 'short', 'end', EIO . ' on' ],
	write => [ ENOSPC, EIO, EPIPE, 'short', ENOSPC . ' on' ],
	openat => [ ENOENT, EACCES, EMFILE ],
	newfstatat => [ EIO, ENOENT ],
	mmap => [ENOMEM],
	fsync => [ EIO, ENOSPC ],
	renameat => [ EIO, EACCES ],
	unlinkat => [EACCES],
	fchown => [EPERM],
	getcwd => [ENOENT],
);

my @notes = inputs('*', qr/\.md$/);
my @contacts = inputs('ng-import', qr/\.(?:vcf|csv)$/);
my $fault = Fault->new(build => $build, dir => $tmp);
{
	$fault->run(argv => ['ng-parse'], in => "$top/tests/fault.t");
	my $seen = $fault->report;
	if (!@{ $seen->{calls} }) {
		plan(skip_all => 'no call can be made to fail on this system') if !$ENV{NG_NO_SKIP};
		fail('calls can be made to fail');
		done_testing;
		exit;
	}
	# clang links its sanitizer into the tools, and with it their allocations, where no other can take them
	$fault->{no_allocs} = $seen->{allocs} < 50;
	$fault->{no_calls} = $valgrind;
	$fault->{valgrind} = $valgrind;
}
my @units = plan_units();
my %sum;
in_parallel(
	sub { run_unit($_[0]) },
	sub {
		my ($unit, $n, @faults) = @_;
		my $sum = $sum{ $unit->{command}{name} }{ $unit->{kind} } //= { runs => 0, inputs => 0, faults => [] };
		$sum->{runs} += $n;
		$sum->{inputs}++;
		push @{ $sum->{faults} }, map { "$unit->{input}: $_" } @faults;
	});
my $all = 0;
for my $command (@commands) {
	for my $kind (qw(calls allocs)) {
		my $sum = $sum{ $command->{name} }{$kind} or next;
		my $what = $kind eq 'calls' ? 'call of the kernel' : 'allocation';
		ok(!@{ $sum->{faults} } && $sum->{runs} > 0,
			"$command->{name}: a failed $what is survived ($sum->{runs} runs on $sum->{inputs} inputs)")
			or diag join "\n", scalar(@{ $sum->{faults} }) . ' faults', splice @{ $sum->{faults} }, 0, 8;
		$all += $sum->{runs};
	}
	next if $valgrind || $command->{argv}[0] eq 'ngo';
	ok(!@{$_->[1]}, "$command->{name}: $_->[0]") or diag join "\n", @{$_->[1]} for without_files($command);
}
SKIP: {
	skip 'no allocation can be made to fail in this build', 1 if $fault->{no_allocs};
	cmp_ok($all, '>=', @commands, "$all runs with a fault");
}
done_testing;

# The folders of tests/cases that hold files of such a name.
sub inputs {
	my ($tool, $wanted) = @_;
	my %found;
	find(sub { $found{$1} = 1 if /$wanted/ && $File::Find::name =~ m{^(tests/cases/[^/]+/[^/]+)/} }, glob "tests/cases/$tool");
	return sort keys %found;
}

# What is run where, and at how many points at most (0: at all).
sub plan_units {
	my @units;

	for my $c (0 .. $#commands) {
		my @inputs = defined $input ? $input : $commands[$c]{contacts} ? @contacts : @notes;
		my $share = $runs / @commands;
		my $few = $runs == 0 && !defined $input ? $FEW_INPUTS : 1;
		my $whole = $commands[$c]{argv}[0] eq 'ngo' ? $few : min(scalar @inputs, $most_inputs // ());
		my $n = $runs == 0 || defined $input ? $whole : ceil(sqrt(0.6 * $share) / 2);
		my $unit = sub {
			my ($kind, $i, $of, $most) = @_;
			my $input = $inputs[ (7 * $c + $i * @inputs / $of) % @inputs ];
			push @units, { command => $commands[$c], kind => $kind, input => $input, most => $most, phase => 0.618 * @units };
		};
		if (!$fault->{no_calls}) {
			$unit->('calls', $_, $few, ceil(0.4 * $share / $few)) for 0 .. $few - 1;
		}
		if (!$fault->{no_allocs}) {
			$unit->('allocs', $_, $n, ceil(0.6 * $share / $n)) for 0 .. $n - 1;
		}
	}
	return @units;
}

# Does the work for all units on all processors; `take` gets what each gave.
sub in_parallel {
	my ($work, $take) = @_;
	my $count = $ENV{NG_JOBS} || `getconf _NPROCESSORS_ONLN 2>/dev/null` || 2;
	my @workers;

	for my $worker (0 .. $count - 1) {
		my $pid = open(my $pipe, '-|') // die "$0: fork: $!\n";
		if (!$pid) {
			$fault = Fault->new(%$fault);
			for (my $i = $worker; $i < @units; $i += $count) {
				print join("\1", $i, $work->($units[$i])), "\0";
			}
			close STDOUT or POSIX::_exit(1);
			POSIX::_exit(0);
		}
		push @workers, $pipe;
	}
	my $done = 0;
	local $/ = "\0";
	for my $pipe (@workers) {
		while (my $line = readline $pipe) {
			chomp $line;
			my ($i, @given) = split "\1", $line;
			$take->($units[$i], @given);
			$done++;
		}
	}
	BAIL_OUT('a worker died') if $done != @units;
}

# Lays an input out in a folder of its own and goes there.
sub lay_out {
	my ($unit) = @_;
	my $dir = tempdir('input-XXXXXX', DIR => $tmp);
	my $case = "$top/$unit->{input}";

	chdir $dir or die "$0: $dir: $!\n";
	if ($unit->{command}{contacts}) {
		my ($file) = sort glob "\Q$case\E/*.vcf \Q$case\E/*.csv";
		spew('contacts', slurp($file));
		$case = "$top/$notes[0]";
	}
	system('cp', '-R', '-P', "$case/.", 'notes') == 0 or die "$0: $case can't be copied\n";
	unlink map { "notes/$_" } qw(cmd out err status);
	my ($note) = sort glob 'notes/*.md notes/*/*.md notes/*/*/*.md notes/*/*/*/*.md';
	spew('note', slurp($note));
	spew('list', "$note\0notes\0");
	spew('words', "Angebot = offer\nmentoring = noun\n");
	spew('notes/.ng', '');
	spew('synonyms', "boats = ships, vessels\n");
	spew('line', "got card: \@bob\nidea: soup #food\n");
	system('ng-parse notes >records 2>/dev/null');
	system("ng-match -d $DAY <records >matched 2>/dev/null");
	return $dir;
}

# What lies below the folder of an input, but for what the runs themselves give.
sub tree {
	my %tree;
	find({ no_chdir => 1, wanted => sub { $tree{$_} = -f $_ && !-l $_ ? slurp($_) : '' if !m{^\./(?:out|err)$} } }, '.');
	return \%tree;
}

# The file that may be written as it was before, without anything beside it.
sub reset_target {
	my ($command) = @_;
	my $file = $command->{file} // return;

	remove_tree('target');
	make_path('target');
	spew($file, $TARGET) if $file eq 'target/note.md';
}

# Runs the command with this fault (or none) and more that Fault::run knows, and gathers what came of it.
sub attempt {
	my ($command, %more) = @_;

	reset_target($command);
	my $status = $fault->run(
		argv => $command->{argv}, tool => $command->{tool}, in => $command->{in}, env => $command->{env},
		out => 'out', err => 'err', %more);
	my $file = $command->{file};
	return {
		status => $status, out => slurp('out'), err => slurp('err') =~ s/^profiling:.*\n//mgr,
		file => defined $file && -e $file ? slurp($file) : 'none',
		beside => defined $file ? join(' ', sort grep { !m{^target/log$} } glob 'target/* target/*/*') : '',
	};
}

# What is wrong with a run beside one without a fault, or nothing. `many`: several things may fail, each with a line.
sub judge {
	my ($command, $good, $got, $many) = @_;
	my %known = map { $_ => 1 } split /\n/, $good->{err};
	my @told = grep { !$known{$_} } split /\n/, $got->{err};
	# what follows from it is more than one line: a record that was cut off, and
	@told = grep { !/: no record/ } @told if $got->{err} =~ /: it became shorter/;
	# whoever writes to a tool that ended says so as well
	@told = grep { !/^(?!\Q$command->{tool}\E)[a-z-]+: standard output: Broken pipe$/ } @told if $command->{argv}[0] eq 'ngo';

	# where a thread starts, the sanitizer's runtime asks for memory as the tool does, and gives up without
	return '' if $got->{err} =~ /AddressSanitizer: CHECK failed: .*pthread_getattr_np/;
	return "ended by signal " . ($got->{status} - 128) if $got->{status} > 128;
	return "a sanitizer or valgrind found something: $got->{err}" if $got->{status} == 99;
	if (defined $command->{file}) {
		my $old = $command->{file} eq 'target/note.md' ? $TARGET : 'none';
		return "neither the old file nor the new one: $got->{file}" if $got->{file} ne $old && $got->{file} ne $good->{file};
		return "$got->{beside} left" if $got->{beside} ne $good->{beside} && ($old ne 'none' || $got->{beside} ne '');
	}
	return '' if !grep { $got->{$_} ne $good->{$_} } qw(status out err file);
	return "status $got->{status}, yet something is lost: $got->{err}" if $got->{status} != 2;
	return 'nothing is said' if !@told;
	return "not in one line: @told" if @told > 1 && !$many;
	return "not said by the tool: @told" if grep { !/^\Q$command->{tool}\E: ./ || /Success/ } @told;
	return '';
}

# The faults of a unit, as Fault::run takes them.
sub faults_of {
	my ($unit, $seen) = @_;
	my @faults;

	if ($unit->{kind} eq 'allocs') {
		@faults = map { ("alloc $_ once", "alloc $_ on") } 1 .. $seen->{allocs};
	} else {
		for my $i (1 .. @{ $seen->{calls} }) {
			my $name = $seen->{calls}[ $i - 1 ][0];
			# the end of a pipe's input is no fault that can be seen
			push @faults, map { "call $i $_" } grep { $_ ne 'end' || $unit->{command}{argv}[0] ne 'ngo' }
				$unit->{command}{threads} ? EIO : @{ $errors{$name} // [EIO] };
		}
	}
	my $n = $unit->{most};
	return @faults if $n == 0 || $n >= @faults;
	my $phase = $unit->{phase} - int $unit->{phase};
	return map { $faults[ ($_ + $phase) * @faults / $n ] } 0 .. $n - 1;
}

# Returns how many runs were made with a fault, and what went wrong.
sub run_unit {
	my ($unit) = @_;
	my $command = $unit->{command};
	my $dir = lay_out($unit);
	my $good = attempt($command);
	my $seen = $fault->report;
	my ($n, $missed, @wrong) = (0, 0);

	my $before = tree();
	push @wrong, "without a fault: status $good->{status}, $good->{err}" if $good->{status} > 2;
	for my $what (faults_of($unit, $seen)) {
		my $got = attempt($command, fault => $what);
		my $call = $what =~ /^call (\d+)/ ? $seen->{calls}[ $1 - 1 ] : ['allocation', -1];
		my $wrong = judge($command, $good, $got, $what =~ / on$/);
		# what can't be said can't be asked for
		$wrong = '' if $wrong =~ /^(?:nothing is said|status)/ && "@$call[0, 1]" eq 'write 2' && $got->{status} == $good->{status};
		push @wrong, "$what ($call->[0] $call->[1]): $wrong" if $wrong ne '';
		# the heap lies elsewhere each time, which may take a call more or less
		$fault->happened > 0 ? $n++ : $missed++;
	}
	# with threads, which ngo's ng-parse has too, much more or less
	my $may_miss = $command->{threads} ? $n : 1 + $n / ($command->{argv}[0] eq 'ngo' ? 10 : 50);
	push @wrong, "$missed faults didn't happen, $n did" if $missed > $may_miss;
	attempt($command);
	my $after = tree();
	for my $path (sort keys %{ { %$before, %$after } }) {
		push @wrong, "$path was changed" if ($before->{$path} // 'none') ne ($after->{$path} // 'none');
	}
	chdir $top;
	remove_tree($dir);
	return ($n, map { s/[\0\1]/?/gr } @wrong);
}

# Runs a command with streams that are full, broken or closed. Returns names and what went wrong.
sub without_files {
	my ($command) = @_;
	my $dir = lay_out({ command => $command, input => $command->{contacts} ? $contacts[0] : $notes[0] });
	my $good = attempt($command);
	my @results;

	pipe my $reader, my $writer or die "$0: pipe: $!\n";
	close $reader;
	for ([ 'a full disk', out => '/dev/full' ], [ 'a closed pipe', stdout => $writer ], [ 'no standard output', close => [1] ],
		[ 'no standard error', close => [2] ], [ 'no standard input', close => [0] ], [ 'no stream at all', close => [ 0, 1, 2 ] ]) {
		my ($name, %how) = @$_;
		my $got = attempt($command, %how);
		my $lost = $name =~ /full|pipe|output/ && $good->{out} ne '' || $name =~ /input/ && defined $command->{in};
		my $wrong;

		if ($name =~ /at all/) {
			$wrong = judge($command, $good, { %$got, err => "$command->{tool}: said to nobody" });
		} elsif ($name =~ /error/) {
			$wrong = judge($command, $good, { %$got, err => $good->{err} });
		} else {
			$got->{out} = $good->{out} if $good->{out} ne '' && !$lost;
			$wrong = judge($command, $good, $got);
			$wrong = 'nothing is told' if $wrong eq '' && $lost && $got->{err} eq $good->{err};
		}
		push @results, [ "with $name", $wrong eq '' ? [] : ["status $got->{status}: $wrong"] ];
	}
	chdir $top;
	remove_tree($dir);
	return @results;
}

END {
	local $?;
	chdir '/';
	File::Temp::cleanup() if defined $owner && $$ == $owner;
}
