#include "inline.h"

#include <string.h>

/* Texts without any structure share their classes up to this size. */
#define PLAIN 1024

#define NONE SIZE_MAX

/* A scan from left to right; what is open is of one level. */
struct scan {
	struct ng_str s;
	struct ng_signs signs;
	const struct ng_references *references;
	uint8_t *class;
	size_t at;
	size_t last;     /* the last "[", or NONE */
	size_t bracket;  /* the "[" of a link that could end at the next "]", or NONE */
	size_t emphasis; /* the delimiters that emphasis could begin with, or NONE */
	size_t width;    /* how many they are */
};

static size_t
run_at(struct ng_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && s.p[i + n] == s.p[i])
		n++;
	return n;
}

static void
pass(struct scan *sc, size_t n, enum ng_class class)
{
	memset(sc->class + sc->at, (int)class, n);
	sc->at += n;
}

static bool
pass_code(struct scan *sc)
{
	size_t open = run_at(sc->s, sc->at), run;

	if (open > 3)
		return false;
	for (size_t i = sc->at + open; (i += ng_str_find(ng_str_cut(sc->s, i, sc->s.n), '`')) < sc->s.n; i += run) {
		run = run_at(sc->s, i);
		if (run == open) {
			pass(sc, i + run - sc->at, NG_CLASS_CODE);
			return true;
		}
	}
	/* text, as there is no end; what follows it libcmark 0.30 takes for text too, now and then */
	sc->at += open;
	return ng_str_find(ng_str_cut(sc->s, sc->at, sc->s.n), '`') == sc->s.n - sc->at;
}

/* The byte at i as the rules of emphasis see it; a line end beyond the text. */
static char
neighbour(struct ng_str s, size_t i)
{
	return i < s.n ? s.p[i] : '\n';
}

/* Delimiters at the cursor (CommonMark 0.30, 6.2), unless they need more than the one that is open. */
static bool
pass_delimiters(struct scan *sc)
{
	size_t at = sc->at, n = run_at(sc->s, at);
	char c = sc->s.p[at], before = neighbour(sc->s, at - 1), after = neighbour(sc->s, at + n);
	bool space_before = ng_is_space(before), space_after = ng_is_space(after);
	bool punct_before = ng_is_punct(before), punct_after = ng_is_punct(after);
	bool left = !space_after && (!punct_after || space_before || punct_before);
	bool right = !space_before && (!punct_before || space_after || punct_after);
	bool opens = left && (c == '*' || !right || punct_before), closes = right && (c == '*' || !left || punct_after);

	if ((unsigned char)before >= 0x80 || (unsigned char)after >= 0x80)
		return false; /* perhaps punctuation */
	sc->at += n;
	if (!opens && (!closes || sc->emphasis == NONE))
		return true; /* text */
	if (sc->emphasis == NONE) {
		if (n > 2)
			return false;
		sc->emphasis = at;
		sc->width = n;
		return true;
	}
	if (!closes || n != sc->width || c != sc->s.p[sc->emphasis])
		return false;
	memset(sc->class + sc->emphasis, NG_CLASS_MARK, n);
	memset(sc->class + at, NG_CLASS_MARK, n);
	if (sc->bracket != NONE && sc->bracket > sc->emphasis)
		sc->bracket = NONE;
	sc->emphasis = NONE;
	return true;
}

/* The index of the first byte from i on that ends what holds no `end`, white space, control character, "(", "<" or "\\". */
static size_t
bare_end(const struct scan *sc, size_t i, char end)
{
	size_t to = i, space;

	while ((to = ng_signs_next(sc->signs, to, sc->s.n)) < sc->s.n && (unsigned char)sc->s.p[to] > ' ' &&
	       sc->s.p[to] != end && sc->s.p[to] != '(' && sc->s.p[to] != '<' && sc->s.p[to] != '\\')
		to++;
	space = ng_str_find(ng_str_cut(sc->s, i, to), ' ');
	return i + space;
}

/* The index behind a link's destination in parentheses at i that is made of nothing but its commonest signs, or 0. */
static size_t
destination_end(const struct scan *sc, size_t i)
{
	struct ng_str s = sc->s;
	size_t from = i + 1;

	i = bare_end(sc, from, ')');
	/* a title */
	if (i > from && i + 1 < s.n && s.p[i] == ' ' && s.p[i + 1] == '"') {
		for (i += 2; i < s.n && s.p[i] != '"'; i++)
			if (s.p[i] == '\\' || s.p[i] == '\n')
				return 0;
		i++;
	}
	return i < s.n && s.p[i] == ')' ? i + 1 : 0;
}

/*
 * The index behind a reference's label that ends at the "]" at `at` (CommonMark 0.30, 6.3): "[label]", "[label][]" or
 * "[text][label]"; or 0. False where that isn't sure.
 */
static bool
find_reference(const struct scan *sc, size_t at, size_t *end)
{
	struct ng_str s = sc->s, label = ng_str_cut(s, sc->last == NONE ? at : sc->last + 1, at);
	size_t to = at + 2;

	*end = 0;
	if (sc->references->labels == NULL)
		return true;
	while (neighbour(s, at + 1) == '[' && to < s.n && s.p[to] != '[' && s.p[to] != ']')
		to += s.p[to] == '\\' && ng_is_punct(neighbour(s, to + 1)) ? 2 : 1;
	if (neighbour(s, at + 1) != '[' || neighbour(s, to) != ']')
		to = at; /* none follows */
	else if (ng_str_trim(ng_str_cut(s, at + 2, to)).n > 0)
		label = ng_str_cut(s, at + 2, to);
	switch (ng_references_find(sc->references, label)) {
	case NG_REFERENCE_DEFINED:
		*end = to + 1;
		return true;
	case NG_REFERENCE_UNSURE:
		return false;
	default:
		return to - at < 900; /* a label that is too long is none */
	}
}

/* A "]" at the cursor: text, or the end of a link or image. */
static bool
pass_bracket(struct scan *sc)
{
	size_t from = sc->bracket, at = sc->at, end = 0;
	bool image = from != NONE && from > 0 && sc->s.p[from - 1] == '!' && sc->class[from - 1] == NG_CLASS_TEXT;

	sc->bracket = NONE;
	sc->at++;
	if (neighbour(sc->s, at + 1) == '(')
		end = destination_end(sc, at + 1);
	else if (!find_reference(sc, at, &end))
		return false;
	else if (end == 0)
		return true;
	if (from == NONE || (sc->emphasis != NONE && sc->emphasis > from) || end == 0)
		return false;
	if (image) {
		memset(sc->class + from - 1, NG_CLASS_HIDDEN, end - from + 1);
	} else {
		sc->class[from] = sc->class[at] = NG_CLASS_MARK;
		memset(sc->class + at + 1, NG_CLASS_HIDDEN, end - at - 1);
	}
	sc->at = end;
	return true;
}

/* True where an entity could begin at i. */
static bool
is_entity(struct ng_str s, size_t i)
{
	size_t n = 0;

	char c;

	do
		c = neighbour(s, i + ++n);
	while (ng_is_alpha(c) || ng_is_digit(c) || c == '#');
	return n > 1 && c == ';';
}

/* Passes "<https://…>" (CommonMark 0.30, 6.4: an autolink), if that is what the cursor is at. */
static bool
pass_address(struct scan *sc)
{
	struct ng_str s = ng_str_cut(sc->s, sc->at, sc->s.n);
	size_t end;

	if (!ng_str_starts(s, NG_STR("<http://")) && !ng_str_starts(s, NG_STR("<https://")))
		return false;
	for (end = sc->at + 1; (end = bare_end(sc, end, '>')) < sc->s.n && (sc->s.p[end] == '(' || sc->s.p[end] == '\\'); end++)
		;
	if (neighbour(sc->s, end) != '>')
		return false;
	/* a link has no link in it */
	sc->bracket = NONE;
	pass(sc, end + 1 - sc->at, NG_CLASS_HIDDEN);
	return true;
}

/* True where what is behind a `<` may be an autolink's mail address: its name, up to the `@` (CommonMark 0.30, 6.4). */
static bool
is_mail(struct ng_str s, size_t i)
{
	const struct ng_str marks = NG_STR(".!#$%&'*+/=?^_`{|}~-");

	while (i < s.n && (ng_is_alpha(s.p[i]) || ng_is_digit(s.p[i]) || ng_str_find(marks, s.p[i]) < marks.n))
		i++;
	return neighbour(s, i) == '@';
}

static size_t
tag_name(struct ng_str s, size_t i)
{
	while (i < s.n && (ng_is_alpha(s.p[i]) || ng_is_digit(s.p[i]) || s.p[i] == '-'))
		i++;
	return i;
}

size_t
ng_inline_tag(struct ng_str s)
{
	bool closing = s.n > 1 && s.p[1] == '/';
	size_t i = 1 + closing;

	if (s.n < 3 || !ng_is_alpha(s.p[i]))
		return 0;
	i = tag_name(s, i);
	while (!closing && i + 1 < s.n && s.p[i] == ' ' && ng_is_alpha(s.p[i + 1])) {
		i = tag_name(s, i + 1);
		if (!ng_str_starts(ng_str_cut(s, i, s.n), NG_STR("=\"")))
			return 0;
		for (i += 2; i < s.n && s.p[i] != '"'; i++)
			if ((unsigned char)s.p[i] < ' ')
				return 0;
		i++;
	}
	i += !closing && i < s.n && s.p[i] == ' ';
	i += !closing && i < s.n && s.p[i] == '/';
	return i < s.n && s.p[i] == '>' ? i + 1 : 0;
}

/* The bytes that can be structure, and those that no text has. */
static bool
is_special(char c)
{
	static const bool special[256] = {['`'] = true, ['*'] = true, ['_'] = true, ['['] = true,
					  [']'] = true, ['<'] = true, ['&'] = true, ['\\'] = true};

	return special[(unsigned char)c] || ((unsigned char)c < ' ' && c != '\t' && c != '\n');
}

static bool
pass_special(struct scan *sc)
{
	char next = neighbour(sc->s, sc->at + 1);
	size_t tag;

	switch (sc->s.p[sc->at]) {
	case '`':
		return pass_code(sc);
	case '*':
	case '_':
		return pass_delimiters(sc);
	case '[':
		sc->bracket = sc->last = sc->at++;
		return true;
	case ']':
		return pass_bracket(sc);
	case '\\':
		if (next == '\n')
			return false;
		if (ng_is_punct(next))
			pass(sc, 2, NG_CLASS_ESCAPED);
		else
			sc->at++;
		return true;
	case '<':
		if (pass_address(sc))
			return true;
		if ((tag = ng_inline_tag(ng_str_cut(sc->s, sc->at, sc->s.n))) > 0) {
			pass(sc, tag, NG_CLASS_HIDDEN);
			return true;
		}
		sc->at++;
		return !ng_is_alpha(next) && strchr("/!?", next) == NULL && !is_mail(sc->s, sc->at);
	case '&':
		return !is_entity(sc->s, sc->at++);
	default:
		return !is_special(sc->s.p[sc->at++]);
	}
}

const uint8_t *
ng_inline_quick(struct ng_arena *a, struct ng_str s, struct ng_signs signs, const struct ng_references *references)
{
	static const uint8_t plain[PLAIN] = {NG_CLASS_TEXT};
	struct scan sc = {.s = s, .signs = signs, .references = references, .last = NONE, .bracket = NONE, .emphasis = NONE};

	while ((sc.at = ng_signs_next(signs, sc.at, s.n)) < s.n && !is_special(s.p[sc.at]))
		sc.at++;
	if (sc.at == s.n && s.n < PLAIN)
		return plain;
	sc.class = ng_arena_alloc(a, s.n + 1);
	for (; sc.at < s.n; sc.at = ng_signs_next(signs, sc.at, s.n))
		if (!pass_special(&sc))
			return NULL;
	return sc.class;
}
