/*
 * signs: where in a text the few bytes stand that may mean something to Markdown or to tags.
 *
 * Why: inline, split and tags each look for a byte in twenty, and what they look for is much the same. All bytes are
 * looked at once, sixteen at a time, and a bit for each is kept; who looks for a sign goes from bit to bit. A sign may be
 * none to whom it's handed: all else is left out. Called by quick, inline, split and tags; calls: sixteen, str, arena.
 */
#ifndef NG_SIGNS_H
#define NG_SIGNS_H

#include <stdint.h>

#include "str.h"

/*
 * The signs of a text: bit i % 64 of bits[i / 64], counted from `from`, is that of its byte i. They are the control
 * characters below the space, what is in "#$%&'()*", ":;<=>?@" and "[\]^_`", and the first bytes of some characters, of
 * dashes, quotes and emoji among others (0xE0, 0xE2, 0xF0, 0xF2). None: {.bits = NULL}.
 */
struct ng_signs {
	const uint64_t *bits;
	size_t from;
};

/* The signs of a text, in the arena. */
struct ng_signs ng_signs_find(struct ng_arena *a, struct ng_str text);

/* Those of what begins with the byte `from` of the text. */
static inline struct ng_signs
ng_signs_cut(struct ng_signs signs, size_t from)
{
	return (struct ng_signs){signs.bits, signs.from + from};
}

/* The index of the first sign of a text at or behind i, or n, the text's length. */
static inline size_t
ng_signs_next(struct ng_signs signs, size_t i, size_t n)
{
	size_t at = signs.from + i, to = signs.from + n;
	uint64_t bits;

	if (i >= n)
		return n;
	bits = signs.bits[at / 64] >> at % 64;
	if (bits == 0) {
		at = at / 64 * 64;
		do {
			at += 64;
			if (at >= to)
				return n;
			bits = signs.bits[at / 64];
		} while (bits == 0);
	}
	at += (size_t)__builtin_ctzll(bits);
	return at < to ? at - signs.from : n;
}

#endif
