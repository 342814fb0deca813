/* note_rule: a note parsed for a test, and what is expected of its blocks. Used by the tests of note. */
#ifndef NG_NOTE_RULE_H
#define NG_NOTE_RULE_H

#include "note.h"
#include "rule.h"

/* The note of the running test, and whether libcmark alone reads it. */
static struct ng_note note;
static bool whole;

static inline int
set_up_whole(void **state)
{
	whole = true;
	return set_up(state);
}

static inline int
tear_down_whole(void **state)
{
	whole = false;
	return tear_down(state);
}

/* A rule that holds of both ways to read a note. */
#define RULE_OF_BOTH(name) \
	RULE(name), \
	{ \
		#name " by libcmark alone", name, set_up_whole, tear_down_whole, NULL \
	}

struct job {
	const char *body;
	size_t line;
};

static void
parse(void *arg)
{
	struct job *job = arg;

	(whole ? ng_note_parse_whole : ng_note_parse)(arena, ng_str_of(job->body), job->line, &note);
}

static void
read_note(const char *body)
{
	struct job job = {body, 1};

	protect(parse, &job);
}

/* The classes of a block, a sign for each byte: text, mark (*), code, hidden, escaped. */
static struct ng_str
signs_of(const struct ng_block *b)
{
	static const char sign[] = {'.', '*', 'c', 'h', 'e'};
	static char signs[200];

	assert_true(b->text.n < sizeof(signs));
	for (size_t i = 0; i < b->text.n; i++)
		signs[i] = sign[b->class[i]];
	return (struct ng_str){signs, b->text.n};
}

/* Parses a note whose first block's text is `text`; its bytes must have these classes. */
static void
expect_in(const char *body, const char *text, const char *signs, int line)
{
	read_note(body);
	_assert_int_equal(note.n > 0, 1, __FILE__, line);
	expect_slice(note.blocks[0].text, text, __FILE__, line);
	expect_slice(signs_of(&note.blocks[0]), signs, __FILE__, line);
}

#define expect_text(body, text, signs) expect_in(body, text, signs, __LINE__)
/* The same for a note that is a paragraph of one line. */
#define expect(body, signs) expect_in(body, body, signs, __LINE__)

/* Line, text of a block. */
static void
expect_block(size_t i, size_t line, const char *text)
{
	assert_in_range(i + 1, 1, note.n);
	expect_str(note.blocks[i].text, text);
	assert_int_equal(note.blocks[i].line, line);
}

#endif
