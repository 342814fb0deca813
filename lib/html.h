/*
 * html: the one place that escapes for HTML, and the Markdown that a report is made of, piece by piece.
 *
 * Called by html_page, diagram_svg and terminal; calls: note, text, str, arena.
 */
#ifndef NG_HTML_H
#define NG_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/*
 * Adds `s` as text, also fit for an attribute in double quotes or SVG: & < > " ' are escaped, white space
 * becomes a space, what can't be seen and no page may hold goes, bytes that are no UTF-8 become U+FFFD. Only
 * inside ng_arena_run.
 */
void ng_html_text(struct ng_buf *out, struct ng_str s);

/* Adds the inline Markdown of one line as HTML, whatever block it would begin on a line of its own. */
void ng_html_inline(struct ng_buf *out, struct ng_str markdown);

/* Adds HTML without its tags: still HTML. `links`: only those of links go. */
void ng_html_untagged(struct ng_buf *out, struct ng_str html, bool links);

/*
 * The length of the GFM table that begins at s[i], a line's start: up to behind its last row; 0 where there
 * is none.
 */
size_t ng_html_table_at(struct ng_str s, size_t i);

/* The line at s[i] as a table's row, without the bar that it begins with; empty where it is none. */
struct ng_str ng_html_row_at(struct ng_str s, size_t i);

/* Takes the next cell off a row, still escaped; false where there's none. */
bool ng_html_next_cell(struct ng_str *rest, struct ng_str *cell);

/* Adds such a cell as inline HTML. */
void ng_html_cell(struct ng_buf *out, struct ng_str cell);

/* Adds the table, which ng_html_table_at found; its box scrolls and is called `Table NUMBER`. */
void ng_html_table(struct ng_buf *out, struct ng_str table, size_t number);

#endif
