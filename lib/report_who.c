/* who: what ng-match found, as an answer: for the question, or for each need. */
#include "report.h"

/* Characters of a need; people for it. */
#define NEED_TEXT 300
#define MOST_PEOPLE 5

static void
write_title(struct ng_report *r, const struct ng_statement *found)
{
	bool give = found->kind == NG_KIND_GIVE;

	ng_report_printf(r, "## ");
	if (give) {
		ng_report_person(r, found->people.v[0], true);
		ng_report_printf(r, " needs ");
	}
	ng_report_text(r, found, give ? found->people.v[0] : NG_NONE, NEED_TEXT);
	ng_report_printf(r, "\n\n");
	/* a question stands in no note */
	if (found->line > 0) {
		ng_report_printf(r, "From ");
		ng_report_link(r, found);
		ng_report_printf(r, ".\n\n");
	}
}

void
ng_report_who(struct ng_report *r)
{
	struct ng_found group;
	size_t at = 0;

	for (size_t n = 0; ng_report_next_group(r, &at, &group); n++) {
		ng_report_printf(r, n > 0 ? "\n" : "");
		write_title(r, group.v[0]);
		ng_report_answers(r, group, ng_report_most(r, MOST_PEOPLE));
	}
	if (r->nfound == 0)
		ng_report_printf(r, "Nobody found. Ask in other words, as in `ng-parse notes | ng-match 'seed rounds' | ng-report who`; "
		                    "what people can help with comes from lines like `knows: …` under their names.\n");
}
