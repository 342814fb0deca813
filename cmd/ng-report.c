/* ng-report: records in, a report out, as Markdown, HTML or text, or into the regions of a file. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "region.h"
#include "replace.h"
#include "report.h"
#include "text.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-report [-a] [-d DATE] [-i @me] [-C DIR] [-t TYPE] [-w DAYS] [REPORT [OPERAND ...]]\n"
    "       ng-report [-a] [-d DATE] [-i @me] [-C DIR] [-w DAYS] -u FILE\n"
    "\n"
    "Reads records (ng-parse makes them, ng-match adds to them) and writes a report in Markdown, HTML or text.\n"
    "\n"
    "  goals [GOAL]        for each goal: whom to ask for each need, what waits, what came of it (the default)\n"
    "  agenda              what to do, most urgent first\n"
    "  who                 what ng-match found, as an answer\n"
    "  brief [@WHO ...]    before I meet somebody, several people, or (without @WHO) strangers\n"
    "  brief DATE          before the encounters of a day\n"
    "  event [DATE]        what came of the encounters of a day\n"
    "  board               my personal board of directors: who sits where, and vacant seats\n"
    "  ledger [@WHO ...]   what was given and received, and introductions\n"
    "  network             who is connected to whom, and through whom\n"
    "  review [FROM..TO]   what networking did for my goals, and what is missing\n"
    "\n"
    "  -a       show all: no list is cut\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -C DIR   the folder where the report will stand: links are relative to it\n"
    "  -t TYPE  markdown (the default); html, a page that stands for itself; or text, for a terminal\n"
    "  -w DAYS  agenda: days to look ahead (default 14)\n"
    "  -u FILE  write the reports that FILE names, as <!-- ng: agenda -w 7 -->, up to <!-- /ng -->\n"
    "  -h       this help\n"
    "  -V       the version\n";

/* The options of the command line, and those that a region's mark may have. */
#define LETTERS ":ad:i:C:w:t:u:hV"
#define MARK_LETTERS ":aw:"

/* How far the agenda looks ahead, if nothing else is said. */
#define DAYS 14

/* What is asked for, by the command line or by a region's mark. */
struct order {
	const struct ng_report_kind *kind;
	struct ng_str *operands; /* behind the report's name; there is room for all words */
	size_t noperands;
	struct ng_report_options options;
	const char *day, *file;
	struct ng_str me;
	bool in_mark;
	enum type { MARKDOWN, HTML, TEXT } type;
	char fault[256]; /* the first thing that is wrong with it, or empty */
};

struct run {
	struct ng_arena *arena;
	struct ng_network *net;
	ng_day today;
	struct order order;
	struct ng_replace *file;
	const char *otherwise; /* what is left undone where not all records can be read, or NULL: nothing */
	int status;
};

__attribute__((format(printf, 2, 3))) static void
refuse(struct order *o, const char *format, ...)
{
	va_list ap;

	if (o->fault[0] != '\0')
		return;
	va_start(ap, format);
	vsnprintf(o->fault, sizeof(o->fault), format, ap);
	va_end(ap);
}

/* Room for the names of all reports. */
#define REPORTS 128

static const char *
reports(char list[static REPORTS])
{
	const struct ng_report_kind *kind;
	size_t at = 0;

	list[0] = '\0';
	for (size_t i = 0; (kind = ng_report_at(i)) != NULL && at < REPORTS; i++)
		at += (size_t)snprintf(list + at, REPORTS - at, "%s%s", i > 0 ? ", " : "", kind->name);
	return list;
}

/* The first operand names the report, the others are the report's. */
static void
take_operand(struct order *o, const char *operand)
{
	struct ng_str s = ng_str_of(operand);
	char list[REPORTS];

	if (o->kind == NULL) {
		o->kind = ng_report_find(s);
		if (o->kind == NULL)
			refuse(o, "there is no report %s: %s", operand, reports(list));
	} else {
		o->operands[o->noperands++] = s;
	}
}

static void
take_type(struct order *o, struct ng_str name)
{
	static const char *const types[] = {[MARKDOWN] = "markdown", [HTML] = "html", [TEXT] = "text"};
	unsigned i = 0;

	while (i < sizeof(types) / sizeof(types[0]) && !ng_str_eq(name, ng_str_of(types[i])))
		i++;
	if (i == sizeof(types) / sizeof(types[0]))
		refuse(o, "-t is markdown, html or text, not %.*s", NG_STR_ARG(name));
	else
		o->type = (enum type)i;
}

static void
take_option(struct order *o, int option)
{
	long n;

	switch (option) {
	case 'a':
		o->options.all = true;
		break;
	case 'd':
		o->day = optarg;
		break;
	case 'i':
		o->me = ng_str_of(optarg);
		break;
	case 'C':
		o->options.base.dir = ng_str_of(optarg);
		break;
	case 'u':
		o->file = optarg;
		break;
	case 't':
		take_type(o, ng_str_of(optarg));
		break;
	case 'w':
		if (!ng_tool_is_number(optarg, 0, 36500, &n))
			refuse(o, "-w wants a whole number from 0 to 36500, not %s", optarg);
		o->options.days = (int)n;
		break;
	default:
		if (!o->in_mark)
			ng_tool_option(option);
		refuse(o, option == ':' ? "option -%c needs a value" : "option -%c can't stand in a mark", optopt);
	}
}

/*
 * Takes all of argv, whatever is wrong with a word: getopt must come to its end. Options may also stand
 * behind operands.
 */
static void
take_words(struct order *o, int argc, char **argv)
{
	int c;

	optind = 1;
	while (optind < argc) {
		if ((c = getopt(argc, argv, o->in_mark ? MARK_LETTERS : LETTERS)) != -1)
			take_option(o, c);
		else if (optind < argc)
			take_operand(o, argv[optind++]);
	}
}

/* What a mark orders, beside what the command line does. */
static void
take_mark(struct run *run, struct ng_str arguments, struct order *o)
{
	struct ng_str *words;
	char **argv, list[REPORTS];
	size_t n;

	*o = run->order;
	o->in_mark = true;
	if (!ng_region_words(run->arena, arguments, &words, &n)) {
		refuse(o, "the mark's words can't be told apart; is a quote open? %.*s", NG_STR_ARG(arguments));
		return;
	}
	argv = ng_arena_array(run->arena, n + 2, sizeof(*argv));
	o->operands = ng_arena_array(run->arena, n + 1, sizeof(*o->operands));
	argv[0] = (char *)"ng";
	for (size_t i = 0; i < n; i++)
		argv[i + 1] = (char *)words[i].p;
	take_words(o, (int)n + 1, argv);
	if (o->kind == NULL)
		refuse(o, "the mark names no report: %s", reports(list));
}

/* What the report's operands are, once the records are known; where they are nothing, o->fault says why. */
static void
find_operands(struct run *run, struct order *o)
{
	struct ng_str why;

	o->options.goal = NG_NONE;
	for (size_t i = 0; i < o->noperands; i++)
		if (!ng_report_operand(o->kind, run->net, &o->options, o->operands[i], &why))
			refuse(o, "%.*s: %.*s", NG_STR_ARG(o->operands[i]), NG_STR_ARG(why));
}

/* The words that a mark needs to order the same: handles and days, which can't end it. */
static struct ng_str
mark_of(struct run *run, const struct order *o)
{
	const struct ng_report_options *options = &o->options;
	struct ng_buf b = {.arena = run->arena};
	char from[11], to[11];

	ng_buf_add(&b, ng_str_of(o->kind->name));
	if (options->goal != NG_NONE)
		ng_buf_printf(&b, " %.*s", NG_STR_ARG(run->net->goals[options->goal].handle));
	for (size_t i = 0; i < options->people.n; i++)
		ng_buf_printf(&b, " %.*s", NG_STR_ARG(run->net->people[options->people.v[i]].handle));
	if (o->kind->takes == NG_TAKES_PERIOD && (options->from > 0 || options->to > 0))
		ng_buf_printf(&b, " %s..%s", ng_date_format(options->from, from), ng_date_format(options->to, to));
	else if (options->from > 0)
		ng_buf_printf(&b, " %s", ng_date_format(options->from, from));
	if (options->days != DAYS)
		ng_buf_printf(&b, " -w %d", options->days);
	if (options->all)
		ng_buf_add(&b, NG_STR(" -a"));
	return ng_buf_str(&b);
}

/* Gives the body of a region. */
static bool
write_region(void *context, size_t line, struct ng_str arguments, struct ng_str *body)
{
	struct run *run = context;
	struct order o;

	take_mark(run, arguments, &o);
	find_operands(run, &o);
	if (o.fault[0] != '\0') {
		run->status = NG_EXIT_FAILED;
		ng_tool_warn("%s:%zu: %s", o.file, line, o.fault);
		return false;
	}
	*body = ng_report_body(o.kind, run->net, &o.options);
	return true;
}

/* Rewrites the regions of a file, if all records could be read: half of them would make half a report. */
static void
update(struct run *run)
{
	struct ng_region_result result;
	const char *path = run->order.file;

	if (run->status != NG_EXIT_DONE) {
		ng_tool_warn("%s", run->otherwise);
		return;
	}
	run->status = NG_EXIT_FAILED;
	if (ng_replace_read(run->arena, path, run->file) < 0) {
		ng_tool_warn("%s: %s", path, run->file->why);
		return;
	}
	if (run->net->nstatements + run->net->nfound == 0) {
		ng_tool_warn("%s: left as it is: there is no record on the standard input", path);
		return;
	}
	if (run->net->nunread > 0) {
		ng_tool_warn("%s: left as it is: %zu of the notes could not be read", path, run->net->nunread);
		return;
	}
	run->status = NG_EXIT_DONE;
	ng_region_rewrite(run->arena, run->file->bytes, write_region, run, &result);
	if (result.why != NULL)
		ng_tool_fail("%s:%zu: %s", path, result.line, result.why);
	if (result.regions == 0)
		ng_tool_fail("%s: no region: <!-- ng: agenda --> and <!-- /ng --> on lines of their own make one", path);
	if (!ng_str_eq(result.bytes, run->file->bytes) && ng_replace_write(run->file, result.bytes) < 0)
		ng_tool_fail("%s: %s", path, run->file->why);
}

static const char *
undone(struct ng_arena *a, const char *path)
{
	struct ng_buf b = {.arena = a};

	ng_buf_printf(&b, "%s: left as it is, for want of all records", path);
	ng_buf_char(&b, '\0');
	return b.p;
}

static void
run_all(void *context)
{
	struct run *run = context;
	struct order *o = &run->order;

	run->net = ng_network_new(run->arena);
	if (o->file != NULL) {
		run->otherwise = undone(run->arena, o->file);
	} else {
		run->net->matches = o->kind->matches;
		run->net->gives = o->kind->gives;
	}
	run->status = ng_tool_read(run->arena, ng_tool_take_into_network, run->net, run->otherwise);
	ng_tool_settle(run->net, run->today, o->me);
	if (o->file != NULL) {
		update(run);
		return;
	}
	find_operands(run, o);
	if (o->fault[0] != '\0')
		ng_tool_fail("%s", o->fault);
	switch (o->type) {
	case MARKDOWN:
		ng_tool_write(ng_report_write(o->kind, run->net, &o->options, mark_of(run, o)));
		break;
	case HTML:
		ng_tool_write(ng_report_page(o->kind, run->net, &o->options));
		break;
	case TEXT:
		ng_tool_write(ng_report_terminal(o->kind, run->net, &o->options));
		break;
	}
}

/* Where nothing else is said, a region's links are relative to the file's folder. */
static struct ng_str
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return NG_STR(".");
	return (struct ng_str){path, slash == path ? 1 : (size_t)(slash - path)};
}

int
main(int argc, char **argv)
{
	static char here[PATH_MAX];
	struct ng_replace file = {.folder = -1};
	struct run run = {.file = &file, .order = {.options = {.days = DAYS}}};
	struct ng_sandbox sandbox = {0};
	struct order *o = &run.order;

	ng_tool_start("ng-report", usage);
	o->operands = calloc((size_t)argc, sizeof(*o->operands));
	if (o->operands == NULL)
		ng_tool_no_memory();
	take_words(o, argc, argv);
	if (o->file != NULL && o->kind != NULL)
		refuse(o, "with -u, the marks in %s name the reports", o->file);
	if (o->file != NULL && o->type != MARKDOWN)
		refuse(o, "-u writes Markdown alone, no -t");
	if (o->fault[0] != '\0')
		ng_tool_fail("%s", o->fault);
	if (o->file != NULL && o->options.base.dir.n == 0)
		o->options.base.dir = folder_of(o->file);
	if (o->file == NULL && o->kind == NULL)
		o->kind = ng_report_at(0);
	run.today = ng_tool_today(o->day);
	if (getcwd(here, sizeof(here)) != NULL)
		o->options.base.here = ng_str_of(here);
	if (o->file != NULL)
		ng_tool_replaces_file(&sandbox, o->file);
	ng_tool_enter(&sandbox);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL || ng_arena_run(run.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	ng_arena_free(run.arena);
	free(o->operands);
	return ng_tool_end(run.status);
}
