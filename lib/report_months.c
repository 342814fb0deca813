/* months: contacts, what was got and given, month by month, as a picture and a table. */
#include "report.h"

/* The longest bar, in characters; the last months alone are shown. */
#define BAR 20
#define MOST_MONTHS 24

static void
write_bar(struct ng_report *r, size_t value, size_t unit)
{
	for (size_t i = 0; i * unit < value; i++)
		ng_report_printf(r, "█");
}

/* The unit of a bar: 1, 2, 5, 10, … so that it rarely changes. */
static size_t
unit_for(size_t largest)
{
	size_t unit = 1;

	for (size_t power = 1; largest > unit * BAR; power *= 10)
		for (size_t i = 0; i < 3 && largest > unit * BAR; i++)
			unit = power * (i == 0 ? 2 : i == 1 ? 5 : 10);
	return unit;
}

/* The months from the first in which anything happened. */
void
ng_report_months(struct ng_report *r, ng_day from, const struct ng_report_month *m, size_t n)
{
	struct ng_diagram *d = ng_diagram_new(r->net->arena);
	size_t first = 0, earlier = 0, largest = 0, unit, month = ng_date_month(from);
	char date[11];

	ng_report_printf(r, "\n## Months\n\n");
	while (first < n && m[first].contacts + m[first].got + m[first].given == 0)
		first++;
	if (first == n) {
		ng_report_printf(r, "Nothing in this period. Write a line such as `2026-11-20 Lunch with @ines`.\n");
		return;
	}
	/* of a long time, those up to the last in which anything happened */
	while (n - first > MOST_MONTHS && m[n - 1].contacts + m[n - 1].got + m[n - 1].given == 0)
		n--;
	if (n - first > ng_report_most(r, MOST_MONTHS)) {
		earlier = n - first - MOST_MONTHS;
		first = n - MOST_MONTHS;
	}
	for (size_t i = first; i < n; i++)
		largest = m[i].contacts > largest ? m[i].contacts : largest;
	unit = unit_for(largest);
	d->axis = NG_STR("contacts");
	for (size_t i = first; i < n; i++) {
		struct ng_str label = ng_str_cut(ng_str_of(ng_date_format(ng_date_of_month(month + i), date)), 0, 7);

		ng_diagram_bar(d, ng_str_dup(r->net->arena, label), m[i].contacts);
	}
	ng_report_diagram(r, d);
	ng_report_printf(r, "A contact is a person on a day; one █ is %zu.\n\n", unit);
	ng_report_printf(r, "| Month | Contacts | Got | Given | |\n| --- | --- | --- | --- | --- |\n");
	for (size_t i = n; i > first; i--) {
		const struct ng_report_month *of = &m[i - 1];

		ng_report_printf(r, "| %.7s | %zu | %zu | %zu | ", ng_date_format(ng_date_of_month(month + i - 1), date),
		                 of->contacts, of->got, of->given);
		write_bar(r, of->contacts, unit);
		ng_report_printf(r, " |\n");
	}
	if (earlier > 0)
		ng_report_printf(r, "\nBefore: %zu month%s.\n", earlier, earlier == 1 ? "" : "s");
}
