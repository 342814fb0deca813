#include "rule.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "workers.h"

#define JOBS 2000

struct job {
	int number, square;
};

static int told, expected;
static atomic_int started, stopped, working, most_working;
static int starts_that_fail;

static void *
start(void *context)
{
	return atomic_fetch_add(&started, 1) < starts_that_fail ? NULL : context;
}

static void
work(void *state, void *arg)
{
	struct job *job = arg;
	int now = atomic_fetch_add(&working, 1) + 1, most = atomic_load(&most_working);
	volatile int spin = job->number * 7919 % 2000;

	(void)state;
	while (now > most && !atomic_compare_exchange_weak(&most_working, &most, now))
		;
	while (spin > 0)
		spin--;
	job->square = job->number * job->number;
	atomic_fetch_sub(&working, 1);
}

static size_t
held(const void *arg)
{
	(void)arg;
	return sizeof(struct job);
}

static void
tell(void *context, void *arg)
{
	const struct job *job = arg;

	(void)context;
	if (job->number == expected && job->square == expected * expected)
		told++;
	expected++;
}

static void
stop(void *state)
{
	(void)state;
	atomic_fetch_add(&stopped, 1);
}

/* Puts the jobs in; how many were, and what the end says. */
static int
run(size_t threads, int *result)
{
	struct ng_workers_task task = {&told, start, work, held, tell, stop};
	struct ng_workers *w = ng_workers_new(&task, threads, sizeof(struct job));
	int put = 0;

	assert_non_null(w);
	told = expected = 0;
	started = stopped = most_working = 0;
	for (; put < JOBS; put++) {
		struct job *job = ng_workers_next(w);

		if (job == NULL)
			break;
		job->number = put;
		job->square = -1;
		if (ng_workers_put(w) < 0)
			break;
		/* none is told before it was put in, and few are under way */
		assert_true(threads > 1 || told == put + 1);
	}
	*result = ng_workers_end(w, NULL);
	return put;
}

static void
jobs_are_told_in_order_on_any_number_of_threads(void **state)
{
	int result;

	(void)state;
	starts_that_fail = 0;
	for (size_t threads = 1; threads <= 9; threads += 2) {
		assert_int_equal(run(threads, &result), JOBS);
		assert_int_equal(result, 0);
		assert_int_equal(told, JOBS);
		assert_true((size_t)most_working <= threads);
		assert_true((size_t)started <= threads);
		assert_int_equal(started, stopped);
	}
}

static void
a_thread_that_can_not_start_ends_it(void **state)
{
	int result;

	(void)state;
	starts_that_fail = 1000;
	for (size_t threads = 1; threads <= 3; threads++) {
		assert_true(run(threads, &result) < JOBS);
		assert_int_equal(result, -1);
		assert_int_equal(told, 0);
		assert_int_equal(stopped, 0);
	}
}

/* The first job ends when four others are done, and no more for a while; the state is how many. */
static void
work_behind_a_slow_one(void *state, void *arg)
{
	struct job *job = arg;
	int before = -1;

	if (job->number > 0) {
		atomic_fetch_add(&working, 1);
		return;
	}
	while (before < 4 || before < atomic_load(&working)) {
		before = atomic_load(&working);
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	}
	*(int *)state = before;
}

static size_t
held_much(const void *arg)
{
	(void)arg;
	return NG_WORKERS_HELD / 4;
}

static void
tell_nobody(void *context, void *arg)
{
	(void)context;
	(void)arg;
}

static void
jobs_that_wait_hold_no_more_than_so_much(void **state)
{
	int done = -1;
	struct ng_workers_task task = {&done, start, work_behind_a_slow_one, held_much, tell_nobody, stop};
	struct ng_workers *w = ng_workers_new(&task, 3, sizeof(struct job));

	(void)state;
	starts_that_fail = 0;
	working = 0;
	assert_non_null(w);
	/* the end doesn't wait for room: all have one */
	for (int i = 0; i < 3 * NG_WORKERS_AHEAD; i++) {
		struct job *job = ng_workers_next(w);

		assert_non_null(job);
		job->number = i;
		assert_int_equal(ng_workers_put(w), 0);
	}
	assert_int_equal(ng_workers_end(w, NULL), 0);
	/* four wait, and each of the two other threads may have begun one when they did */
	assert_in_range(done, 4, 6);
	assert_int_equal(working, 3 * NG_WORKERS_AHEAD - 1);
}

static void
without_jobs_nothing_is_started(void **state)
{
	struct ng_workers_task task = {&told, start, work, held, tell, stop};
	struct ng_workers *w = ng_workers_new(&task, 4, sizeof(struct job));

	(void)state;
	started = 0;
	assert_non_null(w);
	assert_int_equal(ng_workers_end(w, NULL), 0);
	assert_int_equal(started, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(jobs_are_told_in_order_on_any_number_of_threads),
		RULE(a_thread_that_can_not_start_ends_it),
		RULE(jobs_that_wait_hold_no_more_than_so_much),
		RULE(without_jobs_nothing_is_started),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
