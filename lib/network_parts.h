/*
 * network_parts: the steps of ng_network_settle, in their order; known to the network's own files alone.
 *
 * Calls: network's types.
 */
#ifndef NG_NETWORK_PARTS_H
#define NG_NETWORK_PARTS_H

#include "network.h"

/* What a name in a record's list stands for. */
enum ng_meaning { NG_MEANS_NOTHING, NG_MEANS_PERSON, NG_MEANS_GOAL, NG_MEANS_TOPIC };

struct ng_place {
	enum ng_meaning meaning;
	uint32_t number;
};

/* How a name leads to somebody, the surest first. */
enum ng_way { NG_BY_HANDLE, NG_BY_FILE, NG_BY_NAME, NG_BY_ALIAS, NG_WAYS };

/* Whom and which goal a slug may mean, as numbers in `refs`; NG_NONE: none. */
struct ng_meant {
	uint32_t person[NG_WAYS], goal[NG_WAYS];
	bool shared[NG_WAYS]; /* two people have that file's name or alias */
};

struct ng_links {
	struct ng_table *refs;   /* the names as they stand in records: @x, [[x]], #goal/x, #x */
	struct ng_place *places; /* of each ref, once resolved */
	struct ng_table *slugs;
	struct ng_meant *meant; /* of each slug */
	size_t cap;             /* of meant */
	bool *acts;             /* of each ref, as far as there is one: a link that stands where only a person can */
	size_t nacts, cap_acts;
};

/* Memory for what is many, so that it stands close together: all of it is walked over again and again. */
struct ng_room {
	struct ng_statement *statements;
	uint32_t *numbers;
	size_t nstatements, nnumbers; /* that are left */
	size_t of_kind[NG_KINDS]; /* how many statements of each kind came */
	bool unordered;           /* some came in another order than that of their sources */
	enum ng_found_part part; /* of the match or give at hand */
	size_t terms;            /* how many it had */
};

/* The slug's entry, made where it is missing. */
struct ng_meant *ng_links_meant(struct ng_network *net, struct ng_str slug);

/* Notes which links of a statement can only be people: its lists are numbers of refs still. */
void ng_links_act(struct ng_network *net, const struct ng_statement *s);

/* Resolves the lists of all statements from numbers of refs to people, goals and topics, and numbers these. */
void ng_links_resolve(struct ng_network *net);

/* Characters of the name that somebody is called by; a goal's may have twice as many. */
#define NG_NAME_TEXT 80

/* Has those whom links alone name go by the page that a link writes. */
void ng_network_name_linked(struct ng_network *net);

/* The name without what a comma, a bracket, a colon or a dash adds to it. */
struct ng_str ng_links_called(struct ng_str name);

/* Gives a statement that has no goals those of another one. */
void ng_network_take_goals(struct ng_network *net, struct ng_statement *s, const struct ng_statement *other);

/* Something of a day, or without a date (0). */
struct ng_dated {
	ng_day day;
	uint32_t number;
};

/* Puts them in the order of their days, the undated first, and leaves those of one day as they are. */
void ng_dated_sort(struct ng_arena *a, struct ng_dated *v, size_t n);

/* Closes what later statements close: asks, offers and promises by got and gave, open boxes by ticked ones. */
void ng_closing_apply(struct ng_network *net);

/*
 * Gives a `got seat` without a goal those of the only seat of my board that its topics can mean; before the goals list
 * their statements.
 */
void ng_seats_apply(struct ng_network *net);

/* Says who I am, whose boxes are others', and when I was in contact with whom; counts the statements of people and goals. */
void ng_contact_apply(struct ng_network *net, struct ng_str me);

#endif
