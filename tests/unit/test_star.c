#include "rule.h"

#include "star.h"

#define GAP 10

/* A graph around node 0: how many nodes, all as large, and its edges. */
struct graph {
	size_t nnodes, nedges;
	struct ng_star_edge edges[12];
	int tall; /* the height of node 1, where it has one of its own */
	struct ng_star placed;
};

static void
place(void *arg)
{
	struct graph *graph = arg;
	struct ng_star *s = &graph->placed;

	*s = (struct ng_star){.arena = arena, .edges = graph->edges, .nnodes = graph->nnodes, .nedges = graph->nedges, .gap = GAP};
	s->nodes = ng_arena_array(arena, graph->nnodes, sizeof(*s->nodes));
	for (size_t v = 0; v < graph->nnodes; v++)
		s->nodes[v] = (struct ng_star_node){.width = 40 + 10 * (int)v, .height = 20};
	if (graph->tall > 0)
		s->nodes[1].height = graph->tall;
	ng_star_place(s);
}

#define EDGES(...) .edges = {__VA_ARGS__}, .nedges = sizeof((struct ng_star_edge[]){__VA_ARGS__}) / sizeof(struct ng_star_edge)

/* Side, distance and place of each node: "right 1 100,-30". Nothing overlaps. */
static void
expect_places(struct graph graph, const char *want, int line)
{
	static const char *const sides[] = {"left", "middle", "right"};
	const struct ng_star_node *v;
	char text[600] = "";
	size_t n = 0;

	protect(place, &graph);
	v = graph.placed.nodes;
	for (size_t i = 0; i < graph.nnodes; i++) {
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s %zu %d,%d\n", sides[v[i].side + 1], v[i].distance, v[i].x, v[i].y);
		for (size_t k = 0; k < i; k++)
			if (abs(v[i].x - v[k].x) * 2 < v[i].width + v[k].width && abs(v[i].y - v[k].y) * 2 < v[i].height + v[k].height)
				fail_msg("line %d: %zu and %zu overlap", line, i, k);
	}
	_assert_string_equal(text, want, __FILE__, line);
}

#define EXPECT(want, ...) expect_places((struct graph){__VA_ARGS__}, want, __LINE__)

static void
the_middle_is_alone_at_nought(void **state)
{
	(void)state;
	EXPECT("middle 0 0,0\n", .nnodes = 1);
}

static void
neighbours_stand_on_both_sides(void **state)
{
	(void)state;
	EXPECT("middle 0 0,0\nright 1 83,0\n", .nnodes = 2, EDGES({0, 1}));
	EXPECT("middle 0 0,0\nright 1 88,-30\nright 1 104,0\nright 1 98,30\nleft 1 -102,-15\nleft 1 -107,15\n", .nnodes = 6, EDGES({0, 1}, {2, 0}, {0, 3}, {0, 4}, {0, 5}));
}

static void
whom_one_reaches_through_another_stands_behind_it(void **state)
{
	(void)state;
	EXPECT("middle 0 0,0\nright 1 91,0\nright 2 172,-15\nright 2 177,15\nleft 2 -228,0\nleft 3 -343,0\nleft 1 -108,0\n", .nnodes = 7, EDGES({0, 1}, {1, 2}, {1, 3}, {3, 4}, {5, 4}, {0, 6}, {4, 6}));
}

static void
what_is_not_connected_hangs_on_the_middle(void **state)
{
	(void)state;
	EXPECT("middle 0 0,0\nright 1 87,15\nright 1 92,-15\nleft 1 -93,0\nleft 2 -198,0\n", .nnodes = 5, EDGES({0, 2}, {3, 4}));
}

static void
rows_are_as_high_as_what_stands_in_them(void **state)
{
	(void)state;
	EXPECT("middle 0 0,0\nright 1 90,-15\nright 1 86,55\nleft 1 -93,0\nleft 2 -198,0\n", .nnodes = 5, EDGES({0, 1}, {0, 2}, {0, 3}, {3, 4}), .tall = 100);
	EXPECT("middle 0 0,0\nright 1 99,0\nright 2 173,-70\nright 2 189,0\nright 2 183,70\n", .nnodes = 5, EDGES({0, 1}, {1, 2}, {1, 3}, {1, 4}), .tall = 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(the_middle_is_alone_at_nought),
		RULE(neighbours_stand_on_both_sides),
		RULE(whom_one_reaches_through_another_stands_behind_it),
		RULE(what_is_not_connected_hangs_on_the_middle),
		RULE(rows_are_as_high_as_what_stands_in_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
