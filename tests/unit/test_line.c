#include "tagger_rule.h"

#include "line.h"
#include "record.h"

struct job {
	const char *body;
	const char *inner; /* the statement in brackets that is meant, or NULL */
	struct ng_buf out;
};

static void
add(struct ng_buf *out, const char *name, struct ng_str value)
{
	if (value.n == 0)
		return;
	if (out->n > 0)
		ng_buf_char(out, ' ');
	ng_buf_printf(out, "%s=%.*s", name, NG_STR_ARG(value));
}

/* What a line says, as "name=value" words; what it doesn't say is left out. */
static void
describe(const struct ng_line *line, struct ng_buf *out)
{
	static const char *const places[] = {"", "first", "label", "after"}, *const colons[] = {"none", "one", "two"};
	struct ng_str s = line->block->text;
	char day[11];

	add(out, "box", ng_str_of(ng_state_name(line->box)));
	add(out, "date", ng_str_of(ng_date_format(line->date, day)));
	if (line->lead != NULL)
		add(out, places[line->lead_place], line->lead->value);
	if (line->goal != NULL)
		add(out, "goal", line->goal->value);
	if (line->titled)
		add(out, "titled", NG_STR("yes"));
	if (line->label != NULL) {
		add(out, "label", line->label->word);
		add(out, "noun", line->noun);
		add(out, "colon", ng_str_of(colons[line->colon]));
		add(out, "before", ng_str_trim(ng_str_cut(s, line->start, line->label_from)));
		add(out, "text", ng_str_trim(ng_str_cut(s, line->label_to, line->end)));
	} else if (line->key.n > 0) {
		add(out, line->card_key ? "card" : "key", line->key);
		add(out, "value", ng_str_trim(ng_str_cut(s, line->value, line->to)));
	} else {
		add(out, "text", ng_str_trim(ng_str_cut(s, line->start, line->end)));
	}
}

static void
parse(void *arg)
{
	struct job *job = arg;
	struct ng_line_tools tools = {arena, tagger, ng_lexicon_new(arena)};
	struct ng_line of = {0}, line;
	struct ng_note note;

	ng_note_parse(arena, ng_str_of(job->body), 1, &note);
	of.block = &note.blocks[0];
	of.number = 1;
	of.tags = ng_tagger_scan_text(tagger, arena, of.block->text, of.block->class);
	line = ng_line_parse(&tools, &of, 0, of.block->text.n, true, false);
	for (const struct ng_tag *t = ng_line_tag(&line, NULL); job->inner != NULL && t != NULL; t = ng_line_tag(&line, t))
		if (ng_str_eq(ng_str_cut(of.block->text, t->from, t->to), ng_str_of(job->inner))) {
			struct ng_line inner = ng_line_inner(&tools, &line, t, 1);

			describe(&inner, &job->out);
			return;
		}
	assert_null(job->inner);
	describe(&line, &job->out);
}

static void
expect_line(const char *body, const char *inner, const char *want, int at)
{
	struct job job = {.body = body, .inner = inner, .out = {.arena = arena}};

	protect(parse, &job);
	expect_slice(ng_buf_str(&job.out), want, __FILE__, at);
}

#define expect(body, want) expect_line(body, NULL, want, __LINE__)
#define expect_inner(body, inner, want) expect_line(body, inner, want, __LINE__)

static void
a_box_stands_in_an_item(void **state)
{
	(void)state;
	expect("- [ ] a", "box=open text=a");
	expect("- [x] a", "box=done text=a");
	expect("1. [X] a", "box=done text=a");
	expect("- [-] a", "box=dropped text=a");
	expect("- [/] a", "box=open text=a");
	expect("- TODO a", "box=open text=a");
	expect("- DONE a", "box=done text=a");
	expect("- [ ]", "box=open");
	expect("- [>] a", "text=[>] a");
	expect("- [ ]a", "text=[ ]a");
	expect("- TODOs a", "text=TODOs a");
	expect("- \\[ ] a", "text=\\[ ] a");
	expect("[ ] a", "text=[ ] a");
	expect("TODO a", "text=TODO a");
}

static void
a_date_may_begin_a_line(void **state)
{
	(void)state;
	expect("2026-03-04 a", "date=2026-03-04 text=a");
	expect("- [x] 2026-03-04: a", "box=done date=2026-03-04 text=a");
	expect("- **2026-03-04** – a", "date=2026-03-04 text=a");
	expect("- **2026-03-04:** a", "date=2026-03-04 text=a");
	expect("- [[2026-03-04]] a", "date=2026-03-04 text=a");
	expect("- 2026-03-04", "date=2026-03-04");
	expect("- 2026-02-30 a", "text=2026-02-30 a");
	expect("- 2026-03-041 a", "text=2026-03-041 a");
	expect("- `2026-03-04` a", "text=`2026-03-04` a");
	expect("- a 2026-03-04", "text=a 2026-03-04");
}

static void
in_a_heading_a_date_counts_anywhere(void **state)
{
	(void)state;
	expect("# a 2026-03-04 b", "date=2026-03-04 text=a 2026-03-04 b");
	expect("# a [[2026-03-04]]", "date=2026-03-04 text=a [[2026-03-04]]");
	expect("# a due:2026-03-04 2026-03-05", "date=2026-03-05 text=a due:2026-03-04 2026-03-05");
	expect("# a by:2026-03-04", "text=a by:2026-03-04");
	expect("- # a 2026-03-04", "date=2026-03-04 text=a 2026-03-04");
}

static void
a_time_is_no_part_of_the_text(void **state)
{
	(void)state;
	expect("- 9:30 a", "text=a");
	expect("- 2026-03-04 19h30, a", "date=2026-03-04 text=a");
	expect("- 09:30-10:15 a", "text=a");
	expect("- 9am – 10 pm: a", "text=a");
	expect("- 9 a", "text=9 a");
	expect("- 123:45 a", "text=123:45 a");
	expect("- 9:30x a", "text=9:30x a");
}

static void
a_line_may_begin_with_a_handle_link_or_goal(void **state)
{
	(void)state;
	expect("@a reads", "first=@a text=@a reads");
	expect("- [ ] 2026-03-04 9:30 @a: reads", "box=open date=2026-03-04 first=@a text=@a: reads");
	expect("- **@a** reads", "first=@a text=**@a** reads");
	expect("- 🎉 @a reads", "first=@a text=🎉 @a reads");
	expect("- [@a](b) reads", "first=@a text=[@a](b) reads");
	expect("- [[A b]] reads", "first=[[a-b]] text=[[A b]] reads");
	expect("- #goal/x is near", "goal=#goal/x text=#goal/x is near");
	expect("- reads @a", "text=reads @a");
	expect("- #topic @a", "text=#topic @a");
}

static void
two_colons_behind_a_handle_or_goal_make_a_definition(void **state)
{
	(void)state;
	expect("- @a:: Anna", "first=@a titled=yes text=@a:: Anna");
	expect("- [x] #goal/rent:: Pay", "box=done goal=#goal/rent titled=yes text=#goal/rent:: Pay");
	expect("- **@a**:: Anna", "first=@a titled=yes text=**@a**:: Anna");
	expect("- @a:: offer: x", "first=@a titled=yes text=@a:: offer: x");
	expect("- @a::b", "first=@a text=@a::b");
}

static void
a_label_ends_with_a_colon_and_space(void **state)
{
	(void)state;
	expect("offer: a", "label=offer colon=one text=a");
	expect("Offer:: a", "label=offer colon=two text=a");
	expect("- KNOWS : a", "label=knows colon=one text=a");
	expect("- why:", "label=why colon=one");
	expect("- offer:a", "text=offer:a");
	expect("- offer a", "text=offer a");
	expect("- offers: a", "text=offers: a");
	expect("- [ ] @a: promise: b", "box=open first=@a label=promise colon=one before=@a: text=b");
	expect("- #goal/x need: b", "goal=#goal/x label=need colon=one before=#goal/x text=b");
}

static void
a_label_may_have_a_noun_in_its_long_form(void **state)
{
	(void)state;
	expect("- ask intro: a", "label=ask noun=introduction colon=one text=a");
	expect("- got Advice: a", "label=got noun=advice colon=one text=a");
	expect("- need lunch: a", "label=need noun=lunch colon=one text=a");
	expect("- info: a", "label=info noun=information colon=one text=a");
	expect("- met lunch: a", "label=met noun=lunch colon=one text=a");
	expect("- dinner meeting: a", "label=dinner noun=meeting colon=one text=a");
}

static void
any_other_word_makes_it_no_label(void **state)
{
	(void)state;
	expect("- Got stuck: a", "text=Got stuck: a");
	expect("- Ask HN: a", "text=Ask HN: a");
	expect("- idea lunch: a", "text=idea lunch: a");
	expect("- Budget: 5k", "text=Budget: 5k");
	expect("- `offer`: a", "text=`offer`: a");
	expect("- call advice: a", "text=call advice: a");
}

static void
a_label_may_name_who_or_be_followed_by_who(void **state)
{
	(void)state;
	expect("- offer @a: b", "label=@a label=offer colon=one text=b");
	expect("- ask intro **@a**: b", "label=@a label=ask noun=introduction colon=one text=b");
	expect("- got card: @a at b", "after=@a label=got noun=card colon=one text=@a at b");
	expect("- @a offer @b: c", "label=@b label=offer colon=one before=@a text=c");
}

static void
emphasis_and_emoji_before_a_label_are_skipped(void **state)
{
	(void)state;
	expect("**Offer:** a", "label=offer colon=one text=a");
	expect("**Offer**: a", "label=offer colon=one text=a");
	expect("*offer*:: a", "label=offer colon=two text=a");
	expect("- 🎁 offer: a", "label=offer colon=one text=a");
	expect("- **offer: a** b", "label=offer colon=one text=a** b");
}

static void
a_word_of_contact_needs_no_colon_before_a_name_or_in_a_heading(void **state)
{
	(void)state;
	expect("- Lunch with @a", "label=lunch noun=lunch colon=none text=Lunch with @a");
	expect("- call [[A]] today", "label=call noun=call colon=none text=call [[A]] today");
	expect("# Dinner at the harbour", "label=dinner noun=dinner colon=none text=Dinner at the harbour");
	expect("- # Dinner at the harbour", "label=dinner noun=dinner colon=none text=Dinner at the harbour");
	expect("- Lunch was good", "text=Lunch was good");
	expect("- Lunch offer @b", "text=Lunch offer @b");
	expect("- @a lunch with @b", "first=@a text=@a lunch with @b");
	expect("# Workshops", "text=Workshops");
}

static void
ask_who_needs_no_colon_behind_a_box(void **state)
{
	(void)state;
	expect("- [ ] ask @a for b", "box=open label=@a label=ask colon=none text=for b");
	expect("- ask @a for b", "text=ask @a for b");
	expect("- [ ] offer @a b", "box=open text=offer @a b");
}

static void
words_of_presence_need_no_colon_where_they_stand_alone(void **state)
{
	(void)state;
	expect("Present", "label=present colon=none");
	expect("- Attendees (6)", "label=attendees colon=none text=(6)");
	expect("## In attendance", "label=in attendance colon=none");
	expect("Regrets:", "label=regrets colon=one");
	expect("## Table", "label=table colon=none");
	expect("- Table", "text=Table");
	expect("- with: @a", "after=@a label=with colon=one text=@a");
	expect("Present day", "text=Present day");
}

static void
a_field_has_two_colons_or_a_cards_key(void **state)
{
	(void)state;
	expect("- how we met:: at b", "key=how-we-met value=at b");
	expect("- @a LinkedIn:: b", "first=@a key=linkedin value=b");
	expect("- **every**:: 6w", "key=every value=6w");
	expect("- company: b", "card=org value=b");
	expect("- Größe:: 2", "key=grösse value=2");
	expect("- city:", "card=city");
	expect("- std::vector", "text=std::vector");
	expect("- a b: c", "text=a b: c");
	expect("- `a`:: b", "text=`a`:: b");
	expect("- a key as long as a whole sentence, which is none, has no fields:: b",
	       "text=a key as long as a whole sentence, which is none, has no fields:: b");
	expect("- a key as long as a whole sentence and so long that it is none:: b",
	       "text=a key as long as a whole sentence and so long that it is none:: b");
}

static void
email_and_phone_are_fields_where_an_address_follows(void **state)
{
	(void)state;
	expect("- email: a@b.de", "key=email value=a@b.de");
	expect("- mail: <a@b.de>", "key=email value=<a@b.de>");
	expect("- phone: +49 30 1234567", "key=phone value=+49 30 1234567");
	expect("- phone:: +49 (0) 30 12-34", "key=phone value=+49 (0) 30 12-34");
	expect("- email: @a about b", "after=@a label=email noun=email colon=one text=@a about b");
	expect("- phone: 10 minutes", "label=phone noun=phone colon=one text=10 minutes");
}

static void
a_statement_in_brackets_is_a_line_of_its_own(void **state)
{
	(void)state;
	expect_inner("- a [offer feedback:: reads **b**] c", "[offer feedback:: reads **b**]",
		     "label=offer noun=feedback colon=two text=reads **b**");
	expect_inner("- a (got:: card)", "(got:: card)", "label=got colon=two text=card");
	expect_inner("- a [Email:: b@c.de]", "[Email:: b@c.de]", "key=email value=b@c.de");
	expect_inner("- a [offer:: to @b]", "[offer:: to @b]", "label=offer colon=two text=to @b");
}

static void
words_and_a_colon_end_a_list_of_those_present(void **state)
{
	static const char *const like[] = {"Agenda: a", "Next steps:", "**Open questions**: a"}, *const unlike[] = {"@a: b", "a", ": a", "10:30 a"};

	(void)state;
	for (size_t i = 0; i < sizeof(like) / sizeof(like[0]); i++)
		assert_true(ng_line_is_heading_like(ng_str_of(like[i]), 0, strlen(like[i])));
	for (size_t i = 0; i < sizeof(unlike) / sizeof(unlike[0]); i++)
		assert_false(ng_line_is_heading_like(ng_str_of(unlike[i]), 0, strlen(unlike[i])));
}

static void
words_without_a_colon_within_sixty_characters_do_not(void **state)
{
	char line[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: b";

	(void)state;
	assert_int_equal(strchr(line, ':') - line, 60);
	assert_false(ng_line_is_heading_like(ng_str_of(line), 0, strlen(line)));
	assert_true(ng_line_is_heading_like(ng_str_of(line), 1, strlen(line)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_box_stands_in_an_item),
		RULE(a_date_may_begin_a_line),
		RULE(in_a_heading_a_date_counts_anywhere),
		RULE(a_time_is_no_part_of_the_text),
		RULE(a_line_may_begin_with_a_handle_link_or_goal),
		RULE(two_colons_behind_a_handle_or_goal_make_a_definition),
		RULE(a_label_ends_with_a_colon_and_space),
		RULE(a_label_may_have_a_noun_in_its_long_form),
		RULE(any_other_word_makes_it_no_label),
		RULE(a_label_may_name_who_or_be_followed_by_who),
		RULE(emphasis_and_emoji_before_a_label_are_skipped),
		RULE(a_word_of_contact_needs_no_colon_before_a_name_or_in_a_heading),
		RULE(ask_who_needs_no_colon_behind_a_box),
		RULE(words_of_presence_need_no_colon_where_they_stand_alone),
		RULE(a_field_has_two_colons_or_a_cards_key),
		RULE(email_and_phone_are_fields_where_an_address_follows),
		RULE(a_statement_in_brackets_is_a_line_of_its_own),
		RULE(words_and_a_colon_end_a_list_of_those_present),
		RULE(words_without_a_colon_within_sixty_characters_do_not),
	};

	return cmocka_run_group_tests(tests, start_tagger, end_tagger);
}
