/* check_file: what one file's bytes, front matter and regions say. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "check_parts.h"
#include "text.h"

static void
index_lines(struct ng_sheet *sheet)
{
	struct ng_str s = sheet->parsed->file;
	size_t cap = 0;

	for (size_t i = 0; i < s.n; i = ng_str_line_next(s, ng_str_line_end(s, i))) {
		sheet->lines =
		    ng_arena_more(sheet->parsed->tools->arena, sheet->lines, sheet->n, &cap, sizeof(*sheet->lines));
		sheet->lines[sheet->n++] = i;
	}
}

struct ng_str
ng_sheet_line(const struct ng_sheet *sheet, size_t line)
{
	struct ng_str s = sheet->parsed->file;

	if (line > sheet->n)
		return (struct ng_str){NULL, 0};
	return ng_str_cut(s, sheet->lines[line - 1], ng_str_line_end(s, sheet->lines[line - 1]));
}

/* How far the line of a block's text that begins at `start` stands in its line of the file. */
static size_t
shift_of(const struct ng_sheet *sheet, struct ng_str text, size_t start, size_t line)
{
	struct ng_str source = ng_sheet_line(sheet, line), part = ng_str_cut(text, start, text.n);
	size_t found = ng_str_find_part(source, ng_str_cut(part, 0, ng_str_find(part, '\n')));

	/* a table's row isn't there, whose cells were joined */
	return found < source.n ? found : SIZE_MAX;
}

void
ng_sheet_place(const struct ng_sheet *sheet, const struct ng_block *block, size_t at, size_t *line, size_t *column)
{
	struct ng_place *p = sheet->last;

	if (p->block != block || p->at > at)
		*p = (struct ng_place){block, 0, block->line, 0, shift_of(sheet, block->text, 0, block->line)};
	for (; p->at < at; p->at++)
		if (block->text.p[p->at] == '\n') {
			p->start = p->at + 1;
			p->shift = shift_of(sheet, block->text, p->start, ++p->line);
		}
	*line = p->line;
	*column = p->shift == SIZE_MAX ? 1 : p->shift + (at - p->start) + 1;
}

void
ng_sheet_add(const struct ng_sheet *sheet, const struct ng_block *block, size_t at, enum ng_rule rule, const char *format, ...)
{
	size_t line, column;
	char text[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	ng_sheet_place(sheet, block, at, &line, &column);
	ng_check_add(sheet->check, rule, sheet->path, line, column, NG_STR(""), "%s", text);
}

/* Bytes that are no UTF-8, told at the first. */
static void
check_utf8(const struct ng_sheet *sheet, struct ng_str bytes)
{
	size_t line = 1, start = 0, n, bad = 0, first_line = 0, first_column = 0;
	unsigned char first = 0;

	for (size_t i = 0; i < bytes.n; i += n) {
		n = 1;
		if (bytes.p[i] > 0) {
			if (bytes.p[i] == '\n' || (bytes.p[i] == '\r' && (i + 1 == bytes.n || bytes.p[i + 1] != '\n'))) {
				line++;
				start = i + 1;
			}
			continue;
		}
		if (bytes.p[i] != '\0' && (ng_text_at(bytes, i, &n) != 0xFFFD || n > 1))
			continue;
		if (bad++ == 0) {
			first = (unsigned char)bytes.p[i];
			first_line = line;
			first_column = i - start + 1;
		}
	}
	if (bad == 0)
		return;
	ng_check_add(sheet->check, NG_RULE_UTF8, sheet->path, first_line, first_column, NG_STR(""),
	             "the byte \\x%02X is no UTF-8%s; is the file in another encoding, as Latin-1?", first,
	             bad > 1 ? " (and it is not the only one)" : "");
}

/* Characters that show a line's words in another order than they have: U+202A-202E, U+2066-2069. */
static void
check_bidi(const struct ng_sheet *sheet)
{
	for (size_t line = 1; line <= sheet->n; line++) {
		struct ng_str s = ng_sheet_line(sheet, line);

		for (size_t i = 0; i + 2 < s.n; i++) {
			unsigned char b = (unsigned char)s.p[i + 1], c = (unsigned char)s.p[i + 2];

			if ((unsigned char)s.p[i] != 0xE2 ||
			    !((b == 0x80 && c >= 0xAA && c <= 0xAE) || (b == 0x81 && c >= 0xA6 && c <= 0xA9)))
				continue;
			ng_check_add(sheet->check, NG_RULE_BIDI, sheet->path, line, i + 1, NG_STR(""),
			             "a bidirectional control character (U+20%02X): what you see may not be what is written",
			             b == 0x80 ? c - 0x80u : c - 0x80u + 0x40u);
			break;
		}
	}
}

/* A region opens where one is open, or isn't closed, or is closed where none is open. */
static void
check_regions(const struct ng_sheet *sheet)
{
	const struct ng_note *note = sheet->parsed->note;
	size_t open = 0; /* the line of the region's mark */

	for (size_t i = 0; i < note->nmarks; i++) {
		const struct ng_mark *m = &note->marks[i];

		if (m->opens && open > 0)
			ng_check_add(sheet->check, NG_RULE_REGION, sheet->path, m->line, 0, NG_STR("<!--"),
			             "a region opens within the one of line %zu; is a <!-- /ng --> missing?", open);
		else if (m->nested)
			ng_check_add(sheet->check, NG_RULE_REGION, sheet->path, m->line, 0, NG_STR("<!--"),
			             "a region's mark stands in a list or a quote: ng-report -u leaves the file alone");
		else if (!m->opens && open == 0)
			ng_check_add(sheet->check, NG_RULE_REGION, sheet->path, m->line, 0, NG_STR("<!--"),
			             "nothing is open that <!-- /ng --> could close");
		if (!m->opens)
			open = 0;
		else if (open == 0)
			open = m->line;
	}
	if (open > 0)
		ng_check_add(sheet->check, NG_RULE_REGION, sheet->path, open, 0, NG_STR("<!--"),
		             "the region is never closed: all that follows is left out; end it with <!-- /ng -->");
}

/* What other pages may link to this one by. */
static void
keep_page(const struct ng_sheet *sheet)
{
	const struct ng_front *front = sheet->parsed->front;
	struct ng_arena *a = sheet->parsed->tools->arena;
	struct ng_str stem = sheet->parsed->page->stem;

	ng_table_put(sheet->check->pages, ng_text_slug(a, stem));
	for (size_t i = 0; i + 3 < stem.n; i++)
		if (ng_str_starts(ng_str_cut(stem, i, stem.n), NG_STR("___"))) /* Logseq's namespaces */
			ng_table_put(sheet->check->pages, ng_text_slug(a, ng_str_cut(stem, i + 3, stem.n)));
	for (size_t i = 0; i < front->n; i++) {
		struct ng_str key = ng_lexicon_key(a, front->v[i].key), rest = front->v[i].value;

		if (!ng_str_eq(key, NG_STR("alias")) && !ng_str_eq(key, NG_STR("title")))
			continue;
		ng_table_put(sheet->check->pages, ng_text_slug(a, rest));
		while (rest.n > 0) {
			size_t comma = ng_str_find(rest, ',');

			ng_table_put(sheet->check->pages, ng_text_slug(a, ng_str_cut(rest, 0, comma)));
			rest = ng_str_cut(rest, comma + 1, rest.n);
		}
	}
}

/* Front matter that is no YAML; a template's becomes one when it's used. */
static void
check_front(const struct ng_sheet *sheet)
{
	const struct ng_front *front = sheet->parsed->front;

	if (front->fault == NULL || ng_str_find_part(front->raw, NG_STR("{{")) < front->raw.n ||
	    ng_str_find_part(front->raw, NG_STR("<%")) < front->raw.n)
		return;
	ng_check_add(sheet->check, NG_RULE_FRONT, sheet->path, front->fault_line, 1, NG_STR(""),
	             "the front matter is no YAML: %s", front->fault);
}

void
ng_check_file(struct ng_check *c, struct ng_str bytes, const struct ng_parsed *parsed)
{
	struct ng_place last = {.block = NULL};
	struct ng_sheet sheet = {.check = c, .parsed = parsed, .last = &last};

	sheet.path = ng_str_dup(c->arena, parsed->page->path);
	index_lines(&sheet);
	check_utf8(&sheet, bytes);
	check_bidi(&sheet);
	check_front(&sheet);
	check_regions(&sheet);
	ng_check_comments(&sheet);
	ng_check_dates(&sheet);
	keep_page(&sheet);
	ng_check_lines(&sheet);
}
