/*
 * vault: the notes that paths name, each read and parsed by one of several threads, told in the order of the paths.
 *
 * Directories are walked by the caller's thread, files are read where they are parsed. Called by cmd/ng-parse; calls:
 * workers, input, parse.
 */
#ifndef NG_VAULT_H
#define NG_VAULT_H

#include <stdbool.h>
#include <stdio.h>

#include "parse.h"

/* What became of one path; all borrowed. */
struct ng_vault_note {
	const char *path;
	size_t size;           /* of the file, in bytes */
	struct ng_str records; /* encoded */
	const char *why;       /* why it was not read or not parsed, or NULL */
	size_t line;           /* the line of that, or 0 */
};

/* Called for each file and each fault, one at a time and in order, but in any thread. */
typedef void ng_vault_tell(void *context, const struct ng_vault_note *note);

struct ng_vault;

/*
 * A vault whose notes are parsed as `parser` does (borrowed, and not used itself), by at most `threads` threads. What
 * one of the globs `exclude` matches is left out. NULL where there's no memory. Free with ng_vault_end.
 */
struct ng_vault *ng_vault_new(const struct ng_parser *parser, size_t threads, const char *const *exclude, size_t excludes,
			      ng_vault_tell *tell, void *context);

/* Takes in what a path names, or each path of a NUL-separated list, as input.h has it. 0, or -1 for want of memory. */
int ng_vault_path(struct ng_vault *v, const char *path);
int ng_vault_list(struct ng_vault *v, FILE *list);

/* Waits until all is told, and frees the vault. 0, or -1 where memory ran out. */
int ng_vault_end(struct ng_vault *v);

#endif
