/*
 * index_parts: how an index is read and named; known to the index's own files alone.
 *
 * Calls: index's types.
 */
#ifndef NG_INDEX_PARTS_H
#define NG_INDEX_PARTS_H

#include "index.h"

/* While all is read, a term and the way in which a passage holds it are one number: there are many. */
#define NG_INDEX_WAY_BITS 5
#define NG_INDEX_TERMS (UINT32_MAX >> NG_INDEX_WAY_BITS)

/* Stands for the terms of all words that nobody asks for: they are counted alone. */
#define NG_INDEX_UNASKED (NG_NONE - 1)

/* The first byte of a word or a topic; 0: accents alone, of which folding leaves nothing. */
static inline unsigned char
ng_index_first(struct ng_str name)
{
	return name.n == 0 ? 0 : (unsigned char)name.p[0];
}

/* The term of a name, a new one where there's none. */
uint32_t ng_index_name(struct ng_index *index, struct ng_str name);

/* Reads all that is evidence into the index `context`, which keeps nothing of it but lines, lengths and postings. */
void ng_index_read(struct ng_arena *scratch, void *context);

#endif
