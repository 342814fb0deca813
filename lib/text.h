/*
 * text: Unicode. The one room that includes utf8proc.h.
 *
 * Folding of handles and words, slugs of links, repair of bytes that are no UTF-8.
 * Calls: str, arena, sixteen.
 */
#ifndef NG_TEXT_H
#define NG_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* U+FFFD, which stands for what is no character. */
#define NG_TEXT_REPLACEMENT "\xEF\xBF\xBD"

/* s without the byte order mark (U+FEFF in UTF-8) that a file may begin with. */
static inline struct ng_str
ng_text_without_mark(struct ng_str s)
{
	return ng_str_starts(s, NG_STR("\xEF\xBB\xBF")) ? ng_str_cut(s, 3, s.n) : s;
}

/* What the functions of their names below do for characters beyond ASCII, which are most often ASCII. */
int32_t ng_text_at_wide(struct ng_str s, size_t i, size_t *n);
bool ng_text_is_word_wide(int32_t c);
bool ng_text_is_space_wide(int32_t c);
bool ng_text_is_symbol_wide(int32_t c);

/* The character at s[i] and its length in bytes in *n; a bad byte gives U+FFFD of length 1. i < s.n. */
static inline int32_t
ng_text_at(struct ng_str s, size_t i, size_t *n)
{
	if ((unsigned char)s.p[i] >= 0x80)
		return ng_text_at_wide(s, i, n);
	*n = 1;
	return s.p[i];
}

/* A letter, mark or digit of any script, or `_`. */
static inline bool
ng_text_is_word(int32_t c)
{
	return c < 0x80 ? ng_is_alpha((char)c) || ng_is_digit((char)c) || c == '_' : ng_text_is_word_wide(c);
}

/* Opening punctuation (Unicode Ps, Pi) or a quotation mark. */
bool ng_text_is_opening(int32_t c);
bool ng_text_is_upper(int32_t c);
/* The length of the `#tag` that begins at s[i], as notes write topics and goals; 0 where none does. */
size_t ng_text_tag(struct ng_str s, size_t i);
/* A control character, an embedding, override or isolate of bidirectional text, or a byte order mark. */
bool ng_text_is_hidden(int32_t c);
/* What is no character (Unicode, section 23.7): U+FFFE and U+FFFF of each plane, U+FDD0 to U+FDEF. */
bool ng_text_is_noncharacter(int32_t c);
/* White space as Unicode counts it (Zs, Zl, Zp and ASCII white space). */
static inline bool
ng_text_is_space(int32_t c)
{
	return c < 0x80 ? ng_is_space((char)c) : ng_text_is_space_wide(c);
}

/* A symbol such as an emoji, with what joins and varies it: what is skipped before a label. */
static inline bool
ng_text_is_symbol(int32_t c)
{
	return c >= 0x80 && ng_text_is_symbol_wide(c);
}

/* The columns that a terminal gives the character: 0 (it joins the one before), 1 or 2. */
int ng_text_columns(int32_t c);

/* s in full case folding and NFC: how handles, topics and keys compare. Borrowed where nothing changes. */
struct ng_str ng_text_fold(struct ng_arena *a, struct ng_str s);

/* The same without accents and other marks: how words of a text compare. */
struct ng_str ng_text_fold_bare(struct ng_arena *a, struct ng_str s);

/* s folded, each run of other characters than letters, digits, `_` and `.` as one `-`, none at the ends. */
struct ng_str ng_text_slug(struct ng_arena *a, struct ng_str s);

/* s with U+FFFD for each NUL and each byte sequence that is no UTF-8. Borrowed where there is none. */
struct ng_str ng_text_repair(struct ng_arena *a, struct ng_str s);

/* s trimmed, each run of white space as one space. Borrowed where nothing changes. */
struct ng_str ng_text_squeeze(struct ng_arena *a, struct ng_str s);

/* s cut to at most `max` characters, at a word's end where it has one. Borrowed. */
struct ng_str ng_text_cut(struct ng_str s, size_t max);

/* s cut to at most `max` characters, at a word's end where it has one, with "…" behind what was cut (counted). */
struct ng_str ng_text_shorten(struct ng_arena *a, struct ng_str s, size_t max);

#endif
