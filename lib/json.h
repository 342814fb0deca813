/*
 * json: a record as a JSON object. The one room that includes jansson.h.
 *
 * Called by export; calls: record, arena, str.
 */
#ifndef NG_JSON_H
#define NG_JSON_H

#include "record.h"

/*
 * Adds the record as one line, with its line end: the same keys in each, those of the fields, with `file` and `line`
 * for the source. Lists are arrays, the score and the line numbers; what is empty, or isn't of its type, is null. The
 * record is UTF-8 without NUL. Only inside ng_arena_run of the buffer's arena.
 */
void ng_json_record(const struct ng_record *r, struct ng_buf *out);

#endif
