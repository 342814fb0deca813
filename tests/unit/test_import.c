/* What cards say is text: ng-parse reads each person back with just the values that the card had, whatever stands in them. */
#include "unit.h"

#include "foreign.h"
#include "import.h"
#include "parse.h"

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

/* What is to be read back of one card, as lines that are sorted. */
struct lines {
	struct ng_str v[64];
	size_t n;
};

static int
by_bytes(const void *a, const void *b)
{
	return ng_str_cmp(*(const struct ng_str *)a, *(const struct ng_str *)b);
}

static void
add_line(struct lines *lines, struct ng_str kind, struct ng_str key, struct ng_str text)
{
	struct ng_buf b = {.arena = arena};

	assert_true(lines->n < 64);
	ng_buf_add(&b, kind);
	ng_buf_char(&b, '\t');
	ng_buf_add(&b, key);
	ng_buf_char(&b, '\t');
	ng_buf_add(&b, text);
	lines->v[lines->n++] = ng_buf_str(&b);
}

/* A web address comes back with %XX where a character could be misread. */
static struct ng_str
without_percent(struct ng_str s)
{
	struct ng_buf b = {.arena = arena};

	for (size_t i = 0; i < s.n; i++) {
		unsigned c;

		if (s.p[i] == '%' && i + 2 < s.n + 0 && sscanf((char[]){s.p[i + 1], s.p[i + 2], 0}, "%2X", &c) == 1 && s.p[i + 1] != ' ') {
			ng_buf_char(&b, (char)c);
			i += 2;
		} else {
			ng_buf_char(&b, s.p[i]);
		}
	}
	return ng_buf_str(&b);
}

static struct ng_str
meant(struct ng_str text)
{
	return without_percent(ng_foreign_of(arena, text));
}

struct run {
	struct ng_parser *parser;
	uint32_t seed;
	struct ng_card *card;
	struct lines want, got;
	struct ng_str markdown;
};

/* A note's paragraphs are mentions; one that begins with a word of presence is a field. */
static void
want_note(struct run *run, struct ng_str note)
{
	size_t from = 0, end;
	struct ng_str text;

	for (size_t i = 0; i <= note.n; i = i < note.n ? ng_str_line_next(note, end) : i + 1) {
		end = i < note.n ? ng_str_line_end(note, i) : i;
		if (i < note.n && ng_str_trim(ng_str_cut(note, i, end)).n > 0)
			continue;
		text = ng_foreign_clean(arena, ng_str_cut(note, from, i));
		if (text.n > 0)
			add_line(&run->want, NG_STR("text"), NG_STR(""), without_percent(text));
		from = end;
	}
}

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
	struct ng_str name;
	struct ng_import *imp = ng_import_new(arena, NULL, &o);

	make_card(run);
	assert_true(ng_import_add(imp, run->card));
	assert_true(ng_import_add(imp, run->card));
	run->markdown = ng_import_write(imp);
	name = ng_foreign_clean(arena, run->card->name);
	while (ng_str_starts(name, NG_STR("– ")) || ng_str_starts(name, NG_STR("— ")))
		name = ng_str_cut(name, 4, name.n);
	add_line(&run->want, NG_STR("person"), NG_STR(""), without_percent(name));
	for (size_t i = 0; i < run->card->n; i++) {
		const struct ng_card_field *f = &run->card->fields[i];

		if (ng_str_eq(f->key, NG_STR("note")))
			want_note(run, f->value);
		else
			add_line(&run->want, NG_STR("field"), f->key, without_percent(ng_foreign_clean(arena, f->value)));
	}
}

static void
read_back(struct run *run, const struct ng_record *r)
{
	struct ng_str kind = r->field[NG_FIELD_KIND], key = r->field[NG_FIELD_WHAT];

	if (ng_record_kind(r) == NG_KIND_MENTION || ng_str_eq(key, NG_STR("note"))) {
		kind = NG_STR("text");
		key = NG_STR("");
	}
	add_line(&run->got, kind, key, meant(r->field[NG_FIELD_TEXT]));
	/* nobody and nothing else is in it */
	assert_int_equal(ng_str_count_words(r->field[NG_FIELD_PEOPLE]), 1);
	for (int f = NG_FIELD_STATE; f < NG_FIELD_TEXT; f++)
		if (f != NG_FIELD_PEOPLE && f != NG_FIELD_WHAT && r->field[f].n > 0)
			fail_msg("field %d of a record: %.*s\n%.*s", f, NG_STR_ARG(r->field[f]), NG_STR_ARG(run->markdown));
}

static void
compare(void *context)
{
	struct run *run = context;
	struct ng_str records;
	const char *why;
	size_t line, i = 0;

	import_card(run);
	assert_int_equal(ng_parser_parse(run->parser, NG_STR("a.md"), run->markdown, &records, &why, &line), 0);
	while (records.n > 0) {
		struct ng_record r;
		size_t end = ng_str_find(records, '\n');
		struct ng_str copy = ng_str_dup(arena, ng_str_cut(records, 0, end));

		assert_int_equal(ng_record_decode((char *)copy.p, copy.n, &r), 0);
		read_back(run, &r);
		records = ng_str_cut(records, end + 1, records.n);
	}
	qsort(run->want.v, run->want.n, sizeof(struct ng_str), by_bytes);
	qsort(run->got.v, run->got.n, sizeof(struct ng_str), by_bytes);
	for (i = 0; i < run->want.n || i < run->got.n; i++)
		if (i >= run->want.n || i >= run->got.n || !ng_str_eq(run->want.v[i], run->got.v[i]))
			fail_msg("seed %u\nwant %.*s\ngot  %.*s\n%.*s", (unsigned)run->seed,
			         NG_STR_ARG(i < run->want.n ? run->want.v[i] : NG_STR("nothing")),
			         NG_STR_ARG(i < run->got.n ? run->got.v[i] : NG_STR("nothing")), NG_STR_ARG(run->markdown));
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
