/* review: why do I network? What it did for each goal in a period, what is missing, and the months. */
#include <stdlib.h>

#include "report.h"

/* Characters of a line's text; of a need. */
#define LINE_TEXT 160
#define NEED_TEXT 300
/* Lines of a list; goals; people of a goal. */
#define MOST_LINES 10
#define MOST_GOALS 12
#define MOST_PEOPLE 6
/* A goal is stale after so many days, and so many days of contact are several. */
#define STALE 90
#define SEVERAL 3

/* What came of a goal in the period. */
struct gain {
	const struct ng_statement **got;
	size_t n, cap;
	ng_day last; /* on which anything was noted for it, or for a goal within it; or 0 */
	const struct ng_statement *noted;
};

struct review {
	struct ng_report *r;
	const struct ng_network *net;
	ng_day from, to;
	struct ng_report_month *months;
	size_t nmonths;
	size_t *contacts; /* of each person, the days of contact in the period */
	struct gain *gains; /* of each goal */
	struct gain loose;  /* for no goal */
	const struct ng_encounters *encounters;
};

/* The twelve months that end on the last day, unless they were asked for. */
static void
set_period(struct review *v)
{
	const struct ng_report_options *o = v->r->options;
	size_t month;

	v->to = o->to > 0 && o->to < v->net->today ? o->to : v->net->today;
	month = ng_date_month(v->to);
	v->from = o->from > 0 ? o->from : month > 12 + 11 ? ng_date_of_month(month - 11) : 1;
	v->nmonths = v->from <= v->to ? month - ng_date_month(v->from) + 1 : 0;
	v->months = ng_arena_array(v->net->arena, v->nmonths, sizeof(*v->months));
}

static bool
is_within(const struct review *v, ng_day day)
{
	return day > 0 && day >= v->from && day <= v->to;
}

static struct ng_report_month *
month_at(const struct review *v, ng_day day)
{
	return &v->months[ng_date_month(day) - ng_date_month(v->from)];
}

/* A day on which anything was noted for a goal counts for those that it nests in, too. */
static void
note_day(struct review *v, uint32_t goal, const struct ng_statement *s)
{
	struct ng_str handle = v->net->goals[goal].handle;

	for (size_t n = handle.n; n > sizeof("#goal") - 1; n--) {
		struct gain *g;

		if (n < handle.n && handle.p[n] != '/')
			continue;
		goal = ng_network_goal(v->net, ng_str_cut(handle, 0, n));
		if (goal == NG_NONE)
			continue;
		g = &v->gains[goal];
		if (s->date > g->last) {
			g->last = s->date;
			g->noted = s;
		}
	}
}

static void
add_gain(struct review *v, struct gain *g, const struct ng_statement *s)
{
	g->got = ng_arena_more(v->net->arena, g->got, g->n, &g->cap, sizeof(*g->got));
	g->got[g->n++] = s;
}

static void
gather_statement(struct review *v, const struct ng_statement *s)
{
	bool good = ng_network_is_good(v->net, s) && is_within(v, s->date);

	if (good && s->kind == NG_KIND_GOT)
		month_at(v, s->date)->got++;
	else if (good)
		month_at(v, s->date)->given++;
	for (size_t i = 0; i < s->goals.n; i++) {
		struct gain *g = &v->gains[s->goals.v[i]];

		if (s->date > g->last && s->date <= v->to && !ng_report_is_hidden(s))
			note_day(v, s->goals.v[i], s);
		if (good && s->kind == NG_KIND_GOT)
			add_gain(v, g, s);
	}
	if (good && s->kind == NG_KIND_GOT && s->goals.n == 0)
		add_gain(v, &v->loose, s);
}

static void
gather(struct review *v)
{
	const struct ng_network *net = v->net;

	v->contacts = ng_arena_array(net->arena, net->npeople, sizeof(*v->contacts));
	v->gains = ng_arena_array(net->arena, net->ngoals, sizeof(*v->gains));
	v->encounters = ng_report_encounters(net);
	for (size_t i = 0; i < net->nstatements; i++)
		gather_statement(v, net->statements[i]);
	for (uint32_t p = 0; p < net->npeople; p++) {
		struct ng_numbers list = net->people[p].contacts;

		for (size_t i = 0; i < list.n; i++) {
			ng_day day = net->statements[list.v[i]]->date;

			if (!is_within(v, day))
				continue;
			v->contacts[p]++;
			month_at(v, day)->contacts++;
		}
	}
}

static void
write_summary(struct review *v)
{
	struct ng_report_month sum = {0, 0, 0};
	size_t people = 0;
	char from[11], to[11];

	for (size_t i = 0; i < v->nmonths; i++) {
		sum.contacts += v->months[i].contacts;
		sum.got += v->months[i].got;
		sum.given += v->months[i].given;
	}
	for (size_t p = 0; p < v->net->npeople; p++)
		people += v->contacts[p] > 0;
	if (sum.contacts + sum.got + sum.given == 0) {
		ng_report_printf(v->r, "From %s to %s: nothing noted.\n", ng_date_format(v->from, from),
		                 ng_date_format(v->to, to));
		return;
	}
	ng_report_printf(v->r, "From %s to %s: %zu contact%s with %zu %s, got something %zu time%s, gave %zu.\n",
	                 ng_date_format(v->from, from), ng_date_format(v->to, to), sum.contacts,
	                 sum.contacts == 1 ? "" : "s", people, people == 1 ? "person" : "people", sum.got,
	                 sum.got == 1 ? "" : "s", sum.given);
}

/* Somebody or a goal, and how often. */
struct counted {
	uint32_t number;
	size_t n;
};

static int
by_person(const void *a, const void *b)
{
	uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;

	return (p > q) - (p < q);
}

static int
most_first(const void *a, const void *b)
{
	const struct counted *h = a, *i = b;

	return h->n != i->n ? (h->n > i->n ? -1 : 1) : (h->number > i->number) - (h->number < i->number);
}

/* "Radu Ionescu 5, Greta Holm 3": through whom it came. */
static void
write_helpers(struct review *v, const struct gain *g)
{
	uint32_t *people = ng_arena_array(v->net->arena, g->n, sizeof(*people));
	struct counted *helpers = ng_arena_array(v->net->arena, g->n, sizeof(*helpers));
	size_t n = 0, most = ng_report_most(v->r, MOST_PEOPLE);

	/* a good passed between somebody and me */
	for (size_t i = 0; i < g->n; i++)
		people[i] = ng_network_other(v->net, g->got[i]);
	qsort(people, g->n, sizeof(*people), by_person);
	for (size_t i = 0; i < g->n; i++) {
		if (n == 0 || helpers[n - 1].number != people[i])
			helpers[n++].number = people[i];
		helpers[n - 1].n++;
	}
	qsort(helpers, n, sizeof(*helpers), most_first);
	for (size_t i = 0; i < n && i < most; i++) {
		ng_report_printf(v->r, i > 0 ? ", " : "");
		ng_report_person(v->r, helpers[i].number, true);
		if (helpers[i].n > 1)
			ng_report_printf(v->r, " %zu", helpers[i].n);
	}
	if (n > most)
		ng_report_printf(v->r, " and %zu more", n - most);
}

/* "dinner 3, call 2; 4 without an encounter": on what occasions it came. */
static void
write_encounters(struct review *v, const struct gain *g)
{
	struct ng_str *nouns = ng_arena_array(v->net->arena, g->n, sizeof(*nouns));
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct ng_statement *met = ng_report_encounter(v->encounters, v->net, g->got[i]);

		if (met != NULL)
			nouns[n++] = met->what.n > 0 ? met->what : NG_STR("other encounter");
	}
	ng_report_nouns(v->r, nouns, n);
	if (n < g->n)
		ng_report_printf(v->r, "%s%zu without an encounter", n > 0 ? "; " : "", g->n - n);
}

/* "advice 3, card": what came. */
static void
write_nouns(struct review *v, const struct gain *g)
{
	struct ng_str *nouns = ng_arena_array(v->net->arena, g->n, sizeof(*nouns));

	for (size_t i = 0; i < g->n; i++)
		nouns[i] = g->got[i]->what;
	ng_report_nouns(v->r, nouns, g->n);
}

/* What was got, through whom, at what; and the last of it. */
static void
write_gain(struct review *v, const struct gain *g)
{
	const struct ng_statement *last = g->got[0];

	for (size_t i = 0; i < g->n; i++)
		if (g->got[i]->date > last->date)
			last = g->got[i];
	ng_report_printf(v->r, "- **Got:** ");
	write_nouns(v, g);
	ng_report_printf(v->r, "\n- **Through:** ");
	write_helpers(v, g);
	ng_report_printf(v->r, "\n- **At:** ");
	write_encounters(v, g);
	ng_report_printf(v->r, "\n- **Last:** ");
	ng_report_day(v->r, last);
	ng_report_printf(v->r, ", ");
	ng_report_person(v->r, ng_network_other(v->net, last), true);
	ng_report_printf(v->r, ": ");
	ng_report_text(v->r, last, ng_network_other(v->net, last), LINE_TEXT);
	ng_report_source(v->r, last);
	ng_report_printf(v->r, "\n");
}

static void
write_definition(struct review *v, uint32_t goal)
{
	const struct ng_goal *g = &v->net->goals[goal];

	if (g->definition != NG_NONE)
		ng_report_source(v->r, v->net->statements[g->definition]);
}

/* The first statement of that kind about a goal, or NULL. */
static const struct ng_statement *
first_statement(const struct ng_network *net, uint32_t goal, enum ng_kind kind)
{
	struct ng_numbers list = net->goals[goal].statements;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		/* another's need has no goal */
		if (s->kind == kind && s->state != NG_STATE_DROPPED && !ng_report_is_hidden(s))
			return s;
	}
	return NULL;
}

static void
write_goal(struct review *v, uint32_t goal)
{
	const struct ng_goal *g = &v->net->goals[goal];
	const struct ng_statement *why = first_statement(v->net, goal, NG_KIND_WHY);
	char date[11];

	ng_report_printf(v->r, "\n### ");
	ng_report_goal(v->r, goal);
	ng_report_printf(v->r, "\n\n- ");
	ng_markdown_code(&v->r->out, g->handle);
	if (g->state != NG_STATE_OPEN)
		ng_report_printf(v->r, ", %s %s", ng_state_name(g->state), ng_date_format(g->done, date));
	else if (g->due > 0)
		ng_report_printf(v->r, ", by %s", ng_date_format(g->due, date));
	write_definition(v, goal);
	ng_report_printf(v->r, "\n");
	if (why != NULL) {
		ng_report_printf(v->r, "- **Why:** ");
		ng_report_text(v->r, why, NG_NONE, NEED_TEXT);
		ng_report_source(v->r, why);
		ng_report_printf(v->r, "\n");
	}
	write_gain(v, &v->gains[goal]);
}

/* Goals that networking did nothing for, and goals that ended in the period. */
static void
write_others(struct review *v, const struct counted *goals, size_t n)
{
	size_t idle = 0, ended = 0;
	char date[11];

	for (size_t i = 0; i < n; i++) {
		if (goals[i].n > 0 || v->net->goals[goals[i].number].state != NG_STATE_OPEN)
			continue;
		if (idle++ >= ng_report_most(v->r, MOST_GOALS))
			continue;
		ng_report_printf(v->r, idle == 1 ? "\nNothing got for: " : ", ");
		ng_report_goal(v->r, goals[i].number);
	}
	if (idle > ng_report_most(v->r, MOST_GOALS))
		ng_report_printf(v->r, " and %zu more", idle - MOST_GOALS);
	ng_report_printf(v->r, idle > 0 ? ".\n" : "");
	for (size_t i = 0; i < n; i++) {
		const struct ng_goal *g = &v->net->goals[goals[i].number];

		if (g->state == NG_STATE_OPEN || !is_within(v, g->done) || ended++ >= ng_report_most(v->r, MOST_GOALS))
			continue;
		ng_report_printf(v->r, ended == 1 ? "\n- %s %s: " : "- %s %s: ", g->state == NG_STATE_DONE ? "Done" : "Dropped",
		                 ng_date_format(g->done, date));
		ng_report_goal(v->r, goals[i].number);
		write_definition(v, goals[i].number);
		ng_report_printf(v->r, "\n");
	}
	ng_report_more(v->r, ended, MOST_GOALS);
}

static void
write_loose(struct review *v)
{
	if (v->loose.n == 0)
		return;
	ng_report_printf(v->r, "\nGot for no goal: ");
	write_nouns(v, &v->loose);
	ng_report_printf(v->r, ".\n");
}

static void
write_goals(struct review *v)
{
	struct counted *goals = ng_arena_array(v->net->arena, v->net->ngoals, sizeof(*goals));
	size_t n = 0, moved = 0, most = ng_report_most(v->r, MOST_GOALS);

	for (uint32_t g = 0; g < v->net->ngoals; g++) {
		goals[n++] = (struct counted){g, v->gains[g].n};
		moved += v->gains[g].n > 0;
	}
	ng_report_printf(v->r, "\n## What it did for my goals\n");
	if (n == 0) {
		ng_report_printf(v->r, "\nNo goal yet. Write one as a heading in a note, `# #goal/name What I want by:2027-06-30`, and "
		                       "the goal's tag behind what you got for it: `got advice: @ines … #goal/name`.\n");
		write_loose(v);
		return;
	}
	qsort(goals, n, sizeof(*goals), most_first);
	for (size_t i = 0; i < moved && i < most; i++)
		write_goal(v, goals[i].number);
	if (moved > most)
		ng_report_printf(v->r, "\n");
	ng_report_more(v->r, moved, MOST_GOALS);
	write_others(v, goals, n);
	write_loose(v);
}

/* A heading before the first line of a list. */
static void
begin(struct review *v, size_t n, const char *title)
{
	if (n == 0)
		ng_report_printf(v->r, "\n### %s\n\n", title);
}

static void
write_lacking(struct review *v)
{
	static const struct {
		enum ng_kind kind;
		const char *name;
	} parts[] = {{NG_KIND_WHY, "why"}, {NG_KIND_WANT, "want"}, {NG_KIND_NEED, "need"}};
	size_t n = 0;

	for (uint32_t g = 0; g < v->net->ngoals; g++) {
		size_t lacks = 0;

		if (v->net->goals[g].state != NG_STATE_OPEN)
			continue;
		for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
			if (first_statement(v->net, g, parts[i].kind) != NULL)
				continue;
			if (lacks == 0)
				begin(v, n, "Goals that don't say all");
			if (lacks++ == 0 && n++ >= ng_report_most(v->r, MOST_LINES))
				break;
			if (lacks == 1) {
				ng_report_printf(v->r, "- ");
				ng_report_goal(v->r, g);
			}
			ng_report_printf(v->r, "%s`%s:`", lacks == 1 ? " has no " : ", no ", parts[i].name);
		}
		if (lacks > 0 && n <= ng_report_most(v->r, MOST_LINES)) {
			write_definition(v, g);
			ng_report_printf(v->r, "\n");
		}
	}
	ng_report_more(v->r, n, MOST_LINES);
}

/* My open needs for which ng-match found nobody. */
static void
write_unmatched(struct review *v)
{
	bool matched = v->r->nfound > 0 && v->r->found[0]->kind == NG_KIND_MATCH; /* they come before gives */
	size_t n = 0;

	for (size_t i = 0; i < v->net->nstatements && matched; i++) {
		const struct ng_statement *s = v->net->statements[i];

		if (!ng_network_is_my_need(v->net, s) || ng_report_found(v->r, NG_KIND_MATCH, s).n > 0 ||
		    ng_report_holder(v->r, s) != NULL)
			continue;
		begin(v, n, "Needs with nobody to ask");
		if (n++ >= ng_report_most(v->r, MOST_LINES))
			continue;
		ng_report_printf(v->r, "- ");
		if (s->goals.n > 0) {
			ng_report_goal(v->r, s->goals.v[0]);
			ng_report_printf(v->r, ", ");
		}
		ng_report_text(v->r, s, NG_NONE, NEED_TEXT);
		ng_report_source(v->r, s);
		ng_report_printf(v->r, "\n");
	}
	ng_report_more(v->r, n, MOST_LINES);
}

static void
write_stale(struct review *v)
{
	size_t n = 0;

	for (uint32_t g = 0; g < v->net->ngoals; g++) {
		const struct gain *gain = &v->gains[g];

		if (v->net->goals[g].state != NG_STATE_OPEN || (gain->last > 0 && v->to - gain->last <= STALE))
			continue;
		begin(v, n, "Stale goals");
		if (n++ >= ng_report_most(v->r, MOST_LINES))
			continue;
		ng_report_printf(v->r, "- ");
		ng_report_goal(v->r, g);
		if (gain->noted == NULL) {
			ng_report_printf(v->r, ": nothing with a date yet");
			write_definition(v, g);
		} else {
			ng_report_printf(v->r, ": nothing since ");
			ng_report_day(v->r, gain->noted);
			ng_report_source(v->r, gain->noted);
		}
		ng_report_printf(v->r, "\n");
	}
	ng_report_more(v->r, n, MOST_LINES);
}

static bool
has_goal(const struct ng_network *net, uint32_t person)
{
	struct ng_numbers list = net->people[person].statements;

	for (size_t i = 0; i < list.n; i++)
		if (net->statements[list.v[i]]->goals.n > 0 && !ng_report_is_hidden(net->statements[list.v[i]]))
			return true;
	return false;
}

/* Whom I often see and never for a goal: they may not know what I look for. */
static void
write_untied(struct review *v)
{
	struct counted *people = ng_arena_array(v->net->arena, v->net->npeople, sizeof(*people));
	size_t n = 0;

	for (uint32_t p = 0; p < v->net->npeople; p++)
		if (v->contacts[p] >= SEVERAL && !has_goal(v->net, p))
			people[n++] = (struct counted){p, v->contacts[p]};
	if (n == 0)
		return;
	qsort(people, n, sizeof(*people), most_first);
	begin(v, 0, "People without a goal");
	ng_report_printf(v->r, "No line about them names a goal. Do they know what I am looking for?\n\n");
	for (size_t i = 0; i < n && i < ng_report_most(v->r, MOST_LINES); i++) {
		struct ng_numbers contacts = v->net->people[people[i].number].contacts;
		const struct ng_statement *last = v->net->statements[contacts.v[contacts.n - 1]];

		ng_report_printf(v->r, "- ");
		ng_report_person(v->r, people[i].number, false);
		ng_report_printf(v->r, ": %zu days of contact, the last ", people[i].n);
		ng_report_day(v->r, last);
		ng_report_source(v->r, last);
		ng_report_printf(v->r, "\n");
	}
	ng_report_more(v->r, n, MOST_LINES);
}

static void
write_missing(struct review *v)
{
	size_t open = 0, before;

	for (size_t g = 0; g < v->net->ngoals; g++)
		open += v->net->goals[g].state == NG_STATE_OPEN;
	if (open == 0)
		return;
	ng_report_printf(v->r, "\n## What is missing\n");
	before = v->r->out.n;
	write_lacking(v);
	write_unmatched(v);
	write_stale(v);
	write_untied(v);
	if (v->r->out.n == before)
		ng_report_printf(v->r, "\nNothing: each goal says why, what and what it needs, and lives.\n");
}

void
ng_report_review(struct ng_report *r)
{
	struct review v = {.r = r, .net = r->net};

	set_period(&v);
	if (v.nmonths == 0) {
		ng_report_printf(r, "The period begins after today.\n");
		return;
	}
	gather(&v);
	write_summary(&v);
	write_goals(&v);
	write_missing(&v);
	ng_report_months(r, v.from, v.months, v.nmonths);
}
