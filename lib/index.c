#include "index.h"

#include <errno.h>
#include <math.h>

#include "index_parts.h"
#include "text.h"

uint32_t
ng_index_name(struct ng_index *index, struct ng_str name)
{
	uint32_t n = ng_table_count(index->names), number = ng_table_put(index->names, name);

	if (number == n) {
		if (n == NG_INDEX_TERMS)
			ng_arena_fail(index->arena, E2BIG);
		index->terms = ng_arena_more(index->arena, index->terms, n, &index->cap, sizeof(*index->terms));
		index->terms[number] = (struct ng_term){.postings = NULL};
	}
	return number;
}

uint32_t
ng_index_term(struct ng_index *index, struct ng_str word)
{
	uint32_t form = NG_NONE, term;

	if (!ng_str_starts(word, NG_STR("#"))) {
		form = ng_table_find(index->forms, word);
		word = form == NG_NONE ? ng_stemmer_stem(index->stemmer, word) : word;
	}
	term = form != NG_NONE ? index->stems[form] : ng_table_find(index->names, word);
	return term >= NG_INDEX_UNASKED || index->terms[term].passages == 0 ? NG_NONE : term;
}

uint32_t
ng_index_put(struct ng_index *index, struct ng_str name, struct ng_term term)
{
	uint32_t number = ng_index_name(index, name);

	index->terms[number] = term;
	return number;
}

bool
ng_index_next_part(const struct ng_network *net, struct ng_str text, size_t *at, struct ng_str *part)
{
	size_t from = *at, i = from, n = 0;

	if (from >= text.n)
		return false;
	for (;; i++) {
		i += ng_str_find(ng_str_cut(text, i, text.n), '#');
		n = i < text.n ? ng_text_tag(text, i) : 0;
		if (i >= text.n || (n > 0 && ng_network_goal_tag(net, ng_str_cut(text, i, i + n)) != NG_NONE))
			break;
	}
	*part = ng_str_cut(text, from, i);
	*at = i + n;
	return true;
}

bool
ng_index_writes_topic(struct ng_str text, struct ng_str topic)
{
	for (size_t i = ng_str_find(text, '#'); i < text.n;
	     i += 1 + ng_str_find(ng_str_cut(text, i + 1, text.n), '#')) {
		size_t end = i + topic.n, n;

		if (ng_str_eq_nocase(ng_str_cut(text, i, end), topic) &&
		    (end >= text.n || !ng_text_is_word(ng_text_at(text, end, &n))))
			return true;
	}
	return false;
}

bool
ng_index_topic_above(struct ng_str *topic)
{
	size_t i = topic->n;

	while (i > 0 && topic->p[i - 1] != '/')
		i--;
	if (i <= 1)
		return false;
	*topic = ng_str_cut(*topic, 0, i - 1);
	return true;
}

void
ng_index_count_begin(struct ng_index *index)
{
	index->stamp++;
}

static bool
count_one(struct ng_index *index, uint32_t person)
{
	bool new = index->stamps[person] != index->stamp && person != index->net->me;

	index->stamps[person] = index->stamp;
	return new;
}

uint32_t
ng_index_count(struct ng_index *index, uint32_t passage)
{
	struct ng_numbers people = ng_index_people(index, passage);
	uint32_t n = 0;

	for (size_t i = 0; i < people.n; i++)
		n += count_one(index, people.v[i]);
	return n;
}

static struct ng_table *
titles_of(struct ng_arena *a, const struct ng_network *net)
{
	struct ng_numbers goals = net->of_kind[NG_KIND_GOAL];
	struct ng_table *titles = ng_table_new(a);

	for (size_t i = 0; i < goals.n; i++)
		ng_table_put(titles, ng_text_cut(net->statements[goals.v[i]]->text, NG_CONTEXT_PART));
	return titles;
}

/* Makes the terms that are asked for alone. */
static void
ask_for(struct ng_index *index, const struct ng_table *names)
{
	index->asked = true;
	for (uint32_t i = 0; i < ng_table_count(names); i++) {
		struct ng_str name = ng_table_name(names, i);

		ng_index_name(index, name);
		index->begins[ng_index_beginning_of(name)] = true;
		/* longer words may have this stem */
		for (unsigned char second = 0; name.n == 1 && second < 64; second++)
			index->begins[ng_index_beginning((unsigned char)name.p[0], second)] = true;
	}
}

struct ng_index *
ng_index_new(struct ng_arena *a, const struct ng_network *net, struct ng_stemmer *stemmer, const struct ng_table *names)
{
	struct ng_index *index = ng_arena_alloc(a, sizeof(*index));

	index->arena = a;
	index->net = net;
	index->stemmer = stemmer;
	index->names = ng_table_new(a);
	index->forms = ng_table_new(a);
	index->stops = ng_words_stops(a);
	index->lines = ng_arena_array(a, net->nstatements + 1, sizeof(*index->lines));
	index->titles = titles_of(a, net);
	index->stamps = ng_arena_array(a, net->npeople, sizeof(*index->stamps));
	if (names != NULL)
		ask_for(index, names);
	ng_arena_scratch(a, ng_index_read, index);
	return index;
}

const struct ng_term *
ng_index_postings(const struct ng_index *index, uint32_t term)
{
	return &index->terms[term];
}

double
ng_index_rarity_of(const struct ng_index *index, size_t people)
{
	double n = (double)index->people, held = (double)people < n ? (double)people : n;

	return pow(log(1 + (n - held + 0.5) / (held + 0.5)), NG_RANK_RARITY);
}

static uint32_t
people_of(struct ng_index *index, const struct ng_term *t)
{
	uint32_t people = 0;

	ng_index_count_begin(index);
	for (uint32_t i = 0; i < t->passages; i++) {
		if (i + NG_INDEX_AHEAD < t->passages)
			__builtin_prefetch(&index->whom[t->postings[i + NG_INDEX_AHEAD].passage]);
		people += ng_index_count(index, t->postings[i].passage);
	}
	return people;
}

double
ng_index_rarity(struct ng_index *index, uint32_t term)
{
	struct ng_term *t;

	if (term == NG_NONE)
		return ng_index_rarity_of(index, 0);
	t = &index->terms[term];
	if (t->people == 0)
		t->people = people_of(index, t);
	return ng_index_rarity_of(index, t->people) *
	       pow((double)t->occurrences / (double)t->passages, NG_RANK_SUBJECT);
}
