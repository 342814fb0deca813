/*
 * import_parts: what import's own files share: people and what is known of them.
 *
 * Calls: import's types.
 */
#ifndef NG_IMPORT_PARTS_H
#define NG_IMPORT_PARTS_H

#include "import.h"
#include "name.h"
#include "table.h"
#include "tags.h"

/* A field, or a paragraph of a note (key `note`). */
struct ng_import_value {
	struct ng_str key, value;
	struct ng_str same; /* what compares: equal for the same value */
	bool fresh;         /* a card says it, the notes don't */
};

struct ng_import_person {
	struct ng_str handle, name; /* the handle with its `@` */
	struct ng_str words;        /* of the name: ng_name_words */
	struct ng_str generation;   /* "jr", of the name */
	bool known, defined;        /* the notes name them; define them */
	bool touched;               /* a card is of them */
	bool has_card;              /* the notes say that I got their card on the event's day */
	struct ng_str source;       /* of the definition, FILE:LINE */
	const char *how;            /* by what a card was found to be theirs */
	struct ng_str exported;     /* the handle that their card had, or empty */
	struct ng_str birthday;     /* the first of them */
	uint32_t namesake;          /* who has the same name and is somebody else, or NG_NONE */
	struct ng_import_value *values;
	size_t n, cap;
};

/* A person who has an e-mail address, a number, a page or a name; the next one who has it. */
struct ng_import_entry {
	uint32_t person, next;
};

struct ng_import {
	struct ng_arena *a;
	const struct ng_network *net;
	struct ng_import_options options;
	struct ng_tagger *tagger;
	struct ng_import_person *people;
	size_t n, cap;
	struct ng_table *handles; /* all that are taken */
	struct ng_table *bases;   /* handles that several people would have */
	size_t *last;             /* of each base, the last number behind it */
	size_t cap_last;
	struct ng_table *keys;    /* what people are found by */
	uint32_t *first;          /* of each key, its first entry */
	size_t cap_first;
	struct ng_import_entry *entries;
	size_t nentries, cap_entries;
	struct ng_table *sayable; /* each value, key and site … */
	struct ng_table *said;    /* … and of whom it is said: pairs of a person's number and its number */
	uint32_t any_address, any_org;
	bool met;              /* the notes know the encounter at which the cards were got */
};

/*
 * A handle for a new person, unlike all others: the one that they are to have (if it is one), else the slug of what
 * they are called, else what stands for one.
 */
struct ng_str ng_import_handle(struct ng_import *imp, struct ng_str wanted, const struct ng_name *name);

/* What compares of a value: its identity, or its words in folded case. */
struct ng_str ng_import_same(struct ng_arena *a, struct ng_str key, struct ng_str value);

/* True for keys whose values are pages, the same under whatever key. */
bool ng_import_is_web(struct ng_str key);

/* How a field leads to a person: 'e' (an address) and 'u' (a profile) alone, 'p' with a word of the name, or '\0'. */
char ng_import_way(struct ng_str key, struct ng_str same);

/* "e:maria@example.org": what `keys` has for a way, for 'n' (a name), 'w' (all of it) and 'h' (a handle). */
struct ng_str ng_import_key(struct ng_arena *a, char type, struct ng_str what);

/*
 * The number of what may be said of people: of a value ('v'), that there is one of a key ('k') or at a site ('s'), of
 * their name ('n'; 'w': all of it).
 */
uint32_t ng_import_number(struct ng_import *imp, char type, struct ng_str key, struct ng_str what);

/* The words of a name as it stands, none of which is a title or an addition, in a form that compares. */
struct ng_str ng_import_whole(struct ng_arena *a, struct ng_str name);

/* True where that is said of the person; where that is a name of theirs, its words in a form that compares. */
bool ng_import_is_said(const struct ng_import *imp, uint32_t person, uint32_t number);
bool ng_import_is_called(struct ng_import *imp, uint32_t person, struct ng_str words);

/* The person that a card is of, and by what (`*how`); or NG_NONE, with who has the same name in `*namesake`. */
uint32_t ng_import_find(struct ng_import *imp, const struct ng_card *card, const struct ng_name *name, const char **how,
                        uint32_t *namesake);

/* True for fields of which a new value takes the place of the old one. */
bool ng_import_is_single(struct ng_str key);

#endif
