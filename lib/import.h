/*
 * import: cards become people: who is known already, who is new, and their sections in Markdown.
 *
 * Called by cmd/ng-import; calls: card, identity, name, foreign, network, lexicon, tags, table, text, date.
 */
#ifndef NG_IMPORT_H
#define NG_IMPORT_H

#include "card.h"
#include "network.h"

struct ng_import;

struct ng_import_options {
	ng_day today;        /* dates what changed */
	ng_day event;        /* the day on which the cards were got, or 0 */
	struct ng_str title; /* of that encounter, as the user typed it */
};

/*
 * An import into notes that hold the people of a settled network (NULL: nobody). All memory is the arena's.
 * Only inside ng_arena_run, as all that follows.
 */
struct ng_import *ng_import_new(struct ng_arena *a, const struct ng_network *net, const struct ng_import_options *o);

/*
 * Adds a card to the person that it is of, known or new. The same person: an e-mail address or a profile is the same; or
 * a number, a shared address or a page is, and the names have a word in common; or a handle that ng-export wrote is, and
 * the name; or the name is the same and nothing contradicts. False for a card without anything to name or find somebody
 * by.
 */
bool ng_import_add(struct ng_import *imp, const struct ng_card *card);

/*
 * The sections, each behind an empty line: who is new, then what is new of those who are known, to be reviewed, then
 * the encounter. Empty where nothing is new.
 */
struct ng_str ng_import_write(struct ng_import *imp);

#endif
