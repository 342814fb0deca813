/* Queries: questions, needs with patterns, synonyms; what is found can be ordered, and the order of the records is none. */
#include <math.h>

#include "fuzz.h"
#include "match.h"
#include "text.h"

#include "../oracle/lines.h"

/* A few people who know something, and who leads to whom. */
static const char *const stream[] = {
	"goal state=open|goals=#goal/a|text=Fund Atlas|source=g.md:1",
	"person people=@ann|topics=#grants|text=Ann Lee|source=p.md:1",
	"knows people=@ann|topics=#grants|text=seed rounds and venture capital #grants|source=p.md:2",
	"field people=@ann|what=role|text=treasurer of a foundation|source=p.md:3",
	"person people=@bob|text=Bob Ray|source=p.md:4",
	"field people=@bob|what=via|text=@ann|source=p.md:5",
	"knows people=@bob|text=Bob knows foundations, stiftungen and fondations 2024|source=p.md:6",
	"met date=2026-09-24|people=@ann @cy|what=dinner|text=Dinner|source=m.md:1",
	"offer state=open|date=2026-09-24|people=@ann @cy|what=introduction|text=to @cy who knows investors|source=m.md:2",
	"mention date=2026-09-24|people=@cy|topics=#vc|text=talks of angel investors and wells #vc|context=Dinner|source=m.md:3",
	"need state=open|people=@bob|text=an office near the water|source=p.md:7",
	"knows people=@cy|text=offices to let|source=p.md:8",
	/* of these the input is the text */
	"need state=open|goals=#goal/a|topics=#t|source=g.md:2",
	"mention people=@dan|source=m.md:9",
};

#define STREAM (sizeof(stream) / sizeof(stream[0]))
#define NEED (STREAM - 2)
#define EVIDENCE (STREAM - 1)

struct found {
	struct ng_buf out;
	double last; /* the score of the match before; of another need: infinite */
	struct ng_str source;
	bool any;
};

static void
on_record(void *context, const struct ng_record *r)
{
	struct found *found = context;
	struct ng_str score = r->field[NG_FIELD_SCORE];
	enum ng_kind kind = ng_record_kind(r);
	double value = strtod(ng_str_dup(arena, score).p, NULL);

	ng_record_encode(r, &found->out);
	CHECK(isfinite(value) && value >= 0, "a score that is none", score, NOTHING);
	if (kind == NG_KIND_BECAUSE) {
		CHECK(found->any, "a reason for nothing", r->field[NG_FIELD_TEXT], NOTHING);
		return;
	}
	CHECK(kind == NG_KIND_MATCH || kind == NG_KIND_GIVE, "neither match nor give", r->field[NG_FIELD_KIND], NOTHING);
	if (kind == NG_KIND_MATCH && found->any && ng_str_eq(found->source, r->field[NG_FIELD_SOURCE]))
		CHECK(value <= found->last, "a better match behind a worse one", ng_buf_str(&found->out), NOTHING);
	found->last = kind == NG_KIND_MATCH ? value : INFINITY;
	found->source = ng_str_dup(arena, r->field[NG_FIELD_SOURCE]);
	found->any = true;
}

static void
on_nobody(void *context, struct ng_str source, struct ng_str text)
{
	(void)context;
	(void)source;
	(void)text;
}

static void
on_fault(void *context, struct ng_str source, struct ng_str pattern, struct ng_str why)
{
	(void)context;
	(void)source;
	CHECK(why.n > 0, "a fault without a reason", pattern, NOTHING);
}

struct query {
	struct ng_str question, need, synonyms, evidence;
};

/* What `stream` says; read once. */
static struct ng_record records[STREAM];

static void
read_stream(void)
{
	for (size_t i = 0; i < STREAM; i++)
		if (!oracle_record(stream[i], &records[i]))
			abort();
}

static struct ng_str
match(const struct query *q, bool backwards)
{
	struct found found = {.out = {.arena = arena}};
	struct ng_match_sink sink = {&found, on_record, on_nobody, on_fault};
	struct ng_match_options options = {.most = 3, .goal = NG_NONE, .question = q->question};
	struct ng_network *net = ng_network_new(arena);
	const char *why;
	size_t line;

	options.synonyms = ng_synonyms_new(arena);
	line = ng_synonyms_add(options.synonyms, ng_text_repair(arena, q->synonyms), &why);
	CHECK((line > 0) == (why != NULL), "no reason for what is no synonym", q->synonyms, NOTHING);
	records[NEED].field[NG_FIELD_TEXT] = q->need;
	records[EVIDENCE].field[NG_FIELD_TEXT] = q->evidence;
	for (size_t i = 0; i < STREAM; i++)
		ng_network_add(net, &records[backwards ? STREAM - 1 - i : i]);
	ng_network_settle(net, ng_date_of(2026, 11, 23), NOTHING);
	ng_match_run(net, &options, &sink);
	return ng_buf_str(&found.out);
}

static void
fuzz_one(struct ng_str input)
{
	struct query q;
	struct ng_str found, again;

	if (records[0].field[NG_FIELD_KIND].n == 0)
		read_stream();
	q.question = ng_text_repair(arena, ng_str_trim(fuzz_part(&input, NG_STR("\f"))));
	q.need = ng_text_repair(arena, fuzz_part(&input, NG_STR("\f")));
	q.synonyms = fuzz_part(&input, NG_STR("\f"));
	q.evidence = ng_text_repair(arena, input);
	found = match(&q, false);
	again = match(&q, true);
	CHECK(ng_str_eq(found, again), "the order of the records matters", found, again);
}
