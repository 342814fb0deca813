/*
 * front_quick: front matter of the plainest form, without libyaml.
 *
 * Why: libyaml takes some hundred instructions a byte, and most front matter is "key: value", "key: [a, b]" and "key:"
 * with "- value" below. This room knows those lines alone, with values that begin with no sign that means something to
 * YAML and hold none; whatever goes beyond that is libyaml's, all of it.
 *
 * The proof is tests/unit/test_front.c: what its generator makes is read both ways. Called by front; calls: str, arena.
 */
#ifndef NG_FRONT_QUICK_H
#define NG_FRONT_QUICK_H

#include "front.h"

/*
 * Adds the entries of `raw`, whose first line has the number `line`, to the front matter, which has none. False where
 * that is left to libyaml; then what was added counts for nothing. Keys and values are borrowed.
 */
bool ng_front_quick(struct ng_arena *a, struct ng_str raw, size_t line, struct ng_front *front);

#endif
