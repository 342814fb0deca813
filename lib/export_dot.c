/* dot: who is tied to whom and who leads to whom, for Graphviz; with matches, who could help with what. */
#include <math.h>
#include <stdlib.h>

#include "export.h"
#include "path.h"
#include "plain.h"
#include "text.h"

/* Characters of a label. */
#define LABEL_TEXT 60

/* What leads from one person to another. */
enum leads { LEADS_INTRODUCED, LEADS_I_INTRODUCED, LEADS_OFFERS, LEADS_KNOWS, LEADS_VIA };

static const struct {
	const char *label, *attributes;
} leads[] = {
	[LEADS_INTRODUCED] = {"introduced", ""},
	[LEADS_I_INTRODUCED] = {"I introduced", ", dir=none"},
	[LEADS_OFFERS] = {"offers introduction", ", style=dashed"},
	[LEADS_KNOWS] = {"knows", ", style=dashed"},
	[LEADS_VIA] = {"via", ", style=dashed"},
};

struct edge {
	uint32_t from, to;
	enum leads why;
};

struct graph {
	struct ng_export *x;
	const struct ng_network *net;
	struct edge *v;
	size_t n, cap;
};

static void
add(struct graph *g, const char *s)
{
	ng_buf_add(&g->x->out, ng_str_of(s));
}

/* A quoted string that nothing in it ends: `\` would begin an escape of labels, `&` a character reference. */
static void
quote(struct graph *g, struct ng_str s)
{
	s = ng_plain_label(g->x->arena, s);
	add(g, "\"");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			add(g, "\\");
		if (s.p[i] == '&')
			add(g, "&amp;");
		else
			ng_buf_char(&g->x->out, s.p[i]);
	}
	add(g, "\"");
}

static void
label(struct graph *g, struct ng_str s)
{
	quote(g, ng_text_shorten(g->x->arena, ng_plain_label(g->x->arena, s), LABEL_TEXT));
}

/* I may be nobody of the notes; a handle is never `me`. */
static void
me(struct graph *g)
{
	if (g->net->me == NG_NONE)
		add(g, "me");
	else
		quote(g, g->net->people[g->net->me].handle);
}

static void
write_people(struct graph *g)
{
	if (g->net->npeople == 0)
		return;
	add(g, "\t");
	me(g);
	add(g, " [label=");
	label(g, g->net->me == NG_NONE ? NG_STR("me") : ng_plain_person(g->net, g->net->me));
	add(g, ", shape=doublecircle];\n");
	for (uint32_t p = 0; p < g->net->npeople; p++) {
		if (p == g->net->me)
			continue;
		add(g, "\t");
		quote(g, g->net->people[p].handle);
		add(g, " [label=");
		label(g, ng_plain_person(g->net, p));
		add(g, g->net->people[p].met ? "];\n" : ", style=dashed];\n");
	}
}

/* From me to each whom I met; the stronger the tie, the shorter and thicker. */
static void
write_ties(struct graph *g)
{
	for (uint32_t p = 0; p < g->net->npeople; p++) {
		double tie = ng_path_tie(g->net, p);

		if (p == g->net->me || !g->net->people[p].met)
			continue;
		add(g, "\t");
		me(g);
		add(g, " -> ");
		quote(g, g->net->people[p].handle);
		ng_buf_printf(&g->x->out, " [dir=none, weight=%.0f, penwidth=%.1f];\n", 1 + ceil(tie), 0.5 + log1p(tie));
	}
}

static void
connect(struct graph *g, uint32_t from, uint32_t to, enum leads why)
{
	if (from == to || from == NG_NONE || from == g->net->me || to == g->net->me)
		return;
	g->v = ng_arena_more(g->x->arena, g->v, g->n, &g->cap, sizeof(*g->v));
	g->v[g->n++] = (struct edge){from, to, why};
}

static void
connect_all(struct graph *g, struct ng_numbers people, enum leads why)
{
	for (size_t i = 1; i < people.n; i++)
		connect(g, people.v[0], people.v[i], why);
}

static void
follow(struct graph *g, const struct ng_statement *s)
{
	bool introduction = ng_str_eq(s->what, NG_STR("introduction"));
	bool made = introduction && s->written != NG_STATE_OPEN;

	if (s->planned || s->others || s->people.n == 0 || s->written == NG_STATE_DROPPED)
		return;
	if (s->kind == NG_KIND_FIELD && ng_str_eq(s->what, NG_STR("via")))
		connect(g, ng_network_named_in(g->net, s->text), s->people.v[0], LEADS_VIA);
	else if (s->kind == NG_KIND_KNOWS)
		connect_all(g, s->people, LEADS_KNOWS);
	else if (s->kind == NG_KIND_OFFER && introduction && s->state == NG_STATE_OPEN)
		connect_all(g, s->people, LEADS_OFFERS);
	else if (s->kind == NG_KIND_GOT && made)
		connect_all(g, s->people, LEADS_INTRODUCED);
	else if (s->kind == NG_KIND_GAVE && made)
		connect_all(g, s->people, LEADS_I_INTRODUCED);
}

static int
by_ends(const void *a, const void *b)
{
	const struct edge *e = a, *f = b;

	if (e->from != f->from)
		return e->from < f->from ? -1 : 1;
	if (e->to != f->to)
		return e->to < f->to ? -1 : 1;
	return (int)e->why - (int)f->why;
}

static void
write_leads(struct graph *g)
{
	for (size_t i = 0; i < g->net->nstatements; i++)
		follow(g, g->net->statements[i]);
	if (g->n > 0)
		qsort(g->v, g->n, sizeof(*g->v), by_ends);
	for (size_t i = 0; i < g->n; i++) {
		if (i > 0 && by_ends(&g->v[i - 1], &g->v[i]) == 0)
			continue;
		add(g, "\t");
		quote(g, g->net->people[g->v[i].from].handle);
		add(g, " -> ");
		quote(g, g->net->people[g->v[i].to].handle);
		ng_buf_printf(&g->x->out, " [label=\"%s\"%s];\n", leads[g->v[i].why].label, leads[g->v[i].why].attributes);
	}
}

/* A node that stands for a need: where it is written, and what. A node's name is no handle. */
static void
need_name(struct graph *g, const struct ng_statement *match)
{
	struct ng_buf b = {.arena = g->x->arena};

	ng_buf_add(&b, NG_STR("need "));
	ng_buf_add(&b, ng_network_source(g->x->arena, g->net, match));
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, match->what);
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, match->text);
	quote(g, ng_buf_str(&b));
}

static bool
is_same_need(const struct ng_statement *a, const struct ng_statement *b)
{
	return a->file == b->file && a->line == b->line && ng_str_eq(a->what, b->what) && ng_str_eq(a->text, b->text);
}

/* The goals of a need, each with its node the first time. */
static void
write_goals(struct graph *g, const struct ng_statement *match, bool *shown)
{
	for (size_t i = 0; i < match->goals.n; i++) {
		uint32_t goal = match->goals.v[i];

		if (!shown[goal]) {
			add(g, "\t");
			quote(g, g->net->goals[goal].handle);
			add(g, " [label=");
			label(g, ng_plain_goal(g->net, goal));
			add(g, ", shape=box];\n");
		}
		shown[goal] = true;
		add(g, "\t");
		quote(g, g->net->goals[goal].handle);
		add(g, " -> ");
		need_name(g, match);
		add(g, ";\n");
	}
}

/* Needs that ng-match found somebody for. Those of one need follow each other: the stream is sorted. */
static void
write_matches(struct graph *g)
{
	bool *shown = ng_arena_array(g->x->arena, g->net->ngoals, sizeof(*shown));
	const struct ng_statement *last = NULL;

	for (size_t i = 0; i < g->net->nfound; i++) {
		const struct ng_statement *s = g->net->found[i];

		if (s->kind != NG_KIND_MATCH || s->people.n == 0)
			continue;
		if (last == NULL || !is_same_need(s, last)) {
			add(g, "\t");
			need_name(g, s);
			add(g, " [label=");
			label(g, ng_plain_text(g->x->arena, g->net, s, NG_NONE, false));
			add(g, ", shape=note];\n");
			write_goals(g, s, shown);
		}
		last = s;
		add(g, "\t");
		need_name(g, s);
		add(g, " -> ");
		quote(g, g->net->people[s->people.v[0]].handle);
		ng_buf_printf(&g->x->out, " [label=\"%.2f\", style=dotted];\n", (double)s->score);
	}
}

void
ng_export_dot(struct ng_export *x)
{
	struct graph g = {.x = x, .net = x->net};

	add(&g, "digraph ng {\n\tgraph [charset=\"UTF-8\", overlap=false, rankdir=LR];\n\tnode [shape=ellipse];\n");
	write_people(&g);
	write_ties(&g);
	write_leads(&g);
	write_matches(&g);
	add(&g, "}\n");
}
