/* goals: for each goal why, what and by when; for each need whom to ask, how to reach them, and the evidence. */
#include <stdlib.h>

#include "match.h"
#include "report.h"
#include "text.h"

/* Characters of a line of evidence, and of a need. */
#define EVIDENCE_TEXT 160
#define NEED_TEXT 300
/* A line of evidence no longer than this is shown with its heading, which is as long at most. */
#define SHORT_TEXT 80
/* People for a need, lines of evidence for a person, lines of a list. */
#define MOST_PEOPLE 3
#define MOST_EVIDENCE 3
#define MOST_LINES 8
/* People below this part of the best one's score are left out. */
#define WORTH_NAMING 0.3
/* Lines of evidence below this part of the first one's share are left out. */
#define WORTH_READING 0.1
/* After so many days without contact it says so. */
#define LONG_SILENCE 365

/* The statement that a because is about: that of its source with its text, or the because itself. */
static const struct ng_statement *
original(const struct ng_network *net, const struct ng_statement *because)
{
	const struct ng_statement *found = because;
	size_t low = 0, high = net->nstatements;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct ng_statement *s = net->statements[mid];

		if (s->file < because->file || (s->file == because->file && s->line < because->line))
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < net->nstatements; low++) {
		const struct ng_statement *s = net->statements[low];

		if (s->file != because->file || s->line != because->line)
			break;
		if (!ng_str_eq(s->text, because->text))
			continue;
		found = s;
		if (ng_str_eq(ng_str_of(ng_kind_name(s->kind)), because->what))
			break;
	}
	return found;
}

/* What a line of evidence is, said so that its text can follow. */
static const char *
verb_of(const struct ng_statement *s)
{
	bool noun = s->what.n > 0;

	switch (s->kind) {
	case NG_KIND_KNOWS:
		return "knows ";
	case NG_KIND_OFFER:
		return s->state == NG_STATE_OPEN ? "offers " : "offered ";
	case NG_KIND_GOT:
		return "gave me ";
	case NG_KIND_GAVE:
		return "I gave ";
	case NG_KIND_ASK:
		return s->written == NG_STATE_OPEN ? noun ? "to ask, " : "to ask: " : noun ? "I asked, " : "I asked: ";
	case NG_KIND_PROMISE:
		return "I promised ";
	case NG_KIND_IDEA:
		return "said: ";
	default:
		return "";
	}
}

/* True for a line that is about a whole table: several people, none of whom it names. */
static bool
is_shared(const struct ng_statement *s)
{
	return s->kind == NG_KIND_IDEA && s->people.n > 1;
}

/* A short line is understood by the heading that it stands under. */
static void
write_heading(struct ng_report *r, const struct ng_statement *s)
{
	struct ng_str part = s->context, separator = NG_STR(" › ");

	if (s->text.n > SHORT_TEXT || s->kind != NG_KIND_MENTION)
		return;
	for (size_t i = 0; i + separator.n <= part.n;)
		if (ng_str_starts(ng_str_cut(part, i, part.n), separator)) {
			part = ng_str_cut(part, i + separator.n, part.n);
			i = 0;
		} else {
			i++;
		}
	/* their own section's heading says no more */
	if (part.n == 0 || (s->people.n > 0 && ng_str_eq(part, r->net->people[s->people.v[0]].name)))
		return;
	ng_report_printf(r, " (under: ");
	ng_markdown_text(&r->out, ng_text_shorten(r->net->arena, part, SHORT_TEXT));
	ng_report_printf(r, ")");
}

static void
write_evidence(struct ng_report *r, const struct ng_statement *because, uint32_t person)
{
	const struct ng_statement *s = original(r->net, because);
	uint32_t first = s->people.n > 0 ? s->people.v[0] : NG_NONE;
	char date[11];

	ng_report_printf(r, "   - ");
	if (s->date > 0)
		ng_report_printf(r, "%s: ", ng_date_format(s->date, date));
	if (s->kind == NG_KIND_FIELD) {
		ng_markdown_text(&r->out, s->what);
		ng_report_printf(r, ": ");
	} else if (*verb_of(s) != '\0' && first != NG_NONE && first != person && !is_shared(s)) {
		ng_report_person(r, first, true);
		ng_report_printf(r, " ");
	}
	/* who is at a table said none of what is written there, so only a line's own words name anybody */
	ng_report_printf(r, "%s", is_shared(s) ? "" : verb_of(s));
	ng_report_text(r, s, first == person || *verb_of(s) != '\0' ? first : NG_NONE, EVIDENCE_TEXT);
	write_heading(r, s);
	if (s->kind == NG_KIND_PERSON && s->topics.n > 0) {
		ng_report_printf(r, " ");
		ng_markdown_text(&r->out, ng_network_topic_list(r->net->arena, r->net, s->topics));
	}
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}

/* A term that is no line of evidence, where it is worth a remark; NG_NONE: without the line's text, shown above. */
static void
write_remark(struct ng_report *r, const struct ng_statement *because, uint32_t person)
{
	const struct ng_statement *s = original(r->net, because);
	const char *remark = NULL;
	char date[11];

	if (ng_str_eq(because->what, NG_STR("asked already")))
		remark = "asked already, still waiting";
	else if (ng_str_eq(because->what, NG_STR("declined")))
		remark = "said no";
	else if (ng_str_eq(because->what, NG_STR("open offer")))
		remark = "has an offer open";
	if (remark == NULL)
		return;
	ng_report_printf(r, "   - %s", remark);
	if (because->date > 0)
		ng_report_printf(r, " since %s", ng_date_format(because->date, date));
	if (person != NG_NONE) {
		ng_report_printf(r, ": ");
		ng_report_text(r, s, person, EVIDENCE_TEXT);
	}
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}

/* Whom to go through: the introducers come nearest me last, and are said nearest me first. */
static void
write_reach(struct ng_report *r, const struct ng_statement *match)
{
	uint32_t person = match->people.v[0];
	ng_day last = ng_network_last_contact(r->net, person);

	if (match->people.n > 1) {
		ng_report_printf(r, ": not met yet, go through ");
		for (size_t i = match->people.n; i > 1; i--) {
			ng_report_person(r, match->people.v[i - 1], true);
			ng_report_printf(r, i > 2 ? ", then " : "");
		}
	} else if (last > 0) {
		ng_report_printf(r, ": last contact ");
		ng_report_when(r, last);
		if (r->net->today - last > LONG_SILENCE)
			ng_report_printf(r, ", time to reconnect");
	} else if (!r->net->people[person].met) {
		ng_report_printf(r, ": not met yet, no path known");
	} else {
		ng_report_printf(r, ": contact without a date");
	}
	ng_report_printf(r, "; ");
	if (!ng_report_card(r, person))
		r->out.n -= 2;
	ng_report_printf(r, "\n");
}

/* Evidence is named by its kind; the other terms of a score have names of their own. */
static bool
is_evidence(const struct ng_statement *because)
{
	for (int kind = NG_KIND_UNKNOWN + 1; kind < NG_KIND_MATCH; kind++)
		if (ng_str_eq(because->what, ng_str_of(ng_kind_name((enum ng_kind)kind))))
			return true;
	return false;
}

/* Whether an earlier term of the same match shows the same line. */
static bool
is_repeated(const struct ng_network *net, size_t first, size_t at)
{
	for (size_t i = first; i < at; i++)
		if (net->found[i]->file == net->found[at]->file && net->found[i]->line == net->found[at]->line &&
		    is_evidence(net->found[i]))
			return true;
	return false;
}

/* The terms that follow a match in the stream: its best evidence, and what speaks for or against asking now. */
static void
write_terms(struct ng_report *r, size_t first, size_t end)
{
	const struct ng_network *net = r->net;
	uint32_t person = net->found[first - 1]->people.v[0];
	size_t evidence = 0;

	for (size_t i = first; i < end; i++) {
		const struct ng_statement *because = net->found[i];

		if (!is_evidence(because)) {
			bool waits = ng_str_eq(because->what, NG_STR("asked already"));

			bool repeated = is_repeated(net, first, i);

			if (waits || !repeated)
				write_remark(r, because, repeated ? NG_NONE : person);
		} else if (evidence < MOST_EVIDENCE && because->score >= net->found[first]->score * WORTH_READING) {
			write_evidence(r, because, person);
			evidence++;
		}
	}
}

/* The first number behind a match and its terms. */
static size_t
behind(const struct ng_network *net, size_t match)
{
	do
		match++;
	while (match < net->nfound && net->found[match]->kind == NG_KIND_BECAUSE);
	return match;
}

static bool
is_match_for(const struct ng_statement *found, const struct ng_statement *need)
{
	return found->kind == NG_KIND_MATCH && found->people.n > 0 && found->file == need->file &&
	       found->line == need->line && ng_str_eq(found->text, need->text) && ng_str_eq(found->what, need->what);
}

/* Whoever was given the seat that is needed: a got seat of the same goal and topic; the last of them, or NULL. */
static const struct ng_statement *
holder(const struct ng_network *net, const struct ng_statement *need)
{
	const struct ng_statement *found = NULL;

	for (size_t g = 0; g < need->goals.n && ng_str_eq(need->what, NG_STR("seat")); g++) {
		struct ng_numbers list = net->goals[need->goals.v[g]].statements;

		for (size_t i = 0; i < list.n; i++) {
			const struct ng_statement *s = net->statements[list.v[i]];
			bool same = false;

			if (s->kind != NG_KIND_GOT || s->planned || s->people.n == 0 || !ng_str_eq(s->what, need->what))
				continue;
			for (size_t t = 0; t < need->topics.n; t++)
				same = same || ng_numbers_have(s->topics, need->topics.v[t]);
			if (same && (found == NULL || s->date >= found->date))
				found = s;
		}
	}
	return found;
}

/* The best people for a need, as far as they come near the first; how many. */
static size_t
write_matches(struct ng_report *r, const struct ng_statement *need)
{
	const struct ng_network *net = r->net;
	size_t rank = 0, next;
	double best = 0;

	for (size_t i = 0; i < net->nfound && rank < MOST_PEOPLE; i = next) {
		const struct ng_statement *found = net->found[i];

		next = behind(net, i);
		if (!is_match_for(found, need))
			continue;
		if (rank == 0)
			best = found->score;
		if (found->score < best * WORTH_NAMING)
			continue;
		ng_report_printf(r, "%zu. ", ++rank);
		ng_report_person(r, found->people.v[0], false);
		write_reach(r, found);
		write_terms(r, i + 1, next);
	}
	return rank;
}

static void
write_need(struct ng_report *r, const struct ng_statement *need)
{
	const struct ng_statement *seat = holder(r->net, need);
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
	} else if (write_matches(r, need) == 0) {
		/* without any match in the stream, nobody was looked for */
		ng_report_printf(r, r->net->nfound == 0 ? "Not matched yet: pass the records through ng-match first.\n"
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
is_offered(const struct ng_statement *s)
{
	return s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN;
}

static bool
is_got(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT && !ng_str_eq(s->what, NG_STR("no"))) || s->kind == NG_KIND_IDEA;
}

static int
newest_first(const void *a, const void *b)
{
	const struct ng_statement *s = *(struct ng_statement *const *)a, *t = *(struct ng_statement *const *)b;

	if (s->date != t->date)
		return s->date > t->date ? -1 : 1;
	return (s->order > t->order) - (s->order < t->order);
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
	ng_report_text(r, s, s->people.n > 0 ? s->people.v[0] : NG_NONE, EVIDENCE_TEXT);
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
	qsort(v, n, sizeof(struct ng_statement *), newest_first);
	ng_report_printf(r, "\n### %s\n\n", title);
	for (size_t i = 0; i < n && i < MOST_LINES; i++)
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
	return g < h ? -1 : 1; /* the order of their handles */
}

static bool
is_asked_for(const struct ng_report *r, const struct ng_goal *g)
{
	struct ng_str wanted;

	if (r->options->goal == NG_NONE)
		return true;
	wanted = r->net->goals[r->options->goal].handle;
	return ng_str_starts(g->handle, wanted) && (g->handle.n == wanted.n || g->handle.p[wanted.n] == '/');
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
		if (is_asked_for(r, &net->goals[i]))
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
