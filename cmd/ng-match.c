/* ng-match: whom to ask for each need; records in, the same records and matches out. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "match.h"
#include "text.h"
#include "tool.h"

static const char usage[] =
    "usage: ng-match [-nH] [-d DATE] [-i @me] [-k N] [-g GOAL] [QUESTION ...]\n"
    "\n"
    "Reads records (ng-parse makes them), copies them, and adds whom to ask for each open need, or for the question.\n"
    "\n"
    "  -n       the matches alone, without the records\n"
    "  -H       a header line first\n"
    "  -d DATE  as of this day (YYYY-MM-DD): nothing later is known\n"
    "  -i @me   who I am in notes that several people share\n"
    "  -k N     at most N people for each need (default 5)\n"
    "  -g GOAL  the needs of this goal alone\n"
    "  -h       this help\n"
    "  -V       the version\n";

/* Characters of a need that a message shows. */
#define SHOWN_TEXT 120

struct run {
	struct ng_arena *arena;
	struct ng_network *net;
	struct ng_buf line; /* the record that is being written */
	const struct ng_record *record;
	bool alone;
	int status;
	ng_day today;
	struct ng_str me, goal;
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
keep(void *context)
{
	struct run *run = context;
	enum ng_kind kind = ng_record_kind(run->record);

	/* what an earlier ng-match added is made anew */
	if (kind == NG_KIND_MATCH || kind == NG_KIND_GIVE || kind == NG_KIND_BECAUSE)
		return;
	if (!run->alone)
		write_record(run, run->record);
	ng_network_add(run->net, run->record);
}

static int
read_record(void *context, const struct ng_record *r)
{
	struct run *run = context;

	run->record = r;
	return ng_arena_run(run->arena, keep, run) < 0 ? ENOMEM : 0;
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

static void
run_all(void *context)
{
	struct run *run = context;
	struct ng_match_sink sink = {run, write_record, tell_nobody, tell_fault};

	run->net = ng_network_new(run->arena);
	run->options.question = question(run);
	if (*run->words != NULL && run->options.question.n == 0)
		ng_tool_fail("the question is empty");
	run->status = ng_tool_read(read_record, run);
	ng_network_settle(run->net, run->today, run->me);
	if (run->me.n > 0 && run->net->me == NG_NONE)
		ng_tool_warn("-i %.*s: the notes name nobody like that", NG_STR_ARG(run->me));
	run->options.goal = NG_NONE;
	if (run->goal.n > 0) {
		run->options.goal = ng_network_goal(run->net, run->goal);
		if (run->options.goal == NG_NONE)
			ng_tool_fail("-g %.*s: the notes have no goal like that", NG_STR_ARG(run->goal));
	}
	run->count = ng_match_run(run->net, &run->options, &sink);
}

/* What the numbers come to: a question or -n that finds nothing is told by the status. */
static int
finish(const struct run *run)
{
	bool asked = run->options.question.n > 0;

	if (asked && run->count.empty)
		ng_tool_warn("the question has no word to look for: it holds nothing but common ones");
	if (!asked && run->alone && run->count.needs == 0)
		ng_tool_warn("no open need: write `need: ...` under a goal in your notes, or ask a question");
	if (run->status == NG_EXIT_DONE && run->count.found == 0 && (asked || run->alone))
		return NG_EXIT_NOTHING;
	return run->status;
}

int
main(int argc, char **argv)
{
	struct run run = {.options = {.most = 5}};
	const char *day = NULL;
	bool header = false;
	int c;

	ng_tool_start("ng-match", usage);
	while ((c = getopt(argc, argv, ":nHd:i:k:g:hV")) != -1) {
		switch (c) {
		case 'n':
			run.alone = true;
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
		default:
			ng_tool_option(c);
		}
	}
	run.words = argv + optind;
	run.today = ng_tool_today(day);
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
	return ng_tool_end(c);
}
