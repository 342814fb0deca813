#include "card_day.h"

#include <string.h>

#include "date.h"

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
	size_t end = 10;
	char text[11];

	s = ng_str_trim(s);
	day = ng_date_parse(ng_str_cut(s, 0, 10));
	if (day == 0 && number(s, 0, 8) > 0) {
		day = ng_date_of(number(s, 0, 4), number(s, 4, 6), number(s, 6, 8));
		end = 8;
	}
	if (day == 0) {
		day = written_out(s);
		end = s.n;
	}
	/* a time of day may follow */
	if (day != 0 && (s.n == end || s.p[end] == 'T' || s.p[end] == ' '))
		return ng_card_add(card, key, ng_str_of(ng_date_format(day, text)));
	/* a day without a year: 2000 has all of them */
	if (ng_str_starts(s, NG_STR("--"))) {
		size_t dash = s.n > 4 && s.p[4] == '-';

		end = 6 + dash;
		if (ng_date_of(2000, number(s, 2, 4), number(s, 4 + dash, end)) != 0 && (s.n == end || s.p[end] == 'T')) {
			memcpy(text, (char[]){s.p[2], s.p[3], '-', s.p[4 + dash], s.p[5 + dash]}, 5);
			return ng_card_add(card, key, (struct ng_str){text, 5});
		}
	}
	return ng_card_add(card, key, s);
}

/* Three numbers with one sign between them, as in 5/1/1980. */
struct numbers {
	int v[3];
	char sign;
};

/* Reads them, the first or the last a year of four digits; a time of day may follow. */
static bool
read_numbers(struct ng_str s, struct numbers *n)
{
	size_t i = 0, from, k = 0;

	n->sign = '\0';
	for (;; k++) {
		for (from = i; i < s.n && ng_is_digit(s.p[i]) && i - from < 4;)
			i++;
		n->v[k] = number(s, from, i);
		if (i == from || k == 2)
			break;
		if (i == s.n || strchr("./-", s.p[i]) == NULL || (k == 1 && s.p[i] != n->sign))
			return false;
		n->sign = s.p[i++];
	}
	return i > from && (n->v[0] >= 1000) != (n->v[2] >= 1000) && (i == s.n || s.p[i] == ' ');
}

/* Which of the first two numbers is the day; both where there is a day either way. */
struct order {
	bool day_first, month_first;
};

static struct order
order_of(const struct numbers *n)
{
	return (struct order){ng_date_of(n->v[2], n->v[1], n->v[0]) != 0, ng_date_of(n->v[2], n->v[0], n->v[1]) != 0};
}

static bool
is_day(const struct ng_card_field *f)
{
	static const char *const keys[] = {"birthday", "anniversary", "date", "connected"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (ng_str_eq(f->key, ng_str_of(keys[i])))
			return true;
	return false;
}

/* The day that the numbers are, in a file that shows an order; or 0. */
static ng_day
day_of(const struct numbers *n, struct order file)
{
	ng_day day_first = ng_date_of(n->v[2], n->v[1], n->v[0]), month_first = ng_date_of(n->v[2], n->v[0], n->v[1]);

	if (n->v[0] >= 1000)
		return ng_date_of(n->v[0], n->v[1], n->v[2]);
	if (n->sign == '.' || month_first == 0 || day_first == month_first)
		return day_first;
	if (day_first == 0)
		return month_first;
	if (file.day_first == file.month_first)
		return 0;
	return file.day_first ? day_first : month_first;
}

size_t
ng_card_settle_days(struct ng_cards *cards)
{
	struct order file = {false, false};
	struct numbers n;
	size_t unread = 0;

	for (size_t i = 0; i < cards->n; i++)
		for (size_t k = 0; k < cards->v[i]->n; k++) {
			const struct ng_card_field *f = &cards->v[i]->fields[k];
			struct order own;

			if (!is_day(f) || !read_numbers(f->value, &n) || n.sign == '.')
				continue;
			own = order_of(&n);
			file.day_first = file.day_first || (own.day_first && !own.month_first);
			file.month_first = file.month_first || (own.month_first && !own.day_first);
		}
	for (size_t i = 0; i < cards->n; i++)
		for (size_t k = 0; k < cards->v[i]->n; k++) {
			struct ng_card_field *f = &cards->v[i]->fields[k];
			ng_day day = is_day(f) && read_numbers(f->value, &n) ? day_of(&n, file) : 0;
			char text[11];
			int year, month, number_of_day;

			if (day != 0)
				f->value = ng_str_dup(cards->v[i]->arena, ng_str_of(ng_date_format(day, text)));
			unread += ng_str_eq(f->key, NG_STR("birthday")) && !ng_date_birthday(f->value, &year, &month, &number_of_day);
		}
	return unread;
}
