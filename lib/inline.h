/*
 * inline: the class of each byte of a heading or paragraph.
 *
 * libcmark gives no usable columns for inlines, and its text has lost backslashes and entities. So a cursor goes
 * through the source in step with libcmark's nodes; in step, each byte finds its class, or the walk fails.
 * Called by note, which knows the nodes, and quick; calls: signs, reference, str.
 */
#ifndef NG_INLINE_H
#define NG_INLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "reference.h"
#include "signs.h"

/* What a byte of a block's source is to CommonMark. */
enum ng_class {
	NG_CLASS_TEXT, /* 0 */
	NG_CLASS_MARK,    /* a delimiter: of emphasis, of a link's text */
	NG_CLASS_CODE,    /* a code span with its backticks */
	NG_CLASS_HIDDEN,  /* HTML, a link's destination, an autolink, an image with its description */
	NG_CLASS_ESCAPED, /* a backslash escape or an entity */
};

/* How many of n bytes are text from the first on, by their classes. */
static inline size_t
ng_class_text(const uint8_t *class, size_t n)
{
	size_t i = 0;
	uint64_t eight;

	for (; n - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, class + i, sizeof(eight));
		if (eight != 0)
			break;
	}
	while (i < n && class[i] == NG_CLASS_TEXT)
		i++;
	return i;
}

/* The nodes of CommonMark's inline structure. */
enum ng_inline {
	NG_INLINE_TEXT,
	NG_INLINE_CODE,
	NG_INLINE_HTML,
	NG_INLINE_BREAK, /* of a line, soft or hard */
	NG_INLINE_LINK,
	NG_INLINE_IMAGE,
	NG_INLINE_EMPH,
	NG_INLINE_STRONG,
};

/* Starts as {.s = the source, .class = a class for each byte of it}. */
struct ng_cursor {
	struct ng_str s;
	uint8_t *class;
	size_t at;
	size_t hidden; /* images that are open */
	bool autolink; /* its text is in the source as it is */
};

/*
 * Passes what a node begins with in the source, or all of it where it has no children; `literal` is the text of TEXT
 * and HTML nodes as libcmark gives it. False where the source holds something else.
 */
bool ng_cursor_enter(struct ng_cursor *c, enum ng_inline type, const char *literal);

/* Passes what a node ends with, behind its children. */
bool ng_cursor_leave(struct ng_cursor *c, enum ng_inline type);

/* True where nothing but white space is left. */
bool ng_cursor_at_end(const struct ng_cursor *c);

/*
 * The classes of a paragraph's or heading's text without libcmark, where its inline structure leaves no doubt; else
 * NULL. `signs` are those of the text, `references` all of the note. In the arena, or static.
 */
const uint8_t *ng_inline_quick(struct ng_arena *a, struct ng_str s, struct ng_signs signs,
			       const struct ng_references *references);

/*
 * The length of the tag of inline HTML (CommonMark 0.30, 6.6) at the "<" that s begins with, if it is a plain one: in one
 * line, its attributes in double quotes; or 0.
 */
size_t ng_inline_tag(struct ng_str s);

/* From a cursor at the start, for a walk that failed: code spans as CommonMark finds them, all else as text. */
void ng_cursor_guess(struct ng_cursor *c);

#endif
