#include "rule.h"

#include "guard.h"

/* A body of `n` times `s`, behind `before`; the test's own. */
static struct ng_str
repeat(const char *before, const char *s, size_t n)
{
	size_t len = strlen(s), at = strlen(before);
	char *p = malloc(at + n * len + 1);

	if (p == NULL)
		abort();
	memcpy(p, before, at + 1);
	for (size_t i = 0; i < n; i++, at += len)
		memcpy(p + at, s, len);
	return (struct ng_str){p, at};
}

static void
expect_guard(struct ng_str body, enum ng_guard want, size_t line, int at)
{
	size_t where = 0;

	_assert_int_equal(ng_guard_check(body, &where), want, __FILE__, at);
	if (want != NG_GUARD_OK)
		_assert_int_equal(where, line, __FILE__, at);
	free((char *)body.p);
}

#define passes(body) expect_guard(body, NG_GUARD_OK, 0, __LINE__)
#define is_refused(body, why, line) expect_guard(body, why, line, __LINE__)

/* xorshift32 (Marsaglia 2003). */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* A list that nests `depth` deep, each item on a line of its own and `step` columns deeper. */
static struct ng_str
deep_list(size_t depth, size_t step, const char *marker)
{
	size_t n = 0, len = strlen(marker);
	char *p = malloc(depth * (depth * step + len + 3) + 1);

	if (p == NULL)
		abort();
	for (size_t i = 0; i < depth; i++) {
		memset(p + n, ' ', i * step);
		n += i * step;
		memcpy(p + n, marker, len);
		memcpy(p + n + len, " a\n", 3);
		n += len + 3;
	}
	return (struct ng_str){p, n};
}

static void
ordinary_notes_pass(void **state)
{
	(void)state;
	passes(repeat("", "", 0));
	passes(repeat("", "\n", 1000));
	passes(repeat("# a\n", "- @maria: **b** [c](d)\n", 20000));
	passes(repeat("> a\n", "> b ![c](d) <e>\n", 5000));
	passes(repeat("", "no line end", 1));
}

static void
code_far_to_the_right_passes(void **state)
{
	char line[400];

	(void)state;
	memset(line, ' ', 300);
	strcpy(line + 300, "- code();\n");
	passes(repeat("", line, 100));
	strcpy(line + 300, "x\n");
	passes(repeat("- a\n", line, 100));
}

static void
a_line_of_dashes_passes(void **state)
{
	(void)state;
	passes(repeat("a\n", "-", 500));
	passes(repeat("", "*", 500));
	passes(repeat("", "----------\n", 500));
}

static void
a_long_table_of_links_passes(void **state)
{
	(void)state;
	passes(repeat("| a | b |\n| - | - |\n", "| [a](https://a.de/b) | ![c](d.png) |\n", 2000));
	passes(repeat("", "[a](https://a.de/b), ", 20000));
}

static void
lists_of_twenty_levels_pass(void **state)
{
	(void)state;
	passes(deep_list(20, 2, "-"));
	passes(deep_list(20, 4, "*"));
	passes(deep_list(20, 3, "1."));
	passes(deep_list(NG_GUARD_MAX_NESTING, 2, "-"));
}

static void
what_follows_a_deep_list_is_counted_anew(void **state)
{
	struct ng_str list = deep_list(60, 2, "-"), both;
	char marks[2 * NG_GUARD_MAX_NESTING + 1], body[400];

	(void)state;
	for (size_t i = 0; i < sizeof(marks) - 1; i++)
		marks[i] = i % 2 == 0 ? '-' : ' ';
	marks[sizeof(marks) - 1] = '\0';
	both.n = 2 * list.n;
	both.p = malloc(both.n);
	if (both.p == NULL)
		abort();
	memcpy((char *)both.p, list.p, list.n);
	memcpy((char *)both.p + list.n, list.p, list.n);
	free((char *)list.p);
	passes(both);
	/* two columns at least keep an item: sixty keep thirty */
	snprintf(body, sizeof(body), "%s\n%60s%s", marks, "", marks + 132);
	passes(repeat(body, "", 0));
}

static void
nesting_beyond_the_limit_is_refused_at_its_line(void **state)
{
	(void)state;
	is_refused(repeat("a\n\n", "> ", NG_GUARD_MAX_NESTING + 1), NG_GUARD_NESTING, 3);
	passes(repeat("a\n\n", "> ", NG_GUARD_MAX_NESTING));
	is_refused(repeat("-", " -", NG_GUARD_MAX_NESTING), NG_GUARD_NESTING, 1);
	is_refused(repeat("", ">", 20000), NG_GUARD_NESTING, 1);
	is_refused(repeat("a\r\n", "- ", 20000), NG_GUARD_NESTING, 2);
	is_refused(repeat("", "1. ", NG_GUARD_MAX_NESTING + 1), NG_GUARD_NESTING, 1);
	is_refused(deep_list(NG_GUARD_MAX_NESTING + 1, 2, "-"), NG_GUARD_NESTING, NG_GUARD_MAX_NESTING + 1);
	is_refused(repeat("", "> - + * 1) ", 30), NG_GUARD_NESTING, 1);
}

static void
nesting_is_counted_over_lines_without_prefix(void **state)
{
	struct ng_str deep = repeat("", "- ", 60);
	char body[400];

	(void)state;
	snprintf(body, sizeof(body), "%.*sa\nlazy\n\n%*s%.*sb\n", (int)deep.n, deep.p, 120, "", (int)deep.n, deep.p);
	free((char *)deep.p);
	is_refused(repeat(body, "", 0), NG_GUARD_NESTING, 4);
}

static void
many_unclosed_images_and_comments_in_one_paragraph_are_refused(void **state)
{
	(void)state;
	is_refused(repeat("a\n\n", "![[]()", 40000), NG_GUARD_WORK, 3);
	is_refused(repeat("", "a <!-- b\n", 30000), NG_GUARD_WORK, 30000);
	is_refused(repeat("", "<?", 50000), NG_GUARD_WORK, 1);
}

static void
work_adds_up_over_paragraphs(void **state)
{
	char *paragraph = malloc(7001);

	(void)state;
	if (paragraph == NULL)
		abort();
	for (size_t i = 0; i < 1000; i++)
		memcpy(paragraph + i * 6, "![[]()", 6);
	strcpy(paragraph + 6000, "\n\n");
	passes(repeat("", paragraph, 90));
	is_refused(repeat("", paragraph, 110), NG_GUARD_WORK, 200);
	free(paragraph);
}

static void
small_paragraphs_pass_whatever_they_hold(void **state)
{
	(void)state;
	passes(repeat("", "![[]()![[]()<!--<?\n\n", 20000));
}

/* Bodies around the limits: runs of what nests beside a little text, paragraphs of about the size of a large one. */
static void
the_quick_look_refuses_nothing_else(void **state)
{
	static const char *const pieces[] = {"- ", "> ", "1. ", "\t", "  ", ">", "-", "a", "a ", "\n", "\r\n", "\n\n", "\n\n", "![[]()", "<!--", "]"};
	static char body[32768];
	uint32_t random = 20261129u;
	int refused = 0;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		enum ng_guard why;
		size_t n = 0, quick, whole, parts = 1 + next_random(&random) % 12;

		for (size_t k = 0; k < parts; k++) {
			const char *piece = pieces[next_random(&random) % (sizeof(pieces) / sizeof(pieces[0]))];
			size_t times = next_random(&random) % 8 == 0 ? 1 + next_random(&random) % 2500 : 1 + next_random(&random) % 60;

			for (; times > 0 && n + 8 < sizeof(body); times--)
				n += (size_t)sprintf(body + n, "%s", piece);
		}
		why = ng_guard_check((struct ng_str){body, n}, &quick);
		assert_int_equal(why, ng_guard_check_whole((struct ng_str){body, n}, &whole));
		if (why == NG_GUARD_OK)
			continue;
		assert_int_equal(quick, whole);
		refused++;
	}
	assert_in_range(refused, 400, 3600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(ordinary_notes_pass),
		RULE(code_far_to_the_right_passes),
		RULE(a_line_of_dashes_passes),
		RULE(a_long_table_of_links_passes),
		RULE(lists_of_twenty_levels_pass),
		RULE(what_follows_a_deep_list_is_counted_anew),
		RULE(nesting_beyond_the_limit_is_refused_at_its_line),
		RULE(nesting_is_counted_over_lines_without_prefix),
		RULE(many_unclosed_images_and_comments_in_one_paragraph_are_refused),
		RULE(work_adds_up_over_paragraphs),
		RULE(the_quick_look_refuses_nothing_else),
		RULE(small_paragraphs_pass_whatever_they_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
