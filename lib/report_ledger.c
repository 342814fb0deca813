/* ledger */
#include "report.h"

void
ng_report_ledger(struct ng_report *r)
{
	(void)r;
}
