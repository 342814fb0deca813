/* vcard: a card for each person who is defined: RFC 6350, or RFC 2426 for version 3.0. */
#include "export.h"
#include "plain.h"
#include "text.h"

/* Bytes of a line without its end (RFC 6350, section 3.2). */
#define LINE_BYTES 75

/* How the value of a property is written. */
enum form { FORM_TEXT, FORM_URL, FORM_BIRTHDAY };

/* The fields of a card that are one property each. */
static const struct property {
	const char *key, *name, *name3; /* of version 3.0 */
	enum form form;
	bool several; /* all values; else the latest, of those the first */
} properties[] = {
	{"email", "EMAIL", "EMAIL;TYPE=INTERNET", FORM_TEXT, true},
	{"phone", "TEL", "TEL", FORM_TEXT, true},
	{"tel", "TEL", "TEL", FORM_TEXT, true},
	{"mobile", "TEL;TYPE=cell", "TEL;TYPE=CELL", FORM_TEXT, true},
	{"org", "ORG", "ORG", FORM_TEXT, false},
	{"url", "URL", "URL", FORM_URL, true},
	{"website", "URL", "URL", FORM_URL, true},
	{"linkedin", "X-SOCIALPROFILE;TYPE=linkedin", "X-SOCIALPROFILE;TYPE=linkedin", FORM_URL, true},
	{"github", "X-SOCIALPROFILE;TYPE=github", "X-SOCIALPROFILE;TYPE=github", FORM_URL, true},
	{"mastodon", "X-SOCIALPROFILE;TYPE=mastodon", "X-SOCIALPROFILE;TYPE=mastodon", FORM_URL, true},
	{"birthday", "BDAY", "BDAY", FORM_BIRTHDAY, false},
	{"timezone", "TZ", "TZ;VALUE=text", FORM_TEXT, false},
	{"pronouns", "PRONOUNS", "X-PRONOUNS", FORM_TEXT, false},
};

struct card {
	struct ng_export *x;
	const struct ng_network *net;
	uint32_t person;
	struct ng_buf line; /* that is being written, not folded yet */
	ng_day revised;     /* the last day of what stands in the card, or 0 */
};

/* Ends a line: folds it before a character that would make it too long. */
static void
end_line(struct card *c)
{
	struct ng_str s = ng_buf_str(&c->line);
	struct ng_buf *out = &c->x->out;
	size_t column = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		ng_text_at(s, i, &n);
		if (column + n > LINE_BYTES) {
			ng_buf_add(out, NG_STR("\r\n "));
			column = 1;
		}
		ng_buf_add(out, ng_str_cut(s, i, i + n));
		column += n;
	}
	ng_buf_add(out, NG_STR("\r\n"));
	c->line.n = 0;
}

static void
add(struct card *c, const char *s)
{
	ng_buf_add(&c->line, ng_str_of(s));
}

/* A text value, escaped (RFC 6350, section 3.4). */
static void
add_text(struct card *c, struct ng_str s)
{
	s = ng_plain_breaks(c->x->arena, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' || s.p[i] == ',' || s.p[i] == ';')
			ng_buf_char(&c->line, '\\');
		if (s.p[i] == '\n')
			add(c, "\\n");
		else
			ng_buf_char(&c->line, s.p[i]);
	}
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

static void
write_birthday(struct card *c, struct ng_str s)
{
	bool old = c->x->options.old;
	int year, month, day;

	if (!ng_date_birthday(s, &year, &month, &day)) {
		if (!old)
			write_text(c, "BDAY;VALUE=text", s);
		return;
	}
	if (year > 0)
		ng_buf_printf(&c->line, old ? "BDAY:%04d-%02d-%02d" : "BDAY:%04d%02d%02d", year, month, day);
	else if (old) /* as address books write it that know no day without a year; 1604 is a leap year */
		ng_buf_printf(&c->line, "BDAY;X-APPLE-OMIT-YEAR=1604:1604-%02d-%02d", month, day);
	else
		ng_buf_printf(&c->line, "BDAY:--%02d%02d", month, day);
	end_line(c);
}

static void
write_value(struct card *c, const struct property *p, struct ng_str s)
{
	const char *name = c->x->options.old ? p->name3 : p->name;
	bool web = ng_str_starts(s, NG_STR("http://")) || ng_str_starts(s, NG_STR("https://"));

	if (p->form == FORM_BIRTHDAY) {
		write_birthday(c, s);
	} else if (p->form == FORM_URL && web) {
		add(c, name);
		add(c, ":");
		add_url(c, s);
		end_line(c);
	} else {
		write_text(c, name, s);
	}
}

static void
revise(struct card *c, const struct ng_statement *s)
{
	if (s->date > c->revised && !s->planned)
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
		uint32_t known = ng_table_count(seen);

		if (s->kind != NG_KIND_FIELD || s->people.v[0] != c->person || !ng_str_eq(s->what, ng_str_of(p->key)) ||
		    s->date != latest->date || (!p->several && s != latest) || ng_str_trim(s->text).n == 0)
			continue;
		if (ng_table_put(seen, s->text) == known)
			write_value(c, p, s->text);
	}
}

/* Family and given name: the last word and what stands before it. A guess, but one that address books sort by. */
static void
write_names(struct card *c)
{
	const struct ng_person *p = &c->net->people[c->person];
	struct ng_str name = ng_plain_person(c->net, c->person);
	size_t last = name.n;

	if (ng_str_starts(name, NG_STR("@")))
		name = ng_str_cut(name, 1, name.n);
	write_text(c, "FN", name);
	last = name.n;
	while (last > 0 && name.p[last - 1] != ' ')
		last--;
	add(c, "N:");
	add_text(c, last == 0 ? NG_STR("") : ng_str_cut(name, last, name.n));
	add(c, ";");
	add_text(c, ng_str_trim(ng_str_cut(name, 0, last == 0 ? name.n : last)));
	add(c, ";;;");
	end_line(c);
	if (p->name.n > 0 && !ng_str_eq(p->name, name))
		write_text(c, "NOTE", p->name);
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

/* Aliases; and topics of definitions and of what they know. */
static void
write_lists(struct card *c)
{
	struct ng_table *aliases = ng_table_new(c->x->arena), *topics = ng_table_new(c->x->arena);
	struct ng_numbers list = c->net->people[c->person].statements;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = c->net->statements[list.v[i]];
		bool own = s->people.v[0] == c->person && !s->planned && s->state != NG_STATE_DROPPED;

		if (own && s->kind == NG_KIND_FIELD && ng_str_eq(s->what, NG_STR("alias")) && s->text.n > 0) {
			ng_table_put(aliases, s->text);
			revise(c, s);
		}
		if (!own || (s->kind != NG_KIND_PERSON && s->kind != NG_KIND_KNOWS))
			continue;
		revise(c, s);
		for (size_t k = 0; k < s->topics.n; k++) {
			struct ng_str topic = ng_table_name(c->net->topics, s->topics.v[k]);

			/* these say of a page that it is a person's */
			if (!ng_str_eq(topic, NG_STR("#person")) && !ng_str_eq(topic, NG_STR("#contact")))
				ng_table_put(topics, ng_str_cut(topic, 1, topic.n));
		}
	}
	write_list(c, "NICKNAME", aliases);
	write_list(c, "CATEGORIES", topics);
}

/* `role` is the title on a business card, unless there is a field of that name. */
static void
write_role(struct card *c)
{
	const struct ng_statement *role = field(c, "role"), *title = field(c, "title");

	if (title != NULL)
		write_text(c, "TITLE", title->text);
	if (role != NULL)
		write_text(c, title != NULL ? "ROLE" : "TITLE", role->text);
}

static void
write_address(struct card *c)
{
	const struct ng_statement *street = field(c, "address"), *city = field(c, "city"), *country = field(c, "country");

	if (street == NULL && city == NULL && country == NULL)
		return;
	add(c, "ADR:;;");
	add_text(c, street != NULL ? street->text : NG_STR(""));
	add(c, ";");
	add_text(c, city != NULL ? city->text : NG_STR(""));
	add(c, ";;;");
	add_text(c, country != NULL ? country->text : NG_STR(""));
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
	write_role(c);
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
