/*
 * path: how strong the tie to somebody is, and through whom to reach those I haven't met.
 *
 * Called by standing and the reports; calls: network, ranking.
 */
#ifndef NG_PATH_H
#define NG_PATH_H

#include "network.h"
#include "ranking.h"

struct ng_paths;

/* A chain of introducers: the one next to the person first, nearest me last. */
struct ng_path {
	uint32_t introducers[NG_RANK_STEPS];
	size_t n;           /* 0: there's no path */
	double strength;    /* 0 to 1: the product of its steps */
	uint32_t statement; /* that says why the first of them can introduce */
};

/* The contacts with a person, each counted less with the years (NG_RANK_TIE_HALF); 0 without any. */
double ng_path_tie(const struct ng_network *net, uint32_t person);

/* The strongest paths to all people, which are found when the first is asked for. Only inside ng_arena_run. */
struct ng_paths *ng_paths_new(struct ng_arena *a, const struct ng_network *net);

/* The strongest path to a person; none to whom I have met. Calls no allocator. */
struct ng_path ng_paths_to(const struct ng_paths *paths, uint32_t person);

#endif
