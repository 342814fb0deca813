/* check_links: words and links that are judged when all files are known, and links to files. */
#include <errno.h>
#include <unistd.h>

#include "check_parts.h"
#include "near.h"
#include "text.h"

/* What occurs more often was meant so. */
#define RARE 2
/* A shorter link is near to too many pages. */
#define SHORTEST 8

struct ng_seen *
ng_seen_add(struct ng_check *c, struct ng_table *table, struct ng_seen **v, size_t *cap, struct ng_str word,
            const struct ng_sheet *sheet, const struct ng_block *block, size_t at)
{
	uint32_t n = ng_table_count(table), i = ng_table_put(table, word);
	struct ng_seen *seen;

	if (i == n) {
		*v = ng_arena_more(c->arena, *v, n, cap, sizeof(**v));
		(*v)[i] = (struct ng_seen){.file = sheet->path};
	}
	seen = &(*v)[i];
	if (seen->count == 0) {
		ng_sheet_place(sheet, block, at, &seen->line, &seen->column);
	} else if (seen->count == 1) {
		seen->next_file = sheet->path;
		ng_sheet_place(sheet, block, at, &seen->next_line, &seen->next_column);
	}
	seen->count++;
	return seen;
}

/* A slip is told wherever it is; what is written so often as to be meant, once. */
void
ng_check_words(struct ng_check *c)
{
	for (uint32_t i = 0; i < ng_table_count(c->words); i++) {
		const struct ng_seen *s = &c->words_seen[i];
		struct ng_str word = ng_table_name(c->words, i);

		if (s->form && s->count > 1)
			ng_check_add(c, NG_RULE_LABEL, s->file, s->line, s->column, NG_STR(""),
			             "\"%.*s:\" is no label, here and in %zu other lines; is it \"%.*s:\"?", NG_STR_ARG(word),
			             s->count - 1, NG_STR_ARG(s->meant));
		else if (s->count <= RARE)
			ng_check_add(c, NG_RULE_LABEL, s->file, s->line, s->column, NG_STR(""),
			             "\"%.*s:\" is no label; is it \"%.*s:\"?", NG_STR_ARG(word), NG_STR_ARG(s->meant));
		if (!s->form && s->count == 2)
			ng_check_add(c, NG_RULE_LABEL, s->next_file, s->next_line, s->next_column, NG_STR(""),
			             "\"%.*s:\" is no label; is it \"%.*s:\"?", NG_STR_ARG(word), NG_STR_ARG(s->meant));
	}
}

/* A link in brackets leads to a page that was read, or to somebody. */
void
ng_check_links(struct ng_check *c, struct ng_network *net)
{
	struct ng_near *near = ng_near_new(c->arena);

	for (uint32_t i = 0; i < ng_table_count(c->pages); i++)
		ng_near_add(near, ng_table_name(c->pages, i), i);
	for (uint32_t i = 0; i < ng_table_count(c->links); i++) {
		const struct ng_seen *s = &c->links_seen[i];
		struct ng_str slug = ng_table_name(c->links, i);
		uint32_t page, person;

		if (ng_table_find(c->pages, slug) != NG_NONE || ng_network_goal(net, slug) != NG_NONE)
			continue;
		person = ng_network_person(net, slug);
		if (person != NG_NONE && net->people[person].handle.p[0] == '@')
			continue;
		page = slug.n < SHORTEST || s->count > RARE ? NG_NONE : ng_near_find(near, slug);
		if (page != NG_NONE && ng_table_name(c->pages, page).p[0] == slug.p[0] &&
		    !ng_near_in_digit(slug, ng_table_name(c->pages, page)))
			ng_check_add(c, NG_RULE_LINK, s->file, s->line, s->column, NG_STR(""),
			             "no page is called [[%.*s]]; is it [[%.*s]]?", NG_STR_ARG(slug),
			             NG_STR_ARG(ng_table_name(c->pages, page)));
		else if (s->count > 1)
			ng_check_add(c, NG_RULE_NO_PAGE, s->file, s->line, s->column, NG_STR(""),
			             "no page is called [[%.*s]] (%zu links)", NG_STR_ARG(slug), s->count);
		else
			ng_check_add(c, NG_RULE_NO_PAGE, s->file, s->line, s->column, NG_STR(""), "no page is called [[%.*s]]",
			             NG_STR_ARG(slug));
	}
}

/* The Markdown file that a destination names, relative to the note; empty where it's anything else. */
static struct ng_str
file_of(struct ng_arena *a, struct ng_str dest)
{
	struct ng_buf b = {.arena = a};

	if (ng_str_starts(dest, NG_STR("<")))
		dest = ng_str_cut(dest, 1, ng_str_find(dest, '>'));
	else
		dest = ng_str_cut(dest, 0, ng_str_find(dest, ' '));
	dest = ng_str_cut(dest, 0, ng_str_find(dest, '#'));
	dest = ng_str_cut(dest, 0, ng_str_find(dest, '?'));
	if (dest.n == 0 || dest.p[0] == '/' || ng_str_find(dest, ':') < dest.n || ng_str_find(dest, '{') < dest.n ||
	    !(ng_str_ends(dest, NG_STR(".md")) || ng_str_ends(dest, NG_STR(".markdown"))))
		return NG_STR("");
	for (size_t i = 0; i < dest.n; i++) {
		/* the ending is longer than what a percent sign takes */
		if (dest.p[i] == '%' && ng_hex_value(dest.p[i + 1]) >= 0 && ng_hex_value(dest.p[i + 2]) >= 0) {
			ng_buf_char(&b, (char)(ng_hex_value(dest.p[i + 1]) * 16 + ng_hex_value(dest.p[i + 2])));
			i += 2;
		} else if (dest.p[i] != '\\') {
			ng_buf_char(&b, dest.p[i]);
		}
	}
	return ng_buf_str(&b);
}

/*
 * Looks for the file from the note's folder and from those above it (one is a vault's root). 0: it is there; ENOENT: it
 * isn't; another error: why that isn't known.
 */
static int
look_for(struct ng_arena *a, struct ng_str note, struct ng_str file)
{
	for (size_t i = note.n;; i--) {
		struct ng_buf b = {.arena = a};

		while (i > 0 && note.p[i - 1] != '/')
			i--;
		ng_buf_add(&b, ng_str_cut(note, 0, i));
		ng_buf_add(&b, file);
		ng_buf_char(&b, '\0');
		if (access(b.p, F_OK) == 0)
			return 0;
		/* what a note says makes no path that could be one */
		if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG && errno != ELOOP)
			return errno;
		if (i == 0)
			return ENOENT;
	}
}

static void
keep_unseen(struct ng_check *c, struct ng_str note, size_t line, struct ng_str file, int error)
{
	struct ng_buf b = {.arena = c->arena};

	if (c->unseen_error != 0)
		return;
	ng_buf_add(&b, note);
	ng_buf_printf(&b, ":%zu: ", line);
	ng_buf_add(&b, file);
	c->unseen = ng_buf_str(&b);
	c->unseen_error = error;
}

int
ng_check_unseen(const struct ng_check *c, struct ng_str *link)
{
	*link = c->unseen;
	return c->unseen_error;
}

void
ng_check_destinations(const struct ng_sheet *sheet, const struct ng_block *b)
{
	struct ng_arena *a = sheet->parsed->tools->arena;
	size_t line, column;

	if (!sheet->check->on[NG_RULE_LINK] || ng_str_eq(sheet->path, NG_STR("-")))
		return;
	for (size_t i = 0; i + 2 < b->text.n; i++) {
		struct ng_str file;
		int error;

		if (b->text.p[i] != ']' || b->text.p[i + 1] != '(' || b->class[i] != NG_CLASS_MARK ||
		    b->class[i + 1] != NG_CLASS_HIDDEN)
			continue;
		file = ng_str_cut(b->text, i + 2, b->text.n);
		file = ng_str_cut(file, 0, ng_str_find(file, ')'));
		file = file_of(a, ng_str_cut(file, 0, ng_str_find(file, '\n')));
		error = file.n == 0 ? 0 : look_for(a, sheet->path, file);
		if (error == 0)
			continue;
		ng_sheet_place(sheet, b, i + 2, &line, &column);
		if (error != ENOENT)
			keep_unseen(sheet->check, sheet->path, line, file, error);
		else
			ng_check_add(sheet->check, NG_RULE_LINK, sheet->path, line, column, NG_STR(""), "there is no file %.*s",
			             NG_STR_ARG(file));
	}
}
