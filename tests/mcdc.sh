#!/bin/sh
# mcdc.sh BUILD: what a build with -fcoverage-mcdc saw of lib/: functions, lines, branches and conditions, as percentages.
set -eu

build=$1
llvm-profdata-19 merge -sparse -o "$build/ng.profdata" "$build"/profile/*.profraw
set --
for program in "$build"/ng-* "$build"/tests/unit/test_*; do
	case $program in *.*) continue ;; esac
	set -- "$@" -object "$program"
done
llvm-cov-19 export -summary-only -instr-profile "$build/ng.profdata" "$@" -sources lib |
	perl -MJSON::PP -0777 -ne 'my $t = decode_json($_)->{data}[0]{totals};
		printf "%-10s %6.2f%% of %d\n", $_, $t->{$_}{percent}, $t->{$_}{count} for qw(functions lines branches mcdc)'
