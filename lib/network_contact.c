#include <stdlib.h>

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
	struct ng_numbers mine;

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

/* A day of contact, before they are put in order. */
struct contact {
	uint32_t person, statement;
	ng_day day;
};

static int
by_person(const void *a, const void *b)
{
	const struct contact *c = a, *d = b;

	if (c->person != d->person)
		return c->person < d->person ? -1 : 1;
	if (c->day != d->day)
		return c->day < d->day ? -1 : 1;
	return (c->statement > d->statement) - (c->statement < d->statement);
}

/* All contacts as they come; in shared notes those that name me and others. */
static struct contact *
collect(struct ng_network *net, const bool *shared, size_t *n)
{
	struct contact *v = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];
		size_t left = contacted(s);

		if (s->planned || left == 0)
			continue;
		if (shared[s->file] && !ng_numbers_have(s->people, net->me))
			continue;
		for (size_t k = 0; k < s->people.n && left > 0; k++) {
			if (s->people.v[k] == net->me)
				continue;
			left--;
			net->people[s->people.v[k]].met = true;
			if (s->date == 0)
				continue;
			v = ng_arena_more(net->arena, v, *n, &cap, sizeof(*v));
			v[(*n)++] = (struct contact){s->people.v[k], (uint32_t)i, s->date};
		}
	}
	return v;
}

static void
note_contacts(struct ng_network *net, struct contact *v, size_t n)
{
	uint32_t *statements = ng_arena_array(net->arena, n, sizeof(*statements));
	size_t kept = 0;

	if (n > 0)
		qsort(v, n, sizeof(*v), by_person);
	for (size_t i = 0; i < n; i++) {
		struct ng_numbers *contacts = &net->people[v[i].person].contacts;

		if (i == 0 || v[i].person != v[i - 1].person)
			*contacts = (struct ng_numbers){statements + kept, 0};
		else if (v[i].day == v[i - 1].day)
			continue; /* once a day */
		statements[kept++] = v[i].statement;
		contacts->n++;
	}
}

void
ng_contact_apply(struct ng_network *net, struct ng_str me)
{
	struct contact *contacts;
	bool *shared;
	size_t n;

	find_me(net, me);
	shared = find_shared(net);
	mark_others(net, shared);
	contacts = collect(net, shared, &n);
	note_contacts(net, contacts, n);
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		for (size_t k = 0; k < s->people.n && !s->planned; k++)
			if (s->date > net->people[s->people.v[k]].noted)
				net->people[s->people.v[k]].noted = s->date;
	}
}
