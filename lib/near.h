/*
 * near: names that are one slip of the finger away from another, found without comparing all with all.
 *
 * Each name is kept under the hash of itself and of all that is left when one of its bytes is left out (the
 * deletion neighbourhood of Mor and Fraenkel, 1982), so that a search costs the length of the name. Called by
 * check and sheet; calls: str, arena.
 */
#ifndef NG_NEAR_H
#define NG_NEAR_H

#include "table.h"

struct ng_near;

/* True where one byte put in, left out or changed, or two neighbours swapped, make one of the other; no equals. */
bool ng_near_is(struct ng_str a, struct ng_str b);

/* Whether the first byte in which they differ is a digit: who numbers names means others. */
bool ng_near_in_digit(struct ng_str a, struct ng_str b);

/* An empty index. Only inside ng_arena_run, as all that adds. */
struct ng_near *ng_near_new(struct ng_arena *a);

/* Adds a name, which stays the caller's and must outlive the index, with a number of the caller's. */
void ng_near_add(struct ng_near *near, struct ng_str name, uint32_t number);

/* The number of the first name added that is near `name`, or NG_NONE. Names longer than 64 bytes have none. */
uint32_t ng_near_find(struct ng_near *near, struct ng_str name);

#endif
