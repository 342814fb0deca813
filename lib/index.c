#include "index.h"

#include <math.h>

#include "ranking.h"
#include "text.h"

/* A list's blocks double in size, so that rare terms, which are most, stay small. */
#define FIRST_POSTINGS 2
#define MOST_POSTINGS 512

static void
add_posting(struct ng_arena *a, struct ng_index *index, struct ng_str name, uint32_t statement, double weight)
{
	uint32_t n = ng_table_count(index->names), number = ng_table_put(index->names, name);
	struct ng_postings *last;
	struct ng_term *term;

	if (number == n) {
		index->terms = ng_arena_more(a, index->terms, n, &index->cap, sizeof(*index->terms));
		index->terms[number] = (struct ng_term){NULL, NULL, 0};
	}
	term = &index->terms[number];
	last = term->last;
	if (last != NULL && last->v[last->n - 1].statement == statement) {
		last->v[last->n - 1].weight += (float)weight;
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
	last->v[last->n++] = (struct ng_posting){statement, (float)weight};
	term->statements++;
}

static size_t
add_words(struct ng_arena *a, struct ng_index *index, struct ng_str text, uint32_t statement, double weight)
{
	struct ng_words words = ng_words_of(a, text);
	struct ng_str word;
	size_t n = 0;

	for (; ng_words_next(&words, &word); n++)
		add_posting(a, index, word, statement, weight);
	return n;
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

/* A topic with those that it nests in: #a/b is partly about #a. */
static void
add_topic(struct ng_arena *a, struct ng_index *index, struct ng_str topic, uint32_t statement, double weight)
{
	for (;;) {
		size_t i = topic.n;

		add_posting(a, index, topic, statement, weight);
		while (i > 0 && topic.p[i - 1] != '/')
			i--;
		if (i <= 1)
			return;
		topic = ng_str_cut(topic, 0, i - 1);
		weight *= NG_RANK_TOPIC_PART;
	}
}

static void
add_statement(struct ng_arena *a, struct ng_index *index, uint32_t number)
{
	const struct ng_network *net = index->net;
	const struct ng_statement *s = net->statements[number];
	size_t around, n = add_words(a, index, s->text, number, 1);

	around = add_words(a, index, s->context, number, NG_RANK_CONTEXT);
	for (size_t i = 0; i < s->topics.n; i++) {
		struct ng_str topic = ng_table_name(net->topics, s->topics.v[i]);
		/* a definition's tags are taken out of its title */
		bool own = s->kind == NG_KIND_PERSON || ng_index_writes_topic(s->text, topic);

		add_topic(a, index, topic, number, own ? 1 : NG_RANK_TOPIC_AROUND);
		if (!ng_index_writes_topic(s->text, topic))
			add_words(a, index, topic, number, NG_RANK_CONTEXT);
	}
	index->lengths[number] = (float)((double)n + NG_RANK_CONTEXT * (double)around);
	index->length += index->lengths[number];
	index->statements++;
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

struct ng_index *
ng_index_new(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_index *index = ng_arena_alloc(a, sizeof(*index));

	index->net = net;
	index->names = ng_table_new(a);
	index->evidence = ng_arena_array(a, net->nstatements, sizeof(*index->evidence));
	index->lengths = ng_arena_array(a, net->nstatements, sizeof(*index->lengths));
	for (uint32_t i = 0; i < net->nstatements; i++) {
		index->evidence[i] = evidence_of(net, net->statements[i]);
		if (index->evidence[i] > 0)
			add_statement(a, index, i);
	}
	index->length = index->statements == 0 ? 1 : fmax(1, index->length / (double)index->statements);
	return index;
}

double
ng_index_rarity_of(const struct ng_index *index, size_t statements)
{
	double n = (double)index->statements, held = (double)statements;

	return log(1 + (n - held + 0.5) / (held + 0.5));
}

double
ng_index_rarity(const struct ng_index *index, uint32_t term)
{
	return ng_index_rarity_of(index, term == NG_NONE ? 0 : index->terms[term].statements);
}

double
ng_index_saturation(const struct ng_index *index, uint32_t statement, double weight)
{
	double norm = 1 - NG_RANK_B + NG_RANK_B * (double)index->lengths[statement] / index->length;

	return weight * (NG_RANK_K1 + 1) / (weight + NG_RANK_K1 * norm);
}
