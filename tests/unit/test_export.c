/* What ng-export's rooms hold, whatever the records say. */
#include "calendar.h"
#include "export.h"
#include "json.h"
#include "plain.h"
#include "text.h"
#include "uid.h"
#include "unit.h"

static void
expect_sha1(size_t n, const char *want)
{
	char text[1000], hex[41];
	unsigned char digest[20];

	memset(text, 'a', sizeof(text));
	ng_uid_sha1((struct ng_str){text, n}, digest);
	for (size_t i = 0; i < 20; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	assert_string_equal(hex, want);
}

static void
sha1_is_what_others_compute_at_each_edge_of_a_block(void **state)
{
	(void)state;
	expect_sha1(0, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	expect_sha1(55, "c1c8bbdc22796e28c0e15163d20899b65621d65a");
	expect_sha1(56, "c2db330f6083854c99d4b5bfb6e8f29f201be699");
	expect_sha1(63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5");
	expect_sha1(64, "0098ba824b5c16427bd7a1122a5a442a25ec644d");
	expect_sha1(65, "11655326c708d70319be2610e8a57d9a5b959d3b");
	expect_sha1(120, "f34c1488385346a55709ba056ddd08280dd4c6d6");
	expect_sha1(1000, "291e9a6c66994949b57ba5e650361e98fc36b1ba");
}

static void
uids(void *unused)
{
	char text[100];

	(void)unused;
	memset(text, 'x', sizeof(text));
	assert_str(ng_uid(arena, NG_STR("person @ines")), "35e5b5d8-65f9-5c6d-ab20-154908250494");
	assert_str(ng_uid(arena, NG_STR("")), "c6e30d21-57aa-55be-8c4d-b4e9a59b3183");
	assert_str(ng_uid(arena, (struct ng_str){text, 100}), "9032d3bc-49a4-57a4-98f4-23acc6b0f765");
}

static void
uid_is_a_uuid_of_version_5_as_others_compute_it(void **state)
{
	(void)state;
	protect(uids, NULL);
}

/* 10000 * year + 100 * month + day, or -1. */
static int
birthday(const char *s)
{
	int year, month, day;

	return ng_date_birthday(ng_str_of(s), &year, &month, &day) ? 10000 * year + 100 * month + day : -1;
}

static void
birthday_is_a_day_with_or_without_a_year(void **state)
{
	static const char *const none[] = {"", "-", "--", "--1301", "--0230", "--501", "0517", "1980", "1980-05", "1980-05-",
	                                   "1980--05-17", "1981-02-29", "17.5.1980", "1980-05-17 Thu", "---0501",
	                                   "198005170", "-19800517", "+9800517", "0000-01-01"};

	(void)state;
	assert_int_equal(birthday("1980-05-17"), 19800517);
	assert_int_equal(birthday(" 19800517 "), 19800517);
	assert_int_equal(birthday("--05-17"), 517);
	assert_int_equal(birthday("--0517"), 517);
	assert_int_equal(birthday("--02-29"), 229);
	assert_int_equal(birthday("05-17"), 517);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_int_equal(birthday(none[i]), -1);
}

static void
breaks(void *unused)
{
	(void)unused;
	assert_str(ng_plain_breaks(arena, NG_STR("a\tb\nc")), "a\tb\nc");
	assert_str(ng_plain_breaks(arena, NG_STR("a\r\nb\rc\vd\fe")), "a\nb\nc\nd\ne");
	assert_str(ng_plain_breaks(arena, NG_STR("a\xC2\x85" "b\xE2\x80\xA8" "c\xE2\x80\xA9")), "a\nb\nc\n");
	assert_str(ng_plain_breaks(arena, NG_STR("\x01\x1b\x7F\xC2\x9B")), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_str(ng_plain_label(arena, NG_STR(" a\r\n\tb\xE2\x80\xAE" "c ")), "a bc");
}

static void
nothing_that_ends_a_line_anywhere_is_left_but_line_feeds(void **state)
{
	(void)state;
	protect(breaks, NULL);
}

static void
names(void *unused)
{
	static const char *const lines[] = {
		"person people=@ines|text=Ines Maes, party planner|source=a.md:1",
		"next state=open|people=@ines|text=@ines: call @ines or [[@ines]], not `@ines` nor a@ines #x #goal/y|source=a.md:2",
		"next state=open|people=@bob|what=lunch|text=Lunch with [[People/Bob]]|source=a.md:3",
	};
	struct ng_network *net = ng_network_new(arena);

	(void)unused;
	for (size_t i = 0; i < 3; i++) {
		struct ng_record r;

		unit_record(lines[i], &r);
		ng_network_add(net, &r);
	}
	ng_network_settle(net, 1, NG_STR(""));
	assert_str(ng_plain_text(arena, net, net->statements[1], ng_network_person(net, NG_STR("ines")), false),
	           "call Ines Maes or Ines Maes, not `@ines` nor a@ines #x");
	assert_str(ng_plain_text(arena, net, net->statements[2], NG_NONE, false), "Lunch with @bob");
}

static void
plain_text_names_people_but_in_code_and_addresses(void **state)
{
	(void)state;
	protect(names, NULL);
}

static void
json(void *unused)
{
	static const char *const scores[][2] = {
		{"0.3144", "0.3144"}, {"-1", "-1.0"}, {"nan", "null"}, {"inf", "null"}, {"0x10", "null"}, {"1e9", "null"},
		{".", "null"}, {"1.2.3", "null"}, {"", "null"},
	};
	struct ng_buf out = {.arena = arena}, want = {.arena = arena};

	(void)unused;
	for (size_t i = 0; i < sizeof(scores) / sizeof(scores[0]); i++) {
		struct ng_record r;

		unit_record("match people=@a  @b|source=C:\\notes", &r);
		r.field[NG_FIELD_SCORE] = ng_str_of(scores[i][0]);
		out.n = want.n = 0;
		ng_json_record(&r, &out);
		ng_buf_printf(&want,
		              "{\"kind\":\"match\",\"state\":null,\"date\":null,\"due\":null,\"done\":null,"
		              "\"people\":[\"@a\",\"@b\"],\"goals\":[],\"topics\":[],\"what\":null,\"text\":null,"
		              "\"context\":null,\"score\":%s,\"file\":\"C:\\\\notes\",\"line\":null}\n",
		              scores[i][1]);
		ng_buf_char(&want, '\0');
		assert_str(ng_buf_str(&out), want.p);
	}
}

static void
json_holds_what_is_of_its_type_and_null(void **state)
{
	(void)state;
	protect(json, NULL);
}

static void
calendar(void *unused)
{
	struct ng_str category = NG_STR("goal/a");
	struct ng_calendar_entry e = {.task = true, .uid = NG_STR("u"), .summary = NG_STR("a,b;c\\d\ne"),
	                              .categories = &category, .ncategories = 1, .status = NG_CALENDAR_DONE};
	struct ng_buf out = {.arena = arena};

	(void)unused;
	e.done = ng_date_of(1, 1, 1);
	ng_calendar_begin(&out);
	ng_calendar_add(&out, ng_date_of(2026, 11, 23), &e);
	ng_calendar_end(&out);
	assert_str(ng_buf_str(&out), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ng//ng-export//EN\r\nBEGIN:VTODO\r\n"
	                             "UID:u\r\nDTSTAMP:20261123T000000Z\r\nSTATUS:COMPLETED\r\nCOMPLETED:00010101T120000Z\r\n"
	                             "PERCENT-COMPLETE:100\r\nSUMMARY:a\\,b\\;c\\\\d\\ne\r\nCATEGORIES:goal/a\r\n"
	                             "END:VTODO\r\nEND:VCALENDAR\r\n");
}

static void
calendar_escapes_text_and_takes_every_day(void **state)
{
	(void)state;
	protect(calendar, NULL);
}

/* All formats of records that are noise. */
static void
noise(void *seed)
{
	static const char *const formats[] = {"vcard", "icalendar", "dot", "json", "csv"};
	static const char *const kinds[] = {"person", "field", "next", "ask", "met", "match", "because", "knows", "goal", "?"};
	static const char *const words[] = {"@a", "#goal/b", "[[c]]", "\r\n", "\"", "\\", ",", ";", "\xFF", "\xC3", "ü", "=",
	                                    "--0501", "birthday", "alias", "every", "6w", "2026-12-01", "open", "done", ":3",
	                                    "introduction", " ", "`", "@", "[", "]]", "|", "&", "9999-12-31", "url", "http://"};
	struct ng_export x = {.arena = arena, .out = {.arena = arena}};
	struct ng_network *net;

	for (int n = 0; n < 60; n++) {
		struct ng_record r = {.field = {{NULL, 0}}};

		for (int f = 0; f < NG_FIELDS; f++) {
			struct ng_buf b = {.arena = arena};

			for (uint32_t k = unit_random(seed) % 4; k > 0; k--)
				ng_buf_add(&b, ng_str_of(words[unit_random(seed) % (sizeof(words) / sizeof(words[0]))]));
			r.field[f] = ng_buf_str(&b);
		}
		r.field[NG_FIELD_KIND] = ng_str_of(kinds[unit_random(seed) % 10]);
		ng_export_add(&x, &r);
	}
	ng_export_sort(&x);
	net = ng_export_network(&x);
	ng_network_settle(net, ng_date_of(2026, 11, 23), NG_STR(""));
	x.net = net;
	for (size_t i = 0; i < 5; i++) {
		x.out.n = 0;
		ng_export_find(ng_str_of(formats[i]))->write(&x);
		assert_true(ng_str_eq(ng_text_repair(arena, ng_buf_str(&x.out)), ng_buf_str(&x.out)));
	}
}

static void
whatever_the_records_all_formats_are_utf_8(void **state)
{
	uint32_t seed = 2026;

	(void)state;
	for (int i = 0; i < 200; i++) {
		protect(noise, &seed);
		ng_arena_reset(arena, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(sha1_is_what_others_compute_at_each_edge_of_a_block),
		RULE(uid_is_a_uuid_of_version_5_as_others_compute_it),
		RULE(birthday_is_a_day_with_or_without_a_year),
		RULE(nothing_that_ends_a_line_anywhere_is_left_but_line_feeds),
		RULE(plain_text_names_people_but_in_code_and_addresses),
		RULE(json_holds_what_is_of_its_type_and_null),
		RULE(calendar_escapes_text_and_takes_every_day),
		RULE(whatever_the_records_all_formats_are_utf_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
