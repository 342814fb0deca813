#include "reference.h"

#include <string.h>

#include "text.h"

/* A label that is longer, in bytes, is in doubt; CommonMark ends at 999 characters. */
#define LABEL_LIMIT 200

static size_t
skip_blanks(struct ng_str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	return i;
}

static bool
at_line_end(struct ng_str s, size_t i)
{
	return i >= s.n || s.p[i] == '\n';
}

/* Whether "]:" stands in s, from i on. */
static bool
has_label_end(struct ng_str s, size_t i)
{
	for (; (i += ng_str_find(ng_str_cut(s, i, s.n), ']')) + 1 < s.n; i++)
		if (s.p[i + 1] == ':')
			return true;
	return false;
}

/* The index of the colon behind the label that s begins with; 0: none for sure. */
static size_t
label_end(struct ng_str s)
{
	bool plain = true;
	size_t i;

	for (i = 1; i < s.n && s.p[i] != ']' && s.p[i] != '['; i++) {
		if (s.p[i] == '\\') /* it may escape a bracket */
			return has_label_end(s, i) ? NG_REFERENCE_DOUBT : 0;
		plain &= (unsigned char)s.p[i] < 0x80 && (unsigned char)s.p[i] >= ' ';
	}
	if (i + 1 >= s.n || s.p[i] == '[' || s.p[i + 1] != ':')
		return 0;
	return !plain || i - 1 > LABEL_LIMIT || skip_blanks(s, 1) == i ? NG_REFERENCE_DOUBT : i + 1;
}

/* The index behind a title at i that is the last of its line, or NG_REFERENCE_DOUBT. */
static size_t
title_end(struct ng_str s, size_t i)
{
	size_t to = i + 1;

	if (s.p[i] == '(')
		return NG_REFERENCE_DOUBT;
	while (!at_line_end(s, to) && s.p[to] != s.p[i] && s.p[to] != '\\')
		to++;
	if (at_line_end(s, to) || s.p[to] != s.p[i] || !at_line_end(s, to = skip_blanks(s, to + 1)))
		return NG_REFERENCE_DOUBT;
	return to;
}

/* The index behind a destination at i, where s isn't over, in angle brackets or with its parentheses in pairs; NG_REFERENCE_DOUBT. */
static size_t
target_end(struct ng_str s, size_t i)
{
	size_t from = i, open = 0;

	if (s.p[i] == '<') {
		while (++i < s.n && strchr("<>\\\n", s.p[i]) == NULL)
			;
		return i < s.n && s.p[i] == '>' ? i + 1 : NG_REFERENCE_DOUBT;
	}
	for (; i < s.n && (unsigned char)s.p[i] > ' '; i++) {
		if (s.p[i] == '\\' || s.p[i] == '\x7F' || (s.p[i] == ')' && open == 0))
			return NG_REFERENCE_DOUBT;
		open += s.p[i] == '(';
		open -= s.p[i] == ')';
	}
	return i == from || open > 0 ? NG_REFERENCE_DOUBT : i;
}

static bool
begins_title(struct ng_str s, size_t i)
{
	return i < s.n && (s.p[i] == '"' || s.p[i] == '\'' || s.p[i] == '(');
}

size_t
ng_reference_read(struct ng_str s, struct ng_str *label)
{
	size_t i;

	if (s.n == 0 || s.p[0] != '[')
		return 0;
	i = label_end(s);
	if (i == 0 || i == NG_REFERENCE_DOUBT)
		return i;
	*label = ng_str_cut(s, 1, i - 1);
	i = skip_blanks(s, i + 1);
	if (i == s.n)
		return 0; /* no destination */
	i = target_end(s, i);
	if (i == NG_REFERENCE_DOUBT || (skip_blanks(s, i) == i && !at_line_end(s, i)))
		return NG_REFERENCE_DOUBT;
	i = skip_blanks(s, i);
	if (begins_title(s, i))
		i = title_end(s, i);
	else if (!at_line_end(s, i))
		return 0; /* more text: no definition */
	else if (begins_title(s, skip_blanks(s, i + 1)))
		return NG_REFERENCE_DOUBT; /* a title in the next line */
	return i == NG_REFERENCE_DOUBT || i == s.n ? i : i + 1;
}

/* True where the "]:" at i may end a definition's label: one begins its line, behind what containers begin with. */
static bool
may_be_label(struct ng_str s, size_t i)
{
	size_t from = i, line = i;
	struct ng_str label;

	if (i > 0 && s.p[i - 1] == '\\' && (i == 1 || s.p[i - 2] != '\\'))
		return false; /* an escaped bracket */
	while (line > 0 && s.p[line - 1] != '\n')
		line--;
	while (from > line && (s.p[from - 1] != '[' || (from - 1 > line && s.p[from - 2] == '\\')))
		from--;
	/* it may have begun in a line above */
	if (from == line)
		return true;
	from--;
	for (size_t k = line; k < from; k++)
		if (strchr(" \t>*+-.)0123456789", s.p[k]) == NULL)
			return false;
	return ng_reference_read(ng_str_cut(s, from, from + ng_str_find(ng_str_cut(s, from, s.n), '\n') + 1), &label) > 0;
}

bool
ng_reference_possible(struct ng_str s)
{
	for (size_t i = 0; (i += ng_str_find(ng_str_cut(s, i, s.n), ']')) < s.n; i++)
		if (i + 1 < s.n && s.p[i + 1] == ':' && may_be_label(s, i))
			return true;
	return false;
}

/* As CommonMark compares labels. */
static struct ng_str
normalize(const struct ng_references *r, struct ng_str label)
{
	return ng_text_fold(r->arena, ng_text_squeeze(r->arena, label));
}

void
ng_references_add(struct ng_references *r, struct ng_str label)
{
	if (r->labels == NULL)
		r->labels = ng_table_new(r->arena);
	ng_table_put(r->labels, normalize(r, label));
}

enum ng_reference
ng_references_find(const struct ng_references *r, struct ng_str label)
{
	bool ascii = true;

	if (label.n == 0 || ng_table_find(r->labels, normalize(r, label)) == NG_NONE)
		return NG_REFERENCE_NONE;
	for (size_t i = 0; i < label.n; i++)
		ascii &= (unsigned char)label.p[i] < 0x80;
	return ascii && label.n <= LABEL_LIMIT ? NG_REFERENCE_DEFINED : NG_REFERENCE_UNSURE;
}

struct ng_str
ng_references_before(const struct ng_references *r, struct ng_str markdown)
{
	struct ng_buf out = {.arena = r->arena};
	size_t from = markdown.n;

	for (size_t i = 0; r->labels != NULL && i < markdown.n; i++) {
		struct ng_str label;

		if (markdown.p[i] == '[')
			from = i + 1;
		if (markdown.p[i] != ']' || from > i)
			continue;
		label = ng_str_cut(markdown, from, i);
		from = markdown.n;
		if (ng_references_find(r, label) == NG_REFERENCE_NONE)
			continue;
		ng_buf_char(&out, '[');
		ng_buf_add(&out, normalize(r, label));
		ng_buf_add(&out, NG_STR("]: /\n"));
	}
	if (out.n > 0)
		ng_buf_char(&out, '\n');
	return ng_buf_str(&out);
}
