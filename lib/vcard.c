#include "vcard.h"

#include <string.h>

#include "charset.h"
#include "vcard_parts.h"

struct reader {
	struct ng_arena *a;
	struct ng_str s;
	size_t at, line; /* the next line, and its number */
	const struct ng_card_sink *sink;
	struct ng_cards cards; /* that are read */
	struct ng_vcard_open open;
	bool agent, binary; /* the last property was an AGENT without value; was base64 */
	size_t depth;       /* of what is nested in the card */
};

/* Preferred values go first, then those that say nothing. */
#define RANK_OTHER 101

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
		if (!soft && !r->open.is_21)
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
take_type(struct ng_vcard_property *p, struct ng_str type)
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
take_param(struct ng_vcard_property *p, struct ng_str param)
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
take_head(struct ng_vcard_property *p, struct ng_str head)
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

static void
end_card(struct reader *r)
{
	if (r->open.card == NULL)
		return;
	ng_vcard_apply_labels(&r->open);
	if (!r->open.is_group)
		ng_card_end(r->open.card, &r->cards);
	r->open.card = NULL;
}

static void
begin_card(struct reader *r, size_t line)
{
	r->open = (struct ng_vcard_open){.a = r->a, .card = ng_card_new(r->a, line), .labelled = ng_table_new(r->a)};
	r->depth = 0;
}

static void
begin(struct reader *r, struct ng_str what, size_t line)
{
	bool card = ng_str_eq_nocase(what, NG_STR("VCARD"));

	if (r->open.card != NULL && (!card || r->agent || r->depth > 0)) {
		r->depth++;
	} else if (card) {
		if (r->open.card != NULL)
			tell(r, r->open.card->line, "this card has no END:VCARD before the next one begins");
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
read_property(struct reader *r, const struct ng_vcard_property *head, struct ng_str first,
              const struct ng_vcard_known *known, size_t number)
{
	struct ng_buf line = {.arena = r->a};
	struct ng_vcard_property p = {.rank = 0};
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
	p.key = known->key;
	known->read(&r->open, &p);
}

/* Reads the property that begins with the line `first`, the number `number`. */
static void
read_line(struct reader *r, struct ng_str first, size_t number)
{
	struct ng_vcard_property p = {.rank = 0};
	struct ng_str head = up_to(first, ":"), value = ng_str_trim(ng_str_cut(first, head.n + 1, first.n));
	const struct ng_vcard_known *known;
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
	known = ng_vcard_find(p.name);
	if (known != NULL && r->open.card != NULL && r->depth == 0) {
		read_property(r, &p, first, known, number);
	} else {
		/* its parameters may go on in the next line: a colon is looked for there too */
		open = open && !goes_on(r, first, false);
		take_rest(r, first, p.quoted_printable, NULL);
		if (open && !r->binary && r->open.card != NULL && r->depth == 0)
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
	if (r.open.card != NULL)
		tell(&r, r.open.card->line, "this card has no END:VCARD: the file may be cut off");
	end_card(&r);
	ng_cards_end(a, &r.cards, sink);
}
