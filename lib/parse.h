/*
 * parse: a file's bytes become records. The entry to everything above records.
 *
 * Stateless per file: parse(A + B) = parse(A) + parse(B). Called by cmd/ng-parse and tests; calls: front, guard,
 * note, page, outline, statement.
 */
#ifndef NG_PARSE_H
#define NG_PARSE_H

#include "front.h"
#include "outline.h"

struct ng_parser;

/* A file on the way to its records; all borrowed. */
struct ng_parsed {
	const struct ng_line_tools *tools; /* the arena of the file among them */
	struct ng_str file;                /* its bytes, repaired */
	const struct ng_front *front;
	const struct ng_note *note;
	const struct ng_page *page;
	const struct ng_outline *outline;
};

/* Called for a file that was parsed. Who fails must do so in the arena of parsed->tools: then the file is not parsed. */
typedef void ng_parser_look(void *context, const struct ng_parsed *parsed);

/*
 * A parser with the words of ng-notes(5) and those of `words`, the bytes of a user's file of words (may be empty).
 * On failure NULL, with *why a static string or NULL where memory ran out; *line is the line of `words` that is
 * wrong, else 0. Free with ng_parser_free.
 */
struct ng_parser *ng_parser_new(struct ng_str words, const char **why, size_t *line);
void ng_parser_free(struct ng_parser *p);

/* From now on each file is shown to `look` before its records are told: for whoever must see more than records. */
void ng_parser_show(struct ng_parser *p, ng_parser_look *look, void *context);

/*
 * Parses one file. `path` is what the records' source says. *records are its records, encoded, borrowed until the
 * next call. Returns 0; or -1 where the file was not parsed: *why is a sentence for the user, *line the line or 0,
 * and errno ENOMEM where memory ran out.
 */
int ng_parser_parse(struct ng_parser *p, struct ng_str path, struct ng_str file, struct ng_str *records,
		    const char **why, size_t *line);

#endif
