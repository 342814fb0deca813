/* check_line: lines that nearly say something: a label misspelt or incomplete, a word that is none. */
#include <string.h>

#include "check_parts.h"
#include "near.h"
#include "text.h"

/* The line of a block that is looked at, and how far it was read. */
struct head {
	const struct ng_sheet *sheet;
	const struct ng_unit *unit;
	const struct ng_line *line;
	struct ng_str s; /* the block's text up to the line's end */
	size_t at;       /* where its first word begins */
	bool named;      /* a handle stands before it */
};

/* What people write for a label: how a label reads as a verb, or as one that means nobody's. */
static const char *const forms[][2] = {
	{"asks", "ask"}, {"asked", "ask"}, {"offers", "offer"}, {"offered", "offer"}, {"promises", "promise"},
	{"promised", "promise"}, {"gives", "gave"}, {"give", "gave"}, {"given", "gave"}, {"gets", "got"},
	{"gotten", "got"}, {"received", "got"}, {"needs", "need"}, {"needed", "need"}, {"wants", "want"},
	{"wanted", "want"}, {"knew", "knows"}, {"know", "knows"},
};

/* What people write before a name for a contact or an ask. */
static const char *const verbs[][2] = {
	{"called", "call"}, {"phoned", "phone"}, {"mailed", "mail"}, {"emailed", "email"}, {"texted", "message"},
	{"messaged", "message"}, {"chatted", "chat"}, {"talked", "talk"}, {"spoke", "talk"}, {"visited", "visit"},
	{"lunched", "lunch"}, {"dined", "dinner"}, {"asked", "ask"}, {"promised", "promise"},
};

/* Words of their own that are one letter away from a label. */
static const char *const others[] = {
	"absence", "attendee", "coffees", "conferences", "diner", "dinners", "drink", "emails", "even", "events",
	"game", "gate", "ideal", "ideas", "inf", "into", "known", "launch", "lunches", "massage", "meetings", "meetups",
	"messages", "neat", "nerd", "nest", "net", "news", "part", "participant", "parts", "phones", "premise",
	"presents", "preset", "prevent", "visa", "visits", "wait", "wand", "went", "workshops",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *
replacement(const char *const table[][2], size_t n, struct ng_str word)
{
	for (size_t i = 0; i < n; i++)
		if (ng_str_eq(word, ng_str_of(table[i][0])))
			return table[i][1];
	return NULL;
}

static enum ng_class
class_at(const struct head *h, size_t i)
{
	return (enum ng_class)h->line->block->class[i];
}

/* White space and emphasis. */
static size_t
skip_marks(const struct head *h, size_t i)
{
	while (i < h->s.n && (ng_is_space(h->s.p[i]) || class_at(h, i) == NG_CLASS_MARK))
		i++;
	return i;
}

/* The same, and emoji. */
static size_t
skip_decoration(const struct head *h, size_t i)
{
	size_t n, from;

	do {
		from = i = skip_marks(h, i);
		while (i < h->s.n && class_at(h, i) == NG_CLASS_TEXT && (unsigned char)h->s.p[i] >= 0x80 &&
		       ng_text_is_symbol(ng_text_at(h->s, i, &n)))
			i += n;
	} while (i > from);
	return i;
}

/* The end of the word at i. */
static size_t
word_end(const struct head *h, size_t i)
{
	size_t n;

	while (i < h->s.n && class_at(h, i) == NG_CLASS_TEXT && ng_text_is_word(ng_text_at(h->s, i, &n)))
		i += n;
	return i;
}

static struct ng_str
fold(const struct head *h, size_t from, size_t to)
{
	return ng_text_fold(h->sheet->parsed->tools->arena, ng_str_cut(h->s, from, to));
}

/* Behind a colon or two at i that end a label, or i. */
static size_t
skip_colon(const struct head *h, size_t i)
{
	size_t at = skip_marks(h, i), to;

	if (at >= h->s.n || h->s.p[at] != ':' || at > i + 3)
		return i;
	to = at + 1 + (at + 1 < h->s.n && h->s.p[at + 1] == ':');
	while (to < h->s.n && class_at(h, to) == NG_CLASS_MARK)
		to++;
	return to == h->s.n || ng_is_space(h->s.p[to]) ? to : i;
}

/* The name that begins at i, or NULL. */
static const struct ng_tag *
name_at(const struct head *h, size_t i)
{
	const struct ng_tag *tag = i < h->s.n ? ng_line_tag_from(h->line, i) : NULL;

	return tag != NULL && tag->from == i && ng_tag_is_name(tag) ? tag : NULL;
}

/* Whether a slip of the finger makes `word` of this entry. First letters are seldom missed. */
static bool
is_slip(struct ng_str word, const struct ng_word *entry)
{
	struct ng_str w = entry->word;

	if (entry->class == NG_WORD_NOUN || w.n < 3 || !ng_near_is(word, w))
		return false;
	if (word.n == w.n && word.p[0] == w.p[1] && word.p[1] == w.p[0])
		return true;
	if (word.p[0] != w.p[0])
		return false;
	if (w.n == 3)
		return word.n == 3 && word.p[1] == w.p[2] && word.p[2] == w.p[1];
	return w.n >= (entry->class == NG_WORD_LABEL ? 4 : entry->class == NG_WORD_CONTACT ? 5 : 6);
}

/* The label that a word nearly is, or an empty string; *form: it is a form of it. */
static struct ng_str
label_near(const struct head *h, struct ng_str word, bool *form)
{
	const struct ng_lexicon *lex = h->sheet->parsed->tools->lexicon;
	const char *meant = replacement(forms, COUNT(forms), word);
	const struct ng_word *entry;
	size_t length;

	*form = meant != NULL;
	entry = ng_lexicon_find(lex, h->sheet->parsed->tools->arena, word, false, &length);
	if (entry != NULL || word.n > 20)
		return NG_STR("");
	if (meant != NULL)
		return ng_str_of(meant);
	entry = ng_lexicon_find(lex, h->sheet->parsed->tools->arena, word, true, &length);
	if (entry != NULL || ng_str_is_one_of(word, others, COUNT(others)))
		return NG_STR("");
	for (size_t i = 0; (entry = ng_lexicon_at(lex, i)) != NULL; i++)
		if (is_slip(word, entry))
			return entry->word;
	return NG_STR("");
}

/* `aks: …`, `ofer intro: …`, `promis @radu: …`. */
static void
check_label(const struct head *h, struct ng_str word, size_t end)
{
	const struct ng_lexicon *lex = h->sheet->parsed->tools->lexicon;
	struct ng_arena *a = h->sheet->parsed->tools->arena;
	struct ng_check *c = h->sheet->check;
	size_t next = skip_marks(h, end), to = skip_colon(h, end), length;
	const struct ng_tag *name;
	struct ng_seen *seen;
	struct ng_str meant;
	bool form;

	if (to == end && (name = name_at(h, next)) != NULL)
		to = skip_colon(h, end = name->to);
	else if (to == end && ng_lexicon_find(lex, a, ng_str_cut(h->s, next, h->s.n), true, &length) != NULL)
		to = skip_colon(h, end = next + length);
	if (to == end)
		return;
	meant = label_near(h, word, &form);
	if (meant.n == 0 || (form && skip_marks(h, to) == h->s.n))
		return;
	seen = ng_seen_add(c, c->words, &c->words_seen, &c->words_cap, word, h->sheet, h->line->block, h->at);
	if (seen->meant.n == 0)
		seen->meant = ng_str_dup(c->arena, meant);
	seen->form = form;
}

/* `called @x`, `chatted with @x`, `ask @x about …`: no label, for want of the right word or of a colon. */
static bool
check_verb(const struct head *h, struct ng_str word, size_t end)
{
	const char *meant = replacement(verbs, COUNT(verbs), word);
	const struct ng_word *entry;
	const struct ng_tag *name;
	size_t next = skip_marks(h, end), length, to;
	bool with = false;
	struct ng_str small, typed;

	if (meant != NULL) {
		small = fold(h, next, to = word_end(h, next));
		with = ng_str_eq(small, NG_STR("to")) || ng_str_eq(small, NG_STR("with"));
		if (with)
			next = skip_marks(h, to);
	}
	name = next == end ? NULL : name_at(h, next);
	/* a link may be a page about anything, but not whom one talks with */
	if (name == NULL || h->named || (name->type == NG_TAG_LINK && !with))
		return false;
	typed = ng_str_cut(h->s, name->from, name->to);
	if (meant != NULL) {
		bool contact = strcmp(meant, "ask") != 0 && strcmp(meant, "promise") != 0;

		ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_STATEMENT, "a mention, no %s; write \"%s %.*s%s\"",
		             contact ? "contact" : "statement", meant, NG_STR_ARG(typed), contact ? "" : ": ...");
		return true;
	}
	entry = ng_lexicon_find(h->sheet->parsed->tools->lexicon, h->sheet->parsed->tools->arena, word, false, &length);
	if (entry == NULL || !ng_lexicon_takes_noun(entry->kind) || entry->kind == NG_KIND_NEED)
		return false;
	ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_STATEMENT,
	             "a mention, for want of a colon; write \"%.*s %.*s: ...\"", NG_STR_ARG(word),
	             NG_STR_ARG(typed));
	return true;
}

/* Whether a line names somebody, or stands under a person or an encounter. */
static bool
is_about_somebody(const struct head *h)
{
	const struct ng_outline *o = h->sheet->parsed->outline;
	const struct ng_tag *tag = ng_line_tag_from(h->line, h->line->from);

	for (; tag != NULL; tag = ng_line_tag_from(h->line, tag->from + 1))
		if (ng_tag_is_name(tag))
			return true;
	if (h->sheet->parsed->page->person.n > 0)
		return true;
	for (size_t i = h->unit->up; i != NG_NO_UNIT; i = o->units[i].up)
		if (o->units[i].line->lead != NULL || o->units[i].met != NULL)
			return true;
	return false;
}

/* `got card from @x`, `gave a lead to @x`; alone under a person, `got card`. */
static bool
check_colon(const struct head *h, struct ng_str word, size_t end)
{
	static const char *const before[] = {"a", "an", "the", "some", "my"}, *const behind[] = {"from", "to", "of", "for"};
	const struct ng_line_tools *tools = h->sheet->parsed->tools;
	bool gave = ng_str_eq(word, NG_STR("gave"));
	size_t at = skip_marks(h, end), to = word_end(h, at), length;
	const struct ng_word *noun;
	const struct ng_tag *name;

	if (h->named || (!gave && !ng_str_eq(word, NG_STR("got"))))
		return false;
	if (ng_str_is_one_of(fold(h, at, to), before, COUNT(before)))
		at = skip_marks(h, to);
	noun = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(h->s, at, h->s.n), true, &length);
	if (noun == NULL || skip_colon(h, at + length) > at + length)
		return false;
	at = skip_marks(h, at + length);
	if (at == h->s.n && is_about_somebody(h)) {
		ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_STATEMENT,
		             "a mention, for want of a colon; write \"%.*s %.*s:\"", NG_STR_ARG(word),
		             NG_STR_ARG(noun->word));
		return true;
	}
	to = word_end(h, at);
	if (ng_str_is_one_of(fold(h, at, to), behind, COUNT(behind)))
		at = skip_marks(h, to);
	name = name_at(h, at);
	if (name == NULL)
		return false;
	ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_STATEMENT,
	             "a mention, for want of a colon; write \"%.*s %.*s: %.*s\"", NG_STR_ARG(word),
	             NG_STR_ARG(noun->word), NG_STR_ARG(ng_str_cut(h->s, name->from, name->to)));
	return true;
}

/* Whether a slip of the finger makes `word` of a noun. */
static struct ng_str
noun_near(const struct head *h, struct ng_str word)
{
	const struct ng_lexicon *lex = h->sheet->parsed->tools->lexicon;
	const struct ng_word *entry;

	for (size_t i = 0; (entry = ng_lexicon_at(lex, i)) != NULL; i++)
		if (entry->class == NG_WORD_NOUN && entry->word.n >= 4 && ng_near_is(word, entry->word) &&
		    (word.p[0] == entry->word.p[0] || (word.p[0] == entry->word.p[1] && word.p[1] == entry->word.p[0])))
			return entry->word;
	return NG_STR("");
}

/* `need adivce: …`, `got crad @x: …`: a word behind the label that is nearly a noun. */
static bool
check_noun(const struct head *h, struct ng_str word, size_t end)
{
	const struct ng_line_tools *tools = h->sheet->parsed->tools;
	size_t length, from = skip_marks(h, end), to = word_end(h, from);
	const struct ng_word *entry = ng_lexicon_find(tools->lexicon, tools->arena, word, false, &length);
	const struct ng_tag *name = name_at(h, skip_marks(h, to));
	struct ng_str second, noun;

	if (entry == NULL || !ng_lexicon_takes_noun(entry->kind) || to == from ||
	    (skip_colon(h, to) == to && (name == NULL || skip_colon(h, name->to) == name->to)))
		return false;
	second = fold(h, from, to);
	noun = noun_near(h, second);
	if (noun.n == 0)
		return false;
	ng_sheet_add(h->sheet, h->line->block, from, NG_RULE_LABEL,
	             "\"%.*s\" is no noun, and so the line has no label; is it \"%.*s %.*s:\"?",
	             NG_STR_ARG(second), NG_STR_ARG(word), NG_STR_ARG(noun));
	return true;
}

/* `need legal advice: …`: words between the label and its noun. */
static void
check_nouns(const struct head *h, struct ng_str word, size_t end)
{
	const struct ng_line_tools *tools = h->sheet->parsed->tools;
	size_t length, from = end, to = end, words = 0;
	const struct ng_word *entry = ng_lexicon_find(tools->lexicon, tools->arena, word, false, &length);

	if (entry == NULL || !ng_lexicon_takes_noun(entry->kind))
		return;
	while (words < 4 && to < h->s.n && h->s.p[to] == ' ') {
		from = to + 1;
		to = word_end(h, from);
		if (to == from)
			return;
		words++;
		if (skip_colon(h, to) > to)
			break;
	}
	if (words < 2 || skip_colon(h, to) == to)
		return;
	entry = ng_lexicon_find(tools->lexicon, tools->arena, ng_str_cut(h->s, from, to), true, &length);
	if (entry != NULL)
		ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_STATEMENT,
		             "no label; write \"%.*s %.*s: %.*s ...\"", NG_STR_ARG(word),
		             NG_STR_ARG(entry->word), NG_STR_ARG(ng_str_trim(ng_str_cut(h->s, end, from))));
}

static void
check_head(struct head *h)
{
	const struct ng_line_tools *tools = h->sheet->parsed->tools;
	const struct ng_word *entry;
	struct ng_str word;
	size_t end, length;

	h->at = skip_decoration(h, h->at);
	end = word_end(h, h->at);
	if (end == h->at || end - h->at > 40)
		return;
	word = fold(h, h->at, end);
	entry = ng_lexicon_find(tools->lexicon, tools->arena, word, true, &length);
	if (entry != NULL && ng_str_eq(entry->noun, NG_STR("introduction")) && skip_colon(h, end) > end &&
	    is_about_somebody(h)) {
		ng_sheet_add(h->sheet, h->line->block, h->at, NG_RULE_INTRO,
		             "who did what? write \"got %.*s:\", \"gave %.*s:\", \"ask %.*s:\" or \"offer %.*s:\"", NG_STR_ARG(word),
		             NG_STR_ARG(word), NG_STR_ARG(word), NG_STR_ARG(word));
		return;
	}
	check_label(h, word, end);
	if (!check_verb(h, word, end) && !check_colon(h, word, end) && !check_noun(h, word, end))
		check_nouns(h, word, end);
}

/* A box that is none: `[]`, `[x ]`, or one behind no list's mark. */
static void
check_box(const struct head *h)
{
	static const char *const boxes[] = {"[] ", "[x ] ", "[ x] ", "[X ] ", "[ X] ", "[  ] "};
	bool item = h->line->block->type == NG_BLOCK_ITEM;
	struct ng_str s = ng_str_cut(h->s, h->line->start, h->s.n);

	if (h->line->box != NG_STATE_NONE)
		return;
	for (size_t i = 0; i < COUNT(boxes); i++)
		if (item && ng_str_starts(s, ng_str_of(boxes[i]))) {
			ng_sheet_add(h->sheet, h->line->block, h->line->start, NG_RULE_STATEMENT,
			             "no box; write \"[ ]\" or \"[x]\"");
			return;
		}
	if (item && (ng_str_starts(s, NG_STR("[ ]")) || ng_str_starts(s, NG_STR("[x]")) || ng_str_starts(s, NG_STR("[X]"))) &&
	    (s.p[3] == '@' || word_end(h, h->line->start + 3) > h->line->start + 3))
		ng_sheet_add(h->sheet, h->line->block, h->line->start, NG_RULE_STATEMENT,
		             "no box for want of a space; write \"[%c] \"", s.p[1]);
	else if (h->line->block->type == NG_BLOCK_PARAGRAPH &&
	    (ng_str_starts(s, NG_STR("[ ] ")) || ng_str_starts(s, NG_STR("[x] "))))
		ng_sheet_add(h->sheet, h->line->block, h->line->start, NG_RULE_STATEMENT,
		             "a box in no list; write \"- [%c]\"", s.p[1]);
}

static void
check_unit(const struct ng_sheet *sheet, const struct ng_unit *u)
{
	const struct ng_line *l = u->line;
	size_t end;

	/* first line, then those that go on in the paragraph */
	for (size_t i = l->from; i < l->to; i = end + 1) {
		struct head h = {.sheet = sheet, .unit = u, .line = l, .at = i};

		end = i + ng_str_find(ng_str_cut(l->block->text, i, l->to), '\n');
		h.s = ng_str_cut(l->block->text, 0, end);
		if (i == l->from) {
			h.at = l->start;
			if (u->first)
				check_box(&h);
			ng_check_key(sheet, u);
			if (l->label != NULL || u->defines || l->card_key)
				continue;
			if (l->lead != NULL) {
				h.named = true;
				h.at = skip_marks(&h, l->lead->to);
				h.at += h.at < h.s.n && h.s.p[h.at] == ':';
			}
		}
		check_head(&h);
	}
}

/* A page's name with an extension is an attachment's. */
static bool
is_attachment(struct ng_str slug)
{
	size_t dot = slug.n;

	while (dot > 0 && slug.p[dot - 1] != '.')
		dot--;
	if (dot == 0 || slug.n - dot < 2 || slug.n - dot > 10)
		return false;
	for (size_t i = dot; i < slug.n; i++)
		if (!ng_is_alpha(slug.p[i]) && !ng_is_digit(slug.p[i]))
			return false;
	return !ng_is_digit(slug.p[dot]);
}

static void
keep_links(const struct ng_sheet *sheet, const struct ng_line *l)
{
	struct ng_check *c = sheet->check;

	for (const struct ng_tag *t = ng_line_tag_from(l, l->from); t != NULL; t = ng_line_tag_from(l, t->from + 1)) {
		struct ng_str slug;

		if (t->type != NG_TAG_LINK)
			continue;
		slug = ng_str_cut(t->value, 2, t->value.n - 2);
		if (!is_attachment(slug))
			ng_seen_add(c, c->links, &c->links_seen, &c->links_cap, slug, sheet, l->block, t->from);
	}
}

void
ng_check_lines(const struct ng_sheet *sheet)
{
	const struct ng_outline *o = sheet->parsed->outline;

	for (size_t i = 0; i < o->n; i++) {
		const struct ng_unit *u = &o->units[i];

		keep_links(sheet, u->line);
		if (!u->line->block->quote && u->line->block->type != NG_BLOCK_HEADING)
			check_unit(sheet, u);
	}
	for (size_t i = 0; i < sheet->parsed->note->n; i++)
		ng_check_destinations(sheet, &sheet->parsed->note->blocks[i]);
}
