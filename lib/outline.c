#include "outline.h"

#include <string.h>

#include "split.h"
#include "text.h"

struct reader {
	const struct ng_line_tools *tools;
	const struct ng_note *note;
	const struct ng_page *page;
	struct ng_outline *out;
	size_t cap;
	size_t *first_unit, *last_unit; /* of each block */
	size_t sections[7];             /* the open heading of each level, or NG_NO_UNIT */
	size_t section;                 /* the innermost of them */
	size_t open_list;               /* an empty item "Present" whose siblings are its list, or NG_NO_UNIT */
};

#define COMMENT NG_STR("<!-- ng-check:")

/* Copies the bytes [from, to) of a line without what is said to ng-check alone. */
static void
add_uncommented(struct ng_buf *out, const struct ng_line *line, size_t from, size_t to)
{
	const struct ng_block *b = line->block;

	for (size_t i = from; b->class != NULL && i < to; i++) {
		i += ng_str_find(ng_str_cut(b->text, i, to), '<');
		if (i == to)
			break;
		if (b->class[i] != NG_CLASS_HIDDEN || !ng_str_starts(ng_str_cut(b->text, i, to), COMMENT))
			continue;
		ng_buf_add(out, ng_str_cut(b->text, from, i));
		while (i + 1 < to && !ng_str_starts(ng_str_cut(b->text, i, to), NG_STR("-->")))
			i++;
		from = i + 3 < to ? i + 3 : to;
		i = from - 1;
	}
	ng_buf_add(out, ng_str_cut(b->text, from, to));
}

/* The same without date marks. */
static void
add_unmarked(struct ng_buf *out, const struct ng_line *line, size_t from, size_t to)
{
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL && t->from < to; t = ng_line_tag(line, t)) {
		if (t->from < from || (t->type != NG_TAG_DUE && t->type != NG_TAG_DONE && t->type != NG_TAG_DROPPED))
			continue;
		add_uncommented(out, line, from, t->from);
		from = t->to;
	}
	add_uncommented(out, line, from, to);
}

/* True where add_unmarked leaves nothing out for sure. */
static bool
is_kept_whole(const struct ng_line *line)
{
	const struct ng_block *b = line->block;

	/* of all the block's tags those of this line: there may be thousands of lines */
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		if (t->type == NG_TAG_DUE || t->type == NG_TAG_DONE || t->type == NG_TAG_DROPPED)
			return false;
	return b->class == NULL || line->start >= line->end ||
	       ng_str_find(ng_str_cut(b->text, line->start, line->end), '<') == line->end - line->start;
}

struct ng_str
ng_outline_text(struct ng_arena *a, const struct ng_line *line)
{
	struct ng_buf text = {.arena = a};

	if (is_kept_whole(line) && (line->label == NULL || line->label_from == line->start))
		return ng_text_squeeze(a, ng_str_cut(line->block->text, line->label == NULL ? line->start : line->label_to, line->end));
	if (line->label == NULL) {
		add_unmarked(&text, line, line->start, line->end);
	} else {
		add_unmarked(&text, line, line->start, line->label_from);
		if (line->label_to > line->label_from)
			ng_buf_char(&text, ' ');
		add_unmarked(&text, line, line->label_to, line->end);
	}
	return ng_text_squeeze(a, ng_buf_str(&text));
}

struct ng_str
ng_outline_value(struct ng_arena *a, const struct ng_line *line)
{
	struct ng_buf value = {.arena = a};

	add_uncommented(&value, line, line->value, line->to);
	return ng_text_squeeze(a, ng_buf_str(&value));
}

/* Copies the bytes [from, to) of a line without emphasis and links' destinations. */
static void
add_plain(struct ng_buf *out, const struct ng_line *line, size_t from, size_t to)
{
	for (; from < to; from++) {
		enum ng_class class = (enum ng_class)line->block->class[from];

		if (class != NG_CLASS_MARK && class != NG_CLASS_HIDDEN)
			ng_buf_char(out, line->block->text.p[from]);
	}
}

struct ng_str
ng_outline_title(struct ng_arena *a, const struct ng_line *line)
{
	struct ng_buf text = {.arena = a};
	size_t from = line->start;
	struct ng_str s;

	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t)) {
		if (t->from < from || t->type == NG_TAG_LINK)
			continue;
		add_plain(&text, line, from, t->from);
		from = t->to;
	}
	add_plain(&text, line, from, line->end);
	s = ng_text_squeeze(a, ng_buf_str(&text));
	/* what joined handle and title */
	for (bool more = true; more && s.n > 0;) {
		more = s.p[0] == ':' || ng_is_space(s.p[0]);
		if (more)
			s = ng_str_cut(s, 1, s.n);
		else if (ng_str_starts(s, NG_STR("– ")) || ng_str_starts(s, NG_STR("— ")))
			s = ng_str_cut(s, 4, s.n), more = true;
		else if (ng_str_starts(s, NG_STR("- ")))
			s = ng_str_cut(s, 2, s.n), more = true;
	}
	return ng_str_trim(s);
}

bool
ng_outline_is_bare(const struct ng_line *line)
{
	struct ng_str s = line->block->text;
	size_t i = line->start;

	for (const struct ng_tag *t = ng_line_tag(line, NULL); i < line->end;) {
		if (t != NULL && t->from <= i) {
			i = t->to > i ? t->to : i;
			t = ng_line_tag(line, t);
			continue;
		}
		if (!ng_is_punct(s.p[i]) && !ng_is_space(s.p[i]))
			return false;
		i++;
	}
	return true;
}

/* "van", "du", "and": short words that stand between names. */
#define SHORT_WORD 3

bool
ng_outline_is_names(const struct ng_line *line)
{
	struct ng_str s = ng_str_cut(line->block->text, 0, line->end);
	const struct ng_tag *t = ng_line_tag(line, NULL);
	size_t i = line->start, depth = 0, n;

	while (i < s.n) {
		size_t word = i;

		if (t != NULL && t->from <= i) {
			i = t->to > i ? t->to : i;
			t = ng_line_tag(line, t);
			continue;
		}
		while (i < s.n && (t == NULL || i < t->from) && ng_text_is_word(ng_text_at(s, i, &n)))
			i += n;
		if (i == word) {
			depth += s.p[i] == '(';
			depth -= s.p[i] == ')' && depth > 0;
			ng_text_at(s, i, &n);
			i += n;
		} else if (depth == 0 && i - word > SHORT_WORD && !ng_text_is_upper(ng_text_at(s, word, &n))) {
			return false;
		}
	}
	return true;
}

static bool
names_somebody(const struct ng_line *line)
{
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		if (ng_tag_is_name(t))
			return true;
	return false;
}

/* True where a heading or item defines a person or goal: begins with it, has a title, names nobody else. */
static bool
defines(struct reader *r, const struct ng_line *line, ng_day around)
{
	if (line->lead_place != NG_LEAD_FIRST && line->goal == NULL)
		return false;
	if ((line->lead != NULL && line->lead->type != NG_TAG_HANDLE) || line->label != NULL || line->key.n > 0)
		return false;
	/* a heading with a date is an encounter; "::" says what it is, wherever it stands */
	if (!line->titled && (line->date != 0 || around != 0))
		return false;
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		if (t->type == NG_TAG_HANDLE && t != line->lead)
			return false;
	return ng_outline_title(r->tools->arena, line).n > 0;
}

/* The unit that encloses a block. */
static size_t
enclosing(struct reader *r, const struct ng_block *b, const struct ng_line *line)
{
	size_t up;
	bool sibling;

	if (b->type == NG_BLOCK_ITEM && b->before != NG_NO_BLOCK && b->before != b->parent &&
	    r->out->units[r->last_unit[b->before]].opens_list)
		return r->last_unit[b->before];
	if (b->parent != NG_NO_BLOCK)
		up = r->first_unit[b->parent];
	else
		up = r->section;
	if (r->open_list == NG_NO_UNIT)
		return up;
	sibling = b->type == NG_BLOCK_ITEM && b->list == r->out->units[r->open_list].line->block->list;
	if (sibling && !ng_line_is_presence(line) && (line->label == NULL || line->colon == NG_COLON_NONE) &&
	    !ng_line_is_heading_like(b->text, line->start, line->to))
		return r->open_list;
	if (sibling || b->parent == NG_NO_BLOCK)
		r->open_list = NG_NO_UNIT;
	return up;
}

/* What a unit inherits before anybody's names count: its date, whether it's in a list of those present. */
static void
place(struct reader *r, struct ng_unit *u)
{
	const struct ng_unit *up = u->up == NG_NO_UNIT ? NULL : &r->out->units[u->up];
	const struct ng_line *line = u->line;
	ng_day around = up == NULL ? r->page->date : up->date;

	u->date = line->date != 0 ? line->date : around;
	if (ng_line_is_presence(line))
		u->list = line->label->class == NG_WORD_PRESENT ? NG_PRESENCE_THERE : NG_PRESENCE_NOT;
	else if (up != NULL)
		u->list = up->list;
	if (line->block->quote)
		return;
	if (line->titled || u->heading)
		u->defines = defines(r, line, around);
}

static struct ng_unit *
add_unit(struct reader *r, const struct ng_line *line, size_t up)
{
	struct ng_outline *out = r->out;
	struct ng_arena *a = r->tools->arena;
	struct ng_unit *u;

	out->units = ng_arena_more(a, out->units, out->n, &r->cap, sizeof(*u));
	u = &out->units[out->n++];
	if (up != NG_NO_UNIT)
		out->units[up].encloses = true;
	*u = (struct ng_unit){.line = line, .up = up, .met_above = NG_NO_UNIT};
	return u;
}

/* True where the block's last line encloses the list that follows it. */
static bool
opens_list(const struct ng_line *line)
{
	struct ng_str s = ng_str_trim(ng_str_cut(line->block->text, line->from, line->to));

	while (s.n > 0 && strchr("*_ ", s.p[s.n - 1]) != NULL)
		s.n--;
	if (ng_line_is_presence(line))
		return !names_somebody(line);
	return s.n > 0 && s.p[s.n - 1] == ':';
}

static void
add_block(struct reader *r, size_t index)
{
	const struct ng_block *b = &r->note->blocks[index];
	struct ng_lines lines = ng_split_block(r->tools, b);
	size_t up = enclosing(r, b, &lines.v[0]), first = r->out->n;
	bool heading = b->type == NG_BLOCK_HEADING && !b->quote && b->parent == NG_NO_BLOCK;
	const struct ng_tag *carried = NULL;
	struct ng_unit *u = NULL;

	if (heading) {
		up = NG_NO_UNIT;
		for (int level = 1; level < b->level; level++)
			if (r->sections[level] != NG_NO_UNIT)
				up = r->sections[level];
		for (int level = b->level; level <= 6; level++)
			r->sections[level] = NG_NO_UNIT;
		r->sections[b->level] = r->section = first;
		r->open_list = NG_NO_UNIT;
	}
	for (size_t i = 0; i < lines.n; i++) {
		u = add_unit(r, &lines.v[i], up);
		u->first = i == 0;
		u->heading = heading;
		if (u->line->lead == NULL && u->line->label != NULL)
			u->carried = carried;
		if (u->line->lead_place == NG_LEAD_FIRST && u->line->lead->type == NG_TAG_HANDLE)
			carried = u->line->lead;
		place(r, u);
	}
	r->first_unit[index] = first;
	r->last_unit[index] = r->out->n - 1;
	u->opens_list = b->type != NG_BLOCK_HEADING && opens_list(u->line);
	if (b->type == NG_BLOCK_ITEM && b->parent != NG_NO_BLOCK)
		r->out->units[r->first_unit[b->parent]].nests = true;
	if (b->type == NG_BLOCK_ITEM && ng_line_is_presence(u->line) && !names_somebody(u->line) &&
	    (index + 1 == r->note->n || r->note->blocks[index + 1].parent != index))
		r->open_list = first;
}

/* The handle or link around a unit that a statement there would be about, as far as lines begin with it. */
static bool
under_a_person(const struct reader *r, const struct ng_unit *u)
{
	for (size_t i = u->up; i != NG_NO_UNIT; i = r->out->units[i].up)
		if (r->out->units[i].line->lead != NULL && !ng_line_is_presence(r->out->units[i].line))
			return true;
	return r->page->person.n > 0;
}

/* True where a heading is an encounter. */
static bool
is_encounter(const struct reader *r, const struct ng_unit *u)
{
	const struct ng_line *line = u->line;
	bool contact = line->label != NULL && line->label->class == NG_WORD_CONTACT;

	if (!u->heading || u->defines || (line->label != NULL && !contact) || line->key.n > 0)
		return false;
	if (line->date == 0)
		return contact && u->date != 0;
	/* a date alone only dates what stands under it */
	return line->start < line->end || under_a_person(r, u);
}

static void
add_names(struct ng_buf *list, const struct ng_line *line)
{
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		if (ng_tag_is_name(t))
			ng_buf_word(list, t->value);
}

/* The unit whose word begins the list of those present that a unit is in. */
static size_t
list_of(const struct reader *r, size_t index)
{
	while (!ng_line_is_presence(r->out->units[index].line))
		index = r->out->units[index].up;
	return index;
}

/* Whether that list makes a table: the word says so. */
static bool
is_table(const struct reader *r, size_t index)
{
	return r->out->units[list_of(r, index)].line->label->table;
}

/* True where a line of a list of those present has more to name than its tags: a line without any, or a comma. */
static bool
names_untagged(const struct ng_line *line)
{
	struct ng_str s = ng_str_trim(ng_str_cut(line->block->text, line->label == NULL ? line->start : line->label_to, line->end));
	size_t tags = 0, commas = 0;

	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		tags += ng_tag_is_name(t);
	for (size_t i = 0; i < s.n && commas < tags; i++)
		commas += s.p[i] == ',';
	return s.n > 0 && tags <= commas;
}

/* Adds whom a unit says was there to the encounter that it stands under, or to the page's. */
static void
join(struct reader *r, size_t index, struct ng_buf *page)
{
	struct ng_unit *u = &r->out->units[index], *above = NULL;
	const struct ng_line *line = u->line;
	struct ng_encounter *met = NULL;

	if (u->met_above != NG_NO_UNIT) {
		above = &r->out->units[u->met_above];
		met = above->met;
	}
	if (u->list == NG_PRESENCE_NOT || line->block->quote)
		return;
	if (u->list == NG_PRESENCE_THERE && u->met == NULL) {
		struct ng_buf *list = met == NULL ? page : is_table(r, index) ? &met->named : &met->present;
		size_t before = page->n;

		if (met != NULL && names_untagged(line))
			met->untagged = true;
		if (ng_line_is_presence(line) || line->lead_place != NG_LEAD_FIRST || (line->box == NG_STATE_NONE && line->label == NULL && ng_outline_is_names(line)))
			add_names(list, line);
		else if (line->box != NG_STATE_OPEN)
			ng_buf_word(list, line->lead->value);
		if (page->n > before && before == 0)
			r->out->page_unit = list_of(r, index);
		return;
	}
	/* whom items begin with before any label */
	if (met == NULL || line->lead_place != NG_LEAD_FIRST || line->box == NG_STATE_OPEN ||
	    !((line->block->type == NG_BLOCK_ITEM && u->first) || (u->heading && !u->defines)))
		return;
	/* a link may be a page about anything, but for one at a table */
	if ((line->lead->type == NG_TAG_HANDLE || above->line->label != NULL) &&
	    !ng_str_has_word(ng_buf_str(&met->absent), line->lead->value))
		ng_buf_word(&met->joined, line->lead->value);
}

static struct ng_encounter *
new_encounter(struct ng_arena *a)
{
	struct ng_encounter *met = ng_arena_alloc(a, sizeof(*met));

	met->named.arena = met->present.arena = met->joined.arena = met->absent.arena = a;
	return met;
}

/* Finds the encounters, and who was there. */
static void
gather(struct reader *r)
{
	struct ng_outline *out = r->out;
	struct ng_buf page = {.arena = r->tools->arena};
	struct ng_str front = r->page->people, name;

	for (size_t i = 0; i < out->n; i++) {
		struct ng_unit *u = &out->units[i];

		if (u->up != NG_NO_UNIT)
			u->met_above = out->units[u->up].met != NULL ? u->up : out->units[u->up].met_above;
		if (!is_encounter(r, u))
			continue;
		u->met = new_encounter(r->tools->arena);
		add_names(&u->met->named, u->line);
		/* the page's encounter is that of its first heading where this has the date itself */
		if (i == 0 && u->line->date != 0) {
			while (ng_str_word(&front, &name))
				ng_buf_word(&u->met->named, name);
		}
	}
	ng_buf_add(&page, front);
	for (size_t i = 0; i < out->n; i++)
		if (out->units[i].list == NG_PRESENCE_NOT && out->units[i].met_above != NG_NO_UNIT)
			add_names(&out->units[out->units[i].met_above].met->absent, out->units[i].line);
	for (size_t i = 0; i < out->n; i++)
		join(r, i, &page);
	if (r->page->date != 0 && r->page->person.n == 0)
		out->page_people = ng_buf_str(&page);
}

void
ng_outline_read(const struct ng_line_tools *tools, const struct ng_note *note, const struct ng_page *page,
		struct ng_outline *outline)
{
	struct reader r = {.tools = tools, .note = note, .page = page, .out = outline, .section = NG_NO_UNIT,
			  .open_list = NG_NO_UNIT};

	*outline = (struct ng_outline){.page_unit = NG_NO_UNIT};
	for (size_t i = 0; i < sizeof(r.sections) / sizeof(r.sections[0]); i++)
		r.sections[i] = NG_NO_UNIT;
	r.first_unit = ng_arena_array(tools->arena, note->n, sizeof(*r.first_unit));
	r.last_unit = ng_arena_array(tools->arena, note->n, sizeof(*r.last_unit));
	for (size_t i = 0; i < note->n; i++)
		add_block(&r, i);
	gather(&r);
}
