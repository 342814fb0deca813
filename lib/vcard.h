/*
 * vcard: vCards 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as address books, phones and mail programs write them.
 *
 * Called by cmd/ng-import; calls: card, charset, table, text, str, arena.
 */
#ifndef NG_VCARD_H
#define NG_VCARD_H

#include "card.h"

/* True where the file begins with a vCard; `file` has passed ng_charset_file. */
bool ng_vcard_is(struct ng_str file);

/*
 * Hands each card of a file that has passed ng_charset_file to the sink: folding, quoted-printable, charsets, groups
 * and their labels undone. A card within a card is left out, as are groups of people, firms, and pictures, sounds and keys,
 * whose bytes are passed over in place. Faults are told with their line; what is there is used all the same.
 */
void ng_vcard_read(struct ng_arena *a, struct ng_str file, const struct ng_card_sink *sink);

#endif
