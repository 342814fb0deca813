/* ng-check: Markdown notes in, what is likely wrong in them out, as compilers say it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "input.h"
#include "tool.h"

static const char usage[] =
	"usage: ng-check [-d DATE] [-i @me] [-l FILE] [-W [no-]RULE] [-x GLOB] [PATH ...]\n"
	"\n"
	"Reads Markdown notes (files, directories, or standard input) and prints what is likely wrong in them:\n"
	"FILE:LINE:COLUMN: warning: what [rule]. Give it all notes: who is defined in none that it reads is unknown.\n"
	"\n"
	"  -d DATE  as of this day (YYYY-MM-DD)\n"
	"  -i @me   who I am in notes that several people share\n"
	"  -l FILE  labels and nouns of your own, as ng-parse takes them\n"
	"  -W RULE  turn a rule on; no-RULE: off; all, no-all; may be repeated\n"
	"  -x GLOB  leave out what matches, by its path or its last name; may be repeated\n"
	"  -h       this help\n"
	"  -V       the version\n"
	"\n"
	"rules: all but undefined and no-page are on; ng-check(1) says what each is for\n"
#define X(name, string, on) "  " string "\n"
	NG_RULES(X)
#undef X
	;

struct run {
	struct ng_arena *arena;
	struct ng_input *in;
	struct ng_parser *parser;
	struct ng_check *check;
	struct ng_network *net;
	const char *const *paths, *const *rules;
	size_t npaths, nrules;
	ng_day today;
	struct ng_str me, bytes, from_stdin;
	struct ng_buf line;
	int status;
};

static void
look(void *context, const struct ng_parsed *parsed)
{
	struct run *run = context;

	ng_check_file(run->check, run->bytes, parsed);
}

/* Takes a file's records into the network. */
static void
keep_records(struct run *run, struct ng_str records)
{
	for (size_t i = 0, end; i < records.n; i = end + 1) {
		struct ng_record r;

		end = i + ng_str_find(ng_str_cut(records, i, records.n), '\n');
		run->line.n = 0;
		ng_buf_add(&run->line, ng_str_cut(records, i, end));
		if (ng_record_decode(run->line.p, run->line.n, &r) == 0)
			ng_network_add(run->net, &r);
	}
}

static int
on_input(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;
	struct ng_str records;
	size_t line = 0;

	run->bytes = bytes;
	if (event == NG_INPUT_FILE && strcmp(path, "-") == 0)
		run->from_stdin = ng_str_dup(run->arena, bytes);
	if (event == NG_INPUT_FILE &&
	    ng_parser_parse(run->parser, ng_str_of(path), bytes, &records, &why, &line) == 0) {
		keep_records(run, records);
		return 0;
	}
	if (line > 0)
		ng_tool_warn("%s:%zu: %s", path, line, why);
	else
		ng_tool_warn("%s: %s", path, why);
	run->status = NG_EXIT_FAILED;
	return 0;
}

/* The second reading, of the files whose findings have no column yet. */
static int
on_place(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;

	if (event == NG_INPUT_FILE) {
		ng_check_place(run->check, ng_str_of(path), bytes);
		return 0;
	}
	/* it was read a moment ago; its findings have column 1 */
	ng_tool_warn("%s: read again for its columns: %s", path, why);
	run->status = NG_EXIT_FAILED;
	return 0;
}

static void
place(struct run *run)
{
	struct ng_input in = {.sink = on_place, .context = run, .arena = run->arena};
	struct ng_str file;
	size_t at = 0;

	while (ng_check_unplaced(run->check, &at, &file)) {
		if (ng_str_eq(file, NG_STR("-")))
			ng_check_place(run->check, file, run->from_stdin);
		else
			ng_input_file(&in, ng_str_dup(run->arena, file).p);
	}
	ng_input_end(&in);
}

static void
print(struct run *run)
{
	size_t n;
	const struct ng_finding *v = ng_check_sort(run->check, &n);
	struct ng_str link;
	int error = ng_check_unseen(run->check, &link);

	if (error != 0) {
		ng_tool_warn("%.*s: %s", NG_STR_ARG(link), strerror(error));
		run->status = NG_EXIT_FAILED;
	}

	for (size_t i = 0; i < n; i++) {
		run->line.n = 0;
		ng_buf_add(&run->line, v[i].file);
		ng_buf_printf(&run->line, ":%zu:%zu: warning: ", v[i].line, v[i].column);
		ng_buf_add(&run->line, v[i].message);
		ng_buf_printf(&run->line, " [%s]", ng_check_rule_name(v[i].rule));
		ng_buf_char(&run->line, '\0');
		run->line.n--;
		ng_tool_write_visible(ng_buf_str(&run->line));
		ng_tool_write(NG_STR("\n"));
	}
	if (n > 0 && run->status == NG_EXIT_DONE)
		run->status = NG_EXIT_FINDINGS;
}

static void
run_all(void *context)
{
	struct run *run = context;

	run->line.arena = run->in->arena = run->arena;
	run->net = ng_network_new(run->arena);
	run->check = ng_check_new(run->arena, run->today);
	for (size_t i = 0; i < run->nrules; i++)
		if (!ng_check_rule(run->check, ng_str_of(run->rules[i])))
			ng_tool_fail("-W %s: there is no such rule; -h lists them", run->rules[i]);
	ng_parser_show(run->parser, look, run);
	for (size_t i = 0; i < run->npaths; i++)
		ng_input_path(run->in, run->paths[i]);
	ng_tool_settle(run->net, run->today, run->me);
	ng_check_network(run->check, run->net);
	place(run);
	print(run);
}

int
main(int argc, char **argv)
{
	static const char *const from_stdin[] = {"-"};
	const char **exclude = calloc((size_t)argc, sizeof(*exclude)), **rules = calloc((size_t)argc, sizeof(*rules));
	const char *day = NULL, *words = NULL;
	struct run run = {.rules = rules};
	struct ng_input in = {.sink = on_input, .context = &run, .exclude = exclude};
	struct ng_sandbox sandbox = {0};
	int c;

	ng_tool_start("ng-check", usage);
	if (exclude == NULL || rules == NULL)
		ng_tool_no_memory();
	while ((c = getopt(argc, argv, ":d:i:l:W:x:hV")) != -1) {
		switch (c) {
		case 'd':
			day = optarg;
			break;
		case 'i':
			run.me = ng_str_of(optarg);
			break;
		case 'l':
			words = optarg;
			break;
		case 'W':
			rules[run.nrules++] = optarg;
			break;
		case 'x':
			exclude[in.excludes++] = optarg;
			break;
		default:
			ng_tool_option(c);
		}
	}
	run.in = &in;
	run.today = ng_tool_today(day);
	run.paths = optind == argc ? from_stdin : (const char *const *)(argv + optind);
	run.npaths = optind == argc ? 1 : (size_t)(argc - optind);
	ng_tool_reads_file(&sandbox, words);
	for (size_t i = 0; i < run.npaths; i++)
		ng_tool_reads_path(&sandbox, &in, run.paths[i]);
	ng_tool_enter(&sandbox);
	run.parser = ng_tool_parser(words);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL || ng_arena_run(run.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	ng_input_end(&in);
	ng_parser_free(run.parser);
	ng_arena_free(run.arena);
	free(exclude);
	free(rules);
	return ng_tool_end(run.status);
}
