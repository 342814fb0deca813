/* check_dates: dates that don't exist or can't be meant, and those that are written otherwise, so that nobody reads them. */
#include <stdio.h>
#include <string.h>

#include "check_parts.h"
#include "text.h"

/* Dates further ahead are slips of the finger, days and years as people plan them. */
#define AHEAD (5 * 366)
#define DUE_AHEAD (15 * 366)
/* What was written down earlier wasn't. */
#define EARLIEST 1900
#define LATEST 2199

/* Whether ten bytes at i have the form of a date, and nothing goes on at either end. */
static bool
is_date_like(struct ng_str s, size_t i)
{
	static const char form[] = "dddd-dd-dd";
	size_t n;

	if (i + 10 > s.n || (i > 0 && strchr("-/.=_", s.p[i - 1]) != NULL))
		return false;
	for (size_t k = 0; k < 10; k++)
		if (form[k] == 'd' ? !ng_is_digit(s.p[i + k]) : s.p[i + k] != '-')
			return false;
	if (i > 0 && (ng_is_digit(s.p[i - 1]) || ng_is_alpha(s.p[i - 1])))
		return false;
	if (i + 10 == s.n)
		return true;
	/* 2026-02-30T10:00 */
	return (s.p[i + 10] == 'T') || !(ng_text_is_word(ng_text_at(s, i + 10, &n)) || s.p[i + 10] == '-');
}

/* A year in which people write dates; other numbers of that form are something else. */
static bool
is_year(struct ng_str s)
{
	int year = 0;

	for (size_t i = 0; i < 4; i++)
		year = year * 10 + (s.p[i] - '0');
	return year >= EARLIEST && year <= LATEST;
}

#define IMPOSSIBLE "there is no %.*s: it counts as no date"

static void
check_block_dates(const struct ng_sheet *sheet, const struct ng_block *b)
{
	for (size_t i = 0; i + 10 <= b->text.n; i++) {
		struct ng_str date = ng_str_cut(b->text, i, i + 10);

		if (!ng_is_digit(b->text.p[i]) || b->class[i] != NG_CLASS_TEXT || !is_date_like(b->text, i) ||
		    !is_year(date) || ng_date_parse(date) != 0)
			continue;
		ng_sheet_add(sheet, b, i, NG_RULE_DATE, IMPOSSIBLE, NG_STR_ARG(date));
	}
}

/* Front matter and the file's name. */
static void
check_page_dates(const struct ng_sheet *sheet)
{
	const struct ng_front *front = sheet->parsed->front;
	struct ng_str stem = sheet->parsed->page->stem;

	for (size_t i = 0; i < front->n; i++) {
		struct ng_str date = ng_str_cut(front->v[i].value, 0, 10);

		if (is_date_like(front->v[i].value, 0) && is_year(date) && ng_date_parse(date) == 0)
			ng_check_add(sheet->check, NG_RULE_DATE, sheet->path, front->v[i].line, 0, date, IMPOSSIBLE,
			             NG_STR_ARG(date));
	}
	for (size_t i = 0; i + 10 <= stem.n; i++) {
		char bytes[10];

		for (size_t k = 0; k < 10; k++)
			bytes[k] = stem.p[i + k] == '_' && (k == 4 || k == 7) ? '-' : stem.p[i + k];
		if (!is_date_like((struct ng_str){bytes, 10}, 0) || !is_year((struct ng_str){bytes, 10}) ||
		    ng_date_parse((struct ng_str){bytes, 10}) != 0 || (i > 0 && ng_is_digit(stem.p[i - 1])) ||
		    (i + 10 < stem.n && ng_is_digit(stem.p[i + 10])))
			continue;
		ng_check_add(sheet->check, NG_RULE_DATE, sheet->path, 1, 1, NG_STR(""),
		             "the file's name holds a day that doesn't exist: %.*s", NG_STR_ARG(ng_str_cut(stem, i, i + 10)));
		return;
	}
}

/* A day so far from now that a digit must be wrong. */
static void
check_day(const struct ng_sheet *sheet, ng_day day, int ahead, const char *what, size_t line, size_t column)
{
	ng_day today = sheet->check->today;
	char date[11];

	if (day == 0 || (day <= today + ahead && day >= ng_date_of(EARLIEST, 1, 1)))
		return;
	ng_date_format(day, date);
	ng_check_add(sheet->check, NG_RULE_DATE, sheet->path, line, column, ng_str_of(date),
	             "%s %s: is the year right?", what, date);
}

static void
check_days(const struct ng_sheet *sheet)
{
	const struct ng_outline *o = sheet->parsed->outline;

	check_day(sheet, sheet->parsed->page->date, AHEAD, "the note is dated", 1, 0);
	for (size_t i = 0; i < o->n; i++) {
		const struct ng_line *l = o->units[i].line;

		check_day(sheet, l->date, AHEAD, "this is dated", l->number, 0);
		/* the tags are the block's, which may have thousands of lines */
		for (const struct ng_tag *tag = ng_line_tag_from(l, l->from); tag != NULL;
		     tag = ng_line_tag_from(l, tag->from + 1)) {
			size_t line, column;

			if (tag->type < NG_TAG_DUE || tag->type > NG_TAG_DROPPED)
				continue;
			ng_sheet_place(sheet, l->block, tag->from, &line, &column);
			check_day(sheet, tag->day, tag->type == NG_TAG_DUE ? DUE_AHEAD : 1,
			          tag->type == NG_TAG_DUE ? "due" : "done on", line, column);
		}
	}
}


/* A line that is looked at. */
struct place {
	const struct ng_sheet *sheet;
	const struct ng_unit *unit;
	const struct ng_line *line;
	struct ng_str s; /* the block's text up to the line's end */
	bool due;        /* it has a mark that is one */
	size_t at;       /* what is told of */
};

static bool
is_text(const struct place *p, size_t i)
{
	return p->line->block->class[i] == NG_CLASS_TEXT;
}

/* White space and emphasis. */
static size_t
skip_marks(const struct place *p, size_t i)
{
	while (i < p->s.n && (ng_is_space(p->s.p[i]) || !is_text(p, i)))
		i++;
	return i;
}

/* Whether no word or number goes on into i. */
static bool
begins(const struct place *p, size_t i)
{
	unsigned char before = i == 0 ? ' ' : (unsigned char)p->s.p[i - 1];

	return before < 0x80 && !ng_is_digit((char)before) && !ng_is_alpha((char)before) &&
	       strchr("-_./@#:=+\\", before) == NULL;
}

/* The length of a date with a year in another form that s begins with, or 0; `iso` is how it should be written. */
static size_t
other_date(struct ng_str s, char iso[static 11])
{
	int year, month, day;
	size_t n = ng_date_other(s, &year, &month, &day);

	if (n == 0 || year < EARLIEST || year > LATEST)
		return 0;
	if (month == 0)
		memcpy(iso, "YYYY-MM-DD", 11);
	else
		ng_date_format(ng_date_of(year, month, day), iso);
	return n;
}

/* The same, or YYYY-MM-DD itself. */
static size_t
any_date(struct ng_str s, char iso[static 11])
{
	ng_day day = is_date_like(s, 0) ? ng_date_parse(ng_str_cut(s, 0, 10)) : 0;

	if (day == 0)
		return other_date(s, iso);
	ng_date_format(day, iso);
	return 10;
}

/* A day as people name it from the day on which they write, `from` or 0; the length, or 0. */
static size_t
day_word(struct ng_str s, ng_day from, char iso[static 11])
{
	static const struct {
		const char *word;
		int days; /* -1: who knows */
	} words[] = {{"today", 0}, {"tonight", 0}, {"tomorrow", 1}, {"next", -1}, {"asap", -1}, {"heute", 0}, {"morgen", 1}};
	size_t n = ng_date_weekday(s), length = 0;
	int days = -1;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ng_str_eq_nocase(ng_str_cut(s, 0, strlen(words[i].word)), ng_str_of(words[i].word))) {
			length = strlen(words[i].word);
			days = words[i].days;
		}
	if (length == 0)
		length = n;
	if (length == 0 || (length < s.n && (ng_is_alpha(s.p[length]) || ng_is_digit(s.p[length]))))
		return 0;
	memcpy(iso, "YYYY-MM-DD", 11);
	if (days >= 0 && from > 0)
		ng_date_format(from + days, iso);
	return length;
}

/* The length of figures that are meant for a date, whichever: 12.12.26, 12/12, 20261212; or 0. */
static size_t
figures(struct ng_str s, char iso[static 11])
{
	size_t i = 0, marks = 0;

	while (i < s.n && (ng_is_digit(s.p[i]) || strchr(".-/", s.p[i]) != NULL))
		marks += !ng_is_digit(s.p[i++]);
	while (i > 0 && !ng_is_digit(s.p[i - 1]))
		marks -= i-- > 0;
	if (i < 4 || (marks == 0 && i != 8) || marks > 2 || (i < s.n && ng_is_alpha(s.p[i])))
		return 0;
	memcpy(iso, "YYYY-MM-DD", 11);
	return i;
}

static bool
is_heading(const struct ng_line *l)
{
	return l->block->type == NG_BLOCK_HEADING || l->block->level > 0;
}

/* Whether a line says what is still to come: then a day behind "due" or "by" is meant as one. */
static bool
is_ahead(const struct place *p)
{
	const struct ng_word *label = p->line->label;

	if (p->line->box == NG_STATE_DONE || p->line->box == NG_STATE_DROPPED)
		return false;
	return p->line->box == NG_STATE_OPEN || (p->line->goal != NULL && is_heading(p->line)) ||
	       (label != NULL && (label->kind == NG_KIND_PROMISE || label->kind == NG_KIND_NEXT ||
	                          label->kind == NG_KIND_NEED || label->kind == NG_KIND_ASK));
}

static bool
has_tag(const struct ng_line *l, enum ng_tag_type type)
{
	for (const struct ng_tag *t = ng_line_tag_from(l, l->from); t != NULL; t = ng_line_tag_from(l, t->from + 1))
		if (t->type == type)
			return true;
	return false;
}

/*
 * due=2026-12-12, due:12.12.2026, due:tomorrow, due 2026-12-12: a mark at i that is none. Returns what is behind it;
 * *told says that there was one.
 */
static size_t
check_mark(const struct place *p, size_t i, bool *told)
{
	static const char *const words[] = {"due", "by", "done"};
	struct ng_str s = ng_str_cut(p->s, i, p->s.n), value, mark = NG_STR("");
	const struct ng_tag *tag = ng_line_tag_from(p->line, i);
	size_t at, n = 0;
	bool done, close;
	char iso[11];

	for (size_t k = 0; k < 3; k++)
		if (ng_str_eq_nocase(ng_str_cut(s, 0, strlen(words[k])), ng_str_of(words[k])))
			mark = ng_str_of(words[k]);
	if (mark.n == 0 || (tag != NULL && tag->from == i))
		return i + 1;
	at = mark.n;
	while (at < s.n && (s.p[at] == ':' || s.p[at] == '='))
		at++;
	value = ng_str_trim(ng_str_cut(s, at, s.n));
	done = ng_str_eq(mark, NG_STR("done"));
	close = value.p == s.p + at;
	if (at > mark.n) {
		n = any_date(value, iso);
		/* a day that doesn't exist is told as such */
		if (n == 0 && (close || (i > 0 && (p->s.p[i - 1] == '[' || p->s.p[i - 1] == '('))) &&
		    !is_date_like(p->s, (size_t)(value.p - p->s.p)))
			n = figures(value, iso);
		if (n == 0 && (close || ng_str_eq(mark, NG_STR("due"))))
			n = day_word(value, p->unit->date, iso);
	} else if (!close && !done && is_ahead(p) && !p->due) {
		if (ng_str_starts(value, NG_STR("on ")) || ng_str_starts(value, NG_STR("by ")))
			value = ng_str_trim(ng_str_cut(value, 3, value.n));
		n = any_date(value, iso);
	}
	if (n == 0)
		return i + mark.n;
	n += (size_t)(value.p - s.p);
	ng_sheet_add(p->sheet, p->line->block, i, NG_RULE_DATE,
	             "\"%.*s\" is no mark: write %s:%s", NG_STR_ARG(ng_str_cut(s, 0, n)), done ? "done" : "due", iso);
	*told = true;
	return i + n;
}

/* Whether a word of contact stands in a line. */
static bool
has_contact(const struct place *p)
{
	const struct ng_line_tools *tools = p->sheet->parsed->tools;
	size_t length;

	for (size_t i = p->line->start; i < p->s.n; i++) {
		const struct ng_word *word = NULL;

		if (is_text(p, i) && begins(p, i) && ng_is_alpha(p->s.p[i]))
			word = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(p->s, i, i + 40), false, &length);
		if (word != NULL && word->class == NG_WORD_CONTACT)
			return true;
	}
	return false;
}

/* Whether a line names somebody; a link alone may be a page about anything. */
static bool
names_somebody(const struct place *p)
{
	return has_tag(p->line, NG_TAG_HANDLE) || (has_tag(p->line, NG_TAG_LINK) && has_contact(p));
}

/* Whether a label stands behind a date at i, for which it is none. */
static bool
label_follows(const struct place *p, size_t i)
{
	const struct ng_line_tools *tools = p->sheet->parsed->tools;
	const struct ng_word *word;
	size_t length = 0;
	struct ng_str rest;

	i += i < p->s.n && p->s.p[i] == ':';
	i = skip_marks(p, i);
	word = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(p->s, i, i + 40), false, &length);
	rest = ng_str_cut(p->s, i + length, i + length + 40);
	return word != NULL && word->class == NG_WORD_LABEL && ng_str_find(rest, ':') < rest.n;
}

/* Dates in another form, of which a file has many where somebody always writes them so. */
struct others {
	struct place *v;
	size_t n, cap;
};

static void
keep_other(const struct place *p, size_t at, struct others *others)
{
	struct ng_arena *a = p->sheet->parsed->tools->arena;

	others->v = ng_arena_more(a, others->v, others->n, &others->cap, sizeof(*others->v));
	others->v[others->n] = *p;
	others->v[others->n++].at = at;
}

/* So many are told one by one, more of them once. */
#define MOST_TOLD 3

static void
tell_others(const struct others *others)
{
	size_t most = others->n > MOST_TOLD ? 1 : others->n;

	for (size_t i = 0; i < most; i++) {
		const struct place *p = &others->v[i];
		char iso[11], more[60] = "";
		struct ng_str s = ng_str_cut(p->s, p->at, p->s.n);

		if (most < others->n)
			snprintf(more, sizeof(more), ", and so are %zu others in this file", others->n - 1);
		s = ng_str_cut(s, 0, other_date(s, iso));
		ng_sheet_add(p->sheet, p->line->block, p->at, NG_RULE_DATE,
		             "\"%.*s\" is read as text%s: a date is written %s", NG_STR_ARG(s), more, iso);
	}
}

/* A date in another form that begins a line, or in a heading stands anywhere. */
static void
check_other_date(const struct place *p, bool dates_something, struct others *others)
{
	const struct ng_line *l = p->line;
	bool heading = is_heading(l);
	size_t first = skip_marks(p, l->start), weekday = ng_date_weekday(ng_str_cut(p->s, first, p->s.n)), n;
	char iso[11];

	if (l->date != 0 || !p->unit->first)
		return;
	if (weekday > 0 && first + weekday < p->s.n && strchr(", .", p->s.p[first + weekday]) != NULL)
		first = skip_marks(p, first + weekday + 1);
	for (size_t i = first; i < p->s.n && (heading || i == first); i++) {
		bool alone;

		if (!is_text(p, i) || !begins(p, i) || (n = other_date(ng_str_cut(p->s, i, p->s.n), iso)) == 0)
			continue;
		alone = i == first && skip_marks(p, i + n) == p->s.n;
		/* a day's own file is dated by its name */
		if ((alone ? p->unit->date != 0 : ng_date_parse((struct ng_str){iso, 10}) == p->unit->date && iso[0] != 'Y') ||
		    (p->unit->defines && !has_contact(p)) ||
		    !(names_somebody(p) || label_follows(p, i + n) || (heading && alone && dates_something)))
			return;
		keep_other(p, i, others);
		return;
	}
}

/* `- [x] call @lee 2026-11-20`: a date at a line's end, which dates nothing. */
static void
check_last_date(const struct place *p)
{
	const struct ng_line *l = p->line;
	bool contact = l->label != NULL && l->label->class == NG_WORD_CONTACT;
	size_t end = p->s.n, from;
	char iso[11];

	if (l->date != 0 || !p->unit->first || is_heading(l) || l->box == NG_STATE_DROPPED ||
	    (l->box == NG_STATE_NONE && !contact) || !has_tag(l, NG_TAG_HANDLE) || p->due ||
	    has_tag(l, NG_TAG_DONE))
		return;
	/* it has a handle, so that something else stands before these */
	while (ng_is_space(p->s.p[end - 1]) || strchr(".)", p->s.p[end - 1]) != NULL)
		end--;
	for (from = l->start; from < end; from++)
		if (is_text(p, from) && begins(p, from) && any_date(ng_str_cut(p->s, from, end), iso) == end - from)
			break;
	if (from == end || iso[0] == 'Y')
		return;
	if (ng_date_parse((struct ng_str){iso, 10}) == p->unit->date && l->box != NG_STATE_OPEN)
		return;
	if (l->box == NG_STATE_OPEN)
		ng_sheet_add(p->sheet, p->line->block, from, NG_RULE_DATE,
		             "%.*s is read as text; is it due:%s?", NG_STR_ARG(ng_str_cut(p->s, from, end)), iso);
	else
		ng_sheet_add(p->sheet, p->line->block, from, NG_RULE_DATE,
		             "%.*s is read as text; a line's date stands first: %s%s", NG_STR_ARG(ng_str_cut(p->s, from, end)),
		             iso, l->box == NG_STATE_DONE ? ", or last as done:YYYY-MM-DD" : "");
}

/* Whether a statement stands in the unit whose date comes from around it. */
static bool
needs_date(const struct ng_unit *u)
{
	return u->line->label != NULL || (u->line->lead != NULL && u->line->lead->type == NG_TAG_HANDLE) ||
	       u->line->box != NG_STATE_NONE;
}

/* Dates in other forms than YYYY-MM-DD, line by line. */
static void
check_other_dates(const struct ng_sheet *sheet)
{
	const struct ng_outline *o = sheet->parsed->outline;
	struct others others = {NULL, 0, 0};
	bool *dates_something = ng_arena_array(sheet->parsed->tools->arena, o->n, sizeof(*dates_something));

	for (size_t i = o->n; i-- > 0;)
		if (o->units[i].up != NG_NO_UNIT && (dates_something[i] || needs_date(&o->units[i])))
			dates_something[o->units[i].up] = true;
	for (size_t i = 0; i < o->n; i++) {
		const struct ng_line *l = o->units[i].line;
		struct place p = {sheet, &o->units[i], l, ng_str_cut(l->block->text, 0, l->to), has_tag(l, NG_TAG_DUE), 0};
		bool told = false;

		if (l->block->quote)
			continue;
		for (size_t k = l->start; k < l->to;)
			k = is_text(&p, k) && ng_is_alpha(p.s.p[k]) && begins(&p, k) ? check_mark(&p, k, &told) : k + 1;
		check_other_date(&p, dates_something[i], &others);
		if (!told)
			check_last_date(&p);
	}
	tell_others(&others);
}

/* Whether a page says anything that its date would date. */
static bool
says_something(const struct ng_sheet *sheet)
{
	const struct ng_outline *o = sheet->parsed->outline;

	if (sheet->parsed->page->people.n > 0)
		return true;
	for (size_t i = 0; i < o->n; i++)
		if (needs_date(&o->units[i]))
			return true;
	return false;
}

/* Front matter's dates and the file's name, where they are written otherwise. */
static void
check_other_page_dates(const struct ng_sheet *sheet)
{
	const struct ng_page *page = sheet->parsed->page;
	const struct ng_front *front = sheet->parsed->front;
	char iso[11];
	size_t n;

	for (size_t i = 0; i < front->n; i++) {
		const struct ng_entry *e = &front->v[i];
		bool date = page->date == 0 && page->person.n == 0 && page->goal.n == 0 &&
		            ng_str_eq_nocase(e->key, NG_STR("date")) && says_something(sheet);
		bool due = page->goal.n > 0 && (ng_str_eq_nocase(e->key, NG_STR("due")) || ng_str_eq_nocase(e->key, NG_STR("by")));

		if ((date || due) && (n = other_date(e->value, iso)) > 0)
			ng_check_add(sheet->check, NG_RULE_DATE, sheet->path, e->line, 0, e->value,
			             "\"%.*s\" is no date to ng; write %s", NG_STR_ARG(ng_str_cut(e->value, 0, n)), iso);
	}
	n = page->date == 0 ? other_date(page->stem, iso) : 0;
	if (n > 0 && says_something(sheet))
		ng_check_add(sheet->check, NG_RULE_DATE, sheet->path, 1, 1, NG_STR(""),
		             "the file's name holds no date to ng: \"%.*s\" is written %s",
		             NG_STR_ARG(ng_str_cut(page->stem, 0, n)), iso);
}

void
ng_check_dates(const struct ng_sheet *sheet)
{
	for (size_t i = 0; i < sheet->parsed->note->n; i++)
		check_block_dates(sheet, &sheet->parsed->note->blocks[i]);
	check_page_dates(sheet);
	check_days(sheet);
	check_other_dates(sheet);
	check_other_page_dates(sheet);
}
