/* ng-match: whom to ask for each need; records in, the same records and matches out. */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "input.h"
#include "match.h"
#include "text.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-match [-noH] [-d DATE] [-i @me] [-k N] [-g GOAL] [-p @person ...] [-s FILE] [QUESTION ...]\n"
    "\n"
    "Reads records (ng-parse makes them), copies them, and adds whom to ask for each open need, or for the question,\n"
    "and who could help with what my contacts need.\n"
    "\n"
    "  -n       the matches alone, without the records\n"
    "  -o       my needs that are open alone, without anybody\n"
    "  -H       a header line first\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -k N     at most N people for each need (default 5)\n"
    "  -g GOAL  the needs of this goal alone\n"
    "  -p @who  only this person, and what they need; may be repeated\n"
    "  -s FILE  words that mean the same: lines \"vc = venture capital, investor\"\n"
    "  -h       this help\n"
    "  -V       the version\n";

/* Characters of a need that a message shows. */
#define SHOWN_TEXT 120

struct run {
	struct ng_arena *arena;
	struct ng_network *net;
	struct ng_buf line; /* the record that is being written */
	bool alone, open;
	bool whole; /* all records were read */
	int status;
	ng_day today;
	struct ng_str me, goal;
	const char **guests, *synonyms;
	size_t nguests;
	struct ng_str bytes; /* of the synonyms, and their first line that is none, and why */
	size_t bad_line;
	const char *bad;
	char *const *words; /* of the question, NULL behind the last */
	struct ng_match_options options;
	struct ng_match_count count;
};

static void
write_record(void *context, const struct ng_record *r)
{
	struct run *run = context;

	run->line.n = 0;
	ng_record_encode(r, &run->line);
	ng_tool_write(ng_buf_str(&run->line));
}

static void
tell_nobody(void *context, struct ng_str source, struct ng_str text)
{
	struct run *run = context;

	/* where all records go on, who reads them says it, if it is asked for there; what wasn't read may hold somebody */
	if ((!run->alone && *run->words == NULL) || !run->whole)
		return;
	text = ng_text_shorten(run->arena, text, SHOWN_TEXT);
	ng_tool_warn("%.*s%snobody found for: %.*s", NG_STR_ARG(source), source.n > 0 ? ": " : "", NG_STR_ARG(text));
}

static void
tell_fault(void *context, struct ng_str source, struct ng_str pattern, struct ng_str why)
{
	struct run *run = context;

	run->status = NG_EXIT_FAILED;
	ng_tool_warn("%.*s%sthe pattern %.*s: %.*s", NG_STR_ARG(source), source.n > 0 ? ": " : "",
	             NG_STR_ARG(pattern), NG_STR_ARG(why));
}

static void
keep(void *context, const struct ng_record *r)
{
	struct run *run = context;
	enum ng_kind kind = ng_record_kind(r);

	/* what an earlier ng-match added is made anew */
	if (kind == NG_KIND_MATCH || kind == NG_KIND_GIVE || kind == NG_KIND_BECAUSE)
		return;
	if (!run->alone)
		write_record(run, r);
	ng_network_add(run->net, r);
}

/* The words of the question, joined by spaces. */
static struct ng_str
question(struct run *run)
{
	struct ng_buf b = {.arena = run->arena};

	for (char *const *word = run->words; *word != NULL; word++) {
		if (b.n > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, ng_str_of(*word));
	}
	return ng_text_repair(run->arena, ng_str_trim(ng_buf_str(&b)));
}

/* The people of -p. None of them known is no reason to ask all. */
static struct ng_numbers
guests(struct run *run)
{
	uint32_t *v = ng_arena_array(run->arena, run->nguests, sizeof(*v));
	struct ng_numbers found = {v, 0};

	for (size_t i = 0; i < run->nguests; i++) {
		struct ng_str name = ng_str_of(run->guests[i]);
		uint32_t person = ng_network_person(run->net, name);

		if (person == NG_NONE)
			ng_tool_warn("-p %.*s: the notes name nobody like that", NG_STR_ARG(name));
		else
			v[found.n++] = person;
	}
	if (run->nguests > 0 && found.n == 0)
		ng_tool_fail("-p: none of these people is in the notes");
	return found;
}

static void
add_synonyms(void *context)
{
	struct run *run = context;

	run->bad_line = ng_synonyms_add(run->options.synonyms, ng_text_repair(run->arena, run->bytes), &run->bad);
}

static int
on_synonyms(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;

	if (event == NG_INPUT_ERROR)
		ng_tool_fail("%s: %s", path, why);
	run->bytes = bytes;
	if (ng_arena_run(run->arena, add_synonyms, run) < 0)
		ng_tool_no_memory();
	if (run->bad_line > 0)
		ng_tool_fail("%s:%zu: %s", path, run->bad_line, run->bad);
	return 0;
}

static void
read_synonyms(struct run *run, const char *path)
{
	struct ng_input in = {.sink = on_synonyms, .context = run, .arena = run->arena};

	run->options.synonyms = ng_synonyms_new(run->arena);
	if (path != NULL)
		ng_input_file(&in, path);
	ng_input_end(&in);
}

static void
run_all(void *context)
{
	struct run *run = context;
	struct ng_match_sink sink = {run, write_record, tell_nobody, tell_fault};

	read_synonyms(run, run->synonyms);
	run->net = ng_network_new(run->arena);
	run->options.question = question(run);
	if (*run->words != NULL && run->options.question.n == 0)
		ng_tool_fail("the question is empty");
	run->status = ng_tool_read(run->arena, keep, run, NULL);
	run->whole = run->status == NG_EXIT_DONE;
	ng_tool_settle(run->net, run->today, run->me);
	run->options.goal = run->goal.n > 0 ? ng_tool_goal(run->net, "-g ", run->goal) : NG_NONE;
	run->options.people = guests(run);
	if (run->open)
		run->count.needs = run->count.found = ng_match_needs(run->net, &run->options, &sink);
	else
		run->count = ng_match_run(run->net, &run->options, &sink);
	if (run->count.left_out > 0) {
		run->status = NG_EXIT_FAILED;
		ng_tool_warn("%zu needs left out: so many needs and people would take too long; -g or -p takes fewer", run->count.left_out);
	}
}

/* What the numbers come to: a question or -n that finds nothing is told by the status. */
static int
finish(const struct run *run)
{
	bool asked = run->options.question.n > 0;

	if (asked && run->count.empty)
		ng_tool_warn("the question has no word to look for: it holds nothing but common ones");
	if (!asked && run->alone && run->count.needs + run->count.given == 0 && run->nguests == 0)
		ng_tool_warn("no open need of mine: write `need: ...` under a goal in your notes, or ask a question");
	if (run->status == NG_EXIT_DONE && run->count.found + run->count.given == 0 && (asked || run->alone))
		return NG_EXIT_NOTHING;
	return run->status;
}

int
main(int argc, char **argv)
{
	struct run run = {.options = {.most = 5}, .guests = calloc((size_t)argc, sizeof(*run.guests))};
	const char *day = NULL;
	struct ng_sandbox sandbox = {0};
	bool header = false;
	int c;

	ng_tool_start("ng-match", usage);
	if (run.guests == NULL)
		ng_tool_no_memory();
	while ((c = getopt(argc, argv, ":noHd:i:k:g:p:s:hV")) != -1) {
		switch (c) {
		case 'n':
			run.alone = true;
			break;
		case 'o':
			run.alone = run.open = true;
			break;
		case 'H':
			header = true;
			break;
		case 'd':
			day = optarg;
			break;
		case 'i':
			run.me = ng_str_of(optarg);
			break;
		case 'k':
			run.options.most = (size_t)ng_tool_number(optarg, 'k', 1, INT_MAX);
			break;
		case 'g':
			run.goal = ng_str_of(optarg);
			break;
		case 'p':
			run.guests[run.nguests++] = optarg;
			break;
		case 's':
			run.synonyms = optarg;
			break;
		default:
			ng_tool_option(c);
		}
	}
	run.words = argv + optind;
	if (run.open && *run.words != NULL)
		ng_tool_fail("-o answers no question");
	run.today = ng_tool_today(day);
	ng_tool_reads_file(&sandbox, run.synonyms);
	ng_tool_enter(&sandbox);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL)
		ng_tool_no_memory();
	run.line.arena = run.arena;
	if (header)
		ng_tool_header();
	if (ng_arena_run(run.arena, run_all, &run) < 0)
		ng_tool_no_memory();
	c = finish(&run);
	ng_arena_free(run.arena);
	free(run.guests);
	return ng_tool_end(c);
}
