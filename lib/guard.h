/*
 * guard: refuses notes on which libcmark 0.30.2 would hang, before it sees them.
 *
 * Counts only, no clock: the same note is refused everywhere or nowhere. Called by parse and region; calls: str.
 */
#ifndef NG_GUARD_H
#define NG_GUARD_H

#include "str.h"

/* Why a note was refused. */
enum ng_guard {
	NG_GUARD_OK,
	NG_GUARD_NESTING, /* containers nested deeper than NG_GUARD_MAX_NESTING */
	NG_GUARD_WORK,    /* inline structure that would take libcmark quadratic time */
};

#define NG_GUARD_MAX_NESTING 100

/*
 * Whether libcmark can be trusted with `body`: it takes quadratic time and more on deep nesting
 * and on many unclosed brackets. On refusal `*line` is the line, counted from 1 in body.
 */
enum ng_guard ng_guard_check(struct ng_str body, size_t *line);

/* The same without the quick look for bodies that can't be refused: what that is tested against. */
enum ng_guard ng_guard_check_whole(struct ng_str body, size_t *line);

#endif
