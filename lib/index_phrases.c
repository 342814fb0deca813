#include <math.h>
#include <stdlib.h>

#include "index.h"

/* Postings of several terms, to be put in order. */
struct gathered {
	struct ng_posting *v;
	size_t n, cap;
};

static void
gather_term(struct ng_index *index, uint32_t term, struct gathered *g)
{
	const struct ng_term *t = ng_index_postings(index, term);

	for (uint32_t i = 0; i < t->passages; i++) {
		g->v = ng_arena_more(index->arena, g->v, g->n, &g->cap, sizeof(*g->v));
		g->v[g->n++] = t->postings[i];
	}
}

/* Of a sorted list those that the term holds too, as often as both. */
static void
keep_common(struct ng_index *index, uint32_t term, struct gathered *g)
{
	const struct ng_term *t = ng_index_postings(index, term);
	size_t kept = 0;
	uint32_t i = 0;

	for (size_t k = 0; k < g->n; k++) {
		while (i < t->passages && t->postings[i].passage < g->v[k].passage)
			i++;
		if (i == t->passages)
			break;
		if (t->postings[i].passage != g->v[k].passage)
			continue;
		g->v[k].own &= t->postings[i].own;
		g->v[k].weight = fminf(g->v[k].weight, t->postings[i].weight);
		g->v[kept++] = g->v[k];
	}
	g->n = kept;
}

static void
gather_phrase(struct ng_index *index, struct ng_str phrase, struct gathered *all)
{
	struct gathered g = {NULL, 0, 0};
	struct ng_str stem;
	bool first = true;

	for (; ng_str_word(&phrase, &stem); first = false) {
		uint32_t term = ng_table_find(index->names, stem);

		if (term == NG_NONE)
			return;
		if (first)
			gather_term(index, term, &g);
		else
			keep_common(index, term, &g);
	}
	for (size_t i = 0; i < g.n; i++) {
		all->v = ng_arena_more(index->arena, all->v, all->n, &all->cap, sizeof(*all->v));
		all->v[all->n++] = g.v[i];
	}
}

static int
by_passage(const void *a, const void *b)
{
	const struct ng_posting *p = a, *q = b;

	return (p->passage > q->passage) - (p->passage < q->passage);
}

/* Joins those of one passage; how many are left. */
static uint32_t
join(struct gathered *g)
{
	uint32_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (n == 0 || g->v[n - 1].passage != g->v[i].passage) {
			g->v[n++] = g->v[i];
			continue;
		}
		g->v[n - 1].own |= g->v[i].own;
		g->v[n - 1].weight += g->v[i].weight;
	}
	return n;
}

uint32_t
ng_index_any(struct ng_index *index, struct ng_str name, const struct ng_str *phrases, size_t n)
{
	uint32_t term = ng_table_find(index->names, name);
	struct gathered all = {NULL, 0, 0};

	if (term == NG_NONE) {
		for (size_t i = 0; i < n; i++)
			gather_phrase(index, phrases[i], &all);
		if (all.n > 0)
			qsort(all.v, all.n, sizeof(*all.v), by_passage);
		term = ng_index_put(index, name, (struct ng_term){all.v, join(&all), (uint32_t)all.n, 0});
	}
	return index->terms[term].passages == 0 ? NG_NONE : term;
}
