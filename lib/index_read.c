#include <errno.h>
#include <math.h>
#include <string.h>

#include "index_parts.h"

/*
 * How a passage holds a term: as a word, as one in the headings above, as a topic that the line writes, as one that it has
 * from above; and how many levels above the topic the term is.
 */
enum way { WORD, AROUND, TOPIC, TOPIC_AROUND = TOPIC + NG_INDEX_LEVELS, WAYS = TOPIC_AROUND + NG_INDEX_LEVELS };

_Static_assert(WAYS <= 1 << NG_INDEX_WAY_BITS, "a way has its bits");

/* All that was read: the terms of each passage, one behind the other. */
struct ng_index_read {
	struct ng_arena *arena;
	uint32_t *v;
	uint32_t *end; /* of each passage */
	size_t n, cap, cap_end;
	float weight[WAYS]; /* of each way */
};

/* A word of few letters (words.h) and its term. No letters: an empty place. */
struct ng_index_short {
	uint64_t letters[2];
	uint32_t term;
};

/*
 * The short words that came up so far: most words are such, and come up again. A table with open addressing that
 * doubles when it is half full; it holds the words themselves, so that a look-up is one look.
 */
struct ng_index_shorts {
	struct ng_arena *arena;
	struct ng_index_short *v;
	size_t n;
	unsigned bits; /* of the number of places */
};

/* Room for the stop words. */
#define FIRST_BITS 10

static void
set_weights(float weight[WAYS])
{
	double own = 1, around = NG_RANK_TOPIC_AROUND;

	weight[WORD] = 1;
	weight[AROUND] = (float)NG_RANK_CONTEXT;
	for (size_t level = 0; level < NG_INDEX_LEVELS; level++) {
		weight[TOPIC + level] = (float)own;
		weight[TOPIC_AROUND + level] = (float)around;
		own *= NG_RANK_TOPIC_PART;
		around *= NG_RANK_TOPIC_PART;
	}
}

static bool
is_own(enum way way)
{
	return way == WORD || (way >= TOPIC && way < TOPIC_AROUND);
}

/* The term of a word's stem. */
static uint32_t
put_stem(struct ng_index *index, struct ng_str stem)
{
	uint32_t term;

	if (!index->asked)
		return ng_index_name(index, stem);
	term = ng_table_find(index->names, stem);
	return term == NG_NONE ? NG_INDEX_UNASKED : term;
}

static bool
is_stop(const struct ng_index *index, struct ng_str word)
{
	return ng_table_find(index->stops, word) != NG_NONE;
}

/* The term of a word; each form of it is stemmed once. */
static uint32_t
put_form(struct ng_index *index, struct ng_str word)
{
	uint32_t n, form;

	if (index->asked && !index->begins[ng_index_beginning_of(word)])
		return is_stop(index, word) ? NG_NONE : NG_INDEX_UNASKED;
	n = ng_table_count(index->forms);
	form = ng_table_put(index->forms, word);
	if (form == n) {
		index->stems = ng_arena_more(index->arena, index->stems, n, &index->cap_stems, sizeof(*index->stems));
		index->stems[form] =
		    is_stop(index, word) ? NG_NONE : put_stem(index, ng_stemmer_stem(index->stemmer, word));
	}
	return index->stems[form];
}

/* The first place where the word may stand. */
static size_t
place_of(const struct ng_index_shorts *shorts, const uint64_t letters[2])
{
	const uint64_t odd = 0x9E3779B97F4A7C15; /* 2^64 by the golden ratio (Knuth, TAOCP 3, 6.4) */

	return (size_t)((letters[0] * odd ^ letters[1]) * odd >> (64 - shorts->bits));
}

/* The word's place, or the empty one where it would stand. */
static struct ng_index_short *
find_short(const struct ng_index_shorts *shorts, const uint64_t letters[2])
{
	size_t i = place_of(shorts, letters);

	while (shorts->v[i].letters[0] != 0 &&
	       (shorts->v[i].letters[0] != letters[0] || shorts->v[i].letters[1] != letters[1]))
		i = (i + 1) & (((size_t)1 << shorts->bits) - 1);
	return &shorts->v[i];
}

static void
keep_short(struct ng_index_shorts *shorts, const uint64_t letters[2], uint32_t term)
{
	const struct ng_index_short *old = shorts->v;
	size_t places = (size_t)1 << shorts->bits;

	if (++shorts->n > places / 2) {
		shorts->bits++;
		shorts->v = ng_arena_array(shorts->arena, places * 2, sizeof(*shorts->v));
		for (size_t i = 0; i < places; i++)
			if (old[i].letters[0] != 0)
				*find_short(shorts, old[i].letters) = old[i];
	}
	*find_short(shorts, letters) = (struct ng_index_short){{letters[0], letters[1]}, term};
}

static struct ng_index_shorts *
new_shorts(struct ng_arena *a, const struct ng_table *stops)
{
	struct ng_index_shorts *shorts = ng_arena_alloc(a, sizeof(*shorts));
	uint64_t letters[2];

	shorts->arena = a;
	shorts->bits = FIRST_BITS;
	shorts->v = ng_arena_array(a, (size_t)1 << FIRST_BITS, sizeof(*shorts->v));
	for (uint32_t i = 0; i < ng_table_count(stops); i++) {
		struct ng_words walk = ng_words_of(a, ng_table_name(stops, i));

		if (ng_words_next_short(&walk, letters))
			keep_short(shorts, letters, NG_NONE);
	}
	return shorts;
}

/* The term of a short word. */
static uint32_t
put_short(struct ng_index *index, const uint64_t letters[2])
{
	const struct ng_index_short *known = find_short(index->shorts, letters);
	char word[NG_WORDS_SHORT];
	uint32_t term;
	size_t n = 0;

	if (known->letters[0] != 0)
		return known->term;
	/* all short stop words are known */
	if (index->asked && !index->begins[ng_index_beginning(letters[0] & 0xFF, letters[0] >> 8 & 0xFF)])
		return NG_INDEX_UNASKED;
	for (char c; n < sizeof(word) && (c = (char)(letters[n / 8] >> (n % 8 * 8))) != 0; n++)
		word[n] = c;
	term = put_form(index, (struct ng_str){word, n});
	keep_short(index->shorts, letters, term);
	return term;
}

/* Adds what a passage holds to all that was read. */
static void
add_entry(struct ng_index *index, uint32_t term, enum way way)
{
	struct ng_index_read *read = index->read;

	read->v = ng_arena_more(read->arena, read->v, read->n, &read->cap, sizeof(*read->v));
	read->v[read->n++] = term << NG_INDEX_WAY_BITS | (uint32_t)way;
}

/* Counts an entry of a passage among a term's postings, of which there are `n`; has room for one more. */
static uint32_t
add_posting(const struct ng_index *index, struct ng_posting *v, uint32_t n, uint32_t passage, uint32_t entry)
{
	enum way way = (enum way)(entry & (((uint32_t)1 << NG_INDEX_WAY_BITS) - 1));

	if (n == 0 || v[n - 1].passage != passage)
		v[n++] = (struct ng_posting){passage & NG_INDEX_PASSAGES, 0,
		                             ng_index_is_able(index->lines[index->statements[passage]].kind), 0};
	v[n - 1].weight += index->read->weight[way];
	v[n - 1].own |= is_own(way);
	return n;
}

/* A term that is asked for, and how many words of its text stand before it. */
struct place {
	uint32_t term;
	size_t at;
};

/* The words of a text that aren't too common, and where the terms stand. */
struct words {
	size_t length;
	struct place *v;
	size_t n, cap;
};

static void
add_word(struct ng_index *index, uint32_t term, struct words *words)
{
	if (term < NG_INDEX_UNASKED) {
		words->v = ng_arena_more(index->arena, words->v, words->n, &words->cap, sizeof(*words->v));
		words->v[words->n++] = (struct place){term, words->length};
	}
	words->length += term != NG_NONE;
}

/* The short words up to the next other one, several at once: while one is looked up, memory is asked for the next. */
static void
read_shorts(struct ng_index *index, struct ng_words *walk, struct words *words)
{
	uint64_t letters[NG_INDEX_AHEAD][2];
	size_t n;

	do {
		for (n = 0; n < NG_INDEX_AHEAD && ng_words_next_short(walk, letters[n]); n++)
			__builtin_prefetch(&index->shorts->v[place_of(index->shorts, letters[n])]);
		for (size_t i = 0; i < n; i++)
			add_word(index, put_short(index, letters[i]), words);
	} while (n == NG_INDEX_AHEAD);
}

/* Adds the words of a text to those that were read. */
static void
read_more(struct ng_index *index, struct ng_str text, struct words *words)
{
	struct ng_str part, word;

	for (size_t at = 0; ng_index_next_part(index->net, text, &at, &part);) {
		struct ng_words walk = ng_words_of(index->arena, part);

		for (read_shorts(index, &walk, words); ng_words_next(&walk, &word); read_shorts(index, &walk, words))
			add_word(index, put_form(index, word), words);
	}
}

static void
begin_words(struct words *words)
{
	words->n = words->length = 0;
}

static void
read_words(struct ng_index *index, struct ng_str text, struct words *words)
{
	begin_words(words);
	read_more(index, text, words);
}

/* What stands above a line. The title of a goal says what I want, not what those under it know. */
static void
read_context(struct ng_index *index, struct ng_str context, struct words *words)
{
	const struct ng_str mark = NG_STR(NG_CONTEXT_MARK);

	begin_words(words);
	for (size_t from = 0, to = 0; from < context.n; from = to + mark.n) {
		for (to = from; to < context.n && !ng_str_starts(ng_str_cut(context, to, context.n), mark); to++)
			;
		if (ng_table_find(index->titles, ng_str_cut(context, from, to)) == NG_NONE)
			read_more(index, ng_str_cut(context, from, to), words);
	}
}

/* The first place from the word `at` on. */
static size_t
first_from(const struct words *words, size_t at)
{
	size_t low = 0, high = at == 0 ? 0 : words->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (words->v[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
add_words(struct ng_index *index, const struct words *words, size_t from, size_t to, enum way way)
{
	for (size_t i = first_from(words, from); i < words->n && words->v[i].at < to; i++)
		add_entry(index, words->v[i].term, way);
}

/* A topic with those that it nests in: #a/b is partly about #a. */
static void
add_topic(struct ng_index *index, struct ng_str topic, enum way way)
{
	uint32_t level = 0;

	do {
		uint32_t term = put_stem(index, topic);

		if (term != NG_INDEX_UNASKED)
			add_entry(index, term, (enum way)((uint32_t)way + level));
	} while (++level < NG_INDEX_LEVELS && ng_index_topic_above(&topic));
}

/* What is read of a statement, kept from one to the next for its memory. */
struct reading {
	struct words text, around, topic;
	const char *context; /* whose words `around` are: neighbours often share it */
	bool *written;       /* of each topic of the statement: its text has it */
	size_t cap_written;
	uint32_t whom;       /* as the index has it */
	double length; /* of all passages, in words */
};

static void
add_to_groups(struct ng_index *index, uint32_t number)
{
	index->groups = ng_arena_more(index->arena, index->groups, index->ngroups, &index->cap_groups, sizeof(*index->groups));
	index->groups[index->ngroups++] = number;
}

/* Whom the passages of a statement are about, as the index has it. */
static uint32_t
keep_people(struct ng_index *index, struct ng_numbers people)
{
	size_t at = index->ngroups;

	if (people.n == 1)
		return people.v[0];
	if (at + people.n >= NG_INDEX_GROUP - 1)
		ng_arena_fail(index->arena, E2BIG);
	add_to_groups(index, (uint32_t)people.n);
	for (size_t i = 0; i < people.n; i++)
		add_to_groups(index, people.v[i]);
	return NG_INDEX_GROUP + (uint32_t)at;
}

/* The words [from, to) of a statement, with all that stands around it. */
static void
add_passage(struct ng_index *index, uint32_t number, struct reading *r, size_t from, size_t to)
{
	const struct ng_network *net = index->net;
	const struct ng_statement *s = net->statements[number];
	struct ng_index_read *read = index->read;
	uint32_t passage = (uint32_t)index->npassages;
	size_t n = (to < r->text.length ? to : r->text.length) - from;

	if (index->npassages == NG_INDEX_PASSAGES)
		ng_arena_fail(index->arena, E2BIG);
	index->statements = ng_arena_more(index->arena, index->statements, passage, &index->cap_statements,
	                                  sizeof(*index->statements));
	index->whom = ng_arena_more(index->arena, index->whom, passage, &index->cap_whom, sizeof(*index->whom));
	index->norms = ng_arena_more(index->arena, index->norms, passage, &index->cap_norms, sizeof(*index->norms));
	index->npassages++;
	add_words(index, &r->text, from, to, WORD);
	add_words(index, &r->around, 0, r->around.length, AROUND);
	for (size_t i = 0; i < s->topics.n; i++) {
		struct ng_str topic = ng_table_name(net->topics, s->topics.v[i]);
		bool written = r->written[i];

		/* a definition's tags are taken out of its title */
		add_topic(index, topic, written || s->kind == NG_KIND_PERSON ? TOPIC : TOPIC_AROUND);
		if (!written) {
			read_words(index, topic, &r->topic);
			add_words(index, &r->topic, 0, r->topic.length, AROUND);
		}
	}
	if (read->n > UINT32_MAX)
		ng_arena_fail(index->arena, E2BIG);
	read->end = ng_arena_more(read->arena, read->end, passage, &read->cap_end, sizeof(*read->end));
	read->end[passage] = (uint32_t)read->n;
	index->statements[passage] = number;
	index->whom[passage] = r->whom;
	/* its length until all are known */
	index->norms[passage] = (float)((double)n + NG_RANK_CONTEXT * (double)r->around.length);
	r->length += index->norms[passage];
}

static void
add_statement(struct ng_index *index, uint32_t number, struct reading *r)
{
	const struct ng_statement *s = index->net->statements[number];

	read_words(index, s->text, &r->text);
	for (size_t i = 0; i < s->topics.n; i++) {
		r->written = ng_arena_more(index->arena, r->written, i, &r->cap_written, sizeof(*r->written));
		r->written[i] = ng_index_writes_topic(s->text, ng_table_name(index->net->topics, s->topics.v[i]));
	}
	if (s->context.p != r->context || s->context.n == 0)
		read_context(index, s->context, &r->around);
	r->context = s->context.p;
	r->whom = keep_people(index, s->people);
	for (size_t from = 0, to = 0; from == 0 || to < r->text.length; from += NG_RANK_WINDOW_STEP) {
		to = from + NG_RANK_WINDOW;
		add_passage(index, number, r, from, to);
	}
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

static size_t
count_people(struct ng_index *index)
{
	size_t n = 0;

	ng_index_count_begin(index);
	for (uint32_t p = 0; p < index->npassages; p++)
		n += ng_index_count(index, p);
	return n;
}

/* All is read: lengths are compared with the mean, and many windows have a good one by chance. */
static void
finish(struct ng_index *index, const struct reading *r)
{
	double mean = index->npassages == 0 ? 1 : fmax(1, r->length / (double)index->npassages);

	for (size_t p = 0; p < index->npassages; p++)
		index->norms[p] = (float)(NG_RANK_K1 * (1 - NG_RANK_B + NG_RANK_B * (double)index->norms[p] / mean));
	for (size_t i = 0; i < index->net->nstatements; i++) {
		uint32_t windows = index->lines[i + 1].first - index->lines[i].first;

		if (windows > 1)
			index->lines[i].evidence /= pow((double)windows, NG_RANK_WINDOWS);
	}
}

/* A number that equal texts share, and few others: their length, beginning and end. */
static uint32_t
mark_of(struct ng_str text)
{
	uint32_t mark = (uint32_t)text.n, part = 0;

	for (size_t i = 0; i + sizeof(part) <= text.n && i < 16; i += sizeof(part)) {
		memcpy(&part, text.p + text.n - i - sizeof(part), sizeof(part));
		mark = mark * 0x9E3779B1 ^ part; /* 2^32 by the golden ratio */
	}
	return mark;
}

/* An ask that found no answer, or a no. */
static bool
is_unanswered(const struct ng_network *net, const struct ng_statement *s)
{
	return s->kind == NG_KIND_ASK &&
	       (s->closed_by == NG_NONE || ng_str_eq(net->statements[s->closed_by]->what, NG_STR("no")));
}

static struct ng_index_line
line_of(const struct ng_index *index, const struct ng_statement *s)
{
	size_t people = s->people.n < NG_INDEX_CROWD ? s->people.n : NG_INDEX_CROWD;

	return (struct ng_index_line){.evidence = evidence_of(index->net, s),
	                              .first = (uint32_t)index->npassages,
	                              .person = s->people.n == 0 ? NG_NONE : s->people.v[0],
	                              .people = (uint32_t)people & NG_INDEX_CROWD,
	                              .unanswered = is_unanswered(index->net, s),
	                              .kind = s->kind,
	                              .text = mark_of(s->text),
	                              .file = s->file,
	                              .line = s->line};
}

static void
read_all(struct ng_index *index)
{
	const struct ng_network *net = index->net;
	struct reading r = {.context = NULL};

	/* most statements are a passage, few are more */
	index->cap_statements = index->cap_whom = index->cap_norms = net->nstatements;
	index->statements = ng_arena_array(index->arena, net->nstatements, sizeof(*index->statements));
	index->whom = ng_arena_array(index->arena, net->nstatements, sizeof(*index->whom));
	index->norms = ng_arena_array(index->arena, net->nstatements, sizeof(*index->norms));
	for (uint32_t i = 0; i < net->nstatements; i++) {
		index->lines[i] = line_of(index, net->statements[i]);
		if (index->lines[i].evidence > 0)
			add_statement(index, i, &r);
	}
	index->lines[net->nstatements].first = (uint32_t)index->npassages;
	index->people = count_people(index);
	finish(index, &r);
}

/* The term of the i-th entry, or of the last one. */
static struct ng_term *
term_at(const struct ng_index *index, size_t i)
{
	const struct ng_index_read *read = index->read;

	return &index->terms[read->v[i < read->n ? i : read->n - 1] >> NG_INDEX_WAY_BITS];
}

/* Makes the postings of all terms: counts first, and then one array for all. Terms lie anywhere: memory is asked for ahead. */
static void
make_postings(struct ng_index *index)
{
	const struct ng_index_read *read = index->read;
	uint32_t nterms = ng_table_count(index->names);
	struct ng_posting *v = ng_arena_array(index->arena, read->n, sizeof(*v));

	for (size_t i = 0; i < read->n; i++) {
		__builtin_prefetch(term_at(index, i + NG_INDEX_AHEAD), 1);
		term_at(index, i)->occurrences++;
	}
	for (uint32_t t = 0; t < nterms; t++) {
		index->terms[t].postings = v;
		v += index->terms[t].occurrences;
	}
	for (uint32_t p = 0; p < index->npassages; p++)
		for (uint32_t i = p == 0 ? 0 : read->end[p - 1]; i < read->end[p]; i++) {
			struct ng_term *t = term_at(index, i), *next = term_at(index, i + NG_INDEX_AHEAD / 2);

			__builtin_prefetch(term_at(index, i + NG_INDEX_AHEAD), 1);
			__builtin_prefetch(next->postings + next->passages, 1);
			t->passages = add_posting(index, t->postings, t->passages, p, read->v[i]);
		}
}

void
ng_index_read(struct ng_arena *scratch, void *context)
{
	struct ng_index *index = context;

	index->shorts = new_shorts(scratch, index->stops);
	index->read = ng_arena_alloc(scratch, sizeof(*index->read));
	index->read->arena = scratch;
	set_weights(index->read->weight);
	read_all(index);
	make_postings(index);
	index->read = NULL;
	index->shorts = NULL;
}
