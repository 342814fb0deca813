/* check_fields: fields that say nothing: a value that can't be read, a key misspelt or with a single colon. */
#include <stdio.h>
#include <string.h>

#include "check_parts.h"
#include "near.h"
#include "text.h"

/* What ng reads of a person, by its own name. */
static const char *const keys[] = {
	"address", "alias", "birthday", "city", "country", "email", "every", "github", "linkedin", "mastodon", "mobile", "org",
	"phone", "pronouns", "role", "timezone", "title", "url", "via", "website",
};

/* Words of their own that are one letter away from a key. */
static const char *const others[] = {"county", "very", "ever", "tithe"};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A shorter key is near to too many words. */
#define SHORTEST 5

/* The key that a slip of the finger made `key` of, or an empty string. */
static struct ng_str
key_near(struct ng_str key)
{
	if (ng_str_is_one_of(key, keys, COUNT(keys)) || ng_str_is_one_of(key, others, COUNT(others)))
		return NG_STR("");
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct ng_str known = ng_str_of(keys[i]);

		/* several of them are one letter more */
		if (known.n >= SHORTEST && ng_near_is(key, known) && !(ng_str_starts(key, known) && ng_str_ends(key, NG_STR("s"))))
			return known;
	}
	return NG_STR("");
}

static void
check_birthday(struct ng_check *c, struct ng_str file, const struct ng_statement *s)
{
	char form[16] = "YYYY-MM-DD";
	int year, month, day;

	if (ng_date_birthday(s->text, &year, &month, &day))
		return;
	if (ng_date_other(s->text, &year, &month, &day) > 0 && month > 0) {
		if (year > 0)
			ng_date_format(ng_date_of(year, month, day), form);
		else
			snprintf(form, sizeof(form), "--%02u-%02u", (unsigned)month % 100, (unsigned)day % 100);
	}
	ng_check_add(c, NG_RULE_FIELD, file, s->line, 0, s->text, "\"%.*s\" is read as no birthday; write %s",
	             NG_STR_ARG(s->text), form);
}

/* The span that a word says, or NULL. */
static const char *
span_of(struct ng_str word)
{
	static const char *const words[][2] = {
		{"daily", "1d"}, {"weekly", "1w"}, {"biweekly", "2w"}, {"monthly", "1m"}, {"month", "1m"}, {"quarterly", "3m"},
		{"quarter", "3m"}, {"yearly", "1y"}, {"annually", "1y"}, {"year", "1y"}, {"week", "1w"},
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (ng_str_eq_nocase(word, ng_str_of(words[i][0])))
			return words[i][1];
	return NULL;
}

static void
check_every(struct ng_check *c, struct ng_str file, const struct ng_statement *s)
{
	const char *span = span_of(s->text);

	if (ng_date_span(s->text) > 0)
		return;
	ng_check_add(c, NG_RULE_FIELD, file, s->line, 0, s->text, "\"%.*s\" is read as no span; write %s",
	             NG_STR_ARG(s->text), span != NULL ? span : "a number and d, w, m or y, such as 6w");
}

/* Whether a key with one colon is meant for a field, and no prose, by its value. */
static bool
is_meant(struct ng_str key, struct ng_str value)
{
	if (ng_str_eq(key, NG_STR("every")))
		return ng_date_span(value) > 0 || span_of(value) != NULL;
	if (ng_str_eq(key, NG_STR("via")))
		return ng_str_starts(value, NG_STR("@")) || ng_str_starts(value, NG_STR("[["));
	if (ng_str_eq(key, NG_STR("me")))
		return ng_str_eq_nocase(value, NG_STR("yes")) || ng_str_eq_nocase(value, NG_STR("true"));
	return ng_str_eq(key, NG_STR("alias"));
}

void
ng_check_field(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s)
{
	struct ng_str file = ng_table_name(net->files, s->file), near;

	if (s->kind != NG_KIND_FIELD || s->people.n == 0)
		return;
	if (ng_str_eq(s->what, NG_STR("birthday")))
		check_birthday(c, file, s);
	if (ng_str_eq(s->what, NG_STR("every")))
		check_every(c, file, s);
	near = key_near(s->what);
	if (near.n > 0)
		ng_check_add(c, NG_RULE_FIELD, file, s->line, 0, s->what, "\"%.*s\" is a field that ng knows nothing of; is it \"%.*s\"?",
		             NG_STR_ARG(s->what), NG_STR_ARG(near));
}

/* Whether a unit stands in the section or on the page of a person. */
static bool
is_in_card(const struct ng_sheet *sheet, const struct ng_unit *u)
{
	const struct ng_outline *o = sheet->parsed->outline;

	while (u->up != NG_NO_UNIT) {
		u = &o->units[u->up];
		if (u->defines)
			return u->line->lead != NULL;
	}
	return sheet->parsed->page->person.n > 0;
}

void
ng_check_key(const struct ng_sheet *sheet, const struct ng_unit *u)
{
	const struct ng_line *l = u->line;
	struct ng_str s = ng_str_cut(l->block->text, l->start, l->to), key, near;
	size_t colon = ng_str_find(ng_str_cut(s, 0, 40), ':');
	struct ng_arena *a = sheet->parsed->tools->arena;

	if (l->label != NULL || l->key.n > 0 || l->lead != NULL || colon == 0 || colon + 1 >= s.n || s.p[colon] != ':' ||
	    !ng_is_space(s.p[colon + 1]) || !is_in_card(sheet, u))
		return;
	key = ng_lexicon_key(a, ng_str_cut(s, 0, colon));
	if (is_meant(key, ng_str_trim(ng_str_cut(s, colon + 1, s.n)))) {
		ng_sheet_add(sheet, l->block, l->start, NG_RULE_FIELD,
		             "no field, for want of a colon; write \"%.*s:: ...\"", NG_STR_ARG(key));
		return;
	}
	near = key_near(key);
	if (near.n > 0)
		ng_sheet_add(sheet, l->block, l->start, NG_RULE_FIELD,
		             "\"%.*s:\" is no field; is it \"%.*s:\"?", NG_STR_ARG(key), NG_STR_ARG(near));
}
