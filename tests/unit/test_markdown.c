#include "unit.h"

#include <cmark.h>

#include "markdown.h"

struct call {
	void (*write)(struct ng_buf *out, struct ng_str s);
	struct ng_str s;
	struct ng_str result;
};

static void
call(void *context)
{
	struct call *c = context;
	struct ng_buf out = {.arena = arena};

	c->write(&out, c->s);
	c->result = ng_buf_str(&out);
}

static struct ng_str
written(void (*write)(struct ng_buf *out, struct ng_str s), struct ng_str s)
{
	struct call c = {.write = write, .s = s};

	assert_int_equal(ng_arena_run(arena, call, &c), 0);
	return c.result;
}

#define TEXT(s) written(ng_markdown_text, ng_str_of(s))
#define CODE(s) written(ng_markdown_code, ng_str_of(s))
#define ADDRESS(s) written(ng_markdown_address, ng_str_of(s))
#define PHONE(s) written(ng_markdown_phone, ng_str_of(s))

static void
plain_text_stays_as_it_is(void **unused)
{
	static const char *const plain[] = {
	    "Dinner, at 7: \"really?\" (yes) – 50 % & more",
	    "snake_case and 3 * 4 = 12, a > b, 1 < 2",
	    "née Öztürk, 漢字, #angel-investing",
	    "ines@example.org",
	    "costs $50",
	    "1.5 times, 3) is no list here 1.",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		assert_str(TEXT(plain[i]), plain[i]);
}

static void
what_begins_a_block_is_escaped(void **unused)
{
	(void)unused;
	assert_str(TEXT("# title"), "\\# title");
	assert_str(TEXT("#tag first"), "#tag first");
	assert_str(TEXT("- item"), "\\- item");
	assert_str(TEXT("+ item"), "\\+ item");
	assert_str(TEXT("-5 degrees"), "-5 degrees");
	assert_str(TEXT("---"), "\\---");
	assert_str(TEXT("* * *"), "\\* * *");
	assert_str(TEXT("_ _ _"), "\\_ _ _");
	assert_str(TEXT("[[p|1]]. x"), "1\\. x");
	assert_str(TEXT("> quote"), "\\> quote");
	assert_str(TEXT("12. December"), "12\\. December");
	assert_str(TEXT("12.5 percent"), "12.5 percent");
	assert_str(TEXT("==="), "\\===");
	assert_str(TEXT("```sh"), "\\`\\`\\`sh");
	assert_str(TEXT("~~~"), "\\~\\~\\~");
	assert_str(TEXT("   indented\n\n    code"), "indented code");
}

static void
marks_inside_a_line_are_escaped(void **unused)
{
	(void)unused;
	assert_str(TEXT("**bold** and _it_"), "\\*\\*bold\\*\\* and \\_it\\_");
	assert_str(TEXT("a | b"), "a \\| b");
	assert_str(TEXT("~~gone~~"), "\\~\\~gone\\~\\~");
	assert_str(TEXT("<b>x</b>"), "\\<b>x&lt;/b>");
	assert_str(TEXT("&lt; &#x202e; R&D; AT&T"), "\\&lt; \\&#x202e; R\\&D; AT&T");
	assert_str(TEXT("- [ ] box"), "\\- \\[ ] box");
	assert_str(TEXT("[^1]"), "\\[^1]");
	assert_str(TEXT("![x](https://a.example/b.png)"), "\\![x](https://a.example/b.png)");
	assert_str(TEXT("$a$ and $b$"), "\\$a\\$ and \\$b\\$");
	assert_str(TEXT("%%hidden%%"), "\\%\\%hidden\\%\\%");
	assert_str(TEXT("C:\\dir \\* end\\"), "C:\\\\dir \\* end\\\\");
}

static void
no_region_ends_early(void **unused)
{
	(void)unused;
	assert_str(TEXT("<!-- /ng -->"), "&lt;!-- /ng -->");
	assert_str(TEXT("\\<!-- /ng -->"), "&lt;!-- /ng -->");
	assert_str(TEXT("`<!-- /ng -->`"), "\\`&lt;!-- /ng -->\\`");
	/* a character that goes must not join what it parted */
	assert_str(TEXT("<\xE2\x80\xAE!-- /ng -->"), "&lt;!-- /ng -->");
	assert_str(TEXT("`<\xEF\xBB\xBF!-- x`"), "\\`&lt;!-- x\\`");
}

static void
nobody_is_notified(void **unused)
{
	(void)unused;
	assert_str(TEXT("ask @maria-keller, @bob."), "ask `@maria-keller`, `@bob`.");
	assert_str(TEXT("(@org/team) -@x"), "(`@org/team`) -`@x`");
	assert_str(TEXT("\\@bob and é@eve"), "`@bob` and é`@eve`");
	assert_str(TEXT("a @ b, ines@x.example"), "a @ b, ines@x.example");
	assert_str(TEXT("&commat;bob;"), "\\&commat;bob;");
}

static void
code_and_web_links_stay(void **unused)
{
	(void)unused;
	assert_str(TEXT("use `a|b` and ``x ` y``"), "use `a|b` and ``x ` y``");
	assert_str(TEXT("an `open one"), "an \\`open one");
	assert_str(TEXT("see https://a.example/x_(y)_z."), "see <https://a.example/x_(y)_z>.");
	assert_str(TEXT("<https://a.example>"), "<https://a.example>");
	assert_str(TEXT("[the *deck*](https://a.example/d \"t\")"), "[the \\*deck\\*](https://a.example/d)");
	assert_str(TEXT("[x](javascript:alert(1))"), "\\[x](javascript:alert(1))");
	assert_str(TEXT("[deck](../deck.pdf)"), "\\[deck](../deck.pdf)");
	assert_str(TEXT("[a [b](https://x.example)"), "\\[a [b](https://x.example)");
	assert_str(TEXT("[[People/Maria Keller|Maria]] and [[Radu#Law]]"), "Maria and Radu");
	assert_str(TEXT("[[a]b]]"), "\\[\\[a]b]]");
	assert_str(CODE("a``b"), "```a``b```");
	assert_str(CODE("`x`"), "`` `x` ``");
	assert_str(CODE(""), "");
}

static void
what_cannot_be_seen_goes(void **unused)
{
	(void)unused;
	assert_str(TEXT("a\x1B[31mb\x07"), "a\\[31mb");
	assert_str(TEXT("a\xC2\x9B" "b\x7F"), "ab");
	assert_str(TEXT("abc\xE2\x80\xAE" "def\xE2\x81\xA9"), "abcdef");
	assert_str(TEXT("a\r\nb\tc\xE2\x80\xA8" "d"), "a b c d");
	assert_str(TEXT("bad \xFF\xC3 bytes"), "bad \xEF\xBF\xBD\xEF\xBF\xBD bytes");
	assert_str(CODE("a\x1B\nb"), "`a b`");
}

static void
addresses_are_links(void **unused)
{
	(void)unused;
	assert_str(ADDRESS("maria.keller+x@mail.example"), "<maria.keller+x@mail.example>");
	assert_str(ADDRESS("https://a.example/"), "<https://a.example/>");
	assert_str(ADDRESS("not <an> @address"), "not \\<an> `@address`");
	assert_str(ADDRESS("a@b"), "a@b");
	assert_str(PHONE("+32 (470) 12-34.56"), "[+32 (470) 12-34.56](tel:+32470123456)");
	assert_str(PHONE("ask Bob"), "ask Bob");
}

struct source {
	const char *here, *dir, *file;
	uint32_t line;
	struct ng_str result;
};

static void
write_source(void *context)
{
	struct source *s = context;
	struct ng_base base = {ng_str_of(s->here), ng_str_of(s->dir)};
	struct ng_buf out = {.arena = arena};

	ng_markdown_source(&out, &base, ng_str_of(s->file), s->line);
	s->result = ng_buf_str(&out);
}

static struct ng_str
source(const char *here, const char *dir, const char *file, uint32_t line)
{
	struct source s = {.here = here, .dir = dir, .file = file, .line = line};

	assert_int_equal(ng_arena_run(arena, write_source, &s), 0);
	return s.result;
}

static void
sources_are_links_from_the_report(void **unused)
{
	(void)unused;
	assert_str(source("/v", "", "notes/a.md", 12), "[notes/a.md:12](notes/a.md#L12)");
	assert_str(source("/v", "notes", "notes/a.md", 12), "[a.md:12](a.md#L12)");
	assert_str(source("/v", "./notes/reports/", "notes//x/../a.md", 1), "[../a.md:1](../a.md#L1)");
	assert_str(source("/home/v", "../out", "notes/a.md", 1), "[../v/notes/a.md:1](../v/notes/a.md#L1)");
	assert_str(source("/v", "/v/out", "notes/a.md", 1), "[../notes/a.md:1](../notes/a.md#L1)");
	assert_str(source("/v", "", "/abs/a.md", 0), "[../abs/a.md](../abs/a.md)");
	assert_str(source("/v", "", "", 0), "[]()");
	assert_str(source("/v", "a/../..", "x/y/../../b.md", 1), "[v/b.md:1](v/b.md#L1)");
	assert_str(source("/v/w", "../../out", "../../out/b.md", 1), "[b.md:1](b.md#L1)");
	assert_str(source("/v", "notes", "notes", 0), "[]()");
	assert_str(source("/v", "/out", "/out/a.md", 1), "[a.md:1](a.md#L1)");
	assert_str(source("/v", "", "a\xC2\x85~+\xC2\xA0.md", 0), "[a\\~+ .md](a%C2%85~+%C2%A0.md)");
	assert_str(source("/v", "", "People/Zoë (x) [1].md", 3),
	           "[People/Zoë (x) \\[1\\].md:3](People/Zoë%20%28x%29%20%5B1%5D.md#L3)");
	assert_str(source("/v", "", "a\nb\x1B<!--.md", 3), "[a b&lt;!--.md:3](a%0Ab%1B%3C%21--.md#L3)");
}

/* Whether a node may come from a note's text. */
static bool
is_allowed(cmark_node *node)
{
	const char *url;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		return true;
	case CMARK_NODE_LINK:
		url = cmark_node_get_url(node);
		return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0 || strncmp(url, "mailto:", 7) == 0;
	default:
		return false;
	}
}

/* A list of three, with the text in the middle: one list, three items, one paragraph each, nothing else. */
static void
check_structure(struct ng_str text)
{
	struct ng_buf report = {.arena = arena};
	cmark_node *document, *list, *item, *paragraph;
	size_t items = 0;

	ng_buf_printf(&report, "- one\n- ");
	ng_markdown_text(&report, text);
	ng_buf_printf(&report, " (end)\n- three\n");
	document = cmark_parse_document(report.p, report.n, CMARK_OPT_DEFAULT);
	list = cmark_node_first_child(document);
	if (cmark_node_next(list) != NULL || cmark_node_get_type(list) != CMARK_NODE_LIST)
		fail_msg("more than a list:\n%.*s", NG_STR_ARG(ng_buf_str(&report)));
	for (item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item), items++) {
		cmark_iter *iter;
		cmark_event_type event;

		paragraph = cmark_node_first_child(item);
		if (cmark_node_next(paragraph) != NULL || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
			fail_msg("more than a paragraph:\n%.*s", NG_STR_ARG(ng_buf_str(&report)));
		iter = cmark_iter_new(paragraph);
		while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
			if (event == CMARK_EVENT_ENTER && cmark_iter_get_node(iter) != paragraph &&
			    !is_allowed(cmark_iter_get_node(iter)))
				fail_msg("%s:\n%.*s", cmark_node_get_type_string(cmark_iter_get_node(iter)),
				         NG_STR_ARG(ng_buf_str(&report)));
		cmark_iter_free(iter);
	}
	assert_int_equal(items, 3);
	cmark_node_free(document);
	for (size_t i = 0; i + 4 <= report.n; i++)
		assert_memory_not_equal(report.p + i, "<!--", 4);
}

static void
throw_text(void *unused)
{
	static const char *const bits[] = {
	    "`", "``", "*", "**", "_", "[", "]", "(", ")", "](", "<", ">", "!", "![", "|", "\\", "&", ";", "#", "# ", "- ",
	    "1. ", "\n", "\n\n", "    ", "<!-- ", " -->", "<!-- /ng -->", "<b>", "</b>", "<?x", "<a href=\"x\">", "~~", "~",
	    "https://a.example/", "http://", "[x](https://y.example)", "[[p|q]]", "[[p|-]]", "[[p|1]]", "[[", "]]", "@bob", "&amp;", "&#10;", "x",
	    "word ", " ", "é", "\xE2\x80\xAE", "\xFF", "\x1B", "```\n", "---\n", "===\n", "> ", "$", "%%", "mailto:a@b", "\t"};
	uint32_t seed = 42;

	(void)unused;
	for (int i = 0; i < 30000; i++) {
		struct ng_buf text = {.arena = arena};

		for (uint32_t n = unit_random(&seed) % 14; n > 0; n--)
			ng_buf_add(&text, ng_str_of(bits[unit_random(&seed) % (sizeof(bits) / sizeof(bits[0]))]));
		check_structure(ng_buf_str(&text));
		ng_arena_reset(arena, 0);
	}
}

static void
no_text_changes_the_structure_of_a_report(void **unused)
{
	(void)unused;
	assert_int_equal(ng_arena_run(arena, throw_text, NULL), 0);
}

static void
what_is_dialled_has_digits_and_the_marks_between_them(void **unused)
{
	(void)unused;
	assert_str(PHONE("(030) 12/34.56-7"), "[(030) 12/34.56-7](tel:0301234567)");
	assert_str(PHONE(" +32 470 12 34 "), "[+32 470 12 34](tel:+324701234)");
	assert_str(PHONE("030 12345 ext. 6"), "030 12345 ext. 6");
	assert_str(PHONE("12 34"), "12 34");
	assert_str(PHONE(""), "");
	assert_true(ng_str_eq(written(ng_markdown_phone, (struct ng_str){"12345\0", 6}), written(ng_markdown_text, (struct ng_str){"12345\0", 6})));
}

static void
what_is_mailed_to_is_an_address_and_nothing_else(void **unused)
{
	static const char *const bad[] = {"@b.example", "a@", "a@b", "a@b.example.", "a/b@c.example", "a@b/c.example", "a b@c.example"};

	(void)unused;
	assert_str(ADDRESS(" ines.maes+x%y-z@a-b.example "), "<ines.maes+x%y-z@a-b.example>");
	assert_str(ADDRESS("https://a.example/"), "<https://a.example/>");
	assert_str(ADDRESS(""), "");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ng_str_starts(ADDRESS(bad[i]), NG_STR("<")))
			fail_msg("%s is no address", bad[i]);
	assert_false(ng_str_starts(written(ng_markdown_address, (struct ng_str){"a\0@b.example", 12}), NG_STR("<")));
	assert_false(ng_str_starts(written(ng_markdown_address, (struct ng_str){"a@b\0.example", 12}), NG_STR("<")));
}

static void
names_lose_what_only_a_path_needs(void **unused)
{
	(void)unused;
	assert_str(TEXT("[[People/Bob Stone.md]]"), "Bob Stone");
	assert_str(TEXT("[ ](https://a.example/)"), "[https\\://a.example/](https://a.example/)");
	assert_str(TEXT("see @a/, @b- and @c."), "see `@a`/, `@b`- and `@c`.");
	assert_str(TEXT("1@a _@b ü@c"), "1@a \\_@b ü`@c`");
	assert_str(TEXT("12"), "12");
}

static void
guard(struct ng_buf *out, struct ng_str s)
{
	ng_buf_add(out, s);
	ng_markdown_guard_cell(out, 0);
}

static void
link_to(struct ng_buf *out, struct ng_str s)
{
	struct ng_base base = {NG_STR("/v"), NG_STR("notes/deep")};

	ng_markdown_source(out, &base, s, 0);
}

static void
a_byte_that_ends_strings_ends_no_link(void **unused)
{
	struct ng_str web = {"https://a.example/x\0", 20};

	(void)unused;
	assert_str(written(link_to, NG_STR("notes")), "[../](../)");
	assert_true(ng_str_ends(written(link_to, (struct ng_str){"a\0b", 3}), NG_STR("(../../a%00b)")));
	assert_str(written(ng_markdown_text, web), "<https://a.example/x>");
	assert_int_equal(ng_markdown_web((struct ng_str){"https://a.example/\0x", 20}), 18);
	for (const char *end = "<>\"`|\\ "; *end != '\0'; end++) {
		char text[] = "https://a.example/x?y";

		*strchr(text, '?') = *end;
		assert_true(ng_str_starts(TEXT(text), NG_STR("<https://a.example/x>")));
	}
	assert_true(ng_str_starts(TEXT("https://a.example/x\xEF\xBF\xBDy"), NG_STR("<https://a.example/x>")));
	assert_str(TEXT("1234567890. x"), "1234567890. x");
	assert_str(TEXT("123456789. x"), "123456789\\. x");
}

static void
no_bar_ends_a_cell(void **unused)
{
	(void)unused;
	assert_str(written(guard, NG_STR("a|b \\| c \\\\| d\\")), "a\\|b \\| c \\\\\\| d\\");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(plain_text_stays_as_it_is),
	    RULE(what_begins_a_block_is_escaped),
	    RULE(marks_inside_a_line_are_escaped),
	    RULE(no_region_ends_early),
	    RULE(nobody_is_notified),
	    RULE(code_and_web_links_stay),
	    RULE(what_cannot_be_seen_goes),
	    RULE(addresses_are_links),
	    RULE(sources_are_links_from_the_report),
	    RULE(what_is_dialled_has_digits_and_the_marks_between_them),
	    RULE(what_is_mailed_to_is_an_address_and_nothing_else),
	    RULE(names_lose_what_only_a_path_needs),
	    RULE(a_byte_that_ends_strings_ends_no_link),
	    RULE(no_bar_ends_a_cell),
	    RULE(no_text_changes_the_structure_of_a_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
