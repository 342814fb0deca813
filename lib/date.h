/*
 * date: calendar days as numbers, so that they compare and subtract.
 *
 * The one place that knows months; the proleptic Gregorian calendar, years 1 to 9999.
 * Calls: str.
 */
#ifndef NG_DATE_H
#define NG_DATE_H

#include <stdbool.h>

#include "str.h"

/* Days since 0000-12-31: 0001-01-01 is 1. 0 stands for "no date". */
typedef int ng_day;

/* The day that the ten bytes YYYY-MM-DD name, or 0 where they aren't that or no such day exists. */
ng_day ng_date_parse(struct ng_str s);

/* The day of these numbers, or 0 where no such day exists. */
ng_day ng_date_of(int year, int month, int day);

/* Writes YYYY-MM-DD (an empty string for 0) and returns `out`. */
char *ng_date_format(ng_day day, char out[static 11]);

/*
 * A date that `s` begins with, as people write it in other forms: 20.11.2026, 2026/11/20, 20 Nov 2026, November 20th,
 * 2026; English and German months. Its length, or 0 where there's none, or it is YYYY-MM-DD. *year is 0 where it has
 * none (Nov 20, 20.11.); *month and *day are 0 where they can't be told apart (3/4/2026).
 */
size_t ng_date_other(struct ng_str s, int *year, int *month, int *day);

/* A span such as "6w", "10 d", "3m", "1y" in days (a month is 30, a year 365), or 0 where it is none or zero. */
int ng_date_span(struct ng_str s);

/* The length of the day of the week, in full or its first three letters, that `s` begins with; or 0. */
size_t ng_date_weekday(struct ng_str s);

/* The month of a day (not 0) as a number: months since January of the year 0; and the first day of one, or 0. */
size_t ng_date_month(ng_day day);
ng_day ng_date_of_month(size_t month);

/*
 * A period: a year YYYY, a month YYYY-MM, a day, or FROM..TO of these, of which one may be left out: *from or
 * *to is then 0. Both days are in it. False where it is none of these, or ends before it begins.
 */
bool ng_date_period(struct ng_str s, ng_day *from, ng_day *to);

/*
 * A birthday as people write it: YYYY-MM-DD, YYYYMMDD, or without a year --MM-DD, --MMDD, MM-DD. False where it is none
 * of these or no such day exists; *year is 0 without one.
 */
bool ng_date_birthday(struct ng_str s, int *year, int *month, int *day);

#endif
