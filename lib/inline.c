#include "inline.h"

#include <string.h>

static void
pass(struct ng_cursor *c, size_t n, enum ng_class class)
{
	memset(c->class + c->at, (int)(c->hidden > 0 ? NG_CLASS_HIDDEN : class), n);
	c->at += n;
}

static bool
looking_at(const struct ng_cursor *c, char x)
{
	return c->at < c->s.n && c->s.p[c->at] == x;
}

/*
 * The length of an entity or numeric character reference at the cursor, or 0 (CommonMark 0.30, 6.2 and its
 * neighbours).
 */
static size_t
entity_length(const struct ng_cursor *c)
{
	size_t i = c->at + 1, from;

	if (i < c->s.n && c->s.p[i] == '#')
		i++;
	for (from = i; i < c->s.n && i - from < 32 && (ng_is_alpha(c->s.p[i]) || ng_is_digit(c->s.p[i]));)
		i++;
	return i > from && i < c->s.n && c->s.p[i] == ';' ? i + 1 - c->at : 0;
}

/* True where the entity at the cursor, `n` bytes, stands for another text: an unknown one is text itself. */
static bool
is_entity(const struct ng_cursor *c, size_t n, const char *t)
{
	struct ng_str name = ng_str_cut(c->s, c->at + 1, c->at + n - 1);

	return strncmp(c->s.p + c->at, t, n) != 0 || name.p[0] == '#' || ng_str_eq_nocase(name, NG_STR("amp"));
}

/* Passes text that libcmark gives as `t`. */
static bool
pass_text(struct ng_cursor *c, const char *t)
{
	size_t length;

	/* libcmark keeps the indentation of a lazy continuation line in some places, the source here never */
	if (c->at == 0 || c->s.p[c->at - 1] == '\n')
		while (*t == ' ' || *t == '\t')
			t++;
	length = strlen(t);

	/* most of it is in the source as it is */
	if (length <= c->s.n - c->at && memcmp(c->s.p + c->at, t, length) == 0 &&
	    memchr(t, '\\', length) == NULL && memchr(t, '&', length) == NULL) {
		pass(c, length, NG_CLASS_TEXT);
		return true;
	}
	while (*t != '\0') {
		size_t n;

		if (c->at == c->s.n)
			return false;
		if (c->s.p[c->at] == '\\' && c->at + 1 < c->s.n && ng_is_punct(c->s.p[c->at + 1])) {
			if (c->s.p[c->at + 1] != *t++)
				return false;
			pass(c, 2, NG_CLASS_ESCAPED);
		} else if (c->s.p[c->at] == '&' && (n = entity_length(c)) > 0 && is_entity(c, n, t)) {
			if (ng_str_eq(ng_str_cut(c->s, c->at, c->at + n), NG_STR("&fjlig;")))
				t++; /* the one of two letters */
			pass(c, n, NG_CLASS_ESCAPED);
			/* what it stands for: one character, rarely two; what follows tells */
			do
				t++;
			while (((unsigned char)*t & 0xC0) == 0x80 ||
			       ((unsigned char)*t >= 0x80 &&
				(c->at == c->s.n || (c->s.p[c->at] != *t && c->s.p[c->at] != '&'))));
		} else if (c->s.p[c->at] == *t) {
			pass(c, 1, NG_CLASS_TEXT);
			t++;
		} else {
			return false;
		}
	}
	return true;
}

/* Passes `t` in the class given, white space aside. */
static bool
pass_verbatim(struct ng_cursor *c, const char *t, enum ng_class class)
{
	for (; *t != '\0'; t++) {
		if (ng_is_space(*t))
			continue;
		while (c->at < c->s.n && ng_is_space(c->s.p[c->at]))
			pass(c, 1, class);
		if (!looking_at(c, *t))
			return false;
		pass(c, 1, class);
	}
	return true;
}

static bool
pass_code(struct ng_cursor *c)
{
	size_t open = 0, run, i;

	while (c->at + open < c->s.n && c->s.p[c->at + open] == '`')
		open++;
	for (i = c->at + open; open > 0 && i < c->s.n; i += run > 0 ? run : 1) {
		for (run = 0; i + run < c->s.n && c->s.p[i + run] == '`';)
			run++;
		if (run == open) {
			pass(c, i + run - c->at, NG_CLASS_CODE);
			return true;
		}
	}
	return false;
}

static bool
pass_break(struct ng_cursor *c)
{
	while (c->at < c->s.n && c->s.p[c->at] != '\n') {
		if (c->s.p[c->at] != ' ' && c->s.p[c->at] != '\t' && c->s.p[c->at] != '\\')
			return false;
		pass(c, 1, c->s.p[c->at] == '\\' ? NG_CLASS_ESCAPED : NG_CLASS_TEXT);
	}
	if (c->at == c->s.n)
		return false;
	pass(c, 1, NG_CLASS_TEXT);
	return true;
}

static size_t
skip_space(struct ng_str s, size_t i)
{
	while (i < s.n && ng_is_space(s.p[i]))
		i++;
	return i;
}

/* The index behind what ends with an unescaped `end` from i on; 0 where there's no end. */
static size_t
skip_to(struct ng_str s, size_t i, char end)
{
	for (; i < s.n && s.p[i] != end; i++)
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
	return i < s.n ? i + 1 : 0;
}

/* The index behind the "]" of a link's label at i, which holds no other bracket; 0 where there is none. */
static size_t
skip_label(struct ng_str s, size_t i)
{
	size_t to = skip_to(s, i, ']');

	return skip_to(ng_str_cut(s, 0, to), i, '[') > 0 ? 0 : to;
}

/* The index behind a link's destination at i (CommonMark 0.30, 6.3); 0 where there is none. */
static size_t
skip_destination(struct ng_str s, size_t i)
{
	size_t depth = 0;

	if (i < s.n && s.p[i] == '<') {
		size_t to = skip_to(s, i + 1, '>');

		return skip_to(ng_str_cut(s, 0, to), i + 1, '<') > 0 || ng_str_find(ng_str_cut(s, i, to), '\n') < to - i ? 0 : to;
	}
	for (; i < s.n && !ng_is_space(s.p[i]); i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && ng_is_punct(s.p[i + 1]))
			i++;
		else if (s.p[i] == '(' && depth++ == 32)
			return 0;
		else if (s.p[i] == ')' && depth-- == 0)
			break;
	}
	return i;
}

/* The index behind the ")" of an inline link whose "(" is at i, or 0. */
static size_t
skip_inline_target(struct ng_str s, size_t i)
{
	size_t to = skip_destination(s, skip_space(s, i + 1)), title;

	if (to == 0)
		return 0;
	title = skip_space(s, to);
	if (title > to && title < s.n && strchr("\"'(", s.p[title]) != NULL) {
		size_t open = s.p[title] == '(' ? skip_to(s, title + 1, '(') : 0;

		title = skip_to(s, title + 1, s.p[title] == '(' ? ')' : s.p[title]);
		if (title == 0 || (open > 0 && open < title))
			return 0;
		title = skip_space(s, title);
	}
	return title < s.n && s.p[title] == ')' ? title + 1 : 0;
}

/* What stands behind a link's text: "](destination)", "][label]", "[]" or nothing. */
static bool
pass_link_end(struct ng_cursor *c)
{
	size_t to = 0;

	if (!looking_at(c, ']'))
		return false;
	pass(c, 1, NG_CLASS_MARK);
	if (looking_at(c, '('))
		to = skip_inline_target(c->s, c->at);
	else if (looking_at(c, '['))
		to = skip_label(c->s, c->at + 1);
	if (to > 0)
		pass(c, to - c->at, NG_CLASS_HIDDEN);
	return true;
}

bool
ng_cursor_enter(struct ng_cursor *c, enum ng_inline type, const char *literal)
{
	size_t to;

	switch (type) {
	case NG_INLINE_TEXT:
		return c->autolink || pass_text(c, literal);
	case NG_INLINE_CODE:
		return pass_code(c);
	case NG_INLINE_HTML:
		return pass_verbatim(c, literal, NG_CLASS_HIDDEN);
	case NG_INLINE_BREAK:
		return pass_break(c);
	case NG_INLINE_LINK:
		if (looking_at(c, '<')) {
			c->autolink = true;
			to = c->at + ng_str_find(ng_str_cut(c->s, c->at, c->s.n), '>') + 1;
			if (to > c->s.n)
				return false;
			pass(c, to - c->at, NG_CLASS_HIDDEN);
			return true;
		}
		if (!looking_at(c, '['))
			return false;
		pass(c, 1, NG_CLASS_MARK);
		return true;
	case NG_INLINE_IMAGE:
		c->hidden++;
		if (!looking_at(c, '!') || c->s.n - c->at < 2)
			return false;
		pass(c, 2, NG_CLASS_HIDDEN);
		return true;
	default: /* NG_INLINE_EMPH, NG_INLINE_STRONG */
		to = type == NG_INLINE_STRONG ? 2 : 1;
		if ((!looking_at(c, '*') && !looking_at(c, '_')) || c->s.n - c->at < to)
			return false;
		pass(c, to, NG_CLASS_MARK);
		return true;
	}
}

bool
ng_cursor_leave(struct ng_cursor *c, enum ng_inline type)
{
	bool ok;

	switch (type) {
	case NG_INLINE_EMPH:
	case NG_INLINE_STRONG:
		return ng_cursor_enter(c, type, NULL);
	case NG_INLINE_LINK:
		ok = c->autolink || pass_link_end(c);
		c->autolink = false;
		return ok;
	case NG_INLINE_IMAGE:
		ok = pass_link_end(c);
		c->hidden--;
		return ok;
	default:
		return true;
	}
}

bool
ng_cursor_at_end(const struct ng_cursor *c)
{
	return skip_space(c->s, c->at) == c->s.n;
}

void
ng_cursor_guess(struct ng_cursor *c)
{
	while (c->at < c->s.n)
		if (!looking_at(c, '`') || !pass_code(c))
			pass(c, 1, NG_CLASS_TEXT);
}
