/*
 * terminal: a report in plain words, as somebody reads it in a terminal.
 *
 * Called by report; calls: html (which knows what the Markdown means), text, str, arena.
 */
#ifndef NG_TERMINAL_H
#define NG_TERMINAL_H

#include "str.h"

/*
 * A report's Markdown without marks, escapes, links' destinations and pictures: headings are underlined, lists stay,
 * a table's columns stand below each other. No line is wrapped, no control character is in it. In the arena; only
 * inside ng_arena_run.
 */
struct ng_str ng_terminal_page(struct ng_arena *a, struct ng_str body);

#endif
