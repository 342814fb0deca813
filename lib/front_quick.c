#include "front_quick.h"

#include <stdint.h>

/* To libyaml a key that is longer may be none. */
#define KEY_LIMIT 100

struct reader {
	struct ng_arena *a;
	struct ng_front *front;
	size_t cap, line;
	struct ng_str key; /* whose values are read */
	bool open;         /* it has none yet: a list may follow */
	size_t indent;     /* of that list's items, or NO_LIST */
};

#define NO_LIST SIZE_MAX

static void
add(struct reader *r, struct ng_str value)
{
	struct ng_front *f = r->front;

	f->v = ng_arena_more(r->a, f->v, f->n, &r->cap, sizeof(*f->v));
	f->v[f->n++] = (struct ng_entry){r->key, value, r->line};
}

/* True for what libyaml takes in any text: ASCII, and characters of which none is a control or a line end to it. */
static bool
is_text(struct ng_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		/* U+00C0 to U+07FF, U+3000 to U+CFFF, and the bytes that go on */
		if (c < ' ' || c == 0x7F || (c >= 0xC0 && c < 0xC3) || (c > 0xDF && c < 0xE3) || c > 0xEC)
			return false;
	}
	return true;
}

/* True where s, as all of a value, is a plain scalar of YAML and the same to whoever reads values as typed. */
static bool
is_plain(struct ng_str s)
{
	char first = s.p[0];

	if (!ng_is_alpha(first) && !ng_is_digit(first) && (unsigned char)first < 0x80 && first != '/' && first != '_' && first != '(')
		return false;
	for (size_t i = 0; (i += ng_str_find(ng_str_cut(s, i, s.n), ':')) < s.n; i++)
		if (i + 1 == s.n || s.p[i + 1] == ' ')
			return false;
	for (size_t i = 0; (i += ng_str_find(ng_str_cut(s, i, s.n), '#')) < s.n; i++)
		if (s.p[i - 1] == ' ')
			return false;
	return true;
}

/* True where s is in quotes, with nothing in them that would be more than text. */
static bool
is_quoted(struct ng_str s)
{
	struct ng_str inside = ng_str_cut(s, 1, s.n - 1);

	return s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0] &&
	       ng_str_find(inside, s.p[0]) == inside.n && ng_str_find(inside, '\\') == inside.n;
}

/* True where s is a value that is read as it was typed: a handle, a link, a topic, code. */
static bool
is_typed(struct ng_str s)
{
	if (s.p[0] == '@')
		return true;
	if (s.n < 2 || s.p[1] == ' ')
		return false;
	return s.p[0] == '#' || s.p[0] == '`' || (s.p[0] == '[' && s.p[1] == '[' && (s.n == 2 || s.p[2] != '['));
}

/* Adds the values of "[a, b]", of letters, digits and what joins words; false where it is none. */
static bool
add_list(struct reader *r, struct ng_str s)
{
	if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	s = ng_str_cut(s, 1, s.n - 1);
	for (size_t i = 0; i < s.n; i++)
		if (!ng_is_alpha(s.p[i]) && !ng_is_digit(s.p[i]) && s.p[i] != ' ' && s.p[i] != ',' && s.p[i] != '/' && s.p[i] != '_')
			return false;
	do {
		size_t comma = ng_str_find(s, ',');
		struct ng_str value = ng_str_trim(ng_str_cut(s, 0, comma));

		if (value.n == 0)
			return false;
		if (!ng_str_eq(value, NG_STR("null")))
			add(r, value);
		s = ng_str_cut(s, comma + 1, s.n);
	} while (s.n > 0);
	return true;
}

/* Adds a value that isn't empty; false where that is left to libyaml. */
static bool
add_value(struct reader *r, struct ng_str s)
{
	if (is_typed(s) || is_plain(s)) {
		if (!ng_str_eq(s, NG_STR("null")))
			add(r, s);
		return true;
	}
	if (!is_quoted(s))
		return add_list(r, s);
	s = ng_str_trim(ng_str_cut(s, 1, s.n - 1));
	if (s.n > 0)
		add(r, s);
	return true;
}

/* "- value", one of the list below a key. */
static bool
read_item(struct reader *r, struct ng_str s, size_t indent)
{
	if (!r->open || (r->indent != NO_LIST && r->indent != indent) || (s.n > 1 && s.p[1] != ' '))
		return false;
	r->indent = indent;
	s = ng_str_trim(ng_str_cut(s, 1, s.n));
	/* a list in a list */
	return s.n == 0 || (s.p[0] == '[' && !is_typed(s) ? false : add_value(r, s));
}

/* "key: value" or "key:". */
static bool
read_key(struct reader *r, struct ng_str s)
{
	size_t n = 0;

	while (n < s.n && (ng_is_alpha(s.p[n]) || (n > 0 && (ng_is_digit(s.p[n]) || s.p[n] == '-' || s.p[n] == '_'))))
		n++;
	if (n == 0 || n > KEY_LIMIT || n == s.n || s.p[n] != ':' || (n + 1 < s.n && s.p[n + 1] != ' '))
		return false;
	r->key = ng_str_cut(s, 0, n);
	r->indent = NO_LIST;
	s = ng_str_trim(ng_str_cut(s, n + 1, s.n));
	r->open = s.n == 0;
	return r->open || add_value(r, s);
}

bool
ng_front_quick(struct ng_arena *a, struct ng_str raw, size_t line, struct ng_front *front)
{
	struct reader r = {.a = a, .front = front, .line = line, .indent = NO_LIST};

	for (; raw.n > 0; r.line++) {
		size_t end = ng_str_find(raw, '\n'), indent = 0;
		struct ng_str s = ng_str_cut(raw, 0, end);

		raw = ng_str_cut(raw, end + 1, raw.n);
		if (!is_text(s))
			return false;
		while (indent < s.n && s.p[indent] == ' ')
			indent++;
		s = ng_str_cut(s, indent, s.n);
		if (s.n == 0)
			continue;
		if (s.p[0] == '-' ? !read_item(&r, s, indent) : indent > 0 || !read_key(&r, s))
			return false;
	}
	return true;
}
