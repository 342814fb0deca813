/*
 * network: a stream of records as people, goals and statements; the one room that gives them their meaning.
 *
 * What needs the whole vault is done here, once for all readers of records: links and aliases, definitions that
 * come in pieces, who I am, what closes what, who was in contact when. No input or output, no clock. Called by
 * all rooms of matching and of reports, and by the mains; calls: record, date, words, link, table, text, str,
 * arena.
 *
 * Add every record, settle once, then read: until ng_network_settle the lists hold nothing of use.
 * All memory is the arena's. Numbers are indices into the arrays of struct ng_network, NG_NONE is nobody.
 */
#ifndef NG_NETWORK_H
#define NG_NETWORK_H

#include "record.h"
#include "table.h"

/* `n` numbers of people, goals, topics or statements, borrowed from the network. */
struct ng_numbers {
	const uint32_t *v;
	size_t n;
};

/*
 * A record, with its links and aliases resolved and its state as of the day. There are many: they are kept small, and
 * what is looked at of all of them stands first.
 */
struct ng_statement {
	enum ng_kind kind : 8;
	enum ng_state state : 8;   /* as of the day, closed by later statements */
	enum ng_state written : 8; /* as its own line says it, as of the day */
	bool planned : 1;          /* dated later than the day */
	bool unclear : 1;          /* a got or gave that could close several, and closed none of them */
	bool others : 1;           /* an open box that begins with somebody else in notes that we share */
	bool others_did : 1;       /* the same with a box that is ticked or dropped */
	bool mine : 1;             /* of notes of my own, or it names me */
	ng_day date;
	struct ng_numbers people, goals; /* each number once, in the record's order */
	uint32_t file, line;  /* line 0: the source is no FILE:LINE, but `file` alone */
	struct ng_numbers topics;
	ng_day due, done;
	uint32_t order;       /* its number: the index in the network's statements */
	uint32_t closed_by;   /* the statement that closed it, or NG_NONE */
	uint32_t closes[2];   /* got: the ask and the offer that it closed; gave: the promise; or NG_NONE */
	float score;          /* of what ng-match found */
	uint32_t noun;        /* the number of `what` among the network's nouns, or NG_NONE */
	struct ng_str what, text, context;
};

struct ng_person {
	struct ng_str handle;         /* as records name them: @handle, or [[slug]] where no handle is known */
	struct ng_str name;           /* the text of their first definition, or empty */
	struct ng_str called;         /* the name without what a comma, bracket, colon or dash adds to it */
	struct ng_str linked;         /* whom links alone name: the page that the first of them writes; else empty */
	bool met;                     /* I was in contact with them, on whatever day */
	struct ng_numbers statements; /* all that name them, planned ones too */
	struct ng_numbers fields;     /* those that are fields of theirs and not planned */
	struct ng_numbers contacts;   /* one statement for each day of contact, the oldest first … */
	const ng_day *days;           /* … and these days */
	ng_day noted;                 /* the last day on which anything named them, planned left out; or 0 */
};

struct ng_goal {
	struct ng_str handle;         /* #goal/… */
	struct ng_str name;           /* the text of its first definition, or empty */
	uint32_t definition;          /* the statement, or NG_NONE */
	enum ng_state state;          /* open, done or dropped as of the day */
	ng_day due, done;
	struct ng_numbers statements; /* all that belong to it, planned ones too */
};

/*
 * How much of the matches, or of the gives, somebody will ask for: with all their terms (because), the first of them or
 * none; or nothing at all. The rest is left out.
 */
enum ng_found_part { NG_FOUND_ALL, NG_FOUND_FIRST_TERM, NG_FOUND_NO_TERM, NG_FOUND_NOTHING };

struct ng_network {
	struct ng_arena *arena;
	struct ng_statement **statements; /* in the order of their sources */
	struct ng_person *people;         /* in the order of their handles */
	struct ng_goal *goals;
	size_t nstatements, npeople, ngoals;
	struct ng_numbers of_kind[NG_KINDS]; /* the statements of each kind … */
	uint8_t *kinds;                      /* … and the kind of each: close together, as they are not */
	struct ng_statement **found; /* match, give and because, in the stream's order */
	size_t nfound;
	enum ng_found_part matches, gives; /* to be said before the first record */
	size_t nunread; /* notes that could not be read or parsed: what they say is missing here */
	size_t cap_statements, cap_found;
	ng_day today;
	uint32_t me;                /* my number, or NG_NONE */
	bool shared;                /* all notes are shared: only what names me concerns me */
	struct ng_table *topics;    /* #topic to number */
	struct ng_table *files;     /* the files of the sources */
	struct ng_table *nouns;     /* each `what` once */
	struct ng_links *links;     /* what the names of records stand for */
	struct ng_room *room;       /* for statements that are yet to come */
};

/* A network without records. Only inside ng_arena_run, as all that follows unless it says otherwise. */
struct ng_network *ng_network_new(struct ng_arena *a);

/* Copies a record in. Kinds that this version doesn't know are left out. */
void ng_network_add(struct ng_network *net, const struct ng_record *r);

/*
 * Gives everything its meaning as of `today`. `me` is a handle, with or without `@`: all notes are shared, and I
 * am that person. Where it's empty, a person with a field `me` that says yes is me, and the notes that name me
 * are shared.
 */
void ng_network_settle(struct ng_network *net, ng_day today, struct ng_str me);

/* The person of a handle, a link or a name as people type it, with or without its sigil; or NG_NONE. */
uint32_t ng_network_person(const struct ng_network *net, struct ng_str name);
/*
 * The handles of people whose handle or name is nearly that, the nearest first, separated by `, `; at most three.
 * Of goals, where the name is a #goal/….
 */
struct ng_str ng_network_near(struct ng_arena *a, const struct ng_network *net, struct ng_str name);
/* The goal of #goal/x, goal/x, x, an alias or a name; or NG_NONE. */
uint32_t ng_network_goal(const struct ng_network *net, struct ng_str name);
/* The goal that a tag means in the notes, itself or as an alias; or NG_NONE. */
uint32_t ng_network_goal_tag(const struct ng_network *net, struct ng_str tag);
/* The first person whom a text names as @handle, [[link]] or, where it is nothing else, by name; or NG_NONE. */
uint32_t ng_network_named_in(const struct ng_network *net, struct ng_str text);

/*
 * The same for the name that begins at `text`, which starts with `@` or `[[`; its length goes to *length.
 * True where it is one, whoever it names.
 */
bool ng_network_name_at(const struct ng_network *net, struct ng_str text, size_t *length, uint32_t *person);

/*
 * A field of a person, or NULL: the value with the latest date (notes are never edited), of those the first.
 * Calls no allocator.
 */
const struct ng_statement *ng_network_field(const struct ng_network *net, uint32_t person, struct ng_str key);

/* The last day of contact up to today, or 0. Calls no allocator. */
ng_day ng_network_last_contact(const struct ng_network *net, uint32_t person);

/* True where the numbers hold `number`; where two lists have one in common. Both call no allocator. */
bool ng_numbers_have(struct ng_numbers numbers, uint32_t number);
bool ng_numbers_meet(struct ng_numbers a, struct ng_numbers b);

/*
 * True for what changed hands between somebody and me: a got or gave, neither planned nor merely intended, and mine
 * where notes are shared. `no` and `thanks` are among them, but no goods. Both call no allocator.
 */
bool ng_network_is_exchange(const struct ng_network *net, const struct ng_statement *s);
bool ng_network_is_good(const struct ng_network *net, const struct ng_statement *s);
/* Whom a statement between somebody and me is about: the first who isn't me, or NG_NONE. Calls no allocator. */
uint32_t ng_network_other(const struct ng_network *net, const struct ng_statement *s);

/*
 * True for a need that somebody has now: open, not planned, of an open goal or of none. Mine: nobody is in it,
 * or I am its first person; else it is its first person's. All call no allocator.
 */
bool ng_network_is_mine(const struct ng_network *net, const struct ng_statement *s); /* whether it's open or not */
bool ng_network_is_my_need(const struct ng_network *net, const struct ng_statement *s);
bool ng_network_is_their_need(const struct ng_network *net, const struct ng_statement *s);

/* True for a goal and for those that nest in it. Calls no allocator. */
bool ng_network_is_in_goal(const struct ng_network *net, uint32_t goal, uint32_t above);

/* FILE:LINE of a statement, in the arena. */
struct ng_str ng_network_source(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s);

/* The handles of people (the topics, the goals), separated by one space, in the arena. */
struct ng_str ng_network_handles(struct ng_arena *a, const struct ng_network *net, struct ng_numbers people);
struct ng_str ng_network_goal_list(struct ng_arena *a, const struct ng_network *net, struct ng_numbers goals);
struct ng_str ng_network_topic_list(struct ng_arena *a, const struct ng_network *net, struct ng_numbers topics);

#endif
