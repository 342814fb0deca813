#include "index.h"

#include <errno.h>
#include <math.h>

#include "ranking.h"
#include "text.h"

/* A list's blocks double in size, so that rare terms, which are most, stay small. */
#define FIRST_POSTINGS 2
#define MOST_POSTINGS 512

static void
add_posting(struct ng_arena *a, struct ng_index *index, uint32_t number, uint32_t passage, double weight, bool own)
{
	struct ng_term *term = &index->terms[number];
	struct ng_postings *last = term->last;

	term->occurrences++;
	if (last != NULL && last->v[last->n - 1].passage == passage) {
		last->v[last->n - 1].weight += (float)weight;
		last->v[last->n - 1].own |= own;
		return;
	}
	if (last == NULL || last->n == last->cap) {
		uint32_t cap = last == NULL ? FIRST_POSTINGS : last->cap < MOST_POSTINGS ? last->cap * 2 : MOST_POSTINGS;

		last = ng_arena_alloc(a, sizeof(*last) + cap * sizeof(last->v[0]));
		last->cap = cap;
		if (term->last == NULL)
			term->first = last;
		else
			term->last->next = last;
		term->last = last;
	}
	last->v[last->n++] = (struct ng_posting){passage, (float)weight, own};
	term->passages++;
}

/* The term of a name, a new one where there's none. */
static uint32_t
put_term(struct ng_arena *a, struct ng_index *index, struct ng_str name)
{
	uint32_t n = ng_table_count(index->names), number = ng_table_put(index->names, name);

	if (number == n) {
		index->terms = ng_arena_more(a, index->terms, n, &index->cap, sizeof(*index->terms));
		index->terms[number] = (struct ng_term){NULL, NULL, 0, 0};
	}
	return number;
}

/* The term of a word; each form of it is stemmed once. */
static uint32_t
put_word(struct ng_arena *a, struct ng_index *index, struct ng_str word)
{
	uint32_t n = ng_table_count(index->forms), form = ng_table_put(index->forms, word);

	if (form == n) {
		index->stems = ng_arena_more(a, index->stems, n, &index->cap_stems, sizeof(*index->stems));
		index->stems[form] = put_term(a, index, ng_stemmer_stem(index->stemmer, word));
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

static void
read_words(struct ng_arena *a, struct ng_index *index, struct ng_str text, struct words *words)
{
	struct ng_words walk = ng_words_of(a, text);
	struct ng_str word;

	words->n = 0;
	while (ng_words_next(&walk, &word)) {
		words->v = ng_arena_more(a, words->v, words->n, &words->cap, sizeof(*words->v));
		words->v[words->n++] = put_word(a, index, word);
	}
}

static void
add_words(struct ng_arena *a, struct ng_index *index, const struct words *words, size_t from, size_t to,
          uint32_t passage, double weight)
{
	for (size_t i = from; i < to && i < words->n; i++)
		add_posting(a, index, words->v[i], passage, weight, words->own);
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
add_topic(struct ng_arena *a, struct ng_index *index, struct ng_str topic, uint32_t passage, double weight)
{
	bool own = weight >= 1;

	do {
		add_posting(a, index, put_term(a, index, topic), passage, weight, own);
		weight *= NG_RANK_TOPIC_PART;
	} while (ng_index_topic_above(&topic));
}

/* What is read of a statement, kept from one to the next for its memory. */
struct reading {
	struct words text, around, topic;
};

/* The words [from, to) of a statement, with all that stands around it. */
static void
add_passage(struct ng_arena *a, struct ng_index *index, uint32_t number, struct reading *r, size_t from, size_t to)
{
	const struct ng_network *net = index->net;
	const struct ng_statement *s = net->statements[number];
	uint32_t passage = (uint32_t)index->npassages;
	size_t n = (to < r->text.n ? to : r->text.n) - from;

	index->passages = ng_arena_more(a, index->passages, index->npassages++, &index->cap_passages,
	                                sizeof(*index->passages));
	add_words(a, index, &r->text, from, to, passage, 1);
	add_words(a, index, &r->around, 0, r->around.n, passage, NG_RANK_CONTEXT);
	for (size_t i = 0; i < s->topics.n; i++) {
		struct ng_str topic = ng_table_name(net->topics, s->topics.v[i]);
		bool written = ng_index_writes_topic(s->text, topic);

		/* a definition's tags are taken out of its title */
		add_topic(a, index, topic, passage, written || s->kind == NG_KIND_PERSON ? 1 : NG_RANK_TOPIC_AROUND);
		if (!written) {
			read_words(a, index, topic, &r->topic);
			add_words(a, index, &r->topic, 0, r->topic.n, passage, NG_RANK_CONTEXT);
		}
	}
	index->passages[passage] =
	    (struct ng_passage){number, (float)((double)n + NG_RANK_CONTEXT * (double)r->around.n)};
	index->length += index->passages[passage].length;
}

static void
add_statement(struct ng_arena *a, struct ng_index *index, uint32_t number, struct reading *r)
{
	const struct ng_statement *s = index->net->statements[number];
	size_t from = 0;

	read_words(a, index, s->text, &r->text);
	read_words(a, index, s->context, &r->around);
	do
		add_passage(a, index, number, r, from, from + NG_RANK_WINDOW);
	while (from + NG_RANK_WINDOW < r->text.n && (from += NG_RANK_WINDOW_STEP) > 0);
}

static double
evidence_of(const struct ng_network *net, const struct ng_statement *s)
{
	if (s->planned || s->state == NG_STATE_DROPPED || s->people.n == 0 ||
	    (s->people.n == 1 && s->people.v[0] == net->me))
		return 0;
	if (s->kind == NG_KIND_FIELD && ng_ranking_is_address(s->what))
		return 0;
	if (s->kind == NG_KIND_ASK && s->state == NG_STATE_NONE)
		return 0; /* put to a whole table: it says nothing of anybody at it */
	return ng_ranking_kind(s->kind, s->what);
}

/* How many people of a statement weren't counted since the stamp changed; counts them. */
static size_t
count_new(struct ng_index *index, const struct ng_statement *s)
{
	size_t n = 0;

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

	index->stamp++;
	for (uint32_t i = 0; i < index->net->nstatements; i++)
		if (index->evidence[i] > 0)
			n += count_new(index, index->net->statements[i]);
	return n;
}

struct ng_index *
ng_index_new(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_index *index = ng_arena_alloc(a, sizeof(*index));
	struct reading r = {.text = {.own = true}};

	index->net = net;
	index->names = ng_table_new(a);
	index->forms = ng_table_new(a);
	index->evidence = ng_arena_array(a, net->nstatements, sizeof(*index->evidence));
	index->first = ng_arena_array(a, net->nstatements + 1, sizeof(*index->first));
	index->stamps = ng_arena_array(a, net->npeople, sizeof(*index->stamps));
	index->stemmer = ng_stemmer_new();
	if (index->stemmer == NULL)
		ng_arena_fail(a, ENOMEM);
	for (uint32_t i = 0; i < net->nstatements; i++) {
		index->evidence[i] = evidence_of(net, net->statements[i]);
		index->first[i] = (uint32_t)index->npassages;
		if (index->evidence[i] > 0)
			add_statement(a, index, i, &r);
	}
	index->first[net->nstatements] = (uint32_t)index->npassages;
	index->people = count_people(index);
	index->length = index->npassages == 0 ? 1 : fmax(1, index->length / (double)index->npassages);
	return index;
}

void
ng_index_free(struct ng_index *index)
{
	ng_stemmer_free(index->stemmer);
	index->stemmer = NULL;
}

double
ng_index_rarity_of(const struct ng_index *index, size_t people)
{
	double n = (double)index->people, held = (double)people < n ? (double)people : n;

	return pow(log(1 + (n - held + 0.5) / (held + 0.5)), NG_RANK_RARITY);
}

double
ng_index_rarity(struct ng_index *index, uint32_t term)
{
	const struct ng_term *t = term == NG_NONE ? NULL : &index->terms[term];
	size_t people = 0;

	if (t == NULL || t->passages == 0)
		return ng_index_rarity_of(index, 0);
	index->stamp++;
	for (const struct ng_postings *p = t->first; p != NULL; p = p->next)
		for (uint32_t i = 0; i < p->n; i++)
			people += count_new(index, index->net->statements[index->passages[p->v[i].passage].statement]);
	return ng_index_rarity_of(index, people) *
	       pow((double)t->occurrences / (double)t->passages, NG_RANK_SUBJECT);
}

double
ng_index_saturation(const struct ng_index *index, uint32_t passage, double weight)
{
	double norm = 1 - NG_RANK_B + NG_RANK_B * (double)index->passages[passage].length / index->length;

	return weight * (NG_RANK_K1 + 1) / (weight + NG_RANK_K1 * norm);
}
