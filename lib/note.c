#include "note.h"

#include <cmark.h>
#include <errno.h>
#include <string.h>

#include "quick.h"
#include "text.h"

/* libcmark's tree of dense markup takes up to 160 times the file. */
#define MEMORY_BASE ((size_t)16 << 20)
#define MEMORY_FACTOR 170
#define MEMORY_MOST (SIZE_MAX / 4 < UINT32_MAX ? SIZE_MAX / 4 : (size_t)UINT32_MAX)

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
	h = ng_arena_grow(cmark_arena, h, sizeof(*h) + h->size, sizeof(*h) + size);
	h->size = size;
	return h + 1;
}

static void
arena_free(void *p)
{
	(void)p; /* goes with the arena */
}

static cmark_mem arena_mem = {arena_calloc, arena_realloc, arena_free};

/* What libcmark calls an inline node, in our words. */
static enum ng_inline
inline_type(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_CODE:
		return NG_INLINE_CODE;
	case CMARK_NODE_HTML_INLINE:
		return NG_INLINE_HTML;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		return NG_INLINE_BREAK;
	case CMARK_NODE_LINK:
		return NG_INLINE_LINK;
	case CMARK_NODE_IMAGE:
		return NG_INLINE_IMAGE;
	case CMARK_NODE_EMPH:
		return NG_INLINE_EMPH;
	case CMARK_NODE_STRONG:
		return NG_INLINE_STRONG;
	default:
		return NG_INLINE_TEXT;
	}
}

/*
 * Fills `class` from the inline nodes under `leaf`; false where they aren't what `s` holds from its start to
 * its end.
 */
static bool
classify(cmark_node *leaf, struct ng_str s, uint8_t *class)
{
	struct ng_cursor c = {.s = s, .class = class};
	cmark_node *node = cmark_node_first_child(leaf);

	while (node != NULL) {
		cmark_node *next = cmark_node_first_child(node);

		if (!ng_cursor_enter(&c, inline_type(node), cmark_node_get_literal(node)))
			return false;
		while (next == NULL) {
			if (!ng_cursor_leave(&c, inline_type(node)))
				return false;
			next = cmark_node_next(node);
			node = cmark_node_parent(node);
			if (next == NULL && node == leaf)
				return ng_cursor_at_end(&c);
		}
		node = next;
	}
	return s.n == 0;
}

/* What the walk over libcmark's tree knows. */
struct walk {
	struct ng_arena *arena;
	struct ng_references references; /* what is defined outside of a part */
	struct ng_str body;
	const size_t *lines; /* where each line of body starts */
	size_t nlines, first_line;
	struct ng_note *note;
	size_t item;   /* the innermost open item */
	size_t quotes; /* open block quotes */
	bool skipping; /* in a region that a report wrote */
};

static struct ng_block *
add_block(struct walk *w, enum ng_block_type type, size_t line)
{
	struct ng_note *note = w->note;
	struct ng_block *b;

	note->blocks = ng_arena_more(w->arena, note->blocks, note->n, &note->cap, sizeof(*note->blocks));
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

/*
 * A continuation line without its block prefix: white space, and a `>` for each open block quote. `lazy`: a `>` that
 * is indented like code is text of a lazy continuation line, and not of an item's deep contents.
 */
static struct ng_str
strip_prefix(struct ng_str s, size_t quotes, bool lazy)
{
	for (;;) {
		size_t columns = 0;

		for (; s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'); s = ng_str_cut(s, 1, s.n))
			columns += s.p[0] == '\t' ? 4 : 1;
		if (quotes == 0 || s.n == 0 || s.p[0] != '>' || (lazy && columns >= 4))
			return s;
		quotes--;
		s = ng_str_cut(s, 1, s.n);
	}
}

/* The line of a setext heading's underline; libcmark's end line is the next one or, at the file's end, this one. */
static size_t
setext_end(const struct walk *w, size_t first, size_t last)
{
	for (size_t i = last - 1; i > first; i--) {
		struct ng_str s = ng_str_trim(strip_prefix(source_line(w, i), w->quotes, false));
		size_t n = 0;

		while (n < s.n && (s.p[n] == '=' || s.p[n] == '-') && s.p[n] == s.p[0])
			n++;
		if (n > 0 && n == s.n)
			return i;
	}
	return last;
}

/* White space at the end as CommonMark strips it: VT and FF are text. Before the text there is none. */
static struct ng_str
trim(struct ng_str s)
{
	while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]) != NULL)
		s.n--;
	return s;
}

/* The source of a block's lines, whose first one without its prefix is `s`: joined, prefixes left out. */
static struct ng_str
join_lines(struct walk *w, struct ng_str s, size_t first, size_t last, bool lazy)
{
	struct ng_buf text = {.arena = w->arena};

	if (last == first + 1)
		return trim(s); /* one line: borrowed from the file */
	ng_buf_add(&text, s);
	for (size_t i = first + 1; i < last; i++) {
		ng_buf_char(&text, '\n');
		ng_buf_add(&text, strip_prefix(source_line(w, i), w->quotes, lazy));
	}
	return trim(ng_buf_str(&text));
}

/*
 * Classifies the bytes of s. Reference definitions at its start are no part of it, but libcmark counts their lines:
 * as many lines as it needs are cut off s. Returns how many, or SIZE_MAX where it can't be done.
 */
static size_t
classify_behind_definitions(cmark_node *leaf, struct ng_str *s, uint8_t *class)
{
	bool defines = s->n > 0 && s->p[0] == '[';
	size_t lines = 0;

	while (!classify(leaf, *s, class)) {
		size_t next = ng_str_find(*s, '\n');

		if (!defines || next == s->n)
			return SIZE_MAX;
		*s = ng_str_cut(*s, next + 1, s->n);
		lines++;
	}
	return lines;
}

/* Gives block `b` the source of a heading or paragraph, with the class of each byte. */
static void
fill(struct walk *w, struct ng_block *b, cmark_node *leaf)
{
	bool heading = cmark_node_get_type(leaf) == CMARK_NODE_HEADING, setext = false;
	size_t first = (size_t)cmark_node_get_start_line(leaf) - 1, definitions;
	size_t last = (size_t)cmark_node_get_end_line(leaf), column = (size_t)cmark_node_get_start_column(leaf) - 1;
	struct ng_str s, joined;
	uint8_t *class;

	cmark_node_set_user_data(leaf, w); /* it has a block: none in a region has */
	if (last > w->nlines)
		last = w->nlines;
	if (first >= last)
		return;
	s = source_line(w, first);
	s = ng_str_cut(s, column, s.n);
	if (heading) {
		struct ng_str bare = ng_quick_heading(s);

		setext = bare.n == s.n;
		if (setext)
			last = setext_end(w, first, last);
		s = bare;
		b->level = cmark_node_get_heading_level(leaf);
	}
	joined = join_lines(w, s, first, last, false);
	class = ng_arena_alloc(w->arena, joined.n + 1);
	definitions = classify_behind_definitions(leaf, &joined, class);
	/* the line behind an underline may look like one */
	if (definitions == SIZE_MAX && setext && setext_end(w, first, last) < last) {
		last = setext_end(w, first, last);
		joined = join_lines(w, s, first, last, false);
		definitions = classify_behind_definitions(leaf, &joined, class);
	}
	if (definitions == SIZE_MAX && w->quotes > 0) {
		joined = join_lines(w, s, first, last, true);
		class = ng_arena_alloc(w->arena, joined.n + 1);
		definitions = classify_behind_definitions(leaf, &joined, class);
	}
	if (definitions == SIZE_MAX) {
		joined = join_lines(w, s, first, last, false);
		ng_cursor_guess(&(struct ng_cursor){.s = joined, .class = class});
		definitions = 0;
	}
	b->line = w->first_line + first + definitions;
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

	cmark_node_set_user_data(node, w); /* as has this */
	if (cmark_node_get_user_data(list) != NULL) {
		b->list = (size_t)(uintptr_t)cmark_node_get_user_data(list) - 1;
		b->before = w->note->blocks[b->list].before;
		return;
	}
	cmark_node_set_user_data(list, (void *)(uintptr_t)(here + 1));
	b->list = here;
	if (cmark_node_get_type(previous) == CMARK_NODE_PARAGRAPH && cmark_node_get_user_data(previous) != NULL)
		b->before = here - 1;
}

/* Whether a comment's text, behind its white space, is a region's mark; `opens`: which one. */
static bool
is_mark(const char *s, bool *opens)
{
	*opens = strncmp(s, "ng:", 3) == 0;
	return *opens || (strncmp(s, "/ng", 3) == 0 && strncmp(s + 3 + strspn(s + 3, " \t"), "-->", 3) == 0);
}

/* Whether a region that a report wrote opens or closes in an HTML block that begins in `line`. */
static void
follow_regions(struct walk *w, cmark_node *node, size_t line)
{
	const char *html = cmark_node_get_literal(node), *from = html;
	struct ng_note *note = w->note;
	bool nested = cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT, opens;

	for (; (html = strstr(html, "<!--")) != NULL; from = html) {
		for (; from < html; from++)
			line += *from == '\n'; /* libcmark's own, whatever the source has */
		html += strlen("<!--");
		if (!is_mark(html + strspn(html, " \t"), &opens))
			continue;
		note->marks = ng_arena_more(w->arena, note->marks, note->nmarks, &note->mark_cap, sizeof(*note->marks));
		note->marks[note->nmarks++] = (struct ng_mark){w->first_line + line, opens, nested};
		w->skipping = opens;
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
		if (w->skipping)
			return true;
		add_item(w, node, line);
		w->item = here;
		child = cmark_node_first_child(node);
		if (child != NULL &&
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
		follow_regions(w, node, line);
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
	else if (cmark_node_get_type(node) == CMARK_NODE_ITEM && cmark_node_get_user_data(node) != NULL)
		w->item = w->note->blocks[w->item].parent;
}

static void
index_lines(struct walk *w)
{
	size_t *lines = NULL, cap = 0;

	w->nlines = 0;
	for (size_t i = 0; i < w->body.n; i = ng_str_line_next(w->body, ng_str_line_end(w->body, i))) {
		lines = ng_arena_more(w->arena, lines, w->nlines, &cap, sizeof(*lines));
		lines[w->nlines++] = i;
	}
	w->lines = lines;
}

/* All memory is the arena's. */
static cmark_node *
parse(struct ng_arena *a, struct ng_str markdown)
{
	cmark_parser *parser;

	cmark_arena = a;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &arena_mem);
	/* it adds to the pointer, which isn't defined for NULL */
	if (markdown.n > 0)
		cmark_parser_feed(parser, markdown.p, markdown.n);
	return cmark_parser_finish(parser);
}

/* A part of a note with the definitions in front that it needs; *lines is how many lines they take. */
static struct ng_str
with_definitions(struct walk *w, struct ng_str part, size_t *lines)
{
	struct ng_buf all = {.arena = w->arena};
	struct ng_str before = ng_references_before(&w->references, part);

	*lines = 0;
	if (before.n == 0)
		return part;
	for (size_t i = 0; i < before.n; i++)
		*lines += before.p[i] == '\n';
	ng_buf_add(&all, before);
	ng_buf_add(&all, part);
	return ng_buf_str(&all);
}

/* Adds what stands in `body`, a note or a part of it, by libcmark. */
static void
read_tree(struct walk *w, struct ng_str body, size_t line)
{
	cmark_node *node, *next;
	size_t lines;

	if (body.n == 0)
		return;
	body = with_definitions(w, body, &lines);
	line -= lines;
	node = parse(w->arena, body);
	w->body = body;
	w->first_line = line;
	w->item = NG_NO_BLOCK;
	index_lines(w);
	for (;;) {
		next = enter(w, node) ? cmark_node_first_child(node) : NULL;
		if (next == NULL)
			leave(w, node);
		while (next == NULL && (next = cmark_node_next(node)) == NULL) {
			node = cmark_node_parent(node);
			if (node == NULL)
				return;
			leave(w, node);
		}
		node = next;
	}
}

/* Classifies what the quick way has left to libcmark, a paragraph each. */
static void
fill_rest(struct walk *w, size_t from)
{
	for (; from < w->note->n; from++) {
		struct ng_block *b = &w->note->blocks[from];
		cmark_node *leaf;
		uint8_t *class;
		size_t lines;

		if (b->class != NULL)
			continue;
		class = ng_arena_alloc(w->arena, b->text.n + 1);
		leaf = cmark_node_first_child(parse(w->arena, with_definitions(w, b->text, &lines)));
		if (!classify(leaf, b->text, class))
			ng_cursor_guess(&(struct ng_cursor){.s = b->text, .class = class});
		b->class = class;
	}
}

void
ng_note_parse_whole(struct ng_arena *a, struct ng_str body, size_t line, struct ng_note *note)
{
	struct walk w = {.arena = a, .references = {.arena = a}, .note = note};

	*note = (struct ng_note){.n = 0};
	/* libcmark leaves a byte order mark out, and counts from behind it */
	read_tree(&w, ng_text_without_mark(body), line);
}

void
ng_note_parse(struct ng_arena *a, struct ng_str body, size_t line, struct ng_note *note)
{
	struct walk w = {.arena = a, .references = {.arena = a}, .note = note};
	struct ng_quick q = {.arena = a, .body = ng_text_without_mark(body), .line = line, .note = note, .references = &w.references};

	if (!ng_quick_survey(q.body, &w.references)) {
		ng_note_parse_whole(a, body, line, note);
		return;
	}
	*note = (struct ng_note){.n = 0};
	q.signs = ng_signs_find(a, q.body);
	while (q.at < q.body.n) {
		size_t from = note->n, part;

		ng_quick_read(&q);
		if (q.doubt) {
			ng_note_parse_whole(a, body, line, note);
			return;
		}
		fill_rest(&w, from);
		part = q.line;
		read_tree(&w, ng_quick_pass(&q), part);
		/* a region that a report wrote may end anywhere */
		if (w.skipping) {
			read_tree(&w, ng_str_cut(q.body, q.at, q.body.n), q.line);
			return;
		}
	}
}

size_t
ng_note_memory(size_t file)
{
	return file < (MEMORY_MOST - MEMORY_BASE) / MEMORY_FACTOR ? MEMORY_BASE + MEMORY_FACTOR * file : MEMORY_MOST;
}

struct html {
	struct ng_str markdown;
	struct ng_buf out;
};

static void
write_html(struct ng_arena *scratch, void *arg)
{
	struct html *h = arg;

	ng_buf_add(&h->out, ng_str_of(cmark_render_html(parse(scratch, h->markdown), CMARK_OPT_DEFAULT)));
}

struct ng_str
ng_note_html(struct ng_arena *a, struct ng_str markdown)
{
	struct html h = {markdown, {.arena = a}};

	ng_arena_scratch(a, write_html, &h);
	return ng_buf_str(&h.out);
}
