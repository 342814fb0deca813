#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "card_day.h"
#include "name.h"
#include "text.h"

/* So many firms that were left out are named, and so many characters of each. */
#define TOLD_FIRMS 10
#define FIRM_TEXT 40
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct ng_card *
ng_card_new(struct ng_arena *a, size_t line)
{
	struct ng_card *card = ng_arena_alloc(a, sizeof(*card));

	card->arena = a;
	card->line = line;
	return card;
}

/* A number with plain hyphens: some address books write U+2011, which wraps no line, and the like. */
static struct ng_str
plain_hyphens(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		ng_buf_add(&b, (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? NG_STR("-") : ng_str_cut(s, i, i + n));
	}
	return ng_buf_str(&b);
}

struct ng_card_field *
ng_card_add(struct ng_card *card, struct ng_str key, struct ng_str value)
{
	value = ng_str_trim(value);
	if (value.n == 0)
		return NULL;
	if (!ng_str_eq(key, NG_STR("note")))
		value = ng_text_squeeze(card->arena, value);
	if (ng_str_eq(key, NG_STR("phone")) || ng_str_eq(key, NG_STR("fax")))
		value = plain_hyphens(card->arena, value);
	card->fields = ng_arena_more(card->arena, card->fields, card->n, &card->cap, sizeof(*card->fields));
	card->fields[card->n] =
	    (struct ng_card_field){.key = ng_str_dup(card->arena, key), .value = ng_str_dup(card->arena, value)};
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

static void
add_ranked(struct ng_card *card, const char *key, struct ng_str value, int rank)
{
	struct ng_card_field *f = ng_card_add(card, ng_str_of(key), value);

	if (f != NULL)
		f->rank = rank;
}

/* Each line of a part of an address, apart by commas. */
static void
add_lines(struct ng_buf *b, struct ng_str part)
{
	size_t end;

	for (size_t i = 0; i < part.n; i = ng_str_line_next(part, end)) {
		struct ng_str line;

		end = ng_str_line_end(part, i);
		line = ng_str_trim(ng_str_cut(part, i, end));
		while (ng_str_ends(line, NG_STR(",")))
			line.n--;
		if (line.n > 0 && b->n > 0)
			ng_buf_add(b, NG_STR(", "));
		ng_buf_add(b, line);
	}
}

void
ng_card_add_address(struct ng_card *card, const struct ng_str part[static NG_CARD_ADDRESS], int rank)
{
	struct ng_str city = part[NG_CARD_CITY], code = part[NG_CARD_CODE];
	struct ng_buf b = {.arena = card->arena};
	bool street;

	for (size_t i = 0; i <= NG_CARD_STREET; i++)
		add_lines(&b, part[i]);
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

/* What a label says that an address book wraps, "_$!<Spouse>!$_"; empty where it says nothing. */
static struct ng_str
unwrapped(struct ng_str label)
{
	if (ng_str_starts(label, NG_STR("_$!<")))
		label = ng_str_cut(label, 4, ng_str_find(label, '>'));
	label = ng_str_trim(label);
	while (label.n > 0 && label.p[0] == '*') /* Google's mark of the preferred one */
		label = ng_str_trim(ng_str_cut(label, 1, label.n));
	return ng_str_eq_nocase(label, NG_STR("other")) || ng_str_eq_nocase(label, NG_STR("custom")) ? NG_STR("") : label;
}

/* The key of a relation or a date that has this label; or `key`, with the label behind the value. */
static void
apply_label(struct ng_card *card, struct ng_card_field *f)
{
	/* none of them means something else in a note, as `met` or `date` would */
	static const char *const relations[] = {
		"spouse", "husband", "wife", "partner", "child", "son", "daughter", "parent", "mother", "father", "sibling",
		"brother", "sister", "friend", "relative", "manager", "assistant", "colleague",
	};
	static const char *const dates[] = {"anniversary", "birthday"};
	bool relation = ng_str_eq(f->key, NG_STR("relation"));
	const char *const *keys = relation ? relations : dates;
	struct ng_str label = unwrapped(f->label);
	struct ng_buf b = {.arena = card->arena};

	if (label.n == 0 || (!relation && !ng_str_eq(f->key, NG_STR("date"))))
		return;
	for (size_t i = 0; i < (relation ? COUNT(relations) : COUNT(dates)); i++)
		if (ng_str_eq_nocase(label, ng_str_of(keys[i]))) {
			f->key = ng_str_of(keys[i]);
			return;
		}
	ng_buf_add(&b, f->value);
	ng_buf_add(&b, NG_STR(" ("));
	ng_buf_add(&b, label);
	ng_buf_char(&b, ')');
	f->value = ng_buf_str(&b);
}

/* The name that the parts make. */
static struct ng_str
name_of_parts(const struct ng_card *card)
{
	struct ng_buf name = {.arena = card->arena};

	add_part(&name, ng_name_title(card->arena, card->prefix));
	add_part(&name, card->given);
	add_part(&name, card->additional);
	add_part(&name, card->family);
	add_part(&name, card->suffix);
	return ng_text_squeeze(card->arena, ng_buf_str(&name));
}

void
ng_card_end(struct ng_card *card, struct ng_cards *cards)
{
	bool person = card->given.n > 0 || card->family.n > 0;
	const char *const others[] = {"alias", "org"};
	struct ng_str org;

	card->name = ng_text_squeeze(card->arena, card->name);
	/* the firm's name is how the card is shown, not whose it is */
	if (card->name.n == 0 || (card->firm && person))
		card->name = name_of_parts(card);
	for (size_t i = 0; i < 2 && card->name.n == 0; i++)
		card->name = value_of(card, others[i]);
	org = ng_text_fold(card->arena, value_of(card, "org"));
	card->called_firm = !person && card->name.n > 0 && ng_str_eq(ng_text_fold(card->arena, card->name), org);
	sort(card);
	cards->v = ng_arena_more(card->arena, cards->v, cards->n, &cards->cap, sizeof(*cards->v));
	cards->v[cards->n++] = card;
}

/* Hands on all but firms; these are named once. */
static void
hand_on(struct ng_arena *a, const struct ng_cards *cards, const struct ng_card_sink *sink)
{
	struct ng_buf firms = {.arena = a};
	size_t n = 0;

	for (size_t i = 0; i < cards->n; i++) {
		const struct ng_card *card = cards->v[i];

		if (!card->firm || card->given.n > 0 || card->family.n > 0) {
			sink->card(sink->context, card);
			continue;
		}
		if (n < TOLD_FIRMS) {
			ng_buf_add(&firms, n > 0 ? NG_STR(", ") : NG_STR("firms are no people, left out: "));
			ng_buf_add(&firms, card->name.n > 0 ? ng_text_shorten(a, card->name, FIRM_TEXT) : NG_STR("one without a name"));
		}
		n++;
	}
	if (n > TOLD_FIRMS)
		ng_buf_printf(&firms, " and %zu more", n - TOLD_FIRMS);
	if (n > 0)
		sink->notice(sink->context, ng_buf_str(&firms));
}

void
ng_cards_end(struct ng_arena *a, struct ng_cards *cards, const struct ng_card_sink *sink)
{
	struct ng_buf days = {.arena = a};
	size_t unread = ng_card_settle_days(cards);

	for (size_t i = 0; i < cards->n; i++)
		for (size_t k = 0; k < cards->v[i]->n; k++)
			apply_label(cards->v[i], &cards->v[i]->fields[k]);
	hand_on(a, cards, sink);
	if (unread == 0)
		return;
	ng_buf_printf(&days, unread == 1 ? "%zu birthday can't be read as a date: its text is kept"
	                                 : "%zu birthdays can't be read as dates: their text is kept", unread);
	sink->notice(sink->context, ng_buf_str(&days));
}
