#include "scope.h"

#include <string.h>

#include "text.h"

/* A line's part of the context, which is empty where it names no more than people. */
static struct ng_str
part_text(struct ng_arena *a, struct ng_part *part)
{
	const struct ng_line *line = part->line;
	struct ng_draft st = {.line = line, .label = part->label};

	if (!part->known && part->defines)
		part->text = ng_text_cut(ng_outline_title(a, line), NG_CONTEXT_PART);
	else if (!part->known && !ng_outline_is_bare(line) && !ng_line_is_presence(line))
		part->text = ng_text_cut(ng_draft_text(a, &st), NG_CONTEXT_PART);
	part->known = true;
	return part->text;
}

struct ng_str
ng_scope_context(struct ng_arena *a, const struct ng_scope *s)
{
	struct ng_str parts[64];
	struct ng_buf b = {.arena = a};
	size_t n = 0;

	for (; s != NULL && n < sizeof(parts) / sizeof(parts[0]); s = s->up)
		if (s->part != NULL && (parts[n] = part_text(a, s->part)).n > 0)
			n++;
	for (size_t i = n; i-- > 0;) {
		/* a page's title is often its first heading too */
		if (i + 1 < n && ng_str_eq(parts[i], parts[i + 1]))
			continue;
		if (b.n > 0)
			ng_buf_add(&b, NG_STR(NG_CONTEXT_MARK));
		ng_buf_add(&b, parts[i]);
	}
	return ng_buf_str(&b);
}

struct ng_str
ng_draft_text(struct ng_arena *a, const struct ng_draft *st)
{
	struct ng_line line = *st->line;

	if (line.block->quote) {
		line.start = line.from;
		line.label = NULL;
	} else if (st->label == NULL) {
		line.label = NULL;
		line.end = line.to;
	}
	return ng_outline_text(a, &line);
}

void
ng_scope_fill(struct ng_arena *a, const struct ng_draft *st, struct ng_scope *s)
{
	const struct ng_unit *u = st->unit;
	const struct ng_line *line = st->line;
	struct ng_str met = st->people, named = st->people;

	*s = *st->around;
	s->up = st->around;
	s->date = u->date;
	if (st->goals.n > 0)
		s->goals = st->goals;
	s->topics = ng_str_join_lists(a, st->topics, s->topics);
	s->part = ng_arena_alloc(a, sizeof(*s->part));
	*s->part = (struct ng_part){.line = line, .label = st->label, .defines = u->defines};
	if (u->met != NULL) {
		/* whom an item begins with was there, but what the others say is not about them */
		named = ng_buf_str(&u->met->named);
		met = named;
		if (named.n == 0 && u->met->present.n > 0 && !u->met->untagged)
			met = ng_str_join_lists(a, ng_buf_str(&u->met->present), ng_buf_str(&u->met->joined));
	}
	if (line->goal != NULL)
		s->owned_by = line->goal->value;
	if (u->list != NG_PRESENCE_NONE)
		return;
	if (line->lead != NULL) {
		s->subject = line->lead->value;
		s->leads = true;
		s->owned_by = (struct ng_str){NULL, 0};
	} else if (s->subject.n == 0 && (u->met != NULL || st->kind == NG_KIND_MET) && ng_str_count_words(met) == 1) {
		s->subject = met;
		s->leads = false;
	}
	if (((u->met != NULL || st->kind == NG_KIND_MET) && ng_str_count_words(named) > 1) ||
	    (u->opens_list && line->block->type == NG_BLOCK_PARAGRAPH && st->names.n > 0))
		s->table = named;
}
