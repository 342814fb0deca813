/*
 * progress: a line on the terminal that shows that long work goes on: files, megabytes, and how many a second.
 *
 * Shown on standard error after the first second, only where that is a terminal and standard output is none; erased
 * at the end, and where an interrupt ends the program. The clock is read here and not in lib/, which must not know the
 * time. Called by cmd/ng-parse; calls: nothing.
 */
#ifndef NG_PROGRESS_H
#define NG_PROGRESS_H

#include <stddef.h>

/* Begins to count. */
void ng_progress_start(void);

/* Counts a file of so many bytes, and shows the line anew where it's time to. */
void ng_progress_add(size_t bytes);

/* Erases the line: before a diagnostic, and at the end. */
void ng_progress_hide(void);

#endif
