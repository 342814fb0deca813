#include "vcard.h"

#include <string.h>

#include "charset.h"
#include "table.h"
#include "text.h"

/* A property of interest, its value decoded. */
struct property {
	struct ng_str group, name, value;
	bool quoted_printable, base64, fax, pager;
	int rank;
	struct ng_str charset, omit_year, type; /* type: the first that says something else */
	const char *key; /* of a text */
};

struct reader {
	struct ng_arena *a;
	struct ng_str s;
	size_t at, line; /* the next line, and its number */
	const struct ng_card_sink *sink;
	struct ng_cards cards; /* that are read */
	struct ng_card *card;  /* the open one, or NULL */
	bool is_21;           /* version 2.1: its own folding and escapes */
	bool is_group;        /* no person */
	bool agent, binary;   /* the last property was an AGENT without value; was base64 */
	size_t depth;         /* of what is nested in the card */
	struct ng_table *labelled; /* groups in lower case … */
	struct ng_str *labels;     /* … and the label of each: item1.X-ABLabel */
	size_t cap;
};

/* Preferred values go first, then those that say nothing. */
#define RANK_OTHER 101
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
tell(struct reader *r, size_t line, const char *why)
{
	r->sink->fault(r->sink->context, line, why);
}

/* The part of s before the first of `ends` outside of quotes. */
static struct ng_str
up_to(struct ng_str s, const char *ends)
{
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && s.p[i] != '\0' && strchr(ends, s.p[i]) != NULL)
			return ng_str_cut(s, 0, i);
	}
	return s;
}

static bool
holds_nocase(struct ng_str s, struct ng_str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (ng_str_eq_nocase(ng_str_cut(s, i, i + part.n), part))
			return true;
	return false;
}

/* Steps over the physical line at r->at; gives it without its end. */
static struct ng_str
take_line(struct reader *r)
{
	size_t end = ng_str_line_end(r->s, r->at);
	struct ng_str line = ng_str_cut(r->s, r->at, end);

	r->at = ng_str_line_next(r->s, end);
	r->line++;
	return line;
}

/* True where the next line goes on with this one: it is folded, or this one ends in quoted-printable's soft break. */
static bool
goes_on(const struct reader *r, struct ng_str line, bool quoted_printable)
{
	if (r->at < r->s.n && (r->s.p[r->at] == ' ' || r->s.p[r->at] == '\t'))
		return true;
	return quoted_printable && r->at < r->s.n && ng_str_ends(line, NG_STR("="));
}

/* The rest of a property whose first line was taken: unfolded, or passed over where `out` is NULL. */
static void
take_rest(struct reader *r, struct ng_str line, bool quoted_printable, struct ng_buf *out)
{
	for (;;) {
		bool more = goes_on(r, line, quoted_printable);
		bool soft = quoted_printable && ng_str_ends(line, NG_STR("="));

		if (out != NULL)
			ng_buf_add(out, soft ? ng_str_cut(line, 0, line.n - 1) : line);
		if (!more)
			return;
		line = take_line(r);
		if (!soft && !r->is_21)
			line = ng_str_cut(line, 1, line.n);
	}
}

static struct ng_str
decode_quoted_printable(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < s.n; i++) {
		int high = i + 2 < s.n && s.p[i] == '=' ? ng_hex_value(s.p[i + 1]) : -1;
		int low = high >= 0 ? ng_hex_value(s.p[i + 2]) : -1;

		if (low >= 0)
			ng_buf_char(&b, (char)(high * 16 + low));
		else
			ng_buf_char(&b, s.p[i]);
		i += low >= 0 ? 2 : 0;
	}
	return ng_buf_str(&b);
}

/* One value of a parameter, or a bare one of version 2.1. */
static void
take_type(struct property *p, struct ng_str type)
{
	if (ng_str_eq_nocase(type, NG_STR("PREF")))
		p->rank = 1;
	else if (holds_nocase(type, NG_STR("FAX")))
		p->fax = true;
	else if (ng_str_eq_nocase(type, NG_STR("PAGER")))
		p->pager = true;
	else if (ng_str_eq_nocase(type, NG_STR("QUOTED-PRINTABLE")))
		p->quoted_printable = true;
	else if (ng_str_eq_nocase(type, NG_STR("BASE64")) || ng_str_eq_nocase(type, NG_STR("B")))
		p->base64 = true;
	else if (p->type.n == 0)
		p->type = type;
}

static void
take_param(struct property *p, struct ng_str param)
{
	size_t equals = ng_str_find(param, '=');
	struct ng_str key = ng_str_cut(param, 0, equals), rest = ng_str_cut(param, equals + 1, param.n);

	if (equals == param.n)
		rest = key;
	if (rest.n >= 2 && rest.p[0] == '"' && rest.p[rest.n - 1] == '"')
		rest = ng_str_cut(rest, 1, rest.n - 1);
	if (ng_str_eq_nocase(key, NG_STR("CHARSET"))) {
		p->charset = rest;
	} else if (ng_str_eq_nocase(key, NG_STR("X-APPLE-OMIT-YEAR"))) {
		p->omit_year = rest;
	} else if (ng_str_eq_nocase(key, NG_STR("PREF")) && equals < param.n) {
		p->rank = 0;
		for (size_t i = 0; i < rest.n && i < 3 && ng_is_digit(rest.p[i]); i++)
			p->rank = p->rank * 10 + (rest.p[i] - '0');
		p->rank = p->rank > 100 || p->rank == 0 ? 100 : p->rank;
	} else if (equals == param.n || ng_str_eq_nocase(key, NG_STR("TYPE")) || ng_str_eq_nocase(key, NG_STR("ENCODING"))) {
		while (rest.n > 0) {
			size_t comma = ng_str_find(rest, ',');

			take_type(p, ng_str_trim(ng_str_cut(rest, 0, comma)));
			rest = ng_str_cut(rest, comma + 1, rest.n);
		}
	}
}

/* Takes "group.NAME;params" apart. */
static void
take_head(struct property *p, struct ng_str head)
{
	size_t semicolon = ng_str_find(head, ';'), dot;

	p->rank = RANK_OTHER;
	p->name = ng_str_trim(ng_str_cut(head, 0, semicolon));
	dot = ng_str_find(p->name, '.');
	if (dot < p->name.n) {
		p->group = ng_str_cut(p->name, 0, dot);
		p->name = ng_str_cut(p->name, dot + 1, p->name.n);
	}
	for (struct ng_str rest = ng_str_cut(head, semicolon + 1, head.n); rest.n > 0;) {
		struct ng_str param = up_to(rest, ";");

		take_param(p, ng_str_trim(param));
		rest = ng_str_cut(rest, param.n + 1, rest.n);
	}
}

/*
 * The next part of a structured value, up to an unescaped `separator` ('\0': all of it), its escapes undone.
 * `*rest` is what is behind it; its p is NULL at the end.
 */
static struct ng_str
take_part(struct reader *r, struct ng_str *rest, char separator)
{
	struct ng_buf b = {.arena = r->a};
	struct ng_str s = *rest;
	size_t i = 0;

	for (; i < s.n && (separator == '\0' || s.p[i] != separator); i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (s.p[i] != '\\' || next == '\0' || (!r->is_21 && strchr("nN,;:\\\"", next) == NULL) ||
		    (r->is_21 && strchr(",;\\", next) == NULL)) {
			ng_buf_char(&b, s.p[i]);
			continue;
		}
		i++;
		ng_buf_char(&b, next == 'n' || next == 'N' ? '\n' : next);
	}
	*rest = i < s.n ? ng_str_cut(s, i + 1, s.n) : (struct ng_str){NULL, 0};
	return ng_str_trim(ng_buf_str(&b));
}

/* The text of a value that has no structure. */
static struct ng_str
whole(struct reader *r, const struct property *p)
{
	struct ng_str rest = p->value;

	return take_part(r, &rest, '\0');
}

static void
add(struct reader *r, const struct property *p, const char *key, struct ng_str value)
{
	struct ng_card_field *f = ng_card_add(r->card, ng_str_of(key), value);

	if (f != NULL) {
		f->rank = p->rank;
		f->group = p->group;
	}
}

static void
read_name(struct reader *r, const struct property *p)
{
	/* the first of several, in several languages perhaps, is the one to show */
	if (r->card->name.n == 0)
		r->card->name = whole(r, p);
}

/* Family;Given;Additional;Prefixes;Suffixes, each perhaps a list. */
static void
read_names(struct reader *r, const struct property *p)
{
	struct ng_card *card = r->card;
	struct ng_str *const parts[] = {&card->family, &card->given, &card->additional, &card->prefix, &card->suffix};
	struct ng_str rest = p->value;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && rest.p != NULL; i++) {
		struct ng_str part = take_part(r, &rest, ';');
		struct ng_buf b = {.arena = r->a};

		/* a list's commas, which parted names of one kind */
		for (size_t k = 0; k < part.n; k++)
			ng_buf_char(&b, part.p[k] == ',' ? ' ' : part.p[k]);
		*parts[i] = ng_text_squeeze(r->a, ng_buf_str(&b));
	}
}

static void
read_org(struct reader *r, const struct property *p)
{
	struct ng_str rest = p->value;

	add(r, p, "org", take_part(r, &rest, ';'));
	while (rest.p != NULL)
		add(r, p, "department", take_part(r, &rest, ';'));
}

static void
read_text(struct reader *r, const struct property *p)
{
	add(r, p, p->key, whole(r, p));
}

static void
read_list(struct reader *r, const struct property *p)
{
	struct ng_str rest = p->value;

	while (rest.p != NULL) {
		struct ng_str one = take_part(r, &rest, ',');

		if (!ng_str_eq_nocase(one, NG_STR("myContacts"))) /* Google's: everybody */
			add(r, p, p->key, one);
	}
}

static void
read_email(struct reader *r, const struct property *p)
{
	struct ng_str value = whole(r, p);

	if (ng_str_eq_nocase(ng_str_cut(value, 0, 7), NG_STR("mailto:")))
		value = ng_str_cut(value, 7, value.n);
	add(r, p, "email", value);
}

/* A number, or tel:+49-30-1234;ext=5. */
static void
read_phone(struct reader *r, const struct property *p)
{
	struct ng_str value = whole(r, p), ext;
	struct ng_buf b = {.arena = r->a};
	size_t semicolon;

	if (ng_str_eq_nocase(ng_str_cut(value, 0, 4), NG_STR("tel:"))) {
		semicolon = ng_str_find(value, ';');
		ext = ng_str_cut(value, semicolon + 1, value.n);
		ng_buf_add(&b, ng_str_cut(value, 4, semicolon));
		if (ng_str_eq_nocase(ng_str_cut(ext, 0, 4), NG_STR("ext="))) {
			ng_buf_add(&b, NG_STR(" ext. "));
			ng_buf_add(&b, ng_str_cut(ext, 4, ng_str_find(ext, ';')));
		}
		value = ng_buf_str(&b);
	}
	add(r, p, p->fax ? "fax" : p->pager ? "pager" : "phone", value);
}

static void
read_address(struct reader *r, const struct property *p)
{
	struct ng_str rest = p->value, part[NG_CARD_ADDRESS] = {{NULL, 0}};

	for (size_t i = 0; i < NG_CARD_ADDRESS && rest.p != NULL; i++)
		part[i] = take_part(r, &rest, ';');
	ng_card_add_address(r->card, part, p->rank);
}

static void
read_url(struct reader *r, const struct property *p)
{
	struct ng_card_field *f = ng_card_add_url(r->card, whole(r, p));

	if (f != NULL) {
		f->rank = p->rank;
		f->group = p->group;
	}
}

/* An address at a site; what is no web address says nothing that one could open. */
static void
read_profile(struct reader *r, const struct property *p)
{
	if (ng_str_eq_nocase(ng_str_cut(p->value, 0, 4), NG_STR("http")))
		read_url(r, p);
}

static void
read_birthday(struct reader *r, const struct property *p)
{
	struct ng_str day = whole(r, p);
	struct ng_buf b = {.arena = r->a};

	/* Apple writes 1604 where the year isn't known */
	if (p->omit_year.n == 4 && ng_str_starts(day, p->omit_year) && day.n > 5) {
		ng_buf_add(&b, NG_STR("--"));
		ng_buf_add(&b, ng_str_cut(day, day.p[4] == '-' ? 5 : 4, day.n));
		day = ng_buf_str(&b);
	}
	ng_card_add_day(r->card, NG_STR("birthday"), day);
}

static void
read_anniversary(struct reader *r, const struct property *p)
{
	ng_card_add_day(r->card, NG_STR("anniversary"), whole(r, p));
}

/* A day of which a label says what it is. */
static void
read_date(struct reader *r, const struct property *p)
{
	struct ng_card_field *f = ng_card_add_day(r->card, NG_STR("date"), whole(r, p));

	if (f != NULL)
		f->group = p->group;
}

/* Somebody's name; the address of another card says nothing that one could read. */
static void
read_related(struct reader *r, const struct property *p)
{
	struct ng_str name = whole(r, p);
	struct ng_card_field *f;

	if (ng_str_eq_nocase(ng_str_cut(name, 0, 4), NG_STR("urn:")))
		return;
	f = ng_card_add(r->card, NG_STR("relation"), name);
	if (f == NULL)
		return;
	f->group = p->group;
	f->label = ng_str_eq_nocase(p->name, NG_STR("RELATED")) ? p->type : f->label;
}

/* Android's: its name of what it is; the value; the number of a label, or 0 and the label. */
static void
read_android(struct reader *r, const struct property *p)
{
	static const char *const relations[] = {"", "assistant", "brother", "child", "partner", "father", "friend", "manager",
	                                        "mother", "parent", "partner", "referred by", "relative", "sister", "spouse"};
	static const char *const dates[] = {"", "anniversary", "", "birthday"};
	struct ng_str rest = p->value, part[4] = {{NULL, 0}};
	struct ng_card_field *f;
	bool relation, date;
	size_t number = 0;

	for (size_t i = 0; i < 4 && rest.p != NULL; i++)
		part[i] = take_part(r, &rest, ';');
	relation = ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/relation"));
	date = ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/contact_event"));
	if (ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/nickname")))
		ng_card_add(r->card, NG_STR("alias"), part[1]);
	if (!relation && !date)
		return;
	f = date ? ng_card_add_day(r->card, NG_STR("date"), part[1]) : ng_card_add(r->card, NG_STR("relation"), part[1]);
	for (size_t i = 0; i < part[2].n && i < 3 && ng_is_digit(part[2].p[i]); i++)
		number = number * 10 + (size_t)(part[2].p[i] - '0');
	if (f == NULL)
		return;
	f->label = ng_str_dup(r->a, part[3]);
	if (number > 0 && number < (relation ? COUNT(relations) : COUNT(dates)))
		f->label = ng_str_of(relation ? relations[number] : dates[number]);
}

static void
read_zone(struct reader *r, const struct property *p)
{
	struct ng_str zone = whole(r, p);

	/* an offset says nothing of summer */
	if (ng_str_find(zone, '/') < zone.n)
		add(r, p, "timezone", zone);
}

static void
read_label(struct reader *r, const struct property *p)
{
	uint32_t count = ng_table_count(r->labelled);

	if (p->group.n == 0 || ng_table_put(r->labelled, ng_text_fold(r->a, p->group)) < count)
		return;
	r->labels = ng_arena_more(r->a, r->labels, count, &r->cap, sizeof(*r->labels));
	r->labels[count] = whole(r, p);
}

static void
read_handle(struct reader *r, const struct property *p)
{
	r->card->handle = whole(r, p);
}

static void
read_kind(struct reader *r, const struct property *p)
{
	static const char *const others[] = {"org", "location", "application", "device"};
	struct ng_str kind = whole(r, p);

	r->is_group = ng_str_eq_nocase(kind, NG_STR("group"));
	for (size_t i = 0; i < COUNT(others); i++)
		r->card->firm = r->card->firm || ng_str_eq_nocase(kind, ng_str_of(others[i]));
}

/* Apple's way to say it. */
static void
read_shown_as(struct reader *r, const struct property *p)
{
	r->card->firm = r->card->firm || ng_str_eq_nocase(whole(r, p), NG_STR("COMPANY"));
}

static void
read_version(struct reader *r, const struct property *p)
{
	r->is_21 = ng_str_starts(p->value, NG_STR("2"));
}

/* The properties of interest, and the key of their text; what else a card holds is passed over. */
static const struct {
	const char *name;
	void (*read)(struct reader *r, const struct property *p);
	const char *key;
} known[] = {
	{"VERSION", read_version, NULL}, {"FN", read_name, NULL}, {"N", read_names, NULL}, {"NICKNAME", read_list, "alias"},
	{"ORG", read_org, NULL}, {"TITLE", read_text, "role"}, {"ROLE", read_text, "role"}, {"EMAIL", read_email, NULL},
	{"TEL", read_phone, NULL}, {"ADR", read_address, NULL}, {"URL", read_url, NULL}, {"BDAY", read_birthday, NULL},
	{"ANNIVERSARY", read_anniversary, NULL}, {"X-ANNIVERSARY", read_anniversary, NULL},
	{"X-EVOLUTION-ANNIVERSARY", read_anniversary, NULL}, {"X-MS-ANNIVERSARY", read_anniversary, NULL},
	{"X-ABDATE", read_date, NULL}, {"X-ANDROID-CUSTOM", read_android, NULL},
	{"RELATED", read_related, NULL}, {"X-ABRELATEDNAMES", read_related, NULL},
	{"X-SPOUSE", read_text, "spouse"}, {"X-MS-SPOUSE", read_text, "spouse"}, {"X-EVOLUTION-SPOUSE", read_text, "spouse"},
	{"X-MANAGER", read_text, "manager"}, {"X-MS-MANAGER", read_text, "manager"},
	{"X-EVOLUTION-MANAGER", read_text, "manager"}, {"X-ASSISTANT", read_text, "assistant"},
	{"X-MS-ASSISTANT", read_text, "assistant"}, {"X-EVOLUTION-ASSISTANT", read_text, "assistant"},
	{"X-MS-CHILD", read_text, "child"}, {"X-ABSHOWAS", read_shown_as, NULL},
	{"NOTE", read_text, "note"}, {"TZ", read_zone, NULL}, {"CATEGORIES", read_list, "categories"},
	{"PRONOUNS", read_text, "pronouns"}, {"IMPP", read_text, "chat-address"}, {"X-JABBER", read_text, "chat-address"},
	{"X-SOCIALPROFILE", read_profile, NULL}, {"SOCIALPROFILE", read_profile, NULL}, {"X-ABLABEL", read_label, NULL},
	{"X-NG-HANDLE", read_handle, NULL}, {"KIND", read_kind, NULL}, {"X-ADDRESSBOOKSERVER-KIND", read_kind, NULL},
};

/* What the labels of groups say: a fax, who somebody is, which day it is. */
static void
apply_labels(struct reader *r)
{
	struct ng_card *card = r->card;

	for (size_t i = 0; i < card->n; i++) {
		struct ng_card_field *f = &card->fields[i];
		uint32_t label = f->group.n == 0 ? NG_NONE : ng_table_find(r->labelled, ng_text_fold(r->a, f->group));

		if (label == NG_NONE)
			continue;
		if (ng_str_eq(f->key, NG_STR("phone")) && holds_nocase(r->labels[label], NG_STR("fax")))
			f->key = NG_STR("fax");
		else if (f->label.n == 0)
			f->label = r->labels[label];
	}
}

static void
end_card(struct reader *r)
{
	if (r->card == NULL)
		return;
	apply_labels(r);
	if (!r->is_group)
		ng_card_end(r->card, &r->cards);
	r->card = NULL;
}

static void
begin_card(struct reader *r, size_t line)
{
	r->card = ng_card_new(r->a, line);
	r->is_21 = r->is_group = false;
	r->depth = 0;
	r->labelled = ng_table_new(r->a);
}

static void
begin(struct reader *r, struct ng_str what, size_t line)
{
	bool card = ng_str_eq_nocase(what, NG_STR("VCARD"));

	if (r->card != NULL && (!card || r->agent || r->depth > 0)) {
		r->depth++;
	} else if (card) {
		if (r->card != NULL)
			tell(r, r->card->line, "this card has no END:VCARD before the next one begins");
		end_card(r);
		begin_card(r, line);
	}
}

static void
end(struct reader *r)
{
	if (r->depth > 0)
		r->depth--;
	else
		end_card(r);
}

static void
read_property(struct reader *r, const struct property *head, struct ng_str first, size_t which, size_t number)
{
	struct ng_buf line = {.arena = r->a};
	struct property p = {.rank = 0};
	struct ng_str before;

	take_rest(r, first, head->quoted_printable, &line);
	before = up_to(ng_buf_str(&line), ":");
	take_head(&p, before);
	p.value = ng_str_cut(ng_buf_str(&line), before.n + 1, line.n);
	if (p.base64)
		return; /* nobody writes words so */
	if (p.quoted_printable)
		p.value = decode_quoted_printable(r->a, p.value);
	if (!ng_charset_utf8(r->a, p.value, p.charset, &p.value))
		tell(r, number, "its encoding is unknown here: taken for Windows-1252");
	p.key = known[which].key;
	known[which].read(r, &p);
}

/* Reads the property that begins with the line `first`, the number `number`. */
static void
read_line(struct reader *r, struct ng_str first, size_t number)
{
	struct property p = {.rank = 0};
	struct ng_str head = up_to(first, ":"), value = ng_str_trim(ng_str_cut(first, head.n + 1, first.n));
	size_t which = 0;
	bool open = head.n == first.n;

	take_head(&p, head);
	if (ng_str_eq_nocase(p.name, NG_STR("BEGIN")) || ng_str_eq_nocase(p.name, NG_STR("END"))) {
		if (ng_str_eq_nocase(p.name, NG_STR("BEGIN")))
			begin(r, value, number);
		else
			end(r);
		r->agent = r->binary = false;
		return;
	}
	while (which < COUNT(known) && !ng_str_eq_nocase(p.name, ng_str_of(known[which].name)))
		which++;
	if (which < COUNT(known) && r->card != NULL && r->depth == 0) {
		read_property(r, &p, first, which, number);
	} else {
		/* its parameters may go on in the next line: a colon is looked for there too */
		open = open && !goes_on(r, first, false);
		take_rest(r, first, p.quoted_printable, NULL);
		if (open && !r->binary && r->card != NULL && r->depth == 0)
			tell(r, number, "this line is no property and was left out");
	}
	r->agent = ng_str_eq_nocase(p.name, NG_STR("AGENT")) && value.n == 0;
	/* the lines of base64 that version 2.1 lets follow unfolded have no colon */
	r->binary = p.base64 || (r->binary && open);
}

bool
ng_vcard_is(struct ng_str file)
{
	struct ng_str s = ng_str_trim(ng_str_cut(file, 0, 200));

	return ng_str_eq_nocase(ng_str_cut(s, 0, 11), NG_STR("BEGIN:VCARD"));
}

void
ng_vcard_read(struct ng_arena *a, struct ng_str file, const struct ng_card_sink *sink)
{
	struct reader r = {.a = a, .s = file, .sink = sink};

	while (r.at < r.s.n) {
		struct ng_str line = take_line(&r);
		size_t number = r.line;

		if (ng_str_trim(line).n > 0)
			read_line(&r, line, number);
	}
	if (r.card != NULL)
		tell(&r, r.card->line, "this card has no END:VCARD: the file may be cut off");
	end_card(&r);
	ng_cards_end(a, &r.cards, sink);
}
