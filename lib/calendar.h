/*
 * calendar: days and tasks as an iCalendar object (RFC 5545). The one room that includes ical.h.
 *
 * Called by export; calls: date, str.
 */
#ifndef NG_CALENDAR_H
#define NG_CALENDAR_H

#include "date.h"

/* What becomes of it; a day (VEVENT) is confirmed unless it is dropped. */
enum ng_calendar_status { NG_CALENDAR_OPEN, NG_CALENDAR_WAITING, NG_CALENDAR_DONE, NG_CALENDAR_DROPPED };

/* One entry. Its strings are borrowed until it was added: UTF-8 without control characters but LF. */
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

struct ng_calendar;

/* An empty calendar, as of a day. NULL where there's no memory. Free with ng_calendar_free. */
struct ng_calendar *ng_calendar_new(ng_day today);
void ng_calendar_free(struct ng_calendar *c);

/* Adds an entry. False where there's no memory: the calendar is of no use then. */
bool ng_calendar_add(struct ng_calendar *c, const struct ng_calendar_entry *e);

/* Adds the calendar's text, lines folded and ended by CRLF, to `out`. False where there's no memory. */
bool ng_calendar_write(const struct ng_calendar *c, struct ng_buf *out);

#endif
