/*
 * region: the parts of a Markdown file that reports write, between <!-- ng: agenda --> and <!-- /ng -->.
 *
 * Bytes in, bytes out. A region is what ng-parse leaves out, for both read the file through note. Where a mark
 * stands so that text of the user's could be lost, the whole file is refused. Called by ng-report; calls: front,
 * guard, note, text, str, arena.
 */
#ifndef NG_REGION_H
#define NG_REGION_H

#include <stdbool.h>

#include "str.h"

/*
 * Gives the body of the region whose opening mark stands in `line` of the file (from 1), its lines ended by LF.
 * `arguments` is what stands behind "ng:", trimmed. False: the region stays as it is.
 */
typedef bool ng_region_body(void *context, size_t line, struct ng_str arguments, struct ng_str *body);

/* What became of a file. */
struct ng_region_result {
	struct ng_str bytes; /* the file anew, in the arena */
	size_t regions;      /* how many it has */
	const char *why;     /* why it was refused, or NULL */
	size_t line;         /* the line of that */
};

/*
 * Asks `body` for each region of `file`, in their order, and puts what it gives between the marks, with an empty line
 * at both ends and the line ends of the opening mark. All other bytes stay. A file is refused before `body` is asked,
 * but where what it gave would not be found again. Only inside ng_arena_run.
 */
void ng_region_rewrite(struct ng_arena *a, struct ng_str file, ng_region_body *body, void *context,
                       struct ng_region_result *result);

/*
 * The words of a mark: separated by white space; one that begins with " or ' goes to the next one of these, without
 * them. Each has a NUL behind it; `*words` and they are the arena's. False where such a quote isn't followed by white
 * space, or a byte is NUL.
 */
bool ng_region_words(struct ng_arena *a, struct ng_str arguments, struct ng_str **words, size_t *n);

#endif
