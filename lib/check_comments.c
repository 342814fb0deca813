/* check_comments: "I meant that line", <!-- ng-check: no-RULE --> on it or above it. */
#include <stdlib.h>

#include "check_parts.h"
#include "text.h"

#define OPEN NG_STR("<!-- ng-check:")
#define CLOSE NG_STR("-->")

static void
mute(const struct ng_sheet *sheet, size_t line, uint32_t rules)
{
	struct ng_check *c = sheet->check;

	if (rules == 0)
		return;
	c->mutes = ng_arena_more(c->arena, c->mutes, c->nmutes, &c->mutes_cap, sizeof(*c->mutes));
	c->mutes[c->nmutes++] = (struct ng_mute){sheet->path, line, rules};
}

static uint32_t
read_rules(const struct ng_sheet *sheet, struct ng_str words, size_t line, size_t column)
{
	uint32_t rules = 0;
	struct ng_str word;

	words = ng_text_squeeze(sheet->parsed->tools->arena, words);
	if (words.n == 0)
		ng_check_add(sheet->check, NG_RULE_COMMENT, sheet->path, line, column, NG_STR(""),
		             "the comment names no rule: write <!-- ng-check: no-RULE -->");
	while (ng_str_word(&words, &word)) {
		enum ng_rule rule = NG_RULES_COUNT;

		if (ng_str_starts(word, NG_STR("no-")))
			rule = ng_check_rule_find(ng_str_cut(word, 3, word.n));
		if (rule < NG_RULES_COUNT)
			rules |= (uint32_t)1 << rule;
		else
			ng_check_add(sheet->check, NG_RULE_COMMENT, sheet->path, line, column, NG_STR(""),
			             "%.*s: there is no such rule; ng-check -h lists them, no-RULE turns one off", NG_STR_ARG(word));
	}
	return rules;
}

/* What the comments of a line turn off; *alone: nothing else stands in it, but what makes it part of a list or quote. */
static uint32_t
read_line(const struct ng_sheet *sheet, struct ng_str s, size_t line, bool *alone)
{
	size_t done = 0, at, end;
	uint32_t rules = 0;
	bool code = false;

	*alone = true;
	while ((at = done + ng_str_find_part(ng_str_cut(s, done, s.n), OPEN)) < s.n) {
		for (size_t i = done; i < at; i++) {
			/* in code, it is an example */
			code = code != (s.p[i] == '`');
			*alone = *alone && (ng_is_space(s.p[i]) || s.p[i] == '>');
		}
		end = at + ng_str_find_part(ng_str_cut(s, at, s.n), CLOSE);
		if (!code)
			rules |= read_rules(sheet, ng_str_cut(s, at + OPEN.n, end), line, at + 1);
		done = end + CLOSE.n < s.n ? end + CLOSE.n : s.n;
	}
	*alone = *alone && ng_str_trim(ng_str_cut(s, done, s.n)).n == 0;
	return rules;
}

void
ng_check_comments(const struct ng_sheet *sheet)
{
	uint32_t above = 0; /* for the next line that says anything */
	bool fence = false;

	if (ng_str_find_part(sheet->parsed->file, OPEN) == sheet->parsed->file.n)
		return;
	for (size_t line = 1; line <= sheet->n; line++) {
		struct ng_str s = ng_sheet_line(sheet, line), bare = ng_str_trim(s);
		bool mark = ng_str_starts(bare, NG_STR("```")) || ng_str_starts(bare, NG_STR("~~~")), alone = false;
		uint32_t rules = fence || mark ? 0 : read_line(sheet, s, line, &alone);

		fence = fence != mark;
		if (bare.n == 0)
			continue;
		if (alone) {
			above |= rules;
			continue;
		}
		mute(sheet, line, rules | above);
		above = 0;
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct ng_mute *m = a, *n = b;
	int order = ng_str_cmp(m->file, n->file);

	return order != 0 ? order : m->line < n->line ? -1 : m->line > n->line;
}

void
ng_check_sort_mutes(struct ng_check *c)
{
	if (c->nmutes > 0)
		qsort(c->mutes, c->nmutes, sizeof(*c->mutes), by_place);
}

bool
ng_check_is_muted(const struct ng_check *c, const struct ng_finding *f)
{
	struct ng_mute wanted = {.file = f->file, .line = f->line};
	size_t low = 0, high = c->nmutes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_place(&c->mutes[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->nmutes && by_place(&c->mutes[low], &wanted) == 0; low++)
		if (c->mutes[low].rules >> f->rule & 1)
			return true;
	return false;
}
