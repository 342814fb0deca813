/* ng-export: records in, a document out that other programs read. */
#include <unistd.h>

#include "export.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-export [-3S] [-d DATE] [-i @me] FORMAT\n"
    "\n"
    "Reads records (ng-parse makes them, ng-match adds to them) and writes what other programs read.\n"
    "\n"
    "  vcard      a card for each person who is defined: for address books\n"
    "  icalendar  what is to be done, birthdays, goals' dates and planned encounters: for calendars\n"
    "  dot        who is connected to whom, and who could help with what: for Graphviz\n"
    "  json       the records, one object a line: for jq\n"
    "  csv        the records, as a table: for spreadsheets\n"
    "\n"
    "  -3       vcard: version 3.0, not 4.0\n"
    "  -S       csv: safe, no cell is a formula to a spreadsheet\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -h       this help\n"
    "  -V       the version\n";

#define FORMATS "vcard, icalendar, dot, json or csv"

struct run {
	struct ng_export export;
	const struct ng_export_kind *kind;
	ng_day today;
	struct ng_str me;
	int status;
};

static void
keep(void *context, const struct ng_record *r)
{
	ng_export_add(context, r);
}

static void
run_all(void *context)
{
	struct run *run = context;
	struct ng_export *x = &run->export;

	run->status = ng_tool_read(x->arena, keep, x, NULL);
	ng_export_sort(x);
	if (run->kind->settles) {
		struct ng_network *net = ng_export_network(x);

		ng_tool_settle(net, run->today, run->me);
		x->net = net;
	}
	run->kind->write(x);
	ng_tool_write(ng_buf_str(&x->out));
}

static const struct ng_export_kind *
format_of(int n, char **operands)
{
	const struct ng_export_kind *kind;

	if (n == 0)
		ng_tool_fail("which format? " FORMATS);
	kind = ng_export_find(ng_str_of(operands[0]));
	if (kind == NULL)
		ng_tool_fail("there is no format %s: " FORMATS, operands[0]);
	if (n > 1)
		ng_tool_fail("one format is enough: %s", operands[1]);
	return kind;
}

int
main(int argc, char **argv)
{
	struct run run = {.status = NG_EXIT_DONE};
	struct ng_export_options *o = &run.export.options;
	struct ng_sandbox sandbox = {0};
	const char *day = NULL;
	int c;

	ng_tool_start("ng-export", usage);
	while ((c = getopt(argc, argv, ":3Sd:i:hV")) != -1) {
		switch (c) {
		case '3':
			o->old = true;
			break;
		case 'S':
			o->safe = true;
			break;
		case 'd':
			day = optarg;
			break;
		case 'i':
			run.me = ng_str_of(optarg);
			break;
		default:
			ng_tool_option(c);
		}
	}
	run.kind = format_of(argc - optind, argv + optind);
	if (o->old && run.kind != ng_export_find(NG_STR("vcard")))
		ng_tool_fail("-3 is a version of vcard, not of %s", run.kind->name);
	if (o->safe && run.kind != ng_export_find(NG_STR("csv")))
		ng_tool_fail("-S is for csv, not for %s", run.kind->name);
	run.today = ng_tool_today(day);
	ng_tool_enter(&sandbox);
	run.export.arena = run.export.out.arena = ng_arena_new(0);
	if (run.export.arena == NULL || ng_arena_run(run.export.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	ng_arena_free(run.export.arena);
	return ng_tool_end(run.status);
}
