/*
 * card: what an address book says of one person, before anything of the notes is known.
 *
 * Made by vcard and sheet, read by import. Calls: name, text, date, str, arena.
 */
#ifndef NG_CARD_H
#define NG_CARD_H

#include "str.h"

/* A value under the key that notes have for it: email, phone, url, org, role, city, birthday, note, ... */
struct ng_card_field {
	struct ng_str key, value;
	int rank;            /* of values of one key the least goes first; then their order in the card */
	struct ng_str group; /* what a vCard groups it by, or empty */
	struct ng_str label; /* of a `relation` or `date`: which one, or empty */
};

struct ng_card {
	struct ng_arena *arena;
	size_t line; /* where it begins in its file */
	struct ng_str name; /* as it is shown: "Dr. Maria Keller" */
	struct ng_str handle; /* that ng-export gave them, or empty */
	struct ng_str prefix, given, additional, family, suffix;
	bool firm;        /* it says that it is a firm's, or a place's */
	bool called_firm; /* its name is that of the firm, and none of a person */
	struct ng_card_field *fields;
	size_t n, cap;
};

/* The cards of one file. */
struct ng_cards {
	struct ng_card **v;
	size_t n, cap;
};

/* Where what reads a file hands each card, and says what is wrong in it; a card lives as long as its arena. */
struct ng_card_sink {
	void *context;
	void (*card)(void *context, const struct ng_card *card);
	void (*fault)(void *context, size_t line, const char *why);
	/* what was passed over or couldn't be understood, and is no fault: once for all of the file */
	void (*notice)(void *context, struct ng_str what);
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
 * YYYY-MM-DD or MM-DD; any other form stays as it is until ng_cards_end knows the file's order of day and month.
 */
struct ng_card_field *ng_card_add_day(struct ng_card *card, struct ng_str key, struct ng_str s);

/* The parts of a postal address, in the order of a vCard (RFC 6350, section 6.3.1). */
enum ng_card_address {
	NG_CARD_BOX, NG_CARD_EXTENDED, NG_CARD_STREET, NG_CARD_CITY, NG_CARD_REGION, NG_CARD_CODE, NG_CARD_COUNTRY,
	NG_CARD_ADDRESS /* how many they are */
};

/* Adds an address, parts of which may be empty, under `address` (on one line), `city`, `region` and `country`. */
void ng_card_add_address(struct ng_card *card, const struct ng_str part[static NG_CARD_ADDRESS], int rank);

/*
 * Once all is added: makes a name where there is none, of its parts, else of the firm, sorts the fields by rank,
 * and puts the card with the others of its file.
 */
void ng_card_end(struct ng_card *card, struct ng_cards *cards);

/*
 * At the end of a file: days such as "1.5.1980" and "5/1/1980" become YYYY-MM-DD where the form or the file's
 * other days leave no doubt which number is the month; `relation` and `date` get the key that their label is, or
 * the label behind their value. Then hands all cards to the sink, but those of firms that name no person.
 */
void ng_cards_end(struct ng_arena *a, struct ng_cards *cards, const struct ng_card_sink *sink);

#endif
