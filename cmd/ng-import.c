/* ng-import: address books in, sections about people out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "charset.h"
#include "import.h"
#include "input.h"
#include "lexicon.h"
#include "sheet.h"
#include "text.h"
#include "tool.h"
#include "vcard.h"

static const char usage[] =
    "usage: ng-import [-f FORMAT] [-m COLUMN=key ...] [-r RECORDS] [-e EVENT] [-d DATE] [FILE ...]\n"
    "\n"
    "Reads contacts (files, or standard input) and writes sections about people, as Markdown for one's notes.\n"
    "\n"
    "  -f FORMAT      vcard, linkedin, google or csv; else it is recognised\n"
    "  -m COLUMN=key  the column of a table holds this: name, given, family, email, phone, org, role, ...;\n"
    "                 may be repeated; without a key the column is left out\n"
    "  -r RECORDS     a file of records (ng-parse makes them): who is in it isn't written again\n"
    "  -e EVENT       I got these cards there: '2026-03-04 Dinner after the conference'\n"
    "  -d DATE        as of this day (YYYY-MM-DD): it dates what has changed\n"
    "  -h             this help\n"
    "  -V             the version\n";

enum format { FORMAT_ANY, FORMAT_VCARD, FORMAT_TABLE };

/* So many faults of one file are told one by one. */
#define TOLD_FAULTS 20

struct run {
	struct ng_arena *arena;
	enum format format;
	struct ng_sheet_column *columns;
	size_t ncolumns;
	const char *records, *event;
	char **files;
	struct ng_import_options options;
	struct ng_network *net; /* or NULL */
	struct ng_import *import;
	const char *path; /* of the file that is read */
	size_t faults;
	const char *table;   /* the last one, … */
	struct ng_str there; /* … and its columns */
	int status;
};

/* Half of the notes would make people double. */
#define NOTHING_DONE "nothing imported, for want of all records"

static void
read_notes(struct run *run)
{
	run->net = ng_network_new(run->arena);
	if (ng_tool_read_file(run->records, run->arena, ng_tool_take_into_network, run->net, NOTHING_DONE) != NG_EXIT_DONE)
		ng_tool_fail("%s: " NOTHING_DONE, run->records);
	if (run->net->nunread > 0)
		ng_tool_fail("%s: %zu of the notes could not be read: nothing imported", run->records, run->net->nunread);
	ng_network_settle(run->net, run->options.today, (struct ng_str){NULL, 0});
}

static void
on_fault(void *context, size_t line, const char *why)
{
	struct run *run = context;

	run->status = NG_EXIT_FAILED;
	if (++run->faults <= TOLD_FAULTS)
		ng_tool_warn("%s:%zu: %s", run->path, line, why);
}

static void
on_card(void *context, const struct ng_card *card)
{
	struct run *run = context;

	if (!ng_import_add(run->import, card))
		ng_tool_warn("%s:%zu: left out: no name, and no address that could stand for one", run->path, card->line);
}

static void
on_notice(void *context, struct ng_str what)
{
	struct run *run = context;

	ng_tool_warn("%s: %.*s", run->path, NG_STR_ARG(what));
}

static int
on_input(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;
	struct ng_card_sink sink = {run, on_card, on_fault, on_notice};
	struct ng_str file, there;

	run->path = strcmp(path, "-") == 0 ? "standard input" : path;
	if (event == NG_INPUT_ERROR) {
		run->status = NG_EXIT_FAILED;
		ng_tool_warn("%s: %s", run->path, why);
		return 0;
	}
	run->faults = 0;
	file = ng_charset_file(run->arena, bytes);
	if (run->format == FORMAT_VCARD && !ng_vcard_is(file) && ng_str_trim(file).n > 0)
		on_fault(run, 1, "this is no vCard: it doesn't begin with BEGIN:VCARD");
	if (run->format == FORMAT_VCARD || (run->format == FORMAT_ANY && ng_vcard_is(file)))
		ng_vcard_read(run->arena, file, &sink);
	else if (ng_str_trim(file).n > 0) {
		there = ng_sheet_read(run->arena, file, run->columns, run->ncolumns, &sink);
		run->table = there.n > 0 ? run->path : run->table;
		run->there = there.n > 0 ? there : run->there;
	}
	if (run->faults > TOLD_FAULTS)
		ng_tool_warn("%s: %zu more faults like these", run->path, run->faults - TOLD_FAULTS);
	return 0;
}

/* Takes "COLUMN=key"; a column's name may hold a `=`. */
static void
add_column(struct run *run, const char *option)
{
	struct ng_str s = ng_str_of(option);
	size_t equals = s.n;

	while (equals > 0 && s.p[equals - 1] != '=')
		equals--;
	if (equals < 2)
		ng_tool_fail("-m wants COLUMN=key, as in -m 'Full name=name', not %s", option);
	run->columns[run->ncolumns++] =
	    (struct ng_sheet_column){ng_str_trim(ng_str_cut(s, 0, equals - 1)), ng_str_trim(ng_str_cut(s, equals, s.n)), false};
}

static void
check_columns(struct run *run)
{
	for (size_t i = 0; i < run->ncolumns; i++) {
		struct ng_str *key = &run->columns[i].key, near;

		if (!ng_sheet_is_key(run->arena, *key))
			ng_tool_fail("-m: %.*s can't be the key of a field: that is a word of a to z, digits, - and _, and no label",
			             NG_STR_ARG(*key));
		*key = ng_lexicon_key(run->arena, *key);
		near = ng_sheet_near_key(*key);
		if (near.n > 0)
			ng_tool_warn("-m: %.*s is a field of your own; did you mean %.*s?", NG_STR_ARG(*key), NG_STR_ARG(near));
	}
}

/* A column that no table has: a slip of the finger, or another file. */
static void
check_found(struct run *run)
{
	for (size_t i = 0; run->there.n > 0 && i < run->ncolumns; i++) {
		if (run->columns[i].found)
			continue;
		run->status = NG_EXIT_FAILED;
		ng_tool_warn("-m: no table has a column %.*s; the columns of %s are: %.*s", NG_STR_ARG(run->columns[i].name),
		             run->table, NG_STR_ARG(run->there));
	}
}

static void
read_event(struct run *run)
{
	struct ng_str s = ng_str_of(run->event);

	run->options.event = ng_date_parse(ng_str_cut(s, 0, 10));
	run->options.title = ng_text_squeeze(run->arena, ng_text_repair(run->arena, ng_str_cut(s, 10, s.n)));
	if (run->options.event == 0 || run->options.title.n == 0)
		ng_tool_fail("-e wants a day and a title, as in '2026-03-04 Dinner after the conference', not %s", run->event);
}

static void
run_all(void *context)
{
	struct run *run = context;
	struct ng_input in = {.sink = on_input, .context = run, .arena = run->arena};

	check_columns(run);
	if (run->event != NULL)
		read_event(run);
	if (run->records != NULL)
		read_notes(run);
	run->import = ng_import_new(run->arena, run->net, &run->options);
	if (*run->files == NULL)
		ng_input_file(&in, "-");
	for (; *run->files != NULL; run->files++)
		ng_input_file(&in, *run->files);
	ng_input_end(&in);
	check_found(run);
	ng_tool_write(ng_import_write(run->import));
}

static enum format
format_of(const char *name)
{
	if (strcmp(name, "vcard") == 0)
		return FORMAT_VCARD;
	if (strcmp(name, "linkedin") != 0 && strcmp(name, "google") != 0 && strcmp(name, "csv") != 0)
		ng_tool_fail("-f is vcard, linkedin, google or csv, not %s", name);
	return FORMAT_TABLE;
}

int
main(int argc, char **argv)
{
	struct run run = {.columns = calloc((size_t)argc, sizeof(*run.columns))};
	struct ng_sandbox sandbox = {0};
	const char *day = NULL;
	char *modules;
	int c;

	ng_tool_start("ng-import", usage);
	if (run.columns == NULL)
		ng_tool_no_memory();
	while ((c = getopt(argc, argv, ":f:m:r:e:d:hV")) != -1) {
		switch (c) {
		case 'f':
			run.format = format_of(optarg);
			break;
		case 'm':
			add_column(&run, optarg);
			break;
		case 'r':
			run.records = optarg;
			break;
		case 'e':
			run.event = optarg;
			break;
		case 'd':
			day = optarg;
			break;
		default:
			ng_tool_option(c);
		}
	}
	run.files = argv + optind;
	run.options.today = ng_tool_today(day);
	modules = ng_charset_modules();
	ng_tool_reads_file(&sandbox, modules);
	free(modules);
	ng_tool_reads_file(&sandbox, run.records);
	for (char **file = run.files; *file != NULL; file++)
		ng_tool_reads_file(&sandbox, *file);
	ng_tool_enter(&sandbox);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL || ng_arena_run(run.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	ng_arena_free(run.arena);
	free(run.columns);
	return ng_tool_end(run.status);
}
