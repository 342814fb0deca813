#include "foreign.h"

#include <string.h>

#include "date.h"
#include "text.h"

/* A label or key at the start of a line is not longer, in bytes, with date and time before it. */
#define HEAD_LIMIT 200
/* No web address is longer. */
#define WEB_LIMIT 2000

struct writer {
	struct ng_buf *out;
	struct ng_str s;
	size_t i;
	enum ng_foreign_place place;
	size_t last_colons; /* where the last "::" is, or 0 */
};

/* How many bytes from i on are ASCII that stays as it is: mostly all. */
static size_t
plain_at(struct ng_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && s.p[i + n] >= ' ' && s.p[i + n] < 0x7F)
		n++;
	return n;
}

struct ng_str
ng_foreign_clean(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t n;

	s = ng_text_repair(a, s);
	for (size_t i = 0; i < s.n; i += n) {
		int32_t c;

		if ((n = plain_at(s, i)) > 0) {
			ng_buf_add(&b, ng_str_cut(s, i, i + n));
			continue;
		}
		c = ng_text_at(s, i, &n);
		if (ng_text_is_space(c) || c == 0x85)
			ng_buf_char(&b, ' ');
		else if (ng_text_is_noncharacter(c))
			ng_buf_add(&b, NG_STR(NG_TEXT_REPLACEMENT)); /* as an export has it */
		else if (!ng_text_is_hidden(c))
			ng_buf_add(&b, ng_str_cut(s, i, i + n));
	}
	return ng_text_squeeze(a, ng_buf_str(&b));
}

static char
at(struct ng_str s, size_t i)
{
	return i < s.n ? s.p[i] : ' ';
}

/* The character before s[i], or a space. */
static int32_t
before(struct ng_str s, size_t i)
{
	size_t n;

	if (i == 0)
		return ' ';
	for (i--; i > 0 && ((unsigned char)s.p[i] & 0xC0) == 0x80;)
		i--;
	return ng_text_at(s, i, &n);
}

/* True where a sigil at i begins nothing: right behind a letter or digit. */
static bool
inside_word(struct ng_str s, size_t i)
{
	int32_t c = before(s, i);

	return c != '_' && ng_text_is_word(c);
}

static size_t
web_scheme(struct ng_str s)
{
	return ng_str_eq_nocase(ng_str_cut(s, 0, 8), NG_STR("https://"))  ? 8
	       : ng_str_eq_nocase(ng_str_cut(s, 0, 7), NG_STR("http://")) ? 7
	                                                                  : 0;
}

/* Adds a character of `n` bytes at i of a web address. */
static void
add_web_char(struct ng_buf *out, struct ng_str s, size_t i, size_t n)
{
	int32_t c = ng_text_at(s, i, &n);
	char next = at(s, i + n), c1 = (char)(c < 0x80 ? c : 0);
	/* what could begin a tag must not stand behind what opens or emphasises */
	bool sigil = next == '@' || next == '#';
	bool keep = c >= 0x80 ? ng_text_is_word(c)
	            : ng_is_alpha(c1) || ng_is_digit(c1) || strchr("/.-~+%=?&", c1) != NULL ||
	                (!sigil && strchr("_!$',@#", c1) != NULL);

	if (c1 == '@' || c1 == '#')
		keep = true;
	if (c1 == ':')
		keep = next == '/' || (ng_is_digit(next) && ng_date_parse(ng_str_cut(s, i + 1, i + 11)) == 0);
	if (c1 == '(' || c1 == ')')
		keep = !sigil && ng_str_find(ng_str_cut(s, i, i + WEB_LIMIT), ':') == ng_str_cut(s, i, i + WEB_LIMIT).n;
	if (keep)
		ng_buf_add(out, ng_str_cut(s, i, i + n));
	else
		for (size_t k = 0; k < n; k++)
			ng_buf_printf(out, "%%%02X", (unsigned)(unsigned char)s.p[i + k]);
}

void
ng_foreign_add_web(struct ng_buf *out, struct ng_str url)
{
	size_t n;

	for (size_t i = 0; i < url.n; i += n) {
		ng_text_at(url, i, &n);
		add_web_char(out, url, i, n);
	}
}

/* True where the '&' at i begins what may be an entity. */
static bool
is_entity(struct ng_str s, size_t i)
{
	size_t k = i + 1;

	while (k < s.n && k - i < 40 && (ng_is_alpha(s.p[k]) || ng_is_digit(s.p[k]) || s.p[k] == '#'))
		k++;
	return k > i + 1 && at(s, k) == ';';
}

/* True where the `;` at i may end an entity. */
static bool
ends_entity(struct ng_str s, size_t i)
{
	for (size_t k = i; k > 0 && i - k < 40; k--)
		if (s.p[k - 1] == '&')
			return is_entity(s, k - 1);
	return false;
}

/* The bytes of the web address at i, up to white space, without the punctuation that ends a sentence. */
static size_t
web_at(struct ng_str s, size_t i)
{
	struct ng_str rest = ng_str_cut(s, i, s.n);
	size_t scheme = web_scheme(rest), n;

	if (scheme == 0 || inside_word(s, i))
		return 0;
	n = ng_str_find(rest, ' ');
	if (n > WEB_LIMIT)
		return 0;
	while (n > scheme && strchr(".,;:!?'\"*_~)>]}|", rest.p[n - 1]) != NULL && !ends_entity(rest, n - 1))
		n--;
	return n > scheme ? n : 0;
}

/* True where a colon at i could make a label, a field or a date mark of what is before it. */
static bool
colon_means(const struct writer *w)
{
	struct ng_str s = w->s;
	size_t i = w->i, k = i + 1;
	char next = at(s, k);

	if (next == ':' || (i > 0 && s.p[i - 1] == ':'))
		return true;
	if (w->place != NG_FOREIGN_VALUE && i < HEAD_LIMIT && next == ' ')
		return true;
	/* the time of day that begins a line is no part of its text */
	if (w->place != NG_FOREIGN_VALUE && i > 0 && i <= 2 && ng_is_digit(s.p[0]) && ng_is_digit(next))
		return true;
	/* due: and the like */
	while (at(s, k) == ' ' && k < s.n)
		k++;
	return ng_date_parse(ng_str_cut(s, k, k + 10)) != 0;
}

/* True where the byte at w->i is the first hyphen of a date. */
static bool
in_date(const struct writer *w)
{
	return w->i >= 4 && ng_date_parse(ng_str_cut(w->s, w->i - 4, w->i + 6)) != 0;
}

/* Whether the character at w->i has a meaning wherever it stands. */
static bool
means_something(const struct writer *w, char c)
{
	struct ng_str s = w->s;
	size_t i = w->i;
	char next = at(s, i + 1);
	int32_t last = before(s, i);

	switch (c) {
	case '\\':
	case '`':
	case '[':
	case '<':
		return true;
	case '*':
		return last != ' ' || next != ' ';
	case '_':
		return !inside_word(s, i) || i + 1 >= s.n || next == '_' || (!ng_is_alpha(next) && !ng_is_digit(next));
	case '~':
	case '%':
		return last == c || next == c;
	case '&':
		return is_entity(s, i);
	case '@':
		return !inside_word(s, i);
	case '#':
		return !inside_word(s, i) && last != '/';
	case '(':
		return i < w->last_colons;
	case ':':
		return colon_means(w);
	case '-':
		return in_date(w);
	default:
		return false;
	}
}

/* Whether c, with which a line begins, would begin a block there. */
static bool
begins_block(struct ng_str s, char c)
{
	char next = at(s, 1);

	switch (c) {
	case '>':
	case '=':
	case '|':
		return true;
	case '-': /* of a table, too */
		return next == ' ' || next == c || next == '|' || next == ':';
	case '+':
		return next == ' ' || next == c;
	case '*':
	case '_':
	case '~':
		return true;
	case ':': /* of a table; behind a handle it would go */
		return true;
	default:
		return false;
	}
}

/* The index of the mark of "1." or "1)" with which s begins, or 0. */
static size_t
list_mark(struct ng_str s)
{
	size_t i = 0;

	while (i < s.n && ng_is_digit(s.p[i]))
		i++;
	return i > 0 && i < 10 && i < s.n && (s.p[i] == '.' || s.p[i] == ')') && at(s, i + 1) == ' ' ? i : 0;
}

void
ng_foreign_add(struct ng_buf *out, struct ng_str s, enum ng_foreign_place place)
{
	struct writer w = {.out = out, .s = s, .place = place};
	size_t list = place != NG_FOREIGN_VALUE ? list_mark(s) : 0, n;

	for (size_t i = s.n; i > 1 && w.last_colons == 0; i--)
		if (s.p[i - 1] == ':' && s.p[i - 2] == ':')
			w.last_colons = i - 1;
	for (; w.i < s.n; w.i += n) {
		char c = s.p[w.i];

		n = (c == 'h' || c == 'H') && place != NG_FOREIGN_TITLE ? web_at(s, w.i) : 0;
		if (n > 0) {
			ng_foreign_add_web(out, ng_str_cut(s, w.i, w.i + n));
			continue;
		}
		ng_text_at(s, w.i, &n);
		if (n == 1 && c == '<' && strchr("!?/", at(s, w.i + 1)) != NULL) {
			ng_buf_add(out, NG_STR("&lt;")); /* not even its bytes may look like a region's mark */
			continue;
		}
		if (n == 1 && (means_something(&w, c) || (w.i == 0 && place != NG_FOREIGN_VALUE && begins_block(s, c)) ||
		               (list > 0 && w.i == list)))
			ng_buf_char(out, '\\');
		ng_buf_add(out, ng_str_cut(s, w.i, w.i + n));
	}
}

struct ng_str
ng_foreign_of(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < s.n; i++) {
		struct ng_str rest = ng_str_cut(s, i, s.n);

		if (s.p[i] == '\\' && i + 1 < s.n && ng_is_punct(s.p[i + 1])) {
			ng_buf_char(&b, s.p[++i]);
		} else if (ng_str_starts(rest, NG_STR("&lt;"))) {
			ng_buf_char(&b, '<');
			i += 3;
		} else if (ng_str_starts(rest, NG_STR("&amp;"))) {
			ng_buf_char(&b, '&');
			i += 4;
		} else {
			ng_buf_char(&b, s.p[i]);
		}
	}
	return ng_buf_str(&b);
}
