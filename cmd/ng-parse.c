/* ng-parse: Markdown notes in, records out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"
#include "parse.h"
#include "tool.h"

static const char usage[] =
	"usage: ng-parse [-0H] [-l FILE] [-x GLOB] [PATH ...]\n"
	"\n"
	"Reads Markdown notes (files, directories, or standard input) and prints what they say as records.\n"
	"\n"
	"  -0       read a NUL-separated list of paths from standard input\n"
	"  -H       a header line first\n"
	"  -l FILE  labels and nouns of your own: lines \"Angebot = offer\", \"mentoring = noun\"\n"
	"  -x GLOB  leave out what matches, by its path or its last name; may be repeated\n"
	"  -h       this help\n"
	"  -V       the version\n";

struct run {
	struct ng_parser *parser;
	int status;
};

static int
on_input(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;
	struct ng_str records;
	size_t line = 0;

	if (event == NG_INPUT_FILE &&
	    ng_parser_parse(run->parser, ng_str_of(path), bytes, &records, &why, &line) == 0) {
		ng_tool_write(records);
		return 0;
	}
	if (line > 0)
		ng_tool_warn("%s:%zu: %s", path, line, why);
	else
		ng_tool_warn("%s: %s", path, why);
	run->status = NG_EXIT_FAILED;
	return 0;
}

int
main(int argc, char **argv)
{
	struct run run = {.status = NG_EXIT_DONE};
	struct ng_input in = {.sink = on_input, .context = &run};
	struct ng_sandbox sandbox = {0};
	const char **exclude = calloc((size_t)argc, sizeof(*exclude)), *words = NULL;
	bool list = false, header = false;
	int c;

	ng_tool_start("ng-parse", usage);
	if (exclude == NULL)
		ng_tool_no_memory();
	in.exclude = exclude;
	while ((c = getopt(argc, argv, ":0Hl:x:hV")) != -1) {
		switch (c) {
		case '0':
			list = true;
			break;
		case 'H':
			header = true;
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
	ng_tool_reads_file(&sandbox, words);
	for (int i = optind; i < argc; i++)
		ng_tool_reads_path(&sandbox, &in, argv[i]);
	if (list)
		ng_tool_reads_all(&sandbox);
	ng_tool_enter(&sandbox);
	run.parser = ng_tool_parser(words);
	if (header)
		ng_tool_header();
	if (list)
		ng_input_list(&in, stdin);
	else if (optind == argc)
		ng_input_path(&in, "-");
	for (; optind < argc; optind++)
		ng_input_path(&in, argv[optind]);
	ng_input_end(&in);
	ng_parser_free(run.parser);
	free(exclude);
	return ng_tool_end(run.status);
}
