#include "network_parts.h"
#include "words.h"

/* What waits to be closed: whose, of what kind, and the noun or the goal that they share (ANY: all of them). */
struct key {
	uint32_t person, kind, noun, goal;
};

/*
 * How many statements of a key wait, and the exclusive-or of their numbers, which is the number itself where there
 * is one. So what is clear is found at once, however many wait. No kind: an empty place of the table.
 */
struct cell {
	struct key key;
	uint32_t n, numbers;
};

#define ANY NG_NONE
/* A power of two. */
#define FIRST_CELLS 64
/* A noun that is none, and one that stands for all that answer each other; what's below is a number of the network's nouns. */
#define NO_NOUN (NG_NONE - 1)
#define COUNSEL (NG_NONE - 2)

/* A bit for each of these nouns; a few share theirs. */
static uint64_t
bit_of(uint32_t noun)
{
	return (uint64_t)1 << (noun >= COUNSEL ? 61 + (noun - COUNSEL) : noun % 61);
}

/* The gots of a person, or the gaves to them, that are still to come; and the nouns by which all of them look for what waits. */
struct answers {
	uint64_t nouns;
	uint32_t left;
};

/* So many statements ahead memory is asked for: in the order of days they lie anywhere. */
#define AHEAD 8

/* Open lines of the same words, the oldest first. */
struct same {
	uint32_t *v;
	size_t n, cap;
};

/* What the words of lines and somebody whom they name (NG_NONE: nobody) are looked up by. */
struct same_key {
	uint32_t words, person;
};

struct closing {
	struct ng_network *net;
	struct ng_arena *arena; /* for all that isn't needed when everything is closed */
	struct ng_buf words_of; /* what is looked up among `words` */
	struct cell *cells;     /* a table with open addressing: a cell holds its key, and costs one look */
	size_t ncells, used;
	struct ng_table *words, *lines;
	struct same *same; /* of each of the lines */
	size_t same_cap;
	uint32_t *changes; /* of each person: how often what waits between us has changed */
	bool *counsel;     /* of each noun: it is one of those that answer each other */
	struct answers *answers; /* of each person: gots, and gaves */
	uint32_t open;     /* the kinds of which a line is open, a bit each */
	bool unclear;      /* the last search found several */
};

/*
 * Asked for an opinion, given advice: these nouns answer each other. Money, a card or an introduction answer
 * themselves alone.
 */
static bool *
find_counsel(const struct closing *c)
{
	static const char *const nouns[] = {"information", "idea",     "research", "advice",
	                                    "opinion",     "feedback", "help",     "recommendation"};
	uint32_t n = ng_table_count(c->net->nouns);
	bool *counsel = ng_arena_array(c->arena, n, sizeof(*counsel));

	for (uint32_t i = 0; i < n; i++)
		counsel[i] = ng_str_is_one_of(ng_table_name(c->net->nouns, i), nouns, sizeof(nouns) / sizeof(nouns[0]));
	return counsel;
}

static bool
is_counsel(const struct closing *c, const struct ng_statement *s)
{
	return s->noun != NG_NONE && c->counsel[s->noun];
}

/* The key's cell, or the empty one where it would stand. */
static struct cell *
find_cell(const struct closing *c, struct key k)
{
	const uint64_t odd = 0x9E3779B97F4A7C15; /* 2^64 by the golden ratio (Knuth, TAOCP 3, 6.4) */
	uint64_t hash = (((uint64_t)k.person << 32 | k.noun) * odd ^ ((uint64_t)k.goal << 32 | k.kind)) * odd;
	size_t i = (size_t)(hash >> 32) & (c->ncells - 1);

	while (c->cells[i].key.kind != 0 && (c->cells[i].key.person != k.person || c->cells[i].key.kind != k.kind ||
	                                     c->cells[i].key.noun != k.noun || c->cells[i].key.goal != k.goal))
		i = (i + 1) & (c->ncells - 1);
	return &c->cells[i];
}

/* The same where something is to be counted. */
static struct cell *
cell_at(struct closing *c, struct key key)
{
	struct cell *cell = find_cell(c, key);

	if (cell->key.kind != 0)
		return cell;
	/* there are many: at three quarters full they take half the memory, for little more than a probe */
	if (++c->used > c->ncells / 4 * 3) {
		const struct cell *old = c->cells;
		size_t n = c->ncells;

		c->ncells *= 2;
		c->cells = ng_arena_array(c->arena, c->ncells, sizeof(*c->cells));
		for (size_t i = 0; i < n; i++)
			if (old[i].key.kind != 0)
				*find_cell(c, old[i].key) = old[i];
		cell = find_cell(c, key);
	}
	cell->key = key;
	return cell;
}

static uint32_t
noun_of(const struct ng_statement *s)
{
	return s->noun == NG_NONE ? NO_NOUN : s->noun;
}

/* What may answer a waiting statement: the gots, or gaves, of its first person. */
static struct answers *
answers_to(const struct closing *c, const struct ng_statement *s)
{
	bool mine = s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_GAVE;

	return &c->answers[2 * (size_t)s->people.v[0] + mine];
}

/* Counts a waiting statement in, or out, of all cells that it belongs to and that will be looked up. */
static void
count(struct closing *c, uint32_t number, bool in)
{
	const struct ng_statement *s = c->net->statements[number];
	uint32_t nouns[] = {ANY, noun_of(s), COUNSEL};
	size_t n = is_counsel(c, s) ? 3 : 2;
	const struct answers *answers = answers_to(c, s);

	if (answers->left == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if ((answers->nouns & bit_of(nouns[i])) == 0)
			continue;
		c->changes[s->people.v[0]]++;
		for (size_t g = 0; g <= s->goals.n; g++) {
			struct key key = {s->people.v[0], (uint32_t)s->kind, nouns[i],
			                  g == s->goals.n ? ANY : s->goals.v[g]};
			struct cell *cell = cell_at(c, key);

			cell->n += in ? 1 : (uint32_t)-1;
			cell->numbers ^= number;
		}
	}
}

/* Offers, promises and asks wait for what passes between two people. */
static bool
waits(const struct ng_statement *s)
{
	return s->people.n > 0 && (s->state == NG_STATE_OPEN || s->state == NG_STATE_WAITING) &&
	       (s->kind == NG_KIND_ASK || s->kind == NG_KIND_OFFER || s->kind == NG_KIND_PROMISE);
}

static void
close_statement(struct closing *c, uint32_t number, uint32_t by, enum ng_state state)
{
	struct ng_statement *s = c->net->statements[number];

	if (waits(s))
		count(c, number, false);
	s->state = state;
	s->closed_by = by;
	s->done = c->net->statements[by]->date;
}

/* The only one of those with this goal, else, where none has it, of all; NG_NONE where that's unclear. */
static uint32_t
only(struct closing *c, struct key key, const uint32_t *nouns, size_t nnouns, struct ng_numbers goals)
{
	for (size_t g = 0; g <= goals.n; g++) {
		uint32_t n = 0, numbers = 0;

		key.goal = g == goals.n ? ANY : goals.v[g];
		for (size_t i = 0; i < nnouns; i++) {
			const struct cell *cell;

			key.noun = nouns[i];
			cell = find_cell(c, key);
			n += cell->n;
			numbers ^= cell->numbers;
		}
		if (n == 1)
			return numbers;
		if (n > 1) {
			c->unclear = true;
			return NG_NONE;
		}
	}
	return NG_NONE;
}

/* The nouns by which `answered` looks for what a got or gave answers. */
static uint64_t
nouns_asked(const struct closing *c, const struct ng_statement *s)
{
	if (noun_of(s) == NO_NOUN || ng_str_eq(s->what, NG_STR("no")))
		return bit_of(ANY);
	return bit_of(s->noun) | bit_of(NO_NOUN) | (is_counsel(c, s) ? bit_of(COUNSEL) : 0);
}

/* Which waiting statement of this kind a got or gave answers: that with its noun, else one that may have it. */
static uint32_t
answered(struct closing *c, const struct ng_statement *s, enum ng_kind kind)
{
	struct key key = {s->people.v[0], (uint32_t)kind, noun_of(s), ANY};
	uint32_t nouns[] = {NO_NOUN, COUNSEL}, any = ANY, own = key.noun;
	bool no = ng_str_eq(s->what, NG_STR("no"));

	if (no && kind == NG_KIND_OFFER)
		return NG_NONE;
	if (own == NO_NOUN || no)
		return only(c, key, &any, 1, s->goals);
	if (find_cell(c, key)->n > 0)
		return only(c, key, &own, 1, s->goals);
	/* a card or thanks come along with anything, and answer nothing that doesn't ask for them */
	if (ng_str_eq(s->what, NG_STR("card")) || ng_str_eq(s->what, NG_STR("thanks")))
		return NG_NONE;
	return only(c, key, nouns, is_counsel(c, s) ? 2 : 1, s->goals);
}

/* Earlier: on an earlier day; on the same day, or where a day is missing, not further down in the same file. */
static bool
may_close(const struct ng_network *net, uint32_t opener, uint32_t closer)
{
	const struct ng_statement *o = net->statements[opener], *s = net->statements[closer];

	if (o->date > 0 && s->date > 0 && o->date != s->date)
		return o->date < s->date;
	return o->file != s->file || opener < closer;
}

/* A got closes an ask and an offer, a gave a promise; `i` says which. */
static void
answer(struct closing *c, uint32_t number, size_t i)
{
	struct ng_statement *s = c->net->statements[number];
	enum ng_kind kind = s->kind == NG_KIND_GAVE ? NG_KIND_PROMISE : i == 0 ? NG_KIND_ASK : NG_KIND_OFFER;
	uint32_t closed;

	c->unclear = false;
	closed = answered(c, s, kind);
	if (c->unclear)
		s->unclear = true;
	if (closed == NG_NONE || !may_close(c->net, closed, number))
		return;
	close_statement(c, closed, number, NG_STATE_DONE);
	s->closes[i] = closed;
	if (s->goals.n == 0)
		ng_network_take_goals(c->net, s, c->net->statements[closed]);
}

static bool
is_answer(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE) && s->people.n > 0;
}

static void
answer_all(struct closing *c, uint32_t number)
{
	struct ng_statement *s = c->net->statements[number];

	if (!is_answer(s))
		return;
	s->unclear = false;
	for (size_t i = 0; i < (s->kind == NG_KIND_GOT ? 2 : 1); i++)
		if (s->closes[i] == NG_NONE)
			answer(c, number, i);
}

/* Adds the words of a text without names, folded, each with a space behind it. */
static void
add_plain_words(struct closing *c, struct ng_str text)
{
	struct ng_words words = ng_words_of(c->arena, text);
	struct ng_str word;

	while (ng_words_next(&words, &word)) {
		ng_buf_add(&c->words_of, word);
		ng_buf_char(&c->words_of, ' ');
	}
}

/* Adds the words of a text; without the names in it, which are compared as people, unless it has no others. */
static void
add_words(struct closing *c, struct ng_str text)
{
	size_t start = c->words_of.n, from = 0, len;

	for (size_t at = 0; at < text.n; at += len) {
		struct ng_str rest = ng_str_cut(text, at, text.n);
		uint32_t person;

		len = 1;
		if (ng_str_starts(rest, NG_STR("#goal/"))) {
			len = ng_str_find(rest, ' '); /* goals are compared as such */
		} else if ((text.p[at] != '@' && text.p[at] != '[') || !ng_network_name_at(c->net, rest, &len, &person)) {
			len = 1;
			continue;
		}
		add_plain_words(c, ng_str_cut(text, from, at));
		from = at + len;
	}
	add_plain_words(c, ng_str_cut(text, from, text.n));
	if (c->words_of.n == start)
		add_plain_words(c, text);
}

/* What lines of the same words have in common; empty where there is no word. */
static struct ng_str
words_of(struct closing *c, const struct ng_statement *s)
{
	c->words_of.n = 0;
	add_words(c, s->text);
	return ng_buf_str(&c->words_of);
}

/* Open lines of the same words that are looked through; more of them are no list of things to do. */
#define MOST_SAME 1000
/* How many of its people a statement is looked up by: that is enough, and keeps a crowd cheap. */
#define SAME_PEOPLE 4

/* The i-th of those by whom a statement is looked up: first nobody, then its people; false behind the last. */
static bool
looked_up_by(const struct ng_statement *s, size_t i, uint32_t *person)
{
	*person = i == 0 || i > s->people.n ? NG_NONE : s->people.v[i - 1];
	return i <= s->people.n && i <= SAME_PEOPLE;
}

static struct ng_str
same_bytes(const struct same_key *key)
{
	return (struct ng_str){(const char *)key, sizeof(*key)};
}

/* Makes room for the lines that a ticked one may end: only they are kept. */
static void
expect(struct closing *c, const struct ng_statement *s)
{
	struct ng_str words = words_of(c, s);
	struct same_key key;

	if (words.n == 0)
		return;
	key.words = ng_table_put(c->words, words);
	for (size_t i = 0; looked_up_by(s, i, &key.person); i++) {
		uint32_t n = ng_table_count(c->lines);

		if (ng_table_put(c->lines, same_bytes(&key)) < n)
			continue;
		c->same = ng_arena_more(c->arena, c->same, n, &c->same_cap, sizeof(*c->same));
		c->same[n] = (struct same){NULL, 0, 0};
	}
}

/* The words of a statement, if a ticked one has them; or NG_NONE. */
static uint32_t
expected_words(struct closing *c, const struct ng_statement *s)
{
	struct ng_str words;

	if (ng_table_count(c->words) == 0)
		return NG_NONE;
	words = words_of(c, s);
	return words.n == 0 ? NG_NONE : ng_table_find(c->words, words);
}

static void
wait_for_tick(struct closing *c, uint32_t number)
{
	const struct ng_statement *s = c->net->statements[number];
	struct same_key key = {expected_words(c, s), NG_NONE};

	/* under nobody only where it names nobody */
	for (size_t i = s->people.n > 0; key.words != NG_NONE && looked_up_by(s, i, &key.person); i++) {
		uint32_t line = ng_table_find(c->lines, same_bytes(&key));
		struct same *same;

		if (line == NG_NONE || c->same[line].n == MOST_SAME)
			continue;
		same = &c->same[line];
		same->v = ng_arena_more(c->arena, same->v, same->n, &same->cap, sizeof(*same->v));
		same->v[same->n++] = number;
	}
}

/*
 * Whether a ticked line ends an open one with its words: of its kind (a planned lunch becomes a met), and
 * not for another goal.
 */
static bool
ends(const struct ng_statement *open, const struct ng_statement *by)
{
	if (open->kind != by->kind && (open->kind != NG_KIND_NEXT || by->kind != NG_KIND_MET))
		return false;
	for (size_t i = 0; i < by->goals.n; i++)
		if (ng_numbers_have(open->goals, by->goals.v[i]))
			return true;
	return open->goals.n == 0 || by->goals.n == 0;
}

/*
 * Closes the earlier open lines that have the words of a ticked one, and somebody in common where both name
 * anybody.
 */
static void
tick(struct closing *c, uint32_t number)
{
	struct ng_statement *s = c->net->statements[number];
	enum ng_state state = s->written == NG_STATE_DROPPED ? NG_STATE_DROPPED : NG_STATE_DONE;
	struct same_key key = {expected_words(c, s), NG_NONE};

	for (size_t i = 0; key.words != NG_NONE && looked_up_by(s, i, &key.person); i++) {
		struct same *same = &c->same[ng_table_find(c->lines, same_bytes(&key))]; /* expect() made it */
		size_t kept = 0;

		for (size_t k = 0; k < same->n; k++) {
			struct ng_statement *open = c->net->statements[same->v[k]];

			if (open->closed_by != NG_NONE)
				continue;
			if (ends(open, s) && may_close(c->net, same->v[k], number))
				close_statement(c, same->v[k], number, state);
			else
				same->v[kept++] = same->v[k];
		}
		same->n = kept;
	}
}

/* Whether a statement ends open lines, of which there are some. */
static bool
is_ticked(const struct closing *c, const struct ng_statement *s)
{
	uint32_t ends = (uint32_t)1 << s->kind | (s->kind == NG_KIND_MET ? (uint32_t)1 << NG_KIND_NEXT : 0);

	return (s->written == NG_STATE_DONE || s->written == NG_STATE_DROPPED ||
	        (s->kind == NG_KIND_ASK && s->written == NG_STATE_WAITING)) &&
	       (c->open & ends) != 0;
}

static void
visit(struct closing *c, uint32_t number)
{
	const struct ng_statement *s = c->net->statements[number];

	if (is_ticked(c, s))
		tick(c, number);
	answer_all(c, number);
	if (s->state == NG_STATE_OPEN)
		wait_for_tick(c, number);
	if (waits(s))
		count(c, number, true);
}

static bool
takes_part(const struct ng_statement *s)
{
	return !s->planned && (s->written != NG_STATE_NONE || s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE);
}

/* How often what waits for the statement's first person has changed. */
static uint32_t
changes_of(const struct closing *c, uint32_t number)
{
	struct ng_numbers people = c->net->statements[number]->people;

	return people.n == 0 ? 0 : c->changes[people.v[0]];
}

/* A second look, where that isn't what it was at the first; it's the last one. */
static void
look_again(struct closing *c, const struct ng_dated *v, const uint32_t *changes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (changes_of(c, v[i].number) != changes[i])
			answer_all(c, v[i].number);
	for (size_t i = 0; i < n; i++)
		if (is_answer(c->net->statements[v[i].number]))
			answers_to(c, c->net->statements[v[i].number])->left--;
}

/* Lists what takes part; how many. */
static size_t
list_all(struct closing *c, struct ng_dated *v, size_t *undated)
{
	struct ng_network *net = c->net;
	size_t n = 0;

	for (size_t i = 0; i < net->nstatements; i++) {
		struct ng_statement *s = net->statements[i];

		if (s->order != i)
			s->order = (uint32_t)i; /* from now on its number */
		if (!takes_part(s))
			continue;
		*undated += s->date == 0;
		c->open |= s->state == NG_STATE_OPEN ? (uint32_t)1 << s->kind : 0;
		v[n++] = (struct ng_dated){s->date, s->order};
		if (is_answer(s)) {
			answers_to(c, s)->left++;
			answers_to(c, s)->nouns |= nouns_asked(c, s);
		}
	}
	for (size_t i = 0; i < n && c->open != 0; i++)
		if (is_ticked(c, net->statements[v[i].number]))
			expect(c, net->statements[v[i].number]);
	return n;
}

/* Asks for the memory of what is looked at soon: first for where it lies. */
static void
look_ahead(const struct ng_network *net, const struct ng_dated *v, size_t n, size_t i)
{
	if (i + 2 * AHEAD < n)
		__builtin_prefetch(&net->statements[v[i + 2 * AHEAD].number]);
	if (i + AHEAD < n)
		__builtin_prefetch(net->statements[v[i + AHEAD].number], 1);
}

/*
 * In date order: first what has no date, then day by day. A got that found nothing is looked at again at its
 * day's end (its ask may stand in a later file), and where it has no date at the very end.
 */
static void
close_all(struct ng_arena *scratch, void *context)
{
	struct ng_network *net = context;
	struct closing c = {.net = net, .arena = scratch, .words_of = {.arena = scratch}};
	struct ng_dated *v = ng_arena_array(scratch, net->nstatements, sizeof(*v));
	uint32_t *changes; /* of each: what had changed when it was looked at */
	size_t n, undated = 0, first;

	c.ncells = FIRST_CELLS;
	c.cells = ng_arena_array(scratch, c.ncells, sizeof(*c.cells));
	c.words = ng_table_new(scratch);
	c.lines = ng_table_new(scratch);
	c.changes = ng_arena_array(scratch, net->npeople, sizeof(*c.changes));
	c.answers = ng_arena_array(scratch, net->npeople, 2 * sizeof(*c.answers));
	c.counsel = find_counsel(&c);
	n = list_all(&c, v, &undated);
	ng_dated_sort(scratch, v, n);
	changes = ng_arena_array(scratch, n, sizeof(*changes));
	first = undated; /* of a day */
	for (size_t i = 0; i < n; i++) {
		look_ahead(net, v, n, i);
		changes[i] = changes_of(&c, v[i].number);
		visit(&c, v[i].number);
		if (i < undated || (i + 1 < n && v[i + 1].day == v[i].day))
			continue;
		look_again(&c, v + first, changes + first, i + 1 - first);
		first = i + 1;
	}
	look_again(&c, v, changes, undated);
}

void
ng_closing_apply(struct ng_network *net)
{
	ng_arena_scratch(net->arena, close_all, net);
}
