#include "statement.h"

#include <string.h>

#include "link.h"
#include "split.h"
#include "text.h"
#include "whom.h"

struct writer {
	const struct ng_line_tools *tools;
	const struct ng_page *page;
	const struct ng_outline *outline;
	struct ng_scope **scopes; /* of each unit that encloses others */
	struct ng_scope root;
	struct ng_buf *out;
	struct ng_buf source; /* the path and a colon, which are `path` bytes, and a line's number */
	size_t path;
	/* what the last record had, as the next one often has the same */
	ng_day day;
	struct ng_str day_text;
	const struct ng_part *part; /* of its scope */
	struct ng_str context;
};

static struct ng_str
day_string(struct writer *w, ng_day day)
{
	if (day == 0)
		return (struct ng_str){NULL, 0};
	if (day != w->day) {
		w->day = day;
		w->day_text = ng_str_of(ng_date_format(day, ng_arena_alloc(w->tools->arena, 11)));
	}
	return w->day_text;
}

static struct ng_str
context_of(struct writer *w, const struct ng_scope *scope)
{
	if (scope->part != w->part) {
		w->part = scope->part;
		w->context = ng_scope_context(w->tools->arena, scope);
	}
	return w->context;
}

static void
write_record(struct writer *w, const struct ng_draft *st, struct ng_record *r)
{
	w->source.n = w->path;
	ng_buf_number(&w->source, st->line->number);
	r->field[NG_FIELD_SOURCE] = ng_buf_str(&w->source);
	r->field[NG_FIELD_CONTEXT] = context_of(w, st->around);
	ng_record_encode(r, w->out);
}

/* The kind of a statement, from its label and box; gives up a contact's label where nobody is there. */
static void
find_kind(struct writer *w, struct ng_draft *st)
{
	const struct ng_line *line = st->line;

	st->kind = NG_KIND_MENTION;
	if (st->label != NULL && st->label->class == NG_WORD_CONTACT) {
		st->kind = NG_KIND_MET;
		ng_whom_find_contacts(w->tools, st);
		if (st->people.n == 0) {
			st->label = NULL;
			st->noun = (struct ng_str){NULL, 0};
		}
	} else if (st->label != NULL && st->label->class == NG_WORD_LABEL) {
		st->kind = st->label->kind;
		ng_whom_find(w->tools->arena, st);
		return;
	} else {
		st->label = NULL;
	}
	if (st->label == NULL) {
		st->noun = (struct ng_str){NULL, 0};
		st->kind = st->box != NG_STATE_NONE ? NG_KIND_NEXT : NG_KIND_MENTION;
		ng_whom_find(w->tools->arena, st);
	} else if (line->box == NG_STATE_OPEN || line->box == NG_STATE_DROPPED) {
		st->kind = NG_KIND_NEXT; /* planned, or given up */
	}
}

/* The state that a record of this kind has. */
static enum ng_state
state_of(const struct ng_draft *st)
{
	enum ng_state box = st->box != NG_STATE_NONE ? st->box : st->mark;

	switch (st->kind) {
	case NG_KIND_GOAL:
	case NG_KIND_NEED:
	case NG_KIND_OFFER:
	case NG_KIND_PROMISE:
	case NG_KIND_NEXT:
		return box == NG_STATE_NONE ? NG_STATE_OPEN : box;
	case NG_KIND_ASK:
		if (box == NG_STATE_OPEN || box == NG_STATE_DROPPED)
			return box;
		return st->people.n == 0 || st->from_table ? NG_STATE_NONE : NG_STATE_WAITING;
	default:
		return box;
	}
}

static bool
is_mine(const struct ng_draft *st)
{
	const struct ng_scope *s = st->around;

	if (st->lead != NULL && st->place != NG_LEAD_AFTER)
		return false;
	return s->subject.n == 0 || !s->leads || s->owned_by.n > 0;
}

/* Whether the line or what stands around it names what the statement could be about. */
static bool
is_about_something(const struct ng_draft *st)
{
	const struct ng_scope *s = st->around;
	bool own = st->names.n > 0 || st->goals.n > 0;
	bool around = s->subject.n > 0 || s->table.n > 0 || s->goals.n > 0;

	switch (st->kind) {
	case NG_KIND_IDEA:
		return own || around || st->topics.n > 0 || s->topics.n > 0;
	case NG_KIND_NEXT:
	case NG_KIND_WHY:
	case NG_KIND_WANT:
		return own || around;
	case NG_KIND_MENTION:
		if (st->unit != NULL && st->unit->heading && !own && st->topics.n == 0)
			return false;
		return own || around;
	default:
		return true;
	}
}

/* Whether there's enough to tell: a label or box alone is none, but for an encounter. */
static bool
says_something(const struct ng_draft *st, struct ng_str text)
{
	if (text.n == 0 && st->names.n == 0 && (st->noun.n == 0 || st->people.n == 0))
		return st->unit != NULL && st->unit->met != NULL;
	return true;
}

/* The noun that is all of a text: "(got:: card)". */
static void
find_noun_in_text(struct writer *w, struct ng_draft *st, struct ng_str text)
{
	const struct ng_word *noun;
	size_t n;

	if (st->noun.n > 0 || !ng_lexicon_takes_noun(st->kind))
		return;
	noun = ng_lexicon_find(w->tools->lexicon, w->tools->arena, text, true, &n);
	if (noun != NULL && n == text.n)
		st->noun = noun->noun;
}

static void
write_statement(struct writer *w, struct ng_draft *st)
{
	struct ng_arena *a = w->tools->arena;
	const struct ng_scope *s = st->around;
	struct ng_record r = {0};
	ng_day date = st->line->date != 0 ? st->line->date : s->date;
	bool quote = st->line->block->quote;
	struct ng_str text;

	if (!is_about_something(st))
		return;
	text = ng_draft_text(w->tools->arena, st);
	find_noun_in_text(w, st, text);
	if (!says_something(st, text))
		return;
	if (st->done != 0 && !quote && (st->kind == NG_KIND_ASK || st->kind == NG_KIND_MET) && state_of(st) != NG_STATE_DROPPED) {
		date = st->done;
		st->done = 0;
	}
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(quote ? NG_KIND_MENTION : st->kind));
	if (!quote)
		r.field[NG_FIELD_STATE] = ng_str_of(ng_state_name(state_of(st)));
	r.field[NG_FIELD_DATE] = day_string(w, date);
	r.field[NG_FIELD_DUE] = day_string(w, st->due);
	r.field[NG_FIELD_DONE] = day_string(w, st->done);
	r.field[NG_FIELD_PEOPLE] = st->people;
	r.field[NG_FIELD_GOALS] = st->goals.n > 0 ? st->goals : s->goals;
	r.field[NG_FIELD_TOPICS] = ng_str_join_lists(a, st->topics, s->topics);
	r.field[NG_FIELD_WHAT] = quote ? NG_STR("quote") : st->noun;
	r.field[NG_FIELD_TEXT] = text;
	if (st->kind == NG_KIND_NEED)
		r.field[is_mine(st) ? NG_FIELD_PEOPLE : NG_FIELD_GOALS] = (struct ng_str){NULL, 0};
	write_record(w, st, &r);
}

/* Whom a contact's line names besides gets a mention; told after what stands within the line. */
static void
write_others(struct writer *w, struct ng_draft *st)
{
	if (st->others.n == 0)
		return;
	st->kind = NG_KIND_MENTION;
	st->people = st->others;
	st->others = (struct ng_str){NULL, 0};
	st->noun = (struct ng_str){NULL, 0};
	st->box = st->mark = NG_STATE_NONE;
	st->due = st->done = 0;
	write_statement(w, st);
}

/* Writes a line "key:: value" as a field; false where it belongs to nobody. */
static bool
write_field(struct writer *w, const struct ng_draft *st)
{
	struct ng_arena *a = w->tools->arena;
	const struct ng_scope *s = st->around;
	const struct ng_line *line = st->line;
	struct ng_record r = {0};
	struct ng_str value = ng_outline_value(a, line);

	if (st->lead != NULL)
		r.field[NG_FIELD_PEOPLE] = st->lead->value;
	else if (line->goal != NULL && !line->card_key)
		r.field[NG_FIELD_GOALS] = line->goal->value;
	else if (s->owned_by.n > 0 && !line->card_key)
		r.field[NG_FIELD_GOALS] = s->owned_by;
	else if (s->owned_by.n == 0 && (!line->card_key || s->leads))
		r.field[NG_FIELD_PEOPLE] = s->subject;
	if (r.field[NG_FIELD_PEOPLE].n == 0 && r.field[NG_FIELD_GOALS].n == 0)
		return false;
	if (value.n == 0)
		return true;
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_FIELD));
	r.field[NG_FIELD_DATE] = day_string(w, line->date != 0 ? line->date : s->date);
	r.field[NG_FIELD_TOPICS] = st->topics;
	r.field[NG_FIELD_WHAT] = line->key;
	r.field[NG_FIELD_TEXT] = value;
	write_record(w, st, &r);
	return true;
}

static struct ng_draft
statement_of(struct writer *w, const struct ng_line *line, const struct ng_unit *unit, const struct ng_scope *around)
{
	struct ng_draft st = {.line = line, .unit = unit, .around = around, .label = line->label, .lead = line->lead,
			       .place = line->lead_place, .box = line->box, .noun = line->noun};

	if (unit != NULL && unit->carried != NULL) {
		st.lead = unit->carried;
		st.place = NG_LEAD_FIRST;
	}
	ng_whom_collect(w->tools->arena, &st);
	return st;
}

/* The statements and fields in brackets within a line: with that line's person, date and goals. */
static void
write_inner(struct writer *w, const struct ng_draft *of)
{
	struct ng_scope s = *of->around;
	struct ng_arena *a = w->tools->arena;
	size_t number = of->line->number, at = of->line->from;

	s.date = of->line->date != 0 ? of->line->date : s.date;
	if (of->goals.n > 0)
		s.goals = of->goals;
	s.topics = ng_str_join_lists(a, of->topics, s.topics);
	if (of->lead != NULL) {
		s.subject = of->lead->value;
		s.leads = true;
		s.owned_by = (struct ng_str){NULL, 0};
	} else if (s.subject.n == 0 && ng_str_count_words(of->people) == 1) {
		s.subject = of->people;
	} else if (s.subject.n == 0 && of->people.n > 0) {
		s.table = of->people;
	}
	if (of->line->goal != NULL)
		s.owned_by = of->line->goal->value;
	for (const struct ng_tag *t = ng_line_tag(of->line, NULL); t != NULL; t = ng_line_tag(of->line, t)) {
		struct ng_line line;
		struct ng_draft st;

		if (t->type != NG_TAG_INNER)
			continue;
		for (; at < t->from; at++)
			number += of->line->block->text.p[at] == '\n';
		line = ng_line_inner(w->tools, of->line, t, number);
		st = statement_of(w, &line, NULL, &s);
		if (line.key.n > 0) {
			write_field(w, &st);
		} else if (line.label != NULL) {
			find_kind(w, &st);
			write_statement(w, &st);
			write_others(w, &st);
		}
	}
}

/* True where a line holds nothing but statements and fields in brackets. */
static bool
is_only_inner(const struct ng_line *line)
{
	struct ng_str s = line->block->text;
	size_t i = line->start;
	bool inner = false;

	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t)) {
		if (t->type != NG_TAG_INNER || ng_str_trim(ng_str_cut(s, i, t->from)).n > 0)
			return false;
		inner = true;
		i = t->to;
	}
	return inner && ng_str_trim(ng_str_cut(s, i, line->to)).n == 0;
}

/* The definition of a person or goal. */
static void
write_definition(struct writer *w, struct ng_draft *st)
{
	struct ng_arena *a = w->tools->arena;
	const struct ng_line *line = st->line;
	const struct ng_scope *s = st->around;
	struct ng_record r = {0};
	ng_day date = line->date != 0 ? line->date : s->date;

	st->kind = line->goal != NULL ? NG_KIND_GOAL : NG_KIND_PERSON;
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(st->kind));
	r.field[NG_FIELD_STATE] = ng_str_of(ng_state_name(state_of(st)));
	r.field[NG_FIELD_DATE] = day_string(w, date);
	r.field[NG_FIELD_DUE] = day_string(w, st->due);
	r.field[NG_FIELD_DONE] = day_string(w, st->done);
	r.field[NG_FIELD_GOALS] = line->goal != NULL ? line->goal->value : st->goals.n > 0 ? st->goals : s->goals;
	if (line->lead != NULL)
		r.field[NG_FIELD_PEOPLE] = line->lead->value;
	r.field[NG_FIELD_TOPICS] = ng_str_join_lists(a, st->topics, s->topics);
	r.field[NG_FIELD_TEXT] = ng_outline_title(a, line);
	/* the page has said so already */
	if (line->lead == NULL || !ng_str_eq(line->lead->value, w->page->person))
		write_record(w, st, &r);
}

/* A heading that is an encounter: its title, and all who were there. */
static void
write_encounter(struct writer *w, struct ng_draft *st)
{
	struct ng_arena *a = w->tools->arena;
	struct ng_str named = ng_buf_str(&st->unit->met->named);

	st->kind = NG_KIND_MET;
	st->names = named;
	ng_whom_find(a, st);
	st->people = ng_str_join_lists(a, st->people, ng_buf_str(&st->unit->met->present));
	st->people = ng_str_join_lists(a, st->people, ng_buf_str(&st->unit->met->joined));
	if (st->people.n > 0)
		write_statement(w, st);
}

/* The page's name: front matter's, else that of a heading that defines the same person, else the file's. */
static struct ng_str
page_name(const struct writer *w)
{
	for (size_t i = 0; i < w->outline->n && !w->page->name_given; i++) {
		const struct ng_unit *u = &w->outline->units[i];

		if (u->defines && u->line->lead != NULL && ng_str_eq(u->line->lead->value, w->page->person))
			return ng_outline_title(w->tools->arena, u->line);
	}
	return w->page->name;
}

/* The page's title: front matter's, else its first heading, else the file's name without its date. */
static struct ng_str
page_title(const struct writer *w)
{
	struct ng_buf name = {.arena = w->tools->arena};
	struct ng_str stem = w->page->stem;

	if (w->page->title.n > 0)
		return w->page->title;
	for (size_t i = 0; i < w->outline->n; i++)
		if (w->outline->units[i].heading && !ng_line_is_presence(w->outline->units[i].line))
			return ng_outline_text(w->tools->arena, w->outline->units[i].line);
	for (size_t i = 0; i + 10 <= stem.n; i++)
		if (ng_link_day(ng_str_cut(stem, i, i + 10)) != 0) {
			ng_buf_add(&name, ng_str_cut(stem, 0, i));
			ng_buf_add(&name, ng_str_cut(stem, i + 10, stem.n));
			return ng_text_squeeze(w->tools->arena, ng_buf_str(&name));
		}
	return stem;
}

/* A page that is an encounter: its title, and all who were there. */
static void
write_page_encounter(struct writer *w)
{
	const struct ng_outline *o = w->outline;
	struct ng_line line = {.number = o->page_unit == NG_NO_UNIT ? w->page->people_line : o->units[o->page_unit].line->number};
	struct ng_scope around = w->root;
	struct ng_draft st = {.line = &line, .around = &around};
	struct ng_record r = {0};

	if (o->page_people.n == 0)
		return;
	around.part = NULL;
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(NG_KIND_MET));
	r.field[NG_FIELD_DATE] = day_string(w, w->page->date);
	r.field[NG_FIELD_PEOPLE] = o->page_people;
	r.field[NG_FIELD_GOALS] = w->root.goals;
	r.field[NG_FIELD_TOPICS] = w->root.topics;
	r.field[NG_FIELD_TEXT] = page_title(w);
	write_record(w, &st, &r);
}

/* A handle, link or goal alone opens its section or list and says nothing itself. */
static bool
only_opens(const struct ng_unit *u)
{
	const struct ng_line *line = u->line;

	if (line->lead == NULL && line->goal == NULL)
		return false;
	if (!ng_outline_is_bare(line))
		return false;
	for (const struct ng_tag *t = ng_line_tag(line, NULL); t != NULL; t = ng_line_tag(line, t))
		if (t != line->lead && t != line->goal && ng_tag_is_name(t))
			return false;
	return u->heading || u->nests;
}

/* True where the line only says who was there, and an encounter tells it. */
static bool
is_told_by_encounter(const struct writer *w, const struct ng_draft *st)
{
	const struct ng_unit *u = st->unit;
	const struct ng_line *line = st->line;

	if (u->list == NG_PRESENCE_NONE || (u->met_above == NG_NO_UNIT && w->outline->page_people.n == 0))
		return false;
	if (line->label != NULL)
		return ng_word_is_presence(line->label);
	return line->box == NG_STATE_NONE && line->date == 0 && ng_outline_is_names(line);
}

/* True for what most lines are: without tags, label or key, under nobody and nothing, with nothing under them. */
static bool
is_silent(const struct ng_unit *u, const struct ng_scope *around)
{
	const struct ng_line *line = u->line;

	return line->tags.n == 0 && line->label == NULL && line->key.n == 0 && u->met == NULL && !u->encloses &&
	       around->subject.n == 0 && around->table.n == 0 && around->goals.n == 0;
}

static void
write_unit(struct writer *w, size_t index)
{
	const struct ng_unit *u = &w->outline->units[index];
	const struct ng_scope *around = u->up == NG_NO_UNIT ? &w->root : w->scopes[u->up];
	const struct ng_line *line = u->line;
	struct ng_draft st;
	bool plain = false;

	if (index == w->outline->page_unit)
		write_page_encounter(w);
	if (is_silent(u, around))
		return;
	st = statement_of(w, line, u, around);
	if (line->block->quote) {
		st.label = NULL;
		st.box = NG_STATE_NONE;
		find_kind(w, &st);
		write_statement(w, &st);
	} else if (u->defines) {
		write_definition(w, &st);
	} else if (u->met != NULL) {
		write_encounter(w, &st);
	} else if (!is_told_by_encounter(w, &st) && (line->key.n == 0 || !write_field(w, &st))) {
		find_kind(w, &st);
		plain = !only_opens(u) && !is_only_inner(line);
		if (plain)
			write_statement(w, &st);
	}
	if (u->encloses) {
		w->scopes[index] = ng_arena_alloc(w->tools->arena, sizeof(struct ng_scope));
		ng_scope_fill(w->tools->arena, &st, w->scopes[index]);
	}
	if (!line->block->quote)
		write_inner(w, &st);
	if (plain)
		write_others(w, &st);
}

/* The statements and fields of front matter. */
static void
write_front(struct writer *w)
{
	const struct ng_front *front = w->page->front;
	struct ng_arena *a = w->tools->arena;

	for (size_t i = 0; i < front->n; i++) {
		struct ng_str key = front->v[i].key, value = ng_text_squeeze(a, front->v[i].value);
		struct ng_block block = {.type = NG_BLOCK_PARAGRAPH, .line = front->v[i].line};
		struct ng_buf text = {.arena = a};
		struct ng_draft st;
		struct ng_line line;

		if (ng_page_is_steering(key))
			continue;
		ng_buf_add(&text, key);
		ng_buf_add(&text, NG_STR(":: "));
		ng_buf_add(&text, value);
		block.text = ng_buf_str(&text);
		line = ng_split_block(w->tools, &block).v[0];
		st = statement_of(w, &line, NULL, &w->root);
		if (line.label != NULL && line.label->class == NG_WORD_CONTACT)
			line.date = ng_date_parse(ng_str_cut(value, 0, 10)); /* "met: 2026-03-04" */
		if (line.label != NULL)
			find_kind(w, &st);
		if (line.label != NULL && st.label != NULL) {
			write_statement(w, &st);
			continue;
		}
		line.key = ng_lexicon_key(a, key);
		line.value = block.text.n - value.n;
		line.card_key = false;
		st.lead = NULL;
		write_field(w, &st);
	}
}

/* Whom or what the page defines. */
static void
write_page_definition(struct writer *w)
{
	const struct ng_page *page = w->page;
	struct ng_line line = {.number = 1};
	struct ng_draft st = {.line = &line, .around = &w->root};
	struct ng_record r = {0};
	bool goal = page->goal.n > 0;

	if (!goal && page->person.n == 0)
		return;
	r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name(goal ? NG_KIND_GOAL : NG_KIND_PERSON));
	r.field[NG_FIELD_DATE] = day_string(w, page->date);
	r.field[NG_FIELD_PEOPLE] = page->person;
	r.field[NG_FIELD_GOALS] = goal ? page->goal : page->goals;
	r.field[NG_FIELD_TOPICS] = page->topics;
	r.field[NG_FIELD_TEXT] = page_name(w);
	if (goal) {
		r.field[NG_FIELD_STATE] = ng_str_of(ng_state_name(page->state));
		r.field[NG_FIELD_DUE] = day_string(w, page->due);
	}
	write_record(w, &st, &r);
}

void
ng_statement_write(const struct ng_line_tools *tools, const struct ng_page *page, const struct ng_outline *outline,
		   struct ng_buf *out)
{
	struct ng_part title = {.known = true};
	struct writer w = {.tools = tools, .page = page, .outline = outline, .out = out};

	w.root = (struct ng_scope){.date = page->date, .topics = page->topics, .subject = page->person,
				   .leads = page->person.n > 0, .owned_by = page->goal, .table = page->people};
	w.root.goals = page->goal.n > 0 ? page->goal : page->goals;
	w.source.arena = tools->arena;
	ng_buf_add(&w.source, page->path);
	ng_buf_char(&w.source, ':');
	w.path = w.source.n;
	w.scopes = ng_arena_array(tools->arena, outline->n, sizeof(*w.scopes));
	write_page_definition(&w);
	title.text = ng_text_cut(page->title, NG_CONTEXT_PART);
	w.root.part = &title;
	if (outline->page_unit == NG_NO_UNIT)
		write_page_encounter(&w);
	write_front(&w);
	for (size_t i = 0; i < outline->n; i++)
		write_unit(&w, i);
}
