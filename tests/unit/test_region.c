#include "rule.h"

#include "region.h"

/* What the running test rewrote, and which regions it was asked for: "line:arguments|". */
static struct ng_region_result result;
static struct ng_buf asked;

struct job {
	struct ng_str file;
	const char *body; /* of each region; NULL: each stays */
};

static bool
give(void *context, size_t line, struct ng_str arguments, struct ng_str *body)
{
	struct job *job = context;

	ng_buf_number(&asked, line);
	ng_buf_printf(&asked, ":%.*s|", NG_STR_ARG(arguments));
	if (job->body == NULL || ng_str_eq(arguments, NG_STR("keep")))
		return false;
	*body = ng_str_of(job->body);
	return true;
}

static void
rewrite(void *arg)
{
	struct job *job = arg;

	ng_region_rewrite(arena, job->file, give, job, &result);
}

static void
rewrite_with(struct ng_str file, const char *body)
{
	struct job job = {file, body};

	asked = (struct ng_buf){.arena = arena};
	protect(rewrite, &job);
}

static void
expect_rewritten(const char *file, const char *want, int line)
{
	rewrite_with(ng_str_of(file), "new\n");
	_assert_true(result.why == NULL, "the file is not refused", __FILE__, line);
	expect_slice(result.bytes, want, __FILE__, line);
	/* what was written is found again, and stays */
	rewrite_with(ng_str_dup(arena, result.bytes), "new\n");
	_assert_true(result.why == NULL, "the file is not refused again", __FILE__, line);
	expect_slice(result.bytes, want, __FILE__, line);
}

static void
expect_refused(const char *file, size_t at, int line)
{
	rewrite_with(ng_str_of(file), "new\n");
	_assert_true(result.why != NULL, "the file is refused", __FILE__, line);
	_assert_int_equal(result.line, at, __FILE__, line);
}

#define becomes(file, want) expect_rewritten(file, want, __LINE__)
#define stays(file) expect_rewritten(file, file, __LINE__)
#define is_refused(file, at) expect_refused(file, at, __LINE__)

static void
what_stands_between_the_marks_is_replaced(void **state)
{
	(void)state;
	becomes("a\n<!-- ng: x -->\nold\n\n# old\n<!-- /ng -->\nb\n", "a\n<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\nb\n");
	becomes("<!-- ng: x -->\n<!-- /ng -->", "<!-- ng: x -->\n\nnew\n\n<!-- /ng -->");
}

static void
all_regions_are_asked_for_in_their_order(void **state)
{
	(void)state;
	rewrite_with(NG_STR("<!-- ng: a  -w 7 -->\n<!-- /ng -->\ntext\n<!--ng:b-->\n<!--/ng-->\n"), "new\n");
	expect_str(ng_buf_str(&asked), "1:a  -w 7|4:b|");
	assert_int_equal(result.regions, 2);
}

static void
a_region_that_gets_no_body_stays(void **state)
{
	(void)state;
	becomes("<!-- ng: keep -->\nold\n<!-- /ng -->\n<!-- ng: x -->\n<!-- /ng -->\n",
	        "<!-- ng: keep -->\nold\n<!-- /ng -->\n<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n");
}

static void
lines_end_as_the_opening_mark_does(void **state)
{
	(void)state;
	becomes("a\n<!-- ng: x -->\r\nold\n<!-- /ng -->\nb\n", "a\n<!-- ng: x -->\r\n\r\nnew\r\n\r\n<!-- /ng -->\nb\n");
	becomes("<!-- ng: x -->\rold\r<!-- /ng -->\r", "<!-- ng: x -->\r\rnew\r\r<!-- /ng -->\r");
}

static void
the_marks_stay_as_they_are(void **state)
{
	(void)state;
	becomes("\xEF\xBB\xBF   <!--ng:\tx-->  \n  <!--\t/ng -->\t", "\xEF\xBB\xBF   <!--ng:\tx-->  \n\nnew\n\n  <!--\t/ng -->\t");
}

static void
bytes_that_are_no_utf8_stay(void **state)
{
	static const char file[] = "\0\xC3(\xF0\x9F\n<!-- ng: x -->\n\0\n<!-- /ng -->\n\xE2\x82\0\r\n";
	static const char want[] = "\0\xC3(\xF0\x9F\n<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n\xE2\x82\0\r\n";

	(void)state;
	rewrite_with((struct ng_str){file, sizeof(file) - 1}, "new\n");
	assert_null(result.why);
	assert_int_equal(result.bytes.n, sizeof(want) - 1);
	assert_memory_equal(result.bytes.p, want, sizeof(want) - 1);
}

static void
a_mark_in_code_is_no_mark(void **state)
{
	(void)state;
	stays("```\n<!-- ng: x -->\nold\n<!-- /ng -->\n```\n");
	stays("- a\n\n  ~~~\n  <!-- ng: x -->\n  ~~~\n");
	stays("a\n\n    <!-- ng: x -->\n    <!-- /ng -->\n");
	stays("a `<!-- ng: x -->` b\n");
	stays("---\nx: |\n  <!-- ng: x -->\n---\n");
}

static void
a_mark_in_a_line_of_text_is_no_mark(void **state)
{
	(void)state;
	stays("see <!-- ng: x --> there\n");
	stays("text\n    <!-- ng: x -->\n");
}

static void
other_comments_are_no_marks(void **state)
{
	(void)state;
	stays("<!-- ngx: x -->\n<!-- /ngx -->\n<!-- NG: x -->\n<!-- /ng x -->\n");
	becomes("<!-- ng: x -->\n<!-- mine -->\n<!--\na -->\na --> b\n/ng -->\n<!-- x /ng -->\n<!-- /ng -->\n",
	        "<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n");
	stays("a closing mark alone\n\n<!-- /ng -->\n");
}

static void
a_region_in_html_is_one(void **state)
{
	(void)state;
	becomes("<details>\n<!-- ng: x -->\n<!-- /ng -->\n</details>\n",
	        "<details>\n<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n</details>\n");
	/* where a mark in text would be code */
	is_refused("<details>\n    <!-- ng: x -->\n<!-- /ng -->\n</details>\n", 2);
	stays("<!--\nng: x -->\n<!-- /ng -->\n");
}

static void
what_seems_a_mark_within_a_region_is_refused(void **state)
{
	(void)state;
	is_refused("<!-- ng: x -->\n```\n<!-- /ng -->\n```\n<!-- /ng -->\n", 3);
	is_refused("<!-- ng: x -->\nold <!-- /ng -->\nmine\n\n<!-- /ng -->\n", 2);
	is_refused("<!-- ng: x -->\nold\n    <!-- ng: x -->\nmine\n\n<!-- /ng -->\n", 3);
	/* as a report quotes one */
	becomes("<!-- ng: x -->\n- a `<!-- /ng -->` b\n<!-- /ng -->\n", "<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n");
}

static void
a_fence_that_hides_the_closing_mark_is_refused(void **state)
{
	(void)state;
	is_refused("a\n<!-- ng: x -->\n```\n<!-- /ng -->\nmine\n", 2);
}

static void
a_region_that_is_not_closed_is_refused(void **state)
{
	(void)state;
	is_refused("a\n<!-- ng: x -->\nmine\n", 2);
	is_refused("<!-- ng: x -->\n<!-- /ng -->\n<!-- ng: y -->\nmine\n    <!-- /ng -->\n", 3);
}

static void
a_region_within_a_region_is_refused(void **state)
{
	(void)state;
	is_refused("<!-- ng: x -->\nmine\n<!-- ng: y -->\n<!-- /ng -->\n", 3);
}

static void
a_mark_that_shares_its_line_is_refused(void **state)
{
	(void)state;
	is_refused("<!-- mine --> <!-- ng: x -->\n<!-- /ng -->\n", 1);
	is_refused("<!-- ng: x --> mine\n<!-- /ng -->\n", 1);
	is_refused("<!-- ng: x -->\nold\n<!-- /ng --> mine\n", 3);
	is_refused("<!-- ng: x --><!-- /ng -->\n", 1);
	is_refused("<!-- ng: x\n-->\n<!-- /ng -->\n", 1);
	is_refused("<!-- ng: x -->\n<div><!-- /ng -->\n\n<!-- /ng -->\n", 2);
}

static void
a_mark_in_a_list_or_quote_is_refused(void **state)
{
	(void)state;
	is_refused("> <!-- ng: x -->\n> <!-- /ng -->\n", 1);
	is_refused("- a\n\n  <!-- ng: x -->\n  <!-- /ng -->\n", 3);
	is_refused("- <!-- ng: x -->\n- <!-- /ng -->\n", 1);
}

static void
lines_are_counted_behind_front_matter(void **state)
{
	(void)state;
	is_refused("---\ntitle: x\n---\n\n<!-- ng: x -->\n", 5);
	becomes("---\ntitle: x\n---\n<!-- ng: x -->\n<!-- /ng -->\n",
	        "---\ntitle: x\n---\n<!-- ng: x -->\n\nnew\n\n<!-- /ng -->\n");
}

static void
a_body_that_would_hide_a_mark_is_refused(void **state)
{
	static const char *const bodies[] = {"```\n", "<!-- /ng -->\n", "<!-- ng: y -->\n",
	                                     "<!-- /ng -->\n\n<!-- ng: y -->\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		rewrite_with(NG_STR("<!-- ng: x -->\n<!-- /ng -->\nmine\n"), bodies[i]);
		assert_non_null(result.why);
	}
	/* the next region would stand in the list */
	rewrite_with(NG_STR("<!-- ng: x -->\n   <!-- /ng -->\n   <!-- ng: y -->\n<!-- /ng -->\n"), "- a\n");
	assert_non_null(result.why);
	assert_int_equal(result.line, 1);
}

static void
what_nests_too_deep_is_refused(void **state)
{
	char file[300];

	(void)state;
	memset(file, '>', sizeof(file) - 1);
	file[sizeof(file) - 1] = '\0';
	is_refused(file, 1);
}

static void
what_costs_too_much_is_refused(void **state)
{
	char *file = costly_note();

	(void)state;
	is_refused(file, 3);
	assert_string_equal(result.why, "too much unclosed markup in one paragraph: file left alone");
	free(file);
}

struct list {
	struct ng_str arguments;
	struct ng_str *words;
	size_t n;
	bool fine;
};

static void
split(void *arg)
{
	struct list *list = arg;

	list->fine = ng_region_words(arena, list->arguments, &list->words, &list->n);
}

/* The words, each behind a `|`; "-" where they can't be told apart. */
static void
expect_words(struct ng_str arguments, const char *want, int line)
{
	struct list list = {.arguments = arguments};
	char got[200] = "";
	size_t n = 0;

	protect(split, &list);
	for (size_t i = 0; list.fine && i < list.n; i++) {
		_assert_int_equal(strlen(list.words[i].p), list.words[i].n, __FILE__, line);
		n += (size_t)snprintf(got + n, sizeof(got) - n, "|%s", list.words[i].p);
	}
	_assert_string_equal(list.fine ? got : "-", want, __FILE__, line);
}

#define has_words(arguments, want) expect_words(NG_STR(arguments), want, __LINE__)

static void
words_are_separated_by_white_space(void **state)
{
	(void)state;
	has_words("", "");
	has_words(" agenda\t-w  7 ", "|agenda|-w|7");
	has_words("brief @o'neil 5\"", "|brief|@o'neil|5\"");
}

static void
quotes_group_words(void **state)
{
	(void)state;
	has_words("brief \"[[Ada Lovelace]]\" '\"x\" y' \"\"", "|brief|[[Ada Lovelace]]|\"x\" y|");
	has_words("brief \"[[Ada", "-");
	has_words("brief \"a\"b", "-");
	has_words("a\0b", "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(what_stands_between_the_marks_is_replaced),
		RULE(all_regions_are_asked_for_in_their_order),
		RULE(a_region_that_gets_no_body_stays),
		RULE(lines_end_as_the_opening_mark_does),
		RULE(the_marks_stay_as_they_are),
		RULE(bytes_that_are_no_utf8_stay),
		RULE(a_mark_in_code_is_no_mark),
		RULE(a_mark_in_a_line_of_text_is_no_mark),
		RULE(other_comments_are_no_marks),
		RULE(a_region_in_html_is_one),
		RULE(what_seems_a_mark_within_a_region_is_refused),
		RULE(a_fence_that_hides_the_closing_mark_is_refused),
		RULE(a_region_that_is_not_closed_is_refused),
		RULE(a_region_within_a_region_is_refused),
		RULE(a_mark_that_shares_its_line_is_refused),
		RULE(a_mark_in_a_list_or_quote_is_refused),
		RULE(lines_are_counted_behind_front_matter),
		RULE(a_body_that_would_hide_a_mark_is_refused),
		RULE(what_nests_too_deep_is_refused),
		RULE(what_costs_too_much_is_refused),
		RULE(words_are_separated_by_white_space),
		RULE(quotes_group_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
