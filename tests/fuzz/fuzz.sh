#!/bin/sh
# fuzz.sh DIR SECONDS [TARGET ...]: builds the fuzz targets into DIR with $CC (clang), libcmark instrumented with them
# where its source can be had, and runs each for so many seconds, two at a time.
#
# What a target finds is kept in DIR/found/TARGET; each input there is named on standard error. Fails where there is one.
# Seeds are the corpus and the files of tests/cases; what is new goes to DIR/corpus/TARGET, and is taken up by the next run.
set -eu

dir=$1
seconds=${2:-60}
shift 2
CC=${CC:-clang}
FLAGS='-O2 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-sanitize-coverage=trace-cmp'
export CC FLAGS

sh tests/fuzz/cmark.sh "$dir/cmark"
make -s -j"$(getconf _NPROCESSORS_ONLN)" BUILD="$dir" CC="$CC" FUZZER="$FLAGS" fuzzers
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

longest() {
	case $1 in
	report | region) echo 2048 ;;
	*) echo 1024 ;;
	esac
}

fuzz() {
	mkdir -p "$dir/corpus/$1" "$dir/found/$1" "$dir/seeds/$1" "$dir/logs"
	seeds "$1" | while read -r file; do
		[ "$(wc -c <"$file")" -gt 4096 ] || cp "$file" "$dir/seeds/$1/$(echo "$file" | tr / _)"
	done
	dict=
	[ ! -e "tests/fuzz/$1.dict" ] || dict=-dict=tests/fuzz/$1.dict
	mkdir -p "tests/fuzz/corpus/$1"
	# shellcheck disable=SC2086
	ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0:malloc_context_size=4:quarantine_size_mb=16 \
	UBSAN_OPTIONS=print_stacktrace=1 \
	"$dir/tests/fuzz/$1" -max_total_time="$seconds" -max_len="$(longest "$1")" -timeout=10 -rss_limit_mb=1024 \
		-print_final_stats=1 -entropic=0 $dict -artifact_prefix="$dir/found/$1/" \
		"$dir/corpus/$1" "tests/fuzz/corpus/$1" "$dir/seeds/$1" >"$dir/logs/$1" 2>&1 ||
		echo "fuzz: $1 failed, see $dir/logs/$1 and $dir/found/$1" >&2
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/logs/$1")
	echo "fuzz: $1: ${runs:-no} executions"
	[ -z "$(ls "$dir/found/$1")" ] && [ -n "$runs" ]
}

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
