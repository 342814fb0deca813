#!/usr/bin/perl
# install.t: what `make install` puts there can be used, and `make uninstall` removes all of it.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname basename);
use File::Find qw(find);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = $ENV{NG_BUILD} // 'build';
my $make = $ENV{MAKE} || 'make';
my $cc = join ' ', $ENV{CC} || 'cc', $ENV{CFLAGS} // '';
my $dest = tempdir('ng-install-XXXXXX', TMPDIR => 1, CLEANUP => 1);
# What make was called with stays, its jobs are none of ours.
($ENV{MAKEFLAGS} // '') =~ /./ and $ENV{MAKEFLAGS} =~ s/(?:^| )(?:-j\d*|--jobserver\S*)//g;

sub files {
	my @files;
	find({ no_chdir => 1, wanted => sub { push @files, s/^\Q$dest\E//r if !-d } }, $dest);
	return sort @files;
}

sub runs {
	my ($name, @command) = @_;
	my $said = `@command 2>&1`;
	ok($? == 0, $name) or diag "@command\n$said";
	return $said;
}

my @where = ("BUILD=$build", "DESTDIR=$dest", 'PREFIX=/opt/ng');
runs('make install', $make, '-s', 'install', @where);
my @expected = (
	(map { '/opt/ng/bin/' . basename($_, '.c') } glob 'cmd/ng*.c'), '/opt/ng/bin/ngo',
	(map { '/opt/ng/share/ng/' . basename($_) } glob 'cmd/editor/ng.*'),
	(map { '/opt/ng/include/ng/' . basename($_) } glob 'lib/*.h'),
	(map { '/opt/ng/share/man/man' . substr($_, -1) . '/' . basename($_) } glob 'man/*.[157]'),
	'/opt/ng/lib/libng.a', '/opt/ng/lib/pkgconfig/ng.pc',
);
is_deeply([files()], [sort @expected], 'tools, headers, pages, the library and its .pc file are there, and no more');

$ENV{PKG_CONFIG_PATH} = "$dest/opt/ng/lib/pkgconfig";
my $flags = "-I$dest/opt/ng/include -L$dest/opt/ng/lib";
my ($defined) = `cat lib/ng.h` =~ /NG_VERSION "(.*)"/;
is(runs('pkg-config knows ng', 'pkg-config --modversion ng'), "$defined\n", 'its version is the one of ng.h');

my $program = "$dest/program.c";
for my $header (map { basename($_) } glob 'lib/*.h') {
	open my $out, '>', $program or die "$program: $!\n";
	print $out "#include <ng/$header>\n#include <ng/$header>\nint main(void) { return 0; }\n";
	close $out or die "$program: $!\n";
	runs("$header can be used alone", $cc, '-std=c17 -D_POSIX_C_SOURCE=200809L', $flags,
		$program, '-o', "$dest/program", '$(pkg-config --cflags --libs ng)');
}
unlink $program, "$dest/program";

for my $tool (glob "$dest/opt/ng/bin/*") {
	my $name = basename($tool);
	like(runs("$name -V", $tool, '-V'), qr/\b\Q$defined\E$/m, "$name -V says the version of ng.h");
	like(runs("$name -h", $tool, '-h'), qr/\b$name\b/, "$name -h says its usage");
}

runs('make uninstall', $make, '-s', 'uninstall', @where);
is_deeply([files()], [], 'nothing is left');
done_testing;
