/* introductions that were made: what led to them, thanks, and what came of them. */
#include "report.h"

/* Whom an introduction names. */
#define MOST_NAMES 4

/* "asked 2026-09-10 → " of what the introduction closed. */
static void
write_before(struct ng_report *r, uint32_t closed, const char *verb)
{
	if (closed == NG_NONE)
		return;
	ng_report_printf(r, "%s ", verb);
	ng_report_day(r, r->net->statements[closed]);
	ng_report_printf(r, " → ");
}

/* The first thanks between a person and me since a day, or 0. */
static ng_day
thanks_since(const struct ng_network *net, uint32_t person, enum ng_kind kind, ng_day since)
{
	struct ng_numbers list = net->people[person].statements;
	ng_day found = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (s->kind == kind && ng_network_is_exchange(net, s) && ng_str_eq(s->what, NG_STR("thanks")) &&
		    ng_network_other(net, s) == person && s->date >= since && (found == 0 || s->date < found))
			found = s->date;
	}
	return found;
}

/* What somebody to whom I was introduced gave me since; a no is said apart. False where there was nothing. */
static bool
write_gains(struct ng_report *r, uint32_t person, ng_day since, bool more)
{
	const struct ng_network *net = r->net;
	struct ng_numbers list = net->people[person].statements;
	struct ng_str *nouns = ng_arena_array(net->arena, list.n, sizeof(*nouns));
	bool declined = false;
	size_t n = 0;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (!ng_network_is_exchange(net, s) || s->kind != NG_KIND_GOT || ng_network_other(net, s) != person ||
		    s->date < since)
			continue;
		declined = declined || ng_str_eq(s->what, NG_STR("no"));
		if (ng_network_is_good(net, s))
			nouns[n++] = s->what;
	}
	if (n > 0) {
		ng_report_printf(r, more ? "; got " : "got ");
		ng_report_nouns(r, nouns, n);
	}
	if (declined)
		ng_report_printf(r, more || n > 0 ? "; said no" : "said no");
	return n > 0 || declined;
}

/* "2 days of contact since, the last 2026-11-02; got advice": what came of it. */
static void
write_since(struct ng_report *r, uint32_t person, ng_day since)
{
	struct ng_numbers contacts = r->net->people[person].contacts;
	size_t n = 0;
	char date[11];

	while (n < contacts.n && r->net->statements[contacts.v[contacts.n - 1 - n]]->date > since)
		n++;
	if (n > 0)
		ng_report_printf(r, "%zu day%s of contact since, the last %s", n, n == 1 ? "" : "s",
		                 ng_date_format(ng_network_last_contact(r->net, person), date));
	if (!write_gains(r, person, since, n > 0) && n == 0)
		ng_report_printf(r, "no contact since");
}

/* The people of an introduction that was made, but `first` and me. */
static struct ng_numbers
introduced(const struct ng_network *net, const struct ng_statement *s, uint32_t first)
{
	uint32_t *v = ng_arena_array(net->arena, s->people.n, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < s->people.n; i++)
		if (s->people.v[i] != net->me && s->people.v[i] != first)
			v[n++] = s->people.v[i];
	return (struct ng_numbers){v, n};
}

void
ng_report_introduced_me(struct ng_report *r, const struct ng_statement *s)
{
	uint32_t introducer = ng_network_other(r->net, s);
	struct ng_numbers people = introduced(r->net, s, introducer);
	ng_day thanks = thanks_since(r->net, introducer, NG_KIND_GAVE, s->date);
	char date[11];

	ng_report_printf(r, "- ");
	ng_report_people(r, people, MOST_NAMES);
	ng_report_printf(r, "%s through ", people.n == 0 ? "Somebody" : "");
	ng_report_person(r, introducer, true);
	ng_report_printf(r, ": ");
	write_before(r, s->closes[0], "asked");
	write_before(r, s->closes[1], "offered");
	ng_report_printf(r, "made ");
	ng_report_day(r, s);
	if (thanks > 0)
		ng_report_printf(r, " → thanked %s", ng_date_format(thanks, date));
	else
		ng_report_printf(r, " → not thanked yet");
	for (size_t i = 0; i < people.n && i < MOST_NAMES; i++) {
		ng_report_printf(r, i == 0 ? " → " : "; ");
		if (people.n > 1) {
			ng_report_person(r, people.v[i], true);
			ng_report_printf(r, ": ");
		}
		write_since(r, people.v[i], s->date);
	}
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}

void
ng_report_introduced_them(struct ng_report *r, const struct ng_statement *s)
{
	struct ng_numbers people = introduced(r->net, s, NG_NONE);
	size_t thanked = 0;
	char date[11];

	ng_report_printf(r, "- ");
	ng_report_people(r, people, MOST_NAMES);
	ng_report_printf(r, ": ");
	write_before(r, s->closes[0], "promised");
	ng_report_printf(r, "made ");
	ng_report_day(r, s);
	for (size_t i = 0; i < people.n && i < MOST_NAMES; i++) {
		ng_day thanks = thanks_since(r->net, people.v[i], NG_KIND_GOT, s->date);

		if (thanks == 0)
			continue;
		ng_report_printf(r, thanked++ == 0 ? " → " : ", ");
		ng_report_person(r, people.v[i], true);
		ng_report_printf(r, " thanked %s", ng_date_format(thanks, date));
	}
	ng_report_printf(r, thanked == 0 ? " → no thanks noted" : "");
	ng_report_source(r, s);
	ng_report_printf(r, "\n");
}
