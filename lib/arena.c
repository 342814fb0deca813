#define _DEFAULT_SOURCE /* MADV_HUGEPAGE, where there is one */
#include "arena.h"

#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Under ASan what isn't handed out is poisoned, with a gap behind each piece, so that a step over its end is seen. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define GAP ALIGN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define GAP ALIGN
#endif
#ifdef GAP
#include <sanitizer/asan_interface.h>
#else
#define GAP ((size_t)0)
#define ASAN_POISON_MEMORY_REGION(p, size) ((void)(p), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(p, size) ((void)(p), (void)(size))
#endif

#define ALIGN _Alignof(max_align_t)
#define FIRST_BLOCK ((size_t)64 << 10)
#define FIRST_ARRAY ((size_t)128)
#define LARGEST_STEP ((size_t)64 << 20)
#define HUGE_PAGE ((size_t)2 << 20)
/* Blocks of so many bytes are of huge pages: of smaller ones what isn't used of the last page would be too much. */
#define HUGE_BLOCK (4 * HUGE_PAGE)
/* Blocks of so many bytes come from the system, which has zeroed them already. */
#define ZEROED_BLOCK ((size_t)1 << 20)

struct block {
	struct block *next;
	size_t size; /* of the data behind this header */
	max_align_t data[];
};

struct guard {
	sigjmp_buf env; /* plain setjmp saves the signal mask on some systems, a system call */
	struct guard *outer;
	volatile int error; /* set between sigsetjmp and siglongjmp */
};

struct owned {
	struct owned *next;
	void (*release)(void *);
	void *p;
};

struct ng_arena {
	struct block *blocks; /* the newest, which is filled, first */
	char *at, *end;       /* what is free of it */
	char *zeros;          /* what was never handed out from here on is zero */
	size_t left;          /* of the limit */
	struct guard *guard;
	struct owned *owned; /* the newest first */
};

struct ng_arena *
ng_arena_new(size_t limit)
{
	struct ng_arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		return NULL;
	a->left = limit == 0 ? SIZE_MAX : limit;
	return a;
}

static void
free_blocks(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

/* Before the blocks go, in which what is released may hold on to something. */
static void
release_owned(struct ng_arena *a)
{
	struct owned *o = a->owned;

	while (o != NULL) {
		struct owned *next = o->next;

		o->release(o->p);
		free(o);
		o = next;
	}
	a->owned = NULL;
}

void
ng_arena_free(struct ng_arena *a)
{
	if (a == NULL)
		return;
	release_owned(a);
	free_blocks(a->blocks);
	free(a);
}

void
ng_arena_reset(struct ng_arena *a, size_t limit)
{
	struct block *keep = a->blocks;

	release_owned(a);
	/* blocks grow, so the newest is the largest; one huge file must not hold its memory for ever */
	if (keep != NULL && keep->size > LARGEST_STEP) {
		free_blocks(keep);
		keep = NULL;
	} else if (keep != NULL) {
		free_blocks(keep->next);
		keep->next = NULL;
	}
	if (keep != NULL) {
		ASAN_POISON_MEMORY_REGION(keep->data, (size_t)(a->at - (char *)keep->data));
		a->zeros = a->zeros < a->at ? a->at : a->zeros;
	}
	a->blocks = keep;
	a->at = keep == NULL ? NULL : (char *)keep->data;
	a->end = keep == NULL ? NULL : a->at + keep->size;
	a->left = limit == 0 ? SIZE_MAX : limit;
}

int
ng_arena_run(struct ng_arena *a, void (*f)(void *), void *arg)
{
	struct guard g;

	g.outer = a->guard;
	g.error = 0;
	a->guard = &g;
	if (sigsetjmp(g.env, 0) == 0)
		f(arg);
	a->guard = g.outer;
	if (g.error == 0)
		return 0;
	errno = g.error;
	return -1;
}

void
ng_arena_fail(struct ng_arena *a, int error)
{
	a->guard->error = error;
	siglongjmp(a->guard->env, 1);
}

void
ng_arena_own(struct ng_arena *a, void (*release)(void *), void *p)
{
	struct owned *o = malloc(sizeof(*o));

	if (o == NULL) {
		release(p);
		ng_arena_fail(a, ENOMEM);
	}
	*o = (struct owned){a->owned, release, p};
	a->owned = o;
}

struct scratch {
	struct ng_arena *arena, *outer;
	void (*f)(struct ng_arena *, void *);
	void *arg;
	bool may_exceed, exceeded; /* its limit */
};

static void
run_scratch(void *arg)
{
	struct scratch *s = arg;

	s->f(s->arena, s->arg);
}

static void
run_in_both(void *arg)
{
	struct scratch *s = arg;

	if (ng_arena_run(s->arena, run_scratch, s) == 0)
		return;
	s->exceeded = s->may_exceed && errno == E2BIG;
	if (!s->exceeded)
		ng_arena_fail(s->outer, errno);
}

int
ng_arena_scratch_within(struct ng_arena *a, size_t limit, void (*f)(struct ng_arena *scratch, void *arg), void *arg)
{
	size_t left = a->left > 0 ? a->left : 1;
	struct scratch s = {ng_arena_new(limit < left ? limit : left), a, f, arg, limit < left, false};
	int error = 0;

	if (s.arena == NULL)
		ng_arena_fail(a, ENOMEM);
	if (ng_arena_run(a, run_in_both, &s) < 0)
		error = errno;
	ng_arena_free(s.arena);
	if (error != 0)
		ng_arena_fail(a, error);
	return s.exceeded ? -1 : 0;
}

void
ng_arena_scratch(struct ng_arena *a, void (*f)(struct ng_arena *scratch, void *arg), void *arg)
{
	ng_arena_scratch_within(a, SIZE_MAX, f, arg);
}

/* Asks for huge pages where a block holds some: else the first touch of each small one costs as much as filling it. */
static void
ask_for_huge_pages(struct block *b)
{
#ifdef MADV_HUGEPAGE
	size_t before = (size_t)-(uintptr_t)b & (HUGE_PAGE - 1);
	int error = errno;

	/* a wish: whether it's granted changes nothing */
	(void)madvise((char *)b + before, (sizeof(*b) + b->size - before) & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
	errno = error;
#else
	(void)b;
#endif
}

static void
add_block(struct ng_arena *a, size_t size)
{
	size_t want = a->blocks == NULL ? FIRST_BLOCK : a->blocks->size;
	struct block *b;

	if (a->blocks != NULL && want < LARGEST_STEP)
		want *= 2;
	if (size > SIZE_MAX - sizeof(*b) - 2 * ALIGN - GAP)
		ng_arena_fail(a, ENOMEM);
	if (want < size + GAP)
		want = size + GAP;
	want = (want + ALIGN - 1) & ~(ALIGN - 1);
	b = want >= ZEROED_BLOCK ? calloc(1, sizeof(*b) + want) : malloc(sizeof(*b) + want);
	if (b == NULL)
		ng_arena_fail(a, ENOMEM);
	b->next = a->blocks;
	b->size = want;
	/* not for one array alone: it may grow, and huge pages don't move */
	if (size < want && want >= HUGE_BLOCK)
		ask_for_huge_pages(b);
	a->blocks = b;
	a->at = (char *)b->data;
	a->end = a->at + want;
	a->zeros = want >= ZEROED_BLOCK ? a->at : a->end;
	ASAN_POISON_MEMORY_REGION(b->data, want);
}

/* `size` bytes that are neither zeroed nor aligned, of which `used` were asked for. */
static inline void *
hand_out(struct ng_arena *a, size_t size, size_t used)
{
	size_t room = a->at == NULL ? 0 : (size_t)(a->end - a->at);
	char *p;

	if (size > a->left)
		ng_arena_fail(a, E2BIG);
	if (room <= GAP || size > room - GAP)
		add_block(a, size);
	p = a->at;
	a->at += size + GAP;
	a->left -= size;
	ASAN_UNPOISON_MEMORY_REGION(p, used);
	return p;
}

void *
ng_arena_text(struct ng_arena *a, size_t size)
{
	return hand_out(a, size, size);
}

/* `size` bytes that are not zeroed */
static void *
take(struct ng_arena *a, size_t size)
{
	size_t gap = (size_t)-(uintptr_t)a->at & (ALIGN - 1); /* behind a text; a block's end is aligned */

	if (size > SIZE_MAX - ALIGN)
		ng_arena_fail(a, ENOMEM);
	if (gap > 0) {
		a->at += gap;
		a->left -= gap < a->left ? gap : a->left;
	}
	return hand_out(a, (size + ALIGN - 1) & ~(ALIGN - 1), size);
}

void *
ng_arena_alloc(struct ng_arena *a, size_t size)
{
	char *p = take(a, size);

	if (p < a->zeros)
		memset(p, 0, size < (size_t)(a->zeros - p) ? size : (size_t)(a->zeros - p));
	return p;
}

void *
ng_arena_array(struct ng_arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		ng_arena_fail(a, ENOMEM);
	return ng_arena_alloc(a, n * size);
}

/* Grows the newest block, which holds nothing but `p`: what realloc may do without a copy. */
static void *
grow_block(struct ng_arena *a, size_t held, size_t size)
{
	size_t want = size;
	struct block *b;

	if (size > SIZE_MAX - ALIGN - GAP - sizeof(*b))
		ng_arena_fail(a, ENOMEM);
	size = (size + ALIGN - 1) & ~(ALIGN - 1);
	if (size - held > a->left)
		ng_arena_fail(a, E2BIG);
	b = realloc(a->blocks, sizeof(*b) + size + GAP);
	if (b == NULL)
		ng_arena_fail(a, ENOMEM);
	b->size = size + GAP;
	a->left -= size - held;
	a->blocks = b;
	a->at = a->end = a->zeros = (char *)b->data + size + GAP;
	ASAN_POISON_MEMORY_REGION(b->data, b->size);
	ASAN_UNPOISON_MEMORY_REGION(b->data, want);
	return b->data;
}

void *
ng_arena_grow(struct ng_arena *a, void *p, size_t old, size_t size)
{
	size_t held = (old + ALIGN - 1) & ~(ALIGN - 1);
	char *q;

	if (size <= held && p != NULL) {
		ASAN_UNPOISON_MEMORY_REGION(p, size > old ? size : old);
		return p;
	}
	if (p != NULL && (char *)p + held + GAP == a->at && size <= SIZE_MAX - ALIGN) {
		size_t more = ((size + ALIGN - 1) & ~(ALIGN - 1)) - held;

		if (more <= (size_t)(a->end - a->at) && more <= a->left) {
			a->at += more;
			a->left -= more;
			ASAN_UNPOISON_MEMORY_REGION(p, size);
			return p;
		}
	}
	if (p != NULL && p == a->blocks->data && (char *)p + held + GAP == a->at)
		return grow_block(a, held, size);
	q = take(a, size);
	if (old > 0)
		memcpy(q, p, old);
	return q;
}

void *
ng_arena_double(struct ng_arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	size_t want;

	/* few large things at first, many small ones */
	want = *cap > 0 ? *cap : size < FIRST_ARRAY ? FIRST_ARRAY / size : 1;
	if (want > SIZE_MAX / size / 2)
		ng_arena_fail(a, ENOMEM);
	want *= *cap == 0 ? 1 : 2;
	v = ng_arena_grow(a, v, n * size, want * size);
	*cap = want;
	return v;
}
