/*
 * card: what an address book says of one person, before anything of the notes is known.
 *
 * Made by vcard and sheet, read by import. Calls: text, str, arena.
 */
#ifndef NG_CARD_H
#define NG_CARD_H

#include "str.h"

/* A value under the key that notes have for it: email, phone, url, org, role, city, birthday, note, ... */
struct ng_card_field {
	struct ng_str key, value;
	int rank;            /* of values of one key the least goes first; then their order in the card */
	struct ng_str group; /* what a vCard groups it by, or empty */
};

struct ng_card {
	struct ng_arena *arena;
	size_t line; /* where it begins in its file */
	struct ng_str name; /* as it is shown: "Dr. Maria Keller" */
	struct ng_str handle; /* that ng-export gave them, or empty */
	struct ng_str prefix, given, additional, family, suffix;
	struct ng_card_field *fields;
	size_t n, cap;
};

/*
 * What reads a file hands each card to `card`, and says what is wrong in it with `fault`, and what it passed over with `left_out`; a
 * card lives as long as its arena.
 */
struct ng_card_sink {
	void *context;
	void (*card)(void *context, const struct ng_card *card);
	void (*fault)(void *context, size_t line, const char *why);
	/* the columns of a table that hold something and were left out, separated by `, ` */
	void (*left_out)(void *context, struct ng_str columns);
};

/* An empty card in the arena. */
struct ng_card *ng_card_new(struct ng_arena *a, size_t line);

/* Adds a value, trimmed and copied; nothing where it is empty. Only a note keeps its line ends. Gives it, or NULL. */
struct ng_card_field *ng_card_add(struct ng_card *card, struct ng_str key, struct ng_str value);

/*
 * Adds a web address under the key that its site has (linkedin, github), else under `url`; a telephone or
 * mail address under theirs.
 */
struct ng_card_field *ng_card_add_url(struct ng_card *card, struct ng_str url);

/*
 * Adds a day of a year, or of each: "1980-05-01", "19800501", "--0501", "1980-05-01T00:00:00Z", "1 May 1980" become
 * YYYY-MM-DD or MM-DD; any other form stays as it is.
 */
struct ng_card_field *ng_card_add_day(struct ng_card *card, struct ng_str key, struct ng_str s);

/* The parts of a postal address, in the order of a vCard (RFC 6350, section 6.3.1). */
enum ng_card_address {
	NG_CARD_BOX, NG_CARD_EXTENDED, NG_CARD_STREET, NG_CARD_CITY, NG_CARD_REGION, NG_CARD_CODE, NG_CARD_COUNTRY,
	NG_CARD_ADDRESS /* how many they are */
};

/* Adds an address, parts of which may be empty, under `address` (on one line), `city`, `region` and `country`. */
void ng_card_add_address(struct ng_card *card, const struct ng_str part[static NG_CARD_ADDRESS], int rank);

/* Once all is added: makes a name where there is none, of its parts, else of the firm, and sorts the fields by rank. */
void ng_card_end(struct ng_card *card);

#endif
