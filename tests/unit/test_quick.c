/*
 * The quick way through a note gives what libcmark alone gives: the same blocks, lines, texts, classes and marks.
 *
 * Notes are made of what Markdown is made of and of what breaks it. `make test` reads 100,000 of them; NG_FUZZ=N reads
 * N, and NG_FUZZ_SEED=S others. A note that differs is printed.
 */
#include "rule.h"

#include "../oracle/notes.h"

/* What lines are made of. */
static const char *const inlines[] = {
	"word", "and more", "a", "Z", "é", "ß", "“q”", "—", "田", " ", " ", " ", "  ", "\t", ".", ",", ":", "!", "?", "(", ")", "\"", "'", "|",
	"@maria", "#topic", "[[Maria Keller]]", "[[a|b]]", "![[e]]", "offer: ", "key:: v", "2026-03-04", "9.", "1) ", "- ", "+", "*", "**",
	"*", "**", "***", "_", "__", "snake_case", "**bold**", "*it*", "_it_", "**[a](b)**", "`", "``", "```", "`code`", "``a ` b``", "[", "]",
	"](", "[a](b)", "[a](b \"t\")", "[a](<b c>)", "[`a`](b)", "[*a*](b)", "![i](j)", "[![i](j)](k)", "[a]()", "[a](b(c)d)", "[x]", "[ ]",
	"[a][b]", "[b]: /u", "[a]:", "]]: x", "\\]]: x", "<", ">", "<b>", "</b>", "<https://a.de>", "<a@b.de>", "<!-- c -->", "<!--", "-->", "&", "&amp;",
	"&#64;", "&nope;", "\\", "\\*", "\\[", "\\_", "\\`", "\\a", "\x01", "\x0B", "\x0C", "\x7F", "\xC2\xA0", "\xEF\xBB\xBF", "---", "===", "#", "# ",
	"https://a.de/b_c_d", "x*y*z", "a_b_c", "5 * 3 * 2", "~~~", "~", "$", "=", "-", "--",
};

/* What lines begin with. */
static const char *const starts[] = {
	"", "", "", "", "", "", "", "- ", "- ", "- ", "* ", "+ ", "1. ", "2. ", "1) ", "10. ", "- [ ] ", "- [x] ", "-  ", "-    ", "-      ", "-\t", "-",
	"*", "1.", "0. ", "01. ", "1234567890. ", "# ", "## ", "### ", "#", "####### ", "#\t", "> ", ">", "> > ", "> - ", "- > ", "- - ", "- # ", "1. - ",
	"```\n", "```sh\n", "````\n", "~~~\n", "~~~ `x`\n", "``` `x`\n", "---", "***", "* * *", "___", "- - -", "===", "==", "--", "<div>", "<p ", "</div>", "<!-- ng: x -->",
	"<!-- /ng -->", "<!-- c -->", "<!--", "<!-- c", "-->", "<pre>", "</pre>", "<script>", "<?", "<!X", "<b>", "<b>\n", "[a]: /u", "[a]:\n/u", "[^1]: x",
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
		n = put(n, strange ? PICK(random, starts) : starts[next_random(random) % 15]);
		for (size_t k = 0; k < parts; k++)
			n = put(n, strange ? PICK(random, inlines) : inlines[next_random(random) % 54]);
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

struct both {
	struct ng_str body;
	struct ng_note quick, whole;
};

static void
parse_both(void *arg)
{
	struct both *both = arg;

	ng_note_parse(arena, both->body, 3, &both->quick);
	ng_note_parse_whole(arena, both->body, 3, &both->whole);
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

static void
quick_gives_what_libcmark_gives(void **state)
{
	uint32_t random = from_environment("NG_FUZZ_SEED", 20261123u), notes = from_environment("NG_FUZZ", 100000);

	(void)state;
	for (uint32_t i = 0; i < notes; i++) {
		struct both both = {.body = make_note(&random)};

		ng_arena_reset(arena, 0);
		protect(parse_both, &both);
		if (!oracle_same_note(&both.quick, &both.whole)) {
			print_error("note %u:\n%.*s\n=====\n", (unsigned)i, NG_STR_ARG(both.body));
			protect(show, &both);
			fail();
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {RULE(quick_gives_what_libcmark_gives)};

	return cmocka_run_group_tests_name("quick", tests, NULL, NULL);
}
