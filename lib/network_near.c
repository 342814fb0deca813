#include "network.h"
#include "text.h"

/* How many names are suggested, and by how many letters they may differ. */
#define MOST 3
#define FAR 3
/* Letters of a name that are compared: what is longer was no slip of the finger. */
#define LETTERS 48

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * How many letters must be changed, put in or left out to make one of the other (Levenshtein 1966), on bytes;
 * FAR where it's more than that. One that the other begins with, or has a word of, is near.
 */
static size_t
distance(struct ng_str a, struct ng_str b)
{
	size_t row[LETTERS + 1];

	if (a.n == 0 || a.n > LETTERS || b.n > LETTERS)
		return FAR;
	for (size_t i = 0; a.n >= 3 && i + a.n <= b.n; i++)
		if ((i == 0 || b.p[i - 1] == '-') && ng_str_starts(ng_str_cut(b, i, b.n), a))
			return 1;
	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t change = diagonal + (a.p[i - 1] != b.p[k - 1]);

			diagonal = row[k];
			row[k] = least(change, least(row[k], row[k - 1]) + 1);
		}
	}
	/* half of a short name is another name */
	return row[b.n] * 2 < a.n ? least(row[b.n], FAR) : FAR;
}

/* The least distance to the whole or to one of its words. */
static size_t
distance_to_any(struct ng_str a, struct ng_str slug)
{
	size_t best = distance(a, slug);

	for (size_t from = 0, end; from < slug.n; from = end + 1) {
		end = from + ng_str_find(ng_str_cut(slug, from, slug.n), '-');
		best = least(best, distance(a, ng_str_cut(slug, from, end)));
	}
	return best;
}

/* The slug of a handle, a link or a name. */
static struct ng_str
slug_of(struct ng_arena *a, struct ng_str name)
{
	return ng_text_slug(a, ng_text_fold(a, name));
}

struct ng_str
ng_network_near(struct ng_arena *a, const struct ng_network *net, struct ng_str name)
{
	bool goals = ng_str_starts(name, NG_STR("#"));
	struct ng_buf b = {.arena = a};
	/* all goals begin so: that is no likeness */
	struct ng_str goal = NG_STR("#goal/"), wanted = slug_of(a, goals ? ng_str_cut(name, goal.n, name.n) : name);
	size_t n = 0;

	for (size_t far = 0; far < FAR; far++)
		for (size_t i = 0; i < (goals ? net->ngoals : net->npeople) && n < MOST; i++) {
			struct ng_str known = goals ? net->goals[i].handle : net->people[i].handle;
			struct ng_str called = goals ? net->goals[i].name : net->people[i].called;
			size_t handle = distance_to_any(wanted, slug_of(a, goals ? ng_str_cut(known, goal.n, known.n) : known));

			if (least(handle, distance_to_any(wanted, slug_of(a, called))) != far)
				continue;
			ng_buf_add(&b, n++ > 0 ? NG_STR(", ") : NG_STR(""));
			ng_buf_add(&b, known);
		}
	return ng_buf_str(&b);
}
