/*
 * report: what the records say, as Markdown for people.
 *
 * Here is what all reports share; each report is a file of its own, report_NAME.c. Called by ng-report;
 * calls: network, markdown, path.
 */
#ifndef NG_REPORT_H
#define NG_REPORT_H

#include "markdown.h"
#include "network.h"

struct ng_report_options {
	struct ng_base base; /* where the report will stand */
	uint32_t goal;       /* goals: this one and those that nest in it alone, or NG_NONE */
	int days;            /* agenda: how far it looks ahead */
};

/* A report on its way. */
struct ng_report {
	const struct ng_network *net;
	const struct ng_report_options *options;
	struct ng_buf out;
	bool *shown; /* of each statement: it stands in the report already */
};

struct ng_report_kind {
	const char *name;
	const char *about; /* what it answers, for the usage */
	void (*write)(struct ng_report *r);
};

/* The report of that name, or NULL. */
const struct ng_report_kind *ng_report_find(struct ng_str name);
/* The i-th report, or NULL behind the last; the first is the default. */
const struct ng_report_kind *ng_report_at(size_t i);

/* What a report says, without its region's marks. Only inside ng_arena_run. */
struct ng_str ng_report_body(const struct ng_report_kind *kind, const struct ng_network *net,
                             const struct ng_report_options *options);

/* The same between its region's marks, so that ng-parse reads nothing of it. Only inside ng_arena_run. */
struct ng_str ng_report_write(const struct ng_report_kind *kind, const struct ng_network *net,
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
/* "[file:line](file#Lline)". */
void ng_report_link(struct ng_report *r, const struct ng_statement *s);
/* The same as " ([…](…))". */
void ng_report_source(struct ng_report *r, const struct ng_statement *s);
/* "today", "in 3 days", "5 months ago". */
void ng_report_when(struct ng_report *r, ng_day day);
/* How to reach somebody: addresses of their card, separated by commas. False where there is none. */
bool ng_report_card(struct ng_report *r, uint32_t person);
/* Printf for what comes from no note. */
__attribute__((format(printf, 2, 3))) void ng_report_printf(struct ng_report *r, const char *format, ...);

/* True where the reader owes nothing to it: somebody else's box, or not yet written on that day. */
bool ng_report_is_hidden(const struct ng_statement *s);

/* The first `most` numbers of a list are shown; says how many more there are. */
void ng_report_more(struct ng_report *r, size_t n, size_t most);

void ng_report_goals(struct ng_report *r);
void ng_report_agenda(struct ng_report *r);

#endif
