#include "workers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct ng_workers {
	struct ng_workers_task task;
	pthread_mutex_t lock; /* of all below, but for the jobs that a thread has */
	pthread_cond_t more;  /* a job was put in, or there won't be any */
	pthread_cond_t room;  /* a job was told, or a thread failed */
	pthread_t *threads;
	size_t n, most, idle;
	void *own; /* the caller's state, where it does the work */
	char *jobs;
	bool *done; /* of each place */
	size_t size, places;
	size_t put, taken, told; /* how many jobs */
	size_t held;             /* bytes of those that are done and not told */
	bool telling;            /* a thread is */
	bool ending, failed;
};

/* The place of a job, by its number. */
static void *
job_at(struct ng_workers *w, size_t number)
{
	return w->jobs + number % w->places * w->size;
}

struct ng_workers *
ng_workers_new(const struct ng_workers_task *task, size_t threads, size_t size)
{
	struct ng_workers *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	w->task = *task;
	w->most = threads;
	w->places = threads > 1 ? threads * NG_WORKERS_AHEAD : 1;
	w->size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	w->threads = calloc(threads, sizeof(*w->threads));
	w->jobs = calloc(w->places, w->size);
	w->done = calloc(w->places, sizeof(*w->done));
	if (w->threads != NULL && w->jobs != NULL && w->done != NULL && pthread_mutex_init(&w->lock, NULL) == 0) {
		if (pthread_cond_init(&w->more, NULL) == 0) {
			if (pthread_cond_init(&w->room, NULL) == 0)
				return w;
			pthread_cond_destroy(&w->more);
		}
		pthread_mutex_destroy(&w->lock);
	}
	free(w->threads);
	free(w->jobs);
	free(w->done);
	free(w);
	return NULL;
}

/* Tells what is done, from the first that isn't told on. Holds the lock, but while it tells. */
static void
tell(struct ng_workers *w)
{
	if (w->telling)
		return;
	w->telling = true;
	while (w->done[w->told % w->places]) {
		void *job = job_at(w, w->told);
		size_t held = w->task.held(job);

		w->done[w->told % w->places] = false;
		pthread_mutex_unlock(&w->lock);
		w->task.tell(w->task.context, job);
		pthread_mutex_lock(&w->lock);
		w->told++;
		if (w->held > NG_WORKERS_HELD && w->held - held <= NG_WORKERS_HELD)
			pthread_cond_broadcast(&w->more);
		w->held -= held;
		/* who waits is woken for many jobs, not for each */
		if (w->put - w->told <= w->places / 2)
			pthread_cond_signal(&w->room);
	}
	w->telling = false;
}

/* Whether there is a job that may be begun. The first that isn't told always may: then none is done, and nothing held. */
static bool
is_next(const struct ng_workers *w)
{
	return w->taken < w->put && w->held <= NG_WORKERS_HELD;
}

static void *
run(void *arg)
{
	struct ng_workers *w = arg;
	void *state = w->task.start(w->task.context);

	pthread_mutex_lock(&w->lock);
	if (state == NULL) {
		w->failed = true;
		pthread_cond_signal(&w->room);
	}
	while (state != NULL) {
		size_t number;

		while (!is_next(w) && !(w->ending && w->taken == w->put)) {
			w->idle++;
			pthread_cond_wait(&w->more, &w->lock);
			w->idle--;
		}
		if (w->taken == w->put)
			break;
		number = w->taken++;
		pthread_mutex_unlock(&w->lock);
		w->task.work(state, job_at(w, number));
		pthread_mutex_lock(&w->lock);
		w->held += w->task.held(job_at(w, number));
		w->done[number % w->places] = true;
		tell(w);
	}
	pthread_mutex_unlock(&w->lock);
	if (state != NULL)
		w->task.stop(state);
	return NULL;
}

void *
ng_workers_next(struct ng_workers *w)
{
	void *job;

	pthread_mutex_lock(&w->lock);
	while (w->put - w->told == w->places && !w->failed)
		pthread_cond_wait(&w->room, &w->lock);
	job = w->failed ? NULL : job_at(w, w->put);
	pthread_mutex_unlock(&w->lock);
	return job;
}

/* Does the job that was just put in without another thread. */
static int
do_here(struct ng_workers *w)
{
	void *job = job_at(w, w->put++);

	if (w->own == NULL)
		w->own = w->task.start(w->task.context);
	if (w->own == NULL) {
		w->failed = true;
		return -1;
	}
	w->task.work(w->own, job);
	w->task.tell(w->task.context, job);
	w->taken = w->told = w->put;
	return 0;
}

int
ng_workers_put(struct ng_workers *w)
{
	if (w->most == 1 && w->n == 0)
		return do_here(w);
	pthread_mutex_lock(&w->lock);
	/* each job that waits is one for a thread that is idle */
	if (w->n < w->most && w->put - w->taken >= w->idle) {
		if (pthread_create(&w->threads[w->n], NULL, run, w) == 0)
			w->n++;
		else
			w->most = w->n > 0 ? w->n : 1;
	}
	if (w->n == 0) {
		pthread_mutex_unlock(&w->lock);
		return do_here(w);
	}
	w->put++;
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
	return 0;
}

int
ng_workers_end(struct ng_workers *w, void (*release)(void *job))
{
	bool failed;

	pthread_mutex_lock(&w->lock);
	w->ending = true;
	pthread_cond_broadcast(&w->more);
	pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < w->n; i++)
		pthread_join(w->threads[i], NULL);
	failed = w->failed || w->told != w->put;
	if (w->own != NULL)
		w->task.stop(w->own);
	for (size_t i = 0; i < w->places && release != NULL; i++)
		release(w->jobs + i * w->size);
	pthread_cond_destroy(&w->room);
	pthread_cond_destroy(&w->more);
	pthread_mutex_destroy(&w->lock);
	free(w->threads);
	free(w->jobs);
	free(w->done);
	free(w);
	return failed ? -1 : 0;
}
