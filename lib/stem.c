#include "stem.h"

#include <libstemmer.h>
#include <limits.h>

/* struct ng_stemmer is libstemmer's under our name. */
struct ng_stemmer *
ng_stemmer_new(void)
{
	return (struct ng_stemmer *)sb_stemmer_new("english", "UTF_8");
}

void
ng_stemmer_free(struct ng_stemmer *s)
{
	sb_stemmer_delete((struct sb_stemmer *)s);
}

struct ng_str
ng_stemmer_stem(struct ng_stemmer *s, struct ng_str word)
{
	struct sb_stemmer *stemmer = (struct sb_stemmer *)s;
	const sb_symbol *stem;

	if (word.n == 0 || word.n > INT_MAX)
		return word;
	stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.p, (int)word.n);
	if (stem == NULL)
		return word;
	return (struct ng_str){(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
}
