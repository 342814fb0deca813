#include "diagram.h"

#include "text.h"

/* Characters of a label: what is longer makes no picture. */
#define LABEL 40

struct ng_diagram *
ng_diagram_new(struct ng_arena *a)
{
	struct ng_diagram *d = ng_arena_alloc(a, sizeof(*d));

	d->arena = a;
	d->keys = ng_table_new(a);
	return d;
}

uint32_t
ng_diagram_node(struct ng_diagram *d, struct ng_str key, struct ng_str label, enum ng_shape shape)
{
	uint32_t n = ng_table_put(d->keys, key);

	if (n == d->nnodes) {
		d->nodes = ng_arena_more(d->arena, d->nodes, d->nnodes, &d->cap_nodes, sizeof(*d->nodes));
		d->nodes[d->nnodes++] = (struct ng_diagram_node){key, ng_text_shorten(d->arena, label, LABEL), shape};
	}
	return n;
}

void
ng_diagram_edge(struct ng_diagram *d, uint32_t from, uint32_t to, bool directed)
{
	for (size_t i = 0; i < d->nedges; i++)
		if ((d->edges[i].from == from && d->edges[i].to == to) ||
		    (!directed && d->edges[i].from == to && d->edges[i].to == from))
			return;
	d->edges = ng_arena_more(d->arena, d->edges, d->nedges, &d->cap_edges, sizeof(*d->edges));
	d->edges[d->nedges++] = (struct ng_diagram_edge){from, to, directed};
}

void
ng_diagram_bar(struct ng_diagram *d, struct ng_str label, size_t value)
{
	d->bars = ng_arena_more(d->arena, d->bars, d->nbars, &d->cap_bars, sizeof(*d->bars));
	d->bars[d->nbars++] = (struct ng_diagram_bar){label, value};
}

/* Letters, digits and a few marks as they are, all else as Mermaid's `#code;`. */
static void
add_label(struct ng_buf *out, struct ng_str s)
{
	size_t n;

	ng_buf_char(out, '"');
	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (ng_text_is_word(c) || c == ' ' || c == '.' || c == ',' || c == '-')
			ng_buf_add(out, ng_str_cut(s, i, i + n));
		else if (c > ' ' && !ng_text_is_hidden(c))
			ng_buf_printf(out, "#%ld;", (long)c);
	}
	if (out->p[out->n - 1] == '"')
		ng_buf_char(out, '-'); /* an empty label is no label */
	ng_buf_char(out, '"');
}

/* A name for a node: the ASCII letters and digits of its key and, since others go, the key's FNV-1a hash. */
static void
add_id(struct ng_buf *out, struct ng_str key)
{
	uint32_t hash = 2166136261;
	size_t shown = 0;

	for (size_t i = 0; i < key.n; i++) {
		hash = (hash ^ (unsigned char)key.p[i]) * 16777619;
		if (shown < LABEL / 2 && (ng_is_alpha(key.p[i]) || ng_is_digit(key.p[i]))) {
			ng_buf_char(out, key.p[i]);
			shown++;
		}
	}
	ng_buf_printf(out, "_%08lx", (unsigned long)hash);
}

static void
add_node(struct ng_buf *out, const struct ng_diagram_node *node)
{
	static const char *const open[] = {"((", "(", "(", "["}, *const close[] = {"))", ")", ")", "]"};

	ng_buf_add(out, NG_STR("    "));
	add_id(out, node->key);
	ng_buf_add(out, ng_str_of(open[node->shape]));
	add_label(out, node->label);
	ng_buf_add(out, ng_str_of(close[node->shape]));
	if (node->shape == NG_SHAPE_STRANGER)
		ng_buf_add(out, NG_STR(":::stranger"));
	ng_buf_char(out, '\n');
}

static void
add_graph(struct ng_buf *out, const struct ng_diagram *d)
{
	ng_buf_add(out, NG_STR("flowchart LR\n    classDef stranger stroke-dasharray: 4 3\n"));
	for (size_t i = 0; i < d->nnodes; i++)
		add_node(out, &d->nodes[i]);
	for (size_t i = 0; i < d->nedges; i++) {
		ng_buf_add(out, NG_STR("    "));
		add_id(out, d->nodes[d->edges[i].from].key);
		ng_buf_add(out, d->edges[i].directed ? NG_STR(" --> ") : NG_STR(" --- "));
		add_id(out, d->nodes[d->edges[i].to].key);
		ng_buf_char(out, '\n');
	}
}

static void
add_bars(struct ng_buf *out, const struct ng_diagram *d)
{
	ng_buf_add(out, NG_STR("xychart-beta\n    x-axis ["));
	for (size_t i = 0; i < d->nbars; i++) {
		ng_buf_add(out, i > 0 ? NG_STR(", ") : NG_STR(""));
		add_label(out, d->bars[i].label);
	}
	ng_buf_add(out, NG_STR("]\n    y-axis "));
	add_label(out, d->axis);
	ng_buf_add(out, NG_STR("\n    bar ["));
	for (size_t i = 0; i < d->nbars; i++)
		ng_buf_printf(out, "%s%zu", i > 0 ? ", " : "", d->bars[i].value);
	ng_buf_add(out, NG_STR("]\n"));
}

void
ng_diagram_mermaid(struct ng_buf *out, const struct ng_diagram *d)
{
	ng_buf_add(out, NG_STR("```mermaid\n"));
	if (d->nbars > 0)
		add_bars(out, d);
	else
		add_graph(out, d);
	ng_buf_add(out, NG_STR("```\n"));
}
