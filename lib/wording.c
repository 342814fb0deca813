#include "wording.h"

/* Nouns that are counted, and take an article; the others, and those of the user, take none. */
static const char *const counted[] = {
	"call", "card", "conference", "email", "event", "idea", "introduction", "job", "lead", "mail", "meeting",
	"meetup", "message", "no", "opinion", "party", "recommendation", "referral", "seat", "visit", "workshop",
};

/* Kinds of which a noun is said, and how: before the noun, without a noun, before the first person. */
static const struct saying {
	enum ng_kind kind;
	const char *of, *bare, *person;
} sayings[] = {
	{NG_KIND_ASK, "Ask for ", "Ask", " to "},
	{NG_KIND_OFFER, "Offer of ", "Offer", " from "},
	{NG_KIND_PROMISE, "Promise of ", "Promise", " to "},
	{NG_KIND_GOT, "Got ", "Got something", " from "},
	{NG_KIND_GAVE, "Gave ", "Gave something", " to "},
	{NG_KIND_NEED, "Need of ", "Need", " of "},
	{NG_KIND_WHY, "", "Why I want it", " with "},
	{NG_KIND_WANT, "", "What I want", " with "},
	{NG_KIND_KNOWS, "", "What can be asked", " of "},
	{NG_KIND_NEXT, "To do: ", "To do", " with "},
	{NG_KIND_MENTION, "Mention in a ", "Mention", " of "},
};

struct wording {
	struct ng_buf out;
	const struct ng_network *net;
	const struct ng_record *r;
};

static void
add(struct wording *w, const char *s)
{
	ng_buf_add(&w->out, ng_str_of(s));
}

/* A noun with its article. */
static void
add_noun(struct wording *w, struct ng_str noun)
{
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++)
		if (ng_str_eq(noun, ng_str_of(counted[i])))
			add(w, ng_str_find(NG_STR("aeiou"), noun.p[0]) < 5 ? "an " : "a ");
	ng_buf_add(&w->out, noun);
}

static void
add_person(struct wording *w, struct ng_str handle)
{
	uint32_t p = ng_network_person(w->net, handle);

	ng_buf_add(&w->out, p != NG_NONE && w->net->people[p].called.n > 0 ? w->net->people[p].called : handle);
}

static void
add_goal(struct wording *w, struct ng_str handle)
{
	uint32_t g = ng_network_goal(w->net, handle);

	ng_buf_add(&w->out, g != NG_NONE && w->net->goals[g].name.n > 0 ? w->net->goals[g].name : handle);
}

/* "before A, B and C" of a list; nothing where it is empty. */
static void
add_list(struct wording *w, const char *before, struct ng_str list, void (*each)(struct wording *, struct ng_str))
{
	struct ng_str word;

	while (ng_str_word(&list, &word)) {
		add(w, before);
		each(w, word);
		before = ng_str_find(list, ' ') < list.n ? ", " : " and ";
	}
}

/* The people behind the first, who are named only. */
static void
add_others(struct wording *w)
{
	struct ng_str people = w->r->field[NG_FIELD_PEOPLE], first;

	if (ng_str_word(&people, &first))
		add_list(w, ", naming ", people, add_person);
}

static void
add_definition(struct wording *w, const char *what, enum ng_field handle)
{
	add(w, what);
	ng_buf_add(&w->out, w->r->field[NG_FIELD_TEXT]);
	add(w, " (");
	ng_buf_add(&w->out, w->r->field[handle]);
	add(w, ")");
}

static void
add_contact(struct wording *w)
{
	struct ng_str what = w->r->field[NG_FIELD_WHAT];

	if (what.n == 0 || ng_str_eq(what, NG_STR("met"))) {
		add_list(w, "Met ", w->r->field[NG_FIELD_PEOPLE], add_person);
		return;
	}
	ng_buf_char(&w->out, what.p[0] >= 'a' && what.p[0] <= 'z' ? (char)(what.p[0] - 'a' + 'A') : what.p[0]);
	ng_buf_add(&w->out, ng_str_cut(what, 1, what.n));
	add_list(w, " with ", w->r->field[NG_FIELD_PEOPLE], add_person);
}

static void
add_saying(struct wording *w, const struct saying *s)
{
	struct ng_str what = w->r->field[NG_FIELD_WHAT], people = w->r->field[NG_FIELD_PEOPLE], first;

	if (what.n > 0 && *s->of != '\0') {
		add(w, s->of);
		add_noun(w, what);
	} else {
		add(w, s->bare);
	}
	if (s->kind == NG_KIND_MENTION || s->kind == NG_KIND_NEXT) {
		add_list(w, s->person, people, add_person);
		return;
	}
	if (ng_str_word(&people, &first)) {
		add(w, s->person);
		add_person(w, first);
	}
	add_others(w);
}

static void
add_kind(struct wording *w)
{
	enum ng_kind kind = ng_record_kind(w->r);

	switch (kind) {
	case NG_KIND_PERSON:
		add_definition(w, "Person ", NG_FIELD_PEOPLE);
		return;
	case NG_KIND_GOAL:
		add_definition(w, "Goal ", NG_FIELD_GOALS);
		return;
	case NG_KIND_FIELD:
		add(w, "Field ");
		ng_buf_add(&w->out, w->r->field[NG_FIELD_WHAT]);
		add_list(w, " of ", w->r->field[NG_FIELD_PEOPLE], add_person);
		add(w, ": ");
		ng_buf_add(&w->out, w->r->field[NG_FIELD_TEXT]);
		return;
	case NG_KIND_MET:
		add_contact(w);
		return;
	case NG_KIND_IDEA:
		add(w, ng_str_eq(w->r->field[NG_FIELD_WHAT], NG_STR("information")) ? "Information" : "Idea");
		add_list(w, " from ", w->r->field[NG_FIELD_PEOPLE], add_person);
		return;
	default:
		break;
	}
	for (size_t i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++)
		if (sayings[i].kind == kind)
			add_saying(w, &sayings[i]);
}

static void
add_day(struct wording *w, const char *before, enum ng_field field)
{
	if (w->r->field[field].n == 0)
		return;
	add(w, before);
	ng_buf_add(&w->out, w->r->field[field]);
}

/* What its box or a mark says; an open state goes without saying, but for an ask. */
static void
add_state(struct wording *w)
{
	enum ng_state state = ng_record_state(w->r);

	add_day(w, ", due ", NG_FIELD_DUE);
	if (state == NG_STATE_DONE || state == NG_STATE_DROPPED)
		add(w, state == NG_STATE_DONE ? ", done" : ", dropped");
	add_day(w, " ", NG_FIELD_DONE);
	if (ng_record_kind(w->r) == NG_KIND_ASK && state == NG_STATE_OPEN)
		add(w, ", still to be asked");
	if (state == NG_STATE_WAITING)
		add(w, ", waiting for an answer");
}

struct ng_str
ng_wording_of(struct ng_arena *a, const struct ng_network *net, const struct ng_record *r, ng_day today)
{
	struct wording w = {.out = {.arena = a}, .net = net, .r = r};

	add_kind(&w);
	if (ng_record_kind(r) != NG_KIND_GOAL)
		add_list(&w, ", for ", r->field[NG_FIELD_GOALS], add_goal);
	add_state(&w);
	if (ng_record_day(r, NG_FIELD_DATE) != today)
		add_day(&w, ", on ", NG_FIELD_DATE);
	for (size_t i = 0; i < w.out.n; i++)
		if ((unsigned char)w.out.p[i] < ' ' || w.out.p[i] == 0x7F)
			w.out.p[i] = ' ';
	return ng_buf_str(&w.out);
}
