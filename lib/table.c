#include "table.h"

#include <errno.h>
#include <string.h>

/* A power of two; the table doubles when it is three quarters full. */
#define FIRST_SLOTS 16
/* Bytes for strings that are taken from the arena at once. */
#define TEXT_BLOCK ((size_t)1 << 10)

/* A string with its beginning: most are no longer, so that a look-up needs nothing but the slot. */
#define HEAD 20
struct slot {
	uint32_t hash;
	uint32_t nth; /* the string is the n-th of the table; 0: the slot is empty */
	uint32_t n;   /* its length; of longer ones the lower half, which the names tell apart */
	char head[HEAD];
};

struct ng_table {
	struct ng_arena *arena;
	struct slot *slots;
	struct ng_str *names;
	size_t n, cap, nslots;
	char *text; /* where the next string goes: they stand close together, as they are looked at together */
	size_t room;
};

struct ng_table *
ng_table_new(struct ng_arena *a)
{
	struct ng_table *t = ng_arena_alloc(a, sizeof(*t));

	t->arena = a;
	return t;
}

static uint64_t
eight_bytes(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static uint64_t
four_bytes(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Multiplicative (Knuth, TAOCP 3, 6.4), eight bytes at a time; the halves change places for the next multiplication. */
static uint32_t
hash_of(struct ng_str s)
{
	const uint64_t odd = 0x9E3779B97F4A7C15; /* 2^64 by the golden ratio */
	uint64_t h = s.n * odd, last = 0;
	size_t i = 0;

	for (; s.n - i > 8; i += 8) {
		h = (h ^ eight_bytes(s.p + i)) * odd;
		h ^= h >> 32;
	}
	/* the rest: two reads that may overlap, or its bytes */
	if (s.n >= 8)
		last = eight_bytes(s.p + s.n - 8);
	else if (s.n >= 4)
		last = four_bytes(s.p) | four_bytes(s.p + s.n - 4) << 32;
	else if (s.n > 0)
		last = (uint64_t)(unsigned char)s.p[0] | (uint64_t)(unsigned char)s.p[s.n / 2] << 8 |
		       (uint64_t)(unsigned char)s.p[s.n - 1] << 16;
	h = (h ^ last) * odd;
	h = (h ^ h >> 32) * odd;
	return (uint32_t)(h >> 32);
}

/* Short strings are most: a loop is done before a call has begun. */
static bool
are_same(const char *a, const char *b, size_t n)
{
	if (n >= 8)
		return memcmp(a, b, n) == 0;
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

static bool
holds(const struct ng_table *t, const struct slot *slot, struct ng_str s)
{
	if (s.n > HEAD)
		return t->names[slot->nth - 1].n == s.n && are_same(t->names[slot->nth - 1].p, s.p, s.n);
	return slot->n == s.n && are_same(slot->head, s.p, s.n);
}

/* The slot of s, or the empty one where it would stand. */
static struct slot *
find(const struct ng_table *t, struct ng_str s, uint32_t hash)
{
	size_t mask = t->nslots - 1, i = hash & mask;

	while (t->slots[i].nth != 0 && (t->slots[i].hash != hash || !holds(t, &t->slots[i], s)))
		i = (i + 1) & mask;
	return &t->slots[i];
}

/* Twice the slots: each hash is known, so no string is read. */
static void
grow(struct ng_table *t)
{
	const struct slot *old = t->slots;
	size_t n = t->nslots, mask;

	t->nslots = n == 0 ? FIRST_SLOTS : n * 2;
	t->slots = ng_arena_array(t->arena, t->nslots, sizeof(*t->slots));
	mask = t->nslots - 1;
	for (size_t k = 0; k < n; k++) {
		size_t i = old[k].hash & mask;

		if (old[k].nth == 0)
			continue;
		while (t->slots[i].nth != 0)
			i = (i + 1) & mask;
		t->slots[i] = old[k];
	}
}

static struct ng_str
keep(struct ng_table *t, struct ng_str s)
{
	struct ng_str copy;

	if (s.n >= TEXT_BLOCK / 4)
		return ng_str_dup(t->arena, s);
	if (t->room <= s.n) {
		t->room = t->n < 8 ? TEXT_BLOCK / 4 : TEXT_BLOCK;
		t->text = ng_arena_text(t->arena, t->room);
	}
	if (s.n > 0)
		memcpy(t->text, s.p, s.n);
	t->text[s.n] = '\0';
	copy = (struct ng_str){t->text, s.n};
	t->text += s.n + 1;
	t->room -= s.n + 1;
	return copy;
}

uint32_t
ng_table_put(struct ng_table *t, struct ng_str s)
{
	uint32_t hash = hash_of(s);
	struct slot *slot = t->nslots == 0 ? NULL : find(t, s, hash);

	if (slot != NULL && slot->nth != 0)
		return slot->nth - 1;
	if (t->n >= NG_NONE - 1)
		ng_arena_fail(t->arena, E2BIG);
	if (t->n >= t->nslots / 4 * 3) {
		grow(t);
		slot = find(t, s, hash);
	}
	t->names = ng_arena_more(t->arena, t->names, t->n, &t->cap, sizeof(*t->names));
	t->names[t->n] = keep(t, s);
	*slot = (struct slot){.hash = hash, .nth = (uint32_t)++t->n, .n = (uint32_t)s.n};
	if (s.n > 0 && s.n <= HEAD)
		memcpy(slot->head, s.p, s.n);
	return (uint32_t)t->n - 1;
}

uint32_t
ng_table_find(const struct ng_table *t, struct ng_str s)
{
	return t->nslots == 0 ? NG_NONE : find(t, s, hash_of(s))->nth - 1;
}

struct ng_str
ng_table_name(const struct ng_table *t, uint32_t number)
{
	return t->names[number];
}

uint32_t
ng_table_count(const struct ng_table *t)
{
	return (uint32_t)t->n;
}
