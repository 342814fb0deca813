#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* More words has no name: the rest is no part of it. */
#define MOST_WORDS 12
/* Pronouns are not longer, in bytes. */
#define PRONOUNS_LIMIT 40
/* What stands in brackets is not longer, in bytes. */
#define GROUP_LIMIT 200
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const prefixes[] = {
	"dr", "dr.", "prof", "prof.", "univ.-prof.", "pd", "priv.-doz.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mx",
	"mx.", "miss", "herr", "hr.", "frau", "fr.", "mme", "mme.", "mlle", "sra.", "sr.", "sir", "dame", "rev", "rev.",
	"ing.", "mag.", "dott.", "dott.ssa", "avv.",
};

static const char *const salutations[] = {
	"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mx", "mx.", "miss", "herr", "herrn", "hr.", "frau", "fr.", "m.", "mme", "mme.",
	"mlle", "mlle.", "monsieur", "madame", "sig.", "sig.ra", "sra.", "sr.", "señor", "señora", "dhr.", "mevr.",
};

/* What follows a "Dr.". */
static const char *const faculties[] = {
	"med.", "phil.", "rer.", "nat.", "pol.", "oec.", "jur.", "iur.", "theol.", "vet.", "dent.", "habil.", "h.c.",
};

static const char *const suffixes[] = {
	"phd", "ph.d", "ph.d.", "dphil", "d.phil.", "mba", "m.b.a.", "emba", "msc", "m.sc", "m.sc.", "bsc", "b.sc", "b.sc.",
	"m.a.", "b.a.", "m.s.", "b.s.", "meng", "m.eng.", "beng", "b.eng.", "mfa", "llm", "ll.m.", "llb", "ll.b.", "j.d.",
	"m.d.", "dds", "d.d.s.", "mph", "msw", "edd", "ed.d.", "psyd", "dba", "esq", "esq.", "cpa", "cfa", "acca", "pmp",
	"csm", "cspo", "cissp", "phr", "sphr", "shrm-cp", "mrics", "frcs", "riba",
};

/* Of these, in small letters too, names are made: they count in capitals behind two words. */
static const char *const capitals[] = {"MA", "BA", "MS", "BS", "MD", "JD", "DO", "RN", "PE", "CA", "OBE", "MBE", "CBE"};

static const char *const generations[] = {"jr", "jr.", "jun.", "sr", "sr.", "sen.", "ii", "iii", "iv"};

static const char *const particles[] = {
	"van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "das", "dos", "du", "des",
	"la", "le", "el", "al", "bin", "bint", "ibn", "ben", "ter", "ten", "op", "af", "av", "st.",
};

static const char *const pronouns[] = {
	"she", "her", "hers", "he", "him", "his", "they", "them", "their", "theirs", "it", "its", "any", "all", "xe", "xem",
	"ze", "zir", "zie", "hir", "ey", "em", "fae", "faer", "sie", "ihr", "er", "ihm", "ihn", "dey", "deren", "elle",
	"il", "lui", "iel", "ella", "él", "el", "elles", "ela", "ele", "hen", "hon", "han",
};

/* A firm's name may have a comma, too. */
static const char *const firms[] = {
	"inc", "inc.", "ltd", "ltd.", "llc", "llp", "plc", "corp", "corp.", "co", "co.", "gmbh", "ag", "kg", "sa", "bv",
};

#define IS_ONE_OF(s, list) ng_str_is_one_of(s, list, COUNT(list))

static bool
is_prefix(struct ng_arena *a, struct ng_str word, bool behind_another)
{
	struct ng_str s = ng_text_fold(a, word);

	return IS_ONE_OF(s, prefixes) || ng_str_starts(s, NG_STR("dipl.-")) || ng_str_starts(s, NG_STR("dr.-")) ||
	       (behind_another && IS_ONE_OF(s, faculties));
}

/* A word without what it is marked by: "PMP®". */
static struct ng_str
unmarked(struct ng_str word)
{
	size_t i, n;

	while (word.n > 0 && word.p[word.n - 1] != '.') {
		for (i = word.n - 1; i > 0 && ((unsigned char)word.p[i] & 0xC0) == 0x80; i--)
			;
		if (ng_text_is_word(ng_text_at(word, i, &n)))
			break;
		word.n = i;
	}
	return word;
}

/* A word in folded case, without what it is marked by. */
static struct ng_str
plain_word(struct ng_arena *a, struct ng_str word)
{
	return ng_text_fold(a, unmarked(word));
}

/* True for what may stand behind a name of `before` words, at least one. */
static bool
is_suffix(struct ng_arena *a, struct ng_str word, size_t before)
{
	struct ng_str s = plain_word(a, word);

	return IS_ONE_OF(s, suffixes) || IS_ONE_OF(s, generations) || (before > 1 && IS_ONE_OF(unmarked(word), capitals));
}

/* "she/her", "they"; a word of its own only with the slash. */
static bool
is_pronouns(struct ng_arena *a, struct ng_str s, bool slash)
{
	s = ng_str_trim(s);
	if (s.n == 0 || s.n > PRONOUNS_LIMIT || (slash && ng_str_find(s, '/') == s.n))
		return false;
	s = ng_text_fold(a, s);
	while (s.n > 0) {
		size_t to = ng_str_find(s, '/');

		if (!IS_ONE_OF(ng_str_trim(ng_str_cut(s, 0, to)), pronouns))
			return false;
		s = ng_str_cut(s, to + 1, s.n);
	}
	return true;
}

static void
add_word(struct ng_buf *b, struct ng_str word)
{
	if (b->n > 0 && word.n > 0)
		ng_buf_char(b, ' ');
	ng_buf_add(b, word);
}

/* Behind the word that begins at i: at white space or a comma, which is one of its own. */
static size_t
word_end(struct ng_str s, size_t i)
{
	size_t end = i;

	while (end < s.n && s.p[end] != ' ' && s.p[end] != ',')
		end++;
	return end > i ? end : i + 1;
}

/* Behind what closes the bracket or quotation mark at i, where a word ends; or i. */
static size_t
group_end(struct ng_str s, size_t i)
{
	static const char *const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"\"", "\""}, {"“", "”"}, {"„", "“"}};

	for (size_t k = 0; k < COUNT(pairs); k++) {
		struct ng_str rest = ng_str_cut(s, i, s.n), open = ng_str_of(pairs[k][0]), close = ng_str_of(pairs[k][1]);

		if (!ng_str_starts(rest, open))
			continue;
		for (size_t end = i + open.n; end < s.n && end < i + GROUP_LIMIT; end++)
			if (ng_str_starts(ng_str_cut(s, end, s.n), close)) {
				end += close.n;
				return end == s.n || s.p[end] == ' ' || s.p[end] == ',' ? end : i;
			}
		return i;
	}
	return i;
}

/* A name on its way. */
struct reader {
	struct ng_arena *a;
	struct ng_name *name;
	struct ng_str bare;    /* without what stands in brackets */
	struct ng_buf groups;  /* that */
	struct ng_buf suffix;
	bool turned;           /* "Keller, Maria" */
};

/* True where all words of a part behind a comma or in brackets are titles and degrees. */
static bool
is_titles(struct ng_arena *a, struct ng_str part, size_t before)
{
	struct ng_str word;

	while (ng_str_word(&part, &word))
		if (word.n > 0 && !is_suffix(a, word, before) && !is_prefix(a, word, true))
			return false;
	return true;
}

/* With single spaces, without commas at the end. */
static struct ng_str
tidy(struct ng_arena *a, struct ng_str s)
{
	s = ng_text_squeeze(a, s);
	while (ng_str_ends(s, NG_STR(",")))
		s = ng_str_trim(ng_str_cut(s, 0, s.n - 1));
	return s;
}

/* Without pronouns, in brackets or not, and apart what else stands in brackets. */
static void
read_groups(struct reader *r, struct ng_str s)
{
	struct ng_buf shown = {.arena = r->a}, bare = {.arena = r->a};
	bool pronoun = false;

	for (size_t i = 0, end; i < s.n; i = end) {
		bool first = i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == ',';
		struct ng_str part;

		if (pronoun && s.p[i] == ',' && shown.n > 0)
			shown.n--;
		end = first ? group_end(s, i) : i;
		if (end > i) {
			part = ng_str_cut(s, i, end);
			pronoun = strchr("([", s.p[i]) != NULL && is_pronouns(r->a, ng_str_cut(part, 1, part.n - 1), false);
			if (!pronoun && strchr("([", s.p[i]) != NULL && is_titles(r->a, ng_str_cut(part, 1, part.n - 1), 2))
				add_word(&r->suffix, ng_str_cut(part, 1, part.n - 1));
			else if (!pronoun)
				add_word(&r->groups, part);
		} else {
			end = word_end(s, i);
			part = ng_str_cut(s, i, end);
			pronoun = first && is_pronouns(r->a, part, true);
			if (!pronoun)
				ng_buf_add(&bare, part);
		}
		if (!pronoun)
			ng_buf_add(&shown, part);
		else if (r->name->pronouns.n == 0)
			r->name->pronouns = ng_str_trim(s.p[i] == '(' || s.p[i] == '[' ? ng_str_cut(part, 1, part.n - 1) : part);
	}
	r->name->shown = tidy(r->a, ng_buf_str(&shown));
	r->bare = tidy(r->a, ng_buf_str(&bare));
	if (r->name->shown.n == 0)
		r->name->shown = s;
	if (r->bare.n == 0)
		r->bare = r->name->shown;
}

/* True where a part behind a comma may be given names. */
static bool
is_given(struct ng_arena *a, struct ng_str part)
{
	struct ng_str word;
	size_t words = 0, n;

	for (; ng_str_word(&part, &word); words++) {
		if (IS_ONE_OF(ng_text_fold(a, word), firms))
			return false;
		for (size_t i = 0; i < word.n; i += n) {
			int32_t c = ng_text_at(word, i, &n);

			if (c == '_' || (c < 0x80 && ng_is_digit((char)c)) ||
			    (!ng_text_is_word(c) && c != 0x2019 && strchr(".-'", word.p[i]) == NULL))
				return false;
		}
	}
	return words <= 4;
}

/* The name without what commas add to it; "Keller, Maria" turned. */
static struct ng_str
read_commas(struct reader *r)
{
	struct ng_str first = {NULL, 0}, second = {NULL, 0}, rest = r->bare, word;
	struct ng_buf whole = {.arena = r->a}, turned = {.arena = r->a};
	bool one, third = false;

	while (rest.n > 0) {
		size_t comma = ng_str_find(rest, ',');
		struct ng_str part = ng_str_trim(ng_str_cut(rest, 0, comma));

		rest = ng_str_cut(rest, comma + 1, rest.n);
		if (first.n > 0 && is_titles(r->a, part, ng_str_find(first, ' ') < first.n ? 2 : 1)) {
			add_word(&r->suffix, part);
			continue;
		}
		if (first.n == 0)
			first = part;
		else if (second.n == 0)
			second = part;
		else
			third = true;
		ng_buf_add(&whole, whole.n > 0 ? NG_STR(", ") : NG_STR(""));
		ng_buf_add(&whole, part);
	}
	if (second.n == 0)
		return first;
	one = ng_str_find(first, ' ') == first.n;
	word = ng_str_cut(first, 0, ng_str_find(first, ' '));
	r->name->more = true;
	r->turned = (one || IS_ONE_OF(ng_text_fold(r->a, word), particles)) && is_given(r->a, second);
	if (!r->turned && !one)
		return first;
	r->name->more = third && r->turned;
	if (!r->turned)
		return ng_buf_str(&whole);
	add_word(&turned, second);
	add_word(&turned, first);
	return ng_buf_str(&turned);
}

/* The words [from, to) of a name, without initials in their middle if `called`. */
static struct ng_str
join(struct ng_arena *a, const struct ng_str *words, size_t from, size_t to, bool called)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = from; i < to; i++) {
		struct ng_str s = words[i];
		size_t n = 0;
		bool initial = ng_text_is_upper(ng_text_at(s, 0, &n)) &&
		               (n == s.n || (n + 1 == s.n && s.p[n] == '.'));

		if (!called || i == from || i + 1 == to || !initial)
			add_word(&b, s);
	}
	return ng_buf_str(&b);
}

static void
read_words(struct reader *r, struct ng_str base)
{
	struct ng_str words[MOST_WORDS], word, rest = base;
	struct ng_name *name = r->name;
	size_t n = 0, from = 0, to, family;
	struct ng_buf suffix = {.arena = r->a};

	while (n < MOST_WORDS && ng_str_word(&rest, &word))
		words[n++] = word;
	to = n;
	while (from + 1 < to && is_prefix(r->a, words[from], from > 0))
		from++;
	while (to > from + 1 && is_suffix(r->a, words[to - 1], to - 1 - from))
		to--;
	add_word(&suffix, join(r->a, words, to, n, false));
	add_word(&suffix, ng_buf_str(&r->suffix));
	name->suffix = ng_buf_str(&suffix);
	name->prefix = join(r->a, words, 0, from, false);
	name->called = join(r->a, words, from, to, true);
	for (family = to - (to > from + 1);
	     family > from + 1 && IS_ONE_OF(ng_text_fold(r->a, words[family - 1]), particles); family--)
		;
	name->family = join(r->a, words, family, to, false);
	name->given = join(r->a, words, from, family, false);
}

struct ng_name
ng_name_of(struct ng_arena *a, struct ng_str text)
{
	struct ng_name name = {.called = ng_text_squeeze(a, text)};
	struct reader r = {.a = a, .name = &name, .groups = {.arena = a}, .suffix = {.arena = a}};
	struct ng_str base, rest, word;

	if (name.called.n == 0)
		return name;
	read_groups(&r, name.called);
	base = read_commas(&r);
	read_words(&r, base.n > 0 ? base : r.bare);
	name.more = name.more || r.groups.n > 0;
	if (r.turned) {
		struct ng_buf shown = {.arena = a};

		add_word(&shown, base);
		ng_buf_add(&shown, r.suffix.n > 0 ? NG_STR(", ") : NG_STR(""));
		ng_buf_add(&shown, ng_buf_str(&r.suffix));
		add_word(&shown, ng_buf_str(&r.groups));
		name.shown = ng_buf_str(&shown);
	}
	rest = name.suffix;
	while (ng_str_word(&rest, &word) && name.generation.n == 0)
		if (IS_ONE_OF(plain_word(a, word), generations))
			name.generation = ng_text_fold(a, ng_str_cut(word, 0, ng_str_find(word, '.')));
	return name;
}

struct ng_str
ng_name_title(struct ng_arena *a, struct ng_str prefix)
{
	struct ng_buf b = {.arena = a};
	struct ng_str word;

	while (ng_str_word(&prefix, &word))
		if (!IS_ONE_OF(ng_text_fold(a, word), salutations))
			add_word(&b, word);
	return ng_buf_str(&b);
}

static int
by_bytes(const void *a, const void *b)
{
	return ng_str_cmp(*(const struct ng_str *)a, *(const struct ng_str *)b);
}

/* True for a character of a word; of a name of nothing but signs, for a sign. */
static bool
is_of_word(int32_t c, bool signs)
{
	return signs ? c != ' ' && c != ',' : ng_text_is_word(c);
}

/* The words of a folded name; returns how many. */
static size_t
split(struct ng_str s, bool signs, struct ng_str words[static MOST_WORDS])
{
	size_t count = 0, i = 0, n = 0;

	while (i < s.n && count < MOST_WORDS) {
		size_t from = i;

		for (; i < s.n && is_of_word(ng_text_at(s, i, &n), signs); i += n)
			;
		if (i > from)
			words[count++] = ng_str_cut(s, from, i);
		else
			i += n;
	}
	return count;
}

struct ng_str
ng_name_words(struct ng_arena *a, const struct ng_name *name)
{
	struct ng_str words[MOST_WORDS], s = ng_text_fold_bare(a, name->called);
	struct ng_buf b = {.arena = a};
	size_t count = split(s, false, words);

	if (count == 0)
		count = split(s, true, words);
	qsort(words, count, sizeof(*words), by_bytes);
	for (size_t i = 0; i < count; i++)
		add_word(&b, words[i]);
	/* nothing but commas, or accents */
	return b.n > 0 ? ng_buf_str(&b) : ng_text_fold(a, name->called);
}

bool
ng_name_share_word(struct ng_str a, struct ng_str b)
{
	struct ng_str word;

	while (ng_str_word(&a, &word))
		if (ng_str_has_word(b, word))
			return true;
	return false;
}
