/* What cards say is text: ng-parse reads each person back with just the values that the card had, whatever stands in them. */
#include "unit.h"

#include "import.h"
#include "parse.h"

#include "../oracle/cards.h"

#define CARDS 2500

/* What could mean something in a note. */
static const char *const pieces[] = {
	"# @boss", "## @boss Boss", "<!-- ng: agenda -->", "<!-- /ng -->", "<!--", "-->", "- [ ] offer: x", "- [x] ", "[[x]]", "[[@x]]", "![[x]]",
	"key:: value", "key::", "[offer:: a deck]", "(got:: card)", "(k:: v)", "@boss", " @boss: ", "@boss::", "#goal/x", "#topic", "offer: ",
	"Offer intro: ", "**Ask:** ", "*ask* ", "_offer:_", "need `/x/`: ", "Present", "attendees", "Regrets:", "with @x", "Lunch with @x",
	"dinner:", "met: ", "email: a@b.de", "phone: +49 30 12345", "Phone: 030 1234567", "2026-03-04", "2026-03-04: ", "9:30 ", "9:30 call: ",
	"due:2026-12-01", "due: 2026-12-01", "by:2027-01-01", "📅 2026-12-01", "✅ 2026-12-02", "💡 Idea: ", "DEADLINE: <2026-01-01 Thu>",
	"TODO ", "DONE", "\n", "\n", "\r\n", "\n\n", "\t", "    ", "- ", "* ", "+ ", "1. ", "1) ", "> ", "===", "---", "***", "___", "```", "~~~",
	"`", "``", "| a | b |", "|---|---|", "|", "\\", "\\@", "\\\n", "**", "*", "_", "__", "~~", "$x$", "%%", "&amp;", "&#64;boss", "&lt;", "&",
	"<b>", "</b>", "<https://a.de>", "<?x", "<!x", "https://example.org/a_b?c=d#e", "https://a.de/@boss", "https://a.de/(@boss)",
	"https://a.de/_@boss_", "https://a.de/**#x**", "http://a.de/(k::", "https://a.de/due:2026-01-01", "[r]: /x", "[r]", "](", ")", "(", "[", "]",
	"::", ":", "ı", "é", "田中", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xEF\xBB\xBF", "\x1B[31m", "\x07", "\x7F", "\xC2\x85", "\xE2\x80\xA8", "\xFF",
	"– ", "— ", "word", "x", " ", " ", "and", ", ", ".", "!", "+49 30 1234567", "(mobile)", "2026-03-04 (", "a_b@c.de", "_a@b_", "a.b@c.example", "---\n", "\xC2\xA0",
};

#define PIECES (sizeof(pieces) / sizeof(pieces[0]))

static const char *const keys[] = {"email", "phone", "url", "org", "role", "city", "birthday", "alias", "fax", "linkedin", "categories", "date", "relation", "note"};

static struct ng_str
random_text(uint32_t *state, bool with_word, uint32_t number)
{
	struct ng_buf b = {.arena = arena};

	for (uint32_t n = 1 + unit_random(state) % 5; n > 0; n--) {
		ng_buf_add(&b, ng_str_of(pieces[unit_random(state) % PIECES]));
		if (unit_random(state) % 3 == 0)
			ng_buf_char(&b, ' ');
	}
	/* what tells two cards apart */
	if (with_word)
		ng_buf_printf(&b, "w%u", (unsigned)number);
	return ng_buf_str(&b);
}

static int
by_content(const void *a, const void *b)
{
	const struct oracle_value *v = a, *w = b;
	int c = (int)v->what - (int)w->what;

	c = c != 0 ? c : ng_str_cmp(v->key, w->key);
	return c != 0 ? c : ng_str_cmp(v->text, w->text);
}

struct run {
	struct ng_parser *parser;
	uint32_t seed;
	struct ng_card *card;
	struct oracle_values want, got;
	struct ng_str markdown;
};

static void
make_card(struct run *run)
{
	uint32_t state = run->seed * 2654435761u + 1;
	struct ng_str name = random_text(&state, true, run->seed);
	struct ng_cards cards = {NULL, 0, 0};

	run->card = ng_card_new(arena, 1);
	run->card->name = name;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct ng_str value = random_text(&state, true, run->seed * 16 + (uint32_t)i);

		if (unit_random(&state) % 3 == 0)
			continue;
		ng_card_add(run->card, ng_str_of(keys[i]), value);
	}
	ng_card_end(run->card, &cards);
}

static void
import_card(void *context)
{
	struct run *run = context;
	struct ng_import_options o = {.today = ng_date_of(2026, 11, 23)};
	struct ng_import *imp = ng_import_new(arena, NULL, &o);

	make_card(run);
	assert_true(ng_import_add(imp, run->card));
	assert_true(ng_import_add(imp, run->card));
	run->markdown = ng_import_write(imp);
	oracle_want_card(&run->want, run->card);
}

static struct ng_str
shown(const struct oracle_values *values, size_t i)
{
	struct ng_buf b = {.arena = arena};

	if (i >= values->n)
		return NG_STR("nothing");
	ng_buf_printf(&b, "%d %.*s: %.*s", (int)values->v[i].what, NG_STR_ARG(values->v[i].key), NG_STR_ARG(values->v[i].text));
	return ng_buf_str(&b);
}

static void
compare(void *context)
{
	struct run *run = context;
	struct ng_str records, text;
	const char *why;
	size_t line;

	run->want.arena = run->got.arena = arena;
	import_card(run);
	assert_int_equal(ng_parser_parse(run->parser, NG_STR("a.md"), run->markdown, &records, &why, &line), 0);
	while (oracle_next(&records, &text)) {
		struct ng_record r;
		struct ng_str copy = ng_str_dup(arena, text);
		const char *fault;

		assert_int_equal(ng_record_decode((char *)copy.p, copy.n, &r), 0);
		fault = oracle_got(&run->got, &r);
		if (fault != NULL)
			fail_msg("%s: %.*s\n%.*s", fault, NG_STR_ARG(text), NG_STR_ARG(run->markdown));
	}
	qsort(run->want.v, run->want.n, sizeof(*run->want.v), by_content);
	qsort(run->got.v, run->got.n, sizeof(*run->got.v), by_content);
	for (size_t i = 0; i < run->want.n || i < run->got.n; i++)
		if (i >= run->want.n || i >= run->got.n || by_content(&run->want.v[i], &run->got.v[i]) != 0)
			fail_msg("seed %u\nwant %.*s\ngot  %.*s\n%.*s", (unsigned)run->seed, NG_STR_ARG(shown(&run->want, i)),
			         NG_STR_ARG(shown(&run->got, i)), NG_STR_ARG(run->markdown));
}

static void
hostile_cards_are_read_back_as_they_are_and_nothing_else(void **unused)
{
	const char *why;
	size_t line;
	struct ng_parser *parser = ng_parser_new((struct ng_str){NULL, 0}, &why, &line);

	(void)unused;
	assert_non_null(parser);
	for (uint32_t seed = 1; seed <= CARDS; seed++) {
		struct run run = {.parser = parser, .seed = seed};

		protect(compare, &run);
		ng_arena_reset(arena, 0);
	}
	ng_parser_free(parser);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(hostile_cards_are_read_back_as_they_are_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
