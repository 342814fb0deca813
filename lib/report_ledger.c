/*
 * ledger: what was received and given, with whom to give first; and introductions, from the ask to what came
 * of them.
 */
#include <stdlib.h>

#include "report.h"
#include "text.h"

/* Characters of a line's text. */
#define LINE_TEXT 160
/* Rows of the table, people to give to, lines of a list. */
#define MOST_ROWS 40
#define MOST_PEOPLE 8
#define MOST_LINES 20
/* Needs of one person. */
#define MOST_NEEDS 3
/* Who gave so much more than they got is given to first, even if nothing says what. */
#define OWED 2

#define INTRODUCTION NG_STR("introduction")

/* What is between one person and me. */
struct account {
	uint32_t person;
	size_t received, given;
	const struct ng_statement *last;
};

/* Statements that a list shows. */
struct list {
	const struct ng_statement **v;
	size_t n, cap;
};

static void
put(struct ng_report *r, struct list *list, const struct ng_statement *s)
{
	list->v = ng_arena_more(r->net->arena, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = s;
}

static bool
is_introduction(const struct ng_statement *s)
{
	return ng_str_eq(s->what, INTRODUCTION);
}

/* Whether they got it from me: the first, and both whom I introduced to each other. */
static bool
is_to(const struct ng_network *net, const struct ng_statement *s, uint32_t person)
{
	return s->kind == NG_KIND_GAVE && (ng_network_other(net, s) == person || is_introduction(s));
}

static bool
is_from(const struct ng_network *net, const struct ng_statement *s, uint32_t person)
{
	return s->kind == NG_KIND_GOT && ng_network_other(net, s) == person;
}

static struct account
account_of(const struct ng_network *net, uint32_t person)
{
	struct ng_numbers list = net->people[person].statements;
	struct account a = {.person = person};

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (!ng_network_is_good(net, s) || (!is_from(net, s, person) && !is_to(net, s, person)))
			continue;
		a.received += s->kind == NG_KIND_GOT;
		a.given += s->kind == NG_KIND_GAVE;
		if (a.last == NULL || s->date >= a.last->date)
			a.last = s;
	}
	return a;
}

/* To whom I owe most first, then whoever gave or got something last. */
static int
most_owed_first(const void *x, const void *y)
{
	const struct account *a = x, *b = y;
	size_t one = a->received + b->given, two = b->received + a->given;

	if (one != two)
		return one > two ? -1 : 1;
	if (a->last->date != b->last->date)
		return a->last->date > b->last->date ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static void
write_goods(struct ng_report *r, uint32_t person, enum ng_kind kind)
{
	const struct ng_network *net = r->net;
	struct ng_numbers list = net->people[person].statements;
	struct ng_str *nouns = ng_arena_array(net->arena, list.n, sizeof(*nouns));
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (ng_network_is_good(net, s) && (kind == NG_KIND_GOT ? is_from(net, s, person) : is_to(net, s, person)))
			nouns[n++] = s->what;
	}
	ng_report_nouns(r, nouns, n);
}

static void
write_balance(struct ng_report *r, const struct account *a)
{
	if (a->received == a->given)
		ng_report_printf(r, "even");
	else if (a->received > a->given)
		ng_report_printf(r, "%zu more received", a->received - a->given);
	else
		ng_report_printf(r, "%zu more given", a->given - a->received);
}

static void
write_row(struct ng_report *r, const struct account *a)
{
	size_t cell = ng_report_cell(r, 0);

	ng_report_person(r, a->person, true);
	cell = ng_report_cell(r, cell);
	write_goods(r, a->person, NG_KIND_GOT);
	cell = ng_report_cell(r, cell);
	write_goods(r, a->person, NG_KIND_GAVE);
	cell = ng_report_cell(r, cell);
	write_balance(r, a);
	cell = ng_report_cell(r, cell);
	ng_report_day(r, a->last);
	ng_report_source(r, a->last);
	ng_report_row_end(r, cell);
}

static bool
is_their_need(const struct ng_network *net, const struct ng_statement *s, uint32_t person)
{
	return ng_network_is_their_need(net, s) && s->people.v[0] == person;
}

static bool
is_open(const struct ng_network *net, const struct ng_statement *s, enum ng_kind kind, uint32_t person)
{
	return s->kind == kind && s->state == NG_STATE_OPEN && !ng_report_is_hidden(s) && ng_network_other(net, s) == person;
}

static void
write_due(struct ng_report *r, const struct ng_statement *s)
{
	char date[11];

	if (s->due == 0)
		return;
	ng_report_printf(r, ", due %s, ", ng_date_format(s->due, date));
	ng_report_when(r, s->due);
}

/* What I could give them: what I promised, and what they need. */
static size_t
write_wishes(struct ng_report *r, uint32_t person, bool dry)
{
	const struct ng_network *net = r->net;
	struct ng_numbers list = net->people[person].statements;
	size_t shown = 0;

	for (size_t i = 0; i < list.n && shown < MOST_NEEDS; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];
		bool promise = is_open(net, s, NG_KIND_PROMISE, person);

		if (!promise && !is_their_need(net, s, person))
			continue;
		shown++;
		if (dry)
			break;
		ng_report_printf(r, "  - ");
		ng_report_said(r, s, person, LINE_TEXT);
		if (promise)
			write_due(r, s);
		else
			ng_report_helpers(r, s);
		ng_report_source(r, s);
		ng_report_printf(r, "\n");
	}
	return shown;
}

/* To whom I owe, with what I could give them; who gave me much and needs nothing that's noted, in one line. */
static void
write_first(struct ng_report *r, const struct account *accounts, size_t n)
{
	uint32_t *silent = ng_arena_array(r->net->arena, n, sizeof(*silent));
	size_t shown = 0, nsilent = 0;

	/* they come in the order of what I owe */
	for (size_t i = 0; i < n && accounts[i].received > accounts[i].given; i++) {
		const struct account *a = &accounts[i];

		if (write_wishes(r, a->person, true) == 0) {
			if (a->received - a->given >= OWED)
				silent[nsilent++] = a->person;
			continue;
		}
		if (shown++ >= ng_report_most(r, MOST_PEOPLE))
			continue;
		ng_report_printf(r, shown == 1 ? "\n## Where to give first\n\n- " : "- ");
		ng_report_person(r, a->person, false);
		ng_report_printf(r, ": I received %zu and gave %zu, last ", a->received, a->given);
		ng_report_day(r, a->last);
		ng_report_source(r, a->last);
		ng_report_printf(r, "\n");
		write_wishes(r, a->person, false);
	}
	ng_report_more(r, shown, MOST_PEOPLE);
	if (nsilent == 0)
		return;
	ng_report_printf(r, shown == 0 ? "\n## Where to give first\n\n" : "\n");
	ng_report_printf(r, "They gave much, and no open need of theirs is noted: ");
	ng_report_people(r, (struct ng_numbers){silent, nsilent}, MOST_PEOPLE);
	ng_report_printf(r, ". Ask, and write `need: …` under their names.\n");
}

static void
write_table(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	struct account *accounts = ng_arena_array(net->arena, net->npeople, sizeof(*accounts));
	size_t n = 0, most = ng_report_most(r, MOST_ROWS);

	for (uint32_t p = 0; p < net->npeople; p++) {
		struct account a = account_of(net, p);

		if (p != net->me && a.last != NULL)
			accounts[n++] = a;
	}
	ng_report_printf(r, "## Received and given\n\n");
	if (n == 0) {
		ng_report_printf(r, "Nothing changed hands yet. Write `got advice: @ines …` or `gave help: @ines …` below the day "
		                    "on which it did.\n");
		return;
	}
	qsort(accounts, n, sizeof(*accounts), most_owed_first);
	ng_report_printf(r, "| Person | Received | Given | Balance | Last |\n| --- | --- | --- | --- | --- |\n");
	for (size_t i = 0; i < n && i < most; i++)
		write_row(r, &accounts[i]);
	if (n > most)
		ng_report_printf(r, "\n");
	ng_report_more(r, n, MOST_ROWS);
	write_first(r, accounts, n);
}

/* "- 2026-09-24, **Ruben**: offers introduction: to … (where)"; `bare`: who it is stands above. */
static void
write_line(struct ng_report *r, const struct ng_statement *s, bool bare)
{
	uint32_t person = ng_network_other(r->net, s);

	ng_report_printf(r, "- ");
	if (s->date > 0)
		ng_report_day(r, s);
	if (!bare) {
		ng_report_printf(r, s->date > 0 ? ", " : "");
		ng_report_person(r, person, true);
	}
	ng_report_printf(r, bare && s->date == 0 ? "" : ": ");
	if (ng_network_is_exchange(r->net, s) && ng_network_is_good(r->net, s))
		ng_report_text(r, s, person, LINE_TEXT);
	else
		ng_report_said(r, s, person, LINE_TEXT);
	write_due(r, s);
	if (s->kind == NG_KIND_NEED)
		ng_report_helpers(r, s);
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}

static void
write_person_line(struct ng_report *r, const struct ng_statement *s)
{
	write_line(r, s, true);
}

static void
write_waiting(struct ng_report *r, const struct ng_statement *s)
{
	write_line(r, s, false);
}

/* A list under its title, the newest first; nothing where it is empty. */
static void
write_list(struct ng_report *r, const char *title, struct list *list,
           void (*write)(struct ng_report *, const struct ng_statement *))
{
	if (list->n == 0)
		return;
	qsort(list->v, list->n, sizeof(*list->v), ng_report_newest_first);
	ng_report_printf(r, "\n### %s\n\n", title);
	for (size_t i = 0; i < list->n && i < ng_report_most(r, MOST_LINES); i++)
		write(r, list->v[i]);
	ng_report_more(r, list->n, MOST_LINES);
}

/* Asked for, offered or promised, and not made yet. */
static bool
is_coming(const struct ng_statement *s)
{
	if (ng_report_is_hidden(s))
		return false;
	if (s->kind == NG_KIND_ASK)
		return s->state == NG_STATE_OPEN || s->state == NG_STATE_WAITING;
	return (s->kind == NG_KIND_OFFER || s->kind == NG_KIND_PROMISE) && s->state == NG_STATE_OPEN;
}

static void
write_introductions(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	struct list coming = {NULL, 0, 0}, got = {NULL, 0, 0}, gave = {NULL, 0, 0};

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (!is_introduction(s) || ng_network_other(net, s) == NG_NONE)
			continue;
		if (is_coming(s))
			put(r, &coming, s);
		else if (ng_network_is_exchange(net, s))
			put(r, s->kind == NG_KIND_GOT ? &got : &gave, s);
	}
	ng_report_printf(r, "\n## Introductions\n");
	if (coming.n + got.n + gave.n == 0)
		ng_report_printf(r, "\nNo introduction yet. Write `got intro: @ines @bob` when Ines introduced you to Bob, "
		                    "`gave intro: @ines @bob` when you introduced them.\n");
	write_list(r, "Not made yet", &coming, write_waiting);
	write_list(r, "Made for me", &got, ng_report_introduced_me);
	write_list(r, "Made by me", &gave, ng_report_introduced_them);
}

/* All between one person and me, line by line. */
static void
write_person(struct ng_report *r, uint32_t person)
{
	const struct ng_network *net = r->net;
	struct ng_numbers all = net->people[person].statements;
	struct list from = {NULL, 0, 0}, to = {NULL, 0, 0}, open = {NULL, 0, 0}, got = {NULL, 0, 0}, gave = {NULL, 0, 0};
	struct account a = account_of(net, person);

	for (size_t i = 0; i < all.n; i++) {
		const struct ng_statement *s = net->statements[all.v[i]];

		if ((is_coming(s) && ng_network_other(net, s) == person) || is_their_need(net, s, person))
			put(r, &open, s);
		if (!ng_network_is_exchange(net, s))
			continue;
		if (is_introduction(s))
			put(r, s->kind == NG_KIND_GOT ? &got : &gave, s);
		else if (ng_network_other(net, s) == person)
			put(r, s->kind == NG_KIND_GOT ? &from : &to, s);
	}
	ng_report_printf(r, "## ");
	ng_report_person(r, person, true);
	ng_report_printf(r, "\n\n");
	if (person == net->me) {
		ng_report_printf(r, "That's me: the ledger without a name is mine.\n");
		return;
	}
	if (net->people[person].called.n > 0) {
		ng_markdown_code(&r->out, net->people[person].handle);
		ng_report_printf(r, ": ");
	}
	ng_report_printf(r, "I received %zu and gave %zu.\n", a.received, a.given);
	write_list(r, "Open", &open, write_person_line);
	write_list(r, "Received", &from, write_person_line);
	write_list(r, "Given", &to, write_person_line);
	write_list(r, "Introductions made for me", &got, ng_report_introduced_me);
	write_list(r, "Introductions made by me", &gave, ng_report_introduced_them);
	if (open.n + from.n + to.n + got.n + gave.n == 0)
		ng_report_printf(r, "\nNothing between us is noted. Write `got advice: …`, `gave help: …`, `promise: …` or "
		                    "`offer: …` below an encounter.\n");
}

void
ng_report_ledger(struct ng_report *r)
{
	struct ng_numbers people = r->options->people;

	for (size_t i = 0; i < people.n; i++) {
		ng_report_printf(r, i > 0 ? "\n" : "");
		write_person(r, people.v[i]);
	}
	if (people.n > 0)
		return;
	write_table(r);
	write_introductions(r);
}
