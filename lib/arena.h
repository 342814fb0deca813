/*
 * arena: memory for one file or one run, given back all at once.
 *
 * Who allocates never sees a failure: a protected call (ng_arena_run) is left
 * at once when memory or the arena's limit runs out, and its caller gets -1.
 * Calls no other room.
 */
#ifndef NG_ARENA_H
#define NG_ARENA_H

#include <stddef.h>

struct ng_arena;

/*
 * A new arena that hands out at most `limit` bytes (0: no limit).
 * NULL with errno ENOMEM where there's no memory. Free with ng_arena_free.
 */
struct ng_arena *ng_arena_new(size_t limit);
void ng_arena_free(struct ng_arena *a);

/* Takes all that was handed out back, keeps the largest block for the next user; sets the limit anew. */
void ng_arena_reset(struct ng_arena *a, size_t limit);

/*
 * Calls f(arg). Returns 0 when f returned, or -1 when ng_arena_fail or an allocation ended it:
 * errno is ENOMEM where the system has no memory, E2BIG where the limit is reached,
 * or what ng_arena_fail was given. What f holds outside of arenas, and no arena owns, is not freed. Calls nest.
 */
int ng_arena_run(struct ng_arena *a, void (*f)(void *), void *arg);

/* Ends the innermost ng_arena_run of this arena with -1 and errno = `error`. */
_Noreturn void ng_arena_fail(struct ng_arena *a, int error);

/*
 * Calls f(scratch, arg) with an arena of its own, for what isn't needed behind it, under the limit of this one. What
 * ends f with a failure, in either arena, ends the call with the same failure in this one. Only inside ng_arena_run.
 */
void ng_arena_scratch(struct ng_arena *a, void (*f)(struct ng_arena *scratch, void *arg), void *arg);

/*
 * The same with a limit for the scratch arena. Returns 0; or -1 where f needed more than that, which then is no failure
 * of this arena.
 */
int ng_arena_scratch_within(struct ng_arena *a, size_t limit, void (*f)(struct ng_arena *scratch, void *arg), void *arg);

/*
 * Has release(p) called when the arena is reset or freed, the last one first: for what a library made with memory of its
 * own, so that no failure loses it. Only inside ng_arena_run; where there's no memory for that, release(p) is called at
 * once.
 */
void ng_arena_own(struct ng_arena *a, void (*release)(void *), void *p);

/* `size` bytes, zeroed, aligned for any type, owned by the arena. Only inside ng_arena_run. */
void *ng_arena_alloc(struct ng_arena *a, size_t size);

/* The same for `n` things of `size` bytes; a product that overflows counts as ENOMEM. */
void *ng_arena_array(struct ng_arena *a, size_t n, size_t size);

/* `size` bytes that are neither zeroed nor aligned. */
void *ng_arena_text(struct ng_arena *a, size_t size);

/* `p` of `old` bytes grown to `size`: in place where it was the last one handed out. The growth is not zeroed. */
void *ng_arena_grow(struct ng_arena *a, void *p, size_t old, size_t size);

/* Doubles an array that is full. */
void *ng_arena_double(struct ng_arena *a, void *v, size_t n, size_t *cap, size_t size);

/*
 * Makes room for one more element in an array `v` of `*cap` elements of which `n` are used.
 * Returns the (perhaps moved) array; doubles *cap where it was full.
 */
static inline void *
ng_arena_more(struct ng_arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? v : ng_arena_double(a, v, n, cap, size);
}

#endif
