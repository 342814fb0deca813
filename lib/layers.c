#include "layers.h"

#include <stdint.h>
#include <string.h>

/* Rounds of ordering, and of moving up and down: what more would bring can't be seen. */
#define ORDER_ROUNDS 12
#define MOVE_ROUNDS 10

/* The pieces of all edges, each from a layer to the next. */
struct piece {
	size_t left, right;
};

struct work {
	struct ng_layers *g;
	struct piece *pieces;
	size_t npieces;
	size_t *list;  /* the nodes, layer by layer, from top to bottom */
	size_t *start; /* of each layer in the list, and its end behind the last */
	size_t *place; /* of each node in its layer */
	double *key;   /* of each node: where its neighbours are */
	double *y;
};

/*
 * An order in which edges lead on; where a circle leaves no node to go on with, the one that most likely
 * begins it.
 */
static void
straighten(struct ng_layers *g, size_t *rank)
{
	size_t *open = ng_arena_array(g->arena, g->nnodes + 1, sizeof(*open));

	for (size_t e = 0; e < g->nedges; e++)
		open[g->edges[e].to]++;
	for (size_t v = 0; v < g->nnodes; v++)
		rank[v] = SIZE_MAX;
	for (size_t done = 0; done < g->nnodes; done++) {
		size_t best = SIZE_MAX, value = SIZE_MAX;

		for (size_t v = 0; v < g->nnodes; v++) {
			size_t cost = open[v] * 2 + !g->nodes[v].first;

			if (rank[v] == SIZE_MAX && cost < value) {
				best = v;
				value = cost;
			}
		}
		rank[best] = done;
		for (size_t e = 0; e < g->nedges; e++)
			if (g->edges[e].from == best && rank[g->edges[e].to] == SIZE_MAX)
				open[g->edges[e].to]--;
	}
	for (size_t e = 0; e < g->nedges; e++) {
		struct ng_layers_edge *edge = &g->edges[e];

		edge->back = rank[edge->from] > rank[edge->to];
		if (edge->back) {
			size_t to = edge->from;

			edge->from = edge->to;
			edge->to = to;
		}
	}
}

/* Each node as far right as what it leads to allows, so that those before the last layer stand side by side. */
static void
find_layers(struct ng_layers *g)
{
	size_t *rank = ng_arena_array(g->arena, g->nnodes + 1, sizeof(*rank));
	size_t *at = ng_arena_array(g->arena, g->nnodes + 1, sizeof(*at)); /* the node of each rank */
	bool any = false;

	straighten(g, rank);
	for (size_t v = 0; v < g->nnodes; v++) {
		at[rank[v]] = v;
		any = any || g->nodes[v].last;
	}
	/* counted from the right first */
	for (size_t v = 0; v < g->nnodes; v++)
		g->nodes[v].layer = any && !g->nodes[v].last;
	g->nlayers = 0;
	for (size_t i = g->nnodes; i > 0; i--) {
		struct ng_layers_node *node = &g->nodes[at[i - 1]];

		for (size_t e = 0; e < g->nedges; e++)
			if (g->edges[e].from == at[i - 1] && g->nodes[g->edges[e].to].layer + 1 > node->layer)
				node->layer = g->nodes[g->edges[e].to].layer + 1;
		if (node->layer + 1 > g->nlayers)
			g->nlayers = node->layer + 1;
	}
	for (size_t v = 0; v < g->nnodes; v++) {
		bool led = false;

		for (size_t e = 0; e < g->nedges && !led; e++)
			led = g->edges[e].to == v;
		g->nodes[v].layer = g->nodes[v].first && !led ? 0 : g->nlayers - 1 - g->nodes[v].layer;
	}
}

/* Virtual nodes for the layers that edges pass, and the pieces between them. */
static void
cut_edges(struct work *w)
{
	struct ng_layers *g = w->g;
	size_t npieces = 0;

	g->n = g->nnodes;
	for (size_t e = 0; e < g->nedges; e++)
		npieces += g->nodes[g->edges[e].to].layer - g->nodes[g->edges[e].from].layer;
	w->pieces = ng_arena_array(g->arena, npieces + 1, sizeof(*w->pieces));
	for (size_t e = 0; e < g->nedges; e++) {
		struct ng_layers_edge *edge = &g->edges[e];
		size_t left = edge->from, last = g->nodes[edge->to].layer;

		edge->virtuals = g->n;
		for (size_t layer = g->nodes[left].layer + 1; layer < last; layer++) {
			g->nodes = ng_arena_more(g->arena, g->nodes, g->n, &g->cap_nodes, sizeof(*g->nodes));
			g->nodes[g->n] = (struct ng_layers_node){.layer = layer};
			w->pieces[w->npieces++] = (struct piece){left, g->n};
			left = g->n++;
		}
		w->pieces[w->npieces++] = (struct piece){left, edge->to};
	}
}

/* The nodes of each layer, in the order in which they came. */
static void
fill_layers(struct work *w)
{
	struct ng_layers *g = w->g;
	size_t n = 0;

	w->list = ng_arena_array(g->arena, g->n + 1, sizeof(*w->list));
	w->place = ng_arena_array(g->arena, g->n + 1, sizeof(*w->place));
	w->key = ng_arena_array(g->arena, g->n + 1, sizeof(*w->key));
	w->y = ng_arena_array(g->arena, g->n + 1, sizeof(*w->y));
	w->start = ng_arena_array(g->arena, g->nlayers + 2, sizeof(*w->start));
	for (size_t layer = 0; layer < g->nlayers; layer++) {
		w->start[layer] = n;
		for (size_t v = 0; v < g->n; v++)
			if (g->nodes[v].layer == layer) {
				w->place[v] = n - w->start[layer];
				w->list[n++] = v;
			}
	}
	w->start[g->nlayers] = n;
}

static size_t
crossings(const struct work *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->npieces; i++)
		for (size_t k = 0; k < i; k++) {
			const struct piece *a = &w->pieces[i], *b = &w->pieces[k];

			if (w->g->nodes[a->left].layer != w->g->nodes[b->left].layer)
				continue;
			n += (w->place[a->left] < w->place[b->left] && w->place[a->right] > w->place[b->right]) ||
			     (w->place[a->left] > w->place[b->left] && w->place[a->right] < w->place[b->right]);
		}
	return n;
}

/* Sets the key of a layer's nodes to the mean of `value` of their neighbours: left ones, right ones or both. */
static void
average(struct work *w, size_t layer, bool left, bool right, bool by_y)
{
	for (size_t i = w->start[layer]; i < w->start[layer + 1]; i++) {
		size_t v = w->list[i], n = 0;
		double sum = 0;

		for (size_t p = 0; p < w->npieces; p++) {
			const struct piece *piece = &w->pieces[p];
			size_t other = left && piece->right == v ? piece->left : right && piece->left == v ? piece->right : SIZE_MAX;

			if (other == SIZE_MAX)
				continue;
			sum += by_y ? w->y[other] : (double)w->place[other];
			n++;
		}
		w->key[v] = n > 0 ? sum / (double)n : by_y ? w->y[v] : (double)w->place[v];
	}
}

/* By key; what is equal stays as it is. */
static void
sort_layer(struct work *w, size_t layer)
{
	size_t *list = w->list + w->start[layer], n = w->start[layer + 1] - w->start[layer];

	for (size_t i = 1; i < n; i++) {
		size_t v = list[i], k = i;

		for (; k > 0 && w->key[list[k - 1]] > w->key[v]; k--)
			list[k] = list[k - 1];
		list[k] = v;
	}
	for (size_t i = 0; i < n; i++)
		w->place[list[i]] = i;
}

static void
order_layers(struct work *w)
{
	size_t n = w->g->n, layers = w->g->nlayers, fewest = crossings(w);
	size_t *best = ng_arena_array(w->g->arena, n + 1, sizeof(*best));

	memcpy(best, w->list, n * sizeof(*best));
	for (size_t round = 0; round < ORDER_ROUNDS && fewest > 0; round++) {
		bool right = round % 2 == 1;
		size_t now;

		for (size_t i = 0; i < layers; i++) {
			size_t layer = right ? layers - 1 - i : i;

			average(w, layer, !right, right, false);
			sort_layer(w, layer);
		}
		now = crossings(w);
		if (now < fewest) {
			fewest = now;
			memcpy(best, w->list, n * sizeof(*best));
		}
	}
	memcpy(w->list, best, n * sizeof(*best));
	for (size_t layer = 0; layer < layers; layer++)
		for (size_t i = w->start[layer]; i < w->start[layer + 1]; i++)
			w->place[w->list[i]] = i - w->start[layer];
}

/* Nodes that stand as near to each other as they may, and move together. */
struct pool {
	double sum, weight;
	size_t n;
};

/*
 * Moves a layer's nodes as near to their keys as their order and size allow: least squares by pooling adjacent
 * violators (Ayer and others 1955). Virtual nodes weigh more: long edges become straight.
 */
static void
move_layer(struct work *w, size_t layer)
{
	size_t *list = w->list + w->start[layer], n = w->start[layer + 1] - w->start[layer], npools = 0;
	struct pool *pools = ng_arena_array(w->g->arena, n + 1, sizeof(*pools));
	double *offset = ng_arena_array(w->g->arena, n + 1, sizeof(*offset));

	for (size_t i = 0; i < n; i++) {
		double weight = list[i] >= w->g->nnodes ? 4 : 1;

		if (i > 0)
			offset[i] = offset[i - 1] + w->g->gap +
			            (w->g->nodes[list[i - 1]].height + w->g->nodes[list[i]].height) / 2.0;
		pools[npools++] = (struct pool){(w->key[list[i]] - offset[i]) * weight, weight, 1};
		while (npools > 1 && pools[npools - 2].sum / pools[npools - 2].weight > pools[npools - 1].sum / pools[npools - 1].weight) {
			pools[npools - 2].sum += pools[npools - 1].sum;
			pools[npools - 2].weight += pools[npools - 1].weight;
			pools[npools - 2].n += pools[npools - 1].n;
			npools--;
		}
	}
	for (size_t p = 0, i = 0; p < npools; p++)
		for (size_t k = 0; k < pools[p].n; k++, i++)
			w->y[list[i]] = pools[p].sum / pools[p].weight + offset[i];
}

static void
move_layers(struct work *w)
{
	struct ng_layers *g = w->g;
	double top = 0, bottom = 0;

	for (size_t round = 0; round <= MOVE_ROUNDS; round++)
		for (size_t i = 0; i < g->nlayers; i++) {
			bool right = round % 2 == 1, both = round == MOVE_ROUNDS;
			size_t layer = right ? g->nlayers - 1 - i : i;

			/* the last round goes to the right, too */
			average(w, layer, !right, right || both, true);
			move_layer(w, layer);
		}
	for (size_t v = 0; v < g->n; v++) {
		double half = g->nodes[v].height / 2.0;

		top = v == 0 || w->y[v] - half < top ? w->y[v] - half : top;
		bottom = v == 0 || w->y[v] + half > bottom ? w->y[v] + half : bottom;
	}
	for (size_t v = 0; v < g->n; v++)
		g->nodes[v].y = (int)(w->y[v] - top + 0.5);
	g->height = (int)(bottom - top + 1);
}

void
ng_layers_place(struct ng_layers *g)
{
	struct work w = {.g = g};

	g->cap_nodes = g->nnodes;
	find_layers(g);
	cut_edges(&w);
	fill_layers(&w);
	order_layers(&w);
	move_layers(&w);
}
