#include <string.h>

#include "foreign.h"
#include "import_parts.h"
#include "lexicon.h"
#include "text.h"

/* A handle is not longer than this, in characters, and what makes it unlike others. */
#define HANDLE_LIMIT 60
/* An encounter of more people is none. */
#define MOST_MET 500

static bool
is(struct ng_str s, const char *literal)
{
	return ng_str_eq(s, ng_str_of(literal));
}

/* The name's slug, without dots and dashes at its ends, not too long; without `_`, which could emphasise there. */
static struct ng_str
slug_of(struct ng_arena *a, struct ng_str name)
{
	struct ng_buf b = {.arena = a};
	struct ng_str slug;
	size_t chars = 0, n;

	for (size_t i = 0; i < name.n; i++)
		ng_buf_char(&b, name.p[i] == '_' ? ' ' : name.p[i]);
	slug = ng_text_slug(a, ng_buf_str(&b));
	for (size_t i = 0; i < slug.n; i += n, chars++) {
		ng_text_at(slug, i, &n);
		if (chars == HANDLE_LIMIT) {
			slug.n = i;
			break;
		}
	}
	while (slug.n > 0 && strchr(".-", slug.p[0]) != NULL)
		slug = ng_str_cut(slug, 1, slug.n);
	while (slug.n > 0 && strchr(".-", slug.p[slug.n - 1]) != NULL)
		slug.n--;
	return slug;
}

/* True where ng-parse takes it for a handle, and for this one. */
static bool
is_handle(struct ng_import *imp, struct ng_str handle)
{
	struct ng_tags tags = ng_tagger_scan_text(imp->tagger, imp->a, handle, NULL);

	return tags.n == 1 && tags.v[0].type == NG_TAG_HANDLE && ng_str_eq(tags.v[0].value, handle);
}

/* Takes a handle that nobody has: this one, else with a number behind it. */
static struct ng_str
unlike_others(struct ng_import *imp, struct ng_buf *b)
{
	uint32_t count = ng_table_count(imp->bases), base = ng_table_put(imp->bases, ng_buf_str(b));
	size_t n = b->n;

	if (base == count) {
		imp->last = ng_arena_more(imp->a, imp->last, count, &imp->cap_last, sizeof(*imp->last));
		imp->last[base] = 1;
	}
	while (ng_table_find(imp->handles, ng_buf_str(b)) != NG_NONE ||
	       (imp->net != NULL && ng_network_person(imp->net, ng_buf_str(b)) != NG_NONE)) {
		b->n = n;
		ng_buf_printf(b, "-%zu", ++imp->last[base]);
	}
	ng_table_put(imp->handles, ng_buf_str(b));
	return ng_buf_str(b);
}

struct ng_str
ng_import_handle(struct ng_import *imp, struct ng_str wanted, const struct ng_name *name)
{
	struct ng_str slug = slug_of(imp->a, name->called), shown = name->shown;
	struct ng_buf b = {.arena = imp->a};

	if (ng_str_find(shown, '@') < shown.n && ng_str_find(shown, ' ') == shown.n)
		slug = slug_of(imp->a, ng_str_cut(shown, 0, ng_str_find(shown, '@')));
	if (wanted.n <= HANDLE_LIMIT && is_handle(imp, wanted)) {
		ng_buf_add(&b, wanted);
		return unlike_others(imp, &b);
	}
	ng_buf_char(&b, '@');
	ng_buf_add(&b, slug);
	if (!is_handle(imp, ng_buf_str(&b))) {
		b.n = 0;
		ng_buf_add(&b, slug.n > 0 ? NG_STR("@contact-") : NG_STR("@contact"));
		ng_buf_add(&b, slug);
		if (!is_handle(imp, ng_buf_str(&b))) {
			b.n = 0;
			ng_buf_add(&b, NG_STR("@contact"));
		}
	}
	return unlike_others(imp, &b);
}

/* The bytes of the number that s begins with, if ng-parse knows one behind "phone:" when a bracket ends it; or 0. */
static size_t
number_at(struct ng_str s)
{
	size_t digits = 0, i = 0;

	for (; i < s.n && strchr("+0123456789 ()-./", s.p[i]) != NULL; i++)
		digits += ng_is_digit(s.p[i]);
	if (digits >= 5 && i < s.n && s.p[i - 1] == '(')
		i--;
	return digits >= 5 && (i == s.n || s.p[i - 1] == ' ') ? i : 0;
}

/* The bytes with which a value begins that are written as they are: a number, or the day of a date. */
static size_t
raw_at(struct ng_str key, struct ng_str value)
{
	if (is(key, "date") && value.n > 10 && value.p[10] == ' ' && ng_date_parse(ng_str_cut(value, 0, 10)) != 0)
		return 10;
	return is(key, "phone") ? number_at(value) : 0;
}

/* True for an address that needs no escapes. */
static bool
is_address(struct ng_str s)
{
	size_t at = ng_str_find(s, '@');

	for (size_t i = 0; i < s.n; i++)
		if (i != at && (unsigned char)s.p[i] < 0x80 && !ng_is_alpha(s.p[i]) && !ng_is_digit(s.p[i]) &&
		    strchr("._-+", s.p[i]) == NULL)
			return false;
	return at > 0 && at + 1 < s.n && s.p[0] != '_' && (ng_is_alpha(s.p[at - 1]) || ng_is_digit(s.p[at - 1])) &&
	       s.p[s.n - 1] != '_';
}

static bool
is_web_address(struct ng_str s)
{
	return ng_str_starts(s, NG_STR("https://")) || ng_str_starts(s, NG_STR("http://"));
}

/* True for a date, or one without a year, as ng_card_add_day makes them. */
static bool
is_day(struct ng_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ng_is_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return ng_date_parse(s) != 0 || s.n == 5;
}

/* The value of a field as ng-parse reads it back, behind a key that makes it a field whatever it is. */
static void
write_value(struct ng_buf *out, struct ng_str key, struct ng_str value)
{
	size_t raw = raw_at(key, value);
	bool plain = true;

	if (is(key, "phone") && raw == 0)
		key = NG_STR("tel"); /* words behind "phone:" would be a call */
	if (is(key, "email") && is_address(value))
		plain = false;
	else if (is(key, "email"))
		key = NG_STR("email-address");
	plain = plain && !is_day(value);
	ng_buf_add(out, key);
	ng_buf_add(out, ng_lexicon_is_card_key(key) ? NG_STR(": ") : NG_STR(":: "));
	ng_buf_add(out, ng_str_cut(value, 0, raw));
	value = ng_str_cut(value, raw, value.n);
	if (is(key, "phone") && ng_str_starts(value, NG_STR("("))) {
		ng_buf_add(out, NG_STR("\\(")); /* or the bracket were the number's */
		value = ng_str_cut(value, 1, value.n);
	}
	if (plain && is_web_address(value))
		ng_foreign_add_web(out, value);
	else if (plain)
		ng_foreign_add(out, value, NG_FOREIGN_VALUE);
	else
		ng_buf_add(out, value);
	ng_buf_char(out, '\n');
}

/* The order of a section; what isn't here follows. */
static const char *const order[] = {
	"alias", "role", "org", "department", "email", "phone", "url", "linkedin", "github", "mastodon", "address", "city",
	"region", "postal-code", "country", "birthday", "anniversary",
};

#define ORDER (sizeof(order) / sizeof(order[0]))

static size_t
place_of(struct ng_str key)
{
	for (size_t i = 0; i < ORDER; i++)
		if (is(key, order[i]))
			return i;
	return ORDER;
}

/* The word of presence that a line is: alone in it, it would say who was there. */
static bool
is_presence(const struct ng_lexicon *lex, struct ng_arena *a, struct ng_str line)
{
	const struct ng_word *w;
	size_t n;

	/* emoji and marks before a label are skipped by whoever reads it */
	while (line.n > 0 && !ng_text_is_word(ng_text_at(line, 0, &n)))
		line = ng_str_cut(line, n, line.n);
	w = ng_lexicon_find(lex, a, line, false, &n);
	return w != NULL && ng_word_is_presence(w) && (n == line.n || strchr(" (:", line.p[n]) != NULL);
}

/* A paragraph, line by line; a line that can't stand alone goes on in the line before it. */
static void
write_note(struct ng_import *imp, const struct ng_lexicon *lex, struct ng_buf *out, struct ng_str note)
{
	struct ng_arena *a = imp->a;
	struct ng_str first = ng_foreign_clean(a, ng_str_cut(note, 0, ng_str_line_end(note, 0)));
	size_t end, start = out->n;

	if (is_presence(lex, a, first)) {
		ng_buf_add(out, NG_STR("\n- "));
		write_value(out, NG_STR("note"), ng_foreign_clean(a, note));
		return;
	}
	for (size_t i = 0; i < note.n; i = ng_str_line_next(note, end)) {
		struct ng_str line;

		end = ng_str_line_end(note, i);
		line = ng_foreign_clean(a, ng_str_cut(note, i, end));
		if (line.n == 0)
			continue;
		if (out->n > start && is_presence(lex, a, line))
			out->p[out->n - 1] = ' ';
		else if (out->n == start)
			ng_buf_char(out, '\n');
		ng_foreign_add(out, line, NG_FOREIGN_LINE);
		ng_buf_char(out, '\n');
	}
}

static void
write_day(struct ng_buf *out, ng_day day)
{
	char text[11];

	ng_buf_add(out, ng_str_of(ng_date_format(day, text)));
}

static bool
has_fresh(const struct ng_import_person *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->values[i].fresh)
			return true;
	return false;
}

/* True where something is to be written of a person beside the notes. */
static bool
is_news(const struct ng_import *imp, const struct ng_import_person *p)
{
	return p->touched && (!p->defined || (imp->options.event != 0 && !p->has_card) || has_fresh(p));
}

/* A name that is no label: "Present" alone in a heading would be one. */
static void
write_heading(struct ng_import *imp, const struct ng_lexicon *lex, struct ng_buf *out, const struct ng_import_person *p)
{
	ng_buf_add(out, NG_STR("\n## "));
	ng_buf_add(out, p->handle);
	if (!p->defined) {
		ng_buf_add(out, is_presence(lex, imp->a, p->name) ? NG_STR(":: ") : NG_STR(" "));
		ng_foreign_add(out, p->name, NG_FOREIGN_TITLE);
	}
	ng_buf_add(out, NG_STR("\n"));
}

/* FILE:LINE, if nothing in it could end a comment. */
static bool
is_harmless(struct ng_str source)
{
	for (size_t i = 0; i < source.n; i++)
		if ((unsigned char)source.p[i] < ' ' || strchr("<>", source.p[i]) != NULL ||
		    (i > 0 && source.p[i] == '-' && source.p[i - 1] == '-'))
			return false;
	return source.n > 0;
}

static void
write_comment(struct ng_import *imp, struct ng_buf *out, const struct ng_import_person *p)
{
	if (p->defined && has_fresh(p)) {
		ng_buf_printf(out, "\n<!-- changes to review: %s", p->how);
		ng_buf_add(out, is_harmless(p->source) ? NG_STR(" as in ") : NG_STR(""));
		ng_buf_add(out, is_harmless(p->source) ? p->source : NG_STR(""));
		ng_buf_add(out, NG_STR(" -->\n"));
	} else if (!p->defined && p->namesake != NG_NONE) {
		ng_buf_add(out, NG_STR("\n<!-- to review: "));
		ng_buf_add(out, imp->people[p->namesake].handle);
		ng_buf_add(out, NG_STR(" has the same name and seems to be somebody else -->\n"));
	}
}

/* The keys of which the notes have a value whose place a new one takes. */
static const struct ng_table *
keys_to_replace(struct ng_arena *a, const struct ng_import_person *p)
{
	struct ng_table *keys = ng_table_new(a);

	for (size_t i = 0; i < p->n; i++)
		if (!p->values[i].fresh && ng_import_is_single(p->values[i].key))
			ng_table_put(keys, p->values[i].key);
	return keys;
}

static void
write_person(struct ng_import *imp, const struct ng_lexicon *lex, struct ng_buf *out, const struct ng_import_person *p)
{
	const struct ng_table *replaced = keys_to_replace(imp->a, p);
	size_t lines = 0;

	write_heading(imp, lex, out, p);
	write_comment(imp, out, p);
	for (size_t place = 0; place <= ORDER; place++)
		for (size_t i = 0; i < p->n; i++) {
			const struct ng_import_value *v = &p->values[i];

			if (!v->fresh || is(v->key, "note") || place_of(v->key) != place)
				continue;
			ng_buf_add(out, lines++ == 0 ? NG_STR("\n- ") : NG_STR("- "));
			/* of several the latest counts: notes are only added to */
			if (p->defined && ng_table_find(replaced, v->key) != NG_NONE) {
				write_day(out, imp->options.event != 0 ? imp->options.event : imp->options.today);
				ng_buf_char(out, ' ');
			}
			write_value(out, v->key, v->value);
		}
	if (imp->options.event != 0 && !p->has_card) {
		ng_buf_add(out, lines == 0 ? NG_STR("\n- ") : NG_STR("- "));
		write_day(out, imp->options.event);
		ng_buf_add(out, NG_STR(" got card: "));
		ng_buf_add(out, imp->options.title);
		ng_buf_char(out, '\n');
	}
	for (size_t i = 0; i < p->n; i++)
		if (p->values[i].fresh && is(p->values[i].key, "note"))
			write_note(imp, lex, out, p->values[i].value);
}

/* One encounter with all whose cards I got, if the notes have none of that day. */
static void
write_event(struct ng_import *imp, struct ng_buf *out)
{
	size_t met = 0;

	for (size_t i = 0; i < imp->n; i++)
		met += imp->people[i].touched;
	if (imp->options.event == 0 || imp->met || met == 0 || met > MOST_MET)
		return;
	ng_buf_add(out, NG_STR("\n## "));
	write_day(out, imp->options.event);
	ng_buf_char(out, ' ');
	ng_buf_add(out, imp->options.title);
	ng_buf_add(out, NG_STR("\n\nPresent:"));
	for (size_t i = 0, n = 0; i < imp->n; i++) {
		if (!imp->people[i].touched)
			continue;
		ng_buf_add(out, n++ == 0 ? NG_STR(" ") : NG_STR(", "));
		ng_buf_add(out, imp->people[i].handle);
	}
	ng_buf_char(out, '\n');
}

struct ng_str
ng_import_write(struct ng_import *imp)
{
	const struct ng_lexicon *lex = ng_lexicon_new(imp->a);
	struct ng_buf out = {.arena = imp->a};

	for (int defined = 0; defined < 2; defined++)
		for (size_t i = 0; i < imp->n; i++)
			if (imp->people[i].defined == (defined == 1) && is_news(imp, &imp->people[i]))
				write_person(imp, lex, &out, &imp->people[i]);
	write_event(imp, &out);
	return ng_buf_str(&out);
}
