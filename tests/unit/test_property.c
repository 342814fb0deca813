#include "rule.h"

#include "parse.h"

#include "../oracle/lines.h"

/* What notes are made of: Markdown, tags, labels, and what breaks them. */
static const char *const fragments[] = {
	"\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", " ", " ", "  \n", "\\\n", "\t", "    ", "- ", "- ", "* ", "1. ", "> ", "# ", "## ",
	"#### ", "\n===\n", "\n---\n", "***", "- [ ] ", "- [x] ", "- [-] ", "- TODO ", "**", "*", "_", "__", "`", "``", "```\n", "~~~", "[",
	"]", "](", ")", "(", "![", "<", ">", "<https://a.de>", "<b title=\"@x\">", "<!-- ", " -->", "&amp;", "&#64;", "&eacute;", "\\", "\\@",
	"\\#", "\n[r]: /x\n", "\n[s]: /y 'z\nu'\n", "[r]", "[a][s]", "[a](b \"c\nd\")", "| a | b |\n|---|:-:|\n", " | ", "\n|", "<!-- ng: x -->\n",
	"<!-- /ng -->\n", "---\n", "...\n", "type: person\n", "tags: [a, @b]\n", "title: x\n", "people: [@a, [[B]]]\n", "date: 2026-03-04\n",
	"k: [\n", "alias:: b\n", "@a", "@maria-keller", " @b ", "@b: ", "@c:: ", "@here", "@a/b", "a@b.de", "#t", " #seed/x ", "#123",
	"#goal/x ", "[[A b]]", "[[@C d]]", "![[e]]", "[[2026-03-04]]", "[[", "]]", "offer: ", "Offer intro: ", "**Ask:** ", "ask @a: ",
	"need `/x/i`: ", "got card:: ", "[offer:: ", "(got:: card)", "[email:: a@b.de]", "why: ", "knows: ", "idea: ", "next: ", "met: ",
	"Lunch with ", "dinner: ", "Present: ", "Regrets", "attendees\n", "email: a@b.de", "phone: +49 30 12345", "every:: 6w", "key:: ",
	"2026-03-04 ", "2026-02-30", "9:30 ", "due:2026-12-01", " by:2027-01-01", "📅 2026-12-01", "🗓️", "✅ 2026-12-02", "❌ ", "é", "Ünï",
	"田中", "\xCC\x88", "\xFF", "\xC3", "\xE2\x80", "\xC2\x85", "\xE2\x80\xAE", "\x1B[31m", "\x07", "\x7F", "word", " and ", ", ", ":", "::", ".",
	"reads the deck", "x",
};

#define FRAGMENTS (sizeof(fragments) / sizeof(fragments[0]))
#define NOTES 4000
#define SEED 20261123u

/* xorshift32 (Marsaglia 2003): the same notes everywhere. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static char text[8192];

/* The next note; now and then a NUL is in it. */
static struct ng_str
make_note(uint32_t *random)
{
	size_t n = 0, count = 1 + next_random(random) % 60;

	if (next_random(random) % 4 == 0)
		n += (size_t)sprintf(text, "---\n");
	for (size_t i = 0; i < count; i++) {
		const char *s = fragments[next_random(random) % FRAGMENTS];

		n += (size_t)sprintf(text + n, "%s", s);
		if (next_random(random) % 512 == 0)
			text[n++] = '\0';
	}
	return (struct ng_str){text, n};
}

static const char *const paths[] = {"note.md", "2026-03-04.md", "People/Ines Maes.md", "@ines.md"};

static struct ng_str
path_of(size_t i)
{
	return ng_str_of(paths[i % 4]);
}

/* Calls `check` with each note and its records. */
static void
each(void (*check)(struct ng_str note, struct ng_str path, struct ng_str records))
{
	uint32_t random = SEED;
	const char *why;
	size_t line, total = 0;
	struct ng_parser *p = ng_parser_new((struct ng_str){NULL, 0}, &why, &line);

	assert_non_null(p);
	for (size_t i = 0; i < NOTES; i++) {
		struct ng_str note = make_note(&random), records;

		if (ng_parser_parse(p, path_of(i), note, &records, &why, &line) < 0) {
			print_error("note %zu: %s\n%.*s\n", i, why, NG_STR_ARG(note));
			fail();
		}
		total += records.n;
		check(note, path_of(i), records);
	}
	assert_true(total > 100000); /* else they'd hold for nothing */
	ng_parser_free(p);
}

struct lines {
	struct ng_str note, path, records;
};

static void
check_each_line(void *arg)
{
	const struct lines *lines = arg;
	struct ng_str rest = lines->records, line;

	while (oracle_next(&rest, &line)) {
		const char *fault = oracle_line_fault(arena, line, lines->path, oracle_lines(lines->note));

		if (fault != NULL)
			fail_msg("%s: %.*s\n%.*s", fault, NG_STR_ARG(line), NG_STR_ARG(lines->note));
	}
}

static void
check_lines(struct ng_str note, struct ng_str path, struct ng_str records)
{
	protect(check_each_line, &(struct lines){note, path, records});
	ng_arena_reset(arena, 0);
}

static void
every_line_is_a_record_of_the_file_that_comes_back_as_it_was(void **state)
{
	(void)state;
	each(check_lines);
}

/* A hash of all records, FNV-1a. */
static uint64_t sum;

static void
add_up(struct ng_str note, struct ng_str path, struct ng_str records)
{
	(void)note;
	(void)path;
	for (size_t i = 0; i < records.n; i++)
		sum = (sum ^ (unsigned char)records.p[i]) * 0x100000001B3u;
}

static void
the_same_notes_give_the_same_bytes(void **state)
{
	uint64_t first;

	(void)state;
	sum = 0xCBF29CE484222325u;
	each(add_up);
	first = sum;
	sum = 0xCBF29CE484222325u;
	each(add_up);
	assert_true(first == sum);
}

/* The same bytes from a parser that has parsed nothing before. */
static void
check_fresh(struct ng_str note, struct ng_str path, struct ng_str records)
{
	static unsigned turn;
	const char *why;
	struct ng_parser *p;
	struct ng_str again;
	size_t line;

	if (turn++ % 16 != 0)
		return;
	p = ng_parser_new((struct ng_str){NULL, 0}, &why, &line);
	assert_non_null(p);
	assert_int_equal(ng_parser_parse(p, path, note, &again, &why, &line), 0);
	assert_int_equal(again.n, records.n);
	if (again.n > 0)
		assert_memory_equal(again.p, records.p, again.n);
	ng_parser_free(p);
}

static void
what_was_parsed_before_changes_nothing(void **state)
{
	(void)state;
	each(check_fresh);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(every_line_is_a_record_of_the_file_that_comes_back_as_it_was),
		RULE(the_same_notes_give_the_same_bytes),
		RULE(what_was_parsed_before_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
