/* brief */
#include "report.h"

void
ng_report_brief(struct ng_report *r)
{
	(void)r;
}
