/*
 * check: what is likely wrong in notes, as findings with file, line and column.
 *
 * Called by ng-check; calls: parse (what a file was read as), network, near, front, pattern, lexicon, text, table.
 *
 * For each file ng_check_file, and its records into a network; when that is settled ng_check_network; then the
 * files of ng_check_unplaced once more to ng_check_place; then ng_check_sort. All memory is one arena's.
 */
#ifndef NG_CHECK_H
#define NG_CHECK_H

#include "network.h"
#include "parse.h"

/* NAME, "name" as the user types it, whether it is on when nobody says so. */
#define NG_RULES(X) \
	X(UTF8, "utf-8", true) \
	X(BIDI, "bidi", true) \
	X(FRONT, "front-matter", true) \
	X(REGION, "region", true) \
	X(COMMENT, "comment", true) \
	X(DATE, "date", true) \
	X(LABEL, "label", true) \
	X(FIELD, "field", true) \
	X(STATEMENT, "statement", true) \
	X(INTRO, "intro", true) \
	X(PATTERN, "pattern", true) \
	X(HANDLE, "handle", true) \
	X(FIRST_NAME, "first-name", true) \
	X(UNDEFINED, "undefined", false) \
	X(DUPLICATE, "duplicate", true) \
	X(GOAL, "goal", true) \
	X(NOBODY, "nobody", true) \
	X(TABLE, "table", true) \
	X(CLOSES, "closes", true) \
	X(LINK, "link", true) \
	X(NO_PAGE, "no-page", false)

enum ng_rule {
#define X(name, string, on) NG_RULE_##name,
	NG_RULES(X)
#undef X
	NG_RULES_COUNT
};

struct ng_finding {
	struct ng_str file;
	size_t line, column; /* from 1; column 0 until ng_check_place has found it */
	enum ng_rule rule;
	struct ng_str message;
	struct ng_str needle; /* what its column is found by: a handle, a link's slug, a word; or empty */
};

struct ng_check;

/* A check with the rules that are on by themselves. Only inside ng_arena_run, as all that follows. */
struct ng_check *ng_check_new(struct ng_arena *a, ng_day today);

/* Turns rules on and off: `rule`, `no-rule`, `all`, `no-all`. False where there's no such rule. */
bool ng_check_rule(struct ng_check *c, struct ng_str word);

/* The name of a rule, and whether it is on. */
const char *ng_check_rule_name(enum ng_rule rule);
bool ng_check_is_on(const struct ng_check *c, enum ng_rule rule);

/* The rule of that name, or NG_RULES_COUNT. */
enum ng_rule ng_check_rule_find(struct ng_str name);

/* What one file says for itself; `bytes` as they were read. Both are borrowed until it returns. */
void ng_check_file(struct ng_check *c, struct ng_str bytes, const struct ng_parsed *parsed);

/* What only all of them together say. The network must be settled. */
void ng_check_network(struct ng_check *c, struct ng_network *net);

/* The next file with findings whose column isn't known, from *at (0 at first); false where there's none. */
bool ng_check_unplaced(struct ng_check *c, size_t *at, struct ng_str *file);

/* Finds the columns of a file's findings in its bytes. Where they can't be told they are 1. */
void ng_check_place(struct ng_check *c, struct ng_str file, struct ng_str bytes);

/*
 * The first link to a file of which the system didn't say whether it is there: *link is `FILE:LINE: what it leads to`.
 * Returns errno's value, or 0 where there is none.
 */
int ng_check_unseen(const struct ng_check *c, struct ng_str *link);

/* The findings by file, line and column, each once, without those that a comment in the notes turns off; *n is how many. */
const struct ng_finding *ng_check_sort(struct ng_check *c, size_t *n);

#endif
