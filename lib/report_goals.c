/* goals: for each goal why, what and by when; for each need whom to ask, how to reach them, and the evidence. */
#include <stdlib.h>

#include "plain.h"
#include "report.h"
#include "text.h"

/* Characters of a line, and of a need. */
#define LINE_TEXT 160
#define NEED_TEXT 300
/* People for a need, lines of a list. */
#define MOST_PEOPLE 3
#define MOST_LINES 8
/* Needs and people of each in the picture of a goal. */
#define MOST_NEEDS 6
#define MOST_PATHS 2

static void
write_need(struct ng_report *r, const struct ng_statement *need)
{
	const struct ng_statement *seat = ng_report_holder(r, need);
	char date[11];

	ng_report_printf(r, "\n### Need%s", need->what.n > 0 ? " " : ": ");
	ng_report_text(r, need, NG_NONE, NEED_TEXT);
	ng_report_printf(r, "\n\nFrom ");
	ng_report_link(r, need);
	if (need->due > 0) {
		ng_report_printf(r, ", due %s, ", ng_date_format(need->due, date));
		ng_report_when(r, need->due);
	}
	ng_report_printf(r, ".\n\n");
	if (seat != NULL) {
		ng_report_printf(r, "Held by ");
		ng_report_person(r, seat->people.v[0], false);
		if (seat->date > 0)
			ng_report_printf(r, " since %s", ng_date_format(seat->date, date));
		ng_report_source(r, seat);
		ng_report_printf(r, ".\n");
	} else if (ng_report_answers(r, ng_report_found(r, NG_KIND_MATCH, need), ng_report_most(r, MOST_PEOPLE)) == 0) {
		/* without any match in the stream, nobody was looked for */
		ng_report_printf(r, r->nfound == 0 ? "Nobody found, or nobody looked for: that is ng-match's part.\n"
		                                        : "Nobody in my notes yet. Ask the next table who might know.\n");
	}
}

/* Which statements of a goal a list holds. */
typedef bool chooser(const struct ng_statement *s);

static bool
is_waiting(const struct ng_statement *s)
{
	return s->kind == NG_KIND_ASK && s->state == NG_STATE_WAITING;
}

static bool
is_to_ask(const struct ng_statement *s)
{
	return s->kind == NG_KIND_ASK && s->state == NG_STATE_OPEN;
}

static bool
is_offered(const struct ng_statement *s)
{
	return s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN;
}

static void
write_line(struct ng_report *r, const struct ng_statement *s)
{
	char date[11];

	ng_report_printf(r, "- ");
	if (s->date > 0)
		ng_report_printf(r, "%s ", ng_date_format(s->date, date));
	if (s->people.n > 0) {
		ng_report_person(r, s->people.v[0], true);
		ng_report_printf(r, ", ");
	} else if (s->date > 0) {
		r->out.n--;
		ng_report_printf(r, ": ");
	}
	ng_report_text(r, s, s->people.n > 0 ? s->people.v[0] : NG_NONE, LINE_TEXT);
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}

/* A list of a goal's statements under a heading; nothing where there are none. */
static void
write_list(struct ng_report *r, const char *title, struct ng_numbers list, chooser *chosen)
{
	struct ng_statement **v = ng_arena_array(r->net->arena, list.n, sizeof(struct ng_statement *));
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++) {
		struct ng_statement *s = r->net->statements[list.v[i]];

		if (chosen(s) && !ng_report_is_hidden(s))
			v[n++] = s;
	}
	if (n == 0)
		return;
	qsort(v, n, sizeof(struct ng_statement *), ng_report_newest_first);
	ng_report_printf(r, "\n### %s\n\n", title);
	for (size_t i = 0; i < n && i < ng_report_most(r, MOST_LINES); i++)
		write_line(r, v[i]);
	ng_report_more(r, n, MOST_LINES);
}

/* The statements of one kind as "- **Title:** text". */
static void
write_reasons(struct ng_report *r, struct ng_numbers list, enum ng_kind kind, const char *title)
{
	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = r->net->statements[list.v[i]];

		if (s->kind != kind || s->state == NG_STATE_DROPPED || s->planned)
			continue;
		ng_report_printf(r, "- **%s:** ", title);
		ng_report_text(r, s, NG_NONE, NEED_TEXT);
		ng_report_source(r, s);
		ng_report_printf(r, "\n");
	}
}

/* Me, the introducers in their order, the person, and the need. */
static void
draw_path(struct ng_diagram *d, const struct ng_network *net, const struct ng_statement *found)
{
	bool reached = found->people.n > 1 || net->people[found->people.v[0]].met;
	struct ng_str what = ng_plain_sentence(net->arena, net, found);
	uint32_t need = ng_diagram_node(d, found->text, what, NG_SHAPE_NEED), at = NG_NONE;

	/* whom no path reaches stands apart */
	if (reached)
		at = ng_diagram_node(d, NG_STR("me"), NG_STR("me"), NG_SHAPE_ME);
	for (size_t i = found->people.n; i > 0; i--) {
		const struct ng_person *p = &net->people[found->people.v[i - 1]];
		uint32_t next = ng_diagram_node(d, p->handle, ng_plain_person(net, found->people.v[i - 1]),
		                                p->met ? NG_SHAPE_PERSON : NG_SHAPE_STRANGER);

		if (at != NG_NONE)
			ng_diagram_edge(d, at, next, true);
		at = next;
	}
	ng_diagram_edge(d, at, need, true);
}

/* The best ways to what a goal needs. */
static void
draw_goal(struct ng_report *r, struct ng_numbers list)
{
	struct ng_diagram *d = ng_diagram_new(r->net->arena);
	size_t needs = 0;

	for (size_t i = 0; i < list.n && needs < MOST_NEEDS; i++) {
		const struct ng_statement *s = r->net->statements[list.v[i]];
		struct ng_found found = {NULL, 0};

		if (ng_network_is_my_need(r->net, s) && ng_report_holder(r, s) == NULL)
			found = ng_report_found(r, NG_KIND_MATCH, s);
		for (size_t k = 0; k < found.n && k < MOST_PATHS && found.v[k]->score * 2 >= found.v[0]->score; k++)
			draw_path(d, r->net, found.v[k]);
		needs += found.n > 0;
	}
	if (needs == 0)
		return;
	ng_report_printf(r, "\n");
	ng_report_diagram(r, d);
	r->out.n--; /* the next heading brings its own empty line */
}

static bool
is_got(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT && !ng_str_eq(s->what, NG_STR("no"))) || s->kind == NG_KIND_IDEA;
}

/* What became of it so far, in numbers. */
static void
write_progress(struct ng_report *r, struct ng_numbers list)
{
	size_t needs = 0, met = 0, asked = 0, answered = 0, got = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = r->net->statements[list.v[i]];

		if (ng_report_is_hidden(s) || s->state == NG_STATE_DROPPED)
			continue;
		if (s->kind == NG_KIND_NEED) { /* mine: others' have no goal */
			needs++;
			met += s->state == NG_STATE_DONE || ng_report_holder(r, s) != NULL;
		} else if (s->kind == NG_KIND_ASK && (s->state == NG_STATE_WAITING || s->state == NG_STATE_DONE)) {
			asked++;
			answered += s->state == NG_STATE_DONE;
		} else if (is_got(s)) {
			got++;
		}
	}
	if (met + asked + got == 0)
		return;
	ng_report_printf(r, "- **So far:** %zu of %zu needs met", met, needs);
	if (asked > 0)
		ng_report_printf(r, ", %zu of %zu asks answered", answered, asked);
	ng_report_printf(r, ", got something %zu time%s\n", got, got == 1 ? "" : "s");
}

static void
write_goal(struct ng_report *r, uint32_t number)
{
	const struct ng_network *net = r->net;
	const struct ng_goal *g = &net->goals[number];
	size_t needs = 0;
	char date[11];

	ng_report_printf(r, "## ");
	ng_report_goal(r, number);
	ng_report_printf(r, "\n\n- ");
	ng_markdown_code(&r->out, g->handle);
	if (g->due > 0) {
		ng_report_printf(r, ", by %s, ", ng_date_format(g->due, date));
		ng_report_when(r, g->due);
	}
	if (g->definition != NG_NONE)
		ng_report_source(r, net->statements[g->definition]);
	ng_report_printf(r, "\n");
	write_reasons(r, g->statements, NG_KIND_WHY, "Why");
	write_reasons(r, g->statements, NG_KIND_WANT, "Want");
	write_progress(r, g->statements);
	draw_goal(r, g->statements);
	for (size_t i = 0; i < g->statements.n; i++) {
		const struct ng_statement *s = net->statements[g->statements.v[i]];

		if (!ng_network_is_my_need(net, s))
			continue;
		write_need(r, s);
		needs++;
	}
	if (needs == 0)
		ng_report_printf(r, "\nNo open need. Write what would help, one line each: `need advice: …`, "
		                    "`need introduction: …`.\n");
	write_list(r, "Still to ask", g->statements, is_to_ask);
	write_list(r, "Asked, and waiting", g->statements, is_waiting);
	write_list(r, "Offers to take up", g->statements, is_offered);
	write_list(r, "Got so far", g->statements, is_got);
}

/* The goals that are asked for, those with the nearest date first. */
static int
nearest_first(const void *a, const void *b)
{
	const struct ng_goal *g = *(const struct ng_goal *const *)a, *h = *(const struct ng_goal *const *)b;

	if (g->due != h->due)
		return g->due == 0 ? 1 : h->due == 0 ? -1 : g->due < h->due ? -1 : 1;
	return (g > h) - (g < h); /* the order of their handles */
}

/* Goals that are over, shortly. */
static void
write_ended(struct ng_report *r, const struct ng_goal **goals, size_t n, enum ng_state state, const char *title)
{
	size_t shown = 0;
	char date[11];

	for (size_t i = 0; i < n; i++) {
		if (goals[i]->state != state)
			continue;
		ng_report_printf(r, shown++ == 0 ? "\n%s: " : ", ", title);
		ng_report_goal(r, (uint32_t)(goals[i] - r->net->goals));
		if (goals[i]->done > 0)
			ng_report_printf(r, " (%s)", ng_date_format(goals[i]->done, date));
	}
	if (shown > 0)
		ng_report_printf(r, ".\n");
}

/* My needs that belong to no goal. */
static void
write_other_needs(struct ng_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->net->nstatements && r->options->goal == NG_NONE; i++) {
		const struct ng_statement *s = r->net->statements[i];

		if (s->goals.n > 0 || !ng_network_is_my_need(r->net, s))
			continue;
		if (n++ == 0)
			ng_report_printf(r, "\n## Without a goal\n");
		write_need(r, s);
	}
}

void
ng_report_goals(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	const struct ng_goal **goals = ng_arena_array(net->arena, net->ngoals, sizeof(*goals));
	size_t n = 0, open = 0;

	for (size_t i = 0; i < net->ngoals; i++)
		if (r->options->goal == NG_NONE || ng_network_is_in_goal(net, (uint32_t)i, r->options->goal))
			goals[n++] = &net->goals[i];
	if (n > 0)
		qsort(goals, n, sizeof(*goals), nearest_first);
	for (size_t i = 0; i < n; i++) {
		if (goals[i]->state != NG_STATE_OPEN)
			continue;
		ng_report_printf(r, open++ > 0 ? "\n" : "");
		write_goal(r, (uint32_t)(goals[i] - net->goals));
	}
	if (n == 0)
		ng_report_printf(r, "No goal yet. Write one as a heading in a note, `# #goal/name What I want by:2027-06-30`, "
		                    "and below it `why: …`, `want: …` and `need: …`.\n");
	write_other_needs(r);
	write_ended(r, goals, n, NG_STATE_DONE, "Done");
	write_ended(r, goals, n, NG_STATE_DROPPED, "Dropped");
}
