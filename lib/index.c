#include "index.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "text.h"

/* A list's blocks double in size, so that rare terms, which are most, stay small. */
#define FIRST_POSTINGS 2
#define MOST_POSTINGS 512

static void
add_posting(struct ng_index *index, uint32_t number, uint32_t passage, double weight, bool own)
{
	struct ng_term *term = &index->terms[number];
	struct ng_postings *last = term->last;

	term->occurrences++;
	if (last != NULL && last->v[last->n - 1].passage == passage) {
		last->v[last->n - 1].weight += (float)weight;
		last->v[last->n - 1].own |= (uint32_t)own;
		return;
	}
	if (last == NULL || last->n == last->cap) {
		uint32_t cap = last == NULL ? FIRST_POSTINGS : last->cap < MOST_POSTINGS ? last->cap * 2 : MOST_POSTINGS;

		last = ng_arena_alloc(index->arena, sizeof(*last) + cap * sizeof(last->v[0]));
		last->cap = cap;
		if (term->last == NULL)
			term->first = last;
		else
			term->last->next = last;
		term->last = last;
	}
	last->v[last->n++] = (struct ng_posting){passage & NG_INDEX_PASSAGES, own, (float)weight};
	term->passages++;
}

/* The term of a name, a new one where there's none. */
static uint32_t
put_term(struct ng_index *index, struct ng_str name)
{
	uint32_t n = ng_table_count(index->names), number = ng_table_put(index->names, name);

	if (number == n) {
		index->terms = ng_arena_more(index->arena, index->terms, n, &index->cap, sizeof(*index->terms));
		index->terms[number] = (struct ng_term){.first = NULL};
	}
	return number;
}

/* The term of a word; each form of it is stemmed once. */
static uint32_t
put_word(struct ng_index *index, struct ng_str word)
{
	uint32_t n = ng_table_count(index->forms), form = ng_table_put(index->forms, word);

	if (form == n) {
		index->stems = ng_arena_more(index->arena, index->stems, n, &index->cap_stems, sizeof(*index->stems));
		index->stems[form] =
		    ng_words_is_stop(word) ? NG_NONE : put_term(index, ng_stemmer_stem(index->stemmer, word));
	}
	return index->stems[form];
}

uint32_t
ng_index_term(struct ng_index *index, struct ng_str word)
{
	uint32_t form;

	if (ng_str_starts(word, NG_STR("#")))
		return ng_table_find(index->names, word);
	form = ng_table_find(index->forms, word);
	return form != NG_NONE ? index->stems[form] : ng_table_find(index->names, ng_stemmer_stem(index->stemmer, word));
}

/* The terms of a text's words, one behind the other. */
struct words {
	uint32_t *v;
	size_t n, cap;
	bool own; /* of the line itself */
};

bool
ng_index_next_part(const struct ng_network *net, struct ng_str text, size_t *at, struct ng_str *part)
{
	size_t from = *at, i = from, n = 0;

	if (from >= text.n)
		return false;
	for (;; i++) {
		i += ng_str_find(ng_str_cut(text, i, text.n), '#');
		n = i < text.n ? ng_text_tag(text, i) : 0;
		if (i >= text.n || (n > 0 && ng_network_goal_tag(net, ng_str_cut(text, i, i + n)) != NG_NONE))
			break;
	}
	*part = ng_str_cut(text, from, i);
	*at = i + n;
	return true;
}

/* Adds the words of a text to those that were read. */
static void
read_more(struct ng_index *index, struct ng_str text, struct words *words)
{
	struct ng_str part, word;

	for (size_t at = 0; ng_index_next_part(index->net, text, &at, &part);) {
		struct ng_words walk = ng_words_of(index->arena, part);

		while (ng_words_next(&walk, &word)) {
			words->v = ng_arena_more(index->arena, words->v, words->n, &words->cap, sizeof(*words->v));
			words->v[words->n] = put_word(index, word);
			words->n += words->v[words->n] != NG_NONE;
		}
	}
}

static void
read_words(struct ng_index *index, struct ng_str text, struct words *words)
{
	words->n = 0;
	read_more(index, text, words);
}

/* What stands above a line. The title of a goal says what I want, not what those under it know. */
static void
read_context(struct ng_index *index, struct ng_str context, struct words *words)
{
	const struct ng_str mark = NG_STR(NG_CONTEXT_MARK);

	words->n = 0;
	for (size_t from = 0, to = 0; from < context.n; from = to + mark.n) {
		for (to = from; to < context.n && !ng_str_starts(ng_str_cut(context, to, context.n), mark); to++)
			;
		if (ng_table_find(index->titles, ng_str_cut(context, from, to)) == NG_NONE)
			read_more(index, ng_str_cut(context, from, to), words);
	}
}

static void
add_words(struct ng_index *index, const struct words *words, size_t from, size_t to,
          uint32_t passage, double weight)
{
	for (size_t i = from; i < to && i < words->n; i++)
		add_posting(index, words->v[i], passage, weight, words->own);
}

bool
ng_index_writes_topic(struct ng_str text, struct ng_str topic)
{
	for (size_t i = ng_str_find(text, '#'); i < text.n;
	     i += 1 + ng_str_find(ng_str_cut(text, i + 1, text.n), '#')) {
		size_t end = i + topic.n, n;

		if (ng_str_eq_nocase(ng_str_cut(text, i, end), topic) &&
		    (end >= text.n || !ng_text_is_word(ng_text_at(text, end, &n))))
			return true;
	}
	return false;
}

bool
ng_index_topic_above(struct ng_str *topic)
{
	size_t i = topic->n;

	while (i > 0 && topic->p[i - 1] != '/')
		i--;
	if (i <= 1)
		return false;
	*topic = ng_str_cut(*topic, 0, i - 1);
	return true;
}

/* A topic with those that it nests in: #a/b is partly about #a. */
static void
add_topic(struct ng_index *index, struct ng_str topic, uint32_t passage, double weight)
{
	bool own = weight >= 1;
	size_t levels = 0;

	do {
		add_posting(index, put_term(index, topic), passage, weight, own);
		weight *= NG_RANK_TOPIC_PART;
	} while (++levels < NG_INDEX_LEVELS && ng_index_topic_above(&topic));
}

/* What is read of a statement, kept from one to the next for its memory. */
struct reading {
	struct words text, around, topic;
	const char *context; /* whose words `around` are: neighbours often share it */
	bool *written;       /* of each topic of the statement: its text has it */
	float *lengths;      /* of the passages, in words */
	size_t cap_written, cap;
	double length; /* of all */
};

/* The words [from, to) of a statement, with all that stands around it. */
static void
add_passage(struct ng_index *index, uint32_t number, struct reading *r, size_t from, size_t to)
{
	const struct ng_network *net = index->net;
	const struct ng_statement *s = net->statements[number];
	uint32_t passage = (uint32_t)index->npassages;
	size_t n = (to < r->text.n ? to : r->text.n) - from;

	if (index->npassages == NG_INDEX_PASSAGES)
		ng_arena_fail(index->arena, E2BIG);
	index->passages = ng_arena_more(index->arena, index->passages, index->npassages++, &index->cap_passages,
	                                sizeof(*index->passages));
	add_words(index, &r->text, from, to, passage, 1);
	add_words(index, &r->around, 0, r->around.n, passage, NG_RANK_CONTEXT);
	for (size_t i = 0; i < s->topics.n; i++) {
		struct ng_str topic = ng_table_name(net->topics, s->topics.v[i]);
		bool written = r->written[i];

		/* a definition's tags are taken out of its title */
		add_topic(index, topic, passage, written || s->kind == NG_KIND_PERSON ? 1 : NG_RANK_TOPIC_AROUND);
		if (!written) {
			read_words(index, topic, &r->topic);
			add_words(index, &r->topic, 0, r->topic.n, passage, NG_RANK_CONTEXT);
		}
	}
	index->passages[passage] = (struct ng_passage){number, 0};
	r->lengths = ng_arena_more(index->arena, r->lengths, passage, &r->cap, sizeof(*r->lengths));
	r->lengths[passage] = (float)((double)n + NG_RANK_CONTEXT * (double)r->around.n);
	r->length += r->lengths[passage];
}

static void
add_statement(struct ng_index *index, uint32_t number, struct reading *r)
{
	const struct ng_statement *s = index->net->statements[number];
	size_t from = 0;

	read_words(index, s->text, &r->text);
	for (size_t i = 0; i < s->topics.n; i++) {
		r->written = ng_arena_more(index->arena, r->written, i, &r->cap_written, sizeof(*r->written));
		r->written[i] = ng_index_writes_topic(s->text, ng_table_name(index->net->topics, s->topics.v[i]));
	}
	if (s->context.p != r->context || s->context.n == 0)
		read_context(index, s->context, &r->around);
	r->context = s->context.p;
	do
		add_passage(index, number, r, from, from + NG_RANK_WINDOW);
	while (from + NG_RANK_WINDOW < r->text.n && (from += NG_RANK_WINDOW_STEP) > 0);
}

/* What a statement's kind and age weigh. Of what concerns me alone, what I know is kept: that's what I can give. */
static double
evidence_of(const struct ng_network *net, const struct ng_statement *s)
{
	double weight;

	if (s->planned || s->state == NG_STATE_DROPPED || s->people.n == 0 ||
	    (s->people.n == 1 && s->people.v[0] == net->me && s->kind != NG_KIND_KNOWS))
		return 0;
	if (s->kind == NG_KIND_FIELD && ng_ranking_is_address(s->what))
		return 0;
	if (s->kind == NG_KIND_ASK && s->state == NG_STATE_NONE)
		return 0; /* put to a whole table: it says nothing of anybody at it */
	weight = ng_ranking_kind(s->kind, s->what);
	if (s->date > 0)
		weight *= exp2(-(double)(net->today - s->date) / NG_RANK_AGE_HALF);
	if (net->me != NG_NONE && s->people.n > 1 && ng_numbers_have(s->people, net->me))
		weight *= NG_RANK_WITH_ME;
	return weight;
}

void
ng_index_count_begin(struct ng_index *index)
{
	index->stamp++;
}

uint32_t
ng_index_count(struct ng_index *index, const struct ng_statement *s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s->people.n; i++) {
		uint32_t person = s->people.v[i];

		n += index->stamps[person] != index->stamp && person != index->net->me;
		index->stamps[person] = index->stamp;
	}
	return n;
}

static size_t
count_people(struct ng_index *index)
{
	size_t n = 0;

	ng_index_count_begin(index);
	for (uint32_t i = 0; i < index->net->nstatements; i++)
		if (index->evidence[i] > 0)
			n += ng_index_count(index, index->net->statements[i]);
	return n;
}

/* All is read: lengths are compared with the mean, and many windows have a good one by chance. */
static void
finish(struct ng_index *index, const struct reading *r)
{
	double mean = index->npassages == 0 ? 1 : fmax(1, r->length / (double)index->npassages);

	for (size_t p = 0; p < index->npassages; p++)
		index->passages[p].norm = (float)(NG_RANK_K1 * (1 - NG_RANK_B + NG_RANK_B * (double)r->lengths[p] / mean));
	for (size_t i = 0; i < index->net->nstatements; i++) {
		uint32_t windows = index->first[i + 1] - index->first[i];

		if (windows > 1)
			index->evidence[i] /= pow((double)windows, NG_RANK_WINDOWS);
	}
}

static struct ng_table *
titles_of(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_table *titles = ng_table_new(a);

	for (size_t i = 0; i < net->nstatements; i++)
		if (net->statements[i]->kind == NG_KIND_GOAL)
			ng_table_put(titles, ng_text_cut(net->statements[i]->text, NG_CONTEXT_PART));
	return titles;
}

struct ng_index *
ng_index_new(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_index *index = ng_arena_alloc(a, sizeof(*index));
	struct reading r = {.text = {.own = true}};

	index->arena = a;
	index->net = net;
	index->names = ng_table_new(a);
	index->forms = ng_table_new(a);
	index->titles = titles_of(a, net);
	index->evidence = ng_arena_array(a, net->nstatements, sizeof(*index->evidence));
	index->first = ng_arena_array(a, net->nstatements + 1, sizeof(*index->first));
	index->stamps = ng_arena_array(a, net->npeople, sizeof(*index->stamps));
	index->stemmer = ng_stemmer_new(a);
	for (uint32_t i = 0; i < net->nstatements; i++) {
		index->evidence[i] = evidence_of(net, net->statements[i]);
		index->first[i] = (uint32_t)index->npassages;
		if (index->evidence[i] > 0)
			add_statement(index, i, &r);
	}
	index->first[net->nstatements] = (uint32_t)index->npassages;
	index->people = count_people(index);
	finish(index, &r);
	return index;
}

/* Postings of several terms, to be put in order. */
struct gathered {
	struct ng_posting *v;
	size_t n, cap;
};

static void
gather_term(const struct ng_index *index, uint32_t term, struct gathered *g)
{
	for (const struct ng_postings *p = index->terms[term].first; p != NULL; p = p->next)
		for (uint32_t i = 0; i < p->n; i++) {
			g->v = ng_arena_more(index->arena, g->v, g->n, &g->cap, sizeof(*g->v));
			g->v[g->n++] = p->v[i];
		}
}

/* Of a sorted list those that the term holds too, as often as both. */
static void
keep_common(const struct ng_index *index, uint32_t term, struct gathered *g)
{
	const struct ng_postings *p = index->terms[term].first;
	size_t kept = 0;
	uint32_t i = 0;

	for (size_t k = 0; k < g->n; k++) {
		while (p != NULL && (i == p->n || p->v[i].passage < g->v[k].passage)) {
			bool done = i == p->n;

			i = done ? 0 : i + 1;
			p = done ? p->next : p;
		}
		if (p == NULL)
			break;
		if (p->v[i].passage != g->v[k].passage)
			continue;
		g->v[k].own &= p->v[i].own;
		g->v[k].weight = fminf(g->v[k].weight, p->v[i].weight);
		g->v[kept++] = g->v[k];
	}
	g->n = kept;
}

static void
gather_phrase(const struct ng_index *index, struct ng_str phrase, struct gathered *all)
{
	struct gathered g = {NULL, 0, 0};
	struct ng_str stem;
	bool first = true;

	for (; ng_str_word(&phrase, &stem); first = false) {
		uint32_t term = ng_table_find(index->names, stem);

		if (term == NG_NONE)
			return;
		if (first)
			gather_term(index, term, &g);
		else
			keep_common(index, term, &g);
	}
	for (size_t i = 0; i < g.n; i++) {
		all->v = ng_arena_more(index->arena, all->v, all->n, &all->cap, sizeof(*all->v));
		all->v[all->n++] = g.v[i];
	}
}

static int
by_passage(const void *a, const void *b)
{
	const struct ng_posting *p = a, *q = b;

	return (p->passage > q->passage) - (p->passage < q->passage);
}

uint32_t
ng_index_any(struct ng_index *index, struct ng_str name, const struct ng_str *phrases, size_t n)
{
	uint32_t term = ng_table_find(index->names, name);
	struct gathered all = {NULL, 0, 0};

	if (term == NG_NONE) {
		for (size_t i = 0; i < n; i++)
			gather_phrase(index, phrases[i], &all);
		term = put_term(index, name);
		if (all.n > 0)
			qsort(all.v, all.n, sizeof(*all.v), by_passage);
		for (size_t i = 0; i < all.n; i++)
			add_posting(index, term, all.v[i].passage, (double)all.v[i].weight, all.v[i].own);
	}
	return index->terms[term].passages == 0 ? NG_NONE : term;
}

double
ng_index_rarity_of(const struct ng_index *index, size_t people)
{
	double n = (double)index->people, held = (double)people < n ? (double)people : n;

	return pow(log(1 + (n - held + 0.5) / (held + 0.5)), NG_RANK_RARITY);
}

static uint32_t
people_of(struct ng_index *index, const struct ng_term *t)
{
	uint32_t people = 0;

	ng_index_count_begin(index);
	for (const struct ng_postings *p = t->first; p != NULL; p = p->next)
		for (uint32_t i = 0; i < p->n; i++)
			people += ng_index_count(index, index->net->statements[index->passages[p->v[i].passage].statement]);
	return people;
}

double
ng_index_rarity(struct ng_index *index, uint32_t term)
{
	struct ng_term *t = term == NG_NONE ? NULL : &index->terms[term];

	if (t == NULL || t->passages == 0)
		return ng_index_rarity_of(index, 0);
	if (t->people == 0)
		t->people = people_of(index, t);
	return ng_index_rarity_of(index, t->people) *
	       pow((double)t->occurrences / (double)t->passages, NG_RANK_SUBJECT);
}
