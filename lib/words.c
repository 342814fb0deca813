#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/*
 * Words that say nothing of a subject (after the lists of the Snowball project), and those that every question
 * or need is made of: English, the commonest of German and French. Folded, without accents, in byte order.
 */
static const char *const stop_words[] = {
	"a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "anybody",
	"anyone", "anything", "are", "aren", "as", "ask", "at", "au", "auch", "auf", "aus", "aux",
	"avec", "be", "because", "been", "before", "bei", "being", "below", "between", "both", "but",
	"by", "can", "cannot", "ce", "cette", "com", "comment", "could", "couldn", "dans", "das",
	"dass", "dem", "den", "der", "des", "did", "didn", "die", "do", "does", "doesn", "doing",
	"don", "down", "du", "during", "each", "eight", "ein", "eine", "einem", "einen", "einer", "es",
	"est", "et", "few", "find", "five", "for", "four", "from", "fur", "further", "get", "gets",
	"haben", "had", "hadn", "has", "hasn", "hat", "have", "haven", "having", "he", "help", "helps",
	"her", "here", "hers", "herself", "him", "himself", "his", "how", "http", "https", "i", "ich",
	"if", "im", "in", "into", "is", "isn", "ist", "it", "its", "itself", "je", "kann", "kennt",
	"knew", "know", "knowing", "known", "knows", "la", "le", "les", "like", "ll", "looking", "me",
	"mir", "mit", "more", "most", "mustn", "my", "myself", "need", "needed", "needs", "nicht",
	"nine", "no", "nor", "not", "nous", "nur", "oder", "of", "off", "on", "once", "one", "only",
	"or", "other", "ou", "our", "ours", "out", "over", "own", "par", "pas", "peut", "please",
	"pour", "que", "qui", "quoi", "re", "same", "se", "seven", "she", "should", "shouldn", "sich",
	"sind", "six", "so", "some", "somebody", "someone", "something", "sont", "such", "sur", "take",
	"takes", "ten", "than", "that", "the", "their", "theirs", "them", "themselves", "then",
	"there", "these", "they", "this", "those", "three", "through", "to", "too", "two", "un", "und",
	"under", "une", "uns", "until", "up", "us", "ve", "very", "vom", "von", "want", "wants", "was",
	"wasn", "we", "wem", "wen", "wer", "were", "weren", "what", "when", "where", "which", "while",
	"who", "whom", "whose", "why", "wie", "will", "wir", "with", "wo", "would", "wouldn", "www",
	"you", "your", "yours", "yourself", "zu", "zum", "zur",
};

static int
compare(const void *word, const void *entry)
{
	return ng_str_cmp(*(const struct ng_str *)word, ng_str_of(*(const char *const *)entry));
}

bool
ng_words_is_stop(struct ng_str word)
{
	return bsearch(&word, stop_words, sizeof(stop_words) / sizeof(stop_words[0]), sizeof(stop_words[0]),
	               compare) != NULL;
}

struct ng_table *
ng_words_stops(struct ng_arena *a)
{
	struct ng_table *stops = ng_table_new(a);

	for (size_t i = 0; i < sizeof(stop_words) / sizeof(stop_words[0]); i++)
		ng_table_put(stops, ng_str_of(stop_words[i]));
	return stops;
}

/* Scripts that are written without spaces: Thai to Burmese, Khmer, kana, Han. */
static bool
is_unspaced(int32_t c)
{
	return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
	       (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFF);
}

struct ng_words
ng_words_of(struct ng_arena *a, struct ng_str text)
{
	return (struct ng_words){.arena = a, .text = text};
}

/* What an ASCII character is in a folded word: itself, the small letter, or 0 where it ends the word. */
#define SIXTEEN "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
static const char ascii_folded[] = SIXTEEN SIXTEEN SIXTEEN "0123456789\0\0\0\0\0\0"
				   "\0abcdefghijklmno" "pqrstuvwxyz\0\0\0\0_"
				   "\0abcdefghijklmno" "pqrstuvwxyz\0\0\0\0";

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* Most characters are these: asked first, they cost little. */
static bool
is_ascii_word(char c)
{
	return is_ascii(c) && ascii_folded[(unsigned char)c] != 0;
}

/* The end of the run of word characters at `at`; a script without spaces ends it. */
static size_t
run_end(struct ng_str s, size_t at)
{
	size_t n;

	for (; at < s.n; at += n) {
		int32_t c;

		n = 1;
		if (is_ascii_word(s.p[at]))
			continue;
		c = ng_text_at(s, at, &n);
		if (!ng_text_is_word(c) || is_unspaced(c))
			break;
	}
	return at;
}

/* The length of an apostrophe at `at`, or 0. */
static size_t
apostrophe(struct ng_str s, size_t at)
{
	if (at < s.n && s.p[at] == '\'')
		return 1;
	return ng_str_starts(ng_str_cut(s, at, s.n), NG_STR("’")) ? strlen("’") : 0;
}

/* Behind the "'s" of a word that ends at `at`, or `at`. */
static size_t
skip_suffix(struct ng_str s, size_t at)
{
	size_t mark = apostrophe(s, at), end;

	if (mark == 0)
		return at;
	end = run_end(s, at + mark);
	return end - at - mark <= 2 ? end : at;
}

/* A character of a script without spaces: the pair that it makes with the one before, or itself where it's alone. */
static bool
next_pair(struct ng_words *w, size_t n, struct ng_str *word)
{
	struct ng_str here = ng_str_cut(w->text, w->at, w->at + n);
	bool pair = w->before.n > 0 && w->before.p + w->before.n == here.p;
	size_t after = w->at + n, len = 0;
	int32_t next;

	*word = pair ? (struct ng_str){w->before.p, w->before.n + n} : here;
	w->before = here;
	w->at = after;
	if (pair || after >= w->text.n)
		return true;
	/* the first of a run has its pair with the next */
	next = ng_text_at(w->text, after, &len);
	return !is_unspaced(next) || !ng_text_is_word(next);
}

/* The word as it is compared; ASCII without the arena's help, since most words are. */
static struct ng_str
fold(struct ng_words *w, struct ng_str word)
{
	if (word.n > sizeof(w->folded))
		return ng_text_fold_bare(w->arena, word);
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];

		if (c >= 0x80)
			return ng_text_fold_bare(w->arena, word);
		w->folded[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return (struct ng_str){w->folded, word.n};
}

/* The word at hand where it is ASCII and nothing but ASCII ends it, as most are; else nothing has changed. */
static bool
next_ascii(struct ng_words *w, struct ng_str *word)
{
	struct ng_str s = w->text;
	size_t at = w->at, n = 0;

	while (at < s.n && n < sizeof(w->folded) && is_ascii_word(s.p[at]))
		w->folded[n++] = ascii_folded[(unsigned char)s.p[at++]];
	if (n == 0 || n == sizeof(w->folded) || (at < s.n && (!is_ascii(s.p[at]) || s.p[at] == '\'')))
		return false;
	w->at = at;
	*word = (struct ng_str){w->folded, n};
	return true;
}

static void
skip_ascii(struct ng_words *w)
{
	while (w->at < w->text.n && is_ascii(w->text.p[w->at]) && !is_ascii_word(w->text.p[w->at]))
		w->at++;
}

/* A byte of each of eight. */
#define EIGHT(byte) ((uint64_t)(byte) * 0x0101010101010101)

/* Eight bytes as a number, the first one lowest, whatever the processor's order: compilers make one read of it. */
static uint64_t
read_eight(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* The same at `at`, which is before the end, with zeros behind that. */
static uint64_t
eight_at(struct ng_str s, size_t at)
{
	size_t left = s.n - at;
	uint64_t v = 0;

	if (left >= 8)
		return read_eight(s.p + at);
	if (s.n >= 8)
		return read_eight(s.p + s.n - 8) >> (8 * (8 - left));
	for (size_t i = 0; i < left; i++)
		v |= (uint64_t)(unsigned char)s.p[at + i] << (8 * i);
	return v;
}

/*
 * The high bits of those of eight bytes that are ASCII and of a word. They are set by sums, which can't reach the next
 * byte (compare Warren, "Hacker's Delight", 6).
 */
static uint64_t
word_bytes(uint64_t v)
{
	uint64_t low = v & EIGHT(0x7F), small = low | EIGHT(0x20);
	uint64_t letter = (small + EIGHT(0x80 - 'a')) & ~(small + EIGHT(0x7F - 'z'));
	uint64_t digit = (low + EIGHT(0x80 - '0')) & ~(low + EIGHT(0x7F - '9'));
	uint64_t line = ~((low ^ EIGHT('_')) + EIGHT(0x7F));

	return (letter | digit | line) & ~v & EIGHT(0x80);
}

/* Letters of a word as small ones. */
static uint64_t
small_letters(uint64_t v)
{
	uint64_t capital = (v + EIGHT(0x80 - 'A')) & ~(v + EIGHT(0x7F - 'Z')) & EIGHT(0x80);

	return v | capital >> 2;
}

/* The high bit of each byte, that of the first one lowest: the product puts each where no other comes. */
static uint64_t
high_bits(uint64_t v)
{
	return ((v & EIGHT(0x80)) >> 7) * 0x0102040810204080 >> 56;
}

/* Looks at the next 64 bytes. */
static void
look_ahead(struct ng_words *w)
{
	size_t n = w->text.n - w->at < 64 ? w->text.n - w->at : 64;

	w->from = w->at;
	w->until = w->at + n;
	w->inside = w->other = 0;
	for (size_t i = 0; i < n; i += 8) {
		uint64_t v = eight_at(w->text, w->at + i);

		w->inside |= high_bits(word_bytes(v)) << i;
		w->other |= high_bits(v) << i;
	}
}

/* Goes to the next word, or to what isn't ASCII; false at the end. */
static bool
go_to_word(struct ng_words *w)
{
	while (w->at < w->text.n) {
		uint64_t bits;

		if (w->at >= w->until)
			look_ahead(w);
		bits = (w->inside | w->other) >> (w->at - w->from);
		if (bits != 0) {
			w->at += (size_t)__builtin_ctzll(bits);
			return true;
		}
		w->at = w->until;
	}
	return false;
}

bool
ng_words_next_short(struct ng_words *w, uint64_t letters[2])
{
	size_t n;

	if (!go_to_word(w))
		return false;
	if (w->until - w->at <= NG_WORDS_SHORT && w->until < w->text.n)
		look_ahead(w);
	n = (size_t)__builtin_ctzll(~(w->inside >> (w->at - w->from)) | (uint64_t)1 << 63);
	/* other letters, or an apostrophe, may make it another word */
	if (n == 0 || n > NG_WORDS_SHORT ||
	    (w->at + n < w->text.n && (!is_ascii(w->text.p[w->at + n]) || w->text.p[w->at + n] == '\'')))
		return false;
	letters[0] = small_letters(eight_at(w->text, w->at) & UINT64_MAX >> 8 * (n < 8 ? 8 - n : 0));
	letters[1] = n <= 8 ? 0 : small_letters(eight_at(w->text, w->at + 8) & UINT64_MAX >> 8 * (16 - n));
	w->at += n;
	return true;
}

bool
ng_words_next(struct ng_words *w, struct ng_str *word)
{
	for (;;) {
		size_t n, from, end;
		int32_t c;

		skip_ascii(w);
		from = w->at;
		if (from >= w->text.n)
			return false;
		if (next_ascii(w, word))
			return true;
		c = ng_text_at(w->text, from, &n);

		if (c >= 0x80 && is_unspaced(c) && ng_text_is_word(c)) {
			if (!next_pair(w, n, word))
				continue;
			*word = fold(w, *word);
			return true;
		}
		if (!ng_text_is_word(c)) {
			w->at += n;
			continue;
		}
		end = run_end(w->text, from);
		*word = fold(w, ng_str_cut(w->text, from, end));
		w->at = skip_suffix(w->text, end);
		/* l'argent, d'idées: a letter before an apostrophe is an article; a mark alone folds to nothing */
		if (word->n > 1 || (word->n == 1 && apostrophe(w->text, end) == 0))
			return true;
	}
}
