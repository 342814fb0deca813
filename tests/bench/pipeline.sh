#!/bin/sh
# pipeline.sh: what ng-match and ng-report cost beside the reading of the records, and how the pipeline grows.
#
# Prints lines NAME, VALUE and NOTE, separated by TAB.
#
# First, on the records of 10,000 people (200,000 statements; 300 needs of mine, and a need of each fifth of them), in
# turn $ROUNDS times (7) after one that isn't counted: ng-parse, which makes them, reading (which decodes and encodes
# them), ng-match for all needs and for one question, and ng-report. Ratios are the medians of each round's.
#
# Then, on vaults of $NOTES notes (1000 10000 100000), each tool alone, the median of three; the exponent that fits
# its CPU best to a power of the number of notes (1: linear); and when the first record leaves ng-parse | ng-match.
set -eu
cd "$(dirname "$0")/../.."

build=${NG_BUILD:-build}
rounds=${ROUNDS:-7}
bench=$build/tests/bench
dir=$build/bench
day=2026-11-23
question='who has offered money for a small machine?'
reports='goals agenda who brief event board ledger network review'
mkdir -p "$dir"
. tests/bench/vault.sh

say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }

# A vault and its records, without matches and with them.
records() {
	vault "$dir" "$1" "$2"
	"$build/ng-parse" "$vault" >"$vault.tsv"
	"$build/ng-match" -d $day <"$vault.tsv" >"$vault.matched.tsv" 2>/dev/null
}

# Runs one of them on a vault: seconds of CPU, seconds that went by, megabytes.
run() {
	case $1 in
	ng-parse) "$bench/cost" "$dir/out" "$build/ng-parse" "$2" ;;
	reading) "$bench/cost" "$dir/out" "$bench/reading" <"$2.tsv" ;;
	reading+) "$bench/cost" "$dir/out" "$bench/reading" <"$2.matched.tsv" ;;
	ng-match) "$bench/cost" "$dir/out" "$build/ng-match" -d $day <"$2.tsv" 2>/dev/null ;;
	question) "$bench/cost" "$dir/out" "$build/ng-match" -n -d $day "$question" <"$2.tsv" 2>/dev/null || : ;;
	*) "$bench/cost" "$dir/out" "$build/ng-report" -d $day "$1" <"$2.matched.tsv" ;;
	esac
}

# Lines `round who cpu wall megabytes`; the median of a column, or of a round's ratio (or difference) to another's.
median() {
	awk -v who="$1" -v column="$2" -v beside="${3-}" -v how="${4-ratio}" '
	{ v[$2, $1] = $column; if ($1 > rounds) rounds = $1 }
	END {
		for (i = 1; i <= rounds; i++) {
			x = v[who, i]
			if (beside != "")
				x = how == "ratio" ? (v[beside, i] > 0 ? x / v[beside, i] : 0) : x - v[beside, i]
			for (k = ++n; k > 1 && list[k - 1] > x; k--)
				list[k] = list[k - 1]
			list[k] = x
		}
		printf "%.3f", n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
	}' "$dir/rounds"
}

# All of them on the vault, in turn, so many times; the first round isn't counted.
measure() {
	times=$1
	shift
	: >"$dir/rounds"
	round=0
	while [ $round -le "$times" ]; do
		for name in "$@"; do
			cost=$(run "$name" "$vault")
			[ $round -eq 0 ] || echo "$round $name $cost" >>"$dir/rounds"
		done
		round=$((round + 1))
	done
}

records network 10000
# shellcheck disable=SC2086 # the reports are words
measure "$rounds" ng-parse reading ng-match question reading+ $reports
bytes=$(wc -c <"$vault.tsv")
say 'records' "$(wc -l <"$vault.tsv")" "of 10,000 people, $bytes bytes"
for name in ng-parse reading ng-match question; do
	say "$name" "$(median $name 3)" 's of CPU'
done
say 'ng-match / ng-parse' "$(median ng-match 3 ng-parse)" 'CPU'
say 'question - reading' "$(median question 3 reading difference)" 's of CPU'
say 'ng-match, memory' "$(median ng-match 5)" "MB, peak; $(median ng-match 5 | awk -v n="$bytes" '{ printf "%.2f", $1 * 1048576 / n }') times its input"
say 'reading, with matches' "$(median reading+ 3)" 's of CPU'
for name in $reports; do
	say "ng-report $name / reading" "$(median "$name" 3 reading+)" "CPU; $(median "$name" 3) s"
done

: >"$dir/growth"
for notes in ${NOTES:-1000 10000 100000}; do
	records gen "$notes"
	measure 3 ng-parse ng-match goals
	for name in ng-parse ng-match goals; do
		say "$name, $notes notes" "$(median $name 3)" "s of CPU; $(median $name 5) MB, peak"
		echo "$name $notes $(median $name 3)" >>"$dir/growth"
	done
	perl -MTime::HiRes=time -e '
		my $start = time;
		open my $in, "-|", @ARGV or die "pipeline.sh: $!\n";
		sysread $in, my $record, 1;
		my $first = time - $start;
		1 while sysread $in, $record, 65536;
		printf "first record, %s notes\t%.3f\ts; the last after %.3f\n", '"$notes"', $first, time - $start;
	' sh -c '"$0" "$1" | "$2" -d "$3" 2>/dev/null' "$build/ng-parse" "$vault" "$build/ng-match" $day
done
# the slope of the line through the logarithms, by least squares
awk '{
	x = log($2); y = log($3 > 0 ? $3 : .001)
	n[$1]++; sx[$1] += x; sy[$1] += y; sxx[$1] += x * x; sxy[$1] += x * y
}
END {
	for (name in n)
		if (n[name] > 1)
			printf "%s, exponent\t%.2f\tCPU to the number of notes\n", name,
				(n[name] * sxy[name] - sx[name] * sy[name]) / (n[name] * sxx[name] - sx[name] ^ 2)
}' "$dir/growth" | sort
rm -f "$dir/out" "$dir/rounds" "$dir/growth"
