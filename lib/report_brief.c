/* brief: all that I should know before I meet somebody, or the guests of a day. */
#include <stdlib.h>

#include "path.h"
#include "report.h"

/* Characters of a need; lines of a section, also of one guest. */
#define NEED_TEXT 200
#define MOST_LINES 10
#define MOST_FOR_GUEST 4
/* A line that names more people than these says little of one of them. */
#define MOST_NAMED 5

/* A statement of theirs with what puts it in order. */
struct entry {
	const struct ng_statement *statement;
	double order; /* larger first */
};

struct brief {
	struct ng_report *r;
	const struct ng_network *net;
	const struct ng_paths *paths;
	struct entry *v;
	size_t n, cap;
};

static void
add(struct brief *b, const struct ng_statement *s, double order)
{
	b->v = ng_arena_more(b->net->arena, b->v, b->n, &b->cap, sizeof(*b->v));
	b->v[b->n++] = (struct entry){s, order};
}

static int
by_order(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->order < b->order || a->order > b->order)
		return a->order > b->order ? -1 : 1;
	return (a->statement->order > b->statement->order) - (a->statement->order < b->statement->order);
}

/* Which of a person's statements a list holds; it is theirs where it names them first. */
typedef bool chooser(struct ng_report *r, const struct ng_statement *s, bool theirs);

static bool
is_knowledge(struct ng_report *r, const struct ng_statement *s, bool theirs)
{
	(void)r;
	return s->kind == NG_KIND_KNOWS && theirs;
}

static bool
is_to_ask(struct ng_report *r, const struct ng_statement *s, bool theirs)
{
	(void)r;
	return theirs && ((s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN) ||
	                  (s->kind == NG_KIND_ASK && (s->state == NG_STATE_OPEN || s->state == NG_STATE_WAITING)));
}

static bool
is_promised(struct ng_report *r, const struct ng_statement *s, bool theirs)
{
	(void)r;
	return theirs && s->kind == NG_KIND_PROMISE && s->state == NG_STATE_OPEN;
}

/* What is open between us, whoever has to do it. */
static bool
is_open(struct ng_report *r, const struct ng_statement *s, bool theirs)
{
	return is_to_ask(r, s, theirs) || ((s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_NEXT) && s->state == NG_STATE_OPEN);
}

static bool
is_history(struct ng_report *r, const struct ng_statement *s, bool theirs)
{
	return s->date > 0 && s->kind != NG_KIND_FIELD && s->kind != NG_KIND_PERSON && s->kind != NG_KIND_NEED &&
	       s->kind != NG_KIND_KNOWS && !ng_report_is_shared(r, s) && (theirs || s->kind == NG_KIND_MET || s->people.n <= MOST_NAMED);
}

static void
choose(struct brief *b, uint32_t person, chooser *chosen)
{
	struct ng_numbers list = b->net->people[person].statements;

	b->n = 0;
	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = b->net->statements[list.v[i]];

		/* what is planned is still to be done; it is no history */
		if (s->others || b->r->shown[s->order] || (s->planned && (chosen == is_history || chosen == is_knowledge)))
			continue;
		if (chosen(b->r, s, s->people.v[0] == person))
			add(b, s, s->date);
	}
	if (b->n > 0)
		qsort(b->v, b->n, sizeof(*b->v), by_order);
}

static void
write_list(struct brief *b, uint32_t person, const char *title, chooser *chosen, size_t most)
{
	choose(b, person, chosen);
	if (b->n == 0)
		return;
	if (title != NULL)
		ng_report_printf(b->r, "\n### %s\n\n", title);
	for (size_t i = 0; i < b->n && i < ng_report_most(b->r, most); i++) {
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, b->v[i].statement, person, true);
		if (b->v[i].statement->due > 0) {
			char date[11];

			ng_report_printf(b->r, ", due %s", ng_date_format(b->v[i].statement->due, date));
		}
		ng_report_printf(b->r, "\n");
	}
	ng_report_more(b->r, b->n, most);
}

/* A need that they could help with, and the line that says so. */
static void
write_fit(struct brief *b, const struct ng_statement *match, uint32_t person)
{
	const struct ng_statement *why = ng_report_evidence(b->r, match);

	ng_report_printf(b->r, "- ");
	ng_report_text(b->r, match, NG_NONE, NEED_TEXT);
	if (match->line > 0)
		ng_report_source(b->r, match);
	if (why != NULL) {
		bool shown = ng_report_is_shown(b->r, why);

		ng_report_printf(b->r, ", because ");
		ng_report_line(b->r, why, person, true);
		ng_report_mark(b->r, why, shown); /* as a reason; it may stand where it belongs */
	}
	ng_report_printf(b->r, "\n");
}

/* Whether they come near the best for a need of mine, and nobody holds that seat. */
static bool
fits(struct ng_report *r, const struct ng_statement *found, uint32_t person)
{
	const struct ng_statement *need;

	if (found->kind != NG_KIND_MATCH || found->people.v[0] != person || !ng_report_is_worth_naming(r, found))
		return false;
	need = ng_report_need(r, found);
	return need == NULL || ng_report_holder(r, need) == NULL;
}

/* My needs that they could help with, those that they fit best first; how many. */
static size_t
find_fits(struct brief *b, uint32_t person)
{
	b->n = 0;
	for (size_t i = 0; i < b->r->nfound; i++)
		if (fits(b->r, b->r->found[i], person))
			add(b, b->r->found[i], (double)b->r->found[i]->score);
	if (b->n > 0)
		qsort(b->v, b->n, sizeof(*b->v), by_order);
	return b->n;
}

static void
write_fits(struct brief *b, uint32_t person, const char *title, size_t most)
{
	if (find_fits(b, person) == 0)
		return;
	if (title != NULL)
		ng_report_printf(b->r, "\n### %s\n\n", title);
	for (size_t i = 0; i < b->n && i < ng_report_most(b->r, most); i++)
		write_fit(b, b->v[i].statement, person);
	ng_report_more(b->r, b->n, most);
}

static void
write_needs(struct brief *b, uint32_t person, const char *title)
{
	struct ng_numbers list = b->net->people[person].statements;
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = b->net->statements[list.v[i]];

		if (!ng_network_is_their_need(b->net, s) || s->people.v[0] != person)
			continue;
		if (n++ == 0 && title != NULL)
			ng_report_printf(b->r, "\n### %s\n\n", title);
		if (n > ng_report_most(b->r, MOST_LINES))
			continue;
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, s, person, true);
		ng_report_helpers(b->r, s);
		ng_report_printf(b->r, "\n");
	}
	ng_report_more(b->r, n, MOST_LINES);
}

/* The fields of somebody by their keys, in the order in which the keys come first. */
struct fields {
	struct ng_table *keys;
	const struct ng_statement **v; /* the value that holds, as ng_network_field has it; NULL: all are planned */
	size_t cap;
};

static struct fields
fields_of(struct brief *b, uint32_t person)
{
	struct ng_numbers list = b->net->people[person].statements;
	struct fields f = {.keys = ng_table_new(b->net->arena)};

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = b->net->statements[list.v[i]];
		uint32_t n = ng_table_count(f.keys), key;

		if (s->kind != NG_KIND_FIELD || s->people.v[0] != person)
			continue;
		key = ng_table_put(f.keys, s->what);
		if (key == n) {
			f.v = ng_arena_more(b->net->arena, f.v, n, &f.cap, sizeof(*f.v));
			f.v[key] = NULL;
		}
		if (!s->planned && (f.v[key] == NULL || s->date > f.v[key]->date))
			f.v[key] = s;
	}
	return f;
}

/* Their card, without what only ng needs. */
static void
write_card(struct brief *b, uint32_t person)
{
	static const char *const hidden[] = {"alias", "me", "every", "via", "email", "phone", "mobile", "tel", "linkedin", "website", "url"};
	struct fields fields = fields_of(b, person);
	struct ng_table *keys = ng_table_new(b->net->arena);
	size_t before = b->r->out.n, most = ng_report_most(b->r, MOST_LINES);

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		ng_table_put(keys, ng_str_of(hidden[i]));
	for (uint32_t i = 0, shown = 0; i < ng_table_count(fields.keys) && shown < most; i++) {
		if (ng_table_find(keys, ng_table_name(fields.keys, i)) != NG_NONE)
			continue;
		shown++;
		if (fields.v[i] == NULL)
			continue;
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, fields.v[i], person, false);
		ng_report_printf(b->r, "\n");
	}
	ng_report_printf(b->r, "- ");
	if (ng_report_card(b->r, person))
		ng_report_printf(b->r, "\n");
	else
		b->r->out.n -= 2;
	if (b->r->out.n == before)
		ng_report_printf(b->r, "- No card yet. Write `role: …`, `email: …` and the like below `## @handle Name`.\n");
}

/* The first encounter, an introduction to them, and what `via` says. */
static void
write_how_we_met(struct brief *b, uint32_t person)
{
	const struct ng_person *p = &b->net->people[person];
	const struct ng_statement *via = ng_network_field(b->net, person, NG_STR("via"));
	const struct ng_statement *first = p->contacts.n > 0 ? b->net->statements[p->contacts.v[0]] : NULL;

	if (via != NULL) {
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, via, person, true);
		ng_report_printf(b->r, "\n");
	}
	for (size_t i = 0; i < p->statements.n; i++) {
		const struct ng_statement *s = b->net->statements[p->statements.v[i]];

		if (s->kind != NG_KIND_GOT || s->planned || s->people.v[0] == person || !ng_str_eq(s->what, NG_STR("introduction")))
			continue;
		ng_report_printf(b->r, s == first ? "- introduced, the first contact: " : "- introduced: ");
		ng_report_line(b->r, s, person, true);
		ng_report_printf(b->r, "\n");
		first = s == first ? NULL : first;
	}
	if (first != NULL) {
		ng_report_printf(b->r, "- first contact: ");
		ng_report_line(b->r, first, person, true);
		ng_report_printf(b->r, "\n");
	}
}

/* The last contact, how many there were, how often there shall be one; and the way to somebody I haven't met. */
static void
write_contact(struct brief *b, uint32_t person)
{
	const struct ng_statement *every = ng_network_field(b->net, person, NG_STR("every"));
	ng_day last = ng_network_last_contact(b->net, person);
	char date[11];

	if (person == b->net->me) {
		ng_report_printf(b->r, "- that's me");
	} else if (last > 0) {
		size_t days = b->net->people[person].contacts.n;

		ng_report_printf(b->r, "- last contact %s, ", ng_date_format(last, date));
		ng_report_when(b->r, last);
		ng_report_printf(b->r, "; %zu day%s of contact", days, days == 1 ? "" : "s");
	} else if (!b->net->people[person].met) {
		struct ng_path way = ng_paths_to(b->paths, person);

		ng_report_printf(b->r, "- ");
		ng_report_way(b->r, (struct ng_numbers){way.introducers, way.n});
	} else {
		ng_report_printf(b->r, "- contact without a date");
	}
	if (every != NULL) {
		ng_report_printf(b->r, "; every ");
		ng_markdown_text(&b->r->out, every->text);
	}
	ng_report_printf(b->r, "\n");
}

static void
write_person(struct brief *b, uint32_t person)
{
	ng_report_printf(b->r, "## ");
	ng_report_person(b->r, person, true);
	if (b->net->people[person].called.n > 0) {
		ng_report_printf(b->r, " ");
		ng_markdown_code(&b->r->out, b->net->people[person].handle);
	}
	ng_report_printf(b->r, "\n\n");
	write_card(b, person);
	write_contact(b, person);
	write_how_we_met(b, person);
	write_fits(b, person, "My needs that they fit", MOST_LINES);
	write_list(b, person, "Open between us", is_open, MOST_LINES);
	write_needs(b, person, "They need");
	write_list(b, person, "They know", is_knowledge, MOST_LINES);
	write_list(b, person, "History", is_history, MOST_LINES);
}

/* A part of what is said of a guest: where it begins, and where its lines do. */
struct part {
	size_t from, lines;
};

static struct part
begin_part(struct brief *b, const char *title)
{
	struct part part = {.from = b->r->out.n};

	ng_report_printf(b->r, "\n%s:\n\n", title);
	part.lines = b->r->out.n;
	return part;
}

/* A part without a line goes. */
static void
end_part(struct brief *b, struct part part)
{
	if (b->r->out.n == part.lines)
		b->r->out.n = part.from;
}

/* One of several guests, shortly: what to ask, what to give, what to talk about. */
static void
write_guest(struct brief *b, uint32_t person)
{
	const struct ng_statement *role = ng_report_role(b->r, person);
	struct part part;

	ng_report_printf(b->r, "\n### ");
	ng_report_person(b->r, person, true);
	ng_report_printf(b->r, "\n\n");
	if (role != NULL) {
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, role, person, false);
		ng_report_printf(b->r, "\n");
	}
	write_contact(b, person);
	part = begin_part(b, "Ask, or take up");
	write_fits(b, person, NULL, MOST_FOR_GUEST);
	write_list(b, person, NULL, is_to_ask, MOST_LINES);
	end_part(b, part);
	part = begin_part(b, "Give");
	write_list(b, person, NULL, is_promised, MOST_LINES);
	write_needs(b, person, NULL);
	end_part(b, part);
	part = begin_part(b, "Follow up");
	write_list(b, person, NULL, is_open, MOST_LINES);
	end_part(b, part);
	part = begin_part(b, "Talk about");
	write_list(b, person, NULL, is_history, MOST_FOR_GUEST);
	end_part(b, part);
}

/* Who among the guests could help whom. */
static void
write_meetings(struct brief *b, struct ng_numbers guests)
{
	size_t n = 0;

	for (size_t i = 0; i < b->r->nfound; i++) {
		const struct ng_statement *give = b->r->found[i];

		if (give->kind != NG_KIND_GIVE || !ng_numbers_have(guests, give->people.v[0]) ||
		    !ng_numbers_have(guests, give->people.v[1]))
			continue;
		if (n++ == 0)
			ng_report_printf(b->r, "\n### Who should meet whom\n\n");
		ng_report_printf(b->r, "- ");
		ng_report_person(b->r, give->people.v[0], true);
		ng_report_printf(b->r, " and ");
		ng_report_person(b->r, give->people.v[1], true);
		ng_report_printf(b->r, ", who could help with: ");
		ng_report_text(b->r, give, give->people.v[0], NEED_TEXT);
		ng_report_source(b->r, give);
		ng_report_printf(b->r, "\n");
	}
}

/* A guest, and how much there is to ask them. */
struct guest {
	uint32_t person;
	double worth;
};

static int
by_worth(const void *x, const void *y)
{
	const struct guest *a = x, *b = y;

	if (a->worth < b->worth || a->worth > b->worth)
		return a->worth > b->worth ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* The guests but me, whom I should talk to first in front: by what they fit best, then by what is open with them. */
static struct ng_numbers
sort_guests(struct brief *b, struct ng_numbers people)
{
	struct guest *guests = ng_arena_array(b->net->arena, people.n, sizeof(*guests));
	uint32_t *v = ng_arena_array(b->net->arena, people.n, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < people.n; i++) {
		double best = find_fits(b, people.v[i]) > 0 ? b->v[0].order : 0;

		if (people.v[i] == b->net->me)
			continue;
		choose(b, people.v[i], is_open);
		guests[n++] = (struct guest){people.v[i], best + (double)b->n / 1000};
	}
	if (n > 0)
		qsort(guests, n, sizeof(*guests), by_worth);
	for (size_t i = 0; i < n; i++)
		v[i] = guests[i].person;
	return (struct ng_numbers){v, n};
}

static void
write_guests(struct brief *b, struct ng_numbers people)
{
	struct ng_numbers guests = sort_guests(b, people);

	for (size_t i = 0; i < guests.n; i++)
		write_guest(b, guests.v[i]);
	write_meetings(b, guests);
}

/* What stands under a planned encounter: it is to be brought up there. */
static void
write_points(struct brief *b, const struct ng_statement *met)
{
	size_t n = 0, end = met->kind == NG_KIND_MET ? ng_report_encounter_end(b->net, met) : 0;

	for (size_t i = met->order + 1; i < end; i++) {
		const struct ng_statement *s = b->net->statements[i];

		if (s->date != met->date || s->others || s->state != NG_STATE_OPEN)
			continue;
		if (n++ == 0)
			ng_report_printf(b->r, "\n### To bring up\n\n");
		if (n > ng_report_most(b->r, 2 * MOST_LINES))
			continue;
		ng_report_printf(b->r, "- ");
		ng_report_line(b->r, s, NG_NONE, false);
		ng_report_printf(b->r, "\n");
	}
	ng_report_more(b->r, n, 2 * MOST_LINES);
}

/* An encounter of that day, or an open box that plans one, be it due then or dated so. */
static bool
is_encounter(const struct brief *b, const struct ng_statement *s, ng_day day)
{
	if (s->kind == NG_KIND_NEXT)
		return s->state == NG_STATE_OPEN && s->what.n > 0 && !s->others &&
		       (ng_report_due(s) == day || (s->due == 0 && s->date == day && day == b->net->today));
	return s->kind == NG_KIND_MET && s->date == day && s->written != NG_STATE_DROPPED;
}

static void
write_day(struct brief *b, ng_day day)
{
	size_t n = 0;
	char date[11];

	for (size_t i = 0; i < b->net->nstatements; i++) {
		const struct ng_statement *s = b->net->statements[i];

		if (!is_encounter(b, s, day))
			continue;
		if (n++ >= ng_report_most(b->r, MOST_LINES))
			continue;
		ng_report_printf(b->r, n > 1 ? "\n## " : "## ");
		ng_report_text(b->r, s, NG_NONE, NEED_TEXT);
		ng_report_printf(b->r, "\n\n%s, ", ng_date_format(day, date));
		ng_report_when(b->r, day);
		ng_report_source(b->r, s);
		ng_report_printf(b->r, ".\n");
		b->r->shown[i] = true;
		write_points(b, s);
		write_guests(b, s->people);
	}
	if (n > ng_report_most(b->r, MOST_LINES))
		ng_report_printf(b->r, "\n… and %zu more encounters.\n", n - MOST_LINES);
	if (n == 0)
		ng_report_printf(b->r, "No encounter on %s. Write it down with who comes, `## %s Lunch with @ines and @bob`.\n",
		                 ng_date_format(day, date), date);
}

void
ng_report_brief(struct ng_report *r)
{
	struct brief b = {.r = r, .net = r->net};

	if (r->options->from > 0 || r->options->people.n > 0)
		b.paths = ng_paths_new(r->net->arena, r->net);
	if (r->options->from > 0) {
		write_day(&b, r->options->from);
	} else if (r->options->people.n == 1) {
		write_person(&b, r->options->people.v[0]);
	} else if (r->options->people.n > 1) {
		ng_report_printf(r, "## ");
		ng_report_people(r, r->options->people, MOST_LINES);
		ng_report_printf(r, "\n");
		write_guests(&b, r->options->people);
	} else {
		ng_report_pocket_card(r);
	}
}
