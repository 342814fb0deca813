#include "guard.h"

/*
 * An upper bound of how many containers a line keeps open and opens: a kept block quote takes a `>`, a kept
 * list item two columns at least, a new item its marker.
 */
static size_t
nesting(struct ng_str line, size_t before)
{
	size_t columns = 0, quotes = 0, items = 0, kept, i = 0;

	for (; i < line.n; i++) {
		char c = line.p[i];

		if (c == ' ' || c == '\t')
			columns += c == '\t' ? 4 : 1;
		else if (c == '>')
			quotes++;
		else if (c == '-' || c == '+' || c == '*' || c == ')' || c == '.')
			items++;
		else if (!ng_is_digit(c))
			break;
	}
	if (i == line.n && quotes == 0 && items == 0)
		return before; /* a blank line closes no item */
	kept = columns / 2 + quotes;
	return (kept < before ? kept : before) + quotes + items;
}

/* The chunks that are looked at more closely: below this, what is quadratic stays cheap. */
#define LARGE_CHUNK 4096
/* Steps of libcmark's inner loops for one note: about a second. */
#define WORK_LIMIT 100000000.0

/* libcmark 0.30.2 walks all open image brackets for each link, and to the chunk's end for each open comment. */
static double
work(struct ng_str chunk)
{
	double images = 0, brackets = 0, comments = 0;

	for (size_t i = 0; i + 1 < chunk.n; i++) {
		if (chunk.p[i] == '!' && chunk.p[i + 1] == '[')
			images++;
		else if (chunk.p[i] == ']')
			brackets++;
		else if (chunk.p[i] == '<' && (chunk.p[i + 1] == '!' || chunk.p[i + 1] == '?'))
			comments++;
	}
	return images * brackets + comments * (double)chunk.n / 16;
}

enum ng_guard
ng_guard_check(struct ng_str body, size_t *line)
{
	size_t depth = 0, chunk = 0, end;
	double sum = 0;

	*line = 1;
	for (size_t i = 0; i < body.n; i = ng_str_line_next(body, end), ++*line) {
		struct ng_str s;

		end = ng_str_line_end(body, i);
		s = ng_str_cut(body, i, end);
		/* a thematic break is no nest of items, so a line alone may look deep */
		depth = nesting(s, depth);
		if (depth > NG_GUARD_MAX_NESTING)
			return NG_GUARD_NESTING;
		if (ng_str_trim(s).n == 0 || end >= body.n || ng_str_line_next(body, end) >= body.n) {
			if (end - chunk > LARGE_CHUNK)
				sum += work(ng_str_cut(body, chunk, end));
			if (sum > WORK_LIMIT)
				return NG_GUARD_WORK;
			chunk = end;
		}
	}
	return NG_GUARD_OK;
}
