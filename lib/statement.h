/*
 * statement: a note's lines become records: each takes from around it what it doesn't say itself.
 *
 * The rules of ng-notes(5) on date, people, goals, topics, state and context. The last room that knows notes.
 * Called by parse; calls: whom, scope, outline, page, split, line, lexicon, record.
 */
#ifndef NG_STATEMENT_H
#define NG_STATEMENT_H

#include "outline.h"
#include "record.h"

/* Adds the records of a note to `out`, encoded, in the order of its lines. */
void ng_statement_write(const struct ng_line_tools *tools, const struct ng_page *page,
			const struct ng_outline *outline, struct ng_buf *out);

#endif
