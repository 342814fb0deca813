#!/bin/sh
# parse.sh: how fast ng-parse is beside others, as a Markdown table; also in build/bench/parse.md.
#
# A row for each folder OWNER/NAME in $NG_VAULTS (collections of notes), and one for a generated vault of 2,000 notes. The
# files are copied into memory (/dev/shm) first. In turn, $ROUNDS times (7) after one that isn't counted, run
#
#	libcmark  parses the same files with its own allocator, and frees the tree
#	-j 1, -j 2  ng-parse, whole, on one thread and on two
#	md4c      parses them, without a tree
#	cat       copies the bytes once
#	grep      grep -rP for the tags alone
#
# all into a file in memory. A figure says how many times as fast as libcmark something is: the median, over the rounds,
# of libcmark's time by its time; CPU time (user and system), but for -j 2: the time that went by, of both. That says
# something on an idle machine alone: where more wants to run than there are processors, -j 2 is left out.
set -eu
cd "$(dirname "$0")/../.."

build=${NG_BUILD:-build}
rounds=${ROUNDS:-7}
bench=$build/tests/bench
dir=$build/bench
mkdir -p "$dir"
. tests/bench/vault.sh

memory=$(mktemp -d /dev/shm/ng-bench.XXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$memory"' EXIT
trap 'exit 1' HUP INT TERM

tags='(?<![^\s(\[{"])(?:[@#][\pL\pN_][\pL\pN_.\/-]*|\[\[[^\]]+\]\])|^\s*[-*+] \[[ xX\/-]\] '

who='libcmark -j1'
load=$(uptime | sed 's/.*load averages*: *\([0-9]*\).*/\1/')
if [ "$load" -lt "$(getconf _NPROCESSORS_ONLN)" ]; then
	who="$who -j2"
else
	echo 'parse.sh: the machine is busy: -j 2 is not measured' >&2
fi
if [ -x "$bench/md4c" ]; then who="$who md4c"; fi
who="$who cat"
if echo '@a' | LC_ALL=C.UTF-8 grep -qP "$tags" 2>/dev/null; then who="$who grep"; fi

run() {
	case $1 in
	libcmark) set -- "$bench/bare" "$2" ;;
	-j1) set -- "$build/ng-parse" -j 1 "$2" ;;
	-j2) set -- "$build/ng-parse" -j 2 "$2" ;;
	md4c) set -- "$bench/md4c" "$2" ;;
	cat) set -- find "$2" -name '*.md' -exec cat '{}' + ;;
	grep) set -- env LC_ALL=C.UTF-8 grep -rP --include='*.md' "$tags" "$2" ;;
	esac
	"$bench/cost" "$memory/out" "$@"
}

# A row, from lines "round name cpu wall megabytes".
row() {
	awk -v who="$who" -v row="$1" '
	function median(v, n, i, j, swap) {
		for (i = 2; i <= n; i++)
			for (j = i; j > 1 && v[j] < v[j - 1]; j--) {
				swap = v[j]; v[j] = v[j - 1]; v[j - 1] = swap
			}
		return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
	}
	{ cpu[$1, $2] = $3; wall[$1, $2] = $4; if ($1 > rounds) rounds = $1 }
	END {
		names = split(who, name)
		for (i = 1; i <= rounds; i++)
			v[i] = cpu[i, "libcmark"]
		row = row sprintf(" %.0f |", 1000 * median(v, rounds))
		for (k = 2; k <= names; k++) {
			for (i = 1; i <= rounds; i++) {
				mine = name[k] == "-j2" ? wall[i, name[k]] : cpu[i, name[k]]
				v[i] = (name[k] == "-j2" ? wall[i, "libcmark"] : cpu[i, "libcmark"]) / (mine > 0 ? mine : 1e-6)
			}
			row = row sprintf(" %.2f |", median(v, rounds))
		}
		print row
	}'
}

# A collection's row.
measure() {
	rm -rf "$memory/notes"
	mkdir "$memory/notes"
	(cd "$1" && find . -type d -name '.?*' -prune -o -type f -name '*.md' -print0 | tar -cf - --null -T -) | tar -xf - -C "$memory/notes"
	count=$(find "$memory/notes" -name '*.md' | wc -l)
	bytes=$(find "$memory/notes" -name '*.md' -exec cat '{}' + | wc -c)
	round=0
	: >"$memory/rounds"
	while [ $round -le "$rounds" ]; do
		for name in $who; do
			cost=$(run "$name" "$memory/notes")
			[ $round -eq 0 ] || echo "$round $name $cost" >>"$memory/rounds"
		done
		round=$((round + 1))
	done
	records=$("$build/ng-parse" "$memory/notes" | wc -l)
	row "| $2 | $((count)) | $(awk -v n="$bytes" 'BEGIN { printf "%.1f", n / 1e6 }') | $((records)) |" <"$memory/rounds"
}

table() {
	printf '| notes | files | MB | records | libcmark, ms |'
	for name in $who; do
		case $name in
		libcmark) ;;
		-j?) printf ' `ng-parse -j %s` |' "${name#-j}" ;;
		*) printf ' %s |' "$name" ;;
		esac
	done
	printf '\n| --- | ---: | ---: | ---: |'
	for name in $who; do printf ' ---: |'; done
	echo
	if [ -n "${NG_VAULTS-}" ]; then
		for folder in "$NG_VAULTS"/*/*/; do
			measure "$folder" "$(basename "$(dirname "$folder")")/$(basename "$folder")"
		done
	fi
	vault "$dir" gen 2000
	measure "$vault" 'generated (`tests/bench/gen.pl 2000`)'
	model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
	printf '\nHow many times as fast as libcmark alone; median of %s rounds, files in memory; CPU time, but with `-j 2` the time that goes by. %s, %s processors, %s %s; %s\n' \
		"$rounds" "${model:-$(uname -m)}" "$(getconf _NPROCESSORS_ONLN)" "$(uname -s)" "$(uname -r | cut -d. -f1,2)" \
		"$(date -u +%Y-%m-%d)."
}

table | tee "$dir/parse.md"
