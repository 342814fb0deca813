#!/bin/sh
# cmark.sh DIR: makes DIR/libcmark.a of Debian's source package with $CC and $FLAGS, so that it is instrumented as ng is.
#
# The source comes from where the system's own packages come from, into DIR; the system's settings stay as they are.
# Without one (no network, no apt) it says so and makes nothing: then the system's library serves.
set -eu

dir=$1
[ ! -e "$dir/libcmark.a" ] || exit 0
mkdir -p "$dir/sources" "$dir/lists/partial"
cd "$dir"

# The system's sources of packages, as sources of sources.
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
	[ ! -f "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >"sources/$(basename "$file")"
done
for file in /etc/apt/sources.list.d/*.sources; do
	[ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"sources/$(basename "$file")"
done

apt() {
	apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/sources" \
		-o Dir::State::Lists="$PWD/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
		-o APT::Sandbox::User= "$@"
}

if ! { command -v apt-get && command -v dpkg-source && apt update && apt source cmark; } >log 2>&1; then
	echo "cmark.sh: no source of cmark (see $dir/log): the system's library is used, without instrumentation" >&2
	exit 0
fi

set -- cmark-*/src
src=$1
version=$(basename "${src%/src}")
version=${version#cmark-}
# what CMake would make of config.h.in and cmark_version.h.in
printf '#define HAVE_STDBOOL_H\n#define HAVE___BUILTIN_EXPECT\n#define HAVE___ATTRIBUTE__\n#define CMARK_ATTRIBUTE(list) __attribute__ (list)\n#define CMARK_INLINE inline\n#include <stdbool.h>\n' >"$src/config.h"
printf '#define CMARK_EXPORT\n#define CMARK_NO_EXPORT\n' >"$src/cmark_export.h"
printf '#define CMARK_VERSION 0\n#define CMARK_VERSION_STRING "%s"\n' "$version" >"$src/cmark_version.h"
for file in "$src"/*.c; do
	[ "$(basename "$file")" = main.c ] && continue
	# shellcheck disable=SC2086
	${CC:-cc} -std=gnu99 $FLAGS -I"$src" -c -o "${file%.c}.o" "$file"
done
ar rcs libcmark.a "$src"/*.o
rm -rf lists
