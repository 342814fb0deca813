/*
 * words: the words of a text as they are compared: folded, without accents.
 *
 * What the index counts and a question is made of. Calls: text, str, arena.
 */
#ifndef NG_WORDS_H
#define NG_WORDS_H

#include "str.h"

/* A walk over the words of a text. */
struct ng_words {
	struct ng_arena *arena;
	struct ng_str text;
	size_t at;
	struct ng_str before; /* the last character of a script without spaces, for pairs */
	char folded[64];      /* a word of ASCII letters */
};

/* Starts a walk over `text`. The arena holds folded words of other letters. Only inside ng_arena_run. */
struct ng_words ng_words_of(struct ng_arena *a, struct ng_str text);

/*
 * The next word into *word (borrowed until the next call), or false at the end. A word is a run of letters, marks,
 * digits and `_`; what follows an apostrophe in "Maria's" is dropped. Scripts that put no spaces between
 * words give each pair of neighbouring characters.
 */
bool ng_words_next(struct ng_words *w, struct ng_str *word);

/* True for a word, folded, that says nothing of a subject, or that every question is made of. */
bool ng_words_is_stop(struct ng_str word);

#endif
