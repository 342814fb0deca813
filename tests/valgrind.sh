#!/bin/sh
# valgrind.sh: cases.t with each tool under valgrind, or the cases of $NG_CASES alone. `make valgrind` runs it.
#
# Beside the tools of $NG_BUILD it puts a folder of scripts with their names. An error or a lost block gives status 99,
# with which the case fails; what valgrind says of it is shown at the end.
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${NG_BUILD-build}" && pwd)
dir=$build/valgrind
rm -rf "$dir"
mkdir -p "$dir/log"
# shellcheck disable=SC2046
${CC:-cc} $(pkg-config --cflags libpcre2-8) -shared -fPIC -o "$dir/nojit.so" tests/nojit.c
for tool in cmd/ng-*.c; do
	name=$(basename "$tool" .c)
	# the sandbox keeps valgrind from what it does for debuggers, and from nothing else
	cat >"$dir/$name" <<-EOF
		#!/bin/sh
		LD_PRELOAD='$dir/nojit.so' exec valgrind -q --vgdb=no --error-exitcode=99 --log-file='$dir/log/$name.%p' \\
			--leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite '$build/$name' "\$@"
	EOF
	chmod 755 "$dir/$name"
done
cp cmd/ngo "$dir/ngo"
status=0
# the patterns are for cases.t, no files are meant
set -f
# shellcheck disable=SC2086
NG_BUILD=$dir prove tests/cases.t :: ${NG_CASES-} || status=1
set +f
# the kernel's calls that it doesn't know are no errors of ours
find "$dir/log" -type f -exec grep -l '^==' {} + >"$dir/faults" || :
if [ -s "$dir/faults" ]; then
	xargs cat <"$dir/faults"
	status=1
fi
echo "valgrind: $(find "$dir/log" -type f | wc -l) runs of tools, $(wc -l <"$dir/faults") with errors"
exit $status
