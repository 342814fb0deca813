/*
 * log: a file's bytes with statements added under the heading of a day.
 *
 * Bytes in, bytes out. What came out is read once more as ng-parse reads it: unless all that was there is
 * still there, and each statement is an item of its own, the file is refused. Called by ng-log; calls: front,
 * guard, note, text, date, str, arena.
 */
#ifndef NG_LOG_H
#define NG_LOG_H

#include "date.h"
#include "str.h"

/* What became of a file. */
struct ng_log_result {
	struct ng_str bytes; /* the file anew, in the arena */
	size_t line;         /* of the first statement, from 1, each takes one; or of what is wrong */
	const char *why;     /* why the file was refused, for the user; or NULL */
};

/*
 * A statement as it can stand in an item: control characters and runs of white space are one space, what is
 * no UTF-8 is replaced, a list mark that it begins with is left out, and what would open a heading, fence,
 * list, quote, comment or region has a backslash in front. Empty where nothing is left. In the arena; only
 * inside ng_arena_run.
 */
struct ng_str ng_log_statement(struct ng_arena *a, struct ng_str text);

/*
 * Adds `n` statements, as ng_log_statement gives them, behind the last line that stands directly under the
 * heading of `day`: before the next heading, whatever its level. Where no heading is that day alone, one is
 * made at the file's end, of the level of the last heading that begins with a date, else 2. New lines have
 * the line ends around them; all other bytes stay, but a last line without line end gets one. Only inside
 * ng_arena_run.
 */
void ng_log_add(struct ng_arena *a, struct ng_str file, ng_day day, const struct ng_str *statements, size_t n,
                struct ng_log_result *result);

#endif
