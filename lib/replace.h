/*
 * replace: a file whose bytes are replaced all at once, as git does it: whoever reads sees the old or the new.
 *
 * Called by ng-report and ng-log; calls: input for its limit, str, arena.
 */
#ifndef NG_REPLACE_H
#define NG_REPLACE_H

#include <sys/stat.h>

#include "str.h"

/* A file as it was read; all that it holds is the arena's. */
struct ng_replace {
	struct ng_str bytes; /* the arena's */
	char *path;          /* as given, or where a symbolic link leads */
	const char *name;    /* the last part of that */
	int folder;          /* it stands here: a descriptor, or -1; the arena's too */
	struct stat stat;    /* as it was then */
	bool missing;        /* there is none yet */
	bool busy;           /* it failed because somebody else is at work: later it may succeed */
	char why[1024];      /* what failed, for the user, behind the file's name */
};

/*
 * Reads a file whole; a symbolic link is followed. Returns 0, or -1 with file->why: it is missing, is no regular
 * file, is larger than NG_INPUT_LIMIT, may not be written. Only inside ng_arena_run.
 */
int ng_replace_read(struct ng_arena *a, const char *path, struct ng_replace *file);

/*
 * The same, but a file that is missing is one without bytes, which ng_replace_write makes; where its folder is
 * missing, that is made at once, if the folder above is there.
 */
int ng_replace_read_or_new(struct ng_arena *a, const char *path, struct ng_replace *file);

/*
 * Puts `bytes` in the file's place: into PATH.lock, made anew, with the mode and where permitted the owner of
 * the file, synced, then renamed over the file, if that is still as it was read. SIGINT, SIGTERM and SIGHUP wait
 * until it's done. Returns 0, or -1 with file->why; the file is then as before and there's no lock of ours,
 * unless the last step failed: then the new bytes are there, but may not survive a power cut. Calls no allocator
 * but malloc.
 */
int ng_replace_write(struct ng_replace *file, struct ng_str bytes);

/*
 * The folder that this will write in: where the file stands, or a symbolic link leads; where that folder is missing,
 * the one above, in which it is made. The caller's; NULL with errno where there is neither.
 */
char *ng_replace_folder(const char *path);

#endif
