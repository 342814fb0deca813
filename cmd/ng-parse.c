/* ng-parse: Markdown notes in, records out. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "progress.h"
#include "tool.h"
#include "vault.h"

static const char usage[] =
	"usage: ng-parse [-0H] [-j N] [-l FILE] [-x GLOB] [PATH ...]\n"
	"\n"
	"Reads Markdown notes (files, directories, or standard input) and prints what they say as records.\n"
	"\n"
	"  -0       read a NUL-separated list of paths from standard input\n"
	"  -H       a header line first\n"
	"  -j N     parse on N threads (default: one for each processor); the output is the same\n"
	"  -l FILE  labels and nouns of your own: lines \"Angebot = offer\", \"mentoring = noun\"\n"
	"  -x GLOB  leave out what matches, by its path or its last name; may be repeated\n"
	"  -h       this help\n"
	"  -V       the version\n";

struct run {
	struct ng_arena *arena; /* of a record that is told */
	const struct ng_vault_note *note;
	int status;
};

/* Whoever reads the records must know that some are missing: in a pipe, the status of its first tool is lost. */
static void
write_unread(void *context)
{
	struct run *run = context;
	struct ng_buf source = {.arena = run->arena}, line = {.arena = run->arena};
	struct ng_record r = {0};

	ng_buf_add(&source, ng_str_of(run->note->path));
	if (run->note->line > 0)
		ng_buf_printf(&source, ":%zu", run->note->line);
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_UNREAD));
	r.field[NG_FIELD_TEXT] = ng_str_of(run->note->why);
	r.field[NG_FIELD_SOURCE] = ng_buf_str(&source);
	ng_record_encode(&r, &line);
	ng_tool_write(ng_buf_str(&line));
}

static void
tell(void *context, const struct ng_vault_note *note)
{
	struct run *run = context;

	if (note->why == NULL) {
		ng_tool_write(note->records);
		ng_progress_add(note->size);
		return;
	}
	ng_progress_hide();
	if (note->line > 0)
		ng_tool_warn("%s:%zu: %s", note->path, note->line, note->why);
	else
		ng_tool_warn("%s: %s", note->path, note->why);
	run->status = NG_EXIT_FAILED;
	run->note = note;
	ng_arena_reset(run->arena, 0);
	if (ng_arena_run(run->arena, write_unread, run) < 0)
		ng_tool_no_memory();
}

int
main(int argc, char **argv)
{
	const char **exclude = calloc((size_t)argc, sizeof(*exclude)), *words = NULL, *jobs = NULL;
	struct ng_sandbox sandbox = {0};
	struct ng_input in = {.exclude = exclude};
	struct ng_parser *parser;
	struct ng_vault *vault;
	size_t threads;
	bool list = false, header = false;
	struct run run = {.arena = ng_arena_new(0), .status = NG_EXIT_DONE};
	int c, result = 0;

	ng_tool_start("ng-parse", usage);
	if (exclude == NULL || run.arena == NULL)
		ng_tool_no_memory();
	while ((c = getopt(argc, argv, ":0Hj:l:x:hV")) != -1) {
		switch (c) {
		case '0':
			list = true;
			break;
		case 'H':
			header = true;
			break;
		case 'j':
			jobs = optarg;
			break;
		case 'l':
			words = optarg;
			break;
		case 'x':
			exclude[in.excludes++] = optarg;
			break;
		default:
			ng_tool_option(c);
		}
	}
	if (list && optind < argc)
		ng_tool_fail("-0 takes its paths from standard input, not as arguments");
	threads = ng_tool_threads(jobs);
	ng_tool_reads_file(&sandbox, words);
	for (int i = optind; i < argc; i++)
		ng_tool_reads_path(&sandbox, &in, argv[i]);
	if (list)
		ng_tool_reads_all(&sandbox);
	ng_tool_enter(&sandbox);
	parser = ng_tool_parser(words);
	vault = ng_vault_new(parser, threads, in.exclude, in.excludes, tell, &run);
	if (vault == NULL)
		ng_tool_no_memory();
	if (header)
		ng_tool_header();
	ng_progress_start();
	if (list)
		result = ng_vault_list(vault, stdin);
	else if (optind == argc)
		result = ng_vault_path(vault, "-");
	for (; result == 0 && optind < argc; optind++)
		result = ng_vault_path(vault, argv[optind]);
	if (ng_vault_end(vault) < 0 || result < 0) {
		ng_progress_hide();
		ng_tool_no_memory();
	}
	ng_progress_hide();
	ng_parser_free(parser);
	ng_arena_free(run.arena);
	free(exclude);
	return ng_tool_end(run.status);
}
