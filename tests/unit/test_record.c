#include "unit.h"

#include <errno.h>

struct state {
	struct ng_arena *arena;
	uint32_t seed;
};

/* Bytes of all kinds, some of them UTF-8, some escapes. */
static struct ng_str
random_field(struct ng_arena *a, uint32_t *seed)
{
	static const char *const bits[] = {"\\", "\t", "\n", "\r", "\\x41", "\\n", "é", "漢", "😀", "\xC2\x85", "\xE2\x80\xAE", " "};
	struct ng_buf b = {.arena = a};

	for (uint32_t n = unit_random(seed) % 20; n > 0; n--)
		if (unit_random(seed) % 2 == 0)
			ng_buf_char(&b, (char)(unit_random(seed) & 0xFF));
		else
			ng_buf_add(&b, ng_str_of(bits[unit_random(seed) % (sizeof(bits) / sizeof(bits[0]))]));
	return ng_buf_str(&b);
}

static void
round_trips(void *context)
{
	struct state *s = context;

	for (int i = 0; i < 20000; i++) {
		struct ng_record r, back;
		struct ng_buf line = {.arena = s->arena};

		ng_arena_reset(s->arena, 0);
		for (int f = 0; f < NG_FIELDS; f++)
			r.field[f] = random_field(s->arena, &s->seed);
		ng_record_encode(&r, &line);
		for (size_t k = 0; k < line.n; k++) {
			unsigned char c = (unsigned char)line.p[k];

			/* nothing that a terminal obeys, no line end but the last */
			assert_true(c >= ' ' || c == '\t' || (c == '\n' && k + 1 == line.n));
			assert_int_not_equal(c, 0x7F);
		}
		assert_int_equal(ng_record_decode(line.p, line.n - 1, &back), 0);
		for (int f = 0; f < NG_FIELDS; f++)
			assert_true(ng_str_eq(r.field[f], back.field[f]));
	}
}

static void
encoding_then_decoding_gives_the_same_bytes(void **unused)
{
	struct state s = {ng_arena_new(0), 2026};

	(void)unused;
	assert_int_equal(ng_arena_run(s.arena, round_trips, &s), 0);
	ng_arena_free(s.arena);
}

static void
unknown_escapes_stand_for_themselves(void **unused)
{
	char line[] = "a\\qb\t\\x4\t\\xZZ\t\\\t\t\t\t\t\t\t\t\tz";
	struct ng_record r;

	(void)unused;
	assert_int_equal(ng_record_decode(line, strlen(line), &r), 0);
	assert_str(r.field[0], "a\\qb");
	assert_str(r.field[1], "\\x4");
	assert_str(r.field[2], "\\xZZ");
	assert_str(r.field[3], "\\");
	assert_str(r.field[12], "z");
}

static void
a_line_has_thirteen_fields_at_least(void **unused)
{
	char few[] = "a\t\t\t\t\t\t\t\t\t\t\t", more[] = "a\t\t\t\t\t\t\t\t\t\t\t\tb\tc\td", none[] = "";
	struct ng_record r;

	(void)unused;
	assert_int_equal(ng_record_decode(few, strlen(few), &r), -1);
	assert_int_equal(ng_record_decode(none, 0, &r), -1);
	assert_int_equal(ng_record_decode(more, strlen(more), &r), 0);
	assert_str(r.field[NG_FIELD_SOURCE], "b");
}

static void
kinds_states_and_days_are_read(void **unused)
{
	struct ng_record r = {0};

	(void)unused;
	for (int k = NG_KIND_UNKNOWN + 1; k <= NG_KIND_BECAUSE; k++) {
		r.field[NG_FIELD_KIND] = ng_str_of(ng_kind_name((enum ng_kind)k));
		assert_int_equal(ng_record_kind(&r), k);
	}
	r.field[NG_FIELD_KIND] = NG_STR("Person");
	assert_int_equal(ng_record_kind(&r), NG_KIND_UNKNOWN);
	r.field[NG_FIELD_STATE] = NG_STR("waiting");
	assert_int_equal(ng_record_state(&r), NG_STATE_WAITING);
	r.field[NG_FIELD_STATE] = NG_STR("");
	assert_int_equal(ng_record_state(&r), NG_STATE_NONE);
	r.field[NG_FIELD_DUE] = NG_STR("2026-12-01");
	assert_int_equal(ng_record_day(&r, NG_FIELD_DUE), ng_date_of(2026, 12, 1));
	assert_int_equal(ng_record_day(&r, NG_FIELD_DATE), 0);
}

struct reading {
	size_t n;
	char sources[64];
};

static int
note_source(void *context, const struct ng_record *r)
{
	struct reading *reading = context;

	reading->n++;
	strncat(reading->sources, r->field[NG_FIELD_SOURCE].p, r->field[NG_FIELD_SOURCE].n);
	return ng_str_eq(r->field[NG_FIELD_SOURCE], NG_STR("stop")) ? 7 : 0;
}

static FILE *
stream_of(const char *text)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	fputs(text, f);
	rewind(f);
	return f;
}

#define TWELVE "\t\t\t\t\t\t\t\t\t\t\t\t"
#define HEADER "kind\tstate\tdate\tdue\tdone\tpeople\tgoals\ttopics\twhat\ttext\tcontext\tscore\tsource\n"

static void
a_stream_is_read_to_its_end(void **unused)
{
	struct reading reading = {0, ""};
	FILE *f = stream_of(HEADER "met" TWELVE "a\n\nmet" TWELVE "b\nmet" TWELVE "c");
	size_t line;

	(void)unused;
	assert_int_equal(ng_record_read(f, note_source, &reading, &line), 0);
	assert_int_equal(reading.n, 3);
	assert_string_equal(reading.sources, "abc");
	fclose(f);
}

static void
a_bad_line_is_named_and_reading_can_go_on(void **unused)
{
	struct reading reading = {0, ""};
	FILE *f = stream_of("met" TWELVE "a\nhello\nmet" TWELVE "b\n");
	size_t line;

	(void)unused;
	assert_int_equal(ng_record_read(f, note_source, &reading, &line), -1);
	assert_int_equal(errno, EILSEQ);
	assert_int_equal(line, 2);
	assert_int_equal(ng_record_read(f, note_source, &reading, &line), 0);
	assert_string_equal(reading.sources, "ab");
	fclose(f);
}

static void
the_sink_can_end_the_reading(void **unused)
{
	struct reading reading = {0, ""};
	FILE *f = stream_of("met" TWELVE "stop\nmet" TWELVE "b\n");
	size_t line;

	(void)unused;
	assert_int_equal(ng_record_read(f, note_source, &reading, &line), 7);
	assert_int_equal(reading.n, 1);
	fclose(f);
}

static void
the_header_names_the_fields(void **unused)
{
	struct ng_record r;

	(void)unused;
	ng_record_header(&r);
	assert_true(ng_record_is_header(&r));
	assert_str(r.field[NG_FIELD_TOPICS], "topics");
	r.field[NG_FIELD_TOPICS] = NG_STR("x");
	assert_false(ng_record_is_header(&r));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(encoding_then_decoding_gives_the_same_bytes),
	    cmocka_unit_test(unknown_escapes_stand_for_themselves),
	    cmocka_unit_test(a_line_has_thirteen_fields_at_least),
	    cmocka_unit_test(kinds_states_and_days_are_read),
	    cmocka_unit_test(a_stream_is_read_to_its_end),
	    cmocka_unit_test(a_bad_line_is_named_and_reading_can_go_on),
	    cmocka_unit_test(the_sink_can_end_the_reading),
	    cmocka_unit_test(the_header_names_the_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
