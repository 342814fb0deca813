/* tagger_rule: a tagger for all tests of a group. Used by the tests of the rooms that read tags. */
#ifndef NG_TAGGER_RULE_H
#define NG_TAGGER_RULE_H

#include "rule.h"
#include "tags.h"

static struct ng_tagger *tagger;

static void
start(void *arg)
{
	struct ng_str error;

	(void)arg;
	tagger = ng_tagger_new(arena, &error);
}

static int
start_tagger(void **state)
{
	if (set_up(state) < 0 || ng_arena_run(arena, start, NULL) < 0 || tagger == NULL)
		return -1;
	return tear_down(state); /* the tagger is no arena's */
}

static int
end_tagger(void **state)
{
	(void)state;
	ng_tagger_free(tagger);
	return 0;
}

#endif
