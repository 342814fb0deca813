#!/bin/sh
# readme.sh NAME FILE: puts FILE, what a benchmark printed, into README.md between its marks,
# `<!-- bench: NAME -->` and `<!-- /bench -->`.
set -eu
name=$1 file=$2
cd "$(dirname "$0")/../.."
grep -q "^<!-- bench: $name -->\$" README.md || { echo "readme.sh: README.md has no mark for $name" >&2; exit 1; }
awk -v mark="<!-- bench: $name -->" -v file="$file" '
	$0 == mark { print; print ""; while ((getline line <file) > 0) print line; print ""; skip = 1; next }
	$0 == "<!-- /bench -->" { skip = 0 }
	!skip' README.md >README.md.new
mv README.md.new README.md
