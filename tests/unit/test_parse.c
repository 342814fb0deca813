#include "rule.h"

#include "parse.h"

/* What a parser gave for a file: its records, or why there are none. */
struct result {
	int status;
	char *records;
	size_t n, line;
	const char *why;
};

static struct ng_parser *
new_parser(void)
{
	const char *why;
	size_t line;
	struct ng_parser *p = ng_parser_new((struct ng_str){NULL, 0}, &why, &line);

	assert_non_null(p);
	return p;
}

static struct result
parse(struct ng_parser *p, struct ng_str file)
{
	struct result r = {.status = 0};
	struct ng_str records;

	r.status = ng_parser_parse(p, NG_STR("note.md"), file, &records, &r.why, &r.line);
	r.records = calloc(1, records.n + 1);
	r.n = records.n;
	if (r.records == NULL)
		abort();
	if (r.n > 0)
		memcpy(r.records, records.p, r.n);
	return r;
}

/* `n` times `s`, between `before` and `after`; to be freed. */
static struct ng_str
repeat(const char *before, const char *s, size_t n, const char *after)
{
	size_t len = strlen(s), at = strlen(before), total = at + n * len + strlen(after);
	char *p = malloc(total + 1);

	if (p == NULL)
		abort();
	strcpy(p, before);
	for (size_t i = 0; i < n; i++, at += len)
		memcpy(p + at, s, len);
	strcpy(p + at, after);
	return (struct ng_str){p, total};
}

static void
expect_records(const char *file, const char *want, int line)
{
	struct ng_parser *p = new_parser();
	struct result r = parse(p, ng_str_of(file));

	_assert_int_equal(cast_to_largest_integral_type(r.status), 0, __FILE__, line);
	_assert_string_equal(r.records, want, __FILE__, line);
	free(r.records);
	ng_parser_free(p);
}

#define expect(file, want) expect_records(file, want, __LINE__)

static void
expect_refused(struct ng_str file, size_t line, const char *why, int at)
{
	static const char good[] = "# @ines Ines\n- offer intro: to @b #x\n";
	struct ng_parser *p = new_parser();
	struct result before = parse(p, NG_STR(good)), r = parse(p, file), after = parse(p, NG_STR(good));

	_assert_int_equal(cast_to_largest_integral_type(r.status), cast_to_largest_integral_type(-1), __FILE__, at);
	_assert_string_equal(r.why, why, __FILE__, at);
	_assert_int_equal(r.line, line, __FILE__, at);
	_assert_int_equal(r.n, 0, __FILE__, at);
	_assert_int_equal(after.status == 0, 1, __FILE__, at);
	_assert_int_equal(before.n > 0, 1, __FILE__, at);
	_assert_string_equal(before.records, after.records, __FILE__, at);
	free(before.records);
	free(r.records);
	free(after.records);
	free((char *)file.p);
	ng_parser_free(p);
}

#define is_refused(file, line, why) expect_refused(file, line, why, __LINE__)

static void
a_statement_is_a_record_with_its_line(void **state)
{
	(void)state;
	expect("# Plan\n\n- [ ] ask advice: @Maria about #seed due:2026-12-01\n",
	       "ask\topen\t\t2026-12-01\t\t@maria\t\t#seed\tadvice\t@Maria about #seed\tPlan\t\tnote.md:3\n");
	expect("", "");
	expect("nothing to tell\n", "");
}

static void
lines_are_counted_from_the_files_first(void **state)
{
	(void)state;
	expect("---\na: b\n---\n\n@x a\n", "mention\t\t\t\t\t@x\t\t\t\t@x a\t\t\tnote.md:5\n");
	expect("\xEF\xBB\xBF@x a\r\n", "mention\t\t\t\t\t@x\t\t\t\t@x a\t\t\tnote.md:1\n");
}

static void
bad_bytes_are_repaired(void **state)
{
	struct ng_parser *p = new_parser();
	struct result r = parse(p, NG_STR("@x a\xFF\0b\x1B\n"));

	(void)state;
	assert_string_equal(r.records, "mention\t\t\t\t\t@x\t\t\t\t@x a\xEF\xBF\xBD\xEF\xBF\xBD" "b\\x1B\t\t\tnote.md:1\n");
	free(r.records);
	ng_parser_free(p);
}

static void
files_are_parsed_each_for_itself(void **state)
{
	static const char *const files[] = {
		"# 2026-03-04 Dinner with @a and @b\n\n- offer intro: to @c\n- [x] next: write #goal/x\n",
		"---\ntype: person\nname: Ines\ntags: [y]\n---\n- need lunch: x\n",
		"---\nbroken: [a\nrole: b\n---\n@a c\n",
		"<!-- ng: agenda -->\n@a b\n",
		"[r]: /x\n\n@a [r]\n",
		"> @a b\n",
		"",
	};
	const size_t n = sizeof(files) / sizeof(files[0]);
	struct ng_parser *both = new_parser();

	(void)state;
	for (size_t i = 0; i < n * n; i++) {
		for (size_t k = 0; k < 2; k++) {
			struct ng_str file = ng_str_of(files[k == 0 ? i / n : i % n]);
			struct ng_parser *alone = new_parser();
			struct result want = parse(alone, file), got = parse(both, file);

			assert_string_equal(got.records, want.records);
			free(want.records);
			free(got.records);
			ng_parser_free(alone);
		}
	}
	ng_parser_free(both);
}

static void
a_note_that_nests_too_deep_is_refused_at_its_line(void **state)
{
	(void)state;
	is_refused(repeat("---\na: b\n---\n\n", "> ", 200, "@a\n"), 5, "quotes or lists nest too deep: file not parsed");
}

static void
a_note_of_unclosed_markup_is_refused_at_its_line(void **state)
{
	(void)state;
	is_refused(repeat("@a\n\n", "![[]()", 40000, "\n"), 3, "too much unclosed markup in one paragraph: file not parsed");
}

static void
a_line_that_names_too_many_is_refused(void **state)
{
	char *text = malloc(2001 * 8 + 10), *to = text;
	struct ng_str names;

	(void)state;
	if (text == NULL)
		abort();
	for (int i = 0; i < 2001; i++)
		to += sprintf(to, "@p%d ", i);
	names = (struct ng_str){text, (size_t)(to - text)};
	is_refused(names, 0, "one line names more than 2000 people or topics: file not parsed");
}

static void
a_line_may_name_two_thousand(void **state)
{
	char *text = malloc(2000 * 8 + 10), *to = text;
	struct ng_parser *p = new_parser();
	struct result r;

	(void)state;
	if (text == NULL)
		abort();
	for (int i = 0; i < 2000; i++)
		to += sprintf(to, "@p%d ", i);
	r = parse(p, (struct ng_str){text, (size_t)(to - text)});
	assert_int_equal(r.status, 0);
	assert_non_null(strstr(r.records, " @p1999\t"));
	free(r.records);
	free(text);
	ng_parser_free(p);
}

static void
a_note_that_needs_too_much_memory_is_refused(void **state)
{
	(void)state;
	is_refused(repeat("", "-\n", 300000, ""), 0, "its markup or records need too much memory: file not parsed");
}

static void
a_large_note_of_ordinary_lines_is_parsed(void **state)
{
	struct ng_str file = repeat("# a\n", "- @ines **reads** [the deck](https://a.de) `x` #seed (got:: card)\n", 20000, "");
	struct ng_parser *p = new_parser();
	struct result r = parse(p, file);
	size_t lines = 0;

	(void)state;
	assert_int_equal(r.status, 0);
	for (size_t i = 0; i < r.n; i++)
		lines += r.records[i] == '\n';
	assert_int_equal(lines, 40000);
	free(r.records);
	free((char *)file.p);
	ng_parser_free(p);
}

static void
front_matter_that_yaml_refuses_is_read_line_by_line(void **state)
{
	(void)state;
	expect("---\ntype: person\nname: Ines\nrole: a: b\nbroken: [c\n---\n",
	       "person\t\t\t\t\t@ines\t\t\t\tInes\t\t\tnote.md:1\n"
	       "field\t\t\t\t\t@ines\t\t\trole\ta: b\t\t\tnote.md:4\n"
	       "field\t\t\t\t\t@ines\t\t\tbroken\t[c\t\t\tnote.md:5\n");
}

static void
users_words_are_labels(void **state)
{
	const char *why;
	size_t line;
	struct ng_parser *p = ng_parser_new(NG_STR("Angebot = offer\nRat = advice\n"), &why, &line);
	struct result r;

	(void)state;
	assert_non_null(p);
	r = parse(p, NG_STR("- Angebot: @a b\n- got Rat: @a b\n"));
	assert_string_equal(r.records, "offer\topen\t\t\t\t@a\t\t\t\t@a b\t\t\tnote.md:1\n"
				       "got\t\t\t\t\t@a\t\t\tadvice\t@a b\t\t\tnote.md:2\n");
	free(r.records);
	ng_parser_free(p);
}

static void
users_words_that_are_none_give_no_parser(void **state)
{
	const char *why;
	size_t line;

	(void)state;
	assert_null(ng_parser_new(NG_STR("Angebot = offer\nRat = x\n"), &why, &line));
	assert_int_equal(line, 2);
	assert_non_null(why);
	ng_parser_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_statement_is_a_record_with_its_line),
		RULE(lines_are_counted_from_the_files_first),
		RULE(bad_bytes_are_repaired),
		RULE(files_are_parsed_each_for_itself),
		RULE(a_note_that_nests_too_deep_is_refused_at_its_line),
		RULE(a_note_of_unclosed_markup_is_refused_at_its_line),
		RULE(a_line_that_names_too_many_is_refused),
		RULE(a_line_may_name_two_thousand),
		RULE(a_note_that_needs_too_much_memory_is_refused),
		RULE(a_large_note_of_ordinary_lines_is_parsed),
		RULE(front_matter_that_yaml_refuses_is_read_line_by_line),
		RULE(users_words_are_labels),
		RULE(users_words_that_are_none_give_no_parser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
