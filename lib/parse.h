/*
 * parse: a file's bytes become records. The entry to everything above records.
 *
 * Stateless per file: parse(A + B) = parse(A) + parse(B). Called by cmd/ng-parse and tests; calls: front, guard,
 * note, page, outline, statement.
 */
#ifndef NG_PARSE_H
#define NG_PARSE_H

#include "lexicon.h"
#include "str.h"

struct ng_parser;

/*
 * A parser with the words of ng-notes(5) and those of `words`, the bytes of a user's file of words (may be empty).
 * On failure NULL, with *why a static string or NULL where memory ran out; *line is the line of `words` that is
 * wrong, else 0. Free with ng_parser_free.
 */
struct ng_parser *ng_parser_new(struct ng_str words, const char **why, size_t *line);
void ng_parser_free(struct ng_parser *p);

/*
 * Parses one file. `path` is what the records' source says. *records are its records, encoded, borrowed until the
 * next call. Returns 0; or -1 where the file was not parsed: *why is a sentence for the user, *line the line or 0.
 */
int ng_parser_parse(struct ng_parser *p, struct ng_str path, struct ng_str file, struct ng_str *records,
		    const char **why, size_t *line);

#endif
