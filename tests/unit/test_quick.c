/*
 * The quick way through a note gives what libcmark alone gives: the same blocks, lines, texts, classes and marks. The
 * quick look at a block gives the same lines as taking it apart.
 *
 * Notes are made of what Markdown is made of and of what breaks it. `make test` reads 100,000 of them; NG_FUZZ=N reads
 * N, and NG_FUZZ_SEED=S others. A note that differs is printed.
 */
#include "tagger_rule.h"

#include "../oracle/notes.h"
#include "quick.h"
#include "split.h"

/* What lines are made of. */
static const char *const inlines[] = {
	"[a]", "[b][a]", "[a][]", "[A b]", "![a]", "[k]", "[\u212A]", "[c][ A ]", "[\\a]", "[a", "][a]",
	"<b>x</b>", "<span class=\"c\">", "</span>", "<br />", "<br/>", "[a](b \"t\")", "(**[a](b)**)", "<i", "a=\"b\">",
	"met", "Promise", "TODO", "email", "due:", "BY: ", "DEADLINE: <2026-03-04>", "::", "(k:: v)", ": ", "x@y.de", "C#", "present", "w/ ",
	"word", "and more", "a", "Z", "é", "ß", "“q”", "—", "田", " ", " ", " ", "  ", "\t", ".", ",", ":", "!", "?", "(", ")", "\"", "'", "|",
	"@maria", "#topic", "[[Maria Keller]]", "[[a|b]]", "![[e]]", "offer: ", "key:: v", "2026-03-04", "9.", "1) ", "- ", "+", "*", "**",
	"*", "**", "***", "_", "__", "snake_case", "**bold**", "*it*", "_it_", "**[a](b)**", "`", "``", "```", "`code`", "``a ` b``", "[", "]",
	"](", "[a](b)", "[a](b \"t\")", "[a](<b c>)", "[`a`](b)", "[*a*](b)", "![i](j)", "[![i](j)](k)", "[a]()", "[a](b(c)d)", "[x]", "[ ]",
	"[a][b]", "[b]: /u", "[a]:", "]]: x", "\\]]: x", "<", ">", "<b>", "</b>", "<https://a.de>", "<a@b.de>", "<7@b.de>", "<~a@b>", "<3",
	"<!-- c -->", "<!--", "-->", "&", "&amp;",
	"&#64;", "&nope;", "\\", "\\*", "\\[", "\\_", "\\`", "\\a", "\x01", "\x0B", "\x0C", "\x7F", "\xC2\xA0", "\xEF\xBB\xBF", "---", "===", "#", "# ",
	"https://a.de/b_c_d", "x*y*z", "a_b_c", "5 * 3 * 2", "~~~", "~", "$", "=", "-", "--",
};

/* What lines begin with. */
static const char *const starts[] = {
	"", "", "", "", "", "", "", "[a]: /u\n", "\n[b]: /v 't'\n[k]: w\n", "- ", "- ", "- ", "* ", "+ ", "1. ", "2. ", "1) ", "10. ", "- [ ] ", "- [x] ", "-  ", "-    ", "-      ", "-\t", "-",
	"*", "1.", "0. ", "01. ", "1234567890. ", "# ", "## ", "### ", "#", "####### ", "#\t", "> ", ">", "> > ", "> - ", "- > ", "- - ", "- # ", "1. - ",
	"```\n", "```sh\n", "````\n", "~~~\n", "~~~ `x`\n", "``` `x`\n", "---", "***", "* * *", "___", "- - -", "===", "==", "--", "<div>", "<p ", "</div>", "<!-- ng: x -->",
	"<!-- /ng -->", "<!-- c -->", "<!--", "<!-- c", "-->", "<pre>", "</pre>", "<script>", "<?", "<!X", "<b>", "<b>\n", "[a]: /u", "[a b]: /u \"t\"\n", "[k]: u\n't'\n", "[a]: /u(\n", "- [k]: u\n", "[b]: <u v>\n", "[a]: /u(v)\n", "[a]:", "\\[a]: u", "<!-- ng", "<!-- /ng", "<!-- naming -->", "<span>", "<u>x", "> [a]: /u\n", "[a]:\n/u", "[^1]: x",
	"| a | b |\n| --- | --- |\n| c ", "```", "~~~", "| ",
};

static const char *const indents[] = {"", "", "", "", "", "", "", "", " ", "  ", "  ", "   ", "    ", "    ", "      ", "\t", "\t\t", " \t", "  \t", "        "};

static const char *const ends[] = {"\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "  \n", "\\\n", "\t\n", "\n \n", "\n\t\n", ":\n"};

#define PICK(random, list) (list)[next_random(random) % (sizeof(list) / sizeof((list)[0]))]

/* xorshift32 (Marsaglia 2003). */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static char text[16384];

static size_t
put(size_t n, const char *s)
{
	size_t length = strlen(s);

	memcpy(text + n, s, length);
	return n + length;
}

/* A note. Half of them are tame, so that what follows the strange is reached too. */
static struct ng_str
make_note(uint32_t *random)
{
	size_t n = 0, lines = 1 + next_random(random) % 14;
	bool tame = next_random(random) % 2 == 0;
	uint32_t line_end = next_random(random) % 16;

	for (size_t i = 0; i < lines; i++) {
		size_t parts = next_random(random) % 5;
		bool strange = !tame || next_random(random) % 8 == 0;

		n = put(n, PICK(random, indents));
		n = put(n, strange ? PICK(random, starts) : starts[next_random(random) % 17]);
		for (size_t k = 0; k < parts; k++)
			n = put(n, strange ? PICK(random, inlines) : inlines[next_random(random) % 88]);
		n = put(n, PICK(random, ends));
	}
	/* other line ends: all of them, or one */
	for (size_t i = 0; i < n && line_end < 2; i++) {
		if (text[i] != '\n')
			continue;
		text[i] = '\r';
		if (line_end == 1)
			break;
	}
	return (struct ng_str){text, n};
}

/* The tools of this test. */
static struct ng_line_tools tools;

static bool
same_line(const struct ng_line *a, const struct ng_line *b)
{
	return a->from == b->from && a->to == b->to && a->number == b->number && a->box == b->box && a->date == b->date &&
	       a->start == b->start && a->lead == b->lead && a->goal == b->goal && a->label == b->label && a->titled == b->titled &&
	       a->lead_place == b->lead_place && a->tags.n == b->tags.n && a->colon == b->colon && ng_str_eq(a->key, b->key) &&
	       a->card_key == b->card_key && ng_str_eq(a->noun, b->noun) && a->end == b->end;
}

/* Whether the quick look finds the same lines; where it finds one with tags, it has taken the block apart itself. */
static bool
same_lines(const struct ng_block *block, size_t *plain)
{
	struct ng_lines quick = ng_split_block(&tools, block), whole = ng_split_block_whole(&tools, block);

	if (quick.v[0].tags.n > 0 || quick.n > 1)
		return quick.n == whole.n;
	*plain += 1;
	return whole.n == 1 && same_line(&quick.v[0], &whole.v[0]);
}

struct both {
	struct ng_str body;
	struct ng_note quick, whole;
	size_t plain;                   /* blocks with one line, without tags */
	const struct ng_block *another; /* one that has other lines, or NULL */
};

static void
parse_both(void *arg)
{
	struct both *both = arg;

	ng_note_parse(arena, both->body, 3, &both->quick);
	ng_note_parse_whole(arena, both->body, 3, &both->whole);
	for (size_t i = 0; i < both->quick.n && both->another == NULL; i++)
		if (!same_lines(&both->quick.blocks[i], &both->plain))
			both->another = &both->quick.blocks[i];
}

static void
show(void *arg)
{
	struct both *both = arg;

	print_error("quick:\n%.*s", NG_STR_ARG(oracle_show_note(arena, &both->quick)));
	print_error("libcmark:\n%.*s", NG_STR_ARG(oracle_show_note(arena, &both->whole)));
}

static uint32_t
from_environment(const char *name, uint32_t otherwise)
{
	const char *s = getenv(name);

	return s == NULL ? otherwise : (uint32_t)strtoul(s, NULL, 10);
}

/* Reads a note both ways; fails where they differ. Returns how many of its blocks are one line without tags. */
static size_t
read_both_ways(struct ng_str body, uint32_t number)
{
	struct both both = {.body = body};

	ng_arena_reset(arena, 0);
	tools.arena = arena;
	protect(parse_both, &both);
	if (!oracle_same_note(&both.quick, &both.whole)) {
		print_error("note %u:\n%.*s\n=====\n", (unsigned)number, NG_STR_ARG(body));
		protect(show, &both);
		fail();
	}
	if (both.another != NULL)
		fail_msg("note %u has other lines in [%.*s]", (unsigned)number, NG_STR_ARG(both.another->text));
	return both.plain;
}

#define TEN(s) s s s s s s s s s s

/* What chance seldom makes. */
static const char *const rare[] = {
	"[*a](b) c*", "[*a*](b) c", "<https://a\\b> c", "<https://a(b> c", "<h1>a", "<a-b>c", "<u2 >x", "<u>x", "<http://a.de> b", "a <http://b.de> c", "a <https://b<c> d", "a <https://b\x7F> d",
	"a <https://b c> d", "a <https://b", "<a b=\"c\td\">e", "a <a b=\"c\nd\">e", "a <a b=\"c",
	"<!--\tng: who -->\na\n\nb", "a\n\n<!-- \t/ng -->\nb", "<!-- /\tng -->\nb", "<!--ng: who -->\na",
	"[" TEN(TEN("ab") "cd") "]: /u\n\n[" TEN(TEN("ab") "cd") "]", "[" TEN(TEN("ab")) "]: /u\n\n[" TEN(TEN("ab")) "]",
	"[a]: /u \"t\" more\n\n[a]", "[a]: /u \"t\\\"\"\n\n[a]", "[a]: /u 't\n\n[a]", "]: x\n\na", "\\]: x\n\na", "\\\\]: x\n\na", "a\\]: x", "a\\\\]: x",
	"[a " TEN(TEN(" ") TEN(" ") TEN(" ")) "b] x [a\nb]\n\n[a b]: /u", "[t][b\\!c] x [t][b\\]c] [t][a]\n\n[a]: /u",
	"[t][" TEN(TEN(TEN("b"))) "]\n\n[a]: /u", "- a\n\n      b\n  ```\n  c\n  ```\nd\n\n# e", "- a\n  > b\n```\n- c\n\n# d\n```\n\n# e",
	"- a\n- \n\n  b\n  ```\n# c\n", "-\t```\n\n# a\n```\n",
};

struct quick_job {
	struct ng_str body;
	bool all; /* was read without libcmark */
	size_t rest; /* bytes of the first part that is left to libcmark, and the line behind it */
	size_t line;
};

static void
read_quickly(void *arg)
{
	struct quick_job *job = arg;
	struct ng_note note = {.n = 0};
	struct ng_references references = {.arena = arena};
	struct ng_quick q = {.arena = arena, .body = job->body, .line = 1, .note = &note, .references = &references};

	job->all = ng_quick_survey(job->body, &references);
	if (!job->all)
		return;
	q.signs = ng_signs_find(arena, job->body);
	ng_quick_read(&q);
	job->all = q.at == q.body.n && !q.doubt;
	for (size_t i = 0; i < note.n; i++)
		job->all = job->all && note.blocks[i].class != NULL;
	if (q.at < q.body.n)
		job->rest = ng_quick_pass(&q).n;
	job->line = q.line;
}

static struct quick_job
quickly(const char *body)
{
	struct quick_job job = {.body = ng_str_of(body)};

	protect(read_quickly, &job);
	return job;
}

static void
what_leaves_no_doubt_needs_no_libcmark(void **state)
{
	static const char *const sure[] = {
		"[a]: /u\n\n[*a*]", "a*b*c*d", "", "a", "a\nb\n\nc\n", "# a\n## b ##\n###### c\n", "#a", "- a\n- b\n\n  c\n  - d\n    e\n- f\n", "1. a\n2. b\n10) c\n", "* a\n+ b\n",
		"- a\n1. b", "- [ ] a\n- [x] b", "a\n- b\n1. c", "1.\n", "***\n\n---\n___\n* * *", "a\n***\nb", "```\na\n# b\n```\nc", "~~~ x\na\n~~~~\nb",
		"- a\n  ```\n  b\n  ```\n  c", "- a\n  ```\n  b\n\n  c\n- d", "<!-- a -->\nb", "<!-- a\nb -->\nc", "a <b>c</b>", "<b>a</b> b", "<http://a.de> b", "<https://a.de> b",
		"*a* **b** _c_ __d__", "a `b` ``c ` d``", "[a](b) [c](d \"e\") ![f](g)", "a_b_c 5 * 3", "\\* \\a", "a & b &c", "a < b", "[[a]] [b] [c", "[a][b]",
		"[a]: /u\n\n[a] [a][] [b][a] ![a]", "[a]: <u v> 't'\n[b]: /v \"t\"\n\n[a] [b]", "- [a]: /u\n\n[a]", "[a]: u v\n\nb", "**[a](b)**", "*a [b](c) d*",
		"- a\n\n\n- b\n\n\nc", "  a\n b", "- a\n b", "- a\nb", "a\n    b", "- a\n      b", "9. a", "123456789. a", "1234567890. a", "@a: b #c",
		"- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n              - h\n                - i\n                  - j\n                    - k\n                      - l\n",
	};
	static const char *const unsure[] = {
		"\ta\n", "a\n2. b\n", "[a](b(c)d", "-\n- a", "> a", "a\n===", "a\n---", "<div>", "<!-- ng: a -->", "<!-- /ng -->", "<!-- a", "a\rb", "    a", "- # a", "- - a", "- > a", "-     a", "- a\n  # b", "***a***", "`a\n``", "````a````",
		"[a](b\\)c)", "[a](<b>)", "<a@b.de>", "&amp;", "a\\\nb", "\x01", "é*a*", "[a]: /u\n't'\n\n[a]", "[a\\]: /u", "> [a]: /u\n\n[a]", "*a [b*](c)", "-\n\n  a", "- a\n\n      b",
		"\xEF\xBB\xBFx", "# a\vb", "[a](b 'c')", "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n              - h\n                - i\n                  - j\n                    - k\n                      - l\n                        - m\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++) {
		read_both_ways(ng_str_of(sure[i]), (uint32_t)i);
		if (!quickly(sure[i]).all)
			fail_msg("doubt: %s", sure[i]);
	}
	for (size_t i = 0; i < sizeof(unsure) / sizeof(unsure[0]); i++) {
		read_both_ways(ng_str_of(unsure[i]), (uint32_t)i);
		if (quickly(unsure[i]).all)
			fail_msg("no doubt: %s", unsure[i]);
	}
}

static void
a_part_for_libcmark_ends_where_nothing_is_open(void **state)
{
	static const struct {
		const char *body, *part; /* without what is read before and behind it */
		size_t line; /* behind it; 0: it is the whole rest */
	} parts[] = {
		{"> a\n\nb", "> a\n\n", 3}, {"a\n\n> b\nc\n\n- d\n\n# e", "> b\nc\n\n- d\n\n", 8}, {"> a\n\n    b\n\nc", "> a\n\n    b\n\n", 5}, {"> a\nb", "> a\nb", 3},
		{"> a\n```\n\nb\n```\n\nc", "> a\n```\n\nb\n```\n\n", 7}, {"> a\n~~~~\n\nb\n~~~\n\nc\n ~~~~ \n\nd", "> a\n~~~~\n\nb\n~~~\n\nc\n ~~~~ \n\n", 10},
		{"> a\n```\n\nb\n    ```\n\nc", "> a\n```\n\nb\n    ```\n\nc", 8}, {"> a\n ```\n\nb", "> a\n ```\n\nb", 0}, {"<div>\n\na", "<div>\n\n", 3}, {"<div>\na\n\nb", "<div>\na\n\n", 4},
		{"<pre>\n\na", "<pre>\n\na", 0}, {"<?a\n\nb", "<?a\n\nb", 0}, {"<!X\n\na", "<!X\n\na", 0}, {"<TEXTAREA>\n\na", "<TEXTAREA>\n\na", 0}, {"<!-- ng: a\n\nb -->\n\nc", "<!-- ng: a\n\nb -->\n\n", 5},
		{"> a\n <!-- b\n\nc -->\n\nd", "> a\n <!-- b\n\nc -->\n\nd", 0}, {"<p>\n<!-- b\n\nc -->\n\nd", "<p>\n<!-- b\n\nc -->\n\nd", 0}, {"<p>\n```\n\na", "<p>\n```\n\na", 0},
		{"- > a\n  ```\n\n  b\n\nc", "- > a\n  ```\n\n  b\n\n", 6}, {"- > a\n\n  b\n\n1) c\n\nd", "- > a\n\n  b\n\n1) c\n\n", 7},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct quick_job job = quickly(parts[i].body);

		read_both_ways(ng_str_of(parts[i].body), (uint32_t)i);
		if (job.rest != strlen(parts[i].part) || (parts[i].line > 0 && job.line != parts[i].line))
			fail_msg("%s: %zu bytes, line %zu", parts[i].body, job.rest, job.line);
	}
}

static void
what_chance_seldom_makes_is_read_alike(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < sizeof(rare) / sizeof(rare[0]); i++)
		read_both_ways(ng_str_of(rare[i]), i);
}

static void
quick_gives_what_libcmark_gives(void **state)
{
	uint32_t random = from_environment("NG_FUZZ_SEED", 20261123u), notes = from_environment("NG_FUZZ", 100000);
	size_t plain = 0;

	(void)state;
	for (uint32_t i = 0; i < notes; i++)
		plain += read_both_ways(make_note(&random), i);
	assert_in_range(plain, notes / 10, SIZE_MAX);
}

static void
make_lexicon(void *arg)
{
	(void)arg;
	tools.tagger = tagger;
	tools.lexicon = ng_lexicon_new(tagger_arena);
}

static int
start_tools(void **state)
{
	return start_tagger(state) != 0 ? -1 : ng_arena_run(tagger_arena, make_lexicon, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(what_leaves_no_doubt_needs_no_libcmark),
		RULE(a_part_for_libcmark_ends_where_nothing_is_open),
		RULE(what_chance_seldom_makes_is_read_alike),
		RULE(quick_gives_what_libcmark_gives),
	};

	return cmocka_run_group_tests_name("quick", tests, start_tools, end_tagger);
}
