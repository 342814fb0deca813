/* agenda: what to do, most urgent first. What is due later than it looks ahead sleeps. */
#include <stdlib.h>

#include "report.h"
#include "text.h"

/* Characters of a line's text; lines of a section. */
#define LINE_TEXT 160
#define MOST_LINES 20
/* Who is named as coming to a meeting, and what is brought up there. */
#define MOST_GUESTS 8
#define MOST_TOPICS 6
/* Needs of others that I could do something for. */
#define MOST_GIVES 5
/* Help that I got within these days and didn't thank for. */
#define THANKS_DAYS 60
/* A goal is near when this many days are left, or as many as the agenda looks ahead. */
#define GOAL_DAYS 30

/* A line of the agenda, with what orders it. */
struct entry {
	const struct ng_statement *statement; /* NULL: a goal or a person */
	uint32_t number;                      /* of the goal or person */
	double order;                         /* smaller first */
	ng_day day;
};

struct agenda {
	struct ng_report *r;
	const struct ng_network *net;
	ng_day horizon;
	struct entry *v;
	size_t n, cap;
};

static void
add(struct agenda *a, const struct ng_statement *s, uint32_t number, double order, ng_day day)
{
	a->v = ng_arena_more(a->net->arena, a->v, a->n, &a->cap, sizeof(*a->v));
	a->v[a->n++] = (struct entry){s, number, order, day};
}

static int
by_order(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->order < b->order || a->order > b->order)
		return a->order < b->order ? -1 : 1;
	/* all entries of a list are statements, or none is */
	if (a->statement != NULL)
		return (a->statement->order > b->statement->order) - (a->statement->order < b->statement->order);
	return (a->number > b->number) - (a->number < b->number);
}

/* Puts the entries in order, and a heading above them where there are any. */
static bool
begin(struct agenda *a, const char *title)
{
	if (a->n == 0)
		return false;
	qsort(a->v, a->n, sizeof(*a->v), by_order);
	ng_report_printf(a->r, "%s## %s\n\n", a->r->out.n == 0 ? "" : "\n", title);
	return true;
}

static bool
concerns_anybody(const struct ng_statement *s)
{
	return s->people.n > 0 || s->goals.n > 0;
}

/* What I have to do: follow-ups, promises, asks still to make. */
static bool
is_task(const struct ng_statement *s)
{
	return s->state == NG_STATE_OPEN && !s->others && concerns_anybody(s) &&
	       (s->kind == NG_KIND_NEXT || s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_ASK);
}

/* What others let me have, or owe me: an offer to take up, an ask that waits for its answer. */
static bool
is_theirs(const struct ng_statement *s)
{
	return !s->others && concerns_anybody(s) &&
	       ((s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN) ||
	        (s->kind == NG_KIND_ASK && s->state == NG_STATE_WAITING));
}

/* What stands on a day: a task, or an offer that ends and an answer that is due then. */
static bool
has_day(const struct ng_statement *s)
{
	return is_task(s) || (s->due > 0 && is_theirs(s));
}

/*
 * Who, unless it's me or the text names them itself, and what; and when it's due, unless that's the day that stands
 * above.
 */
static void
write_what(struct agenda *a, const struct ng_statement *s, ng_day day, bool bold)
{
	struct ng_report *r = a->r;
	uint32_t person = s->people.n > 0 ? s->people.v[0] : NG_NONE;
	const char *verb = ng_report_verb(r, s);
	char date[11];

	if (person != NG_NONE && person != a->net->me && !ng_report_names(r, s, person) && !ng_report_is_shared(r, s)) {
		ng_report_printf(r, bold ? "**" : "");
		ng_report_person(r, person, true);
		ng_report_printf(r, "%s%s", bold ? "**" : "", *verb == '\0' ? ", " : ": ");
	}
	ng_report_said(r, s, person, LINE_TEXT);
	ng_report_source(r, s);
	if (s->due > 0 && s->due != day)
		ng_report_printf(r, ", due %s", ng_date_format(s->due, date));
	ng_report_printf(r, "\n");
	r->shown[s->order] = true;
}

/* "- when, **who**: what (where)" */
static void
write_entry(struct agenda *a, const struct entry *e, const char *before, bool when)
{
	const struct ng_statement *s = e->statement;
	struct ng_report *r = a->r;
	char date[11];

	ng_report_printf(r, "- ");
	if (e->day > 0) {
		ng_report_printf(r, "%s%s", before, ng_date_format(e->day, date));
		if (when) {
			ng_report_printf(r, ", ");
			ng_report_when(r, e->day);
		}
		ng_report_printf(r, ": ");
	}
	write_what(a, s, e->day, true);
}

static void
write_entries(struct agenda *a, const char *title, const char *before, bool when)
{
	if (!begin(a, title))
		return;
	for (size_t i = 0; i < a->n && i < ng_report_most(a->r, MOST_LINES); i++)
		write_entry(a, &a->v[i], before, when);
	ng_report_more(a->r, a->n, MOST_LINES);
}

static void
write_overdue(struct agenda *a)
{
	a->n = 0;
	for (size_t i = 0; i < a->net->nstatements; i++) {
		const struct ng_statement *s = a->net->statements[i];
		ng_day due = ng_report_due(s);

		if (has_day(s) && due > 0 && due < a->net->today)
			add(a, s, 0, due, due);
	}
	write_entries(a, "Overdue", "", true);
}

/* Whether there is something to bring up about it: asks to make, promises, offers, what still waits. */
static bool
is_topic(struct agenda *a, const struct ng_statement *s)
{
	return (is_task(s) || is_theirs(s)) && !a->r->shown[s->order] && ng_report_due(s) <= a->horizon;
}

static void
write_topic(struct agenda *a, const struct ng_statement *s, ng_day day, size_t *n)
{
	if (!is_topic(a, s))
		return;
	ng_report_printf(a->r, "  - ");
	write_what(a, s, day, false);
	++*n;
}

/* What to bring up at a planned meeting: what stands under it, then what is open with those who come. */
static void
write_topics(struct agenda *a, const struct ng_statement *meeting)
{
	const struct ng_network *net = a->net;
	size_t n = 0, end = ng_report_encounter_end(net, meeting);

	for (size_t i = meeting->order + 1; i < end && n < MOST_TOPICS; i++)
		if (net->statements[i]->planned && net->statements[i]->date == meeting->date)
			write_topic(a, net->statements[i], meeting->date, &n);
	for (size_t p = 0; p < meeting->people.n; p++) {
		struct ng_numbers list = net->people[meeting->people.v[p]].statements;

		for (size_t i = 0; i < list.n && n < MOST_TOPICS; i++)
			/* what has a due day of its own stands on that day */
			if (net->statements[list.v[i]]->people.v[0] == meeting->people.v[p] &&
			    net->statements[list.v[i]]->due == 0)
				write_topic(a, net->statements[list.v[i]], meeting->date, &n);
	}
}

/* Those whom the meeting's title doesn't name itself. */
static void
write_guests(struct agenda *a, const struct ng_statement *meeting)
{
	uint32_t *guests = ng_arena_array(a->net->arena, meeting->people.n, sizeof(*guests));
	size_t n = 0;

	for (size_t i = 0; i < meeting->people.n; i++)
		if (meeting->people.v[i] != a->net->me && !ng_report_names(a->r, meeting, meeting->people.v[i]))
			guests[n++] = meeting->people.v[i];
	if (n == 0)
		return;
	ng_report_printf(a->r, n < meeting->people.n ? ", and " : " with ");
	ng_report_people(a->r, (struct ng_numbers){guests, n}, MOST_GUESTS);
}

static void
write_meeting(struct agenda *a, const struct entry *e)
{
	const struct ng_statement *s = e->statement;
	struct ng_report *r = a->r;
	char date[11];

	ng_report_printf(r, "- %s, ", ng_date_format(e->day, date));
	ng_report_when(r, e->day);
	ng_report_printf(r, ": ");
	ng_report_text(r, s, NG_NONE, LINE_TEXT);
	write_guests(a, s);
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
	r->shown[s->order] = true;
	write_topics(a, s);
}

static bool
is_meeting(const struct ng_statement *s)
{
	return s->kind == NG_KIND_MET && s->planned && s->written != NG_STATE_DROPPED;
}

/* Days ahead in their order: planned meetings with what to bring up, and what is due. */
static void
write_coming(struct agenda *a)
{
	const struct ng_network *net = a->net;
	size_t shown = 0, left = 0;

	a->n = 0;
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];
		ng_day due = is_meeting(s) ? s->date : ng_report_due(s);

		/* a meeting before what stands under it */
		if ((is_meeting(s) || has_day(s)) && due >= net->today && due <= a->horizon)
			add(a, s, 0, due + (is_meeting(s) ? 0 : 0.5), due);
	}
	if (!begin(a, "Coming up"))
		return;
	for (size_t i = 0; i < a->n && shown < ng_report_most(a->r, MOST_LINES); i++) {
		if (a->r->shown[a->v[i].statement->order])
			continue;
		shown++;
		if (is_meeting(a->v[i].statement))
			write_meeting(a, &a->v[i]);
		else
			write_entry(a, &a->v[i], "", true);
	}
	for (size_t i = 0; i < a->n; i++)
		left += !a->r->shown[a->v[i].statement->order];
	ng_report_more(a->r, left, 0);
}

/* Open lines of one kind without a due day, the oldest first; an offer that ends later can be taken up till then. */
static void
write_open(struct agenda *a, enum ng_kind kind, enum ng_state state, const char *title, const char *before)
{
	a->n = 0;
	for (size_t i = 0; i < a->net->nstatements; i++) {
		const struct ng_statement *s = a->net->statements[i];

		if (s->kind == kind && s->state == state && !ng_report_is_hidden(s) && concerns_anybody(s) &&
		    (s->due == 0 || (kind == NG_KIND_OFFER && s->due > a->horizon)) && !a->r->shown[s->order])
			add(a, s, 0, s->date, s->date);
	}
	write_entries(a, title, before, true);
}

static bool
is_help(const struct ng_statement *s)
{
	/* what cost somebody time or a good word; an opinion over dinner was thanked for with the dinner */
	static const char *const nouns[] = {"introduction", "lead", "referral", "recommendation", "help", "money", "job"};

	for (size_t i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (ng_str_eq(s->what, ng_str_of(nouns[i])))
			return true;
	return false;
}

/* Help of the last months, the newest for each person, without thanks since. */
static void
write_thanks(struct agenda *a)
{
	const struct ng_network *net = a->net;

	a->n = 0;
	for (uint32_t p = 0; p < net->npeople; p++) {
		const struct ng_statement *help = NULL;
		ng_day thanked = 0;

		for (size_t i = 0; i < net->people[p].statements.n; i++) {
			const struct ng_statement *s = net->statements[net->people[p].statements.v[i]];

			if (!ng_network_is_exchange(net, s))
				continue;
			if (s->kind == NG_KIND_GAVE && ng_str_eq(s->what, NG_STR("thanks")) && s->date > thanked)
				thanked = s->date;
			if (s->kind == NG_KIND_GOT && s->people.v[0] == p && is_help(s) &&
			    (help == NULL || s->date > help->date))
				help = s;
		}
		if (help != NULL && help->date > thanked && net->today - help->date <= THANKS_DAYS)
			add(a, help, 0, -help->date, help->date);
	}
	write_entries(a, "To thank", "", false);
}

/* People with whom the time that they may wait has run out, the most neglected first. */
static void
write_neglected(struct agenda *a)
{
	const struct ng_network *net = a->net;
	struct ng_report *r = a->r;
	char date[11];

	a->n = 0;
	for (uint32_t p = 0; p < net->npeople; p++) {
		const struct ng_statement *every = ng_network_field(net, p, NG_STR("every"));
		int period = every == NULL ? 0 : ng_date_span(every->text);
		ng_day last = ng_network_last_contact(net, p);

		if (period == 0 || (last > 0 && net->today - last <= period))
			continue;
		add(a, every, p, last == 0 ? 0 : -(double)(net->today - last - period) / period, last);
	}
	if (!begin(a, "Keep in touch"))
		return;
	for (size_t i = 0; i < a->n && i < ng_report_most(a->r, MOST_LINES); i++) {
		ng_report_printf(r, "- ");
		ng_report_person(r, a->v[i].number, false);
		if (a->v[i].day > 0) {
			ng_report_printf(r, ": last contact %s, ", ng_date_format(a->v[i].day, date));
			ng_report_when(r, a->v[i].day);
		} else {
			ng_report_printf(r, ": no contact noted yet");
		}
		ng_report_printf(r, ", every ");
		ng_markdown_text(&r->out, a->v[i].statement->text);
		ng_report_printf(r, "; ");
		if (!ng_report_card(r, a->v[i].number))
			r->out.n -= 2;
		ng_report_source(r, a->v[i].statement);
		ng_report_printf(r, "\n");
	}
	ng_report_more(r, a->n, MOST_LINES);
}

/* The day of a year, or where it has none, the day before. */
static ng_day
day_in(int year, int month, int day)
{
	ng_day found = ng_date_of(year, month, day);

	return found > 0 ? found : ng_date_of(year, month, day - 1);
}

/* The next of these days from `from` on. */
static ng_day
next_day(ng_day from, int month, int day)
{
	int year = (int)(ng_date_month(from) / 12);
	ng_day next = day_in(year, month, day);

	return next >= from ? next : day_in(year + 1, month, day);
}

static void
write_birthdays(struct agenda *a)
{
	const struct ng_network *net = a->net;
	char date[11];

	a->n = 0;
	for (uint32_t p = 0; p < net->npeople; p++) {
		const struct ng_statement *field = ng_network_field(net, p, NG_STR("birthday"));
		int year, month, day;
		ng_day next = field != NULL && p != net->me && ng_date_birthday(field->text, &year, &month, &day)
		                  ? next_day(net->today, month, day)
		                  : 0;

		if (next > 0 && next <= a->horizon)
			add(a, field, p, next, next);
	}
	if (!begin(a, "Birthdays"))
		return;
	for (size_t i = 0; i < a->n && i < ng_report_most(a->r, MOST_LINES); i++) {
		ng_report_printf(a->r, "- %s, ", ng_date_format(a->v[i].day, date));
		ng_report_when(a->r, a->v[i].day);
		ng_report_printf(a->r, ": ");
		ng_report_person(a->r, a->v[i].number, false);
		ng_report_source(a->r, a->v[i].statement);
		ng_report_printf(a->r, "\n");
	}
	ng_report_more(a->r, a->n, MOST_LINES);
}

/* What my contacts need and somebody could help with: for each of their needs the best, those that fit best first. */
static void
write_gives(struct agenda *a)
{
	struct ng_report *r = a->r;
	struct ng_found group;
	size_t at = 0;

	a->n = 0;
	while (ng_report_next_group(r, &at, &group))
		if (group.v[0]->kind == NG_KIND_GIVE)
			add(a, group.v[0], 0, -(double)group.v[0]->score, 0);
	if (!begin(a, "Where I could give"))
		return;
	for (size_t i = 0; i < a->n && i < ng_report_most(r, MOST_GIVES); i++) {
		const struct ng_statement *give = a->v[i].statement, *why = ng_report_evidence(r, give);

		ng_report_printf(r, "- **");
		ng_report_person(r, give->people.v[0], true);
		ng_report_printf(r, "** ");
		ng_report_said(r, give, give->people.v[0], LINE_TEXT);
		ng_report_source(r, give);
		ng_report_printf(r, "; ");
		if (give->people.v[1] != a->net->me)
			ng_report_person(r, give->people.v[1], true);
		ng_report_printf(r, give->people.v[1] == a->net->me ? "I could help" : " could help");
		if (why != NULL) {
			ng_report_printf(r, ": ");
			ng_report_text(r, why, give->people.v[1], LINE_TEXT);
			ng_report_source(r, why);
		}
		ng_report_printf(r, "\n");
	}
	ng_report_more(r, a->n, MOST_GIVES);
}

static void
write_goals(struct agenda *a)
{
	const struct ng_network *net = a->net;
	struct ng_report *r = a->r;
	int days = r->options->days > GOAL_DAYS ? r->options->days : GOAL_DAYS;
	char date[11];

	a->n = 0;
	for (uint32_t g = 0; g < net->ngoals; g++)
		if (net->goals[g].state == NG_STATE_OPEN && net->goals[g].due > 0 && net->goals[g].due <= net->today + days)
			add(a, NULL, g, net->goals[g].due, net->goals[g].due);
	if (!begin(a, "Goals near their date"))
		return;
	for (size_t i = 0; i < a->n; i++) {
		ng_report_printf(r, "- %s, ", ng_date_format(a->v[i].day, date));
		ng_report_when(r, a->v[i].day);
		ng_report_printf(r, ": ");
		ng_report_goal(r, a->v[i].number);
		/* only what defines a goal gives it a date */
		ng_report_source(r, net->statements[net->goals[a->v[i].number].definition]);
		ng_report_printf(r, "\n");
	}
}

void
ng_report_agenda(struct ng_report *r)
{
	struct agenda a = {.r = r, .net = r->net, .horizon = r->net->today + r->options->days};
	size_t before = r->out.n;

	write_overdue(&a);
	write_coming(&a);
	write_open(&a, NG_KIND_PROMISE, NG_STATE_OPEN, "Promises to keep", "");
	write_open(&a, NG_KIND_OFFER, NG_STATE_OPEN, "Offers to take up", "");
	write_open(&a, NG_KIND_ASK, NG_STATE_WAITING, "Asked, and waiting", "");
	write_open(&a, NG_KIND_ASK, NG_STATE_OPEN, "Still to ask", "");
	write_open(&a, NG_KIND_NEXT, NG_STATE_OPEN, "To do", "");
	write_thanks(&a);
	write_birthdays(&a);
	write_neglected(&a);
	write_gives(&a);
	write_goals(&a);
	if (r->out.n == before)
		ng_report_printf(r, "Nothing to do. Follow-ups come from lines like `- [ ] call @ines due:2027-01-15`, "
		                    "`promise: …`, `offer: …`, `ask: …`, or `every:: 6w` under a person.\n");
}
