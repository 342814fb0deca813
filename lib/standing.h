/*
 * standing: what stands between somebody and me, and how good an idea it is to ask them now.
 *
 * Each term is a part by which a score grows or shrinks, with the statement that says why. They put people of similar
 * relevance in order; none makes a score of nothing. The numbers are in ranking.h. Called by match;
 * calls: network, path, ranking.
 */
#ifndef NG_STANDING_H
#define NG_STANDING_H

#include "network.h"
#include "path.h"

struct ng_standing_term {
	const char *what;
	uint32_t statement;
	double part;        /* 0.1: a tenth more than without it */
};

/* How many terms there may be for one person. */
#define NG_STANDING_TERMS 5

struct ng_standings;

/* Looks at each person once, when they are asked for. Only inside ng_arena_run, as what follows. */
struct ng_standings *ng_standings_new(struct ng_arena *a, const struct ng_network *net);

/*
 * The terms for asking a person for a need (NULL: a question), in the order in which they apply; how many.
 */
size_t ng_standing_to_ask(struct ng_standings *s, const struct ng_statement *need, uint32_t person,
                          struct ng_standing_term terms[NG_STANDING_TERMS]);

/* The most that a score can grow by any of these terms, as a factor; and that anybody's can. */
double ng_standing_most(struct ng_standings *s, uint32_t person);
double ng_standing_most_of_all(const struct ng_standings *s);

/* The terms for asking them on behalf of somebody else. */
size_t ng_standing_to_help(struct ng_standings *s, uint32_t person,
                           struct ng_standing_term terms[NG_STANDING_TERMS]);

/* The path to somebody whom I haven't met. Calls no allocator. */
struct ng_path ng_standing_path(const struct ng_standings *s, uint32_t person);

#endif
