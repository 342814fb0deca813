/*
 * record: one line of the stream between the tools, ng-records(5).
 *
 * The one table of fields, and the one encoder and decoder made from it.
 * Everything before this room makes records, everything behind it knows nothing but records.
 * Calls: str, date, sixteen.
 */
#ifndef NG_RECORD_H
#define NG_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "date.h"
#include "str.h"

/* The fields in their order on the line: NAME, "name". */
#define NG_RECORD_FIELDS(X) \
	X(KIND, "kind") \
	X(STATE, "state") \
	X(DATE, "date") \
	X(DUE, "due") \
	X(DONE, "done") \
	X(PEOPLE, "people") \
	X(GOALS, "goals") \
	X(TOPICS, "topics") \
	X(WHAT, "what") \
	X(TEXT, "text") \
	X(CONTEXT, "context") \
	X(SCORE, "score") \
	X(SOURCE, "source")

/* A context is parts of at most so many characters, the outermost first. */
#define NG_CONTEXT_PART 100
#define NG_CONTEXT_MARK " › "

/* The kinds that this version knows: NAME, "name". */
#define NG_RECORD_KINDS(X) \
	X(PERSON, "person") \
	X(GOAL, "goal") \
	X(FIELD, "field") \
	X(WHY, "why") \
	X(WANT, "want") \
	X(NEED, "need") \
	X(KNOWS, "knows") \
	X(ASK, "ask") \
	X(OFFER, "offer") \
	X(PROMISE, "promise") \
	X(GOT, "got") \
	X(GAVE, "gave") \
	X(IDEA, "idea") \
	X(MET, "met") \
	X(NEXT, "next") \
	X(MENTION, "mention") \
	X(MATCH, "match") \
	X(GIVE, "give") \
	X(BECAUSE, "because") \
	X(UNREAD, "unread")

#define NG_RECORD_STATES(X) \
	X(OPEN, "open") \
	X(WAITING, "waiting") \
	X(DONE, "done") \
	X(DROPPED, "dropped")

enum ng_field {
#define X(name, string) NG_FIELD_##name,
	NG_RECORD_FIELDS(X)
#undef X
	NG_FIELDS
};

enum ng_kind {
	NG_KIND_UNKNOWN,
#define X(name, string) NG_KIND_##name,
	NG_RECORD_KINDS(X)
#undef X
};

/* How many kinds there are, the unknown one among them. */
#define X(name, string) NG_KIND_AT_##name,
enum { NG_KIND_AT_UNKNOWN, NG_RECORD_KINDS(X) NG_KINDS };
#undef X

enum ng_state {
	NG_STATE_NONE,
#define X(name, string) NG_STATE_##name,
	NG_RECORD_STATES(X)
#undef X
};

/* A record: its fields decoded, borrowed from whoever made it. The typed ones come from the functions below. */
struct ng_record {
	struct ng_str field[NG_FIELDS];
};

/* The name of a field, kind or state in records; "" for NONE and UNKNOWN. */
const char *ng_field_name(enum ng_field f);
const char *ng_kind_name(enum ng_kind k);
const char *ng_state_name(enum ng_state s);

/* What a record's fields say: UNKNOWN, NONE or 0 where a field is empty or isn't of the form. */
enum ng_kind ng_record_kind(const struct ng_record *r);
enum ng_state ng_record_state(const struct ng_record *r);
ng_day ng_record_day(const struct ng_record *r, enum ng_field f);

/* Splits the source FILE:LINE: returns the line and sets `*file`; 0 where it doesn't end in a line's number, and is all file. */
uint32_t ng_record_line(const struct ng_record *r, struct ng_str *file);

/* Adds the record as one encoded line, with its line end, to `out`. */
void ng_record_encode(const struct ng_record *r, struct ng_buf *out);

/*
 * Decodes one line (without its line end) in place: `r` borrows from `line`, whose bytes change.
 * Returns 0, or -1 where it has fewer than thirteen fields. An unknown escape stands for itself.
 */
int ng_record_decode(char *line, size_t n, struct ng_record *r);

/* True for the header line that ng_record_header gives. */
bool ng_record_is_header(const struct ng_record *r);
void ng_record_header(struct ng_record *r);

/* What takes a stream of records; `context` is handed back. */
struct ng_record_sink {
	void *context;
	/* each record, which borrows from a buffer that holds until the next one; not 0 ends the reading */
	int (*record)(void *context, const struct ng_record *r);
	/* the number of a line that is none: it has too few fields */
	void (*bad)(void *context, size_t line);
};

/*
 * Reads records from a file descriptor until its end, in blocks, without waiting for more than there is: skips empty
 * lines and a header line. Only inside ng_arena_run; the arena holds the longest line, 64 kB at least.
 * Returns 0; what the sink returned where that wasn't 0; -1 with errno where reading failed.
 */
int ng_record_read(struct ng_arena *a, int fd, const struct ng_record_sink *sink);

#endif
