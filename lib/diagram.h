/*
 * diagram: the pictures of a report: a graph that reads from left to right, or bars. Written as Mermaid.
 *
 * A node's name in the text comes from its key, never from its place, so that a new node changes no other line.
 * Called by the reports, html_page and diagram_svg; calls: table, text, str.
 */
#ifndef NG_DIAGRAM_H
#define NG_DIAGRAM_H

#include "table.h"

enum ng_shape {
	NG_SHAPE_ME,
	NG_SHAPE_PERSON,   /* whom I know */
	NG_SHAPE_STRANGER, /* whom I haven't met */
	NG_SHAPE_NEED,
};

struct ng_diagram_node {
	struct ng_str key, label;
	enum ng_shape shape;
};

struct ng_diagram_edge {
	uint32_t from, to;
	bool directed;
};

struct ng_diagram_bar {
	struct ng_str label;
	size_t value;
};

/* Nodes and edges, or bars; in the order in which they were added. */
struct ng_diagram {
	struct ng_arena *arena;
	struct ng_table *keys;
	struct ng_diagram_node *nodes;
	struct ng_diagram_edge *edges;
	struct ng_diagram_bar *bars;
	size_t nnodes, nedges, nbars, cap_nodes, cap_edges, cap_bars;
	struct ng_str axis; /* of bars: what they count */
};

/* An empty one, in the arena. Only inside ng_arena_run, as all that follows. */
struct ng_diagram *ng_diagram_new(struct ng_arena *a);

/* The node with this key, made where it is missing; key and label are borrowed. */
uint32_t ng_diagram_node(struct ng_diagram *d, struct ng_str key, struct ng_str label, enum ng_shape shape);

/* An edge, once between two nodes. */
void ng_diagram_edge(struct ng_diagram *d, uint32_t from, uint32_t to, bool directed);

void ng_diagram_bar(struct ng_diagram *d, struct ng_str label, size_t value);

/* Adds the diagram as a fenced code block of Mermaid; it has nodes or bars. No label can leave its quotes. */
void ng_diagram_mermaid(struct ng_buf *out, const struct ng_diagram *d);

#endif
