/*
 * workers: an ordered parallel map. Jobs are put in one after the other, done by several threads, and told in the order
 * in which they came, one at a time, by whichever thread has done the first that isn't told yet.
 *
 * At most NG_WORKERS_AHEAD jobs a thread are under way, and none is begun before its turn while those that wait to be told
 * hold more than NG_WORKERS_HELD bytes, so memory doesn't grow with the number of jobs. What is told never waits for the
 * next job to be put in. A thread is made only when a job finds none that is free; where the system
 * gives no more threads, those that are there do all, and with none the caller does. Called by vault; calls: nothing.
 */
#ifndef NG_WORKERS_H
#define NG_WORKERS_H

#include <stddef.h>

#define NG_WORKERS_AHEAD 32
#define NG_WORKERS_HELD ((size_t)8 << 20)

/* What is to be done; `context` is handed to whom it may concern. */
struct ng_workers_task {
	void *context;
	void *(*start)(void *context);            /* a thread's own state; NULL where there's no memory for it */
	void (*work)(void *state, void *job);     /* does a job, in any thread */
	size_t (*held)(const void *job);          /* the bytes that a job holds that is done */
	void (*tell)(void *context, void *job);   /* tells a job that is done: one at a time, in any thread */
	void (*stop)(void *state);                /* frees a state */
};

struct ng_workers;

/*
 * At most `threads` of them, 1: none but the caller's. A job has `size` bytes, zeroed at first. NULL where there's no
 * memory. Free with ng_workers_end.
 */
struct ng_workers *ng_workers_new(const struct ng_workers_task *task, size_t threads, size_t size);

/*
 * The place of the next job, as the job that it held before left it; waits until there is one. NULL where a thread
 * could not start for want of memory.
 */
void *ng_workers_next(struct ng_workers *w);

/* Puts that job in. 0, or -1 where there's no memory. */
int ng_workers_put(struct ng_workers *w);

/*
 * Waits until all jobs are told, calls `release` (may be NULL) with the place of each job, and frees all. 0, or -1
 * where something was left undone for want of memory.
 */
int ng_workers_end(struct ng_workers *w, void (*release)(void *job));

#endif
