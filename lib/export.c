#include "export.h"

#include <stdlib.h>

#include "plain.h"
#include "text.h"
#include "uid.h"

/* A record, and where it belongs. */
struct ng_export_entry {
	struct ng_record record;
	struct ng_str file;
	uint32_t line;
	size_t head, number; /* the match that a `because` belongs to, else itself; as it came */
	bool found;          /* by ng-match */
};

static const struct ng_export_kind kinds[] = {
	{"vcard", true, ng_export_vcard},
	{"icalendar", true, ng_export_icalendar},
	{"dot", true, ng_export_dot},
	{"json", false, ng_export_json},
	{"csv", false, ng_export_csv},
};

const struct ng_export_kind *
ng_export_find(struct ng_str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (ng_str_eq(ng_str_of(kinds[i].name), name))
			return &kinds[i];
	return NULL;
}

void
ng_export_add(struct ng_export *x, const struct ng_record *r)
{
	enum ng_kind kind = ng_record_kind(r);
	struct ng_export_entry *e;

	x->entries = ng_arena_more(x->arena, x->entries, x->n, &x->cap, sizeof(*x->entries));
	e = &x->entries[x->n];
	*e = (struct ng_export_entry){.head = x->n, .number = x->n};
	for (int f = 0; f < NG_FIELDS; f++)
		if (r->field[f].n > 0)
			e->record.field[f] = ng_str_dup(x->arena, ng_text_repair(x->arena, r->field[f]));
	e->line = ng_record_line(&e->record, &e->file);
	e->found = kind == NG_KIND_MATCH || kind == NG_KIND_GIVE || kind == NG_KIND_BECAUSE;
	if (kind == NG_KIND_BECAUSE && x->n > 0 && e[-1].found)
		e->head = e[-1].head;
	x->n++;
}

static float
score_of(const struct ng_export_entry *e)
{
	struct ng_str s = e->record.field[NG_FIELD_SCORE];
	float score = s.n == 0 ? 0 : strtof(s.p, NULL); /* terminated by ng_str_dup */

	return score > 0 ? score : 0; /* no NaN, which is in no order */
}

static int
by_place(const struct ng_export_entry *e, const struct ng_export_entry *f)
{
	int c = ng_str_cmp(e->file, f->file);

	if (c != 0 || e->line != f->line)
		return c != 0 ? c : e->line < f->line ? -1 : 1;
	return (int)e->found - (int)f->found;
}

static int
by_content(const struct ng_export_entry *e, const struct ng_export_entry *f)
{
	int c = ng_str_cmp(e->record.field[NG_FIELD_KIND], f->record.field[NG_FIELD_KIND]);

	if (c == 0 && e->found && (score_of(e) > score_of(f) || score_of(e) < score_of(f)))
		return score_of(e) > score_of(f) ? -1 : 1;
	for (size_t i = 0; c == 0 && i < NG_FIELDS; i++)
		c = ng_str_cmp(e->record.field[i], f->record.field[i]);
	return c;
}

/* Pointers to entries, each with its head beside it. */
struct place {
	const struct ng_export_entry *entry, *head;
};

static int
by_head(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	int c = 0;

	if (p->head != q->head) {
		c = by_place(p->head, q->head);
		c = c != 0 ? c : by_content(p->head, q->head);
	}
	/* what belongs to one head came together */
	return c != 0 ? c : (p->entry > q->entry) - (p->entry < q->entry);
}

void
ng_export_sort(struct ng_export *x)
{
	struct place *v = ng_arena_array(x->arena, x->n, sizeof(*v));
	struct ng_export_entry *sorted = ng_arena_array(x->arena, x->n, sizeof(*sorted));

	for (size_t i = 0; i < x->n; i++)
		v[i] = (struct place){&x->entries[i], &x->entries[x->entries[i].head]};
	if (x->n > 0)
		qsort(v, x->n, sizeof(*v), by_head);
	for (size_t i = 0; i < x->n; i++)
		sorted[i] = *v[i].entry;
	x->entries = sorted;
}

const struct ng_record *
ng_export_record(const struct ng_export *x, size_t i)
{
	return &x->entries[i].record;
}

struct ng_network *
ng_export_network(const struct ng_export *x)
{
	struct ng_network *net = ng_network_new(x->arena);

	for (size_t i = 0; i < x->n; i++)
		ng_network_add(net, &x->entries[i].record);
	return net;
}

struct ng_str
ng_export_person_uid(const struct ng_export *x, uint32_t person, const char *what)
{
	struct ng_buf b = {.arena = x->arena};

	ng_buf_add(&b, ng_str_of(what));
	ng_buf_char(&b, ' ');
	ng_buf_add(&b, x->net->people[person].handle);
	return ng_uid(x->arena, ng_buf_str(&b));
}
