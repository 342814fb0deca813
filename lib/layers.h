/*
 * layers: where the nodes of a graph stand when it reads from left to right.
 *
 * After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (IEEE
 * Transactions on Systems, Man and Cybernetics 11, 1981): layers by longest paths, virtual nodes where an edge passes
 * a layer, barycentres for the order, and least squares for the height. The same graph always gets the same places.
 * Called by diagram_svg; calls: arena.
 */
#ifndef NG_LAYERS_H
#define NG_LAYERS_H

#include <stdbool.h>

#include "arena.h"

struct ng_layers_node {
	int height; /* pixels */
	bool first; /* stands in the first layer, unless something leads to it */
	bool last;  /* the last layer is for those alone, if there are any */
	size_t layer;
	int y; /* of its middle */
};

/* From one node to another; what would lead back goes the other way round. */
struct ng_layers_edge {
	size_t from, to;
	bool back;       /* leads from right to left: `from` and `to` are swapped */
	size_t virtuals; /* the first of its virtual nodes: one for each layer between the two */
};

/* Nodes and edges are the caller's; virtual nodes come behind them. */
struct ng_layers {
	struct ng_arena *arena;
	struct ng_layers_node *nodes;
	struct ng_layers_edge *edges; /* no node with itself */
	size_t nnodes, nedges, cap_nodes;
	int gap; /* pixels between two nodes of a layer */
	size_t n; /* nodes, with the virtual ones */
	size_t nlayers;
	int height;
};

/* Sets the layer and y of all nodes, from 0 to `height`. Only inside ng_arena_run. */
void ng_layers_place(struct ng_layers *g);

#endif
