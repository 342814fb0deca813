#include "star.h"

#include <stdbool.h>
#include <stdint.h>

/* Pixels by which the middle of a side stands out, at most. */
#define BULGE 48

struct work {
	struct ng_star *s;
	size_t *queue;  /* the nodes, nearest first */
	size_t *parent; /* through which a node was reached */
	size_t *leaves; /* rows that a node and those behind it take */
	size_t *row;    /* the first of them, on its side */
	size_t deepest;
};

static void
reach(struct work *w, size_t *n, size_t node, size_t parent)
{
	if (w->parent[node] != SIZE_MAX)
		return;
	w->parent[node] = parent;
	w->s->nodes[node].distance = node == w->s->middle ? 0 : w->s->nodes[parent].distance + 1;
	if (w->s->nodes[node].distance > w->deepest)
		w->deepest = w->s->nodes[node].distance;
	w->queue[(*n)++] = node;
}

/* A tree of shortest ways. What the middle isn't connected with hangs on it too; only, no edge is drawn there. */
static void
find_tree(struct work *w)
{
	const struct ng_star *s = w->s;
	size_t n = 0, next = 0;

	for (size_t v = 0; v < s->nnodes; v++)
		w->parent[v] = SIZE_MAX;
	reach(w, &n, s->middle, s->middle);
	for (size_t i = 0; i < s->nnodes; i++) {
		while (i == n && w->parent[next] != SIZE_MAX)
			next++;
		if (i == n)
			reach(w, &n, next, s->middle);
		for (size_t e = 0; e < s->nedges; e++) {
			if (s->edges[e].from == w->queue[i])
				reach(w, &n, s->edges[e].to, w->queue[i]);
			if (s->edges[e].to == w->queue[i])
				reach(w, &n, s->edges[e].from, w->queue[i]);
		}
	}
	w->leaves[s->middle] = s->nnodes == 1;
	for (size_t i = s->nnodes; i > 1; i--) {
		size_t v = w->queue[i - 1];

		w->leaves[v] += w->leaves[v] == 0;
		w->leaves[w->parent[v]] += w->leaves[v];
	}
}

/* The first half of the rows goes to the right, the rest to the left; rows[0] and rows[1] are how many. */
static void
find_rows(struct work *w, size_t rows[2])
{
	struct ng_star *s = w->s;
	size_t total = w->leaves[s->middle];
	size_t *used = ng_arena_array(s->arena, s->nnodes, sizeof(*used)); /* rows that its children took already */

	for (size_t i = 1; i < s->nnodes; i++) {
		size_t v = w->queue[i], parent = w->parent[v];

		if (parent == s->middle) {
			bool left = rows[0] > 0 && rows[0] * 2 + w->leaves[v] > total + 1;

			s->nodes[v].side = left ? -1 : 1;
			w->row[v] = rows[left];
			rows[left] += w->leaves[v];
		} else {
			s->nodes[v].side = s->nodes[parent].side;
			w->row[v] = w->row[parent] + used[parent];
			used[parent] += w->leaves[v];
		}
	}
}

/* Where each row of a side begins, and behind the last where they end: as high as what stands in them. */
static int *
row_tops(const struct work *w, int side, size_t rows)
{
	const struct ng_star *s = w->s;
	int *top = ng_arena_array(s->arena, rows + 1, sizeof(*top));

	for (size_t v = 0; v < s->nnodes; v++) {
		int each = (s->nodes[v].height + s->gap + (int)w->leaves[v] - 1) / (int)w->leaves[v];

		for (size_t r = w->row[v]; s->nodes[v].side == side && r < w->row[v] + w->leaves[v]; r++)
			top[r + 1] = each > top[r + 1] ? each : top[r + 1];
	}
	for (size_t r = 1; r <= rows; r++)
		top[r] += top[r - 1];
	return top;
}

/* Where each distance's column begins, as pixels from the middle. */
static int *
column_starts(const struct work *w, int side)
{
	const struct ng_star *s = w->s;
	int *start = ng_arena_array(s->arena, w->deepest + 2, sizeof(*start));

	for (size_t v = 0; v < s->nnodes; v++) {
		size_t behind = s->nodes[v].distance + 1;

		if (s->nodes[v].side == side && s->nodes[v].width > start[behind])
			start[behind] = s->nodes[v].width;
	}
	start[1] = s->nodes[s->middle].width / 2;
	for (size_t k = 1; k <= w->deepest + 1; k++)
		start[k] += start[k - 1] + s->gap * 3;
	return start;
}

void
ng_star_place(struct ng_star *s)
{
	struct work w = {.s = s};
	size_t rows[2] = {0, 0};

	w.queue = ng_arena_array(s->arena, s->nnodes, sizeof(*w.queue));
	w.parent = ng_arena_array(s->arena, s->nnodes, sizeof(*w.parent));
	w.leaves = ng_arena_array(s->arena, s->nnodes, sizeof(*w.leaves));
	w.row = ng_arena_array(s->arena, s->nnodes, sizeof(*w.row));
	find_tree(&w);
	find_rows(&w, rows);
	for (int left = 0; left < 2; left++) {
		int side = left ? -1 : 1, *top = row_tops(&w, side, rows[left]), *start = column_starts(&w, side);
		int height = top[rows[left]], bulge = (int)rows[left] * 8 < BULGE ? (int)rows[left] * 8 : BULGE;

		for (size_t v = 0; v < s->nnodes; v++) {
			struct ng_star_node *node = &s->nodes[v];
			double t; /* from -1 at the side's top to 1 */

			if (node->side != side)
				continue;
			node->y = (top[w.row[v]] + top[w.row[v] + w.leaves[v]] - height) / 2;
			t = 2.0 * node->y / height;
			node->x = side * (start[node->distance] + (int)(bulge * (1 - t * t)) + node->width / 2);
		}
	}
}
