/*
 * note: a Markdown file as a flat list of blocks. The one room that includes cmark.h.
 *
 * libcmark finds the structure; this room maps it back to the source, byte by byte, so that all that follows
 * works on what the user typed. Called by parse and region, and by html for the way back; calls: quick, inline,
 * signs, reference, text, str, arena.
 */
#ifndef NG_NOTE_H
#define NG_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "inline.h"

enum ng_block_type {
	NG_BLOCK_HEADING,
	NG_BLOCK_ITEM, /* of a list, with its first paragraph (or heading) as its text */
	NG_BLOCK_PARAGRAPH,
};

#define NG_NO_BLOCK SIZE_MAX

struct ng_block {
	enum ng_block_type type;
	int level;            /* of a heading, also of one that is an item's text; else 0 */
	bool quote;           /* stands in a block quote */
	size_t parent;        /* the item that it stands in, or NG_NO_BLOCK */
	size_t list;          /* item: a number that the items of one list share */
	size_t before;        /* item: the paragraph or item's text right before its list, or NG_NO_BLOCK */
	size_t line;          /* of the text's first byte, from 1 */
	struct ng_str text;   /* the source, block prefixes left out, lines joined by '\n' */
	const uint8_t *class; /* an ng_class for each byte of text */
	struct ng_signs signs; /* of text, where they are known */
};

/* An HTML comment that opens a region which a report wrote, or closes it; there may be several in a line. */
struct ng_mark {
	size_t line;
	bool opens;
	bool nested; /* in a list or a block quote */
};

/* The blocks in the order of the source, and the marks, those within a region too. */
struct ng_note {
	struct ng_block *blocks;
	size_t n;
	struct ng_mark *marks;
	size_t nmarks;
	size_t cap, mark_cap; /* the room of both */
};

/*
 * Parses `body`, which must be valid UTF-8 without NUL and have passed ng_guard_check, into `note`.
 * Its first line has the number `line`. What stands between <!-- ng: … --> and <!-- /ng --> is left out.
 * All memory, libcmark's too, is the arena's: an arena at its end unwinds through libcmark.
 */
void ng_note_parse(struct ng_arena *a, struct ng_str body, size_t line, struct ng_note *note);

/* The same by libcmark alone: what the quick way is tested against. */
void ng_note_parse_whole(struct ng_arena *a, struct ng_str body, size_t line, struct ng_note *note);

/*
 * The bytes that an arena may hand out while a file of that size is read; one that needs more is refused, by ng-parse as
 * by whoever rewrites it.
 */
size_t ng_note_memory(size_t file);

/*
 * CommonMark as HTML, in the arena. Safe: raw HTML is left out, and links to what could run (javascript: and the
 * like) lead nowhere. `markdown` must be valid UTF-8. Only inside ng_arena_run.
 */
struct ng_str ng_note_html(struct ng_arena *a, struct ng_str markdown);

#endif
