/*
 * split: a block's lines, each a statement of its own: those of a paragraph that begin one, the rows of a table.
 *
 * Called by outline and statement; calls: line, tags.
 */
#ifndef NG_SPLIT_H
#define NG_SPLIT_H

#include "line.h"

/* The lines of a block, in their order: one, or more where a paragraph's line starts a new statement. */
struct ng_lines {
	struct ng_line *v;
	size_t n;
};

/* The lines of `block`, one at least. The arena owns them. */
struct ng_lines ng_split_block(const struct ng_line_tools *tools, const struct ng_block *block);

/* The same without the quick look for blocks that hold nothing: what that is tested against. */
struct ng_lines ng_split_block_whole(const struct ng_line_tools *tools, const struct ng_block *block);

#endif
