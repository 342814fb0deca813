/*
 * query: what a need or a question asks for: words, topics, and patterns in code spans.
 *
 * Called by evidence and match; calls: network, index, pattern, synonyms, words, stem, ranking, text.
 */
#ifndef NG_QUERY_H
#define NG_QUERY_H

#include "index.h"
#include "network.h"
#include "pattern.h"
#include "synonyms.h"

/* Patterns of one query: each is a bit somewhere. */
#define NG_QUERY_PATTERNS 32

/* A term of the index and what it weighs here. */
struct ng_query_term {
	uint32_t term; /* NG_NONE: no passage holds it */
	double weight;
	double count, boost; /* how often it is asked for, and how much more it counts than a word */
};

/* A pattern that evidence must match. */
struct ng_query_pattern {
	struct ng_regex *regex;
	struct ng_str source; /* as it was typed */
};

struct ng_query {
	struct ng_query_term *terms;
	size_t nterms, cap;
	struct ng_query_pattern *patterns;
	size_t npatterns, cap_patterns;
	double squares; /* of all weights, added up: the square of what a score is measured by */
};

/* Says what is wrong with a pattern. */
typedef void ng_query_fault(void *context, struct ng_str pattern, struct ng_str fault);

/*
 * Takes a text with its topics apart. Topics that the text doesn't write itself weigh less. A pattern that is none
 * goes to `fault` and is left out. `reserve` is what all patterns may take (pattern.h). The synonyms have their stems. Only inside ng_arena_run.
 */
void ng_query_make(struct ng_arena *a, struct ng_index *index, const struct ng_synonyms *synonyms,
                   struct ng_str text, const struct ng_str *topics, size_t ntopics, uint64_t *reserve,
                   ng_query_fault *fault, void *context, struct ng_query *query);

/*
 * The stems and topics (with their `#`) of all that the query of such a text may look up, and perhaps some more: for an
 * index of these alone (index.h). Likewise.
 */
struct ng_table *ng_query_foresee(struct ng_arena *a, const struct ng_network *net, struct ng_stemmer *stemmer,
                                  const struct ng_synonyms *synonyms, struct ng_str text,
                                  const struct ng_str *topics, size_t ntopics);

/* True where the query asks for nothing: no word, topic or pattern. */
bool ng_query_is_empty(const struct ng_query *query);

#endif
