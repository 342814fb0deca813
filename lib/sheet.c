#include "sheet.h"

#include <string.h>

#include "charset.h"
#include "lexicon.h"
#include "near.h"
#include "rows.h"
#include "text.h"

/* The letters of a column's name, in lower case; the key of its values. */
static const char *const known[][2] = {
	{"name", "name"}, {"fullname", "name"}, {"displayname", "name"},
	{"firstname", "given"}, {"givenname", "given"}, {"middlename", "additional"}, {"additionalname", "additional"},
	{"lastname", "family"}, {"familyname", "family"}, {"surname", "family"},
	{"nameprefix", "prefix"}, {"namesuffix", "suffix"}, {"suffix", "suffix"}, {"nickname", "alias"},
	{"company", "org"}, {"organization", "org"}, {"organizationname", "org"}, {"org", "org"},
	{"department", "department"}, {"organizationdepartment", "department"},
	{"position", "role"}, {"jobtitle", "role"}, {"organizationtitle", "role"}, {"role", "role"}, {"title", "role"},
	{"email", "email"}, {"emailaddress", "email"}, {"emailvalue", "email"}, {"mail", "email"},
	{"phone", "phone"}, {"phonevalue", "phone"}, {"mobilephone", "phone"}, {"businessphone", "phone"},
	{"homephone", "phone"}, {"primaryphone", "phone"}, {"otherphone", "phone"}, {"carphone", "phone"},
	{"telephone", "phone"}, {"mobile", "phone"}, {"phonenumber", "phone"},
	{"businessfax", "fax"}, {"homefax", "fax"}, {"fax", "fax"},
	{"url", "url"}, {"website", "url"}, {"websitevalue", "url"}, {"webpage", "url"}, {"linkedin", "url"},
	{"birthday", "birthday"}, {"anniversary", "anniversary"}, {"eventvalue", "date"},
	{"relationvalue", "relation"}, {"spouse", "spouse"}, {"children", "child"}, {"managersname", "manager"},
	{"assistantsname", "assistant"}, {"notes", "note"}, {"note", "note"},
	{"connectedon", "connected"}, {"labels", "categories"}, {"groupmembership", "categories"},
	{"categories", "categories"},
};

/* The letters that a column of an address ends in; what is before them says which address. */
static const struct {
	const char *end;
	enum ng_card_address part;
} address_parts[] = {
	{"pobox", NG_CARD_BOX}, {"extendedaddress", NG_CARD_EXTENDED}, {"street", NG_CARD_STREET}, {"city", NG_CARD_CITY},
	{"countryregion", NG_CARD_COUNTRY}, {"region", NG_CARD_REGION}, {"state", NG_CARD_REGION},
	{"postalcode", NG_CARD_CODE}, {"country", NG_CARD_COUNTRY},
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
/* So many columns that were left out are named, and so many characters of each. */
#define TOLD_COLUMNS 20
#define COLUMN_TEXT 40
/* A header stands among the first rows, below a preamble perhaps. */
#define PREAMBLE_ROWS 20

struct column {
	struct ng_str name, key; /* the key may be empty */
	struct ng_str place;     /* of a part of an address, else empty: "address", "home", "business", ... */
	enum ng_card_address part;
	bool label;              /* says which number, date or relation is in the next column */
	bool left_out;           /* nobody asked for that, and some cell has something */
};

struct reader {
	struct ng_arena *a;
	struct ng_sheet_column *columns;
	size_t ncolumns;
	const struct ng_card_sink *sink;
	struct ng_cards cards;
	struct column *header; /* or NULL, as long as it isn't found */
	size_t width, rows;
};

static bool
is(struct ng_str s, const char *literal)
{
	return ng_str_eq(s, ng_str_of(literal));
}

/* A column's name as `known` has it. */
static struct ng_str
letters(struct ng_arena *a, struct ng_str name)
{
	struct ng_buf b = {.arena = a};

	name = ng_text_fold(a, name);
	for (size_t i = 0; i < name.n; i++)
		if (ng_is_alpha(name.p[i]) || (unsigned char)name.p[i] >= 0x80)
			ng_buf_char(&b, name.p[i]);
	return ng_buf_str(&b);
}

/* What the user says of a column, or NULL. */
static struct ng_sheet_column *
asked_for(const struct reader *r, struct ng_str name)
{
	for (size_t i = 0; i < r->ncolumns; i++)
		if (ng_str_eq_nocase(r->columns[i].name, name))
			return &r->columns[i];
	return NULL;
}

/* The key of a column, or empty; `outlook`: a title is what stands before the name. */
static struct ng_str
key_of(const struct reader *r, struct ng_str name, bool outlook)
{
	const struct ng_sheet_column *asked = asked_for(r, ng_str_trim(name));
	struct ng_str bare = letters(r->a, name);

	if (asked != NULL)
		return asked->key;
	if (outlook && is(bare, "title"))
		return NG_STR("prefix");
	for (size_t i = 0; i < COUNT(known); i++)
		if (is(bare, known[i][0]))
			return ng_str_of(known[i][1]);
	return (struct ng_str){NULL, 0};
}

/* "address1": the place and the digits of the column's name. */
static struct ng_str
numbered(struct ng_arena *a, const char *place, struct ng_str name)
{
	struct ng_buf b = {.arena = a};

	ng_buf_add(&b, ng_str_of(place));
	for (size_t i = 0; i < name.n; i++)
		if (ng_is_digit(name.p[i]))
			ng_buf_char(&b, name.p[i]);
	return ng_buf_str(&b);
}

/* Whether a column is a part of an address: "Address 1 - Street", "Business Postal Code", "City". */
static void
try_address(struct reader *r, struct column *c)
{
	static const char *const places[] = {"address", "home", "business", "other"};
	struct ng_str bare = letters(r->a, c->name);

	for (size_t i = 0; i < COUNT(address_parts); i++) {
		struct ng_str end = ng_str_of(address_parts[i].end);

		if (!ng_str_ends(bare, end))
			continue;
		c->part = address_parts[i].part;
		if (bare.n == end.n)
			c->place = c->part == NG_CARD_CITY || c->part == NG_CARD_COUNTRY ? NG_STR("address") : c->place;
		for (size_t k = 0; k < COUNT(places); k++)
			if (is(ng_str_cut(bare, 0, bare.n - end.n), places[k]))
				c->place = numbered(r->a, places[k], c->name);
		return;
	}
}

/* Takes a row for the header where it names somebody and something else, or has what the user named. */
static void
try_header(struct reader *r, const struct ng_str *cells, size_t n)
{
	struct column *header = ng_arena_array(r->a, n, sizeof(*header));
	size_t found = 0;
	bool person = false, outlook = false;

	for (size_t i = 0; i < n; i++)
		outlook = outlook || is(letters(r->a, cells[i]), "jobtitle");
	for (size_t i = 0; i < n; i++) {
		struct ng_str bare = letters(r->a, cells[i]);

		header[i].name = ng_text_squeeze(r->a, ng_charset_guess(r->a, cells[i]));
		header[i].key = key_of(r, cells[i], outlook);
		if (header[i].key.n == 0 && asked_for(r, header[i].name) == NULL)
			try_address(r, &header[i]);
		header[i].label = is(bare, "phonelabel") || is(bare, "phonetype") || is(bare, "eventlabel") ||
		                  is(bare, "eventtype") || is(bare, "relationlabel") || is(bare, "relationtype");
		found += header[i].key.n > 0 || header[i].place.n > 0;
		person = person || is(header[i].key, "name") || is(header[i].key, "given") || is(header[i].key, "family") ||
		         is(header[i].key, "email");
	}
	if (!person || (found < 2 && n > 1 && r->ncolumns == 0))
		return;
	r->header = header;
	r->width = n;
}

/* One value of a cell under its key; `label` says which date or relation. */
static void
add_value(struct ng_card *card, struct ng_str key, struct ng_str value, struct ng_str label)
{
	struct {
		const char *key;
		struct ng_str *part;
	} parts[] = {{"name", &card->name}, {"prefix", &card->prefix}, {"given", &card->given},
	             {"additional", &card->additional}, {"family", &card->family}, {"suffix", &card->suffix}};
	struct ng_card_field *f = NULL;

	for (size_t i = 0; i < COUNT(parts); i++)
		if (is(key, parts[i].key)) {
			if (parts[i].part->n == 0)
				*parts[i].part = ng_text_squeeze(card->arena, value);
			return;
		}
	if (is(key, "url"))
		ng_card_add_url(card, value);
	else if (is(key, "birthday") || is(key, "connected") || is(key, "anniversary") || is(key, "date"))
		f = is(value, "0/0/00") ? NULL : ng_card_add_day(card, key, value); /* Outlook's "no day" */
	else if (!is(key, "categories") || !ng_str_starts(value, NG_STR("*"))) /* Google's own groups */
		f = ng_card_add(card, key, value);
	if (f != NULL)
		f->label = label;
}

/* The values of a cell, which Google parts by " ::: ". */
static void
add_cell(struct ng_card *card, struct ng_str key, struct ng_str cell, struct ng_str label)
{
	while (cell.n > 0) {
		size_t to = 0;

		while (to < cell.n && (is(key, "note") || !ng_str_starts(ng_str_cut(cell, to, cell.n), NG_STR(" ::: "))))
			to++;
		add_value(card, key, ng_str_trim(ng_str_cut(cell, 0, to)), label);
		cell = ng_str_cut(cell, to + 5, cell.n);
	}
}

static bool
is_fax(struct ng_str label)
{
	for (size_t i = 0; i + 3 <= label.n; i++)
		if (ng_str_eq_nocase(ng_str_cut(label, i, i + 3), NG_STR("fax")))
			return true;
	return false;
}

/* The cells of addresses: the columns of one follow each other, and each part is there once. */
static void
add_addresses(const struct reader *r, struct ng_card *card, const struct ng_str *cells, size_t n)
{
	struct ng_str part[NG_CARD_ADDRESS] = {{NULL, 0}}, place = {NULL, 0};

	for (size_t i = 0; i < n && i < r->width; i++) {
		const struct column *c = &r->header[i];
		struct ng_str cell = ng_str_trim(ng_charset_guess(r->a, cells[i]));

		if (c->place.n == 0 || cell.n == 0)
			continue;
		if (!ng_str_eq(c->place, place) || part[c->part].n > 0) {
			ng_card_add_address(card, part, 0);
			memset(part, 0, sizeof(part));
		}
		place = c->place;
		part[c->part] = cell;
	}
	ng_card_add_address(card, part, 0);
}

static void
on_row(void *context, size_t line, const struct ng_str *cells, size_t n)
{
	struct reader *r = context;
	struct ng_card *card;
	bool empty = true;

	r->rows++;
	if (r->header == NULL) {
		if (r->rows <= PREAMBLE_ROWS)
			try_header(r, cells, n);
		return;
	}
	card = ng_card_new(r->a, line);
	for (size_t i = 0; i < n && i < r->width; i++) {
		struct ng_str key = r->header[i].key, cell = ng_charset_guess(r->a, cells[i]);
		struct ng_str label = i > 0 && r->header[i - 1].label ? ng_charset_guess(r->a, cells[i - 1]) : NG_STR("");

		empty = empty && ng_str_trim(cell).n == 0;
		if (is(key, "phone") && is_fax(label))
			key = NG_STR("fax");
		if (key.n > 0)
			add_cell(card, key, ng_str_trim(cell), label);
		else if (r->header[i].place.n == 0 && ng_str_trim(cell).n > 0)
			r->header[i].left_out = true;
	}
	if (empty)
		return;
	add_addresses(r, card, cells, n);
	ng_card_end(card, &r->cards);
}

static void
on_fault(void *context, size_t line, const char *why)
{
	struct reader *r = context;

	r->sink->fault(r->sink->context, line, why);
}

/* True where a column only says what kind of value the next ones have ("E-mail 1 - Label"), or says them once more. */
static bool
is_label(const struct reader *r, size_t i)
{
	struct ng_str bare = letters(r->a, r->header[i].name), what = r->header[i].name;
	bool label = ng_str_ends(bare, NG_STR("label")) || ng_str_ends(bare, NG_STR("type"));

	/* up to "E-mail 1 - " */
	while (what.n > 0 && what.p[what.n - 1] != ' ')
		what.n--;
	for (size_t k = i + 1; k < r->width && k < i + 3; k++)
		if (what.n > 0 && (label || is(bare, "addressformatted")) &&
		    (r->header[k].key.n > 0 || r->header[k].place.n > 0) && ng_str_starts(r->header[k].name, what))
			return true;
	return false;
}

/* Names the columns that hold something and were left out, unless the user said so. */
static void
tell_left_out(const struct reader *r)
{
	struct ng_buf b = {.arena = r->a};
	size_t told = 0, more = 0;

	for (size_t i = 0; r->header != NULL && i < r->width; i++) {
		const struct column *c = &r->header[i];

		if (!c->left_out || asked_for(r, c->name) != NULL || is_label(r, i))
			continue;
		if (told == TOLD_COLUMNS) {
			more++;
			continue;
		}
		ng_buf_add(&b, told++ > 0 ? NG_STR(", ") : NG_STR("columns left out: "));
		ng_buf_add(&b, c->name.n > 0 ? ng_text_shorten(r->a, c->name, COLUMN_TEXT) : NG_STR("one without a name"));
	}
	if (told == 0)
		return;
	if (more > 0)
		ng_buf_printf(&b, " and %zu more", more);
	ng_buf_add(&b, NG_STR(" (-m COLUMN=key takes one, -m COLUMN= says that it isn't needed)"));
	r->sink->notice(r->sink->context, ng_buf_str(&b));
}

/* The columns of the header; those that the user named are found. */
static struct ng_str
all_columns(const struct reader *r)
{
	struct ng_buf b = {.arena = r->a};

	for (size_t i = 0; i < r->width; i++) {
		struct ng_sheet_column *asked = asked_for(r, r->header[i].name);

		ng_buf_add(&b, i > 0 ? NG_STR(", ") : NG_STR(""));
		ng_buf_add(&b, r->header[i].name);
		if (asked != NULL)
			asked->found = true;
	}
	return ng_buf_str(&b);
}

struct ng_str
ng_sheet_near_key(struct ng_str key)
{
	struct ng_str near = {NULL, 0};

	for (size_t i = 0; i < COUNT(known); i++) {
		struct ng_str other = ng_str_of(known[i][1]);

		if (ng_str_eq(other, key))
			return (struct ng_str){NULL, 0};
		if (near.n == 0 && ng_near_is(other, key))
			near = other;
	}
	return near;
}

bool
ng_sheet_is_key(struct ng_arena *a, struct ng_str key)
{
	struct ng_lexicon *lex = ng_lexicon_new(a);
	size_t n;

	if (key.n == 0 || is(key, "email") || is(key, "phone"))
		return true;
	if (key.n > 40 || !ng_is_alpha(key.p[0]))
		return false;
	for (size_t i = 0; i < key.n; i++)
		if (!ng_is_alpha(key.p[i]) && !ng_is_digit(key.p[i]) && key.p[i] != '-' && key.p[i] != '_')
			return false;
	return ng_lexicon_find(lex, a, key, false, &n) == NULL;
}

struct ng_str
ng_sheet_read(struct ng_arena *a, struct ng_str file, struct ng_sheet_column *columns, size_t ncolumns,
              const struct ng_card_sink *sink)
{
	struct reader r = {.a = a, .columns = columns, .ncolumns = ncolumns, .sink = sink};
	struct ng_rows_sink rows = {&r, on_row, on_fault};

	/* NUL goes: it is in no text, and csv has other use for it */
	ng_rows_read(a, memchr(file.p, '\0', file.n) == NULL ? file : ng_text_repair(a, file), &rows);
	ng_cards_end(a, &r.cards, sink);
	tell_left_out(&r);
	if (r.header == NULL)
		sink->fault(sink->context, 1, "no vCard, and no column is known: say what they hold, as in "
		                              "-m 'Full name=name' -m Mail=email");
	return all_columns(&r);
}
