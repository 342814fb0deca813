#include "markdown.h"

#include <string.h>

#include "link.h"
#include "text.h"

/* Where a text will stand. */
enum mode {
	TEXT,
	NAME, /* the name of somebody or of a page: what looks like a link in it is none */
	LABEL /* the text of a link: no link, `]` would end it, and a forge notifies nobody from there */
};

/* A text on its way into a report. */
struct writer {
	struct ng_buf *out;
	struct ng_str s;
	size_t i;
	int32_t before; /* the character before s[i], ' ' at the start */
	enum mode mode;
	bool math;      /* two dollar signs or more make a formula */
	const struct ng_markdown_names *names; /* or NULL */
};

static int32_t
char_at(struct ng_str s, size_t i)
{
	size_t n;

	return i < s.n ? ng_text_at(s, i, &n) : ' ';
}

static bool
is_ascii_word(int32_t c)
{
	return c < 0x80 && (ng_is_alpha((char)c) || ng_is_digit((char)c) || c == '_');
}

/* Writes what stands for the `n` bytes at w->i and steps over them. */
static void
put(struct writer *w, struct ng_str text, size_t n)
{
	ng_buf_add(w->out, text);
	w->i += n;
	w->before = w->s.p[w->i - 1] > 0 ? w->s.p[w->i - 1] : 'x'; /* of other bytes a letter's tail is the most likely */
}

static void
put_escaped(struct writer *w, char c, size_t n)
{
	char text[2] = {'\\', c};

	put(w, (struct ng_str){text, 2}, n);
}

/*
 * s on one line, without what can't be seen. First of all, since a character that goes may part two others
 * that mean something together.
 */
static struct ng_str
clean(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (ng_text_is_space(c))
			ng_buf_char(&b, ' ');
		else if (c == 0xFFFD)
			ng_buf_add(&b, NG_STR(NG_TEXT_REPLACEMENT));
		else if (!ng_text_is_hidden(c))
			ng_buf_add(&b, ng_str_cut(s, i, i + n));
	}
	return ng_text_squeeze(a, ng_buf_str(&b));
}

void
ng_markdown_code(struct ng_buf *out, struct ng_str s)
{
	size_t longest = 0, run = 0;
	bool pad;

	s = clean(out->arena, s);
	if (s.n == 0)
		return;
	for (size_t i = 0; i < s.n; i++) {
		run = s.p[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (out->n > 0 && out->p[out->n - 1] == '`')
		ng_buf_char(out, ' '); /* two code spans side by side would be one */
	pad = s.p[0] == '`' || s.p[s.n - 1] == '`';
	for (size_t i = 0; i <= longest; i++)
		ng_buf_char(out, '`');
	if (pad)
		ng_buf_char(out, ' ');
	ng_buf_add(out, s);
	if (pad)
		ng_buf_char(out, ' ');
	for (size_t i = 0; i <= longest; i++)
		ng_buf_char(out, '`');
}

static size_t
run_of(struct ng_str s, size_t i, char c)
{
	size_t n = 0;

	while (i + n < s.n && s.p[i + n] == c)
		n++;
	return n;
}

/* A code span stays one, unless it holds what could be taken for a region's mark. */
static void
code_span(struct writer *w)
{
	size_t open = run_of(w->s, w->i, '`'), end = w->i + open;

	while (end < w->s.n) {
		size_t run = run_of(w->s, end, '`');

		if (run == open) {
			struct ng_str inside = ng_str_cut(w->s, w->i + open, end);
			struct ng_str left = inside;
			size_t angle;

			while ((angle = ng_str_find(left, '<')) < left.n &&
			       !ng_str_starts(ng_str_cut(left, angle, left.n), NG_STR("<!--")))
				left = ng_str_cut(left, angle + 1, left.n);
			if (angle < left.n || ng_str_trim(inside).n == 0)
				break;
					ng_markdown_code(w->out, inside);
			put(w, NG_STR(""), end + open - w->i);
			return;
		}
		end += run > 0 ? run : 1;
	}
	for (; open > 0; open--)
		put_escaped(w, '`', 1);
}

/* A character that an address in a link may not hold here. */
static bool
ends_address(int32_t c)
{
	return ng_text_is_space(c) || c == '\0' || c == 0xFFFD || c == '<' || c == '>' || c == '"' || c == '`' ||
	       c == '|' || c == '\\';
}

size_t
ng_markdown_web(struct ng_str s)
{
	size_t scheme = ng_str_eq_nocase(ng_str_cut(s, 0, 8), NG_STR("https://"))  ? 8
	                : ng_str_eq_nocase(ng_str_cut(s, 0, 7), NG_STR("http://")) ? 7
	                                                                          : 0;
	size_t i = scheme, n, open = 0, close = 0;

	if (scheme == 0)
		return 0;
	for (; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (ends_address(c) || c == '[' || c == ']')
			break;
		open += c == '(';
		close += c == ')';
	}
	while (i > scheme) {
		char last = s.p[i - 1];

		if (last == ')' && close > open)
			close--;
		else if (strchr(".,;:!?'*_~", last) == NULL)
			break;
		i--;
	}
	return i > scheme ? i : 0;
}

static bool
is_link_target(struct ng_str s)
{
	size_t n;

	if (!ng_str_starts(s, NG_STR("https://")) && !ng_str_starts(s, NG_STR("http://")) &&
	    !ng_str_starts(s, NG_STR("mailto:")))
		return false;
	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (ends_address(c) || c == '(' || c == ')')
			return false;
	}
	return true;
}

static void write_text(struct ng_buf *out, struct ng_str s, enum mode mode, const struct ng_markdown_names *names);

/* [[folder/page#part|name]]: the name, else the page. */
static bool
wiki_link(struct writer *w)
{
	struct ng_str inside = ng_str_cut(w->s, w->i + 2, w->s.n);
	size_t end = 0, bar;

	while (end < inside.n && inside.p[end] != ']' && inside.p[end] != '[')
		end++;
	if (end == 0 || !ng_str_starts(ng_str_cut(inside, end, inside.n), NG_STR("]]")))
		return false;
	inside = ng_str_cut(inside, 0, end);
	bar = ng_str_find(inside, '|');
	if (bar < inside.n)
		inside = ng_str_cut(inside, bar + 1, inside.n);
	else if (ng_link_page(inside).n > 0) /* [[#part]] is of the same page */
		inside = ng_link_page(inside);
	write_text(w->out, inside, NAME, NULL);
	put(w, NG_STR(""), end + 4);
	return true;
}

/* [text](https://…), perhaps with a title, which goes. */
static bool
web_link(struct writer *w)
{
	struct ng_str rest = ng_str_cut(w->s, w->i + 1, w->s.n), text, target;
	size_t end = 0, close;

	while (end < rest.n && rest.p[end] != ']' && rest.p[end] != '[')
		end += rest.p[end] == '\\' && end + 1 < rest.n ? 2 : 1;
	if (end >= rest.n || !ng_str_starts(ng_str_cut(rest, end, rest.n), NG_STR("](")))
		return false;
	text = ng_str_cut(rest, 0, end);
	target = ng_str_cut(rest, end + 2, rest.n);
	close = ng_str_find(target, ')');
	if (close == target.n)
		return false;
	target = ng_str_cut(target, 0, close);
	target = ng_str_cut(target, 0, ng_str_find(target, ' '));
	if (!is_link_target(target))
		return false;
	ng_buf_char(w->out, '[');
	write_text(w->out, ng_str_trim(text).n > 0 ? text : target, LABEL, NULL);
	ng_buf_add(w->out, NG_STR("]("));
	ng_buf_add(w->out, target);
	put(w, NG_STR(")"), end + close + 4);
	return true;
}

/* <https://…> stays; anything else that could open HTML is escaped. */
static void
angle(struct writer *w)
{
	struct ng_str rest = ng_str_cut(w->s, w->i + 1, w->s.n);
	size_t end = ng_str_find(rest, '>');
	int32_t next = char_at(rest, 0);

	if (w->mode == TEXT && end < rest.n && is_link_target(ng_str_cut(rest, 0, end)))
		put(w, ng_str_cut(w->s, w->i, w->i + end + 2), end + 2);
	else if (next == '!' || next == '/')
		put(w, NG_STR("&lt;"), 1); /* not even its bytes may look like a region's mark */
	else if (rest.n > 0 && (next == ' ' || next == '=' || (next < 0x80 && ng_is_digit((char)next))))
		put(w, NG_STR("<"), 1);
	else
		put_escaped(w, '<', 1);
}

/* A handle by name or as code, so that a forge notifies nobody; an e-mail address stays. */
static void
at_sign(struct writer *w, size_t skip)
{
	struct ng_str s = ng_str_cut(w->s, w->i + skip, w->s.n), handle, name;
	size_t i = 1, n;

	for (; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (!ng_text_is_word(c) && c != '-' && c != '.' && c != '/')
			break;
	}
	while (i > 1 && (s.p[i - 1] == '.' || s.p[i - 1] == '-' || s.p[i - 1] == '/'))
		i--;
	if (i == 1 || is_ascii_word(w->before) || w->mode == LABEL) {
		put(w, NG_STR("@"), skip + 1);
		return;
	}
	handle = ng_str_cut(s, 0, i);
	if (w->names != NULL && w->names->name(w->names->context, handle, &name))
		write_text(w->out, name, NAME, NULL);
	else
		ng_markdown_code(w->out, handle);
	put(w, NG_STR(""), skip + i);
}

/* The digits of `1.` and `1)`, which begin a list; 0 where s doesn't. */
static size_t
list_number(struct ng_str s)
{
	size_t i = 0;

	while (i < s.n && ng_is_digit(s.p[i]))
		i++;
	if (i == 0 || i > 9 || i == s.n || (s.p[i] != '.' && s.p[i] != ')'))
		return 0;
	return i + 1 == s.n || ng_is_space(s.p[i + 1]) ? i : 0;
}

/* Whether s would begin a block if it began a line. */
static bool
begins_block(struct ng_str s)
{
	char c = s.n > 0 ? s.p[0] : '\0';
	int32_t next = char_at(s, 1);

	switch (c) {
	case '>':
	case '=':
	case '*':
	case '_':
		return true;
	case '#':
		return ng_text_is_space(char_at(s, run_of(s, 0, '#')));
	case '-':
	case '+':
		return ng_text_is_space(next) || next == c;
	case ':':
		return next == '-';
	default:
		return false;
	}
}

/*
 * Escapes what was written from `start` on where it would begin a block. On the result: what was left out
 * may join what it parted.
 */
static void
guard_start(struct ng_buf *out, size_t start)
{
	struct ng_str written = ng_str_cut(ng_buf_str(out), start, out->n);
	size_t at = list_number(written);

	if (at == 0 && !begins_block(written))
		return;
	ng_buf_char(out, '\\');
	memmove(out->p + start + at + 1, out->p + start + at, out->n - 1 - start - at);
	out->p[start + at] = '\\';
}

/* Whether the colon of "://", or the dot of "www.", stands here. */
static bool
begins_address(const struct writer *w)
{
	size_t i = w->i;

	if (w->s.p[i] == ':')
		return ng_str_starts(ng_str_cut(w->s, i, w->s.n), NG_STR("://"));
	return i >= 3 && ng_str_eq_nocase(ng_str_cut(w->s, i - 3, i), NG_STR("www"));
}

/* Characters that have a meaning wherever they stand, depending on their neighbours. */
static bool
needs_escape(const struct writer *w, char c)
{
	int32_t next = char_at(w->s, w->i + 1);
	bool open = ng_text_is_space(w->before), shut = ng_text_is_space(next);

	switch (c) {
	case '*':
		return !open || !shut;
	case '_':
		/* inside a word it opens and closes nothing */
		return !(open && shut) && (w->before == '_' || next == '_' || !ng_text_is_word(w->before) ||
		                           !ng_text_is_word(next));
	case '~':
		return !open || next == '~';
	case '|':
	case '`':
	case '[':
		return true;
	case ']':
		return w->mode == LABEL;
	case ':':
	case '.':
		/* forges make links of addresses, and take in what follows, backslashes too */
		return begins_address(w);
	case '!':
		return next == '['; /* an image would be loaded from elsewhere */
	case '$':
		return w->math;
	case '%':
		return next == '%' || w->before == '%';
	case '&':
		/* an entity, if a semicolon follows */
		return !shut && ng_str_find(ng_str_cut(w->s, w->i, w->s.n), ';') < w->s.n - w->i;
	default:
		return false;
	}
}

static void
special(struct writer *w, char c)
{
	char next = w->i + 1 < w->s.n ? w->s.p[w->i + 1] : '\0';
	size_t address;

	if (c == '\\' && next == '@') {
		at_sign(w, 1);
	} else if (c == '\\' && ng_is_punct(next)) {
		/* it was escaped in the note; it stays so */
		if (next == '<')
			put(w, NG_STR("&lt;"), 2);
		else
			put_escaped(w, next, 2);
	} else if (c == '\\') {
		put_escaped(w, '\\', 1);
	} else if (c == '`') {
		code_span(w);
	} else if (c == '<') {
		angle(w);
	} else if (c == '@') {
		at_sign(w, 0);
	} else if (c == '[' && w->mode == TEXT && ((next == '[' && wiki_link(w)) || web_link(w))) {
		return;
	} else if ((c == 'h' || c == 'H') && w->mode == TEXT && !ng_text_is_word(w->before) &&
	           (address = ng_markdown_web(ng_str_cut(w->s, w->i, w->s.n))) > 0) {
			ng_buf_char(w->out, '<');
		ng_buf_add(w->out, ng_str_cut(w->s, w->i, w->i + address));
		put(w, NG_STR(">"), address);
	} else if (needs_escape(w, c)) {
		put_escaped(w, c, 1);
	} else {
		put(w, (struct ng_str){&c, 1}, 1);
	}
}

/* Recursion: once, from a link to its text and from a handle to its name, whose modes know neither. */
static void
write_text(struct ng_buf *out, struct ng_str s, enum mode mode, const struct ng_markdown_names *names)
{
	struct writer w = {
	    .out = out, .s = clean(out->arena, s), .before = ' ', .mode = mode, .names = names};
	size_t dollar = ng_str_find(w.s, '$'), start = out->n;

	w.math = dollar < w.s.n && ng_str_find(ng_str_cut(w.s, dollar + 1, w.s.n), '$') < w.s.n - dollar - 1;
	while (w.i < w.s.n) {
		size_t n;
		int32_t c = ng_text_at(w.s, w.i, &n);

		if (n == 1) {
			special(&w, (char)c);
		} else {
			put(&w, ng_str_cut(w.s, w.i, w.i + n), n);
			w.before = c;
		}
	}
	guard_start(out, start);
}

void
ng_markdown_text(struct ng_buf *out, struct ng_str s)
{
	write_text(out, s, TEXT, NULL);
}

void
ng_markdown_named(struct ng_buf *out, struct ng_str s, const struct ng_markdown_names *names)
{
	write_text(out, s, TEXT, names);
}

void
ng_markdown_guard_cell(struct ng_buf *out, size_t start)
{
	struct ng_str cell = ng_str_dup(out->arena, ng_str_cut(ng_buf_str(out), start, out->n));

	out->n = start;
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '|')
			ng_buf_char(out, '\\');
		ng_buf_char(out, cell.p[i]);
		if (cell.p[i] == '\\' && i + 1 < cell.n)
			ng_buf_char(out, cell.p[++i]);
	}
}

void
ng_markdown_label(struct ng_buf *out, struct ng_str s)
{
	write_text(out, s, LABEL, NULL);
}
