#!/usr/bin/perl
# mutants.pl [-eop] [-r RUN] [-n COUNT] [-s SEED] [-j JOBS] [-t SECONDS] BUILD [FILE ...]: how many faults put into lib/ the
# tests see.
#
# A mutant is one small change of one token or statement of lib/*.c. COUNT of them (200) are drawn evenly with SEED (1)
# from all of the files; each is compiled, put in the place of libng, and the tests are run until one fails: then the
# mutant is killed. One that compiles to the same code as the original is no mutant (Papadakis, Jia, Harman, Le Traon,
# "Trivial Compiler Equivalence", ICSE 2015). Nor is one that tests/equivalent.tsv has, with the reason why no test could see
# it: `file`, the line's `code`, the line as the mutant has it, `reason`; -e: those are judged alone, and none may be killed.
# Who survives is printed as a diff of one line.
# -r: those that RUN, what an earlier run printed, has left, rather than a draw. -o: the nearest tests only; -p: without
# sanitizers; -op is a first look, which tells who may survive.
#
# BUILD holds tools and unit tests that are linked with a shared libng: `make mutants` makes it.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use Getopt::Std qw(getopts);
use List::Util qw(sum0 max min);
use POSIX qw(setsid WNOHANG);

my %opt = (n => 200, s => 1, j => 2, t => 60);
getopts('eopr:n:s:j:t:', \%opt) && @ARGV
	or die "usage: $0 [-eop] [-r RUN] [-n COUNT] [-s SEED] [-j JOBS] [-t SECONDS] BUILD [FILE ...]\n";
my $left = defined $opt{r} ? left($opt{r}) : undef;
my $build = abs_path(shift) // die "$0: no such folder\n";
chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my @files = @ARGV ? @ARGV : sort glob 'lib/*.c';
# the plain build, then the sanitized one
my @builds = map { { dir => $_->[0], compile => command("NG_$_->[1]COMPILE"), link => command("NG_$_->[1]LINK") } }
	[$build, ''], ["$build/asan", 'ASAN_'];
$ENV{NG_FAULT_RUNS} //= 1000;
$ENV{NG_SECONDS} //= 600; # what hangs is seen by what it takes without a mutant
$ENV{ASAN_OPTIONS} //= 'detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1';
my $tmp = tempdir('ng-mutants-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $owner = $$;
$SIG{$_} = sub { exit 1 } for qw(INT TERM HUP);

# What is put in the place of what; a function's own parentheses and comments are never touched.
my @rules = (
	[qr/(?<=\s)<=(?=\s)/, '<', '>'],
	[qr/(?<=\s)>=(?=\s)/, '>', '<'],
	[qr/(?<=\s)<(?=\s)/, '<=', '>='],
	[qr/(?<=\s)>(?=\s)/, '>=', '<='],
	[qr/(?<=\s)==(?=\s)/, '!='],
	[qr/(?<=\s)!=(?=\s)/, '=='],
	[qr/(?<=\s)&&(?=\s)/, '||'],
	[qr/(?<=\s)\|\|(?=\s)/, '&&'],
	[qr/(?<=\s)\+(?=\s)/, '-'],
	[qr/(?<=\s)-(?=\s)/, '+'],
	[qr/(?<=\s)\*(?=\s)/, '/'],
	[qr/(?<=\s)\/(?=\s)/, '*'],
	[qr/(?<=\s)\+=(?=\s)/, '-='],
	[qr/(?<=\s)-=(?=\s)/, '+='],
	[qr/(?<=\s)&(?=\s)/, '|'],
	[qr/(?<=\s)\|(?=\s)/, '&'],
	[qr/(?<![\w.])!(?=[\w(])/, ''],
	[qr/\btrue\b/, 'false'],
	[qr/\bfalse\b/, 'true'],
	[qr/(?<![\w.])0(?![\w.])/, '1'],
	[qr/(?<![\w.])[1-9]\d*(?![\w.])/, '0'],
	[qr/\bbreak;/, ';'],
	[qr/\bcontinue;/, ';'],
	[qr/^\s+\K[a-z]\w*\([^{}]*\);$/, ';'],
	[qr/^\s+\K[a-z][\w.>\[\]-]* (?:[-+|&]?=) [^{}]*;$/, ';'],
);

my @all = map { mutants_of($_) } @files;
my %equivalent = listed('tests/equivalent.tsv', @all);
my @drawn = $opt{e} ? grep({ $equivalent{key($_)} } @all) : $left ? grep({ $left->{shown($_)} } @all) : drawn(\@all, $opt{n}, $opt{s});
# what fails without a fault would kill every mutant
for my $in ($opt{p} ? $builds[0] : @builds) {
	$in->{tests} = [tests($in->{dir})];
	for my $test (map { order(basename($_, '.c'), $in) } @files) {
		next if exists $in->{took}{"@$test"};
		@ENV{qw(LD_LIBRARY_PATH NG_BUILD CMOCKA_MESSAGE_OUTPUT)} = ($in->{dir}, $in->{dir}, 'TAP');
		my $before = time;
		die "$0: fails without a mutant in $in->{dir}: @$test\n" if fails(@$test);
		$in->{took}{"@$test"} = time - $before;
	}
}
say scalar(@all) . " mutants in " . @files . " files, " . @drawn .
	($opt{e} ? " of tests/equivalent.tsv" : $left ? " of $opt{r}" : " drawn with seed $opt{s}");
my ($number, %result, %running) = (0);
unless ($opt{e}) {
	my $drawn = @drawn;
	@drawn = grep { !$equivalent{key($_)} } @drawn;
	$result{listed} = $drawn - @drawn;
}
my $start = time;
$| = 1;
while ($number < @drawn || %running) {
	while ($number < @drawn && keys %running < $opt{j}) {
		my $mutant = $drawn[$number++];
		my $pid = fork // die "fork: $!\n";
		if ($pid == 0) {
			setsid();
			my $verdict = judge($mutant, "$tmp/$number", $builds[0]);
			$verdict = 4 if $verdict == 1 && !$opt{p} && judge($mutant, "$tmp/$number", $builds[1]) == 0;
			POSIX::_exit($verdict);
		}
		$running{$pid} = $mutant;
	}
	my $pid = wait;
	my $mutant = delete $running{$pid} // next;
	my $what = (qw(killed survived equivalent broken sanitized))[$? >> 8] // 'broken';
	$result{$what}++;
	$result{killed}++ if $what eq 'sanitized';
	print shown($mutant) if $what =~ ($opt{e} ? qr/^(?:killed|sanitized)$/ : qr/^survived$/);
}
my $judged = ($result{killed} // 0) + ($result{survived} // 0);
printf "%d killed (%d by the sanitizers alone), %d survived, %d the same code, %d listed, %d not compiled; %d s\n",
	map({ $result{$_} // 0 } qw(killed sanitized survived equivalent listed broken)), time - $start;
if ($opt{e}) {
	say "$result{killed} of tests/equivalent.tsv are none" if $result{killed};
	exit($result{killed} ? 1 : 0);
}
die "$0: no mutant was judged\n" if $judged == 0;
printf "%.1f%% of %d mutants killed\n", 100 * ($result{killed} // 0) / $judged, $judged;

sub command {
	my ($name) = @_;
	return [split ' ', $ENV{$name} // die "$0: `make mutants` says how to compile and link\n"];
}

END { remove_tree($tmp) if defined $owner && $$ == $owner && defined $tmp }

# All changes of one file: [file, line from 1, the line as it was, as it will be].
sub mutants_of {
	my ($file) = @_;
	my (@found, $comment, $body);
	open my $in, '<', $file or die "$file: $!\n";
	while (my $code = <$in>) {
		chomp $code;
		$body = 1 if $code eq '{';
		$body = 0 if $code =~ /^\}/;
		if ($comment) { $comment = 0 if $code =~ m{\*/}; next }
		if ($code =~ m{^\s*/\*}) { $comment = $code !~ m{\*/}; next }
		next if !$body || $code =~ /^\s*(?:#|case .*:$|default:)|_Static_assert/;
		# strings, characters and comments are blanked out, so that no rule finds anything in them
		my $bare = $code =~ s{"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/}{ '"' . 'x' x (length($&) - 2) . '"' }ger;
		for my $rule (@rules) {
			my ($from, @to) = @$rule;
			while ($bare =~ /$from/g) {
				my ($at, $n) = ($-[0], $+[0] - $-[0]);
				push @found, [$file, $., $code, substr($code, 0, $at) . $_ . substr($code, $at + $n)] for @to;
			}
		}
	}
	return @found;
}

# An even draw without repetition, the same for the same seed everywhere: a shuffle with its own generator.
sub drawn {
	my ($all, $count, $seed) = @_;
	my @deck = @$all;
	my $state = $seed;
	for my $i (reverse 1 .. $#deck) {
		$state = ($state * 1103515245 + 12345) % 2147483648;
		my $k = int($state / 2147483648 * ($i + 1));
		@deck[$i, $k] = @deck[$k, $i];
	}
	return @deck[0 .. min($count, scalar @deck) - 1];
}

# The commands that are run, the quickest to find anything first.
sub tests {
	my ($in) = @_;
	my @unit = map { [$_] } sort glob "$in/tests/unit/test_*";
	@unit = grep { $_->[0] !~ /\.[a-z]+$/ } @unit;
	my @slow = qw(tests/export.t tests/replace.t tests/shards.t tests/ranking.t tests/fault.t);
	# the sanitizers leave little of the sandbox
	push @slow, 'tests/sandbox.t' if $in eq $builds[0]{dir};
	return ((map { ['perl', 'tests/cases.t', $_] } map { basename($_) } grep { -d } sort glob 'tests/cases/ng*'),
		@unit, ['perl', 'tests/reports.t'], map { [ -x $_ ? "./$_" : ('perl', $_)] } grep { -e } @slow);
}

# In one of the builds: 0 killed, 1 survived, 2 the same code, 3 not compiled
sub judge {
	my ($mutant, $dir, $in) = @_;
	my ($file, $line, $was, $is) = @$mutant;
	my $name = basename($file, '.c');
	make_path($dir, "$dir/lib");
	open my $source, '<', $file or die "$file: $!\n";
	open my $out, '>', "$dir/lib/$name.c" or die "$dir: $!\n";
	while (<$source>) { print $out $. == $line ? "$is\n" : $_ }
	close $out or die "$dir: $!\n";
	return 3 if quiet(@{ $in->{compile} }, '-Ilib', '-w', '-c', '-o', "$dir/$name.o", "$dir/lib/$name.c") != 0;
	return 2 if code("$dir/$name.o") eq code("$in->{dir}/lib/$name.o");
	my @objects = map { basename($_, '.o') eq $name ? "$dir/$name.o" : $_ } sort glob "$in->{dir}/lib/*.o";
	return 3 if quiet(@{ $in->{link} }, '-shared', '-Wl,-soname,libng.so', '-o', "$dir/libng.so", @objects) != 0;
	@ENV{qw(LD_LIBRARY_PATH NG_BUILD)} = ($dir, $in->{dir});
	for my $test (order($name, $in)) {
		if (fails(@$test)) { remove_tree($dir); return 0 }
	}
	remove_tree($dir);
	return 1;
}

# The tests of a build for a file, those that are about it first.
sub order {
	my ($name, $in) = @_;
	my @tools = nearest($name);
	my @order = sort { first($b, $name, @tools) <=> first($a, $name, @tools) } @{ $in->{tests} };
	@order = grep { first($_, $name, @tools) > 0 || $_->[-1] =~ m{/test_} } @order if $opt{o};
	return @order;
}

# The tests, or tools whose cases, are most about a file.
sub nearest {
	my ($name) = @_;
	for (['^(?:check|near)', 'ng-check'], ['^(?:log|region|wording)', 'ng-log'], ['^sandbox', 'tests/sandbox.t'],
		['^(?:match|rank|index|evidence|query|path|synonyms|stem|words)', 'ng-match'], ['^replace', 'ng-report', 'tests/replace.t'],
		['^(?:network|standing|layers|identity|reference)', 'ng-match', 'ng-report'],
		['^(?:export|calendar|json|uid)', 'ng-export'],
		['^(?:import|sheet|vcard|foreign|rows|contentline|charset|card|name$)', 'ng-import'],
		['^(?:report|diagram|html|markdown|terminal|plain|star)', 'ng-report', 'tests/reports.t']) {
		my ($files, @tests) = @$_;
		return @tests if $name =~ $files;
	}
	return 'ng-parse';
}

sub first {
	my ($test, $name, @tools) = @_;
	my $last = $test->[-1] =~ s{^\./}{}r;
	return 2 if $last =~ m{/test_\Q$name\E$};
	return 1 if grep { $_ eq $last } @tools;
	return 0;
}

sub quiet {
	my @command = @_;
	my $pid = fork // die "fork: $!\n";
	if ($pid == 0) {
		open STDOUT, '>', '/dev/null';
		open STDERR, '>', '/dev/null';
		exec @command or POSIX::_exit(127);
	}
	waitpid $pid, 0;
	return $?;
}

# The machine code and data of an object, without what names the source.
sub code {
	my ($object) = @_;
	open my $dump, '-|', 'objdump', '-s', '-r', $object or die "objdump: $!\n";
	local $/;
	my $text = <$dump>;
	close $dump;
	return $text =~ s/^.*file format.*$//mr;
}

# Whether a test fails, dies or takes ten times as long as it should; what it prints is read as TAP, and it is ended at the first `not ok`.
sub fails {
	my @command = @_;
	my $sanitized = $ENV{NG_BUILD} eq $builds[1]{dir};
	my $took = $builds[$sanitized ? 1 : 0]{took}{"@command"} // 600;
	# the sanitizers reserve more addresses than there are
	my $limits = $sanitized ? 'ulimit -t 180' : 'ulimit -v 8000000; ulimit -t 60';
	my $pid = open(my $tap, '-|') // die "fork: $!\n";
	if ($pid == 0) {
		setsid();
		open STDERR, '>', '/dev/null';
		exec 'sh', '-c', "$limits; exec \"\$@\"", 'sh', @command or POSIX::_exit(127);
	}
	my $failed = 0;
	local $SIG{ALRM} = sub { $failed = 1; kill 'KILL', -$pid };
	# on a busy machine all takes longer
	alarm(max($opt{t}, 10 * $took));
	while (<$tap>) {
		next if !/^\s*(?:not ok(?! \d+ # TODO)|Bail out!)/;
		$failed = 1;
		kill 'KILL', -$pid;
		last;
	}
	close $tap;
	my $status = $?;
	alarm 0;
	return $failed || $status != 0;
}

# A mutant as it is printed.
sub shown {
	my ($mutant) = @_;
	my ($file, $line, $was, $is) = @$mutant;
	return "$file:$line\n-$was\n+$is\n";
}

# A mutant as tests/equivalent.tsv has it.
sub key {
	my ($file, undef, @code) = @{ $_[0] };
	return join "\t", $file, map { s/^\s+|\s+$//gr =~ s/\t/ /gr } @code;
}

# What is known to be no mutant: the keys. Each must be one of those that there are, and no more than one.
sub listed {
	my ($path, @mutants) = @_;
	my (%found, %count);
	my %in = map { $_->[0] => 1 } @mutants;
	$count{ key($_) }++ for @mutants;
	open my $in, '<', $path or die "$path: $!\n";
	while (<$in>) {
		chomp;
		next if /^#|^$/;
		my ($file, $code, $mutated, $reason, @more) = split /\t/;
		die "$path:$.: not file, code, mutant, reason\n" if @more || !defined $reason || $reason eq '';
		my $key = "$file\t$code\t$mutated";
		my $n = $count{$key} // 0;
		die "$path:$.: $n such mutants, not one\n" if $in{$file} && $n != 1;
		$found{$key} = 1;
	}
	return %found;
}

# The mutants in what a run printed.
sub left {
	my ($run) = @_;
	open my $in, '<', $run or die "$run: $!\n";
	local $/;
	return { map { $_ => 1 } <$in> =~ /^\S+:\d+\n-.*\n\+.*\n/mg };
}
