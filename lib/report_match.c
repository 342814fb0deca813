/* What ng-match found, for the reports: whom to ask, how to reach them, and the evidence. */
#include <stdlib.h>

#include "ranking.h"
#include "report.h"
#include "text.h"

/* Characters of a line of evidence. */
#define EVIDENCE_TEXT 160
/* A line of evidence no longer than this is shown with its heading, which is as long at most. */
#define SHORT_TEXT 80
/* Lines of evidence for a person; people who could help a contact. */
#define MOST_EVIDENCE 3
#define MOST_HELPERS 3
/* People below this part of the best one's score are left out. */
#define WORTH_NAMING 0.4
/* Lines of evidence below this part of the first one's share are left out. */
#define WORTH_READING 0.2

/* Groups first: matches before gives, need by need (whose needs at one place differ), the best in front. */
static int
by_need(const struct ng_statement *f, const struct ng_statement *g)
{
	int text = ng_str_cmp(f->text, g->text);

	if (f->kind != g->kind)
		return f->kind < g->kind ? -1 : 1;
	if (f->file != g->file)
		return f->file < g->file ? -1 : 1;
	if (f->line != g->line)
		return f->line < g->line ? -1 : 1;
	return text != 0 ? text : ng_str_cmp(f->what, g->what);
}

static int
by_need_and_score(const void *a, const void *b)
{
	const struct ng_statement *f = *(struct ng_statement *const *)a, *g = *(struct ng_statement *const *)b;
	int need = by_need(f, g);

	if (need != 0)
		return need;
	if (f->score < g->score || f->score > g->score)
		return (f->score < g->score) - (f->score > g->score);
	return (f->order > g->order) - (f->order < g->order);
}

void
ng_report_gather(struct ng_report *r)
{
	const struct ng_network *net = r->net;

	r->found = ng_arena_array(net->arena, net->nfound, sizeof(struct ng_statement *));
	for (size_t i = 0; i < net->nfound; i++) {
		const struct ng_statement *s = net->found[i];

		if (s->kind != NG_KIND_BECAUSE && s->people.n > (s->kind == NG_KIND_GIVE ? 1 : 0))
			r->found[r->nfound++] = s;
	}
	if (r->nfound > 0)
		qsort(r->found, r->nfound, sizeof(struct ng_statement *), by_need_and_score);
}

bool
ng_report_next_group(const struct ng_report *r, size_t *at, struct ng_found *group)
{
	size_t first = *at;

	if (first >= r->nfound)
		return false;
	while (*at < r->nfound && by_need(r->found[first], r->found[*at]) == 0)
		++*at;
	*group = (struct ng_found){r->found + first, *at - first};
	return true;
}

struct ng_found
ng_report_found(const struct ng_report *r, enum ng_kind kind, const struct ng_statement *need)
{
	struct ng_statement wanted = *need;
	size_t low = 0, high = r->nfound;
	struct ng_found group = {NULL, 0};

	wanted.kind = kind;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_need(r->found[mid], &wanted) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < r->nfound && by_need(r->found[low], &wanted) == 0)
		ng_report_next_group(r, &low, &group);
	return group;
}

/* The statement that a because, match or give is about: that of its source with its text, or itself. */
static const struct ng_statement *
original(const struct ng_network *net, const struct ng_statement *because)
{
	struct ng_str kind = because->kind == NG_KIND_BECAUSE ? because->what : NG_STR("need");
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
		if (ng_str_eq(ng_str_of(ng_kind_name(s->kind)), kind))
			break;
	}
	return found;
}

/* A short line is understood by the heading that it stands under. */
static void
write_heading(struct ng_report *r, const struct ng_statement *s)
{
	struct ng_str part = s->context, separator = NG_STR(NG_CONTEXT_MARK);

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

/* The kind of the line that a because is about: evidence is named by it, the other terms of a score aren't. */
static enum ng_kind
kind_of(const struct ng_statement *because)
{
	for (int kind = NG_KIND_UNKNOWN + 1; kind < NG_KIND_MATCH; kind++)
		if (ng_str_eq(because->what, ng_str_of(ng_kind_name((enum ng_kind)kind))))
			return (enum ng_kind)kind;
	return NG_KIND_UNKNOWN;
}

/* The line that a because is about; where the matches come alone, all that is known of it. */
static const struct ng_statement *
line_of(const struct ng_network *net, const struct ng_statement *because)
{
	const struct ng_statement *s = original(net, because);
	struct ng_statement *alone;

	if (s != because)
		return s;
	alone = ng_arena_alloc(net->arena, sizeof(*alone));
	*alone = *because;
	alone->kind = kind_of(because);
	alone->what = NG_STR("");
	return alone;
}

static bool
is_evidence(const struct ng_statement *because)
{
	return kind_of(because) != NG_KIND_UNKNOWN;
}

static void
write_evidence(struct ng_report *r, const struct ng_statement *because, uint32_t person)
{
	const struct ng_statement *s = line_of(r->net, because);
	uint32_t first = s->people.n > 0 ? s->people.v[0] : NG_NONE;
	char date[11];

	ng_report_printf(r, "   - ");
	if (s->date > 0)
		ng_report_printf(r, "%s: ", ng_date_format(s->date, date));
	if (s->kind == NG_KIND_FIELD && s->what.n > 0) {
		ng_markdown_text(&r->out, s->what);
		ng_report_printf(r, ": ");
	} else if (*ng_report_verb(r, s) != '\0' && first != NG_NONE && first != person && !ng_report_is_shared(r, s)) {
		ng_report_person(r, first, true);
		ng_report_printf(r, " ");
	}
	ng_report_said(r, s, first == person || *ng_report_verb(r, s) != '\0' ? first : NG_NONE, EVIDENCE_TEXT);
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
	static const struct {
		const char *term, *text, *since;
		bool whole; /* with the line's date and text */
	} remarks[] = {
		{"asked already", "asked already, still waiting", " since ", true},
		{"declined", "said no", " on ", true},
		{"open offer", "has an offer open", " since ", true},
		{"offer first", "helped or was asked more than once, and got nothing back: offer something first", "", false},
	};
	const struct ng_statement *s = line_of(r->net, because);
	char date[11];

	for (size_t i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++) {
		if (!ng_str_eq(because->what, ng_str_of(remarks[i].term)))
			continue;
		ng_report_printf(r, "   - %s", remarks[i].text);
		if (because->date > 0 && remarks[i].whole)
			ng_report_printf(r, "%s%s", remarks[i].since, ng_date_format(because->date, date));
		if (person != NG_NONE && remarks[i].whole) {
			ng_report_printf(r, ": ");
			ng_report_text(r, s, person, EVIDENCE_TEXT);
		}
		ng_report_source(r, s);
		ng_report_printf(r, "\n");
	}
}

/* Why the first introducer can lead to somebody, where that isn't among the evidence. */
static void
write_way(struct ng_report *r, const struct ng_statement *because)
{
	const struct ng_statement *s = original(r->net, because);
	bool shown = ng_report_is_shown(r, s);

	if (s == because)
		return;
	ng_report_printf(r, "   - the way to them: ");
	ng_report_line(r, s, NG_NONE, true);
	ng_report_printf(r, "\n");
	ng_report_mark(r, s, shown); /* as a reason: it may stand where it belongs */
}

struct ng_numbers
ng_report_introducers(const struct ng_statement *found)
{
	struct ng_numbers none = {NULL, 0};

	return found->kind == NG_KIND_GIVE ? none : (struct ng_numbers){found->people.v + 1, found->people.n - 1};
}

/* Whom to go through: the introducers come nearest me last, and are said nearest me first. */
static void
write_reach(struct ng_report *r, uint32_t person, const struct ng_statement *found)
{
	struct ng_numbers introducers = ng_report_introducers(found);
	ng_day last = found->kind == NG_KIND_GIVE ? ng_network_last_contact(r->net, person) : found->date;

	if (introducers.n > 0) {
		ng_report_printf(r, ": ");
		ng_report_way(r, introducers);
	} else if (last > 0) {
		ng_report_printf(r, ": last contact ");
		ng_report_when(r, last);
		if (r->net->today - last > NG_RANK_SILENCE)
			ng_report_printf(r, ", time to reconnect");
	} else if (!r->net->people[person].met && r->net->nstatements > 0) {
		ng_report_printf(r, ": ");
		ng_report_way(r, introducers);
	} else if (r->net->nstatements > 0) {
		ng_report_printf(r, ": contact without a date");
	}
	ng_report_printf(r, "; ");
	if (!ng_report_card(r, person))
		r->out.n -= 2;
	ng_report_printf(r, "\n");
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
write_terms(struct ng_report *r, size_t first, uint32_t person)
{
	const struct ng_network *net = r->net;
	size_t evidence = 0, end = first;

	while (end < net->nfound && net->found[end]->kind == NG_KIND_BECAUSE)
		end++;

	for (size_t i = first; i < end; i++) {
		const struct ng_statement *because = net->found[i];

		if (!is_evidence(because)) {
			bool waits = ng_str_eq(because->what, NG_STR("asked already"));
			bool repeated = is_repeated(net, first, i);

			if (!repeated && ng_str_eq(because->what, NG_STR("path")))
				write_way(r, because);
			else if (waits || !repeated)
				write_remark(r, because, repeated ? NG_NONE : person);
		} else if (evidence < MOST_EVIDENCE && because->score >= net->found[first]->score * WORTH_READING) {
			write_evidence(r, because, person);
			evidence++;
		}
	}
}

const struct ng_statement *
ng_report_need(const struct ng_report *r, const struct ng_statement *found)
{
	const struct ng_statement *need = original(r->net, found);

	return need == found ? NULL : need;
}

const struct ng_statement *
ng_report_evidence(const struct ng_report *r, const struct ng_statement *found)
{
	size_t i = found->order + 1;

	return i < r->net->nfound && r->net->found[i]->kind == NG_KIND_BECAUSE ? line_of(r->net, r->net->found[i])
	                                                                       : NULL;
}

bool
ng_report_is_worth_naming(const struct ng_report *r, const struct ng_statement *found)
{
	struct ng_found group = ng_report_found(r, found->kind, found);

	return found->score >= group.v[0]->score * (float)WORTH_NAMING;
}

size_t
ng_report_answers(struct ng_report *r, struct ng_found group, size_t most)
{
	size_t rank = 0;

	for (size_t i = 0; i < group.n && rank < most && group.v[i]->score >= group.v[0]->score * (float)WORTH_NAMING; i++) {
		bool give = group.v[i]->kind == NG_KIND_GIVE;
		uint32_t person = group.v[i]->people.v[give ? 1 : 0];

		ng_report_printf(r, "%zu. ", ++rank);
		ng_report_person(r, person, false);
		if (person == r->net->me)
			ng_report_printf(r, ": myself\n");
		else
			write_reach(r, person, group.v[i]);
		write_terms(r, group.v[i]->order + 1, person);
	}
	return rank;
}

void
ng_report_helpers(struct ng_report *r, const struct ng_statement *need)
{
	struct ng_found found = ng_report_found(r, NG_KIND_GIVE, need);
	size_t n = 0;

	while (n < found.n && n < MOST_HELPERS && ng_report_is_worth_naming(r, found.v[n]))
		n++;
	for (size_t i = 0; i < n; i++) {
		ng_report_printf(r, i == 0 ? "; " : i + 1 == n ? " or " : ", ");
		if (found.v[i]->people.v[1] == r->net->me)
			ng_report_printf(r, "I");
		else
			ng_report_person(r, found.v[i]->people.v[1], true);
	}
	ng_report_printf(r, n > 0 ? " could help" : "");
}
