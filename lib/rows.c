#include "rows.h"

#include <csv.h>
#include <errno.h>

/* The lines that are looked at for the separator. */
#define FIRST_LINES 10
/* Bytes by which a cell grows. */
#define BLOCK ((size_t)1 << 16)
/* A row is not longer, in bytes: a quote that isn't closed in them never is. */
#define ROW_LIMIT (4u << 20)
/* So many quotes that are never closed, and the file is no table. */
#define MOST_FAULTS 100

struct reader {
	struct ng_arena *a;
	const struct ng_rows_sink *sink;
	struct csv_parser *parser;
	unsigned char separator;
	size_t line; /* where the row begins */
	bool in_row;
	struct ng_str *cells;
	size_t n, cap;
};

static unsigned char
separator_of(struct ng_str text)
{
	static const char marks[] = {',', ';', '\t'};
	size_t most[3] = {0}, end;
	int best = 0;

	for (size_t i = 0, line = 0; i < text.n && line < FIRST_LINES; i = ng_str_line_next(text, end), line++) {
		size_t count[3] = {0};
		bool quoted = false;

		end = ng_str_line_end(text, i);
		for (size_t k = i; k < end; k++) {
			quoted = quoted != (text.p[k] == '"');
			for (int m = 0; m < 3; m++)
				count[m] += !quoted && text.p[k] == marks[m];
		}
		for (int m = 0; m < 3; m++)
			most[m] = count[m] > most[m] ? count[m] : most[m];
	}
	for (int m = 1; m < 3; m++)
		best = most[m] > most[best] ? m : best;
	return (unsigned char)marks[best];
}

static void
on_cell(void *bytes, size_t n, void *context)
{
	struct reader *r = context;

	r->cells = ng_arena_more(r->a, r->cells, r->n, &r->cap, sizeof(*r->cells));
	r->cells[r->n++] = ng_str_dup(r->a, (struct ng_str){bytes, n});
}

static void
on_row(int end, void *context)
{
	struct reader *r = context;

	(void)end;
	r->sink->row(r->sink->context, r->line, r->cells, r->n);
	r->n = 0;
	r->in_row = false;
}

static void
release(void *parser)
{
	csv_free(parser);
}

/* A parser at the start of a row; `quotes`: they enclose cells. */
static void
start(struct reader *r, bool quotes)
{
	csv_free(r->parser);
	if (csv_init(r->parser, 0) != 0)
		ng_arena_fail(r->a, ENOMEM);
	csv_set_delim(r->parser, r->separator);
	csv_set_blk_size(r->parser, BLOCK); /* or a long cell is copied for every 128 bytes */
	if (!quotes)
		csv_set_quote(r->parser, '\0'); /* the text has no NUL */
	r->n = 0;
	r->in_row = false;
}

/* Feeds a line with a line end of ours. Afterwards it has ended a row, unless it is empty or a quote is open. */
static void
feed(struct reader *r, struct ng_str s, size_t line)
{
	if (!r->in_row) {
		r->line = line;
		r->in_row = ng_str_trim(s).n > 0;
	}
	if (csv_parse(r->parser, s.p, s.n, on_cell, on_row, r) != s.n ||
	    csv_parse(r->parser, "\n", 1, on_cell, on_row, r) != 1)
		ng_arena_fail(r->a, ENOMEM);
}

void
ng_rows_read(struct ng_arena *a, struct ng_str text, const struct ng_rows_sink *sink)
{
	struct reader r = {.a = a, .sink = sink, .separator = separator_of(text)};
	size_t at = 0, line = 1, row = 0, end, faults = 0;

	r.parser = ng_arena_alloc(a, sizeof(*r.parser));
	ng_arena_own(a, release, r.parser);
	start(&r, true);
	while (at < text.n) {
		if (!r.in_row)
			row = at;
		end = ng_str_line_end(text, at);
		feed(&r, ng_str_cut(text, at, end), line++);
		at = ng_str_line_next(text, end);
		if (!r.in_row || (at < text.n && at - row <= ROW_LIMIT))
			continue;
		/* back to the line whose quote is open */
		sink->fault(sink->context, r.line, "a quote is opened here and never closed");
		if (++faults == MOST_FAULTS) {
			sink->fault(sink->context, r.line, "too many of these: the rest is left out");
			return;
		}
		line = r.line;
		end = ng_str_line_end(text, row);
		start(&r, false);
		feed(&r, ng_str_cut(text, row, end), line++);
		at = ng_str_line_next(text, end);
		start(&r, true);
	}
}
