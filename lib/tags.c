#include "tags.h"

#include <string.h>

#include "link.h"
#include "pattern.h"
#include "text.h"

/* What ends a handle or topic stands outside of the atomic group, so that it can't be made shorter to fit. */
#define WORD "[\\p{L}\\p{M}\\p{N}_]"
#define HANDLE "@(?>([\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_.-]*" WORD ")?))(?!@|/[\\p{L}\\p{N}@])"
#define TOPIC "#(?>([\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_./-]*" WORD ")?))"
/* no handle: nobody in particular, a time, an ordinal, a date, what has no letter */
#define NOBODY \
	"@(?:here|all|everyone|channel|\\p{Nd}{1,2}(?:[.:h]\\p{Nd}{2})?(?:am|pm|h)?|\\p{Nd}+(?:st|nd|rd|th)|[\\p{N}_.-]+)" \
	"(?![\\p{L}\\p{M}\\p{N}_-])(?!\\.[\\p{L}\\p{N}])"
/* of a field or label in brackets: "[key::" and white space or the closing bracket */
#define INNER "[\\[(]([\\p{L}\\p{N}@_*][^\\[\\]()\\r\\n:]{0,60})::(?=[\\s\\])])"
#define DEADLINE "(?:DEADLINE|SCHEDULED):[ ]*<(\\d{4}-\\d\\d-\\d\\d)[^>\\r\\n]*>"

/* The characters of a link's target. */
#define LINK_LIMIT 400
/* A key in brackets ends within so many bytes. */
#define KEY_LIMIT 250
/* How far the value of a statement in brackets may reach. */
#define INNER_LIMIT 2000

struct ng_tagger {
	struct ng_regex *handle, *topic, *nobody, *inner, *deadline;
};

struct ng_tagger *
ng_tagger_new(struct ng_arena *a)
{
	struct ng_tagger *t = ng_arena_alloc(a, sizeof(*t));

	t->handle = ng_regex_new_anchored(a, NG_STR(HANDLE));
	t->topic = ng_regex_new_anchored(a, NG_STR(TOPIC));
	t->nobody = ng_regex_new_anchored(a, NG_STR("(?i)" NOBODY));
	t->inner = ng_regex_new_anchored(a, NG_STR(INNER));
	t->deadline = ng_regex_new_anchored(a, NG_STR(DEADLINE));
	return t;
}

/* One scan. */
struct scan {
	const struct ng_tagger *t;
	struct ng_arena *a;
	struct ng_str s;
	struct ng_signs signs;
	const uint8_t *class;
	struct ng_tags tags;
	size_t cap;
	size_t inner_to; /* where the innermost statement in brackets ends */
};

static struct ng_tag *
add(struct scan *sc, enum ng_tag_type type, size_t from, size_t to)
{
	struct ng_tag *tag;

	sc->tags.v = ng_arena_more(sc->a, sc->tags.v, sc->tags.n, &sc->cap, sizeof(*tag));
	tag = &sc->tags.v[sc->tags.n++];
	*tag = (struct ng_tag){.type = type, .from = from, .to = to};
	return tag;
}

static enum ng_class
class_at(const struct scan *sc, size_t i)
{
	return sc->class == NULL ? NG_CLASS_TEXT : (enum ng_class)sc->class[i];
}

/* True where a sigil at i may begin a tag. */
static bool
opens(const struct scan *sc, size_t i)
{
	size_t n;
	int32_t c;

	if (i == 0 || class_at(sc, i - 1) == NG_CLASS_MARK)
		return true;
	for (i--; i > 0 && ((unsigned char)sc->s.p[i] & 0xC0) == 0x80;)
		i--;
	c = ng_text_at(sc->s, i, &n);
	return ng_text_is_space(c) || ng_text_is_opening(c);
}

/* "@" or "#" and `name`, folded. */
static struct ng_str
sigil(struct scan *sc, char c, struct ng_str name)
{
	struct ng_buf b = {.arena = sc->a};

	ng_buf_char(&b, c);
	ng_buf_add(&b, ng_text_fold(sc->a, name));
	return ng_buf_str(&b);
}

/* How many bytes the pattern matches at i, no further than the text goes: emphasis and code end a tag. */
static size_t
match_text(const struct scan *sc, struct ng_regex *re, size_t i, struct ng_str *group)
{
	size_t n = ng_regex_at(sc->a, re, sc->s, i, group);

	for (size_t k = i; k < i + n; k++)
		if (class_at(sc, k) != NG_CLASS_TEXT)
			return ng_regex_at(sc->a, re, ng_str_cut(sc->s, 0, k), i, group);
	return n;
}

/*
 * The length of what HANDLE matches at i, without a pattern: 0 where that isn't sure, as nothing but ASCII text with a
 * letter in front is looked at. What NOBODY matches begins with no letter, or with "here", "all", "everyone", "channel".
 */
static size_t
plain_handle(const struct scan *sc, size_t i, struct ng_str *name)
{
	struct ng_str s = ng_str_cut(sc->s, i + 1, sc->s.n);
	size_t n = 0;
	char next;

	while (n < s.n && (ng_is_alpha(s.p[n]) || ng_is_digit(s.p[n]) || s.p[n] == '_' || s.p[n] == '-' || s.p[n] == '.'))
		if (class_at(sc, i + 1 + n++) != NG_CLASS_TEXT)
			return 0;
	next = n < s.n ? s.p[n] : ' ';
	while (n > 0 && (s.p[n - 1] == '-' || s.p[n - 1] == '.'))
		n--;
	if (n == 0 || !ng_is_alpha(s.p[0]) || strchr("hHaAeEcC", s.p[0]) != NULL)
		return 0;
	if ((next & 0x80) != 0 || next == '@' || next == '/')
		return 0;
	*name = ng_str_cut(s, 0, n);
	return n + 1;
}

static size_t
scan_handle(struct scan *sc, size_t i)
{
	struct ng_str name;
	size_t n;

	if (!opens(sc, i))
		return i + 1;
	n = plain_handle(sc, i, &name);
	if (n == 0 && ng_regex_at(sc->a, sc->t->nobody, sc->s, i, NULL) == 0)
		n = match_text(sc, sc->t->handle, i, &name);
	if (n == 0)
		return i + 1;
	add(sc, NG_TAG_HANDLE, i, i + n)->value = sigil(sc, '@', name);
	return i + n;
}

/* The length of what TOPIC matches at i, likewise. */
static size_t
plain_topic(const struct scan *sc, size_t i, struct ng_str *name)
{
	struct ng_str s = ng_str_cut(sc->s, i + 1, sc->s.n);
	size_t n = 0;

	while (n < s.n && (ng_is_alpha(s.p[n]) || ng_is_digit(s.p[n]) || s.p[n] == '_' || s.p[n] == '-' || s.p[n] == '.' || s.p[n] == '/'))
		if (class_at(sc, i + 1 + n++) != NG_CLASS_TEXT)
			return 0;
	if (n < s.n && (unsigned char)s.p[n] >= 0x80)
		return 0;
	while (n > 0 && (s.p[n - 1] == '-' || s.p[n - 1] == '.' || s.p[n - 1] == '/'))
		n--;
	if (n == 0 || s.p[0] == '-' || s.p[0] == '.' || s.p[0] == '/')
		return 0;
	*name = ng_str_cut(s, 0, n);
	return n + 1;
}

static size_t
scan_topic(struct scan *sc, size_t i)
{
	struct ng_str name, value;
	size_t n, k = 0;

	if (!opens(sc, i))
		return i + 1;
	n = plain_topic(sc, i, &name);
	if (n == 0 && (n = match_text(sc, sc->t->topic, i, &name)) == 0)
		return i + 1;
	while (k < name.n && ng_is_digit(name.p[k]))
		k++;
	if (k == name.n)
		return i + n;
	value = sigil(sc, '#', name);
	add(sc, ng_str_starts(value, NG_STR("#goal/")) ? NG_TAG_GOAL : NG_TAG_TOPIC, i, i + n)->value = value;
	return i + n;
}

/* How many bytes the link at i has, whose target holds no bracket and no line end, or 0. */
static size_t
match_link(const struct scan *sc, size_t i, struct ng_str *target)
{
	struct ng_str s = sc->s;
	size_t from = i + 2, to = from, characters = 0;

	while ((to = ng_signs_next(sc->signs, to, s.n)) < s.n && s.p[to] != '[' && s.p[to] != ']' && s.p[to] != '\r' && s.p[to] != '\n')
		to++;
	if (to == from || !ng_str_starts(ng_str_cut(s, to, s.n), NG_STR("]]")))
		return 0;
	*target = ng_str_cut(s, from, to);
	for (size_t k = 0; target->n > LINK_LIMIT && k < target->n; k++)
		characters += ((unsigned char)target->p[k] & 0xC0) != 0x80;
	return characters > LINK_LIMIT ? 0 : to + 2 - i;
}

/* [[page]], [[folder/page#heading|shown]], [[@Person]], [[2026-03-04]]; an embed is passed over. */
static size_t
scan_link(struct scan *sc, size_t i)
{
	struct ng_buf value = {.arena = sc->a};
	struct ng_str target, page, slug;
	bool person;
	size_t n = match_link(sc, i, &target);

	if (n == 0)
		return 0;
	if (i > 0 && sc->s.p[i - 1] == '!' && class_at(sc, i - 1) == NG_CLASS_TEXT)
		return i + n;
	page = ng_link_page(target);
	slug = ng_text_slug(sc->a, page);
	if (slug.n == 0)
		return i + n;
	if (slug.n == 10 && ng_link_day(slug) != 0) {
		add(sc, NG_TAG_DATE, i, i + n)->day = ng_link_day(slug);
		return i + n;
	}
	person = ng_str_starts(page, NG_STR("@"));
	ng_buf_add(&value, person ? NG_STR("@") : NG_STR("[["));
	ng_buf_add(&value, slug);
	ng_buf_add(&value, person ? NG_STR("") : NG_STR("]]"));
	add(sc, person ? NG_TAG_HANDLE : NG_TAG_LINK, i, i + n)->value = ng_buf_str(&value);
	return i + n;
}

/* Where the bracket that opens before `i` closes, or s.n. */
static size_t
closing(const struct scan *sc, size_t i, char open, char close)
{
	size_t depth = 0, end = i + INNER_LIMIT < sc->s.n ? i + INNER_LIMIT : sc->s.n;

	for (; i < end; i++) {
		if (class_at(sc, i) != NG_CLASS_TEXT && class_at(sc, i) != NG_CLASS_MARK)
			continue;
		if (sc->s.p[i] == open)
			depth++;
		else if (sc->s.p[i] == close && depth-- == 0)
			return i;
	}
	return sc->s.n;
}

/* The type of a date mark that Dataview and Tasks write as a field in brackets, or NG_TAG_INNER. */
static enum ng_tag_type
mark_of(struct ng_str key)
{
	if (ng_str_eq_nocase(key, NG_STR("due")))
		return NG_TAG_DUE;
	if (ng_str_eq_nocase(key, NG_STR("completion")) || ng_str_eq_nocase(key, NG_STR("done")))
		return NG_TAG_DONE;
	if (ng_str_eq_nocase(key, NG_STR("cancelled")))
		return NG_TAG_DROPPED;
	return NG_TAG_INNER;
}

static size_t
scan_inner(struct scan *sc, size_t i)
{
	struct ng_str key;
	struct ng_tag *tag;
	size_t n, end;
	ng_day day;

	key = ng_str_cut(sc->s, i, i + KEY_LIMIT);
	n = ng_str_find(key, ':');
	/* the first colon must be one of two */
	if (i < sc->inner_to || n + 1 >= key.n || key.p[n + 1] != ':')
		return 0;
	n = ng_regex_at(sc->a, sc->t->inner, sc->s, i, &key);
	if (n == 0)
		return 0;
	end = closing(sc, i + n, sc->s.p[i], sc->s.p[i] == '[' ? ']' : ')');
	if (end == sc->s.n)
		return 0;
	if (mark_of(key) != NG_TAG_INNER) {
		day = ng_date_parse(ng_str_trim(ng_str_cut(sc->s, i + n, end)));
		if (day != 0)
			add(sc, mark_of(key), i, end + 1)->day = day;
		return end + 1;
	}
	tag = add(sc, NG_TAG_INNER, i, end + 1);
	tag->key_to = i + 1 + key.n;
	tag->inner = i + n;
	tag->value_to = end;
	sc->inner_to = end;
	return i + 1; /* its key may name somebody */
}

static size_t
scan_bracket(struct scan *sc, size_t i)
{
	size_t next, end;

	if (sc->s.p[i] == '[' && i + 1 < sc->s.n && sc->s.p[i + 1] == '[')
		return (next = scan_link(sc, i)) > 0 ? next : i + 1;
	if ((next = scan_inner(sc, i)) > 0)
		return next;
	/* a citation, as Pandoc has it */
	if (sc->s.p[i] == '[' && i + 1 < sc->s.n && sc->s.p[i + 1] == '@') {
		end = closing(sc, i + 1, '[', ']');
		return end < sc->s.n ? end + 1 : i + 1;
	}
	return i + 1;
}

/* A date mark whose word or emoji ends before `i`: a space may stand between, the date follows. */
static size_t
scan_mark(struct scan *sc, enum ng_tag_type type, size_t from, size_t i)
{
	ng_day day;

	while (i < sc->s.n && (sc->s.p[i] == ' ' || sc->s.p[i] == '\t'))
		i++;
	day = ng_date_parse(ng_str_cut(sc->s, i, i + 10));
	if (day == 0 || (i + 10 < sc->s.n && ng_is_digit(sc->s.p[i + 10])))
		return 0;
	add(sc, type, from, i + 10)->day = day;
	return i + 10;
}

/* due:2026-12-01 and its like, at the colon. */
static size_t
scan_colon(struct scan *sc, size_t i)
{
	static const struct {
		const char *word;
		enum ng_tag_type type;
	} marks[] = {{"due", NG_TAG_DUE}, {"by", NG_TAG_DUE}, {"done", NG_TAG_DONE}};
	struct ng_str s = sc->s, day;
	size_t next;

	for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		size_t n = strlen(marks[k].word);

		if (i >= n && ng_str_eq_nocase(ng_str_cut(s, i - n, i), ng_str_of(marks[k].word)) &&
		    opens(sc, i - n) && (next = scan_mark(sc, marks[k].type, i - n, i + 1)) > 0)
			return next;
	}
	for (size_t n = 8; n <= 9 && n <= i; n++) {
		bool word = s.p[i - n] == 'D' || s.p[i - n] == 'S';
		size_t len = word && opens(sc, i - n) ? ng_regex_at(sc->a, sc->t->deadline, s, i - n, &day) : 0;

		if (len > 0 && ng_date_parse(day) != 0) {
			add(sc, NG_TAG_DUE, i - n, i - n + len)->day = ng_date_parse(day);
			return i - n + len;
		}
	}
	return i + 1;
}

/* The emoji of Obsidian Tasks. */
static size_t
scan_emoji(struct scan *sc, size_t i)
{
	static const struct {
		const char *emoji;
		enum ng_tag_type type;
	} marks[] = {{"📅", NG_TAG_DUE}, {"📆", NG_TAG_DUE}, {"🗓", NG_TAG_DUE}, {"✅", NG_TAG_DONE}, {"❌", NG_TAG_DROPPED}};
	struct ng_str s = ng_str_cut(sc->s, i, sc->s.n);
	size_t next;

	for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		size_t n = strlen(marks[k].emoji);

		if (!ng_str_starts(s, ng_str_of(marks[k].emoji)))
			continue;
		if (ng_str_starts(ng_str_cut(s, n, s.n), NG_STR("\xEF\xB8\x8F")))
			n += 3; /* the variation selector */
		next = scan_mark(sc, marks[k].type, i, i + n);
		return next > 0 ? next : i + n;
	}
	return i + 1;
}

struct ng_tags
ng_tagger_scan(const struct ng_tagger *t, struct ng_arena *a, struct ng_str text, struct ng_signs signs, const uint8_t *class)
{
	struct scan sc = {.t = t, .a = a, .s = text, .signs = signs, .class = class};
	size_t i = 0;

	while ((i = ng_signs_next(signs, i, text.n)) < text.n) {
		if (class_at(&sc, i) != NG_CLASS_TEXT) {
			i++;
			continue;
		}
		switch (text.p[i]) {
		case '@':
			i = scan_handle(&sc, i);
			break;
		case '#':
			i = scan_topic(&sc, i);
			break;
		case '[':
		case '(':
			i = scan_bracket(&sc, i);
			break;
		case ':':
			i = scan_colon(&sc, i);
			break;
		case '\xE2':
		case '\xF0':
			i = scan_emoji(&sc, i);
			break;
		default:
			i++;
		}
	}
	return sc.tags;
}

struct ng_tags
ng_tagger_scan_text(const struct ng_tagger *t, struct ng_arena *a, struct ng_str text, const uint8_t *class)
{
	return ng_tagger_scan(t, a, text, ng_signs_find(a, text), class);
}
