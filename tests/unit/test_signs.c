#include "unit.h"

#include "signs.h"

/* What the header says they are. */
static bool
is_sign(char c)
{
	return (unsigned char)c < ' ' || strchr("#$%&'()*:;<=>?@[\\]^_`", c) != NULL || strchr("\xE0\xE2\xF0\xF2", c) != NULL;
}

struct job {
	struct ng_str text;
	struct ng_signs signs;
};

static void
find(void *arg)
{
	struct job *job = arg;

	job->signs = ng_signs_find(arena, job->text);
}

static void
expect_signs(struct ng_str text)
{
	struct job job = {text, {NULL, 0}};

	assert_int_equal(ng_arena_run(arena, find, &job), 0);
	for (size_t from = 0; from <= text.n; from = from * 2 + 1) {
		struct ng_signs rest = ng_signs_cut(job.signs, from);
		size_t n = text.n - from, next = n;

		for (size_t i = n; i-- > 0;) {
			if (is_sign(text.p[from + i]))
				next = i;
			assert_int_equal(ng_signs_next(rest, i, n), next);
		}
		assert_int_equal(ng_signs_next(rest, n, n), n);
	}
}

static void
each_byte_is_a_sign_or_none_wherever_it_stands(void **state)
{
	char text[200];

	(void)state;
	for (int c = 0; c < 256; c++)
		for (size_t n = 1; n <= 130; n += 43) {
			memset(text, 'a', n);
			text[n - 1] = (char)c;
			expect_signs((struct ng_str){text, n});
		}
}

static void
signs_of_any_text_are_found_in_order(void **state)
{
	uint32_t random = 20261129u;
	char text[700];

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t n = unit_random(&random) % sizeof(text);
		uint32_t rarity = 1 + unit_random(&random) % 100;

		for (size_t i = 0; i < n; i++)
			text[i] = unit_random(&random) % rarity == 0 ? (char)unit_random(&random) : 'a';
		expect_signs((struct ng_str){text, n});
	}
}

static void
an_empty_text_has_none(void **state)
{
	(void)state;
	expect_signs((struct ng_str){NULL, 0});
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(each_byte_is_a_sign_or_none_wherever_it_stands),
		RULE(signs_of_any_text_are_found_in_order),
		RULE(an_empty_text_has_none),
	};

	return cmocka_run_group_tests_name("signs", tests, NULL, NULL);
}
