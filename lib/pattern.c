#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern.h"

#include <errno.h>
#include <pcre2.h>
#include <stdint.h>

/*
 * A match that needs more is no search but an attack: pcre2_set_match_limit(3) and its neighbours. These hold for
 * each place where a match may start, so a text of n bytes would allow n times as much. So the work of all searches
 * together, which is what a pattern tries and the characters that it goes over, is bounded too: each byte that a
 * pattern is given allows it so much, and all patterns of a run share a reserve.
 */
#define MATCH_LIMIT 1000000
#define WORK_BYTE 100
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT_KIB 20000
/* Machine code takes as long to make as so many matches do without it, of texts of no more bytes. */
#define FIRST_MATCHES 100
#define FIRST_TEXT 1024
/* A pattern longer than this is none that a person typed into a note. */
#define SOURCE_LIMIT 4096

struct ng_regex {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *limits;
	struct ng_str source; /* of ng's own: compiled when it is first matched … */
	unsigned matches;     /* … and to machine code behind so many matches … */
	bool fast;            /* … as has been done */
	uint64_t allowed;  /* work that its bytes still allow */
	uint64_t *reserve; /* beyond it; shared with others */
	size_t at;         /* where the search was, when it was last looked at */
};

/* What pcre2callout(3) calls before each item of the pattern. */
static int
count_work(pcre2_callout_block *block, void *context)
{
	struct ng_regex *re = context;
	size_t at = block->current_position;

	uint64_t work = 1 + (at > re->at ? at - re->at : 0), *from = re->allowed >= work ? &re->allowed : re->reserve;

	re->at = at;
	if (from == NULL || *from < work)
		return PCRE2_ERROR_MATCHLIMIT;
	*from -= work;
	return 0;
}

static struct ng_str
message(struct ng_arena *a, int code)
{
	char *text = ng_arena_alloc(a, 256);

	pcre2_get_error_message(code, (PCRE2_UCHAR *)text, 256);
	return ng_str_of(text);
}

static void
release(void *p)
{
	struct ng_regex *re = p;

	pcre2_match_context_free(re->limits);
	pcre2_match_data_free(re->match);
	pcre2_code_free(re->code);
}

static struct ng_regex *
new_regex(struct ng_arena *a)
{
	struct ng_regex *re = ng_arena_alloc(a, sizeof(*re));

	ng_arena_own(a, release, re);
	return re;
}

/* Returns 0, or PCRE2's error: then it may be called again. */
static int
compile(struct ng_regex *re, struct ng_str source, uint32_t options)
{
	PCRE2_SIZE offset;
	int code = 0;

	re->code = pcre2_compile((PCRE2_SPTR)source.p, source.n, PCRE2_UTF | PCRE2_UCP | options, &code, &offset, NULL);
	if (re->code == NULL)
		return code;
	re->match = pcre2_match_data_create_from_pattern(re->code, NULL);
	re->limits = pcre2_match_context_create(NULL);
	if (re->match == NULL || re->limits == NULL) {
		release(re);
		*re = (struct ng_regex){.source = re->source};
		return PCRE2_ERROR_HEAP_FAILED;
	}
	pcre2_set_match_limit(re->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(re->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(re->limits, HEAP_LIMIT_KIB);
	pcre2_set_callout(re->limits, count_work, re);
	return 0;
}

struct ng_regex *
ng_regex_new(struct ng_arena *a, struct ng_str source, bool nocase, uint64_t *reserve, struct ng_str *error)
{
	uint32_t options = PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
	struct ng_regex *re;
	int code;

	*error = NG_STR("the pattern is too long");
	if (source.n > SOURCE_LIMIT)
		return NULL;
	re = new_regex(a);
	code = compile(re, source, options | (nocase ? PCRE2_CASELESS : 0));
	if (code == PCRE2_ERROR_HEAP_FAILED)
		ng_arena_fail(a, ENOMEM);
	if (code != 0) {
		*error = message(a, code);
		return NULL;
	}
	pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE); /* without it, it is only slower */
	re->reserve = reserve;
	return re;
}

struct ng_regex *
ng_regex_new_anchored(struct ng_arena *a, struct ng_str source)
{
	struct ng_regex *re = new_regex(a);

	re->source = source;
	return re;
}

int
ng_regex_match(struct ng_regex *re, struct ng_str subject)
{
	const char *p = subject.p == NULL ? "" : subject.p;
	int n;

	re->at = 0;
	re->allowed += subject.n * WORK_BYTE;
	n = pcre2_match(re->code, (PCRE2_SPTR)p, subject.n, 0, 0, re->match, re->limits);
	return n > 0 ? 1 : n == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

/* Compiles the pattern as far as this match is worth it; ends the ng_arena_run of `a` where there's no memory. */
static void
prepare(struct ng_arena *a, struct ng_regex *re, struct ng_str subject)
{
	/* anchored when compiled, not when matched: else the machine code isn't used */
	if (re->code == NULL && compile(re, re->source, PCRE2_ANCHORED) != 0)
		ng_arena_fail(a, ENOMEM);
	if (re->fast)
		return;
	/* a long text could come to a limit to which machine code doesn't come */
	re->fast = ++re->matches > FIRST_MATCHES || subject.n > FIRST_TEXT;
	if (re->fast)
		pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE);
}

size_t
ng_regex_at(struct ng_arena *a, struct ng_regex *re, struct ng_str subject, size_t at, struct ng_str *group)
{
	const PCRE2_SIZE *v;
	int n;

	prepare(a, re, subject);
	n = pcre2_match(re->code, (PCRE2_SPTR)subject.p, subject.n, at, PCRE2_NO_UTF_CHECK, re->match, re->limits);
	if (n == PCRE2_ERROR_NOMEMORY)
		ng_arena_fail(a, ENOMEM);
	if (n <= 0)
		return 0;
	v = pcre2_get_ovector_pointer(re->match);
	if (group != NULL && n > 1 && v[2] != PCRE2_UNSET)
		*group = ng_str_cut(subject, v[2], v[3]);
	return v[1] - v[0];
}

static size_t
backticks(struct ng_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && s.p[i + n] == '`')
		n++;
	return n;
}

/* True where that's what a code span holds. */
static bool
is_pattern(struct ng_str span, struct ng_pattern *pattern)
{
	span = ng_str_trim(span);
	pattern->nocase = ng_str_ends(span, NG_STR("/i"));
	if (pattern->nocase)
		span.n--;
	if (span.n < 3 || span.p[0] != '/' || span.p[span.n - 1] != '/')
		return false;
	pattern->source = ng_str_cut(span, 1, span.n - 1);
	return true;
}

bool
ng_pattern_next(struct ng_str text, size_t *at, struct ng_pattern *pattern)
{
	size_t i = *at;

	while (i < text.n) {
		size_t run = backticks(text, i), end = i + run;

		if (run == 0) {
			i++;
			continue;
		}
		while (end < text.n) {
			size_t close = backticks(text, end);

			if (close == run)
				break;
			end += close > 0 ? close : 1;
		}
		pattern->from = i;
		pattern->span = ng_str_cut(text, i + run, end);
		*at = i = end < text.n ? end + run : i + run;
		if (end < text.n && is_pattern(pattern->span, pattern))
			return true;
	}
	return false;
}
