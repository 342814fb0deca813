/* What notes say never changes the structure of a report: reparsed, that of hostile notes is that of harmless ones. */
#include "unit.h"

#include "../oracle/structure.h"

static const char *const pieces[] = {
	"# x", "> x", "- x", "1. x", "```", "~~~", "| a | b |", "|", "\\|", "\\", "`", "``", "`a|b`", "<b>", "</div>", "<!-- /ng -->",
	"<!-- ng: goals -->", "-->", "<script>alert(1)</script>", "**", "*", "_", "~~", "[x](javascript:alert(1))", "[", "](", "![x](http://a/b.png)",
	"<javascript:x>", "&lt;", "&#10;", "\n", "\r", "\t", "\x1b[31m", "\xe2\x80\xae", "\xef\xbb\xbf", "---", "===", "+++", "    x", "@zed", "[[no such page]]",
	"#tag", "https://example.org/(x", "$$", "%%", ":::", "end", "classDef", "\"];", "-->|x|", "subgraph", "x", "word", "\xff", "<a href=\"x\">", "\xc2\x85", "]]", "[^1]: x", "[x]: y",
};

/* A text of its own for each statement; seed 0: harmless. */
static struct ng_str
text_of(void *context, size_t number)
{
	uint32_t seed = *(uint32_t *)context, state = seed * 2654435761u + (uint32_t)number * 40503u + 1;
	struct ng_buf b = {.arena = arena};

	if (ng_str_starts(ng_str_of(oracle_stream[number]), NG_STR("person")))
		ng_buf_add(&b, NG_STR("Name "));
	if (seed == 0) {
		ng_buf_printf(&b, "text %zu", number);
	} else {
		for (uint32_t n = 1 + unit_random(&state) % 6; n > 0; n--) {
			ng_buf_add(&b, ng_str_of(pieces[unit_random(&state) % (sizeof(pieces) / sizeof(pieces[0]))]));
			if (unit_random(&state) % 2 == 0)
				ng_buf_char(&b, ' ');
		}
		ng_buf_printf(&b, "w%zu", number);
	}
	return ng_buf_str(&b);
}

struct comparison {
	size_t report;
	uint32_t from, to;
};

static struct ng_str
structure_of(uint32_t seed, size_t report, struct ng_str *markdown)
{
	struct ng_network *net = oracle_vault(arena, text_of, &seed);
	struct ng_str structure;
	const char *fault;

	assert_non_null(net);
	*markdown = oracle_report(net, report);
	assert_non_null(markdown->p);
	structure = oracle_structure(arena, *markdown, &fault);
	if (fault != NULL)
		fail_msg("%s, seed %u: %s\n%.*s", oracle_reports[report].report, (unsigned)seed, fault, NG_STR_ARG(*markdown));
	return structure;
}

static void
compare(void *context)
{
	struct comparison *c = context;
	struct ng_str markdown, harmless = structure_of(0, c->report, &markdown);

	for (uint32_t seed = c->from; seed < c->to; seed++) {
		struct ng_str hostile = structure_of(seed, c->report, &markdown);

		if (!ng_str_eq(harmless, hostile))
			fail_msg("%s, seed %u:\n%.*s\n%.*s\n%.*s", oracle_reports[c->report].report, (unsigned)seed, NG_STR_ARG(harmless),
			         NG_STR_ARG(hostile), NG_STR_ARG(markdown));
	}
}

static void
hostile_notes_change_no_structure(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < ORACLE_REPORTS; i++)
		for (uint32_t seed = 1; seed < 400; seed += 20) {
			struct comparison c = {i, seed, seed + 20};

			protect(compare, &c);
			ng_arena_reset(arena, 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(hostile_notes_change_no_structure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
