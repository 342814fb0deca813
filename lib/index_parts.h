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

/*
 * How a word begins with these bytes (0: it's shorter). Its stem begins so too, unless it has one letter: no ending
 * changes the first two letters of what is left, but for a y that becomes an i ("dying", "die").
 */
static inline size_t
ng_index_beginning(unsigned char first, unsigned char second)
{
	return (size_t)(first & 63) << 6 | (size_t)((second == 'y' ? 'i' : second) & 63);
}

static inline size_t
ng_index_beginning_of(struct ng_str word)
{
	return ng_index_beginning(word.n > 0 ? (unsigned char)word.p[0] : 0, word.n > 1 ? (unsigned char)word.p[1] : 0);
}

/* The term of a name, a new one where there's none. */
uint32_t ng_index_name(struct ng_index *index, struct ng_str name);

/* Reads all that is evidence into the index `context`, which keeps nothing of it but lines, lengths and postings. */
void ng_index_read(struct ng_arena *scratch, void *context);

#endif
