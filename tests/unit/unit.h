/* unit: what the tests of the rooms that read records share: records are written as short lines. */
#ifndef NG_UNIT_H
#define NG_UNIT_H

#include "../oracle/lines.h"
#include "rule.h"

/* A reproducible source of numbers: xorshift (Marsaglia 2003). */
static inline uint32_t
unit_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* True where the slice holds this terminated string. */
static inline bool
unit_is(struct ng_str s, const char *expected)
{
	bool same = ng_str_eq(s, ng_str_of(expected));

	if (!same)
		print_error("expected: %s\ngot:      %.*s\n", expected, (int)s.n, s.p == NULL ? "" : s.p);
	return same;
}

#define assert_str(s, expected) assert_true(unit_is((s), (expected)))

/* A record as oracle_record reads it. */
static inline void
unit_record(const char *line, struct ng_record *r)
{
	assert_true(oracle_record(line, r));
}

#endif
