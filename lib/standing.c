#include "standing.h"

#include <math.h>

/* What there is between a person and me, whatever the need. */
struct person {
	struct ng_standing_term tie, path; /* without a part where there is none */
	struct ng_numbers own; /* their statements that may bear on asking them: open offers, asks that wait, what they declined */
	uint32_t asks, gots, gaves;
	uint32_t taken, given; /* the last of these statements, or NG_NONE */
};

struct ng_standings {
	struct ng_arena *arena;
	const struct ng_network *net;
	struct ng_paths *paths;
	struct person *people;
	double *most; /* that a score can grow by each of them, apart since it's asked for most; 0: not looked at */
	double most_of_all;
};

static bool
is_no(const struct ng_statement *s)
{
	return s->kind == NG_KIND_GOT && ng_str_eq(s->what, NG_STR("no"));
}

/* Counts what changed hands: thanks and a no are nothing. */
static void
count(const struct ng_network *net, struct person *p, const struct ng_statement *s, uint32_t number, bool first)
{
	bool asked = s->kind == NG_KIND_ASK && s->mine && (s->state == NG_STATE_WAITING || s->state == NG_STATE_DONE);
	bool good = ng_network_is_good(net, s);

	if (first && (asked || (s->kind == NG_KIND_GOT && good))) {
		p->asks += asked;
		p->gots += !asked;
		p->taken = number;
	} else if (s->kind == NG_KIND_GAVE && good &&
	           (first || ng_str_eq(s->what, NG_STR("introduction")))) {
		p->gaves++;
		p->given = number;
	}
}

static bool
bears_on_asking(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN) ||
	       (s->kind == NG_KIND_ASK && s->state == NG_STATE_WAITING) || is_no(s);
}

static double
tie_part(const struct ng_network *net, double tie)
{
	return (net->shared ? NG_RANK_TIE_SHARED : NG_RANK_TIE) * log1p(tie);
}

/* A long silence is told and costs nothing but what the tie lost by it. */
static struct ng_standing_term
tie_of(const struct ng_network *net, uint32_t person)
{
	struct ng_numbers contacts = net->people[person].contacts;
	struct ng_standing_term tie = {.what = NULL};

	if (contacts.n == 0)
		return tie;
	tie.what = net->today - ng_network_last_contact(net, person) > NG_RANK_SILENCE ? "reconnect" : "tie";
	tie.statement = contacts.v[contacts.n - 1];
	tie.part = tie_part(net, ng_path_tie(net, person));
	return tie;
}

static struct ng_standing_term
path_to(const struct ng_paths *paths, uint32_t person)
{
	struct ng_path path = ng_paths_to(paths, person);
	struct ng_standing_term term = {.what = path.n > 0 ? "path" : NULL, .statement = path.statement};

	term.part = NG_RANK_PATH * path.strength;
	return term;
}

/* Whether statements of a kind may count for what is between somebody and me. */
static bool
may_count(uint8_t kind)
{
	return kind == NG_KIND_ASK || kind == NG_KIND_OFFER || kind == NG_KIND_GOT || kind == NG_KIND_GAVE;
}

static struct person
look_at(const struct ng_standings *standings, uint32_t number)
{
	const struct ng_network *net = standings->net;
	struct ng_numbers list = net->people[number].statements;
	struct person p = {.taken = NG_NONE, .given = NG_NONE};
	uint32_t *own = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s;
		bool first;

		if (!may_count(net->kinds[list.v[i]]))
			continue;
		s = net->statements[list.v[i]];
		first = s->people.v[0] == number;
		if (s->planned || s->others)
			continue;
		count(net, &p, s, list.v[i], first);
		if (!first || !bears_on_asking(s))
			continue;
		own = ng_arena_more(standings->arena, own, p.own.n, &cap, sizeof(*own));
		own[p.own.n++] = list.v[i];
	}
	p.own.v = own;
	p.tie = tie_of(net, number);
	p.path = path_to(standings->paths, number);
	return p;
}

/* By how much parts of a tie and a path let a score grow, and what may come with them; with room for what rounding may add. */
static double
most_of(double tie, double path, bool gave, bool own)
{
	return (1 + tie) * (1 + path) * (gave ? 1 + NG_RANK_GIVEN : 1) * (own ? 1 + NG_RANK_OPEN_OFFER : 1) * (1 + 1e-9);
}

/* One question is about few people: each is looked at when they are asked for. */
static const struct person *
person_of(struct ng_standings *s, uint32_t number)
{
	struct person *p = &s->people[number];

	if (s->most[number] == 0) {
		*p = look_at(s, number);
		s->most[number] = most_of(p->tie.part, p->path.part, p->gaves > 0, p->own.n > 0);
	}
	return p;
}

struct ng_standings *
ng_standings_new(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_standings *s = ng_arena_alloc(a, sizeof(*s));
	size_t days = 0; /* of contact, with whom there were most: each counts 1 at most */

	s->arena = a;
	s->net = net;
	s->paths = ng_paths_new(a, net);
	s->people = ng_arena_array(a, net->npeople, sizeof(*s->people));
	s->most = ng_arena_array(a, net->npeople, sizeof(*s->most));
	for (size_t i = 0; i < net->npeople; i++)
		days = net->people[i].contacts.n > days ? net->people[i].contacts.n : days;
	s->most_of_all = most_of(tie_part(net, (double)days), NG_RANK_PATH, true, true);
	return s;
}

struct ng_path
ng_standing_path(const struct ng_standings *s, uint32_t person)
{
	return ng_paths_to(s->paths, person);
}

/* The terms of one person, as they are found. */
struct terms {
	struct ng_standing_term *v;
	size_t n;
};

static void
add(struct terms *t, const char *what, uint32_t statement, double part)
{
	if (what != NULL)
		t->v[t->n++] = (struct ng_standing_term){what, statement, part};
}

static void
add_reciprocity(const struct person *p, struct terms *t)
{
	uint32_t taken = p->asks > p->gots ? p->asks : p->gots; /* a got may answer an ask */

	if (p->gaves > taken)
		add(t, "given", p->given, NG_RANK_GIVEN);
	else if (p->gaves == 0 && taken >= NG_RANK_TAKEN)
		add(t, "offer first", p->taken, NG_RANK_OFFER_FIRST);
}

/* Open offers, asks that wait and a no, as far as they bear on this need. */
static void
add_own(const struct ng_standings *s, const struct ng_statement *need, struct ng_numbers own, struct terms *t)
{
	uint32_t offer = NG_NONE, other_offer = NG_NONE, asked = NG_NONE, asked_else = NG_NONE, declined = NG_NONE;

	for (size_t i = 0; i < own.n; i++) {
		const struct ng_statement *o = s->net->statements[own.v[i]];
		bool meet = need != NULL && ng_numbers_meet(o->goals, need->goals);
		bool same = need == NULL || need->goals.n == 0 || o->goals.n == 0 || meet;

		if (o->kind == NG_KIND_OFFER) {
			bool noun = need != NULL && need->what.n > 0 && ng_str_eq(o->what, need->what);

			*(meet || noun ? &offer : &other_offer) = own.v[i];
		} else if (o->kind == NG_KIND_ASK) {
			*(same ? &asked : &asked_else) = own.v[i];
		} else if (same) {
			declined = own.v[i];
		}
	}
	if (offer != NG_NONE)
		add(t, "open offer", offer, NG_RANK_OPEN_OFFER);
	else if (other_offer != NG_NONE)
		add(t, "open offer", other_offer, NG_RANK_OTHER_OFFER);
	/* who offers something for it later has thought again */
	if (declined != NG_NONE && offer != NG_NONE && s->net->statements[offer]->date > s->net->statements[declined]->date)
		declined = NG_NONE;
	if (declined != NG_NONE)
		add(t, "declined", declined, NG_RANK_DECLINED);
	else if (asked != NG_NONE)
		add(t, "asked already", asked, NG_RANK_ASKED);
	else if (asked_else != NG_NONE)
		add(t, "asked already", asked_else, NG_RANK_ASKED_ELSE);
}

size_t
ng_standing_to_ask(struct ng_standings *s, const struct ng_statement *need, uint32_t person,
                   struct ng_standing_term terms[NG_STANDING_TERMS])
{
	const struct person *p = person_of(s, person);
	struct terms t = {terms, 0};

	add(&t, p->tie.what, p->tie.statement, p->tie.part);
	add(&t, p->path.what, p->path.statement, p->path.part);
	add_reciprocity(p, &t);
	add_own(s, need, p->own, &t);
	return t.n;
}

double
ng_standing_most(struct ng_standings *s, uint32_t person)
{
	if (s->most[person] == 0)
		person_of(s, person);
	return s->most[person];
}

double
ng_standing_most_of_all(const struct ng_standings *s)
{
	return s->most_of_all;
}

size_t
ng_standing_to_help(struct ng_standings *s, uint32_t person, struct ng_standing_term terms[NG_STANDING_TERMS])
{
	const struct person *p = person_of(s, person);
	struct terms t = {terms, 0};

	add(&t, p->tie.what, p->tie.statement, p->tie.part);
	return t.n;
}
