#include "stem.h"

#include <errno.h>
#include <libstemmer.h>

static void
release(void *p)
{
	sb_stemmer_delete(p);
}

/* struct ng_stemmer is libstemmer's under our name. */
struct ng_stemmer *
ng_stemmer_new(struct ng_arena *a)
{
	struct sb_stemmer *s = sb_stemmer_new("english", "UTF_8");

	if (s == NULL)
		ng_arena_fail(a, ENOMEM);
	ng_arena_own(a, release, s);
	return (struct ng_stemmer *)s;
}

struct ng_str
ng_stemmer_stem(struct ng_stemmer *s, struct ng_str word)
{
	struct sb_stemmer *stemmer = (struct sb_stemmer *)s;
	const sb_symbol *stem;

	stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.p, (int)word.n);
	if (stem == NULL)
		return word;
	return (struct ng_str){(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
}
