#include "match.h"

#include <math.h>
#include <stdlib.h>

#include "evidence.h"
#include "index.h"
#include "query.h"
#include "ranking.h"
#include "standing.h"
#include "text.h"

/* Scores are sums of whole units, so that the shares that are printed add up to what is printed. */
#define UNITS 10000.0
/* Passages that are weighed for all needs together: half a second or so, and a thousand for each statement of a large vault. */
#define MOST_WORK ((size_t)4000000)
#define WORK_A_STATEMENT 1000
/* Who may be relevant by this part of the most that anybody may be is looked at first. */
#define PROMISING 0.6
#define SHARES (NG_RANK_LINES + NG_STANDING_TERMS)

/* A part of a score, with the statement that it comes from. */
struct share {
	const char *what;   /* NULL: the kind of the statement */
	uint32_t statement;
	long units;
};

/* Somebody who could help, before their score is taken apart. */
struct scored {
	struct ng_candidate candidate;
	double score;
};

/* One of the best of them, with all that the score is made of. */
struct answer {
	uint32_t person;
	long units; /* of all shares */
	size_t nshares;
	struct share shares[SHARES];
};

/* What is asked: a need, or the question. */
struct need {
	const struct ng_statement *statement; /* NULL: the question */
	struct ng_str text, source;
	uint32_t whose; /* a contact's, or NG_NONE: mine */
	struct ng_str *topics;
	size_t ntopics;
	struct ng_query query;
};

/* The statements by which I introduced somebody. */
struct introductions {
	uint32_t *v;
	size_t n, cap;
};

struct matcher {
	const struct ng_network *net;
	struct ng_arena *arena;
	struct ng_arena *scratch; /* what one need takes, and no other uses */
	struct ng_index *index;
	struct ng_evidence *evidence;
	struct ng_standings *standings;
	const struct ng_match_options *options;
	const struct ng_match_sink *sink;
	uint64_t reserve; /* of work for patterns */
	bool *asked;   /* of each person: one of the options' people; NULL: all are */
	bool *helpers; /* of each person: a contact of mine, or me */
	struct introductions *introductions; /* of each person */
	struct scored *best; /* a heap: the last of the best first */
	size_t nbest, cap;
	struct ng_match_count count;
};

/* Whether the need belongs to the goal that was asked for, or to one that nests in it. */
static bool
is_of_goal(const struct matcher *m, const struct ng_statement *s)
{
	for (size_t i = 0; i < s->goals.n && m->options->goal != NG_NONE; i++)
		if (ng_network_is_in_goal(m->net, s->goals.v[i], m->options->goal))
			return true;
	return m->options->goal == NG_NONE;
}

static size_t
standing(const struct matcher *m, const struct need *need, uint32_t person,
         struct ng_standing_term terms[NG_STANDING_TERMS])
{
	return need->whose == NG_NONE ? ng_standing_to_ask(m->standings, need->statement, person, terms)
	                              : ng_standing_to_help(m->standings, person, terms);
}

/* The relevance, and each term a part of what came before it. */
static double
score(const struct matcher *m, const struct need *need, const struct ng_candidate *c)
{
	struct ng_standing_term terms[NG_STANDING_TERMS];
	size_t n = standing(m, need, c->person, terms);
	double score = c->relevance;

	for (size_t k = 0; k < n; k++)
		score *= 1 + terms[k].part;
	return score;
}

/* People of the same score are in the order of their handles. */
static bool
is_better(const struct scored *a, const struct scored *b)
{
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score;
	return a->candidate.person < b->candidate.person;
}

/* Puts the element at `at` where it belongs: nobody is better than those below (Williams 1964, "Heapsort"). */
static void
sift_down(struct scored *heap, size_t n, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		struct scored swap = heap[at];

		child += child + 1 < n && is_better(&heap[child], &heap[child + 1]);
		if (!is_better(&swap, &heap[child]))
			return;
		heap[at] = heap[child];
		heap[child] = swap;
	}
}

/* Keeps somebody if they are among the best so far. Who can't be isn't weighed. */
static void
consider(struct matcher *m, const struct need *need, struct ng_prospect p)
{
	size_t most = m->options->most;
	struct scored s;

	if (m->nbest == most && (p.most * ng_standing_most_of_all(m->standings) < m->best[0].score ||
	                         p.most * ng_standing_most(m->standings, p.person) < m->best[0].score))
		return;
	if (!ng_evidence_weigh(m->evidence, p.person, &s.candidate))
		return;
	s.score = score(m, need, &s.candidate);
	if (m->nbest < most) {
		m->best = ng_arena_more(m->arena, m->best, m->nbest, &m->cap, sizeof(*m->best));
		m->best[m->nbest++] = s;
		for (size_t k = m->nbest / 2; m->nbest == most && k > 0; k--)
			sift_down(m->best, most, k - 1);
	} else if (is_better(&s, &m->best[0])) {
		m->best[0] = s;
		sift_down(m->best, most, 0);
	}
}

/* Keeps the best people, at most as many as were asked for: first of those who promise most, so that few others need a look. */
static void
keep_best(struct matcher *m, const struct need *need, const struct ng_prospect *prospects, size_t n)
{
	double most = 0, promising;

	m->nbest = 0;
	for (size_t i = 0; i < n; i++)
		most = prospects[i].most > most ? prospects[i].most : most;
	promising = PROMISING * most;
	for (size_t i = 0; i < n; i++)
		if (prospects[i].most >= promising)
			consider(m, need, prospects[i]);
	for (size_t i = 0; i < n; i++)
		if (prospects[i].most < promising)
			consider(m, need, prospects[i]);
}

static void
add_share(struct answer *a, const char *what, uint32_t statement, double share)
{
	long units = lround(share * UNITS);

	if (units == 0 && what == NULL)
		return;
	a->shares[a->nshares++] = (struct share){what, statement, units};
	a->units += units;
}

/* Takes a score apart into what is printed. */
static struct answer
explain(const struct matcher *m, const struct need *need, const struct ng_candidate *c)
{
	struct answer a = {.person = c->person};
	struct ng_standing_term terms[NG_STANDING_TERMS];
	size_t n = standing(m, need, c->person, terms);

	for (size_t k = 0; k < c->nlines; k++)
		add_share(&a, NULL, c->lines[k].statement, ng_evidence_share(c, k));
	for (size_t k = 0; k < n; k++)
		add_share(&a, terms[k].what, terms[k].statement, (double)a.units / UNITS * terms[k].part);
	return a;
}

/* The best first, by what is printed; people of the same score in the order of their handles. */
static int
most_units_first(const void *x, const void *y)
{
	const struct answer *a = x, *b = y;

	if (a->units != b->units)
		return (a->units < b->units) - (a->units > b->units);
	return (a->person > b->person) - (a->person < b->person);
}

/* Units as a decimal of four places. */
static struct ng_str
decimal(struct matcher *m, long units)
{
	struct ng_buf b = {.arena = m->scratch};
	size_t n = (size_t)labs(units), part = n % (size_t)UNITS;

	if (units < 0)
		ng_buf_char(&b, '-');
	ng_buf_number(&b, n / (size_t)UNITS);
	ng_buf_char(&b, '.');
	for (size_t place = (size_t)UNITS / 10; place > 0; place /= 10)
		ng_buf_char(&b, (char)('0' + part / place % 10));
	return ng_buf_str(&b);
}

static void
write_because(struct matcher *m, uint32_t person, const struct share *share)
{
	const struct ng_network *net = m->net;
	const struct ng_statement *s = net->statements[share->statement];
	struct ng_record r = {0};
	char date[11];

	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_BECAUSE));
	r.field[NG_FIELD_DATE] = ng_str_of(ng_date_format(s->date, date));
	r.field[NG_FIELD_PEOPLE] = net->people[person].handle;
	r.field[NG_FIELD_GOALS] = ng_network_goal_list(m->scratch, net, s->goals);
	r.field[NG_FIELD_TOPICS] = ng_network_topic_list(m->scratch, net, s->topics);
	r.field[NG_FIELD_WHAT] = ng_str_of(share->what == NULL ? ng_kind_name(s->kind) : share->what);
	r.field[NG_FIELD_TEXT] = s->text;
	r.field[NG_FIELD_CONTEXT] = s->context;
	r.field[NG_FIELD_SCORE] = decimal(m, share->units);
	r.field[NG_FIELD_SOURCE] = ng_network_source(m->scratch, net, s);
	m->sink->record(m->sink->context, &r);
}

/* A match: whom to ask, and the introducers. A give: who needs it, and who could help. */
static void
write_answer(struct matcher *m, const struct need *need, const struct answer *a)
{
	const struct ng_network *net = m->net;
	uint32_t people[NG_RANK_STEPS + 1], person = a->person;
	bool give = need->whose != NG_NONE;
	struct ng_path path = give ? (struct ng_path){.n = 0} : ng_standing_path(m->standings, person);
	struct ng_numbers list = {people, give ? 2 : path.n + 1};
	struct ng_record r = {0};
	char date[11];

	people[0] = give ? need->whose : person;
	people[1] = person;
	for (size_t i = 0; i < path.n; i++)
		people[i + 1] = path.introducers[i];
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(give ? NG_KIND_GIVE : NG_KIND_MATCH));
	r.field[NG_FIELD_DATE] = ng_str_of(ng_date_format(ng_network_last_contact(net, people[0]), date));
	r.field[NG_FIELD_PEOPLE] = ng_network_handles(m->scratch, net, list);
	if (need->statement != NULL) {
		r.field[NG_FIELD_GOALS] = ng_network_goal_list(m->scratch, net, need->statement->goals);
		r.field[NG_FIELD_TOPICS] = ng_network_topic_list(m->scratch, net, need->statement->topics);
		r.field[NG_FIELD_WHAT] = need->statement->what;
		r.field[NG_FIELD_TEXT] = need->statement->text;
	} else {
		r.field[NG_FIELD_TEXT] = need->text;
	}
	r.field[NG_FIELD_SCORE] = decimal(m, a->units);
	r.field[NG_FIELD_SOURCE] = need->source;
	m->sink->record(m->sink->context, &r);
	for (size_t i = 0; i < a->nshares; i++)
		write_because(m, person, &a->shares[i]);
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
answer(struct matcher *m, struct need *need, const bool *among)
{
	struct fault fault = {m, need->source};
	bool give = need->whose != NG_NONE;
	struct ng_asker asker = {give ? NULL : need->statement, give ? need->whose : m->net->me, among, give};
	const struct ng_prospect *prospects;
	struct answer *best;
	size_t n;

	ng_query_make(m->scratch, m->index, m->options->synonyms, need->text, need->topics, need->ntopics, &m->reserve,
	              pattern_fault, &fault, &need->query);
	prospects = ng_evidence_find(m->evidence, &need->query, &asker, pattern_fault, &fault, &n);
	keep_best(m, need, prospects, n);
	if (m->nbest == 0)
		return false;
	best = ng_arena_array(m->scratch, m->nbest, sizeof(*best));
	for (size_t i = 0; i < m->nbest; i++)
		best[i] = explain(m, need, &m->best[i].candidate);
	qsort(best, m->nbest, sizeof(*best), most_units_first);
	for (size_t i = 0; i < m->nbest; i++)
		write_answer(m, need, &best[i]);
	return true;
}

static struct need
need_of(struct matcher *m, const struct ng_statement *s)
{
	struct need need = {.statement = s, .text = s->text, .source = ng_network_source(m->scratch, m->net, s), .whose = NG_NONE};

	need.topics = ng_arena_array(m->scratch, s->topics.n, sizeof(*need.topics));
	for (; need.ntopics < s->topics.n; need.ntopics++)
		need.topics[need.ntopics] = ng_table_name(m->net->topics, s->topics.v[need.ntopics]);
	return need;
}

static bool
answer_mine(struct matcher *m, const struct ng_statement *s)
{
	struct need need = need_of(m, s);
	bool found = answer(m, &need, m->asked);

	/* among a few guests most needs find nobody */
	if (!found && m->asked == NULL)
		m->sink->nobody(m->sink->context, need.source, need.text);
	return found;
}

/* The text without the names of a person: what is looked for isn't they. */
static struct ng_str
without(const struct matcher *m, struct ng_str text, uint32_t person)
{
	struct ng_buf b = {.arena = m->scratch};

	for (size_t i = 0, n = 1; i < text.n; i += n) {
		struct ng_str rest = ng_str_cut(text, i, text.n);
		uint32_t named = NG_NONE;

		n = 1;
		if ((rest.p[0] == '@' || rest.p[0] == '[') && !ng_network_name_at(m->net, rest, &n, &named))
			n = 1;
		if (named == NG_NONE || named != person)
			ng_buf_add(&b, ng_str_cut(rest, 0, n));
	}
	return ng_buf_str(&b);
}

/* My contacts can, and I. */
static bool
can_help(const struct ng_network *net, uint32_t person)
{
	return net->people[person].met || person == net->me;
}

/* Says of all whom I introduced to a person already whether they may help them. */
static void
let_help(struct matcher *m, uint32_t person, bool may)
{
	const struct introductions *list = &m->introductions[person];

	for (size_t i = 0; i < list->n; i++) {
		struct ng_numbers people = m->net->statements[list->v[i]]->people;

		for (size_t k = 0; k < people.n; k++)
			m->helpers[people.v[k]] = may && can_help(m->net, people.v[k]);
	}
}

/* A contact's need: who of the others could help, or I. */
static bool
answer_theirs(struct matcher *m, const struct ng_statement *s)
{
	struct need need = need_of(m, s);
	bool found;

	need.whose = s->people.v[0];
	need.ntopics = 0; /* those of their page say who they are, and not what they need; its own are in the text */
	need.text = without(m, s->text, need.whose);
	let_help(m, need.whose, false);
	found = answer(m, &need, m->helpers);
	let_help(m, need.whose, true);
	return found;
}

/* The question's own tags are its topics, but for those of goals. */
static struct need
question_of(const struct matcher *m)
{
	struct need need = {.text = m->options->question, .source = NG_STR(""), .whose = NG_NONE};
	size_t cap = 0;

	for (size_t i = 0; i < need.text.n; i++) {
		struct ng_str tag = ng_str_cut(need.text, i, i + ng_text_tag(need.text, i));

		if (tag.n == 0 || ng_network_goal_tag(m->net, tag) != NG_NONE)
			continue;
		need.topics = ng_arena_more(m->arena, need.topics, need.ntopics, &cap, sizeof(*need.topics));
		need.topics[need.ntopics++] = ng_text_fold(m->arena, tag);
	}
	return need;
}

static void
answer_question(struct matcher *m, struct need *need)
{
	m->count.needs = 1;
	m->count.found = answer(m, need, m->asked);
	m->count.empty = ng_query_is_empty(&need->query);
	if (m->count.found == 0 && !m->count.empty)
		m->sink->nobody(m->sink->context, need->source, need->text);
}

/* A statement that is a need, or NULL: the question. */
struct task {
	struct matcher *matcher;
	const struct ng_statement *need;
	struct need question;
};

static void
run_task(struct ng_arena *scratch, void *context)
{
	struct task *t = context;
	struct matcher *m = t->matcher;

	m->scratch = scratch;
	if (t->need == NULL) {
		answer_question(m, &t->question);
	} else if (ng_network_is_my_need(m->net, t->need)) {
		m->count.needs++;
		m->count.found += answer_mine(m, t->need);
	} else {
		m->count.given += answer_theirs(m, t->need);
	}
}

/*
 * Whether the need is one that was asked for: mine of the goal, or theirs where nobody or they themselves
 * were named.
 */
static bool
is_asked_for(const struct matcher *m, const struct ng_statement *s)
{
	if (ng_network_is_my_need(m->net, s))
		return is_of_goal(m, s);
	if (!ng_network_is_their_need(m->net, s))
		return false;
	return m->asked == NULL ? m->options->goal == NG_NONE : m->asked[s->people.v[0]];
}

static void
list_introductions(struct matcher *m)
{
	const struct ng_network *net = m->net;
	struct ng_numbers gaves = net->of_kind[NG_KIND_GAVE];

	m->introductions = ng_arena_array(m->arena, net->npeople, sizeof(*m->introductions));
	for (size_t i = 0; i < gaves.n; i++) {
		const struct ng_statement *s = net->statements[gaves.v[i]];

		if (s->planned || !ng_str_eq(s->what, NG_STR("introduction")))
			continue;
		for (size_t k = 0; k < s->people.n; k++) {
			struct introductions *list = &m->introductions[s->people.v[k]];

			list->v = ng_arena_more(m->arena, list->v, list->n, &list->cap, sizeof(*list->v));
			list->v[list->n++] = gaves.v[i];
		}
	}
}

static void
choose_people(struct matcher *m)
{
	const struct ng_network *net = m->net;

	m->helpers = ng_arena_array(m->arena, net->npeople, sizeof(*m->helpers));
	for (uint32_t i = 0; i < net->npeople; i++)
		m->helpers[i] = can_help(net, i);
	if (m->options->people.n == 0)
		return;
	m->asked = ng_arena_array(m->arena, net->npeople, sizeof(*m->asked));
	for (size_t i = 0; i < m->options->people.n; i++)
		m->asked[m->options->people.v[i]] = true;
}

struct ng_match_count
ng_match_run(const struct ng_network *net, const struct ng_match_options *options,
             const struct ng_match_sink *sink)
{
	struct matcher m = {
	    .net = net, .arena = net->arena, .options = options, .sink = sink, .reserve = NG_REGEX_RESERVE};
	struct ng_stemmer *stemmer = ng_stemmer_new(m.arena);
	struct task task = {&m, NULL, question_of(&m)};
	struct ng_numbers needs = net->of_kind[NG_KIND_NEED];
	struct ng_table *names = NULL;

	ng_synonyms_stem(options->synonyms, stemmer);
	if (options->question.n > 0)
		names = ng_query_foresee(m.arena, net, stemmer, options->synonyms, task.question.text,
		                         task.question.topics, task.question.ntopics);
	m.index = ng_index_new(m.arena, net, stemmer, names);
	m.evidence = ng_evidence_new(m.arena, m.index);
	m.standings = ng_standings_new(m.arena, net);
	choose_people(&m);
	list_introductions(&m);
	if (options->question.n > 0)
		ng_arena_scratch(m.arena, run_task, &task);
	for (size_t i = 0; i < needs.n && options->question.n == 0; i++) {
		task.need = net->statements[needs.v[i]];
		if (!is_asked_for(&m, task.need))
			continue;
		if (ng_evidence_work(m.evidence) > MOST_WORK + WORK_A_STATEMENT * net->nstatements)
			m.count.left_out++;
		else
			ng_arena_scratch(m.arena, run_task, &task);
	}
	return m.count;
}

size_t
ng_match_needs(const struct ng_network *net, const struct ng_match_options *options, const struct ng_match_sink *sink)
{
	struct matcher m = {.net = net, .arena = net->arena, .options = options, .sink = sink};
	struct ng_numbers needs = net->of_kind[NG_KIND_NEED];
	size_t n = 0;

	for (size_t i = 0; i < needs.n; i++) {
		const struct ng_statement *s = net->statements[needs.v[i]];
		struct ng_record r = {0};
		char date[11], due[11];

		if (!ng_network_is_my_need(net, s) || !is_of_goal(&m, s))
			continue;
		r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_NEED));
		r.field[NG_FIELD_STATE] = ng_str_of(ng_state_name(s->state));
		r.field[NG_FIELD_DATE] = ng_str_of(ng_date_format(s->date, date));
		r.field[NG_FIELD_DUE] = ng_str_of(ng_date_format(s->due, due));
		r.field[NG_FIELD_GOALS] = ng_network_goal_list(net->arena, net, s->goals);
		r.field[NG_FIELD_TOPICS] = ng_network_topic_list(net->arena, net, s->topics);
		r.field[NG_FIELD_WHAT] = s->what;
		r.field[NG_FIELD_TEXT] = s->text;
		r.field[NG_FIELD_CONTEXT] = s->context;
		r.field[NG_FIELD_SOURCE] = ng_network_source(net->arena, net, s);
		sink->record(sink->context, &r);
		n++;
	}
	return n;
}
