/* network */
#include "report.h"

void
ng_report_network(struct ng_report *r)
{
	(void)r;
}
