/* icalendar: what is to be done as tasks; birthdays, goals' dates and planned encounters as days. */
#include "calendar.h"
#include "export.h"
#include "plain.h"
#include "text.h"
#include "uid.h"

/* Characters of a summary's text. */
#define LINE_TEXT 160
/* Who is named as coming to an encounter. */
#define MOST_GUESTS 8
/* The year of a birthday without one: a leap year that every calendar knows. */
#define SOME_YEAR 1972

struct writer {
	struct ng_export *x;
	const struct ng_network *net;
	struct ng_table *names; /* of the entries so far … */
	size_t *times, cap;     /* … and how often there was one of that name */
};

/* Folders don't count: notes may be moved, and ng-parse be run from elsewhere. */
static struct ng_str
file_name(const struct writer *w, const struct ng_statement *s)
{
	struct ng_str file = ng_table_name(w->net->files, s->file);

	for (size_t i = file.n; i > 0; i--)
		if (file.p[i - 1] == '/')
			return ng_str_cut(file, i, file.n);
	return file;
}

/*
 * The UID of a statement: made of kind, file, people, noun and text, so that it stays while lines above it come and
 * go, and while it is ticked, dated or moved to another day. The second of the same name is another.
 */
static struct ng_str
uid_of(struct writer *w, const struct ng_statement *s, const char *kind)
{
	struct ng_buf b = {.arena = w->x->arena};
	struct ng_str parts[] = {file_name(w, s), ng_network_handles(w->x->arena, w->net, s->people), s->what, s->text};
	uint32_t number;

	ng_buf_add(&b, ng_str_of(kind));
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		ng_buf_char(&b, '\t');
		ng_buf_add(&b, parts[i]);
	}
	number = ng_table_put(w->names, ng_buf_str(&b));
	if (number >= w->cap) {
		size_t cap = w->cap;

		w->times = ng_arena_more(w->x->arena, w->times, cap, &w->cap, sizeof(*w->times));
		for (size_t i = cap; i < w->cap; i++)
			w->times[i] = 0;
	}
	if (w->times[number]++ > 0)
		ng_buf_printf(&b, "\t%zu", w->times[number]);
	return ng_uid(w->x->arena, ng_buf_str(&b));
}

static void
add(struct writer *w, struct ng_calendar_entry *e, const struct ng_statement *s)
{
	struct ng_arena *a = w->x->arena;
	struct ng_str *categories = ng_arena_array(a, s->goals.n, sizeof(*categories));

	for (size_t i = 0; i < s->goals.n; i++) {
		struct ng_str goal = w->net->goals[s->goals.v[i]].handle;

		categories[i] = ng_plain_breaks(a, ng_str_cut(goal, 1, goal.n));
	}
	e->categories = categories;
	e->ncategories = s->goals.n;
	e->summary = ng_plain_label(a, e->summary);
	e->description = ng_plain_label(a, ng_network_source(a, w->net, s));
	ng_calendar_add(&w->x->out, w->net->today, e);
}

static const char *
verb_of(const struct ng_statement *s)
{
	bool noun = s->what.n > 0;

	switch (s->kind) {
	case NG_KIND_PROMISE:
		return "I promised ";
	case NG_KIND_ASK:
		return s->written == NG_STATE_OPEN ? (noun ? "ask for " : "ask ") : noun ? "I asked for " : "I asked: ";
	case NG_KIND_OFFER:
		return s->state == NG_STATE_OPEN ? "offers " : "offered ";
	default:
		return "";
	}
}

/* As the agenda says it: who, unless it's me or the text names them itself, and what. */
static struct ng_str
summary_of(const struct writer *w, const struct ng_statement *s)
{
	struct ng_buf b = {.arena = w->x->arena};
	uint32_t person = s->people.n > 0 ? s->people.v[0] : NG_NONE;
	const char *verb = verb_of(s);

	if (person != NG_NONE && person != w->net->me && !ng_plain_names(w->net, s, person)) {
		ng_buf_add(&b, ng_plain_person(w->net, person));
		ng_buf_add(&b, *verb == '\0' ? NG_STR(", ") : s->kind == NG_KIND_OFFER ? NG_STR(" ") : NG_STR(": "));
	}
	ng_buf_add(&b, ng_str_of(verb));
	ng_buf_add(&b, ng_text_shorten(w->x->arena, ng_plain_text(w->x->arena, w->net, s, person, *verb != '\0'),
	                                LINE_TEXT));
	return ng_buf_str(&b);
}

static enum ng_calendar_status
status_of(enum ng_state state)
{
	switch (state) {
	case NG_STATE_WAITING:
		return NG_CALENDAR_WAITING;
	case NG_STATE_DONE:
		return NG_CALENDAR_DONE;
	case NG_STATE_DROPPED:
		return NG_CALENDAR_DROPPED;
	default:
		return NG_CALENDAR_OPEN;
	}
}

/* The kind by which a task is named; a follow-up that was a contact stays the task that it was. NULL: no task. */
static const char *
task_kind(const struct ng_statement *s)
{
	if (s->kind == NG_KIND_MET)
		return s->written == NG_STATE_DONE ? "next" : NULL;
	if (s->state == NG_STATE_NONE || (s->people.n == 0 && s->goals.n == 0))
		return NULL;
	if (s->kind == NG_KIND_NEXT || s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_ASK || s->kind == NG_KIND_OFFER)
		return ng_kind_name(s->kind);
	return NULL;
}

/* What is closed is a task still, so that a calendar that has it as open learns of it. */
static void
add_task(struct writer *w, const struct ng_statement *s)
{
	const char *kind = task_kind(s);
	struct ng_calendar_entry e = {.task = true};

	if (kind == NULL)
		return;
	e.uid = uid_of(w, s, kind);
	if (s->others || s->others_did)
		return;
	e.status = status_of(s->state);
	e.day = s->due > 0 ? s->due : s->planned ? s->date : 0;
	e.done = s->done;
	if (e.done == 0 && s->kind == NG_KIND_MET)
		e.done = s->date;
	e.summary = summary_of(w, s);
	add(w, &e, s);
}

/* Those whom its title doesn't name, but me; *named: it names somebody. */
static struct ng_numbers
guests(const struct writer *w, const struct ng_statement *s, bool *named)
{
	uint32_t *v = ng_arena_array(w->x->arena, s->people.n, sizeof(*v)), first = NG_NONE;
	size_t n = 0, length;

	if (!ng_network_name_at(w->net, s->text, &length, &first))
		first = NG_NONE;
	*named = false;
	for (size_t i = 0; i < s->people.n; i++) {
		uint32_t person = s->people.v[i];

		if (person == first || ng_plain_names(w->net, s, person))
			*named = true;
		else if (person != w->net->me)
			v[n++] = person;
	}
	return (struct ng_numbers){v, n};
}

/* What its title says, and with whom. */
static struct ng_str
title_of(const struct writer *w, const struct ng_statement *s)
{
	struct ng_buf b = {.arena = w->x->arena};
	bool named;
	struct ng_numbers people = guests(w, s, &named);
	size_t most = people.n <= MOST_GUESTS ? people.n : MOST_GUESTS;

	ng_buf_add(&b, ng_text_shorten(w->x->arena, ng_plain_text(w->x->arena, w->net, s, NG_NONE, false), LINE_TEXT));
	for (size_t i = 0; i < most; i++) {
		if (i == 0)
			ng_buf_add(&b, named ? NG_STR(", and ") : NG_STR(" with "));
		else
			ng_buf_add(&b, i + 1 == people.n ? NG_STR(" and ") : NG_STR(", "));
		ng_buf_add(&b, ng_plain_person(w->net, people.v[i]));
	}
	if (people.n > most)
		ng_buf_printf(&b, " and %zu more", people.n - most);
	return ng_buf_str(&b);
}

/* A planned encounter, also one that was called off. */
static void
add_encounter(struct writer *w, const struct ng_statement *s)
{
	struct ng_calendar_entry e = {.day = s->date};

	if (s->kind != NG_KIND_MET || s->written == NG_STATE_DONE)
		return;
	e.uid = uid_of(w, s, "met");
	if (!s->planned)
		return;
	e.status = s->written == NG_STATE_DROPPED ? NG_CALENDAR_DROPPED : NG_CALENDAR_OPEN;
	e.summary = title_of(w, s);
	add(w, &e, s);
}

static void
add_goal(struct writer *w, uint32_t goal)
{
	const struct ng_goal *g = &w->net->goals[goal];
	struct ng_buf b = {.arena = w->x->arena}, name = {.arena = w->x->arena};
	struct ng_calendar_entry e = {.day = g->due};

	if (g->due == 0)
		return;
	ng_buf_add(&name, NG_STR("goal "));
	ng_buf_add(&name, g->handle);
	e.uid = ng_uid(w->x->arena, ng_buf_str(&name));
	e.status = status_of(g->state);
	ng_buf_add(&b, g->state == NG_STATE_DONE ? NG_STR("Goal reached: ") : NG_STR("Goal: "));
	ng_buf_add(&b, ng_plain_goal(w->net, goal));
	e.summary = ng_buf_str(&b);
	add(w, &e, w->net->statements[g->definition]);
}

/* The day by which I want to be in touch again; without any contact yet, some day. */
static void
add_touch(struct writer *w, uint32_t person)
{
	const struct ng_statement *every = ng_network_field(w->net, person, NG_STR("every"));
	ng_day last = ng_network_last_contact(w->net, person);
	int period = every == NULL ? 0 : ng_date_span(every->text);
	struct ng_calendar_entry e = {.task = true, .day = last > 0 ? last + period : 0};
	struct ng_buf b = {.arena = w->x->arena};
	char date[11];

	if (period == 0 || person == w->net->me)
		return;
	ng_buf_add(&b, NG_STR("Keep in touch with "));
	ng_buf_add(&b, ng_plain_person(w->net, person));
	ng_buf_add(&b, NG_STR(", every "));
	ng_buf_add(&b, ng_text_shorten(w->x->arena, every->text, LINE_TEXT));
	if (last > 0)
		ng_buf_printf(&b, " (last contact %s)", ng_date_format(last, date));
	e.summary = ng_buf_str(&b);
	e.uid = ng_export_person_uid(w->x, person, "keep-in-touch");
	if (e.day > ng_date_of(9999, 12, 31))
		e.day = 0;
	add(w, &e, every);
}

static void
add_birthday(struct writer *w, uint32_t person)
{
	const struct ng_statement *s = ng_network_field(w->net, person, NG_STR("birthday"));
	struct ng_calendar_entry e = {.yearly = true};
	struct ng_buf b = {.arena = w->x->arena};
	int year, month, day;

	if (s == NULL || person == w->net->me || !ng_date_birthday(s->text, &year, &month, &day))
		return;
	e.day = ng_date_of(year > 0 ? year : SOME_YEAR, month, day);
	e.uid = ng_export_person_uid(w->x, person, "birthday");
	ng_buf_add(&b, ng_plain_person(w->net, person));
	ng_buf_add(&b, NG_STR("'s birthday"));
	if (year > 0)
		ng_buf_printf(&b, " (%d)", year);
	e.summary = ng_buf_str(&b);
	add(w, &e, s);
}

static void
write_all(struct writer *w)
{
	for (size_t i = 0; i < w->net->nstatements; i++) {
		add_task(w, w->net->statements[i]);
		add_encounter(w, w->net->statements[i]);
	}
	for (uint32_t g = 0; g < w->net->ngoals; g++)
		add_goal(w, g);
	for (uint32_t p = 0; p < w->net->npeople; p++) {
		add_touch(w, p);
		add_birthday(w, p);
	}
}

void
ng_export_icalendar(struct ng_export *x)
{
	struct writer w = {.x = x, .net = x->net, .names = ng_table_new(x->arena)};

	ng_calendar_begin(&x->out);
	write_all(&w);
	ng_calendar_end(&x->out);
}
