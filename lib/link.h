/*
 * link: what a wiki link's target names. [[folder/page#heading|shown]], [[@Person]], [[2026-03-04]].
 *
 * Called by tags, page, check, statement, network and markdown; calls: text, date, str.
 */
#ifndef NG_LINK_H
#define NG_LINK_H

#include "date.h"
#include "str.h"

/* The page of a link's target: without folder, .md, #…, ^… and |…; borrowed, empty where nothing is left. */
struct ng_str ng_link_page(struct ng_str target);

/* That page's slug. Only inside ng_arena_run. */
struct ng_str ng_link_slug(struct ng_arena *a, struct ng_str target);

/* The date that stands in a file's name or a link's target, YYYY-MM-DD or YYYY_MM_DD, or 0. */
ng_day ng_link_day(struct ng_str name);

#endif
