/*
 * lexicon: the words that mean something at the start of a line: labels, nouns, keys.
 *
 * The tables of ng-notes(5), and the user's own words. Called by line, split, outline, whom and statement;
 * calls: text, record.
 */
#ifndef NG_LEXICON_H
#define NG_LEXICON_H

#include <stdbool.h>

#include "record.h"
#include "str.h"

enum ng_word_class {
	NG_WORD_LABEL,   /* a kind of statement */
	NG_WORD_CONTACT, /* a word of contact: kind met, the word is the noun */
	NG_WORD_PRESENT, /* those named were there */
	NG_WORD_ABSENT,  /* those named weren't */
	NG_WORD_NOUN,    /* of an offer, ask, need … */
};

/* What a word or words mean. */
struct ng_word {
	struct ng_str word;         /* folded; several words are separated by one space */
	enum ng_word_class class;
	enum ng_kind kind;          /* of labels and contacts */
	struct ng_str noun;         /* in its long form; of a label, the noun that comes with it */
	bool table;                 /* of presence: those named make a table; needs a colon or a heading */
	bool with;                  /* names follow it in a line of contact */
};

/* True for a word that tells who was there or who wasn't. */
bool ng_word_is_presence(const struct ng_word *word);

struct ng_lexicon;

/* The words of ng-notes(5). All memory is the arena's. */
struct ng_lexicon *ng_lexicon_new(struct ng_arena *a);

/*
 * Adds the user's words, a file's bytes: lines "word = label", "word = noun", "word = label noun",
 * "mentoring = noun"; empty lines and what follows a # are skipped.
 * Returns 0, or the number of the first line that isn't of this form.
 */
size_t ng_lexicon_add(struct ng_lexicon *lex, struct ng_str file);

/* The most words that a user may add: who has more means something else, and each line would be compared with all. */
#define NG_LEXICON_MOST 1000
/* True where the user has added as many: the line that ng_lexicon_add returns is one too many. */
bool ng_lexicon_is_full(const struct ng_lexicon *lex);

/*
 * The longest entry that `s` begins with, a whole word, in any case; NULL where there is none.
 * *length is how many bytes of s it takes. `nouns`: among nouns, else among the other classes.
 */
const struct ng_word *ng_lexicon_find(const struct ng_lexicon *lex, struct ng_arena *a, struct ng_str s, bool nouns,
				      size_t *length);

/* False where ng_lexicon_find would find nothing but nouns in `s` or what it begins with: a look at three bytes. */
bool ng_lexicon_may_find(const struct ng_lexicon *lex, struct ng_str s);

/* The i-th of the words, or NULL behind the last. */
const struct ng_word *ng_lexicon_at(const struct ng_lexicon *lex, size_t i);

/* True for kinds whose label takes a noun. */
bool ng_lexicon_takes_noun(enum ng_kind kind);

/* The name of a field: folded, white space as `-`, and what other tools call it by ours. */
struct ng_str ng_lexicon_key(struct ng_arena *a, struct ng_str key);

/* True for a card's key, which takes a single colon in a person's section. */
bool ng_lexicon_is_card_key(struct ng_str key);

/* True for fields whose values are words for what somebody is about, as an address book's categories. */
bool ng_lexicon_is_categories(struct ng_str key);

#endif
