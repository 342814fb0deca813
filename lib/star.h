/*
 * star: where the nodes of a graph stand around its middle: on both sides, the farther the more edges lie between.
 *
 * Each node has rows of its own, shared with those alone that are reached through it: nothing overlaps. The same
 * graph always gets the same places. Called by diagram_svg; calls: arena.
 */
#ifndef NG_STAR_H
#define NG_STAR_H

#include "arena.h"

struct ng_star_node {
	int width, height; /* pixels */
	int side;          /* 1: right of the middle, -1: left of it, 0: the middle */
	size_t distance;   /* from the middle; of what isn't connected with it, 1 or more all the same */
	int x, y;          /* of its own middle; the middle's is 0, 0 */
};

struct ng_star_edge {
	size_t from, to;
};

struct ng_star {
	struct ng_arena *arena;
	struct ng_star_node *nodes;
	const struct ng_star_edge *edges;
	size_t nnodes, nedges, middle;
	int gap; /* pixels between rows; between columns it is three times as wide */
};

/* Sets side, distance, x and y of all nodes. Only inside ng_arena_run. */
void ng_star_place(struct ng_star *s);

#endif
