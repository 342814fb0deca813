#!/usr/bin/perl
# progress.t: the line that ng-parse shows on a terminal while it works.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
my $dir = tempdir('ng-progress-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";

if (system('script -qec true /dev/null >/dev/null 2>&1 </dev/null') != 0) {
	plan skip_all => 'no terminal can be made here' if !$ENV{NG_NO_SKIP};
}
for my $name ('a', 'c') {
	open my $out, '>', "$name.md" or die "$0: $!\n";
	print $out "- \@ines said so\n";
}
system('mkfifo', 'b.md') == 0 or die "$0: mkfifo: $?\n";

# The FIFO keeps the work going for longer than a second.
my $slow = '(sleep 1.3; echo "- @radu" >b.md) & ';
my $line = qr/\r\e\[K2 files, 0\.0 MB, 0\.0 MB\/s/;

like(terminal($slow . 'ng-parse a.md b.md c.md >records'), qr/\A$line.*\r\e\[K\z/s, 'after a second the line is shown, then erased');
is(terminal('ng-parse a.md c.md >records'), '', 'what takes less shows nothing');
is(terminal($slow . 'ng-parse a.md b.md c.md 2>log >records; cat log'), '', 'nor does what is no terminal');
unlike(terminal($slow . 'ng-parse a.md b.md c.md'), qr/\e/, 'nor where the records go to the terminal themselves');
like(terminal($slow . 'ng-parse a.md b.md missing.md >records'), qr/$line\r\e\[Kng-parse: missing\.md: [^\r\n]*\n\z/,
	'a diagnostic stands alone');
like(terminal("mkfifo d.md; $slow timeout -s INT 2 ng-parse a.md b.md d.md >records; echo status \$?; ls *.md | cat"),
	qr/$line\r\e\[Kstatus 124\na\.md\nb\.md\nc\.md\nd\.md\n\z/, 'an interrupt ends it at once, and leaves nothing behind');
done_testing();

sub terminal {
	my ($command) = @_;
	local $ENV{NG_COMMAND} = $command;
	return `script -qec "\$NG_COMMAND" /dev/null </dev/null` =~ s/\r\n/\n/gr;
}
