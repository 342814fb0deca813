/* notes: two readings of one note give the same: blocks, lines, texts, classes and marks. For test_quick and a fuzz target. */
#ifndef NG_ORACLE_NOTES_H
#define NG_ORACLE_NOTES_H

#include <string.h>

#include "note.h"

static inline bool
oracle_same_block(const struct ng_block *a, const struct ng_block *b)
{
	return a->type == b->type && a->level == b->level && a->quote == b->quote && a->parent == b->parent &&
	       a->list == b->list && a->before == b->before && a->line == b->line && ng_str_eq(a->text, b->text) &&
	       (a->text.n == 0 || memcmp(a->class, b->class, a->text.n) == 0);
}

static inline bool
oracle_same_note(const struct ng_note *a, const struct ng_note *b)
{
	if (a->n != b->n || a->nmarks != b->nmarks)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!oracle_same_block(&a->blocks[i], &b->blocks[i]))
			return false;
	for (size_t i = 0; i < a->nmarks; i++)
		if (a->marks[i].line != b->marks[i].line || a->marks[i].opens != b->marks[i].opens ||
		    a->marks[i].nested != b->marks[i].nested)
			return false;
	return true;
}

/* What a reading gave, a block a line with its classes. */
static inline struct ng_str
oracle_show_note(struct ng_arena *a, const struct ng_note *note)
{
	struct ng_buf out = {.arena = a};

	for (size_t i = 0; i < note->n; i++) {
		const struct ng_block *b = &note->blocks[i];

		ng_buf_printf(&out, "%zu: type %d level %d quote %d parent %td list %zu before %td line %zu [%.*s] ", i, (int)b->type,
		              b->level, b->quote, (ptrdiff_t)b->parent, b->list, (ptrdiff_t)b->before, b->line, NG_STR_ARG(b->text));
		for (size_t k = 0; b->class != NULL && k < b->text.n; k++)
			ng_buf_char(&out, ".*che"[b->class[k]]);
		ng_buf_char(&out, '\n');
	}
	for (size_t i = 0; i < note->nmarks; i++)
		ng_buf_printf(&out, "mark: line %zu opens %d nested %d\n", note->marks[i].line, note->marks[i].opens, note->marks[i].nested);
	return ng_buf_str(&out);
}

#endif
