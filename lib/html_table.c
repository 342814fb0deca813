/* GFM tables (specification 0.29, 4.10), which libcmark doesn't know. */
#include "html.h"

bool
ng_html_next_cell(struct ng_str *rest, struct ng_str *cell)
{
	size_t i = 0;

	if (rest->n == 0)
		return false;
	/* a backslash takes the next character with it: behind two of them a bar parts cells, in code spans too */
	while (i < rest->n && rest->p[i] != '|')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	*cell = ng_str_trim(ng_str_cut(*rest, 0, i));
	*rest = ng_str_cut(*rest, i + 1, rest->n);
	return true;
}

struct ng_str
ng_html_row_at(struct ng_str s, size_t i)
{
	struct ng_str line = ng_str_trim(ng_str_cut(s, i, ng_str_line_end(s, i)));

	if (i >= s.n || s.p[i] != '|')
		return (struct ng_str){NULL, 0};
	return ng_str_cut(line, 1, line.n);
}

static size_t
count_cells(struct ng_str row)
{
	struct ng_str cell;
	size_t n = 0;

	while (ng_html_next_cell(&row, &cell))
		n++;
	return n;
}

/* `---`, `:--`, `--:`, `:-:`: the class of the column's cells, or NULL where the cell delimits nothing. */
static const char *
alignment(struct ng_str cell)
{
	bool left = cell.n > 0 && cell.p[0] == ':', right = cell.n > 1 && cell.p[cell.n - 1] == ':';
	struct ng_str dashes = ng_str_cut(cell, left, cell.n - right);

	if (dashes.n == 0)
		return NULL;
	for (size_t i = 0; i < dashes.n; i++)
		if (dashes.p[i] != '-')
			return NULL;
	return right ? left ? " class=\"center\"" : " class=\"right\"" : "";
}

size_t
ng_html_table_at(struct ng_str s, size_t i)
{
	size_t start = i, next = ng_str_line_next(s, ng_str_line_end(s, i));
	struct ng_str head = ng_html_row_at(s, i), delimiters = ng_html_row_at(s, next), cell;

	if (head.n == 0 || count_cells(head) != count_cells(delimiters))
		return 0;
	while (ng_html_next_cell(&delimiters, &cell))
		if (alignment(cell) == NULL)
			return 0;
	while (ng_html_row_at(s, i).n > 0)
		i = ng_str_line_next(s, ng_str_line_end(s, i));
	return i - start;
}

/* A cell as the Markdown that it holds: a bar's backslash goes, in code spans too. */
static struct ng_str
unescaped(struct ng_arena *a, struct ng_str cell)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i] != '\\' || i + 1 == cell.n || cell.p[i + 1] != '|')
			ng_buf_char(&b, cell.p[i]);
	return ng_buf_str(&b);
}

void
ng_html_cell(struct ng_buf *out, struct ng_str cell)
{
	ng_html_inline(out, unescaped(out->arena, cell));
}

/* As many cells as there are columns: missing ones are empty, others go. */
static void
add_row(struct ng_buf *out, struct ng_str row, struct ng_str delimiters, bool head)
{
	struct ng_str cell, column;

	ng_buf_add(out, NG_STR("<tr>"));
	while (ng_html_next_cell(&delimiters, &column)) {
		if (!ng_html_next_cell(&row, &cell))
			cell.n = 0;
		/* a header without text would name its column for nobody */
		ng_buf_printf(out, head && cell.n > 0 ? "<th scope=\"col\"%s>" : "<td%s>", alignment(column));
		ng_html_cell(out, cell);
		ng_buf_add(out, head && cell.n > 0 ? NG_STR("</th>") : NG_STR("</td>"));
	}
	ng_buf_add(out, NG_STR("</tr>\n"));
}

void
ng_html_table(struct ng_buf *out, struct ng_str table, size_t number)
{
	size_t i = ng_str_line_next(table, ng_str_line_end(table, 0));
	struct ng_str delimiters = ng_html_row_at(table, i);
	bool rows = false;

	ng_buf_printf(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table %zu\">\n<table>\n<thead>\n", number);
	add_row(out, ng_html_row_at(table, 0), delimiters, true);
	ng_buf_add(out, NG_STR("</thead>\n"));
	while ((i = ng_str_line_next(table, ng_str_line_end(table, i))) < table.n) {
		ng_buf_add(out, rows ? NG_STR("") : NG_STR("<tbody>\n"));
		add_row(out, ng_html_row_at(table, i), delimiters, false);
		rows = true;
	}
	ng_buf_add(out, rows ? NG_STR("</tbody>\n</table>\n</div>\n") : NG_STR("</table>\n</div>\n"));
}
