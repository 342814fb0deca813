#include "unit.h"

#include "index.h"

struct indexing {
	const char *const *lines, *const *names; /* of the terms that are asked for, or NULL */
	struct ng_index *index;
	struct ng_network *net;
	struct ng_table *asked;
	struct ng_buf out;
};

static void
make_index(void *context)
{
	struct indexing *x = context;

	x->net = ng_network_new(arena);
	for (size_t i = 0; x->lines[i] != NULL; i++) {
		struct ng_record record;

		unit_record(x->lines[i], &record);
		ng_network_add(x->net, &record);
	}
	ng_network_settle(x->net, ng_date_of(2026, 11, 23), NG_STR(""));
	for (size_t i = 0; x->names != NULL && x->names[i] != NULL; i++) {
		if (x->asked == NULL)
			x->asked = ng_table_new(arena);
		ng_table_put(x->asked, ng_str_of(x->names[i]));
	}
	x->index = ng_index_new(arena, x->net, ng_stemmer_new(arena), x->asked);
	x->out.arena = arena;
}

/* The passages of a term, each with its weight, `*` where the line itself holds it, `!` where that says what somebody can. */
static void
show_term(struct indexing *x, const char *name, uint32_t term)
{
	const struct ng_term *t = term == NG_NONE ? NULL : ng_index_postings(x->index, term);

	ng_buf_printf(&x->out, "%s", name);
	for (uint32_t i = 0; t != NULL && i < t->passages; i++)
		ng_buf_printf(&x->out, " %u:%g%s%s", (unsigned)t->postings[i].passage, (double)t->postings[i].weight,
		              t->postings[i].own ? "*" : "", t->postings[i].able ? "!" : "");
	if (t != NULL)
		ng_buf_printf(&x->out, " of %u", (unsigned)t->occurrences);
	ng_buf_char(&x->out, '\n');
}

static void
show_terms(void *context)
{
	static const char *const terms[] = {"boats", "sailing", "harbour", "the", "kayak", "#sea", "#sea/deep", "#law/tax", "#law", "tax"};
	const struct ng_str sail[] = {NG_STR("boat"), NG_STR("sail boat"), NG_STR("kayak")}, none[] = {NG_STR("kayak"), NG_STR("boat kayak")};
	struct indexing *x = context;

	make_index(context);
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		show_term(x, terms[i], ng_index_term(x->index, ng_str_of(terms[i])));
	show_term(x, "any", ng_index_any(x->index, NG_STR("= sail"), sail, 3));
	show_term(x, "none", ng_index_any(x->index, NG_STR("= none"), none, 2));
}

static const char *const evidence[] = {
	"knows people=@bob|topics=#sea #law/tax|text=boats, the boats #sea|context=Harbour", "mention people=@ann @bob|text=sailing boats",
	"person people=@eve|topics=#sea|text=Eve", "field people=@bob|what=email|text=boats", "ask people=@bob @eve|text=boats",
	"mention state=dropped|people=@bob|text=boats", "offer state=open|people=@eve|topics=#sea/deep|text=sails #sea/deep|context=Harbour", NULL,
};

static void
a_passage_holds_a_term_more_where_the_line_itself_does(void **unused)
{
	struct indexing x = {.lines = evidence};

	(void)unused;
	protect(show_terms, &x);
	assert_str(ng_buf_str(&x.out), "boats 1:2*! 3:1* of 3\nsailing 2:1*! 3:1* of 2\nharbour 1:0.5! 2:0.5! of 2\nthe\nkayak\n#sea 0:1*! 1:1*! 2:0.5*! of 3\n"
	           "#sea/deep 2:1*! of 1\n#law/tax 1:0.4! of 1\n#law 1:0.2! of 1\ntax 1:0.5! of 1\nany 1:2*! 3:2* of 3\nnone\n");
	assert_int_equal(x.index->npassages, 4);
	assert_int_equal(x.index->people, 3);
}

static void
an_index_of_what_is_asked_for_holds_that_alone(void **unused)
{
	static const char *const names[] = {"boat", "#sea", "tax", NULL};
	struct indexing x = {.lines = evidence, .names = names};

	(void)unused;
	protect(show_terms, &x);
	assert_str(ng_buf_str(&x.out), "boats 1:2*! 3:1* of 3\nsailing\nharbour\nthe\nkayak\n#sea 0:1*! 1:1*! 2:0.5*! of 3\n#sea/deep\n#law/tax\n#law\n"
	           "tax 1:0.5! of 1\nany 1:2*! 3:1* of 2\nnone\n");
}

#define BEGINNINGS 9000

struct beginnings {
	struct ng_network *net;
	struct ng_index *index;
	size_t other; /* words that aren't in their own line alone */
};

/* Lines of 100 words that begin with the same eight letters. */
static void
index_beginnings(void *context)
{
	struct beginnings *b = context;

	b->net = ng_network_new(arena);
	for (unsigned line = 0; line < BEGINNINGS / 100; line++) {
		struct ng_buf text = {.arena = arena};
		struct ng_record record = {.field[NG_FIELD_KIND] = NG_STR("knows"), .field[NG_FIELD_PEOPLE] = NG_STR("@bob")};

		for (unsigned i = 0; i < 100; i++)
			ng_buf_printf(&text, "together%07u ", line * 100 + i);
		record.field[NG_FIELD_TEXT] = ng_buf_str(&text);
		record.field[NG_FIELD_SOURCE] = NG_STR("n.md:1");
		ng_network_add(b->net, &record);
	}
	ng_network_settle(b->net, ng_date_of(2026, 11, 23), NG_STR(""));
	b->index = ng_index_new(arena, b->net, ng_stemmer_new(arena), NULL);
	for (unsigned i = 0; i < BEGINNINGS; i++) {
		char word[16];
		uint32_t term;

		snprintf(word, sizeof(word), "together%07u", i);
		term = ng_index_term(b->index, ng_str_of(word));
		b->other += term == NG_NONE || ng_index_postings(b->index, term)->passages != 1 ||
		            b->index->statements[ng_index_postings(b->index, term)->postings[0].passage] != i / 100;
	}
}

static void
words_that_begin_alike_are_told_apart(void **unused)
{
	struct beginnings b = {.net = NULL};

	(void)unused;
	assert_int_equal(ng_arena_run(arena, index_beginnings, &b), 0);
	assert_int_equal(b.other, 0);
}

static void
a_line_writes_a_topic_where_it_holds_it_whole(void **unused)
{
	(void)unused;
	assert_true(ng_index_writes_topic(NG_STR("on #lawn and #Law."), NG_STR("#law")));
	assert_true(ng_index_writes_topic(NG_STR("on #law"), NG_STR("#law")));
	assert_false(ng_index_writes_topic(NG_STR("on #lawn and #lawé"), NG_STR("#law")));
	assert_false(ng_index_writes_topic(NG_STR("on #la"), NG_STR("#law")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_passage_holds_a_term_more_where_the_line_itself_does),
		RULE(an_index_of_what_is_asked_for_holds_that_alone),
		RULE(words_that_begin_alike_are_told_apart),
		RULE(a_line_writes_a_topic_where_it_holds_it_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
