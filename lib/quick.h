/*
 * quick: the blocks of Markdown whose structure leaves no doubt, without libcmark.
 *
 * Why: libcmark takes about eighty instructions a byte, most notes are paragraphs, headings and lists, and what they
 * mean to CommonMark can be read off with five. libcmark stays the authority: this room knows a part of the grammar,
 * stops before whatever goes beyond it, and must give the blocks that libcmark's tree gives, byte for byte.
 *
 * Why that is the same, for a note in parts: a part begins where a line is not indented, no list marker (or right
 * behind a heading), and no paragraph, list, quote, fence or HTML block is open. There CommonMark is in the state in
 * which it begins a document, but for link reference definitions: a first reading finds them all, and a note where one
 * is in doubt is libcmark's. A part that is left to libcmark ends likewise: before a heading or a line that begins with
 * a letter, behind an empty line, which closes every container and every leaf but a fence or HTML block of the document
 * itself; where one could be open, the part has the whole rest.
 *
 * The proof is tests/unit/test_quick.c: each note of its generator is read both ways. Called by note; calls: inline,
 * signs, reference, str, arena.
 */
#ifndef NG_QUICK_H
#define NG_QUICK_H

#include "note.h"

/* Lists nested deeper are libcmark's. */
#define NG_QUICK_DEPTH 12

/* A list item that is open. */
struct ng_quick_item {
	size_t column; /* where its contents begin */
	size_t block;
	size_t list;    /* of it, as ng_block has it */
	char marker;    /* items of another one are another list's */
	bool paragraph; /* its last child is one */
	bool empty;     /* it has no text, and nothing else yet */
	bool shut;      /* and an empty line followed, behind which it may hold nothing */
};

/* Starts as {.arena = …, .body = …, .signs = …, .note = …, .references = …, .line = the first line's number}. */
struct ng_quick {
	struct ng_arena *arena;
	struct ng_str body;
	struct ng_signs signs; /* of body */
	struct ng_note *note;
	struct ng_references *references; /* all of the note; while it is surveyed, those that were found */
	size_t at;   /* what has been read of body */
	size_t line; /* the number of the line there */
	/* the rest is the room's own */
	struct ng_quick_item items[NG_QUICK_DEPTH];
	size_t depth;
	bool paragraph; /* the document's last child is one */
	bool before;    /* and its child before the last paragraph is one */
	bool survey;    /* it is read for its definitions alone */
	bool doubt;     /* one of them isn't sure: the note is libcmark's */
	bool open;      /* a paragraph is */
	bool joined;    /* its lines as they are in body are its text */
	size_t block;   /* of that paragraph, and its bytes in body */
	size_t from, to;
};

/*
 * Finds the link references that are defined in `body`. False where nothing of it may be read here: a definition is in
 * doubt, or it has what is left to libcmark.
 */
bool ng_quick_survey(struct ng_str body, struct ng_references *references);

/*
 * Adds blocks to the note from `at` on, up to the end or to what it doesn't know. A block whose class is NULL is a
 * paragraph with inline structure that is left to libcmark: its text, parsed alone, is the same paragraph.
 */
void ng_quick_read(struct ng_quick *q);

/* Passes the part that is left to libcmark, and returns it. */
struct ng_str ng_quick_pass(struct ng_quick *q);

/* An ATX heading's line, without indentation, without its number signs; any other line as it is. */
struct ng_str ng_quick_heading(struct ng_str s);

#endif
