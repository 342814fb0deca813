#include "tagger_rule.h"

#include "outline.h"

struct job {
	const char *path, *file;
	struct ng_buf out;
	struct ng_str text, title;
	bool names, bare;
};

static void
add(struct ng_buf *out, const char *name, struct ng_str value)
{
	if (value.n > 0)
		ng_buf_printf(out, " %s=%.*s", name, NG_STR_ARG(value));
}

/* A unit on a line: its line's number, that of what encloses it, its date, what it is. */
static void
describe(const struct ng_outline *o, size_t i, struct ng_buf *out)
{
	static const char *const lists[] = {"", " there", " not-there"};
	const struct ng_unit *u = &o->units[i];
	char day[11];

	ng_buf_printf(out, "%zu", u->line->number);
	if (u->up != NG_NO_UNIT)
		ng_buf_printf(out, "<%zu", o->units[u->up].line->number);
	add(out, "date", ng_str_of(ng_date_format(u->date, day)));
	ng_buf_printf(out, "%s%s%s%s", u->defines ? " defines" : "", u->nests ? " nests" : "", u->opens_list ? " opens" : "",
		      lists[u->list]);
	if (u->carried != NULL)
		add(out, "carried", u->carried->value);
	if (u->met != NULL) {
		ng_buf_printf(out, " met");
		add(out, "named", ng_buf_str(&u->met->named));
		add(out, "present", ng_buf_str(&u->met->present));
		add(out, "joined", ng_buf_str(&u->met->joined));
		add(out, "absent", ng_buf_str(&u->met->absent));
	}
	ng_buf_char(out, '\n');
}

static void
read_outline(struct job *job, struct ng_outline *outline)
{
	struct ng_line_tools tools = {arena, tagger, ng_lexicon_new(arena)};
	struct ng_str file = ng_str_of(job->file);
	struct ng_front front;
	struct ng_page page;
	struct ng_note note;

	assert_int_equal(ng_front_read(arena, file, &front), 0);
	ng_note_parse(arena, ng_str_cut(file, front.body, file.n), front.body_line, &note);
	ng_page_read(arena, tagger, ng_str_of(job->path), &front, (struct ng_str){NULL, 0}, &page);
	ng_outline_read(&tools, &note, &page, outline);
}

static void
outline_of(void *arg)
{
	struct ng_outline outline;
	struct job *job = arg;

	read_outline(job, &outline);
	for (size_t i = 0; i < outline.n; i++)
		describe(&outline, i, &job->out);
	if (outline.page_people.n > 0) {
		ng_buf_printf(&job->out, "page");
		if (outline.page_unit != NG_NO_UNIT)
			ng_buf_printf(&job->out, "@%zu", outline.units[outline.page_unit].line->number);
		add(&job->out, "people", outline.page_people);
		ng_buf_char(&job->out, '\n');
	}
}

static void
expect_outline(const char *path, const char *file, const char *want, int at)
{
	struct job job = {.path = path, .file = file, .out = {.arena = arena}};

	protect(outline_of, &job);
	expect_slice(ng_buf_str(&job.out), want, __FILE__, at);
}

#define expect(file, want) expect_outline("note.md", file, want, __LINE__)
#define expect_at(path, file, want) expect_outline(path, file, want, __LINE__)

static void
headings_enclose_by_level_and_items_by_depth(void **state)
{
	(void)state;
	expect("a\n\n# b\n\n### c\n\nd\n\n## e\n\n- f\n  - g\n\n    h\n\n# i\n",
	       "1\n3\n5<3\n7<5\n9<3\n11<9 nests\n12<11\n14<12\n16\n");
	expect("# a\n\n> ## b\n\n- # c\n\nd\n", "1\n3<1\n5<1\n7<1\n");
}

static void
the_lines_of_a_paragraph_stand_side_by_side(void **state)
{
	(void)state;
	expect("# a\n\n@b c\noffer: d\nneed: e\n", "1\n3<1\n4<1 carried=@b\n5<1 carried=@b\n");
	expect("- a\n  offer: b\n  - c\n", "1 nests\n2\n3<1\n");
}

static void
a_paragraph_that_ends_in_a_colon_encloses_the_list_after_it(void **state)
{
	(void)state;
	expect("About @a:\n\n- b\n- c\n\nd\n\n- e\n", "1 opens\n3<1\n4<1\n6\n8\n");
	expect("**Plan:**\n- a\n", "1 opens\n2<1\n");
	expect("# h\n\na\noffer: b:\n- c\n", "1\n3<1\n4<1 opens\n5<4\n");
	expect("a:\n\nb\n\n- c\n", "1 opens\n3\n5\n");
}

static void
a_date_holds_for_what_stands_under_it(void **state)
{
	(void)state;
	expect_at("2026-11-20.md", "a\n\n# 2026-03-04\n\nb\n\n- 2026-03-05 c\n  - d\n\n# e\n",
		  "1 date=2026-11-20\n3 date=2026-03-04\n5<3 date=2026-03-04\n7<3 date=2026-03-05 nests\n8<7 date=2026-03-05\n"
		  "10 date=2026-11-20\n");
}

static void
a_heading_or_item_that_begins_with_a_handle_or_goal_defines(void **state)
{
	(void)state;
	expect("# @a Anna\n", "1 defines\n");
	expect("# #goal/x Fund it by:2027-03-31\n", "1 defines\n");
	expect("- @a:: Anna\n", "1 defines\n");
	expect("## @ines Party planner\n", "1 defines\n");
	expect("# @a\n", "1\n");
	expect("- @a Anna\n", "1\n");
	expect("# @a and @b\n", "1\n");
	expect("# @a offer: x\n", "1\n");
	expect("# [[A]] Anna\n", "1\n");
	expect("> # @a Anna\n", "1\n");
	expect("# 2026-03-04\n\n## @a Anna\n\n- @b:: Bob\n",
	       "1 date=2026-03-04\n3<1 date=2026-03-04\n5<3 date=2026-03-04 defines\n");
}

static void
a_dated_heading_or_one_of_contact_is_an_encounter(void **state)
{
	(void)state;
	expect("# 2026-03-04 Dinner with @a\n", "1 date=2026-03-04 met named=@a\n");
	expect("# Harbour 2026-03-04\n", "1 date=2026-03-04 met\n");
	expect("# 2026-03-04\n\n## Lunch @a\n\n## Walk @b\n",
	       "1 date=2026-03-04\n3<1 date=2026-03-04 met named=@a\n5<1 date=2026-03-04\n");
	expect("# Lunch @a\n", "1\n");
	expect("# @a\n\n## 2026-03-04\n", "1\n3<1 date=2026-03-04 met\n");
	expect("# 2026-03-04 offer: x\n", "1 date=2026-03-04\n");
	expect("- 2026-03-04 Dinner\n", "1 date=2026-03-04\n");
}

static void
items_begin_with_whom_joined_an_encounter(void **state)
{
	(void)state;
	expect("# 2026-03-04 Dinner\n\n- @a b\n  - [x] @c d\n- [ ] @e f\n- g @h\n- [[I]] j\n\n@k l\n",
	       "1 date=2026-03-04 met joined=@a @c [[i]]\n3<1 date=2026-03-04 nests\n4<3 date=2026-03-04\n5<1 date=2026-03-04\n"
	       "6<1 date=2026-03-04\n7<1 date=2026-03-04\n9<1 date=2026-03-04\n");
	expect("# 2026-03-04 Dinner\n\n## @a:: Anna\n\n## @b brings wine\n",
	       "1 date=2026-03-04 met joined=@b\n3<1 date=2026-03-04 defines\n5<1 date=2026-03-04\n");
	expect("# 2026-03-04 Minutes\n\n- [[I]] j\n- offer: @k l\n",
	       "1 date=2026-03-04 met\n3<1 date=2026-03-04\n4<1 date=2026-03-04\n");
}

static void
who_was_present_joins_the_nearest_encounter(void **state)
{
	(void)state;
	expect("# 2026-03-04 Minutes\n\nPresent: @a, @b\n\nRegrets: @c\n\n- @c d\n",
	       "1 date=2026-03-04 met present=@a @b absent=@c\n3<1 date=2026-03-04 there\n5<1 date=2026-03-04 not-there\n"
	       "7<1 date=2026-03-04\n");
	expect("# 2026-03-04 Minutes\n\n## Attendees\n\n- @a (chair)\n- @b Bob Lee\n\n## Notes\n",
	       "1 date=2026-03-04 met present=@a @b\n3<1 date=2026-03-04 there\n5<3 date=2026-03-04 there\n6<3 date=2026-03-04 there\n"
	       "8<1 date=2026-03-04\n");
	expect("# 2026-03-04 Minutes\n\n- Present\n- @a\n- Lunch with @b\n- offer: @c d\n",
	       "1 date=2026-03-04 met present=@a @b\n3<1 date=2026-03-04 opens there\n4<3 date=2026-03-04 there\n"
	       "5<3 date=2026-03-04 there\n6<1 date=2026-03-04\n");
	expect("# Present: @a\n\n## 2026-03-04 Dinner @b\n\n- @c d\n",
	       "1 there\n3<1 date=2026-03-04 there met named=@b present=@c\n5<3 date=2026-03-04 there\n");
	expect("# Present: @a\n\n## 2026-03-04\n\n- @c d\n",
	       "1 there\n3<1 date=2026-03-04 there\n5<3 date=2026-03-04 there\n");
	expect("# 2026-03-04 Minutes\n\n- Present\n- @a\n- @b\n- Agenda: x\n- @c d\n",
	       "1 date=2026-03-04 met present=@a @b joined=@c\n3<1 date=2026-03-04 opens there\n4<3 date=2026-03-04 there\n"
	       "5<3 date=2026-03-04 there\n6<1 date=2026-03-04\n7<1 date=2026-03-04\n");
}

static void
else_the_pages(void **state)
{
	(void)state;
	expect_at("2026-11-20 Board.md", "# Board\n\nPresent:\n- @a\n- @b\n",
		  "1 date=2026-11-20\n3<1 date=2026-11-20 opens there\n4<3 date=2026-11-20 there\n5<3 date=2026-11-20 there\n"
		  "page@3 people=@a @b\n");
	expect_at("2026-11-20 Board.md", "Present:\n\nWith: @a\n\nTable: @b\n",
		  "1 date=2026-11-20 opens there\n3 date=2026-11-20 there\n5 date=2026-11-20 there\npage@3 people=@a @b\n");
	expect_at("2026-11-20.md", "---\npeople: [@a, b]\n---\nc\n", "4 date=2026-11-20\npage people=@a [[b]]\n");
	expect("---\npeople: [@a]\n---\nc\n", "4\n");
	expect_at("2026-03-04.md", "---\npeople: [@a]\n---\n# 2026-03-04 Dinner @b\n",
		  "4 date=2026-03-04 met named=@b @a\n");
	expect("---\npeople: [@a]\n---\n# 2026-03-04 Dinner @b\n", "4 date=2026-03-04 met named=@b @a\n");
}

static void
in_a_quote_nothing_is_defined_or_met(void **state)
{
	(void)state;
	expect("> # 2026-03-04 Dinner @a\n>\n> Present: @b\n", "1 date=2026-03-04\n3 there\n");
}

static void
take(void *arg)
{
	struct ng_outline outline;
	struct job *job = arg;

	read_outline(job, &outline);
	job->text = ng_outline_text(arena, outline.units[0].line);
	job->title = ng_outline_title(arena, outline.units[0].line);
	job->names = ng_outline_is_names(outline.units[0].line);
	job->bare = ng_outline_is_bare(outline.units[0].line);
}

static struct job
first_line(const char *file)
{
	struct job job = {.path = "note.md", .file = file};

	protect(take, &job);
	return job;
}

static void
a_text_has_no_box_date_label_or_date_marks(void **state)
{
	(void)state;
	expect_str(first_line("- [ ] 2026-03-04 **Offer:** a  b due:2026-12-01\n  c ✅ 2026-12-02\n").text, "a b c");
	expect_str(first_line("- @a: offer intro: to @b [due:: 2026-12-01]\n").text, "@a: to @b");
	expect_str(first_line("- *a* `b` [offer:: c] #d\n").text, "*a* `b` [offer:: c] #d");
	expect_str(first_line("a <!-- ng-check: ok --> b <!-- c --> d\n").text, "a b <!-- c --> d");
	expect_str(first_line("Present: @a <!-- ng-check: b\nAgenda: c -->\n").text, "@a");
}

static void
a_title_has_no_handle_tags_fields_or_dates(void **state)
{
	(void)state;
	expect_str(first_line("# @a Anna *Lee* #b [email:: c@d.de] by:2027-03-31\n").title, "Anna Lee");
	expect_str(first_line("- @a:: Anna\n").title, "Anna");
	expect_str(first_line("- [[2026-03-04]] @a:: Anna\n").title, "Anna");
	expect_str(first_line("# #goal/x – Fund it\n").title, "Fund it");
	expect_str(first_line("# @a - Anna of [[Atlas]]\n").title, "Anna of [[Atlas]]");
}

static void
a_line_of_names_has_capitals_short_words_and_parentheses(void **state)
{
	(void)state;
	assert_true(first_line("- @a Anna van Lee (chair of the board), [[Bob]]\n").names);
	assert_true(first_line("- Ørsted @b\n").names);
	assert_false(first_line("- @a sends the minutes\n").names);
}

static void
a_bare_line_holds_tags_and_signs_alone(void **state)
{
	(void)state;
	assert_true(first_line("- **@a**, #b – [[c]] [email:: d]\n").names);
	assert_true(first_line("- **@a**, #b; [[c]] [email:: d]\n").bare);
	assert_true(first_line("# 2026-03-04\n").bare);
	assert_false(first_line("- @a b\n").bare);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(headings_enclose_by_level_and_items_by_depth),
		RULE(the_lines_of_a_paragraph_stand_side_by_side),
		RULE(a_paragraph_that_ends_in_a_colon_encloses_the_list_after_it),
		RULE(a_date_holds_for_what_stands_under_it),
		RULE(a_heading_or_item_that_begins_with_a_handle_or_goal_defines),
		RULE(a_dated_heading_or_one_of_contact_is_an_encounter),
		RULE(items_begin_with_whom_joined_an_encounter),
		RULE(who_was_present_joins_the_nearest_encounter),
		RULE(else_the_pages),
		RULE(in_a_quote_nothing_is_defined_or_met),
		RULE(a_text_has_no_box_date_label_or_date_marks),
		RULE(a_title_has_no_handle_tags_fields_or_dates),
		RULE(a_line_of_names_has_capitals_short_words_and_parentheses),
		RULE(a_bare_line_holds_tags_and_signs_alone),
	};

	return cmocka_run_group_tests(tests, start_tagger, end_tagger);
}
