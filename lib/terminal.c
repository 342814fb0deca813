#include "terminal.h"

#include "html.h"
#include "text.h"

/* Columns of a table's cell that others are put below; what is longer pushes the rest of its row. */
#define CELL 60
#define CELLS 16

#define FENCE NG_STR("```")

/* A cell as it is shown. */
struct cell {
	struct ng_str text;
	size_t columns;
	bool right;
};

static size_t
columns_of(struct ng_str s)
{
	size_t columns = 0, n;

	for (size_t i = 0; i < s.n; i += n)
		columns += (size_t)ng_text_columns(ng_text_at(s, i, &n));
	return columns;
}

/* Adds HTML without tags as text. libcmark writes no other entities. */
static void
add_unescaped(struct ng_buf *out, struct ng_str html)
{
	static const char *const entities[] = {"&lt;", "&gt;", "&quot;", "&amp;"};
	size_t n;

	for (size_t i = 0; i < html.n; i += n) {
		struct ng_str rest = ng_str_cut(html, i, html.n);
		size_t k = 0;

		if (ng_text_is_hidden(ng_text_at(html, i, &n)))
			continue;
		if (rest.p[0] != '&') {
			ng_buf_add(out, ng_str_cut(rest, 0, n));
			continue;
		}
		while (k < 3 && !ng_str_starts(rest, ng_str_of(entities[k])))
			k++;
		ng_buf_char(out, "<>\"&"[k]);
		n = ng_str_of(entities[k]).n;
	}
}

/* A handle or a goal, which is code so that no forge makes a link of it. */
static bool
is_tag(struct ng_str code)
{
	return code.n > 1 && (code.p[0] == '@' || code.p[0] == '#') && ng_str_find(code, ' ') == code.n;
}

/* Adds HTML without its tags; what is to be typed keeps its quotes. */
static void
add_html(struct ng_buf *out, struct ng_str html)
{
	struct ng_buf bare = {.arena = out->arena};
	size_t quoted = 0;

	for (size_t i = 0; i < html.n; i++) {
		struct ng_str rest = ng_str_cut(html, i, html.n), code;

		if (!ng_str_starts(rest, NG_STR("<code>")))
			continue;
		code = ng_str_cut(rest, 6, 6 + ng_str_find(ng_str_cut(rest, 6, rest.n), '<'));
		ng_html_untagged(&bare, ng_str_cut(html, quoted, i), false);
		ng_buf_add(&bare, is_tag(code) ? NG_STR("") : NG_STR("`"));
		ng_buf_add(&bare, code);
		ng_buf_add(&bare, is_tag(code) ? NG_STR("") : NG_STR("`"));
		i += 6 + code.n;
		quoted = i;
	}
	ng_html_untagged(&bare, ng_str_cut(html, quoted, html.n), false);
	add_unescaped(out, ng_buf_str(&bare));
}

static void
add_inline(struct ng_buf *out, struct ng_str markdown)
{
	struct ng_buf html = {.arena = out->arena};

	ng_html_inline(&html, markdown);
	add_html(out, ng_buf_str(&html));
}

/*
 * How much of a line, which isn't blank, is a list's mark, with what stands before it: `- `, `- [ ] `, `- [x] ` or `1. `
 * in a report.
 */
static size_t
mark_length(struct ng_str line)
{
	static const char *const marks[] = {"- [ ] ", "- [x] ", "- "};
	size_t i = 0, digits = 0;
	struct ng_str rest;

	while (line.p[i] == ' ')
		i++;
	rest = ng_str_cut(line, i, line.n);
	for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++)
		if (ng_str_starts(rest, ng_str_of(marks[k])))
			return i + ng_str_of(marks[k]).n;
	while (digits < rest.n && ng_is_digit(rest.p[digits]))
		digits++;
	return digits > 0 && ng_str_starts(ng_str_cut(rest, digits, rest.n), NG_STR(". ")) ? i + digits + 2 : i;
}

static void
add_line(struct ng_buf *out, struct ng_str line)
{
	size_t level = 0, start = out->n, columns;

	while (level < line.n && line.p[level] == '#')
		level++;
	if (level == 0 || !ng_str_starts(ng_str_cut(line, level, line.n), NG_STR(" "))) {
		size_t mark = mark_length(line);

		ng_buf_add(out, ng_str_cut(line, 0, mark));
		add_inline(out, ng_str_cut(line, mark, line.n));
		ng_buf_char(out, '\n');
		return;
	}
	add_inline(out, ng_str_cut(line, level, line.n));
	columns = columns_of(ng_str_cut(ng_buf_str(out), start, out->n));
	ng_buf_char(out, '\n');
	for (; columns > 0; columns--)
		ng_buf_char(out, level < 3 ? '=' : '-');
	ng_buf_char(out, '\n');
}

static void
add_spaces(struct ng_buf *out, size_t n)
{
	for (; n > 0; n--)
		ng_buf_char(out, ' ');
}

/* Reads a row's cells; how many there are. */
static size_t
read_row(struct ng_arena *a, struct ng_str row, struct cell cells[static CELLS])
{
	struct ng_str cell;
	size_t n = 0;

	while (n < CELLS && ng_html_next_cell(&row, &cell)) {
		struct ng_buf html = {.arena = a}, text = {.arena = a};

		ng_html_cell(&html, cell);
		add_html(&text, ng_buf_str(&html));
		cells[n].text = ng_buf_str(&text);
		cells[n].columns = columns_of(cells[n].text);
		cells[n].right = cell.n > 0 && cell.p[cell.n - 1] == ':';
		n++;
	}
	return n;
}

static void
add_row(struct ng_buf *out, const struct cell *cells, size_t n, const struct cell *widths)
{
	size_t spaces = 0;

	for (size_t i = 0; i < n; i++) {
		size_t gap = widths[i].columns > cells[i].columns ? widths[i].columns - cells[i].columns : 0;

		if (cells[i].text.n > 0) {
			add_spaces(out, spaces + (widths[i].right ? gap : 0));
			ng_buf_add(out, cells[i].text);
			spaces = 0;
		} else {
			spaces += widths[i].right ? gap : 0;
		}
		spaces += (widths[i].right ? 0 : gap) + 2;
	}
	ng_buf_char(out, '\n');
}

/* The second row says which columns are flush right. */
static void
add_table(struct ng_buf *out, struct ng_str table)
{
	struct cell widths[CELLS] = {0}, cells[CELLS];
	size_t number = 0, n;

	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < table.n; i = ng_str_line_next(table, ng_str_line_end(table, i)), number++) {
			n = read_row(out->arena, ng_html_row_at(table, i), cells);
			if (pass == 1 && ng_str_line_next(table, ng_str_line_end(table, 0)) != i)
				add_row(out, cells, n, widths);
			for (size_t k = 0; pass == 0 && k < n; k++) {
				if (number == 1)
					widths[k].right = cells[k].right;
				else if (cells[k].columns > widths[k].columns)
					widths[k].columns = cells[k].columns < CELL ? cells[k].columns : CELL;
			}
		}
}

/* Behind the fenced block that begins at body[i]. */
static size_t
skip_fence(struct ng_str body, size_t i)
{
	do
		i = ng_str_line_next(body, ng_str_line_end(body, i));
	while (i < body.n && !ng_str_eq(ng_str_cut(body, i, ng_str_line_end(body, i)), FENCE));
	return ng_str_line_next(body, ng_str_line_end(body, i));
}

struct ng_str
ng_terminal_page(struct ng_arena *a, struct ng_str body)
{
	struct ng_buf out = {.arena = a};
	bool blank = false;

	for (size_t i = 0; i < body.n;) {
		struct ng_str line = ng_str_cut(body, i, ng_str_line_end(body, i));
		size_t table;

		if (ng_str_starts(line, FENCE)) {
			i = skip_fence(body, i);
			continue;
		}
		if (ng_str_trim(line).n == 0) {
			blank = out.n > 0;
			i = ng_str_line_next(body, i + line.n);
			continue;
		}
		if (blank)
			ng_buf_char(&out, '\n');
		blank = false;
		table = ng_html_table_at(body, i);
		if (table > 0)
			add_table(&out, ng_str_cut(body, i, i + table));
		else
			add_line(&out, line);
		i = table > 0 ? i + table : ng_str_line_next(body, i + line.n);
	}
	return ng_buf_str(&out);
}
