#include "lexicon.h"

#include <string.h>

#include "text.h"

/* word, class, kind, noun */
#define LABELS(X) \
	X("why", LABEL, WHY, "") \
	X("want", LABEL, WANT, "") \
	X("need", LABEL, NEED, "") \
	X("knows", LABEL, KNOWS, "") \
	X("ask", LABEL, ASK, "") \
	X("offer", LABEL, OFFER, "") \
	X("promise", LABEL, PROMISE, "") \
	X("got", LABEL, GOT, "") \
	X("gave", LABEL, GAVE, "") \
	X("idea", LABEL, IDEA, "") \
	X("info", LABEL, IDEA, "information") \
	X("next", LABEL, NEXT, "") \
	X("met", CONTACT, MET, "") \
	X("call", CONTACT, MET, "call") \
	X("phone", CONTACT, MET, "phone") \
	X("mail", CONTACT, MET, "mail") \
	X("email", CONTACT, MET, "email") \
	X("message", CONTACT, MET, "message") \
	X("chat", CONTACT, MET, "chat") \
	X("talk", CONTACT, MET, "talk") \
	X("coffee", CONTACT, MET, "coffee") \
	X("tea", CONTACT, MET, "tea") \
	X("breakfast", CONTACT, MET, "breakfast") \
	X("lunch", CONTACT, MET, "lunch") \
	X("dinner", CONTACT, MET, "dinner") \
	X("drinks", CONTACT, MET, "drinks") \
	X("meeting", CONTACT, MET, "meeting") \
	X("meetup", CONTACT, MET, "meetup") \
	X("visit", CONTACT, MET, "visit") \
	X("event", CONTACT, MET, "event") \
	X("conference", CONTACT, MET, "conference") \
	X("workshop", CONTACT, MET, "workshop") \
	X("party", CONTACT, MET, "party") \
	X("present", PRESENT, UNKNOWN, "") \
	X("attendees", PRESENT, UNKNOWN, "") \
	X("participants", PRESENT, UNKNOWN, "") \
	X("in attendance", PRESENT, UNKNOWN, "") \
	X("regrets", ABSENT, UNKNOWN, "") \
	X("absent", ABSENT, UNKNOWN, "") \
	X("apologies", ABSENT, UNKNOWN, "")

/* word, long form; the words of contact are nouns too */
#define NOUNS(X) \
	X("information", "information") \
	X("info", "information") \
	X("idea", "idea") \
	X("research", "research") \
	X("advice", "advice") \
	X("opinion", "opinion") \
	X("feedback", "feedback") \
	X("introduction", "introduction") \
	X("intro", "introduction") \
	X("lead", "lead") \
	X("referral", "referral") \
	X("recommendation", "recommendation") \
	X("money", "money") \
	X("help", "help") \
	X("job", "job") \
	X("card", "card") \
	X("seat", "seat") \
	X("thanks", "thanks") \
	X("no", "no")

/* What other tools and people call a field, without white space, `-` and `_`; our name for it. */
static const char *const key_aliases[][2] = {
	{"aliases", "alias"}, {"aka", "alias"}, {"nickname", "alias"},
	{"lastcontact", "last-contact"}, {"lastcontacted", "last-contact"}, {"lastchat", "last-contact"},
	{"lastmet", "last-contact"},
	{"contactfrequency", "every"}, {"prmcadence", "every"}, {"cadence", "every"}, {"keepintouch", "every"},
	{"introducedby", "via"}, {"metthrough", "via"}, {"referredby", "via"},
	{"howwemet", "how-we-met"},
	{"birthdate", "birthday"}, {"bday", "birthday"}, {"dob", "birthday"}, {"born", "birthday"},
	{"company", "org"}, {"organization", "org"}, {"organisation", "org"}, {"employer", "org"},
	{"jobtitle", "role"}, {"position", "role"},
	{"mail", "email"}, {"emails", "email"}, {"emailaddress", "email"},
	{"tel", "phone"}, {"telephone", "phone"}, {"mobile", "phone"}, {"cell", "phone"}, {"phones", "phone"},
	{"phonenumber", "phone"},
	{"website", "url"}, {"web", "url"}, {"homepage", "url"},
	{"location", "city"}, {"tz", "timezone"},
};

static const char *const card_keys[] = {
	"email", "phone", "tel", "mobile", "org", "company", "role", "title", "url", "website", "linkedin", "github",
	"mastodon", "address", "city", "country", "birthday", "timezone", "pronouns",
};

/* None of them is longer. */
#define CARD_KEY_MOST 8

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct ng_word built_in[] = {
#define X(word, class, kind, noun) {{word, sizeof(word) - 1}, NG_WORD_##class, NG_KIND_##kind, {noun, sizeof(noun) - 1}, false, false},
	LABELS(X)
#undef X
#define X(word, noun) {{word, sizeof(word) - 1}, NG_WORD_NOUN, NG_KIND_UNKNOWN, {noun, sizeof(noun) - 1}, false, false},
	NOUNS(X)
#undef X
	{{"table", 5}, NG_WORD_PRESENT, NG_KIND_UNKNOWN, {"", 0}, true, false},
	{{"with", 4}, NG_WORD_PRESENT, NG_KIND_UNKNOWN, {"", 0}, true, true},
};

/* Three letters as a number below this. */
#define LETTERS (32 * 32 * 32)

struct ng_lexicon {
	struct ng_arena *arena;
	struct ng_word *words;
	size_t n, cap;
	/* the newest word of those that begin with a byte, as its index + 1; all that aren't ASCII under 0x80 */
	size_t newest[0x81];
	/* what those that are no nouns begin with: a bit for each three letters; by the first byte, whether one has others */
	uint64_t letters[LETTERS / 64];
	bool others[0x81];
	size_t *older; /* of each word, the one before it there */
	size_t older_cap;
};

bool
ng_word_is_presence(const struct ng_word *word)
{
	return word->class == NG_WORD_PRESENT || word->class == NG_WORD_ABSENT;
}

/* What a word is found by: its first letter in lower case; folding may change the bytes of others than ASCII. */
static size_t
first_byte(struct ng_str word)
{
	unsigned char c = (unsigned char)word.p[0];

	return c >= 0x80 ? 0x80 : c >= 'A' && c <= 'Z' ? c + 32u : c;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The first three letters of s, in any case, as a number; false where it begins otherwise. */
static bool
three_letters(struct ng_str s, size_t *three)
{
	if (s.n < 3 || !ng_is_alpha(s.p[0]) || !ng_is_alpha(s.p[1]) || !ng_is_alpha(s.p[2]))
		return false;
	/* a letter's lowest five bits say which one it is */
	*three = (((size_t)s.p[0] & 31) * 32 + ((size_t)s.p[1] & 31)) * 32 + ((size_t)s.p[2] & 31);
	return true;
}

static void
add(struct ng_lexicon *lex, struct ng_word w)
{
	size_t first = first_byte(w.word), three;

	lex->words = ng_arena_more(lex->arena, lex->words, lex->n, &lex->cap, sizeof(*lex->words));
	lex->older = ng_arena_more(lex->arena, lex->older, lex->n, &lex->older_cap, sizeof(*lex->older));
	lex->words[lex->n] = w;
	lex->older[lex->n] = lex->newest[first];
	lex->newest[first] = ++lex->n;
	if (w.class == NG_WORD_NOUN)
		return;
	if (three_letters(w.word, &three))
		lex->letters[three / 64] |= (uint64_t)1 << three % 64;
	else
		lex->others[first] = true;
}

struct ng_lexicon *
ng_lexicon_new(struct ng_arena *a)
{
	struct ng_lexicon *lex = ng_arena_alloc(a, sizeof(*lex));

	lex->arena = a;
	for (size_t i = 0; i < COUNT(built_in); i++)
		add(lex, built_in[i]);
	return lex;
}

static const struct ng_word *
find_exact(const struct ng_lexicon *lex, struct ng_str word, bool nouns)
{
	const struct ng_word *contact = NULL;

	/* from the end: the user's words go before ours */
	for (size_t i = lex->n; i-- > 0;) {
		const struct ng_word *w = &lex->words[i];

		if (!ng_str_eq(w->word, word))
			continue;
		if (nouns == (w->class == NG_WORD_NOUN))
			return w;
		if (nouns && w->class == NG_WORD_CONTACT && w->noun.n > 0)
			contact = w;
	}
	return contact;
}

/* What "label", "noun" or "label noun" on the right side of a user's line means, for the word on its left. */
static bool
define(struct ng_lexicon *lex, struct ng_str word, struct ng_str meaning)
{
	size_t space = ng_str_find(meaning, ' ');
	const struct ng_word *label = find_exact(lex, meaning, false), *noun = find_exact(lex, meaning, true);
	struct ng_word w;

	if (ng_str_eq(meaning, NG_STR("noun"))) {
		add(lex, (struct ng_word){word, NG_WORD_NOUN, NG_KIND_UNKNOWN, word, false, false});
		return true;
	}
	if (label == NULL && noun == NULL && space < meaning.n) {
		label = find_exact(lex, ng_str_cut(meaning, 0, space), false);
		noun = find_exact(lex, ng_str_cut(meaning, space + 1, meaning.n), true);
		if (label == NULL || noun == NULL || !ng_lexicon_takes_noun(label->kind))
			return false;
		w = *label;
		w.word = word;
		w.noun = noun->noun;
		add(lex, w);
		return true;
	}
	if (label != NULL) {
		w = *label;
		w.word = word;
		add(lex, w);
	}
	if (noun != NULL)
		add(lex, (struct ng_word){word, NG_WORD_NOUN, NG_KIND_UNKNOWN, noun->noun, false, false});
	return label != NULL || noun != NULL;
}

bool
ng_lexicon_is_full(const struct ng_lexicon *lex)
{
	return lex->n >= COUNT(built_in) + NG_LEXICON_MOST;
}

size_t
ng_lexicon_add(struct ng_lexicon *lex, struct ng_str file)
{
	size_t line = 1, end;

	for (size_t i = 0; i < file.n; i = ng_str_line_next(file, end), line++) {
		struct ng_str s;
		size_t equals;

		end = ng_str_line_end(file, i);
		s = ng_str_cut(file, i, end);
		s = ng_text_squeeze(lex->arena, ng_str_cut(s, 0, ng_str_find(s, '#')));
		if (s.n == 0)
			continue;
		if (ng_lexicon_is_full(lex))
			return line;
		s = ng_text_fold(lex->arena, s);
		equals = ng_str_find(s, '=');
		if (ng_str_trim(ng_str_cut(s, 0, equals)).n == 0 || equals == s.n ||
		    !define(lex, ng_str_dup(lex->arena, ng_str_trim(ng_str_cut(s, 0, equals))),
			    ng_str_trim(ng_str_cut(s, equals + 1, s.n))))
			return line;
	}
	return 0;
}

const struct ng_word *
ng_lexicon_at(const struct ng_lexicon *lex, size_t i)
{
	return i < lex->n ? &lex->words[i] : NULL;
}

bool
ng_lexicon_takes_noun(enum ng_kind kind)
{
	switch (kind) {
	case NG_KIND_NEED:
	case NG_KIND_ASK:
	case NG_KIND_OFFER:
	case NG_KIND_PROMISE:
	case NG_KIND_GOT:
	case NG_KIND_GAVE:
		return true;
	default:
		return false;
	}
}

/* True where the entry's words stand at the start of s, in any case; *length is what they take of s. */
static bool
begins_with(struct ng_arena *a, struct ng_str s, struct ng_str word, size_t *length)
{
	size_t i = 0, n;

	/* most words are ASCII, and most of them another one */
	while (i < word.n && i < s.n && (unsigned char)s.p[i] < 0x80 && lower(s.p[i]) == word.p[i])
		i++;
	if (i < word.n) {
		/* letter by letter, for scripts whose case isn't ASCII's */
		size_t k = i;

		if (i == s.n || (unsigned char)s.p[i] < 0x80)
			return false;
		while (k < word.n && i < s.n) {
			struct ng_str folded;

			ng_text_at(s, i, &n);
			folded = ng_text_fold(a, ng_str_cut(s, i, i + n));
			if (!ng_str_starts(ng_str_cut(word, k, word.n), folded))
				return false;
			k += folded.n;
			i += n;
		}
		if (k < word.n)
			return false;
	}
	*length = i;
	return i == s.n || !(ng_text_is_word(ng_text_at(s, i, &n)) || s.p[i] == '-' || s.p[i] == '\'');
}

bool
ng_lexicon_may_find(const struct ng_lexicon *lex, struct ng_str s)
{
	size_t three;

	if (s.n == 0)
		return false;
	if (three_letters(s, &three))
		return (lex->letters[three / 64] >> three % 64 & 1) != 0 || lex->others[first_byte(s)];
	/* a letter of another script may fold to one of these */
	return lex->newest[first_byte(s)] > 0;
}

const struct ng_word *
ng_lexicon_find(const struct ng_lexicon *lex, struct ng_arena *a, struct ng_str s, bool nouns, size_t *length)
{
	const struct ng_word *best = NULL;

	if (s.n == 0)
		return NULL;
	for (size_t i = lex->newest[first_byte(s)]; i > 0; i = lex->older[i - 1]) {
		const struct ng_word *w = &lex->words[i - 1];
		bool noun = w->class == NG_WORD_NOUN || (w->class == NG_WORD_CONTACT && w->noun.n > 0);
		size_t n;

		if (nouns ? !noun : w->class == NG_WORD_NOUN)
			continue;
		if ((best == NULL || w->word.n > best->word.n) && begins_with(a, s, w->word, &n)) {
			best = w;
			*length = n;
		}
	}
	return best;
}

struct ng_str
ng_lexicon_key(struct ng_arena *a, struct ng_str key)
{
	struct ng_buf bare = {.arena = a}, name = {.arena = a};

	key = ng_text_fold(a, ng_str_trim(key));
	for (size_t i = 0; i < key.n; i++) {
		bool space = ng_is_space(key.p[i]);

		if (!space && key.p[i] != '-' && key.p[i] != '_')
			ng_buf_char(&bare, key.p[i]);
		if (!space)
			ng_buf_char(&name, key.p[i]);
		else if (!ng_is_space(key.p[i - 1]))
			ng_buf_char(&name, '-');
	}
	for (size_t i = 0; i < COUNT(key_aliases) && bare.n > 0; i++)
		if (bare.p[0] == key_aliases[i][0][0] && ng_str_eq(ng_buf_str(&bare), ng_str_of(key_aliases[i][0])))
			return ng_str_of(key_aliases[i][1]);
	return ng_buf_str(&name);
}

bool
ng_lexicon_is_card_key(struct ng_str key)
{
	for (size_t i = 0; i < COUNT(card_keys) && key.n > 0 && key.n <= CARD_KEY_MOST; i++)
		if (lower(key.p[0]) == card_keys[i][0] && ng_str_eq_nocase(key, ng_str_of(card_keys[i])))
			return true;
	return false;
}

bool
ng_lexicon_is_categories(struct ng_str key)
{
	static const char *const keys[] = {"categories", "category", "topics", "topic", "tags", "tag"};

	for (size_t i = 0; i < COUNT(keys); i++)
		if (ng_str_eq(key, ng_str_of(keys[i])))
			return true;
	return false;
}
