#include "rule.h"

#include "pattern.h"

struct job {
	struct ng_str source;
	bool nocase, anchored;
	struct ng_regex *re;
	struct ng_str error;
};

static uint64_t reserve = NG_REGEX_RESERVE;

static void
compile_alone(void *arg)
{
	struct job *job = arg;

	job->re = ng_regex_new(arena, job->source, job->nocase, NULL, &job->error);
}

static void
compile(void *arg)
{
	struct job *job = arg;

	job->re = job->anchored ? ng_regex_new_anchored(arena, job->source)
				: ng_regex_new(arena, job->source, job->nocase, &reserve, &job->error);
}

static struct ng_regex *
regex(const char *source, bool nocase)
{
	struct job job = {.source = ng_str_of(source), .nocase = nocase};

	protect(compile, &job);
	assert_non_null(job.re);
	return job.re;
}

static void
expect_match(const char *source, bool nocase, struct ng_str subject, int want, int line)
{
	struct ng_regex *re = regex(source, nocase);

	int got = ng_regex_match(re, subject);

	_assert_int_equal(cast_to_largest_integral_type(got), cast_to_largest_integral_type(want), __FILE__, line);
}

#define matches(source, subject) expect_match(source, false, ng_str_of(subject), 1, __LINE__)
#define matches_not(source, subject) expect_match(source, false, ng_str_of(subject), 0, __LINE__)

static void
a_pattern_is_searched_anywhere(void **state)
{
	(void)state;
	matches("seed|angel", "an angel investor");
	matches_not("^angel", "an angel investor");
	matches("", "");
	matches("\\bdeck$", "the deck");
	expect_match("^$", false, (struct ng_str){NULL, 0}, 1, __LINE__);
}

static void
letters_match_in_any_case_where_asked(void **state)
{
	(void)state;
	expect_match("größe", true, NG_STR("GRÖßE"), 1, __LINE__);
	matches_not("a", "A");
}

static void
letters_of_any_script_are_word_characters(void **state)
{
	(void)state;
	matches("^\\w+$", "Öztürk田中");
	matches("^.$", "é");
	matches("\\bübung\\b", "die übung.");
}

static void
any_bytes_are_searched(void **state)
{
	(void)state;
	expect_match("b", false, NG_STR("a\xFF" "b"), 1, __LINE__);
	expect_match("b", false, NG_STR("a\0b"), 1, __LINE__);
	expect_match("é", false, NG_STR("\xC3"), 0, __LINE__);
}

static void
a_pattern_that_is_none_says_why(void **state)
{
	static const char *const bad[] = {"(", "a{2,1}", "[z-a]", "*", "\\C", "\xFF"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct job job = {.source = ng_str_of(bad[i])};

		protect(compile, &job);
		assert_null(job.re);
		assert_true(job.error.n > 5);
	}
}

static void
a_pattern_may_not_be_too_long(void **state)
{
	char source[5000];
	struct job job = {.source = {source, 4097}};

	(void)state;
	memset(source, 'a', sizeof(source));
	protect(compile, &job);
	assert_null(job.re);
	expect_str(job.error, "the pattern is too long");
	job.source.n = 4096;
	protect(compile, &job);
	assert_non_null(job.re);
}

static void
a_search_that_takes_too_long_is_ended(void **state)
{
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	expect_match("^(a+)+(?=b)(?:.)\\1$", false, (struct ng_str){text, sizeof(text)}, -1, __LINE__);
}

static void
searches_have_a_limit_together(void **state)
{
	/* each place where it may start tries all the rest: no single start goes far */
	struct ng_regex *re = regex("(?:a|aa)*?(?:a|aa)*?[cd]", false);
	char text[300];
	int searches = 0;

	(void)state;
	memset(text, 'a', sizeof(text));
	while (searches < 100000 && ng_regex_match(re, (struct ng_str){text, 16}) == 0)
		searches++;
	assert_true(searches < 100000);
	/* what costs little may be searched for ever */
	re = regex("[a-z]+ly|b", false);
	memset(text, '.', sizeof(text));
	for (searches = 0; searches < 100000; searches++)
		assert_int_equal(ng_regex_match(re, (struct ng_str){text, sizeof(text)}), 0);
}

static void
without_a_reserve_a_search_may_do_what_its_bytes_allow(void **state)
{
	struct job job = {.source = NG_STR("(?:a|aa)*?(?:a|aa)*?[cd]")};
	char text[300];

	(void)state;
	memset(text, 'a', sizeof(text));
	protect(compile_alone, &job);
	assert_int_equal(ng_regex_match(job.re, NG_STR("aac")), 1);
	assert_int_equal(ng_regex_match(job.re, (struct ng_str){text, sizeof(text)}), -1);
}

static void
an_anchored_pattern_matches_at_its_byte_alone(void **state)
{
	struct job job = {.source = NG_STR("@(\\w+)(x)?"), .anchored = true};
	struct ng_str s = NG_STR("é @bob @ann"), group = {NULL, 0};

	(void)state;
	protect(compile, &job);
	assert_int_equal(ng_regex_at(arena, job.re, s, 3, &group), 4);
	expect_str(group, "bob");
	assert_int_equal(ng_regex_at(arena, job.re, s, 2, &group), 0);
	assert_int_equal(ng_regex_at(arena, job.re, s, 8, NULL), 4);
	job.source = NG_STR("(x)?@(\\w+)");
	protect(compile, &job);
	assert_int_equal(ng_regex_at(arena, job.re, s, 3, &group), 4);
	expect_str(group, "bob");
	job.source = NG_STR("@\\w+(x)?");
	protect(compile, &job);
	assert_int_equal(ng_regex_at(arena, job.re, s, 3, &group), 4);
	expect_str(group, "bob");
	assert_int_equal(ng_regex_at(arena, job.re, s, s.n, NULL), 0);
}

/* As it is at first, with machine code, and in a text so long that it's made at once. */
static void
an_anchored_pattern_matches_the_same_however_often(void **state)
{
	struct job job = {.source = NG_STR("@(\\w+)(x)?"), .anchored = true}, other = job;
	char text[5000];
	struct ng_str group = {NULL, 0};

	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text + 7, "@bob", 4);
	protect(compile, &job);
	protect(compile, &other);
	assert_int_equal(ng_regex_at(arena, other.re, (struct ng_str){text, sizeof(text)}, 7, &group), 4);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(ng_regex_at(arena, job.re, (struct ng_str){text, 20}, 7, &group), 4);
		expect_str(group, "bob");
		assert_int_equal(ng_regex_at(arena, job.re, (struct ng_str){text, 20}, 8, NULL), 0);
	}
}

/* The patterns of a text's code spans, each in brackets. */
static void
find_patterns(void *context)
{
	struct ng_buf *b = context;
	struct ng_str text = ng_buf_str(b);
	struct ng_pattern p;

	b->p = NULL;
	b->n = b->cap = 0;
	b->arena = arena;
	for (size_t at = 0; ng_pattern_next(text, &at, &p);)
		ng_buf_printf(b, "[%.*s%s]", NG_STR_ARG(p.source), p.nocase ? " in any case" : "");
}

static struct ng_str
patterns(const char *text)
{
	struct ng_buf b = {.p = (char *)(uintptr_t)text, .n = strlen(text)};

	protect(find_patterns, &b);
	return ng_buf_str(&b);
}

static void
a_pattern_stands_in_a_code_span_alone(void **state)
{
	(void)state;
	expect_str(patterns("fund `/fund|boat/i` and ``/a`b/``, ` /x/ `"), "[fund|boat in any case][a`b][x]");
	expect_str(patterns("`fund` `/fund` `fund/` `//` `/` `/i` ``"), "");
	expect_str(patterns("`/a/"), "");
	expect_str(patterns("`"), "");
	expect_str(patterns("``/a/ `/b/`"), "[b]");
	expect_str(patterns("``/a/` ```"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_pattern_is_searched_anywhere),
		RULE(letters_match_in_any_case_where_asked),
		RULE(letters_of_any_script_are_word_characters),
		RULE(any_bytes_are_searched),
		RULE(a_pattern_that_is_none_says_why),
		RULE(a_pattern_may_not_be_too_long),
		RULE(a_search_that_takes_too_long_is_ended),
		RULE(searches_have_a_limit_together),
		RULE(without_a_reserve_a_search_may_do_what_its_bytes_allow),
		RULE(a_pattern_stands_in_a_code_span_alone),
		RULE(an_anchored_pattern_matches_at_its_byte_alone),
		RULE(an_anchored_pattern_matches_the_same_however_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
