/*
 * table: strings to numbers, each string once.
 *
 * What occurs often (handles, topics, words, file names) becomes a small number, so that the rooms behind
 * compare and index numbers. A flat table with open addressing (Knuth, TAOCP 3, 6.4, algorithm L) that holds short
 * strings themselves: a look-up costs one or two cache lines, where chains cost one a link. Calls: str, arena.
 */
#ifndef NG_TABLE_H
#define NG_TABLE_H

#include <stdint.h>

#include "str.h"

/* The number of a string that isn't there, and of nothing at all. */
#define NG_NONE UINT32_MAX

struct ng_table;

/* An empty table that lives in the arena, as do its strings. Only inside ng_arena_run, as all that adds. */
struct ng_table *ng_table_new(struct ng_arena *a);

/* The number of s; a string that is new gets the next one, from 0, and is copied. Its bytes may be any. */
uint32_t ng_table_put(struct ng_table *t, struct ng_str s);

/* The number of s, or NG_NONE. */
uint32_t ng_table_find(const struct ng_table *t, struct ng_str s);

/* The string of a number that the table gave, borrowed from it. */
struct ng_str ng_table_name(const struct ng_table *t, uint32_t number);

/* How many strings there are: their numbers are 0 to one less. */
uint32_t ng_table_count(const struct ng_table *t);

#endif
