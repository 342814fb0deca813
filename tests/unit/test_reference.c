#include "rule.h"

#include "reference.h"

#define DOUBT NG_REFERENCE_DOUBT
#define TEN(s) s s s s s s s s s s
#define LONG TEN(TEN("a") TEN("b"))

static void
a_definition_is_read_with_its_line_end(void **state)
{
	static const struct {
		const char *text, *label;
		size_t length;
	} definitions[] = {
		{"[a]: /u", "a", 7}, {"[a]: /u\nb", "a", 8}, {"[a]:/u  \nb", "a", 9}, {"[a b]:\t/u\n[c]: d", "a b", 10}, {"[a]: <u v>", "a", 10},
		{"[a]: <>", "a", 7}, {"[a]: /u \"t\"", "a", 11}, {"[a]: /u 't' \nb", "a", 13}, {"[a]: /u(v)w", "a", 11}, {"[a]: /u((v))\n", "a", 13},
		{"[" LONG "]: /u", LONG, 206}, {"[a]: u\nb \"c\"", "a", 7}, {"[a]: u\n\"", "", DOUBT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(definitions) / sizeof(definitions[0]); i++) {
		struct ng_str label = {NULL, 0};
		size_t n = ng_reference_read(ng_str_of(definitions[i].text), &label);

		if (n != definitions[i].length)
			fail_msg("%s: %zu", definitions[i].text, n);
		if (n != DOUBT)
			expect_str(label, definitions[i].label);
	}
}

static void
what_is_no_definition_for_sure_is_none(void **state)
{
	static const char *const none[] = {"", "a", "[", "[a", "[a]", "[a]:", "[a]: ", "[a] : b", "[a][b]: c", "[[a]]: b", "[a]b: c", "[a]: b c", "[a\\b] c", "(a]: b", "[a] [b]: c"};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		struct ng_str label;

		if (ng_reference_read(ng_str_of(none[i]), &label) != 0)
			fail_msg("%s", none[i]);
	}
}

static void
what_may_be_one_is_left_in_doubt(void **state)
{
	static const char *const doubt[] = {
		"[a\\]: b", "[é]: b", "[a\nb]: c", "[ ]: b", "[]: b", "[" LONG "c]: b", "[a]: <b", "[a]: <b\\>", "[a]: <b<c>", "[a]: b\\c", "[a]: b(c", "[a]: b)", "[a]: b\x7F",
		"[a]: b \"c", "[a]: b \"c\\d\"", "[a]: b \"c\" d", "[a]: b (c)", "[a]: b\n\"c\"", "[a]: b\n  'c'", "[a]: b\n(c)", "[a]: <b>c", "[a]: \n/b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(doubt) / sizeof(doubt[0]); i++) {
		struct ng_str label;

		if (ng_reference_read(ng_str_of(doubt[i]), &label) != DOUBT)
			fail_msg("%s", doubt[i]);
	}
}

static void
a_definition_may_stand_behind_what_containers_begin_with(void **state)
{
	static const char *const may[] = {
		"[a]: b", "x\n[a]: b\n", "> [a]: b", "  - [a]: b", "12) [a]: b", "* + [a]: b", "x\ny]: b", "]: b", "\\[a]: b", "x\\\\]: b", "x\n\\\\]: b",
	};
	static const char *const may_not[] = {"", "a", "a]", "[a] : b", "x [a]: b", "[a] [b]: c", "[a]:", "[a]: b c", "x\\]: b", "\\]: b", "[a\\]: b", "[b]x]: c", "a]\n: b"};

	(void)state;
	for (size_t i = 0; i < sizeof(may) / sizeof(may[0]); i++)
		if (!ng_reference_possible(ng_str_of(may[i])))
			fail_msg("%s may define", may[i]);
	for (size_t i = 0; i < sizeof(may_not) / sizeof(may_not[0]); i++)
		if (ng_reference_possible(ng_str_of(may_not[i])))
			fail_msg("%s defines nothing", may_not[i]);
}

static struct ng_references references;

static void
add_and_find(void *arg)
{
	static const struct {
		const char *label;
		enum ng_reference found;
	} labels[] = {
		{"a b", NG_REFERENCE_DEFINED}, {"A\n  B", NG_REFERENCE_DEFINED}, {" a b ", NG_REFERENCE_DEFINED}, {"k", NG_REFERENCE_DEFINED}, {"K", NG_REFERENCE_DEFINED},
		{"\u212A", NG_REFERENCE_UNSURE}, {"ab", NG_REFERENCE_NONE}, {"", NG_REFERENCE_NONE}, {"a " TEN(TEN(" ") TEN(" ")) "b", NG_REFERENCE_UNSURE},
	};

	(void)arg;
	references = (struct ng_references){.arena = arena};
	ng_references_add(&references, NG_STR("A b"));
	ng_references_add(&references, NG_STR("k"));
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (ng_references_find(&references, ng_str_of(labels[i].label)) != labels[i].found)
			fail_msg("[%s]", labels[i].label);
}

static void
labels_are_compared_as_commonmark_does(void **state)
{
	(void)state;
	protect(add_and_find, NULL);
}

static void
define_before(void *arg)
{
	struct ng_references none = {.arena = arena};

	add_and_find(arg);
	expect_str(ng_references_before(&references, NG_STR("x [a b](u) [K] [none] [a [k]] ![A  B][] [k")), "[a b]: /\n[k]: /\n[k]: /\n[a b]: /\n\n");
	expect_str(ng_references_before(&references, NG_STR("x [none] a b k [] ][k")), "");
	expect_str(ng_references_before(&references, NG_STR("[k]k]")), "[k]: /\n\n");
	expect_str(ng_references_before(&none, NG_STR("[k]")), "");
}

static void
a_part_gets_the_definitions_that_it_needs(void **state)
{
	(void)state;
	protect(define_before, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_definition_is_read_with_its_line_end),
		RULE(what_is_no_definition_for_sure_is_none),
		RULE(what_may_be_one_is_left_in_doubt),
		RULE(a_definition_may_stand_behind_what_containers_begin_with),
		RULE(labels_are_compared_as_commonmark_does),
		RULE(a_part_gets_the_definitions_that_it_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
