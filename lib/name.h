/*
 * name: what people's names are made of, and what stands around them: titles, degrees, pronouns, a firm in brackets.
 *
 * Called by import, to find out who somebody is and what handle they get, by card and by export; calls: text, str, arena.
 */
#ifndef NG_NAME_H
#define NG_NAME_H

#include "str.h"

/* All parts are in the arena or borrowed; empty where a name has none. */
struct ng_name {
	struct ng_str shown;      /* "Dr. Maria K. Keller, PhD": without pronouns; "Keller, Maria" is "Maria Keller" */
	struct ng_str called;     /* "Maria Keller": without titles, additions and initials in its middle; never empty */
	struct ng_str prefix;     /* "Dr." */
	struct ng_str given;      /* "Maria K.": all but the family name; the only word of a name of one */
	struct ng_str family;     /* "Keller", "van der Berg": the last word, which is a guess */
	struct ng_str suffix;     /* "PhD" */
	struct ng_str generation; /* of father and son, folded and without dots: "jr", "sr", "ii", ... */
	struct ng_str pronouns;   /* "she/her" */
	bool more;                /* `shown` says more than the name: what commas and brackets add to it */
};

/* The parts of a name as one types it, or of a heading that begins with one. */
struct ng_name ng_name_of(struct ng_arena *a, struct ng_str text);

/* What stands before a name, without how one addresses anybody: "Herr Dr." is "Dr.". */
struct ng_str ng_name_title(struct ng_arena *a, struct ng_str prefix);

/* The words of what somebody is called, folded and without accents, in the order of their bytes: what compares. */
struct ng_str ng_name_words(struct ng_arena *a, const struct ng_name *name);

/* True where two names that ng_name_words gave have a word in common. */
bool ng_name_share_word(struct ng_str a, struct ng_str b);

#endif
