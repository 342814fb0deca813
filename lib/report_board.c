/*
 * board: my personal board of directors: the seats of all goals, who holds them, and who could take those
 * that are vacant.
 */
#include "plain.h"
#include "report.h"
#include "text.h"

/* Characters of a seat in the table, and above its candidates; candidates for a seat. */
#define SEAT_TEXT 60
#define NEED_TEXT 300
#define MOST_PEOPLE 3

static bool
is_given(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_GOT && ng_network_is_exchange(net, s) && ng_str_eq(s->what, NG_STR("seat"));
}

/* The i-th statement of a list; NULL lists what belongs to no goal. */
static const struct ng_statement *
statement_at(const struct ng_network *net, const struct ng_numbers *list, size_t i)
{
	return net->statements[list == NULL ? i : list->v[i]];
}

const struct ng_statement *
ng_report_holder(const struct ng_network *net, const struct ng_statement *need)
{
	const struct ng_statement *found = NULL;

	for (size_t g = 0; g < need->goals.n + (need->goals.n == 0) && ng_str_eq(need->what, NG_STR("seat")); g++) {
		const struct ng_numbers *list = need->goals.n == 0 ? NULL : &net->goals[need->goals.v[g]].statements;
		size_t n = list == NULL ? net->nstatements : list->n;

		for (size_t i = 0; i < n; i++) {
			const struct ng_statement *s = statement_at(net, list, i);

			if (is_given(net, s) && (list != NULL || s->goals.n == 0) && ng_numbers_meet(s->topics, need->topics) &&
			    (found == NULL || s->date >= found->date))
				found = s;
		}
	}
	return found;
}

static bool
is_seat(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_NEED && ng_network_is_mine(net, s) && s->state != NG_STATE_DROPPED && !s->planned &&
	       ng_str_eq(s->what, NG_STR("seat"));
}

/* What is safe in a cell, and says enough. */
static void
write_seat(struct ng_report *r, const struct ng_statement *s)
{
	struct ng_str text = ng_plain_sentence(r->net->arena, r->net, s);

	/* what was typed when somebody took it is no name for a seat */
	if (s->kind != NG_KIND_NEED)
		text = ng_network_topic_list(r->net->arena, r->net, s->topics);
	ng_markdown_text(&r->out, ng_text_shorten(r->net->arena, text, SEAT_TEXT));
}

static void
write_goals(struct ng_report *r, struct ng_numbers goals)
{
	for (size_t i = 0; i < goals.n; i++) {
		ng_report_printf(r, i > 0 ? ", " : "");
		ng_report_goal(r, goals.v[i]);
	}
}

/* A row: the seat, its goals, who holds it (NULL: nobody) since when, and the last contact with them. */
static void
write_row(struct ng_report *r, const struct ng_statement *seat, const struct ng_statement *held)
{
	char date[11];
	size_t cell;

	cell = ng_report_cell(r, 0);
	write_seat(r, seat);
	cell = ng_report_cell(r, cell);
	write_goals(r, seat->goals);
	cell = ng_report_cell(r, cell);
	if (held != NULL)
		ng_report_person(r, held->people.v[0], true);
	else
		ng_report_printf(r, seat->state == NG_STATE_DONE ? "taken" : "vacant");
	cell = ng_report_cell(r, cell);
	if (held != NULL)
		ng_report_printf(r, "%s", ng_date_format(held->date, date));
	cell = ng_report_cell(r, cell);
	if (held != NULL && ng_network_last_contact(r->net, held->people.v[0]) > 0)
		ng_report_when(r, ng_network_last_contact(r->net, held->people.v[0]));
	cell = ng_report_cell(r, cell);
	ng_report_link(r, held != NULL ? held : seat);
	ng_report_row_end(r, cell);
}

/* Somebody was given a seat that no need asked for. */
static bool
is_extra(const struct ng_network *net, const struct ng_statement *s)
{
	if (!is_given(net, s))
		return false;
	for (size_t g = 0; g < s->goals.n + (s->goals.n == 0); g++) {
		const struct ng_numbers *list = s->goals.n == 0 ? NULL : &net->goals[s->goals.v[g]].statements;
		size_t n = list == NULL ? net->nstatements : list->n;

		for (size_t i = 0; i < n; i++) {
			const struct ng_statement *need = statement_at(net, list, i);

			if (is_seat(net, need) && (list != NULL || need->goals.n == 0) && ng_numbers_meet(need->topics, s->topics))
				return false;
		}
	}
	return true;
}

static size_t
write_table(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	size_t n = 0;

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];
		bool extra = is_extra(net, s);

		if (!extra && !is_seat(net, s))
			continue;
		if (n++ == 0)
			ng_report_printf(r, "| Seat | Goal | Held by | Since | Last contact | Where |\n"
			                    "| --- | --- | --- | --- | --- | --- |\n");
		write_row(r, s, extra ? s : ng_report_holder(net, s));
	}
	return n;
}

static void
write_vacant(struct ng_report *r)
{
	for (size_t i = 0; i < r->net->nstatements; i++) {
		const struct ng_statement *s = r->net->statements[i];

		if (!is_seat(r->net, s) || !ng_network_is_my_need(r->net, s) || ng_report_holder(r->net, s) != NULL)
			continue;
		ng_report_printf(r, "\n## Vacant ");
		ng_report_text(r, s, NG_NONE, NEED_TEXT);
		ng_report_printf(r, "\n\nFrom ");
		ng_report_link(r, s);
		ng_report_printf(r, ".\n\n");
		if (ng_report_answers(r, ng_report_found(r, NG_KIND_MATCH, s), ng_report_most(r, MOST_PEOPLE)) == 0)
			ng_report_printf(r, r->nfound == 0 ? "Nobody found, or nobody looked for: that is ng-match's part.\n"
			                                   : "Nobody in my notes yet. Ask the next table who might know.\n");
	}
}

void
ng_report_board(struct ng_report *r)
{
	if (write_table(r) == 0)
		ng_report_printf(r, "No board yet. Write the seats under a goal, `need seat: who has raised money before #money`, and "
		                    "`got seat: @ines #money` when somebody takes one.\n");
	write_vacant(r);
}
