#include "vcard_parts.h"

#include <string.h>

#include "text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The text of s up to an unescaped `separator` ('\0': all of it), its escapes undone; *end: where that stands, or s.n. */
static struct ng_str
unescaped(const struct ng_vcard_open *o, struct ng_str s, char separator, size_t *end)
{
	struct ng_buf b = {.arena = o->a};
	size_t i = 0;

	for (; i < s.n && (separator == '\0' || s.p[i] != separator); i++) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (s.p[i] != '\\' || next == '\0' || (!o->is_21 && strchr("nN,;:\\\"", next) == NULL) ||
		    (o->is_21 && strchr(",;\\", next) == NULL)) {
			ng_buf_char(&b, s.p[i]);
			continue;
		}
		i++;
		ng_buf_char(&b, next == 'n' || next == 'N' ? '\n' : next);
	}
	*end = i;
	return ng_str_trim(ng_buf_str(&b));
}

/* The next part of a structured value. `*rest` is what is behind it; its p is NULL at the end. */
static struct ng_str
take_part(const struct ng_vcard_open *o, struct ng_str *rest, char separator)
{
	size_t end;
	struct ng_str part = unescaped(o, *rest, separator, &end);

	*rest = end < rest->n ? ng_str_cut(*rest, end + 1, rest->n) : (struct ng_str){NULL, 0};
	return part;
}

/* The text of a value that has no structure. */
static struct ng_str
whole(const struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	size_t end;

	return unescaped(o, p->value, '\0', &end);
}

static void
add(struct ng_vcard_open *o, const struct ng_vcard_property *p, const char *key, struct ng_str value)
{
	struct ng_card_field *f = ng_card_add(o->card, ng_str_of(key), value);

	if (f != NULL) {
		f->rank = p->rank;
		f->group = p->group;
	}
}

static void
read_name(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	/* the first of several, in several languages perhaps, is the one to show */
	if (o->card->name.n == 0)
		o->card->name = whole(o, p);
}

/* Family;Given;Additional;Prefixes;Suffixes, each perhaps a list. */
static void
read_names(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_card *card = o->card;
	struct ng_str *const parts[] = {&card->family, &card->given, &card->additional, &card->prefix, &card->suffix};
	struct ng_str rest = p->value;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && rest.p != NULL; i++) {
		struct ng_str part = take_part(o, &rest, ';');
		struct ng_buf b = {.arena = o->a};

		/* a list's commas, which parted names of one kind */
		for (size_t k = 0; k < part.n; k++)
			ng_buf_char(&b, part.p[k] == ',' ? ' ' : part.p[k]);
		*parts[i] = ng_text_squeeze(o->a, ng_buf_str(&b));
	}
}

static void
read_org(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str rest = p->value;

	add(o, p, "org", take_part(o, &rest, ';'));
	while (rest.p != NULL)
		add(o, p, "department", take_part(o, &rest, ';'));
}

static void
read_text(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	add(o, p, p->key, whole(o, p));
}

static void
read_list(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str rest = p->value;

	while (rest.p != NULL) {
		struct ng_str one = take_part(o, &rest, ',');

		if (!ng_str_eq_nocase(one, NG_STR("myContacts"))) /* Google's: everybody */
			add(o, p, p->key, one);
	}
}

static void
read_email(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str value = whole(o, p);

	if (ng_str_eq_nocase(ng_str_cut(value, 0, 7), NG_STR("mailto:")))
		value = ng_str_cut(value, 7, value.n);
	add(o, p, "email", value);
}

/* A number, or tel:+49-30-1234;ext=5. */
static void
read_phone(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str value = whole(o, p), ext;
	struct ng_buf b = {.arena = o->a};
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
	add(o, p, p->fax ? "fax" : p->pager ? "pager" : "phone", value);
}

static void
read_address(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str rest = p->value, part[NG_CARD_ADDRESS] = {{NULL, 0}};

	for (size_t i = 0; i < NG_CARD_ADDRESS && rest.p != NULL; i++)
		part[i] = take_part(o, &rest, ';');
	ng_card_add_address(o->card, part, p->rank);
}

static void
read_url(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_card_field *f = ng_card_add_url(o->card, whole(o, p));

	if (f != NULL) {
		f->rank = p->rank;
		f->group = p->group;
	}
}

/* An address at a site; what is no web address says nothing that one could open. */
static void
read_profile(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	if (ng_str_eq_nocase(ng_str_cut(p->value, 0, 4), NG_STR("http")))
		read_url(o, p);
}

static void
read_birthday(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str day = whole(o, p);
	struct ng_buf b = {.arena = o->a};

	/* Apple writes 1604 where the year isn't known */
	if (p->omit_year.n == 4 && ng_str_starts(day, p->omit_year) && day.n > 5) {
		ng_buf_add(&b, NG_STR("--"));
		ng_buf_add(&b, ng_str_cut(day, day.p[4] == '-' ? 5 : 4, day.n));
		day = ng_buf_str(&b);
	}
	ng_card_add_day(o->card, NG_STR("birthday"), day);
}

static void
read_anniversary(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	ng_card_add_day(o->card, NG_STR("anniversary"), whole(o, p));
}

/* A day of which a label says what it is. */
static void
read_date(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_card_field *f = ng_card_add_day(o->card, NG_STR("date"), whole(o, p));

	if (f != NULL)
		f->group = p->group;
}

/* Somebody's name; the address of another card says nothing that one could read. */
static void
read_related(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str name = whole(o, p);
	struct ng_card_field *f;

	if (ng_str_eq_nocase(ng_str_cut(name, 0, 4), NG_STR("urn:")))
		return;
	f = ng_card_add(o->card, NG_STR("relation"), name);
	if (f == NULL)
		return;
	f->group = p->group;
	if (ng_str_eq_nocase(p->name, NG_STR("RELATED")))
		f->label = p->type;
}

/* Android's: its name of what it is; the value; the number of a label, or 0 and the label. */
static void
read_android(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	static const char *const relations[] = {"", "assistant", "brother", "child", "partner", "father", "friend", "manager",
	                                        "mother", "parent", "partner", "referred by", "relative", "sister", "spouse"};
	static const char *const dates[] = {"", "anniversary", "", "birthday"};
	struct ng_str rest = p->value, part[4] = {{NULL, 0}};
	struct ng_card_field *f;
	bool relation, date;
	size_t number = 0;

	for (size_t i = 0; i < 4 && rest.p != NULL; i++)
		part[i] = take_part(o, &rest, ';');
	relation = ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/relation"));
	date = ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/contact_event"));
	if (ng_str_eq(part[0], NG_STR("vnd.android.cursor.item/nickname")))
		ng_card_add(o->card, NG_STR("alias"), part[1]);
	if (!relation && !date)
		return;
	f = date ? ng_card_add_day(o->card, NG_STR("date"), part[1]) : ng_card_add(o->card, NG_STR("relation"), part[1]);
	for (size_t i = 0; i < part[2].n && i < 3 && ng_is_digit(part[2].p[i]); i++)
		number = number * 10 + (size_t)(part[2].p[i] - '0');
	if (f == NULL)
		return;
	f->label = ng_str_dup(o->a, part[3]);
	if (number > 0 && number < (relation ? COUNT(relations) : COUNT(dates)))
		f->label = ng_str_of(relation ? relations[number] : dates[number]);
}

static void
read_zone(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	struct ng_str zone = whole(o, p);

	/* an offset says nothing of summer */
	if (ng_str_find(zone, '/') < zone.n)
		add(o, p, "timezone", zone);
}

static void
read_label(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	uint32_t count = ng_table_count(o->labelled);

	if (p->group.n == 0 || ng_table_put(o->labelled, ng_text_fold(o->a, p->group)) < count)
		return;
	o->labels = ng_arena_more(o->a, o->labels, count, &o->cap, sizeof(*o->labels));
	o->labels[count] = whole(o, p);
}

static void
read_handle(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	o->card->handle = whole(o, p);
}

static void
read_kind(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	static const char *const others[] = {"org", "location", "application", "device"};
	struct ng_str kind = whole(o, p);

	o->is_group = ng_str_eq_nocase(kind, NG_STR("group"));
	for (size_t i = 0; i < COUNT(others); i++)
		o->card->firm = o->card->firm || ng_str_eq_nocase(kind, ng_str_of(others[i]));
}

/* Apple's way to say it. */
static void
read_shown_as(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	o->card->firm = o->card->firm || ng_str_eq_nocase(whole(o, p), NG_STR("COMPANY"));
}

static void
read_version(struct ng_vcard_open *o, const struct ng_vcard_property *p)
{
	o->is_21 = ng_str_starts(p->value, NG_STR("2"));
}

/* The properties of interest, and the key of their text; what else a card holds is passed over. */
static const struct ng_vcard_known known[] = {
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

const struct ng_vcard_known *
ng_vcard_find(struct ng_str name)
{
	for (size_t i = 0; i < COUNT(known); i++)
		if (ng_str_eq_nocase(name, ng_str_of(known[i].name)))
			return &known[i];
	return NULL;
}

static bool
has_fax(struct ng_arena *a, struct ng_str label)
{
	label = ng_text_fold(a, label);
	return ng_str_find_part(label, NG_STR("fax")) < label.n;
}

void
ng_vcard_apply_labels(struct ng_vcard_open *o)
{
	struct ng_card *card = o->card;

	for (size_t i = 0; i < card->n; i++) {
		struct ng_card_field *f = &card->fields[i];
		uint32_t label = f->group.n == 0 ? NG_NONE : ng_table_find(o->labelled, ng_text_fold(o->a, f->group));

		if (label == NG_NONE)
			continue;
		if (ng_str_eq(f->key, NG_STR("phone")) && has_fax(o->a, o->labels[label]))
			f->key = NG_STR("fax");
		else if (f->label.n == 0)
			f->label = o->labels[label];
	}
}
