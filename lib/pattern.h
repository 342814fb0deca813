/*
 * pattern: regular expressions. The one room that includes pcre2.h.
 *
 * UTF, compiled to machine code where the system allows it, with limits on a match's work. Calls: arena, str.
 */
#ifndef NG_PATTERN_H
#define NG_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct ng_regex;

/* Steps: a tenth of a second or so. */
#define NG_REGEX_RESERVE 5000000

/* A pattern in a text: a code span that holds `/regex/` or `/regex/i`. */
struct ng_pattern {
	size_t from;          /* where its code span begins in the text */
	struct ng_str span;   /* the code span without its backticks, borrowed as is `source` */
	struct ng_str source; /* what is to be compiled */
	bool nocase;
};

/* The first pattern of a text at or behind `*at`, which is then behind its code span; false where there is none. */
bool ng_pattern_next(struct ng_str text, size_t *at, struct ng_pattern *pattern);

/*
 * Compiles `source` (Perl's syntax, PCRE2); with `nocase` letters match in any case. It lives as long as the arena.
 * NULL where it isn't one: then *error says why, in a static or arena string. Only inside ng_arena_run.
 * Its searches may do more work than their bytes allow as long as `*reserve` lasts, which all patterns of a run
 * share (NULL: none); NG_REGEX_RESERVE is a good one.
 */
struct ng_regex *ng_regex_new(struct ng_arena *a, struct ng_str source, bool nocase, uint64_t *reserve,
                              struct ng_str *error);

/*
 * 1 where it matches somewhere in `subject` (any bytes), 0 where not, -1 where a limit ended the search: on one
 * match, or on the work of all searches so far, which is linear in the bytes that were searched.
 */
int ng_regex_match(struct ng_regex *re, struct ng_str subject);

/*
 * The same for a pattern of ng's own, which is one, for ng_regex_at: compiled when it is first matched, since a run that
 * reads little has no use for most. `source` is borrowed.
 */
struct ng_regex *ng_regex_new_anchored(struct ng_arena *a, struct ng_str source);

/*
 * Matches a regex of ng_regex_new_anchored at the byte `at` of `subject`, which must be UTF-8, alone. Returns
 * how many bytes matched, 0 for none; where the pattern has a group that took part, *group is what it matched.
 * Where a match takes memory, and there is none, ends the ng_arena_run of `a`.
 */
size_t ng_regex_at(struct ng_arena *a, struct ng_regex *re, struct ng_str subject, size_t at, struct ng_str *group);

#endif
