#include "import.h"

#include <string.h>

#include "foreign.h"
#include "identity.h"
#include "import_parts.h"
#include "lexicon.h"
#include "name.h"
#include "text.h"

/* A value of the notes that holds the card's says it too, if it's no longer than this. */
#define PART_LIMIT 200
/* So many values of the notes are looked through for one that holds a card's. */
#define MOST_LOOKED_AT 200

static bool
is(struct ng_str s, const char *literal)
{
	return ng_str_eq(s, ng_str_of(literal));
}

bool
ng_import_is_single(struct ng_str key)
{
	static const char *const single[] = {"org", "role", "department", "address", "city", "region", "postal-code",
	                                      "country", "timezone"};

	for (size_t i = 0; i < sizeof(single) / sizeof(single[0]); i++)
		if (is(key, single[i]))
			return true;
	return false;
}

/* A text without the %XX that its web addresses were written with. */
static struct ng_str
without_codes(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	if (ng_str_find(s, '%') == s.n)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '%' && i + 2 < s.n ? ng_hex_value(s.p[i + 1]) : -1, low = high < 0 ? -1 : ng_hex_value(s.p[i + 2]);

		ng_buf_char(&b, low < 0 ? s.p[i] : (char)(high * 16 + low));
		i += low < 0 ? 0 : 2;
	}
	return ng_buf_str(&b);
}

struct ng_str
ng_import_whole(struct ng_arena *a, struct ng_str name)
{
	struct ng_name whole = {.called = name};

	return ng_name_words(a, &whole);
}

static struct ng_str
name_words(struct ng_arena *a, struct ng_str s)
{
	struct ng_name name = ng_name_of(a, s);

	return ng_name_words(a, &name);
}

struct ng_str
ng_import_same(struct ng_arena *a, struct ng_str key, struct ng_str value)
{
	struct ng_str same = {NULL, 0};
	int year, month, day;

	/* what is no part of the text may stand within a code, and a code may be what is none */
	value = ng_foreign_clean(a, without_codes(a, ng_foreign_clean(a, value)));
	if (is(key, "email"))
		same = ng_identity_email(a, value);
	else if (is(key, "phone") || is(key, "fax") || is(key, "pager"))
		same = ng_identity_phone(a, value);
	else if (ng_import_is_web(key))
		same = ng_identity_web(a, key, value);
	else if (is(key, "alias"))
		same = name_words(a, value);
	else if (is(key, "birthday") && ng_date_birthday(value, &year, &month, &day)) {
		struct ng_buf b = {.arena = a};

		ng_buf_printf(&b, "%02d-%02d", month, day); /* with or without the year */
		same = ng_buf_str(&b);
	}
	return same.n > 0 ? same : ng_text_fold_bare(a, value);
}

static void
add_entry(struct ng_import *imp, char type, struct ng_str what, uint32_t person)
{
	uint32_t count = ng_table_count(imp->keys), key;

	if (what.n == 0)
		return;
	key = ng_table_put(imp->keys, ng_import_key(imp->a, type, what));
	if (key == count) {
		imp->first = ng_arena_more(imp->a, imp->first, count, &imp->cap_first, sizeof(*imp->first));
		imp->first[key] = NG_NONE;
	}
	/* mostly what is added of one person follows each other; who is there twice all the same is but tried twice */
	if (imp->first[key] != NG_NONE && imp->entries[imp->first[key]].person == person)
		return;
	imp->entries = ng_arena_more(imp->a, imp->entries, imp->nentries, &imp->cap_entries, sizeof(*imp->entries));
	imp->entries[imp->nentries] = (struct ng_import_entry){person, imp->first[key]};
	imp->first[key] = (uint32_t)imp->nentries++;
}

/* False where it was said before. */
static bool
say(struct ng_import *imp, uint32_t person, uint32_t number)
{
	uint32_t pair[] = {person, number}, count = ng_table_count(imp->said);

	return ng_table_put(imp->said, (struct ng_str){(const char *)pair, sizeof(pair)}) == count;
}

/* A name, as ng_name_words gave it, by which the person is found. */
static void
add_name(struct ng_import *imp, uint32_t person, struct ng_str words)
{
	say(imp, person, ng_import_number(imp, 'n', NG_STR(""), words));
	add_entry(imp, 'n', words, person);
}

/* All of a name as it stands, by which they are found too; what has only its words may be another name all the same. */
static void
add_whole(struct ng_import *imp, uint32_t person, struct ng_str name)
{
	struct ng_str words = ng_import_whole(imp->a, name);

	/* mostly it is both */
	if (ng_str_eq(words, imp->people[person].words))
		return;
	say(imp, person, ng_import_number(imp, 'w', NG_STR(""), words));
	add_entry(imp, 'w', words, person);
}

/* True where a value of the notes, which are before all fresh ones, holds this one. */
static bool
is_part(const struct ng_import_person *p, struct ng_str key, struct ng_str same)
{
	for (size_t i = 0; i < p->n && i < MOST_LOOKED_AT && !p->values[i].fresh && same.n <= PART_LIMIT; i++) {
		const struct ng_import_value *v = &p->values[i];

		if (v->same.n > PART_LIMIT || !ng_str_eq(v->key, key))
			continue;
		for (size_t k = 0; k + same.n <= v->same.n; k++)
			if (memcmp(v->same.p + k, same.p, same.n) == 0)
				return true;
		/* a street, without the city, which has a field of its own */
		if (is(key, "address") && ng_str_starts(same, v->same) && same.p[v->same.n] == ',')
			return true;
	}
	return false;
}

/* Adds a value, unless it is there. */
static void
add_value(struct ng_import *imp, uint32_t person, struct ng_str key, struct ng_str value, bool fresh)
{
	struct ng_import_person *p = &imp->people[person];
	struct ng_str same = ng_import_same(imp->a, key, value);
	char type = ng_import_way(key, same);

	if (same.n == 0 || (fresh && is(key, "alias") && ng_import_is_called(imp, person, same)))
		return;
	if (!say(imp, person, ng_import_number(imp, 'v', key, same)))
		return;
	if (fresh && type == '\0' && !is(key, "birthday") && is_part(p, key, same))
		return;
	p->values = ng_arena_more(imp->a, p->values, p->n, &p->cap, sizeof(*p->values));
	p->values[p->n++] = (struct ng_import_value){key, value, same, fresh};
	if (is(key, "email") || is(key, "phone") || is(key, "org"))
		say(imp, person, is(key, "org") ? imp->any_org : imp->any_address);
	if (type == 'u')
		say(imp, person, ng_import_number(imp, 's', ng_identity_profile_site(same), NG_STR("")));
	if (is(key, "birthday") && p->birthday.n == 0)
		p->birthday = value;
	if (type != '\0')
		add_entry(imp, type, same, person);
	if (is(key, "alias"))
		add_name(imp, person, same);
}

static uint32_t
new_person(struct ng_import *imp)
{
	imp->people = ng_arena_more(imp->a, imp->people, imp->n, &imp->cap, sizeof(*imp->people));
	imp->people[imp->n] = (struct ng_import_person){.namesake = NG_NONE};
	return (uint32_t)imp->n++;
}

/* Each part of a value of the notes, which may be a list. */
static void
add_known(struct ng_import *imp, uint32_t person, struct ng_str key, struct ng_str text)
{
	bool address, list;

	/* an address book has one for what two are in notes */
	key = is(key, "title") ? NG_STR("role") : ng_lexicon_is_categories(key) ? NG_STR("categories") : key;
	address = is(key, "email");
	list = address || is(key, "phone") || is(key, "fax") || is(key, "pager") || is(key, "alias") || is(key, "url") ||
	       is(key, "categories");
	text = ng_foreign_of(imp->a, text);
	/* whole, too: what looks like a list may have come as one value */
	if (list)
		add_value(imp, person, key, text, false);
	while (list && text.n > 0) {
		size_t to = 0;

		while (to < text.n && text.p[to] != ',' && text.p[to] != ';' && !(address && text.p[to] == ' '))
			to++;
		add_value(imp, person, key, ng_str_trim(ng_str_cut(text, 0, to)), false);
		text = ng_str_cut(text, to + 1, text.n);
	}
	if (!list)
		add_value(imp, person, key, text, false);
}

/* What the notes say of a person. */
static void
add_statements(struct ng_import *imp, uint32_t number)
{
	const struct ng_network *net = imp->net;
	const struct ng_person *p = &net->people[number];

	for (size_t i = 0; i < p->statements.n; i++) {
		const struct ng_statement *s = net->statements[p->statements.v[i]];

		if (s->people.v[0] != number)
			continue;
		/* an address book has topics as categories */
		for (size_t k = 0; k < s->topics.n; k++) {
			struct ng_str topic = ng_table_name(net->topics, s->topics.v[k]);

			add_known(imp, number, NG_STR("categories"), ng_str_cut(topic, 1, topic.n));
		}
		if (s->kind == NG_KIND_PERSON && !imp->people[number].defined) {
			imp->people[number].defined = true;
			imp->people[number].source = ng_network_source(imp->a, net, s);
			add_known(imp, number, NG_STR("note"), s->text); /* a card of it has the whole title there */
		} else if (s->kind == NG_KIND_FIELD) {
			add_known(imp, number, s->what, s->text);
		} else if (s->kind == NG_KIND_MENTION) {
			add_known(imp, number, NG_STR("note"), s->text);
		} else if (s->kind == NG_KIND_GOT && is(s->what, "card") && s->date == imp->options.event) {
			imp->people[number].has_card = true;
		}
	}
}

static void
set_name(struct ng_import *imp, uint32_t person, struct ng_name name)
{
	struct ng_import_person *p = &imp->people[person];

	p->words = ng_name_words(imp->a, &name);
	p->generation = name.generation;
	add_name(imp, person, p->words);
	add_whole(imp, person, name.shown);
	if (name.pronouns.n > 0)
		add_value(imp, person, NG_STR("pronouns"), name.pronouns, !p->known);
}

/* True where a statement is the encounter at which the cards were got: that day, that title. */
static bool
is_event(const struct ng_import *imp, const struct ng_statement *s)
{
	struct ng_str title = ng_text_fold_bare(imp->a, imp->options.title), text, before;

	if (s->kind != NG_KIND_MET || imp->options.event == 0 || s->date != imp->options.event)
		return false;
	text = ng_text_fold_bare(imp->a, s->text);
	if (!ng_str_ends(title, text))
		return false;
	/* what ng-parse takes off the front: a time, a word of contact with its colon */
	before = ng_str_trim(ng_str_cut(title, 0, title.n - text.n));
	return before.n == 0 || ng_is_digit(before.p[0]) ||
	       (ng_str_ends(before, NG_STR(":")) && ng_str_starts(before, s->what));
}

/* The people of the notes, under the numbers that they have in the network. */
static void
add_network(struct ng_import *imp)
{
	const struct ng_network *net = imp->net;

	for (uint32_t i = 0; i < net->npeople; i++) {
		const struct ng_person *p = &net->people[i];
		uint32_t number = new_person(imp);
		struct ng_import_person *q = &imp->people[number];
		struct ng_buf handle = {.arena = imp->a};
		bool link = p->handle.p[0] == '[';

		ng_buf_char(&handle, '@');
		ng_buf_add(&handle, link ? ng_str_cut(p->handle, 2, p->handle.n - 2) : ng_str_cut(p->handle, 1, p->handle.n));
		q->handle = ng_buf_str(&handle);
		q->known = true;
		q->name = ng_foreign_of(imp->a, p->name);
		set_name(imp, number, ng_name_of(imp->a, q->name.n > 0 ? q->name : q->handle));
		ng_table_put(imp->handles, q->handle);
		add_whole(imp, number, q->name);
		add_name(imp, number, name_words(imp->a, ng_foreign_of(imp->a, p->called.n > 0 ? p->called : p->linked)));
		add_name(imp, number, name_words(imp->a, q->handle));
		add_entry(imp, 'h', q->handle, number);
		add_statements(imp, number);
	}
	for (size_t i = 0; i < net->nstatements; i++)
		imp->met = imp->met || is_event(imp, net->statements[i]);
}

struct ng_import *
ng_import_new(struct ng_arena *a, const struct ng_network *net, const struct ng_import_options *o)
{
	struct ng_import *imp = ng_arena_alloc(a, sizeof(*imp));

	imp->a = a;
	imp->net = net;
	imp->options = *o;
	imp->handles = ng_table_new(a);
	imp->keys = ng_table_new(a);
	imp->sayable = ng_table_new(a);
	imp->said = ng_table_new(a);
	imp->any_address = ng_import_number(imp, 'k', NG_STR("address"), NG_STR(""));
	imp->any_org = ng_import_number(imp, 'k', NG_STR("org"), NG_STR(""));
	imp->bases = ng_table_new(a);
	imp->tagger = ng_tagger_new(a);
	if (net != NULL)
		add_network(imp);
	return imp;
}

/* The name of a card that has none: its address. */
static struct ng_str
name_of(struct ng_arena *a, const struct ng_card *card)
{
	const char *const keys[] = {"email", "phone", "url", "linkedin", "github"};
	struct ng_str name = ng_foreign_clean(a, card->name), given = ng_foreign_clean(a, card->given);
	struct ng_str family = ng_foreign_clean(a, card->family);
	struct ng_buf b = {.arena = a};

	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]) && name.n == 0; k++)
		for (size_t i = 0; i < card->n && name.n == 0; i++)
			if (is(card->fields[i].key, keys[k]))
				name = ng_foreign_clean(a, card->fields[i].value);
	/* ng-parse leaves a dash out that joins handle and name */
	while (ng_str_starts(name, NG_STR("– ")) || ng_str_starts(name, NG_STR("— ")))
		name = ng_str_cut(name, 4, name.n);
	/* Outlook's "Keller, Maria" */
	if (given.n == 0 || family.n == 0 || ng_str_find(name, ',') != family.n || !ng_str_starts(name, family))
		return name;
	ng_buf_add(&b, given);
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, family);
	return ng_buf_str(&b);
}

/* Each paragraph of a note. */
static void
add_note(struct ng_import *imp, uint32_t person, struct ng_str note)
{
	size_t from = 0, end;

	for (size_t i = 0; i < note.n; i = ng_str_line_next(note, end)) {
		end = ng_str_line_end(note, i);
		if (ng_str_trim(ng_str_cut(note, i, end)).n > 0)
			continue;
		add_value(imp, person, NG_STR("note"), ng_str_trim(ng_str_cut(note, from, i)), true);
		from = end;
	}
	add_value(imp, person, NG_STR("note"), ng_str_trim(ng_str_cut(note, from, note.n)), true);
}

bool
ng_import_add(struct ng_import *imp, const struct ng_card *card)
{
	struct ng_str shown = name_of(imp->a, card);
	struct ng_name name;
	struct ng_import_person *p;
	uint32_t person, namesake;
	const char *how;
	bool firm;

	if (shown.n == 0)
		return false;
	/* a firm's comma parts no names; what a dash was taken off is no longer the firm's */
	firm = card->called_firm && ng_str_eq(shown, ng_foreign_clean(imp->a, card->name));
	name = firm ? (struct ng_name){.shown = shown, .called = shown} : ng_name_of(imp->a, shown);
	person = ng_import_find(imp, card, &name, &how, &namesake);
	if (person == NG_NONE) {
		person = new_person(imp);
		imp->people[person].namesake = namesake;
		imp->people[person].handle = ng_import_handle(imp, card->handle, &name);
		imp->people[person].exported = card->handle;
	}
	p = &imp->people[person];
	if (p->name.n == 0 && !p->defined) {
		p->name = name.shown;
		set_name(imp, person, name);
	} else if (card->name.n > 0 && !ng_import_is_called(imp, person, ng_name_words(imp->a, &name))) {
		add_value(imp, person, NG_STR("alias"), name.called, true);
	}
	p->touched = true;
	if (p->how == NULL)
		p->how = how;
	for (size_t i = 0; i < card->n; i++) {
		struct ng_str value = card->fields[i].value;

		if (is(card->fields[i].key, "note"))
			add_note(imp, person, value);
		else
			add_value(imp, person, card->fields[i].key, ng_foreign_clean(imp->a, value), true);
	}
	return true;
}
