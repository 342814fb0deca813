#include "unit.h"

#include "front.h"

static struct ng_front front;

static void
read_file(void *arg)
{
	assert_int_equal(ng_front_read(arena, ng_str_of(arg), &front), 0);
}

/* What stands above a note, as "key=value@line" a line. */
static void
expect_in(const char *file, const char *want, int at)
{
	char text[1000] = "";
	size_t n = 0;

	protect(read_file, (void *)(uintptr_t)file);
	for (size_t i = 0; i < front.n; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%.*s=%.*s@%zu\n", NG_STR_ARG(front.v[i].key),
				      NG_STR_ARG(front.v[i].value), front.v[i].line);
	_assert_string_equal(text, want, __FILE__, at);
}

#define expect(file, want) expect_in(file, want, __LINE__)
/* The same for YAML between its lines of dashes. */
#define expect_yaml(yaml, want) expect_in("---\n" yaml "---\nbody\n", want, __LINE__)

static void
values_have_their_key_and_line(void **state)
{
	(void)state;
	expect("---\nname: Maria Keller\n\nrole: founder\n---\nbody\n", "name=Maria Keller@2\nrole=founder@4\n");
	assert_int_equal(front.body, 42);
	assert_int_equal(front.body_line, 6);
	expect_str(front.raw, "name: Maria Keller\n\nrole: founder\n");
	expect_yaml("date: 2026-03-04\nn: 1\nb: true\n", "date=2026-03-04@2\nn=1@3\nb=true@4\n");
	expect_yaml("a: \"x: y\"\nb: 'it''s'\nc: x # y\n", "a=x: y@2\nb=it's@3\nc=x@4\n");
}

static void
empty_values_give_none(void **state)
{
	(void)state;
	expect_yaml("a:\nb: \"\"\nc: null\nd: ~\ne: []\nf: {}\ng: x\n", "g=x@8\n");
	expect_yaml("a: \"null\"\n", "a=null@2\n");
	expect_yaml("# a comment\n", "");
}

static void
a_list_gives_an_entry_for_each_value(void **state)
{
	(void)state;
	expect_yaml("tags: [a, b c]\n", "tags=a@2\ntags=b c@2\n");
	expect_yaml("tags:\n  - a\n  - b\nc: d\n", "tags=a@3\ntags=b@4\nc=d@5\n");
	expect_yaml("tags:\n- a\n- [b, c]\n", "tags=a@3\ntags=b@4\ntags=c@4\n");
	expect_yaml("tags: [a,\n  b]\n", "tags=a@2\ntags=b@3\n");
}

static void
a_nested_key_is_a_path(void **state)
{
	(void)state;
	expect_yaml("a:\n  b: c\n  d:\n    e: f\ng: h\n", "a.b=c@3\na.d.e=f@5\ng=h@6\n");
	expect_yaml("a: {b: c, d: [e, f]}\n", "a.b=c@2\na.d=e@2\na.d=f@2\n");
	expect_yaml("a:\n  - b: c\n    d: e\n  - b: f\ng: h\n", "a.b=c@3\na.d=e@4\na.b=f@5\ng=h@6\n");
}

static void
handles_topics_and_links_are_taken_as_typed(void **state)
{
	(void)state;
	expect_yaml("who: @maria\ngoal: #goal/rent\npage: [[Radu]]\n", "who=@maria@2\ngoal=#goal/rent@3\npage=[[Radu]]@4\n");
	expect_yaml("people: [@ines, [[Radu]], \"@ann\", bob]\n", "people=@ines@2\npeople=[[Radu]]@2\npeople=@ann@2\npeople=bob@2\n");
	expect_yaml("people:\n  - @ines\n  - [[Radu, Jr|R]]\n  - #x\n", "people=@ines@3\npeople=[[Radu, Jr|R]]@4\npeople=#x@5\n");
	expect_yaml("a: @ines, [[Radu]] \"and\" \\ others\n", "a=@ines, [[Radu]] \"and\" \\ others@2\n");
	expect_yaml("a: [#x, #y]\nb: { c: @d, e: [[f]] }\n", "a=#x@2\na=#y@2\nb.c=@d@3\nb.e=[[f]]@3\n");
	expect_yaml("a: [[\nb: [x, y]\n", "a=[[@2\nb=x@3\nb=y@3\n");
	expect_yaml("need: `/seed/i` investors\n", "need=`/seed/i` investors@2\n");
	expect_yaml("a: [\"b\\\", @c\", @d]\n", "a=b\", @c@2\na=@d@2\n");
	expect_yaml("a: ['b\\', @c]\n", "a=b\\@2\na=@c@2\n");
	expect_yaml("a: x @y\nb: # a comment\nc: \"[[Radu]]\"\n", "a=x @y@2\nc=[[Radu]]@4\n");
}

static void
block_scalars_are_one_value(void **state)
{
	(void)state;
	expect_yaml("a: |\n  @b\n  c: d\ne: f\n", "a=@b\nc: d@2\ne=f@5\n");
	expect_yaml("a: |\n  b: @c\n  - [[d]] #e\nf: @g\n", "a=b: @c\n- [[d]] #e@2\nf=@g@5\n");
	expect_yaml("a: >\n  b\n  c\n\nd: e\n", "a=b c@2\nd=e@6\n");
	expect_yaml("a: b\n  c\n", "a=b c@2\n");
	/* line ends to YAML alone */
	expect_yaml("a: b\xE2\x80\xA8" "c\xE2\x80\xA9" "d\xC2\x85" "e\xC2\xA0" "f\ng: h\n", "a=b c d e\xC2\xA0" "f@2\ng=h@3\n");
}

static void
broken_yaml_is_read_as_plain_lines(void **state)
{
	(void)state;
	expect_yaml("name: Maria\nbroken: [a\nrole: x: y\n", "name=Maria@2\nbroken=[a@3\nrole=x: y@4\n");
	expect_yaml("a: \"b\" c\ntags:\n  - x\n  - 'y'\n", "a=\"b\" c@2\ntags=x@4\ntags=y@5\n");
	expect_yaml("a: %b\nc: 'd'\ne: \"f\"\ng: h\"\ni: \"\nhttp://j\n", "a=%b@2\nc=d@3\ne=f@4\ng=h\"@5\ni=\"@6\n");
	expect_yaml("- a\n- b\n", "");
	expect_yaml("just words\n", "");
}

static void
deep_yaml_is_no_front_matter(void **state)
{
	char file[400];
	size_t n;

	(void)state;
	strcpy(file, "---\nx: y\na: ");
	n = strlen(file);
	memset(file + n, '{', 100);
	strcpy(file + n + 100, "\n---\n");
	expect(file, "x=y@2\na={{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{@3\n");
}

static void
front_matter_is_closed_by_dashes_or_dots(void **state)
{
	(void)state;
	expect("---  \na: b\n...\nc\n", "a=b@2\n");
	assert_int_equal(front.body_line, 4);
	expect("---\r\na: b\r\n---\r\nc\r\n", "a=b@2\n");
	assert_int_equal(front.body, 16);
	assert_int_equal(front.body_line, 4);
	expect("\xEF\xBB\xBF---\na: b\n---\nc\n", "a=b@2\n");
	expect("---\na: b\n---", "a=b@2\n");
}

static void
dashes_that_are_never_closed_are_a_thematic_break(void **state)
{
	(void)state;
	expect("---\na: b\n", "");
	assert_int_equal(front.body, 0);
	assert_int_equal(front.body_line, 1);
	expect("\n---\na: b\n---\n", "");
	expect("----\na: b\n----\n", "");
	expect(" ---\na: b\n---\n", "");
}

static void
a_byte_order_mark_is_no_part_of_the_body(void **state)
{
	(void)state;
	expect("\xEF\xBB\xBF# a\n", "");
	assert_int_equal(front.body, 3);
	assert_int_equal(front.body_line, 1);
	expect("", "");
	assert_int_equal(front.body, 0);
}

static void
logseqs_leading_properties_are_front_matter(void **state)
{
	(void)state;
	expect("type:: person\nhow-we-met:: at a dinner\nalias:: @m, M.\n\n- a\n", "type=person@1\nhow-we-met=at a dinner@2\nalias=@m, M.@3\n");
	assert_int_equal(front.body_line, 4);
	expect_str(front.raw, "type:: person\nhow-we-met:: at a dinner\nalias:: @m, M.\n");
	expect("type:: person\n- a\n", "type=person@1\n");
	assert_int_equal(front.body_line, 2);
	expect("a:: b", "a=b@1\n");
	expect("\xEF\xBB\xBF" "a:: b\r\nc:: d\r\n\r\ne\r\n", "a=b@1\nc=d@2\n");
	assert_int_equal(front.body_line, 3);
}

static void
properties_that_words_follow_are_a_paragraph(void **state)
{
	(void)state;
	expect("type:: person\nand more\n", "");
	assert_int_equal(front.body, 0);
	assert_int_equal(front.body_line, 1);
	expect("1. offer:: a roof\n2. got:: card\n", "");
	expect("My notes:: about it\n", "");
	assert_int_equal(front.body, 0);
	assert_int_equal(front.body_line, 1);
	expect("offer: x\n", "");
	expect("std::vector\n", "");
	expect("- a:: b\n", "");
}

static void
a_key_is_found_in_any_case(void **state)
{
	(void)state;
	expect_yaml("Name: a\nname: b\n", "Name=a@2\nname=b@3\n");
	expect_str(ng_front_get(&front, NG_STR("NAME")), "a");
	assert_int_equal(ng_front_get(&front, NG_STR("nam")).n, 0);
}

/* xorshift32 (Marsaglia 2003). */
static size_t read_quickly; /* files whose keys are borrowed */

static void
read_both_ways(void *arg)
{
	struct ng_str file = *(const struct ng_str *)arg;
	struct ng_front whole;
	bool same;

	assert_int_equal(ng_front_read(arena, file, &front), 0);
	assert_int_equal(ng_front_read_whole(arena, file, &whole), 0);
	same = front.n == whole.n && (front.fault == NULL) == (whole.fault == NULL) && front.fault_line == whole.fault_line;
	for (size_t i = 0; same && i < front.n; i++)
		same = ng_str_eq(front.v[i].key, whole.v[i].key) && ng_str_eq(front.v[i].value, whole.v[i].value) &&
		       front.v[i].line == whole.v[i].line;
	if (!same)
		print_error("read otherwise: %.*s\n", NG_STR_ARG(file));
	assert_true(same);
	read_quickly += front.n > 0 && front.v[0].key.p > file.p && front.v[0].key.p < file.p + file.n;
}

/* Lines of the plainest form, and what breaks it; NG_FUZZ=N reads N of what they make. */
static const char *const lines[] = {
	"a: b\n", "tags:\n", "aliases: \n", "- x\n", "- x y\n", "- \n", "-\n", "  - z\n", "  - @ines\n", "t: [a, b c]\n", "t: [a/b]\n", "l: [[Radu]]\n", "who: @ines\n",
	"t: #topic\n", "q: \"x: y # z\"\n", "q: 'it'\n", "- \"@a\"\n", "url: https://a.de/b#c\n", "lang: C#, a:b\n", "date: 2026-03-04 \n", "n: null\n", "e: \n", "\n", "é: x\n",
	"name: Zoë 田\n", "k-1_b: (v)\n", "c: `x`\n", "v: _x_\n", "t: [2026, a_b]\n", "t: [null, a]\n", "q: \"a\\tb\"\n", "q: 'a\\tb'\n",
	"a-key-of-a-hundred-characters-and-some-more-which-to-libyaml-is-a-key-only-as-long-as-it-has-no-more-than-1024: x\n",
};

static const char *const pieces[] = {
	"a", "tags", "word", "2026-03-04", "null", "x y", ": ", ":", " ", "\n", "\n", "\n", "\n- ", "\n  - ", "a: b\n", "aliases:\n", "tags: ",
	"[a, b c]", "- ", "C#", "https://a.de/b", "\"", "'", "\"q: # r\"", "'it'", "@ines", "[[Radu]]", "#topic", "`code`", "é", "田", "–", "…",
	"\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\t", "\r\n", "  ", "\n ", "\n    ", "-", "--", "[", "]", "{", "}", ",", " #", "#", "~", "|", "|\n", ">-\n", "&a", "*a",
	"!", "%", "?", "? ", "\\", "\\n", "(", "_", "/", ".", "<%", "''", "\"\"", "[]", "[ ]", "[a,]", "[,]", "true", "\x01", "\x7F", "k-1_b: v\n", "1: x\n", "😀",
};

static void
the_quick_way_gives_what_libyaml_gives(void **state)
{
	const char *notes = getenv("NG_FUZZ"), *seed = getenv("NG_FUZZ_SEED");
	uint32_t random = seed == NULL ? 20261129u : (uint32_t)strtoul(seed, NULL, 10);
	char text[1024];

	(void)state;
	read_quickly = 0;
	for (unsigned long left = notes == NULL ? 60000 : strtoul(notes, NULL, 10); left > 0; left--) {
		size_t n = (size_t)sprintf(text, "---\n"), parts = unit_random(&random) % 14;
		uint32_t odd = 1 + unit_random(&random) % 20; /* one of so many is a piece */
		struct ng_str file;

		for (size_t i = 0; i < parts; i++)
			n += (size_t)sprintf(text + n, "%s", unit_random(&random) % odd == 0 ? pieces[unit_random(&random) % (sizeof(pieces) / sizeof(pieces[0]))] :
											  lines[unit_random(&random) % (sizeof(lines) / sizeof(lines[0]))]);
		n += (size_t)sprintf(text + n, "\n---\nbody\n");
		file = (struct ng_str){text, n};
		ng_arena_reset(arena, 0);
		protect(read_both_ways, &file);
	}
	assert_true(read_quickly > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(values_have_their_key_and_line),
		RULE(empty_values_give_none),
		RULE(a_list_gives_an_entry_for_each_value),
		RULE(a_nested_key_is_a_path),
		RULE(handles_topics_and_links_are_taken_as_typed),
		RULE(block_scalars_are_one_value),
		RULE(broken_yaml_is_read_as_plain_lines),
		RULE(deep_yaml_is_no_front_matter),
		RULE(front_matter_is_closed_by_dashes_or_dots),
		RULE(dashes_that_are_never_closed_are_a_thematic_break),
		RULE(a_byte_order_mark_is_no_part_of_the_body),
		RULE(logseqs_leading_properties_are_front_matter),
		RULE(properties_that_words_follow_are_a_paragraph),
		RULE(a_key_is_found_in_any_case),
		RULE(the_quick_way_gives_what_libyaml_gives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
