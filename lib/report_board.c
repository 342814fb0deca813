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
is_seat(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_NEED && ng_network_is_mine(net, s) && s->state != NG_STATE_DROPPED && !s->planned &&
	       ng_str_eq(s->what, NG_STR("seat"));
}

/* What is known of the seats of a goal that have a topic. */
struct seat {
	const struct ng_statement *held; /* the last who was given one, or NULL */
	bool needed;
};

struct ng_seats {
	struct ng_table *keys; /* goal and topic */
	struct seat *v;        /* of each key */
	size_t cap;
};

struct seat_key {
	uint32_t goal, topic; /* goal NG_NONE: of none */
};

/* Of how many goals something is to be looked for; what has none is of no goal, which counts as one. */
static size_t
count_goals(const struct ng_statement *s)
{
	return s->goals.n == 0 ? 1 : s->goals.n;
}

static struct seat_key
key_of(const struct ng_statement *s, size_t goal, size_t topic)
{
	return (struct seat_key){s->goals.n == 0 ? NG_NONE : s->goals.v[goal], s->topics.v[topic]};
}

static struct ng_str
key_bytes(const struct seat_key *key)
{
	return (struct ng_str){(const char *)key, sizeof(*key)};
}

static bool
is_given_seat(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_GOT && ng_str_eq(s->what, NG_STR("seat")) && ng_network_is_exchange(net, s);
}

static void
note_seat(struct ng_arena *a, struct ng_seats *seats, struct seat_key key, const struct ng_statement *s)
{
	uint32_t n = ng_table_count(seats->keys), i = ng_table_put(seats->keys, key_bytes(&key));

	seats->v = ng_arena_more(a, seats->v, i, &seats->cap, sizeof(*seats->v));
	if (i == n)
		seats->v[i] = (struct seat){NULL, false};
	if (s->kind == NG_KIND_NEED)
		seats->v[i].needed = true;
	else if (seats->v[i].held == NULL || s->date >= seats->v[i].held->date)
		seats->v[i].held = s;
}

/* All seats by goal and topic, so that each is found at once however many there are. */
static const struct ng_seats *
seats_of(struct ng_report *r)
{
	const struct ng_network *net = r->net;

	if (r->seats != NULL)
		return r->seats;
	r->seats = ng_arena_alloc(net->arena, sizeof(*r->seats));
	r->seats->keys = ng_table_new(net->arena);
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (!is_seat(net, s) && !is_given_seat(net, s))
			continue;
		for (size_t g = 0; g < count_goals(s); g++)
			for (size_t t = 0; t < s->topics.n; t++)
				note_seat(net->arena, r->seats, key_of(s, g, t), s);
	}
	return r->seats;
}

static struct seat
find_seat(const struct ng_seats *seats, struct seat_key key)
{
	uint32_t i = ng_table_find(seats->keys, key_bytes(&key));

	return i == NG_NONE ? (struct seat){NULL, false} : seats->v[i];
}

/* Whether s is the last to be given the seat: by day, then in the order of the notes. */
static bool
is_later(const struct ng_statement *s, const struct ng_statement *than)
{
	return than == NULL || s->date > than->date || (s->date == than->date && s->order > than->order);
}

const struct ng_statement *
ng_report_holder(struct ng_report *r, const struct ng_statement *need)
{
	const struct ng_statement *found = NULL;

	for (size_t g = 0; g < count_goals(need) && ng_str_eq(need->what, NG_STR("seat")); g++)
		for (size_t t = 0; t < need->topics.n; t++) {
			struct seat seat = find_seat(seats_of(r), key_of(need, g, t));

			if (seat.held != NULL && is_later(seat.held, found))
				found = seat.held;
		}
	return found;
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
is_extra(struct ng_report *r, const struct ng_statement *s)
{
	if (!is_given_seat(r->net, s))
		return false;
	for (size_t g = 0; g < count_goals(s); g++)
		for (size_t t = 0; t < s->topics.n; t++)
			if (find_seat(seats_of(r), key_of(s, g, t)).needed)
				return false;
	return true;
}

static size_t
write_table(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	size_t n = 0;

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];
		bool extra = is_extra(r, s);

		if (!extra && !is_seat(net, s))
			continue;
		if (n++ == 0)
			ng_report_printf(r, "| Seat | Goal | Held by | Since | Last contact | Where |\n"
			                    "| --- | --- | --- | --- | --- | --- |\n");
		write_row(r, s, extra ? s : ng_report_holder(r, s));
	}
	return n;
}

static void
write_vacant(struct ng_report *r)
{
	for (size_t i = 0; i < r->net->nstatements; i++) {
		const struct ng_statement *s = r->net->statements[i];

		if (!is_seat(r->net, s) || !ng_network_is_my_need(r->net, s) || ng_report_holder(r, s) != NULL)
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
