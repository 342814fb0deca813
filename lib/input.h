/*
 * input: the user's files: which they are, and their bytes.
 *
 * Walks directories, reads whole files, never waits for a FIFO that it found by itself. Calls: arena, str.
 */
#ifndef NG_INPUT_H
#define NG_INPUT_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "str.h"

/* The largest file that is read, in bytes. */
#define NG_INPUT_LIMIT ((size_t)256 << 20)

/* What became of one path. */
enum ng_input_event {
	NG_INPUT_FILE,  /* `bytes` are its bytes, borrowed until the callback returns */
	NG_INPUT_ERROR, /* it was not read: `why` says why */
	NG_INPUT_LINK,  /* a symbolic link that would be read: ng_input_links */
};

/*
 * Called for each file and each fault; not 0 ends the walk. It may end the run of the input's arena (ng_arena_fail): then
 * the input lets go of all that it holds before that goes on.
 */
typedef int ng_input_sink(void *context, enum ng_input_event event, const char *path, struct ng_str bytes, const char *why);

struct ng_input {
	const char *const *exclude; /* globs: what matches by its path or its last name is left out */
	size_t excludes;
	ng_input_sink *sink;
	void *context;
	struct ng_arena *arena; /* whose run the sink may end, or NULL */
	int failed;             /* errno of a run that it did end, or 0 */
	char *bytes; /* the reading buffer, the input's own */
	size_t cap;
};

/*
 * Hands what `path` names to the sink: a file, all *.md and *.markdown below a directory in the byte order of their
 * paths (hidden ones and links to directories left out), or standard input for "-".
 * Returns 0, or what the sink returned.
 */
int ng_input_path(struct ng_input *in, const char *path);

/*
 * Walks as ng_input_path does, but reads nothing: hands over the symbolic links to files that it comes upon below a
 * directory. They may lead out of it, which a sandbox must know beforehand.
 */
int ng_input_links(struct ng_input *in, const char *path);

/* Hands one file to the sink, or says why it can't be read: a directory can't. */
int ng_input_file(struct ng_input *in, const char *path);

/*
 * As ng_input_path for each path of a NUL-separated list; an empty path is skipped. Reading errors go to the
 * sink as path "-".
 */
int ng_input_list(struct ng_input *in, FILE *list);

/*
 * Whether a regular file, read up to what is now its end, held more when `before` was asked of it: then bytes are missing,
 * and the user is told so.
 */
bool ng_input_shrank(int fd, const struct stat *before);
#define NG_INPUT_SHRANK "it became shorter while it was read"

/* Frees what the input holds. */
void ng_input_end(struct ng_input *in);

#endif
