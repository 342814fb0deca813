#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "html_page.h"
#include "plain.h"
#include "terminal.h"
#include "text.h"

static const struct ng_report_kind kinds[] = {
	{"goals", NG_TAKES_GOAL, ng_report_goals, NG_FOUND_ALL, NG_FOUND_NO_TERM},
	{"agenda", NG_TAKES_NOTHING, ng_report_agenda, NG_FOUND_NOTHING, NG_FOUND_FIRST_TERM},
	{"who", NG_TAKES_NOTHING, ng_report_who, NG_FOUND_ALL, NG_FOUND_ALL},
	{"brief", NG_TAKES_PEOPLE_OR_DAY, ng_report_brief, NG_FOUND_FIRST_TERM, NG_FOUND_NO_TERM},
	{"event", NG_TAKES_DAY, ng_report_event, NG_FOUND_NOTHING, NG_FOUND_NOTHING},
	{"board", NG_TAKES_NOTHING, ng_report_board, NG_FOUND_ALL, NG_FOUND_NO_TERM},
	{"ledger", NG_TAKES_PEOPLE, ng_report_ledger, NG_FOUND_NOTHING, NG_FOUND_NO_TERM},
	{"network", NG_TAKES_NOTHING, ng_report_network, NG_FOUND_NOTHING, NG_FOUND_NOTHING},
	{"review", NG_TAKES_PERIOD, ng_report_review, NG_FOUND_NO_TERM, NG_FOUND_NOTHING},
};

const struct ng_report_kind *
ng_report_at(size_t i)
{
	return i < sizeof(kinds) / sizeof(kinds[0]) ? &kinds[i] : NULL;
}

const struct ng_report_kind *
ng_report_find(struct ng_str name)
{
	for (size_t i = 0; ng_report_at(i) != NULL; i++)
		if (ng_str_eq(ng_str_of(kinds[i].name), name))
			return &kinds[i];
	return NULL;
}

static bool
take_goal(const struct ng_network *net, struct ng_report_options *o, struct ng_str operand, struct ng_str *why)
{
	if (o->goal != NG_NONE) {
		*why = NG_STR("one goal is enough");
		return false;
	}
	o->goal = ng_network_goal(net, operand);
	*why = NG_STR("the notes have no goal like that");
	return o->goal != NG_NONE;
}

static bool
take_person(const struct ng_network *net, struct ng_report_options *o, struct ng_str operand, struct ng_str *why)
{
	uint32_t person = ng_network_person(net, operand), *v;

	if (o->from > 0) {
		*why = NG_STR("either people or a day");
		return false;
	}
	if (person == NG_NONE) {
		struct ng_str close = ng_network_near(net->arena, net, operand);
		struct ng_buf b = {.arena = net->arena};

		ng_buf_add(&b, NG_STR("the notes name nobody like that"));
		ng_buf_add(&b, close.n > 0 ? NG_STR("; close to it: ") : NG_STR(""));
		ng_buf_add(&b, close);
		*why = ng_buf_str(&b);
		return false;
	}
	if (ng_numbers_have(o->people, person))
		return true;
	v = ng_arena_array(net->arena, o->people.n + 1, sizeof(*v));
	for (size_t i = 0; i < o->people.n; i++)
		v[i] = o->people.v[i];
	v[o->people.n] = person;
	o->people = (struct ng_numbers){v, o->people.n + 1};
	return true;
}

/* A day, or a period. */
static bool
take_days(struct ng_report_options *o, struct ng_str operand, bool period, struct ng_str *why)
{
	if (o->people.n > 0) {
		*why = NG_STR("either people or a day");
		return false;
	}
	if (o->from > 0 || o->to > 0) {
		*why = period ? NG_STR("one period is enough") : NG_STR("one day is enough");
		return false;
	}
	*why = period ? NG_STR("no period: write 2026, 2026-03 or 2026-01-01..2026-06-30")
	              : NG_STR("no day: write it as 2026-03-04");
	if (period)
		return ng_date_period(operand, &o->from, &o->to);
	o->from = o->to = ng_date_parse(operand);
	return o->from > 0;
}

bool
ng_report_operand(const struct ng_report_kind *kind, const struct ng_network *net, struct ng_report_options *options,
                  struct ng_str operand, struct ng_str *why)
{
	switch (kind->takes) {
	case NG_TAKES_GOAL:
		return take_goal(net, options, operand, why);
	case NG_TAKES_PEOPLE_OR_DAY:
		if (operand.n > 0 && ng_is_digit(operand.p[0]) && ng_network_person(net, operand) == NG_NONE)
			return take_days(options, operand, false, why);
		return take_person(net, options, operand, why);
	case NG_TAKES_PEOPLE:
		return take_person(net, options, operand, why);
	case NG_TAKES_DAY:
		return take_days(options, operand, false, why);
	case NG_TAKES_PERIOD:
		return take_days(options, operand, true, why);
	case NG_TAKES_NOTHING:
	default:
		*why = NG_STR("the report takes nothing more");
		return false;
	}
}

/* What is said of somebody each time they are named, who may have thousands of statements. */
struct ng_known {
	bool looked;
	const struct ng_statement *role;
	const struct ng_statement *addresses[2];
	bool phone[2]; /* what kind of address each is */
};

/* What a report says, and its pictures. */
static struct ng_report
make(const struct ng_report_kind *kind, const struct ng_network *net, const struct ng_report_options *options)
{
	struct ng_report r = {.net = net, .options = options, .out = {.arena = net->arena}};

	r.shown = ng_arena_array(net->arena, net->nstatements, sizeof(*r.shown));
	ng_report_gather(&r);
	r.known = ng_arena_array(net->arena, net->npeople, sizeof(*r.known));
	kind->write(&r);
	return r;
}

struct ng_str
ng_report_body(const struct ng_report_kind *kind, const struct ng_network *net,
               const struct ng_report_options *options)
{
	struct ng_report r = make(kind, net, options);

	return ng_buf_str(&r.out);
}

struct ng_str
ng_report_write(const struct ng_report_kind *kind, const struct ng_network *net,
                const struct ng_report_options *options, struct ng_str mark)
{
	struct ng_buf out = {.arena = net->arena};

	ng_buf_add(&out, NG_STR("<!-- ng: "));
	ng_buf_add(&out, mark);
	ng_buf_add(&out, NG_STR(" -->\n\n"));
	ng_buf_add(&out, ng_report_body(kind, net, options));
	ng_buf_add(&out, NG_STR("\n<!-- /ng -->\n"));
	return ng_buf_str(&out);
}

struct ng_str
ng_report_page(const struct ng_report_kind *kind, const struct ng_network *net,
               const struct ng_report_options *options)
{
	struct ng_report r = make(kind, net, options);
	struct ng_buf title = {.arena = net->arena};
	struct ng_html_page page = {.day = net->today, .body = ng_buf_str(&r.out), .diagrams = r.diagrams,
	                            .ndiagrams = r.ndiagrams};

	ng_buf_char(&title, (char)(kind->name[0] - 'a' + 'A'));
	ng_buf_add(&title, ng_str_of(kind->name + 1));
	page.title = ng_buf_str(&title);
	return ng_html_page(net->arena, &page);
}

struct ng_str
ng_report_terminal(const struct ng_report_kind *kind, const struct ng_network *net,
                   const struct ng_report_options *options)
{
	return ng_terminal_page(net->arena, ng_report_body(kind, net, options));
}

void
ng_report_printf(struct ng_report *r, const char *format, ...)
{
	char text[512]; /* our own words fit */
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	ng_buf_add(&r->out, ng_str_of(text));
}

/* The name that a person goes by: the definition's, else the link's, else the handle. */
static void
add_name(struct ng_report *r, uint32_t person)
{
	const struct ng_person *p = &r->net->people[person];

	if (p->called.n == 0 && ng_str_starts(p->handle, NG_STR("@")))
		ng_markdown_code(&r->out, p->handle);
	else
		ng_markdown_text(&r->out, ng_plain_person(r->net, person));
}

void
ng_report_person(struct ng_report *r, uint32_t person, bool plain)
{
	const struct ng_person *p = &r->net->people[person];

	if (plain || p->called.n == 0) {
		add_name(r, person);
		return;
	}
	ng_report_printf(r, "**");
	add_name(r, person);
	ng_report_printf(r, "** ");
	ng_markdown_code(&r->out, p->handle);
}

void
ng_report_people(struct ng_report *r, struct ng_numbers people, size_t most)
{
	size_t shown = people.n <= most ? people.n : most;

	for (size_t i = 0; i < shown; i++) {
		if (i > 0)
			ng_report_printf(r, "%s", i + 1 == people.n ? " and " : ", ");
		ng_report_person(r, people.v[i], true);
	}
	if (people.n > shown)
		ng_report_printf(r, " and %zu more", people.n - shown);
}

void
ng_report_goal(struct ng_report *r, uint32_t goal)
{
	const struct ng_goal *g = &r->net->goals[goal];

	if (g->name.n > 0)
		ng_markdown_text(&r->out, g->name);
	else
		ng_markdown_text(&r->out, g->handle);
}

void
ng_report_link(struct ng_report *r, const struct ng_statement *s)
{
	ng_markdown_source(&r->out, &r->options->base, ng_table_name(r->net->files, s->file), s->line);
}

void
ng_report_source(struct ng_report *r, const struct ng_statement *s)
{
	ng_report_printf(r, " (");
	ng_report_link(r, s);
	ng_report_printf(r, ")");
}

void
ng_report_when(struct ng_report *r, ng_day day)
{
	int days = day - r->net->today, n = days < 0 ? -days : days;
	const char *unit = n < 60 ? "day" : n < 730 ? "month" : "year";

	n = n < 60 ? n : n < 730 ? n / 30 : n / 365;
	if (days == 0)
		ng_report_printf(r, "today");
	else if (days == 1)
		ng_report_printf(r, "tomorrow");
	else if (days == -1)
		ng_report_printf(r, "yesterday");
	else if (days > 0)
		ng_report_printf(r, "in %d %ss", n, unit);
	else
		ng_report_printf(r, "%d %ss ago", n, unit);
}

size_t
ng_report_cell(struct ng_report *r, size_t cell)
{
	if (cell > 0)
		ng_markdown_guard_cell(&r->out, cell);
	ng_report_printf(r, cell > 0 ? " | " : "| ");
	return r->out.n;
}

void
ng_report_row_end(struct ng_report *r, size_t cell)
{
	ng_markdown_guard_cell(&r->out, cell);
	ng_report_printf(r, " |\n");
}

void
ng_report_way(struct ng_report *r, struct ng_numbers introducers)
{
	ng_report_printf(r, introducers.n > 0 ? "not met yet, go through " : "not met yet, no path known");
	for (size_t i = introducers.n; i > 0; i--) {
		ng_report_person(r, introducers.v[i - 1], true);
		ng_report_printf(r, i > 1 ? ", then " : "");
	}
}

static const struct ng_known *
known(struct ng_report *r, uint32_t person)
{
	static const char *const keys[] = {"email", "phone", "mobile", "tel", "linkedin", "website", "url"};
	struct ng_known *k = &r->known[person];
	size_t n = 0;

	if (k->looked)
		return k;
	k->looked = true;
	k->role = ng_network_field(r->net, person, NG_STR("role"));
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && n < 2; i++) {
		k->addresses[n] = ng_network_field(r->net, person, ng_str_of(keys[i]));
		k->phone[n] = i >= 1 && i <= 3;
		n += k->addresses[n] != NULL;
	}
	return k;
}

const struct ng_statement *
ng_report_role(struct ng_report *r, uint32_t person)
{
	return known(r, person)->role;
}

bool
ng_report_card(struct ng_report *r, uint32_t person)
{
	const struct ng_known *k = known(r, person);

	for (size_t n = 0; n < 2 && k->addresses[n] != NULL; n++) {
		ng_report_printf(r, n > 0 ? ", " : "");
		if (k->phone[n])
			ng_markdown_phone(&r->out, k->addresses[n]->text);
		else
			ng_markdown_address(&r->out, k->addresses[n]->text);
	}
	return k->addresses[0] != NULL;
}

/* What ng-match found stands in a list of its own, and has no place among the statements. */
static bool
is_of_notes(const struct ng_report *r, const struct ng_statement *s)
{
	return s->order < r->net->nstatements && r->net->statements[s->order] == s;
}

void
ng_report_mark(struct ng_report *r, const struct ng_statement *s, bool shown)
{
	if (is_of_notes(r, s))
		r->shown[s->order] = shown;
}

bool
ng_report_is_shown(const struct ng_report *r, const struct ng_statement *s)
{
	return is_of_notes(r, s) && r->shown[s->order];
}

ng_day
ng_report_due(const struct ng_statement *s)
{
	return s->due > 0 ? s->due : s->planned ? s->date : 0;
}

bool
ng_report_is_hidden(const struct ng_statement *s)
{
	return s->planned || s->others;
}

size_t
ng_report_encounter_end(const struct ng_network *net, const struct ng_statement *met)
{
	size_t end = met->order + 1;

	while (end < net->nstatements && net->statements[end]->file == met->file &&
	       (net->statements[end]->kind != NG_KIND_MET || net->statements[end]->date != met->date))
		end++;
	return end;
}

size_t
ng_report_most(const struct ng_report *r, size_t most)
{
	return r->options->all ? SIZE_MAX : most;
}

void
ng_report_diagram(struct ng_report *r, const struct ng_diagram *d)
{
	r->diagrams = ng_arena_more(r->net->arena, r->diagrams, r->ndiagrams, &r->cap_diagrams, sizeof(*r->diagrams));
	r->diagrams[r->ndiagrams++] = d;
	ng_diagram_mermaid(&r->out, d);
	ng_report_printf(r, "\n");
}

void
ng_report_more(struct ng_report *r, size_t n, size_t most)
{
	most = ng_report_most(r, most);
	if (n > most)
		ng_report_printf(r, "- … and %zu more\n", n - most);
}

void
ng_report_day(struct ng_report *r, const struct ng_statement *s)
{
	char date[11];

	ng_report_printf(r, "%s", s->date > 0 ? ng_date_format(s->date, date) : "some day");
}

/* A noun and how often it came. */
struct noun {
	struct ng_str name;
	size_t n;
};

static int
by_name(const void *a, const void *b)
{
	return ng_str_cmp(*(const struct ng_str *)a, *(const struct ng_str *)b);
}

static int
by_number(const void *a, const void *b)
{
	const struct noun *m = a, *n = b;

	return m->n != n->n ? (m->n > n->n ? -1 : 1) : ng_str_cmp(m->name, n->name);
}

void
ng_report_nouns(struct ng_report *r, struct ng_str *nouns, size_t n)
{
	struct noun *counted = ng_arena_array(r->net->arena, n, sizeof(*counted));
	size_t kinds_of = 0;

	if (n > 0)
		qsort(nouns, n, sizeof(*nouns), by_name);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !ng_str_eq(nouns[i], nouns[i - 1]))
			counted[kinds_of++].name = nouns[i];
		counted[kinds_of - 1].n++;
	}
	if (kinds_of > 0)
		qsort(counted, kinds_of, sizeof(*counted), by_number);
	for (size_t i = 0; i < kinds_of; i++) {
		ng_report_printf(r, i > 0 ? ", " : "");
		ng_markdown_text(&r->out, counted[i].name.n > 0 ? counted[i].name : NG_STR("something"));
		if (counted[i].n > 1)
			ng_report_printf(r, " %zu", counted[i].n);
	}
}

int
ng_report_newest_first(const void *a, const void *b)
{
	const struct ng_statement *s = *(struct ng_statement *const *)a, *t = *(struct ng_statement *const *)b;

	if (s->date != t->date)
		return s->date > t->date ? -1 : 1;
	return (s->order > t->order) - (s->order < t->order);
}
