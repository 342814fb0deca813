#include "progress.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* In seconds: how long nothing is shown, and for how long what is shown stays. */
#define QUIET 1.0
#define STEADY 0.2

/* To the start of the line, and the rest of it erased (ECMA-48). */
#define ERASE "\r\033[K"

static struct {
	bool on;
	double start, last;
	size_t files, bytes;
} progress;

static volatile sig_atomic_t shown;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
on_signal(int signal)
{
	if (shown && write(STDERR_FILENO, ERASE, sizeof(ERASE) - 1) < 0)
		shown = 0; /* nothing can be done */
	raise(signal); /* as if it were not caught: SA_RESETHAND */
}

static void
catch(int signal)
{
	struct sigaction old, action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	action.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&action.sa_mask);
	if (sigaction(signal, NULL, &old) == 0 && old.sa_handler == SIG_DFL)
		sigaction(signal, &action, NULL);
}

void
ng_progress_start(void)
{
	progress.on = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
	if (!progress.on)
		return;
	progress.start = now();
	catch(SIGINT);
	catch(SIGTERM);
}

void
ng_progress_add(size_t bytes)
{
	double t;

	if (!progress.on)
		return;
	progress.files++;
	progress.bytes += bytes;
	t = now();
	if (t - progress.start < QUIET || t - progress.last < STEADY)
		return;
	progress.last = t;
	shown = 1;
	fprintf(stderr, ERASE "%zu files, %.1f MB, %.1f MB/s", progress.files, (double)progress.bytes / 1e6,
		(double)progress.bytes / 1e6 / (t - progress.start));
	fflush(stderr);
}

void
ng_progress_hide(void)
{
	if (!shown)
		return;
	fputs(ERASE, stderr);
	fflush(stderr);
	shown = 0;
}
