/* event: what came of the encounters of a day, and what is still to follow up. */
#include "report.h"

/* Characters of a title; lines of a section; people of an encounter. */
#define TITLE_TEXT 200
#define MOST_LINES 20
#define MOST_PEOPLE 30
/* Encounters of a day. */
#define MOST_EVENTS 10

/* What was noted between one encounter of a file and the next. */
struct event {
	const struct ng_statement *met;
	size_t from, to; /* the statements */
};

/* What a section holds. */
typedef bool chooser(const struct ng_statement *s);

static bool
has_noun(const struct ng_statement *s, const char *noun)
{
	return ng_str_eq(s->what, ng_str_of(noun));
}

static bool
is_table_ask(const struct ng_statement *s)
{
	return s->kind == NG_KIND_ASK && s->state == NG_STATE_NONE;
}

static bool
is_learned(const struct ng_statement *s)
{
	return s->kind == NG_KIND_IDEA || (s->kind == NG_KIND_GOT && !has_noun(s, "introduction") && !has_noun(s, "card") &&
	                                   !has_noun(s, "no") && !has_noun(s, "seat"));
}

static bool
is_introduction(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE) && has_noun(s, "introduction");
}

static bool
is_offer(const struct ng_statement *s)
{
	return s->kind == NG_KIND_OFFER;
}

static bool
is_answer(const struct ng_statement *s)
{
	return s->kind == NG_KIND_GOT && (has_noun(s, "no") || has_noun(s, "seat"));
}

static bool
is_their_need(const struct ng_statement *s)
{
	return s->kind == NG_KIND_NEED && s->people.n > 0;
}

static bool
is_given(const struct ng_statement *s)
{
	return s->kind == NG_KIND_GAVE && !has_noun(s, "introduction");
}

/* What I have to do about it, or they; asks to somebody too. */
static bool
is_follow_up(const struct ng_statement *s)
{
	return s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_NEXT ||
	       (s->kind == NG_KIND_ASK && s->state != NG_STATE_NONE);
}

static bool
is_remark(const struct ng_statement *s)
{
	return s->kind == NG_KIND_MENTION || s->kind == NG_KIND_KNOWS || s->kind == NG_KIND_WHY || s->kind == NG_KIND_WANT ||
	       (s->kind == NG_KIND_NEED && s->people.n == 0);
}

/* "- [x] …, done 2026-10-09 (link)": a box, since it may still be open. */
static void
write_state(struct ng_report *r, const struct ng_statement *s)
{
	bool open = s->state == NG_STATE_OPEN || s->state == NG_STATE_WAITING;
	char date[11];

	if (open && s->due > 0)
		ng_report_printf(r, ", due %s", ng_date_format(s->due, date));
	if (open || s->state == NG_STATE_NONE)
		return;
	ng_report_printf(r, s->state == NG_STATE_DROPPED       ? ", dropped"
	                    : s->kind == NG_KIND_OFFER ? ", taken up"
	                    : s->kind == NG_KIND_ASK   ? ", answered"
	                                               : ", done");
	if (s->closed_by != NG_NONE) {
		const struct ng_statement *by = r->net->statements[s->closed_by];

		if (by->date > 0)
			ng_report_printf(r, " %s", ng_date_format(by->date, date));
		if (by->file != s->file || by->line != s->line)
			ng_report_source(r, by);
	}
}

static void
write_section(struct ng_report *r, const struct event *e, const char *title, chooser *chosen, bool boxes)
{
	size_t n = 0, most = ng_report_most(r, MOST_LINES);

	for (size_t i = e->from; i < e->to; i++) {
		const struct ng_statement *s = r->net->statements[i];
		bool open = s->state == NG_STATE_OPEN || s->state == NG_STATE_WAITING;

		if (s->date != e->met->date || s->others || !chosen(s))
			continue;
		if (n++ == 0)
			ng_report_printf(r, "\n### %s\n\n", title);
		if (n > most)
			continue;
		ng_report_printf(r, boxes ? "- [%c] " : "- ", open ? ' ' : 'x');
		ng_report_line(r, s, NG_NONE, false);
		write_state(r, s);
		ng_report_printf(r, "\n");
	}
	ng_report_more(r, n, MOST_LINES);
}

static bool
gave_card(struct ng_report *r, const struct event *e, uint32_t person)
{
	for (size_t i = e->from; i < e->to; i++) {
		const struct ng_statement *s = r->net->statements[i];

		if (s->kind == NG_KIND_GOT && has_noun(s, "card") && s->date == e->met->date && s->people.n > 0 &&
		    s->people.v[0] == person)
			return true;
	}
	return false;
}

/* Who was there: what they do, whether we met before, whether I have their card. */
static void
write_people(struct ng_report *r, const struct event *e)
{
	size_t shown = 0;

	ng_report_printf(r, "\n### There\n\n");
	for (size_t i = 0; i < e->met->people.n; i++) {
		uint32_t person = e->met->people.v[i];
		const struct ng_person *p = &r->net->people[person];
		const struct ng_statement *role = ng_report_role(r, person);
		bool first = p->contacts.n > 0 && r->net->statements[p->contacts.v[0]]->date == e->met->date;

		if (person == r->net->me || ++shown > ng_report_most(r, MOST_PEOPLE))
			continue;
		ng_report_printf(r, "- ");
		ng_report_person(r, person, false);
		if (role != NULL) {
			ng_report_printf(r, ": ");
			ng_report_text(r, role, NG_NONE, TITLE_TEXT);
		}
		ng_report_printf(r, first ? "; met for the first time" : "");
		ng_report_printf(r, gave_card(r, e, person) ? "; I have the card" : "");
		ng_report_printf(r, "; ");
		if (!ng_report_card(r, person))
			r->out.n -= 2;
		ng_report_printf(r, "\n");
	}
	ng_report_more(r, shown, MOST_PEOPLE);
}

static void
write_event(struct ng_report *r, const struct event *e)
{
	char date[11];

	ng_report_printf(r, "## ");
	if (e->met->text.n > 0)
		ng_report_text(r, e->met, NG_NONE, TITLE_TEXT);
	else
		ng_report_people(r, e->met->people, 3);
	ng_report_printf(r, "\n\n%s, ", ng_date_format(e->met->date, date));
	ng_report_when(r, e->met->date);
	ng_report_source(r, e->met);
	ng_report_printf(r, ".\n");
	r->shown[e->met->order] = true;
	write_people(r, e);
	write_section(r, e, "Asked the table", is_table_ask, false);
	write_section(r, e, "What I learned and got", is_learned, false);
	write_section(r, e, "Introductions", is_introduction, false);
	write_section(r, e, "Answers", is_answer, false);
	write_section(r, e, "Offers", is_offer, true);
	write_section(r, e, "They need", is_their_need, false);
	write_section(r, e, "Given", is_given, false);
	write_section(r, e, "To follow up", is_follow_up, true);
	write_section(r, e, "Noted", is_remark, false);
}

/* The days with an encounter before and behind one without. */
static void
write_nearest(struct ng_report *r, ng_day day)
{
	ng_day before = 0, behind = 0;
	char date[11];

	for (size_t i = 0; i < r->net->nstatements; i++) {
		const struct ng_statement *s = r->net->statements[i];

		if (s->kind != NG_KIND_MET || s->date == 0)
			continue;
		if (s->date < day && s->date > before)
			before = s->date;
		if (s->date > day && (behind == 0 || s->date < behind))
			behind = s->date;
	}
	ng_report_printf(r, "No encounter on %s.", ng_date_format(day, date));
	if (before > 0)
		ng_report_printf(r, " The one before was on %s.", ng_date_format(before, date));
	if (behind > 0)
		ng_report_printf(r, " The next one is on %s.", ng_date_format(behind, date));
	ng_report_printf(r, " Encounters come from headings like `## 2026-03-04 Dinner with @ines and @bob`.\n");
}

/* The last day on which there was one. */
static ng_day
last_day(const struct ng_network *net)
{
	ng_day day = 0;

	for (size_t i = 0; i < net->nstatements; i++)
		if (net->statements[i]->kind == NG_KIND_MET && !net->statements[i]->planned && net->statements[i]->date > day)
			day = net->statements[i]->date;
	return day;
}

void
ng_report_event(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	ng_day day = r->options->from > 0 ? r->options->from : last_day(net);
	size_t n = 0, most = ng_report_most(r, MOST_EVENTS);

	for (size_t i = 0; i < net->nstatements && day > 0; i++) {
		struct event e = {net->statements[i], i + 1, i + 1};

		if (e.met->kind != NG_KIND_MET || e.met->date != day)
			continue;
		e.to = ng_report_encounter_end(net, e.met);
		if (n++ < most) {
			ng_report_printf(r, n > 1 ? "\n" : "");
			write_event(r, &e);
		}
	}
	if (n > most)
		ng_report_printf(r, "\n… and %zu more encounters.\n", n - most);
	if (n == 0 && day > 0)
		write_nearest(r, day);
	else if (n == 0)
		ng_report_printf(r, "No encounter yet. Write one as a heading, `## 2026-03-04 Dinner with @ines and @bob`.\n");
}
