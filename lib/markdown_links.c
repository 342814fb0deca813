#include "markdown.h"

#include <string.h>

#include "text.h"

static bool
is_word(char c)
{
	return ng_is_alpha(c) || ng_is_digit(c) || c == '_';
}

/* The next part of a path between slashes; parts that are empty or `.` are skipped. */
static bool
next_part(struct ng_str *rest, struct ng_str *part)
{
	while (rest->n > 0) {
		size_t slash = ng_str_find(*rest, '/');

		*part = ng_str_cut(*rest, 0, slash);
		*rest = ng_str_cut(*rest, slash + 1, rest->n);
		if (part->n > 0 && !ng_str_eq(*part, NG_STR(".")))
			return true;
	}
	return false;
}

/* A path without empty parts, `.`, and `..` behind a name; "a/b" or "/a/b". */
static struct ng_str
normal(struct ng_arena *a, struct ng_str path)
{
	struct ng_buf b = {.arena = a};
	bool absolute = path.n > 0 && path.p[0] == '/';
	struct ng_str part;

	while (next_part(&path, &part)) {
		size_t slash = b.n;

		while (slash > 0 && b.p[slash - 1] != '/')
			slash--;
		if (ng_str_eq(part, NG_STR("..")) && b.n > 0 &&
		    !ng_str_eq(ng_str_cut(ng_buf_str(&b), slash, b.n), NG_STR(".."))) {
			b.n = slash > 0 ? slash - 1 : 0;
			continue;
		}
		if (b.n > 0 || absolute)
			ng_buf_char(&b, '/');
		ng_buf_add(&b, part);
	}
	return ng_buf_str(&b);
}

static struct ng_str
join(struct ng_arena *a, struct ng_str here, struct ng_str path)
{
	struct ng_buf b = {.arena = a};

	if (path.n == 0 || path.p[0] != '/') {
		ng_buf_add(&b, here);
		ng_buf_char(&b, '/');
	}
	ng_buf_add(&b, path);
	return normal(a, ng_buf_str(&b));
}

/* The way from the report's folder to the file. */
static struct ng_str
relative(struct ng_arena *a, const struct ng_base *base, struct ng_str file)
{
	struct ng_str dir = normal(a, base->dir), path = normal(a, file), part, other, rest, left;
	struct ng_buf b = {.arena = a};
	bool up = ng_str_starts(dir, NG_STR("..")), absolute = dir.n > 0 && dir.p[0] == '/';

	if (up || absolute != (path.n > 0 && path.p[0] == '/')) {
		dir = join(a, base->here, dir);
		path = join(a, base->here, path);
	}
	rest = path;
	left = dir;
	for (;;) {
		struct ng_str r = rest, l = left;

		if (!next_part(&l, &other) || !next_part(&r, &part) || !ng_str_eq(part, other))
			break;
		rest = r;
		left = l;
	}
	while (next_part(&left, &other))
		ng_buf_add(&b, NG_STR("../"));
	ng_buf_add(&b, rest.n > 0 && rest.p[0] == '/' ? ng_str_cut(rest, 1, rest.n) : rest);
	return ng_buf_str(&b);
}

static void
add_target(struct ng_buf *out, struct ng_str path)
{
	size_t n;

	for (size_t i = 0; i < path.n; i += n) {
		int32_t c = ng_text_at(path, i, &n);
		bool plain = c >= 0xA0 ? ng_text_is_word(c)
		                       : c != 0 && c < 0x80 && (is_word((char)c) || strchr("/.-~'+,;=@", c) != NULL);

		if (plain)
			ng_buf_add(out, ng_str_cut(path, i, i + n));
		for (size_t k = 0; !plain && k < n; k++)
			ng_buf_printf(out, "%%%02X", (unsigned)(unsigned char)path.p[i + k]);
	}
}

void
ng_markdown_source(struct ng_buf *out, const struct ng_base *base, struct ng_str file, uint32_t line)
{
	struct ng_str path = relative(out->arena, base, file);
	struct ng_buf label = {.arena = out->arena};

	ng_buf_add(&label, path);
	if (line > 0)
		ng_buf_printf(&label, ":%lu", (unsigned long)line);
	/* what was read from standard input is in no file that a link could lead to */
	if (ng_str_eq(file, NG_STR("-"))) {
		ng_markdown_label(out, ng_buf_str(&label));
		return;
	}
	ng_buf_char(out, '[');
	ng_markdown_label(out, ng_buf_str(&label));
	ng_buf_add(out, NG_STR("]("));
	add_target(out, path);
	if (line > 0)
		ng_buf_printf(out, "#L%lu", (unsigned long)line);
	ng_buf_char(out, ')');
}

static bool
is_mail_address(struct ng_str s)
{
	size_t at = ng_str_find(s, '@');

	if (at == 0 || at + 1 >= s.n || ng_str_find(ng_str_cut(s, at, s.n), '.') + at >= s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i != at && !is_word(s.p[i]) && (i > at ? s.p[i] != '.' && s.p[i] != '-'
		                                                  : strchr(".-+%", s.p[i]) == NULL || s.p[i] == '\0'))
			return false;
	return s.p[s.n - 1] != '.';
}

void
ng_markdown_address(struct ng_buf *out, struct ng_str s)
{
	s = ng_str_trim(s);
	if (!is_mail_address(s) && (s.n == 0 || ng_markdown_web(s) != s.n)) {
		ng_markdown_text(out, s);
		return;
	}
	ng_buf_char(out, '<');
	ng_buf_add(out, s);
	ng_buf_char(out, '>');
}

void
ng_markdown_phone(struct ng_buf *out, struct ng_str s)
{
	struct ng_buf number = {.arena = out->arena};
	bool plain = s.n > 0;

	s = ng_str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (ng_is_digit(s.p[i]) || (s.p[i] == '+' && number.n == 0))
			ng_buf_char(&number, s.p[i]);
		else if (strchr(" -./()", s.p[i]) == NULL || s.p[i] == '\0')
			plain = false;
	}
	if (!plain || number.n < 5) {
		ng_markdown_text(out, s);
		return;
	}
	ng_buf_char(out, '[');
	ng_markdown_label(out, s);
	ng_buf_add(out, NG_STR("](tel:"));
	ng_buf_add(out, ng_buf_str(&number));
	ng_buf_char(out, ')');
}
