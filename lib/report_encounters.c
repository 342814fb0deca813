/* encounters: on what occasion somebody gave me something, found by day and person. */
#include <stdlib.h>

#include "report.h"

/* An encounter with one person. */
struct encounter {
	ng_day day;
	uint32_t person;
	const struct ng_statement *statement;
};

struct ng_encounters {
	struct encounter *v;
	size_t n, cap;
};

static int
by_day(const void *a, const void *b)
{
	const struct encounter *e = a, *f = b;

	if (e->day != f->day)
		return e->day < f->day ? -1 : 1;
	if (e->person != f->person)
		return e->person < f->person ? -1 : 1;
	/* statements are in the order of their places */
	return (e->statement->order > f->statement->order) - (e->statement->order < f->statement->order);
}

const struct ng_encounters *
ng_report_encounters(const struct ng_network *net)
{
	struct ng_encounters *all = ng_arena_alloc(net->arena, sizeof(*all));

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (s->kind != NG_KIND_MET || s->planned || s->date == 0 || s->written == NG_STATE_OPEN ||
		    s->written == NG_STATE_DROPPED)
			continue;
		for (size_t k = 0; k < s->people.n; k++) {
			all->v = ng_arena_more(net->arena, all->v, all->n, &all->cap, sizeof(*all->v));
			all->v[all->n++] = (struct encounter){s->date, s->people.v[k], s};
		}
	}
	if (all->n > 0)
		qsort(all->v, all->n, sizeof(*all->v), by_day);
	return all;
}

const struct ng_statement *
ng_report_encounter(const struct ng_encounters *all, const struct ng_network *net, const struct ng_statement *s)
{
	struct encounter wanted = {s->date, ng_network_other(net, s), s};
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_day(&all->v[mid], &wanted) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (size_t i = low > 0 ? low - 1 : 0; i < all->n && i <= low; i++)
		if (all->v[i].day == wanted.day && all->v[i].person == wanted.person)
			return all->v[i].statement;
	return NULL;
}
