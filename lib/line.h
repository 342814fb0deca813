/*
 * line: one statement's own words, before anything around it is known.
 *
 *     [checkbox] [date[:]] [time] [@who[:]] [label] text
 *
 * Called by split and statement; calls: note (the block), tags, lexicon, date.
 */
#ifndef NG_LINE_H
#define NG_LINE_H

#include "lexicon.h"
#include "note.h"
#include "tags.h"

/* No label or noun is longer, in bytes. */
#define NG_LINE_WORD_LIMIT 40

/* Where the handle or link stands that a line begins with. */
enum ng_lead {
	NG_LEAD_NONE,
	NG_LEAD_FIRST, /* before the label, or there is no label */
	NG_LEAD_LABEL, /* in the label: "offer @maria:" */
	NG_LEAD_AFTER, /* right behind the label */
};

enum ng_colon {
	NG_COLON_NONE, /* a word of contact before a name or in a heading, "ask @who" behind a box */
	NG_COLON_ONE,
	NG_COLON_TWO,
};

struct ng_line {
	const struct ng_block *block;
	struct ng_tags tags;  /* of the whole block */
	size_t from, to;      /* the line's bytes in the block's text */
	size_t number;        /* in the file */
	enum ng_state box;    /* what a checkbox, TODO or DONE says; NONE without */
	ng_day date;          /* its own: leading, or anywhere in a heading; 0 without */
	size_t start;         /* where its text begins: behind box, date and time */
	const struct ng_tag *lead; /* the handle or link that it begins with, or NULL */
	enum ng_lead lead_place;
	bool titled;          /* "::" right behind a leading handle or goal: a definition */
	const struct ng_tag *goal; /* the goal that it begins with, or NULL */
	const struct ng_word *label; /* or NULL */
	struct ng_str noun;   /* of the label, in its long form */
	enum ng_colon colon;
	size_t label_from, label_to; /* with emphasis that encloses it alone */
	struct ng_str key;    /* of a field, canonical; empty where it is none */
	bool card_key;        /* a field with a single colon: one in a person's section alone */
	size_t value;         /* where a field's value begins */
	size_t end;           /* where its text ends (emphasis that began before the label left out) */
};

/* What taking apart needs; all borrowed. */
struct ng_line_tools {
	struct ng_arena *arena;
	const struct ng_tagger *tagger;
	const struct ng_lexicon *lexicon;
};

/*
 * Takes the bytes [from, to) of a block apart. `of` has the block, its tags and the line's number.
 * `first`: they are the block's first (a box may stand there). `row`: they are a table's row, its cells joined.
 */
struct ng_line ng_line_parse(const struct ng_line_tools *tools, const struct ng_line *of, size_t from, size_t to,
			     bool first, bool row);

/* The statement or field that an NG_TAG_INNER of a line is, which begins in the file's line `number`. */
struct ng_line ng_line_inner(const struct ng_line_tools *tools, const struct ng_line *line, const struct ng_tag *inner,
			     size_t number);

/* The first tag of a line that begins at or behind the byte i of the block's text, or NULL. */
const struct ng_tag *ng_line_tag_from(const struct ng_line *line, size_t i);

/*
 * The tags of a line in their order, what only a statement in brackets holds left out: the first for `last` == NULL,
 * then the one behind `last`; NULL at the end.
 */
static inline const struct ng_tag *
ng_line_tag(const struct ng_line *line, const struct ng_tag *last)
{
	if (line->tags.n == 0)
		return NULL;
	return ng_line_tag_from(line, last == NULL ? line->from : last->type == NG_TAG_INNER ? last->to : last->from + 1);
}

/* True where the bytes [from, to) begin with words and a colon: what ends a list of those present. */
bool ng_line_is_heading_like(struct ng_str text, size_t from, size_t to);

/* True where a line's label tells who was there or who wasn't. */
static inline bool
ng_line_is_presence(const struct ng_line *line)
{
	return line->label != NULL && ng_word_is_presence(line->label);
}

#endif
