/*
 * index: which statement holds which word or topic: an inverted index over what is evidence about people.
 *
 * So a need looks only at the statements that share something with it. Called by match;
 * calls: network, words, ranking, table.
 */
#ifndef NG_INDEX_H
#define NG_INDEX_H

#include "network.h"
#include "words.h"

/* That a statement holds a term: how often, less where it stands around it alone. */
struct ng_posting {
	uint32_t statement;
	float weight;
};

struct ng_postings {
	struct ng_postings *next;
	uint32_t n, cap;
	struct ng_posting v[];
};

struct ng_term {
	struct ng_postings *first, *last;
	uint32_t statements; /* how many hold it */
};

struct ng_index {
	const struct ng_network *net;
	struct ng_table *names; /* words as they are, topics with their `#` */
	struct ng_term *terms;
	size_t cap;
	double *evidence; /* of each statement: what its kind weighs, 0 where it's no evidence */
	float *lengths;   /* of each statement, in words */
	size_t statements; /* those that are evidence */
	double length;     /* their mean length, 1 at least */
};

/* Reads all statements once. Only inside ng_arena_run; the index lives in the arena. */
struct ng_index *ng_index_new(struct ng_arena *a, const struct ng_network *net);

/* How much it says that a statement holds the term: BM25's inverse document frequency. NG_NONE: a term that none holds. */
double ng_index_rarity(const struct ng_index *index, uint32_t term);
/* The same for something that so many statements hold. */
double ng_index_rarity_of(const struct ng_index *index, size_t statements);

/* What a posting's weight is worth in a statement: 0 to nearly 1 + K1, 1 for a word that a line of mean length holds once. */
double ng_index_saturation(const struct ng_index *index, uint32_t statement, double weight);

/* True where `text` holds the topic as it is written, and not just the heading above. */
bool ng_index_writes_topic(struct ng_str text, struct ng_str topic);

#endif
