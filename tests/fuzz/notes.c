/*
 * Notes: the quick way reads what libcmark alone reads, every line is a record that comes back as it was, and no file
 * changes what is read of another.
 */
#include "fuzz.h"
#include "parse.h"

#include "../oracle/lines.h"
#include "../oracle/notes.h"

static struct ng_parser *first, *second;

struct read {
	struct ng_str records; /* copied */
	int status;
};

static struct ng_parser *
new_parser(void)
{
	const char *why;
	size_t line;
	struct ng_parser *p = ng_parser_new(NOTHING, &why, &line);

	if (p == NULL)
		abort();
	return p;
}

static struct read
read_note(struct ng_parser *p, struct ng_str path, struct ng_str note)
{
	struct ng_str records;
	const char *why;
	size_t line;
	int status = ng_parser_parse(p, path, note, &records, &why, &line);

	CHECK(status == 0 || (why != NULL && line <= oracle_lines(note)), "no reason for what isn't parsed", note, NOTHING);
	return (struct read){ng_str_dup(arena, records), status};
}

static void
check_quick(void *context, const struct ng_parsed *parsed)
{
	struct ng_str body = ng_str_cut(parsed->file, parsed->front->body, parsed->file.n);
	struct ng_note whole;

	(void)context;
	ng_note_parse_whole(arena, body, parsed->front->body_line, &whole);
	CHECK(oracle_same_note(parsed->note, &whole), "the quick way reads something else", oracle_show_note(arena, parsed->note),
	      oracle_show_note(arena, &whole));
}

static void
check_lines(struct ng_str path, struct ng_str note, struct ng_str records)
{
	size_t lines = oracle_lines(note);
	struct ng_str line;

	while (oracle_next(&records, &line)) {
		const char *fault = oracle_line_fault(arena, line, path, lines);

		CHECK(fault == NULL, fault, line, note);
	}
}

static void
fuzz_one(struct ng_str input)
{
	static const char *const paths[] = {"note.md", "2026-03-04.md", "People/Ines Maes.md", "@ines.md"};
	struct ng_str path = ng_str_of(paths[fuzz_choice(&input, 4)]), a = fuzz_part(&input, NG_STR("\f\f")), b = input;
	struct read ra, rb, again;

	if (first == NULL) {
		first = new_parser();
		second = new_parser();
		ng_parser_show(first, check_quick, NULL);
	}
	ra = read_note(first, path, a);
	check_lines(path, a, ra.records);
	if (b.n == 0)
		return;
	rb = read_note(first, NG_STR("b.md"), b);
	check_lines(NG_STR("b.md"), b, rb.records);
	/* the other way round */
	again = read_note(second, NG_STR("b.md"), b);
	CHECK(again.status == rb.status && ng_str_eq(again.records, rb.records), "the file before it matters", rb.records, again.records);
	again = read_note(second, path, a);
	CHECK(again.status == ra.status && ng_str_eq(again.records, ra.records), "the file before it matters", ra.records, again.records);
}
