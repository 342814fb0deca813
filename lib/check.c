#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "check_parts.h"
#include "link.h"
#include "text.h"

static const struct {
	const char *name;
	bool on;
} rules[] = {
#define X(name, string, on) {string, on},
	NG_RULES(X)
#undef X
};

struct ng_check *
ng_check_new(struct ng_arena *a, ng_day today)
{
	struct ng_check *c = ng_arena_alloc(a, sizeof(*c));

	c->arena = a;
	c->today = today;
	c->words = ng_table_new(a);
	c->links = ng_table_new(a);
	c->pages = ng_table_new(a);
	for (size_t i = 0; i < NG_RULES_COUNT; i++)
		c->on[i] = rules[i].on;
	return c;
}

const char *
ng_check_rule_name(enum ng_rule rule)
{
	return rules[rule].name;
}

bool
ng_check_is_on(const struct ng_check *c, enum ng_rule rule)
{
	return c->on[rule];
}

enum ng_rule
ng_check_rule_find(struct ng_str name)
{
	unsigned i = 0;

	while (i < NG_RULES_COUNT && !ng_str_eq(name, ng_str_of(rules[i].name)))
		i++;
	return (enum ng_rule)i;
}

/* Turns the rule of this name, or all, on or off; false where there is none. */
static bool
turn(struct ng_check *c, struct ng_str name, bool on)
{
	bool all = ng_str_eq(name, NG_STR("all"));
	enum ng_rule rule = ng_check_rule_find(name);

	for (size_t i = 0; i < NG_RULES_COUNT; i++)
		if (all || i == (size_t)rule)
			c->on[i] = on;
	return all || rule < NG_RULES_COUNT;
}

bool
ng_check_rule(struct ng_check *c, struct ng_str word)
{
	/* `no-page` is a rule, and `no-no-page` turns it off */
	return turn(c, word, true) ||
	       (ng_str_starts(word, NG_STR("no-")) && turn(c, ng_str_cut(word, 3, word.n), false));
}

void
ng_check_add(struct ng_check *c, enum ng_rule rule, struct ng_str file, size_t line, size_t column,
             struct ng_str needle, const char *format, ...)
{
	struct ng_finding *f;
	char text[600];
	va_list ap;

	if (!c->on[rule])
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	c->v = ng_arena_more(c->arena, c->v, c->n, &c->cap, sizeof(*c->v));
	f = &c->v[c->n++];
	*f = (struct ng_finding){.file = file, .line = line, .column = column, .rule = rule};
	/* cut in the middle of a character perhaps */
	f->message = ng_str_dup(c->arena, ng_text_repair(c->arena, ng_str_of(text)));
	f->needle = ng_str_dup(c->arena, needle);
}

static int
by_place(const void *a, const void *b)
{
	const struct ng_finding *f = a, *g = b;
	int order = ng_str_cmp(f->file, g->file);

	if (order != 0)
		return order;
	if (f->line != g->line)
		return f->line < g->line ? -1 : 1;
	if (f->column != g->column)
		return f->column < g->column ? -1 : 1;
	if (f->rule != g->rule)
		return f->rule < g->rule ? -1 : 1;
	return ng_str_cmp(f->message, g->message);
}

bool
ng_check_unplaced(struct ng_check *c, size_t *at, struct ng_str *file)
{
	if (*at == 0 && c->n > 0)
		qsort(c->v, c->n, sizeof(*c->v), by_place);
	for (; *at < c->n; ++*at)
		if (c->v[*at].column == 0) {
			*file = c->v[*at].file;
			while (*at < c->n && ng_str_eq(c->v[*at].file, *file))
				++*at;
			return true;
		}
	return false;
}

/* How much of s, from its start, is the name that a needle is, @handle or #goal/x; or the words. */
static size_t
matches(struct ng_arena *a, struct ng_str s, struct ng_str needle)
{
	char sigil = needle.p[0];
	size_t i = 1, n;

	if (sigil != '@' && sigil != '#')
		return ng_str_eq_nocase(ng_str_cut(s, 0, needle.n), needle) ? needle.n : 0;
	if (s.p[0] != sigil)
		return 0;
	for (; i < s.n && i < needle.n * 3; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (!ng_text_is_word(c) && c != '-' && c != '.' && c != '/')
			break;
	}
	while (i > 1 && (s.p[i - 1] == '.' || s.p[i - 1] == '-' || s.p[i - 1] == '/'))
		i--;
	return ng_str_eq(ng_text_fold(a, ng_str_cut(s, 0, i)), needle) ? i : 0;
}

/* A link's target is no longer, in bytes. */
#define LINK_LIMIT 300

/* Where the needle begins in s, or s.n. */
static size_t
find_needle(struct ng_arena *a, struct ng_str s, struct ng_str needle)
{
	for (size_t i = 0; i < s.n; i++)
		if (matches(a, ng_str_cut(s, i, s.n), needle) > 0)
			return i;
	/* a handle may stand as a link, [[@Maria Keller]] or [[Maria Keller]] */
	for (size_t i = 0; needle.p[0] == '@' && i + 1 < s.n; i++)
		if (s.p[i] == '[' && s.p[i + 1] == '[') {
			struct ng_str target = ng_str_cut(s, i + 2, i + LINK_LIMIT);

			target = ng_str_cut(target, 0, ng_str_find(target, ']'));

			if (ng_str_eq(ng_link_slug(a, target), ng_str_cut(needle, 1, needle.n)))
				return i;
		}
	return s.n;
}

/* A name may stand in a later line, of the paragraph or of a list of who was there; all else in its own. */
#define MOST_LINES 400

struct placing {
	struct ng_finding *f;
	struct ng_str bytes;
	size_t start, end; /* of its line */
};

static void
place_one(struct ng_arena *scratch, void *context)
{
	struct placing *p = context;
	size_t i = p->start, end = p->end;

	p->f->column = 1;
	for (size_t k = 0; k < MOST_LINES && i < p->bytes.n; k++) {
		struct ng_str s;
		size_t at;

		if (k > 0 && p->f->needle.p[0] != '@')
			return;
		/* the line's own is known: thousands of findings may be in one long line */
		if (k > 0)
			end = ng_str_line_end(p->bytes, i);
		s = ng_str_cut(p->bytes, i, end);
		at = find_needle(scratch, s, p->f->needle);
		if (at < s.n) {
			p->f->line += k;
			p->f->column = at + 1;
			return;
		}
		i = ng_str_line_next(p->bytes, end);
	}
}

void
ng_check_place(struct ng_check *c, struct ng_str file, struct ng_str bytes)
{
	struct placing p = {.bytes = bytes, .end = ng_str_line_end(bytes, 0)};
	size_t line = 1, low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ng_str_cmp(c->v[middle].file, file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->n && ng_str_eq(c->v[low].file, file); low++) {
		p.f = &c->v[low];
		for (; line < p.f->line; line++) {
			p.start = ng_str_line_next(bytes, p.end);
			p.end = ng_str_line_end(bytes, p.start);
		}
		if (p.f->column == 0)
			ng_arena_scratch(c->arena, place_one, &p);
	}
}

const struct ng_finding *
ng_check_sort(struct ng_check *c, size_t *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].column == 0)
			c->v[i].column = 1;
	if (c->n > 0)
		qsort(c->v, c->n, sizeof(*c->v), by_place);
	ng_check_sort_mutes(c);
	for (size_t i = 0; i < c->n; i++)
		if (ng_check_is_muted(c, &c->v[i]))
			continue;
		else if (kept == 0 || c->v[kept - 1].line != c->v[i].line || c->v[kept - 1].column != c->v[i].column ||
		    c->v[kept - 1].rule != c->v[i].rule || !ng_str_eq(c->v[kept - 1].file, c->v[i].file) ||
		    !ng_str_eq(c->v[kept - 1].message, c->v[i].message))
			c->v[kept++] = c->v[i];
	*n = c->n = kept;
	return c->v;
}
