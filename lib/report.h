/*
 * report: what the records say, as Markdown for people.
 *
 * Here is what all reports share; each report is a file of its own, report_NAME.c, and so is what several of them
 * need: text, match, encounters, introductions, months. Called by ng-report;
 * calls: network, plain, markdown, diagram, html_page, terminal, path.
 */
#ifndef NG_REPORT_H
#define NG_REPORT_H

#include "diagram.h"
#include "markdown.h"
#include "network.h"

struct ng_report_options {
	struct ng_base base;      /* where the report will stand */
	bool all;                 /* lists are not cut */
	int days;                 /* agenda: how far it looks ahead */
	uint32_t goal;            /* goals: this one and those that nest in it alone, or NG_NONE */
	struct ng_numbers people; /* brief, ledger: these alone */
	ng_day from, to;          /* brief, event: the day; review: the period; 0: none was given */
};

/* What ng-match found for one need: matches or gives, the best first. */
struct ng_found {
	const struct ng_statement *const *v;
	size_t n;
};

/* A report on its way. */
struct ng_report {
	const struct ng_network *net;
	const struct ng_report_options *options;
	struct ng_buf out;
	bool *shown;                      /* of each statement: it stands in the report already */
	const struct ng_statement **found; /* all matches and gives, by their needs */
	size_t nfound;
	struct ng_known *known; /* of each person: what was looked up already */
	struct ng_seats *seats; /* once somebody asked for one */
	const struct ng_diagram **diagrams; /* as they come */
	size_t ndiagrams, cap_diagrams;
};

/* What a report's operands may be. */
enum ng_report_takes { NG_TAKES_NOTHING, NG_TAKES_GOAL, NG_TAKES_PEOPLE, NG_TAKES_PEOPLE_OR_DAY, NG_TAKES_DAY, NG_TAKES_PERIOD };

struct ng_report_kind {
	const char *name;
	enum ng_report_takes takes;
	void (*write)(struct ng_report *r);
	enum ng_found_part matches, gives; /* what it needs of them: network.h */
};

/* The report of that name, or NULL. */
const struct ng_report_kind *ng_report_find(struct ng_str name);
/* The i-th report, or NULL behind the last; the first is the default. */
const struct ng_report_kind *ng_report_at(size_t i);

/*
 * Takes one operand of a report into the options. False where it is none: then *why says so, in the network's arena.
 * Only inside ng_arena_run.
 */
bool ng_report_operand(const struct ng_report_kind *kind, const struct ng_network *net,
                       struct ng_report_options *options, struct ng_str operand, struct ng_str *why);

/* What a report says, without its region's marks. Only inside ng_arena_run. */
struct ng_str ng_report_body(const struct ng_report_kind *kind, const struct ng_network *net,
                             const struct ng_report_options *options);

/*
 * The same between its region's marks, so that ng-parse reads nothing of it; the first holds the words `mark`, which
 * order the same report. Only inside ng_arena_run.
 */
struct ng_str ng_report_write(const struct ng_report_kind *kind, const struct ng_network *net,
                              const struct ng_report_options *options, struct ng_str mark);

/* What a report says as an HTML page of its own. Only inside ng_arena_run. */
struct ng_str ng_report_page(const struct ng_report_kind *kind, const struct ng_network *net,
                             const struct ng_report_options *options);

/* What a report says in plain words, for a terminal. Only inside ng_arena_run. */
struct ng_str ng_report_terminal(const struct ng_report_kind *kind, const struct ng_network *net,
                                 const struct ng_report_options *options);

/* For the reports: each adds to r->out. */

/* A person's name in bold with the handle behind it; `plain`: the name alone. */
void ng_report_person(struct ng_report *r, uint32_t person, bool plain);
/* People by name: "Ines, Bob and Eve", at most so many. */
void ng_report_people(struct ng_report *r, struct ng_numbers people, size_t most);
/* A goal's title, or its handle where it has none. */
void ng_report_goal(struct ng_report *r, uint32_t goal);
/*
 * "noun: text", shortened to `most` characters, handles as names, without the goal tags at its end. Where it begins
 * with `person`, who is named already, without that.
 */
void ng_report_text(struct ng_report *r, const struct ng_statement *s, uint32_t person, size_t most);
/* True where the text itself names the person, but not at its beginning. */
bool ng_report_names(struct ng_report *r, const struct ng_statement *s, uint32_t person);
/* True for a line that is about a whole table: several people, none of whom it names. */
bool ng_report_is_shared(struct ng_report *r, const struct ng_statement *s);
/* "[file:line](file#Lline)". */
void ng_report_link(struct ng_report *r, const struct ng_statement *s);
/* The same as " ([…](…))". */
void ng_report_source(struct ng_report *r, const struct ng_statement *s);
/* "today", "in 3 days", "5 months ago". */
void ng_report_when(struct ng_report *r, ng_day day);
/* "not met yet, go through Ines, then Paul", the introducer who is nearest me last; or that no path is known. */
void ng_report_way(struct ng_report *r, struct ng_numbers introducers);
/* How to reach somebody: addresses of their card, separated by commas. False where there is none. */
bool ng_report_card(struct ng_report *r, uint32_t person);
/* What they do, as the field `role` says it, or NULL. */
const struct ng_statement *ng_report_role(struct ng_report *r, uint32_t person);
/* Printf for what comes from no note. */
__attribute__((format(printf, 2, 3))) void ng_report_printf(struct ng_report *r, const char *format, ...);

/*
 * What somebody did or is to do, so that the text can follow: "offers ", "I asked for "; empty where the
 * text says it.
 */
const char *ng_report_verb(struct ng_report *r, const struct ng_statement *s);
/* The verb and the text: "offers an introduction: to …". */
void ng_report_said(struct ng_report *r, const struct ng_statement *s, uint32_t person, size_t most);
/*
 * "2026-03-04: Ines offers help: text (source)", without the name of `person`, the date where `dated`; marks
 * the statement as shown.
 */
void ng_report_line(struct ng_report *r, const struct ng_statement *s, uint32_t person, bool dated);

/*
 * A row of a table: ng_report_cell(r, 0) begins it, and each further call ends the cell that the last one gave and
 * begins the next; ng_report_row_end ends the row. Whatever was written between is safe there.
 */
size_t ng_report_cell(struct ng_report *r, size_t cell);
void ng_report_row_end(struct ng_report *r, size_t cell);

/* Notes that a statement stands in the report already, or that it doesn't; and whether it does. */
void ng_report_mark(struct ng_report *r, const struct ng_statement *s, bool shown);
bool ng_report_is_shown(const struct ng_report *r, const struct ng_statement *s);

/* The day by which it is to be done: its due day, else that of the plan which it is or stands under, or 0. */
ng_day ng_report_due(const struct ng_statement *s);

/* True where the reader owes nothing to it: somebody else's box, or not yet written on that day. */
bool ng_report_is_hidden(const struct ng_statement *s);

/* The number behind the last statement that stands under an encounter: up to its file's next one of the same day. */
size_t ng_report_encounter_end(const struct ng_network *net, const struct ng_statement *met);

/* The first `most` numbers of a list are shown; says how many more there are. */
void ng_report_more(struct ng_report *r, size_t n, size_t most);

/* `most`, or no limit with the option for all. */
size_t ng_report_most(const struct ng_report *r, size_t most);

/* A picture, with an empty line behind it. */
void ng_report_diagram(struct ng_report *r, const struct ng_diagram *d);

/* What ng-match found (report_match.c). */

/* Puts all that was found in order; called once, before a report is written. */
void ng_report_gather(struct ng_report *r);
/* The group of one need that begins at *at, which moves behind it; false behind the last. */
bool ng_report_next_group(const struct ng_report *r, size_t *at, struct ng_found *group);
/* The matches or gives for a need. */
struct ng_found ng_report_found(const struct ng_report *r, enum ng_kind kind, const struct ng_statement *need);
/* Those who lead to whom a match found, the one nearest me last. */
struct ng_numbers ng_report_introducers(const struct ng_statement *found);
/* My need, or theirs, that a match or give is for; NULL: a question, or a need that isn't in the stream. */
const struct ng_statement *ng_report_need(const struct ng_report *r, const struct ng_statement *found);
/* The statement that speaks most for a match or give, or NULL. */
const struct ng_statement *ng_report_evidence(const struct ng_report *r, const struct ng_statement *found);
/* Whether a match or give comes near the best one for the same need. */
bool ng_report_is_worth_naming(const struct ng_report *r, const struct ng_statement *found);
/* "; Claire or I could help": the best for a contact's need; nothing where there is nobody. */
void ng_report_helpers(struct ng_report *r, const struct ng_statement *need);
/*
 * The best people as a numbered list, how to reach them and the evidence, as far as they come near the
 * first; how many.
 */
size_t ng_report_answers(struct ng_report *r, struct ng_found group, size_t most);

/* Whoever was given the seat that is needed: a got seat of the same goal and topic; the last of them, or NULL. */
const struct ng_statement *ng_report_holder(struct ng_report *r, const struct ng_statement *need);

/* What brief says for nobody in particular: a card for a room full of strangers (report_pocket.c). */
void ng_report_pocket_card(struct ng_report *r);

/* What ledger, network and review share. */

/* The statement's day, or "some day". */
void ng_report_day(struct ng_report *r, const struct ng_statement *s);
/* "advice 3, introduction", the most frequent first; orders `nouns`. An empty one is "something". */
void ng_report_nouns(struct ng_report *r, struct ng_str *nouns, size_t n);
/* For qsort of pointers to statements: the latest first, within a day in the order of their sources. */
int ng_report_newest_first(const void *a, const void *b);

/* Lines about an introduction that was made for me, and by me (report_introductions.c). */
void ng_report_introduced_me(struct ng_report *r, const struct ng_statement *s);
void ng_report_introduced_them(struct ng_report *r, const struct ng_statement *s);

/* All encounters by day and person, and that of a statement's day with its person: above it, else any, or NULL. */
struct ng_encounters;
const struct ng_encounters *ng_report_encounters(const struct ng_network *net);
const struct ng_statement *ng_report_encounter(const struct ng_encounters *all, const struct ng_network *net,
                                               const struct ng_statement *s);

/* A section of `n` months from that of `from` on, without those before anything happened (report_months.c). */
struct ng_report_month {
	size_t contacts, got, given;
};
void ng_report_months(struct ng_report *r, ng_day from, const struct ng_report_month *months, size_t n);

void ng_report_goals(struct ng_report *r);
void ng_report_agenda(struct ng_report *r);
void ng_report_who(struct ng_report *r);
void ng_report_brief(struct ng_report *r);
void ng_report_event(struct ng_report *r);
void ng_report_board(struct ng_report *r);
void ng_report_ledger(struct ng_report *r);
void ng_report_network(struct ng_report *r);
void ng_report_review(struct ng_report *r);

#endif
