/* network: who is connected to whom, who alone leads to whom I haven't met, and who introduces me to others. */
#include <stdlib.h>

#include "path.h"
#include "plain.h"
#include "report.h"

/* Rows of the table; bridges, introducers; people named in a cell, and in a line. */
#define MOST_ROWS 40
#define MOST_LINES 10
#define MOST_NEIGHBOURS 5
#define MOST_NAMES 8
/* In the picture: whom I know, whom I don't, and lines between them. */
#define MOST_KNOWN 30
#define MOST_STRANGERS 10
#define MOST_EDGES 40
/* Whoever introduces somebody, or is said to know them, is closer to them than by tables shared so often. */
#define CLOSE 100
/* So many guests at one table have come to know each other. */
#define FEW 4

/* What says that two people are connected; each stands twice, once from either side. */
struct edge {
	uint32_t from, to, statement;
	size_t weight;
};

/* A person by the strength of our tie, and, beside another, of theirs. */
struct tied {
	size_t weight;
	double tie;
	uint32_t person;
};

/* All people and what connects them. */
struct web {
	struct ng_report *r;
	const struct ng_network *net;
	struct edge *v;
	size_t n, cap;
	size_t *first; /* of each person, the first of their edges; one more at the end */
	double *ties;
};

static void
connect(struct web *w, uint32_t a, uint32_t b, const struct ng_statement *s)
{
	size_t weight = s->kind == NG_KIND_MET ? 1 : CLOSE;

	if (a == b || a == NG_NONE || a == w->net->me || b == w->net->me)
		return;
	for (int i = 0; i < 2; i++) {
		w->v = ng_arena_more(w->net->arena, w->v, w->n, &w->cap, sizeof(*w->v));
		w->v[w->n++] = i == 0 ? (struct edge){a, b, s->order, weight} : (struct edge){b, a, s->order, weight};
	}
}

/* The first with each of the others; `all`: where they are few, each with each. */
static void
connect_people(struct web *w, const struct ng_statement *s, bool all)
{
	struct ng_numbers people = s->people;
	size_t others = people.n - (ng_numbers_have(people, w->net->me) ? 1 : 0);
	uint32_t first = ng_network_other(w->net, s);

	if (all && others <= FEW)
		for (size_t i = 0; i < people.n; i++)
			for (size_t k = 0; k < i; k++)
				connect(w, people.v[k], people.v[i], s);
	else if (!all || s->kind != NG_KIND_MET)
		for (size_t i = 0; i < people.n; i++)
			connect(w, first, people.v[i], s);
}

/* Whoever is written to, or is at the same conference, needn't have spoken with the others. */
static bool
is_table(const struct ng_statement *s)
{
	static const char *const apart[] = {"mail", "email", "message", "conference", "event", "meetup"};

	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
		if (ng_str_eq(s->what, ng_str_of(apart[i])))
			return false;
	return s->written != NG_STATE_OPEN;
}

static void
connect_statement(struct web *w, const struct ng_statement *s)
{
	bool leads = ng_str_eq(s->what, NG_STR("introduction")) || ng_str_eq(s->what, NG_STR("referral"));

	if (s->planned || s->people.n == 0 || s->written == NG_STATE_DROPPED)
		return;
	switch (s->kind) {
	case NG_KIND_FIELD:
		if (ng_str_eq(s->what, NG_STR("via")))
			connect(w, ng_network_named_in(w->net, s->text), s->people.v[0], s);
		break;
	case NG_KIND_KNOWS:
		connect_people(w, s, false);
		break;
	case NG_KIND_MET:
		if (is_table(s))
			connect_people(w, s, true);
		break;
	case NG_KIND_OFFER:
	case NG_KIND_ASK:
		if (leads)
			connect_people(w, s, false);
		break;
	case NG_KIND_GOT:
	case NG_KIND_GAVE:
		if (leads && s->written != NG_STATE_OPEN)
			connect_people(w, s, s->kind == NG_KIND_GAVE);
		break;
	default:
		break;
	}
}

static int
by_ends(const void *a, const void *b)
{
	const struct edge *e = a, *f = b;

	if (e->from != f->from)
		return e->from < f->from ? -1 : 1;
	if (e->to != f->to)
		return e->to < f->to ? -1 : 1;
	return (e->statement > f->statement) - (e->statement < f->statement);
}

/* Each pair once from either side, with the first statement that connects them. */
static void
weave(struct web *w)
{
	const struct ng_network *net = w->net;
	size_t kept = 0;

	for (size_t i = 0; i < net->nstatements; i++)
		connect_statement(w, net->statements[i]);
	if (w->n > 0)
		qsort(w->v, w->n, sizeof(*w->v), by_ends);
	for (size_t i = 0; i < w->n; i++)
		if (kept == 0 || w->v[i].from != w->v[kept - 1].from || w->v[i].to != w->v[kept - 1].to)
			w->v[kept++] = w->v[i];
		else
			w->v[kept - 1].weight += w->v[i].weight;
	w->n = kept;
	w->first = ng_arena_array(net->arena, net->npeople + 1, sizeof(*w->first));
	w->ties = ng_arena_array(net->arena, net->npeople, sizeof(*w->ties));
	for (size_t i = 0; i < w->n; i++)
		w->first[w->v[i].from + 1]++;
	for (uint32_t p = 0; p < net->npeople; p++) {
		w->first[p + 1] += w->first[p];
		w->ties[p] = ng_path_tie(net, p);
	}
}

static bool
is_stranger(const struct web *w, uint32_t person)
{
	return !w->net->people[person].met && person != w->net->me;
}

static int
strongest_first(const void *a, const void *b)
{
	const struct tied *t = a, *u = b;

	if (t->weight != u->weight)
		return t->weight > u->weight ? -1 : 1;
	if (t->tie < u->tie || t->tie > u->tie)
		return t->tie > u->tie ? -1 : 1;
	return (t->person > u->person) - (t->person < u->person);
}

static struct tied *
known_people(const struct web *w, size_t *n)
{
	struct tied *v = ng_arena_array(w->net->arena, w->net->npeople, sizeof(*v));

	*n = 0;
	for (uint32_t p = 0; p < w->net->npeople; p++)
		if (w->net->people[p].met) /* never me */
			v[(*n)++] = (struct tied){0, w->ties[p], p};
	if (*n > 0)
		qsort(v, *n, sizeof(*v), strongest_first);
	return v;
}

/* Those in the picture: the strongest ties, and strangers to whom these lead. */
static bool *
choose(const struct web *w, const struct tied *known, size_t n)
{
	bool *shown = ng_arena_array(w->net->arena, w->net->npeople, sizeof(*shown));
	uint32_t queue[MOST_KNOWN + MOST_STRANGERS];
	size_t end = 0, strangers = 0;

	for (size_t i = 0; i < n && i < MOST_KNOWN; i++) {
		queue[end++] = known[i].person;
		shown[known[i].person] = true;
	}
	for (size_t i = 0; i < end; i++)
		for (size_t e = w->first[queue[i]]; e < w->first[queue[i] + 1] && strangers < MOST_STRANGERS; e++) {
			uint32_t to = w->v[e].to;

			if (shown[to] || !is_stranger(w, to))
				continue;
			shown[to] = true;
			queue[end++] = to;
			strangers++;
		}
	return shown;
}

static uint32_t
node_of(struct ng_diagram *d, const struct web *w, uint32_t person)
{
	const struct ng_person *p = &w->net->people[person];

	return ng_diagram_node(d, p->handle, ng_plain_person(w->net, person),
	                       is_stranger(w, person) ? NG_SHAPE_STRANGER : NG_SHAPE_PERSON);
}

static int
closest_first(const void *a, const void *b)
{
	const struct edge *e = a, *f = b;

	return e->weight != f->weight ? (e->weight > f->weight ? -1 : 1) : by_ends(a, b);
}

/* The lines of the picture but mine, each from the side that is nearer to me. */
static struct edge *
choose_edges(const struct web *w, const bool *shown, size_t *n)
{
	struct edge *v = ng_arena_array(w->net->arena, w->n, sizeof(*v));

	*n = 0;
	for (size_t e = 0; e < w->n; e++) {
		struct tied from = {0, w->ties[w->v[e].from], w->v[e].from}, to = {0, w->ties[w->v[e].to], w->v[e].to};

		if (shown[from.person] && shown[to.person] && strongest_first(&from, &to) < 0)
			v[(*n)++] = w->v[e];
	}
	if (*n > MOST_EDGES) {
		qsort(v, *n, sizeof(*v), closest_first);
		*n = MOST_EDGES;
		qsort(v, *n, sizeof(*v), by_ends);
	}
	return v;
}

/* I stand in the middle: left of me whoever leads to nobody, right of me the others. */
static void
draw(struct web *w, const struct tied *known, size_t n)
{
	const bool *shown = choose(w, known, n);
	struct ng_diagram *d = ng_diagram_new(w->net->arena);
	uint32_t me = ng_diagram_node(d, NG_STR("me"), NG_STR("me"), NG_SHAPE_ME);
	bool *leads = ng_arena_array(w->net->arena, w->net->npeople, sizeof(*leads));
	const struct edge *edges = choose_edges(w, shown, &n);

	for (size_t e = 0; e < n; e++)
		leads[edges[e].from] = leads[edges[e].to] = true;
	for (uint32_t p = 0; p < w->net->npeople; p++)
		if (shown[p] && !is_stranger(w, p)) {
			uint32_t node = node_of(d, w, p);

			ng_diagram_edge(d, leads[p] ? me : node, leads[p] ? node : me, false);
		}
	for (size_t e = 0; e < n; e++) {
		uint32_t from = node_of(d, w, edges[e].from), to = node_of(d, w, edges[e].to);

		ng_diagram_edge(d, from, to, false);
	}
	ng_report_diagram(w->r, d);
}

/* Whom somebody is connected to, the closest first. */
static void
write_neighbours(struct web *w, uint32_t person)
{
	size_t n = w->first[person + 1] - w->first[person];
	struct tied *v = ng_arena_array(w->net->arena, n, sizeof(*v));
	uint32_t *people = ng_arena_array(w->net->arena, n, sizeof(*people));

	for (size_t i = 0; i < n; i++) {
		const struct edge *e = &w->v[w->first[person] + i];

		v[i] = (struct tied){e->weight, w->ties[e->to], e->to};
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), strongest_first);
	for (size_t i = 0; i < n; i++)
		people[i] = v[i].person;
	ng_report_people(w->r, (struct ng_numbers){people, n}, MOST_NEIGHBOURS);
}

static void
write_row(struct web *w, const struct tied *t)
{
	struct ng_report *r = w->r;
	struct ng_numbers contacts = w->net->people[t->person].contacts;
	size_t cell = ng_report_cell(r, 0);

	ng_report_person(r, t->person, true);
	cell = ng_report_cell(r, cell);
	ng_report_printf(r, "%zu", contacts.n);
	cell = ng_report_cell(r, cell);
	if (contacts.n > 0) {
		const struct ng_statement *last = w->net->statements[contacts.v[contacts.n - 1]];

		ng_report_day(r, last);
		ng_report_source(r, last);
	}
	cell = ng_report_cell(r, cell);
	ng_report_printf(r, "%.1f", t->tie);
	cell = ng_report_cell(r, cell);
	write_neighbours(w, t->person);
	ng_report_row_end(r, cell);
}

static void
write_table(struct web *w, const struct tied *known, size_t n)
{
	size_t most = ng_report_most(w->r, MOST_ROWS);

	ng_report_printf(w->r, "## Ties\n\nA tie is the days of contact, each worth half after %.0f years.\n\n"
	                       "| Person | Days of contact | Last contact | Tie | Connected to |\n"
	                       "| --- | --- | --- | --- | --- |\n",
	                 NG_RANK_TIE_HALF / 365.25);
	for (size_t i = 0; i < n && i < most; i++)
		write_row(w, &known[i]);
	if (n > most)
		ng_report_printf(w->r, "\n");
	ng_report_more(w->r, n, MOST_ROWS);
}

/* A stranger to whom one person alone leads. */
struct led {
	uint32_t bridge, group, person;
	bool far;    /* through another of the group */
	size_t size; /* of all to whom the bridge leads */
};

/* The group of strangers that somebody is in: the first of them (union by the lesser, paths halved). */
static uint32_t
group_of(uint32_t *groups, uint32_t person)
{
	while (groups[person] != person) {
		groups[person] = groups[groups[person]];
		person = groups[person];
	}
	return person;
}

static int
by_bridge(const void *a, const void *b)
{
	const struct led *l = a, *m = b;

	if (l->size != m->size)
		return l->size > m->size ? -1 : 1;
	if (l->bridge != m->bridge)
		return l->bridge < m->bridge ? -1 : 1;
	if (l->group != m->group)
		return (l->group > m->group) - (l->group < m->group);
	if (l->far != m->far)
		return m->far ? -1 : 1;
	return (l->person > m->person) - (l->person < m->person);
}

/* The strangers whom a single person whom I know leads to, by bridge and group. */
static struct led *
find_led(const struct web *w, size_t *n)
{
	size_t people = w->net->npeople;
	uint32_t *groups = ng_arena_array(w->net->arena, people, sizeof(*groups));
	uint32_t *bridges = ng_arena_array(w->net->arena, people, sizeof(*bridges));
	size_t *sizes = ng_arena_array(w->net->arena, people, sizeof(*sizes));
	bool *several = ng_arena_array(w->net->arena, people, sizeof(*several));
	struct led *v = ng_arena_array(w->net->arena, people, sizeof(*v));

	for (uint32_t p = 0; p < people; p++) {
		groups[p] = p;
		bridges[p] = NG_NONE;
	}
	for (size_t e = 0; e < w->n; e++)
		if (is_stranger(w, w->v[e].from) && is_stranger(w, w->v[e].to)) {
			uint32_t a = group_of(groups, w->v[e].from), b = group_of(groups, w->v[e].to);

			groups[a < b ? b : a] = a < b ? a : b;
		}
	for (size_t e = 0; e < w->n; e++)
		if (is_stranger(w, w->v[e].from) && !is_stranger(w, w->v[e].to)) {
			uint32_t g = group_of(groups, w->v[e].from);

			several[g] = several[g] || (bridges[g] != NG_NONE && bridges[g] != w->v[e].to);
			bridges[g] = w->v[e].to;
		}
	*n = 0;
	for (uint32_t p = 0; p < people; p++) {
		uint32_t g = group_of(groups, p);
		bool far = true;

		if (!is_stranger(w, p) || bridges[g] == NG_NONE || several[g])
			continue;
		sizes[bridges[g]]++;
		for (size_t e = w->first[p]; e < w->first[p + 1]; e++)
			far = far && w->v[e].to != bridges[g];
		v[(*n)++] = (struct led){bridges[g], g, p, far, 0};
	}
	for (size_t i = 0; i < *n; i++)
		v[i].size = sizes[v[i].bridge];
	if (*n > 0)
		qsort(v, *n, sizeof(*v), by_bridge);
	return v;
}

/* The statement that connects a bridge to the first of a group, who isn't far. */
static const struct ng_statement *
connection(const struct web *w, const struct led *led)
{
	size_t e = w->first[led->person];

	while (w->v[e].to != led->bridge)
		e++;
	return w->net->statements[w->v[e].statement];
}

/* One group: "- **Ines**, last contact 2 months ago: Paul, Sabine and Graciela (where)". */
static void
write_group(struct web *w, const struct led *v, size_t n)
{
	const struct ng_statement *s = connection(w, v);
	uint32_t *people = ng_arena_array(w->net->arena, n, sizeof(*people));
	ng_day last = ng_network_last_contact(w->net, v->bridge);

	for (size_t i = 0; i < n; i++)
		people[i] = v[i].person;
	ng_report_printf(w->r, "- ");
	ng_report_person(w->r, v->bridge, false);
	if (last > 0) {
		ng_report_printf(w->r, ", last contact ");
		ng_report_when(w->r, last);
	}
	ng_report_printf(w->r, ": the only way to ");
	ng_report_people(w->r, (struct ng_numbers){people, n}, MOST_NAMES);
	ng_report_source(w->r, s);
	ng_report_printf(w->r, "\n");
}

static void
write_bridges(struct web *w)
{
	size_t n, groups = 0, end;
	const struct led *v = find_led(w, &n);

	ng_report_printf(w->r, "\n## Only bridges\n\n");
	for (size_t i = 0; i < n; i = end) {
		/* a group has one bridge */
		for (end = i; end < n && v[end].group == v[i].group; end++)
			;
		if (groups++ < ng_report_most(w->r, MOST_LINES))
			write_group(w, v + i, end - i);
	}
	ng_report_more(w->r, groups, MOST_LINES);
	if (n == 0)
		ng_report_printf(w->r, "Nobody whom I haven't met is reached through one person alone. Write `knows: @bob` under "
		                       "Ines's name when she knows somebody you haven't met.\n");
}

/* How many introductions somebody made for me. */
struct introducer {
	uint32_t person;
	size_t n;
	const struct ng_statement *last;
};

static int
most_used_first(const void *a, const void *b)
{
	const struct introducer *i = a, *k = b;

	if (i->n != k->n)
		return i->n > k->n ? -1 : 1;
	if (i->last->date != k->last->date)
		return i->last->date > k->last->date ? -1 : 1;
	return (i->person > k->person) - (i->person < k->person);
}

static bool
is_introduction(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_GOT && ng_str_eq(s->what, NG_STR("introduction")) && ng_network_is_good(net, s);
}

static void
write_introducer(struct web *w, const struct introducer *by)
{
	const struct ng_network *net = w->net;
	struct ng_numbers list = net->people[by->person].statements;
	uint32_t *people = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (!is_introduction(net, s) || ng_network_other(net, s) != by->person)
			continue;
		for (size_t k = 0; k < s->people.n; k++) {
			if (s->people.v[k] == by->person || s->people.v[k] == net->me)
				continue;
			people = ng_arena_more(net->arena, people, n, &cap, sizeof(*people));
			people[n++] = s->people.v[k];
		}
	}
	ng_report_printf(w->r, "- ");
	ng_report_person(w->r, by->person, false);
	ng_report_printf(w->r, ": %zu introduction%s", by->n, by->n == 1 ? "" : "s");
	ng_report_printf(w->r, n > 0 ? ", to " : "");
	ng_report_people(w->r, (struct ng_numbers){people, n}, MOST_NAMES);
	ng_report_printf(w->r, ", the last ");
	ng_report_day(w->r, by->last);
	ng_report_source(w->r, by->last);
	ng_report_printf(w->r, "\n");
}

static void
write_introducers(struct web *w)
{
	const struct ng_network *net = w->net;
	struct introducer *v = ng_arena_array(net->arena, net->npeople, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];
		struct introducer *by;

		if (!is_introduction(net, s))
			continue;
		by = &v[ng_network_other(net, s)];
		by->person = ng_network_other(net, s);
		by->n++;
		if (by->last == NULL || s->date >= by->last->date)
			by->last = s;
	}
	for (size_t p = 0; p < net->npeople; p++)
		if (v[p].n > 0)
			v[n++] = v[p];
	ng_report_printf(w->r, "\n## Who introduces me\n\n");
	if (n == 0) {
		ng_report_printf(w->r, "No introduction yet. Write `got intro: @ines @bob` when Ines introduced you to Bob.\n");
		return;
	}
	qsort(v, n, sizeof(*v), most_used_first);
	for (size_t i = 0; i < n && i < ng_report_most(w->r, MOST_LINES); i++)
		write_introducer(w, &v[i]);
	ng_report_more(w->r, n, MOST_LINES);
}

void
ng_report_network(struct ng_report *r)
{
	struct web w = {.r = r, .net = r->net};
	const struct tied *known;
	size_t n;

	weave(&w);
	known = known_people(&w, &n);
	if (n == 0) {
		ng_report_printf(r, "I was in contact with nobody yet. Write a line such as `2026-11-20 Lunch with @ines and @bob`, "
		                    "and `knows: @eve` under the name of who knows Eve.\n");
		return;
	}
	draw(&w, known, n);
	write_table(&w, known, n);
	write_bridges(&w);
	write_introducers(&w);
}
