#include "calendar.h"

#include "contentline.h"

/* An entry on its way. */
struct writer {
	struct ng_buf *out, line;
};

static void
add_text(struct writer *w, const char *name, struct ng_str s)
{
	ng_buf_printf(&w->line, "%s:", name);
	ng_contentline_text(&w->line, s);
	ng_contentline_end(&w->line, w->out);
}

/* What can't be escaped: a word of the standard's. */
static void
add_word(struct writer *w, const char *name, const char *word)
{
	ng_buf_printf(&w->line, "%s:%s", name, word);
	ng_contentline_end(&w->line, w->out);
}

/* A day, as in YYYYMMDD. */
static void
add_date(struct writer *w, ng_day day)
{
	char date[11];

	ng_date_format(day, date);
	ng_buf_printf(&w->line, "%.4s%.2s%.2s", date, date + 5, date + 8);
}

static void
add_day(struct writer *w, const char *name, ng_day day)
{
	ng_buf_printf(&w->line, "%s;VALUE=DATE:", name);
	add_date(w, day);
	ng_contentline_end(&w->line, w->out);
}

/* An hour of that day in UTC: noon is the same day nearly everywhere. */
static void
add_instant(struct writer *w, const char *name, ng_day day, int hour)
{
	ng_buf_printf(&w->line, "%s:", name);
	add_date(w, day);
	ng_buf_printf(&w->line, "T%02d0000Z", hour);
	ng_contentline_end(&w->line, w->out);
}

/* Every year on that day; born on the 29th of February, on that month's last. */
static void
add_yearly(struct writer *w, ng_day day)
{
	char date[11];

	ng_date_format(day, date);
	add_word(w, "RRULE",
	         ng_str_ends(ng_str_of(date), NG_STR("-02-29")) ? "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2" : "FREQ=YEARLY");
}

static void
add_task(struct writer *w, const struct ng_calendar_entry *e)
{
	static const char *const status[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"};
	bool done = e->status == NG_CALENDAR_DONE;

	if (e->day != 0)
		add_day(w, "DUE", e->day);
	add_word(w, "STATUS", status[e->status]);
	if (done && e->done != 0)
		add_instant(w, "COMPLETED", e->done, 12);
	if (done)
		add_word(w, "PERCENT-COMPLETE", "100");
}

static void
add_event(struct writer *w, const struct ng_calendar_entry *e)
{
	add_day(w, "DTSTART", e->day);
	if (e->yearly)
		add_yearly(w, e->day);
	add_word(w, "STATUS", e->status == NG_CALENDAR_DROPPED ? "CANCELLED" : "CONFIRMED");
	add_word(w, "TRANSP", "TRANSPARENT");
}

void
ng_calendar_begin(struct ng_buf *out)
{
	ng_buf_add(out, NG_STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ng//ng-export//EN\r\n"));
}

void
ng_calendar_end(struct ng_buf *out)
{
	ng_buf_add(out, NG_STR("END:VCALENDAR\r\n"));
}

void
ng_calendar_add(struct ng_buf *out, ng_day today, const struct ng_calendar_entry *e)
{
	struct writer w = {.out = out, .line = {.arena = out->arena}};
	const char *component = e->task ? "VTODO" : "VEVENT";

	add_word(&w, "BEGIN", component);
	add_text(&w, "UID", e->uid);
	add_instant(&w, "DTSTAMP", today, 0);
	if (e->task)
		add_task(&w, e);
	else
		add_event(&w, e);
	add_text(&w, "SUMMARY", e->summary);
	if (e->description.n > 0)
		add_text(&w, "DESCRIPTION", e->description);
	for (size_t i = 0; i < e->ncategories; i++)
		add_text(&w, "CATEGORIES", e->categories[i]);
	add_word(&w, "END", component);
}
