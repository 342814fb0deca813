/*
 * whom: who a statement is about, from its own names and whom it stands under.
 *
 * The rules of ng-notes(5) on subject, table, people and contacts. Called by statement; calls: line, lexicon.
 */
#ifndef NG_WHOM_H
#define NG_WHOM_H

#include "line.h"
#include "outline.h"
#include "record.h"

/* What a line hands on to those that stand under it. Lists are separated by spaces. */
struct ng_scope {
	const struct ng_scope *up;
	ng_day date;
	struct ng_str goals, topics;
	struct ng_str subject;   /* whom a line there is about, or empty */
	bool leads;              /* a line or page begins with the subject: needs there are theirs */
	struct ng_str owned_by;  /* the goal that fields there belong to; empty: to the subject */
	struct ng_str table;     /* whom a line there is about that names nobody and has no subject */
	struct ng_str context;   /* its own part, or empty */
};

/* A line on its way to a record. */
struct ng_statement {
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

/* Collects what the line itself names into the statement: names, goals, topics, date marks. */
void ng_whom_collect(struct ng_arena *a, struct ng_statement *st);

/* Fills `people`: whom it begins with, else the subject around it; then the others that it names; else the table. */
void ng_whom_find(struct ng_arena *a, struct ng_statement *st);

/* Fills `people` of a line of contact with whom the contact was, and `others` with whom the line names besides. */
void ng_whom_find_contacts(const struct ng_line_tools *tools, struct ng_statement *st);

#endif
