#include "parse.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "front.h"
#include "guard.h"
#include "note.h"
#include "outline.h"
#include "page.h"
#include "statement.h"
#include "text.h"

/* A file's records take less than reading it. */
#define RECORDS_PART 4

struct ng_parser {
	struct ng_arena *words; /* lives as long as the parser */
	struct ng_arena *file;  /* of one file */
	struct ng_arena *out;   /* its records */
	struct ng_str own;      /* the user's words as they were given, in `words` */
	struct ng_line_tools tools;
	ng_parser_look *look; /* or NULL */
	void *look_context;
};

struct setup {
	struct ng_parser *p;
	struct ng_str words;
	const char *why;
	size_t line;
};

static void
set_up(void *arg)
{
	struct setup *s = arg;
	struct ng_lexicon *lexicon = ng_lexicon_new(s->p->words);

	s->p->own = ng_str_dup(s->p->words, s->words);
	s->line = ng_lexicon_add(lexicon, ng_text_repair(s->p->words, s->p->own));
	if (s->line > 0)
		s->why = ng_lexicon_is_full(lexicon) ? "too many words: at most 1000 of one's own" : "not of the form \"word = label\", \"word = noun\" or \"word = label noun\"";
	s->p->tools.lexicon = lexicon;
	s->p->tools.tagger = ng_tagger_new(s->p->words);
}

struct ng_parser *
ng_parser_new(struct ng_str words, const char **why, size_t *line)
{
	struct ng_parser *p = calloc(1, sizeof(*p));
	struct setup s = {.p = p, .words = words};

	*why = NULL;
	*line = 0;
	if (p == NULL)
		return NULL;
	p->words = ng_arena_new(0);
	p->file = ng_arena_new(0);
	p->out = ng_arena_new(0);
	if (p->words == NULL || p->file == NULL || p->out == NULL || ng_arena_run(p->words, set_up, &s) < 0 || s.line > 0) {
		ng_parser_free(p);
		*why = s.why;
		*line = s.line;
		return NULL;
	}
	p->tools.arena = p->file;
	return p;
}

struct ng_parser *
ng_parser_copy(const struct ng_parser *p)
{
	const char *why;
	size_t line;

	return ng_parser_new(p->own, &why, &line);
}

void
ng_parser_free(struct ng_parser *p)
{
	if (p == NULL)
		return;
	ng_arena_free(p->words);
	ng_arena_free(p->file);
	ng_arena_free(p->out);
	free(p);
}

void
ng_parser_show(struct ng_parser *p, ng_parser_look *look, void *context)
{
	p->look = look;
	p->look_context = context;
}

struct run {
	struct ng_parser *p;
	struct ng_str path, file;
	struct ng_buf out;
	const char *why;
	size_t line;
};

/* The text of the first heading. */
static struct ng_str
first_heading(const struct ng_note *note)
{
	for (size_t i = 0; i < note->n; i++)
		if (note->blocks[i].level > 0)
			return note->blocks[i].text;
	return (struct ng_str){NULL, 0};
}

/* Protected by the arena of the file. */
static void
parse(void *arg)
{
	static const char *const refusals[] = {
		[NG_GUARD_NESTING] = "quotes or lists nest too deep: file not parsed",
		[NG_GUARD_WORK] = "too much unclosed markup in one paragraph: file not parsed",
		[NG_GUARD_OK] = NULL,
	};
	struct run *r = arg;
	struct ng_arena *a = r->p->file;
	struct ng_outline outline;
	struct ng_front front;
	struct ng_str body;
	struct ng_page page;
	struct ng_note note;

	r->file = ng_text_repair(a, r->file);
	if (ng_front_read(a, r->file, &front) < 0)
		ng_arena_fail(a, ENOMEM);
	body = ng_str_cut(r->file, front.body, r->file.n);
	r->why = refusals[ng_guard_check(body, &r->line)];
	if (r->why != NULL) {
		r->line += front.body_line - 1;
		return;
	}
	ng_note_parse(a, body, front.body_line, &note);
	ng_page_read(a, r->p->tools.tagger, r->path, &front, first_heading(&note), &page);
	ng_outline_read(&r->p->tools, &note, &page, &outline);
	if (r->p->look != NULL)
		r->p->look(r->p->look_context, &(struct ng_parsed){&r->p->tools, r->file, &front, &note, &page, &outline});
	ng_statement_write(&r->p->tools, &page, &outline, &r->out);
}

/* Protected by the arena of the records. */
static void
run(void *arg)
{
	struct run *r = arg;

	if (ng_arena_run(r->p->file, parse, r) < 0)
		ng_arena_fail(r->p->out, errno);
}

/* Why a file was not parsed, for the user. */
static const char *
reason(int error)
{
	switch (error) {
	case E2BIG:
		return "its markup or records need too much memory: file not parsed";
	case ERANGE:
		return "one line names more than 2000 people or topics: file not parsed";
	default:
		return "out of memory: file not parsed";
	}
}

int
ng_parser_parse(struct ng_parser *p, struct ng_str path, struct ng_str file, struct ng_str *records, const char **why,
		size_t *line)
{
	struct run r = {.p = p, .path = path, .file = file, .out = {.arena = p->out}};

	*line = 0;
	*records = (struct ng_str){NULL, 0};
	ng_arena_reset(p->file, ng_note_memory(file.n));
	ng_arena_reset(p->out, ng_note_memory(file.n) / RECORDS_PART);
	if (ng_arena_run(p->out, run, &r) < 0) {
		*why = reason(errno);
		return -1;
	}
	if (r.why != NULL) {
		*why = r.why;
		*line = r.line;
		errno = EINVAL;
		return -1;
	}
	*records = ng_buf_str(&r.out);
	return 0;
}
