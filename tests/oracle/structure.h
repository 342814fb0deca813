/*
 * structure: what notes say never changes the structure of a report: reparsed, that of hostile notes is that of harmless
 * ones. The vault that fills every report, and what is compared, for the unit test and the fuzz target.
 */
#ifndef NG_ORACLE_STRUCTURE_H
#define NG_ORACLE_STRUCTURE_H

#include <cmark.h>

#include "lines.h"
#include "report.h"

/* A vault that fills every report; `%` stands for a text, which is hostile or harmless. */
static const char *const oracle_stream[] = {
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
} oracle_found[] = {
	{"match people=@ann|goals=#goal/a|what=advice|score=.5|text=%|source=g.md:5", 4},
	{"because people=@ann|what=knows|score=.5|text=%|source=p.md:6", 13},
	{"match people=@dan @ann|goals=#goal/a|what=advice|score=.4|text=%|source=g.md:5", 4},
	{"because people=@dan|what=mention|score=.4|text=%|source=m.md:10", 29},
	{"match people=@bob|goals=#goal/a|what=seat|score=.4|text=%|source=g.md:7", 6},
	{"because people=@bob|what=mention|score=.4|text=%|source=m.md:10", 29},
	{"give people=@bob @ann|score=.4|text=%|source=p.md:9", 16},
	{"because people=@ann|what=knows|score=.4|text=%|source=p.md:6", 13},
};

#define ORACLE_STREAM (sizeof(oracle_stream) / sizeof(oracle_stream[0]))
#define ORACLE_FOUND (sizeof(oracle_found) / sizeof(oracle_found[0]))

/* The reports with their operands. */
static const struct {
	const char *report, *operand;
} oracle_reports[] = {
	{"goals", NULL},         {"agenda", NULL}, {"who", NULL},    {"brief", NULL},    {"brief", "@ann"}, {"brief", "@bob"}, {"brief", "2026-11-27"},
	{"event", "2026-09-24"}, {"board", NULL},  {"ledger", NULL}, {"ledger", "@ann"}, {"network", NULL}, {"review", NULL},
};

#define ORACLE_REPORTS (sizeof(oracle_reports) / sizeof(oracle_reports[0]))

/* Gives the i-th statement's text. A name must begin with a word, so that no hostile text happens to name somebody. */
typedef struct ng_str oracle_text(void *context, size_t number);

/* The records of both, read once; NULL where a line of theirs is wrong. */
static inline const struct ng_record *
oracle_records(void)
{
	static struct ng_record records[ORACLE_STREAM + ORACLE_FOUND];
	static bool good;

	for (size_t i = 0; i < ORACLE_STREAM + ORACLE_FOUND && !good; i++)
		if (!oracle_record(i < ORACLE_STREAM ? oracle_stream[i] : oracle_found[i - ORACLE_STREAM].line, &records[i]))
			return NULL;
	good = true;
	return records;
}

/* The vault with these texts, settled. Fields are set one by one, since a text may hold what parts them. */
static inline struct ng_network *
oracle_vault(struct ng_arena *a, oracle_text *text, void *context)
{
	struct ng_network *net = ng_network_new(a);
	const struct ng_record *records = oracle_records();

	for (size_t i = 0; i < ORACLE_STREAM + ORACLE_FOUND && records != NULL; i++) {
		struct ng_record record = records[i];

		for (int f = 0; f < NG_FIELDS; f++)
			if (ng_str_eq(record.field[f], NG_STR("%")))
				record.field[f] = text(context, i < ORACLE_STREAM ? i : oracle_found[i - ORACLE_STREAM].of);
		ng_network_add(net, &record);
	}
	ng_network_settle(net, ng_date_of(2026, 11, 23), NG_STR(""));
	return records == NULL ? NULL : net;
}

/* The i-th report of a network; NULL in the slice where it can't be written. */
static inline struct ng_str
oracle_report(struct ng_network *net, size_t i)
{
	const struct ng_report_kind *kind = ng_report_find(ng_str_of(oracle_reports[i].report));
	struct ng_report_options options = {.goal = NG_NONE, .days = 14};
	struct ng_str why;

	if (kind == NULL || (oracle_reports[i].operand != NULL &&
	                     !ng_report_operand(kind, net, &options, ng_str_of(oracle_reports[i].operand), &why)))
		return (struct ng_str){NULL, 0};
	return ng_report_write(kind, net, &options, NG_STR("x"));
}

/* A line of a text, from 1, and where it begins. */
struct oracle_place {
	int line;
	size_t at;
};

/* How many cells the rows of a table have, and what else is to be the same in a block's lines; blocks come in order. */
static inline void
oracle_describe_lines(struct ng_buf *b, struct ng_str text, struct oracle_place *place, int from, int to, bool code)
{
	if (place->line > from)
		*place = (struct oracle_place){1, 0};
	for (; place->line <= to && place->at < text.n; place->line++) {
		size_t i = place->at, end = ng_str_line_end(text, i), pipes = 0;

		place->at = ng_str_line_next(text, end);
		if (place->line < from || (!code && text.p[i] != '|'))
			continue;
		for (size_t k = i; k < end; k++) {
			pipes += text.p[k] == '|';
			k += text.p[k] == '\\';
		}
		ng_buf_printf(b, " %zu", code ? 0 : pipes);
	}
}

/* Whether a link may stand in a report. */
static inline bool
oracle_is_link(struct ng_str url)
{
	static const char *const schemes[] = {"http", "https", "mailto", "tel"};
	size_t colon = ng_str_find(url, ':'), slash = ng_str_find(url, '/');

	/* a scheme is the same in any case (RFC 3986, 3.1) */
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (ng_str_eq_nocase(ng_str_cut(url, 0, colon), ng_str_of(schemes[i])))
			return true;
	return colon == url.n || colon > slash;
}

/*
 * The blocks of a report in the arena, each with what mustn't change. What no report may hold goes to *fault: control
 * characters, HTML but for the marks of its region, images, links to what could run.
 */
static inline struct ng_str
oracle_structure(struct ng_arena *a, struct ng_str markdown, const char **fault)
{
	cmark_node *root = cmark_parse_document(markdown.p, markdown.n, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(root);
	struct ng_buf b = {.arena = a};
	struct oracle_place place = {1, 0};
	cmark_event_type event;
	size_t html = 0;

	*fault = NULL;
	for (size_t i = 0; i < markdown.n; i++)
		if ((unsigned char)markdown.p[i] < ' ' && markdown.p[i] != '\n')
			*fault = "a control character";
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_EXIT) {
			if (type <= CMARK_NODE_LAST_BLOCK)
				ng_buf_char(&b, ')');
			continue;
		}
		html += type == CMARK_NODE_HTML_BLOCK;
		if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_IMAGE)
			*fault = "HTML or an image";
		if (type == CMARK_NODE_LINK && !oracle_is_link(ng_str_of(cmark_node_get_url(node))))
			*fault = "a link to what could run";
		if (type > CMARK_NODE_LAST_BLOCK)
			continue;
		ng_buf_printf(&b, "(%s %d", cmark_node_get_type_string(node), type == CMARK_NODE_HEADING ? cmark_node_get_heading_level(node) : 0);
		if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_CODE_BLOCK)
			oracle_describe_lines(&b, markdown, &place, cmark_node_get_start_line(node), cmark_node_get_end_line(node), type == CMARK_NODE_CODE_BLOCK);
	}
	if (html != 2)
		*fault = "not the two marks of its region";
	cmark_iter_free(iter);
	cmark_node_free(root);
	return ng_buf_str(&b);
}

#endif
