#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "text.h"

struct ng_card *
ng_card_new(struct ng_arena *a, size_t line)
{
	struct ng_card *card = ng_arena_alloc(a, sizeof(*card));

	card->arena = a;
	card->line = line;
	return card;
}

struct ng_card_field *
ng_card_add(struct ng_card *card, struct ng_str key, struct ng_str value)
{
	value = ng_str_trim(value);
	if (value.n == 0)
		return NULL;
	if (!ng_str_eq(key, NG_STR("note")))
		value = ng_text_squeeze(card->arena, value);
	card->fields = ng_arena_more(card->arena, card->fields, card->n, &card->cap, sizeof(*card->fields));
	card->fields[card->n] =
	    (struct ng_card_field){ng_str_dup(card->arena, key), ng_str_dup(card->arena, value), 0, {NULL, 0}};
	return &card->fields[card->n++];
}

/* Behind a scheme such as "tel:" that s begins with, in any case; or s.n + 1. */
static size_t
behind(struct ng_str s, struct ng_str scheme)
{
	return ng_str_eq_nocase(ng_str_cut(s, 0, scheme.n), scheme) ? scheme.n : s.n + 1;
}

static bool
is_on(struct ng_str url, const char *site)
{
	struct ng_str s = ng_str_of(site);
	size_t slashes = behind(url, NG_STR("https://")) <= url.n ? 8 : behind(url, NG_STR("http://")) <= url.n ? 7 : 0;
	struct ng_str host = ng_str_cut(url, slashes, url.n);

	host = ng_str_cut(host, 0, ng_str_find(host, '/'));
	if (host.n < s.n || !ng_str_eq_nocase(ng_str_cut(host, host.n - s.n, host.n), s))
		return false;
	return host.n == s.n || host.p[host.n - s.n - 1] == '.';
}

struct ng_card_field *
ng_card_add_url(struct ng_card *card, struct ng_str url)
{
	struct ng_str key = NG_STR("url");

	url = ng_str_trim(url);
	if (behind(url, NG_STR("mailto:")) <= url.n)
		return ng_card_add(card, NG_STR("email"), ng_str_cut(url, 7, url.n));
	if (behind(url, NG_STR("tel:")) <= url.n)
		return ng_card_add(card, NG_STR("phone"), ng_str_cut(url, 4, url.n));
	if (is_on(url, "linkedin.com"))
		key = NG_STR("linkedin");
	else if (is_on(url, "github.com"))
		key = NG_STR("github");
	return ng_card_add(card, key, url);
}

/* The number of the digits [from, to) of s, or -1. */
static int
number(struct ng_str s, size_t from, size_t to)
{
	int n = 0;

	if (to > s.n)
		return -1;
	for (; from < to; from++) {
		if (!ng_is_digit(s.p[from]))
			return -1;
		n = n * 10 + (s.p[from] - '0');
	}
	return n;
}

/* The month that begins with these three letters, or 0. */
static int
month_of(struct ng_str s)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int m = 0; s.n >= 3 && m < 12; m++)
		if (ng_str_eq_nocase(ng_str_cut(s, 0, 3), (struct ng_str){months + m * 3, 3}))
			return m + 1;
	return 0;
}

/* "04 Mar 2026" as a day, or 0. */
static ng_day
written_out(struct ng_str s)
{
	size_t day = ng_str_find(s, ' '), month;

	if (day == s.n || day > 2)
		return 0;
	month = day + 1 + ng_str_find(ng_str_cut(s, day + 1, s.n), ' ');
	if (s.n != month + 5)
		return 0;
	return ng_date_of(number(s, month + 1, s.n), month_of(ng_str_cut(s, day + 1, month)), number(s, 0, day));
}

struct ng_card_field *
ng_card_add_day(struct ng_card *card, struct ng_str key, struct ng_str s)
{
	ng_day day;
	char text[11];

	s = ng_str_trim(s);
	day = ng_date_parse(ng_str_cut(s, 0, 10));
	if (day == 0 && number(s, 0, 8) > 0 && (s.n == 8 || s.p[8] == 'T'))
		day = ng_date_of(number(s, 0, 4), number(s, 4, 6), number(s, 6, 8));
	if (day == 0)
		day = written_out(s);
	if (day != 0 && (s.n <= 11 || s.p[10] == 'T' || s.p[10] == ' ' || s.p[8] == 'T'))
		return ng_card_add(card, key, ng_str_of(ng_date_format(day, text)));
	/* a day without a year: 2000 has all of them */
	if (ng_str_starts(s, NG_STR("--"))) {
		size_t dash = s.n > 4 && s.p[4] == '-', end = 6 + dash;

		if ((s.n == end || (s.n > end && s.p[end] == 'T')) &&
		    ng_date_of(2000, number(s, 2, 4), number(s, 4 + dash, end)) != 0) {
			memcpy(text, (char[]){s.p[2], s.p[3], '-', s.p[4 + dash], s.p[5 + dash]}, 5);
			return ng_card_add(card, key, (struct ng_str){text, 5});
		}
	}
	return ng_card_add(card, key, s);
}

static void
add_ranked(struct ng_card *card, const char *key, struct ng_str value, int rank)
{
	struct ng_card_field *f = ng_card_add(card, ng_str_of(key), value);

	if (f != NULL)
		f->rank = rank;
}

void
ng_card_add_address(struct ng_card *card, const struct ng_str part[static NG_CARD_ADDRESS], int rank)
{
	struct ng_str city = part[NG_CARD_CITY], code = part[NG_CARD_CODE];
	struct ng_buf b = {.arena = card->arena};
	bool street;

	for (size_t i = 0; i <= NG_CARD_STREET; i++) {
		if (part[i].n > 0 && b.n > 0)
			ng_buf_add(&b, NG_STR(", "));
		ng_buf_add(&b, part[i]);
	}
	street = b.n > 0;
	/* a street that ends in the city is a whole address already */
	if (street && (city.n == 0 || !ng_str_ends(ng_buf_str(&b), city))) {
		ng_buf_add(&b, code.n > 0 || city.n > 0 ? NG_STR(", ") : NG_STR(""));
		ng_buf_add(&b, code);
		ng_buf_add(&b, code.n > 0 && city.n > 0 ? NG_STR(" ") : NG_STR(""));
		ng_buf_add(&b, city);
	}
	add_ranked(card, "address", ng_buf_str(&b), rank);
	add_ranked(card, "city", city, rank);
	add_ranked(card, "region", part[NG_CARD_REGION], rank);
	if (!street)
		add_ranked(card, "postal-code", code, rank);
	add_ranked(card, "country", part[NG_CARD_COUNTRY], rank);
}

static void
add_part(struct ng_buf *name, struct ng_str part)
{
	part = ng_str_trim(part);
	if (part.n > 0 && name->n > 0)
		ng_buf_char(name, ' ');
	ng_buf_add(name, part);
}

static struct ng_str
value_of(const struct ng_card *card, const char *key)
{
	for (size_t i = 0; i < card->n; i++)
		if (ng_str_eq(card->fields[i].key, ng_str_of(key)))
			return card->fields[i].value;
	return (struct ng_str){NULL, 0};
}

/* By rank, then as they came: pointers into one array. */
static int
by_rank(const void *a, const void *b)
{
	const struct ng_card_field *f = *(const struct ng_card_field *const *)a;
	const struct ng_card_field *g = *(const struct ng_card_field *const *)b;

	return f->rank != g->rank ? (f->rank > g->rank) - (f->rank < g->rank) : (f > g) - (f < g);
}

static void
sort(struct ng_card *card)
{
	const struct ng_card_field **v = ng_arena_array(card->arena, card->n, sizeof(*v));
	struct ng_card_field *sorted = ng_arena_array(card->arena, card->n, sizeof(*sorted));

	for (size_t i = 0; i < card->n; i++)
		v[i] = &card->fields[i];
	if (card->n > 0)
		qsort(v, card->n, sizeof(*v), by_rank);
	for (size_t i = 0; i < card->n; i++)
		sorted[i] = *v[i];
	card->fields = sorted;
	card->cap = card->n;
}

void
ng_card_end(struct ng_card *card)
{
	struct ng_buf name = {.arena = card->arena};
	const char *const others[] = {"alias", "org"};

	card->name = ng_text_squeeze(card->arena, card->name);
	if (card->name.n == 0) {
		add_part(&name, card->prefix);
		add_part(&name, card->given);
		add_part(&name, card->additional);
		add_part(&name, card->family);
		add_part(&name, card->suffix);
		card->name = ng_text_squeeze(card->arena, ng_buf_str(&name));
	}
	for (size_t i = 0; i < 2 && card->name.n == 0; i++)
		card->name = value_of(card, others[i]);
	sort(card);
}
