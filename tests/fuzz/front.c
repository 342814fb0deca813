/* Front matter: what is read of it lies in it, whatever line ends it has, and its file gives proper records. */
#include "front.h"
#include "fuzz.h"
#include "parse.h"
#include "text.h"

#include "../oracle/lines.h"

static struct ng_parser *parser;

static void
check_records(struct ng_str file)
{
	struct ng_str records, line, path = NG_STR("People/Ines Maes.md");
	const char *why;
	size_t number;

	if (parser == NULL)
		parser = ng_parser_new(NOTHING, &why, &number);
	if (parser == NULL)
		abort();
	ng_parser_parse(parser, path, file, &records, &why, &number);
	while (oracle_next(&records, &line)) {
		const char *fault = oracle_line_fault(arena, line, path, oracle_lines(file));

		CHECK(fault == NULL, fault, line, file);
	}
}

/* The same file with other line ends says the same. */
static void
check_line_ends(struct ng_str file, const struct ng_front *front)
{
	struct ng_buf b = {.arena = arena};
	struct ng_front other;
	size_t end;

	for (size_t i = 0; i < file.n; i = ng_str_line_next(file, end)) {
		end = ng_str_line_end(file, i);
		ng_buf_add(&b, ng_str_cut(file, i, end));
		if (end < file.n)
			ng_buf_add(&b, NG_STR("\r\n"));
	}
	CHECK(ng_front_read(arena, ng_buf_str(&b), &other) == 0, "it is not read with CRLF", file, NOTHING);
	CHECK(other.n == front->n && other.body_line == front->body_line, "CRLF makes a difference", file, NOTHING);
	for (size_t i = 0; i < front->n; i++)
		CHECK(ng_str_eq(other.v[i].key, front->v[i].key) && ng_str_eq(other.v[i].value, front->v[i].value) &&
		          other.v[i].line == front->v[i].line,
		      "CRLF makes a difference to a value", front->v[i].value, other.v[i].value);
}

static void
fuzz_one(struct ng_str input)
{
	struct ng_str file = ng_text_repair(arena, input), before;
	struct ng_front front;
	size_t lines = 1;

	CHECK(ng_front_read(arena, file, &front) == 0, "it is not read", file, NOTHING);
	CHECK(front.body <= file.n, "the body begins behind the file", file, NOTHING);
	before = ng_str_cut(file, 0, front.body);
	for (size_t i = 0; i < before.n; i = ng_str_line_next(before, ng_str_line_end(before, i)))
		lines += ng_str_line_end(before, i) < before.n;
	/* behind a last line that isn't ended there is none */
	CHECK(front.body_line == lines || (front.body == file.n && front.body_line == lines + 1), "the body's line is another one", file, NOTHING);
	CHECK(front.raw.n <= file.n, "its bytes are more than the file", file, front.raw);
	for (size_t i = 0; i < front.n; i++) {
		CHECK(front.v[i].key.n > 0 && front.v[i].value.n > 0, "an empty key or value", front.v[i].key, front.v[i].value);
		CHECK(front.v[i].line >= 1 && front.v[i].line <= lines, "a line behind the front matter", front.v[i].key, file);
	}
	CHECK(front.fault == NULL || (front.fault_line >= 1 && front.fault_line <= lines), "a fault behind the front matter", file, NOTHING);
	check_line_ends(file, &front);
	check_records(input);
}
