#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

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

/* The encodings that Unicode's table 3-7 leaves out, and the ones beside them. */
static void
escape_ill_formed(void *context)
{
	struct ng_arena *a = context;
	static const char *const texts[][2] = {
	    {"\xC1\x80", "\\xC1\\x80"}, {"\xC2\x80", "\\xC2\\x80"}, /* U+0080 is a control character */
	    {"\xC2\xA0", "\xC2\xA0"},
	    {"\xE0\x9F\xBF", "\\xE0\\x9F\\xBF"}, {"\xE0\xA0\x80", "\xE0\xA0\x80"},
	    {"\xED\xA0\x80", "\\xED\\xA0\\x80"}, {"\xED\x9F\xBF", "\xED\x9F\xBF"},
	    {"\xF0\x8F\xBF\xBF", "\\xF0\\x8F\\xBF\\xBF"}, {"\xF0\x90\x80\x80", "\xF0\x90\x80\x80"},
	    {"\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"}, {"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},
	    {"\xF5\x80\x80\x80", "\\xF5\\x80\\x80\\x80"}, {"\xE2\x82", "\\xE2\\x82"}, {"\xE2\x82z", "\\xE2\\x82z"},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct ng_record r = {.field = {ng_str_of(texts[i][0])}};
		struct ng_buf line = {.arena = a};

		ng_record_encode(&r, &line);
		assert_str(ng_str_cut(ng_buf_str(&line), 0, line.n - 13), texts[i][1]);
	}
}

static void
ill_formed_bytes_are_escaped(void **unused)
{
	struct ng_arena *a = ng_arena_new(0);

	(void)unused;
	assert_int_equal(ng_arena_run(a, escape_ill_formed, a), 0);
	ng_arena_free(a);
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

static void
a_source_is_a_file_and_a_line(void **unused)
{
	static const struct {
		const char *source, *file;
		uint32_t line;
	} sources[] = {
		{"a.md:3", "a.md", 3}, {"a:b:120", "a:b", 120}, {"a.md", "a.md", 0}, {"a.md:", "a.md:", 0}, {":3", ":3", 0},
		{"3", "3", 0}, {"", "", 0}, {"a3", "a3", 0}, {"a:0", "a:0", 0}, {"a:03", "a:03", 0}, {"a:10", "a", 10},
		{"a:4294967295", "a", UINT32_MAX}, {"a:4294967296", "a:4294967296", 0}, {"a:12345678901", "a:12345678901", 0},
	};
	struct ng_record r = {0};
	struct ng_str file;

	(void)unused;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		r.field[NG_FIELD_SOURCE] = ng_str_of(sources[i].source);
		assert_int_equal(ng_record_line(&r, &file), sources[i].line);
		assert_str(file, sources[i].file);
	}
}

/* A stream that is read, and what became of it. */
struct reading {
	struct ng_arena *arena;
	int fd, result;
	size_t n, bad[4], nbad;
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

static void
note_bad(void *context, size_t line)
{
	struct reading *reading = context;

	reading->bad[reading->nbad++] = line;
}

static void
read_all(void *context)
{
	struct reading *reading = context;
	struct ng_record_sink sink = {reading, note_source, note_bad};

	reading->result = ng_record_read(reading->arena, reading->fd, &sink);
}

/* Reads what the file holds from its start. */
static struct reading
reading_of(FILE *f)
{
	struct reading reading = {.arena = ng_arena_new(0), .fd = fileno(f)};

	rewind(f); /* writes what is buffered */
	assert_int_equal(lseek(reading.fd, 0, SEEK_SET), 0);
	assert_int_equal(ng_arena_run(reading.arena, read_all, &reading), 0);
	ng_arena_free(reading.arena);
	fclose(f);
	return reading;
}

static FILE *
stream_of(const char *text)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	fputs(text, f);
	return f;
}

#define TWELVE "\t\t\t\t\t\t\t\t\t\t\t\t"
#define HEADER "kind\tstate\tdate\tdue\tdone\tpeople\tgoals\ttopics\twhat\ttext\tcontext\tscore\tsource\n"

static void
a_stream_is_read_to_its_end(void **unused)
{
	struct reading reading = reading_of(stream_of(HEADER "met" TWELVE "a\n\nmet" TWELVE "b\nmet" TWELVE "c"));

	(void)unused;
	assert_int_equal(reading.result, 0);
	assert_int_equal(reading.n, 3);
	assert_string_equal(reading.sources, "abc");
}

static void
lines_are_longer_than_a_block_or_lie_across_its_end(void **unused)
{
	FILE *f = stream_of("met" TWELVE "a\n");
	struct reading reading;

	(void)unused;
	for (int i = 0; i < 300000; i++)
		fputc('x', f);
	fputs(TWELVE "b\n", f);
	/* of 509 bytes each: the block's end comes to lie at every place in a line */
	for (int i = 0; i < 2000; i++)
		fprintf(f, "%0*d" TWELVE "\n", 509 - 13, i);
	fputs("met" TWELVE "c", f);
	reading = reading_of(f);
	assert_int_equal(reading.result, 0);
	assert_int_equal(reading.n, 2003);
	assert_int_equal(reading.nbad, 0);
	assert_string_equal(reading.sources, "abc");
}

static void
a_bad_line_is_named_and_the_others_are_read(void **unused)
{
	struct reading reading = reading_of(stream_of("met" TWELVE "a\nhello\nmet" TWELVE "b\n\nx\ty"));

	(void)unused;
	assert_int_equal(reading.result, 0);
	assert_int_equal(reading.nbad, 2);
	assert_int_equal(reading.bad[0], 2);
	assert_int_equal(reading.bad[1], 5);
	assert_string_equal(reading.sources, "ab");
}

static void
the_sink_can_end_the_reading(void **unused)
{
	struct reading reading = reading_of(stream_of("met" TWELVE "stop\nmet" TWELVE "b\n"));

	(void)unused;
	assert_int_equal(reading.result, 7);
	assert_int_equal(reading.n, 1);
}

static void
what_cannot_be_read_is_told(void **unused)
{
	struct reading reading = {.arena = ng_arena_new(0), .fd = -1};

	(void)unused;
	assert_int_equal(ng_arena_run(reading.arena, read_all, &reading), 0);
	assert_int_equal(reading.result, -1);
	assert_int_equal(errno, EBADF);
	ng_arena_free(reading.arena);
}

static void
the_header_names_the_fields(void **unused)
{
	struct ng_record r;

	(void)unused;
	ng_record_header(&r);
	assert_true(ng_record_is_header(&r));
	assert_str(r.field[NG_FIELD_TOPICS], "topics");
	for (size_t f = 0; f < NG_FIELDS; f++) {
		ng_record_header(&r);
		r.field[f] = NG_STR("x");
		assert_false(ng_record_is_header(&r));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(encoding_then_decoding_gives_the_same_bytes),
	    cmocka_unit_test(ill_formed_bytes_are_escaped),
	    cmocka_unit_test(unknown_escapes_stand_for_themselves),
	    cmocka_unit_test(a_line_has_thirteen_fields_at_least),
	    cmocka_unit_test(kinds_states_and_days_are_read),
	    cmocka_unit_test(a_source_is_a_file_and_a_line),
	    cmocka_unit_test(a_stream_is_read_to_its_end),
	    cmocka_unit_test(lines_are_longer_than_a_block_or_lie_across_its_end),
	    cmocka_unit_test(a_bad_line_is_named_and_the_others_are_read),
	    cmocka_unit_test(the_sink_can_end_the_reading),
	    cmocka_unit_test(what_cannot_be_read_is_told),
	    cmocka_unit_test(the_header_names_the_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
