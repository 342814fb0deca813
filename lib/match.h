/*
 * match: whom to ask for each need, why, and how to reach them; and who could help my contacts with theirs.
 *
 * Called by ng-match; calls: network, index, synonyms, query, evidence, standing, path, ranking, text. The
 * numbers are all in ranking.h.
 */
#ifndef NG_MATCH_H
#define NG_MATCH_H

#include "network.h"
#include "synonyms.h"

/* What is asked for. */
struct ng_match_options {
	size_t most;                   /* people for each need */
	uint32_t goal;                 /* needs of this goal and of those that nest in it alone, or NG_NONE */
	struct ng_numbers people;      /* only these people, and what they need; none: all */
	struct ng_str question;        /* instead of all needs, or empty */
	struct ng_synonyms *synonyms;  /* as they were read */
};

/* Where the answers go; `context` is handed back. */
struct ng_match_sink {
	void *context;
	/* a match, a give, or a because of the one before it; borrowed until the call returns */
	void (*record)(void *context, const struct ng_record *r);
	/* a need of mine, or the question (then the source is empty), for which there is nobody */
	void (*nobody)(void *context, struct ng_str source, struct ng_str text);
	/* a pattern that is none, or whose search had to be ended */
	void (*fault)(void *context, struct ng_str source, struct ng_str pattern, struct ng_str why);
};

/*
 * How many needs of mine were looked at, for how many somebody was found, and whom I could help with how
 * many of theirs.
 */
struct ng_match_count {
	size_t needs, found, given;
	size_t left_out; /* needs that weren't looked at: so many needs and people would take hours */
	bool empty; /* the question had nothing to look for: stop words alone */
};

/* Ranks people for each open need, or for the question. Only inside ng_arena_run of the network's arena. */
struct ng_match_count ng_match_run(const struct ng_network *net, const struct ng_match_options *options,
                                   const struct ng_match_sink *sink);

/* My open needs, of the goal where one is given, as records to sink->record; how many there are. Likewise. */
size_t ng_match_needs(const struct ng_network *net, const struct ng_match_options *options,
                      const struct ng_match_sink *sink);

#endif
