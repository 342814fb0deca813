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

/* Eight bytes are looked at at once: what is to go must be found at each of them, and behind the last eight. */
IN_ARENA(white_space_is_found_wherever_it_stands)
{
	static const char *const spaces[] = {"  ", "\t", "\n", " \r", "\x1F"};

	(void)unused;
	for (size_t k = 0; k < sizeof(spaces) / sizeof(spaces[0]); k++)
		for (size_t at = 1; at < 30; at++) {
			char typed[64] = "", wanted[64] = "";

			for (size_t i = 0; i < 30; i++) {
				if (i == at)
					strcat(typed, spaces[k]);
				strcat(typed, "x");
				strcat(wanted, i == at ? spaces[k][0] == '\x1F' ? "\x1Fx" : " x" : "x");
			}
			assert_str(ng_text_squeeze(arena, S(typed)), wanted);
		}
	for (size_t n = 1; n < 30; n++) {
		char words[64] = "";

		for (size_t i = 0; i < n; i++)
			strcat(words, i % 2 == 0 ? "\xFF" : " ");
		strcat(words, "!");
		assert_ptr_equal(ng_text_squeeze(arena, S(words)).p, words);
	}
}

IN_ARENA(broken_bytes_are_found_wherever_they_stand)
{
	(void)unused;
	for (size_t at = 0; at < 30; at++)
		for (int byte = 0; byte < 256; byte++) {
			char typed[30], wanted[40];
			bool plain = byte > 0 && byte < 0x80;
			struct ng_str repaired;

			memset(typed, 'x', sizeof(typed));
			typed[at] = (char)byte;
			snprintf(wanted, sizeof(wanted), "%.*s%s%.*s", (int)at, typed, plain ? (char[]){(char)byte, 0} : "\xEF\xBF\xBD",
			         (int)(29 - at), typed + at + 1);
			repaired = ng_text_repair(arena, (struct ng_str){typed, sizeof(typed)});
			assert_str(repaired, wanted);
		}
	/* what goes on a broken character is one fault with it, what goes on none is one each */
	assert_str(ng_text_repair(arena, S("a\xF0\x9F\x98z")), "a\xEF\xBF\xBDz");
	assert_str(ng_text_repair(arena, S("a\x80\x80z")), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
	assert_str(ng_text_repair(arena, S("a\xC1\x80z")), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
	assert_str(ng_text_repair(arena, S("a\xF5\x80\x80\x80z")), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

IN_ARENA(a_tag_is_as_long_as_its_words)
{
	static const struct {
		const char *text;
		size_t at, length;
	} tags[] = {
		{"#law", 0, 4}, {"#law, and", 0, 4}, {"#a/b-c.d.", 0, 8}, {"a #law", 2, 4}, {"(#law)", 1, 4}, {"a#law", 1, 0},
		{"\u00E9#law", 2, 0}, {"\u00A0#law", 2, 4}, {"\u201C#law", 3, 4}, {"#42", 0, 0}, {"#4x", 0, 3}, {"#", 0, 0},
		{"#-", 0, 0}, {"#-x", 0, 0}, {"#/x", 0, 0}, {"#\u00E4 x", 0, 3}, {"law", 0, 0}, {"#law", 4, 0}, {"#1/2", 0, 4},
		{"##law", 1, 0}, {"#:x", 0, 0}, {"#0;", 0, 0}, {"#9", 0, 0},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		assert_int_equal(ng_text_tag(S(tags[i].text), tags[i].at), tags[i].length);
}

IN_ARENA(what_is_not_seen_is_known)
{
	static const int32_t ranges[][2] = {{0, 0x1F}, {0x7F, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};

	(void)unused;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		assert_true(ng_text_is_hidden(ranges[i][0]) && ng_text_is_hidden(ranges[i][1]));
		assert_false(ng_text_is_hidden(ranges[i][0] - 1) && i > 0);
		assert_false(ng_text_is_hidden(ranges[i][1] + 1));
	}
	assert_false(ng_text_is_word(0xFE00) || ng_text_is_word(0x7F));
	assert_true(ng_text_is_symbol(0xFE00) && ng_text_is_symbol(0x200D) && ng_text_is_symbol(0x1F3FB));
	assert_false(ng_text_is_symbol(0xFDFA) || ng_text_is_symbol(0xFE10));
	assert_int_equal(ng_text_columns(0x6F22), 2);
	assert_int_equal(ng_text_columns('a'), 1);
	assert_int_equal(ng_text_columns(0x0301), 0);
}

IN_ARENA(long_texts_are_cut_at_a_word)
{
	(void)unused;
	assert_str(ng_text_cut(S("four words are enough"), 12), "four words");
	assert_str(ng_text_cut(S("four words"), 10), "four words");
	assert_str(ng_text_cut(S("four words"), 9), "four");
	assert_str(ng_text_cut(S("\u00E4\u00E4\u00E4\u00E4"), 3), "\u00E4\u00E4\u00E4");
	assert_str(ng_text_cut(S(""), 3), "");
	assert_str(ng_text_shorten(arena, S("four words"), 10), "four words");
	assert_str(ng_text_shorten(arena, S("four words"), 9), "four\u2026");
	assert_str(ng_text_shorten(arena, S("four wordsx"), 10), "four\u2026");
	assert_str(ng_text_shorten(arena, S("fourwordsx"), 9), "fourword\u2026");
	assert_str(ng_text_shorten(arena, S("a bcd"), 4), "a\u2026");
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
	assert_true(ng_text_is_noncharacter(0xFFFE) && ng_text_is_noncharacter(0x10FFFF) && !ng_text_is_noncharacter(0xFFFD));
	assert_true(ng_text_is_noncharacter(0xFDD0) && ng_text_is_noncharacter(0xFDEF));
	assert_false(ng_text_is_noncharacter(0xFDCF) || ng_text_is_noncharacter(0xFDF0));
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
	    RULE(white_space_is_found_wherever_it_stands),
	    RULE(broken_bytes_are_found_wherever_they_stand),
	    RULE(a_tag_is_as_long_as_its_words),
	    RULE(what_is_not_seen_is_known),
	    RULE(long_texts_are_cut_at_a_word),
	    RULE(characters_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
