#include "quick.h"

#include <string.h>

/* What a line is, as far as its beginning says, where it is in no paragraph. */
enum start {
	START_DOUBT,
	START_TEXT,
	START_HEADING,
	START_BREAK,
	START_FENCE,
	START_COMMENT,
	START_ITEM,
};

/* How many times c stands at the start of s. */
static size_t
run_of(struct ng_str s, char c)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == c)
		n++;
	return n;
}

static bool
is_blank_at(struct ng_str s, size_t i)
{
	return i >= s.n || s.p[i] == ' ' || s.p[i] == '\t';
}

/* The index behind the white space at the start of s, and the column there: a tab goes on to the next multiple of 4. */
static size_t
indent_of(struct ng_str s, size_t *column)
{
	size_t n = 0;

	*column = 0;
	if (s.n > 0 && (unsigned char)s.p[0] > ' ')
		return 0; /* most of them */
	for (; n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'); n++)
		*column += s.p[n] == '\t' ? 4 - *column % 4 : 1;
	return n;
}

/* What libcmark wants behind a list's marker: VT and FF too, though they are text everywhere else. */
static bool
is_behind_marker(struct ng_str s, size_t i)
{
	return is_blank_at(s, i) || s.p[i] == '\v' || s.p[i] == '\f';
}

static bool
is_empty(struct ng_str s)
{
	size_t column;

	return s.n == 0 || ((unsigned char)s.p[0] <= ' ' && indent_of(s, &column) == s.n);
}

/* How many characters c a line has that consists of them and white space, or 0. */
static size_t
alone(struct ng_str s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == c)
			n++;
		else if (s.p[i] != ' ' && s.p[i] != '\t')
			return 0;
	}
	return n;
}

/* The length of a list's marker at the start of s, which isn't empty, or 0. */
static size_t
marker_length(struct ng_str s)
{
	size_t n = 0;

	if (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '*')
		return is_behind_marker(s, 1);
	while (n < s.n && ng_is_digit(s.p[n]))
		n++;
	if (n == 0 || n > 9 || n == s.n || (s.p[n] != '.' && s.p[n] != ')') || !is_behind_marker(s, n + 1))
		return 0;
	return n + 1;
}

/* A fence of code opens at the start of s, which isn't empty. */
static bool
opens_fence(struct ng_str s)
{
	size_t n = run_of(s, s.p[0]);

	return n >= 3 && (s.p[0] == '~' || (s.p[0] == '`' && ng_str_find(ng_str_cut(s, n, s.n), '`') == s.n - n));
}

static bool
is_heading(struct ng_str s)
{
	size_t n = run_of(s, '#');

	return n > 0 && n <= 6 && is_blank_at(s, n);
}

struct ng_str
ng_quick_heading(struct ng_str s)
{
	size_t n = run_of(s, '#'), end;

	if (!is_heading(s))
		return s;
	s = ng_str_trim(ng_str_cut(s, n, s.n));
	for (end = s.n; end > 0 && s.p[end - 1] == '#';)
		end--;
	if (end == 0 || ng_is_space(s.p[end - 1]))
		s = ng_str_trim(ng_str_cut(s, 0, end));
	return s;
}

/* True where text follows a tag of these names, of which none begins an HTML block then (CommonMark 0.30, 4.6). */
static bool
begins_with_tag(struct ng_str s)
{
	static const char *const names[] = {"a", "b", "br", "code", "em", "i", "img", "kbd", "small", "span", "strong", "sub",
					    "sup", "u"};
	size_t to = ng_inline_tag(s), name = s.n > 1 && s.p[1] == '/' ? 2 : 1, n = name;

	if (to == 0 || ng_str_trim(ng_str_cut(s, to, s.n)).n == 0)
		return false;
	while (ng_is_alpha(s.p[n]))
		n++;
	for (size_t i = 0; !ng_is_digit(s.p[n]) && s.p[n] != '-' && i < sizeof(names) / sizeof(names[0]); i++)
		if (ng_str_eq_nocase(ng_str_cut(s, name, n), ng_str_of(names[i])))
			return true;
	return false;
}

/* What a line without its indentation is; it isn't empty. */
static enum start
start_of(struct ng_str s)
{
	char c = s.p[0];

	if (ng_is_alpha(c))
		return START_TEXT;
	switch (c) {
	case '<':
		if (ng_str_starts(s, NG_STR("<!--")))
			return START_COMMENT;
		/* an autolink is no HTML block, nor is a tag of inline HTML before text */
		return ng_str_starts(s, NG_STR("<http://")) || ng_str_starts(s, NG_STR("<https://")) || begins_with_tag(s) ?
			       START_TEXT : START_DOUBT;
	case '>':
	case '\xEF': /* perhaps a byte order mark, which libcmark leaves out where a document begins */
		return START_DOUBT;
	case '#':
		return is_heading(s) ? START_HEADING : START_TEXT;
	case '-':
	case '*':
	case '_':
		if (alone(s, c) >= 3)
			return START_BREAK;
		if (c == '-' && alone(s, c) > 0)
			return START_DOUBT; /* perhaps a heading's underline */
		break;
	case '=':
		if (alone(s, c) > 0)
			return START_DOUBT;
		break;
	case '`':
	case '~':
		return opens_fence(s) ? START_FENCE : START_TEXT;
	default:
		break;
	}
	if (marker_length(s) > 0)
		return START_ITEM;
	return (unsigned char)c < ' ' ? START_DOUBT : START_TEXT;
}

/* The line at i; *next is where the next one begins. */
static struct ng_str
line_at(struct ng_str body, size_t i, size_t *next)
{
	const char *end = memchr(body.p + i, '\n', body.n - i);
	size_t to = end == NULL ? body.n : (size_t)(end - body.p);

	*next = end == NULL ? body.n : to + 1;
	return ng_str_cut(body, i, to);
}

static struct ng_block *
add_block(struct ng_quick *q, enum ng_block_type type)
{
	struct ng_note *note = q->note;
	struct ng_block *b;

	note->blocks = ng_arena_more(q->arena, note->blocks, note->n, &note->cap, sizeof(*note->blocks));
	b = &note->blocks[note->n++];
	*b = (struct ng_block){.type = type, .parent = q->depth > 0 ? q->items[q->depth - 1].block : NG_NO_BLOCK,
			       .before = NG_NO_BLOCK, .line = q->line};
	return b;
}

/* The text of the lines [from, to) of body, of which none is empty, each without its indentation. */
static struct ng_str
join(struct ng_quick *q, size_t from, size_t to)
{
	char *text = ng_arena_alloc(q->arena, to - from);
	size_t n = 0, next;

	for (size_t i = from; i < to; i = next) {
		struct ng_str s = line_at(ng_str_cut(q->body, 0, to), i, &next);

		while (s.p[0] == ' ' || s.p[0] == '\t')
			s = ng_str_cut(s, 1, s.n);
		if (n > 0)
			text[n++] = '\n';
		memcpy(text + n, s.p, s.n);
		n += s.n;
	}
	return (struct ng_str){text, n};
}

/* White space behind some text as CommonMark strips it. */
static struct ng_str
trim(struct ng_str s)
{
	while (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')
		s.n--;
	return s;
}

/* The classes of a block's text, whose signs are those of the body where it is a part of it. */
static void
classify(struct ng_quick *q, struct ng_block *b)
{
	if (b->text.n == 0 || (b->text.p >= q->body.p && b->text.p < q->body.p + q->body.n))
		b->signs = ng_signs_cut(q->signs, b->text.n == 0 ? 0 : (size_t)(b->text.p - q->body.p));
	else
		b->signs = ng_signs_find(q->arena, b->text);
	b->class = ng_inline_quick(q->arena, b->text, b->signs, q->references);
}

/* Takes the definitions off the start of a paragraph, which is the note's last block. Of nothing else, it is none. */
static void
cut_definitions(struct ng_quick *q, struct ng_block *b)
{
	struct ng_str label;
	size_t n, line = b->line;

	while ((n = ng_reference_read(b->text, &label)) > 0) {
		/* libcmark keeps the indentation of lazy lines in an item: there is one definition there or doubt */
		if (n == NG_REFERENCE_DOUBT || (b->type == NG_BLOCK_ITEM ? n < b->text.n : b->parent != NG_NO_BLOCK)) {
			q->doubt = true;
			return;
		}
		if (q->survey)
			ng_references_add(q->references, label);
		b->text = ng_str_cut(b->text, n, b->text.n);
		if (b->text.n > 0) {
			b->line++;
		} else if (b->type == NG_BLOCK_ITEM) {
			/* an item without text, of whom the next paragraph would be its first */
			b->line = line;
			q->items[q->depth - 1].empty = true;
			q->items[q->depth - 1].paragraph = false;
		} else {
			q->note->n--;
			q->paragraph = q->before;
		}
	}
}

static void
close_paragraph(struct ng_quick *q)
{
	struct ng_block *b;
	size_t line;

	if (!q->open)
		return;
	q->open = false;
	b = &q->note->blocks[q->block];
	line = b->line;
	b->text = trim(q->joined ? ng_str_cut(q->body, q->from, q->to) : join(q, q->from, q->to));
	if (b->text.p[0] == '[')
		cut_definitions(q, b);
	if (q->survey)
		return;
	classify(q, b);
	/* where libcmark's inlines can't be found in the source, a definition stays in the text */
	q->doubt |= b->class == NULL && b->line > line;
}

/* Opens the paragraph that is the line's bytes [from, to) of body, in block `b`. */
static void
open_paragraph(struct ng_quick *q, const struct ng_block *b, size_t from, size_t to)
{
	q->open = true;
	q->joined = true;
	q->block = (size_t)(b - q->note->blocks);
	q->from = from;
	q->to = to;
	q->before = q->paragraph;
	if (q->depth == 0) {
		q->paragraph = true;
		return;
	}
	q->items[q->depth - 1].paragraph = true;
}

/* Adds the heading that is line s; false where that is left to libcmark. */
static bool
read_heading(struct ng_quick *q, struct ng_str s)
{
	struct ng_block *b;

	/* white space to some of libcmark's rules */
	if (ng_str_find(s, '\v') < s.n || ng_str_find(s, '\f') < s.n)
		return false;
	b = add_block(q, NG_BLOCK_HEADING);
	b->level = (int)run_of(s, '#');
	b->text = ng_quick_heading(s);
	q->paragraph = false;
	if (q->survey)
		return true;
	classify(q, b);
	return b->class != NULL;
}

/*
 * Adds the item that begins at `at` of body, in the line `s` from there, in `column`; `depth` items around it are kept.
 * False where it's none that is known here.
 */
static bool
read_item(struct ng_quick *q, size_t at, struct ng_str s, size_t column, size_t depth)
{
	size_t width = marker_length(s), space = run_of(ng_str_cut(s, width, s.n), ' '), here, list;
	size_t before = NG_NO_BLOCK;
	bool empty = is_empty(ng_str_cut(s, width, s.n));
	char marker = s.p[width - 1];
	struct ng_block *b;

	/* within a paragraph, what begins with another number than 1 goes on with it */
	if (q->open && depth == q->depth && (empty || (width > 1 && (width != 2 || s.p[0] != '1'))))
		return false;
	if (depth == NG_QUICK_DEPTH)
		return false;
	if (!empty && (space == 0 || space > 4 || start_of(ng_str_cut(s, width + space, s.n)) != START_TEXT))
		return false;
	if (empty)
		space = 1;
	close_paragraph(q);
	here = list = q->note->n;
	if (depth < q->depth) {
		if (q->items[depth].marker == marker) {
			list = q->items[depth].list;
			before = q->note->blocks[list].before;
		}
	} else if (here > 0 && (depth > 0 ? q->items[depth - 1].paragraph : q->paragraph)) {
		before = here - 1;
	}
	if (depth > 0)
		q->items[depth - 1].paragraph = q->items[depth - 1].empty = false;
	else
		q->paragraph = false;
	q->depth = depth;
	b = add_block(q, NG_BLOCK_ITEM);
	b->list = list;
	b->before = before;
	q->items[q->depth++] = (struct ng_quick_item){column + width + space, here, list, marker, !empty, empty, false};
	if (empty)
		classify(q, b);
	else
		open_paragraph(q, b, at + width + space, at + s.n);
	return true;
}

/* Passes the lines of a fence's code up to the one behind it; `column`: where the item's contents begin that it is in. */
static void
pass_fence(struct ng_quick *q, struct ng_str fence, size_t column)
{
	size_t length = run_of(fence, fence.p[0]), next;

	line_at(q->body, q->at, &next);
	for (q->at = next, q->line++; q->at < q->body.n; q->at = next, q->line++) {
		struct ng_str s = line_at(q->body, q->at, &next);
		size_t indent, n, at = indent_of(s, &indent);

		if (indent < column && at < s.n)
			return; /* the item ends, and its code with it */
		s = ng_str_cut(s, at, s.n);
		n = run_of(s, fence.p[0]);
		if (n >= length && indent < column + 4 && is_empty(ng_str_cut(s, n, s.n))) {
			q->at = next;
			q->line++;
			return;
		}
	}
}

static bool
ends_comment(struct ng_str line)
{
	for (size_t i = 0; (i += ng_str_find(ng_str_cut(line, i, line.n), '>')) < line.n; i++)
		if (i >= 2 && line.p[i - 1] == '-' && line.p[i - 2] == '-')
			return true;
	return false;
}

/* True where nothing but white space and a slash stands between "<!--" and i. */
static bool
is_behind_comment(struct ng_str s, size_t i)
{
	i -= i > 0 && s.p[i - 1] == '/';
	while (i > 0 && (s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
		i--;
	return ng_str_ends(ng_str_cut(s, 0, i), NG_STR("<!--"));
}

/* Passes a comment's lines; false where it could be a region's mark, or has no end. */
static bool
pass_comment(struct ng_quick *q)
{
	size_t at = q->at, line = q->line, next;

	for (; at < q->body.n; at = next) {
		struct ng_str s = line_at(q->body, at, &next);

		line++;
		for (size_t i = 0; (i += ng_str_find(ng_str_cut(s, i, s.n), 'n')) < s.n; i++)
			if (is_behind_comment(s, i))
				return false;
		if (!ends_comment(s))
			continue;
		q->at = next;
		q->line = line;
		q->paragraph = false;
		return true;
	}
	return false;
}

/* Where a part may begin, and with how many blocks. */
struct safe {
	size_t at, line, blocks;
};

/* Reads the line s at `at`, which isn't empty; false where it isn't known here. Moves on. */
static bool
read_line(struct ng_quick *q, struct ng_str s, size_t next, struct safe *safe)
{
	size_t indent, depth = 0, column, at = indent_of(s, &indent);
	enum start start;

	while (depth < q->depth && indent >= q->items[depth].column)
		depth++;
	if (depth > 0 && q->items[depth - 1].shut)
		return false;
	column = depth > 0 ? q->items[depth - 1].column : 0;
	start = start_of(ng_str_cut(s, at, s.n));
	/* what the document itself holds, with nothing open: here a part may begin */
	if (indent == 0 && (start == START_HEADING || start == START_FENCE || start == START_COMMENT ||
			    (start == START_BREAK && !(q->open && s.p[0] == '-')) || (start == START_TEXT && !q->open) ||
			    (start == START_ITEM && q->depth == 0 && !q->open && !q->paragraph) ||
			    (!q->open && (s.p[0] == '<' || s.p[0] == '>')))) {
		close_paragraph(q);
		*safe = (struct safe){q->at, q->line, q->note->n};
		q->depth = 0;
	}
	/* code, or text that would be something else if it were parsed alone */
	if (indent - column >= 4 && (!q->open || start != START_TEXT))
		return false;
	if (depth > 0 && (start == START_HEADING || start == START_BREAK))
		return false;
	/* perhaps a heading's underline */
	if (start == START_BREAK && q->open && s.p[at] == '-')
		return false;
	switch (start) {
	case START_TEXT:
		if (q->open) {
			q->to = q->at + s.n;
			q->joined &= indent == 0;
			break;
		}
		/* it would be the item's own text */
		if (depth > 0 && q->items[depth - 1].empty)
			return false;
		q->depth = depth;
		open_paragraph(q, add_block(q, NG_BLOCK_PARAGRAPH), q->at + at, q->at + s.n);
		break;
	case START_ITEM:
		if (!read_item(q, q->at + at, ng_str_cut(s, at, s.n), indent, depth))
			return false;
		break;
	case START_FENCE:
		if (indent != column || (depth > 0 && q->items[depth - 1].empty))
			return false;
		close_paragraph(q);
		q->depth = depth;
		if (depth > 0)
			q->items[depth - 1].paragraph = false;
		else
			q->paragraph = false;
		pass_fence(q, ng_str_cut(s, at, s.n), column);
		return true;
	case START_COMMENT:
		return indent == 0 && pass_comment(q);
	case START_HEADING:
	case START_BREAK:
		if (indent > 0)
			return false;
		q->paragraph = false;
		if (start == START_HEADING && !read_heading(q, s))
			return false;
		break;
	default:
		return false; /* START_DOUBT */
	}
	q->at = next;
	q->line++;
	return true;
}

void
ng_quick_read(struct ng_quick *q)
{
	struct safe safe = {q->at, q->line, q->note->n};
	size_t next;

	q->depth = 0;
	q->open = q->paragraph = false;
	while (q->at < q->body.n) {
		struct ng_str s = line_at(q->body, q->at, &next);

		if (is_empty(s)) {
			close_paragraph(q);
			if (q->depth > 0)
				q->items[q->depth - 1].shut = q->items[q->depth - 1].empty;
			q->at = next;
			q->line++;
		} else if (!read_line(q, s, next, &safe)) {
			/* what was read since a part could begin is read once more by libcmark */
			q->open = false;
			q->at = safe.at;
			q->line = safe.line;
			q->note->n = safe.blocks;
			return;
		}
	}
	close_paragraph(q);
}

/* What is open of a part that is left to libcmark, as far as it matters where it ends. */
struct part {
	struct ng_str fence; /* of the document itself; empty where none is open */
	size_t column;       /* where the contents of the list's last item begin, 0 where that isn't known */
	bool html;           /* an HTML block could be open, up to the next empty line */
	bool comment;        /* a comment of the document itself is */
	bool rest;           /* the part has the whole rest */
};

/* An HTML block begins at s that an empty line doesn't end, and which isn't over in this line. */
static bool
opens_html(struct ng_str s)
{
	static const char *const names[] = {"script", "pre", "style", "textarea"};

	if (s.n > 1 && (s.p[1] == '!' || s.p[1] == '?'))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (ng_str_eq_nocase(ng_str_cut(s, 1, 1 + strlen(names[i])), ng_str_of(names[i])))
			return true;
	return false;
}

/* Where the contents of an item begin whose marker is at the start of s, or 0 where it may be none. */
static size_t
contents_of(struct ng_str s, const struct part *part)
{
	size_t width = marker_length(s), space = run_of(ng_str_cut(s, width, s.n), ' ');

	if (width == 0 || space == 0 || width + space == s.n || s.p[width + space] == '\t' || part->html ||
	    alone(s, s.p[0]) >= 3)
		return 0;
	/* within a paragraph, another number than 1 is text */
	if (width > 1 && part->column == 0 && (width != 2 || s.p[0] != '1'))
		return 0;
	return width + (space > 4 ? 1 : space);
}

/* Follows a line of the part, which isn't empty. */
static void
follow(struct part *part, struct ng_str s)
{
	size_t indent, at = indent_of(s, &indent);

	s = ng_str_cut(s, at, s.n);
	if (indent < part->column || part->column == 0)
		part->column = indent > 0 ? 0 : contents_of(s, part);
	/* what is indented further is code, or an item's */
	if (indent >= 4)
		return;
	if (s.p[0] == '<') {
		bool comment = ng_str_starts(s, NG_STR("<!--"));

		part->comment = comment && !ends_comment(s);
		part->rest |= comment ? part->comment && (indent > 0 || part->html) : opens_html(s);
		part->html = true;
		part->column = 0;
	} else if (part->column == 0 && opens_fence(s)) {
		part->rest |= part->html || indent > 0;
		part->fence = s;
	}
}

static bool
closes_fence(struct ng_str fence, struct ng_str s)
{
	size_t indent, n, at = indent_of(s, &indent);

	s = ng_str_cut(s, at, s.n);
	n = run_of(s, fence.p[0]);
	return indent < 4 && n >= run_of(fence, fence.p[0]) && is_empty(ng_str_cut(s, n, s.n));
}

struct ng_str
ng_quick_pass(struct ng_quick *q)
{
	size_t from = q->at, next;
	struct part part = {.html = false};
	bool after_empty = false;

	for (; q->at < q->body.n && !part.rest; q->at = next, q->line++) {
		struct ng_str s = line_at(q->body, q->at, &next);

		if (part.fence.n > 0) {
			if (closes_fence(part.fence, s))
				part.fence.n = 0;
			continue;
		}
		if (part.comment) {
			part.comment = !ends_comment(s);
			continue;
		}
		if (is_empty(s)) {
			after_empty = true;
			part.html = false;
			continue;
		}
		if (after_empty && (ng_is_alpha(s.p[0]) || is_heading(s)))
			break;
		after_empty = false;
		follow(&part, s);
	}
	if (part.rest)
		q->at = q->body.n;
	return ng_str_cut(q->body, from, q->at);
}

bool
ng_quick_survey(struct ng_str body, struct ng_references *references)
{
	struct ng_note note = {.n = 0};
	struct ng_quick q = {.arena = references->arena, .body = body, .note = &note, .references = references, .survey = true};

	/* DEL: no link's destination holds it, and nobody looks */
	if (ng_str_find(body, '\r') < body.n || ng_str_find(body, '\x7F') < body.n)
		return false;
	if (!ng_reference_possible(body))
		return true;
	while (q.at < body.n) {
		ng_quick_read(&q);
		note.n = 0;
		if (ng_reference_possible(ng_quick_pass(&q)) || q.doubt)
			return false;
	}
	return true;
}
