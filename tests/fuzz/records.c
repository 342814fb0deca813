/* Records: what is encoded is decoded to the same bytes, and a stream reads the same however it comes. */
#include "fuzz.h"
#include "network.h"
#include "record.h"

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

/* Reads a stream by so many bytes at once (0: all), past lines that are none, which it counts. */
static size_t
read_stream(struct ng_str input, size_t chunk, struct stream *s)
{
	static char buffer[64];
	FILE *in = fmemopen((void *)input.p, input.n, "r");
	size_t line, bad = 0;

	if (in == NULL)
		abort();
	if (chunk > 0 && setvbuf(in, buffer, _IOFBF, chunk) != 0)
		abort();
	while (ng_record_read(in, on_record, s, &line) != 0) {
		CHECK(errno == EILSEQ, "reading failed", input, NOTHING);
		bad++;
	}
	fclose(in);
	return bad;
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
	struct stream at_once = {.records = {.arena = arena}}, chunks = {.records = {.arena = arena}};
	size_t chunk = 1 + fuzz_choice(&input, 60), bad;

	check_fields(input);
	if (input.n == 0)
		return;
	at_once.net = ng_network_new(arena);
	bad = read_stream(input, 0, &at_once);
	CHECK(read_stream(input, chunk, &chunks) == bad && ng_str_eq(ng_buf_str(&at_once.records), ng_buf_str(&chunks.records)),
	      "in chunks it is another stream", ng_buf_str(&at_once.records), ng_buf_str(&chunks.records));
	ng_network_settle(at_once.net, ng_date_of(2026, 11, 23), NOTHING);
	check_statements(at_once.net);
}
