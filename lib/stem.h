/*
 * stem: words without their endings, so that "investor" finds "investors". The one room that includes libstemmer.h.
 *
 * Snowball's English stemmer (Porter 2001), on all words: those of other languages are cut alike on both sides.
 * Called by index, query and synonyms; calls: str, arena.
 */
#ifndef NG_STEM_H
#define NG_STEM_H

#include "str.h"

struct ng_stemmer;

/* Lives as long as the arena. Only inside ng_arena_run. */
struct ng_stemmer *ng_stemmer_new(struct ng_arena *a);

/* The stem of a folded word, borrowed until the next call. Only inside ng_arena_run. */
struct ng_str ng_stemmer_stem(struct ng_stemmer *s, struct ng_str word);

#endif
