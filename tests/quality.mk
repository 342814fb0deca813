# What judges the program and its tests, beyond `make check`; included by the Makefile, whose variables it uses.

# An instrumented program writes its counts when it ends, into a folder that its sandbox must know (lib/sandbox.h). So
# sandbox.t and test_sandbox would find more permitted than they want; hardening.t looks for what is off here, bounds.t for
# what optimised tools cost; install.t runs nothing of ours.
counts = CPPFLAGS="-DNG_SANDBOX_COUNTS='\"$(abspath $(1))\"'" HARD_CFLAGS= HARD_LDFLAGS= BUILD=$(1) \
	TESTS='$(filter-out $(addprefix tests/,install.t hardening.t sandbox.t $(2)),$(TESTS))' \
	UNIT='$(filter-out %/test_sandbox,$(UNIT:$(BUILD)/%=$(1)/%))'

# Each call of the kernel and each allocation made to fail.
fault:
	@sh tests/deps.sh check
	@$(MAKE) --no-print-directory fault-all
	@$(MAKE) --no-print-directory fault-all BUILD=$(BUILD)/asan SANITIZE=1

shim: $(FAULT)

fault-all: all shim
	@NG_BUILD='$(BUILD)' nice perl tests/fault.t --runs 0

# What compilers and analysers find.
lint:
	@NG_FLAGS='$(LANGUAGE)' sh tests/lint.sh

# CASES='ng-log ng-export/csv*': those alone
valgrind: all
	@NG_BUILD='$(BUILD)' NG_CASES='$(CASES)' sh tests/valgrind.sh

# How well people are ranked, what the fuzz targets find, what all costs.
eval: all
	@NG_BUILD='$(BUILD)' perl tests/eval/eval.pl '$(EVAL)'

fuzz:
	@CC='$(FUZZ_CC)' SEED='$(SEED)' FAST='$(FAST)' sh tests/fuzz/fuzz.sh $(BUILD)/fuzz $(SECONDS)

# md4c is measured where it is installed.
bench: all $(BENCH) $(if $(call ask,--libs md4c),$(BUILD)/tests/bench/md4c)
	@NG_BUILD='$(BUILD)' sh tests/bench/parse.sh
	@NG_BUILD='$(BUILD)' sh tests/bench/pipeline.sh

# The figures of the last `make bench` into README.md.
bench-readme:
	@sh tests/bench/readme.sh parse '$(BUILD)/bench/parse.md'

# The branches of lib/ that the tests take. Optimised code has other branches than the source, hardened code more.
COVERAGE = $(BUILD)/coverage

coverage:
	@sh tests/deps.sh quality
	@find $(COVERAGE) -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory test CFLAGS='-O0 -g --coverage -fprofile-update=atomic' FAULT_RUNS=3000 \
		$(call counts,$(COVERAGE),bounds.t)
	@perl tests/coverage.pl $(COVERAGE)

# Modified condition/decision coverage, which gcov doesn't measure: reported, no gate.
MCDC = $(BUILD)/mcdc

mcdc:
	@sh tests/deps.sh quality
	@rm -rf $(MCDC)/profile && mkdir -p $(MCDC)/profile
	@LLVM_PROFILE_FILE='$(abspath $(MCDC))/profile/%8m.profraw' $(MAKE) --no-print-directory test CC=clang-19 \
		CFLAGS='-O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc -Wno-error' \
		$(call counts,$(MCDC),fault.t replace.t bounds.t)
	@sh tests/mcdc.sh $(MCDC)

# Faults put into lib/, N of them drawn with SEED (1). The tools are linked with a shared libng: only that is made anew, plain
# and for those who survive with sanitizers. FLAGS: those of mutants.pl.
MUTANTS = $(BUILD)/mutants
N       = 200

mutants:
	@$(MAKE) --no-print-directory all unit shim BUILD=$(MUTANTS) CFLAGS='-O1 -fPIC' SHARED_LIBNG=1 LDLIBS='$(EXPORT_LIBS) -lcsv'
	@$(MAKE) --no-print-directory all unit shim BUILD=$(MUTANTS)/asan SANITIZE=1 CFLAGS='-O1 -fPIC' SHARED_LIBNG=1 \
		LDLIBS='$(EXPORT_LIBS) -lcsv'
	@$(MAKE) --no-print-directory -s mutants-asan SANITIZE=1 CFLAGS='-O1 -fPIC' \
		PLAIN_COMPILE='$(COMPILE) -O1 -fPIC' PLAIN_LINK='$(LINK)'

mutants-asan:
	@NG_COMPILE='$(PLAIN_COMPILE)' NG_LINK='$(PLAIN_LINK)' NG_ASAN_COMPILE='$(COMPILE)' NG_ASAN_LINK='$(LINK)' \
		perl tests/mutants.pl $(FLAGS) -n $(N) -s $(or $(SEED),1) $(MUTANTS) $(FILES)

.PHONY: fault fault-all shim lint valgrind eval fuzz bench bench-readme coverage mcdc mutants mutants-asan
