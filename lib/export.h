/*
 * export: records as a document that other programs read.
 *
 * Here is what all formats share; each format is a file of its own, export_NAME.c. Called by ng-export;
 * calls: network, lexicon, name, plain, foreign, uid, path, calendar, contentline, json.
 */
#ifndef NG_EXPORT_H
#define NG_EXPORT_H

#include "network.h"

struct ng_export_options {
	bool old;  /* vcard: version 3.0 */
	bool safe; /* csv: no cell is a formula */
};

/* A document on its way. All memory is the arena's. */
struct ng_export {
	struct ng_arena *arena;
	struct ng_export_options options;
	struct ng_export_entry *entries;
	size_t n, cap;
	const struct ng_network *net; /* of a format that needs one; to be settled before it is written */
	struct ng_buf out;
};

struct ng_export_kind {
	const char *name;
	bool settles; /* it needs the network, not just the records */
	void (*write)(struct ng_export *x);
};

/* The format of that name, or NULL. */
const struct ng_export_kind *ng_export_find(struct ng_str name);

/* Copies a record in, bytes that are no UTF-8 as U+FFFD. Only inside ng_arena_run, as all that follows. */
void ng_export_add(struct ng_export *x, const struct ng_record *r);

/*
 * Puts the records in the order of their sources, and within a line of their contents, so that the order in which
 * they came makes no difference; what belongs to a match stays behind it.
 */
void ng_export_sort(struct ng_export *x);

/* The i-th record. */
const struct ng_record *ng_export_record(const struct ng_export *x, size_t i);

/* A network of all records, not settled yet. */
struct ng_network *ng_export_network(const struct ng_export *x);

/* For the formats: each writes the whole document to x->out. */
void ng_export_vcard(struct ng_export *x);
void ng_export_icalendar(struct ng_export *x);
void ng_export_dot(struct ng_export *x);
void ng_export_json(struct ng_export *x);
void ng_export_csv(struct ng_export *x);

/* The UID of somebody's card, or of what belongs to it ("birthday"). */
struct ng_str ng_export_person_uid(const struct ng_export *x, uint32_t person, const char *what);

#endif
