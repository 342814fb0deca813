#!/usr/bin/perl
# hardening.t: the tools hold the protections that the Makefile asks for, as checksec and binutils find them in the files.
#
# A protection that this build's flags turn off, or its compiler doesn't know, is left out; with NG_NO_SKIP=1 none is.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = $ENV{NG_BUILD} // 'build';
my $flags = slurp("$build/.flags");
my $x86   = `uname -m` =~ /^x86_64/;
my @tools = grep { -x && !-d } map { $build . '/' . basename($_, '.c') } glob 'cmd/ng-*.c';
my @parts = (glob("$build/lib/*.o"), glob("$build/cmd/*.o"));
ok(@tools >= 7, 'all tools are built') or diag "@tools";

for my $tool (@tools) {
	my $name = basename($tool);
	my %is   = checksec($tool);
	ok_if('-z,relro.*-z,now', $is{relro} eq 'full', "$name: what the linker fills in is read-only when it runs");
	ok_if('-fstack-protector-strong', $is{canary} eq 'yes', "$name: stacks have canaries");
	ok_if('-z,noexecstack', $is{nx} eq 'yes', "$name: stacks aren't executable");
	ok_if('-pie', $is{pie} eq 'yes', "$name: it is loaded at random addresses");
	ok_if('-D_FORTIFY_SOURCE=3.* -O[1-3s]', $is{fortify} eq 'yes', "$name: the C library checks the sizes of buffers");
	is("$is{rpath} $is{runpath}", 'no no', "$name: libraries come from the system alone");
}
for my $part (@parts) {
	my $name = $part =~ s{^\Q$build\E/}{}r;
	last if !$x86;
	ok_if('-fcf-protection=full', `readelf -nW $part` =~ /x86 feature: IBT, SHSTK/, "$name: jumps and returns may be checked");
}
if ($x86) {
	# one that puts 16 KiB on the stack: each page of it is touched
	my $code = `objdump -d --no-show-raw-insn $build/lib/replace.o`;
	ok_if('-fstack-clash-protection', $code =~ /(?:orq?|movq?) +\$0x0,(?:0x[0-9a-f]+)?\(%rsp\)/, 'a stack meets its guard page');
}
done_testing;

sub ok_if {
	my ($asked, $there, $name) = @_;
	return ok($there, $name) if $ENV{NG_NO_SKIP} || $flags =~ /$asked/;
	SKIP: { skip "this build has no $asked", 1 }
}

# What checksec says, or readelf where it isn't installed.
sub checksec {
	my ($tool) = @_;
	my $json = `checksec --file=$tool --format=json 2>/dev/null`;
	if ($json =~ /"relro"/) {
		my %is = $json =~ /"([\w-]+)":"([^"]*)"/g;
		return (%is, fortify => $is{fortify_source});
	}
	fail('checksec is installed') if $ENV{NG_NO_SKIP};
	my $elf = `readelf -hldW --dyn-syms $tool`;
	return (
		relro   => $elf =~ /GNU_RELRO/ && $elf =~ /BIND_NOW|Flags:.*NOW/ ? 'full' : 'no',
		canary  => $elf =~ /__stack_chk_fail/ ? 'yes' : 'no',
		nx      => $elf =~ /GNU_STACK.* RW +0x/ ? 'yes' : 'no',
		pie     => $elf =~ /Type: +DYN/ && $elf =~ /FLAGS_1.*PIE/ ? 'yes' : 'no',
		fortify => $elf =~ /\w_chk\b/ ? 'yes' : 'no',
		rpath   => $elf =~ /\(RPATH\)/ ? 'yes' : 'no',
		runpath => $elf =~ /\(RUNPATH\)/ ? 'yes' : 'no');
}

sub slurp {
	my ($file) = @_;
	open my $in, '<', $file or die "$0: $file: $!\n";
	local $/;
	return readline($in) // '';
}
