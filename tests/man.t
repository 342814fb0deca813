#!/usr/bin/perl
# man.t: each manual page is clean to mandoc, and what its EXAMPLES (and README.md) show is true.
#
# The lines that begin with `$ ` in a literal block of EXAMPLES (in README.md: in a ```console block)
# are run by sh, those of one page one after the other in one fresh folder, in which `notes` is a copy
# of the example vault (in README.md: `tests/notes`), on the vault's day. A command goes on in the next
# line, after `> `, as it does in a shell. Each must exit 0. Lines shown below it must be what it
# prints, and a line `...` stands for any lines; where none are shown, nothing may come on standard
# error.
#
# An example of a program that isn't installed is skipped; with NG_NO_SKIP=1 it fails.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

my $DAY = 1795392000;    # 2026-11-23

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $root = abs_path('.');
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL SOURCE_DATE_EPOCH)} = ('UTC', 'C', $DAY);
delete @ENV{qw(MAKEFLAGS MAKELEVEL MANPATH)};

my @pages = sort glob 'man/*.[157]';
ok(@pages > 0, 'there are manual pages');
for my $page (@pages) {
	my $faults = `mandoc -T lint -W warning $page 2>&1`;
	ok($? == 0 && $faults eq '', "$page is clean to mandoc") or diag $faults;
	run_examples($page, 'notes', page_examples($page));
}
run_examples('README.md', 'tests/notes', readme_examples('README.md'));
done_testing;

# Each example is { line, command, shown }; shown is undef where nothing is.

sub page_examples {
	my ($page) = @_;
	my ($section, $literal, @examples) = ('', 0);
	open my $in, '<', $page or die "$page: $!\n";
	while (my $line = <$in>) {
		chomp $line;
		if ($line =~ /^\.\s*Sh\s+(.*)/) {
			($section, $literal) = ($1, 0);
		} elsif ($section ne 'EXAMPLES') {
			next;
		} elsif ($line =~ /^\.\s*Bd\b/) {
			$literal = $line =~ /-literal/;
			push @examples, [];
		} elsif ($line =~ /^\.\s*Ed\b/) {
			$literal = 0;
		} elsif ($literal && $line !~ /^[.']\\"/) {
			push @{$examples[-1]}, [$., typed($line, "$page:$.")];
		}
	}
	return map { commands(@$_) } @examples;
}

sub readme_examples {
	my ($file) = @_;
	my ($literal, @examples) = (0);
	open my $in, '<', $file or return;
	while (my $line = <$in>) {
		chomp $line;
		if ($line =~ /^```/) {
			$literal = $line eq '```console';
			push @examples, [];
		} elsif ($literal) {
			push @{$examples[-1]}, [$., $line];
		}
	}
	return map { commands(@$_) } @examples;
}

# The commands among the lines of a block, with what is shown below each.
sub commands {
	my @examples;
	for (@_) {
		my ($number, $line) = @$_;
		my $last = $examples[-1];
		if ($last && !defined $last->{shown} && goes_on($last->{command})) {
			$last->{command} .= "\n" . $line =~ s/^> //r;
		} elsif ($line =~ /^\$ (.*)/) {
			push @examples, { line => $number, command => $1 };
		} elsif ($last) {
			$last->{shown} = ($last->{shown} // '') . "$line\n";
		}
	}
	for (@examples) {
		$_->{shown} =~ s/\n+\z/\n/ if defined $_->{shown};
		$_->{shown} = undef if ($_->{shown} // '') eq "\n";
	}
	return @examples;
}

# Whether the shell would ask for another line: the command ends in `\`, `|`, `&&`, or in open quotes.
sub goes_on {
	my ($command) = @_;
	return 1 if $command =~ /(?:\\|\||&&)\s*$/;
	local $ENV{NG_EXAMPLE} = $command;
	return system(q(sh -nc "$NG_EXAMPLE" 2>/dev/null)) != 0;
}

# A line as the reader of the page sees it and types it.
sub typed {
	my ($line, $where) = @_;
	my %char = (
		'e' => '\\', '\\' => '\\', '-' => '-', '&' => '', ' ' => ' ', 'rs' => '\\', 'aq' => "'",
		'dq' => '"', 'ga' => '`', 'ha' => '^', 'ti' => '~', 'en' => "\xe2\x80\x93",
		'em' => "\xe2\x80\x94", 'bu' => "\xe2\x80\xa2");
	die "$where: a macro in a literal block: $line\n" if $line =~ /^\./;
	$line =~ s{\\(?:\[u([0-9A-F]{4,6})\]|\[(\w+)\]|\((..)|(.))}{
		my $name = $2 // $3 // $4;
		my $char = defined $1 ? chr hex $1 : $char{$name} // die "$where: what is \\$name?\n";
		utf8::encode($char) if defined $1;
		$char;
	}gex;
	return $line;
}

sub run_examples {
	my ($file, $vault, @examples) = @_;
	return if !@examples;
	my $dir = tempdir('ng-man-XXXXXX', TMPDIR => 1, CLEANUP => 1);
	my $parent = dirname("$dir/$vault");
	system('mkdir', '-p', $parent) == 0 && system('cp', '-R', 'tests/notes', "$dir/$vault") == 0
		or die "$0: the example vault could not be copied\n";
	chdir $dir or die "$0: $dir: $!\n";
	for (@examples) {
		my ($line, $command, $shown) = @$_{qw(line command shown)};
		run_example("$file:$line: " . $command =~ s/\n/ /gr, $command, $shown);
	}
	chdir $root or die "$0: $root: $!\n";
}

sub run_example {
	my ($name, $command, $shown) = @_;
	local $ENV{HOME} = abs_path('.');
	local $ENV{NG_EXAMPLE} = $command;
	my $out = `sh -c 'exec 2>"\$HOME/.stderr"; eval "\$NG_EXAMPLE"' </dev/null`;
	my $status = $?;
	my $err = slurp('.stderr');
	if ($err =~ /(?:^|[\s:])(\S+): (?:command )?not found/m && $1 !~ /^ng/ && !$ENV{NG_NO_SKIP}) {
		my $absent = $1;
		SKIP: { skip "$absent is not installed", 1 }
		return;
	}
	my $right = $status == 0 && (defined $shown ? fits($out . $err, $shown) : $err eq '');
	ok($right, $name) or diag(
		$status ? "exit status " . ($status >> 8) . "\n" : '', $err,
		defined $shown ? "--- shown\n$shown--- printed\n$out" : '');
}

# Whether the text is the one shown, where a line `...` stands for any lines.
sub fits {
	my ($text, $shown) = @_;
	my $regex = quotemeta($shown) =~ s/^\\\.\\\.\\\.\\\n/(?:.*\\n)*?/gmr;
	return $text =~ s/\n+\z/\n/r =~ /\A$regex\z/;
}

sub slurp {
	my ($file) = @_;
	open my $in, '<', $file or return '';
	local $/;
	return readline($in) // '';
}
