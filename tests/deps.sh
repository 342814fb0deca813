#!/bin/sh
# deps.sh [-n] build|check|bench|ci|quality: what is missing to build ng, to run its tests, its benchmarks, .ci/run, to
# judge the tests.
#
# On Debian and its relatives it installs that with apt-get, through sudo where it must, and says so
# first (-n: only says so). Elsewhere it prints the names to install by hand, and fails.
set -eu

# How to see what is there: cmd = a program, pc = pkg-config, h = a header, file = a file, asan = links with ASan.
# `-` stands where the base system, or another package of the same column, has it already.
#
# for    probe           apt              dnf                 pacman      apk            brew      pkg       pkgin     pkg_add
table='
  build  cmd:cc          gcc              gcc                 gcc         gcc            gcc       -         gcc       -
  build  cmd:make        make             make                make        make           make      gmake     gmake     gmake
  build  h:stdio.h       libc6-dev        glibc-devel         glibc       musl-dev       -         -         -         -
  build  cmd:pkg-config  pkg-config       pkgconf-pkg-config  pkgconf     pkgconf        pkgconf   pkgconf   pkgconf   -
  build  pc:libcmark     libcmark-dev     cmark-devel         cmark       cmark-dev      cmark     cmark     cmark     cmark
  build  pc:libpcre2-8   libpcre2-dev     pcre2-devel         pcre2       pcre2-dev      pcre2     pcre2     pcre2     pcre2
  build  pc:yaml-0.1     libyaml-dev      libyaml-devel       libyaml     yaml-dev       libyaml   libyaml   libyaml   libyaml
  build  pc:libutf8proc  libutf8proc-dev  utf8proc-devel      libutf8proc utf8proc-dev   utf8proc  utf8proc  utf8proc  utf8proc
  build  h:libstemmer.h libstemmer-dev  libstemmer-devel    snowball    snowball-dev   snowball  snowballstemmer snowballstemmer -
  build  h:csv.h         libcsv-dev       libcsv-devel        libcsv      libcsv-dev     libcsv    libcsv    libcsv    libcsv
  build  pc:jansson      libjansson-dev   jansson-devel       jansson     jansson-dev    jansson   jansson   jansson   jansson
  check  pc:cmocka       libcmocka-dev    libcmocka-devel     cmocka      cmocka-dev     cmocka    cmocka    cmocka    cmocka
  check  cmd:prove       perl             perl-Test-Harness   perl        perl-utils     perl      perl5     perl      -
  check  cmd:diff        diffutils        diffutils           diffutils   diffutils      -         -         -         -
  check  cmd:mandoc      mandoc           mandoc              mandoc      mandoc         mandoc    -         mandoc    -
  check  cmd:git         git              git                 git         git            git       git       git       git
  check  asan:cc         -                libasan,libubsan    -           -              -         -         -         -
  bench  pc:md4c         libmd4c-dev      md4c-devel          md4c        md4c-dev       md4c      -         -         -
  ci     cmd:clang       clang            clang               clang       clang          -         -         clang     -
  ci     cmd:clang-19    clang-19         -                   -           clang19        -         -         -         -
  ci     asan:clang      libclang-rt-dev  compiler-rt         compiler-rt compiler-rt    -         -         -         -
  ci     cmd:dpkg-source  dpkg-dev       -                   -           -              -         -         -         -
  ci     cmd:column      bsdextrautils    util-linux          util-linux  util-linux-misc -        -         -         -
  ci     cmd:mlr         miller           miller              miller      miller         miller    miller    miller    miller
  ci     cmd:khard       khard            khard               khard       khard          khard     -         -         -
  ci     cmd:khal        khal             khal                khal        khal           khal      -         -         -
  ci     cmd:dot         graphviz         graphviz            graphviz    graphviz       graphviz  graphviz  graphviz  graphviz
  ci     cmd:jq          jq               jq                  jq          jq             jq        jq        jq        jq
  ci     cmd:strace      strace           strace              strace      strace         -         -         -         -
  ci     cmd:parallel    parallel         parallel            parallel    parallel       parallel  parallel  parallel  parallel
  ci     cmd:shellcheck  shellcheck       ShellCheck          shellcheck  shellcheck     shellcheck hs-ShellCheck shellcheck shellcheck
  ci     cmd:script      bsdutils         util-linux-script   util-linux  util-linux-misc -        -         -         -
  ci     cmd:readelf     binutils         binutils            binutils    binutils       binutils  binutils  binutils  -
  ci     cmd:clang-tidy  clang-tidy       clang-tools-extra   clang       clang-extra-tools -       -         clang-tools-extra -
  ci     cmd:scan-build  clang-tools      clang-analyzer      clang       clang-analyzer -          -         -         -
  ci     cmd:cppcheck    cppcheck         cppcheck            cppcheck    cppcheck       cppcheck   cppcheck  cppcheck  cppcheck
  ci     cmd:valgrind    valgrind         valgrind            valgrind    valgrind       -          valgrind  -         -
  ci     file:/usr/share/i18n/locales/de_DE locales          glibc-locale-source glibc       -              -          -         -         -
  ci     cmd:checksec    checksec         checksec            checksec    -              -         -         -         -
  ci     cmd:bash        bash             bash                bash        bash           bash      bash      bash      bash
  ci     cmd:zsh         zsh              zsh                 zsh         zsh            zsh       zsh       zsh       zsh
  ci     cmd:fish        fish             fish                fish        fish           fish      fish      fish      fish
  ci     cmd:fzf         fzf              fzf                 fzf         fzf            fzf       fzf       fzf       fzf
  ci     cmd:vim         vim              vim-enhanced        vim         vim            vim       vim       vim       vim
  ci     cmd:emacs       emacs-nox        emacs-nox           emacs-nox   emacs-nox      emacs     emacs-nox emacs     emacs
  quality cmd:gcovr      gcovr            gcovr               -           -              gcovr     -         -         -
  quality cmd:clang-19   clang-19         clang               -           -              -         -         -         -
  quality asan:clang-19 libclang-rt-19-dev compiler-rt          -           -              -         -         -         -
  quality cmd:llvm-cov-19 llvm-19         llvm                -           -              -         -         -         -
'

dry=
if [ "${1-}" = -n ]; then
	dry=1
	shift
fi
case ${1-} in
build) groups=' build ' ;;
check) groups=' build check ' ;;
bench) groups=' build bench ' ;;
ci) groups=' build check ci ' ;;
quality) groups=' build check quality ' ;;
*)
	echo 'usage: deps.sh [-n] build|check|bench|ci|quality' >&2
	exit 2
	;;
esac

# shellcheck disable=SC2086
has() {
	case $1 in
	cmd:cc) command -v "${CC:-cc}" ;;
	cmd:make) command -v gmake || command -v make ;;
	cmd:*) command -v "${1#*:}" ;;
	pc:*) pkg-config --exists "${1#*:}" ;;
	file:*) [ -e "${1#*:}" ] ;;
	h:*) echo "#include <${1#*:}>" | ${CC:-cc} ${CPPFLAGS-} -E - ;;
	asan:cc) links "${CC:-cc}" ;;
	asan:*) links "${1#*:}" ;;
	esac >/dev/null 2>&1
}

links() {
	echo 'int main(void) { return 0; }' | $1 -fsanitize=address,undefined -x c -o /dev/null -
}

# The packages that column $1 of the table (1: apt) names for what is missing.
missing() {
	echo "$table" | while read -r group probe names; do
		case $groups in *" $group "*) ;; *) continue ;; esac
		has "$probe" </dev/null && continue
		# shellcheck disable=SC2086
		name=$(pick "$1" $names)
		[ "$name" = - ] || echo "$name" | tr , ' '
	done | tr '\n' ' '
}

pick() {
	shift "$1"
	echo "$1"
}

absent() {
	echo "$table" | while read -r group probe names; do
		case $groups in *" $group "*) has "$probe" </dev/null || echo "${probe#*:}" ;; esac
	done | tr '\n' ' '
}

[ -n "$(absent)" ] || exit 0

by_hand() {
	echo "deps: missing: $(absent)" >&2
	echo "deps: please install by hand: $*" >&2
	exit 1
}

for manager in apt-get dnf pacman apk brew pkg pkgin pkg_add none; do
	command -v $manager >/dev/null 2>&1 && break
done
case $manager in
apt-get) packages=$(missing 1) ;;
dnf) by_hand "dnf install $(missing 2)" ;;
pacman) by_hand "pacman -S $(missing 3)" ;;
apk) by_hand "apk add $(missing 4)" ;;
brew) by_hand "brew install $(missing 5)" ;;
pkg) by_hand "pkg install $(missing 6)" ;;
pkgin) by_hand "pkgin install $(missing 7)" ;;
pkg_add) by_hand "pkg_add $(missing 8)" ;;
none) by_hand "what your system calls $(missing 1)(the names are Debian's)" ;;
esac

[ -n "$packages" ] || by_hand "what gives you $(absent)"
install="apt-get install -y --no-install-recommends $packages"
echo "deps: missing: $(absent)"
if [ "$(id -u)" -eq 0 ]; then
	sudo=
elif command -v sudo >/dev/null 2>&1; then
	sudo=sudo
else
	by_hand "as root, apt-get update && $install"
fi
echo "deps: ${sudo:+$sudo }apt-get update && ${sudo:+$sudo }$install"
[ -z "$dry" ] || exit 0

# shellcheck disable=SC2086
{
	$sudo apt-get update -q
	$sudo env DEBIAN_FRONTEND=noninteractive $install
}
[ -z "$(absent)" ] || by_hand "what gives you $(absent)"
