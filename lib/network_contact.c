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
	struct ng_numbers fields = net->of_kind[NG_KIND_FIELD];

	if (me.n > 0) {
		net->shared = true;
		net->me = ng_network_person(net, me);
	}
	for (size_t i = 0; i < fields.n && me.n == 0 && net->me == NG_NONE; i++) {
		const struct ng_statement *s = net->statements[fields.v[i]];

		if (s->people.n > 0 && ng_str_eq(s->what, NG_STR("me")) &&
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

	for (size_t i = 0; i < n; i++)
		shared[i] = net->shared;
	for (size_t pass = 0; pass < 2 && net->me != NG_NONE && !net->shared; pass++)
		for (size_t i = 0; i < net->nstatements; i++) {
			const struct ng_statement *s = net->statements[i];
			bool page = (s->kind == NG_KIND_PERSON || s->kind == NG_KIND_FIELD) && s->people.n > 0 &&
			            s->people.v[0] == net->me;

			if (pass == 0 ? ng_numbers_have(s->people, net->me) : page)
				shared[s->file] = pass == 0;
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

/* Whose a statement is, in notes that I share with others. */
static void
mark_others(const struct ng_network *net, struct ng_statement *s, bool shared)
{
	bool closed = s->written == NG_STATE_DONE || s->written == NG_STATE_DROPPED, others;
	uint32_t first;

	s->mine = !shared || ng_numbers_have(s->people, net->me);
	if ((s->written != NG_STATE_OPEN && !closed) || !shared || s->people.n == 0 || s->kind == NG_KIND_NEED)
		return;
	first = begins_with(net, s->text);
	others = first != NG_NONE && first != net->me;
	s->others = others && !closed;
	s->others_did = others && closed;
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

/* A contact, and the statement that says so. */
struct contact {
	uint32_t person, statement;
};

struct contacts {
	struct ng_arena *arena; /* of what isn't needed when they are handed out */
	struct contact *v;
	struct ng_dated *days; /* of each contact */
	bool *met; /* of each person: I was in contact with them */
	size_t n, cap, cap_days;
};

/* Adds the contacts of a statement; in shared notes those that name me and others. */
static void
add_contacts(struct contacts *c, const struct ng_network *net, const bool *shared, uint32_t number)
{
	const struct ng_statement *s = net->statements[number];
	size_t left = contacted(s);

	if (s->planned || left == 0 || (shared[s->file] && !ng_numbers_have(s->people, net->me)))
		return;
	for (size_t k = 0; k < s->people.n && left > 0; k++) {
		if (s->people.v[k] == net->me)
			continue;
		left--;
		c->met[s->people.v[k]] = true;
		if (s->date == 0)
			continue;
		c->v = ng_arena_more(c->arena, c->v, c->n, &c->cap, sizeof(*c->v));
		c->days = ng_arena_more(c->arena, c->days, c->n, &c->cap_days, sizeof(*c->days));
		c->v[c->n] = (struct contact){s->people.v[k], number};
		c->days[c->n] = (struct ng_dated){s->date, (uint32_t)c->n};
		c->n++;
	}
}

/* Gives each person their contacts in the order of their days: of one day the first statement. */
static void
hand_out(struct ng_network *net, const struct contacts *c)
{
	uint32_t *v = ng_arena_array(net->arena, c->n, sizeof(*v));
	ng_day *days = ng_arena_array(net->arena, c->n, sizeof(*days));
	uint32_t *end = ng_arena_array(c->arena, net->npeople + 1, sizeof(*end)); /* of each person's list */
	ng_day *last = ng_arena_array(c->arena, net->npeople, sizeof(*last));

	for (size_t i = 0; i < c->n; i++)
		end[c->v[i].person + 1]++;
	for (size_t p = 0; p < net->npeople; p++) {
		end[p + 1] += end[p];
		net->people[p].contacts.v = v + end[p];
		net->people[p].days = days + end[p];
	}
	for (size_t i = 0; i < c->n; i++) {
		struct contact contact = c->v[c->days[i].number];

		if (last[contact.person] == c->days[i].day)
			continue;
		last[contact.person] = c->days[i].day;
		days[end[contact.person]] = last[contact.person];
		v[end[contact.person]++] = contact.statement;
	}
	for (size_t p = 0; p < net->npeople; p++)
		net->people[p].contacts.n = (size_t)(v + end[p] - net->people[p].contacts.v);
}

struct finding {
	struct ng_network *net;
	const bool *shared;
};

static void
find_contacts(struct ng_arena *scratch, void *context)
{
	const struct finding *f = context;
	struct ng_network *net = f->net;
	struct contacts c = {.arena = scratch};
	ng_day *noted = ng_arena_array(scratch, net->npeople, sizeof(*noted));
	uint32_t *n = ng_arena_array(scratch, net->npeople, sizeof(*n)); /* the statements of each person */

	c.met = ng_arena_array(scratch, net->npeople, sizeof(*c.met));
	for (size_t i = 0; i < net->nstatements; i++) {
		struct ng_statement *s = net->statements[i];

		mark_others(net, s, f->shared[s->file]);
		add_contacts(&c, net, f->shared, (uint32_t)i);
		for (size_t k = 0; k < s->people.n; k++) {
			n[s->people.v[k]]++;
			if (!s->planned && s->date > noted[s->people.v[k]])
				noted[s->people.v[k]] = s->date;
		}
		for (size_t g = 0; g < s->goals.n; g++)
			net->goals[s->goals.v[g]].statements.n++;
	}
	for (size_t p = 0; p < net->npeople; p++) {
		net->people[p].met = c.met[p];
		net->people[p].noted = noted[p];
		net->people[p].statements.n = n[p];
	}
	ng_dated_sort(scratch, c.days, c.n);
	hand_out(net, &c);
}

void
ng_contact_apply(struct ng_network *net, struct ng_str me)
{
	bool *shared;

	find_me(net, me);
	shared = find_shared(net);
	ng_arena_scratch(net->arena, find_contacts, &(struct finding){net, shared});
}
