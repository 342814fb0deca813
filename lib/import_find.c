#include "identity.h"
#include "import_parts.h"

/* So many people of one name or number are compared with a card, the last that came first. */
#define MOST_TRIED 200

static bool
is(struct ng_str s, const char *literal)
{
	return ng_str_eq(s, ng_str_of(literal));
}

bool
ng_import_is_web(struct ng_str key)
{
	return is(key, "url") || is(key, "linkedin") || is(key, "github") || is(key, "mastodon");
}

struct ng_str
ng_import_key(struct ng_arena *a, char type, struct ng_str what)
{
	struct ng_buf b = {.arena = a};

	ng_buf_char(&b, type);
	ng_buf_char(&b, ':');
	ng_buf_add(&b, what);
	return ng_buf_str(&b);
}

/* The first entry of those who have it, or NG_NONE. */
static uint32_t
first_entry(const struct ng_import *imp, char type, struct ng_str what)
{
	uint32_t key = what.n == 0 ? NG_NONE : ng_table_find(imp->keys, ng_import_key(imp->a, type, what));

	return key == NG_NONE ? NG_NONE : imp->first[key];
}

char
ng_import_way(struct ng_str key, struct ng_str same)
{
	if (is(key, "email"))
		return ng_identity_is_shared(same) ? 'p' : 'e';
	if (is(key, "phone"))
		return 'p';
	if (ng_import_is_web(key))
		return ng_identity_profile_site(same).n > 0 ? 'u' : 'p';
	return '\0';
}

uint32_t
ng_import_number(struct ng_import *imp, char type, struct ng_str key, struct ng_str what)
{
	struct ng_buf b = {.arena = imp->a};

	/* a page is the same under whatever key */
	ng_buf_char(&b, type);
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, ng_import_is_web(key) ? NG_STR("url") : key);
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, what);
	return ng_table_put(imp->sayable, ng_buf_str(&b));
}

bool
ng_import_is_said(const struct ng_import *imp, uint32_t person, uint32_t number)
{
	uint32_t pair[] = {person, number};

	return ng_table_find(imp->said, (struct ng_str){(const char *)pair, sizeof(pair)}) != NG_NONE;
}

bool
ng_import_is_called(struct ng_import *imp, uint32_t person, struct ng_str words)
{
	return ng_import_is_said(imp, person, ng_import_number(imp, 'n', NG_STR(""), words));
}

/* A card while it is looked for. */
struct search {
	struct ng_import *imp;
	const struct ng_card *card;
	const struct ng_name *name;
	struct ng_str words; /* of the name … */
	struct ng_str whole; /* … and of all of it, as it is shown */
	struct ng_str *same; /* what compares of each of its fields … */
	uint32_t *number;    /* … as a number, and that of its profile's site, or NG_NONE */
	uint32_t *site;
};

/* What compares of the card's fields. */
static void
compare_fields(struct search *s)
{
	struct ng_import *imp = s->imp;
	size_t n = s->card->n;

	s->same = ng_arena_array(imp->a, n, sizeof(*s->same));
	s->number = ng_arena_array(imp->a, n, sizeof(*s->number));
	s->site = ng_arena_array(imp->a, n, sizeof(*s->site));
	for (size_t i = 0; i < n; i++) {
		const struct ng_card_field *f = &s->card->fields[i];
		bool profile;

		s->same[i] = ng_import_same(imp->a, f->key, f->value);
		profile = ng_import_way(f->key, s->same[i]) == 'u';
		s->number[i] = ng_import_number(imp, 'v', f->key, s->same[i]);
		s->site[i] =
		    profile ? ng_import_number(imp, 's', ng_identity_profile_site(s->same[i]), NG_STR("")) : (uint32_t)NG_NONE;
	}
}

/* True where the person has one of the card's values of a key. */
static bool
shares(const struct search *s, uint32_t person, const char *key)
{
	for (size_t i = 0; i < s->card->n; i++)
		if (is(s->card->fields[i].key, key) && ng_import_is_said(s->imp, person, s->number[i]))
			return true;
	return false;
}

/* True where both have a page at one site: it's not the same, or the person were found by it. */
static bool
other_profile(const struct search *s, uint32_t person)
{
	for (size_t i = 0; i < s->card->n; i++)
		if (s->site[i] != NG_NONE && ng_import_is_said(s->imp, person, s->site[i]))
			return true;
	return false;
}

/* True where both have a birthday, and of none of the card's are day and year the same. */
static bool
other_birthday(const struct search *s, uint32_t person)
{
	struct ng_str b = s->imp->people[person].birthday;
	bool both = false;

	for (size_t i = 0; i < s->card->n && b.n > 0; i++) {
		int year, other, month, day;

		if (!is(s->card->fields[i].key, "birthday") || s->same[i].n == 0)
			continue;
		if (ng_import_is_said(s->imp, person, s->number[i]) &&
		    !(ng_date_birthday(s->card->fields[i].value, &year, &month, &day) &&
		      ng_date_birthday(b, &other, &month, &day) && year > 0 && other > 0 && year != other))
			return false;
		both = true;
	}
	return both;
}

/*
 * True where the same name is not enough: another generation, handle, birthday or profile, or another firm with other
 * addresses.
 */
static bool
contradicts(const struct search *s, uint32_t person)
{
	const struct ng_import *imp = s->imp;
	struct ng_str generation = imp->people[person].generation, exported = imp->people[person].exported;
	bool addresses = false, org = false;

	/* father and son */
	if (generation.n > 0 && s->name->generation.n > 0 && !ng_str_eq(generation, s->name->generation))
		return true;
	/* two of one book of ours */
	if (exported.n > 0 && s->card->handle.n > 0 && !ng_str_eq(exported, s->card->handle))
		return true;
	if (other_birthday(s, person) || other_profile(s, person))
		return true;
	for (size_t i = 0; i < s->card->n; i++) {
		addresses = addresses || is(s->card->fields[i].key, "email") || is(s->card->fields[i].key, "phone");
		org = org || is(s->card->fields[i].key, "org");
	}
	if (!addresses || !org || !ng_import_is_said(imp, person, imp->any_org) ||
	    !ng_import_is_said(imp, person, imp->any_address))
		return false;
	/* who has one of its addresses was found by that */
	return !shares(s, person, "org");
}

/* The person who has one of the card's addresses of a type, or NG_NONE. */
static uint32_t
find_by_address(const struct search *s, char type)
{
	for (size_t i = 0; i < s->card->n; i++) {
		const struct ng_card_field *f = &s->card->fields[i];
		uint32_t e = ng_import_way(f->key, s->same[i]) == type ? first_entry(s->imp, type, s->same[i]) : NG_NONE;
		uint32_t found = NG_NONE;

		for (size_t tried = 0; e != NG_NONE && tried < MOST_TRIED; tried++, e = s->imp->entries[e].next) {
			const struct ng_import_person *p = &s->imp->people[s->imp->entries[e].person];

			/* a number may be a whole office's */
			if (type != 'p' || ng_name_share_word(p->words, s->words))
				found = s->imp->entries[e].person;
		}
		if (found != NG_NONE)
			return found;
	}
	return NG_NONE;
}

/* Whom ng-export gave the card's handle, if it was here: in other notes it may be somebody else's. */
static uint32_t
find_by_handle(const struct search *s)
{
	uint32_t e = first_entry(s->imp, 'h', s->card->handle);
	uint32_t person = e == NG_NONE ? NG_NONE : s->imp->entries[e].person;
	uint32_t whole = ng_import_number(s->imp, 'w', NG_STR(""), s->whole);
	bool called = person != NG_NONE && (ng_import_is_called(s->imp, person, s->words) ||
	                                    ng_import_is_called(s->imp, person, s->whole) ||
	                                    ng_import_is_said(s->imp, person, whole));

	return called ? person : (uint32_t)NG_NONE;
}

/* Who has a name ('n': its words; 'w': all of it), and doesn't contradict the card; *namesake is somebody who does. */
static uint32_t
find_by_name(const struct search *s, char type, struct ng_str words, uint32_t *namesake)
{
	uint32_t found = NG_NONE;
	size_t tried = 0;

	for (uint32_t e = first_entry(s->imp, type, words); e != NG_NONE && tried < MOST_TRIED;
	     tried++, e = s->imp->entries[e].next) {
		uint32_t person = s->imp->entries[e].person;

		/* of several the first: entries are linked from the last */
		if (contradicts(s, person))
			*namesake = person;
		else
			found = person;
	}
	return found;
}

uint32_t
ng_import_find(struct ng_import *imp, const struct ng_card *card, const struct ng_name *name, const char **how,
               uint32_t *namesake)
{
	static const struct {
		char type;
		const char *how;
	} ways[] = {{'e', "the same e-mail address"},
	            {'u', "the same profile"},
	            {'p', "the same number or page, and a like name"}};
	struct search s = {.imp = imp, .card = card, .name = name, .words = ng_name_words(imp->a, name),
	                   .whole = ng_import_whole(imp->a, name->shown)};
	uint32_t found;

	compare_fields(&s);
	*namesake = NG_NONE;
	*how = "the same handle";
	found = find_by_handle(&s);
	if (found != NG_NONE)
		return found;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		found = find_by_address(&s, ways[i].type);
		*how = ways[i].how;
		if (found != NG_NONE)
			return found;
	}
	*how = "the same name";
	found = find_by_name(&s, 'n', s.words, namesake);
	/* a name that is taken apart in two ways is still the same */
	if (found == NG_NONE)
		found = find_by_name(&s, 'w', s.whole, namesake);
	if (found == NG_NONE && !ng_str_eq(s.words, s.whole))
		found = find_by_name(&s, 'n', s.whole, namesake);
	return found;
}

