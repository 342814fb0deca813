#include "path.h"

#include <math.h>

/* The strongest chain so far to each person, with a given number of introducers. */
struct step {
	double strength;
	uint32_t from, statement;
};

struct ng_paths {
	const struct ng_network *net;
	struct step *steps[NG_RANK_STEPS + 1]; /* of each person; 0: I know them myself */
	uint32_t *links; /* the statements that may link two people, with room for all */
	bool *found;     /* all is, since somebody whom I haven't met was asked for */
};

double
ng_path_tie(const struct ng_network *net, uint32_t person)
{
	const struct ng_person *p = &net->people[person];
	double tie = 0;

	for (size_t i = 0; i < p->contacts.n; i++)
		tie += exp2(-(double)(net->today - p->days[i]) / NG_RANK_TIE_HALF);
	return tie;
}

static void
reach(const struct ng_paths *paths, size_t step, uint32_t from, uint32_t to, double strength, uint32_t statement)
{
	struct step *s = &paths->steps[step][to];

	if (from == to || to == paths->net->me || from == paths->net->me || from == NG_NONE)
		return;
	strength *= paths->steps[step - 1][from].strength;
	if (strength > s->strength)
		*s = (struct step){strength, from, statement};
}

/* From the first of its people to the others. */
static void
directed(const struct ng_paths *paths, size_t step, uint32_t statement, double strength)
{
	struct ng_numbers people = paths->net->statements[statement]->people;

	for (size_t i = 1; i < people.n; i++)
		reach(paths, step, people.v[0], people.v[i], strength, statement);
}

/* Between all of its people: for each the strongest of the others, so a crowd costs no more than its size. */
static void
mutual(const struct ng_paths *paths, size_t step, uint32_t statement, double strength)
{
	struct ng_numbers people = paths->net->statements[statement]->people;
	uint32_t best = NG_NONE, second = NG_NONE;

	for (size_t i = 0; i < people.n; i++) {
		const struct step *before = paths->steps[step - 1];
		uint32_t p = people.v[i];

		if (p == paths->net->me)
			continue;
		if (best == NG_NONE || before[p].strength > before[best].strength) {
			second = best;
			best = p;
		} else if (second == NG_NONE || before[p].strength > before[second].strength) {
			second = p;
		}
	}
	for (size_t i = 0; i < people.n; i++)
		reach(paths, step, people.v[i] == best ? second : best, people.v[i], strength, statement);
}

/* What one statement says about who can introduce whom. */
static void
follow(const struct ng_paths *paths, size_t step, uint32_t number)
{
	const struct ng_statement *s = paths->net->statements[number];
	bool introduction = ng_str_eq(s->what, NG_STR("introduction"));

	if (s->planned || s->written == NG_STATE_DROPPED)
		return;
	if (s->kind == NG_KIND_FIELD && ng_str_eq(s->what, NG_STR("via")) && s->people.n > 0)
		reach(paths, step, ng_network_named_in(paths->net, s->text), s->people.v[0], NG_RANK_STEP_VIA, number);
	if (s->people.n < 2)
		return;
	if (s->kind == NG_KIND_MET)
		mutual(paths, step, number, NG_RANK_STEP_MET / sqrt((double)s->people.n - 1));
	else if (introduction && (s->kind == NG_KIND_OFFER || s->kind == NG_KIND_GOT))
		directed(paths, step, number, NG_RANK_STEP_OFFERED);
	else if (introduction && s->kind == NG_KIND_GAVE)
		mutual(paths, step, number, NG_RANK_STEP_VIA);
	else if (s->kind == NG_KIND_KNOWS)
		directed(paths, step, number, NG_RANK_STEP_KNOWS);
	else if (introduction && s->kind == NG_KIND_ASK)
		directed(paths, step, number, NG_RANK_STEP_ASKED);
	else if (s->people.n <= NG_RANK_STEP_CROWD)
		mutual(paths, step, number, NG_RANK_STEP_NAMED);
}

/* Finds the chains: one pass over the statements that may be a link for each step. */
static void
find_all(const struct ng_paths *paths)
{
	const struct ng_network *net = paths->net;
	size_t n = 0;

	for (uint32_t p = 0; p < net->npeople; p++) {
		double tie = ng_path_tie(net, p);

		if (p != net->me && net->people[p].met)
			paths->steps[0][p].strength = fmax(tie / (1 + tie), NG_RANK_KNOWN);
	}
	for (uint32_t i = 0; i < net->nstatements; i++)
		if (net->kinds[i] == NG_KIND_FIELD || net->statements[i]->people.n > 1)
			paths->links[n++] = i;
	for (size_t step = 1; step <= NG_RANK_STEPS; step++)
		for (size_t i = 0; i < n; i++)
			follow(paths, step, paths->links[i]);
	*paths->found = true;
}

struct ng_paths *
ng_paths_new(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_paths *paths = ng_arena_alloc(a, sizeof(*paths));

	paths->net = net;
	for (size_t step = 0; step <= NG_RANK_STEPS; step++)
		paths->steps[step] = ng_arena_array(a, net->npeople, sizeof(struct step));
	paths->links = ng_arena_array(a, net->nstatements, sizeof(*paths->links));
	paths->found = ng_arena_alloc(a, sizeof(*paths->found));
	return paths;
}

struct ng_path
ng_paths_to(const struct ng_paths *paths, uint32_t person)
{
	struct ng_path path = {.n = 0, .strength = 0, .statement = NG_NONE};
	uint32_t at = person;

	if (paths->net->people[person].met)
		return path;
	if (!*paths->found)
		find_all(paths);
	for (size_t step = 1; step <= NG_RANK_STEPS; step++)
		if (paths->steps[step][person].strength > path.strength) {
			path.strength = paths->steps[step][person].strength;
			path.n = step;
		}
	if (path.n > 0)
		path.statement = paths->steps[path.n][person].statement;
	for (size_t i = 0; i < path.n; i++) {
		at = paths->steps[path.n - i][at].from;
		path.introducers[i] = at;
	}
	return path;
}
