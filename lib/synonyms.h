/*
 * synonyms: phrases that a user takes for the same: "vc = venture capital, investor".
 *
 * Called by ng-match, match and query; calls: words, stem, table, text.
 */
#ifndef NG_SYNONYMS_H
#define NG_SYNONYMS_H

#include <stdint.h>

#include "stem.h"
#include "str.h"

struct ng_synonyms;

/* No synonyms yet. All memory is the arena's. Only inside ng_arena_run, as all that follows. */
struct ng_synonyms *ng_synonyms_new(struct ng_arena *a);

/*
 * Adds a file's bytes: a group in each line, "vc = venture capital, investor"; empty lines and what follows a #
 * are skipped. Returns 0, or the number of the first line that isn't of this form, or is too much (each group is compared
 * with others), with a static string that says so in *why: the lines before it are added.
 */
size_t ng_synonyms_add(struct ng_synonyms *s, struct ng_str file, const char **why);

/* Makes them comparable with stems; once, when all are added. */
void ng_synonyms_stem(struct ng_synonyms *s, struct ng_stemmer *stemmer);

/* The longest phrase that the stems begin with, as a number, and how many of them it takes to *length; or NG_NONE. */
uint32_t ng_synonyms_find(struct ng_arena *a, const struct ng_synonyms *s, const struct ng_str *stems, size_t n,
                          size_t *length);

/* All phrases that mean the same as this one, itself too, each as stems separated by one space. */
const struct ng_str *ng_synonyms_of(const struct ng_synonyms *s, uint32_t phrase, size_t *n);

/* A name for what it means, in the arena: the same for two phrases that have the same synonyms. */
struct ng_str ng_synonyms_meaning(struct ng_arena *a, const struct ng_synonyms *s, uint32_t phrase);

#endif
