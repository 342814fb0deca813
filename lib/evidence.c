#include "evidence.h"

#include <float.h>
#include <math.h>

/* An open offer of something, and the first passage of its statement. */
struct offer {
	struct ng_str what;
	uint32_t passage;
};

/* Those for a goal. */
struct offers {
	struct offer *v;
	size_t n, cap;
};

/*
 * A passage, and what a query finds in it: all in one line of the cache, since a query comes to few of many. What the
 * index has of it is there once it was touched; the evidence is more than 0 then.
 */
struct found {
	double relevance;
	double evidence;
	uint32_t statement, person;
	float norm;
	uint32_t people : 23;
	uint32_t kind : 5;
	uint32_t alone : 1;   /* the statement has no other passage */
	uint32_t own : 1;     /* a term stands in the line itself */
	/* of the first passage of a statement */
	uint32_t told : 1;    /* it is gathered already */
	uint32_t offered : 1; /* it is an open offer of what is needed */
};

_Static_assert(NG_KINDS <= 32, "a kind has its bits");
#define CACHE_LINE 64
_Static_assert(CACHE_LINE % sizeof(struct found) == 0, "none crosses a line of the cache");

/* A line that answers, as it was handed to one of its people. */
struct handed {
	double relevance;
	uint32_t statement;
	uint32_t patterns;
	uint32_t next; /* of the same person */
	bool own;
};

/* What was handed to a person. */
struct hand {
	double best;
	uint32_t first, last;
	uint32_t n;
};

struct ng_evidence {
	struct ng_arena *arena;
	struct ng_index *index;
	const struct ng_network *net;
	struct found *found; /* of each passage; nothing is found between two queries */
	uint32_t *patterns;  /* of each passage: those that match, a bit each */
	uint32_t *touched;   /* the passages that have a relevance */
	size_t ntouched;
	size_t work; /* all that were touched, of all queries */
	struct offers *offers; /* of each goal */
	struct handed *handed;
	size_t nhanded, cap_handed;
	struct hand *hands; /* of each person */
	struct ng_prospect *prospects;
	size_t nprospects, cap_prospects;
	double reach[NG_RANK_LINES + 1]; /* what so many lines come to, if each is as good as the best */
	/* of the query at hand */
	uint32_t all_patterns; /* a bit for each */
	double least;
};

static void
list_offers(struct ng_evidence *e)
{
	struct ng_numbers offers = e->net->of_kind[NG_KIND_OFFER];

	e->offers = ng_arena_array(e->arena, e->net->ngoals, sizeof(*e->offers));
	for (size_t i = 0; i < offers.n; i++) {
		const struct ng_statement *s = e->net->statements[offers.v[i]];
		const struct ng_index_line *line = &e->index->lines[offers.v[i]];

		if (s->state != NG_STATE_OPEN || s->what.n == 0 || line->evidence <= 0)
			continue;
		for (size_t g = 0; g < s->goals.n; g++) {
			struct offers *of = &e->offers[s->goals.v[g]];

			of->v = ng_arena_more(e->arena, of->v, of->n, &of->cap, sizeof(*of->v));
			of->v[of->n++] = (struct offer){s->what, line->first};
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
	e->found = ng_arena_array(a, index->npassages + CACHE_LINE / sizeof(*e->found), sizeof(*e->found));
	e->found = (struct found *)((char *)e->found + (-(uintptr_t)e->found & (CACHE_LINE - 1)));
	e->patterns = ng_arena_array(a, index->npassages, sizeof(*e->patterns));
	e->touched = ng_arena_array(a, index->npassages, sizeof(*e->touched));
	e->hands = ng_arena_array(a, e->net->npeople, sizeof(*e->hands));
	for (size_t n = 1; n <= NG_RANK_LINES; n++) /* with room for what rounding may add */
		e->reach[n] = (1 - pow(NG_RANK_DECAY, (double)n)) * (1 + 1e-9);
	list_offers(e);
	return e;
}

/* A passage: what the index has of it is taken over when a query first comes to it, since a question comes to few. */
static struct found *
found_at(const struct ng_evidence *e, uint32_t passage)
{
	struct found *f = &e->found[passage];
	const struct ng_index_line *line;

	if (f->evidence > 0)
		return f;
	line = &e->index->lines[e->index->statements[passage]];
	f->statement = e->index->statements[passage];
	f->evidence = line->evidence;
	f->norm = e->index->norms[passage];
	f->person = line->person;
	f->people = line->people;
	f->kind = (uint32_t)line->kind & 31;
	f->alone = line[1].first - line->first == 1;
	return f;
}

/* The first passage of the passage's statement. */
static struct found *
first_of(const struct ng_evidence *e, uint32_t passage)
{
	struct found *f = found_at(e, passage);

	return f->alone ? f : found_at(e, e->index->lines[f->statement].first);
}

/* Adds a relevance, which is more than 0, to a passage. */
static void
touch(struct ng_evidence *e, uint32_t passage, double relevance)
{
	struct found *f = &e->found[passage];

	if (f->relevance == 0)
		e->touched[e->ntouched++] = passage;
	f->relevance += relevance;
}

/* The words and topics: each passage that holds a term gets its weight; `able`: of lines that can answer alone. */
static void
score_terms(struct ng_evidence *e, const struct ng_query *q, bool able)
{
	for (size_t i = 0; i < q->nterms; i++) {
		const struct ng_term *t = q->terms[i].term == NG_NONE ? NULL : ng_index_postings(e->index, q->terms[i].term);

		for (uint32_t k = 0; t != NULL && k < t->passages; k++) {
			struct ng_posting p = t->postings[k];
			struct found *f;

			if (k + NG_INDEX_AHEAD < t->passages && (!able || t->postings[k + NG_INDEX_AHEAD].able))
				__builtin_prefetch(&e->found[t->postings[k + NG_INDEX_AHEAD].passage], 1);
			if (able && !p.able)
				continue;
			f = found_at(e, p.passage);
			f->own |= p.own;
			touch(e, p.passage, q->terms[i].weight * ng_index_saturation(p.weight, f->norm));
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

		if (e->index->lines[s].evidence <= 0)
			continue;
		found = ng_regex_match(q->patterns[i].regex, statement->text);
		if (found == 0 && statement->context.n > 0)
			found = ng_regex_match(q->patterns[i].regex, statement->context);
		people += found > 0 ? ng_index_count(e->index, e->index->lines[s].first) : 0;
		for (uint32_t p = e->index->lines[s].first; found > 0 && p < e->index->lines[s + 1].first; p++) {
			e->patterns[p] |= (uint32_t)1 << i;
			e->found[p].own = true;
		}
	}
	weight = NG_RANK_PATTERN * ng_index_rarity_of(e->index, people);
	q->squares += weight * weight;
	for (uint32_t p = 0; p < e->index->npassages; p++)
		if ((e->patterns[p] >> i & 1) != 0)
			touch(e, p, weight);
	return found >= 0;
}

/* An open offer of what is needed, for the same goal, answers without a word in common: brings those before gather. */
static void
touch_offers(struct ng_evidence *e, const struct ng_statement *need)
{
	for (size_t g = 0; need != NULL && need->what.n > 0 && g < need->goals.n; g++) {
		const struct offers *of = &e->offers[need->goals.v[g]];

		for (size_t i = 0; i < of->n; i++) {
			if (!ng_str_eq(of->v[i].what, need->what))
				continue;
			touch(e, of->v[i].passage, DBL_MIN);
			e->found[of->v[i].passage].offered = true;
		}
	}
}

/*
 * Whether two statements say no more than one: those of one line, a line that was copied from note to note, and lines
 * that only the heading above them makes answers ("Votes for @jo: +1, +1, …").
 */
static bool
says_the_same(const struct ng_evidence *e, const struct ng_evidence_line *a, const struct ng_evidence_line *b)
{
	const struct ng_index_line *x = &e->index->lines[a->statement], *y = &e->index->lines[b->statement];
	const struct ng_statement *s = e->net->statements[a->statement], *t = e->net->statements[b->statement];

	if (x->line > 0 && x->line == y->line && x->file == y->file)
		return true;
	if (x->kind != y->kind)
		return false;
	return (x->text == y->text && s->text.n > 0 && ng_str_eq(s->text, t->text)) ||
	       (!a->own && !b->own && x->file == y->file && ng_str_eq(s->context, t->context));
}

/* Puts a line among a person's best, or in the place of one that says the same for less. */
static void
add_line(const struct ng_evidence *e, struct ng_candidate *c, struct ng_evidence_line line)
{
	size_t at = c->nlines, end = c->nlines;

	while (at > 0 && c->lines[at - 1].relevance < line.relevance)
		at--;
	if (at == NG_RANK_LINES)
		return;
	for (size_t i = 0; i < c->nlines; i++) {
		if (!says_the_same(e, &c->lines[i], &line))
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
aim(const struct ng_statement *need, const struct found *s, size_t i)
{
	bool known = s->kind == NG_KIND_KNOWS && (need == NULL || !ng_str_eq(need->what, NG_STR("introduction")));
	double aim = i == 0 || s->kind == NG_KIND_MET ? 1 : known ? NG_RANK_KNOWN_OF : NG_RANK_NAMED_LATER;

	if (s->people > NG_RANK_CROWD && (i > 0 || s->kind == NG_KIND_MET))
		aim *= NG_RANK_CROWD / (double)s->people;
	return aim;
}

/* A touched statement, of which `first` is the first passage, by its best ones, for each person that it's handed to. */
static struct handed
line_of(const struct ng_evidence *e, const struct found *first, double weight)
{
	uint32_t from = (uint32_t)(first - e->found);
	uint32_t to = first->alone ? from + 1 : e->index->lines[first->statement + 1].first;
	struct handed line = {.statement = first->statement, .patterns = e->all_patterns == 0 ? 0 : e->patterns[from]};
	double best = 0, second = 0;

	for (uint32_t p = from; p < to; p++) {
		const struct found *f = &e->found[p];

		line.own |= f->own;
		if (f->relevance > best) {
			second = best;
			best = f->relevance;
		} else if (f->relevance > second) {
			second = f->relevance;
		}
	}
	line.relevance = (best + NG_RANK_SECOND_WINDOW * second) / weight * first->evidence;
	return line;
}

/* Hands a line to one of its people. */
static void
hand_to(struct ng_evidence *e, const struct ng_asker *asker, uint32_t person, struct handed line)
{
	struct hand *hand = &e->hands[person];

	if (person == asker->nobody || (asker->among != NULL && !asker->among[person]))
		return;
	e->handed = ng_arena_more(e->arena, e->handed, e->nhanded, &e->cap_handed, sizeof(*e->handed));
	if (hand->n++ == 0) {
		e->prospects = ng_arena_more(e->arena, e->prospects, e->nprospects, &e->cap_prospects, sizeof(*e->prospects));
		e->prospects[e->nprospects++].person = person;
		hand->first = (uint32_t)e->nhanded;
		hand->best = 0;
	} else {
		e->handed[hand->last].next = (uint32_t)e->nhanded;
	}
	hand->last = (uint32_t)e->nhanded;
	hand->best = line.relevance > hand->best ? line.relevance : hand->best;
	e->handed[e->nhanded++] = line;
}

/* Hands the touched statements to the people in them. */
static void
gather(struct ng_evidence *e, const struct ng_query *q, const struct ng_asker *asker, double weight)
{
	for (size_t k = 0; k < e->ntouched; k++) {
		struct found *first = first_of(e, e->touched[k]);
		struct ng_numbers people;
		struct handed line;
		double relevance;

		if (first->told || (asker->able && (!ng_index_is_able(first->kind) || first->person == asker->nobody)))
			continue;
		first->told = true;
		line = line_of(e, first, weight);
		if (q->npatterns > 0 && line.patterns == 0)
			continue;
		relevance = line.relevance;
		line.relevance *= aim(asker->need, first, 0);
		if (first->offered)
			line.relevance += first->evidence * NG_RANK_SAME_OFFER;
		hand_to(e, asker, first->person, line);
		if (first->people == 1)
			continue;
		people = ng_index_people(e->index, e->touched[k]);
		for (size_t i = 1; i < people.n; i++) {
			line.relevance = relevance * aim(asker->need, first, i);
			hand_to(e, asker, people.v[i], line);
		}
	}
}

/* Leaves the passages as they were before the query. */
static void
forget_passages(struct ng_evidence *e)
{
	for (size_t k = 0; k < e->ntouched; k++) {
		struct found *f = &e->found[e->touched[k]], *first = first_of(e, e->touched[k]);

		f->relevance = 0;
		f->own = first->own = first->told = first->offered = false;
		if (e->all_patterns != 0)
			e->patterns[e->touched[k]] = e->patterns[first - e->found] = 0;
	}
	e->ntouched = 0;
}

/* Leaves the people as they were before the last query. */
static void
forget_people(struct ng_evidence *e)
{
	for (size_t i = 0; i < e->nprospects; i++)
		e->hands[e->prospects[i].person].n = 0;
	e->nprospects = e->nhanded = 0;
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
has_an_answer(const struct ng_evidence *e, const struct ng_candidate *c)
{
	for (size_t k = 0; k < c->nlines; k++)
		if (!e->index->lines[c->lines[k].statement].unanswered)
			return true;
	return false;
}

bool
ng_evidence_weigh(const struct ng_evidence *e, uint32_t person, struct ng_candidate *c)
{
	const struct hand *hand = &e->hands[person];
	const struct handed *line = &e->handed[hand->first];
	uint32_t patterns = 0;

	c->person = person;
	c->nlines = 0; /* the lines themselves are left as they are: many are weighed, and few have all */
	c->relevance = 0;
	for (uint32_t i = 0; i < hand->n; i++, line = &e->handed[line->next]) {
		patterns |= line->patterns;
		add_line(e, c, (struct ng_evidence_line){line->statement, line->relevance, line->own});
	}
	for (size_t k = 0; k < c->nlines; k++)
		c->relevance += ng_evidence_share(c, k);
	return c->relevance >= e->least && (patterns & e->all_patterns) == e->all_patterns && has_an_answer(e, c);
}

/* Says what each person's lines can come to; those with whom that isn't enough go. */
static void
sift(struct ng_evidence *e)
{
	size_t kept = 0;

	for (size_t i = 0; i < e->nprospects; i++) {
		struct ng_prospect p = e->prospects[i];
		struct hand *hand = &e->hands[p.person];

		p.most = hand->best * e->reach[hand->n < NG_RANK_LINES ? hand->n : NG_RANK_LINES];
		if (p.most >= e->least)
			e->prospects[kept++] = p;
		else
			hand->n = 0;
	}
	e->nprospects = kept;
}

const struct ng_prospect *
ng_evidence_find(struct ng_evidence *e, struct ng_query *query, const struct ng_asker *asker, ng_query_fault *fault,
                 void *context, size_t *n)
{
	forget_people(e);
	e->all_patterns = query->npatterns == NG_QUERY_PATTERNS ? UINT32_MAX : ((uint32_t)1 << query->npatterns) - 1;
	e->least = asker->able ? NG_RANK_LEAST_GIVEN : NG_RANK_LEAST;
	score_terms(e, query, asker->able);
	for (size_t i = 0; i < query->npatterns; i++)
		if (!score_pattern(e, query, i))
			fault(context, query->patterns[i].source,
			      NG_STR("takes too long; lines that it wasn't tried on count as not matched"));
	touch_offers(e, asker->need);
	gather(e, query, asker, query->squares > 0 ? sqrt(query->squares) : 1);
	e->work += e->ntouched;
	forget_passages(e);
	sift(e);
	*n = e->nprospects;
	return e->prospects;
}

size_t
ng_evidence_work(const struct ng_evidence *e)
{
	return e->work;
}
