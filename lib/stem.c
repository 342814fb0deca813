#include "stem.h"

#include <errno.h>
#include <libstemmer.h>

static void
release(void *p)
{
	sb_stemmer_delete(p);
}

struct ng_stemmer {
	struct ng_arena *arena;
	struct sb_stemmer *stemmer;
};

struct ng_stemmer *
ng_stemmer_new(struct ng_arena *a)
{
	struct ng_stemmer *s = ng_arena_alloc(a, sizeof(*s));

	*s = (struct ng_stemmer){a, sb_stemmer_new("english", "UTF_8")};
	if (s->stemmer == NULL)
		ng_arena_fail(a, ENOMEM);
	ng_arena_own(a, release, s->stemmer);
	return s;
}

struct ng_str
ng_stemmer_stem(struct ng_stemmer *s, struct ng_str word)
{
	const sb_symbol *stem = sb_stemmer_stem(s->stemmer, (const sb_symbol *)word.p, (int)word.n);

	/* it has no other reason: with the word as it is, scores would differ, and nobody be told */
	if (stem == NULL)
		ng_arena_fail(s->arena, ENOMEM);
	return (struct ng_str){(const char *)stem, (size_t)sb_stemmer_length(s->stemmer)};
}
