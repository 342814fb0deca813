#include "region.h"

#include "front.h"
#include "guard.h"
#include "note.h"
#include "text.h"

#include <errno.h>

/* A region: its opening mark's line, and what stands between the marks. */
struct region {
	size_t line;
	struct ng_str arguments, line_end;
	size_t from, to; /* offsets in the file */
};

struct finder {
	struct ng_str file;
	struct region *v;
	size_t n, cap;
	const char *why;
	size_t line;
	const struct ng_mark *marks; /* those of the file, in the scratch arena */
	size_t nmarks;
	size_t at, at_line; /* how far its lines are counted */
};

#define ALONE "a region's mark has to stand alone on its line, in no list or quote: file left alone"

static void
refuse(struct finder *f, size_t line, const char *why)
{
	f->why = why;
	f->line = line;
}

/* The marks as ng-parse finds them. */
static void
read_marks(struct ng_arena *scratch, struct finder *f)
{
	struct ng_str file = ng_text_repair(scratch, f->file), body;
	struct ng_front front;
	struct ng_note note;
	enum ng_guard verdict;
	size_t line;

	if (ng_front_read(scratch, file, &front) < 0)
		ng_arena_fail(scratch, ENOMEM);
	body = ng_str_cut(file, front.body, file.n);
	verdict = ng_guard_check(body, &line);
	if (verdict != NG_GUARD_OK) {
		refuse(f, front.body_line + line - 1,
		       verdict == NG_GUARD_NESTING ? "quotes or lists nest too deep: file left alone"
		                                   : "too much unclosed markup in one paragraph: file left alone");
		return;
	}
	ng_note_parse(scratch, body, front.body_line, &note);
	f->marks = note.marks;
	f->nmarks = note.nmarks;
}

/* The offset of a line; lines are asked for in ascending order. */
static size_t
line_start(struct finder *f, size_t line)
{
	for (; f->at_line < line; f->at_line++)
		f->at = ng_str_line_next(f->file, ng_str_line_end(f->file, f->at));
	return f->at;
}

static struct ng_str
skip_blanks(struct ng_str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = ng_str_cut(s, 1, s.n);
	return s;
}

/*
 * Whether a line is nothing but a mark that begins with `word` behind at most 3 spaces; what stands between that and
 * the comment's end is *arguments.
 */
static bool
is_mark_alone(struct ng_str s, struct ng_str word, struct ng_str *arguments)
{
	size_t spaces = 0, end = 0;

	while (ng_str_starts(ng_str_cut(s, spaces, s.n), NG_STR(" ")))
		spaces++;
	s = ng_str_cut(s, spaces, s.n);
	if (spaces > 3 || !ng_str_starts(s, NG_STR("<!--")))
		return false;
	s = skip_blanks(ng_str_cut(s, 4, s.n));
	if (!ng_str_starts(s, word))
		return false;
	s = ng_str_cut(s, word.n, s.n);
	while (end < s.n && !ng_str_starts(ng_str_cut(s, end, s.n), NG_STR("-->")))
		end++;
	*arguments = ng_str_trim(ng_str_cut(s, 0, end));
	return end < s.n && ng_str_trim(ng_str_cut(s, end + 3, s.n)).n == 0;
}

/* Adds the region that opens in a line. */
static void
open_region(struct ng_arena *a, struct finder *f, const struct ng_mark *mark)
{
	size_t start = line_start(f, mark->line), end = ng_str_line_end(f->file, start);
	struct ng_str s = ng_str_cut(f->file, start, end);
	struct region *r;

	/* a byte order mark begins a file, and no other line */
	if (start == 0)
		s = ng_text_without_mark(s);
	f->v = ng_arena_more(a, f->v, f->n, &f->cap, sizeof(*f->v));
	r = &f->v[f->n++];
	*r = (struct region){.line = mark->line, .from = ng_str_line_next(f->file, end)};
	r->line_end = ng_str_cut(f->file, end, r->from);
	/* in a list, what is written would end it */
	if (mark->nested || !is_mark_alone(s, NG_STR("ng:"), &r->arguments))
		refuse(f, mark->line, ALONE);
}

/*
 * Whether a line begins with a mark or ends with a closing one, be it indented, in code or in a line of text. No
 * report writes that, so where it stands in a region somebody may have meant to close the region there.
 */
static bool
seems_mark(struct ng_str s)
{
	struct ng_str inner;

	s = ng_str_trim(s);
	if (ng_str_starts(s, NG_STR("<!--"))) {
		inner = skip_blanks(ng_str_cut(s, 4, s.n));
		if (ng_str_starts(inner, NG_STR("ng:")) || ng_str_starts(inner, NG_STR("/ng")))
			return true;
	}
	if (!ng_str_ends(s, NG_STR("-->")))
		return false;
	s = ng_str_trim(ng_str_cut(s, 0, s.n - 3));
	return ng_str_ends(s, NG_STR("/ng")) && ng_str_ends(ng_str_trim(ng_str_cut(s, 0, s.n - 3)), NG_STR("<!--"));
}

/* Ends the last region where a line starts. It may nest in a list that begins within. */
static void
close_region(struct finder *f, const struct ng_mark *mark)
{
	struct region *r = &f->v[f->n - 1];
	struct ng_str rest;
	size_t line = r->line + 1, end;

	r->to = line_start(f, mark->line);
	if (!is_mark_alone(ng_str_cut(f->file, r->to, ng_str_line_end(f->file, r->to)), NG_STR("/ng"), &rest))
		refuse(f, mark->line, ALONE);
	for (size_t i = r->from; f->why == NULL && i < r->to; i = ng_str_line_next(f->file, end), line++) {
		end = ng_str_line_end(f->file, i);
		if (seems_mark(ng_str_cut(f->file, i, end)))
			refuse(f, line, "what seems to be a mark stands within a region: file left alone");
	}
}

/* The regions of the file, or why it is refused. */
static void
find(struct ng_arena *a, struct finder *f)
{
	bool open = false;

	f->at_line = 1;
	for (size_t i = 0; i < f->nmarks && f->why == NULL; i++) {
		const struct ng_mark *mark = &f->marks[i];

		if (mark->opens && open)
			refuse(f, mark->line, "a region opens within another one: file left alone");
		else if (mark->opens)
			open_region(a, f, mark);
		else if (open)
			close_region(f, mark);
		open = mark->opens;
	}
	if (f->why == NULL && open)
		refuse(f, f->v[f->n - 1].line, "the region is not closed by <!-- /ng -->: file left alone");
}

struct search {
	struct ng_arena *arena;
	struct finder *finder;
};

static void
search(struct ng_arena *scratch, void *arg)
{
	struct search *s = arg;

	read_marks(scratch, s->finder);
	find(s->arena, s->finder);
}

static struct finder
regions_of(struct ng_arena *a, struct ng_str file)
{
	struct finder f = {.file = file};

	if (ng_arena_scratch_within(a, ng_note_memory(file.n), search, &(struct search){a, &f}) < 0)
		refuse(&f, 1, "its markup needs too much memory: file left alone");
	f.marks = NULL;
	return f;
}

/* What comes between the marks. */
static void
add_body(struct ng_buf *out, struct ng_str body, struct ng_str line_end)
{
	ng_buf_add(out, line_end);
	while (body.n > 0) {
		size_t end = ng_str_find(body, '\n');

		ng_buf_add(out, ng_str_cut(body, 0, end));
		ng_buf_add(out, line_end);
		body = ng_str_cut(body, end + 1, body.n);
	}
	ng_buf_add(out, line_end);
}

/* What stands before the i-th region's contents and behind those of the one before. */
static struct ng_str
outside(const struct finder *f, size_t i)
{
	return ng_str_cut(f->file, i > 0 ? f->v[i - 1].to : 0, i < f->n ? f->v[i].from : f->file.n);
}

/* The line of the first region of `before` that isn't found again in `now`, what it became; or 0. */
static size_t
lost(const struct finder *before, const struct finder *now)
{
	for (size_t i = 0; i <= before->n; i++)
		if (now->why != NULL || now->n != before->n || !ng_str_eq(outside(before, i), outside(now, i)))
			return before->v[i < before->n ? i : i - 1].line;
	return 0;
}

void
ng_region_rewrite(struct ng_arena *a, struct ng_str file, ng_region_body *body, void *context,
                  struct ng_region_result *result)
{
	struct finder before = regions_of(a, file), now;
	struct ng_buf out = {.arena = a};
	size_t done = 0;

	*result = (struct ng_region_result){.regions = before.n, .why = before.why, .line = before.line};
	if (before.why != NULL || before.n == 0) {
		result->bytes = file;
		return;
	}
	for (size_t i = 0; i < before.n; i++) {
		struct region *r = &before.v[i];
		struct ng_str text;

		if (!body(context, r->line, r->arguments, &text))
			continue;
		ng_buf_add(&out, ng_str_cut(file, done, r->from));
		add_body(&out, text, r->line_end);
		done = r->to;
	}
	ng_buf_add(&out, ng_str_cut(file, done, file.n));
	result->bytes = ng_buf_str(&out);
	now = regions_of(a, result->bytes);
	result->line = lost(&before, &now);
	if (result->line > 0)
		result->why = "the report would hide a mark: begin the region's marks where their lines begin; file left alone";
}

bool
ng_region_words(struct ng_arena *a, struct ng_str arguments, struct ng_str **words, size_t *n)
{
	struct ng_str rest = ng_str_trim(arguments);
	size_t cap = 0;

	*words = NULL;
	*n = 0;
	if (ng_str_find(rest, '\0') < rest.n)
		return false;
	for (; rest.n > 0; rest = ng_str_trim(rest)) {
		bool quoted = rest.p[0] == '"' || rest.p[0] == '\'';
		struct ng_str word = ng_str_cut(rest, quoted, rest.n);
		size_t end = 0;

		while (end < word.n && (quoted ? word.p[end] != rest.p[0] : !ng_is_space(word.p[end])))
			end++;
		if (quoted && (end == word.n || (end + 1 < word.n && !ng_is_space(word.p[end + 1]))))
			return false;
		*words = ng_arena_more(a, *words, *n, &cap, sizeof(**words));
		(*words)[(*n)++] = ng_str_dup(a, ng_str_cut(word, 0, end));
		rest = ng_str_cut(word, end + quoted, word.n);
	}
	return true;
}
