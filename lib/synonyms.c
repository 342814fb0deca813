#include "synonyms.h"

#include "table.h"
#include "text.h"
#include "words.h"

/* Words of a phrase that are compared: what is longer is no name for anything. */
#define LONGEST 8
/* Phrases of a group: each means all of them. */
#define MOST_MEMBERS 200
/* Pairs of phrases that mean the same, in all groups. */
#define MOST_PAIRS 1000000
/* Groups: a phrase may stand in all of them. */
#define MOST_GROUPS 3000

/* A phrase in a group, as it was read. */
struct member {
	uint32_t group;
	struct ng_str words; /* folded, without stop words, separated by one space */
};

/* What a phrase means. */
struct meaning {
	struct ng_str *phrases;
	size_t n, cap;
	uint32_t group;
	bool several; /* it stands in more than one group */
};

struct ng_synonyms {
	struct ng_arena *arena;
	struct member *members; /* group by group */
	size_t nmembers, cap_members;
	uint32_t groups;
	size_t pairs;
	struct ng_table *phrases; /* stems separated by one space */
	struct meaning *meanings; /* of each phrase */
	size_t cap_meanings;
};

struct ng_synonyms *
ng_synonyms_new(struct ng_arena *a)
{
	struct ng_synonyms *s = ng_arena_alloc(a, sizeof(*s));

	s->arena = a;
	s->phrases = ng_table_new(a);
	return s;
}

static struct ng_str
words_of(struct ng_arena *a, struct ng_str text)
{
	struct ng_words words = ng_words_of(a, text);
	struct ng_buf b = {.arena = a};
	struct ng_str word;

	while (ng_words_next(&words, &word)) {
		if (ng_words_is_stop(word))
			continue;
		if (b.n > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, word);
	}
	return ng_buf_str(&b);
}

#define NONE "no synonyms: write \"vc = venture capital, investor\""

/* Adds a phrase to the group that is being read, or tells why it is none. */
static const char *
add_member(struct ng_synonyms *s, struct ng_str phrase)
{
	struct ng_str words = words_of(s->arena, phrase);

	if (words.n == 0)
		return NONE;
	if (ng_str_count_words(words) > LONGEST)
		return "no synonyms: a phrase has 8 words at most";
	if (s->nmembers >= MOST_MEMBERS && s->members[s->nmembers - MOST_MEMBERS].group == s->groups)
		return "too many synonyms: 200 phrases at most mean the same";
	s->members = ng_arena_more(s->arena, s->members, s->nmembers, &s->cap_members, sizeof(*s->members));
	s->members[s->nmembers++] = (struct member){s->groups, words};
	return NULL;
}

/* "phrase = phrase, phrase": all or nothing; then tells why. */
static const char *
add_group(struct ng_synonyms *s, struct ng_str line)
{
	size_t before = s->nmembers, equals = ng_str_find(line, '=');
	const char *why = equals == line.n ? NONE : add_member(s, ng_str_cut(line, 0, equals));

	for (size_t i = equals + 1, end; why == NULL && i <= line.n; i = end + 1) {
		end = i + ng_str_find(ng_str_cut(line, i, line.n), ',');
		why = add_member(s, ng_str_cut(line, i, end));
	}
	s->pairs += (s->nmembers - before) * (s->nmembers - before);
	if (why == NULL && (s->pairs > MOST_PAIRS || s->groups == MOST_GROUPS))
		why = "too many synonyms: 3000 lines at most, and fewer where they are long";
	if (why != NULL)
		s->nmembers = before;
	else
		s->groups++;
	return why;
}

size_t
ng_synonyms_add(struct ng_synonyms *s, struct ng_str file, const char **why)
{
	size_t line = 1, end;

	for (size_t i = 0; i < file.n; i = ng_str_line_next(file, end), line++) {
		struct ng_str text;

		end = ng_str_line_end(file, i);
		text = ng_str_cut(file, i, end);
		text = ng_str_trim(ng_str_cut(text, 0, ng_str_find(text, '#')));
		if (text.n > 0 && (*why = add_group(s, text)) != NULL)
			return line;
	}
	*why = NULL;
	return 0;
}

static struct ng_str
stems_of(struct ng_synonyms *s, struct ng_stemmer *stemmer, struct ng_str words)
{
	struct ng_buf b = {.arena = s->arena};
	struct ng_str word;

	while (ng_str_word(&words, &word)) {
		if (b.n > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, ng_stemmer_stem(stemmer, word));
	}
	return ng_buf_str(&b);
}

static void
add_phrase(struct ng_synonyms *s, struct meaning *m, struct ng_str phrase)
{
	for (size_t i = 0; i < m->n; i++)
		if (ng_str_eq(m->phrases[i], phrase))
			return;
	m->phrases = ng_arena_more(s->arena, m->phrases, m->n, &m->cap, sizeof(*m->phrases));
	m->phrases[m->n++] = phrase;
}

/* Gives the phrase `to` all those of the group that begins at member `first`. */
static void
add_meaning(struct ng_synonyms *s, uint32_t to, size_t first)
{
	uint32_t group = s->members[first].group;
	struct meaning *m = &s->meanings[to];

	m->several = m->n > 0 && (m->several || m->group != group);
	m->group = group;
	for (size_t i = first; i < s->nmembers && s->members[i].group == group; i++)
		add_phrase(s, m, s->members[i].words);
}

void
ng_synonyms_stem(struct ng_synonyms *s, struct ng_stemmer *stemmer)
{
	for (size_t i = 0; i < s->nmembers; i++) {
		uint32_t n = ng_table_count(s->phrases);

		s->members[i].words = stems_of(s, stemmer, s->members[i].words);
		if (ng_table_put(s->phrases, s->members[i].words) == n) {
			s->meanings = ng_arena_more(s->arena, s->meanings, n, &s->cap_meanings, sizeof(*s->meanings));
			s->meanings[n] = (struct meaning){.n = 0};
		}
	}
	for (size_t i = 0, first = 0; i < s->nmembers; i++) {
		first = s->members[i].group == s->members[first].group ? first : i;
		add_meaning(s, ng_table_find(s->phrases, s->members[i].words), first);
	}
}

uint32_t
ng_synonyms_find(struct ng_arena *a, const struct ng_synonyms *s, const struct ng_str *stems, size_t n,
                 size_t *length)
{
	struct ng_buf b = {.arena = a};
	uint32_t found = NG_NONE;

	for (size_t i = 0; i < n && i < LONGEST && s->nmembers > 0; i++) {
		uint32_t phrase;

		if (i > 0)
			ng_buf_char(&b, ' ');
		ng_buf_add(&b, stems[i]);
		phrase = ng_table_find(s->phrases, ng_buf_str(&b));
		if (phrase == NG_NONE)
			continue;
		found = phrase;
		*length = i + 1;
	}
	return found;
}

const struct ng_str *
ng_synonyms_of(const struct ng_synonyms *s, uint32_t phrase, size_t *n)
{
	*n = s->meanings[phrase].n;
	return s->meanings[phrase].phrases;
}

struct ng_str
ng_synonyms_meaning(struct ng_arena *a, const struct ng_synonyms *s, uint32_t phrase)
{
	struct ng_buf b = {.arena = a};

	/* no stem has a `=` */
	ng_buf_char(&b, '=');
	if (s->meanings[phrase].several)
		ng_buf_add(&b, ng_table_name(s->phrases, phrase));
	else
		ng_buf_number(&b, s->meanings[phrase].group);
	return ng_buf_str(&b);
}
