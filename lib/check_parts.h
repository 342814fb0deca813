/*
 * check_parts: what the files of check share; known to them alone.
 *
 * Calls: check's types, near, table.
 */
#ifndef NG_CHECK_PARTS_H
#define NG_CHECK_PARTS_H

#include "check.h"
#include "table.h"

/* A word before a colon that is nearly a label, or a link's target: where it stands first, and how often. */
struct ng_seen {
	struct ng_str file;
	size_t line, column, count;
	struct ng_str meant; /* of a word: the label */
	bool form;           /* of a word: a form of the label ("offers"), no slip of the finger */
	size_t next_line, next_column;
	struct ng_str next_file; /* the second place */
};

/* A line of which some rules say nothing, because a comment asks for it. */
struct ng_mute {
	struct ng_str file;
	size_t line;
	uint32_t rules; /* a bit for each ng_rule */
};

struct ng_check {
	struct ng_arena *arena;
	ng_day today;
	bool on[NG_RULES_COUNT];
	struct ng_finding *v;
	size_t n, cap;
	size_t suggested; /* fields that were told with who may be meant */
	struct ng_table *words; /* that are nearly labels, folded */
	struct ng_seen *words_seen;
	size_t words_cap;
	struct ng_table *links; /* slugs that links lead to */
	struct ng_seen *links_seen;
	size_t links_cap;
	struct ng_table *pages; /* slugs of files, and what their front matter calls them */
	struct ng_str unseen;   /* the first link whose file could not be looked for, and why; 0: all could */
	int unseen_error;
	struct ng_mute *mutes;
	size_t nmutes, mutes_cap;
};

/* The last place that was told, so that those of one block cost no more than the block. */
struct ng_place {
	const struct ng_block *block;
	size_t at, line, start; /* the byte, its line, where that begins in the block's text */
	size_t shift;           /* how far the line's text stands in the line; SIZE_MAX: it isn't found */
};

/* A file that is looked at: where its lines begin. */
struct ng_sheet {
	struct ng_check *check;
	const struct ng_parsed *parsed;
	struct ng_str path; /* the check's */
	size_t *lines;      /* offsets in parsed->file */
	size_t n;
	struct ng_place *last;
};

/* Adds a finding; `message` is printf's. Nothing where the rule is off. Column 0: it is looked for by `needle`. */
__attribute__((format(printf, 7, 8))) void
ng_check_add(struct ng_check *c, enum ng_rule rule, struct ng_str file, size_t line, size_t column,
             struct ng_str needle, const char *format, ...);

/* A line of the file, from 1, without its end; empty behind the last. */
struct ng_str ng_sheet_line(const struct ng_sheet *sheet, size_t line);

/* The line and column of the byte `at` of a block's text. */
void ng_sheet_place(const struct ng_sheet *sheet, const struct ng_block *block, size_t at, size_t *line,
                    size_t *column);

/* Adds a finding about the byte `at` of a block's text; `message` is printf's, of 400 bytes at most. */
__attribute__((format(printf, 5, 6))) void
ng_sheet_add(const struct ng_sheet *sheet, const struct ng_block *block, size_t at, enum ng_rule rule, const char *format, ...);

/* What a file's lines say, one by one (check_line). */
void ng_check_lines(const struct ng_sheet *sheet);

/* Dates that can't be, and those that aren't read because they are written otherwise (check_dates). */
void ng_check_dates(const struct ng_sheet *sheet);

/* Counts one more place of a word or link in its table. */
struct ng_seen *ng_seen_add(struct ng_check *c, struct ng_table *table, struct ng_seen **v, size_t *cap,
                            struct ng_str word, const struct ng_sheet *sheet, const struct ng_block *block,
                            size_t at);

/* Links of Markdown to files that aren't there. */
void ng_check_destinations(const struct ng_sheet *sheet, const struct ng_block *block);

/* Comments for ng-check: what they turn off, and those that turn nothing off (check_comments). */
void ng_check_comments(const struct ng_sheet *sheet);
/* Makes the mutes fit for ng_check_is_muted. */
void ng_check_sort_mutes(struct ng_check *c);
bool ng_check_is_muted(const struct ng_check *c, const struct ng_finding *f);

/* Fields that say nothing (check_fields): a record's value and key, a line that is nearly one. */
void ng_check_field(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s);
void ng_check_key(const struct ng_sheet *sheet, const struct ng_unit *unit);

/* What only all files say: words that are nearly labels, and links (check_links). */
void ng_check_words(struct ng_check *c);
void ng_check_links(struct ng_check *c, struct ng_network *net);
/* Unknown handles and goals, and double definitions (check_names). */
void ng_check_names(struct ng_check *c, struct ng_network *net);

#endif
