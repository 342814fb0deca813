/*
 * str: slices of bytes that somebody else owns, and buffers that grow in an arena.
 *
 * All of lib/ passes text as slices; nothing here knows about UTF-8 or locales.
 * Calls: arena.
 */
#ifndef NG_STR_H
#define NG_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "arena.h"

/* `n` bytes at `p`, borrowed; not terminated. The empty slice may have p == NULL. */
struct ng_str {
	const char *p;
	size_t n;
};

/* A slice of a string literal. */
#define NG_STR(lit) ((struct ng_str){(lit), sizeof(lit) - 1})

/* The bytes of a slice for printf, which takes no NULL. */
static inline const char *
ng_str_bytes(struct ng_str s)
{
	return s.p == NULL ? "" : s.p;
}

/* For printf's "%.*s". */
#define NG_STR_ARG(s) (int)(s).n, ng_str_bytes(s)

/* The most words in a list: what names more is no note, and would take quadratic time. */
#define NG_LIST_LIMIT 2000

/* A buffer in an arena: `n` bytes at `p` are used. Starts as {.arena = a}. */
struct ng_buf {
	struct ng_arena *arena;
	char *p;
	size_t n, cap;
};

/* The slice of a terminated string (borrowed). */
static inline struct ng_str
ng_str_of(const char *s)
{
	return (struct ng_str){s, strlen(s)};
}

static inline bool
ng_str_eq(struct ng_str a, struct ng_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* Whether s is one of n terminated strings. */
bool ng_str_is_one_of(struct ng_str s, const char *const *list, size_t n);
/* As strcmp: by bytes, a prefix first. */
int ng_str_cmp(struct ng_str a, struct ng_str b);
static inline bool
ng_str_starts(struct ng_str s, struct ng_str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
bool ng_str_ends(struct ng_str s, struct ng_str suffix);
/* Equal when ASCII letters' case is left aside. */
bool ng_str_eq_nocase(struct ng_str a, struct ng_str b);
/* The bytes [from, to) of s; both are cut to s. */
static inline struct ng_str
ng_str_cut(struct ng_str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct ng_str){s.p == NULL ? NULL : s.p + from, to - from};
}

/* s without spaces, tabs and line ends at both ends. */
struct ng_str ng_str_trim(struct ng_str s);
/* The index of byte c in s, or s.n. */
static inline size_t
ng_str_find(struct ng_str s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	return at == NULL ? s.n : (size_t)(at - s.p);
}
/* Where `part` first begins in s, or s.n. */
size_t ng_str_find_part(struct ng_str s, struct ng_str part);
/* The end of the line that starts at `i`: the index of its LF, CR or CRLF, or s.n. */
size_t ng_str_line_end(struct ng_str s, size_t i);
/* The start of the line behind a line end at `i`. */
static inline size_t
ng_str_line_next(struct ng_str s, size_t i)
{
	if (i < s.n && s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
		return i + 2;
	return i < s.n ? i + 1 : s.n;
}
/* Takes the next word of a list that is separated by single spaces off `*rest`; false when there's none. */
static inline bool
ng_str_word(struct ng_str *rest, struct ng_str *word)
{
	size_t i;

	if (rest->n == 0)
		return false;
	i = ng_str_find(*rest, ' ');
	*word = ng_str_cut(*rest, 0, i);
	*rest = ng_str_cut(*rest, i + 1 < rest->n ? i + 1 : rest->n, rest->n);
	return true;
}
/* True where the space-separated `list` holds `word`. */
bool ng_str_has_word(struct ng_str list, struct ng_str word);
/* Space, tab, LF, VT, FF or CR: no locale. */
static inline bool
ng_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
ng_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a hexadecimal digit stands for; -1 for what is none. */
static inline int
ng_hex_value(char c)
{
	return ng_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static inline bool
ng_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ASCII punctuation as CommonMark counts it. */
static inline bool
ng_is_punct(char c)
{
	return c > ' ' && c < 127 && !ng_is_digit(c) && !ng_is_alpha(c);
}

/* A copy of s in the arena, with a NUL behind it that the slice doesn't count. */
struct ng_str ng_str_dup(struct ng_arena *a, struct ng_str s);

/* Makes room for `more` bytes behind those that are used. */
void ng_buf_grow(struct ng_buf *b, size_t more);

static inline void
ng_buf_reserve(struct ng_buf *b, size_t more)
{
	if (more > b->cap - b->n)
		ng_buf_grow(b, more);
}

static inline void
ng_buf_add(struct ng_buf *b, struct ng_str s)
{
	if (s.n == 0)
		return;
	ng_buf_reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

static inline void
ng_buf_char(struct ng_buf *b, char c)
{
	ng_buf_reserve(b, 1);
	b->p[b->n++] = c;
}

/* Adds what printf would print. */
__attribute__((format(printf, 2, 3))) void ng_buf_printf(struct ng_buf *b, const char *format, ...);
void ng_buf_number(struct ng_buf *b, size_t n);
/*
 * Adds `word` to a space-separated list unless it is there. A list of NG_LIST_LIMIT words fails the arena
 * with ERANGE.
 */
void ng_buf_word(struct ng_buf *b, struct ng_str word);
/* How many words a space-separated list has. */
size_t ng_str_count_words(struct ng_str list);
/* The words of `first`, then those of `second`, each once. */
struct ng_str ng_str_join_lists(struct ng_arena *a, struct ng_str first, struct ng_str second);
/* What the buffer holds, borrowed until it grows. */
static inline struct ng_str
ng_buf_str(const struct ng_buf *b)
{
	return (struct ng_str){b->p, b->n};
}

#endif
