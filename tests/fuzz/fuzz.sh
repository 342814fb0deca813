#!/bin/sh
# fuzz.sh DIR SECONDS [TARGET ...]: builds the fuzz targets into DIR with $CC (clang), libcmark instrumented with them
# where its source can be had, and runs each for so many seconds, two at a time.
#
# What a target finds is kept in DIR/found/TARGET. Fails where there is something.
# Seeds are the corpus and the files of tests/cases; what is new goes to DIR/corpus/TARGET.
#
# Each run draws other inputs, says with what SEED, and takes up what those before it made: so a campaign gets ever further.
# With $SEED it draws those of that number and takes up nothing, in DIR/again, and makes no more of them than a machine of
# two cores does in a minute: a gate must depend on the commit alone, not fail by chance and then no more.
#
# With $FAST the sanitizers see only the inputs that reach something new, when the time is over: for long campaigns, since
# without them a target is two to four times as fast.
set -eu

dir=$1
seconds=${2:-60}
shift 2
out=$dir again=
if [ -n "${SEED-}" ]; then
	out=$dir/again again=-again
	rm -rf "$out"
fi
SEED=${SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
CC=${CC:-clang}
export CC

# Builds all targets into a folder, with these sanitizers beside libFuzzer's own instrumentation.
build() {
	FLAGS="-O2 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link$2 -fno-sanitize-coverage=trace-cmp"
	export FLAGS
	sh tests/fuzz/cmark.sh "$1/cmark"
	make -s -j"$(getconf _NPROCESSORS_ONLN)" BUILD="$1" CC="$CC" FUZZER="$FLAGS" fuzzers
}

build "$dir" ',address,undefined -fno-sanitize-recover=all -fsanitize-address-use-after-return=never'
tried=$dir
if [ -n "${FAST-}" ]; then
	tried=$dir/fast
	build "$tried" ''
fi
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls ./*.c | sed -n 's,^./\(.*\)\.c$,\1,p' | grep -v '^main$')

# The files of the cases that are inputs of a target as they stand.
seeds() {
	case $1 in
	notes | front) find tests/cases tests/notes -type f -name '*.md' ;;
	records | report) find tests/cases/ng-parse -name out ;;
	vcard) find tests/cases/ng-import -name '*.vcf' ;;
	csv) find tests/cases/ng-import -name '*.csv' ;;
	region) grep -rl --include='*.md' '<!-- *ng:' tests/cases ;;
	esac
}

# Bytes of the longest input that is made: most defects need few, and short ones are tried many times as often.
longest() {
	case $1 in
	records | region) echo 512 ;;
	report) echo 160 ;; # of which it has 36
	*) echo 256 ;;
	esac
}

# How many inputs are made at most: with $SEED about those of a minute, else as many as come.
most() {
	case $1$again in
	csv-again | vcard-again) echo 30000 ;;
	report-again) echo 35000 ;;
	query-again) echo 70000 ;;
	region-again) echo 150000 ;;
	notes-again) echo 200000 ;;
	front-again) echo 250000 ;;
	records-again) echo 400000 ;;
	*) echo -1 ;;
	esac
}

# The inputs that a target starts from, apart by commas, in an order that no file system makes.
inputs() {
	{
		find "tests/fuzz/corpus/$1" -type f
		seeds "$1"
	} | LC_ALL=C sort | while read -r file; do
		[ "$(wc -c <"$file")" -gt 4096 ] || printf '%s\n' "$file"
	done | paste -sd, -
}

# Runs a target of a folder as the other arguments say; its log goes to standard output.
run() {
	program=$1/tests/fuzz/$2 target=$2
	shift 2
	ASAN_OPTIONS=detect_leaks=0:malloc_context_size=4:quarantine_size_mb=16 UBSAN_OPTIONS=print_stacktrace=1 \
		"$program" -timeout=10 -rss_limit_mb=1024 -detect_leaks=0 -artifact_prefix="$out/found/$target/" "$@" \
		"$out/corpus/$target" 2>&1
}

fuzz() {
	mkdir -p "$out/corpus/$1" "$out/found/$1" "$out/inputs" "$out/logs"
	inputs "$1" >"$out/inputs/$1"
	{
		run "$tried" "$1" -max_total_time="$seconds" -runs="$(most "$1")" -max_len="$(longest "$1")" -print_final_stats=1 -entropic=0 -reload=0 \
			-seed="$SEED" -seed_inputs="@$out/inputs/$1" -dict="tests/fuzz/$1.dict" &&
			{ [ "$tried" = "$dir" ] || run "$dir" "$1" -runs=0; }
	} >"$out/logs/$1" || echo "fuzz: $1 failed, see $out/logs/$1 and $out/found/$1" >&2
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/logs/$1")
	echo "fuzz: $1: ${runs:-no} executions"
	[ -z "$(ls "$out/found/$1")" ] && [ -n "$runs" ]
}

echo "fuzz: SEED=$SEED"
failed=0
while [ $# -gt 0 ]; do
	fuzz "$1" &
	first=$!
	shift
	if [ $# -gt 0 ]; then
		fuzz "$1" || failed=1
		shift
	fi
	wait $first || failed=1
done
exit $failed
