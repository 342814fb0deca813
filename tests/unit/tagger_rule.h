/* tagger_rule: a tagger for all tests of a group. Used by the tests of the rooms that read tags. */
#ifndef NG_TAGGER_RULE_H
#define NG_TAGGER_RULE_H

#include "rule.h"
#include "tags.h"

static struct ng_arena *tagger_arena;
static struct ng_tagger *tagger;

static void
start(void *arg)
{
	(void)arg;
	tagger = ng_tagger_new(tagger_arena);
}

static int
start_tagger(void **state)
{
	(void)state;
	tagger_arena = ng_arena_new(0);
	return tagger_arena == NULL ? -1 : ng_arena_run(tagger_arena, start, NULL);
}

static int
end_tagger(void **state)
{
	(void)state;
	ng_arena_free(tagger_arena);
	return 0;
}

#endif
