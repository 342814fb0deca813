#include "unit.h"

#include "words.h"

struct job {
	struct ng_str text;
	struct ng_buf words;
};

static void
join_words(void *context)
{
	struct job *job = context;
	struct ng_words w = ng_words_of(arena, job->text);
	struct ng_str word;

	job->words.arena = arena;
	while (ng_words_next(&w, &word)) {
		if (job->words.n > 0)
			ng_buf_char(&job->words, ' ');
		ng_buf_add(&job->words, word);
	}
}

/* The words of a text, with a space between them. */
static struct ng_str
words(const char *text)
{
	struct job job = {.text = ng_str_of(text)};

	protect(join_words, &job);
	return ng_buf_str(&job.words);
}

static void
words_are_folded_and_without_accents(void **state)
{
	(void)state;
	assert_str(words("Crème, BRÛLÉE; seed_round 2026!"), "creme brulee seed_round 2026");
	assert_str(words("«Öl»\xC2\xA0 — \xE2\x80\x9CÜber\xE2\x80\x9D"), "ol uber");
	assert_str(words(""), "");
	assert_str(words("… — !"), "");
}

static void
what_follows_an_apostrophe_is_left_out(void **state)
{
	(void)state;
	assert_str(words("Maria's and Ines’s boats'"), "maria and ines boats");
	assert_str(words("l'argent d’idées"), "argent idees");
}

static void
scripts_without_spaces_give_pairs(void **state)
{
	(void)state;
	assert_str(words("漢"), "漢");
	assert_str(words("漢字学"), "漢字 字学");
	assert_str(words("漢 字"), "漢 字");
	assert_str(words("漢a"), "漢 a");
	assert_str(words("a漢字"), "a 漢字");
	assert_str(words("é漢字é"), "e 漢字 e");
	assert_str(words("漢字。"), "漢字");
	assert_str(words("ソ・ソ"), "ソ ソ");
	/* Thai, Burmese, Khmer, kana, Han of compatibility and of the second plane */
	assert_str(words("กข"), "กข");
	assert_str(words("ကခ"), "ကခ");
	assert_str(words("កខ"), "កខ");
	assert_str(words("すし"), "すし");
	assert_str(words("𠀀𠀁"), "𠀀𠀁");
	assert_str(words("\xEF\xA4\x80"), "豈");
}

static void
scripts_beside_them_have_words(void **state)
{
	(void)state;
	/* Lao's neighbour Tibetan, Georgian, Mongolian; Hangul lies between Han and its compatibility forms */
	assert_str(words("ཀཁ ქართ ᠠᠡ 한글"), "ཀཁ ქართ ᠠᠡ 한글");
	/* Arabic's forms behind them, a letter of Gothic, one behind Han */
	assert_str(words("\xEF\xAC\xA0 𐌰𐌱 \xF3\xA0\x84\x80"), "ע 𐌰𐌱");
}

static void
long_words_are_words(void **state)
{
	char text[200] = "";

	(void)state;
	memset(text, 'A', 150);
	assert_int_equal(words(text).n, 150);
}

static void
short_words_of_ascii_are_told_as_two_numbers(void **state)
{
	static const struct {
		const char *text, *letters;
		bool is_short;
	} texts[] = {
		{"boat", "boat", true}, {", A-boat", "a", true}, {"Z_0, 9", "z_0", true}, {"eightlet", "eightlet", true},
		{"NINE_LETT.", "nine_lett", true}, {"fifteen_letters", "fifteen_letters", true}, {"sixteen__letters", "", false},
		{"boat's", "", false}, {"naïve", "", false}, {"é", "", false}, {" ", "", false}, {"", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct ng_words w = ng_words_of(arena, ng_str_of(texts[i].text));
		uint64_t letters[2];
		char spelled[17] = "";

		if (ng_words_next_short(&w, letters) != texts[i].is_short)
			fail_msg("%s", texts[i].text);
		for (size_t k = 0; texts[i].is_short && k < 16; k++)
			spelled[k] = (char)(letters[k / 8] >> (k % 8 * 8));
		assert_string_equal(spelled, texts[i].letters);
	}
}

static void
what_says_nothing_is_a_stop_word(void **state)
{
	(void)state;
	assert_true(ng_words_is_stop(NG_STR("the")));
	assert_false(ng_words_is_stop(NG_STR("boat")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(words_are_folded_and_without_accents),
		RULE(what_follows_an_apostrophe_is_left_out),
		RULE(scripts_without_spaces_give_pairs),
		RULE(scripts_beside_them_have_words),
		RULE(long_words_are_words),
		RULE(short_words_of_ascii_are_told_as_two_numbers),
		RULE(what_says_nothing_is_a_stop_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
