/* unit: what the tests of the rooms that read records share: records are written as short lines. */
#ifndef NG_UNIT_H
#define NG_UNIT_H

#include "record.h"
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

/*
 * Sets the fields of a record from "kind key=value|key=value"; keys are the fields' names. Borrows from `line`.
 */
static inline void
unit_record(const char *line, struct ng_record *r)
{
	struct ng_str rest = ng_str_of(line), part;
	size_t space = ng_str_find(rest, ' ');

	memset(r, 0, sizeof(*r));
	r->field[NG_FIELD_KIND] = ng_str_cut(rest, 0, space);
	rest = ng_str_cut(rest, space + 1, rest.n);
	while (rest.n > 0) {
		size_t bar = ng_str_find(rest, '|'), equals;
		bool known = false;

		part = ng_str_cut(rest, 0, bar);
		rest = ng_str_cut(rest, bar + 1, rest.n);
		equals = ng_str_find(part, '=');
		for (int f = 0; f < NG_FIELDS; f++)
			if (ng_str_eq(ng_str_cut(part, 0, equals), ng_str_of(ng_field_name((enum ng_field)f)))) {
				r->field[f] = ng_str_cut(part, equals + 1, part.n);
				known = true;
			}
		assert_true(known);
	}
}

#endif
