/*
 * scope: the draft of a statement, and what its line hands on to those that stand under it.
 *
 * Called by whom and statement; calls: outline, line, text.
 */
#ifndef NG_SCOPE_H
#define NG_SCOPE_H

#include "outline.h"
#include "record.h"

/* A part of a context: what a line says, taken from it once a record asks. */
struct ng_part {
	const struct ng_line *line;
	const struct ng_word *label; /* of its draft */
	bool defines;                /* its title, else its text */
	bool known;                  /* `text` is it */
	struct ng_str text;
};

/* What a line hands on to those that stand under it. Lists are separated by spaces. */
struct ng_scope {
	const struct ng_scope *up;
	ng_day date;
	struct ng_str goals, topics;
	struct ng_str subject;   /* whom a line there is about, or empty */
	bool leads;              /* a line or page begins with the subject: needs there are theirs */
	struct ng_str owned_by;  /* the goal that fields there belong to; empty: to the subject */
	struct ng_str table;     /* whom a line there is about that names nobody and has no subject */
	struct ng_part *part;    /* its own of the context, or NULL */
};

/* A line on its way to a record. */
struct ng_draft {
	const struct ng_line *line;
	const struct ng_unit *unit;   /* NULL in brackets and front matter */
	const struct ng_scope *around;
	const struct ng_word *label;  /* NULL where it has turned out to be none */
	const struct ng_tag *lead;    /* its own or, for a label's line, that of an earlier line */
	enum ng_lead place;
	enum ng_kind kind;
	enum ng_state box;
	struct ng_str noun;
	struct ng_str names;          /* the handles and links that it names */
	struct ng_str goals, topics;  /* its own */
	struct ng_str people;
	struct ng_str others;         /* of a contact: whom the line names besides */
	bool from_table;              /* people come from a table of several */
	ng_day due, done;
	enum ng_state mark;           /* DONE or DROPPED where a mark says so */
};

/* The text of its record, as typed. */
struct ng_str ng_draft_text(struct ng_arena *a, const struct ng_draft *st);

/* What the statement's line hands on; its `unit` must be known. */
void ng_scope_fill(struct ng_arena *a, const struct ng_draft *st, struct ng_scope *s);

/* The context of what stands in a scope: the parts of all around it, outermost first, joined by NG_CONTEXT_MARK. */
struct ng_str ng_scope_context(struct ng_arena *a, const struct ng_scope *s);

#endif
