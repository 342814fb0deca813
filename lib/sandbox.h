/*
 * sandbox: what a process gives up for good once its inputs are known, so that a hostile note can't use it.
 *
 * Whoever entered it has no network, runs no program, and opens only what it named. Linux: Landlock knows the paths,
 * a seccomp filter the system calls; OpenBSD: unveil and pledge. Best effort: what the system doesn't have is left
 * out. Called by cmd/; calls nothing.
 */
#ifndef NG_SANDBOX_H
#define NG_SANDBOX_H

#include <stddef.h>

/* What stays permitted. With nothing named no file is opened at all. Begins as {0}. */
struct ng_sandbox {
	struct ng_sandbox_path *paths;
	size_t n, cap;
};

/* Files that may be read: one, or all below a folder; NULL: all. Returns 0, or -1 with ENOMEM. */
int ng_sandbox_read(struct ng_sandbox *s, const char *path);

/* Files that may be read, made, replaced and removed: all below a folder. Returns 0, or -1 with ENOMEM. */
int ng_sandbox_write(struct ng_sandbox *s, const char *folder);

/* What is in force: on paths that are written, on paths that are read or run, on system calls. */
enum { NG_SANDBOX_WRITES = 1, NG_SANDBOX_READS = 2, NG_SANDBOX_CALLS = 4 };

/*
 * Enters it, for this process and the threads that it starts afterwards, and frees `s`. What is forbidden fails, it
 * doesn't kill: EPERM from the filter of system calls, EACCES from Landlock, so that a tool can still say what it
 * couldn't do. Calls that came with Linux 5.1 and later don't seem to be there (ENOSYS): of clone3 and openat2 a filter
 * can't see what is asked for, and a C library takes their forerunners instead. What stands open stays usable; names
 * and sizes of files stay visible. A path that isn't there is none that may be read.
 *
 * Returns what is in force, 0 where the system has nothing of the kind; or -1 with errno where it ran out of memory or
 * descriptors.
 *
 * A sanitizer's runtime clones the process, traces it, reads /proc and runs a symbolizer to say what it found: where
 * the compiler says that there's one, NG_SANDBOX_WRITES alone is in force. An instrumented program that
 * writes counts when it ends has NG_SANDBOX_COUNTS defined as their folder: "/src/build/coverage".
 */
int ng_sandbox_enter(struct ng_sandbox *s);

#endif
