#include "note.h"

#include <cmark.h>
#include <errno.h>
#include <string.h>

/*
 * libcmark's allocator has no context argument, so the arena of the note that is being parsed is a
 * variable of the thread. Each allocation carries its size in front, for realloc.
 */
static _Thread_local struct ng_arena *cmark_arena;

union header {
	size_t size;
	max_align_t align;
};

static void *
arena_calloc(size_t n, size_t size)
{
	union header *h;

	if (size != 0 && n > (SIZE_MAX - sizeof(*h)) / size)
		ng_arena_fail(cmark_arena, ENOMEM);
	h = ng_arena_alloc(cmark_arena, sizeof(*h) + n * size);
	h->size = n * size;
	return h + 1;
}

static void *
arena_realloc(void *p, size_t size)
{
	union header *h;

	if (p == NULL)
		return arena_calloc(1, size);
	h = (union header *)p - 1;
	if (size > SIZE_MAX - sizeof(*h))
		ng_arena_fail(cmark_arena, ENOMEM);
	if (size > h->size) {
		h = ng_arena_grow(cmark_arena, h, sizeof(*h) + h->size, sizeof(*h) + size);
		h->size = size;
	}
	return h + 1;
}

static void
arena_free(void *p)
{
	(void)p; /* goes with the arena */
}

static cmark_mem arena_mem = {arena_calloc, arena_realloc, arena_free};

/*
 * The inline structure of one heading or paragraph: a cursor goes through the source in step with libcmark's
 * nodes. libcmark gives no usable columns for inlines, and its text has lost backslashes and entities; in step,
 * each byte of the source finds its class, or the walk fails.
 */
struct cursor {
	struct ng_str s;
	uint8_t *class;
	size_t at;
	size_t hidden; /* images that are open */
	bool autolink; /* its text is in the source as it is */
};

static void
pass(struct cursor *c, size_t n, enum ng_class class)
{
	memset(c->class + c->at, (int)(c->hidden > 0 ? NG_CLASS_HIDDEN : class), n);
	c->at += n;
}

static bool
looking_at(const struct cursor *c, char x)
{
	return c->at < c->s.n && c->s.p[c->at] == x;
}

/* The length of an entity or numeric character reference at the cursor, or 0 (CommonMark 0.30, 6.2 and its neighbours). */
static size_t
entity_length(const struct cursor *c)
{
	size_t i = c->at + 1, from;

	if (i < c->s.n && c->s.p[i] == '#')
		i++;
	for (from = i; i < c->s.n && i - from < 32 && (ng_is_alpha(c->s.p[i]) || ng_is_digit(c->s.p[i]));)
		i++;
	return i > from && i < c->s.n && c->s.p[i] == ';' ? i + 1 - c->at : 0;
}

/* Passes text that libcmark gives as `t`. */
static bool
pass_text(struct cursor *c, const char *t)
{
	size_t length = strlen(t);

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
		} else if (c->s.p[c->at] == '&' && (n = entity_length(c)) > 0 &&
			   strncmp(c->s.p + c->at, t, n) != 0) {
			pass(c, n, NG_CLASS_ESCAPED);
			/* what it stands for: one character, rarely two; what follows tells */
			do
				t++;
			while (((unsigned char)*t & 0xC0) == 0x80 ||
			       ((unsigned char)*t >= 0x80 && c->at < c->s.n && c->s.p[c->at] != *t &&
				c->s.p[c->at] != '&'));
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
pass_verbatim(struct cursor *c, const char *t, enum ng_class class)
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
pass_code(struct cursor *c)
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
pass_break(struct cursor *c)
{
	while (c->at < c->s.n && c->s.p[c->at] != '\n') {
		if (!ng_is_space(c->s.p[c->at]) && c->s.p[c->at] != '\\')
			return false;
		pass(c, 1, c->s.p[c->at] == '\\' ? NG_CLASS_ESCAPED : NG_CLASS_TEXT);
	}
	if (c->at == c->s.n)
		return false;
	while (c->at < c->s.n && ng_is_space(c->s.p[c->at]))
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

/* The index behind a link's destination at i (CommonMark 0.30, 6.3); 0 where there is none. */
static size_t
skip_destination(struct ng_str s, size_t i)
{
	size_t depth = 0;

	if (i < s.n && s.p[i] == '<')
		return skip_to(s, i + 1, '>');
	for (; i < s.n && !ng_is_space(s.p[i]); i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && ng_is_punct(s.p[i + 1]))
			i++;
		else if (s.p[i] == '(')
			depth++;
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
		title = skip_to(s, title + 1, s.p[title] == '(' ? ')' : s.p[title]);
		if (title == 0)
			return 0;
		title = skip_space(s, title);
	}
	return title < s.n && s.p[title] == ')' ? title + 1 : 0;
}

/* What stands behind a link's text: "](destination)", "][label]", "[]" or nothing. */
static bool
pass_link_end(struct cursor *c)
{
	size_t to = 0;

	if (!looking_at(c, ']'))
		return false;
	pass(c, 1, NG_CLASS_MARK);
	if (looking_at(c, '('))
		to = skip_inline_target(c->s, c->at);
	else if (looking_at(c, '['))
		to = skip_to(c->s, c->at + 1, ']');
	if (to > 0)
		pass(c, to - c->at, NG_CLASS_HIDDEN);
	return true;
}

static bool
pass_enter(struct cursor *c, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		return c->autolink ? true : pass_text(c, cmark_node_get_literal(node));
	case CMARK_NODE_CODE:
		return pass_code(c);
	case CMARK_NODE_HTML_INLINE:
		return pass_verbatim(c, cmark_node_get_literal(node), NG_CLASS_HIDDEN);
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		return pass_break(c);
	case CMARK_NODE_LINK:
		if (looking_at(c, '<')) {
			size_t to = skip_to(c->s, c->at, '>');

			c->autolink = true;
			if (to > 0)
				pass(c, to - c->at, NG_CLASS_HIDDEN);
			return to > 0;
		}
		if (!looking_at(c, '['))
			return false;
		pass(c, 1, NG_CLASS_MARK);
		return true;
	case CMARK_NODE_IMAGE:
		c->hidden++;
		if (!looking_at(c, '!'))
			return false;
		pass(c, 2, NG_CLASS_HIDDEN);
		return true;
	default: /* emphasis */
		if (!looking_at(c, '*') && !looking_at(c, '_'))
			return false;
		pass(c, cmark_node_get_type(node) == CMARK_NODE_STRONG ? 2 : 1, NG_CLASS_MARK);
		return true;
	}
}

static bool
pass_leave(struct cursor *c, cmark_node *node)
{
	bool ok;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		return pass_enter(c, node);
	case CMARK_NODE_LINK:
		if (c->autolink) {
			c->autolink = false;
			return true;
		}
		return pass_link_end(c);
	case CMARK_NODE_IMAGE:
		ok = pass_link_end(c);
		c->hidden--;
		return ok;
	default:
		return true;
	}
}

/* Fills `class` from the inline nodes under `leaf`; false where they aren't what `s` holds from its start to its end. */
static bool
classify(cmark_node *leaf, struct ng_str s, uint8_t *class)
{
	struct cursor c = {.s = s, .class = class};
	cmark_node *node = cmark_node_first_child(leaf);

	while (node != NULL && node != leaf) {
		cmark_node *next;

		if (c.at > c.s.n || !pass_enter(&c, node))
			return false;
		next = cmark_node_first_child(node);
		while (next == NULL) {
			if (!pass_leave(&c, node))
				return false;
			next = cmark_node_next(node);
			node = cmark_node_parent(node);
			if (next == NULL && node == leaf)
				return skip_space(c.s, c.at) == c.s.n;
		}
		node = next;
	}
	return s.n == 0;
}

/* Where the walk failed: code spans as CommonMark finds them, all else as text. */
static void
guess(struct ng_str s, uint8_t *class)
{
	struct cursor c = {.s = s, .class = class};

	while (c.at < c.s.n)
		if (!looking_at(&c, '`') || !pass_code(&c))
			pass(&c, 1, NG_CLASS_TEXT);
}

/* What the walk over libcmark's tree knows. */
struct walk {
	struct ng_arena *arena;
	struct ng_str body;
	const size_t *lines; /* where each line of body starts */
	size_t nlines, first_line;
	struct ng_note *note;
	size_t cap;
	size_t item;   /* the innermost open item */
	size_t quotes; /* open block quotes */
	bool skipping; /* in a region that a report wrote */
};

static struct ng_block *
add_block(struct walk *w, enum ng_block_type type, size_t line)
{
	struct ng_note *note = w->note;
	struct ng_block *b;

	note->blocks = ng_arena_more(w->arena, note->blocks, note->n, &w->cap, sizeof(*note->blocks));
	b = &note->blocks[note->n++];
	*b = (struct ng_block){.type = type, .parent = w->item, .quote = w->quotes > 0,
			       .before = NG_NO_BLOCK, .line = w->first_line + line};
	return b;
}

static struct ng_str
source_line(const struct walk *w, size_t line)
{
	return ng_str_cut(w->body, w->lines[line], ng_str_line_end(w->body, w->lines[line]));
}

/* A continuation line without its block prefix: white space, and a `>` for each open block quote. */
static struct ng_str
strip_prefix(struct ng_str s, size_t quotes)
{
	for (;;) {
		while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
			s = ng_str_cut(s, 1, s.n);
		if (quotes == 0 || s.n == 0 || s.p[0] != '>')
			return s;
		quotes--;
		s = ng_str_cut(s, 1, s.n);
	}
}

/* An ATX heading's line without its number signs; a line of a setext heading as it is. */
static struct ng_str
strip_hashes(struct ng_str s)
{
	size_t n = 0, end;

	while (n < s.n && s.p[n] == '#')
		n++;
	if (n == 0 || n > 6 || (n < s.n && s.p[n] != ' ' && s.p[n] != '\t'))
		return s;
	s = ng_str_trim(ng_str_cut(s, n, s.n));
	for (end = s.n; end > 0 && s.p[end - 1] == '#';)
		end--;
	if (end == 0 || ng_is_space(s.p[end - 1]))
		s = ng_str_trim(ng_str_cut(s, 0, end));
	return s;
}

/* The line of a setext heading's underline; libcmark's end line is the next one or, at the file's end, this one. */
static size_t
setext_end(const struct walk *w, size_t first, size_t last)
{
	for (size_t i = first + 1; i < last; i++) {
		struct ng_str s = ng_str_trim(strip_prefix(source_line(w, i), w->quotes));
		size_t n = 0;

		while (n < s.n && (s.p[n] == '=' || s.p[n] == '-') && s.p[n] == s.p[0])
			n++;
		if (n > 0 && n == s.n)
			return i;
	}
	return last;
}

/* Gives block `b` the source of a heading or paragraph, with the class of each byte. */
static void
fill(struct walk *w, struct ng_block *b, cmark_node *leaf)
{
	bool heading = cmark_node_get_type(leaf) == CMARK_NODE_HEADING;
	size_t first = (size_t)cmark_node_get_start_line(leaf) - 1;
	size_t last = (size_t)cmark_node_get_end_line(leaf), column = (size_t)cmark_node_get_start_column(leaf) - 1;
	struct ng_buf text = {.arena = w->arena};
	struct ng_str s, joined, defined;
	uint8_t *class;

	if (last > w->nlines)
		last = w->nlines;
	if (first >= last)
		return;
	s = source_line(w, first);
	s = ng_str_cut(s, column, s.n);
	if (heading) {
		struct ng_str bare = strip_hashes(s);

		if (bare.n == s.n)
			last = setext_end(w, first, last);
		s = bare;
		b->level = cmark_node_get_heading_level(leaf);
	}
	if (last == first + 1) {
		joined = ng_str_trim(s); /* one line: borrowed from the file */
	} else {
		ng_buf_add(&text, s);
		for (size_t i = first + 1; i < last; i++) {
			ng_buf_char(&text, '\n');
			ng_buf_add(&text, strip_prefix(source_line(w, i), w->quotes));
		}
		joined = ng_str_trim(ng_buf_str(&text));
	}
	class = ng_arena_alloc(w->arena, joined.n + 1);
	/* reference definitions at its start are no part of it, but libcmark counts their lines */
	defined = joined;
	while (!classify(leaf, joined, class)) {
		size_t next = ng_str_find(joined, '\n');

		if (defined.p[0] != '[' || next == joined.n) {
			joined = defined;
			first = (size_t)cmark_node_get_start_line(leaf) - 1;
			guess(joined, class);
			break;
		}
		joined = ng_str_cut(joined, next + 1, joined.n);
		first++;
	}
	b->line = w->first_line + first;
	b->text = joined;
	b->class = class;
}

/* An item's block. Its list is named by its first item, which libcmark's node of the list keeps for us. */
static void
add_item(struct walk *w, cmark_node *node, size_t line)
{
	size_t here = w->note->n;
	struct ng_block *b = add_block(w, NG_BLOCK_ITEM, line);
	cmark_node *list = cmark_node_parent(node), *previous = cmark_node_previous(list);

	if (cmark_node_previous(node) != NULL) {
		b->list = (size_t)(uintptr_t)cmark_node_get_user_data(list);
		b->before = w->note->blocks[b->list].before;
		return;
	}
	cmark_node_set_user_data(list, (void *)(uintptr_t)here);
	b->list = here;
	if (previous != NULL && cmark_node_get_type(previous) == CMARK_NODE_PARAGRAPH && here > 0)
		b->before = here - 1;
}

/* Whether a region that a report wrote opens or closes in an HTML block. */
static void
follow_regions(struct walk *w, const char *html)
{
	while (html != NULL) {
		html = strstr(html, w->skipping ? "<!-- /ng -->" : "<!-- ng:");
		if (html != NULL) {
			w->skipping = !w->skipping;
			html++;
		}
	}
}

/* Enters a node; false where its children are of no interest. */
static bool
enter(struct walk *w, cmark_node *node)
{
	size_t line = (size_t)cmark_node_get_start_line(node) - 1;
	size_t here = w->note->n;
	cmark_node *child;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		w->quotes++;
		return true;
	case CMARK_NODE_LIST:
		return true;
	case CMARK_NODE_ITEM:
		add_item(w, node, line);
		w->item = here;
		child = cmark_node_first_child(node);
		if (child != NULL && !w->skipping &&
		    (cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH ||
		     cmark_node_get_type(child) == CMARK_NODE_HEADING))
			fill(w, &w->note->blocks[here], child);
		return true;
	case CMARK_NODE_HEADING:
	case CMARK_NODE_PARAGRAPH:
		/* an item's first is the item's own text */
		if (!w->skipping && (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_ITEM ||
				     cmark_node_previous(node) != NULL))
			fill(w,
			     add_block(w, cmark_node_get_type(node) == CMARK_NODE_HEADING ? NG_BLOCK_HEADING : NG_BLOCK_PARAGRAPH, line),
			     node);
		return false;
	case CMARK_NODE_HTML_BLOCK:
		follow_regions(w, cmark_node_get_literal(node));
		return false;
	default:
		return cmark_node_get_type(node) == CMARK_NODE_DOCUMENT;
	}
}

static void
leave(struct walk *w, cmark_node *node)
{
	if (cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE)
		w->quotes--;
	else if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
		w->item = w->note->blocks[w->item].parent;
}

static void
index_lines(struct walk *w)
{
	size_t *lines = NULL, cap = 0;

	for (size_t i = 0; i < w->body.n; i = ng_str_line_next(w->body, ng_str_line_end(w->body, i))) {
		lines = ng_arena_more(w->arena, lines, w->nlines, &cap, sizeof(*lines));
		lines[w->nlines++] = i;
	}
	w->lines = lines;
}

void
ng_note_parse(struct ng_arena *a, struct ng_str body, size_t line, struct ng_note *note)
{
	struct walk w = {.arena = a, .body = body, .first_line = line, .note = note, .item = NG_NO_BLOCK};
	cmark_parser *parser;
	cmark_node *node, *next;

	*note = (struct ng_note){NULL, 0};
	cmark_arena = a;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &arena_mem);
	cmark_parser_feed(parser, body.p, body.n);
	node = cmark_parser_finish(parser);
	index_lines(&w);
	while (node != NULL) {
		next = enter(&w, node) ? cmark_node_first_child(node) : NULL;
		if (next == NULL)
			leave(&w, node);
		while (next == NULL && (next = cmark_node_next(node)) == NULL) {
			node = cmark_node_parent(node);
			if (node == NULL)
				return;
			leave(&w, node);
		}
		node = next;
	}
}
