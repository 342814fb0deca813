/*
 * whom: who a statement is about, from its own names and whom it stands under.
 *
 * The rules of ng-notes(5) on subject, table, people and contacts. Called by statement; calls: scope, lexicon.
 */
#ifndef NG_WHOM_H
#define NG_WHOM_H

#include "scope.h"

/* Collects what the line itself names into the statement: names, goals, topics, date marks. */
void ng_whom_collect(struct ng_arena *a, struct ng_draft *st);

/* Fills `people`: whom it begins with, else the subject around it; then the others that it names; else the table. */
void ng_whom_find(struct ng_arena *a, struct ng_draft *st);

/* Fills `people` of a line of contact with whom the contact was, and `others` with whom the line names besides. */
void ng_whom_find_contacts(const struct ng_line_tools *tools, struct ng_draft *st);

#endif
