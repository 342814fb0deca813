#include "str.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool
ng_str_is_one_of(struct ng_str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ng_str_eq(s, ng_str_of(list[i])))
			return true;
	return false;
}

int
ng_str_cmp(struct ng_str a, struct ng_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool
ng_str_ends(struct ng_str s, struct ng_str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
ng_str_eq_nocase(struct ng_str a, struct ng_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

struct ng_str
ng_str_trim(struct ng_str s)
{
	while (s.n > 0 && ng_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && ng_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t
ng_str_find_part(struct ng_str s, struct ng_str part)
{
	if (part.n == 0)
		return 0;
	for (size_t i = ng_str_find(s, part.p[0]); i < s.n; i += 1 + ng_str_find(ng_str_cut(s, i + 1, s.n), part.p[0]))
		if (ng_str_starts(ng_str_cut(s, i, s.n), part))
			return i;
	return s.n;
}

size_t
ng_str_line_end(struct ng_str s, size_t i)
{
	/* in steps, or a file without LF would be searched to its end for each CR */
	while (i < s.n) {
		struct ng_str step = ng_str_cut(s, i, i + 512);
		size_t lf = ng_str_find(step, '\n'), cr = ng_str_find(ng_str_cut(step, 0, lf), '\r');

		if (cr < step.n)
			return i + cr;
		i += step.n;
	}
	return s.n;
}

bool
ng_str_has_word(struct ng_str list, struct ng_str word)
{
	struct ng_str w;

	while (ng_str_word(&list, &w))
		if (ng_str_eq(w, word))
			return true;
	return false;
}

struct ng_str
ng_str_dup(struct ng_arena *a, struct ng_str s)
{
	char *p = ng_arena_text(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct ng_str){p, s.n};
}

void
ng_buf_grow(struct ng_buf *b, size_t more)
{
	size_t want = b->cap == 0 ? 32 : b->cap;

	if (more > SIZE_MAX / 4 - b->n)
		ng_arena_fail(b->arena, ENOMEM);
	while (want < b->n + more)
		want *= 2;
	b->p = ng_arena_grow(b->arena, b->p, b->cap, want);
	b->cap = want;
}

void
ng_buf_printf(struct ng_buf *b, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		ng_arena_fail(b->arena, EOVERFLOW);
	ng_buf_reserve(b, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(b->p + b->n, (size_t)n + 1, format, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
ng_buf_number(struct ng_buf *b, size_t n)
{
	char digits[20];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	ng_buf_add(b, (struct ng_str){digits + i, sizeof(digits) - i});
}

void
ng_buf_word(struct ng_buf *b, struct ng_str word)
{
	struct ng_str rest = ng_buf_str(b), w;
	size_t n = 0;

	for (; ng_str_word(&rest, &w); n++)
		if (ng_str_eq(w, word))
			return;
	if (word.n == 0)
		return;
	if (n == NG_LIST_LIMIT)
		ng_arena_fail(b->arena, ERANGE);
	if (b->n > 0)
		ng_buf_char(b, ' ');
	ng_buf_add(b, word);
}

size_t
ng_str_count_words(struct ng_str list)
{
	struct ng_str word;
	size_t n = 0;

	while (ng_str_word(&list, &word))
		n++;
	return n;
}

struct ng_str
ng_str_join_lists(struct ng_arena *a, struct ng_str first, struct ng_str second)
{
	struct ng_buf b = {.arena = a};
	struct ng_str word;

	if (second.n == 0)
		return first;
	if (first.n == 0)
		return second;
	ng_buf_add(&b, first);
	while (ng_str_word(&second, &word))
		if (!ng_str_has_word(first, word)) {
			ng_buf_char(&b, ' ');
			ng_buf_add(&b, word);
		}
	return ng_buf_str(&b);
}
