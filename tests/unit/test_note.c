#include "rule.h"

#include <errno.h>

#include "note_rule.h"

static void
a_paragraph_begins_behind_its_reference_definitions(void **state)
{
	static const char *const definitions[] = {
		"[r]: /x\n", "[r]: /x\n[s]: /y 'T'\n", "[r]: /x\n  'title'\n", "[r]: /x 'a\nb'\n", "[r]:\n/x\n",
		"[r]: <x y>\n[s]:\n  /y\n  \"z\"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(definitions) / sizeof(definitions[0]); i++) {
		char body[200];
		size_t lines = 1;

		for (const char *p = definitions[i]; *p != '\0'; p++)
			lines += *p == '\n';
		strcpy(body, definitions[i]);
		strcat(body, "[r] and `@a`\n@b\n");
		expect_text(body, "[r] and `@a`\n@b", "*.*.....cccc...");
		assert_int_equal(note.blocks[0].line, lines);
	}
	read_note("[r]: /x\n[s]: /y\n\na\n");
	assert_int_equal(note.n, 1);
	expect_block(0, 4, "a");
	read_note("[r]: /x\nTitle\n=====\n");
	expect_block(0, 2, "Title");
	read_note("> [r]: /x\n> a\n");
	expect_block(0, 2, "a");
}

static void
an_atx_heading_is_its_text_without_number_signs(void **state)
{
	static const struct {
		const char *body, *text;
		int level;
	} headings[] = {
		{"# a", "a", 1}, {"## a ##", "a", 2}, {"# a ####", "a", 1}, {"# a #b", "a #b", 1}, {"### a#", "a#", 3},
		{"# a \\##", "a \\##", 1}, {"   ###### a  ", "a", 6}, {"#\ta", "a", 1}, {"#", "", 1}, {"## ##", "", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		read_note(headings[i].body);
		expect_block(0, 1, headings[i].text);
		assert_int_equal(note.blocks[0].type, NG_BLOCK_HEADING);
		assert_int_equal(note.blocks[0].level, headings[i].level);
	}
	expect_text("## *a* \\@b `c` ##", "*a* \\@b `c`", "*.*.ee..ccc");
	read_note("#a\n");
	assert_int_equal(note.blocks[0].type, NG_BLOCK_PARAGRAPH);
}

static void
a_setext_heading_is_the_lines_above_its_underline(void **state)
{
	(void)state;
	expect_text("a\n*b*\n===\n\nc\n", "a\n*b*", "..*.*");
	assert_int_equal(note.blocks[0].level, 1);
	expect_block(1, 5, "c");
	read_note("a\n---\nb\n");
	assert_int_equal(note.blocks[0].level, 2);
	expect_block(0, 1, "a");
	expect_block(1, 3, "b");
	read_note("x\n\na\n===");
	expect_block(1, 3, "a");
	read_note("> a\n> ===\n> b\n");
	expect_block(0, 1, "a");
	expect_block(1, 3, "b");
}

static void
what_is_no_prose_gives_no_block(void **state)
{
	(void)state;
	read_note("```\n@a\n```\n\n    @b\n\n<div>\n@c\n</div>\n\n***\n\n~~~ x\n@d\n");
	assert_int_equal(note.n, 0);
	read_note("");
	assert_int_equal(note.n, 0);
	read_note("\n\n");
	assert_int_equal(note.n, 0);
}

static void
an_items_text_is_its_first_paragraph(void **state)
{
	(void)state;
	read_note("- a\n  b\n\n  c\n- # d\n-\n- ```\n  e\n  ```\n");
	assert_int_equal(note.n, 5);
	expect_block(0, 1, "a\nb");
	assert_int_equal(note.blocks[0].type, NG_BLOCK_ITEM);
	assert_int_equal(note.blocks[0].parent, NG_NO_BLOCK);
	expect_block(1, 4, "c");
	assert_int_equal(note.blocks[1].type, NG_BLOCK_PARAGRAPH);
	assert_int_equal(note.blocks[1].parent, 0);
	expect_block(2, 5, "d");
	assert_int_equal(note.blocks[2].type, NG_BLOCK_ITEM);
	assert_int_equal(note.blocks[2].level, 1);
	expect_block(3, 6, "");
	expect_block(4, 7, "");
}

static void
lazy_lines_belong_to_the_paragraph_that_they_continue(void **state)
{
	(void)state;
	read_note("- a\n@b\n- c\n    d\n");
	expect_block(0, 1, "a\n@b");
	expect_block(1, 3, "c\nd");
	read_note("> a\n@b\n> c\n");
	expect_block(0, 1, "a\n@b\nc");
	assert_true(note.blocks[0].quote);
	read_note("- > a\nb\n");
	expect_block(1, 1, "a\nb");
	read_note("1. > > a\n> b\n\nc\n");
	expect_block(note.n - 1, 4, "c");
	assert_false(note.blocks[note.n - 1].quote);
}

static void
quotes_and_lists_nest(void **state)
{
	(void)state;
	read_note("- a\n  > b\n  > c\n\n  d\n> - e\n>   f\n> > g\n\nh\n");
	assert_int_equal(note.n, 6);
	expect_block(0, 1, "a");
	assert_false(note.blocks[0].quote);
	expect_block(1, 2, "b\nc");
	assert_true(note.blocks[1].quote);
	assert_int_equal(note.blocks[1].parent, 0);
	expect_block(2, 5, "d");
	assert_false(note.blocks[2].quote);
	assert_int_equal(note.blocks[2].parent, 0);
	expect_block(3, 6, "e\nf");
	assert_true(note.blocks[3].quote);
	expect_block(4, 8, "g");
	assert_true(note.blocks[4].quote);
	assert_int_equal(note.blocks[4].parent, NG_NO_BLOCK);
	expect_block(5, 10, "h");
	assert_false(note.blocks[5].quote);
}

static void
items_of_one_list_share_its_number(void **state)
{
	(void)state;
	read_note("- a\n  1. b\n  2. c\n- d\n\n* e\n");
	assert_int_equal(note.n, 5);
	assert_int_equal(note.blocks[0].list, note.blocks[3].list);
	assert_int_equal(note.blocks[1].list, note.blocks[2].list);
	assert_int_not_equal(note.blocks[0].list, note.blocks[1].list);
	assert_int_not_equal(note.blocks[0].list, note.blocks[4].list);
	assert_int_equal(note.blocks[1].parent, 0);
	assert_int_equal(note.blocks[2].parent, 0);
	assert_int_equal(note.blocks[3].parent, NG_NO_BLOCK);
}

static void
a_list_knows_the_paragraph_right_before_it(void **state)
{
	(void)state;
	read_note("Present:\n\n- a\n- b\n\n# c\n\n- d\n");
	assert_int_equal(note.blocks[1].before, 0);
	assert_int_equal(note.blocks[2].before, 0);
	assert_int_equal(note.blocks[4].before, NG_NO_BLOCK);
	read_note("- Present:\n  - a\n\n  With:\n  - b\n\n- c\n");
	assert_int_equal(note.blocks[0].before, NG_NO_BLOCK);
	assert_int_equal(note.blocks[1].before, 0);
	expect_block(2, 4, "With:");
	assert_int_equal(note.blocks[3].before, 2);
	assert_int_equal(note.blocks[4].before, NG_NO_BLOCK);
	read_note("a\n\nb\n\n<!-- ng: who -->\nPresent:\n- c\n- <!-- /ng -->\n- d\n");
	expect_block(2, 9, "d");
	assert_int_equal(note.blocks[2].before, NG_NO_BLOCK);
	read_note("a\n\n***\n\n- b\n");
	assert_int_equal(note.blocks[1].before, NG_NO_BLOCK);
}

static void
tabs_indent(void **state)
{
	(void)state;
	expect_text("-\ta `b`\n\tc\n", "a `b`\nc", "..ccc..");
	read_note("- a\n\n\tb\n\t- c\n\n\t@code\n");
	expect_block(1, 3, "b");
	assert_int_equal(note.blocks[1].parent, 0);
	expect_block(2, 4, "c");
	assert_int_equal(note.blocks[2].parent, 0);
	read_note(">\ta\n> \tb\n");
	expect_block(0, 1, "a\nb");
	read_note("\ta\n");
	assert_int_equal(note.n, 0);
}

static void
lines_end_with_lf_crlf_or_cr(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		char body[120], *to = body;

		for (const char *p = "*a\nb* c  \nd\n\n- e\n  f\n\n# g #\n\nh\n===\ni\n\n<p>\n<!-- ng: x -->"; *p != '\0'; p++)
			if (*p == '\n')
				to = stpcpy(to, ends[k]);
			else
				*to++ = *p;
		*to = '\0';
		read_note(body);
		assert_int_equal(note.n, 5);
		expect_block(0, 1, "*a\nb* c  \nd");
		expect_str(signs_of(&note.blocks[0]), "*...*......");
		expect_block(1, 5, "e\nf");
		expect_block(2, 8, "g");
		expect_block(3, 10, "h");
		expect_block(4, 12, "i");
		assert_int_equal(note.nmarks, 1);
		assert_int_equal(note.marks[0].line, 15);
	}
}

static void
a_region_that_a_report_wrote_is_left_out(void **state)
{
	(void)state;
	read_note("a\n\n<!-- ng: agenda -->\n## b\n\nc\n\n> d\n<!-- /ng -->\ne\n\nf\n");
	assert_int_equal(note.n, 3);
	expect_block(0, 1, "a");
	expect_block(1, 10, "e");
	expect_block(2, 12, "f");
	read_note("<!-- ng: agenda -->\n\nc\n\n<!-- /ng -->\n\nd\n\n<!-- ng: who -->\ne\n");
	assert_int_equal(note.n, 1);
	expect_block(0, 7, "d");
	read_note("<!-- /ng -->\n\na\n\n<!-- ngo: x -->\n\nb `<!-- ng: x -->` c\n\n    <!-- ng: y -->\n\nd\n");
	assert_int_equal(note.n, 3);
}

static void
lines_are_counted_from_the_number_given(void **state)
{
	struct job job = {"\na\n\nb\n\n-\n", 10};

	(void)state;
	protect(parse, &job);
	expect_block(0, 11, "a");
	expect_block(1, 13, "b");
	expect_block(2, 15, "");
}

static void
a_file_may_take_memory_by_its_size_up_to_a_limit(void **state)
{
	size_t least = ng_note_memory(0), most = ng_note_memory(SIZE_MAX);

	(void)state;
	assert_in_range(least, 1 << 20, most - 1);
	for (size_t file = 1; file < SIZE_MAX / 2; file *= 2) {
		assert_in_range(ng_note_memory(file), least, most);
		assert_true(ng_note_memory(file) > ng_note_memory(file - 1) || ng_note_memory(file) == most);
	}
	assert_int_equal(ng_note_memory(1000) - least, 1000 * (ng_note_memory(1) - least));
	assert_int_equal(ng_note_memory(SIZE_MAX / 2), most);
}

static void
an_arena_at_its_end_unwinds_through_libcmark(void **state)
{
	struct job job = {"> - *a* `b` [c](d)\n- e\n", 1};

	(void)state;
	for (size_t limit = 1; limit < 4000; limit += 61) {
		ng_arena_reset(arena, limit);
		assert_int_equal(ng_arena_run(arena, parse, &job), -1);
		assert_int_equal(errno, E2BIG);
	}
	ng_arena_reset(arena, 0);
	read_note("- a\n");
	expect_block(0, 1, "a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE_OF_BOTH(a_paragraph_begins_behind_its_reference_definitions),
		RULE_OF_BOTH(an_atx_heading_is_its_text_without_number_signs),
		RULE_OF_BOTH(a_setext_heading_is_the_lines_above_its_underline),
		RULE_OF_BOTH(what_is_no_prose_gives_no_block),
		RULE_OF_BOTH(an_items_text_is_its_first_paragraph),
		RULE_OF_BOTH(lazy_lines_belong_to_the_paragraph_that_they_continue),
		RULE_OF_BOTH(quotes_and_lists_nest),
		RULE_OF_BOTH(items_of_one_list_share_its_number),
		RULE_OF_BOTH(a_list_knows_the_paragraph_right_before_it),
		RULE_OF_BOTH(tabs_indent),
		RULE_OF_BOTH(lines_end_with_lf_crlf_or_cr),
		RULE_OF_BOTH(a_region_that_a_report_wrote_is_left_out),
		RULE_OF_BOTH(lines_are_counted_from_the_number_given),
		RULE_OF_BOTH(a_file_may_take_memory_by_its_size_up_to_a_limit),
		RULE_OF_BOTH(an_arena_at_its_end_unwinds_through_libcmark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
