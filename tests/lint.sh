#!/bin/sh
# lint.sh: what gcc -fanalyzer, clang-tidy, scan-build, cppcheck, shellcheck and mandoc find. `make lint` runs it.
#
# NG_FLAGS are the compiler's flags for the language and the libraries. What is left out stands here, each with its
# reason; .clang-tidy has clang-tidy's. With arguments it looks at one file in C, or at each, with one linter:
# lint.sh gcc FILE, lint.sh each gcc. NG_NODES is how deep scan-build goes into a function: its own 225000 where it isn't given.
set -u
cd "$(dirname "$0")/.." || exit
passed=0 failed=0

# A slice of no bytes may have no pointer, and neither gcc 12 nor clang 14 sees that its length keeps all from looking.
# gcc takes iconv_open's failure, (iconv_t)-1, for memory, loses what input.c pushes on its stack and vault.c keeps in its
# job, and believes neither that network_near.c fills a row from its first element on nor uid.c its block, nor that note.c
# is given a heading, nor what a function of vcard_property.c returns. clang looks for the va_list's start in the wrong
# function, doesn't see that ten characters make a whole date, and would have Annex K's functions, which no C library has.
one_file() {
	quiet=
	case $2 in
	lib/charset.c | lib/input.c | lib/vault.c) quiet=-Wno-analyzer-malloc-leak ;;
	lib/network_near.c | lib/note.c | lib/uid.c | lib/vcard_property.c) quiet=-Wno-analyzer-use-of-uninitialized-value ;;
	esac
	# shellcheck disable=SC2086
	case $1 in
	gcc)
		gcc $NG_FLAGS -O2 -Werror -fanalyzer -Wno-analyzer-null-dereference -Wno-analyzer-null-argument $quiet \
			-c -o /dev/null "$2"
		;;
	clang-tidy) clang-tidy --quiet "$2" -- $NG_FLAGS 2>/dev/null ;;
	scan-build) ${CC:-clang} $NG_FLAGS -O1 -c -o /dev/null "$2" ;; # scan-build says what $CC is
	esac
}

each_file() {
	printf '%s\n' lib/*.c cmd/*.c | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh tests/lint.sh "$1"
}

scan() {
	scan-build --status-bugs --use-cc=clang -analyzer-config "max-nodes=${NG_NODES:-225000}" \
		-disable-checker core.NullDereference -disable-checker core.NonNullParamChecker \
		-disable-checker core.UndefinedBinaryOperatorResult -disable-checker valist.Uninitialized \
		-disable-checker security.insecureAPI.DeprecatedOrUnsafeBufferHandling \
		sh tests/lint.sh each scan-build >"$log" 2>&1 || cat "$log"
}

# variableScope: declarations stand where C90 had them. knownConditionTrueFalse, unreadVariable: it doesn't follow what a
# pointer leads to. unusedStructMember: nor macros and unions. shadowFunction: -Wshadow is on, and means variables.
# unpreciseMathCall: the logarithms are those of the papers. internalAstError: it can't parse a compound literal within
# `?:` (match.c). uninitvar: it doesn't see that as many words are sorted as were found.
# unsignedLessThanZero: the gap is none without a sanitizer.
check() {
	cppcheck -q --error-exitcode=1 --std=c11 -j "$(getconf _NPROCESSORS_ONLN)" -Ilib \
		-D_POSIX_C_SOURCE=200809L '-D_Noreturn=__attribute__((noreturn))' -U__OpenBSD__ \
		--enable=warning,performance,portability,style --suppress=missingIncludeSystem \
		--suppress=variableScope --suppress=knownConditionTrueFalse --suppress=unusedStructMember \
		--suppress=shadowFunction --suppress=unpreciseMathCall --suppress=internalAstError:lib/match.c \
		--suppress=unreadVariable:lib/statement.c --suppress=uninitvar:lib/name.c \
		--suppress=unsignedLessThanZero:lib/arena.c lib cmd
}

shells() {
	# shellcheck disable=SC2046
	shellcheck -S warning cmd/ngo .ci/run $(git ls-files '*.sh')
}

pages() {
	mandoc -Tlint -Wwarning man/*.[157]
}

# It passes that says nothing.
lint() {
	found=$("$2" ${3+"$3"} 2>&1)
	if [ -z "$found" ]; then
		echo "ok - $1"
		passed=$((passed + 1))
	else
		printf '%s\nnot ok - %s\n' "$found" "$1"
		failed=$((failed + 1))
	fi
}

case ${1-} in
'') ;;
each) each_file "$2"; exit ;;
*) one_file "$@"; exit ;;
esac
log=$(mktemp)
trap 'rm -f "$log"' EXIT
lint mandoc pages
lint shellcheck shells
lint cppcheck check
lint clang-tidy each_file clang-tidy
lint scan-build scan
lint 'gcc -fanalyzer' each_file gcc
echo "lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
