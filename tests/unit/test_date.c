#include "unit.h"

#include <time.h>

#include "date.h"

/* Counts the days one by one, as a calendar on the wall does. */
static void
each_day_of_ten_thousand_years_is_one_more(void **unused)
{
	ng_day day = 0;

	(void)unused;
	for (int y = 1; y <= 9999; y++) {
		bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

		for (int m = 1; m <= 12; m++) {
			int length = m == 2 ? 28 + leap : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;

			for (int d = 1; d <= length; d++) {
				char expected[48], got[11];

				day++;
				if (ng_date_of(y, m, d) != day)
					fail_msg("%d-%d-%d is day %d, not %d", y, m, d, day, ng_date_of(y, m, d));
				snprintf(expected, sizeof(expected), "%04d-%02d-%02d", y, m, d);
				if (strcmp(ng_date_format(day, got), expected) != 0)
					fail_msg("day %d is %s, not %s", day, expected, got);
				if (ng_date_parse(ng_str_of(expected)) != day)
					fail_msg("%s was not read", expected);
			}
			assert_int_equal(ng_date_of(y, m, length + 1), 0);
			assert_int_equal(ng_date_of(y, m, 0), 0);
		}
	}
}

/* The C library's calendar, and a formula of another kind: Fliegel and Van Flandern, CACM 11 (1968), 657. */
static void
each_day_is_that_of_other_calendars(void **unused)
{
	ng_day last = ng_date_of(9999, 12, 31);

	(void)unused;
	assert_int_equal(last, 3652059);
	for (ng_day day = 1; day <= last; day++) {
		time_t seconds = ((time_t)day - 719163) * 86400;
		long l = day + 1721425L + 68569, n = 4 * l / 146097, i, j, month;
		struct tm tm;

		assert_non_null(gmtime_r(&seconds, &tm));
		l -= (146097 * n + 3) / 4;
		i = 4000 * (l + 1) / 1461001;
		l += 31 - 1461 * i / 4;
		j = 80 * l / 2447;
		month = j + 2 - 12 * (j / 11);
		if (ng_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) != day)
			fail_msg("day %d is %d-%d-%d to the C library", day, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
		if (ng_date_of((int)(100 * (n - 49) + i + j / 11), (int)month, (int)(l - 2447 * j / 80)) != day)
			fail_msg("day %d isn't that of the formula", day);
	}
}

static void
weeks_and_months_are_added_and_taken_away(void **unused)
{
	ng_day last = ng_date_of(9999, 12, 31);
	size_t before = ng_date_month(1);

	(void)unused;
	assert_int_equal(before, 12);
	for (ng_day day = 1; day <= last; day++) {
		size_t month = ng_date_month(day);
		ng_day first = ng_date_of_month(month);
		time_t then = ((time_t)day - 719163 + ng_date_span(NG_STR("2w"))) * 86400;
		char date[11];
		struct tm tm;

		/* the month goes on by one just where a first day is, and leads back to it */
		if (month != before + (day == first && day > 1) || first > day || day - first > 30)
			fail_msg("day %d is in month %zu, which begins on day %d", day, month, first);
		before = month;
		if (day > last - 14)
			continue;
		assert_non_null(gmtime_r(&then, &tm));
		ng_date_format(day + ng_date_span(NG_STR("2w")), date);
		if (ng_date_parse(ng_str_of(date)) - ng_date_span(NG_STR("14d")) != day ||
		    ng_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) != day + 14)
			fail_msg("two weeks from day %d are %s", day, date);
	}
	assert_int_equal(ng_date_of_month(ng_date_month(last) + 1), 0);
	assert_int_equal(ng_date_of_month(11), 0);
}

static void
what_is_no_day_is_none(void **unused)
{
	static const char *const bad[] = {"",           "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1",
	                                  "2026-11-31", "0000-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-1",
	                                  "2026-01-0x", "20260-1-01", "-026-01-01", "２０２６-01"};
	char text[11];

	(void)unused;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ng_date_parse(ng_str_of(bad[i])), 0);
	assert_int_equal(ng_date_of(10000, 1, 1), 0);
	assert_int_equal(ng_date_of(2026, 13, 1), 0);
	assert_string_equal(ng_date_format(0, text), "");
	assert_string_equal(ng_date_format(-5, text), "");
	assert_string_equal(ng_date_format(ng_date_of(9999, 12, 31) + 1, text), "");
}

static void
spans_are_days(void **unused)
{
	(void)unused;
	assert_int_equal(ng_date_span(NG_STR("6w")), 42);
	assert_int_equal(ng_date_span(NG_STR(" 10 d ")), 10);
	assert_int_equal(ng_date_span(NG_STR("3m")), 90);
	assert_int_equal(ng_date_span(NG_STR("1y")), 365);
	assert_int_equal(ng_date_span(NG_STR("2 weeks")), 14);
	assert_int_equal(ng_date_span(NG_STR("0w")), 0);
	assert_int_equal(ng_date_span(NG_STR("w")), 0);
	assert_int_equal(ng_date_span(NG_STR("6")), 0);
	assert_int_equal(ng_date_span(NG_STR("soon")), 0);
	assert_int_equal(ng_date_span(NG_STR("99999999999999999999d")), 0);
}

static void
months_are_numbers(void **unused)
{
	(void)unused;
	for (ng_day day = 1; day <= ng_date_of(9999, 12, 31); day += 27) {
		size_t month = ng_date_month(day);
		ng_day first = ng_date_of_month(month);

		assert_in_range(day - first, 0, 30);
		assert_int_equal(ng_date_month(first), month);
		assert_int_equal(ng_date_month(first + 31), month + 1);
		if (ng_date_of_month(month + 2) == 0)
			break;
	}
	assert_int_equal(ng_date_month(ng_date_of(2026, 1, 31)), 2026 * 12);
	assert_int_equal(ng_date_of_month(10000 * 12), 0);
}

static void
periods_are_years_months_days_or_from_one_to_another(void **unused)
{
	static const struct {
		const char *text, *from, *to;
	} good[] = {
	    {"2026", "2026-01-01", "2026-12-31"},
	    {"2026-11", "2026-11-01", "2026-11-30"},
	    {"2026-02", "2026-02-01", "2026-02-28"},
	    {"2028-02", "2028-02-01", "2028-02-29"},
	    {"9999-12", "9999-12-01", "9999-12-31"},
	    {"2026-03-04", "2026-03-04", "2026-03-04"},
	    {"0001-01-01", "0001-01-01", "0001-01-01"},
	    {"2026-03-04..2026-03-05", "2026-03-04", "2026-03-05"},
	    {"2025..2026-06", "2025-01-01", "2026-06-30"},
	    {"2026-11..", "2026-11-01", ""},
	    {"..2026", "", "2026-12-31"},
	};
	static const char *const bad[] = {"",        "..",           "2026-13",    "0000",      "20260",       "2026-1",
	                                  "2026-00", "2026..2025",   "2026...",    "..2026..",  "soon",        "2026x11",
	                                  "2026-..", "2026-02-29..", "..2026-2-1", "20a6..",    "2026.2026-11"};

	(void)unused;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		ng_day from = -1, to = -1;
		char text[11];

		if (!ng_date_period(ng_str_of(good[i].text), &from, &to))
			fail_msg("%s is a period", good[i].text);
		assert_string_equal(ng_date_format(from, text), good[i].from);
		assert_string_equal(ng_date_format(to, text), good[i].to);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ng_day from, to;

		if (ng_date_period(ng_str_of(bad[i]), &from, &to))
			fail_msg("%s is no period", bad[i]);
	}
}

static void
dates_in_other_forms_are_known(void **unused)
{
	static const struct {
		const char *text;
		size_t length;
		int year, month, day;
	} cases[] = {
		{"20.11.2026", 10, 2026, 11, 20}, {"1.2.2026: x", 8, 2026, 2, 1}, {"2026/11/2 x", 9, 2026, 11, 2},
		{"2026.11.20", 10, 2026, 11, 20}, {"2026-1-2", 8, 2026, 1, 2}, {"20-11-2026", 10, 2026, 11, 20},
		{"11/20/2026", 10, 2026, 11, 20}, {"20/11/2026", 10, 2026, 11, 20}, {"3/3/2026", 8, 2026, 3, 3},
		{"3/4/2026", 8, 2026, 0, 0}, {"20.11.", 6, 0, 11, 20}, {"20 Nov 2026", 11, 2026, 11, 20},
		{"20. November 2026", 17, 2026, 11, 20}, {"Nov 20th, 2026", 14, 2026, 11, 20}, {"sept. 3", 7, 0, 9, 3},
		{"Sep 1st", 7, 0, 9, 1}, {"3 März 2026", 12, 2026, 3, 3}, {"1. Dez 2026.", 11, 2026, 12, 1},
		{"Dec 3, at ten", 5, 0, 12, 3}, {"20.11.-22.11.", 6, 0, 11, 20}, {"20.11.2026.a", 10, 2026, 11, 20},
		{"20.11.2026/a", 10, 2026, 11, 20},
	};
	static const char *const none[] = {
		"", "2026-11-20", "31.2.2026", "20.11.26", "20.11.2026.4", "20.11.2026-4", "20.11.20261", "1.2.3", "20.11",
		"20x11x2026", "20.11/2026", "32 Nov", "0 May", "Nov", "May I?", "Marching 3", "Nov 3rdly", "20 of them",
		"12345.1.1", "2026.111.1", "2026/1/123", "123.1.2026", "20", "20.", "13.13.2026", "1.2.3x",
		"2026.11.", "2026.0.", "Nov 20th20261", "20 Nov20261", "20.11.2026/1", "20.11.2026x",
	};
	int year, month, day;

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = ng_date_other(ng_str_of(cases[i].text), &year, &month, &day);

		if (n != cases[i].length || year != cases[i].year || month != cases[i].month || day != cases[i].day)
			fail_msg("%s is %zu bytes, %d-%d-%d", cases[i].text, n, year, month, day);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (ng_date_other(ng_str_of(none[i]), &year, &month, &day) != 0)
			fail_msg("%s is %d-%d-%d", none[i], year, month, day);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_day_of_ten_thousand_years_is_one_more),
	    cmocka_unit_test(each_day_is_that_of_other_calendars),
	    cmocka_unit_test(weeks_and_months_are_added_and_taken_away),
	    cmocka_unit_test(what_is_no_day_is_none),
	    cmocka_unit_test(spans_are_days),
	    cmocka_unit_test(months_are_numbers),
	    cmocka_unit_test(periods_are_years_months_days_or_from_one_to_another),
	    cmocka_unit_test(dates_in_other_forms_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
