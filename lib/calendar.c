#include "calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

struct ng_calendar {
	icalcomponent *root;
	ng_day today;
};

static struct icaltimetype
time_of(ng_day day)
{
	struct icaltimetype t = icaltime_null_date();
	char date[11];

	ng_date_format(day, date);
	t.year = (int)strtol(date, NULL, 10);
	t.month = (int)strtol(date + 5, NULL, 10);
	t.day = (int)strtol(date + 8, NULL, 10);
	return t;
}

/* An hour of that day in UTC: noon is the same day nearly everywhere. */
static struct icaltimetype
instant_of(ng_day day, int hour)
{
	struct icaltimetype t = time_of(day);

	t.is_date = 0;
	t.hour = hour;
	t.minute = t.second = 0;
	t.zone = icaltimezone_get_utc_timezone();
	return t;
}

static bool
add(icalcomponent *c, icalproperty *p)
{
	if (p == NULL)
		return false;
	icalcomponent_add_property(c, p);
	return true;
}

/* A property of a text; `make` is libical's for it. */
static bool
add_text(icalcomponent *c, icalproperty *(*make)(const char *), struct ng_str s)
{
	char *text = malloc(s.n + 1);
	bool added;

	if (text == NULL)
		return false;
	if (s.n > 0)
		memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	added = add(c, make(text));
	free(text);
	return added;
}

struct ng_calendar *
ng_calendar_new(ng_day today)
{
	struct ng_calendar *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	/* what it can't take comes back as NULL */
	icalerror_set_errors_are_fatal(0);
	c->today = today;
	c->root = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	if (c->root == NULL || !add(c->root, icalproperty_new_version("2.0")) ||
	    !add(c->root, icalproperty_new_prodid("-//ng//ng-export//EN"))) {
		ng_calendar_free(c);
		return NULL;
	}
	return c;
}

void
ng_calendar_free(struct ng_calendar *c)
{
	if (c == NULL)
		return;
	if (c->root != NULL)
		icalcomponent_free(c->root);
	free(c);
}

/* Every year on that day; born on the 29th of February, on that month's last. */
static bool
add_yearly(icalcomponent *c, struct icaltimetype t)
{
	struct icalrecurrencetype rule;

	icalrecurrencetype_clear(&rule);
	rule.freq = ICAL_YEARLY_RECURRENCE;
	if (t.month == 2 && t.day == 29) {
		rule.by_month[0] = 2;
		rule.by_month[1] = ICAL_RECURRENCE_ARRAY_MAX;
		rule.by_month_day[0] = -1;
		rule.by_month_day[1] = ICAL_RECURRENCE_ARRAY_MAX;
	}
	return add(c, icalproperty_new_rrule(rule));
}

static bool
add_task(icalcomponent *c, const struct ng_calendar_entry *e)
{
	static const icalproperty_status status[] = {ICAL_STATUS_NEEDSACTION, ICAL_STATUS_INPROCESS, ICAL_STATUS_COMPLETED,
	                                             ICAL_STATUS_CANCELLED};

	return (e->day == 0 || add(c, icalproperty_new_due(time_of(e->day)))) &&
	       add(c, icalproperty_new_status(status[e->status])) &&
	       (e->status != NG_CALENDAR_DONE || e->done == 0 ||
	        add(c, icalproperty_new_completed(instant_of(e->done, 12)))) &&
	       (e->status != NG_CALENDAR_DONE || add(c, icalproperty_new_percentcomplete(100)));
}

static bool
add_event(icalcomponent *c, const struct ng_calendar_entry *e)
{
	bool dropped = e->status == NG_CALENDAR_DROPPED;

	return add(c, icalproperty_new_dtstart(time_of(e->day))) && (!e->yearly || add_yearly(c, time_of(e->day))) &&
	       add(c, icalproperty_new_status(dropped ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED)) &&
	       add(c, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
}

bool
ng_calendar_add(struct ng_calendar *cal, const struct ng_calendar_entry *e)
{
	icalcomponent *c = icalcomponent_new(e->task ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);

	if (c == NULL)
		return false;
	icalcomponent_add_component(cal->root, c);
	if (!add_text(c, icalproperty_new_uid, e->uid) ||
	    !add(c, icalproperty_new_dtstamp(instant_of(cal->today, 0))) ||
	    !(e->task ? add_task(c, e) : add_event(c, e)) || !add_text(c, icalproperty_new_summary, e->summary))
		return false;
	if (e->description.n > 0 && !add_text(c, icalproperty_new_description, e->description))
		return false;
	for (size_t i = 0; i < e->ncategories; i++)
		if (!add_text(c, icalproperty_new_categories, e->categories[i]))
			return false;
	return true;
}

bool
ng_calendar_write(const struct ng_calendar *c, struct ng_buf *out)
{
	char *text = icalcomponent_as_ical_string_r(c->root);

	if (text == NULL)
		return false;
	ng_buf_add(out, ng_str_of(text));
	icalmemory_free_buffer(text);
	return true;
}
