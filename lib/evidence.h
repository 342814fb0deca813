/*
 * evidence: who has lines that answer a query, which, and how relevant each is.
 *
 * Called by match; calls: network, index, query, pattern, ranking.
 */
#ifndef NG_EVIDENCE_H
#define NG_EVIDENCE_H

#include "index.h"
#include "query.h"

/* A line of evidence for somebody. */
struct ng_evidence_line {
	uint32_t statement;
	double relevance; /* of a line that says each of n words of like weight once, today: the root of n */
	bool own;         /* its own words answer, not the headings above it alone */
};

/* Somebody whom lines answer, before these are weighed. */
struct ng_prospect {
	uint32_t person;
	double most; /* their relevance is no more */
};

/* Somebody with their best lines, and what these come to. */
struct ng_candidate {
	uint32_t person;
	size_t nlines;
	struct ng_evidence_line lines[NG_RANK_LINES]; /* the best first */
	double relevance; /* what the lines come to (ranking.h) */
};

/* Whom a query is for. */
struct ng_asker {
	const struct ng_statement *need; /* NULL: a question */
	uint32_t nobody;                 /* who is no answer: me, or whose need it is; or NG_NONE */
	const bool *among;               /* of each person: whether they may be one; NULL: all may */
	bool able;                       /* only lines that say outright what somebody can help with, and aren't first about `nobody` */
};

struct ng_evidence;

/* Takes the index as it is. Only inside ng_arena_run, as what follows. */
struct ng_evidence *ng_evidence_new(struct ng_arena *a, struct ng_index *index);

/*
 * The people who may have enough evidence, in no order; how many goes to *n. They hold until the next call, which may
 * change them. A pattern whose search had to be ended goes to `fault`.
 */
const struct ng_prospect *ng_evidence_find(struct ng_evidence *e, struct ng_query *query, const struct ng_asker *asker,
                                           ng_query_fault *fault, void *context, size_t *n);

/* Weighs the lines of one of these people; false where they aren't enough. Calls no allocator. */
bool ng_evidence_weigh(const struct ng_evidence *e, uint32_t person, struct ng_candidate *c);

/* What the k-th best line of a person adds to their relevance (k from 0). Calls no allocator. */
double ng_evidence_share(const struct ng_candidate *c, size_t k);

/* How many passages all queries so far had to weigh: what they cost. */
size_t ng_evidence_work(const struct ng_evidence *e);

#endif
