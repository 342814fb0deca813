/* vcard: a card for each person who is defined: RFC 6350, or RFC 2426 for version 3.0. */
#include "contentline.h"
#include "export.h"
#include "foreign.h"
#include "lexicon.h"
#include "name.h"
#include "plain.h"
#include "text.h"

/* How the value of a property is written. */
enum form {
	FORM_TEXT,   /* one text */
	FORM_EMAIL,  /* addresses: notes may have several in one line */
	FORM_PHONE,  /* likewise numbers */
	FORM_URL,    /* likewise web addresses */
	FORM_URI,    /* nothing but a URI */
	FORM_DAY,
};

/* The fields of a card that are one property each. */
static const struct property {
	const char *key, *name, *name3; /* in version 3.0 */
	enum form form;
	bool several; /* all values; else the latest, of those the first */
} properties[] = {
	{"email", "EMAIL", "EMAIL;TYPE=INTERNET", FORM_EMAIL, true},
	{"phone", "TEL", "TEL", FORM_PHONE, true},
	{"fax", "TEL;TYPE=fax", "TEL;TYPE=FAX", FORM_PHONE, true},
	{"pager", "TEL;TYPE=pager", "TEL;TYPE=PAGER", FORM_PHONE, true},
	{"chat-address", "IMPP", "IMPP", FORM_URI, true},
	{"url", "URL", "URL", FORM_URL, true},
	{"linkedin", "X-SOCIALPROFILE;TYPE=linkedin", "X-SOCIALPROFILE;TYPE=linkedin", FORM_URL, true},
	{"github", "X-SOCIALPROFILE;TYPE=github", "X-SOCIALPROFILE;TYPE=github", FORM_URL, true},
	{"mastodon", "X-SOCIALPROFILE;TYPE=mastodon", "X-SOCIALPROFILE;TYPE=mastodon", FORM_URL, true},
	{"birthday", "BDAY", "BDAY", FORM_DAY, false},
	{"anniversary", "ANNIVERSARY", "X-ANNIVERSARY", FORM_DAY, false},
	{"timezone", "TZ", "TZ;VALUE=text", FORM_TEXT, false},
	{"note", "NOTE", "NOTE", FORM_TEXT, true},
};

struct card {
	struct ng_export *x;
	const struct ng_network *net;
	uint32_t person;
	struct ng_buf line; /* that is being written, not folded yet */
	ng_day revised;     /* the last day of what stands in the card, or 0 */
};

static void
end_line(struct card *c)
{
	ng_contentline_end(&c->line, &c->x->out);
}

static void
add(struct card *c, const char *s)
{
	ng_buf_add(&c->line, ng_str_of(s));
}

static void
add_text(struct card *c, struct ng_str s)
{
	ng_contentline_text(&c->line, ng_plain_breaks(c->x->arena, s));
}

/* An address on the web: what can't stand in one is percent-encoded. */
static void
add_url(struct card *c, struct ng_str s)
{
	s = ng_str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char b = (unsigned char)s.p[i];

		if (b <= ' ' || b >= 0x7F || b == '\\' || b == '"' || b == '<' || b == '>')
			ng_buf_printf(&c->line, "%%%02X", (unsigned)b);
		else
			ng_buf_char(&c->line, (char)b);
	}
}

static void
write_text(struct card *c, const char *name, struct ng_str s)
{
	add(c, name);
	add(c, ":");
	add_text(c, s);
	end_line(c);
}

/* A day, with or without a year, under a name without parameters. */
static void
write_day(struct card *c, const char *name, struct ng_str s)
{
	bool old = c->x->options.old;
	int year, month, day;

	if (!ng_date_birthday(s, &year, &month, &day)) {
		add(c, old ? "" : name);
		if (!old)
			write_text(c, ";VALUE=text", s);
		return;
	}
	add(c, name);
	if (year > 0)
		ng_buf_printf(&c->line, old ? ":%04d-%02d-%02d" : ":%04d%02d%02d", year, month, day);
	else if (old) /* as address books write it that know no day without a year; 1604 is a leap year */
		ng_buf_printf(&c->line, ";X-APPLE-OMIT-YEAR=1604:1604-%02d-%02d", month, day);
	else
		ng_buf_printf(&c->line, ":--%02d%02d", month, day);
	end_line(c);
}

static bool
is_web(struct ng_str s)
{
	return ng_str_starts(s, NG_STR("http://")) || ng_str_starts(s, NG_STR("https://"));
}

/* Whether it begins with a scheme: letters, digits and "+-.", then a colon (RFC 3986, section 3.1). */
static bool
is_uri(struct ng_str s)
{
	size_t i = 0;

	while (i < s.n &&
	       (ng_is_alpha(s.p[i]) || (i > 0 && (ng_is_digit(s.p[i]) || ng_str_find(NG_STR("+-."), s.p[i]) < 3))))
		i++;
	return i > 1 && i + 1 < s.n && s.p[i] == ':' && ng_str_find(s, ' ') == s.n;
}

/* What stands between angle brackets, if s ends in it: an address with or without whose it is. */
static struct ng_str
unbracketed(struct ng_str s)
{
	size_t open = ng_str_find(s, '<');

	return open + 2 < s.n && s.p[s.n - 1] == '>' ? ng_str_trim(ng_str_cut(s, open + 1, s.n - 1)) : s;
}

/* Whether a part of a list can stand alone. */
static bool
is_whole(enum form form, struct ng_str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++)
		digits += ng_is_digit(s.p[i]);
	switch (form) {
	case FORM_EMAIL:
		return ng_str_find(s, '@') < s.n && ng_str_find(s, ' ') == s.n;
	case FORM_PHONE:
		return digits >= 5;
	case FORM_URL:
		return is_web(s);
	default:
		return false;
	}
}

/* The value of an address, alone: "mailto:" and brackets are no part of it. */
static struct ng_str
bare(const struct property *p, struct ng_str s)
{
	s = ng_str_trim(s);
	if (p->form == FORM_EMAIL || p->form == FORM_URL)
		s = unbracketed(s);
	if (p->form == FORM_EMAIL && ng_str_eq_nocase(ng_str_cut(s, 0, 7), NG_STR("mailto:")))
		s = ng_str_cut(s, 7, s.n);
	return s;
}

static void
write_one(struct card *c, const struct property *p, struct ng_str s)
{
	const char *name = c->x->options.old ? p->name3 : p->name;

	if (p->form == FORM_DAY) {
		write_day(c, name, s);
	} else if ((p->form == FORM_URL && is_web(s)) || (p->form == FORM_URI && is_uri(s))) {
		add(c, name);
		add(c, ":");
		add_url(c, s);
		end_line(c);
	} else if (p->form != FORM_URI) {
		write_text(c, name, s);
	}
}

/* A value: each part that commas or semicolons make, if each can stand alone, else all of it. */
static void
write_value(struct card *c, const struct property *p, struct ng_str s, struct ng_table *seen)
{
	for (int pass = 0; pass < 2; pass++) {
		struct ng_str rest = s, part;

		while (rest.n > 0) {
			size_t to = 0;
			uint32_t count = ng_table_count(seen);

			while (to < rest.n && rest.p[to] != ',' && rest.p[to] != ';')
				to++;
			part = bare(p, ng_str_cut(rest, 0, to));
			rest = ng_str_cut(rest, to + 1, rest.n);
			if (pass == 0 && !is_whole(p->form, part)) {
				part = bare(p, s);
				if (ng_table_put(seen, part) == count)
					write_one(c, p, part);
				return;
			}
			if (pass == 1 && ng_table_put(seen, part) == count)
				write_one(c, p, part);
		}
	}
}

static void
revise(struct card *c, const struct ng_statement *s)
{
	if (s->date > c->revised)
		c->revised = s->date;
}

/* The value that holds now: the latest. NULL where there is none. */
static const struct ng_statement *
field(struct card *c, const char *key)
{
	const struct ng_statement *s = ng_network_field(c->net, c->person, ng_str_of(key));

	if (s == NULL || ng_str_trim(s->text).n == 0)
		return NULL;
	revise(c, s);
	return s;
}

/* What a value says, without the marks of Markdown; links by name. */
static struct ng_str
said(struct card *c, const struct ng_statement *s)
{
	struct ng_arena *a = c->x->arena;
	bool link = false;

	for (size_t i = 1; i < s->text.n && !link; i++)
		link = s->text.p[i - 1] == '[' && s->text.p[i] == '[' && (i == 1 || s->text.p[i - 2] != '\\');
	return ng_str_trim(ng_foreign_of(a, link ? ng_plain_words(a, c->net, s->text) : s->text));
}

/* The same without the topics at its end. */
static struct ng_str
said_of_work(struct card *c, const struct ng_statement *s)
{
	struct ng_str text = s == NULL ? NG_STR("") : said(c, s);
	size_t last;

	while (s != NULL && s->topics.n > 0) {
		for (last = text.n; last > 0 && text.p[last - 1] != ' ';)
			last--;
		if (last == 0 || text.p[last] != '#')
			break;
		text = ng_str_trim(ng_str_cut(text, 0, last));
	}
	return text;
}

/* All values of the same day as the latest, each once. */
static void
write_values(struct card *c, const struct property *p)
{
	struct ng_numbers list = c->net->people[c->person].statements;
	const struct ng_statement *latest = field(c, p->key);
	struct ng_table *seen = ng_table_new(c->x->arena);

	if (latest == NULL)
		return;
	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = c->net->statements[list.v[i]];

		if (s->kind != NG_KIND_FIELD || s->people.v[0] != c->person || !ng_str_eq(s->what, ng_str_of(p->key)) ||
		    s->date != latest->date || (!p->several && s != latest) || ng_str_trim(s->text).n == 0)
			continue;
		write_value(c, p, said(c, s), seen);
	}
}

/* The definition's title; where a dash or colon ends the name, up to that. What commas and brackets add is name's. */
static struct ng_str
title_of(struct card *c, bool *more)
{
	const struct ng_person *p = &c->net->people[c->person];
	struct ng_str rest = ng_str_starts(p->name, p->called) ? ng_str_cut(p->name, p->called.n, p->name.n) : NG_STR("");
	/* a space may stand before each of them, and stands before a dash */
	static const char *const ends[] = {":", "|", ";", "- ", "– ", "— "};
	struct ng_str shown = ng_plain_person(c->net, c->person);

	*more = false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		*more = *more || ng_str_starts(ng_str_trim(rest), ng_str_of(ends[i]));
	/* who has no name is shown by the handle: a sigil that begins a name is text */
	if (p->called.n == 0)
		shown = ng_str_cut(shown, ng_str_starts(shown, NG_STR("@")), shown.n);
	return ng_foreign_of(c->x->arena, *more || p->called.n == 0 ? shown : p->name);
}

/* FN, N, what the title says beside the name, and pronouns that stand in it. */
static void
write_names(struct card *c)
{
	const struct ng_person *p = &c->net->people[c->person];
	const struct ng_statement *pronouns = field(c, "pronouns");
	const char *pronouns_name = c->x->options.old ? "X-PRONOUNS" : "PRONOUNS";
	bool more;
	struct ng_str title = title_of(c, &more);
	struct ng_name name = ng_name_of(c->x->arena, title);
	struct ng_str parts[] = {name.family, name.given, NG_STR(""), name.prefix, name.suffix};
	struct ng_buf full = {.arena = c->x->arena};

	for (int i = 3; i >= 0; i--) {
		ng_buf_add(&full, full.n > 0 && parts[i].n > 0 ? NG_STR(" ") : NG_STR(""));
		ng_buf_add(&full, parts[i]);
	}
	ng_buf_add(&full, name.suffix.n > 0 ? NG_STR(", ") : NG_STR(""));
	ng_buf_add(&full, name.suffix);
	write_text(c, "FN", name.more ? ng_buf_str(&full) : name.shown);
	add(c, "N:");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		add(c, i > 0 ? ";" : "");
		add_text(c, parts[i]);
	}
	end_line(c);
	if (p->name.n > 0 && (name.more || more))
		write_text(c, "NOTE", ng_foreign_of(c->x->arena, p->name));
	if (pronouns != NULL)
		write_text(c, pronouns_name, said(c, pronouns));
	else if (name.pronouns.n > 0)
		write_text(c, pronouns_name, name.pronouns);
}

/* A property that is a list: the words of a table, without the sigil of a topic. */
static void
write_list(struct card *c, const char *name, const struct ng_table *words)
{
	if (ng_table_count(words) == 0)
		return;
	add(c, name);
	for (uint32_t i = 0; i < ng_table_count(words); i++) {
		add(c, i == 0 ? ":" : ",");
		add_text(c, ng_table_name(words, i));
	}
	end_line(c);
}

/* Each part of a value, apart at commas. */
static void
take_parts(struct ng_table *words, struct ng_str s)
{
	while (s.n > 0) {
		size_t comma = ng_str_find(s, ',');
		struct ng_str part = ng_str_trim(ng_str_cut(s, 0, comma));

		if (part.n > 0)
			ng_table_put(words, part);
		s = ng_str_cut(s, comma + 1, s.n);
	}
}

/* Aliases; and categories, the topics of definitions, of fields and of what they know. */
static void
write_lists(struct card *c)
{
	struct ng_table *aliases = ng_table_new(c->x->arena), *topics = ng_table_new(c->x->arena);
	struct ng_numbers list = c->net->people[c->person].statements;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = c->net->statements[list.v[i]];
		bool alias = ng_str_eq(s->what, NG_STR("alias")), categories = ng_lexicon_is_categories(s->what);

		if (s->people.v[0] != c->person || s->planned || s->state == NG_STATE_DROPPED ||
		    (s->kind != NG_KIND_PERSON && s->kind != NG_KIND_KNOWS && s->kind != NG_KIND_FIELD))
			continue;
		if (s->kind != NG_KIND_FIELD || alias || categories || s->topics.n > 0)
			revise(c, s);
		if (s->kind == NG_KIND_FIELD && (alias || categories))
			take_parts(alias ? aliases : topics, said(c, s));
		for (size_t k = 0; k < s->topics.n; k++) {
			struct ng_str topic = ng_table_name(c->net->topics, s->topics.v[k]);

			/* these say of a page that it is a person's */
			if (!ng_str_eq(topic, NG_STR("#person")) && !ng_str_eq(topic, NG_STR("#contact")))
				ng_table_put(topics, ng_str_cut(topic, 1, topic.n));
		}
	}
	/* one each: some readers take the first of a list alone */
	for (uint32_t i = 0; i < ng_table_count(aliases); i++)
		write_text(c, "NICKNAME", ng_table_name(aliases, i));
	write_list(c, "CATEGORIES", topics);
}

/* `role` is the title on a business card, unless there is a field of that name. */
static void
write_work(struct card *c)
{
	const struct ng_statement *role = field(c, "role"), *title = field(c, "title"), *org = field(c, "org");
	const struct ng_statement *department = field(c, "department");

	if (title != NULL)
		write_text(c, "TITLE", said_of_work(c, title));
	if (role != NULL)
		write_text(c, title != NULL ? "ROLE" : "TITLE", said_of_work(c, role));
	if (org == NULL && department == NULL)
		return;
	add(c, "ORG:");
	add_text(c, said_of_work(c, org));
	add(c, department != NULL ? ";" : "");
	add_text(c, said_of_work(c, department));
	end_line(c);
}

static void
write_address(struct card *c)
{
	static const char *const keys[] = {"address", "city", "region", "postal-code", "country"};
	const struct ng_statement *part[5];
	bool any = false;

	for (size_t i = 0; i < 5; i++) {
		part[i] = field(c, keys[i]);
		any = any || part[i] != NULL;
	}
	if (!any)
		return;
	add(c, "ADR:;");
	for (size_t i = 0; i < 5; i++) {
		add(c, ";");
		add_text(c, part[i] != NULL ? said(c, part[i]) : NG_STR(""));
	}
	end_line(c);
}

static void
write_card(struct card *c)
{
	bool old = c->x->options.old;
	char date[11];

	ng_buf_add(&c->x->out, old ? NG_STR("BEGIN:VCARD\r\nVERSION:3.0\r\n") : NG_STR("BEGIN:VCARD\r\nVERSION:4.0\r\n"));
	add(c, "UID:urn:uuid:");
	ng_buf_add(&c->line, ng_export_person_uid(c->x, c->person, "person"));
	end_line(c);
	write_names(c);
	write_lists(c);
	write_work(c);
	for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++)
		write_values(c, &properties[i]);
	write_address(c);
	write_text(c, "X-NG-HANDLE", c->net->people[c->person].handle);
	if (c->revised > 0) {
		ng_date_format(c->revised, date);
		ng_buf_printf(&c->line, "REV:%.4s%.2s%.2sT000000Z", date, date + 5, date + 8);
		end_line(c);
	}
	ng_buf_add(&c->x->out, NG_STR("END:VCARD\r\n"));
}

static bool
is_defined(const struct ng_network *net, uint32_t person)
{
	struct ng_numbers list = net->people[person].statements;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (s->kind == NG_KIND_PERSON && s->people.v[0] == person)
			return true;
	}
	return false;
}

void
ng_export_vcard(struct ng_export *x)
{
	for (uint32_t p = 0; p < x->net->npeople; p++) {
		struct card c = {.x = x, .net = x->net, .person = p, .line = {.arena = x->arena}};

		if (is_defined(x->net, p))
			write_card(&c);
	}
}
