/* json: one object a line, a record each. */
#include "export.h"
#include "json.h"

void
ng_export_json(struct ng_export *x)
{
	for (size_t i = 0; i < x->n; i++)
		ng_json_record(ng_export_record(x, i), &x->out);
}
