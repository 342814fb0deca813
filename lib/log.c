#include "log.h"

#include <errno.h>

#include "front.h"
#include "guard.h"
#include "note.h"
#include "text.h"

#define LEVEL 2

#define HIDDEN \
	"a new line would be no item here: is a code fence, comment or region above it not closed? File left alone"

/* A file as ng-parse reads it. */
struct reading {
	struct ng_note note;
	size_t body; /* where it begins */
	const char *why;
	size_t line;
};

/* Where the statements go. */
struct place {
	size_t block;   /* the first block behind them */
	size_t at;      /* the offset in the file */
	int level;      /* of the heading that is to be made; 0: there is one */
	bool follows;   /* they go on with a list */
};

struct read {
	struct ng_arena *arena; /* for what is kept */
	struct ng_str file;
	struct reading *reading;
};

/* Copies the blocks: libcmark's tree, which takes a hundred times more, goes with its arena. */
static void
keep(struct ng_arena *a, struct ng_note *note)
{
	struct ng_block *blocks = ng_arena_array(a, note->n, sizeof(*blocks));

	for (size_t i = 0; i < note->n; i++) {
		blocks[i] = note->blocks[i];
		blocks[i].text = ng_str_dup(a, blocks[i].text);
		blocks[i].class = NULL;
	}
	note->blocks = blocks;
	note->marks = NULL;
}

static void
read_note(struct ng_arena *scratch, void *arg)
{
	struct read *read = arg;
	struct reading *r = read->reading;
	struct ng_str bytes = ng_text_repair(scratch, read->file);
	enum ng_guard verdict;
	struct ng_front front;

	if (ng_front_read(scratch, bytes, &front) < 0)
		ng_arena_fail(scratch, ENOMEM);
	r->body = front.body;
	bytes = ng_str_cut(bytes, front.body, bytes.n);
	verdict = ng_guard_check(bytes, &r->line);
	if (verdict == NG_GUARD_OK) {
		ng_note_parse(scratch, bytes, front.body_line, &r->note);
		keep(read->arena, &r->note);
		return;
	}
	r->why = verdict == NG_GUARD_NESTING ? "quotes or lists nest too deep: file left alone"
	                                     : "too much unclosed markup in one paragraph: file left alone";
	r->line += front.body_line - 1;
}

static struct reading
read_file(struct ng_arena *a, struct ng_str file)
{
	struct reading r = {.line = 0};

	if (ng_arena_scratch_within(a, ng_note_memory(file.n), read_note, &(struct read){a, file, &r}) < 0)
		r = (struct reading){.why = "its markup needs too much memory: file left alone", .line = 1};
	return r;
}

static bool
is_item(const struct ng_block *b, struct ng_str text)
{
	return b->type == NG_BLOCK_ITEM && b->level == 0 && !b->quote && b->parent == NG_NO_BLOCK &&
	       ng_str_eq(b->text, text);
}

/* Whether a statement is nothing but the text of an item. What no parser should see is left to ng_log_add. */
static bool
is_text(struct ng_arena *a, struct ng_str statement)
{
	struct ng_buf b = {.arena = a};
	struct reading r;

	ng_buf_add(&b, NG_STR("- "));
	ng_buf_add(&b, statement);
	ng_buf_char(&b, '\n');
	r = read_file(a, ng_buf_str(&b));
	return r.why != NULL || (r.note.n == 1 && r.note.nmarks == 0 && is_item(r.note.blocks, statement));
}

struct escape {
	struct ng_str text;
	bool plain;
};

static void
look(struct ng_arena *scratch, void *arg)
{
	struct escape *e = arg;

	e->plain = is_text(scratch, e->text);
}

struct ng_str
ng_log_statement(struct ng_arena *a, struct ng_str text)
{
	char *bytes = ng_arena_alloc(a, text.n + 1);
	struct ng_buf b = {.arena = a};
	struct escape e;
	size_t digits = 0;

	for (size_t i = 0; i < text.n; i++)
		bytes[i] = (unsigned char)text.p[i] < ' ' || text.p[i] == 0x7F ? ' ' : text.p[i];
	text = ng_text_squeeze(a, ng_text_repair(a, (struct ng_str){bytes, text.n}));
	if (text.n == 1 || (text.n > 1 && text.p[1] == ' '))
		if (text.p[0] == '-' || text.p[0] == '*' || text.p[0] == '+')
			text = ng_str_trim(ng_str_cut(text, 1, text.n));
	if (text.n == 0)
		return text;
	e = (struct escape){.text = text};
	ng_arena_scratch(a, look, &e);
	if (e.plain)
		return text;
	while (digits < text.n && ng_is_digit(text.p[digits]))
		digits++;
	ng_buf_add(&b, ng_str_cut(text, 0, digits));
	ng_buf_char(&b, '\\');
	ng_buf_add(&b, ng_str_cut(text, digits, text.n));
	return ng_buf_str(&b);
}

static bool
is_section(const struct ng_block *b)
{
	return b->type == NG_BLOCK_HEADING && b->parent == NG_NO_BLOCK && !b->quote;
}

/* The day that a heading begins with, be it a link, or 0; *alone: it says no more, but perhaps the weekday. */
static ng_day
day_of(struct ng_str heading, bool *alone)
{
	bool link = ng_str_starts(heading, NG_STR("[["));
	ng_day day;

	*alone = false;
	if (link)
		heading = ng_str_cut(heading, 2, heading.n);
	day = ng_date_parse(ng_str_cut(heading, 0, 10));
	heading = ng_str_cut(heading, 10, heading.n);
	if (link && ng_str_starts(heading, NG_STR("]]")))
		heading = ng_str_cut(heading, 2, heading.n);
	else if (link)
		return 0;
	if (heading.n > 0 && heading.p[0] == ',')
		heading = ng_str_cut(heading, 1, heading.n);
	heading = ng_str_trim(heading);
	*alone = ng_date_weekday(heading) == heading.n;
	return day;
}

/* The offset of a line of the file, from 1; at most its end. */
static size_t
line_start(struct ng_str file, size_t line)
{
	size_t at = 0;

	for (size_t i = 1; i < line; i++)
		at = ng_str_line_next(file, ng_str_line_end(file, at));
	return at;
}

static bool
is_blank(struct ng_str file, size_t at)
{
	return ng_str_trim(ng_str_cut(file, at, ng_str_line_end(file, at))).n == 0;
}

/* Behind the last line in [from, to) that isn't blank. */
static size_t
behind_last(struct ng_str file, size_t from, size_t to)
{
	size_t behind = from;

	while (from < to) {
		size_t next = ng_str_line_next(file, ng_str_line_end(file, from));

		if (!is_blank(file, from))
			behind = next;
		from = next;
	}
	return behind;
}

static struct place
find_place(struct ng_str file, const struct reading *r, ng_day day)
{
	struct place p = {.block = r->note.n, .at = file.n, .level = LEVEL};
	const struct ng_block *b = r->note.blocks;
	size_t heading = NG_NO_BLOCK;
	bool alone = false;

	for (size_t i = 0; i < r->note.n; i++) {
		ng_day begins = is_section(&b[i]) ? day_of(b[i].text, &alone) : 0;

		if (begins > 0)
			p.level = b[i].level;
		if (begins == day && alone)
			heading = i;
	}
	if (heading == NG_NO_BLOCK)
		return p;
	p.level = 0;
	for (p.block = heading + 1; p.block < r->note.n && !is_section(&b[p.block]);)
		p.block++;
	p.follows = p.block - 1 > heading &&
	            (b[p.block - 1].type == NG_BLOCK_ITEM || b[p.block - 1].parent != NG_NO_BLOCK);
	p.at = behind_last(file, line_start(file, b[heading].line),
	                   p.block < r->note.n ? line_start(file, b[p.block].line) : file.n);
	return p;
}

/* The line end that stands before `at`, else the file's first, else LF. */
static struct ng_str
line_end(struct ng_str file, size_t at)
{
	size_t first = ng_str_line_end(file, 0);

	if (at > 1 && file.p[at - 1] == '\n' && file.p[at - 2] == '\r')
		return NG_STR("\r\n");
	if (at > 0 && (file.p[at - 1] == '\n' || file.p[at - 1] == '\r'))
		return ng_str_cut(file, at - 1, at);
	if (first < file.n)
		return ng_str_cut(file, first, ng_str_line_next(file, first));
	return NG_STR("\n");
}

/* Adds what comes between the bytes before a place and the statements. */
static void
lead_in(struct ng_buf *out, const struct place *p, ng_day day, struct ng_str end)
{
	bool empty = ng_text_without_mark(ng_buf_str(out)).n == 0, blank;
	size_t last;
	char date[11];

	if (!empty && out->p[out->n - 1] != '\n' && out->p[out->n - 1] != '\r')
		ng_buf_add(out, end);
	/* the last line, without its end */
	last = out->n - (empty ? 0 : end.n);
	while (last > 0 && out->p[last - 1] != '\n' && out->p[last - 1] != '\r')
		last--;
	blank = empty || is_blank(ng_buf_str(out), last);
	if (!blank && !p->follows)
		ng_buf_add(out, end);
	if (p->level == 0)
		return;
	for (int i = 0; i < p->level; i++)
		ng_buf_char(out, '#');
	ng_buf_printf(out, " %s", ng_date_format(day, date));
	ng_buf_add(out, end);
	ng_buf_add(out, end);
}

static bool
is_same(const struct ng_block *old, const struct ng_block *now, size_t lines, size_t blocks)
{
	size_t parent = old->parent == NG_NO_BLOCK ? NG_NO_BLOCK : old->parent + blocks;

	return old->type == now->type && old->level == now->level && old->quote == now->quote && now->parent == parent &&
	       now->line == old->line + lines && ng_str_eq(old->text, now->text);
}

/* Whether the file holds what it held, and the statements where they should be; `lines`: how many it has more. */
static bool
is_added(const struct reading *old, const struct reading *now, const struct place *p, size_t line, size_t lines,
         const struct ng_str *statements, size_t n)
{
	const struct ng_block *b = now->note.blocks;
	size_t heading = p->level > 0;

	if (now->why != NULL || now->body != old->body || now->note.n != old->note.n + heading + n ||
	    now->note.nmarks != old->note.nmarks)
		return false;
	for (size_t i = 0; i < old->note.n; i++) {
		bool behind = i >= p->block;
		size_t more = behind ? heading + n : 0;

		if (!is_same(&old->note.blocks[i], &b[i + more], behind ? lines : 0, more))
			return false;
	}
	if (heading > 0 && (!is_section(&b[p->block]) || b[p->block].level != p->level))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_item(&b[p->block + heading + i], statements[i]) || b[p->block + heading + i].line != line + i)
			return false;
	return true;
}

static size_t
count_lines(struct ng_str s)
{
	size_t lines = 0;

	for (size_t i = 0; i < s.n; i = ng_str_line_next(s, ng_str_line_end(s, i)))
		lines++;
	return lines;
}

void
ng_log_add(struct ng_arena *a, struct ng_str file, ng_day day, const struct ng_str *statements, size_t n,
           struct ng_log_result *result)
{
	struct reading old = read_file(a, file), now;
	struct ng_buf out = {.arena = a};
	struct ng_str end;
	struct place p;

	*result = (struct ng_log_result){.bytes = file, .why = old.why, .line = old.line};
	if (old.why != NULL)
		return;
	p = find_place(file, &old, day);
	end = line_end(file, p.at);
	ng_buf_add(&out, ng_str_cut(file, 0, p.at));
	lead_in(&out, &p, day, end);
	result->line = count_lines(ng_buf_str(&out)) + 1;
	for (size_t i = 0; i < n; i++) {
		ng_buf_add(&out, NG_STR("- "));
		ng_buf_add(&out, statements[i]);
		ng_buf_add(&out, end);
	}
	if (p.at < file.n && !is_blank(file, p.at))
		ng_buf_add(&out, end);
	ng_buf_add(&out, ng_str_cut(file, p.at, file.n));
	result->bytes = ng_buf_str(&out);
	now = read_file(a, result->bytes);
	if (!is_added(&old, &now, &p, result->line, count_lines(result->bytes) - count_lines(file), statements, n))
		result->why = now.why != NULL ? now.why : HIDDEN;
}
