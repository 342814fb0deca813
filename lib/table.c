#include "table.h"

#include <errno.h>
#include <limits.h>

/* uthash asks for memory by these names; every function here that adds has an `arena` */
#define uthash_malloc(size) ng_arena_alloc(arena, size)
#define uthash_free(p, size) ((void)(p))
#include <uthash.h>

struct entry {
	struct ng_str name;
	uint32_t number;
	UT_hash_handle hh;
};

struct ng_table {
	struct ng_arena *arena;
	struct entry *head; /* uthash's */
	struct entry **entries;
	size_t n, cap;
};

struct ng_table *
ng_table_new(struct ng_arena *a)
{
	struct ng_table *t = ng_arena_alloc(a, sizeof(*t));

	t->arena = a;
	return t;
}

static struct entry *
find(const struct ng_table *t, struct ng_str s)
{
	struct entry *e = NULL;

	/* uthash counts a key's bytes in an unsigned int */
	if (t->head != NULL && s.n <= UINT_MAX)
		HASH_FIND(hh, t->head, s.p == NULL ? "" : s.p, (unsigned)s.n, e);
	return e;
}

uint32_t
ng_table_put(struct ng_table *t, struct ng_str s)
{
	struct ng_arena *arena = t->arena;
	struct entry *e = find(t, s);

	if (e != NULL)
		return e->number;
	if (s.n > UINT_MAX || t->n >= NG_NONE)
		ng_arena_fail(arena, E2BIG);
	e = ng_arena_alloc(arena, sizeof(*e));
	e->name = ng_str_dup(arena, s);
	e->number = (uint32_t)t->n;
	t->entries = ng_arena_more(arena, t->entries, t->n, &t->cap, sizeof(struct entry *));
	t->entries[t->n++] = e;
	HASH_ADD_KEYPTR(hh, t->head, e->name.p, (unsigned)e->name.n, e);
	return e->number;
}

uint32_t
ng_table_find(const struct ng_table *t, struct ng_str s)
{
	const struct entry *e = find(t, s);

	return e == NULL ? NG_NONE : e->number;
}

struct ng_str
ng_table_name(const struct ng_table *t, uint32_t number)
{
	return t->entries[number]->name;
}

uint32_t
ng_table_count(const struct ng_table *t)
{
	return (uint32_t)t->n;
}
