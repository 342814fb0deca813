#include "rule.h"

#include "log.h"

static struct ng_log_result result;

struct job {
	struct ng_str file;
	const char *text;
	size_t times;
	struct ng_str statement;
};

static void
add(void *arg)
{
	struct job *job = arg;
	struct ng_str *v = ng_arena_array(arena, job->times, sizeof(*v));

	for (size_t i = 0; i < job->times; i++)
		v[i] = ng_log_statement(arena, ng_str_of(job->text));
	if (job->times > 0)
		job->statement = v[0];
	ng_log_add(arena, job->file, ng_date_of(2026, 11, 23), v, job->times, &result);
}

static void
expect_added(const char *file, const char *want, size_t at, int line)
{
	struct job job = {ng_str_of(file), "new", 1, {NULL, 0}};

	protect(add, &job);
	_assert_true(result.why == NULL, "the file is not refused", __FILE__, line);
	expect_slice(result.bytes, want, __FILE__, line);
	_assert_int_equal(result.line, at, __FILE__, line);
}

static void
expect_refused(const char *file, int line)
{
	struct job job = {ng_str_of(file), "new", 1, {NULL, 0}};

	protect(add, &job);
	_assert_true(result.why != NULL, "the file is refused", __FILE__, line);
}

static void
expect_statement(const char *text, const char *want, int line)
{
	struct job job = {{NULL, 0}, text, 1, {NULL, 0}};

	protect(add, &job);
	expect_slice(job.statement, want, __FILE__, line);
	_assert_true(*want == '\0' || result.why == NULL, "it stays an item", __FILE__, line);
}

#define becomes(file, want, at) expect_added(file, want, at, __LINE__)
#define is_refused(file) expect_refused(file, __LINE__)
#define is_written(text, want) expect_statement(text, want, __LINE__)

static void
an_item_goes_behind_the_last_line_of_the_day(void **state)
{
	(void)state;
	becomes("## 2026-11-23\n\n- a\n\n## 2026-11-24\n", "## 2026-11-23\n\n- a\n- new\n\n## 2026-11-24\n", 4);
	becomes("## 2026-11-23\n- a\n  b\n\n\n", "## 2026-11-23\n- a\n  b\n- new\n\n\n", 4);
	becomes("## 2026-11-23\n- a\n  - b", "## 2026-11-23\n- a\n  - b\n- new\n", 4);
	becomes("## 2026-11-23\n", "## 2026-11-23\n\n- new\n", 3);
	becomes("## 2026-11-23\ntext\n", "## 2026-11-23\ntext\n\n- new\n", 4);
}

static void
it_stands_under_the_day_itself_not_under_a_heading_below_it(void **state)
{
	(void)state;
	becomes("## 2026-11-23\n\n- a\n\n### Dinner with @b\n\n- c\n", "## 2026-11-23\n\n- a\n- new\n\n### Dinner with @b\n\n- c\n", 4);
	becomes("## 2026-11-23\n# x\n", "## 2026-11-23\n\n- new\n\n# x\n", 3);
	becomes("## 2026-11-23\nx\n===\n", "## 2026-11-23\n\n- new\n\nx\n===\n", 3);
}

static void
a_day_without_heading_gets_one_at_the_end(void **state)
{
	(void)state;
	becomes("", "## 2026-11-23\n\n- new\n", 3);
	becomes("\xEF\xBB\xBF", "\xEF\xBB\xBF## 2026-11-23\n\n- new\n", 3);
	becomes("text", "text\n\n## 2026-11-23\n\n- new\n", 5);
	becomes("text\n\n", "text\n\n## 2026-11-23\n\n- new\n", 5);
	becomes("---\ntitle: x\n---\n", "---\ntitle: x\n---\n\n## 2026-11-23\n\n- new\n", 7);
	becomes("# 2026-11-20 Dinner with @a\n", "# 2026-11-20 Dinner with @a\n\n# 2026-11-23\n\n- new\n", 5);
	becomes("> ## 2026-11-23\n", "> ## 2026-11-23\n\n## 2026-11-23\n\n- new\n", 5);
	becomes("- ## 2026-11-23\n", "- ## 2026-11-23\n\n## 2026-11-23\n\n- new\n", 5);
}

static void
the_last_heading_of_the_day_counts(void **state)
{
	(void)state;
	becomes("## 2026-11-23\n- a\n## 2026-11-23\n- b\n", "## 2026-11-23\n- a\n## 2026-11-23\n- b\n- new\n", 5);
	becomes("2026-11-23 Mon\n----------\n", "2026-11-23 Mon\n----------\n\n- new\n", 4);
	becomes("## 2026-11-23 Monastery\n", "## 2026-11-23 Monastery\n\n## 2026-11-23\n\n- new\n", 5);
}

static void
new_lines_end_as_those_around(void **state)
{
	(void)state;
	becomes("## 2026-11-23\r\n- a\r\n", "## 2026-11-23\r\n- a\r\n- new\r\n", 3);
	becomes("a\r\nb", "a\r\nb\r\n\r\n## 2026-11-23\r\n\r\n- new\r\n", 6);
	becomes("## 2026-11-23\r- a\r", "## 2026-11-23\r- a\r- new\r", 3);
	becomes("## 2026-11-23\n- a\r\n## x\n", "## 2026-11-23\n- a\r\n- new\r\n\r\n## x\n", 3);
}

static void
what_would_hide_a_line_is_refused(void **state)
{
	(void)state;
	is_refused("## 2026-11-23\n```\n");
	is_refused("## 2026-11-23\n- a\n\n<!-- x\n");
	is_refused("<!-- ng: agenda -->\n\n## 2026-11-23\n");
	is_refused("~~~\n");
	is_refused("<pre>\n");
	is_refused("<!-- ng: x -->\n");
	becomes("## 2026-11-23\n- a\n\n  more\n", "## 2026-11-23\n- a\n\n  more\n- new\n", 5);
	becomes("## 2026-11-23\n- a\n  ```\n  code\n", "## 2026-11-23\n- a\n  ```\n  code\n- new\n", 5);
}

static void
a_text_stays_one_line_of_text(void **state)
{
	(void)state;
	is_written("a\nb\r\n\tc  d\x1b[0m\x7f", "a b c d [0m");
	is_written("bad \xff byte", "bad \xef\xbf\xbd byte");
	is_written(" \n\t", "");
	is_written("- item", "item");
	is_written("- ", "");
	is_written("+ item", "item");
	is_written("> x", "\\> x");
	is_written("| a", "| a");
	is_written("---", "\\---");
	is_written("1. x", "1\\. x");
	is_written("# x", "\\# x");
	is_written("####### x", "####### x");
	is_written("#goal/x is near", "#goal/x is near");
	is_written("```js", "\\```js");
	is_written("`code` first", "`code` first");
	is_written("<!-- ng: agenda -->", "\\<!-- ng: agenda -->");
	is_written("> > x", "\\> > x");
	is_written("12) x", "12\\) x");
	is_written("1980 was dry", "1980 was dry");
	is_written("2026-11-20 lunch", "2026-11-20 lunch");
	is_written("[ ] call @a", "[ ] call @a");
	is_written("[x]: y", "\\[x]: y");
	is_written("* * *", "\\* *");
	is_written("-1 degrees", "-1 degrees");
	is_written("***bold*** start", "***bold*** start");
}

static void
a_day_may_be_a_link(void **state)
{
	(void)state;
	becomes("## [[2026-11-23]]\n", "## [[2026-11-23]]\n\n- new\n", 3);
	becomes("## [[2026-11-23]], Monday\n", "## [[2026-11-23]], Monday\n\n- new\n", 3);
	becomes("## [[2026-11-23\n", "## [[2026-11-23\n\n## 2026-11-23\n\n- new\n", 5);
	becomes("## [[2026-11-23|today]]\n", "## [[2026-11-23|today]]\n\n## 2026-11-23\n\n- new\n", 5);
}

static void
what_costs_too_much_is_refused(void **state)
{
	char *file = costly_note();

	(void)state;
	is_refused(file);
	assert_string_equal(result.why, "too much unclosed markup in one paragraph: file left alone");
	assert_int_equal(result.line, 3);
	memset(file, '>', strlen(file));
	is_refused(file);
	assert_string_equal(result.why, "quotes or lists nest too deep: file left alone");
	free(file);
}

/* Whatever the bytes: what is added is there, and the rest is as it was. */
static void
all_other_bytes_stay(void **state)
{
	static const char *const parts[] = {
		"## 2026-11-23", "\n", "\n\n", "- a", "  - b", "```", "<!-- ", "-->", "> ", "text", "===", "# x", "\r\n",
		"[x]: y", "    code", "\xff", "* * *", "1. a", "<div>", "---\n", "<!-- ng: x -->\n", "<!-- /ng -->\n", "\t", "\r",
	};
	uint32_t random = 7;
	size_t added = 0;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct job job = {.text = "new"};
		char file[400] = "";
		size_t same = 0, behind;

		for (int i = 0; i < 12; i++) {
			random = random * 1664525u + 1013904223u;
			strcat(file, parts[(random >> 16) % (sizeof(parts) / sizeof(parts[0]))]);
		}
		job.file = ng_str_of(file);
		job.times = 1;
		protect(add, &job);
		if (result.why != NULL)
			continue;
		added++;
		while (same < job.file.n && same < result.bytes.n && result.bytes.p[same] == file[same])
			same++;
		behind = job.file.n - same;
		assert_true(ng_str_ends(result.bytes, (struct ng_str){file + same, behind}));
	}
	assert_true(added > 1000);
}

int
main(void)
{
	const struct CMUnitTest rules[] = {
		RULE(an_item_goes_behind_the_last_line_of_the_day),
		RULE(it_stands_under_the_day_itself_not_under_a_heading_below_it),
		RULE(a_day_without_heading_gets_one_at_the_end),
		RULE(the_last_heading_of_the_day_counts),
		RULE(new_lines_end_as_those_around),
		RULE(what_would_hide_a_line_is_refused),
		RULE(a_day_may_be_a_link),
		RULE(what_costs_too_much_is_refused),
		RULE(a_text_stays_one_line_of_text),
		RULE(all_other_bytes_stay),
	};

	return cmocka_run_group_tests(rules, NULL, NULL);
}
