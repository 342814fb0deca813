#include "near.h"

/* Longer names are no slips, and would have too many neighbours. */
#define LONGEST 64
/* How many names with one neighbour in common are looked at. */
#define MOST 64

struct entry {
	struct ng_str name;
	uint32_t number;
};

struct link {
	uint32_t entry, next; /* NG_NONE: the last */
};

struct ng_near {
	struct ng_arena *arena;
	struct ng_table *keys;
	struct entry *entries;
	struct link *links;
	uint32_t *first, *last; /* of each key, a link */
	size_t nentries, nlinks, cap_entries, cap_links, cap_first, cap_last;
};

static size_t
common_start(struct ng_str a, struct ng_str b)
{
	size_t i = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	return i;
}

bool
ng_near_is(struct ng_str a, struct ng_str b)
{
	size_t i = common_start(a, b);

	if (a.n > b.n + 1 || b.n > a.n + 1 || (i == a.n && i == b.n))
		return false;
	if (a.n > b.n)
		return ng_str_eq(ng_str_cut(a, i + 1, a.n), ng_str_cut(b, i, b.n));
	if (b.n > a.n)
		return ng_str_eq(ng_str_cut(b, i + 1, b.n), ng_str_cut(a, i, a.n));
	if (ng_str_eq(ng_str_cut(a, i + 1, a.n), ng_str_cut(b, i + 1, b.n)))
		return true;
	return i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	       ng_str_eq(ng_str_cut(a, i + 2, a.n), ng_str_cut(b, i + 2, b.n));
}

bool
ng_near_in_digit(struct ng_str a, struct ng_str b)
{
	size_t i = common_start(a, b);

	return (i < a.n && ng_is_digit(a.p[i])) || (i < b.n && ng_is_digit(b.p[i]));
}

struct ng_near *
ng_near_new(struct ng_arena *a)
{
	struct ng_near *near = ng_arena_alloc(a, sizeof(*near));

	near->arena = a;
	near->keys = ng_table_new(a);
	return near;
}

/* The neighbour of a name without its i-th byte (its length: the name itself). */
static struct ng_str
neighbour(struct ng_str name, size_t i, char out[static LONGEST])
{
	size_t n = 0;

	for (size_t k = 0; k < name.n; k++)
		if (k != i)
			out[n++] = name.p[k];
	return (struct ng_str){out, n};
}

static void
add_link(struct ng_near *near, struct ng_str key, uint32_t entry)
{
	uint32_t n = ng_table_count(near->keys), k = ng_table_put(near->keys, key), link = (uint32_t)near->nlinks;

	if (k == n) {
		near->first = ng_arena_more(near->arena, near->first, n, &near->cap_first, sizeof(*near->first));
		near->last = ng_arena_more(near->arena, near->last, n, &near->cap_last, sizeof(*near->last));
		near->first[k] = near->last[k] = NG_NONE;
	}
	near->links = ng_arena_more(near->arena, near->links, near->nlinks, &near->cap_links, sizeof(*near->links));
	near->links[near->nlinks++] = (struct link){entry, NG_NONE};
	if (near->first[k] == NG_NONE)
		near->first[k] = link;
	else
		near->links[near->last[k]].next = link;
	near->last[k] = link;
}

void
ng_near_add(struct ng_near *near, struct ng_str name, uint32_t number)
{
	uint32_t entry = (uint32_t)near->nentries;
	char bytes[LONGEST];

	if (name.n > LONGEST)
		return;
	near->entries =
	    ng_arena_more(near->arena, near->entries, near->nentries, &near->cap_entries, sizeof(*near->entries));
	near->entries[near->nentries++] = (struct entry){name, number};
	for (size_t i = 0; i <= name.n; i++)
		/* of a run of one letter any may be left out: once is enough */
		if (i == name.n || i == 0 || name.p[i] != name.p[i - 1])
			add_link(near, neighbour(name, i, bytes), entry);
}

uint32_t
ng_near_find(struct ng_near *near, struct ng_str name)
{
	uint32_t best = NG_NONE;
	char bytes[LONGEST];

	for (size_t i = 0; i <= name.n && name.n <= LONGEST; i++) {
		uint32_t key = ng_table_find(near->keys, neighbour(name, i, bytes));
		uint32_t link = key == NG_NONE ? NG_NONE : near->first[key];

		for (size_t k = 0; k < MOST && link != NG_NONE; k++, link = near->links[link].next) {
			uint32_t entry = near->links[link].entry;

			if ((best == NG_NONE || entry < best) && ng_near_is(name, near->entries[entry].name))
				best = entry;
		}
	}
	return best == NG_NONE ? NG_NONE : near->entries[best].number;
}
