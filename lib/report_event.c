/* event */
#include "report.h"

void
ng_report_event(struct ng_report *r)
{
	(void)r;
}
