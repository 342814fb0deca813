/* Records: what is encoded is decoded to the same bytes, and a stream reads the same however it comes. */
#include "fuzz.h"
#include "network.h"
#include "record.h"

#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>

static struct ng_str
encode(const struct ng_record *r)
{
	struct ng_buf b = {.arena = arena};

	ng_record_encode(r, &b);
	return ng_buf_str(&b);
}

static void
check_same(const struct ng_record *r, const struct ng_record *s)
{
	for (int f = 0; f < NG_FIELDS; f++)
		CHECK(ng_str_eq(r->field[f], s->field[f]), "a field has changed", r->field[f], s->field[f]);
}

/* decode(encode(x)) = x, and encode(decode(line)) = line. */
static void
check_round_trip(const struct ng_record *r)
{
	struct ng_str line = encode(r), copy = ng_str_dup(arena, ng_str_cut(line, 0, line.n - 1));
	struct ng_record again;

	CHECK(line.p[line.n - 1] == '\n' && ng_str_find(line, '\n') == line.n - 1 && ng_str_find(line, '\r') == line.n,
	      "an encoded record is no line", line, NOTHING);
	CHECK(ng_record_decode((char *)copy.p, copy.n, &again) == 0, "an encoded record is none", line, NOTHING);
	check_same(r, &again);
	CHECK(ng_str_eq(encode(&again), line), "encoded again it is another line", line, encode(&again));
}

/* Any bytes as fields: parts of the input. */
static void
check_fields(struct ng_str input)
{
	struct ng_record r = {.field = {{NULL, 0}}};
	size_t n = 1 + input.n / NG_FIELDS;

	for (int f = 0; f < NG_FIELDS; f++)
		r.field[f] = ng_str_cut(input, (size_t)f * n, (size_t)f * n + n);
	check_round_trip(&r);
}

struct stream {
	struct ng_buf records; /* encoded */
	struct ng_network *net;
	size_t bad; /* lines that are no record */
};

static int
on_record(void *context, const struct ng_record *r)
{
	struct stream *s = context;

	ng_record_encode(r, &s->records);
	if (s->net != NULL) {
		check_round_trip(r);
		ng_network_add(s->net, r);
	}
	return 0;
}

static void
on_bad(void *context, size_t line)
{
	struct stream *s = context;

	CHECK(line > 0, "a line without a number", NOTHING, NOTHING);
	s->bad++;
}

/* What there is to read, and how many bytes of it at once: none while it isn't read. */
static struct ng_str rest;
static size_t chunk;

/*
 * Stands in for the system's, which would cost more than all that is looked at here, while a stream is read: libFuzzer
 * reads its files with it. Without <unistd.h>, which may define it itself.
 */
ssize_t read(int fd, void *buffer, size_t n);

ssize_t
read(int fd, void *buffer, size_t n)
{
	if (chunk == 0)
		return readv(fd, &(struct iovec){buffer, n}, 1);
	n = n < chunk ? n : chunk;
	n = n < rest.n ? n : rest.n;
	if (n > 0)
		memcpy(buffer, rest.p, n);
	rest = ng_str_cut(rest, n, rest.n);
	return (ssize_t)n;
}

static void
read_stream(struct ng_str input, size_t at_once, struct stream *s)
{
	struct ng_record_sink sink = {s, on_record, on_bad};

	rest = input;
	chunk = at_once;
	CHECK(ng_record_read(arena, 0, &sink) == 0 && rest.n == 0, "reading failed", input, NOTHING);
	chunk = 0;
}

static void
check_statements(const struct ng_network *net)
{
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		CHECK(s->order == i, "a statement out of its place", s->text, NOTHING);
		for (size_t k = 0; k < s->people.n; k++)
			CHECK(s->people.v[k] < net->npeople, "a person who isn't there", s->text, NOTHING);
		for (size_t k = 0; k < s->goals.n; k++)
			CHECK(s->goals.v[k] < net->ngoals, "a goal that isn't there", s->text, NOTHING);
		CHECK(s->closed_by == NG_NONE || s->closed_by < net->nstatements, "closed by nothing", s->text, NOTHING);
	}
}

static void
fuzz_one(struct ng_str input)
{
	struct stream at_once = {.records = {.arena = arena}, .net = ng_network_new(arena)};
	struct stream chunks = {.records = {.arena = arena}};
	size_t size = 1 + fuzz_choice(&input, 60);

	check_fields(input);
	read_stream(input, SIZE_MAX, &at_once);
	read_stream(input, size, &chunks);
	CHECK(at_once.bad == chunks.bad && ng_str_eq(ng_buf_str(&at_once.records), ng_buf_str(&chunks.records)),
	      "in chunks it is another stream", ng_buf_str(&at_once.records), ng_buf_str(&chunks.records));
	ng_network_settle(at_once.net, ng_date_of(2026, 11, 23), NOTHING);
	check_statements(at_once.net);
}
