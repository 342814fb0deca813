/*
 * words: the words of a text as they are compared: folded, without accents.
 *
 * What the index counts and a question is made of. Calls: table, text, str, arena.
 */
#ifndef NG_WORDS_H
#define NG_WORDS_H

#include "table.h"

/* A walk over the words of a text. */
struct ng_words {
	struct ng_arena *arena;
	struct ng_str text;
	size_t at;
	struct ng_str before; /* the last character of a script without spaces, for pairs */
	char folded[64];      /* a word of ASCII letters */
	/* what ng_words_next_short has seen: the bytes [from, until), a bit for each */
	size_t from, until;
	uint64_t inside, other; /* is of a word and ASCII; is not ASCII */
};

/* Starts a walk over `text`. The arena holds folded words of other letters. Only inside ng_arena_run. */
struct ng_words ng_words_of(struct ng_arena *a, struct ng_str text);

/*
 * The next word into *word (borrowed until the next call), or false at the end. A word is a run of letters, marks,
 * digits and `_`; what follows an apostrophe in "Maria's" is dropped. Scripts that put no spaces between
 * words give each pair of neighbouring characters.
 */
bool ng_words_next(struct ng_words *w, struct ng_str *word);

/* Letters of a short word, eight in a number. */
#define NG_WORDS_SHORT 15

/*
 * The next word where it's a short one of ASCII alone, as most are: as two numbers that no other word has, its bytes
 * from the lowest on, and 0 behind them. Else false, and ng_words_next gives the next. Calls no allocator.
 */
bool ng_words_next_short(struct ng_words *w, uint64_t letters[2]);

/* True for a word, folded, that says nothing of a subject, or that every question is made of. */
bool ng_words_is_stop(struct ng_str word);
/* All of these words, as a table: for who asks of very many. */
struct ng_table *ng_words_stops(struct ng_arena *a);

#endif
