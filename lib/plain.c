#include "plain.h"

#include "pattern.h"
#include "text.h"

struct ng_str
ng_plain_person(const struct ng_network *net, uint32_t person)
{
	const struct ng_person *p = &net->people[person];

	if (p->called.n > 0)
		return p->called;
	if (p->linked.n > 0)
		return p->linked;
	if (ng_str_starts(p->handle, NG_STR("[[")) && ng_str_ends(p->handle, NG_STR("]]")) && p->handle.n > 4)
		return ng_str_cut(p->handle, 2, p->handle.n - 2);
	return p->handle;
}

struct ng_str
ng_plain_goal(const struct ng_network *net, uint32_t goal)
{
	return net->goals[goal].name.n > 0 ? net->goals[goal].name : net->goals[goal].handle;
}

/* Without the name of `person` that it begins with, and the mark behind that. */
static struct ng_str
without_person(const struct ng_network *net, struct ng_str text, uint32_t person)
{
	struct ng_str rest;
	uint32_t named;
	size_t n;

	if (person == NG_NONE || !ng_network_name_at(net, text, &n, &named) || named != person)
		return text;
	rest = ng_str_cut(text, n, text.n);
	if (rest.n > 0 && (rest.p[0] == ':' || rest.p[0] == ','))
		rest = ng_str_cut(rest, 1, rest.n);
	else if (rest.n > 0 && rest.p[0] != ' ')
		return text; /* "@ines's" */
	return ng_str_trim(rest);
}

/* The text's end without goals that stand there; topics before and behind them stay. */
static struct ng_str
without_goals(struct ng_arena *a, struct ng_str text)
{
	struct ng_buf b = {.arena = a};
	size_t end = text.n;
	struct ng_str tags, tag;

	for (size_t i = text.n; i > 0; i--)
		if (text.p[i - 1] == ' ' || i == 1) {
			if (text.p[i == 1 ? 0 : i] != '#')
				break;
			end = i == 1 ? 0 : i - 1;
		}
	tags = ng_str_trim(ng_str_cut(text, end, text.n));
	ng_buf_add(&b, ng_str_cut(text, 0, end));
	while (ng_str_word(&tags, &tag)) {
		if (ng_str_starts(tag, NG_STR("#goal/")))
			continue;
		if (b.n > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, tag);
	}
	return ng_buf_str(&b);
}

/* What a link shows: the words behind its bar, else whom it leads to, else what it says. */
static void
add_link(struct ng_buf *out, const struct ng_network *net, struct ng_str link, uint32_t person)
{
	struct ng_str inside = ng_str_cut(link, 2, link.n - 2);
	size_t bar = ng_str_find(inside, '|');

	if (bar + 1 < inside.n)
		ng_buf_add(out, ng_str_cut(inside, bar + 1, inside.n));
	else
		ng_buf_add(out, person != NG_NONE ? ng_plain_person(net, person) : ng_str_cut(inside, 0, bar));
}

/* Whether a name may begin behind this character: at the start, after white space or opening punctuation. */
static bool
may_begin(int32_t before)
{
	return before == 0 || ng_text_is_space(before) || ng_text_is_opening(before);
}

struct ng_str
ng_plain_words(struct ng_arena *a, const struct ng_network *net, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	int32_t before = 0;
	bool code = false;

	for (size_t i = 0, n; i < s.n; i += n) {
		struct ng_str rest = ng_str_cut(s, i, s.n);
		int32_t c = ng_text_at(s, i, &n);
		uint32_t person;
		size_t length;

		if (c == '`')
			code = !code;
		if (!code && (c == '[' || (c == '@' && may_begin(before))) &&
		    ng_network_name_at(net, rest, &length, &person) && (c == '[' || person != NG_NONE)) {
			if (c == '[')
				add_link(&b, net, ng_str_cut(rest, 0, length), person);
			else
				ng_buf_add(&b, ng_plain_person(net, person));
			n = length;
		} else {
			ng_buf_add(&b, ng_str_cut(rest, 0, n));
		}
		before = c;
	}
	return ng_buf_str(&b);
}

struct ng_str
ng_plain_rest(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s, uint32_t person)
{
	struct ng_str text = without_goals(a, without_person(net, s->text, person));

	if (text.n == 0 && s->what.n == 0)
		text = s->text;
	/* the first cells of a row may be empty */
	while (text.n > 1 && text.p[0] == '|')
		text = ng_str_trim(ng_str_cut(text, 1, text.n));
	return text;
}

/* Where the tag or pattern begins that ends with the text, or the text's length where none does. */
static size_t
mark_at_end(struct ng_str text)
{
	struct ng_pattern pattern;
	size_t tag = text.n;

	for (size_t at = 0; ng_pattern_next(text, &at, &pattern);)
		if (at == text.n)
			return pattern.from;
	while (tag > 0 && text.p[tag - 1] != ' ')
		tag--;
	return ng_text_tag(text, tag) == text.n - tag ? tag : text.n;
}

/* Whether a sentence can't end with this word: "somebody who knows", "wer kennt sich aus mit". */
static bool
wants_more(struct ng_str word)
{
	static const char *const words[] = {
		"a",   "about", "an",   "and",  "at",  "by",  "for",  "from", "in",   "into", "knows", "of",   "on",   "or",
		"somebody", "someone", "the", "to", "with", "auf", "aus", "bei", "das", "der", "die", "ein", "eine", "einen",
		"einer", "für", "im",   "jemand", "mit", "oder", "und", "von", "zu",  "zum",  "zur",  "über",  "au",   "aux",
		"avec", "dans", "de",   "des",  "du",  "en",  "et",   "la",   "le",   "les",  "ou",   "par",   "pour", "sur",
		"un",  "une"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ng_str_eq_nocase(word, ng_str_of(words[i])))
			return true;
	return false;
}

/* The tags alone; the whole text where there is none. */
static struct ng_str
tags_of(struct ng_arena *a, struct ng_str text)
{
	struct ng_buf b = {.arena = a};
	struct ng_str rest = text, word;

	while (ng_str_word(&rest, &word)) {
		if (ng_text_tag(word, 0) != word.n)
			continue;
		ng_buf_add(&b, b.n > 0 ? NG_STR(" ") : NG_STR(""));
		ng_buf_add(&b, word);
	}
	return b.n > 0 ? ng_buf_str(&b) : text;
}

struct ng_str
ng_plain_sentence(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s)
{
	struct ng_str text = ng_plain_rest(a, net, s, NG_NONE), words = text;
	size_t end, last;

	while ((end = mark_at_end(words)) < words.n)
		words = ng_str_trim(ng_str_cut(words, 0, end));
	if (words.n == 0)
		return tags_of(a, text);
	for (last = words.n; last > 0 && words.p[last - 1] != ' ';)
		last--;
	return wants_more(ng_str_cut(words, last, words.n)) ? text : words;
}

const char *
ng_plain_article(struct ng_str noun)
{
	static const char *const nouns[] = {"idea",  "opinion",  "introduction",   "lead", "referral",
	                                    "job",   "recommendation", "card", "seat"};

	for (size_t i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (ng_str_eq(noun, ng_str_of(nouns[i])))
			return i < 3 ? "an " : "a ";
	return "";
}

struct ng_str
ng_plain_text(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s, uint32_t person,
              bool article)
{
	struct ng_str text = ng_plain_rest(a, net, s, person);
	struct ng_buf b = {.arena = a};

	/* "Lunch with …" says it itself */
	if (s->what.n > 0 && !ng_str_eq_nocase(ng_str_cut(text, 0, s->what.n), s->what)) {
		ng_buf_add(&b, ng_str_of(article ? ng_plain_article(s->what) : ""));
		ng_buf_add(&b, s->what);
		ng_buf_add(&b, text.n > 0 ? NG_STR(": ") : NG_STR(""));
	}
	ng_buf_add(&b, ng_plain_words(a, net, text));
	return ng_buf_str(&b);
}

bool
ng_plain_names(const struct ng_network *net, const struct ng_statement *s, uint32_t person)
{
	uint32_t named;
	size_t n;

	for (size_t i = 1; i < s->text.n; i += n) {
		bool name = (s->text.p[i] == '@' || s->text.p[i] == '[') &&
		            ng_network_name_at(net, ng_str_cut(s->text, i, s->text.n), &n, &named);

		if (name && named == person)
			return true;
		if (!name)
			n = 1;
	}
	return false;
}

static bool
is_break(int32_t c)
{
	return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Of what is no break. */
static bool
is_none(int32_t c)
{
	return (c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0) || ng_text_is_noncharacter(c);
}

struct ng_str
ng_plain_breaks(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t same = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (c == '\n' || (!is_break(c) && !is_none(c)))
			continue;
		ng_buf_add(&b, ng_str_cut(s, same, i));
		if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			n = 2;
		ng_buf_add(&b, is_break(c) ? NG_STR("\n") : NG_STR(NG_TEXT_REPLACEMENT));
		same = i + n;
	}
	if (same == 0)
		return s;
	ng_buf_add(&b, ng_str_cut(s, same, s.n));
	return ng_buf_str(&b);
}

static bool
is_bidirectional(int32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct ng_str
ng_plain_label(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	s = ng_plain_breaks(a, s);
	for (size_t i = 0, n; i < s.n; i += n)
		if (!is_bidirectional(ng_text_at(s, i, &n)))
			ng_buf_add(&b, ng_str_cut(s, i, i + n));
	return ng_text_squeeze(a, ng_buf_str(&b));
}
