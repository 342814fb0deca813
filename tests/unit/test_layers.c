#include "rule.h"

#include "layers.h"

#define GAP 10
#define HEIGHT 20

/* A graph in short: how many nodes, its edges; the nodes that stand first, those that stand last. */
struct graph {
	size_t nnodes, nedges;
	struct ng_layers_edge edges[12];
	const char *first, *last; /* a sign for each node: x */
	struct ng_layers placed;
};

static void
place(void *arg)
{
	struct graph *graph = arg;
	struct ng_layers *g = &graph->placed;

	*g = (struct ng_layers){.arena = arena, .nnodes = graph->nnodes, .nedges = graph->nedges, .gap = GAP};
	g->nodes = ng_arena_array(arena, graph->nnodes, sizeof(*g->nodes));
	g->edges = ng_arena_array(arena, graph->nedges, sizeof(*g->edges));
	for (size_t v = 0; v < graph->nnodes; v++) {
		g->nodes[v].height = HEIGHT;
		g->nodes[v].first = graph->first != NULL && graph->first[v] == 'x';
		g->nodes[v].last = graph->last != NULL && graph->last[v] == 'x';
	}
	for (size_t e = 0; e < graph->nedges; e++)
		g->edges[e] = graph->edges[e];
	ng_layers_place(g);
}

#define EDGES(...) .edges = {__VA_ARGS__}, .nedges = sizeof((struct ng_layers_edge[]){__VA_ARGS__}) / sizeof(struct ng_layers_edge)

/* What holds of each graph: edges lead to the right, nodes of a layer keep their distance, all is as high as it says. */
static const struct ng_layers *
place_in(struct graph *graph, int line)
{
	const struct ng_layers *g = &graph->placed;
	int top = INT32_MAX, bottom = 0;

	protect(place, graph);
	for (size_t e = 0; e < g->nedges; e++)
		if (g->nodes[g->edges[e].from].layer >= g->nodes[g->edges[e].to].layer)
			fail_msg("line %d: edge %zu leads to the left", line, e);
	for (size_t v = 0; v < g->n; v++) {
		int half = v < g->nnodes ? HEIGHT / 2 : 0;

		assert_in_range(g->nodes[v].layer, 0, g->nlayers - 1);
		top = g->nodes[v].y - half < top ? g->nodes[v].y - half : top;
		bottom = g->nodes[v].y + half > bottom ? g->nodes[v].y + half : bottom;
		for (size_t w = 0; w < v; w++) {
			int apart = abs(g->nodes[v].y - g->nodes[w].y), least = half + GAP + (w < g->nnodes ? HEIGHT / 2 : 0);

			if (g->nodes[v].layer == g->nodes[w].layer && apart < least - 1)
				fail_msg("line %d: %zu and %zu are %d apart", line, v, w, apart);
		}
	}
	assert_int_equal(top, 0);
	assert_in_range(g->height, bottom, bottom + 1);
	return g;
}

#define PLACE(...) place_in(&(struct graph){__VA_ARGS__}, __LINE__)

/* The layers and heights of the graph's own nodes, "layer:y" each. */
static void
expect_places(const struct ng_layers *g, const char *want, int line)
{
	char text[300] = "";
	size_t n = 0;

	for (size_t v = 0; v < g->nnodes; v++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%zu:%d", v > 0 ? " " : "", g->nodes[v].layer, g->nodes[v].y);
	_assert_string_equal(text, want, __FILE__, line);
}

#define EXPECT(g, want) expect_places(g, want, __LINE__)

static void
a_chain_is_a_straight_line(void **state)
{
	(void)state;
	EXPECT(PLACE(.nnodes = 1), "0:10");
	EXPECT(PLACE(.nnodes = 3, EDGES({.from = 2, .to = 0}, {.from = 0, .to = 1})), "1:10 2:10 0:10");
}

static void
nodes_stand_as_far_right_as_what_they_lead_to_allows(void **state)
{
	(void)state;
	/* 0 > 1 > 2, 3 > 2 */
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 3, .to = 2})), "0:14 1:10 2:25 1:40");
	/* unless they stand first, to which nothing leads */
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 3, .to = 2}), .first = "---x"), "0:10 1:17 2:27 0:40");
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 3}), .first = "---x"), "0:10 1:10 2:10 3:10");
}

static void
the_last_layer_is_for_those_alone_that_stand_last(void **state)
{
	(void)state;
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 0, .to = 2}), .last = "--x-"), "0:39 1:10 2:60 1:40");
}

static void
of_a_circle_one_edge_leads_back(void **state)
{
	const struct ng_layers *g = PLACE(.nnodes = 3, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 0}));

	(void)state;
	EXPECT(g, "0:23 1:10 2:20");
	assert_int_equal(g->edges[0].back + g->edges[1].back + g->edges[2].back, 1);
	assert_true(g->edges[2].back);
	/* who stands first begins it */
	g = PLACE(.nnodes = 3, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 0}), .first = "-x-");
	EXPECT(g, "2:20 0:23 1:10");
	assert_true(g->edges[0].back);
}

static void
an_edge_that_passes_layers_is_nearly_straight(void **state)
{
	const struct ng_layers *g = PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 3}, {.from = 0, .to = 3}));

	(void)state;
	EXPECT(g, "0:23 1:10 2:12 3:22");
	assert_int_equal(g->n, 6);
	assert_int_equal(g->edges[3].virtuals, 4);
	assert_int_equal(g->nodes[4].layer, 1);
	assert_int_equal(g->nodes[5].layer, 2);
	assert_in_range(abs(g->nodes[4].y - g->nodes[5].y), 0, 2);
}

static void
edges_do_not_cross_where_they_need_not(void **state)
{
	const struct ng_layers *g = PLACE(.nnodes = 6, EDGES({.from = 0, .to = 5}, {.from = 1, .to = 4}, {.from = 2, .to = 3}));

	(void)state;
	EXPECT(g, "0:10 0:40 0:70 1:70 1:40 1:10");
	g = PLACE(.nnodes = 7, EDGES({.from = 0, .to = 6}, {.from = 0, .to = 3}, {.from = 1, .to = 4}, {.from = 1, .to = 5}, {.from = 2, .to = 3}, {.from = 2, .to = 4}));
	EXPECT(g, "0:25 0:85 0:55 1:40 1:70 1:100 1:10");
	/* one crossing that nothing undoes */
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 2}, {.from = 0, .to = 3}, {.from = 1, .to = 2}, {.from = 1, .to = 3})), "0:10 0:40 1:10 1:40");
}

static void
a_node_stands_in_the_middle_of_its_neighbours(void **state)
{
	(void)state;
	EXPECT(PLACE(.nnodes = 4, EDGES({.from = 0, .to = 1}, {.from = 0, .to = 2}, {.from = 0, .to = 3})), "0:40 1:10 1:40 1:70");
	EXPECT(PLACE(.nnodes = 5, EDGES({.from = 0, .to = 4}, {.from = 1, .to = 4}, {.from = 2, .to = 4}, {.from = 3, .to = 4})), "0:10 0:40 0:70 0:100 1:55");
	EXPECT(PLACE(.nnodes = 6, EDGES({.from = 0, .to = 2}, {.from = 0, .to = 3}, {.from = 1, .to = 4}, {.from = 1, .to = 5}, {.from = 0, .to = 5})), "0:38 0:83 1:10 1:40 1:100 1:70");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_chain_is_a_straight_line),
		RULE(nodes_stand_as_far_right_as_what_they_lead_to_allows),
		RULE(the_last_layer_is_for_those_alone_that_stand_last),
		RULE(of_a_circle_one_edge_leads_back),
		RULE(an_edge_that_passes_layers_is_nearly_straight),
		RULE(edges_do_not_cross_where_they_need_not),
		RULE(a_node_stands_in_the_middle_of_its_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
