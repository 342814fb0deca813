/*
 * outline: a note's lines, what encloses each, and who was at its encounters.
 *
 * Everything that must be known before the first statement can be told: who was there may stand below.
 * Called by parse; read by scope, whom and statement. Calls: note, split, line, page, lexicon, text.
 */
#ifndef NG_OUTLINE_H
#define NG_OUTLINE_H

#include "line.h"
#include "page.h"

#define NG_NO_UNIT SIZE_MAX

enum ng_presence {
	NG_PRESENCE_NONE,
	NG_PRESENCE_THERE, /* a list of those who were there, or in one */
	NG_PRESENCE_NOT,   /* of those who weren't */
};

/* Who was at an encounter: lists without doubles. */
struct ng_encounter {
	struct ng_buf named;   /* whom the heading or a table names */
	struct ng_buf present; /* whom a list of those present names */
	struct ng_buf joined;  /* whom its items begin with */
	struct ng_buf absent;  /* who wasn't there */
	bool untagged;         /* a list of those present names others too, without a tag */
};

/* A line in its place. */
struct ng_unit {
	const struct ng_line *line;
	size_t up;               /* the unit that encloses it, or NG_NO_UNIT; always before it */
	bool encloses;           /* another unit */
	bool first;              /* of its block */
	bool heading;            /* a section's: no item, not in a quote */
	bool nests;              /* an item with a list in it */
	bool opens_list;         /* a paragraph that encloses the list after it */
	ng_day date;             /* its own, or the nearest around it; 0 without */
	enum ng_presence list;
	const struct ng_tag *carried; /* the handle that an earlier line of its paragraph begins with, or NULL */
	bool defines;            /* a person or goal */
	size_t met_above;        /* the encounter heading that it stands under, or NG_NO_UNIT */
	struct ng_encounter *met; /* of a heading that is an encounter, else NULL */
};

struct ng_outline {
	struct ng_unit *units;
	size_t n;
	struct ng_str page_people; /* who was there, of a page that is an encounter itself; empty where it is none */
	size_t page_unit;          /* the unit that names the first of them, or NG_NO_UNIT for front matter */
};

/* The outline of a note; the arena owns it. */
void ng_outline_read(const struct ng_line_tools *tools, const struct ng_note *note, const struct ng_page *page,
		     struct ng_outline *outline);

/* A line's text: as typed between the bytes, without date marks and ng-check's comments, white space runs as one space. */
struct ng_str ng_outline_text(struct ng_arena *a, const struct ng_line *line);

/* A definition's title: without handle, tags, fields and dates. */
struct ng_str ng_outline_title(struct ng_arena *a, const struct ng_line *line);

/* The value of a line that is a field, as typed, but for ng-check's comments. */
struct ng_str ng_outline_value(struct ng_arena *a, const struct ng_line *line);

/* True where a line does no more than name people: tags, capitalised words, parentheses. */
bool ng_outline_is_names(const struct ng_line *line);

/* True where the line holds no more than names, tags, dates and fields in brackets. */
bool ng_outline_is_bare(const struct ng_line *line);

#endif
