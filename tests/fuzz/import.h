/*
 * import: what holds of all that address books say, vCards and tables alike.
 *
 * The sections that ng-import writes are read back: nothing but what the cards say, and all of that. Imported again into
 * these notes, the same people are known; and so they are when they have been exported.
 */
#ifndef NG_FUZZ_IMPORT_H
#define NG_FUZZ_IMPORT_H

#include <string.h>

#include "charset.h"
#include "export.h"
#include "fuzz.h"
#include "import_parts.h"
#include "parse.h"
#include "vcard.h"

#include "../oracle/cards.h"

static struct ng_parser *parser;

struct fuzz_cards {
	const struct ng_card **v;
	size_t n, cap;
};

static void
fuzz_take_card(void *context, const struct ng_card *card)
{
	struct fuzz_cards *cards = context;

	cards->v = ng_arena_more(arena, cards->v, cards->n, &cards->cap, sizeof(*cards->v));
	cards->v[cards->n++] = card;
}

static void
fuzz_take_fault(void *context, size_t line, const char *why)
{
	(void)context;
	CHECK(line > 0 && why != NULL, "a fault without line or reason", NOTHING, NOTHING);
}

static inline void
fuzz_take_left_out(void *context, struct ng_str columns)
{
	(void)context;
	CHECK(columns.n > 0, "no column is left out", NOTHING, NOTHING);
}

/* The sections of the cards that are new to the notes; the cards that were taken in stay in *cards. */
static struct ng_str
fuzz_import(struct fuzz_cards *cards, const struct ng_network *net)
{
	struct ng_import_options o = {.today = ng_date_of(2026, 11, 23)};
	struct ng_import *imp = ng_import_new(arena, net, &o);
	size_t n = 0;

	for (size_t i = 0; i < cards->n; i++)
		if (ng_import_add(imp, cards->v[i]))
			cards->v[n++] = cards->v[i];
	cards->n = n;
	return ng_import_write(imp);
}

/* All that cards say, on one line. */
static struct ng_str
all_of(const struct fuzz_cards *cards)
{
	struct ng_buf b = {.arena = arena};

	for (size_t i = 0; i < cards->n; i++) {
		const struct ng_card *c = cards->v[i];
		struct ng_str parts[] = {c->name, c->prefix, c->given, c->additional, c->family, c->suffix};

		for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
			ng_buf_add(&b, ng_foreign_clean(arena, parts[k]));
			ng_buf_char(&b, ' ');
		}
		for (size_t k = 0; k < c->n; k++) {
			ng_buf_add(&b, ng_foreign_clean(arena, c->fields[k].value));
			ng_buf_char(&b, ' ');
		}
	}
	return oracle_without_codes(arena, ng_buf_str(&b));
}

static bool
holds(struct ng_str s, struct ng_str part)
{
	for (size_t i = 0; part.n > 0 && i + part.n <= s.n; i++)
		if (memcmp(s.p + i, part.p, part.n) == 0)
			return true;
	return part.n == 0;
}

/*
 * A name is put in order, "Keller, Maria" becomes "Maria Keller", and pronouns before a comma are taken out; but what
 * stands between its white space and commas is a card's.
 */
static void
check_name(struct ng_str all, struct ng_str name, struct ng_str markdown)
{
	struct ng_str rest = name, word;

	while (ng_str_word(&rest, &word))
		while (word.n > 0) {
			struct ng_str part = fuzz_part(&word, NG_STR(","));

			CHECK(holds(all, part), "a name that no card has", name, markdown);
		}
}

static bool
has_value(const struct oracle_values *values, const struct oracle_value *v)
{
	for (size_t i = 0; i < values->n; i++)
		if (values->v[i].what == v->what && ng_str_eq(values->v[i].key, v->key) && ng_str_eq(values->v[i].text, v->text))
			return true;
	return false;
}

static bool
is_page(struct ng_str key)
{
	return ng_str_eq(key, NG_STR("url")) || ng_str_eq(key, NG_STR("linkedin")) || ng_str_eq(key, NG_STR("github")) ||
	       ng_str_eq(key, NG_STR("mastodon"));
}

/* True where a value is there in these or other words. */
static bool
has_same(const struct oracle_values *values, struct ng_str key, struct ng_str text)
{
	struct ng_str same = ng_import_same(arena, key, text);

	for (size_t i = 0; i < values->n; i++) {
		const struct oracle_value *v = &values->v[i];
		bool alias = ng_str_eq(key, NG_STR("alias")) && v->what == ORACLE_PERSON;
		bool of_key = v->what == ORACLE_FIELD && (ng_str_eq(v->key, key) || (is_page(v->key) && is_page(key)));

		if (ng_str_eq(key, NG_STR("note")))
			of_key = v->what == ORACLE_TEXT;
		/* what is no address or number of the usual form stands under these */
		if (v->what == ORACLE_FIELD && ng_str_eq(key, NG_STR("email")))
			of_key = of_key || ng_str_eq(v->key, NG_STR("email-address"));
		if (v->what == ORACLE_FIELD && ng_str_eq(key, NG_STR("phone")))
			of_key = of_key || ng_str_eq(v->key, NG_STR("tel"));
		if ((alias || of_key) && ng_str_eq(ng_import_same(arena, key, v->text), same))
			return true;
	}
	return same.n == 0;
}

/* ng-parse takes the time off a statement's beginning; in "9am" and "19h30" nothing could be escaped. */
static bool
may_begin_with_time(struct ng_str s)
{
	size_t digits = 0;

	while (digits < s.n && ng_is_digit(s.p[digits]))
		digits++;
	s = ng_str_trim(ng_str_cut(s, digits, s.n));
	return digits > 0 && digits <= 2 && s.n > 0 && strchr("hHaApP", s.p[0]) != NULL;
}

static bool
is_behind_time(const struct oracle_values *want, const struct oracle_value *v)
{
	for (size_t i = 0; i < want->n; i++)
		if (want->v[i].what == v->what && may_begin_with_time(want->v[i].text) && ng_str_ends(want->v[i].text, v->text))
			return true;
	return false;
}

static void
check_values(const struct fuzz_cards *cards, const struct oracle_values *got, struct ng_str markdown)
{
	struct oracle_values want = {.arena = arena};
	struct ng_str all = all_of(cards);
	size_t n, names = 0;

	for (size_t i = 0; i < cards->n; i++)
		oracle_want_card(&want, cards->v[i]);
	for (size_t i = 0; i < want.n; i++) {
		struct ng_str key = want.v[i].what == ORACLE_TEXT ? NG_STR("note") : want.v[i].key;

		if (want.v[i].what != ORACLE_PERSON && !(want.v[i].what == ORACLE_TEXT && may_begin_with_time(want.v[i].text)))
			CHECK(has_same(got, key, want.v[i].text), "a value is lost", want.v[i].text, markdown);
	}
	n = want.n;
	for (size_t i = 0; i < n; i++)
		if (want.v[i].what == ORACLE_FIELD) {
			if (ng_str_eq(want.v[i].key, NG_STR("email")))
				oracle_want(&want, ORACLE_FIELD, NG_STR("email-address"), want.v[i].text);
			if (ng_str_eq(want.v[i].key, NG_STR("phone")))
				oracle_want(&want, ORACLE_FIELD, NG_STR("tel"), want.v[i].text);
		}
	for (size_t i = 0; i < got->n; i++) {
		names += got->v[i].what == ORACLE_PERSON;
		/* what one is called who has another name already is an alias */
		if (got->v[i].what == ORACLE_PERSON || ng_str_eq(got->v[i].key, NG_STR("alias")) ||
		    ng_str_eq(got->v[i].key, NG_STR("pronouns")))
			check_name(all, got->v[i].text, markdown);
		else
			CHECK(has_value(&want, &got->v[i]) || is_behind_time(&want, &got->v[i]), "no card says it", got->v[i].text, markdown);
	}
	CHECK((names > 0) == (cards->n > 0) && names <= cards->n, "not as many people as cards", markdown, NOTHING);
}

/* Reads the notes back into values, a network and an export. */
static void
read_back(struct ng_str markdown, struct oracle_values *got, struct ng_export *x)
{
	struct ng_str records, line;
	const char *why;
	size_t number;

	if (parser == NULL)
		parser = ng_parser_new(NOTHING, &why, &number);
	if (parser == NULL)
		abort();
	CHECK(ng_parser_parse(parser, NG_STR("a.md"), markdown, &records, &why, &number) == 0, "it isn't parsed", markdown, NOTHING);
	while (oracle_next(&records, &line)) {
		struct ng_str copy = ng_str_dup(arena, line);
		struct ng_record r;
		const char *fault;

		CHECK(ng_record_decode((char *)copy.p, copy.n, &r) == 0, "no record", line, markdown);
		fault = oracle_got(got, &r);
		CHECK(fault == NULL, fault, line, markdown);
		ng_export_add(x, &r);
	}
}

/* The sections of cards that are imported into notes which know them define nobody. */
static void
check_known(struct fuzz_cards *cards, const struct ng_network *net)
{
	struct ng_str again = fuzz_import(cards, net), records, line;
	const char *why;
	size_t number;

	CHECK(ng_parser_parse(parser, NG_STR("b.md"), again, &records, &why, &number) == 0, "it isn't parsed", again, NOTHING);
	while (oracle_next(&records, &line))
		CHECK(!ng_str_starts(line, NG_STR("person\t")), "somebody is new who is known", again, line);
}

/* The exported cards, in their order, have the people's handles, and are known to the notes. */
static void
check_export(struct ng_export *x)
{
	struct fuzz_cards cards = {.n = 0};
	struct ng_card_sink sink = {&cards, fuzz_take_card, fuzz_take_fault, fuzz_take_left_out};
	struct ng_str file;

	x->out = (struct ng_buf){.arena = arena};
	ng_export_find(NG_STR("vcard"))->write(x);
	file = ng_charset_file(arena, ng_buf_str(&x->out));
	CHECK(x->net->npeople == 0 || ng_vcard_is(file), "no vCard", file, NOTHING);
	ng_vcard_read(arena, file, &sink);
	CHECK(cards.n == x->net->npeople, "another number of cards", file, NOTHING);
	for (size_t i = 0; i < cards.n; i++)
		CHECK(ng_str_eq(cards.v[i]->handle, x->net->people[i].handle), "the exported handle is another", cards.v[i]->handle, file);
	check_known(&cards, x->net);
}

static void
fuzz_check_cards(struct fuzz_cards *cards)
{
	struct oracle_values got = {.arena = arena};
	struct ng_export x = {.arena = arena};
	struct ng_network *net;
	struct ng_str markdown;

	if (cards->n == 0)
		return;
	markdown = fuzz_import(cards, NULL);
	read_back(markdown, &got, &x);
	check_values(cards, &got, markdown);
	ng_export_sort(&x);
	x.net = net = ng_export_network(&x);
	ng_network_settle(net, ng_date_of(2026, 11, 23), NOTHING);
	check_export(&x);
	check_known(cards, net);
}

#endif
