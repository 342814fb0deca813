/*
 * rows: a table's bytes as rows of cells (RFC 4180). The one room that includes csv.h of libcsv.
 *
 * Called by sheet; calls: str, arena.
 */
#ifndef NG_ROWS_H
#define NG_ROWS_H

#include "str.h"

struct ng_rows_sink {
	void *context;
	/* a row that begins in this line of the file; the cells live as long as the arena */
	void (*row)(void *context, size_t line, const struct ng_str *cells, size_t n);
	void (*fault)(void *context, size_t line, const char *why);
};

/*
 * Hands each row of `text`, which has no NUL, to the sink. Cells are separated by `,` `;` or tab, whichever the first
 * lines have most of. A quote that is never closed is told; its line is then read as if quotes meant nothing, so that no
 * row behind it is lost.
 */
void ng_rows_read(struct ng_arena *a, struct ng_str text, const struct ng_rows_sink *sink);

#endif
