#include "rule.h"

#include "lexicon.h"

static struct ng_lexicon *lexicon;

struct job {
	struct ng_str words, text, key;
	bool nouns;
	size_t wrong, length;
	const struct ng_word *word;
};

static void
start(void *arg)
{
	struct job *job = arg;

	lexicon = ng_lexicon_new(arena);
	job->wrong = ng_lexicon_add(lexicon, job->words);
}

/* A lexicon with the user's words; their first line that is wrong. */
static size_t
with(const char *words)
{
	struct job job = {.words = ng_str_of(words)};

	protect(start, &job);
	return job.wrong;
}

static void
find(void *arg)
{
	struct job *job = arg;

	job->word = ng_lexicon_find(lexicon, arena, job->text, job->nouns, &job->length);
}

static void
expect_word(const char *text, bool nouns, const char *word, const char *noun, size_t length, int line)
{
	struct job job = {.text = ng_str_of(text), .nouns = nouns};

	protect(find, &job);
	_assert_int_equal(job.word != NULL, 1, __FILE__, line);
	expect_slice(job.word->word, word, __FILE__, line);
	expect_slice(job.word->noun, noun, __FILE__, line);
	_assert_int_equal(job.length, length, __FILE__, line);
}

static void
expect_nothing(const char *text, bool nouns, int line)
{
	struct job job = {.text = ng_str_of(text), .nouns = nouns};

	protect(find, &job);
	_assert_int_equal(job.word != NULL, 0, __FILE__, line);
}

#define label(text, word, noun, length) expect_word(text, false, word, noun, length, __LINE__)
#define noun(text, word, noun, length) expect_word(text, true, word, noun, length, __LINE__)
#define no_label(text) expect_nothing(text, false, __LINE__)
#define no_noun(text) expect_nothing(text, true, __LINE__)

static void
labels_are_found_in_any_case_as_whole_words(void **state)
{
	(void)state;
	assert_int_equal(with(""), 0);
	label("Offer: a", "offer", "", 5);
	label("KNOWS", "knows", "", 5);
	label("info: a", "info", "information", 4);
	label("In Attendance", "in attendance", "", 13);
	no_label("offers");
	no_label("offer-x");
	no_label("call's");
	no_label("offeré");
	no_label("of");
	no_label("");
	no_label("advice");
}

static void
nouns_have_a_long_form_and_words_of_contact_are_nouns(void **state)
{
	(void)state;
	with("");
	noun("intro: a", "intro", "introduction", 5);
	noun("Feedback", "feedback", "feedback", 8);
	noun("lunch", "lunch", "lunch", 5);
	noun("idea", "idea", "idea", 4);
	no_noun("met");
	no_noun("offer");
	no_noun("table");
}

static void
every_word_of_contact_is_a_label_with_itself_as_noun(void **state)
{
	static const char *const words[] = {
		"call", "phone", "mail", "email", "message", "chat", "talk", "coffee", "tea", "breakfast", "lunch", "dinner",
		"drinks", "meeting", "meetup", "visit", "event", "conference", "workshop", "party",
	};

	(void)state;
	with("");
	label("met", "met", "", 3);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		label(words[i], words[i], words[i], strlen(words[i]));
		noun(words[i], words[i], words[i], strlen(words[i]));
	}
}

static void
users_words_mean_labels_nouns_or_both(void **state)
{
	(void)state;
	assert_int_equal(with("Angebot = offer\n\n# a comment\nVermittlung = intro # noun\nkennt  =  knows\r\nMittagessen = lunch\n"), 0);
	label("ANGEBOT: a", "angebot", "", 7);
	noun("Vermittlung", "vermittlung", "introduction", 11);
	label("mittagessen", "mittagessen", "lunch", 11);
	noun("mittagessen", "mittagessen", "lunch", 11);
	no_label("vermittlung");
	/* met is the one word of contact that is no noun */
	assert_int_equal(with("traf = met\n"), 0);
	label("traf @a", "traf", "", 4);
	no_noun("traf");
	assert_int_equal(with("mentoring = noun\nvorgestellt = got intro\n"), 0);
	noun("Mentoring", "mentoring", "mentoring", 9);
	label("vorgestellt: @a", "vorgestellt", "introduction", 11);
	no_noun("vorgestellt");
}

static void
users_words_may_be_of_any_script_and_several(void **state)
{
	(void)state;
	assert_int_equal(with("Übergabe = gave\nпредложение = offer\nbin dran = next\nSpaß = idea\n"), 0);
	label("übergabe: a", "übergabe", "", 9);
	label("ÜBERGABE", "übergabe", "", 9);
	label("ПРЕДЛОЖЕНИЕ x", "предложение", "", 22);
	label("Bin Dran: x", "bin dran", "", 8);
	label("SPASS", "spass", "", 5);
	label("Spaß", "spass", "", 5);
	no_label("предложения");
}

static void
users_words_go_before_ours(void **state)
{
	(void)state;
	assert_int_equal(with("info = got\n"), 0);
	label("info", "info", "", 4);
	assert_int_equal(with("call = next\ncallback = call\n"), 0);
	label("call", "call", "", 4);
}

static void
the_longest_word_is_found(void **state)
{
	(void)state;
	assert_int_equal(with("in = next\nin attendance soon = want\n"), 0);
	label("in attendance", "in attendance", "", 13);
	label("in attendance soon", "in attendance soon", "", 18);
	label("in x", "in", "", 2);
}

static void
a_line_that_is_no_word_is_told(void **state)
{
	static const char *const bad[] = {"a", "a =", "= offer", "a = b", "a = met intro", "a = offer b", "a = offer intro lead", "a = b intro", "a = noun intro", "=", "a = offer = b"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char file[100] = "x = offer\r\n\r\n";

		assert_int_equal(with(strcat(file, bad[i])), 3);
	}
}

static void
a_kind_takes_a_noun_or_not(void **state)
{
	static const enum ng_kind takes[] = {NG_KIND_NEED, NG_KIND_ASK, NG_KIND_OFFER, NG_KIND_PROMISE, NG_KIND_GOT, NG_KIND_GAVE};
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(takes) / sizeof(takes[0]); i++)
		assert_true(ng_lexicon_takes_noun(takes[i]));
	for (int k = NG_KIND_UNKNOWN; k <= NG_KIND_BECAUSE; k++)
		n += ng_lexicon_takes_noun((enum ng_kind)k);
	assert_int_equal(n, sizeof(takes) / sizeof(takes[0]));
}

static void
find_key(void *arg)
{
	struct job *job = arg;

	job->key = ng_lexicon_key(arena, job->text);
}

static void
a_key_is_folded_and_known_by_our_name(void **state)
{
	static const char *const keys[][2] = {
		{"Favourite  Tea", "favourite-tea"}, {" x_y ", "x_y"}, {"a.b", "a.b"}, {"GRÖSSE", "grösse"}, {"last_chat", "last-contact"},
		{"lastContact", "last-contact"}, {"contactFrequency", "every"}, {"prm-cadence", "every"}, {"via", "via"},
		{"howWeMet", "how-we-met"}, {"how we met", "how-we-met"}, {"birthDate", "birthday"}, {"Company", "org"},
		{"aliases", "alias"}, {"Job Title", "role"}, {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct job job = {.text = ng_str_of(keys[i][0])};

		protect(find_key, &job);
		expect_str(job.key, keys[i][1]);
	}
}

static void
a_cards_key_takes_a_single_colon(void **state)
{
	(void)state;
	assert_true(ng_lexicon_is_card_key(NG_STR("Email")));
	assert_true(ng_lexicon_is_card_key(NG_STR("pronouns")));
	assert_false(ng_lexicon_is_card_key(NG_STR("every")));
	assert_false(ng_lexicon_is_card_key(NG_STR("emails")));
	assert_false(ng_lexicon_is_card_key(NG_STR("")));
}

static void
where_no_word_can_begin_none_is_looked_for(void **state)
{
	(void)state;
	assert_int_equal(with("ab = offer\nÄrger = need"), 0);
	assert_true(ng_lexicon_may_find(lexicon, NG_STR("Offer: x")));
	assert_true(ng_lexicon_may_find(lexicon, NG_STR("AB")));
	assert_true(ng_lexicon_may_find(lexicon, NG_STR("ärger")));
	assert_false(ng_lexicon_may_find(lexicon, NG_STR("xyz")));
	assert_false(ng_lexicon_may_find(lexicon, NG_STR("7")));
	assert_false(ng_lexicon_may_find(lexicon, NG_STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(labels_are_found_in_any_case_as_whole_words),
		RULE(nouns_have_a_long_form_and_words_of_contact_are_nouns),
		RULE(every_word_of_contact_is_a_label_with_itself_as_noun),
		RULE(users_words_mean_labels_nouns_or_both),
		RULE(users_words_may_be_of_any_script_and_several),
		RULE(users_words_go_before_ours),
		RULE(the_longest_word_is_found),
		RULE(a_line_that_is_no_word_is_told),
		RULE(a_kind_takes_a_noun_or_not),
		RULE(a_key_is_folded_and_known_by_our_name),
		RULE(a_cards_key_takes_a_single_colon),
		RULE(where_no_word_can_begin_none_is_looked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
