# ng: small filters for people who keep notes and network on purpose.
# Needs GNU make: `gmake` on the BSDs.
#
#	make            build into build/; installs nothing
#	make demo       install what is missing, build, run the pipeline on the example vault
#	make check      the same for the tests: all of them, then again under ASan and UBSan
#	make check-asan the tests under ASan and UBSan alone
#	make test       the tests alone
#	make fault      the sweep of tests/fault.t whole, plain and under ASan: each call and each allocation fails once
#	make eval EVAL=DIR  how well people are ranked, on collections with judgements
#	make fuzz SECONDS=n  runs each fuzz target n seconds, with all of lib/ and libcmark instrumented; SEED=n: again as it was;
#	                FAST=1: the sanitizers see what is new alone
#	make lint       what gcc -fanalyzer, clang-tidy, cppcheck, scan-build, shellcheck and mandoc find
#	make valgrind   the tests with each tool under valgrind
#	make bench      ng-parse beside a bare libcmark, md4c, cat and grep, ng-match and ng-report beside it, on generated vaults
#	make bench NG_VAULTS=DIR  ng-parse on the collections of notes in a folder instead; bench-readme: into README.md
#	make coverage   the branches of lib/ that the tests take: fails where one is missed; mcdc: the conditions
#	make mutants    how many faults put into lib/ the tests see (N=200 of them)
#	make deps       install what the build needs; deps-check: what the tests need, too
#	make install    to PREFIX, MANDIR, LIBDIR, INCLUDEDIR, DATADIR below DESTDIR; uninstall removes it
#	make clean      remove build/
#
# Other flags want a folder of their own: make BUILD=build/clang CC=clang

BUILD      = build
PREFIX    ?= /usr/local
BINDIR     = $(PREFIX)/bin
LIBDIR     = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
DATADIR    = $(PREFIX)/share
MANDIR     = $(PREFIX)/share/man
PKG_CONFIG ?= pkg-config
INSTALL    = install
PROVE      = prove -j2 --failures --comments
CFLAGS    ?= -O2
WARNINGS   = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
export CC CFLAGS NG_VAULTS

# The day on which the example vault is read.
DAY = 2026-11-23

# Every file in its folder takes part; nothing is listed by hand.
LIBNG   := $(BUILD)/libng.$(if $(SHARED_LIBNG),so,a)
LIB     := $(patsubst %.c,$(BUILD)/%.o,$(wildcard lib/*.c))
TOOLS   := $(patsubst cmd/%.c,$(BUILD)/%,$(wildcard cmd/ng*.c))
SCRIPTS := $(patsubst cmd/%,$(BUILD)/%,$(wildcard cmd/ngo))
EDITOR  := $(wildcard cmd/editor/ng.*)
SHARED  := $(patsubst %.c,$(BUILD)/%.o,$(filter-out cmd/ng%,$(wildcard cmd/*.c)))
UNIT    := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
FUZZ    := $(patsubst %.c,$(BUILD)/%,$(filter-out %/main.c,$(wildcard tests/fuzz/*.c)))
FAULT   := $(BUILD)/tests/fault/fault.so
BENCH   := $(patsubst %.c,$(BUILD)/%,$(filter-out %/md4c.c,$(wildcard tests/bench/*.c)))
HEADERS := $(wildcard lib/*.h)
PAGES   := $(wildcard man/*.[157])
TESTS   := $(wildcard tests/*.t)
VERSION := $(shell sed -n 's/.*define NG_VERSION "\(.*\)".*/\1/p' lib/ng.h)

# Asked for once, and only where something is compiled: `make deps` runs before there is an answer.
PKGS       = libcmark libpcre2-8 yaml-0.1 libutf8proc
# What some tools link alone.
EXPORT_PKGS = jansson
ask        = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
PKG_CFLAGS = $(eval PKG_CFLAGS := $(call ask,--cflags $(PKGS) $(EXPORT_PKGS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(call ask,--libs $(PKGS)) -lstemmer -lm)$(PKG_LIBS)
EXPORT_LIBS = $(eval EXPORT_LIBS := $(call ask,--libs $(EXPORT_PKGS)))$(EXPORT_LIBS)
CMOCKA     = $(eval CMOCKA := $(call ask,--cflags --libs cmocka))$(CMOCKA)

# What the compiler and the linker take of these without a warning, beside the user's own flags, which come behind and
# win. None with a sanitizer, which looks closer: FORTIFY_SOURCE would hide calls from it.
HARD_CODE  = -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard -fPIE
HARD_LINK  = -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack $(if $(findstring -static,$(CFLAGS) $(LDFLAGS)),,-pie)
sanitized  = $(findstring -fsanitize,$(CFLAGS) $(SANFLAGS))
compiles   = $(shell $(CC) -include string.h $(1) $(CPPFLAGS) $(CFLAGS) -Werror -x c -c -o /dev/null /dev/null \
	2>/dev/null && echo '$(1)')
links      = $(shell echo 'int main(void) { return 0; }' | $(CC) $(HARD_CFLAGS) $(1) $(CFLAGS) $(LDFLAGS) -Werror \
	-x c -o /dev/null - 2>/dev/null && echo '$(1)')
HARD_CFLAGS = $(eval HARD_CFLAGS := $(if $(sanitized),,$(foreach f,$(HARD_CODE),$(call compiles,$f)) \
	$(or $(call compiles,-D_FORTIFY_SOURCE=3),$(call compiles,-D_FORTIFY_SOURCE=2))))$(HARD_CFLAGS)
HARD_LDFLAGS = $(eval HARD_LDFLAGS := $(if $(sanitized),,$(foreach f,$(HARD_LINK),$(call links,$f))))$(HARD_LDFLAGS)
# How many runs with a fault the tests make.
FAULT_RUNS = 6000

# With sanitizers gcc warns of what isn't so: there a warning is no error.
ifdef SANITIZE
SANFLAGS = -O1 -g -fno-omit-frame-pointer -Wno-error \
	-fsanitize=address,undefined -fno-sanitize-recover=all
# Installing runs nothing of ours; of the sandbox the sanitizers leave little (lib/sandbox.h), of hardening nothing; bounds
# are those of the tools as they are built.
TESTS := $(filter-out tests/install.t tests/sandbox.t tests/hardening.t tests/bounds.t,$(TESTS))
FAULT_RUNS = 1000
endif

# `make fuzz` is a build of its own, with clang's libFuzzer in place of tests/fuzz/main.c; FUZZER: its flags.
FUZZ_CC   = clang
FUZZ_MAIN = $(BUILD)/tests/fuzz/main.o
ifdef FUZZER
SANFLAGS = $(FUZZER)
FUZZ_MAIN =
# libcmark as cmark.sh made it, where it could
FUZZ_LIBS = -fsanitize=fuzzer $(wildcard $(BUILD)/cmark/libcmark.a)
endif

LANGUAGE = -std=c17 -pthread -D_POSIX_C_SOURCE=200809L -Ilib $(PKG_CFLAGS)
COMPILE = $(CC) $(LANGUAGE) $(HARD_CFLAGS) $(CPPFLAGS) \
	$(WARNINGS) $(CFLAGS) $(SANFLAGS)
LINK    = $(CC) -pthread $(HARD_CFLAGS) $(HARD_LDFLAGS) $(CFLAGS) $(SANFLAGS) $(LDFLAGS)

.PHONY: all unit fuzzers demo test check check-asan deps deps-check install uninstall clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(LIBNG) $(TOOLS) $(SCRIPTS)

unit: $(UNIT) $(FUZZ) $(BUILD)/tests/measure

fuzzers: $(FUZZ)

$(BUILD)/%.o: %.c $(BUILD)/.flags
	@mkdir -p $(@D)
	$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/libng.a: $(LIB) $(BUILD)/.members
	@rm -f $@
	$(AR) rcs $@ $(LIB)

$(BUILD)/libng.so: $(LIB) $(BUILD)/.members
	$(LINK) -shared -Wl,-soname,libng.so -o $@ $(LIB)

$(BUILD)/ng-export $(BUILD)/tests/unit/test_export: TOOL_LIBS = $(EXPORT_LIBS)
$(BUILD)/ng-import: TOOL_LIBS = -lcsv
$(FUZZ): TOOL_LIBS = $(EXPORT_LIBS) -lcsv

$(TOOLS): $(BUILD)/%: $(BUILD)/cmd/%.o $(SHARED) $(LIBNG)
	$(LINK) -o $@ $^ $(TOOL_LIBS) $(PKG_LIBS) $(LDLIBS)

$(SCRIPTS): $(BUILD)/%: cmd/%
	@mkdir -p $(@D)
	$(INSTALL) -m 755 $< $@

$(UNIT): %: %.o $(LIBNG)
	$(LINK) -o $@ $^ $(CMOCKA) $(TOOL_LIBS) $(PKG_LIBS) $(LDLIBS)

$(FUZZ): %: %.o $(FUZZ_MAIN) $(BUILD)/libng.a
	$(LINK) -o $@ $^ $(FUZZ_LIBS) $(TOOL_LIBS) $(PKG_LIBS) $(LDLIBS)

$(BUILD)/tests/measure: %: %.o
	$(LINK) -o $@ $^ $(LDLIBS)

# Never with a sanitizer: it stands between that and the tools.
$(FAULT): tests/fault/fault.c $(BUILD)/.flags
	@mkdir -p $(@D)
	$(CC) -std=c17 $(CPPFLAGS) $(WARNINGS) $(CFLAGS) -fno-builtin -fno-omit-frame-pointer -fPIC -shared -o $@ $<

$(BENCH): %: %.o $(BUILD)/libng.a
	$(LINK) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

$(BUILD)/tests/bench/md4c: %: %.o
	$(LINK) -o $@ $^ $(call ask,--libs md4c) $(LDLIBS)

# Rewritten only where they would change: other flags rebuild all, a file that went away the archive.
$(BUILD)/.flags: export STAMP = $(COMPILE) $(LINK) $(PKG_LIBS) $(LDLIBS)
$(BUILD)/.members: export STAMP = $(LIB)
$(BUILD)/.flags $(BUILD)/.members: FORCE
	@$(PKG_CONFIG) --exists --print-errors $(PKGS) $(EXPORT_PKGS) || \
		{ echo 'A library is missing: `make deps` installs it, or says what to install.' >&2; exit 1; }
	@mkdir -p $(@D)
	@printf '%s\n' "$$STAMP" | cmp -s - $@ || printf '%s\n' "$$STAMP" >$@

include tests/quality.mk
-include $(patsubst %.o,%.d,$(LIB) $(SHARED)) $(TOOLS:$(BUILD)/%=$(BUILD)/cmd/%.d) \
	$(UNIT:=.d) $(FUZZ:=.d) $(BUILD)/tests/measure.d $(BENCH:=.d)

deps:
	@sh tests/deps.sh build

deps-check:
	@sh tests/deps.sh check

demo:
	@sh tests/deps.sh build
	@$(MAKE) --no-print-directory all
	$(BUILD)/ng-parse tests/notes | $(BUILD)/ng-match -d $(DAY) | $(BUILD)/ng-report -d $(DAY) goals

test: all unit $(FAULT)
	@NG_BUILD='$(BUILD)' NG_FAULT_RUNS='$(FAULT_RUNS)' CMOCKA_MESSAGE_OUTPUT=TAP \
	ASAN_OPTIONS="$${ASAN_OPTIONS-detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1}" \
	UBSAN_OPTIONS="$${UBSAN_OPTIONS-print_stacktrace=1}" \
	$(PROVE) -e '' $(TESTS) $(UNIT)

check:
	@sh tests/deps.sh check
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory check-asan

check-asan:
	@$(MAKE) --no-print-directory test BUILD=$(BUILD)/asan SANITIZE=1

install: all
	$(INSTALL) -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCLUDEDIR)/ng \
		$(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/man7 $(DATADIR)/ng)
	$(if $(TOOLS),$(INSTALL) -m 755 $(TOOLS) $(SCRIPTS) $(DESTDIR)$(BINDIR))
	$(if $(EDITOR),$(INSTALL) -m 644 $(EDITOR) $(DESTDIR)$(DATADIR)/ng)
	$(INSTALL) -m 644 $(BUILD)/libng.a $(DESTDIR)$(LIBDIR)
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(INCLUDEDIR)/ng
	for page in $(PAGES); do \
		$(INSTALL) -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}" || exit; \
	done
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|@REQUIRES@|$(PKGS)|' -e 's|@PRIVATE@|$(EXPORT_PKGS)|' \
		lib/ng.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/ng.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/ng.pc

uninstall:
	rm -f $(patsubst $(BUILD)/%,$(DESTDIR)$(BINDIR)/%,$(TOOLS) $(SCRIPTS)) \
		$(patsubst cmd/editor/%,$(DESTDIR)$(DATADIR)/ng/%,$(EDITOR)) \
		$(foreach page,$(PAGES),$(DESTDIR)$(MANDIR)/man$(patsubst .%,%,$(suffix $(page)))/$(notdir $(page))) \
		$(patsubst lib/%,$(DESTDIR)$(INCLUDEDIR)/ng/%,$(HEADERS)) \
		$(DESTDIR)$(LIBDIR)/libng.a $(DESTDIR)$(LIBDIR)/pkgconfig/ng.pc
	-rmdir $(DESTDIR)$(INCLUDEDIR)/ng $(DESTDIR)$(DATADIR)/ng

clean:
	rm -rf $(BUILD)
