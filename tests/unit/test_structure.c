/* What notes say never changes the structure of a report: reparsed, that of hostile notes is that of harmless ones. */
#include "unit.h"

#include <cmark.h>

#include "report.h"

/* A vault that fills every report; `%` stands for a text, which is hostile or harmless. */
static const char *const stream[] = {
	"goal state=open|due=2026-12-05|goals=#goal/a|text=%|source=g.md:1",
	"goal state=done|goals=#goal/b|text=%|source=g.md:2",
	"why goals=#goal/a|text=%|source=g.md:3",
	"want goals=#goal/a|text=%|source=g.md:4",
	"need state=open|goals=#goal/a|topics=#t|what=advice|text=%|source=g.md:5",
	"need state=open|goals=#goal/a|what=seat|topics=#hydro|text=%|source=g.md:6",
	"need state=open|goals=#goal/a|what=seat|topics=#money|text=%|source=g.md:7",
	"need state=open|text=%|source=g.md:8",
	"person people=@ann|topics=#t|text=%|source=p.md:1",
	"field people=@ann|what=role|text=%|source=p.md:2",
	"field people=@ann|what=email|text=%|source=p.md:3",
	"field people=@ann|what=every|text=6w|source=p.md:4",
	"field people=@ann|what=city|text=%|source=p.md:5",
	"knows people=@ann|text=%|source=p.md:6",
	"person people=@bob|text=%|source=p.md:7",
	"field people=@bob|what=phone|text=%|source=p.md:8",
	"need state=open|people=@bob|text=%|source=p.md:9",
	"person people=@me|text=%|source=p.md:10",
	"field people=@me|what=me|text=yes|source=p.md:11",
	"knows people=@me|text=%|source=p.md:12",
	"met date=2026-09-24|people=@ann @bob @cy|what=dinner|text=%|source=m.md:1",
	"ask date=2026-09-24|people=@ann @bob @cy|what=opinion|text=%|source=m.md:2",
	"idea date=2026-09-24|people=@ann @bob|text=%|context=%|source=m.md:3",
	"offer state=open|date=2026-09-24|people=@ann @cy|what=introduction|goals=#goal/a|text=%|source=m.md:4",
	"got date=2026-09-24|people=@ann|what=advice|goals=#goal/a|text=%|source=m.md:5",
	"got date=2026-09-24|people=@ann|what=card|text=%|source=m.md:6",
	"got date=2026-09-24|people=@ann|what=seat|topics=#hydro|goals=#goal/a|text=%|source=m.md:7",
	"promise state=open|date=2026-09-24|due=2026-11-20|people=@bob|text=%|source=m.md:8",
	"next state=open|date=2026-09-24|people=@cy|text=%|source=m.md:9",
	"mention date=2026-09-24|people=@bob|text=%|context=%|source=m.md:10",
	"got date=2026-10-09|people=@ann @dan|what=introduction|text=%|source=n.md:1",
	"ask state=waiting|date=2026-10-30|people=@bob|goals=#goal/a|what=advice|text=%|source=n.md:2",
	"ask state=open|date=2026-10-30|people=@ann|goals=#goal/a|text=%|source=n.md:3",
	"gave date=2026-10-31|people=@ann|what=help|text=%|source=n.md:4",
	"met date=2026-11-27|people=@ann @bob|what=lunch|text=%|source=q.md:1",
	"next state=open|date=2026-11-27|people=@ann|text=%|source=q.md:2",
};

/* What ng-match would have found: the i-th statement's text and source, and for whom. */
static const struct {
	const char *line;
	size_t of;
} found[] = {
	{"match people=@ann|goals=#goal/a|what=advice|score=.5|text=%|source=g.md:5", 4},
	{"because people=@ann|what=knows|score=.5|text=%|source=p.md:6", 13},
	{"match people=@dan @ann|goals=#goal/a|what=advice|score=.4|text=%|source=g.md:5", 4},
	{"because people=@dan|what=mention|score=.4|text=%|source=m.md:10", 29},
	{"match people=@bob|goals=#goal/a|what=seat|score=.4|text=%|source=g.md:7", 6},
	{"because people=@bob|what=mention|score=.4|text=%|source=m.md:10", 29},
	{"give people=@bob @ann|score=.4|text=%|source=p.md:9", 16},
	{"because people=@ann|what=knows|score=.4|text=%|source=p.md:6", 13},
};

#define STREAM (sizeof(stream) / sizeof(stream[0]))
#define FOUND (sizeof(found) / sizeof(found[0]))

static const char *const pieces[] = {
	"# x", "> x", "- x", "1. x", "```", "~~~", "| a | b |", "|", "\\|", "\\", "`", "``", "`a|b`", "<b>", "</div>", "<!-- /ng -->",
	"<!-- ng: goals -->", "-->", "<script>alert(1)</script>", "**", "*", "_", "~~", "[x](javascript:alert(1))", "[", "](", "![x](http://a/b.png)",
	"<javascript:x>", "&lt;", "&#10;", "\n", "\r", "\t", "\x1b[31m", "\xe2\x80\xae", "\xef\xbb\xbf", "---", "===", "+++", "    x", "@zed", "[[no such page]]",
	"#tag", "https://example.org/(x", "$$", "%%", ":::", "end", "classDef", "\"];", "-->|x|", "subgraph", "x", "word", "\xff", "<a href=\"x\">", "\xc2\x85", "]]", "[^1]: x", "[x]: y",
};

struct run {
	const struct ng_report_kind *kind;
	const char *operand;
	uint32_t seed; /* 0: harmless */
	struct ng_buf out;
};

/* A text of its own for each statement. A name begins with a word, so that no hostile text happens to name somebody. */
static const char *
text_of(struct run *run, size_t number)
{
	uint32_t state = run->seed * 2654435761u + (uint32_t)number * 40503u + 1;
	struct ng_buf b = {.arena = arena};

	if (ng_str_starts(ng_str_of(stream[number]), NG_STR("person")))
		ng_buf_add(&b, NG_STR("Name "));

	if (run->seed == 0) {
		ng_buf_printf(&b, "text %zu", number);
	} else {
		for (uint32_t n = 1 + unit_random(&state) % 6; n > 0; n--) {
			ng_buf_add(&b, ng_str_of(pieces[unit_random(&state) % (sizeof(pieces) / sizeof(pieces[0]))]));
			if (unit_random(&state) % 2 == 0)
				ng_buf_char(&b, ' ');
		}
		ng_buf_printf(&b, "w%zu", number);
	}
	ng_buf_char(&b, '\0');
	return b.p;
}

/* Fields are set by name, since a text may hold what parts them. */
static void
add(struct run *run, struct ng_network *net, const char *line, size_t number)
{
	struct ng_record record;

	unit_record(line, &record);
	for (int f = 0; f < NG_FIELDS; f++)
		if (ng_str_eq(record.field[f], NG_STR("%")))
			record.field[f] = ng_str_of(text_of(run, number));
	ng_network_add(net, &record);
}

static void
write_report(void *context)
{
	struct run *run = context;
	struct ng_report_options options = {.goal = NG_NONE, .days = 14};
	struct ng_network *net = ng_network_new(arena);
	struct ng_str why;

	for (size_t i = 0; i < STREAM; i++)
		add(run, net, stream[i], i);
	for (size_t i = 0; i < FOUND; i++)
		add(run, net, found[i].line, found[i].of);
	ng_network_settle(net, ng_date_of(2026, 11, 23), NG_STR(""));
	if (run->operand != NULL)
		assert_true(ng_report_operand(run->kind, net, &options, ng_str_of(run->operand), &why));
	run->out = (struct ng_buf){.arena = arena};
	ng_buf_add(&run->out, ng_report_write(run->kind, net, &options, NG_STR("x")));
}

/* How many cells the rows of a table have, and what else is to be the same in a block's lines. */
static void
describe_lines(struct ng_buf *b, struct ng_str text, int from, int to, bool code)
{
	size_t i = 0;

	for (int line = 1; line <= to && i < text.n; line++) {
		size_t end = ng_str_line_end(text, i), pipes = 0;

		for (size_t k = i; k < end; k++) {
			pipes += text.p[k] == '|';
			k += text.p[k] == '\\';
		}
		if (line >= from && (code || text.p[i] == '|'))
			ng_buf_printf(b, " %zu", code ? 0 : pipes);
		i = ng_str_line_next(text, end);
	}
}

static void
check_link(const char *url)
{
	struct ng_str s = ng_str_of(url);
	size_t colon = ng_str_find(s, ':'), slash = ng_str_find(s, '/');

	if (colon < s.n && colon < slash)
		assert_true(ng_str_starts(s, NG_STR("http")) || ng_str_starts(s, NG_STR("mailto:")) || ng_str_starts(s, NG_STR("tel:")));
}

/* The blocks of a document, each with what mustn't change; HTML, images and strange links aren't there at all. */
static struct ng_str
structure(struct ng_str markdown)
{
	cmark_node *root = cmark_parse_document(markdown.p, markdown.n, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(root);
	struct ng_buf b = {.arena = arena};
	cmark_event_type event;
	size_t html = 0;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_EXIT) {
			if (type <= CMARK_NODE_LAST_BLOCK)
				ng_buf_char(&b, ')');
			continue;
		}
		html += type == CMARK_NODE_HTML_BLOCK;
		assert_true(type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_IMAGE);
		if (type == CMARK_NODE_LINK)
			check_link(cmark_node_get_url(node));
		if (type > CMARK_NODE_LAST_BLOCK)
			continue;
		ng_buf_printf(&b, "(%s %d", cmark_node_get_type_string(node), type == CMARK_NODE_HEADING ? cmark_node_get_heading_level(node) : 0);
		if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_CODE_BLOCK)
			describe_lines(&b, markdown, cmark_node_get_start_line(node), cmark_node_get_end_line(node), type == CMARK_NODE_CODE_BLOCK);
	}
	assert_int_equal(html, 2);
	cmark_iter_free(iter);
	cmark_node_free(root);
	return ng_buf_str(&b);
}

static void
check_characters(struct ng_str s)
{
	for (size_t i = 0; i < s.n; i++)
		assert_true((unsigned char)s.p[i] >= ' ' || s.p[i] == '\n');
}

struct comparison {
	struct run run;
	uint32_t from, to;
};

static void
compare(void *context)
{
	struct comparison *c = context;
	struct ng_str harmless;

	c->run.seed = 0;
	write_report(&c->run);
	harmless = structure(ng_buf_str(&c->run.out));
	for (c->run.seed = c->from; c->run.seed < c->to; c->run.seed++) {
		struct ng_str hostile;

		write_report(&c->run);
		check_characters(ng_buf_str(&c->run.out));
		hostile = structure(ng_buf_str(&c->run.out));
		if (!ng_str_eq(harmless, hostile))
			fail_msg("%s %s, seed %u:\n%.*s\n%.*s\n%.*s", c->run.kind->name, c->run.operand == NULL ? "" : c->run.operand,
			         (unsigned)c->run.seed, NG_STR_ARG(harmless), NG_STR_ARG(hostile), NG_STR_ARG(ng_buf_str(&c->run.out)));
	}
}

static void
hostile_notes_change_no_structure(void **unused)
{
	static const struct {
		const char *report, *operand;
	} reports[] = {
		{"goals", NULL},       {"agenda", NULL},  {"who", NULL},    {"brief", NULL},  {"brief", "@ann"},  {"brief", "@bob"}, {"brief", "2026-11-27"},
		{"event", "2026-09-24"}, {"board", NULL}, {"ledger", NULL}, {"ledger", "@ann"}, {"network", NULL}, {"review", NULL},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		for (uint32_t seed = 1; seed < 400; seed += 20) {
			struct comparison c = {.run = {.operand = reports[i].operand}, .from = seed, .to = seed + 20};

			c.run.kind = ng_report_find(ng_str_of(reports[i].report));
			assert_non_null(c.run.kind);
			arena = ng_arena_new(0);
			assert_int_equal(ng_arena_run(arena, compare, &c), 0);
			ng_arena_free(arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_notes_change_no_structure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
