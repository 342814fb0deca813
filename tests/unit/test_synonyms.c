#include "rule.h"

#include "synonyms.h"
#include "table.h"

struct job {
	const char *file;
	const char *question; /* stems, separated by one space */
	size_t bad, length, n;
	uint32_t phrase;
	struct ng_buf said; /* all that means the same */
	struct ng_str meaning;
};

static void
look_up(void *context)
{
	struct job *job = context;
	struct ng_synonyms *s = ng_synonyms_new(arena);
	struct ng_str rest = ng_str_of(job->question), stems[16];
	const struct ng_str *phrases;
	const char *why;
	size_t n = 0;

	job->bad = ng_synonyms_add(s, ng_str_of(job->file), &why);
	ng_synonyms_stem(s, ng_stemmer_new(arena));
	while (n < 16 && ng_str_word(&rest, &stems[n]))
		n++;
	job->length = 0;
	job->said = (struct ng_buf){.arena = arena};
	job->phrase = ng_synonyms_find(arena, s, stems, n, &job->length);
	if (job->phrase == NG_NONE)
		return;
	job->meaning = ng_synonyms_meaning(arena, s, job->phrase);
	phrases = ng_synonyms_of(s, job->phrase, &job->n);
	for (size_t i = 0; i < job->n; i++) {
		ng_buf_add(&job->said, phrases[i]);
		ng_buf_char(&job->said, ';');
	}
}

static struct job
find(const char *file, const char *question)
{
	struct job job = {.file = file, .question = question};

	protect(look_up, &job);
	return job;
}

static void
a_group_is_found_by_each_of_its_phrases(void **state)
{
	struct job job = find("VC = venture capital, Investors\n", "vc fund");

	(void)state;
	assert_int_equal(job.bad, 0);
	assert_int_equal(job.length, 1);
	expect_str(ng_buf_str(&job.said), "vc;ventur capit;investor;");
	job = find("VC = venture capital, Investors\n", "ventur capit");
	assert_int_equal(job.length, 2);
	expect_str(ng_buf_str(&job.said), "vc;ventur capit;investor;");
	assert_int_equal(find("VC = venture capital, Investors\n", "ventur").phrase, NG_NONE);
}

static void
the_longest_phrase_counts(void **state)
{
	struct job job = find("capital = money\ncapital city = Berlin\n", "capit citi");

	(void)state;
	assert_int_equal(job.length, 2);
	expect_str(ng_buf_str(&job.said), "capit citi;berlin;");
}

static void
a_phrase_of_two_groups_means_both(void **state)
{
	struct job job = find("angel = investor\r\nvc = investor", "investor");

	(void)state;
	expect_str(ng_buf_str(&job.said), "angel;investor;vc;");
	job = find("angel = investor\r\nvc = investor", "vc");
	expect_str(ng_buf_str(&job.said), "vc;investor;");
}

static void
phrases_of_one_group_have_one_meaning(void **state)
{
	const char *file = "angel = investor\nvc = fund\nmoney = fund\nbank = clerk\nmoney = clerk";
	struct ng_str angel = find(file, "angel").meaning, fund = find(file, "fund").meaning, clerk = find(file, "clerk").meaning;

	(void)state;
	assert_true(ng_str_eq(angel, find(file, "investor").meaning));
	/* what belongs to several means something of its own */
	assert_false(ng_str_eq(angel, fund));
	assert_false(ng_str_eq(fund, find(file, "vc").meaning));
	assert_false(ng_str_eq(fund, clerk));
	assert_true(ng_str_eq(fund, find(file, "fund").meaning));
}

static void
empty_lines_and_comments_are_skipped(void **state)
{
	struct job job = find("# mine\n\n  \nvc = investor # and others\n", "vc");

	(void)state;
	assert_int_equal(job.bad, 0);
	expect_str(ng_buf_str(&job.said), "vc;investor;");
}

static void
a_line_that_is_no_group_is_told(void **state)
{
	static const char *const bad[] = {"vc", "= investor", "vc =", "vc = a,,b", "vc = the", "a b c d e f g h i j k l m n = x"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(find(bad[i], "x").bad, 1);
	assert_int_equal(find("a1 = b1\nc1", "x").bad, 2);
}

static void
a_group_has_an_end_and_so_has_a_phrase(void **state)
{
	struct ng_buf b = {.arena = arena};
	struct job job;

	(void)state;
	/* the same phrase in a third group still means all of them */
	job = find("angel = investor\nvc = investor\nbank = investor", "investor");
	expect_str(ng_buf_str(&job.said), "angel;investor;vc;bank;");
	/* said twice in a group is said once */
	job = find("vc = vc, investor", "vc");
	expect_str(ng_buf_str(&job.said), "vc;investor;");
	/* of nine words eight are looked at */
	assert_int_equal(find("a1 a2 a3 a4 a5 a6 a7 a8 = x", "a1 a2 a3 a4 a5 a6 a7 a8 a9").length, 8);
	assert_int_equal(find("a1 = x", "a1 a2 a3 a4 a5 a6 a7 a8 a9").length, 1);
	for (int lines = 0; lines < 2; lines++) {
		b.n = 0;
		for (int i = 0; i < 202; i++)
			ng_buf_printf(&b, i == 0 ? "w%d = " : i == 1 ? "w%d" : lines == 1 && i % 100 == 0 ? "\nw%d = y" : ", w%d", i);
		ng_buf_char(&b, '\0');
		/* 202 in one line are no group; in three they are */
		assert_int_equal(find(b.p, "w1").bad, lines == 0 ? 1 : 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_group_is_found_by_each_of_its_phrases),
		RULE(the_longest_phrase_counts),
		RULE(a_phrase_of_two_groups_means_both),
		RULE(phrases_of_one_group_have_one_meaning),
		RULE(empty_lines_and_comments_are_skipped),
		RULE(a_line_that_is_no_group_is_told),
		RULE(a_group_has_an_end_and_so_has_a_phrase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
