/*
 * rule: what the tests of the rooms that read notes share: an arena for each test, and slices that show where they differ.
 */
#ifndef NG_RULE_H
#define NG_RULE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "str.h"

/* The running test's. */
static struct ng_arena *arena;

static inline int
set_up(void **state)
{
	(void)state;
	arena = ng_arena_new(0);
	return arena == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	ng_arena_free(arena);
	return 0;
}

/* A test whose function's name is the rule that it holds. */
#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Calls f(arg) where it may allocate; it must not fail. */
static inline void
protect(void (*f)(void *), void *arg)
{
	assert_int_equal(ng_arena_run(arena, f, arg), 0);
}

static inline void
expect_slice(struct ng_str s, const char *want, const char *file, int line)
{
	char *text = calloc(1, s.n + 1);

	if (text == NULL)
		abort();
	if (s.n > 0)
		memcpy(text, s.p, s.n);
	_assert_string_equal(text, want, file, line);
	_assert_int_equal(s.n, strlen(want), file, line);
	free(text);
}

/* A paragraph that libcmark takes quadratic time for, in line 3: the caller's, to be freed. */
static inline char *
costly_note(void)
{
	size_t n = 50000;
	char *file = malloc(2 * n + 5);

	assert_non_null(file);
	memcpy(file, "a\n\n", 4);
	for (size_t i = 0; i < n; i++)
		memcpy(file + 3 + 2 * i, "<?", 3);
	return file;
}

#define expect_str(s, want) expect_slice(s, want, __FILE__, __LINE__)

#endif
