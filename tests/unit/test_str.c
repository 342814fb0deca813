#include "unit.h"

#include <errno.h>
#include <wchar.h>

static void
comparing_is_by_bytes(void **unused)
{
	(void)unused;
	assert_true(ng_str_eq(NG_STR(""), (struct ng_str){NULL, 0}));
	assert_true(ng_str_cmp(NG_STR("ab"), NG_STR("abc")) < 0);
	assert_true(ng_str_cmp(NG_STR("b"), NG_STR("abc")) > 0);
	assert_true(ng_str_cmp(NG_STR("\xFF"), NG_STR("a")) > 0);
	assert_int_equal(ng_str_cmp((struct ng_str){NULL, 0}, NG_STR("")), 0);
	assert_true(ng_str_eq_nocase(NG_STR("By:Z"), NG_STR("bY:z")));
	assert_false(ng_str_eq_nocase(NG_STR("@"), NG_STR("`"))); /* these differ by the letters' bit alone */
	assert_true(ng_str_starts(NG_STR("#goal/x"), NG_STR("#goal/")));
	assert_true(ng_str_ends(NG_STR("a.md"), NG_STR(".md")));
	assert_false(ng_str_ends(NG_STR("md"), NG_STR(".md")));
}

static void
cutting_never_leaves_the_slice(void **unused)
{
	(void)unused;
	assert_str(ng_str_cut(NG_STR("abcdef"), 2, 4), "cd");
	assert_str(ng_str_cut(NG_STR("abc"), 2, 99), "c");
	assert_str(ng_str_cut(NG_STR("abc"), 99, 100), "");
	assert_str(ng_str_cut(NG_STR("abc"), 2, 1), "");
	assert_str(ng_str_cut((struct ng_str){NULL, 0}, 1, 5), "");
	assert_str(ng_str_trim(NG_STR(" \t a b\r\n")), "a b");
	assert_str(ng_str_trim(NG_STR(" \n ")), "");
	assert_int_equal(ng_str_find(NG_STR("a:b"), ':'), 1);
	assert_int_equal(ng_str_find(NG_STR("ab"), ':'), 2);
	assert_int_equal(ng_str_find((struct ng_str){NULL, 0}, ':'), 0);
	assert_int_equal(ng_str_find_part(NG_STR("<a <!b"), NG_STR("<!")), 3);
	assert_int_equal(ng_str_find_part(NG_STR("<a <"), NG_STR("<!")), 4);
	assert_int_equal(ng_str_find_part(NG_STR("ab"), NG_STR("")), 0);
}

static void
lists_are_words_between_spaces(void **unused)
{
	struct ng_str rest = NG_STR("@a @b @c"), word;

	(void)unused;
	assert_true(ng_str_word(&rest, &word));
	assert_str(word, "@a");
	assert_true(ng_str_word(&rest, &word));
	assert_true(ng_str_word(&rest, &word));
	assert_str(word, "@c");
	assert_false(ng_str_word(&rest, &word));
	assert_true(ng_str_has_word(NG_STR("@ab @a"), NG_STR("@a")));
	assert_false(ng_str_has_word(NG_STR("@ab @abc"), NG_STR("@a")));
}

static void
fill(void *context)
{
	struct ng_buf b = {.arena = context};

	ng_buf_word(&b, NG_STR("one"));
	ng_buf_word(&b, NG_STR("two"));
	ng_buf_word(&b, NG_STR("one"));
	ng_buf_word(&b, NG_STR(""));
	assert_str(ng_buf_str(&b), "one two");
	ng_buf_printf(&b, ":%d %s", 42, "x");
	assert_str(ng_buf_str(&b), "one two:42 x");
	b.n = 0;
	ng_buf_word(&b, NG_STR("a"));
	ng_buf_word(&b, NG_STR("b"));
	assert_str(ng_buf_str(&b), "a b");
	b.n = 0;
	ng_buf_word(&b, NG_STR("a"));
	ng_buf_word(&b, NG_STR("b"));
	assert_str(ng_buf_str(&b), "a b");
	b.n = 0;
	for (int i = 0; i < 5000; i++)
		ng_buf_char(&b, (char)('a' + i % 26));
	assert_int_equal(b.n, 5000);
	assert_int_equal(b.p[4999], 'a' + 4999 % 26);
	assert_int_equal(ng_str_dup(context, NG_STR("abc")).p[3], '\0');
}

static void
buffers_grow(void **unused)
{
	struct ng_arena *a = ng_arena_new(0);

	(void)unused;
	assert_int_equal(ng_arena_run(a, fill, a), 0);
	ng_arena_free(a);
}

static void
add_too_much(void *context)
{
	struct ng_buf b = {.arena = context};
	volatile size_t much = SIZE_MAX / 2; /* the compiler would see that this is no string */

	ng_buf_add(&b, (struct ng_str){"", much});
}

static void
print_what_is_no_character(void *context)
{
	struct ng_buf b = {.arena = context};

	ng_buf_printf(&b, "%lc", (wint_t)0xD800);
}

static void
what_a_buffer_cannot_hold_ends_the_run(void **unused)
{
	struct ng_arena *a = ng_arena_new(0);

	(void)unused;
	assert_int_equal(ng_arena_run(a, add_too_much, a), -1);
	assert_int_equal(errno, ENOMEM);
	assert_int_equal(ng_arena_run(a, print_what_is_no_character, a), -1);
	assert_int_equal(errno, EOVERFLOW);
	ng_arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(comparing_is_by_bytes),
	    cmocka_unit_test(cutting_never_leaves_the_slice),
	    cmocka_unit_test(lists_are_words_between_spaces),
	    cmocka_unit_test(buffers_grow),
	    cmocka_unit_test(what_a_buffer_cannot_hold_ends_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
