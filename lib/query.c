#include "query.h"

#include "ranking.h"
#include "text.h"

/* Words that are looked for: what has more is no need. */
#define MOST_TERMS 4000
/* Letters of a word that may be two. */
#define MOST_LETTERS 64

/* What ng_query_make works on. */
struct maker {
	struct ng_arena *arena;
	struct ng_index *index;
	const struct ng_synonyms *synonyms;
	struct ng_table *seen;
	struct ng_query *query;
	uint64_t *reserve;
	ng_query_fault *fault;
	void *context;
};

/* Asks for a term of the index once more. */
static void
add_term(struct maker *m, uint32_t term, double boost)
{
	struct ng_query *q = m->query;

	for (size_t i = 0; i < q->nterms; i++)
		if (q->terms[i].term == term) {
			q->terms[i].count++;
			return;
		}
	if (q->nterms == MOST_TERMS)
		return;
	q->terms = ng_arena_more(m->arena, q->terms, q->nterms, &q->cap, sizeof(*q->terms));
	q->terms[q->nterms++] = (struct ng_query_term){term, 0, 1, boost};
}

static uint32_t
lines_of(struct maker *m, struct ng_str word, uint32_t *term)
{
	*term = ng_index_term(m->index, word);
	return *term == NG_NONE ? 0 : ng_index_postings(m->index, *term)->passages;
}

static bool
begins_letter(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

static size_t
count_letters(struct ng_str word)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n; i++)
		n += begins_letter(word.p[i]);
	return n;
}

/* The next place behind `i` where an unknown word may be two; its length: there's none. */
static size_t
next_split(struct ng_str word, size_t i)
{
	size_t letters = count_letters(word);

	/* what is longer is no word of any language */
	if (letters > MOST_LETTERS)
		return word.n;
	while (++i < word.n) {
		size_t before = begins_letter(word.p[i]) ? count_letters(ng_str_cut(word, 0, i)) : 0;

		if (before >= NG_RANK_PART_LETTERS && letters - before >= NG_RANK_PART_LETTERS)
			break;
	}
	return i < word.n ? i : word.n;
}

/*
 * Asks for the two words that an unknown one is made of, those that the notes have most; false where it's
 * made of none.
 */
static bool
add_compound(struct maker *m, struct ng_str word, double boost)
{
	uint32_t best = NG_RANK_PART_LINES - 1, first = NG_NONE, second = NG_NONE;

	for (size_t i = next_split(word, 0); i < word.n; i = next_split(word, i)) {
		uint32_t left, right, n = lines_of(m, ng_str_cut(word, 0, i), &left);
		uint32_t k = n <= best ? 0 : lines_of(m, ng_str_cut(word, i, word.n), &right);

		if (k > best) {
			best = n < k ? n : k;
			first = left;
			second = right;
		}
	}
	if (first == NG_NONE)
		return false;
	add_term(m, first, boost);
	add_term(m, second, boost);
	return true;
}

/* What no passage holds is counted all the same, once. */
static void
add_unknown(struct maker *m, struct ng_str name, double boost)
{
	uint32_t n = ng_table_count(m->seen);
	struct ng_query *q = m->query;

	if (ng_table_put(m->seen, name) < n || q->nterms == MOST_TERMS)
		return;
	q->terms = ng_arena_more(m->arena, q->terms, q->nterms, &q->cap, sizeof(*q->terms));
	q->terms[q->nterms++] = (struct ng_query_term){NG_NONE, 0, 1, boost * NG_RANK_UNKNOWN};
}

/* Asks for a word or a topic. */
static void
add_name(struct maker *m, struct ng_str name, double boost)
{
	uint32_t term = ng_index_term(m->index, name);

	if (term != NG_NONE)
		add_term(m, term, boost);
	else if (ng_str_starts(name, NG_STR("#")) || !add_compound(m, name, boost))
		add_unknown(m, name, boost);
}

/* What a phrase of the user's synonyms means: any of them. */
static void
add_meaning(struct maker *m, uint32_t phrase, double boost)
{
	size_t n;
	const struct ng_str *phrases = ng_synonyms_of(m->synonyms, phrase, &n);
	struct ng_str meaning = ng_synonyms_meaning(m->arena, m->synonyms, phrase);
	uint32_t term = ng_index_any(m->index, meaning, phrases, n);

	if (term != NG_NONE)
		add_term(m, term, boost);
	else
		add_unknown(m, meaning, boost);
}

/* The words of a text that aren't too common, and their stems. */
struct words {
	struct ng_str *words, *stems;
	size_t n;
};

static struct words
words_of(struct ng_arena *a, const struct ng_network *net, struct ng_stemmer *stemmer, struct ng_str text)
{
	struct words w = {.n = 0};
	struct ng_str part, word;
	size_t cap_words = 0, cap_stems = 0;

	for (size_t at = 0; ng_index_next_part(net, text, &at, &part);) {
		struct ng_words walk = ng_words_of(a, part);

		while (ng_words_next(&walk, &word)) {
			if (ng_words_is_stop(word))
				continue;
			w.words = ng_arena_more(a, w.words, w.n, &cap_words, sizeof(*w.words));
			w.stems = ng_arena_more(a, w.stems, w.n, &cap_stems, sizeof(*w.stems));
			w.words[w.n] = ng_str_dup(a, word);
			w.stems[w.n++] = ng_str_dup(a, ng_stemmer_stem(stemmer, word));
		}
	}
	return w;
}

static void
add_words(struct maker *m, struct ng_str text, double boost)
{
	struct words w = words_of(m->arena, m->index->net, m->index->stemmer, text);
	size_t length = 1;

	for (size_t i = 0; i < w.n; i += length) {
		uint32_t phrase = ng_synonyms_find(m->arena, m->synonyms, w.stems + i, w.n - i, &length);

		if (phrase != NG_NONE) {
			add_meaning(m, phrase, boost);
		} else {
			add_name(m, w.words[i], boost);
			length = 1;
		}
	}
}

static void
add_pattern(struct maker *m, const struct ng_pattern *pattern)
{
	struct ng_query *q = m->query;
	struct ng_str why = NG_STR("");
	struct ng_regex *regex;

	if (q->npatterns == NG_QUERY_PATTERNS) {
		m->fault(m->context, pattern->span, NG_STR("one pattern too many; the others must match"));
		return;
	}
	regex = ng_regex_new(m->arena, pattern->source, pattern->nocase, m->reserve, &why);
	if (regex == NULL) {
		m->fault(m->context, pattern->span, why);
		return;
	}
	q->patterns = ng_arena_more(m->arena, q->patterns, q->npatterns, &q->cap_patterns, sizeof(*q->patterns));
	q->patterns[q->npatterns++] = (struct ng_query_pattern){regex, pattern->span};
}

/* The words of a text without its patterns, which are added as such. */
static void
add_text(struct maker *m, struct ng_str text)
{
	struct ng_pattern pattern;
	size_t from = 0, at = 0;

	while (ng_pattern_next(text, &at, &pattern)) {
		add_words(m, ng_str_cut(text, from, pattern.from), 1);
		add_pattern(m, &pattern);
		from = at;
	}
	add_words(m, ng_str_cut(text, from, text.n), 1);
}

/* A topic and, for less, those that it nests in. */
static void
add_topic(struct maker *m, struct ng_str topic, double weight)
{
	size_t levels = 0;

	do {
		add_name(m, topic, weight * NG_RANK_TOPIC);
		weight *= NG_RANK_TOPIC_PART;
	} while (++levels < NG_INDEX_LEVELS && ng_index_topic_above(&topic));
}

void
ng_query_make(struct ng_arena *a, struct ng_index *index, const struct ng_synonyms *synonyms, struct ng_str text,
              const struct ng_str *topics, size_t ntopics, uint64_t *reserve, ng_query_fault *fault, void *context,
              struct ng_query *query)
{
	struct maker m = {a, index, synonyms, ng_table_new(a), query, reserve, fault, context};

	*query = (struct ng_query){.terms = NULL};
	add_text(&m, text);
	for (size_t i = 0; i < ntopics; i++) {
		bool own = ng_index_writes_topic(text, topics[i]);

		add_topic(&m, topics[i], own ? 1 : NG_RANK_TOPIC_AROUND);
		if (!own)
			add_words(&m, topics[i], NG_RANK_CONTEXT);
	}
	for (size_t i = 0; i < query->nterms; i++) {
		struct ng_query_term *t = &query->terms[i];

		t->weight = t->boost * (1 + NG_RANK_REPEATED) * t->count / (t->count + NG_RANK_REPEATED) *
		            ng_index_rarity(index, t->term);
		query->squares += t->weight * t->weight;
	}
}

/* What is kept while it's foreseen what a query may ask for. */
struct foresight {
	struct ng_arena *arena;
	const struct ng_network *net;
	struct ng_stemmer *stemmer;
	const struct ng_synonyms *synonyms;
	struct ng_table *names;
};

/* A word, and those that it may be made of. */
static void
foresee_word(const struct foresight *f, struct ng_str word)
{
	ng_table_put(f->names, ng_stemmer_stem(f->stemmer, word));
	for (size_t i = next_split(word, 0); i < word.n; i = next_split(word, i)) {
		ng_table_put(f->names, ng_stemmer_stem(f->stemmer, ng_str_cut(word, 0, i)));
		ng_table_put(f->names, ng_stemmer_stem(f->stemmer, ng_str_cut(word, i, word.n)));
	}
}

static void
foresee_words(const struct foresight *f, struct ng_str text)
{
	struct words w = words_of(f->arena, f->net, f->stemmer, text);

	for (size_t i = 0; i < w.n; i++) {
		size_t length, n = 0;
		uint32_t phrase = ng_synonyms_find(f->arena, f->synonyms, w.stems + i, w.n - i, &length);
		const struct ng_str *phrases = phrase == NG_NONE ? NULL : ng_synonyms_of(f->synonyms, phrase, &n);

		foresee_word(f, w.words[i]);
		for (size_t k = 0; k < n; k++) {
			struct ng_str rest = phrases[k], stem;

			while (ng_str_word(&rest, &stem))
				ng_table_put(f->names, stem);
		}
	}
}

struct ng_table *
ng_query_foresee(struct ng_arena *a, const struct ng_network *net, struct ng_stemmer *stemmer,
                 const struct ng_synonyms *synonyms, struct ng_str text, const struct ng_str *topics, size_t ntopics)
{
	struct foresight f = {a, net, stemmer, synonyms, ng_table_new(a)};
	struct ng_pattern pattern;
	size_t from = 0;

	for (size_t at = 0; ng_pattern_next(text, &at, &pattern); from = at)
		foresee_words(&f, ng_str_cut(text, from, pattern.from));
	foresee_words(&f, ng_str_cut(text, from, text.n));
	for (size_t i = 0; i < ntopics; i++) {
		struct ng_str topic = topics[i];
		size_t levels = 0;

		foresee_words(&f, topic);
		do
			ng_table_put(f.names, topic);
		while (++levels < NG_INDEX_LEVELS && ng_index_topic_above(&topic));
	}
	return f.names;
}

bool
ng_query_is_empty(const struct ng_query *query)
{
	return query->nterms == 0 && query->npatterns == 0;
}
