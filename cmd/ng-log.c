/* ng-log: a statement behind the last one of the day in the month's note; what ng understood, and what looks wrong. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "input.h"
#include "log.h"
#include "parse.h"
#include "replace.h"
#include "tool.h"
#include "wording.h"

static const char usage[] =
	"usage: ng-log [-d DATE] [-f FILE] [-l FILE] [--] TEXT ...\n"
	"       ng-log [-d DATE] [-f FILE] [-l FILE] <statements\n"
	"\n"
	"Adds a statement to a note under the heading of the day, and says what ng understood of it.\n"
	"Without TEXT it reads standard input, one statement a line.\n"
	"\n"
	"  -d DATE  the day (YYYY-MM-DD), today by default\n"
	"  -f FILE  the note, $NG_DIR/log/YYYY-MM.md by default; it is made where it is missing\n"
	"  -l FILE  labels and nouns of your own, as for ng-parse\n"
	"  -h       this help\n"
	"  -V       the version\n";

/* How long it waits for others who write the same note: so many times a random part of twice that, 10 s in all. */
#define TRIES 400
#define WAIT_NANOSECONDS 25000000L

/* Vaults up to this size are read for names and handles, in a second. */
#define VAULT_LIMIT ((size_t)16 << 20)

/* For so many new handles it is said which are close: each is compared with all. */
#define MOST_SUGGESTED 20

#define NO_RECORD SIZE_MAX

/* A record of a new line. */
struct understood {
	struct ng_record record;
	size_t next; /* of the same line, or NO_RECORD */
};

struct run {
	struct ng_arena *arena;
	struct ng_sandbox sandbox;
	const char *own_words; /* -l's file, or NULL */
	struct ng_parser *parser;
	struct ng_network *net; /* all but the new lines, as far as it is known */
	struct ng_network *all; /* with them */
	struct ng_check *check;
	struct ng_str bytes;    /* of the file that is looked at */
	const char *vault;      /* or NULL */
	const char *path;       /* the note's */
	const char *day;        /* what -d says, or NULL */
	struct ng_str shown;    /* the same, without the vault's folder */
	struct stat stat;       /* the note's, once it is written */
	char *const *words;
	struct ng_str *statements;
	size_t n, cap;
	struct ng_log_result result;
	struct understood *understood; /* in the order of the records */
	size_t *first, *last;          /* of each new line's, or NO_RECORD */
	size_t nunderstood, cap_understood, nbytes;
	struct ng_table *told;         /* new handles and goals */
	ng_day today;
	size_t suggested;
	bool written;           /* the statements are in the note */
	bool whole;             /* the vault was read whole */
	int status;
};

static void
add_statement(struct run *run, struct ng_str text)
{
	text = ng_log_statement(run->arena, text);
	if (text.n == 0)
		return;
	run->statements = ng_arena_more(run->arena, run->statements, run->n, &run->cap, sizeof(*run->statements));
	run->statements[run->n++] = text;
}

static int
on_lines(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;

	if (event == NG_INPUT_ERROR)
		ng_tool_fail("%s: %s", path, why);
	for (size_t i = 0, end; i < bytes.n; i = ng_str_line_next(bytes, end)) {
		end = ng_str_line_end(bytes, i);
		add_statement(run, ng_str_cut(bytes, i, end));
	}
	return 0;
}

static void
read_statements(struct run *run)
{
	struct ng_input in = {.sink = on_lines, .context = run, .arena = run->arena};
	struct ng_buf b = {.arena = run->arena};

	if (*run->words == NULL) {
		ng_input_path(&in, "-");
		ng_input_end(&in);
	}
	for (char *const *word = run->words; *word != NULL; word++) {
		if (b.n > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, ng_str_of(*word));
	}
	add_statement(run, ng_buf_str(&b));
	if (run->n == 0)
		ng_tool_fail("nothing to log: give a text, or lines on standard input");
}

/* The note of the month in the vault, unless -f named one. */
static void
find_note(struct run *run)
{
	struct ng_buf b = {.arena = run->arena};
	size_t folder = run->vault == NULL ? 0 : strlen(run->vault);
	char date[11];

	if (run->path == NULL && run->vault == NULL)
		ng_tool_fail("where? Give the note with -f, or set NG_DIR to the folder of your notes");
	if (run->path == NULL) {
		ng_buf_printf(&b, "%s/log/%.7s.md", run->vault, ng_date_format(run->today, date));
		run->path = ng_str_dup(run->arena, ng_buf_str(&b)).p;
	}
	run->shown = ng_str_of(run->path);
	if (folder > 0 && strncmp(run->path, run->vault, folder) == 0 && run->path[folder] == '/')
		run->shown = ng_str_cut(run->shown, folder + 1, run->shown.n);
}

/* Waits a little, each process for a time of its own. */
static void
wait_a_little(unsigned try)
{
	uint32_t x = (uint32_t)getpid() * 1000u + try;
	struct timespec pause = {0, 0};

	/* the finalizer of MurmurHash3 */
	x = (x ^ x >> 16) * 0x85EBCA6Bu;
	x = (x ^ x >> 13) * 0xC2B2AE35u;
	x ^= x >> 16;
	pause.tv_nsec = (long)((uint64_t)x * (2 * WAIT_NANOSECONDS) >> 32);
	nanosleep(&pause, NULL);
}

/* One try to write the note: the last one fails. */
struct attempt {
	struct run *run;
	bool last, done;
};

/* A note that can't be parsed any more for one statement would lose all the others. */
static void
check(struct run *run)
{
	struct ng_str records;
	const char *why;
	size_t line;

	if (ng_parser_parse(run->parser, ng_str_of(run->path), run->result.bytes, &records, &why, &line) < 0)
		ng_tool_fail("%s: left as it is: with the new line, %s", run->path, why);
}

static void
try_to_write(struct ng_arena *scratch, void *arg)
{
	struct attempt *t = arg;
	struct run *run = t->run;
	struct ng_replace file;

	if (ng_replace_read_or_new(scratch, run->path, &file) == 0) {
		ng_log_add(scratch, file.bytes, run->today, run->statements, run->n, &run->result);
		if (run->result.why != NULL)
			ng_tool_fail("%s:%zu: %s", run->path, run->result.line, run->result.why);
		check(run);
		t->done = ng_replace_write(&file, run->result.bytes) == 0;
	}
	if (!t->done && (!file.busy || t->last))
		ng_tool_fail("%s: %s", run->path, file.why);
	if (t->done)
		run->result.bytes = ng_str_dup(run->arena, run->result.bytes);
}

static void
write_note(struct run *run)
{
	struct attempt t = {.run = run};

	for (unsigned try = 1; !t.done; try++) {
		if (try > 1)
			wait_a_little(try);
		t.last = try == TRIES;
		ng_arena_scratch(run->arena, try_to_write, &t);
	}
}

/* Keeps a record of the note itself: those of the new lines are what was understood, the others are known. */
static void
take_record(struct run *run, const struct ng_record *r, bool note)
{
	struct ng_str source = r->field[NG_FIELD_SOURCE];
	size_t colon = source.n, line = 0;

	while (note && colon > 0 && source.p[colon - 1] != ':')
		colon--;
	for (size_t i = colon; note && i < source.n && ng_is_digit(source.p[i]); i++)
		line = line * 10 + (size_t)(source.p[i] - '0');
	ng_network_add(run->all, r);
	if (line < run->result.line || line >= run->result.line + run->n) {
		ng_network_add(run->net, r);
		return;
	}
	line -= run->result.line;
	run->understood = ng_arena_more(run->arena, run->understood, run->nunderstood, &run->cap_understood,
	                                sizeof(*run->understood));
	run->understood[run->nunderstood] = (struct understood){*r, NO_RECORD};
	if (run->first[line] == NO_RECORD)
		run->first[line] = run->nunderstood;
	else
		run->understood[run->last[line]].next = run->nunderstood;
	run->last[line] = run->nunderstood++;
}

static void
look(void *context, const struct ng_parsed *parsed)
{
	struct run *run = context;

	ng_check_file(run->check, run->bytes, parsed);
}

static void
take_file(struct run *run, const char *path, struct ng_str bytes, bool note)
{
	struct ng_str records;
	const char *why;
	size_t line;

	run->bytes = bytes;
	/* what can't be parsed is ng-parse's to tell, but that there is no memory */
	if (ng_parser_parse(run->parser, ng_str_of(path), bytes, &records, &why, &line) < 0) {
		if (errno == ENOMEM)
			ng_arena_fail(run->arena, ENOMEM);
		return;
	}
	records = ng_str_dup(run->arena, records);
	for (size_t i = 0, end; i < records.n; i = end + 1) {
		struct ng_record r;

		end = i + ng_str_find(ng_str_cut(records, i, records.n), '\n');
		if (ng_record_decode((char *)records.p + i, end - i, &r) == 0)
			take_record(run, &r, note);
	}
}

static int
on_note(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why)
{
	struct run *run = context;
	struct stat st;

	if (event == NG_INPUT_ERROR) {
		ng_tool_warn("%s: %s", path, why);
		run->status = NG_EXIT_FAILED;
		return 0;
	}
	if (stat(path, &st) == 0 && st.st_ino == run->stat.st_ino && st.st_dev == run->stat.st_dev)
		return 0;
	run->nbytes += bytes.n;
	if (run->nbytes > VAULT_LIMIT)
		return -1;
	take_file(run, path, bytes, false);
	return 0;
}

static void
forget_all(struct run *run)
{
	run->net = ng_network_new(run->arena);
	run->all = ng_network_new(run->arena);
	run->check = ng_check_new(run->arena, run->today);
	/* what a new goal needs is written next */
	ng_check_rule(run->check, NG_STR("no-goal"));
}

static void
read_vault(struct run *run)
{
	struct ng_input in = {.sink = on_note, .context = run, .arena = run->arena};

	forget_all(run);
	run->first = ng_arena_array(run->arena, run->n, sizeof(*run->first));
	run->last = ng_arena_array(run->arena, run->n, sizeof(*run->last));
	for (size_t i = 0; i < run->n; i++)
		run->first[i] = NO_RECORD;
	ng_parser_show(run->parser, look, run);

	if (stat(run->path, &run->stat) < 0)
		memset(&run->stat, 0, sizeof(run->stat));
	if (run->vault != NULL)
		run->whole = ng_input_path(&in, run->vault) == 0 && run->status == NG_EXIT_DONE;
	ng_input_end(&in);
	if (!run->whole) {
		/* who is known nobody knows then */
		forget_all(run);
		ng_check_rule(run->check, NG_STR("no-handle"));
		ng_check_rule(run->check, NG_STR("no-first-name"));
		ng_check_rule(run->check, NG_STR("no-link"));
	}
	take_file(run, run->path, run->result.bytes, true);
	ng_network_settle(run->net, run->today, (struct ng_str){NULL, 0});
	ng_network_settle(run->all, run->today, (struct ng_str){NULL, 0});
}

/* Tells what ng-check would say of the new lines. */
static void
tell_findings(struct run *run)
{
	const struct ng_finding *v;
	struct ng_str file;
	size_t n, at = 0;

	ng_check_network(run->check, run->all);
	while (ng_check_unplaced(run->check, &at, &file))
		if (ng_str_eq(file, ng_str_of(run->path)))
			ng_check_place(run->check, file, run->result.bytes);
	v = ng_check_sort(run->check, &n);
	for (size_t i = 0; i < n; i++) {
		if (v[i].line < run->result.line || v[i].line >= run->result.line + run->n ||
		    !ng_str_eq(v[i].file, ng_str_of(run->path)))
			continue;
		ng_tool_warn("%.*s:%zu:%zu: %.*s [%s]", NG_STR_ARG(run->shown), v[i].line, v[i].column,
		             NG_STR_ARG(v[i].message), ng_check_rule_name(v[i].rule));
		if (v[i].rule == NG_RULE_HANDLE || v[i].rule == NG_RULE_FIRST_NAME)
			ng_table_put(run->told, v[i].needle);
	}
}

/* Whether the network has it not, and nothing was told of it; from now on it was. */
static bool
is_news(struct run *run, struct ng_str name, uint32_t known)
{
	uint32_t count = ng_table_count(run->told);

	return known == NG_NONE && ng_table_put(run->told, name) == count;
}

static void
tell_new(struct run *run, struct ng_str name, const char *what)
{
	struct ng_str close = NG_STR("");

	if (run->suggested++ < MOST_SUGGESTED)
		close = ng_network_near(run->arena, run->net, name);
	ng_tool_warn("%.*s is%s new to the notes%s%.*s", NG_STR_ARG(name), what, close.n > 0 ? "; close to it: " : "",
	             NG_STR_ARG(close));
}

/* Tells of people and goals that nothing but the new lines names. */
static void
tell_unknown(struct run *run, const struct ng_record *r)
{
	enum ng_kind kind = ng_record_kind(r);
	struct ng_str people = r->field[NG_FIELD_PEOPLE], goals = r->field[NG_FIELD_GOALS], word;

	if (kind == NG_KIND_PERSON)
		ng_table_put(run->told, people);
	if (kind == NG_KIND_GOAL)
		ng_table_put(run->told, goals);
	while (ng_str_word(&people, &word))
		if (word.p[0] == '@' && is_news(run, word, ng_network_person(run->net, word)))
			tell_new(run, word, "");
	while (ng_str_word(&goals, &word))
		if (is_news(run, word, ng_network_goal(run->net, word)))
			tell_new(run, word, " a goal that is");
}

static void
tell_line(struct run *run, size_t i)
{
	struct ng_buf out = {.arena = run->arena};
	size_t line = run->result.line + i;
	bool labels = false;

	for (size_t k = run->first[i]; k != NO_RECORD; k = run->understood[k].next) {
		const struct ng_record *r = &run->understood[k].record;

		labels = labels || ng_record_kind(r) != NG_KIND_MENTION;
		ng_buf_add(&out, ng_wording_of(run->arena, run->net, r, run->today));
		ng_buf_printf(&out, " (%.*s:%zu)\n", NG_STR_ARG(run->shown), line);
	}
	if (run->first[i] == NO_RECORD)
		ng_buf_printf(&out, "Text alone (%.*s:%zu): a line says more that names a @person or #goal/..., "
		                    "or begins with a label such as `idea:`\n",
		              NG_STR_ARG(run->shown), line);
	else if (!labels)
		ng_buf_add(&out, NG_STR("No more than that: a label in front says what it is, `ask:`, `offer:`, `promise:`, "
		                        "`got:`, `gave:`, `knows:`, `lunch`\n"));
	ng_tool_write(ng_buf_str(&out));
}

static void
enter_sandbox(struct run *run)
{
	struct ng_input in = {0};

	ng_tool_reads_file(&run->sandbox, run->own_words);
	if (run->vault != NULL)
		ng_tool_reads_path(&run->sandbox, &in, run->vault);
	ng_tool_replaces_file(&run->sandbox, run->path);
	ng_tool_enter(&run->sandbox);
}

static void
run_all(void *context)
{
	struct run *run = context;

	find_note(run);
	enter_sandbox(run);
	run->parser = ng_tool_parser(run->own_words);
	read_statements(run);
	write_note(run);
	run->written = true;
	run->told = ng_table_new(run->arena);
	read_vault(run);
	for (size_t i = 0; i < run->n; i++)
		tell_line(run, i);
	tell_findings(run);
	for (size_t i = 0; run->whole && i < run->nunderstood; i++)
		tell_unknown(run, &run->understood[i].record);
}

/* Takes an option with a value; false where there is none of that letter. */
static bool
take_option(struct run *run, int c, char *value)
{
	switch (c) {
	case 'd':
		run->day = value;
		return true;
	case 'f':
		run->path = value;
		return true;
	case 'l':
		run->own_words = value;
		return true;
	default:
		return false;
	}
}

/* Takes the options that stand behind the text, where they are forgotten first. */
static void
take_last_options(struct run *run, char **argv, int argc)
{
	while (argc - optind > 2 && argv[argc - 2][0] == '-' && argv[argc - 2][1] != '\0' && argv[argc - 2][2] == '\0' &&
	       take_option(run, argv[argc - 2][1], argv[argc - 1]))
		argv[argc -= 2] = NULL;
}

int
main(int argc, char **argv)
{
	struct run run = {.vault = getenv("NG_DIR")};
	int c;

	ng_tool_start("ng-log", usage);
	/* a text in one word may begin as a list's item does */
	while (!(optind < argc && strncmp(argv[optind], "- ", 2) == 0) && (c = getopt(argc, argv, ":d:f:l:hV")) != -1)
		if (!take_option(&run, c, optarg))
			ng_tool_option(c);
	/* what stands behind -- is text */
	if (strcmp(argv[optind - 1], "--") != 0)
		take_last_options(&run, argv, argc);
	if (run.vault != NULL && *run.vault == '\0')
		run.vault = NULL;
	run.words = argv + optind;
	run.today = ng_tool_today(run.day);
	run.arena = ng_arena_new(0);
	if (run.arena == NULL || ng_arena_run(run.arena, run_all, &run) < 0) {
		if (run.written)
			ng_tool_fail("%s: written; there is not enough memory to say what it means", run.path);
		ng_tool_no_memory();
	}
	ng_arena_free(run.arena);
	ng_parser_free(run.parser);
	return ng_tool_end(run.status);
}
