#include "whom.h"

#include <string.h>

#include "text.h"

void
ng_whom_collect(struct ng_arena *a, struct ng_draft *st)
{
	struct ng_buf names = {.arena = a}, goals = {.arena = a}, topics = {.arena = a};

	for (const struct ng_tag *t = ng_line_tag(st->line, NULL); t != NULL; t = ng_line_tag(st->line, t)) {
		switch (t->type) {
		case NG_TAG_HANDLE:
		case NG_TAG_LINK:
			ng_buf_word(&names, t->value);
			break;
		case NG_TAG_GOAL:
			ng_buf_word(&goals, t->value);
			break;
		case NG_TAG_TOPIC:
			ng_buf_word(&topics, t->value);
			break;
		case NG_TAG_DUE:
			st->due = t->day;
			break;
		case NG_TAG_DONE:
		case NG_TAG_DROPPED:
			st->done = t->day;
			st->mark = t->type == NG_TAG_DONE ? NG_STATE_DONE : NG_STATE_DROPPED;
			break;
		default:
			break;
		}
	}
	st->names = ng_buf_str(&names);
	st->goals = ng_buf_str(&goals);
	st->topics = ng_buf_str(&topics);
}

/* True where a named link is one of those at the table. */
static bool
names_the_table(struct ng_str names, struct ng_str table)
{
	struct ng_str name;

	while (ng_str_word(&names, &name))
		if (ng_str_has_word(table, name))
			return true;
	return false;
}

static bool
names_a_handle(struct ng_str names)
{
	struct ng_str name;

	while (ng_str_word(&names, &name))
		if (name.p[0] == '@')
			return true;
	return false;
}

static bool
takes_nobody_from_a_table(enum ng_kind kind)
{
	return kind == NG_KIND_OFFER || kind == NG_KIND_PROMISE || kind == NG_KIND_GOT || kind == NG_KIND_GAVE;
}

/* The subject around the statement, else its table where nobody is named: whom a link joins and doesn't replace. */
static struct ng_str
inherited_people(struct ng_draft *st)
{
	const struct ng_scope *s = st->around;

	if (s->subject.n > 0)
		return s->subject;
	if (names_a_handle(st->names) || names_the_table(st->names, s->table) ||
	    (takes_nobody_from_a_table(st->kind) && ng_str_count_words(s->table) > 1))
		return (struct ng_str){NULL, 0};
	st->from_table = ng_str_count_words(s->table) > 1;
	return s->table;
}

void
ng_whom_find(struct ng_arena *a, struct ng_draft *st)
{
	struct ng_str inherited = inherited_people(st), lead = {NULL, 0}, first;
	bool introduces = ng_str_eq(st->noun, NG_STR("introduction"));

	if (st->lead != NULL)
		lead = st->lead->value;
	if (lead.n == 0)
		first = inherited;
	else if (st->place == NG_LEAD_AFTER && st->kind == NG_KIND_KNOWS && st->around->subject.n > 0)
		first = st->around->subject;
	else if (lead.p[0] == '[')
		first = ng_str_has_word(st->around->table, lead) ? lead : ng_str_join_lists(a, lead, inherited);
	else if (st->place != NG_LEAD_FIRST && introduces && ng_str_count_words(st->names) == 1)
		first = ng_str_join_lists(a, st->around->subject, lead);
	else
		first = lead;
	if (lead.n > 0 && first.p == lead.p)
		st->from_table = false;
	st->people = ng_str_join_lists(a, first, st->names);
}

/*
 * The index behind what may stand between two names at i: `,` `&` `and`, white space, a parenthesis,
 * emphasis; or i.
 */
static size_t
skip_between(const struct ng_line *line, struct ng_str s, size_t i)
{
	struct ng_str rest = ng_str_cut(s, i, s.n);
	size_t n;

	if (s.p[i] == '(' && ng_str_find(rest, ')') < rest.n)
		return i + ng_str_find(rest, ')') + 1;
	if (ng_is_space(s.p[i]) || strchr(",&", s.p[i]) != NULL)
		return i + 1;
	if (line->block->class != NULL &&
	    (line->block->class[i] == NG_CLASS_MARK || line->block->class[i] == NG_CLASS_HIDDEN))
		return i + 1;
	if (ng_str_starts(rest, NG_STR("and ")))
		return i + 4;
	/* a plain name, capitalised, between tagged ones */
	if (!ng_text_is_upper(ng_text_at(s, i, &n)))
		return i;
	for (; i < s.n && ng_text_is_word(ng_text_at(s, i, &n)); i += n)
		;
	return i;
}

/* Adds the run of names that begins at or behind `i`. */
static void
add_run(const struct ng_line *line, size_t i, struct ng_buf *run)
{
	struct ng_str s = ng_str_cut(line->block->text, 0, line->end);

	while (i < s.n) {
		const struct ng_tag *t = ng_line_tag_from(line, i);
		size_t next;

		if (t != NULL && t->from == i && ng_tag_is_name(t)) {
			ng_buf_word(run, t->value);
			i = t->to;
			continue;
		}
		next = skip_between(line, s, i);
		if (next == i)
			return;
		i = next;
	}
}

/* The names of a contact: the run behind its words, or behind the first "with". */
static struct ng_str
contact_run(const struct ng_line_tools *tools, const struct ng_draft *st)
{
	const struct ng_line *line = st->line;
	struct ng_buf run = {.arena = tools->arena};
	struct ng_str s = ng_str_cut(line->block->text, 0, line->end);
	size_t from = line->label_to, n;

	if (line->colon == NG_COLON_NONE)
		for (int words = 0; words < 2; words++) {
			const struct ng_word *word;

			while (from < s.n && (ng_is_space(s.p[from]) || strchr("*_", s.p[from]) != NULL))
				from++;
			word = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(s, from, s.n), false, &n);
			if (word != NULL && word->class == NG_WORD_CONTACT)
				from += n;
		}
	add_run(line, from, &run);
	for (size_t i = from; run.n == 0 && i < s.n; i++) {
		const struct ng_word *word;

		if ((i > from && !ng_is_space(s.p[i - 1])) || !ng_lexicon_may_find(tools->lexicon, ng_str_cut(s, i, s.n)))
			continue;
		word = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(s, i, s.n), false, &n);
		if (word != NULL && word->with)
			add_run(line, i + n, &run);
	}
	return ng_buf_str(&run);
}

void
ng_whom_find_contacts(const struct ng_line_tools *tools, struct ng_draft *st)
{
	struct ng_arena *a = tools->arena;
	struct ng_str run = contact_run(tools, st), all = st->names, name;
	struct ng_buf others = {.arena = a};

	if (run.n > 0 || st->around->subject.n > 0 || st->lead != NULL)
		st->names = run;
	ng_whom_find(a, st);
	st->names = all;
	while (ng_str_word(&all, &name))
		if (!ng_str_has_word(st->people, name))
			ng_buf_word(&others, name);
	st->others = ng_buf_str(&others);
}
