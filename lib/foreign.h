/*
 * foreign: text from elsewhere inside a note, where it must stay text: what it says is kept, what it could mean is not.
 *
 * The counterpart of markdown, which writes notes' text into reports: here ng-parse reads it back. Called by import and export;
 * calls: text, date, str, arena.
 */
#ifndef NG_FOREIGN_H
#define NG_FOREIGN_H

#include "str.h"

/* Where a text stands. */
enum ng_foreign_place {
	NG_FOREIGN_VALUE, /* behind a field's key */
	NG_FOREIGN_LINE,  /* at the start of a line of a paragraph */
	NG_FOREIGN_TITLE, /* behind the handle of a heading, where a date in a web address would count too */
};

/*
 * s on one line, as it will be read back: control and bidirectional formatting characters go, what is no character
 * becomes U+FFFD, white space of any kind single spaces.
 */
struct ng_str ng_foreign_clean(struct ng_arena *a, struct ng_str s);

/*
 * Adds a text that ng_foreign_clean gave. Backslashes, as CommonMark has them, keep it from being a block, a tag, a link,
 * a label, a field, a date or a mark of anything; web addresses stay as they are, with %XX where one could be misread.
 */
void ng_foreign_add(struct ng_buf *out, struct ng_str s, enum ng_foreign_place place);

/* Adds a web address, percent-encoded where it must be. */
void ng_foreign_add_web(struct ng_buf *out, struct ng_str url);

/* What a text of a record says, its backslashes, `&lt;` and `&amp;` undone. */
struct ng_str ng_foreign_of(struct ng_arena *a, struct ng_str s);

#endif
