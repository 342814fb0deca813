/* ng-report: records in, a Markdown report out. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "report.h"
#include "text.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-report [-d DATE] [-i @me] [-C DIR] [REPORT [OPERAND ...]]\n"
    "\n"
    "Reads records (ng-parse makes them, ng-match adds to them) and writes a report in Markdown.\n"
    "\n"
    "  goals    for each goal (or for GOAL): whom to ask for each need, what waits, what came of it (the default)\n"
    "  agenda   what to do, most urgent first\n"
    "  ledger   what was given and received, and introductions; with @x: theirs alone, line by line\n"
    "  network  who is connected to whom, and through whom\n"
    "  review   what networking did for my goals, and what is missing; in FROM..TO, as 2026-01-01..2026-06-30\n"
    "\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -C DIR   the folder where the report will stand: links are relative to it\n"
    "  -w DAYS  agenda: days to look ahead (default 14)\n"
    "  -h       this help\n"
    "  -V       the version\n";

struct run {
	struct ng_arena *arena;
	struct ng_network *net;
	const struct ng_record *record;
	ng_day today;
	struct ng_str me;
	const struct ng_report_kind *kind;
	char **operands; /* of the report, as they were typed */
	size_t noperands;
	struct ng_report_options options;
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
take_operands(struct run *run)
{
	struct ng_str why;

	run->options.goal = NG_NONE;
	for (size_t i = 0; i < run->noperands; i++)
		if (!ng_report_operand(run->kind, run->net, &run->options, ng_str_of(run->operands[i]), &why))
			ng_tool_fail("%s: %.*s", run->operands[i], NG_STR_ARG(why));
}

static void
run_all(void *context)
{
	struct run *run = context;

	run->net = ng_network_new(run->arena);
	run->status = ng_tool_read(read_record, run);
	ng_tool_settle(run->net, run->today, run->me);
	take_operands(run);
	ng_tool_write(ng_report_write(run->kind, run->net, &run->options));
}

/* The first operand names the report; what follows means something once the records are read. */
static void
take_operand(struct run *run, char *operand)
{
	if (run->kind == NULL) {
		run->kind = ng_report_find(ng_str_of(operand));
		if (run->kind == NULL)
			ng_tool_fail("there is no report %s; -h lists them", operand);
	} else {
		run->operands[run->noperands++] = operand;
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
	run.operands = argv; /* taken ones make room for them */
	/* options may also stand behind the report's name */
	while (optind < argc) {
		if ((c = getopt(argc, argv, ":d:i:C:w:hV")) != -1)
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
