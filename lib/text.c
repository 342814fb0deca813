#include "text.h"

#include <errno.h>
#include <string.h>
#include <utf8proc.h>

#include "sixteen.h"


int32_t
ng_text_at_wide(struct ng_str s, size_t i, size_t *n)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t len;
	size_t left = s.n - i;

	len = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(left < 4 ? left : 4), &c);
	if (len <= 0) {
		*n = 1;
		return 0xFFFD;
	}
	*n = (size_t)len;
	return c;
}

bool
ng_text_is_word_wide(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
		/* the variation selectors of emoji are marks, but no part of a word */
		return c < 0xFE00 || c > 0xFE0F;
	default:
		return false;
	}
}

bool
ng_text_is_hidden(int32_t c)
{
	return c < ' ' || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xFEFF;
}

bool
ng_text_is_noncharacter(int32_t c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Whether a tag may begin at s[i]: at the start, behind white space or opening punctuation. */
static bool
may_begin(struct ng_str s, size_t i)
{
	int32_t c;
	size_t n;

	if (i-- == 0)
		return true;
	while (i > 0 && ((unsigned char)s.p[i] & 0xC0) == 0x80)
		i--;
	c = ng_text_at(s, i, &n);
	return ng_text_is_space(c) || ng_text_is_opening(c);
}

size_t
ng_text_tag(struct ng_str s, size_t i)
{
	size_t end = i + 1, last = end, n;
	bool name = false;

	if (i >= s.n || s.p[i] != '#' || !may_begin(s, i))
		return 0;
	for (; end < s.n; end += n) {
		int32_t c = ng_text_at(s, end, &n);
		bool word = ng_text_is_word(c);

		if (!word && (end == i + 1 || (c != '-' && c != '/' && c != '.')))
			break;
		name |= c < '0' || c > '9';
		if (word)
			last = end + n; /* what follows is the sentence's punctuation */
	}
	return name ? last - i : 0;
}

bool
ng_text_is_opening(int32_t c)
{
	if (c < 0x80)
		return c == '(' || c == '[' || c == '{' || c == '<' || c == '"' || c == '\'';
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PI:
		return true;
	default:
		return c == 0xBF || c == 0xA1; /* inverted ? and ! */
	}
}

bool
ng_text_is_upper(int32_t c)
{
	utf8proc_category_t k;

	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	k = utf8proc_category(c);
	return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool
ng_text_is_space_wide(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return false;
	}
}

bool
ng_text_is_symbol_wide(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_SO:
	case UTF8PROC_CATEGORY_SK: /* skin tones */
	case UTF8PROC_CATEGORY_CF: /* the joiner */
		return true;
	default:
		return c >= 0xFE00 && c <= 0xFE0F;
	}
}

int
ng_text_columns(int32_t c)
{
	int n = utf8proc_charwidth(c);

	return n < 0 ? 0 : n;
}

static struct ng_str
map(struct ng_arena *a, struct ng_str s, utf8proc_option_t options)
{
	utf8proc_ssize_t n, cap;
	utf8proc_int32_t *out;

	/* into the arena's memory; utf8proc_map would take its own */
	cap = (utf8proc_ssize_t)s.n * 4;
	out = ng_arena_array(a, (size_t)cap + 1, sizeof(*out));
	n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, out, cap, options);
	if (n > cap) {
		cap = n;
		out = ng_arena_array(a, (size_t)cap + 1, sizeof(*out));
		n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, out, cap, options);
	}
	if (n >= 0)
		n = utf8proc_reencode(out, n, options);
	/* no UTF-8 stands for itself */
	return n < 0 ? s : (struct ng_str){(const char *)out, (size_t)n};
}

/* The ASCII fast path: 0 where s is folded already, 1 where lower case is enough, 2 where Unicode is needed. */
static int
needs_fold(struct ng_str s)
{
	int need = 0;

	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return 2;
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			need = 1;
	}
	return need;
}

static struct ng_str
fold(struct ng_arena *a, struct ng_str s, int options)
{
	char *p;

	switch (needs_fold(s)) {
	case 0:
		return s;
	case 1:
		p = ng_arena_alloc(a, s.n);
		for (size_t i = 0; i < s.n; i++)
			p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
		return (struct ng_str){p, s.n};
	default:
		return map(a, s, (utf8proc_option_t)options);
	}
}

struct ng_str
ng_text_fold(struct ng_arena *a, struct ng_str s)
{
	return fold(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

struct ng_str
ng_text_fold_bare(struct ng_arena *a, struct ng_str s)
{
	return fold(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

/* The slug of what is all ASCII; false where it isn't. */
static bool
slug_ascii(struct ng_arena *a, struct ng_str s, struct ng_str *slug)
{
	char *p = ng_arena_text(a, s.n);
	bool gap = false;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((unsigned char)c >= 0x80)
			return false;
		if (!ng_text_is_word(c) && c != '.') {
			gap = n > 0;
			continue;
		}
		/* what it stands for is before i */
		if (gap)
			p[n++] = '-';
		gap = false;
		p[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	*slug = (struct ng_str){p, n};
	return true;
}

struct ng_str
ng_text_slug(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	struct ng_str slug;
	bool gap = false;
	size_t n;

	if (slug_ascii(a, s, &slug))
		return slug;
	s = ng_text_fold(a, s);
	for (size_t i = 0; i < s.n; i += n) {
		/* what it keeps as it is, most often all */
		for (n = 0; i + n < s.n && (ng_is_alpha(s.p[i + n]) || ng_is_digit(s.p[i + n]) || s.p[i + n] == '.' || s.p[i + n] == '_');)
			n++;
		if (n == 0) {
			int32_t c = ng_text_at(s, i, &n);

			if (!ng_text_is_word(c)) {
				gap = b.n > 0;
				continue;
			}
		}
		if (gap)
			ng_buf_char(&b, '-');
		gap = false;
		ng_buf_add(&b, ng_str_cut(s, i, i + n));
	}
	return ng_buf_str(&b);
}

/* The index of the first sixteen bytes from i on that aren't all ASCII without NUL, or of what is left over. */
static size_t
skip_ascii(struct ng_str s, size_t i)
{
	for (; s.n - i >= sizeof(ng_sixteen); i += sizeof(ng_sixteen)) {
		ng_sixteen c = ng_sixteen_at(s.p + i);

		if (ng_sixteen_any((c | (ng_sixteen)(c == 0)) & 0x80))
			break;
	}
	return i;
}

struct ng_str
ng_text_repair(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t plain = 0, n, at = skip_ascii(s, 0), again = at + sizeof(ng_sixteen);

	for (size_t i = at; i < s.n; i += n) {
		if (i >= again) {
			i = skip_ascii(s, i);
			again = i + sizeof(ng_sixteen);
			if (i == s.n)
				break;
		}
		n = 1;
		if ((unsigned char)s.p[i] < 0x80 && s.p[i] != 0)
			continue;
		/* U+FFFD itself has length 3, a bad byte 1 */
		if (s.p[i] != 0 && (ng_text_at(s, i, &n) != 0xFFFD || n > 1))
			continue;
		n = 1;
		ng_buf_add(&b, ng_str_cut(s, plain, i));
		/* the bytes that go on a broken character are one fault with it */
		if ((unsigned char)s.p[i] >= 0xC2)
			while (n < 3 && i + n < s.n && ((unsigned char)s.p[i + n] & 0xC0) == 0x80)
				n++;
		ng_buf_add(&b, NG_STR(NG_TEXT_REPLACEMENT));
		plain = i + n;
	}
	if (plain == 0)
		return s;
	ng_buf_add(&b, ng_str_cut(s, plain, s.n));
	return ng_buf_str(&b);
}

/* Where a byte is below the space, or a space before another one. */
static ng_sixteen
unsqueezed_at(const char *p)
{
	ng_sixteen c = ng_sixteen_at(p);

	return ng_sixteen_between(c, 0, ' ' - 1) | ((ng_sixteen)(c == ' ') & (ng_sixteen)(ng_sixteen_at(p + 1) == ' '));
}

/*
 * The index of the first byte from i on that isn't kept as it is for sure: a control character, or a space before another
 * one. s ends in no space.
 */
static size_t
kept_end(struct ng_str s, size_t i)
{
	for (; s.n - i > sizeof(ng_sixteen); i += sizeof(ng_sixteen)) {
		ng_sixteen odd = unsqueezed_at(s.p + i);

		if (ng_sixteen_any(odd))
			return i + (size_t)__builtin_ctzll(ng_sixteen_bits(odd));
	}
	while (i < s.n && (unsigned char)s.p[i] >= ' ' && (s.p[i] != ' ' || s.p[i + 1] != ' '))
		i++;
	return i;
}

struct ng_str
ng_text_squeeze(struct ng_arena *a, struct ng_str s)
{
	size_t n = 0, end;
	char *p;

	s = ng_str_trim(s);
	end = kept_end(s, 0);
	if (end == s.n)
		return s;
	p = ng_arena_text(a, s.n);
	for (size_t i = 0; i < s.n; end = kept_end(s, i)) {
		memcpy(p + n, s.p + i, end - i);
		n += end - i;
		i = end;
		if (i == s.n)
			break;
		if (!ng_is_space(s.p[i])) {
			p[n++] = s.p[i++];
			continue;
		}
		/* a single space before it was kept; s doesn't begin with one */
		if (p[n - 1] != ' ')
			p[n++] = ' ';
		while (ng_is_space(s.p[i]))
			i++; /* behind the last one is text: s is trimmed */
	}
	return (struct ng_str){p, n};
}

struct ng_str
ng_text_cut(struct ng_str s, size_t max)
{
	size_t chars = 0, word = 0, n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (c == ' ')
			word = i;
		if (chars++ == max)
			return ng_str_trim(ng_str_cut(s, 0, word > 0 ? word : i));
	}
	return s;
}

struct ng_str
ng_text_shorten(struct ng_arena *a, struct ng_str s, size_t max)
{
	struct ng_buf b = {.arena = a};
	size_t chars = 0, cut = 0, word = 0, n;

	for (size_t i = 0; i < s.n; i += n, chars++) {
		int32_t c = ng_text_at(s, i, &n);

		if (chars < max) {
			if (ng_text_is_space(c))
				word = i;
			cut = i; /* leaves room for the mark */
		}
	}
	if (chars <= max)
		return s;
	ng_buf_add(&b, ng_str_trim(ng_str_cut(s, 0, word > 0 ? word : cut)));
	ng_buf_add(&b, NG_STR("…"));
	return ng_buf_str(&b);
}
