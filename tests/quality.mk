# What judges the tests themselves; included by the Makefile, whose variables it uses.

# The branches of lib/ that the tests take. Optimised code has other branches than the source, hardened code more. Each tool
# may also write its counts, so that no sandbox is what sandbox.t and test_sandbox know; install.t runs nothing of ours,
# hardening.t looks for what is off here.
COVERAGE = $(BUILD)/coverage

coverage:
	@sh tests/deps.sh quality
	@find $(COVERAGE) -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory test BUILD=$(COVERAGE) CFLAGS='-O0 -g --coverage -fprofile-update=atomic' HARD_CFLAGS= HARD_LDFLAGS= \
		CPPFLAGS="-DNG_SANDBOX_COUNTS='\"$(abspath $(COVERAGE))\"'" FAULT_RUNS=3000 \
		TESTS='$(filter-out $(addprefix tests/,install.t hardening.t sandbox.t),$(TESTS))' \
		UNIT='$(filter-out %/test_sandbox,$(UNIT:$(BUILD)/%=$(COVERAGE)/%))'
	@perl tests/coverage.pl $(COVERAGE)

# Modified condition/decision coverage, which gcov doesn't measure: reported, no gate.
MCDC = $(BUILD)/mcdc

mcdc:
	@sh tests/deps.sh quality
	@rm -rf $(MCDC)/profile && mkdir -p $(MCDC)/profile
	@LLVM_PROFILE_FILE='$(abspath $(MCDC))/profile/%8m.profraw' $(MAKE) --no-print-directory test \
		BUILD=$(MCDC) CC=clang-19 TESTS='$(filter-out tests/install.t,$(TESTS))' \
		CFLAGS='-O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc -Wno-error'
	@sh tests/mcdc.sh $(MCDC)

# Faults put into lib/, N of them drawn with SEED. The tools are linked with a shared libng: only that is made anew.
MUTANTS = $(BUILD)/mutants
N       = 200
SEED    = 1

mutants:
	@$(MAKE) --no-print-directory all unit BUILD=$(MUTANTS) CFLAGS='-O1 -fPIC' SHARED_LIBNG=1 LDLIBS='$(EXPORT_LIBS) -lcsv'
	@NG_COMPILE='$(COMPILE) -O1 -fPIC' NG_LINK='$(LINK)' LD_LIBRARY_PATH='$(abspath $(MUTANTS))' \
		perl tests/mutants.pl -n $(N) -s $(SEED) $(MUTANTS) $(FILES)

.PHONY: coverage mcdc mutants
