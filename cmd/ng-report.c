/* ng-report: records in, a report out, as Markdown or HTML. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "report.h"
#include "text.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-report [-d DATE] [-i @me] [-C DIR] [-t html] [goals [GOAL] | agenda [-w DAYS]]\n"
    "\n"
    "Reads records (ng-parse makes them, ng-match adds to them) and writes a report in Markdown.\n"
    "\n"
    "  goals    for each goal: whom to ask for each need, what waits, what came of it (the default)\n"
    "  agenda   what to do, most urgent first\n"
    "\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -C DIR   the folder where the report will stand: links are relative to it\n"
    "  -t TYPE  markdown (the default), or html: a page that stands for itself\n"
    "  -w DAYS  agenda: days to look ahead (default 14)\n"
    "  -h       this help\n"
    "  -V       the version\n";

struct run {
	struct ng_arena *arena;
	struct ng_network *net;
	const struct ng_record *record;
	ng_day today;
	struct ng_str me, goal;
	const struct ng_report_kind *kind;
	struct ng_report_options options;
	bool html;
	int status;
};

static void
keep(void *context)
{
	struct run *run = context;

	ng_network_add(run->net, run->record);
}

static int
read_record(void *context, const struct ng_record *r)
{
	struct run *run = context;

	run->record = r;
	return ng_arena_run(run->arena, keep, run) < 0 ? ENOMEM : 0;
}

static void
run_all(void *context)
{
	struct run *run = context;

	run->net = ng_network_new(run->arena);
	run->status = ng_tool_read(read_record, run);
	ng_tool_settle(run->net, run->today, run->me);
	run->options.goal = run->goal.n > 0 ? ng_tool_goal(run->net, "", run->goal) : NG_NONE;
	ng_tool_write((run->html ? ng_report_page : ng_report_write)(run->kind, run->net, &run->options));
}

/* The operands: a report, and for goals a goal. */
static void
take_operand(struct run *run, const char *operand)
{
	struct ng_str s = ng_str_of(operand);

	if (run->kind == NULL) {
		run->kind = ng_report_find(s);
		if (run->kind == NULL)
			ng_tool_fail("there is no report %s; -h lists them", operand);
	} else if (run->goal.n == 0 && s.n > 0 && run->kind->takes == NG_TAKES_GOAL) {
		run->goal = s;
	} else {
		ng_tool_fail("too much: %s", operand);
	}
}

static void
take_option(struct run *run, int option, const char **day)
{
	switch (option) {
	case 'd':
		*day = optarg;
		break;
	case 'i':
		run->me = ng_str_of(optarg);
		break;
	case 'C':
		run->options.base.dir = ng_str_of(optarg);
		break;
	case 't':
		run->html = ng_str_eq(ng_str_of(optarg), NG_STR("html"));
		if (!run->html && !ng_str_eq(ng_str_of(optarg), NG_STR("markdown")))
			ng_tool_fail("-t is markdown or html, not %s", optarg);
		break;
	case 'w':
		run->options.days = (int)ng_tool_number(optarg, 'w', 0, 36500);
		break;
	default:
		ng_tool_option(option);
	}
}

int
main(int argc, char **argv)
{
	static char here[PATH_MAX];
	struct run run = {.options = {.days = 14}};
	const char *day = NULL;
	int c;

	ng_tool_start("ng-report", usage);
	/* options may also stand behind the report's name */
	while (optind < argc) {
		if ((c = getopt(argc, argv, ":d:i:C:t:w:hV")) != -1)
			take_option(&run, c, &day);
		else if (optind < argc)
			take_operand(&run, argv[optind++]);
	}
	if (run.kind == NULL)
		run.kind = ng_report_at(0);
	run.today = ng_tool_today(day);
	if (getcwd(here, sizeof(here)) != NULL)
		run.options.base.here = ng_str_of(here);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL || ng_arena_run(run.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	ng_arena_free(run.arena);
	return ng_tool_end(run.status);
}
