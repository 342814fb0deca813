/*
 * calendar: days and tasks as an iCalendar object (RFC 5545).
 *
 * Called by export; calls: contentline, date, str.
 */
#ifndef NG_CALENDAR_H
#define NG_CALENDAR_H

#include "date.h"

/* What becomes of it; a day (VEVENT) is confirmed unless it is dropped. */
enum ng_calendar_status { NG_CALENDAR_OPEN, NG_CALENDAR_WAITING, NG_CALENDAR_DONE, NG_CALENDAR_DROPPED };

/* One entry. Its strings are UTF-8 without control characters but LF. */
struct ng_calendar_entry {
	bool task;                     /* a VTODO; else a VEVENT of a whole day */
	enum ng_calendar_status status;
	ng_day day;                    /* of the event; a task's: when it is due, 0: some day */
	ng_day done;                   /* of a task that is done, or 0 */
	bool yearly;
	struct ng_str uid, summary, description;
	const struct ng_str *categories;
	size_t ncategories;
};

/* Adds what stands before all entries, and behind them. Lines are folded and ended by CRLF. Only inside ng_arena_run. */
void ng_calendar_begin(struct ng_buf *out);
void ng_calendar_end(struct ng_buf *out);

/* Adds an entry of a calendar as of the day `today`. Only inside ng_arena_run. */
void ng_calendar_add(struct ng_buf *out, ng_day today, const struct ng_calendar_entry *e);

#endif
