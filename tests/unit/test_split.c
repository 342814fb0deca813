#include "tagger_rule.h"

#include "split.h"

static bool tags_too;

struct job {
	const char *body;
	size_t block;
	struct ng_buf out;
};

/* The lines of a block as "number|text", each on its own, with its tags behind it where `tags_too`. */
static void
split(void *arg)
{
	struct job *job = arg;
	struct ng_line_tools tools = {arena, tagger, ng_lexicon_new(arena)};
	struct ng_lines lines;
	struct ng_note note;

	ng_note_parse(arena, ng_str_of(job->body), 1, &note);
	lines = ng_split_block(&tools, &note.blocks[job->block]);
	for (size_t i = 0; i < lines.n; i++) {
		const struct ng_line *line = &lines.v[i];

		ng_buf_printf(&job->out, "%zu|", line->number);
		ng_buf_add(&job->out, ng_str_cut(line->block->text, line->from, line->to));
		for (const struct ng_tag *t = ng_line_tag(line, NULL); tags_too && t != NULL; t = ng_line_tag(line, t))
			ng_buf_printf(&job->out, " %.*s", NG_STR_ARG(t->value));
		ng_buf_char(&job->out, '\n');
	}
}

static void
expect_lines(const char *body, size_t block, const char *want, int at)
{
	struct job job = {body, block, {.arena = arena}};

	protect(split, &job);
	expect_slice(ng_buf_str(&job.out), want, __FILE__, at);
}

#define expect(body, want) expect_lines(body, 0, want, __LINE__)
#define expect_of(body, block, want) expect_lines(body, block, want, __LINE__)

static void
prose_stays_one_line(void **state)
{
	(void)state;
	expect("Maria reads\nthe deck\nof @bob\n", "1|Maria reads\nthe deck\nof @bob\n");
	expect("a\nLunch was good\n#topic b\n", "1|a\nLunch was good\n#topic b\n");
	expect("a\nlunch with @b\n", "1|a\nlunch with @b\n");
	expect("# a\n", "1|a\n");
}

static void
a_label_field_handle_or_link_starts_a_new_line(void **state)
{
	(void)state;
	expect("a\nb\noffer: c\nd\n@e f\n[[G]] h\ni:: j\nnext: k\n",
	       "1|a\nb\n3|offer: c\nd\n5|@e f\n6|[[G]] h\n7|i:: j\n8|next: k\n");
	expect("- a\n  **Offer:** b\n  c\n", "1|a\n2|**Offer:** b\nc\n");
	expect("\n\na  \noffer: b\\\n@c\n", "3|a  \n4|offer: b\\\n5|@c\n");
	expect("> a\n> offer: b\n", "1|a\n2|offer: b\n");
}

static void
what_follows_a_box_alone_is_its_line(void **state)
{
	(void)state;
	expect("- [ ]\n  offer: a\n", "1|[ ]\noffer: a\n");
	expect("- [ ] a\n  offer: b\n", "1|[ ] a\n2|offer: b\n");
	expect("- [x]\n  @a b\n  got: c\n", "1|[x]\n@a b\n3|got: c\n");
}

static void
a_date_starts_a_line_where_the_first_has_one(void **state)
{
	(void)state;
	expect("2026-03-04 a\nb\n2026-03-05 c\n", "1|2026-03-04 a\nb\n3|2026-03-05 c\n");
	expect("a\n2026-03-05 c\n", "1|a\n2026-03-05 c\n");
}

static void
a_statement_in_brackets_is_not_split(void **state)
{
	(void)state;
	expect("a [need:: b\noffer: c] d\n@e\n", "1|a [need:: b\noffer: c] d\n3|@e\n");
}

static void
code_starts_no_line(void **state)
{
	(void)state;
	expect("a `b\noffer: c\n@d` e\n", "1|a `b\noffer: c\n@d` e\n");
	expect("a\n`@b` c\n\\@d\n", "1|a\n`@b` c\n\\@d\n");
}

static void
a_list_of_those_present_goes_up_to_words_and_a_colon(void **state)
{
	(void)state;
	expect("Present:\n@a\n@b (late)\nAgenda: c\n", "1|Present:\n@a\n@b (late)\n4|Agenda: c\n");
	expect("Present\n@a\nRegrets: @b\n@c\n", "1|Present\n@a\n3|Regrets: @b\n@c\n");
}

static void
each_row_of_a_table_is_a_line_with_its_cells_joined(void **state)
{
	(void)state;
	expect("| a | b |\n| - | - |\n| @c | d |\n|  | `e`|\n", "3|@c | d\n4| | `e`\n");
	expect("a | b\n--- | :-:\n@c | d\\|e\nf\n", "3|@c | d\\|e\n4|f\n");
	expect("before\n| a |\n|---|\n| b |\n", "1|before\n4|b\n");
	expect("| a |\n|---|\n\f\n| b |\n", "3|\n4|b\n");
	expect("- | a |\n  |---|\n  | b |\n", "3|b\n");
}

static void
a_tables_header_is_a_line_without_text(void **state)
{
	(void)state;
	expect("| @a | b |\n| - | - |\n", "1|\n");
}

static void
in_a_row_only_text_holds_tags(void **state)
{
	(void)state;
	tags_too = true;
	expect("|  a |\n|---|\n|  `x @y` | \\@b [@z](@u) |\n", "3|`x @y` | \\@b [@z](@u) @z\n");
	tags_too = false;
}

static void
what_looks_like_a_delimiter_row_alone_makes_no_table(void **state)
{
	(void)state;
	expect("a\n| - | - |\nb\n", "1|a\n| - | - |\nb\n");
	expect("a | b\nc | d\n", "1|a | b\nc | d\n");
}

static void
lines_behind_reference_definitions_have_their_number(void **state)
{
	(void)state;
	expect("[r]: /x\n[s]: /y 'z\nu'\na [r]\noffer: b\n", "4|a [r]\n5|offer: b\n");
	expect_of("# h\n\n[r]: /x\na\n@b\n", 1, "4|a\n5|@b\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(prose_stays_one_line),
		RULE(a_label_field_handle_or_link_starts_a_new_line),
		RULE(what_follows_a_box_alone_is_its_line),
		RULE(a_date_starts_a_line_where_the_first_has_one),
		RULE(a_statement_in_brackets_is_not_split),
		RULE(code_starts_no_line),
		RULE(a_list_of_those_present_goes_up_to_words_and_a_colon),
		RULE(each_row_of_a_table_is_a_line_with_its_cells_joined),
		RULE(a_tables_header_is_a_line_without_text),
		RULE(in_a_row_only_text_holds_tags),
		RULE(what_looks_like_a_delimiter_row_alone_makes_no_table),
		RULE(lines_behind_reference_definitions_have_their_number),
	};

	return cmocka_run_group_tests(tests, start_tagger, end_tagger);
}
