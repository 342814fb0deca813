/*
 * Reports: of any records a report holds nothing but what a report may hold, and ng-parse reads nothing of it; and
 * what a note says doesn't change its blocks.
 */
#include "fuzz.h"
#include "parse.h"

#include "../oracle/structure.h"

static struct ng_parser *parser;

/* The structure of each report of harmless notes. */
static struct ng_str harmless[ORACLE_REPORTS];

static void
check_parsed(struct ng_str report)
{
	struct ng_str records;
	const char *why;
	size_t line;

	if (parser == NULL)
		parser = ng_parser_new(NOTHING, &why, &line);
	if (parser == NULL)
		abort();
	CHECK(ng_parser_parse(parser, NG_STR("r.md"), report, &records, &why, &line) == 0, "a report is not parsed", report, NOTHING);
	CHECK(records.n == 0, "records of a report", records, report);
}

static struct ng_str
structure_of(struct ng_str report)
{
	const char *fault;
	struct ng_str structure = oracle_structure(arena, report, &fault);

	CHECK(fault == NULL, fault, report, NOTHING);
	return structure;
}

/* A line that is no record is left out. */
static struct ng_network *
any_network(struct ng_str rest)
{
	struct ng_network *net = ng_network_new(arena);

	while (rest.n > 0) {
		struct ng_str line = ng_str_dup(arena, fuzz_part(&rest, NG_STR("\n")));
		struct ng_record r;

		if (ng_record_decode((char *)line.p, line.n, &r) == 0)
			ng_network_add(net, &r);
	}
	ng_network_settle(net, ng_date_of(2026, 11, 23), NOTHING);
	return net;
}

/* The operand and the option for all come from the records, too. */
static void
check_any(struct ng_str input)
{
	static const char *const names[] = {"goals", "agenda", "who", "brief", "event", "board", "ledger", "network", "review"};
	const struct ng_report_kind *kind = ng_report_find(ng_str_of(names[fuzz_choice(&input, 9)]));
	size_t form = fuzz_choice(&input, 4);
	struct ng_report_options options = {.goal = NG_NONE, .days = 14, .all = form & 1};
	struct ng_str operand = fuzz_part(&input, NG_STR("\n")), why, report;
	struct ng_network *net = any_network(input);

	if (operand.n > 0)
		ng_report_operand(kind, net, &options, operand, &why);
	if (form & 2) {
		ng_report_page(kind, net, &options);
		return;
	}
	report = ng_report_write(kind, net, &options, NG_STR("x"));
	structure_of(report);
	check_parsed(report);
}

static struct ng_str
harmless_text(void *unused, size_t number)
{
	struct ng_buf b = {.arena = arena};

	(void)unused;
	ng_buf_printf(&b, "Name text %zu", number);
	return ng_buf_str(&b);
}

/* The input's parts by turns, each with a word that no other has. */
static struct ng_str
hostile_text(void *context, size_t number)
{
	const struct ng_str *texts = context;
	struct ng_buf b = {.arena = arena};

	if (ng_str_starts(ng_str_of(oracle_stream[number]), NG_STR("person")))
		ng_buf_add(&b, NG_STR("Name "));
	ng_buf_add(&b, texts[number]);
	ng_buf_printf(&b, " w%zu", number);
	return ng_buf_str(&b);
}

/* True where a text could name somebody of the vault, which is more than its structure. */
static bool
names_somebody(struct ng_str s)
{
	static const char *const names[] = {"ann", "bob", "cy", "dan", "me", "name"};

	for (size_t i = 0; i < s.n; i++) {
		/* only behind what may begin a name */
		if (i > 0 && (ng_is_alpha(s.p[i - 1]) || ng_is_digit(s.p[i - 1])))
			continue;
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (ng_str_eq_nocase(ng_str_cut(s, i, i + ng_str_of(names[k]).n), ng_str_of(names[k])))
				return true;
	}
	return false;
}

static void
check_hostile(size_t i, struct ng_str input)
{
	struct ng_str texts[ORACLE_STREAM], rest = input, report, structure;

	if (names_somebody(input))
		return;
	for (size_t k = 0; k < ORACLE_STREAM; k++) {
		rest = rest.n == 0 ? input : rest;
		texts[k] = fuzz_part(&rest, NG_STR("\f"));
	}
	if (harmless[i].p == NULL) {
		struct ng_str s = structure_of(oracle_report(oracle_vault(arena, harmless_text, NULL), i));
		char *kept = malloc(s.n);

		if (kept == NULL)
			abort();
		for (size_t k = 0; k < s.n; k++)
			kept[k] = s.p[k];
		harmless[i] = (struct ng_str){kept, s.n};
	}
	report = oracle_report(oracle_vault(arena, hostile_text, texts), i);
	structure = structure_of(report);
	CHECK(ng_str_eq(structure, harmless[i]), "a text changes the report's blocks", harmless[i], structure);
	check_parsed(report);
}

static void
fuzz_one(struct ng_str input)
{
	size_t form = fuzz_choice(&input, ORACLE_REPORTS + 1);

	if (form == ORACLE_REPORTS)
		check_any(input);
	else
		check_hostile(form, input);
}
