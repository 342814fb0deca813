#include "match.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "index.h"
#include "path.h"
#include "query.h"
#include "ranking.h"
#include "text.h"

/* Scores are sums of whole units, so that the shares that are printed add up to what is printed. */
#define UNITS 10000.0
/* Patterns of one need; a bit each. */
#define MOST_PATTERNS 32

/* A line of evidence for somebody, and how relevant it is. */
struct line {
	uint32_t statement;
	double relevance;
	bool own; /* its own words answer, not the headings above it alone */
};

/* A part of a score, with the statement that it comes from. */
struct share {
	const char *what; /* NULL: the kind of the statement */
	uint32_t statement;
	long units;
};

struct candidate {
	uint32_t person;
	struct line lines[NG_RANK_LINES]; /* the best first */
	size_t nlines;
	uint32_t patterns; /* that any of their lines matched */
	struct share shares[NG_RANK_LINES + 5];
	size_t nshares;
	struct ng_path path;
	long units;
};

/* What is asked: a need, or the question. */
struct need {
	const struct ng_statement *statement; /* NULL: the question */
	struct ng_str text, source;
	struct ng_query query;
};

struct matcher {
	const struct ng_network *net;
	struct ng_arena *arena;
	struct ng_index *index;
	struct ng_paths *paths;
	const struct ng_match_options *options;
	const struct ng_match_sink *sink;
	/* of each passage, zero between two needs */
	double *relevance;
	uint32_t *patterns;
	uint32_t *touched; /* the passages that aren't zero */
	size_t ntouched;
	bool *own; /* of each passage: a term stands in the line itself */
	/* of each person: their candidate's number plus one */
	uint32_t *slots;
	bool *told; /* of each statement: gathered for this need */
	struct candidate *candidates;
	size_t ncandidates, cap;
};

bool
ng_match_is_need(const struct ng_network *net, const struct ng_statement *s)
{
	if (s->kind != NG_KIND_NEED || s->state != NG_STATE_OPEN || s->planned)
		return false;
	if (s->people.n > 1 || (s->people.n == 1 && s->people.v[0] != net->me))
		return false;
	for (size_t i = 0; i < s->goals.n; i++)
		if (net->goals[s->goals.v[i]].state == NG_STATE_OPEN)
			return true;
	return s->goals.n == 0;
}

/* Whether the need belongs to the goal that was asked for, or to one that nests in it. */
static bool
is_wanted(const struct matcher *m, const struct ng_statement *s)
{
	struct ng_str handle;

	if (m->options->goal == NG_NONE)
		return true;
	handle = m->net->goals[m->options->goal].handle;
	for (size_t i = 0; i < s->goals.n; i++) {
		struct ng_str goal = m->net->goals[s->goals.v[i]].handle;

		if (ng_str_starts(goal, handle) && (goal.n == handle.n || goal.p[handle.n] == '/'))
			return true;
	}
	return false;
}

static void
touch(struct matcher *m, uint32_t passage, double relevance)
{
	if (relevance <= 0)
		return;
	if (m->relevance[passage] == 0)
		m->touched[m->ntouched++] = passage;
	m->relevance[passage] += relevance;
}

/* The words and topics: each passage that holds a term gets its weight. */
static void
score_terms(struct matcher *m, const struct ng_query *q)
{
	for (size_t i = 0; i < q->nterms; i++) {
		const struct ng_postings *p;

		if (q->terms[i].term == NG_NONE)
			continue;
		for (p = m->index->terms[q->terms[i].term].first; p != NULL; p = p->next)
			for (uint32_t k = 0; k < p->n; k++) {
				m->own[p->v[k].passage] |= p->v[k].own;
				touch(m, p->v[k].passage,
				      q->terms[i].weight *
				          ng_index_saturation(m->index, p->v[k].passage, (double)p->v[k].weight));
			}
	}
}

/* One pattern over all evidence; its weight depends on how much it finds. */
static void
score_pattern(struct matcher *m, struct need *need, size_t i)
{
	struct ng_query *q = &need->query;
	size_t n = 0;
	double weight;

	for (uint32_t s = 0; s < m->net->nstatements; s++) {
		const struct ng_statement *statement = m->net->statements[s];
		int found = 0;

		if (m->index->evidence[s] <= 0)
			continue;
		found = ng_regex_match(q->patterns[i].regex, statement->text);
		if (found == 0 && statement->context.n > 0)
			found = ng_regex_match(q->patterns[i].regex, statement->context);
		if (found < 0) {
			m->sink->fault(m->sink->context, need->source, q->patterns[i].source,
			               NG_STR("takes too long on some lines, which count as not matched"));
			break;
		}
		for (uint32_t p = m->index->first[s]; found > 0 && p < m->index->first[s + 1]; p++, n++) {
			m->patterns[p] |= (uint32_t)1 << i;
			m->own[p] = true;
		}
	}
	weight = NG_RANK_PATTERN * ng_index_rarity_of(m->index, n);
	q->squares += weight * weight;
	for (uint32_t p = 0; p < m->index->npassages && n > 0; p++)
		if ((m->patterns[p] >> i & 1) != 0)
			touch(m, p, weight);
}

static size_t
used_patterns(const struct ng_query *q)
{
	return q->npatterns < MOST_PATTERNS ? q->npatterns : MOST_PATTERNS;
}

static bool
share_a_goal(const struct ng_statement *s, const struct ng_statement *t)
{
	for (size_t i = 0; i < t->goals.n; i++)
		if (ng_numbers_have(s->goals, t->goals.v[i]))
			return true;
	return false;
}

/* An open offer of what is needed, for the same goal, answers without a word in common. */
static bool
is_offer_for(const struct need *need, const struct ng_statement *s)
{
	return s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN && need->statement != NULL &&
	       need->statement->what.n > 0 && ng_str_eq(s->what, need->statement->what) &&
	       share_a_goal(s, need->statement);
}

/* Brings such offers before gather, which weighs them. */
static void
touch_offers(struct matcher *m, const struct need *need)
{
	for (size_t g = 0; need->statement != NULL && g < need->statement->goals.n; g++) {
		struct ng_numbers list = m->net->goals[need->statement->goals.v[g]].statements;

		for (size_t i = 0; i < list.n; i++)
			if (m->index->evidence[list.v[i]] > 0 && is_offer_for(need, m->net->statements[list.v[i]]))
				touch(m, m->index->first[list.v[i]], DBL_MIN);
	}
}

static struct candidate *
candidate_of(struct matcher *m, uint32_t person)
{
	if (m->slots[person] == 0) {
		m->candidates =
		    ng_arena_more(m->arena, m->candidates, m->ncandidates, &m->cap, sizeof(*m->candidates));
		m->candidates[m->ncandidates] = (struct candidate){.person = person};
		m->slots[person] = (uint32_t)++m->ncandidates;
	}
	return &m->candidates[m->slots[person] - 1];
}

/*
 * Whether two statements say no more than one: those of one line, a line that was copied from note to note, and lines
 * that only the heading above them makes answers ("Votes for @jo: +1, +1, …").
 */
static bool
says_the_same(const struct ng_network *net, const struct line *a, const struct line *b)
{
	const struct ng_statement *s = net->statements[a->statement], *t = net->statements[b->statement];

	if (s->line > 0 && s->line == t->line && s->file == t->file)
		return true;
	if (s->kind != t->kind)
		return false;
	return (s->text.n > 0 && ng_str_eq(s->text, t->text)) ||
	       (!a->own && !b->own && s->file == t->file && ng_str_eq(s->context, t->context));
}

/* Puts a line among a person's best, or in the place of one that says the same for less. */
static void
add_line(const struct ng_network *net, struct candidate *c, struct line line)
{
	size_t at = 0, end = c->nlines;

	for (size_t i = 0; i < c->nlines; i++) {
		if (!says_the_same(net, &c->lines[i], &line))
			continue;
		if (c->lines[i].relevance >= line.relevance)
			return;
		end = i;
		break;
	}
	while (at < c->nlines && c->lines[at].relevance >= line.relevance)
		at++;
	if (at == NG_RANK_LINES)
		return;
	if (end == NG_RANK_LINES)
		end--;
	if (end == c->nlines)
		c->nlines++;
	for (size_t i = end; i > at; i--)
		c->lines[i] = c->lines[i - 1];
	c->lines[at] = line;
}

/* How surely a line is about the i-th of the people that it names. */
static double
aim(const struct ng_statement *s, size_t i)
{
	double aim = i == 0 || s->kind == NG_KIND_MET ? 1 : NG_RANK_NAMED_LATER;

	if (s->people.n > NG_RANK_CROWD && (i > 0 || s->kind == NG_KIND_MET))
		aim *= NG_RANK_CROWD / (double)s->people.n;
	return aim;
}

/* How relevant a statement is by its best passages, for a need whose terms measure `weight`; *patterns are its own. */
static double
relevance_of(const struct matcher *m, uint32_t number, double weight, uint32_t *patterns)
{
	uint32_t from = m->index->first[number], to = m->index->first[number + 1];
	const struct ng_statement *s = m->net->statements[number];
	double best = 0, second = 0, relevance;

	*patterns = m->patterns[from];
	for (uint32_t p = from; p < to; p++)
		if (m->relevance[p] > best) {
			second = best;
			best = m->relevance[p];
		} else if (m->relevance[p] > second) {
			second = m->relevance[p];
		}
	relevance = (best + NG_RANK_SECOND_WINDOW * second) / pow((double)(to - from), NG_RANK_WINDOWS) / weight;
	if (s->date > 0)
		relevance *= exp2(-(double)(m->net->today - s->date) / NG_RANK_AGE_HALF);
	if (m->net->me != NG_NONE && ng_numbers_have(s->people, m->net->me))
		relevance *= NG_RANK_WITH_ME;
	return relevance * m->index->evidence[number];
}

/* Hands the touched statements to the people in them, and forgets them. */
static void
gather(struct matcher *m, const struct need *need, double weight)
{
	for (size_t k = 0; k < m->ntouched; k++) {
		uint32_t number = m->index->passages[m->touched[k]].statement, patterns;
		const struct ng_statement *s = m->net->statements[number];
		double relevance, offered;
		bool own = false;

		if (m->told[number])
			continue;
		m->told[number] = true;
		for (uint32_t p = m->index->first[number]; p < m->index->first[number + 1]; p++)
			own |= m->own[p];
		relevance = relevance_of(m, number, weight, &patterns);
		offered = is_offer_for(need, s) ? m->index->evidence[number] * NG_RANK_SAME_OFFER : 0;
		for (size_t i = 0; i < s->people.n && (need->query.npatterns == 0 || patterns != 0); i++) {
			struct candidate *c;

			if (s->people.v[i] == m->net->me)
				continue;
			c = candidate_of(m, s->people.v[i]);
			c->patterns |= patterns;
			add_line(m->net, c, (struct line){number, relevance * aim(s, i) + (i == 0 ? offered : 0), own});
		}
	}
	for (size_t k = 0; k < m->ntouched; k++) {
		m->told[m->index->passages[m->touched[k]].statement] = false;
		m->relevance[m->touched[k]] = 0;
		m->own[m->touched[k]] = false;
		m->patterns[m->touched[k]] = 0;
	}
	m->ntouched = 0;
}

static void
add_share(struct candidate *c, const char *what, uint32_t statement, double share)
{
	long units = lround(share * UNITS);

	if (units == 0)
		return;
	c->shares[c->nshares++] = (struct share){what, statement, units};
	c->units += units;
}

/* What stands between somebody and me, as far as it bears on this need. */
struct standing {
	uint32_t offer, other_offer, asked, asked_else, declined;
};

static struct standing
standing_of(const struct matcher *m, const struct need *need, uint32_t person)
{
	struct standing found = {NG_NONE, NG_NONE, NG_NONE, NG_NONE, NG_NONE};
	struct ng_numbers list = m->net->people[person].statements;
	const struct ng_statement *n = need->statement;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = m->net->statements[list.v[i]];
		bool same = n == NULL || n->goals.n == 0 || s->goals.n == 0 || share_a_goal(s, n);

		if (s->planned || s->others || s->people.v[0] != person)
			continue;
		if (s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN) {
			bool fits = n != NULL && (share_a_goal(s, n) || (n->what.n > 0 && ng_str_eq(s->what, n->what)));

			*(fits ? &found.offer : &found.other_offer) = list.v[i];
		} else if (s->kind == NG_KIND_ASK && s->state == NG_STATE_WAITING) {
			*(same ? &found.asked : &found.asked_else) = list.v[i];
		} else if (s->kind == NG_KIND_GOT && same && ng_str_eq(s->what, NG_STR("no"))) {
			found.declined = list.v[i];
		}
	}
	return found;
}

/* Whether it's a good idea to ask them now: each term is a part of what came before it. */
static void
add_standing(const struct matcher *m, const struct need *need, struct candidate *c)
{
	struct ng_numbers contacts = m->net->people[c->person].contacts;
	struct standing s = standing_of(m, need, c->person);

	c->path = ng_paths_to(m->paths, c->person);
	if (contacts.n > 0)
		add_share(c, "tie", contacts.v[contacts.n - 1],
		          (double)c->units / UNITS * (m->net->shared ? NG_RANK_TIE_SHARED : NG_RANK_TIE) *
		              log1p(ng_path_tie(m->net, c->person)));
	if (c->path.n > 0)
		add_share(c, "path", c->path.statement,
		          (double)c->units / UNITS * NG_RANK_PATH * c->path.strength);
	if (s.offer != NG_NONE)
		add_share(c, "open offer", s.offer, (double)c->units / UNITS * NG_RANK_OPEN_OFFER);
	else if (s.other_offer != NG_NONE)
		add_share(c, "open offer", s.other_offer, (double)c->units / UNITS * NG_RANK_OTHER_OFFER);
	if (s.asked != NG_NONE)
		add_share(c, "asked already", s.asked, (double)c->units / UNITS * NG_RANK_ASKED);
	else if (s.asked_else != NG_NONE)
		add_share(c, "asked already", s.asked_else, (double)c->units / UNITS * NG_RANK_ASKED_ELSE);
	if (s.declined != NG_NONE)
		add_share(c, "declined", s.declined, (double)c->units / UNITS * NG_RANK_DECLINED);
}

/* Scores all candidates; those without enough evidence, or without a pattern that must match, go. */
static void
rank(struct matcher *m, const struct need *need)
{
	size_t npatterns = used_patterns(&need->query), kept = 0;
	uint32_t all = npatterns == MOST_PATTERNS ? UINT32_MAX : ((uint32_t)1 << npatterns) - 1;

	for (size_t i = 0; i < m->ncandidates; i++) {
		struct candidate *c = &m->candidates[i];
		double part = 1 - NG_RANK_DECAY, sum = 0;

		m->slots[c->person] = 0;
		for (size_t k = 0; k < c->nlines; k++, part *= NG_RANK_DECAY) {
			add_share(c, NULL, c->lines[k].statement, part * c->lines[k].relevance);
			sum += part * c->lines[k].relevance;
		}
		if (sum < NG_RANK_LEAST || (c->patterns & all) != all)
			continue;
		add_standing(m, need, c);
		m->candidates[kept++] = *c;
	}
	m->ncandidates = kept;
}

static int
best_first(const void *a, const void *b)
{
	const struct candidate *c = a, *d = b;

	if (c->units != d->units)
		return c->units > d->units ? -1 : 1;
	return c->person < d->person ? -1 : 1; /* the order of handles */
}

static struct ng_str
decimal(struct matcher *m, long units)
{
	struct ng_buf b = {.arena = m->arena};

	ng_buf_printf(&b, "%.4f", (double)units / UNITS);
	return ng_buf_str(&b);
}

static void
write_because(struct matcher *m, const struct candidate *c, const struct share *share)
{
	const struct ng_network *net = m->net;
	const struct ng_statement *s = net->statements[share->statement];
	struct ng_record r = {0};
	char date[11];

	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_BECAUSE));
	r.field[NG_FIELD_DATE] = ng_str_of(ng_date_format(s->date, date));
	r.field[NG_FIELD_PEOPLE] = net->people[c->person].handle;
	r.field[NG_FIELD_GOALS] = ng_network_goal_list(net, s->goals);
	r.field[NG_FIELD_TOPICS] = ng_network_topic_list(net, s->topics);
	r.field[NG_FIELD_WHAT] = ng_str_of(share->what == NULL ? ng_kind_name(s->kind) : share->what);
	r.field[NG_FIELD_TEXT] = s->text;
	r.field[NG_FIELD_CONTEXT] = s->context;
	r.field[NG_FIELD_SCORE] = decimal(m, share->units);
	r.field[NG_FIELD_SOURCE] = ng_network_source(net, s);
	m->sink->record(m->sink->context, &r);
}

static void
write_match(struct matcher *m, const struct need *need, const struct candidate *c)
{
	const struct ng_network *net = m->net;
	struct ng_record r = {0};
	uint32_t people[NG_RANK_STEPS + 1];
	char date[11];

	people[0] = c->person;
	for (size_t i = 0; i < c->path.n; i++)
		people[i + 1] = c->path.introducers[i];
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_MATCH));
	r.field[NG_FIELD_DATE] = ng_str_of(ng_date_format(ng_network_last_contact(net, c->person), date));
	r.field[NG_FIELD_PEOPLE] = ng_network_handles(net, (struct ng_numbers){people, c->path.n + 1});
	if (need->statement != NULL) {
		r.field[NG_FIELD_GOALS] = ng_network_goal_list(net, need->statement->goals);
		r.field[NG_FIELD_TOPICS] = ng_network_topic_list(net, need->statement->topics);
		r.field[NG_FIELD_WHAT] = need->statement->what;
	}
	r.field[NG_FIELD_TEXT] = need->text;
	r.field[NG_FIELD_SCORE] = decimal(m, c->units);
	r.field[NG_FIELD_SOURCE] = need->source;
	m->sink->record(m->sink->context, &r);
	for (size_t i = 0; i < c->nshares; i++)
		write_because(m, c, &c->shares[i]);
}

struct fault {
	struct matcher *matcher;
	struct ng_str source;
};

static void
pattern_fault(void *context, struct ng_str pattern, struct ng_str why)
{
	const struct fault *f = context;

	f->matcher->sink->fault(f->matcher->sink->context, f->source, pattern, why);
}

/* Answers one need; false where there is nobody. */
static bool
answer(struct matcher *m, struct need *need, const struct ng_str *topics, size_t ntopics)
{
	struct fault fault = {m, need->source};
	struct ng_query *q = &need->query;
	double weight;

	ng_query_make(m->arena, m->index, need->text, topics, ntopics, pattern_fault, &fault, q);
	score_terms(m, q);
	for (size_t i = 0; i < used_patterns(q); i++)
		score_pattern(m, need, i);
	weight = q->squares > 0 ? sqrt(q->squares) : 1;
	touch_offers(m, need);
	m->ncandidates = 0;
	gather(m, need, weight);
	rank(m, need);
	ng_query_free(q);
	if (m->ncandidates == 0 && (need->statement != NULL || !ng_query_is_empty(q)))
		m->sink->nobody(m->sink->context, need->source, need->text);
	if (m->ncandidates == 0)
		return false;
	qsort(m->candidates, m->ncandidates, sizeof(*m->candidates), best_first);
	for (size_t i = 0; i < m->ncandidates && i < m->options->most; i++)
		write_match(m, need, &m->candidates[i]);
	return true;
}

static bool
answer_need(struct matcher *m, const struct ng_statement *s)
{
	struct need need = {.statement = s, .text = s->text, .source = ng_network_source(m->net, s)};
	struct ng_str *topics = ng_arena_array(m->arena, s->topics.n, sizeof(*topics));

	for (size_t i = 0; i < s->topics.n; i++)
		topics[i] = ng_table_name(m->net->topics, s->topics.v[i]);
	return answer(m, &need, topics, s->topics.n);
}

/* The tag that s begins with, as far as it goes. */
static struct ng_str
tag_at(struct ng_str s)
{
	size_t i = 1, n;

	for (; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (!ng_text_is_word(c) && c != '-' && c != '/')
			break;
	}
	return ng_str_cut(s, 0, i);
}

/* The question's own tags are its topics. */
static struct ng_match_count
answer_question(struct matcher *m)
{
	struct need need = {.text = m->options->question, .source = NG_STR("")};
	struct ng_match_count count = {.needs = 1};
	struct ng_str *topics = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < need.text.n; i++) {
		struct ng_str tag;

		if (need.text.p[i] != '#')
			continue;
		tag = tag_at(ng_str_cut(need.text, i, need.text.n));
		if (tag.n < 2)
			continue;
		topics = ng_arena_more(m->arena, topics, n, &cap, sizeof(*topics));
		topics[n++] = ng_text_fold(m->arena, tag);
	}
	count.found = answer(m, &need, topics, n);
	count.empty = ng_query_is_empty(&need.query);
	return count;
}

struct ng_match_count
ng_match_run(const struct ng_network *net, const struct ng_match_options *options,
             const struct ng_match_sink *sink)
{
	struct matcher m = {.net = net, .arena = net->arena, .options = options, .sink = sink};
	struct ng_match_count count = {.needs = 0};

	m.index = ng_index_new(m.arena, net);
	m.paths = ng_paths_new(m.arena, net);
	m.relevance = ng_arena_array(m.arena, m.index->npassages, sizeof(*m.relevance));
	m.patterns = ng_arena_array(m.arena, m.index->npassages, sizeof(*m.patterns));
	m.own = ng_arena_array(m.arena, m.index->npassages, sizeof(*m.own));
	m.touched = ng_arena_array(m.arena, m.index->npassages, sizeof(*m.touched));
	m.told = ng_arena_array(m.arena, net->nstatements, sizeof(*m.told));
	m.slots = ng_arena_array(m.arena, net->npeople, sizeof(*m.slots));
	if (options->question.n > 0) {
		count = answer_question(&m);
		ng_index_free(m.index);
		return count;
	}
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (!ng_match_is_need(net, s) || !is_wanted(&m, s))
			continue;
		count.needs++;
		count.found += answer_need(&m, s);
	}
	ng_index_free(m.index);
	return count;
}
