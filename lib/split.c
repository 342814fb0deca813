#include "split.h"

#include <string.h>

/*
 * True where the line that begins at `from` starts a statement of its own within a paragraph whose first is
 * `first`.
 */
static bool
starts_statement(const struct ng_line *line, const struct ng_line *first)
{
	if (line->lead_place == NG_LEAD_FIRST || line->key.n > 0 || (line->date != 0 && first->date != 0))
		return true;
	return line->label != NULL && (line->colon != NG_COLON_NONE || ng_line_is_presence(line));
}

struct split {
	const struct ng_line_tools *tools;
	struct ng_lines lines;
	size_t cap;
};

static void
add_line(struct split *sp, struct ng_line line)
{
	sp->lines.v = ng_arena_more(sp->tools->arena, sp->lines.v, sp->lines.n, &sp->cap, sizeof(line));
	sp->lines.v[sp->lines.n++] = line;
}

/* A block that holds nothing is one line. */
static struct ng_lines
only_line(const struct ng_line_tools *tools, const struct ng_block *block)
{
	struct ng_line *line = ng_arena_alloc(tools->arena, sizeof(*line));

	line->block = block;
	line->to = line->end = block->text.n;
	line->number = block->line;
	return (struct ng_lines){line, 1};
}

/* The signs of a block's text. */
static struct ng_signs
signs_of(const struct ng_line_tools *tools, const struct ng_block *block)
{
	return block->signs.bits != NULL ? block->signs : ng_signs_find(tools->arena, block->text);
}

/* Splits the bytes [0, to) of a block, which has no table there. */
static void
split_text(struct split *sp, const struct ng_block *block, size_t to)
{
	struct ng_line of = {.block = block, .number = block->line};
	struct ng_str text = ng_str_cut(block->text, 0, to);
	size_t start = 0, number = block->line, tag = 0, inner_to = 0, end = ng_str_find(text, '\n');
	struct ng_line line;

	of.tags = ng_tagger_scan(sp->tools->tagger, sp->tools->arena, text, signs_of(sp->tools, block), block->class);
	/* what a line begins with is found in that line alone; a statement of several lines is parsed once more, whole */
	line = ng_line_parse(sp->tools, &of, 0, end, true, false);
	while (block->type != NG_BLOCK_HEADING && end < to) {
		size_t from = end + 1;
		struct ng_line next;
		bool starts;

		end = from + ng_str_find(ng_str_cut(text, from, to), '\n');
		number++;
		for (; tag < of.tags.n && of.tags.v[tag].from < from; tag++)
			if (of.tags.v[tag].type == NG_TAG_INNER)
				inner_to = of.tags.v[tag].to;
		if (from < inner_to || (start == 0 && line.start + 1 >= from))
			continue; /* in brackets, or behind nothing but a box */
		next = ng_line_parse(sp->tools, &of, from, end, false, false);
		if (ng_line_is_presence(&line))
			starts = ng_line_is_heading_like(text, from, to);
		else
			starts = line.key.n > 0 || starts_statement(&next, &line);
		if (!starts)
			continue;
		add_line(sp, line.to == from - 1 ? line : ng_line_parse(sp->tools, &of, start, from - 1, start == 0, false));
		of.number = number;
		line = next;
		line.number = number;
		start = from;
	}
	add_line(sp, line.to == to ? line : ng_line_parse(sp->tools, &of, start, to, start == 0, false));
}

/* True for "| --- | :-: |": a delimiter row (GFM 0.29, 4.10). */
static bool
is_delimiter_row(struct ng_str s)
{
	bool dash = false, pipe = false;

	s = ng_str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("-:| \t", s.p[i]) == NULL)
			return false;
		dash |= s.p[i] == '-';
		pipe |= s.p[i] == '|';
	}
	return dash && pipe;
}

/* A table's row as a block of its own: its cells, joined by " | ". */
static void
add_row(struct split *sp, const struct ng_block *block, struct ng_str row, size_t number)
{
	struct ng_arena *a = sp->tools->arena;
	struct ng_buf text = {.arena = a}, class = {.arena = a};
	struct ng_block *b = ng_arena_alloc(a, sizeof(*b));
	struct ng_line of = {.block = b, .number = number};
	size_t cells = 0, cell = 0, at;

	row = ng_str_trim(row);
	at = (size_t)(row.p - block->text.p);
	if (row.n > 0 && row.p[0] == '|')
		cell = 1;
	for (size_t i = cell; i <= row.n; i++) { /* a bar at the start is passed */
		struct ng_str s;

		if (i < row.n && (row.p[i] != '|' || row.p[i - 1] == '\\'))
			continue;
		s = ng_str_trim(ng_str_cut(row, cell, i));
		if (i == row.n && cell == row.n)
			break; /* behind the last bar */
		if (cells++ > 0) {
			ng_buf_add(&text, NG_STR(" | "));
			ng_buf_add(&class, NG_STR("\0\0\0"));
		}
		ng_buf_add(&text, s);
		if (s.n > 0)
			ng_buf_add(&class, (struct ng_str){(const char *)block->class + at + (size_t)(s.p - row.p), s.n});
		cell = i + 1;
	}
	*b = *block;
	b->type = NG_BLOCK_PARAGRAPH;
	b->line = number;
	b->text = ng_buf_str(&text);
	b->class = (const uint8_t *)class.p;
	b->signs = (struct ng_signs){NULL, 0};
	of.tags = ng_tagger_scan_text(sp->tools->tagger, a, b->text, b->class);
	add_line(sp, ng_line_parse(sp->tools, &of, 0, b->text.n, false, true));
}

/* True where the line's first words, at i of a block's text, are a label or could be one. */
static bool
may_be_label(const struct ng_line_tools *tools, const struct ng_block *block, size_t i)
{
	struct ng_str s = ng_str_cut(block->text, i, i + NG_LINE_WORD_LIMIT);
	size_t n;

	if (!ng_lexicon_may_find(tools->lexicon, s))
		return false;
	/* as the line room looks for it: emphasis ends a word */
	s = ng_str_cut(s, 0, ng_class_text(block->class + i, s.n));
	return ng_lexicon_find(tools->lexicon, tools->arena, s, false, &n) != NULL;
}

/* True where a line that begins at i of a block's text begins with code or a word that is no date, box, label or time. */
static bool
begins_plainly(const struct ng_line_tools *tools, const struct ng_block *block, size_t i)
{
	struct ng_str s = ng_str_cut(block->text, i, block->text.n);

	if (block->class == NULL)
		return false;
	/* a box */
	if (i == 0 && (ng_str_starts(s, NG_STR("TODO")) || ng_str_starts(s, NG_STR("DONE"))))
		return false;
	if (i == 0 && s.n > 2 && s.p[0] == '[' && s.p[2] == ']')
		return false;
	for (; s.n > 0 && block->class[i] == NG_CLASS_MARK; i++)
		s = ng_str_cut(s, 1, s.n);
	/* but not within code that began before: a table may begin there */
	if (s.n > 0 && block->class[i] == NG_CLASS_CODE && s.p[0] == '`')
		return true;
	return s.n > 0 && ng_is_alpha(s.p[0]) && !may_be_label(tools, block, i);
}

/*
 * True where the colon at i, in a line that begins plainly at `line` and so with another sign, ends no key and no word of
 * a date mark.
 */
static bool
is_plain_colon(const struct ng_block *block, size_t line, size_t i)
{
	struct ng_str s = block->text, key;
	size_t next = i + 1;

	/* even in code: "(a `key::` b)" is a field in brackets */
	if (next < s.n && s.p[next] == ':')
		return false;
	if (block->class[i] != NG_CLASS_TEXT)
		return true;
	/* "due:", "by:", "done:", "DEADLINE:", "SCHEDULED:", and what follows them */
	while (next < s.n && ng_is_space(s.p[next]))
		next++;
	if (next < s.n && strchr("eEyYdD", s.p[i - 1]) != NULL && (s.p[next] == '<' || ng_is_digit(s.p[next])))
		return false;
	/* a card's key is one word */
	while (block->class[line] == NG_CLASS_MARK)
		line++;
	key = ng_str_cut(s, line, i);
	while (block->class[line + key.n - 1] == NG_CLASS_MARK || s.p[line + key.n - 1] == ' ')
		key.n--;
	return !ng_lexicon_is_card_key(key);
}

/* True where the sign at i, in a line that begins plainly at `line`, begins no tag for sure, and no key ends there. */
static bool
is_plain_sign(const struct ng_block *block, size_t line, size_t i)
{
	struct ng_str s = block->text;
	char next = i + 1 < s.n ? s.p[i + 1] : '\0';

	if (s.p[i] == ':')
		return is_plain_colon(block, line, i);
	if (block->class[i] != NG_CLASS_TEXT)
		return true;
	switch (s.p[i]) {
	case '@':
	case '#':
		/* within a word, as in an address */
		return ng_is_alpha(s.p[i - 1]) || ng_is_digit(s.p[i - 1]);
	case '(':
		return true; /* a field in brackets has two colons */
	case '[':
		return next != '[' && next != '@';
	case '\xE2':
		return next == '\x80'; /* a dash or quote */
	case '\xF0':
		return false;
	default:
		return true;
	}
}

/*
 * True for what most blocks are: text without tags in lines that begin plainly, and no table. A heading's date may
 * stand anywhere in it.
 */
static bool
is_plain(const struct ng_line_tools *tools, const struct ng_block *block)
{
	struct ng_str s = block->text;
	struct ng_signs signs;
	size_t line = 0;

	if (!begins_plainly(tools, block, 0))
		return false;
	for (size_t i = 0; block->level > 0 && i < s.n; i++)
		if (ng_is_digit(s.p[i]))
			return false;
	signs = signs_of(tools, block);
	for (size_t i = 0; (i = ng_signs_next(signs, i, s.n)) < s.n; i++) {
		if (s.p[i] != '\n') {
			if (!is_plain_sign(block, line, i))
				return false;
		} else if (!begins_plainly(tools, block, line = i + 1)) {
			return false;
		}
	}
	return true;
}

struct ng_lines
ng_split_block(const struct ng_line_tools *tools, const struct ng_block *block)
{
	return is_plain(tools, block) ? only_line(tools, block) : ng_split_block_whole(tools, block);
}

struct ng_lines
ng_split_block_whole(const struct ng_line_tools *tools, const struct ng_block *block)
{
	struct split sp = {.tools = tools};
	struct ng_str text = block->text;
	size_t header = 0, number = block->line;

	if (block->type == NG_BLOCK_HEADING) {
		split_text(&sp, block, text.n);
		return sp.lines;
	}
	/* a table: a line, a delimiter row, and all that follows */
	for (size_t i = ng_str_find(text, '\n') + 1; i < text.n; header = i, i += ng_str_find(ng_str_cut(text, i, text.n), '\n') + 1) {
		size_t end = i + ng_str_find(ng_str_cut(text, i, text.n), '\n');

		number++;
		if (!is_delimiter_row(ng_str_cut(text, i, end)) || ng_str_find(ng_str_cut(text, header, i), '|') == i - header)
			continue;
		if (header > 0)
			split_text(&sp, block, header - 1);
		for (i = end + 1; i < text.n; i = end + 1) {
			end = i + ng_str_find(ng_str_cut(text, i, text.n), '\n');
			add_row(&sp, block, ng_str_cut(text, i, end), ++number);
		}
		if (sp.lines.n == 0) /* a header alone says nothing, but the block has its line */
			add_line(&sp, (struct ng_line){.block = block, .from = text.n, .to = text.n, .start = text.n,
						       .end = text.n, .number = block->line});
		return sp.lines;
	}
	split_text(&sp, block, text.n);
	return sp.lines;
}
