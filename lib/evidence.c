#include "evidence.h"

#include <float.h>
#include <math.h>

/* The open offers of something for a goal. */
struct offers {
	uint32_t *v;
	size_t n, cap;
};

struct ng_evidence {
	struct ng_arena *arena;
	struct ng_index *index;
	const struct ng_network *net;
	/* of each passage, zero between two queries */
	double *relevance;
	uint32_t *patterns;
	bool *own;         /* a term stands in the line itself */
	uint32_t *touched; /* the passages that aren't zero */
	size_t ntouched;
	bool *told;      /* of each statement: gathered for this query */
	struct offers *offers; /* of each goal */
	uint32_t *slots; /* of each person: their candidate's number plus one */
	struct ng_candidate *candidates;
	size_t ncandidates, cap;
};

static void
list_offers(struct ng_evidence *e)
{
	e->offers = ng_arena_array(e->arena, e->net->ngoals, sizeof(*e->offers));
	for (uint32_t i = 0; i < e->net->nstatements; i++) {
		const struct ng_statement *s = e->net->statements[i];

		if (s->kind != NG_KIND_OFFER || s->state != NG_STATE_OPEN || s->what.n == 0 || e->index->evidence[i] <= 0)
			continue;
		for (size_t g = 0; g < s->goals.n; g++) {
			struct offers *of = &e->offers[s->goals.v[g]];

			of->v = ng_arena_more(e->arena, of->v, of->n, &of->cap, sizeof(*of->v));
			of->v[of->n++] = i;
		}
	}
}

struct ng_evidence *
ng_evidence_new(struct ng_arena *a, struct ng_index *index)
{
	struct ng_evidence *e = ng_arena_alloc(a, sizeof(*e));

	e->arena = a;
	e->index = index;
	e->net = index->net;
	e->relevance = ng_arena_array(a, index->npassages, sizeof(*e->relevance));
	e->patterns = ng_arena_array(a, index->npassages, sizeof(*e->patterns));
	e->own = ng_arena_array(a, index->npassages, sizeof(*e->own));
	e->touched = ng_arena_array(a, index->npassages, sizeof(*e->touched));
	e->told = ng_arena_array(a, e->net->nstatements, sizeof(*e->told));
	e->slots = ng_arena_array(a, e->net->npeople, sizeof(*e->slots));
	list_offers(e);
	return e;
}

/* Adds to a passage what is more than 0. */
static void
touch(struct ng_evidence *e, uint32_t passage, double relevance)
{
	if (e->relevance[passage] == 0)
		e->touched[e->ntouched++] = passage;
	e->relevance[passage] += relevance;
}

/* The words and topics: each passage that holds a term gets its weight. */
static void
score_terms(struct ng_evidence *e, const struct ng_query *q)
{
	for (size_t i = 0; i < q->nterms; i++) {
		const struct ng_postings *p = q->terms[i].term == NG_NONE ? NULL : e->index->terms[q->terms[i].term].first;

		for (; p != NULL; p = p->next)
			for (uint32_t k = 0; k < p->n; k++) {
				e->own[p->v[k].passage] |= p->v[k].own;
				touch(e, p->v[k].passage, q->terms[i].weight * ng_index_saturation(e->index, p->v[k]));
			}
	}
}

/* One pattern over all evidence; its weight depends on how much it finds. False where the search had to be ended. */
static bool
score_pattern(struct ng_evidence *e, struct ng_query *q, size_t i)
{
	size_t people = 0;
	double weight;
	int found = 0;

	ng_index_count_begin(e->index);
	for (uint32_t s = 0; s < e->net->nstatements && found >= 0; s++) {
		const struct ng_statement *statement = e->net->statements[s];

		if (e->index->evidence[s] <= 0)
			continue;
		found = ng_regex_match(q->patterns[i].regex, statement->text);
		if (found == 0 && statement->context.n > 0)
			found = ng_regex_match(q->patterns[i].regex, statement->context);
		people += found > 0 ? ng_index_count(e->index, statement) : 0;
		for (uint32_t p = e->index->first[s]; found > 0 && p < e->index->first[s + 1]; p++) {
			e->patterns[p] |= (uint32_t)1 << i;
			e->own[p] = true;
		}
	}
	weight = NG_RANK_PATTERN * ng_index_rarity_of(e->index, people);
	q->squares += weight * weight;
	for (uint32_t p = 0; p < e->index->npassages && people > 0; p++)
		if ((e->patterns[p] >> i & 1) != 0)
			touch(e, p, weight);
	return found >= 0;
}

/* An open offer of what is needed, for the same goal, answers without a word in common. */
static bool
is_offer_for(const struct ng_statement *need, const struct ng_statement *s)
{
	return s->kind == NG_KIND_OFFER && s->state == NG_STATE_OPEN && need != NULL && need->what.n > 0 &&
	       ng_str_eq(s->what, need->what) && ng_numbers_meet(s->goals, need->goals);
}

/* Brings such offers before gather, which weighs them. */
static void
touch_offers(struct ng_evidence *e, const struct ng_statement *need)
{
	for (size_t g = 0; need != NULL && g < need->goals.n; g++) {
		const struct offers *of = &e->offers[need->goals.v[g]];

		for (size_t i = 0; i < of->n; i++)
			if (is_offer_for(need, e->net->statements[of->v[i]]))
				touch(e, e->index->first[of->v[i]], DBL_MIN);
	}
}

static struct ng_candidate *
candidate_of(struct ng_evidence *e, uint32_t person)
{
	if (e->slots[person] == 0) {
		e->candidates = ng_arena_more(e->arena, e->candidates, e->ncandidates, &e->cap, sizeof(*e->candidates));
		e->candidates[e->ncandidates].person = person;
		e->candidates[e->ncandidates].patterns = 0;
		e->candidates[e->ncandidates].nlines = 0;
		e->slots[person] = (uint32_t)++e->ncandidates;
	}
	return &e->candidates[e->slots[person] - 1];
}

/*
 * Whether two statements say no more than one: those of one line, a line that was copied from note to note, and lines
 * that only the heading above them makes answers ("Votes for @jo: +1, +1, …").
 */
static bool
says_the_same(const struct ng_network *net, const struct ng_evidence_line *a, const struct ng_evidence_line *b)
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
add_line(const struct ng_network *net, struct ng_candidate *c, struct ng_evidence_line line)
{
	size_t at = c->nlines, end = c->nlines;

	while (at > 0 && c->lines[at - 1].relevance < line.relevance)
		at--;
	if (at == NG_RANK_LINES)
		return;
	for (size_t i = 0; i < c->nlines; i++) {
		if (!says_the_same(net, &c->lines[i], &line))
			continue;
		if (c->lines[i].relevance >= line.relevance)
			return;
		end = i;
		break;
	}
	if (end == NG_RANK_LINES)
		end--;
	if (end == c->nlines)
		c->nlines++;
	for (size_t i = end; i > at; i--)
		c->lines[i] = c->lines[i - 1];
	c->lines[at] = line;
}

/*
 * How surely a line is about the i-th of the people that it names. Whom somebody knows is whom one wants to be
 * introduced to.
 */
static double
aim(const struct ng_statement *need, const struct ng_statement *s, size_t i)
{
	bool known = s->kind == NG_KIND_KNOWS && (need == NULL || !ng_str_eq(need->what, NG_STR("introduction")));
	double aim = i == 0 || s->kind == NG_KIND_MET ? 1 : known ? NG_RANK_KNOWN_OF : NG_RANK_NAMED_LATER;

	if (s->people.n > NG_RANK_CROWD && (i > 0 || s->kind == NG_KIND_MET))
		aim *= NG_RANK_CROWD / (double)s->people.n;
	return aim;
}

/* A touched statement by its best passages; `patterns` are those that it matched. */
static struct ng_evidence_line
line_of(const struct ng_evidence *e, uint32_t number, double weight, uint32_t *patterns)
{
	uint32_t from = e->index->first[number], to = e->index->first[number + 1];
	struct ng_evidence_line line = {.statement = number};
	double best = 0, second = 0;

	*patterns = e->patterns[from];
	for (uint32_t p = from; p < to; p++) {
		line.own |= e->own[p];
		if (e->relevance[p] > best) {
			second = best;
			best = e->relevance[p];
		} else if (e->relevance[p] > second) {
			second = e->relevance[p];
		}
	}
	line.relevance = (best + NG_RANK_SECOND_WINDOW * second) / weight * e->index->evidence[number];
	return line;
}

/* Whether a line says outright what somebody can help with, and not what came up beside them. */
static bool
says_what_they_can(const struct ng_statement *s)
{
	return s->kind == NG_KIND_KNOWS || s->kind == NG_KIND_FIELD || s->kind == NG_KIND_PERSON ||
	       s->kind == NG_KIND_OFFER;
}

/* Hands the touched statements to the people in them. */
static void
gather(struct ng_evidence *e, const struct ng_query *q, const struct ng_asker *asker, double weight)
{
	for (size_t k = 0; k < e->ntouched; k++) {
		uint32_t number = e->index->passages[e->touched[k]].statement, patterns;
		const struct ng_statement *s = e->net->statements[number];
		struct ng_evidence_line line;
		double offered;

		if (e->told[number] || (asker->able && (!says_what_they_can(s) || s->people.v[0] == asker->nobody)))
			continue;
		e->told[number] = true;
		line = line_of(e, number, weight, &patterns);
		if (q->npatterns > 0 && patterns == 0)
			continue;
		offered = is_offer_for(asker->need, s) ? e->index->evidence[number] * NG_RANK_SAME_OFFER : 0;
		for (size_t i = 0; i < s->people.n; i++) {
			uint32_t person = s->people.v[i];
			struct ng_candidate *c;

			if (person == asker->nobody || (asker->among != NULL && !asker->among[person]))
				continue;
			c = candidate_of(e, person);
			c->patterns |= patterns;
			add_line(e->net, c,
			         (struct ng_evidence_line){
			             number, line.relevance * aim(asker->need, s, i) + (i == 0 ? offered : 0), line.own});
		}
	}
}

/* Leaves all as it was before the query. */
static void
forget(struct ng_evidence *e)
{
	for (size_t k = 0; k < e->ntouched; k++) {
		uint32_t passage = e->touched[k];

		e->told[e->index->passages[passage].statement] = false;
		e->relevance[passage] = 0;
		e->own[passage] = false;
		e->patterns[passage] = 0;
	}
	e->ntouched = 0;
	for (size_t i = 0; i < e->ncandidates; i++)
		e->slots[e->candidates[i].person] = 0;
}

double
ng_evidence_share(const struct ng_candidate *c, size_t k)
{
	double share = (1 - NG_RANK_DECAY) * c->lines[k].relevance;

	while (k-- > 0)
		share *= NG_RANK_DECAY;
	return share;
}

/* What I asked somebody and they didn't answer is what I wanted, not what they know: alone it is no evidence. */
static bool
is_unanswered(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_ASK &&
	       (s->closed_by == NG_NONE || ng_str_eq(net->statements[s->closed_by]->what, NG_STR("no")));
}

static bool
has_an_answer(const struct ng_network *net, const struct ng_candidate *c)
{
	for (size_t k = 0; k < c->nlines; k++)
		if (!is_unanswered(net, net->statements[c->lines[k].statement]))
			return true;
	return false;
}

/* Those without enough evidence, or without a pattern that must match, go. */
static void
sift(struct ng_evidence *e, size_t npatterns, double least)
{
	uint32_t all = npatterns == NG_QUERY_PATTERNS ? UINT32_MAX : ((uint32_t)1 << npatterns) - 1;
	size_t kept = 0;

	for (size_t i = 0; i < e->ncandidates; i++) {
		struct ng_candidate *c = &e->candidates[i];

		c->relevance = 0;
		for (size_t k = 0; k < c->nlines; k++)
			c->relevance += ng_evidence_share(c, k);
		if (c->relevance < least || (c->patterns & all) != all || !has_an_answer(e->net, c))
			continue;
		if (kept != i)
			e->candidates[kept] = *c;
		kept++;
	}
	e->ncandidates = kept;
}

struct ng_candidate *
ng_evidence_find(struct ng_evidence *e, struct ng_query *query, const struct ng_asker *asker, ng_query_fault *fault,
                 void *context, size_t *n)
{
	e->ncandidates = 0;
	score_terms(e, query);
	for (size_t i = 0; i < query->npatterns; i++)
		if (!score_pattern(e, query, i))
			fault(context, query->patterns[i].source,
			      NG_STR("takes too long; lines that it wasn't tried on count as not matched"));
	touch_offers(e, asker->need);
	gather(e, query, asker, query->squares > 0 ? sqrt(query->squares) : 1);
	forget(e);
	sift(e, query->npatterns, asker->able ? NG_RANK_LEAST_GIVEN : NG_RANK_LEAST);
	*n = e->ncandidates;
	return e->candidates;
}
