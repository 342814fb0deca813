#include "guard.h"

#include <stdint.h>

/*
 * An upper bound of how many containers are open after a line: a list item is kept by two columns at least, a block
 * quote is kept or opened by a `>`, an item opened by its marker. A line without any may be a lazy continuation.
 */
static size_t
nesting(struct ng_str line, size_t before)
{
	size_t columns = 0, quotes = 0, items = 0, i = 0;

	if (line.n == 0 || ng_is_alpha(line.p[0]))
		return before; /* most of them */
	for (; i < line.n; i++) {
		char c = line.p[i];

		if (c == ' ' || c == '\t')
			columns += c == '\t' ? 4 : 1;
		else if (c == '>')
			quotes++;
		else if (c == '-' || c == '+' || c == '*' || (i > 0 && ng_is_digit(line.p[i - 1]) && (c == '.' || c == ')')))
			items += i + 1 == line.n || ng_is_space(line.p[i + 1]);
		else if (!ng_is_digit(c))
			break;
	}
	if (quotes == 0 && items == 0)
		return before;
	return (columns / 2 < before ? columns / 2 : before) + quotes + items;
}

/* What nesting() looks at of a line. */
static bool
may_be_prefix(char c)
{
	return c == ' ' || c == '\t' || c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')' || ng_is_digit(c);
}

/*
 * False where no line nests too deep for sure: a byte of what it begins with counts for two containers at most (a tab),
 * so it would have to be half as long as the limit, and of each such run one byte of every so many is seen here.
 */
static bool
may_nest(struct ng_str body)
{
	const size_t step = NG_GUARD_MAX_NESTING / 2;

	for (size_t i = step - 1; i < body.n; i += step) {
		size_t from = i, to = i;

		while (to < body.n && to - i < step && may_be_prefix(body.p[to]))
			to++;
		/* it ends before the byte that was looked at before: no such run began there */
		while (to > i && from > 0 && may_be_prefix(body.p[from - 1]))
			from--;
		if (to - from >= step)
			return true;
	}
	return false;
}

/* The chunks that are looked at more closely: below this, what is quadratic stays cheap. */
#define LARGE_CHUNK 4096
/* Steps of libcmark's inner loops for one note: about a second. */
#define WORK_LIMIT 50000000.0

/* libcmark 0.30.2 walks all open image brackets for each link, and to the chunk's end for each open comment. */
static double
work(struct ng_str chunk)
{
	double steps = 0, images = 0, comments = 0;
	uint64_t open = 0; /* the open brackets, the last one lowest; 1: an image's */

	for (size_t i = 0; i < chunk.n; i++) {
		char before = i == 0 ? '\0' : chunk.p[i - 1];

		if (chunk.p[i] == '[') {
			open = open << 1 | (before == '!');
			images += before == '!';
		} else if (chunk.p[i] == ']') {
			steps += images;
			images -= (double)(open & 1);
			open >>= 1;
		} else if (before == '<' && (chunk.p[i] == '!' || chunk.p[i] == '?')) {
			comments++;
		}
	}
	return steps + comments * (double)chunk.n / 16;
}

/* False where no chunk is that large for sure: there is an empty line in each such stretch of the body. */
static bool
may_work(struct ng_str body)
{
	while (body.n > LARGE_CHUNK) {
		size_t i = LARGE_CHUNK - 1;

		while (i > 0 && (body.p[i] != '\n' || body.p[i - 1] != '\n'))
			i--;
		if (i == 0)
			return true;
		body = ng_str_cut(body, i, body.n);
	}
	return false;
}

static bool
is_empty(struct ng_str line)
{
	return line.n == 0 || (ng_is_space(line.p[0]) && ng_str_trim(line).n == 0);
}

enum ng_guard
ng_guard_check_whole(struct ng_str body, size_t *line)
{
	size_t depth = 0, chunk = 0, end;
	bool cr = ng_str_find(body, '\r') < body.n;
	double sum = 0;

	*line = 1;
	for (size_t i = 0; i < body.n; i = ng_str_line_next(body, end), ++*line) {
		struct ng_str s;

		end = cr ? ng_str_line_end(body, i) : i + ng_str_find(ng_str_cut(body, i, body.n), '\n');
		s = ng_str_cut(body, i, end);
		/* a thematic break is no nest of items, so a line alone may look deep */
		depth = nesting(s, depth);
		if (depth > NG_GUARD_MAX_NESTING)
			return NG_GUARD_NESTING;
		if (is_empty(s) || ng_str_line_next(body, end) >= body.n) {
			if (end - chunk > LARGE_CHUNK)
				sum += work(ng_str_cut(body, chunk, end));
			if (sum > WORK_LIMIT)
				return NG_GUARD_WORK;
			chunk = end;
		}
	}
	return NG_GUARD_OK;
}

enum ng_guard
ng_guard_check(struct ng_str body, size_t *line)
{
	*line = 1;
	return may_nest(body) || may_work(body) ? ng_guard_check_whole(body, line) : NG_GUARD_OK;
}
