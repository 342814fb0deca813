/*
 * sheet: the rows of LinkedIn's Connections.csv, Google's contacts and other tables as cards.
 *
 * Called by cmd/ng-import; calls: rows, card, charset, lexicon, near, text, str, arena.
 */
#ifndef NG_SHEET_H
#define NG_SHEET_H

#include "card.h"

/* What the user says of a column: its name, and the key of its values (empty: it is left out). */
struct ng_sheet_column {
	struct ng_str name, key;
	bool found; /* a table had it */
};

/*
 * True where values can have that key: none, those of a card, `name` and its parts `prefix`, `given`, `additional`, `family`,
 * `suffix`, and every word that is no label.
 */
bool ng_sheet_is_key(struct ng_arena *a, struct ng_str key);

/* The key of cards that is one slip of the finger away from this one, which is none of them; or empty. */
struct ng_str ng_sheet_near_key(struct ng_str key);

/*
 * Hands a card for each row of a file that has passed ng_charset_file to the sink. The first row that has names of
 * columns is the header: those of LinkedIn, Google and Outlook are known, and `columns` goes before them. What stands
 * above it is left out, as are other columns; of these, those that hold something are told at the end. Where
 * there is no header, that is told as a fault of line 1. Gives the names of all columns, separated by `, `; those of
 * `columns` that are there are found.
 */
struct ng_str ng_sheet_read(struct ng_arena *a, struct ng_str file, struct ng_sheet_column *columns, size_t ncolumns,
                            const struct ng_card_sink *sink);

#endif
