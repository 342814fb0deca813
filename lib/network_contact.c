#include "network_parts.h"
#include "text.h"

static bool
says_yes(struct ng_str s)
{
	s = ng_str_trim(s);
	return ng_str_eq_nocase(s, NG_STR("yes")) || ng_str_eq_nocase(s, NG_STR("true")) ||
	       ng_str_eq(s, NG_STR("1")) || ng_str_eq_nocase(s, NG_STR("y")) || ng_str_eq_nocase(s, NG_STR("x"));
}

static void
find_me(struct ng_network *net, struct ng_str me)
{
	if (me.n > 0) {
		net->shared = true;
		net->me = ng_network_person(net, me);
	}
	for (size_t i = 0; i < net->nstatements && me.n == 0 && net->me == NG_NONE; i++) {
		const struct ng_statement *s = net->statements[i];

		if (s->kind == NG_KIND_FIELD && s->people.n > 0 && ng_str_eq(s->what, NG_STR("me")) &&
		    says_yes(s->text))
			net->me = s->people.v[0];
	}
}

/*
 * Which files are shared with others: all where I was named from outside, else those that name me in what
 * is no page about myself. In my own notes nobody writes their own name.
 */
static bool *
find_shared(const struct ng_network *net)
{
	size_t n = ng_table_count(net->files);
	bool *shared = ng_arena_array(net->arena, n, sizeof(*shared));
	struct ng_numbers mine = {NULL, 0};

	for (size_t i = 0; i < n; i++)
		shared[i] = net->shared;
	if (net->me == NG_NONE || net->shared)
		return shared;
	mine = net->people[net->me].statements;
	for (size_t i = 0; i < mine.n; i++)
		shared[net->statements[mine.v[i]]->file] = true;
	for (size_t i = 0; i < mine.n; i++) {
		const struct ng_statement *s = net->statements[mine.v[i]];

		if ((s->kind == NG_KIND_PERSON || s->kind == NG_KIND_FIELD) && s->people.v[0] == net->me)
			shared[s->file] = false;
	}
	return shared;
}

/* Whom a text begins with, emphasis, quotes and symbols aside; NG_NONE where that's nobody. */
static uint32_t
begins_with(const struct ng_network *net, struct ng_str text)
{
	uint32_t person;
	size_t i = 0, n = 0;

	for (; i < text.n; i += n) {
		int32_t c = ng_text_at(text, i, &n);

		if (c == '@' || c == '[' || ng_text_is_word(c))
			break;
	}
	return ng_network_name_at(net, ng_str_cut(text, i, text.n), &n, &person) ? person : NG_NONE;
}

/* Whose statements are, in notes that I share with others. */
static void
mark_others(struct ng_network *net, const bool *shared)
{
	for (size_t i = 0; i < net->nstatements; i++) {
		struct ng_statement *s = net->statements[i];
		bool closed = s->written == NG_STATE_DONE || s->written == NG_STATE_DROPPED, others;
		uint32_t first;

		s->mine = !shared[s->file] || ng_numbers_have(s->people, net->me);
		if ((s->written != NG_STATE_OPEN && !closed) || !shared[s->file] || s->people.n == 0 ||
		    s->kind == NG_KIND_NEED)
			continue;
		first = begins_with(net, s->text);
		others = first != NG_NONE && first != net->me;
		s->others = others && !closed;
		s->others_did = others && closed;
	}
}

/* How many of the statement's people it says that I was in contact with: all, the first, or none. */
static size_t
contacted(const struct ng_statement *s)
{
	switch (s->kind) {
	case NG_KIND_MET:
		return s->written == NG_STATE_OPEN || s->written == NG_STATE_DROPPED ? 0 : s->people.n;
	case NG_KIND_ASK:
		return s->written == NG_STATE_OPEN || s->written == NG_STATE_DROPPED ? 0 : 1;
	case NG_KIND_GOT:
	case NG_KIND_GAVE:
		return ng_str_eq(s->what, NG_STR("introduction")) ? s->people.n : 1;
	case NG_KIND_OFFER:
	case NG_KIND_PROMISE:
		return 1;
	default:
		return 0;
	}
}

/* A day of contact with somebody, and the first statement that says so. */
struct contact {
	uint32_t person, statement;
};

struct contacts {
	struct contact *v;
	size_t n, cap;
	ng_day *last; /* of each person: the last day of contact so far */
};

/* Adds the contacts of a statement, later than all before; in shared notes those that name me and others. */
static void
add_contacts(struct ng_arena *a, struct ng_network *net, const bool *shared, uint32_t number, struct contacts *c)
{
	const struct ng_statement *s = net->statements[number];
	size_t left = contacted(s);

	if (left == 0 || (shared[s->file] && !ng_numbers_have(s->people, net->me)))
		return;
	for (size_t k = 0; k < s->people.n && left > 0; k++) {
		uint32_t person = s->people.v[k];

		if (person == net->me)
			continue;
		left--;
		net->people[person].met = true;
		if (s->date == c->last[person])
			continue; /* without a date, or once a day */
		c->last[person] = s->date;
		c->v = ng_arena_more(a, c->v, c->n, &c->cap, sizeof(*c->v));
		c->v[c->n++] = (struct contact){person, number};
		net->people[person].contacts.n++;
	}
}

/* Gives each person their contacts, which are in the order of their days. */
static void
hand_out(struct ng_network *net, const struct contacts *c)
{
	uint32_t *v = ng_arena_array(net->arena, c->n, sizeof(*v)), **at;

	at = ng_arena_array(net->arena, net->npeople, sizeof(*at));
	for (size_t p = 0; p < net->npeople; p++) {
		at[p] = v;
		net->people[p].contacts.v = v;
		v += net->people[p].contacts.n;
	}
	for (size_t i = 0; i < c->n; i++)
		*at[c->v[i].person]++ = c->v[i].statement;
}

static void
find_contacts(struct ng_network *net, const bool *shared)
{
	struct ng_numbers days = ng_network_days(net->arena, net);
	struct contacts c = {.last = ng_arena_array(net->arena, net->npeople, sizeof(*c.last))};

	for (size_t i = 0; i < days.n; i++)
		add_contacts(net->arena, net, shared, days.v[i], &c);
	hand_out(net, &c);
}

void
ng_contact_apply(struct ng_network *net, struct ng_str me)
{
	bool *shared;

	find_me(net, me);
	shared = find_shared(net);
	mark_others(net, shared);
	find_contacts(net, shared);
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		for (size_t k = 0; k < s->people.n && !s->planned; k++)
			if (s->date > net->people[s->people.v[k]].noted)
				net->people[s->people.v[k]].noted = s->date;
	}
}
