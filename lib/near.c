#include "near.h"

#include <stdlib.h>

/* Longer names are no slips, and would have too many neighbours. */
#define LONGEST 64
/* How many names with one neighbour in common are looked at. */
#define MOST 64

struct entry {
	struct ng_str name;
	uint32_t number;
};

struct ng_near {
	struct ng_arena *arena;
	struct entry *entries;
	uint64_t *links; /* the hash of a neighbour in the upper half, the entry that it is one of in the lower */
	size_t nentries, nlinks, cap_entries;
	bool sorted;
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
	return a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
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
	return near;
}

/* The FNV-1a hash of a name without its i-th byte (its length: of the name itself). */
static uint64_t
neighbour(struct ng_str name, size_t i)
{
	uint32_t hash = 2166136261;

	for (size_t k = 0; k < name.n; k++)
		if (k != i)
			hash = (hash ^ (unsigned char)name.p[k]) * 16777619;
	return (uint64_t)hash << 32;
}

/* Of a run of one letter any may be left out: once is enough. */
static bool
is_repeated(struct ng_str name, size_t i)
{
	return i > 0 && i < name.n && name.p[i] == name.p[i - 1];
}

void
ng_near_add(struct ng_near *near, struct ng_str name, uint32_t number)
{
	if (name.n > LONGEST)
		return;
	near->entries =
	    ng_arena_more(near->arena, near->entries, near->nentries, &near->cap_entries, sizeof(*near->entries));
	near->entries[near->nentries++] = (struct entry){name, number};
	near->sorted = false;
}

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Done when the first name is looked for: many who add names look for none. */
static void
sort_links(struct ng_near *near)
{
	size_t most = 0;

	for (size_t e = 0; e < near->nentries; e++)
		most += near->entries[e].name.n + 1;
	near->links = ng_arena_array(near->arena, most, sizeof(*near->links));
	near->nlinks = 0;
	for (size_t e = 0; e < near->nentries; e++)
		for (size_t i = 0; i <= near->entries[e].name.n; i++)
			if (!is_repeated(near->entries[e].name, i))
				near->links[near->nlinks++] = neighbour(near->entries[e].name, i) | e;
	if (near->nlinks > 0)
		qsort(near->links, near->nlinks, sizeof(*near->links), by_hash);
	near->sorted = true;
}

/* The index of the first link that is not before `hash`. */
static size_t
first_link(const struct ng_near *near, uint64_t hash)
{
	size_t low = 0, high = near->nlinks;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (near->links[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
ng_near_find(struct ng_near *near, struct ng_str name)
{
	size_t best = near->nentries;

	if (name.n > LONGEST)
		return NG_NONE;
	if (!near->sorted)
		sort_links(near);
	for (size_t i = 0; i <= name.n; i++) {
		uint64_t hash = neighbour(name, i);
		size_t at = is_repeated(name, i) ? near->nlinks : first_link(near, hash);

		for (size_t k = 0; k < MOST && at + k < near->nlinks && near->links[at + k] >> 32 == hash >> 32; k++) {
			size_t e = near->links[at + k] & UINT32_MAX;

			if (e < best && ng_near_is(name, near->entries[e].name))
				best = e;
		}
	}
	return best == near->nentries ? NG_NONE : near->entries[best].number;
}
