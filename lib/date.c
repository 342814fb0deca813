#include "date.h"

#include <stdio.h>

/* Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013). */
ng_day
ng_date_of(int year, int month, int day)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int y, doy;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > length[month - 1] + (month == 2 && leap))
		return 0;
	y = year - (month <= 2);
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return 365 * y + y / 4 - y / 100 + y / 400 + doy - 305;
}

/* The number that `n` digits are; -1 where one is none. */
static inline int
number_of(const char *p, size_t n)
{
	int number = 0;

	for (size_t i = 0; i < n; i++) {
		if (!ng_is_digit(p[i]))
			return -1;
		number = number * 10 + (p[i] - '0');
	}
	return number;
}

ng_day
ng_date_parse(struct ng_str s)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return 0;
	return ng_date_of(number_of(s.p, 4), number_of(s.p + 5, 2), number_of(s.p + 8, 2));
}

static void
put_digits(char *out, int number, size_t n)
{
	for (; n > 0; number /= 10)
		out[--n] = (char)('0' + number % 10);
}

char *
ng_date_format(ng_day day, char out[static 11])
{
	int z = day + 305, era = z / 146097, doe = z % 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153, d = doy - (153 * mp + 2) / 5 + 1;
	int m = mp < 10 ? mp + 3 : mp - 9, y = yoe + era * 400 + (m <= 2);

	if (day <= 0 || y > 9999) {
		out[0] = '\0';
		return out;
	}
	put_digits(out, y, 4);
	out[4] = '-';
	put_digits(out + 5, m, 2);
	out[7] = '-';
	put_digits(out + 8, d, 2);
	out[10] = '\0';
	return out;
}

int
ng_date_span(struct ng_str s)
{
	int n = 0;
	size_t i = 0;

	s = ng_str_trim(s);
	for (; i < s.n && ng_is_digit(s.p[i]); i++)
		if ((n = n * 10 + (s.p[i] - '0')) > 9999)
			return 0;
	if (i == 0)
		return 0;
	s = ng_str_trim(ng_str_cut(s, i, s.n));
	if (s.n == 0)
		return 0;
	switch (s.p[0] | 32) {
	case 'd':
		return n;
	case 'w':
		return n * 7;
	case 'm':
		return n * 30;
	case 'y':
		return n * 365;
	default:
		return 0;
	}
}

size_t
ng_date_month(ng_day day)
{
	char date[11];
	size_t year = 0, month = 0;

	ng_date_format(day, date);
	for (int i = 0; i < 4; i++)
		year = year * 10 + (size_t)(date[i] - '0');
	for (int i = 5; i < 7; i++)
		month = month * 10 + (size_t)(date[i] - '0');
	return year * 12 + month - 1;
}

ng_day
ng_date_of_month(size_t month)
{
	return ng_date_of((int)(month / 12), (int)(month % 12 + 1), 1);
}

/* The first and the last day of a year, a month or a day; false where s is none. */
static bool
days_of(struct ng_str s, ng_day *first, ng_day *last)
{
	static const char start[] = "0000-01-01";
	char day[sizeof(start)];
	int year, month;

	if (s.n != 4 && s.n != 7 && s.n != 10)
		return false;
	for (size_t i = 0; i < sizeof(day); i++)
		day[i] = i < s.n ? s.p[i] : start[i];
	*first = *last = ng_date_parse((struct ng_str){day, sizeof(day) - 1});
	if (*first == 0 || s.n == 10)
		return *first > 0;
	year = (int)(ng_date_month(*first) / 12);
	month = s.n == 4 ? 12 : (int)(ng_date_month(*first) % 12) + 1;
	for (int n = 31; (*last = ng_date_of(year, month, n)) == 0; n--)
		;
	return true;
}

bool
ng_date_period(struct ng_str s, ng_day *from, ng_day *to)
{
	ng_day first = 0, last = 0, other;
	size_t dots = 0;

	while (dots < s.n && !ng_str_starts(ng_str_cut(s, dots, s.n), NG_STR("..")))
		dots++;
	if (dots == s.n)
		return days_of(s, from, to);
	if ((dots > 0 && !days_of(ng_str_cut(s, 0, dots), &first, &other)) ||
	    (dots + 2 < s.n && !days_of(ng_str_cut(s, dots + 2, s.n), &other, &last)))
		return false;
	*from = first;
	*to = last;
	return s.n > 2 && (last == 0 || first <= last);
}

/* The digits of s, at most eight; false where there is anything else but one `-` between them. */
static bool
digits_of(struct ng_str s, size_t want, int v[8])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool hyphen = s.p[i] == '-' && (n == want - 2 || n == want - 4) && i > 0 && s.p[i - 1] != '-';

		if (hyphen)
			continue;
		if (!ng_is_digit(s.p[i]) || n == want)
			return false;
		v[n++] = s.p[i] - '0';
	}
	return n == want;
}

bool
ng_date_birthday(struct ng_str s, int *year, int *month, int *day)
{
	bool yearless;
	size_t want, skip;
	int v[8];

	s = ng_str_trim(s);
	skip = ng_str_starts(s, NG_STR("--")) ? 2 : 0;
	yearless = skip > 0 || (s.n == 5 && s.p[2] == '-');
	want = yearless ? 4 : 8;
	if (!digits_of(ng_str_cut(s, skip, s.n), want, v))
		return false;
	*year = yearless ? 0 : v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3];
	*month = v[want - 4] * 10 + v[want - 3];
	*day = v[want - 2] * 10 + v[want - 1];
	/* 2000 is a leap year: the 29th of February is a birthday */
	return ng_date_of(yearless ? 2000 : *year, *month, *day) > 0;
}

/* English and German, in full or as far as people shorten them. */
static const struct {
	const char *name;
	size_t shortest;
	int month;
} months[] = {
	{"January", 3, 1}, {"February", 3, 2}, {"March", 3, 3}, {"April", 3, 4}, {"May", 3, 5}, {"June", 3, 6},
	{"July", 3, 7}, {"August", 3, 8}, {"September", 3, 9}, {"October", 3, 10}, {"November", 3, 11}, {"December", 3, 12},
	{"Januar", 3, 1}, {"Februar", 3, 2}, {"März", 4, 3}, {"Mai", 3, 5}, {"Juni", 3, 6}, {"Juli", 3, 7},
	{"Oktober", 3, 10}, {"Dezember", 3, 12},
};

/* The month whose name s has at *i, which goes behind it and its full stop; or 0. */
static int
month_at(struct ng_str s, size_t *i)
{
	size_t to = *i;
	struct ng_str word;

	while (to < s.n && (ng_is_alpha(s.p[to]) || (unsigned char)s.p[to] >= 0x80))
		to++;
	word = ng_str_cut(s, *i, to);
	for (size_t k = 0; k < sizeof(months) / sizeof(months[0]); k++) {
		struct ng_str name = ng_str_of(months[k].name);

		/* "Sept" is one letter longer than the others */
		if (!ng_str_eq_nocase(word, name) && !ng_str_eq_nocase(word, ng_str_cut(name, 0, months[k].shortest)) &&
		    !(months[k].month == 9 && ng_str_eq_nocase(word, NG_STR("Sept"))))
			continue;
		*i = to + (to < s.n && s.p[to] == '.');
		return months[k].month;
	}
	return 0;
}

/* The number of one to four digits at *i, which goes behind it; or -1. */
static int
number_at(struct ng_str s, size_t *i)
{
	int n = 0;
	size_t from = *i;

	for (; *i < s.n && ng_is_digit(s.p[*i]) && *i - from < 5; ++*i)
		n = n * 10 + (s.p[*i] - '0');
	return *i == from || *i - from > 4 ? -1 : n;
}

static void
skip_blanks(struct ng_str s, size_t *i)
{
	while (*i < s.n && s.p[*i] == ' ')
		++*i;
}

/* The year at *i, perhaps behind a comma, which goes behind it; or 0. */
static int
year_at(struct ng_str s, size_t *i)
{
	size_t at = *i + (*i < s.n && s.p[*i] == ','), from;
	int year;

	skip_blanks(s, &at);
	from = at;
	year = number_at(s, &at);
	if (at - from != 4)
		return 0;
	*i = at;
	return year;
}

/* 20 Nov 2026, 20. November 2026, Nov 20th, 2026; the year may be missing. The length, or 0. */
static size_t
named_date(struct ng_str s, int *year, int *month, int *day)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "."};
	size_t i = 0;

	*month = month_at(s, &i);
	skip_blanks(s, &i);
	*day = number_at(s, &i);
	for (size_t k = 0; k < sizeof(endings) / sizeof(endings[0]); k++)
		if (ng_str_starts(ng_str_cut(s, i, s.n), ng_str_of(endings[k]))) {
			i += ng_str_of(endings[k]).n;
			break;
		}
	if (*month == 0) {
		skip_blanks(s, &i);
		*month = month_at(s, &i);
	}
	*year = year_at(s, &i);
	return *month == 0 ? 0 : i;
}

/* 20.11.2026, 2026/11/20, 20-11-2026, and 20.11. without a year. The length, or 0. */
static size_t
numeric_date(struct ng_str s, int *year, int *month, int *day)
{
	size_t i = 0, width[3] = {0};
	int v[3] = {0};
	char mark = '\0';

	for (size_t k = 0; k < 3; k++) {
		size_t from = i;

		v[k] = number_at(s, &i);
		width[k] = i - from;
		if (k == 2 && mark == '.' && width[2] == 0) {
			v[2] = 0;
			break;
		}
		if (v[k] < 0 || (k < 2 && (i == s.n || (k == 1 && s.p[i] != mark))))
			return 0;
		mark = k < 2 ? s.p[i++] : mark;
	}
	if ((mark != '.' && mark != '/' && mark != '-') || width[1] > 2)
		return 0;
	if (width[0] == 4 && width[2] > 0 && width[2] <= 2) {
		*year = v[0], *month = v[1], *day = v[2];
		return mark == '-' && width[1] == 2 && width[2] == 2 ? 0 : i;
	}
	if (width[0] > 2 || (width[2] != 4 && width[2] != 0))
		return 0;
	*year = v[2], *month = v[1], *day = v[0];
	/* who writes 11/20/2026 has the month first; with full stops nobody does */
	if (mark != '.' && v[1] > 12)
		*month = v[0], *day = v[1];
	else if (mark != '.' && v[0] <= 12 && v[0] != v[1])
		*month = *day = 0;
	return i;
}

size_t
ng_date_other(struct ng_str s, int *year, int *month, int *day)
{
	size_t n = numeric_date(s, year, month, day);

	if (n == 0)
		n = named_date(s, year, month, day);
	/* no part of a longer number or word */
	if (n == 0 || (n < s.n && (ng_is_digit(s.p[n]) || ng_is_alpha(s.p[n]))) ||
	    (n + 1 < s.n && s.p[n - 1] != '.' && (s.p[n] == '.' || s.p[n] == '-' || s.p[n] == '/') && ng_is_digit(s.p[n + 1])))
		return 0;
	if (*month == 0)
		return n;
	return ng_date_of(*year == 0 ? 2000 : *year, *month, *day) > 0 ? n : 0;
}

size_t
ng_date_weekday(struct ng_str s)
{
	static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		struct ng_str day = ng_str_of(days[i]);

		if (ng_str_eq_nocase(ng_str_cut(s, 0, day.n), day))
			return day.n;
		if (ng_str_eq_nocase(ng_str_cut(s, 0, 3), ng_str_cut(day, 0, 3)))
			return 3;
	}
	return 0;
}
