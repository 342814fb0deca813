#include "unit.h"

#include <errno.h>

struct state {
	struct ng_arena *arena;
	char *p, *q;
	size_t size;
	bool after;
};

static void
take_two(void *context)
{
	struct state *s = context;

	s->p = ng_arena_alloc(s->arena, 3);
	s->q = ng_arena_alloc(s->arena, 100000);
	s->after = true;
}

static void
memory_is_zeroed_and_aligned(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, take_two, &s), 0);
	assert_int_equal((uintptr_t)s.p % _Alignof(max_align_t), 0);
	assert_int_equal((uintptr_t)s.q % _Alignof(max_align_t), 0);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(s.q[i], 0);
	memset(s.q, 'x', 100000);
	ng_arena_reset(s.arena, 0);
	assert_int_equal(ng_arena_run(s.arena, take_two, &s), 0);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(s.q[i], 0);
	ng_arena_free(s.arena);
}

static void
take_much(void *context)
{
	struct state *s = context;

	s->p = ng_arena_alloc(s->arena, (size_t)65 << 20);
	s->p[0] = 'x';
}

static void
a_reset_keeps_no_huge_block(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, take_much, &s), 0);
	ng_arena_reset(s.arena, 0);
	assert_int_equal(ng_arena_run(s.arena, take_two, &s), 0);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(s.q[i], 0);
	ng_arena_free(s.arena);
}

static void
the_limit_ends_the_run(void **unused)
{
	struct state s = {.arena = ng_arena_new(1000)};

	(void)unused;
	errno = 0;
	assert_int_equal(ng_arena_run(s.arena, take_two, &s), -1);
	assert_int_equal(errno, E2BIG);
	assert_false(s.after);
	ng_arena_reset(s.arena, 200000);
	assert_int_equal(ng_arena_run(s.arena, take_two, &s), 0);
	assert_true(s.after);
	ng_arena_free(s.arena);
}

static void
end_it(void *context)
{
	struct state *s = context;

	ng_arena_fail(s->arena, EILSEQ);
}

static void
run_inside(void *context)
{
	struct state *s = context;

	s->size = ng_arena_run(s->arena, end_it, s) == -1 && errno == EILSEQ;
	s->after = true;
}

static void
a_failure_ends_the_innermost_run_alone(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, run_inside, &s), 0);
	assert_int_equal(s.size, 1);
	assert_true(s.after);
	ng_arena_free(s.arena);
}

static void
overflow(void *context)
{
	struct state *s = context;

	ng_arena_array(s->arena, SIZE_MAX / 2, 3);
}

static void
huge(void *context)
{
	struct state *s = context;

	ng_arena_alloc(s->arena, SIZE_MAX - 4);
}

static void
huge_text(void *context)
{
	struct state *s = context;

	ng_arena_text(s->arena, SIZE_MAX - 4);
}

static void
sizes_that_overflow_are_no_memory(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, overflow, &s), -1);
	assert_int_equal(errno, ENOMEM);
	assert_int_equal(ng_arena_run(s.arena, huge, &s), -1);
	assert_int_equal(errno, ENOMEM);
	assert_int_equal(ng_arena_run(s.arena, huge_text, &s), -1);
	assert_int_equal(errno, ENOMEM);
	ng_arena_free(s.arena);
}

static void
no_array(void *context)
{
	struct state *s = context;
	size_t cap = SIZE_MAX / 4;

	assert_non_null(ng_arena_array(s->arena, 5, 0));
	assert_non_null(ng_arena_grow(s->arena, NULL, 0, 0));
	ng_arena_more(s->arena, NULL, cap, &cap, 8);
}

/* Grows what is alone in its block to s->size. */
static void
grow_block(void *context)
{
	struct state *s = context;

	s->p = ng_arena_alloc(s->arena, 100000);
	ng_arena_grow(s->arena, s->p, 100000, s->size);
	s->after = true;
}

static void
what_cannot_grow_ends_the_run(void **unused)
{
	static const size_t huge_ones[] = {SIZE_MAX, SIZE_MAX - 40, SIZE_MAX / 2};
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, no_array, &s), -1);
	assert_int_equal(errno, ENOMEM);
	for (size_t i = 0; i < 3; i++) {
		s.size = huge_ones[i];
		ng_arena_reset(s.arena, 0);
		assert_int_equal(ng_arena_run(s.arena, grow_block, &s), -1);
		assert_int_equal(errno, ENOMEM);
	}
	s.size = 150000;
	ng_arena_reset(s.arena, 140000);
	assert_int_equal(ng_arena_run(s.arena, grow_block, &s), -1);
	assert_int_equal(errno, E2BIG);
	assert_false(s.after);
	ng_arena_reset(s.arena, 150000);
	assert_int_equal(ng_arena_run(s.arena, grow_block, &s), 0);
	ng_arena_free(s.arena);
}

static void
take_near(void *context)
{
	struct state *s = context;

	ng_arena_alloc(s->arena, SIZE_MAX - 2 * _Alignof(max_align_t));
}

static void
grow_at_the_limit(void *context)
{
	struct state *s = context;

	/* room in the block, but not as much as may be taken */
	s->p = ng_arena_alloc(s->arena, 16);
	s->p = ng_arena_alloc(s->arena, 16);
	ng_arena_grow(s->arena, s->p, 16, 1000);
}

static void
the_limit_holds_within_a_block(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, take_near, &s), -1);
	assert_int_equal(errno, ENOMEM);
	ng_arena_reset(s.arena, 500);
	assert_int_equal(ng_arena_run(s.arena, grow_at_the_limit, &s), -1);
	assert_int_equal(errno, E2BIG);
	ng_arena_free(s.arena);
}

static void
grow(void *context)
{
	struct state *s = context;
	uint32_t *v = NULL;
	size_t n = 0, cap = 0;

	for (uint32_t i = 0; i < 10000; i++) {
		v = ng_arena_more(s->arena, v, n, &cap, sizeof(*v));
		v[n++] = i;
		/* every now and then somebody else asks, so that it has to move */
		if (i % 1000 == 7)
			memset(ng_arena_alloc(s->arena, 40), 0xFF, 40);
	}
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(v[i], i);
	s->p = ng_arena_alloc(s->arena, 16);
	s->q = ng_arena_grow(s->arena, s->p, 16, 4096);
}

static void
arrays_grow_and_keep_what_they_hold(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, grow, &s), 0);
	assert_ptr_equal(s.p, s.q); /* the last one grows in place */
	ng_arena_free(s.arena);
}

/* What stands behind each piece under ASan. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define GAP _Alignof(max_align_t)
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define GAP _Alignof(max_align_t)
#endif
#ifndef GAP
#define GAP 0
#endif

static void
take_texts(void *context)
{
	struct state *s = context;

	for (size_t n = 1; n < 70000; n = n * 3 / 2 + 1) {
		char *text = ng_arena_text(s->arena, n);

		memset(text, 'x', n);
		s->p = ng_arena_array(s->arena, n % 2, 8);
		assert_int_equal((uintptr_t)s->p % _Alignof(max_align_t), 0);
		/* nothing was between the text and the array but what aligns this, and ASan's gap */
		s->size += s->p >= text + n && s->p < text + n + GAP + _Alignof(max_align_t);
		s->p = ng_arena_grow(s->arena, s->p, n % 2 * 8, 64);
		memset(s->p, 'y', 64);
		assert_int_equal(text[n - 1], 'x');
	}
}

static void
texts_stand_close_and_what_follows_is_aligned(void **unused)
{
	struct state s = {.arena = ng_arena_new(0)};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, take_texts, &s), 0);
	assert_true(s.size > 10);
	ng_arena_free(s.arena);
}

static void
take_for_a_while(struct ng_arena *scratch, void *context)
{
	struct state *s = context;

	if (s->size > 0)
		ng_arena_alloc(scratch, s->size);
	else
		ng_arena_fail(s->arena, EILSEQ);
	s->p = ng_arena_alloc(s->arena, 10);
	s->p[0] = 'x';
}

static void
run_scratch(void *context)
{
	struct state *s = context;

	ng_arena_scratch(s->arena, take_for_a_while, s);
	s->after = true;
}

static void
what_is_needed_for_a_while_is_given_back(void **unused)
{
	struct state s = {.arena = ng_arena_new(100000), .size = 90000};

	(void)unused;
	/* ten times: what the scratch took isn't taken from the arena */
	for (int i = 0; i < 10; i++)
		assert_int_equal(ng_arena_run(s.arena, run_scratch, &s), 0);
	assert_int_equal(s.p[0], 'x');
	s.after = false;
	s.size = 100001;
	assert_int_equal(ng_arena_run(s.arena, run_scratch, &s), -1);
	assert_int_equal(errno, E2BIG);
	s.size = 0;
	assert_int_equal(ng_arena_run(s.arena, run_scratch, &s), -1);
	assert_int_equal(errno, EILSEQ);
	assert_false(s.after);
	ng_arena_free(s.arena);
}

static void
spend_all(void *context)
{
	struct state *s = context;

	ng_arena_text(s->arena, 1000);
	run_scratch(s);
}

static void
a_spent_arena_has_nothing_for_a_while(void **unused)
{
	struct state s = {.arena = ng_arena_new(1000), .size = 2};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, spend_all, &s), -1);
	assert_int_equal(errno, E2BIG);
	ng_arena_free(s.arena);
}

static char released[4];

static void
release(void *p)
{
	/* the arena's own memory is still there */
	strncat(released, p, 1);
}

static void
own_two(void *context)
{
	struct ng_arena *a = context;
	char *p = ng_arena_alloc(a, 2);

	*p = 'a';
	ng_arena_own(a, release, p);
	ng_arena_own(a, release, (void *)"b");
	ng_arena_fail(a, EILSEQ);
}

static void
what_it_owns_is_released_with_it_the_last_one_first(void **unused)
{
	struct ng_arena *a = ng_arena_new(0);

	(void)unused;
	released[0] = '\0';
	assert_int_equal(ng_arena_run(a, own_two, a), -1);
	assert_string_equal(released, "");
	ng_arena_reset(a, 0);
	assert_string_equal(released, "ba");
	released[0] = '\0';
	ng_arena_free(a);
	assert_string_equal(released, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory_is_zeroed_and_aligned),
	    cmocka_unit_test(a_reset_keeps_no_huge_block),
	    cmocka_unit_test(the_limit_ends_the_run),
	    cmocka_unit_test(a_failure_ends_the_innermost_run_alone),
	    cmocka_unit_test(sizes_that_overflow_are_no_memory),
	    cmocka_unit_test(what_cannot_grow_ends_the_run),
	    cmocka_unit_test(the_limit_holds_within_a_block),
	    cmocka_unit_test(a_spent_arena_has_nothing_for_a_while),
	    cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
	    cmocka_unit_test(texts_stand_close_and_what_follows_is_aligned),
	    cmocka_unit_test(what_is_needed_for_a_while_is_given_back),
	    cmocka_unit_test(what_it_owns_is_released_with_it_the_last_one_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
