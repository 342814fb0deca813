/* Regions: all bytes outside stay, what is written is found again, and written again it is the same. */
#include "fuzz.h"
#include "region.h"

struct job {
	struct ng_str body;
	bool keep;
	size_t lines[64]; /* where the regions open */
	size_t n;
};

static bool
give(void *context, size_t line, struct ng_str arguments, struct ng_str *body)
{
	struct job *job = context;
	struct ng_str *words;
	size_t n;

	if (ng_region_words(arena, arguments, &words, &n))
		for (size_t i = 0; i < n; i++)
			CHECK(words[i].p[words[i].n] == '\0', "a word without end", arguments, NOTHING);
	if (job->n < 64)
		job->lines[job->n] = line;
	job->n++;
	*body = job->body;
	return !job->keep;
}

static struct ng_region_result
rewrite(struct ng_str file, struct job *job)
{
	struct ng_region_result result;

	job->n = 0;
	ng_region_rewrite(arena, file, give, job, &result);
	return result;
}

/* The next line of `s` from *at on, with its line end. */
static struct ng_str
next_line(struct ng_str s, size_t *at)
{
	size_t from = *at;

	*at = ng_str_line_next(s, ng_str_line_end(s, from));
	return ng_str_cut(s, from, *at);
}

static bool
is_closing(struct ng_str line)
{
	line = ng_str_trim(line);
	if (!ng_str_starts(line, NG_STR("<!--")))
		return false;
	return ng_str_starts(ng_str_trim(ng_str_cut(line, 4, line.n)), NG_STR("/ng"));
}

/* Walks both files at once: outside of the regions they have the same lines, in them the new one has the body. */
static void
check_outside(struct ng_str file, const struct job *job, struct ng_str now)
{
	size_t i = 0, k = 0, line = 1, region = 0;

	while (i < file.n) {
		struct ng_str before = next_line(file, &i), after = next_line(now, &k), mark;

		CHECK(ng_str_eq(before, after), "a line outside has changed", before, after);
		if (region == job->n || line++ < job->lines[region])
			continue;
		region++;
		do
			mark = next_line(file, &i);
		while (!is_closing(mark) && (line++, i < file.n));
		line++;
		CHECK(is_closing(mark), "a region without end", file, now);
		/* an empty line, the body, an empty line */
		CHECK(ng_str_trim(next_line(now, &k)).n == 0, "no empty line", now, NOTHING);
		for (size_t b = 0; b < job->body.n;) {
			struct ng_str want = ng_str_cut(job->body, b, b + ng_str_find(ng_str_cut(job->body, b, job->body.n), '\n'));

			CHECK(ng_str_starts(ng_str_cut(now, k, now.n), want), "not the body", want, now);
			k += want.n;
			b += want.n + 1;
			next_line(now, &k);
		}
		CHECK(ng_str_trim(next_line(now, &k)).n == 0, "no empty line", now, NOTHING);
		after = next_line(now, &k);
		CHECK(ng_str_eq(mark, after), "a mark has changed", mark, after);
	}
	CHECK(k == now.n, "more lines than before", file, now);
}

static void
fuzz_one(struct ng_str input)
{
	static const char *const bodies[] = {"# Agenda\n\n- [ ] call @ines `x`\n  - more\n", "text\n", "| a | b |\n|---|---|\n| c | d |\n",
	                                     "```mermaid\ngraph LR\n```\n"};
	size_t which = fuzz_choice(&input, 5);
	struct ng_str file = fuzz_part(&input, NG_STR("\f\f"));
	struct job job = {.body = which < 4 ? ng_str_of(bodies[which]) : input, .keep = false}, kept = {.keep = true};
	struct ng_region_result result, again;

	/* lines are ended by LF, and others are not for a report to write */
	if (ng_str_find(job.body, '\r') < job.body.n || (job.body.n > 0 && job.body.p[job.body.n - 1] != '\n'))
		job.body = NG_STR("text\n");
	result = rewrite(file, &kept);
	CHECK(result.why != NULL || ng_str_eq(result.bytes, file), "what is kept has changed", file, result.bytes);
	result = rewrite(file, &job);
	if (result.why != NULL || result.regions == 0) {
		CHECK(result.why == NULL || result.line > 0, "refused without a line", file, NOTHING);
		return;
	}
	CHECK(result.regions == job.n, "not asked for each region", file, NOTHING);
	if (job.n <= 64)
		check_outside(file, &job, result.bytes);
	again = rewrite(result.bytes, &job);
	CHECK(again.why == NULL && ng_str_eq(again.bytes, result.bytes), "written again it is another file", result.bytes, again.bytes);
}
