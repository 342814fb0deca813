#include "unit.h"

#include "text.h"

/* Runs the body of a test inside the arena. */
#define IN_ARENA(name) \
	static void name##_body(void *unused); \
	static void name(void **unused) \
	{ \
		(void)unused; \
		assert_int_equal(ng_arena_run(arena, name##_body, NULL), 0); \
	} \
	static void name##_body(void *unused)

#define S(text) ng_str_of(text)

IN_ARENA(names_fold_without_regard_to_case_and_composition)
{
	(void)unused;
	assert_str(ng_text_fold(arena, S("Maria-KELLER")), "maria-keller");
	assert_str(ng_text_fold(arena, S("JOËL")), "joël");
	assert_str(ng_text_fold(arena, S("JOE\xCC\x88L")), "joël");
	assert_str(ng_text_fold(arena, S("Straße")), "strasse");
	assert_str(ng_text_fold(arena, S("ДАРИНА")), "дарина");
	assert_str(ng_text_fold(arena, S("")), "");
}

IN_ARENA(words_fold_without_accents_too)
{
	(void)unused;
	assert_str(ng_text_fold_bare(arena, S("Crème BRÛLÉE")), "creme brulee");
	assert_str(ng_text_fold_bare(arena, S("Öztürk")), "ozturk");
	assert_str(ng_text_fold_bare(arena, S("ﬁne")), "fine");
	/* one character that is eighteen */
	assert_str(ng_text_fold_bare(arena, S("\xEF\xB7\xBA")), "صلى الله عليه وسلم");
	assert_str(ng_text_fold(arena, S("a\xC3")), "a\xC3");
}

IN_ARENA(slugs_join_words_with_one_dash)
{
	(void)unused;
	assert_str(ng_text_slug(arena, S("Maria Keller")), "maria-keller");
	assert_str(ng_text_slug(arena, S("  @Maria   Keller!! ")), "maria-keller");
	assert_str(ng_text_slug(arena, S("A (b) – c.d_e")), "a-b-c.d_e");
	assert_str(ng_text_slug(arena, S("Nadia Öztürk")), "nadia-öztürk");
	assert_str(ng_text_slug(arena, S("!?")), "");
}

IN_ARENA(slugs_of_slugs_are_the_same)
{
	static const char *const names[] = {"Maria Keller", "a--b", ".x.", "ÄÖ ü", "x/y", "漢 字"};

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct ng_str once = ng_text_slug(arena, S(names[i]));

		assert_true(ng_str_eq(once, ng_text_slug(arena, once)));
	}
}

IN_ARENA(bytes_that_are_no_text_are_replaced)
{
	uint32_t seed = 7;

	(void)unused;
	assert_str(ng_text_repair(arena, S("a\xFF""b")), "a\xEF\xBF\xBD""b");
	assert_str(ng_text_repair(arena, (struct ng_str){"a\0b", 3}), "a\xEF\xBF\xBD""b");
	assert_str(ng_text_repair(arena, S("\xE2\x82")), "\xEF\xBF\xBD");
	assert_str(ng_text_repair(arena, S("\xEF\xBF\xBD ok é")), "\xEF\xBF\xBD ok é");
	for (int i = 0; i < 20000; i++) {
		char bytes[12];
		struct ng_str s = {bytes, unit_random(&seed) % sizeof(bytes)}, repaired;
		size_t n;

		for (size_t k = 0; k < s.n; k++)
			bytes[k] = (char)(unit_random(&seed) & 0xFF);
		repaired = ng_text_repair(arena, s);
		for (size_t k = 0; k < repaired.n; k += n) {
			int32_t c = ng_text_at(repaired, k, &n);

			assert_true(c > 0 && (c != 0xFFFD || n == 3));
		}
	}
}

IN_ARENA(white_space_becomes_one_space)
{
	(void)unused;
	assert_str(ng_text_squeeze(arena, S("  a \t\n b  c ")), "a b c");
	assert_str(ng_text_squeeze(arena, S("a b")), "a b");
	assert_str(ng_text_squeeze(arena, S("a  b")), "a b");
	assert_str(ng_text_squeeze(arena, S("a ")), "a");
	assert_str(ng_text_squeeze(arena, S("a\n")), "a");
	assert_str(ng_text_squeeze(arena, S(" \n ")), "");
}

IN_ARENA(long_texts_are_cut_at_a_word)
{
	(void)unused;
	assert_str(ng_text_shorten(arena, S("four words are enough"), 12), "four words…");
	assert_str(ng_text_shorten(arena, S("short"), 5), "short");
	assert_str(ng_text_shorten(arena, S("ääääääääää"), 5), "ääää…");
	assert_str(ng_text_shorten(arena, S(""), 3), "");
}

IN_ARENA(characters_are_told_apart)
{
	size_t n;

	(void)unused;
	assert_true(ng_text_is_word('a') && ng_text_is_word('_') && ng_text_is_word(0x0434) && ng_text_is_word(0x6F22));
	assert_false(ng_text_is_word('-') || ng_text_is_word(0x1F600) || ng_text_is_word(0xFE0F));
	for (const char *p = "([{<\"'"; *p != '\0'; p++)
		assert_true(ng_text_is_opening(*p));
	assert_true(ng_text_is_opening(0x00AB) && ng_text_is_opening(0x300C) && ng_text_is_opening(0xBF) && ng_text_is_opening(0xA1));
	assert_false(ng_text_is_opening(')') || ng_text_is_opening(0x00BB) || ng_text_is_opening(0xE9));
	assert_true(ng_text_is_upper('A') && ng_text_is_upper(0x01C5) && !ng_text_is_upper('a') && !ng_text_is_upper(0x6F22));
	assert_true(ng_text_is_word(0x0301) && ng_text_is_word(0x20DD) == false);
	assert_true(ng_text_is_symbol(0xFE0F) && !ng_text_is_symbol(0x1D165) && !ng_text_is_symbol(0xE0100));
	assert_true(ng_text_is_space(0xA0) && ng_text_is_space('\n') && !ng_text_is_space('x'));
	assert_true(ng_text_is_symbol(0x1F4C5) && !ng_text_is_symbol('x'));
	assert_int_equal(ng_text_at(S("é"), 0, &n), 0xE9);
	assert_int_equal(n, 2);
	assert_int_equal(ng_text_at(S("\xC3"), 0, &n), 0xFFFD);
	assert_int_equal(n, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(names_fold_without_regard_to_case_and_composition),
	    RULE(words_fold_without_accents_too),
	    RULE(slugs_join_words_with_one_dash),
	    RULE(slugs_of_slugs_are_the_same),
	    RULE(bytes_that_are_no_text_are_replaced),
	    RULE(white_space_becomes_one_space),
	    RULE(long_texts_are_cut_at_a_word),
	    RULE(characters_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
