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

ng_day
ng_date_parse(struct ng_str s)
{
	int v[3] = {0, 0, 0};

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return 0;
	for (size_t i = 0, k = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			k++;
			continue;
		}
		if (!ng_is_digit(s.p[i]))
			return 0;
		v[k] = v[k] * 10 + (s.p[i] - '0');
	}
	return ng_date_of(v[0], v[1], v[2]);
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
