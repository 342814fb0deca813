/*
 * front: what stands above a note: YAML front matter or Logseq's leading properties, as keys and values.
 * The one room that includes yaml.h.
 *
 * Called by parse, region, page and statement; calls: front_quick, text, str.
 */
#ifndef NG_FRONT_H
#define NG_FRONT_H

#include <stdbool.h>

#include "str.h"

/* One value: a list gives several entries of one key, a nested key is "a.b". Empty values give none. */
struct ng_entry {
	struct ng_str key, value; /* as typed, in the arena or the file */
	size_t line;              /* of the value, from 1 */
};

struct ng_front {
	struct ng_entry *v;
	size_t n;
	struct ng_str raw; /* its bytes, for whoever looks for a template's marks */
	size_t body;       /* where the note's body begins in the file */
	size_t body_line;  /* that line's number */
	const char *fault; /* what is wrong where YAML is broken, or NULL; static */
	size_t fault_line;
};

/*
 * Reads what stands above the note in `file` (UTF-8, no NUL). Values that begin with `@`, `#x` or `[[` are taken as
 * typed. Where YAML is broken, plain "key: value" lines are read. The arena owns all.
 * Returns 0, or -1 with errno ENOMEM where libyaml has no memory.
 */
int ng_front_read(struct ng_arena *a, struct ng_str file, struct ng_front *front);

/* The same without the quick way for the plainest form: what that is tested against. */
int ng_front_read_whole(struct ng_arena *a, struct ng_str file, struct ng_front *front);

/* The first value of a key in any case, or the empty slice. */
struct ng_str ng_front_get(const struct ng_front *front, struct ng_str key);

#endif
