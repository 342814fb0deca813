/*
 * reference: the link reference definitions of a note (CommonMark 0.30, 4.7), as far as they leave no doubt.
 *
 * Why: "[text]" and "[text][label]" are links only where a definition stands anywhere in the note, often at its end. So
 * who reads a note in parts must know all labels before. Labels are kept here if they are plain ASCII in one line; all
 * else is doubt, and left to libcmark. A part that libcmark reads alone gets the definitions that it needs in front.
 *
 * Called by quick, inline and note; calls: table, text.
 */
#ifndef NG_REFERENCE_H
#define NG_REFERENCE_H

#include "table.h"

/* The labels that are defined, folded. `labels` may be NULL: none. */
struct ng_references {
	struct ng_arena *arena;
	struct ng_table *labels;
};

#define NG_REFERENCE_DOUBT SIZE_MAX

/*
 * The length of the definition, with its line end, that a paragraph's text `s` begins with, and its label; 0 where it
 * begins with none for sure, NG_REFERENCE_DOUBT where that is left to libcmark. Each line is without its indentation.
 */
size_t ng_reference_read(struct ng_str s, struct ng_str *label);

/* True where a definition may stand anywhere in Markdown, whose lines end with '\n'. */
bool ng_reference_possible(struct ng_str markdown);

void ng_references_add(struct ng_references *r, struct ng_str label);

enum ng_reference {
	NG_REFERENCE_NONE,
	NG_REFERENCE_DEFINED,
	NG_REFERENCE_UNSURE, /* letters of other scripts that fold to those of a label */
};

/* Whether `label`, as it is typed between brackets, is one of those that are defined; there are some. */
enum ng_reference ng_references_find(const struct ng_references *r, struct ng_str label);

/* The definitions of all labels that stand between brackets in `markdown`, and an empty line; or nothing. In the arena. */
struct ng_str ng_references_before(const struct ng_references *r, struct ng_str markdown);

#endif
