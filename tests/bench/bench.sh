#!/bin/sh
# bench.sh: what ng-parse costs, beside others that do a part of its work, on generated vaults.
#
# On 2,000 and 20,000 notes, beside
#
#	bare    libcmark parsing the same files with its own allocator, and nothing else
#	cat     the bytes copied once
#	grep    grep -rP for the tags alone
#
# All of them run in turn, $ROUNDS times (7) after one that isn't counted; medians are printed, and of
# each round's ratio the median. CPU is user and system time. `make bench` builds what this needs.
set -eu
cd "$(dirname "$0")/../.."

build=${NG_BUILD:-build}
rounds=${ROUNDS:-7}
bench=$build/tests/bench
dir=$build/bench
mkdir -p "$dir"

tags='(?<![^\s(\[{"])(?:[@#][\pL\pN_][\pL\pN_.\/-]*|\[\[[^\]]+\]\])|^\s*[-*+] \[[ xX\/-]\] '

# Whoever is to be measured, and what it runs on a vault; all print into a file.
run() {
	case $1 in
	ng-parse) set -- "$build/ng-parse" "$2" ;;
	bare) set -- "$bench/bare" "$2" ;;
	cat) set -- find "$2" -name '*.md' -exec cat '{}' + ;;
	grep) set -- env LC_ALL=C.UTF-8 grep -rP "$tags" "$2" ;;
	esac
	"$bench/cost" "$dir/out" "$@"
}

who='ng-parse bare cat'
if echo '@a' | LC_ALL=C.UTF-8 grep -qP "$tags"; then
	who="$who grep"
else
	echo 'bench: this grep knows no -P: left out' >&2
fi

# Makes a vault of so many notes, unless it is there.
vault() {
	name=$dir/$1-$2
	if [ -z "$(find "$name.done" -newer "tests/bench/$1.pl" 2>/dev/null)" ]; then
		rm -rf "$name" "$name.done"
		perl "tests/bench/$1.pl" "$2" "$name"
		touch "$name.done"
	fi
}

# Lines `who cpu wall megabytes`, one round after the other, to the table; the first is compared with the others.
summary() {
	awk -v first="$1" '
	function median(list, n, i, j, swap) {
		for (i = 2; i <= n; i++)
			for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
				swap = list[j]; list[j] = list[j - 1]; list[j - 1] = swap
			}
		return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
	}
	function column(values, name, i) {
		for (i = 1; i <= rounds; i++)
			picked[i] = values[name, i]
		return median(picked, rounds)
	}
	!($1 in seen) { seen[$1] = 0; order[++names] = $1 }
	{
		rounds = ++seen[$1]
		cpu[$1, rounds] = $2; wall[$1, rounds] = $3; memory[$1, rounds] = $4
		ratio[$1, rounds] = $2 > 0 ? cpu[first, rounds] / $2 : 0
	}
	END {
		printf "%-10s %9s %9s %9s   %s\n", "", "CPU s", "wall s", "peak MB", "CPU of " first " / its CPU"
		for (n = 1; n <= names; n++) {
			name = order[n]
			printf "%-10s %9.3f %9.3f %9.1f", name, column(cpu, name), column(wall, name), column(memory, name)
			if (name != first)
				printf "   %.2f", column(ratio, name)
			print ""
		}
	}'
}

# One after the other on a vault, and the table of what they took.
compare() {
	vault=$1
	shift
	: >"$dir/rounds"
	round=0
	while [ $round -le "$rounds" ]; do
		for name in "$@"; do
			cost=$(run "$name" "$vault")
			[ $round -eq 0 ] || echo "$name $cost" >>"$dir/rounds"
		done
		round=$((round + 1))
	done
	summary "$1" <"$dir/rounds"
}

megabytes() { awk -v n="$(wc -c)" 'BEGIN { printf "%.1f", n / 1e6 }'; }

for notes in 2000 20000; do
	vault gen $notes
	printf '\n%s notes, %s MB, median of %s rounds\n' $notes \
		"$(find "$dir/gen-$notes" -name '*.md' -exec cat '{}' + | megabytes)" "$rounds"
	compare "$dir/gen-$notes" $who
done
rm -f "$dir/out" "$dir/rounds"
