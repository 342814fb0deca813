/* lines: what holds of every line that ng-parse writes, for the unit tests and the fuzz targets. */
#ifndef NG_ORACLE_LINES_H
#define NG_ORACLE_LINES_H

#include <string.h>

#include "record.h"

/* Sets the fields of a record from "kind key=value|key=value"; keys are the fields' names. Borrows from `line`. */
static inline bool
oracle_record(const char *line, struct ng_record *r)
{
	struct ng_str rest = ng_str_of(line), part;
	size_t space = ng_str_find(rest, ' ');

	memset(r, 0, sizeof(*r));
	r->field[NG_FIELD_KIND] = ng_str_cut(rest, 0, space);
	rest = ng_str_cut(rest, space + 1, rest.n);
	while (rest.n > 0) {
		size_t bar = ng_str_find(rest, '|'), equals;
		bool known = false;

		part = ng_str_cut(rest, 0, bar);
		rest = ng_str_cut(rest, bar + 1, rest.n);
		equals = ng_str_find(part, '=');
		for (int f = 0; f < NG_FIELDS; f++)
			if (ng_str_eq(ng_str_cut(part, 0, equals), ng_str_of(ng_field_name((enum ng_field)f)))) {
				r->field[f] = ng_str_cut(part, equals + 1, part.n);
				known = true;
			}
		if (!known)
			return false;
	}
	return true;
}

/* How many lines a file has; an empty one's page has its line 1. */
static inline size_t
oracle_lines(struct ng_str file)
{
	size_t lines = 0;

	for (size_t i = 0; i < file.n; i = ng_str_line_next(file, ng_str_line_end(file, i)))
		lines++;
	return lines == 0 ? 1 : lines;
}

/* Takes the next line of `*records`, without its line end; false at their end. */
static inline bool
oracle_next(struct ng_str *records, struct ng_str *line)
{
	size_t end = ng_str_find(*records, '\n');

	*line = ng_str_cut(*records, 0, end);
	*records = ng_str_cut(*records, end + 1, records->n);
	return line->n > 0 || records->n > 0;
}

/* "path:N" with N a line of a file that has so many. */
static inline bool
oracle_is_source(struct ng_str source, struct ng_str path, size_t lines)
{
	size_t number = 0;

	if (!ng_str_starts(source, path) || source.n <= path.n + 1 || source.p[path.n] != ':')
		return false;
	for (size_t i = path.n + 1; i < source.n; i++) {
		if (!ng_is_digit(source.p[i]) || number > lines)
			return false;
		number = number * 10 + (size_t)(source.p[i] - '0');
	}
	return number >= 1 && number <= lines;
}

/*
 * What is wrong with a line of records, or NULL: it has thirteen fields and no control character, its kind is known,
 * its source is a line of the file, decoded and encoded again it is the same bytes. Only inside ng_arena_run.
 */
static inline const char *
oracle_line_fault(struct ng_arena *a, struct ng_str line, struct ng_str path, size_t lines)
{
	struct ng_str copy = ng_str_dup(a, line);
	struct ng_buf again = {.arena = a};
	struct ng_record r;
	size_t tabs = 0;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		tabs += c == '\t';
		/* the second row of control characters is UTF-8 */
		if ((c < ' ' && c != '\t') || c == 0x7F ||
		    (c == 0xC2 && i + 1 < line.n && (unsigned char)line.p[i + 1] < 0xA0))
			return "a control character";
	}
	if (tabs != NG_FIELDS - 1)
		return "not thirteen fields";
	if (ng_record_decode((char *)copy.p, copy.n, &r) < 0)
		return "no record";
	if (ng_record_kind(&r) == NG_KIND_UNKNOWN)
		return "a kind that isn't known";
	if (!oracle_is_source(r.field[NG_FIELD_SOURCE], path, lines))
		return "a source that is no line of the file";
	ng_record_encode(&r, &again);
	if (again.n != line.n + 1 || memcmp(again.p, line.p, line.n) != 0)
		return "it isn't the same when decoded and encoded again";
	return NULL;
}

#endif
