#include "unit.h"

#include "terminal.h"

/* A report's Markdown, and what a terminal shows of it. */
struct page {
	const char *markdown, *text;
};

static void
check(void *context)
{
	const struct page *page = context;

	assert_str(ng_terminal_page(arena, ng_str_of(page->markdown)), page->text);
}

#define CHECK(pages) check_all(pages, sizeof(pages) / sizeof((pages)[0]))

static void
check_all(const struct page *pages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		protect(check, (void *)&pages[i]);
}

static void
headings_are_underlined_as_wide_as_they_are(void **state)
{
	static const struct page pages[] = {
	    {"# Goals", "Goals\n=====\n"},
	    {"## *J\u00F6rg* &amp; \u6F22", "J\u00F6rg & \u6F22\n=========\n"},
	    {"### Next\n", "Next\n----\n"},
	    {"#none and ###", "#none and ###\n"},
	    {"###", "###\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
marks_of_lists_stay_and_nothing_else_is_one(void **state)
{
	static const struct page pages[] = {
	    {"- *a*\n  - b", "- a\n  - b\n"},
	    {"- [ ] *a*\n- [x] b\n- [y] c", "- [ ] a\n- [x] b\n- [y] c\n"},
	    {"- [ ]", "- [ ]\n"},
	    {"-", "-\n"},
	    {"-a", "-a\n"},
	    {"1. *a*\n23. b", "1. a\n23. b\n"},
	    {"1.", "1.\n"},
	    {"1.a", "1.a\n"},
	    {"1", "1\n"},
	    {"1\\. a", "1. a\n"},
	    {". a", ". a\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
escapes_and_entities_are_the_characters_that_they_stand_for(void **state)
{
	static const struct page pages[] = {
	    {"a \\< b > c \" d & e \\* f", "a < b > c \" d & e * f\n"},
	    {"&lt;&gt;&quot;&amp;amp;", "<>\"&amp;\n"},
	    {"[Ines](notes/a.md) and <https://example.org/>", "Ines and https://example.org/\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
code_keeps_its_quotes_but_for_handles_and_goals(void **state)
{
	static const struct page pages[] = {
	    {"`@ines` and `#goal/x`", "@ines and #goal/x\n"},
	    {"`make install`, *b* `@a b` and `#` c", "`make install`, b `@a b` and `#` c\n"},
	    {"`a<b`", "`a<b`\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
no_control_character_reaches_the_terminal(void **state)
{
	static const struct page pages[] = {
	    {"a\x1B[31mb\xC2\x9B\xE2\x80\xAE" "c", "a[31mbc\n"},
	    {"| a\x1B |\n| --- |\n| b\x07 |", "a\nb\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
columns_of_tables_stand_below_each_other(void **state)
{
	static const struct page pages[] = {
	    {"| who | days |\n| --- | ---: |\n| Ines | 7 |\n| | 12 |\n| \u6F22 | |\n",
	     "who   days\nInes     7\n        12\n\u6F22\n"},
	    {"| n | who | m |\n| ---: | --- | ---: |\n| 10 | Ines | 1 |\n| | | 22 |\n| 1 | | |\n",
	     " n  who    m\n10  Ines   1\n          22\n 1\n"},
	    {"Text.\n\n| a |\n| --- |\n| b |\n\nMore.", "Text.\n\na\nb\n\nMore.\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
a_long_cell_pushes_its_own_row_alone(void **state)
{
	static const struct page pages[] = {
	    {"| a | b |\n| --- | --- |\n| 123456789 123456789 123456789 123456789 123456789 123456789 1 | x |\n| c | y |\n",
	     "a                                                             b\n"
	     "123456789 123456789 123456789 123456789 123456789 123456789 1  x\n"
	     "c                                                             y\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
a_table_shows_sixteen_columns(void **state)
{
	static const struct page pages[] = {
	    {"|1|2|3|4|5|6|7|8|9|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n",
	     "1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  g\n"},
	};

	(void)state;
	CHECK(pages);
}

static void
pictures_are_left_out_and_blank_lines_are_one(void **state)
{
	static const struct page pages[] = {
	    {"a\n\n```mermaid\ngraph LR\n```\n\n \n\nb\n\n", "a\n\nb\n"},
	    {"\n\na\n\n```mermaid\ngraph LR\n", "a\n"},
	    {"", ""},
	};

	(void)state;
	CHECK(pages);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(headings_are_underlined_as_wide_as_they_are),
	    RULE(marks_of_lists_stay_and_nothing_else_is_one),
	    RULE(escapes_and_entities_are_the_characters_that_they_stand_for),
	    RULE(code_keeps_its_quotes_but_for_handles_and_goals),
	    RULE(no_control_character_reaches_the_terminal),
	    RULE(columns_of_tables_stand_below_each_other),
	    RULE(a_long_cell_pushes_its_own_row_alone),
	    RULE(a_table_shows_sixteen_columns),
	    RULE(pictures_are_left_out_and_blank_lines_are_one),
	};

	return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
