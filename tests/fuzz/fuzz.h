/*
 * fuzz: what all fuzz targets share: an arena that is emptied before each input, and a check that ends the program.
 *
 * A target defines fuzz_one, which may allocate; what must hold is checked there. libFuzzer calls it, or main.c with
 * files, so that the corpus is a test wherever there is no libFuzzer.
 */
#ifndef NG_FUZZ_H
#define NG_FUZZ_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "str.h"

static struct ng_arena *arena;

/* Ends the program with what is wrong and the texts that show it. */
_Noreturn static inline void
fuzz_fail(const char *what, struct ng_str a, struct ng_str b)
{
	fprintf(stderr, "%s\n---\n%.*s\n---\n%.*s\n---\n", what, NG_STR_ARG(a), NG_STR_ARG(b));
	abort();
}

#define CHECK(condition, what, a, b) \
	do { \
		if (!(condition)) \
			fuzz_fail(what, a, b); \
	} while (0)

#define NOTHING ((struct ng_str){NULL, 0})

/* Takes the next part of *rest, which ends at `separator` or at the end. */
static inline struct ng_str
fuzz_part(struct ng_str *rest, struct ng_str separator)
{
	struct ng_str part = *rest;

	for (size_t i = 0; (i += ng_str_find(ng_str_cut(*rest, i, rest->n), separator.p[0])) < rest->n; i++)
		if (ng_str_starts(ng_str_cut(*rest, i, rest->n), separator)) {
			part = ng_str_cut(*rest, 0, i);
			*rest = ng_str_cut(*rest, i + separator.n, rest->n);
			return part;
		}
	*rest = NOTHING;
	return part;
}

/*
 * Takes the last byte of *rest as a number below `n`: letters give their place in the alphabet. The last, so that any
 * file is an input as it stands.
 */
static inline size_t
fuzz_choice(struct ng_str *rest, size_t n)
{
	size_t c = rest->n > 0 ? (unsigned char)rest->p[rest->n - 1] : 'a';

	*rest = ng_str_cut(*rest, 0, rest->n > 0 ? rest->n - 1 : 0);
	return (c + n * 256 - 'a') % n;
}

static void fuzz_one(struct ng_str input);

static void
fuzz_run(void *input)
{
	fuzz_one(*(struct ng_str *)input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ng_str input = {(const char *)data, size};

	if (arena == NULL)
		arena = ng_arena_new(0);
	if (arena == NULL)
		abort();
	ng_arena_reset(arena, 0);
	/* what names too many people is refused */
	CHECK(ng_arena_run(arena, fuzz_run, &input) == 0 || errno == ERANGE, "an allocation failed", NOTHING, NOTHING);
	return 0;
}

#endif
