/*
 * markdown: text of notes inside a Markdown document; the one place that escapes it.
 *
 * Whatever a note says stays one run of inline text of the report: it starts no block, table, HTML, emphasis, link
 * of its own making or region, and nobody is notified. Called by report; calls: link, text, str, arena.
 */
#ifndef NG_MARKDOWN_H
#define NG_MARKDOWN_H

#include <stdint.h>

#include "str.h"

/*
 * Adds `s` as inline text that CommonMark and GFM show as it was typed. Code spans, web addresses and links to them
 * stay what they are, [[page|name]] becomes its name, handles become code (so that no forge notifies anybody);
 * control and bidirectional formatting characters go, line ends and tabs become spaces.
 */
void ng_markdown_text(struct ng_buf *out, struct ng_str s);

/* Says how a handle (with its `@`) is to be shown; false: as it was typed. */
struct ng_markdown_names {
	bool (*name)(void *context, struct ng_str handle, struct ng_str *name);
	void *context;
};

/* The same with handles shown by name. */
void ng_markdown_named(struct ng_buf *out, struct ng_str s, const struct ng_markdown_names *names);

/* The same for the text of a link: no link in it, and nothing that ends it. */
void ng_markdown_label(struct ng_buf *out, struct ng_str s);

/*
 * Makes what was written from `start` on safe in a table's cell: a `|` in a code span gets a backslash too, which GFM
 * takes away again.
 */
void ng_markdown_guard_cell(struct ng_buf *out, size_t start);

/* The length of the http(s) address that s begins with, without the punctuation that ends a sentence; or 0. */
size_t ng_markdown_web(struct ng_str s);

/* Adds `s` as a code span that shows it, whatever backticks it holds. Nothing where it is empty. */
void ng_markdown_code(struct ng_buf *out, struct ng_str s);

/* Where a report will stand: links are relative to it. */
struct ng_base {
	struct ng_str here; /* the folder that relative paths of the records start from, absolute; may be empty where dir has no `..` */
	struct ng_str dir;  /* the report's folder, relative to `here` or absolute; empty: `here` */
};

/*
 * Adds a link to a line of a file, shown as FILE:LINE with the path from the report. Line 0: the file alone.
 * No link, but the same text, where the file is "-", standard input.
 */
void ng_markdown_source(struct ng_buf *out, const struct ng_base *base, struct ng_str file, uint32_t line);

/* Adds an autolink to an e-mail address or a web address, or plain text where it is neither. */
void ng_markdown_address(struct ng_buf *out, struct ng_str s);

/* Adds a link to call a telephone number, or plain text where it isn't one. */
void ng_markdown_phone(struct ng_buf *out, struct ng_str s);

#endif
