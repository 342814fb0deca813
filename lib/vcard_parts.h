/*
 * vcard_parts: what vcard's own files share: a property, the card that it belongs to, and what it says of that.
 *
 * Calls: vcard's types.
 */
#ifndef NG_VCARD_PARTS_H
#define NG_VCARD_PARTS_H

#include "table.h"
#include "vcard.h"

/* A property of interest, its value decoded. */
struct ng_vcard_property {
	struct ng_str group, name, value;
	bool quoted_printable, base64, fax, pager;
	int rank;
	struct ng_str charset, omit_year, type; /* type: the first that says something else */
	const char *key; /* of a text */
};

/* The open card. */
struct ng_vcard_open {
	struct ng_arena *a;
	struct ng_card *card; /* or NULL */
	bool is_21;           /* version 2.1: its own folding and escapes */
	bool is_group;        /* no person */
	struct ng_table *labelled; /* groups in lower case … */
	struct ng_str *labels;     /* … and the label of each: item1.X-ABLabel */
	size_t cap;
};

/* What is done with a property of a name; `key`: of its text in notes, where it has one. */
struct ng_vcard_known {
	const char *name;
	void (*read)(struct ng_vcard_open *o, const struct ng_vcard_property *p);
	const char *key;
};

/* That of a name, in any case; NULL where it's of no interest. */
const struct ng_vcard_known *ng_vcard_find(struct ng_str name);

/* What the labels of groups say, once the card has ended: a fax, who somebody is, which day it is. */
void ng_vcard_apply_labels(struct ng_vcard_open *o);

#endif
