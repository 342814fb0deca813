/*
 * index: which passage holds which word or topic: an inverted index over what is evidence about people.
 *
 * A passage is a statement, or a window of a long one. All words are read once, as numbers in one array, of which the
 * postings of all terms are made; for one question those of its few terms alone, and the other words are just counted.
 * So a need looks only at the passages that share something with it. Called by query, evidence and match; calls:
 * network, words, stem, ranking, table, text.
 */
#ifndef NG_INDEX_H
#define NG_INDEX_H

#include "network.h"
#include "ranking.h"
#include "stem.h"
#include "words.h"

/* That a passage holds a term: how often, less where it stands around it alone. */
struct ng_posting {
	uint32_t passage : 30;
	uint32_t own : 1;  /* it stands in the line itself, not only around it */
	uint32_t able : 1; /* the line says outright what somebody can help with */
	float weight;
};

/* How many levels of a topic count: #a/b/c is three. */
#define NG_INDEX_LEVELS 8

/* So many postings ahead memory is asked for what they lead to: by then it is there. */
#define NG_INDEX_AHEAD 16

/* How words may begin, as far as it's told apart: by a part of their first two bytes. */
#define NG_INDEX_BEGINNINGS 4096

/* Passages that are told apart. */
#define NG_INDEX_PASSAGES 0x3FFFFFFF

struct ng_term {
	struct ng_posting *postings; /* in the order of the passages */
	uint32_t passages;    /* how many there are */
	uint32_t occurrences; /* in them */
	uint32_t people;      /* who have it in a line, once ng_index_rarity was asked; 0 before */
};

/* More people of a statement are counted as so many. */
#define NG_INDEX_CROWD 0x7FFFFF

/* What is asked of a statement for each need anew: close together, as statements are not. */
struct ng_index_line {
	double evidence;  /* what its kind, its age and its windows weigh; 0 where it's no evidence */
	uint32_t first;   /* its first passage; those up to the next statement's are its own */
	uint32_t person;  /* the first of its people; NG_NONE: it has none */
	uint32_t people : 23; /* how many it has */
	uint32_t unanswered : 1; /* an ask without an answer */
	uint32_t kind : 8;    /* enum ng_kind */
	uint32_t text;    /* the same for equal texts */
	uint32_t file, line;
};

struct ng_index {
	struct ng_arena *arena;
	const struct ng_network *net;
	struct ng_stemmer *stemmer;
	struct ng_table *forms; /* words as they are written … */
	uint32_t *stems;        /* … and the term of each; NG_NONE: a stop word */
	struct ng_table *stops; /* words that no term stands for */
	struct ng_table *names; /* the terms: stems, topics with their `#` */
	struct ng_term *terms;
	size_t cap_stems, cap;
	struct ng_index_shorts *shorts; /* short words that came up, while all is read */
	struct ng_index_read *read;     /* what the postings are made of; NULL when all are */
	bool asked;       /* no other terms are looked for than those that were named */
	bool begins[NG_INDEX_BEGINNINGS]; /* as these do */
	struct ng_index_line *lines; /* of each statement, and one behind the last */
	uint32_t *statements; /* of each passage: its statement … */
	uint32_t *whom;       /* … and whom that is about: ng_index_people */
	uint32_t *groups;     /* several people: how many, and they */
	float *norms;         /* of each passage: BM25's k1 (1 - b + b length / mean length), what a term must outweigh in it */
	size_t npassages, cap_statements, cap_whom, cap_norms, ngroups, cap_groups;
	struct ng_table *titles; /* of goals, as a context holds them */
	size_t people;    /* who have any evidence */
	uint32_t *stamps; /* of each person: the last count that they were in */
	uint32_t stamp;
};

/*
 * Reads all statements once. Where `names` isn't NULL, only these stems and topics (with their `#`) will be asked for.
 * Only inside ng_arena_run, as what follows unless it says otherwise; the index lives as long as the arena and the
 * stemmer.
 */
struct ng_index *ng_index_new(struct ng_arena *a, const struct ng_network *net, struct ng_stemmer *stemmer,
                              const struct ng_table *names);

/* The term of a word, or of a topic with its `#`; NG_NONE where no passage holds it. */
uint32_t ng_index_term(struct ng_index *index, struct ng_str word);
/* A term with its postings. Calls no allocator. */
const struct ng_term *ng_index_postings(const struct ng_index *index, uint32_t term);

/* Makes a term of one's own, which has no name of another; its postings live as long as the index. */
uint32_t ng_index_put(struct ng_index *index, struct ng_str name, struct ng_term term);

/*
 * A term that stands for several phrases, each a list of stems separated by one space: a passage holds it as
 * often as it holds any of them whole. `name` tells it from other terms; NG_NONE where no passage holds any.
 */
uint32_t ng_index_any(struct ng_index *index, struct ng_str name, const struct ng_str *phrases, size_t n);

/*
 * How much it says of somebody that their passages hold the term: BM25's inverse document frequency over people, and
 * how much of a subject the term is (ranking.h). NG_NONE: a term that none holds.
 */
double ng_index_rarity(struct ng_index *index, uint32_t term);
/* The same for something that so many people have. */
double ng_index_rarity_of(const struct ng_index *index, size_t people);

/* Counts people: none so far; and how many of a passage's statement weren't counted since. Call no allocator. */
void ng_index_count_begin(struct ng_index *index);
uint32_t ng_index_count(struct ng_index *index, uint32_t passage);

/* From here on what a passage is about is no person, but several: their place among the groups. */
#define NG_INDEX_GROUP ((uint32_t)1 << 31)

/* The people of a passage's statement: close together, as those of the statements are not. */
static inline struct ng_numbers
ng_index_people(const struct ng_index *index, uint32_t passage)
{
	const uint32_t *whom = &index->whom[passage], *group = index->groups;

	if (*whom < NG_INDEX_GROUP)
		return (struct ng_numbers){whom, 1};
	group += *whom - NG_INDEX_GROUP;
	return (struct ng_numbers){group + 1, *group};
}

/* What a posting is worth in a passage of this norm: 0 to nearly 1 + K1, 1 for a word that one of mean length holds once. */
static inline double
ng_index_saturation(float weight, float norm)
{
	return (double)(weight * (float)(NG_RANK_K1 + 1) / (weight + norm));
}

/* Whether lines of a kind say outright what somebody can help with, and not what came up beside them. */
static inline bool
ng_index_is_able(uint32_t kind)
{
	return kind == NG_KIND_KNOWS || kind == NG_KIND_FIELD || kind == NG_KIND_PERSON || kind == NG_KIND_OFFER;
}

/*
 * The next part of a text from *at on, which goes behind it, without the tags of goals: they are no words of
 * what is needed or known. False behind the last.
 */
bool ng_index_next_part(const struct ng_network *net, struct ng_str text, size_t *at, struct ng_str *part);

/* Makes #a/b the topic #a that it nests in; false where it nests in none. */
bool ng_index_topic_above(struct ng_str *topic);

/* True where `text` holds the topic as it is written, and not just the heading above. */
bool ng_index_writes_topic(struct ng_str text, struct ng_str topic);

#endif
