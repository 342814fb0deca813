/*
 * pattern: regular expressions. The one room that includes pcre2.h.
 *
 * UTF, compiled to machine code where the system allows it, with limits on a match's work. Calls: str.
 */
#ifndef NG_PATTERN_H
#define NG_PATTERN_H

#include <stdbool.h>

#include "str.h"

struct ng_regex;

/*
 * Compiles `source` (Perl's syntax, PCRE2); with `nocase` letters match in any case.
 * NULL where it isn't one or memory runs out: then *error says why, in a static or arena string.
 * Free with ng_regex_free (the arena doesn't).
 */
struct ng_regex *ng_regex_new(struct ng_arena *a, struct ng_str source, bool nocase, struct ng_str *error);
void ng_regex_free(struct ng_regex *re);

/*
 * 1 where it matches somewhere in `subject` (any bytes), 0 where not, -1 where a limit ended the search: on one
 * match, or on the work of all searches so far, which is linear in the bytes that were searched.
 */
int ng_regex_match(struct ng_regex *re, struct ng_str subject);

/* The same for a pattern of ng's own, for ng_regex_at. */
struct ng_regex *ng_regex_new_anchored(struct ng_arena *a, struct ng_str source, struct ng_str *error);

/*
 * Matches a regex of ng_regex_new_anchored at the byte `at` of `subject`, which must be UTF-8, alone. Returns
 * how many bytes matched, 0 for none; where the pattern has a group that took part, *group is what it matched.
 */
size_t ng_regex_at(struct ng_regex *re, struct ng_str subject, size_t at, struct ng_str *group);

#endif
