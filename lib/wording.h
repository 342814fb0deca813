/*
 * wording: a record in words, for whoever wants to see what was understood.
 *
 * Called by ng-log; calls: network, record, date, str, arena.
 */
#ifndef NG_WORDING_H
#define NG_WORDING_H

#include "network.h"

/*
 * "Offer of an introduction from Maria Keller, for Fund Atlas": what a record means, without its text. People
 * and goals that the network knows have their names, the others their handles; a date is said where it isn't
 * `today`. In the arena, without control characters. Only inside ng_arena_run.
 */
struct ng_str ng_wording_of(struct ng_arena *a, const struct ng_network *net, const struct ng_record *r,
                            ng_day today);

#endif
