#include "diagram_svg.h"

#include "html.h"
#include "layers.h"
#include "star.h"
#include "text.h"

/* Pixels, where a person reads 14 of them as the size of the letters. */
#define FONT 14
#define LINE 18
#define PAD_X 12
#define PAD_Y 8
#define GAP_X 40
#define GAP_Y 14
#define MARGIN 3

/* A label's lines: how wide in hundredths of the letters' size, and how many. */
#define LINE_WIDTH 1080
#define MOST_LINES 4

#define BAR_LENGTH 200
#define BAR_ROW 28
#define BAR_LABEL 20

/* A page's narrowest column, and the percentage to which a picture may shrink before its box scrolls. */
#define PHONE 350
#define SHRINK 78

struct box {
	int x, y, width, height; /* x and y of its middle */
	enum ng_shape shape;
	struct ng_str lines[MOST_LINES];
	size_t nlines;
};

/* A point on a box's side, and where its outside is: 1 right, -1 left. */
struct port {
	int x, y, out;
};

struct picture {
	struct ng_arena *arena;
	const struct ng_diagram *d;
	struct box *boxes;
	struct ng_buf edges; /* drawn below the boxes */
	int left, top, width, height;
};

/* About how wide a character is, in hundredths of the letters' size: no font is known here, so rather too wide. */
static int
advance(int32_t c)
{
	if (c >= 0x80)
		return ng_text_columns(c) == 1 ? ng_text_is_upper(c) ? 76 : 64 : ng_text_columns(c) * 52;
	if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '@' || c == '%')
		return 98;
	if (c == 'i' || c == 'j' || c == 'l' || c == 'I' || c == '.' || c == ',' || c == '\'' || c == ':' || c == ';' ||
	    c == '|' || c == '!')
		return 33;
	if (c == ' ' || c == 'f' || c == 'r' || c == 't' || c == '(' || c == ')' || c == '-')
		return 42;
	return c >= 'A' && c <= 'Z' ? 76 : 64;
}

static int
width_of(struct ng_str s)
{
	size_t n;
	int width = 0;

	for (size_t i = 0; i < s.n; i += n)
		width += advance(ng_text_at(s, i, &n));
	return width * FONT / 100 + 1;
}

/* What of it can be seen, in single spaces. */
static struct ng_str
visible(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (ng_text_is_space(c))
			ng_buf_char(&b, ' ');
		else if (!ng_text_is_hidden(c))
			ng_buf_add(&b, ng_str_cut(s, i, i + n));
	}
	return ng_text_squeeze(a, ng_buf_str(&b));
}

/* Where the first line of s ends: at a space if there is one, never before a mark that joins a letter. */
static size_t
line_end(struct ng_str s)
{
	size_t space = 0, cut = 0, n;
	int width = 0;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (c == ' ')
			space = i;
		if (i > 0 && ng_text_columns(c) > 0)
			cut = i;
		width += advance(c);
		/* the first character fits, so there is a cut */
		if (width > LINE_WIDTH)
			return c == ' ' ? i : space > 0 ? space : cut;
	}
	return s.n;
}

static void
set_label(struct ng_arena *a, struct box *box, struct ng_str label, enum ng_shape shape)
{
	box->shape = shape;
	label = visible(a, label);
	while (label.n > 0 && box->nlines < MOST_LINES) {
		size_t end = line_end(label);
		struct ng_str *line = &box->lines[box->nlines++];
		int width;

		*line = ng_str_trim(ng_str_cut(label, 0, end));
		label = ng_str_trim(ng_str_cut(label, end, label.n));
		if (label.n > 0 && box->nlines == MOST_LINES) {
			struct ng_buf b = {.arena = a};

			ng_buf_add(&b, *line);
			ng_buf_add(&b, NG_STR("…"));
			*line = ng_buf_str(&b);
		}
		width = width_of(*line) + 2 * PAD_X;
		box->width = width > box->width ? width : box->width;
	}
	box->height = LINE * (int)(box->nlines > 0 ? box->nlines : 1) + 2 * PAD_Y;
	if (box->width < box->height)
		box->width = box->height;
}

/* A curve from a side of a box to a side of another, with a head where it is directed. */
static void
add_curve(struct picture *p, struct port from, struct port to, int bend, bool directed)
{
	ng_buf_printf(&p->edges, "<path class=\"edge\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n", from.x, from.y,
	              from.x + from.out * bend, from.y, to.x + to.out * bend, to.y, to.x + to.out * (directed ? 6 : 0), to.y);
	if (directed)
		ng_buf_printf(&p->edges, "<path class=\"head\" d=\"M%d %dl%d -4v8z\"/>\n", to.x, to.y, to.out * 8);
}

/* An edge along its virtual nodes: curves between the columns, straight lines through them. */
static void
add_way(struct picture *p, const struct ng_layers *g, const struct ng_layers_edge *edge, const int *middle,
        const int *width)
{
	size_t first = g->nodes[edge->from].layer, last = g->nodes[edge->to].layer;
	struct port at = {middle[first] + width[first] / 2, g->nodes[edge->from].y, 1};

	if (edge->back)
		ng_buf_printf(&p->edges, "<path class=\"head\" d=\"M%d %dl8 -4v8z\"/>\n", at.x, at.y);
	for (size_t layer = first + 1; layer <= last; layer++) {
		int y = layer == last ? g->nodes[edge->to].y : g->nodes[edge->virtuals + layer - first - 1].y;
		struct port next = {middle[layer] - width[layer] / 2, y, -1};

		add_curve(p, at, next, (next.x - at.x) / 2, !edge->back && layer == last);
		at = (struct port){middle[layer] + width[layer] / 2, y, 1};
		if (layer < last)
			ng_buf_printf(&p->edges, "<path class=\"edge\" d=\"M%d %dH%d\"/>\n", next.x, y, at.x);
	}
}

static void
draw_layers(struct picture *p)
{
	const struct ng_diagram *d = p->d;
	struct ng_layers g = {.arena = p->arena, .nnodes = d->nnodes, .gap = GAP_Y};
	int *middle, *width, x = 0;

	g.nodes = ng_arena_array(p->arena, d->nnodes, sizeof(*g.nodes));
	g.edges = ng_arena_array(p->arena, d->nedges + 1, sizeof(*g.edges));
	for (size_t v = 0; v < d->nnodes; v++)
		g.nodes[v] = (struct ng_layers_node){.height = p->boxes[v].height,
		                                     .first = p->boxes[v].shape == NG_SHAPE_ME,
		                                     .last = p->boxes[v].shape == NG_SHAPE_NEED};
	for (size_t e = 0; e < d->nedges; e++)
		if (d->edges[e].from != d->edges[e].to)
			g.edges[g.nedges++] = (struct ng_layers_edge){.from = d->edges[e].from, .to = d->edges[e].to};
	ng_layers_place(&g);
	middle = ng_arena_array(p->arena, g.nlayers + 1, sizeof(*middle));
	width = ng_arena_array(p->arena, g.nlayers + 1, sizeof(*width));
	for (size_t v = 0; v < d->nnodes; v++)
		if (p->boxes[v].width > width[g.nodes[v].layer])
			width[g.nodes[v].layer] = p->boxes[v].width;
	for (size_t layer = 0; layer < g.nlayers; layer++) {
		middle[layer] = x + width[layer] / 2;
		x += width[layer] + GAP_X;
	}
	for (size_t v = 0; v < d->nnodes; v++) {
		p->boxes[v].x = middle[g.nodes[v].layer];
		p->boxes[v].y = g.nodes[v].y;
		p->boxes[v].width = width[g.nodes[v].layer];
	}
	for (size_t e = 0; e < g.nedges; e++)
		add_way(p, &g, &g.edges[e], middle, width);
	p->width = x - GAP_X;
	p->height = g.height;
}

/* Where an edge leaves `a` for `b`: towards it, or outwards where both are as far from the middle on one side. */
static struct port
port_of(const struct ng_star_node *a, const struct ng_star_node *b)
{
	int out = a->side == 0                ? b->side
	          : a->side != b->side        ? -a->side
	          : a->distance > b->distance ? -a->side
	                                      : a->side;

	return (struct port){a->x + out * (a->width / 2), a->y, out};
}

/* Around the first node, me. */
static void
draw_star(struct picture *p)
{
	const struct ng_diagram *d = p->d;
	struct ng_star s = {.arena = p->arena, .nnodes = d->nnodes, .nedges = d->nedges, .gap = GAP_Y};
	struct ng_star_edge *edges = ng_arena_array(p->arena, d->nedges + 1, sizeof(*edges));
	int right = 0, bottom = 0;

	s.nodes = ng_arena_array(p->arena, d->nnodes, sizeof(*s.nodes));
	s.edges = edges;
	for (size_t v = 0; v < d->nnodes; v++)
		s.nodes[v] = (struct ng_star_node){.width = p->boxes[v].width, .height = p->boxes[v].height};
	for (size_t e = 0; e < d->nedges; e++)
		edges[e] = (struct ng_star_edge){d->edges[e].from, d->edges[e].to};
	ng_star_place(&s);
	for (size_t v = 0; v < d->nnodes; v++) {
		struct box *box = &p->boxes[v];

		box->x = s.nodes[v].x;
		box->y = s.nodes[v].y;
		p->left = box->x - box->width / 2 < p->left ? box->x - box->width / 2 : p->left;
		p->top = box->y - box->height / 2 < p->top ? box->y - box->height / 2 : p->top;
		right = box->x + box->width / 2 > right ? box->x + box->width / 2 : right;
		bottom = box->y + box->height / 2 > bottom ? box->y + box->height / 2 : bottom;
	}
	for (size_t e = 0; e < d->nedges; e++) {
		const struct ng_star_node *a = &s.nodes[edges[e].from], *b = &s.nodes[edges[e].to];
		bool level = a->side == b->side && a->distance == b->distance;
		int apart = a->y > b->y ? a->y - b->y : b->y - a->y;
		/* the farther apart on one side, the wider around what stands between */
		int bend = !level ? GAP_X / 2 : apart < 400 ? GAP_X / 2 + apart / 5 : GAP_X / 2 + 80, outside;

		if (a == b)
			continue;
		add_curve(p, port_of(a, b), port_of(b, a), bend, d->edges[e].directed);
		if (level) {
			/* it may leave the boxes' extent: a curve reaches three quarters of its bend */
			outside = (port_of(a, b).x * a->side > port_of(b, a).x * a->side ? port_of(a, b).x : port_of(b, a).x) +
			          a->side * bend * 3 / 4;
			p->left = outside < p->left ? outside : p->left;
			right = outside > right ? outside : right;
		}
	}
	p->width = right - p->left;
	p->height = bottom - p->top;
}

static void
add_box(struct ng_buf *out, const struct box *box)
{
	static const char *const class[] = {"me", "person", "stranger", "need"};
	int y = box->y - (int)(box->nlines > 0 ? box->nlines - 1 : 0) * LINE / 2 + FONT * 36 / 100;

	ng_buf_printf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", class[box->shape],
	              box->x - box->width / 2, box->y - box->height / 2, box->width, box->height,
	              box->shape == NG_SHAPE_NEED ? 3 : box->shape == NG_SHAPE_ME ? box->height / 2 : 14);
	for (size_t i = 0; i < box->nlines; i++) {
		ng_buf_printf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class[box->shape], box->x, y + (int)i * LINE);
		ng_html_text(out, box->lines[i]);
		ng_buf_add(out, NG_STR("</text>\n"));
	}
}

/* The figure up to what is drawn: its box, size, name and what it shows, in words. */
static void
open_figure(struct ng_buf *out, const struct picture *p, struct ng_str title, size_t number)
{
	const struct ng_diagram *d = p->d;
	int width = p->width + 2 * MARGIN, height = p->height + 2 * MARGIN, least = width * SHRINK / 100;

	ng_buf_add(out, NG_STR("<figure>\n"));
	if (least > PHONE)
		ng_buf_printf(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Diagram %zu\">\n", number);
	ng_buf_printf(out,
	              "<svg role=\"img\" aria-labelledby=\"diagram-%zu-title diagram-%zu-text\" viewBox=\"%d %d %d %d\" "
	              "width=\"%d\" height=\"%d\"",
	              number, number, p->left - MARGIN, p->top - MARGIN, width, height, width, height);
	if (least > PHONE)
		ng_buf_printf(out, " style=\"min-width:%dpx\"", least);
	ng_buf_printf(out, ">\n<title id=\"diagram-%zu-title\">", number);
	ng_buf_add(out, title);
	ng_buf_printf(out, "</title>\n<desc id=\"diagram-%zu-text\">", number);
	for (size_t e = 0; e < d->nedges && d->nbars == 0; e++) {
		ng_html_text(out, visible(p->arena, d->nodes[d->edges[e].from].label));
		ng_buf_add(out, d->edges[e].directed ? NG_STR(" → ") : NG_STR(" – "));
		ng_html_text(out, visible(p->arena, d->nodes[d->edges[e].to].label));
		ng_buf_add(out, e + 1 < d->nedges ? NG_STR("; ") : NG_STR("."));
	}
	for (size_t i = 0; i < d->nbars; i++) {
		ng_html_text(out, visible(p->arena, d->bars[i].label));
		ng_buf_printf(out, ": %zu%s", d->bars[i].value, i + 1 < d->nbars ? "; " : ".");
	}
	ng_buf_add(out, NG_STR("</desc>\n"));
}

static void
close_figure(struct ng_buf *out, const struct picture *p)
{
	bool stranger = false;

	for (size_t v = 0; v < p->d->nnodes && p->d->nbars == 0; v++)
		stranger = stranger || p->d->nodes[v].shape == NG_SHAPE_STRANGER;
	ng_buf_add(out, NG_STR("</svg>\n"));
	if ((p->width + 2 * MARGIN) * SHRINK / 100 > PHONE)
		ng_buf_add(out, NG_STR("</div>\n"));
	if (stranger || p->d->axis.n > 0) {
		ng_buf_add(out, NG_STR("<figcaption>"));
		ng_html_text(out, stranger ? NG_STR("Dashed: not met yet.") : p->d->axis);
		ng_buf_add(out, NG_STR("</figcaption>\n"));
	}
	ng_buf_add(out, NG_STR("</figure>\n"));
}

static void
draw_graph(struct ng_buf *out, struct picture *p, struct ng_str title, size_t number)
{
	const struct ng_diagram *d = p->d;
	bool directed = true;

	p->boxes = ng_arena_array(p->arena, d->nnodes, sizeof(*p->boxes));
	for (size_t v = 0; v < d->nnodes; v++)
		set_label(p->arena, &p->boxes[v], d->nodes[v].label, d->nodes[v].shape);
	for (size_t e = 0; e < d->nedges; e++)
		directed = directed && d->edges[e].directed;
	if (directed)
		draw_layers(p);
	else
		draw_star(p);
	open_figure(out, p, title, number);
	ng_buf_add(out, ng_buf_str(&p->edges));
	for (size_t v = 0; v < d->nnodes; v++)
		add_box(out, &p->boxes[v]);
	close_figure(out, p);
}

static void
draw_bars(struct ng_buf *out, struct picture *p, struct ng_str title, size_t number)
{
	const struct ng_diagram *d = p->d;
	struct ng_str *labels = ng_arena_array(p->arena, d->nbars, sizeof(*labels));
	struct ng_buf digits = {.arena = p->arena};
	size_t most = 1;
	int start = 0;

	for (size_t i = 0; i < d->nbars; i++) {
		labels[i] = ng_text_shorten(p->arena, visible(p->arena, d->bars[i].label), BAR_LABEL);
		start = width_of(labels[i]) > start ? width_of(labels[i]) : start;
		most = d->bars[i].value > most ? d->bars[i].value : most;
	}
	start += PAD_X;
	ng_buf_number(&digits, most);
	p->width = start + BAR_LENGTH + PAD_X + width_of(ng_buf_str(&digits));
	p->height = (int)d->nbars * BAR_ROW;
	open_figure(out, p, title, number);
	for (size_t i = 0; i < d->nbars; i++) {
		int y = (int)i * BAR_ROW, length = (int)((double)d->bars[i].value / (double)most * BAR_LENGTH + 0.5);

		ng_buf_printf(out, "<text class=\"label\" x=\"%d\" y=\"%d\">", start - PAD_X, y + BAR_ROW / 2 + FONT * 36 / 100);
		ng_html_text(out, labels[i]);
		ng_buf_printf(out, "</text>\n<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", start, y + 4, length,
		              BAR_ROW - 8);
		ng_buf_printf(out, "<text class=\"value\" x=\"%d\" y=\"%d\">%zu</text>\n", start + length + PAD_X / 2,
		              y + BAR_ROW / 2 + FONT * 36 / 100, d->bars[i].value);
	}
	close_figure(out, p);
}

void
ng_diagram_svg(struct ng_buf *out, const struct ng_diagram *d, struct ng_str title, size_t number)
{
	struct picture p = {.arena = out->arena, .d = d, .edges = {.arena = out->arena}};

	if (d->nbars > 0)
		draw_bars(out, &p, title, number);
	else
		draw_graph(out, &p, title, number);
}
