/* board */
#include "report.h"

const struct ng_statement *
ng_report_holder(const struct ng_network *net, const struct ng_statement *need)
{
	const struct ng_statement *found = NULL;

	for (size_t g = 0; g < need->goals.n && ng_str_eq(need->what, NG_STR("seat")); g++) {
		struct ng_numbers list = net->goals[need->goals.v[g]].statements;

		for (size_t i = 0; i < list.n; i++) {
			const struct ng_statement *s = net->statements[list.v[i]];
			bool same = false;

			if (s->kind != NG_KIND_GOT || s->planned || s->people.n == 0 || !ng_str_eq(s->what, need->what))
				continue;
			for (size_t t = 0; t < need->topics.n; t++)
				same = same || ng_numbers_have(s->topics, need->topics.v[t]);
			if (same && (found == NULL || s->date >= found->date))
				found = s;
		}
	}
	return found;
}

void
ng_report_board(struct ng_report *r)
{
	(void)r;
}
