#include "line.h"

#include <string.h>

#include "text.h"

/* What takes a line apart: a cursor over [at, to) of the block's text. */
struct head {
	const struct ng_line_tools *tools;
	struct ng_line *line;
	struct ng_str s; /* the block's text up to the line's end */
	size_t at;
	bool row;
};

static enum ng_class
class_at(const struct head *h, size_t i)
{
	return h->line->block->class == NULL ? NG_CLASS_TEXT : (enum ng_class)h->line->block->class[i];
}

/* The first tag that starts at or behind i. */
static size_t
first_tag(const struct ng_tags *tags, size_t i)
{
	size_t lo = 0, hi = tags->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (tags->v[mid].from < i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct ng_tag *
tag_at(const struct head *h, size_t i)
{
	size_t k = first_tag(&h->line->tags, i);

	return k < h->line->tags.n && h->line->tags.v[k].from == i && h->line->tags.v[k].to <= h->s.n ?
		       &h->line->tags.v[k] : NULL;
}

static bool
is_name(const struct ng_tag *tag)
{
	return tag != NULL && ng_tag_is_name(tag);
}

const struct ng_tag *
ng_line_tag_from(const struct ng_line *line, size_t i)
{
	size_t k = first_tag(&line->tags, i);

	return k < line->tags.n && line->tags.v[k].from < line->to ? &line->tags.v[k] : NULL;
}

/* White space, and in a table's row what separates its cells. */
static size_t
skip_space(const struct head *h, size_t i)
{
	while (i < h->s.n && (ng_is_space(h->s.p[i]) || (h->row && h->s.p[i] == '|')))
		i++;
	return i;
}

/* Delimiters of emphasis and of a link's text, and a link's end. */
static size_t
skip_marks(const struct head *h, size_t i)
{
	while (i < h->s.n && (class_at(h, i) == NG_CLASS_MARK ||
			      (class_at(h, i) == NG_CLASS_HIDDEN && i > 0 && h->s.p[i - 1] == ']')))
		for (i++; i < h->s.n && class_at(h, i) == NG_CLASS_HIDDEN && class_at(h, i - 1) == NG_CLASS_HIDDEN;)
			i++;
	return i;
}

/* Emoji, emphasis and the white space between: what may stand before a label or handle. */
static size_t
skip_decoration(const struct head *h, size_t i)
{
	size_t n;

	for (;;) {
		size_t from = i;

		i = skip_marks(h, skip_space(h, i));
		while (i < h->s.n && class_at(h, i) == NG_CLASS_TEXT && ng_text_is_symbol(ng_text_at(h->s, i, &n)) &&
		       tag_at(h, i) == NULL)
			i += n;
		if (i == from)
			return i;
	}
}

static bool
at_end_of_word(const struct head *h, size_t i)
{
	return i >= h->s.n || ng_is_space(h->s.p[i]);
}

static void
parse_box(struct head *h)
{
	static const struct {
		const char *word;
		enum ng_state state;
	} words[] = {{"TODO", NG_STATE_OPEN}, {"DONE", NG_STATE_DONE}};
	struct ng_str s = ng_str_cut(h->s, h->at, h->s.n);

	if (s.n >= 3 && s.p[0] == '[' && s.p[2] == ']' && at_end_of_word(h, h->at + 3)) {
		switch (s.p[1]) {
		case ' ':
		case '/':
			h->line->box = NG_STATE_OPEN;
			break;
		case 'x':
		case 'X':
			h->line->box = NG_STATE_DONE;
			break;
		case '-':
			h->line->box = NG_STATE_DROPPED;
			break;
		default:
			return;
		}
		h->at = skip_space(h, h->at + 3);
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct ng_str w = ng_str_of(words[i].word);

		if (h->line->box == NG_STATE_NONE && ng_str_starts(s, w) && at_end_of_word(h, h->at + w.n)) {
			h->line->box = words[i].state;
			h->at = skip_space(h, h->at + w.n);
		}
	}
}

/* The date at i, or 0; *to is what is behind it. */
static ng_day
date_at(const struct head *h, size_t i, size_t *to)
{
	const struct ng_tag *tag = tag_at(h, i);
	ng_day day;
	size_t n;

	if (tag != NULL && tag->type == NG_TAG_DATE) {
		*to = tag->to;
		return tag->day;
	}
	if (i < h->s.n && class_at(h, i) != NG_CLASS_TEXT)
		return 0;
	day = ng_date_parse(ng_str_cut(h->s, i, i + 10));
	if (day == 0 || (i + 10 < h->s.n && ng_text_is_word(ng_text_at(h->s, i + 10, &n))))
		return 0;
	*to = i + 10;
	return day;
}

/* Behind the name of a day of the week at i, which goes with the date before it; or i. */
static size_t
skip_weekday(const struct head *h, size_t i)
{
	size_t from = skip_space(h, i + (i < h->s.n && h->s.p[i] == ','));
	size_t n = ng_date_weekday(ng_str_cut(h->s, from, h->s.n)), to = from + n;

	if (n == 0 || !(at_end_of_word(h, to) || h->s.p[to] == ':' || h->s.p[to] == ','))
		return i;
	return to + (to < h->s.n && h->s.p[to] == ',');
}

static void
parse_date(struct head *h)
{
	size_t i = skip_marks(h, h->at), to;
	ng_day day = date_at(h, i, &to);

	if (day == 0)
		return;
	h->line->date = day;
	i = skip_weekday(h, skip_marks(h, to));
	if (i < h->s.n && h->s.p[i] == ':')
		i = skip_marks(h, i + 1);
	i = skip_space(h, i);
	/* "2026-03-04 – Dinner" */
	for (size_t k = 0; k < 3; k++) {
		static const char *const dashes[] = {"-", "–", "—"};
		struct ng_str dash = ng_str_of(dashes[k]);

		if (ng_str_starts(ng_str_cut(h->s, i, h->s.n), dash) && at_end_of_word(h, i + dash.n))
			i = skip_space(h, i + dash.n);
	}
	h->at = i;
}

static size_t
digits_at(const struct head *h, size_t i, size_t most)
{
	size_t n = 0;

	while (n <= most && i + n < h->s.n && ng_is_digit(h->s.p[i + n]))
		n++;
	return n <= most ? n : 0;
}

/* The index behind a time of day at i: 9:30, 19h30, 9am, 9:30 pm; or i. */
static size_t
time_at(const struct head *h, size_t i)
{
	size_t n = digits_at(h, i, 2), to = i + n;
	bool minutes = false;
	struct ng_str half;

	if (n == 0)
		return i;
	if (to < h->s.n && (h->s.p[to] == ':' || h->s.p[to] == 'h') && digits_at(h, to + 1, 2) == 2) {
		minutes = true;
		to += 3;
	}
	half = ng_str_cut(h->s, skip_space(h, to), skip_space(h, to) + 2);
	if (ng_str_eq_nocase(half, NG_STR("am")) || ng_str_eq_nocase(half, NG_STR("pm")))
		return skip_space(h, to) + 2;
	return minutes ? to : i;
}

static void
parse_time(struct head *h)
{
	size_t to = time_at(h, h->at), dash;

	if (to == h->at)
		return;
	dash = skip_space(h, to);
	if (dash < h->s.n && h->s.p[dash] == '-')
		dash = skip_space(h, dash + 1);
	else if (ng_str_starts(ng_str_cut(h->s, dash, h->s.n), NG_STR("–")))
		dash = skip_space(h, dash + 3);
	if (time_at(h, dash) > dash)
		to = time_at(h, dash);
	if (to < h->s.n && (h->s.p[to] == ':' || h->s.p[to] == ','))
		to++;
	if (at_end_of_word(h, to))
		h->at = skip_space(h, to);
}

/* The handle or goal that the line begins with; returns what is behind it, or where the line's text begins. */
static size_t
parse_lead(struct head *h)
{
	size_t i = skip_decoration(h, h->at);
	const struct ng_tag *tag = tag_at(h, i);

	if (!is_name(tag) && (tag == NULL || tag->type != NG_TAG_GOAL))
		return h->at;
	if (is_name(tag)) {
		h->line->lead = tag;
		h->line->lead_place = NG_LEAD_FIRST;
	} else {
		h->line->goal = tag;
	}
	i = skip_marks(h, tag->to);
	if (i < h->s.n && h->s.p[i] == ':') {
		size_t colons = i + 1 < h->s.n && h->s.p[i + 1] == ':' ? 2 : 1;

		i += colons;
		h->line->titled = colons == 2 && at_end_of_word(h, skip_marks(h, i));
	}
	return i;
}

/* Behind a colon or two at i (with emphasis around) that ends a label, or i. */
static size_t
skip_colon(const struct head *h, size_t i, enum ng_colon *colon)
{
	size_t at = skip_marks(h, i), to;

	/* French puts a space before it */
	if (at < h->s.n && h->s.p[at] == ' ')
		at++;
	if (at >= h->s.n || h->s.p[at] != ':')
		return i;
	to = at + 1;
	*colon = NG_COLON_ONE;
	if (to < h->s.n && h->s.p[to] == ':') {
		*colon = NG_COLON_TWO;
		to++;
	}
	to = skip_marks(h, to);
	if (!at_end_of_word(h, to)) {
		*colon = NG_COLON_NONE;
		return i;
	}
	return to;
}

/* True where nothing but a parenthesis and a colon stands between i and the end of its line. */
static bool
alone(const struct head *h, size_t i)
{
	size_t end = i + ng_str_find(ng_str_cut(h->s, i, h->s.n), '\n');

	i = skip_marks(h, i);
	while (i < end && h->s.p[i] == ' ')
		i++;
	if (i < end && h->s.p[i] == '(') {
		while (i < end && h->s.p[i] != ')')
			i++;
		i += i < end;
	}
	i = skip_marks(h, i);
	if (i < end && h->s.p[i] == ':')
		i++;
	i = skip_marks(h, i);
	return ng_str_trim(ng_str_cut(h->s, i, end)).n == 0;
}

/* What a word may be looked for in at i: emphasis ends it, also where its mark could be part of a word. */
static struct ng_str
words_at(const struct head *h, size_t i)
{
	struct ng_str s = ng_str_cut(h->s, i, i + NG_LINE_WORD_LIMIT);

	return h->line->block->class == NULL ? s : ng_str_cut(s, 0, ng_class_text(h->line->block->class + i, s.n));
}

/* True where a name follows, plain names before it: "with Amélie and @karim". */
static bool
name_follows(const struct head *h, size_t i)
{
	for (int words = 0; words < 6; words++) {
		size_t n = 0;

		i = skip_decoration(h, i);
		if (is_name(tag_at(h, i)))
			return true;
		if (i < h->s.n && (h->s.p[i] == ',' || h->s.p[i] == '&')) {
			i++;
			continue;
		}
		if (i >= h->s.n || (!ng_text_is_upper(ng_text_at(h->s, i, &n)) &&
				    !ng_str_starts(ng_str_cut(h->s, i, h->s.n), NG_STR("and "))))
			return false;
		while (i < h->s.n && ng_text_is_word(ng_text_at(h->s, i, &n)))
			i += n;
	}
	return false;
}

/* True where a word needs no colon to be a label; `to` is behind the word and its noun. */
static bool
colon_not_needed(struct head *h, const struct ng_word *w, size_t to)
{
	const struct ng_line *line = h->line;
	bool heading = line->block->type == NG_BLOCK_HEADING || line->block->level > 0;
	size_t next = skip_decoration(h, to), n;
	const struct ng_word *with;

	switch (w->class) {
	case NG_WORD_CONTACT:
		if (line->lead != NULL)
			return false;
		if (heading || is_name(tag_at(h, next)))
			return true;
		with = ng_lexicon_find(h->tools->lexicon, h->tools->arena, words_at(h, next), false, &n);
		return with != NULL && with->with && name_follows(h, next + n);
	case NG_WORD_PRESENT:
	case NG_WORD_ABSENT:
		return (heading || !w->table) && alone(h, to);
	default:
		return w->kind == NG_KIND_ASK && line->box != NG_STATE_NONE && is_name(tag_at(h, next));
	}
}

/* The second word of a label: its noun, or a second word of contact. Returns what is behind it, or `to`. */
static size_t
parse_noun(struct head *h, const struct ng_word *w, size_t to)
{
	size_t next = skip_space(h, to), n;
	struct ng_str rest = words_at(h, next);
	const struct ng_word *second = NULL;

	h->line->noun = w->noun;
	if (next == to)
		return to;
	if (w->class == NG_WORD_CONTACT)
		second = ng_lexicon_find(h->tools->lexicon, h->tools->arena, rest, false, &n);
	else if (ng_lexicon_takes_noun(w->kind) && w->noun.n == 0)
		second = ng_lexicon_find(h->tools->lexicon, h->tools->arena, rest, true, &n);
	if (second == NULL || (w->class == NG_WORD_CONTACT && second->class != NG_WORD_CONTACT))
		return to;
	h->line->noun = second->noun;
	return next + n;
}

/* The label at i, if there's one; returns whether. */
static bool
parse_label(struct head *h, size_t i)
{
	struct ng_line *line = h->line;
	const struct ng_tag *who;
	const struct ng_word *w;
	size_t n, to, end;

	if (i >= h->s.n || class_at(h, i) != NG_CLASS_TEXT ||
	    !ng_lexicon_may_find(h->tools->lexicon, ng_str_cut(h->s, i, h->s.n)))
		return false;
	w = ng_lexicon_find(h->tools->lexicon, h->tools->arena, words_at(h, i), false, &n);
	if (w == NULL)
		return false;
	to = parse_noun(h, w, i + n);
	who = tag_at(h, skip_decoration(h, to));
	end = skip_colon(h, to, &line->colon);
	if (end == to && is_name(who) && (end = skip_colon(h, who->to, &line->colon)) > who->to) {
		line->lead = who;
		line->lead_place = NG_LEAD_LABEL;
	} else if (line->colon == NG_COLON_NONE) {
		if (!colon_not_needed(h, w, to))
			return false;
		end = to;
		if (w->class == NG_WORD_CONTACT) {
			end = i; /* the word stays in the text */
		} else if (is_name(who)) {
			line->lead = who;
			line->lead_place = NG_LEAD_LABEL;
			end = who->to;
		}
	}
	line->label = w;
	line->label_from = i;
	line->label_to = end;
	return true;
}

/* A field's key is no longer, in bytes. */
#define KEY_LIMIT 60

/* "key:: value", or "email: value" with a card's key. */
static void
parse_field(struct head *h, size_t i)
{
	struct ng_str rest = ng_str_cut(h->s, i, h->s.n);
	struct ng_line *line = h->line;
	enum ng_colon colon;
	size_t n = 0, to, len, first = ng_str_find(ng_str_cut(rest, 0, KEY_LIMIT + 6), ':');

	if (first >= KEY_LIMIT + 6 || first == rest.n)
		return;
	/* the first one is the key's, if it is text; so within a word, as in an address, it ends none */
	if (class_at(h, i + first) == NG_CLASS_TEXT && first + 1 < rest.n && (ng_is_alpha(rest.p[first + 1]) || rest.p[first + 1] == '/'))
		return;
	while (n < KEY_LIMIT && class_at(h, i + n) == NG_CLASS_TEXT && rest.p[n] != '\n' &&
	       (ng_text_is_word(ng_text_at(rest, n, &len)) || (n > 0 && strchr(" -./", rest.p[n]) != NULL)))
		n += len;
	if (n == 0 || ng_is_space(rest.p[n - 1]))
		return;
	to = skip_colon(h, i + n, &colon);
	if (to == i + n || (colon == NG_COLON_ONE && !ng_lexicon_is_card_key(ng_str_cut(rest, 0, n))))
		return;
	line->key = ng_lexicon_key(h->tools->arena, ng_str_cut(rest, 0, n));
	line->card_key = colon == NG_COLON_ONE;
	line->value = skip_space(h, to);
}

/* "email:", "mail:", "phone:" are fields where an address or a number follows. */
static bool
is_card_line(const struct head *h, const struct ng_line *line)
{
	struct ng_str s = ng_str_trim(ng_str_cut(h->s, skip_marks(h, line->label_to), h->s.n)), word;
	size_t at, digits = 0;

	if (line->label->class != NG_WORD_CONTACT || line->colon == NG_COLON_NONE)
		return false;
	word = line->label->noun;
	if (ng_str_eq(word, NG_STR("phone"))) {
		for (at = 0; at < s.n && strchr("+0123456789 ()-./<", s.p[at]) != NULL; at++)
			digits += ng_is_digit(s.p[at]);
		return digits >= 5 && (at == s.n || strchr(" \t\n\r,;", s.p[at]) != NULL || ng_is_space(s.p[at - 1]));
	}
	if (!ng_str_eq(word, NG_STR("email")) && !ng_str_eq(word, NG_STR("mail")))
		return false;
	for (at = 0; at < s.n && !ng_is_space(s.p[at]) && s.p[at] != '@';)
		at++;
	return at > 0 && at + 1 < s.n && s.p[at] == '@' && !ng_is_space(s.p[at + 1]);
}

static size_t
count_marks(const struct head *h, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += class_at(h, from) == NG_CLASS_MARK;
	return n;
}

/* Leaves emphasis out that encloses the label, alone or with what stands before or behind it. */
static void
trim_marks(struct head *h, size_t behind_lead, size_t label)
{
	struct ng_line *line = h->line;
	size_t opened = count_marks(h, behind_lead, label), closed = count_marks(h, label, line->label_to);
	size_t before = line->lead_place == NG_LEAD_FIRST ? count_marks(h, line->start, line->lead->from) : 0;

	/* "**@maria offer:** …" */
	if (before > 0 && count_marks(h, line->lead->to, label) == 0) {
		line->start = line->lead->from;
		opened += before;
	}
	for (; opened > closed && line->end > line->label_to && class_at(h, line->end - 1) == NG_CLASS_MARK; closed++)
		line->end--;
}

/* The first date of a heading that is no due or done mark. */
static void
find_heading_date(struct head *h)
{
	size_t to;

	for (size_t i = h->at; h->line->date == 0 && i < h->s.n; i++) {
		const struct ng_tag *tag = tag_at(h, i);

		if (tag != NULL && tag->type != NG_TAG_DATE)
			i = tag->to - 1;
		else if (tag != NULL || (ng_is_digit(h->s.p[i]) && (i == 0 || !ng_is_digit(h->s.p[i - 1]))))
			h->line->date = date_at(h, i, &to);
	}
}

/* Takes everything but box and date apart. */
static void
parse_head(struct head *h)
{
	struct ng_line *line = h->line;
	const struct ng_tag *tag;
	size_t behind_lead, label;

	line->start = h->at;
	line->end = line->to;
	behind_lead = parse_lead(h);
	label = skip_decoration(h, behind_lead);
	if (line->titled)
		return;
	if (!parse_label(h, label)) {
		parse_field(h, label);
		return;
	}
	if (is_card_line(h, line)) {
		line->key = ng_lexicon_key(h->tools->arena, line->label->word);
		line->value = skip_space(h, line->label_to);
		line->label = NULL;
		return;
	}
	line->label_from = behind_lead;
	if (line->colon == NG_COLON_NONE && line->label->class == NG_WORD_CONTACT) {
		line->label_from = line->label_to = line->start; /* nothing is cut out */
		return;
	}
	trim_marks(h, behind_lead, label);
	tag = tag_at(h, skip_decoration(h, line->label_to));
	if (line->lead == NULL && is_name(tag)) {
		line->lead = tag;
		line->lead_place = NG_LEAD_AFTER;
	}
}

struct ng_line
ng_line_parse(const struct ng_line_tools *tools, const struct ng_line *of, size_t from, size_t to, bool first, bool row)
{
	struct ng_line line = {.block = of->block, .tags = of->tags, .from = from, .to = to, .number = of->number};
	struct head h = {tools, &line, ng_str_cut(of->block->text, 0, to), from, row};

	h.at = skip_space(&h, h.at);
	if (first && of->block->type == NG_BLOCK_ITEM)
		parse_box(&h);
	parse_date(&h);
	if (first && of->block->type == NG_BLOCK_ITEM && line.box == NG_STATE_NONE)
		parse_box(&h); /* behind the date */
	parse_time(&h);
	parse_head(&h);
	if (of->block->type == NG_BLOCK_HEADING || (first && of->block->level > 0))
		find_heading_date(&h);
	return line;
}

struct ng_line
ng_line_inner(const struct ng_line_tools *tools, const struct ng_line *line, const struct ng_tag *inner, size_t number)
{
	struct ng_line in = {.block = line->block, .tags = line->tags, .from = inner->from + 1, .to = inner->value_to,
			     .number = number};
	struct head h = {tools, &in, ng_str_cut(line->block->text, 0, inner->value_to), inner->from + 1, false};

	parse_head(&h);
	return in;
}

bool
ng_line_is_heading_like(struct ng_str text, size_t from, size_t to)
{
	struct ng_str s = ng_str_cut(text, from, to);
	size_t i = 0, n;

	while (i < s.n && strchr("*_ ", s.p[i]) != NULL)
		i++;
	if (i == s.n || !ng_text_is_word(ng_text_at(s, i, &n)))
		return false;
	for (; i < s.n && i < 60 && s.p[i] != '\n' && s.p[i] != '@'; i++)
		if (s.p[i] == ':' && (i + 1 == s.n || strchr(" *_\n", s.p[i + 1]) != NULL))
			return true;
	return false;
}
