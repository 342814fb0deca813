/*
 * cards: what cards say is text: ng-parse reads each person back with just the values that the card had, whatever stands
 * in them. For the unit test and the fuzz targets.
 */
#ifndef NG_ORACLE_CARDS_H
#define NG_ORACLE_CARDS_H

#include "card.h"
#include "foreign.h"
#include "lines.h"

/* A person's name, a field, or a paragraph of a note. */
enum oracle_what { ORACLE_PERSON, ORACLE_FIELD, ORACLE_TEXT };

struct oracle_value {
	enum oracle_what what;
	struct ng_str key, text;
};

struct oracle_values {
	struct ng_arena *arena;
	struct oracle_value *v;
	size_t n, cap;
};

/* A web address comes back with %XX where a character could be misread. */
static inline struct ng_str
oracle_without_codes(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '%' && i + 2 < s.n ? ng_hex_value(s.p[i + 1]) : -1, low = high < 0 ? -1 : ng_hex_value(s.p[i + 2]);

		ng_buf_char(&b, low < 0 ? s.p[i] : (char)(high * 16 + low));
		i += low < 0 ? 0 : 2;
	}
	return ng_buf_str(&b);
}

/* Adds a value as it will be read. */
static inline void
oracle_want(struct oracle_values *values, enum oracle_what what, struct ng_str key, struct ng_str text)
{
	struct ng_arena *a = values->arena;

	text = ng_foreign_clean(a, text);
	/* ng-parse leaves a dash out that joins handle and name */
	while (what == ORACLE_PERSON && (ng_str_starts(text, NG_STR("– ")) || ng_str_starts(text, NG_STR("— "))))
		text = ng_str_cut(text, 4, text.n);
	if (text.n == 0)
		return;
	values->v = ng_arena_more(a, values->v, values->n, &values->cap, sizeof(*values->v));
	values->v[values->n++] = (struct oracle_value){what, key, oracle_without_codes(a, text)};
}

/* Each paragraph of a note. */
static inline void
oracle_want_note(struct oracle_values *values, struct ng_str note)
{
	size_t from = 0, end;

	for (size_t i = 0; i < note.n; i = ng_str_line_next(note, end)) {
		end = ng_str_line_end(note, i);
		if (ng_str_trim(ng_str_cut(note, i, end)).n > 0)
			continue;
		oracle_want(values, ORACLE_TEXT, NG_STR(""), ng_str_cut(note, from, i));
		from = end;
	}
	oracle_want(values, ORACLE_TEXT, NG_STR(""), ng_str_cut(note, from, note.n));
}

/* All that is to be read back of a card. */
static inline void
oracle_want_card(struct oracle_values *values, const struct ng_card *card)
{
	oracle_want(values, ORACLE_PERSON, NG_STR(""), card->name);
	for (size_t i = 0; i < card->n; i++) {
		const struct ng_card_field *f = &card->fields[i];

		if (ng_str_eq(f->key, NG_STR("note")))
			oracle_want_note(values, f->value);
		else
			oracle_want(values, ORACLE_FIELD, f->key, f->value);
	}
}

/* Adds what a record says; or tells what is wrong with it: nobody and nothing else is in it. */
static inline const char *
oracle_got(struct oracle_values *values, const struct ng_record *r)
{
	struct ng_arena *a = values->arena;
	struct ng_str key = r->field[NG_FIELD_WHAT], text = r->field[NG_FIELD_TEXT];
	enum ng_kind kind = ng_record_kind(r);
	bool note = kind == NG_KIND_MENTION || (kind == NG_KIND_FIELD && ng_str_eq(key, NG_STR("note")));

	if (kind != NG_KIND_PERSON && kind != NG_KIND_FIELD && kind != NG_KIND_MENTION)
		return "a record that no card says";
	if (ng_str_count_words(r->field[NG_FIELD_PEOPLE]) != 1)
		return "not one person in a record";
	for (int f = NG_FIELD_STATE; f < NG_FIELD_TEXT; f++)
		if (f != NG_FIELD_PEOPLE && f != NG_FIELD_WHAT && r->field[f].n > 0)
			return "a field of a record that no card says";
	values->v = ng_arena_more(a, values->v, values->n, &values->cap, sizeof(*values->v));
	values->v[values->n++] = (struct oracle_value){
	    note ? ORACLE_TEXT : kind == NG_KIND_PERSON ? ORACLE_PERSON : ORACLE_FIELD, note ? NG_STR("") : key,
	    oracle_without_codes(a, ng_foreign_of(a, text))};
	return NULL;
}

#endif
