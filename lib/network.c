#include "network.h"

#include <math.h>
#include <stdlib.h>

#include "network_parts.h"
#include "text.h"

/* Statements, and numbers in their lists, for which room is made at once. */
#define STATEMENTS 1024

struct ng_network *
ng_network_new(struct ng_arena *a)
{
	struct ng_network *net = ng_arena_alloc(a, sizeof(*net));

	net->arena = a;
	net->me = NG_NONE;
	net->topics = ng_table_new(a);
	net->files = ng_table_new(a);
	net->nouns = ng_table_new(a);
	net->links = ng_arena_alloc(a, sizeof(*net->links));
	net->links->refs = ng_table_new(a);
	net->links->slugs = ng_table_new(a);
	net->room = ng_arena_alloc(a, sizeof(*net->room));
	return net;
}

/* Puts the names of a list into refs; those without a sigil are nothing. */
static struct ng_numbers
keep_list(struct ng_network *net, struct ng_str list, uint32_t *at)
{
	struct ng_numbers numbers = {at, 0};
	struct ng_str word;

	while (ng_str_word(&list, &word))
		if (word.n > 1 && (word.p[0] == '@' || word.p[0] == '#' || word.p[0] == '['))
			at[numbers.n++] = ng_table_put(net->links->refs, word);
	return numbers;
}

/* What records that stand together share, once; `last`: that of the record before. */
static struct ng_str
keep_context(struct ng_network *net, struct ng_str s, struct ng_str last)
{
	return s.n == 0 ? NG_STR("") : ng_str_eq(s, last) ? last : ng_str_dup(net->arena, s);
}

/* The number of a `what`; that of the record before is often the same. */
static uint32_t
keep_noun(struct ng_network *net, struct ng_str what, const struct ng_statement *before)
{
	if (what.n == 0)
		return NG_NONE;
	return ng_str_eq(what, before->what) ? before->noun : ng_table_put(net->nouns, what);
}

static struct ng_statement *
new_statement(struct ng_network *net)
{
	struct ng_room *room = net->room;

	if (room->nstatements == 0) {
		room->nstatements = net->nstatements < STATEMENTS ? STATEMENTS / 16 : STATEMENTS;
		room->statements = ng_arena_array(net->arena, room->nstatements, sizeof(*room->statements));
	}
	room->nstatements--;
	return room->statements++;
}

/* Room for so many numbers; take_numbers takes what was needed of it. */
static uint32_t *
new_numbers(struct ng_network *net, size_t n)
{
	struct ng_room *room = net->room;

	if (room->numbers == NULL || room->nnumbers < n) {
		room->nnumbers = n > STATEMENTS ? n : STATEMENTS;
		room->numbers = ng_arena_array(net->arena, room->nnumbers, sizeof(*room->numbers));
	}
	return room->numbers;
}

static void
take_numbers(struct ng_network *net, size_t n)
{
	net->room->numbers += n;
	net->room->nnumbers -= n;
}

static float
score_of(struct ng_str s)
{
	char text[32];
	float score;

	if (s.n == 0 || s.n >= sizeof(text))
		return 0;
	for (size_t i = 0; i < s.n; i++)
		text[i] = s.p[i];
	text[s.n] = '\0';
	score = strtof(text, NULL);
	return isfinite(score) ? score : 0;
}

/* `last`: the statement before, or NULL. */
static struct ng_statement *
keep_statement(struct ng_network *net, const struct ng_record *r, enum ng_kind kind, const struct ng_statement *last)
{
	static const struct ng_statement nothing;
	const struct ng_str *f = r->field, none = NG_STR("");
	const struct ng_statement *before = last == NULL ? &nothing : last;
	struct ng_statement *s = new_statement(net);
	struct ng_str file;
	/* a name has two bytes at least, and a space behind it */
	uint32_t *at = new_numbers(net, (f[NG_FIELD_PEOPLE].n + f[NG_FIELD_GOALS].n + f[NG_FIELD_TOPICS].n) / 3 + 3);

	s->people = keep_list(net, f[NG_FIELD_PEOPLE], at);
	s->goals = keep_list(net, f[NG_FIELD_GOALS], at + s->people.n);
	s->topics = keep_list(net, f[NG_FIELD_TOPICS], at + s->people.n + s->goals.n);
	take_numbers(net, s->people.n + s->goals.n + s->topics.n);
	s->kind = kind;
	if (ng_str_find(f[NG_FIELD_PEOPLE], '[') < f[NG_FIELD_PEOPLE].n)
		ng_links_act(net, s);
	s->written = ng_record_state(r);
	s->date = ng_record_day(r, NG_FIELD_DATE);
	s->due = ng_record_day(r, NG_FIELD_DUE);
	s->done = ng_record_day(r, NG_FIELD_DONE);
	s->noun = keep_noun(net, f[NG_FIELD_WHAT], before);
	s->what = s->noun == NG_NONE ? none : ng_table_name(net->nouns, s->noun);
	s->text = f[NG_FIELD_TEXT].n == 0 ? none : ng_str_dup(net->arena, f[NG_FIELD_TEXT]);
	s->context = keep_context(net, f[NG_FIELD_CONTEXT], before->context);
	s->score = score_of(f[NG_FIELD_SCORE]);
	s->closed_by = s->closes[0] = s->closes[1] = NG_NONE;
	s->line = ng_record_line(r, &file);
	s->file = last != NULL && ng_str_eq(file, ng_table_name(net->files, last->file)) ? last->file
	                                                                                : ng_table_put(net->files, file);
	return s;
}

/* Whether nobody will ask for it. In a stream of matches alone they name people whom nothing else does: there all stay. */
static bool
is_unasked(struct ng_network *net, enum ng_kind kind)
{
	struct ng_room *room = net->room;

	if (kind != NG_KIND_BECAUSE) {
		room->part = kind == NG_KIND_GIVE ? net->gives : net->matches;
		room->terms = 0;
		return room->part == NG_FOUND_NOTHING && net->nstatements > 0;
	}
	return net->nstatements > 0 && (room->part >= NG_FOUND_NO_TERM || (room->part == NG_FOUND_FIRST_TERM && room->terms++ > 0));
}

static int
by_source(const void *a, const void *b)
{
	const struct ng_statement *s = *(struct ng_statement *const *)a, *t = *(struct ng_statement *const *)b;
	int order;

	if (s->file != t->file)
		return s->file < t->file ? -1 : 1;
	if (s->line != t->line)
		return s->line < t->line ? -1 : 1;
	if (s->kind != t->kind)
		return s->kind < t->kind ? -1 : 1;
	order = ng_str_cmp(s->what, t->what);
	if (order == 0)
		order = ng_str_cmp(s->text, t->text);
	return order != 0 ? order : (s->order > t->order) - (s->order < t->order);
}

void
ng_network_add(struct ng_network *net, const struct ng_record *r)
{
	enum ng_kind kind = ng_record_kind(r);
	bool found = kind == NG_KIND_MATCH || kind == NG_KIND_GIVE || kind == NG_KIND_BECAUSE;
	struct ng_statement ***list = found ? &net->found : &net->statements;
	size_t *n = found ? &net->nfound : &net->nstatements;
	size_t *cap = found ? &net->cap_found : &net->cap_statements;

	net->nunread += kind == NG_KIND_UNREAD;
	if (kind == NG_KIND_UNKNOWN || kind == NG_KIND_UNREAD || (found && is_unasked(net, kind)))
		return;
	*list = ng_arena_more(net->arena, *list, *n, cap, sizeof(**list));
	(*list)[*n] = keep_statement(net, r, kind, *n > 0 ? (*list)[*n - 1] : NULL);
	(*list)[*n]->order = (uint32_t)*n;
	if (!found) {
		net->room->of_kind[kind]++;
		net->room->unordered |= *n > 0 && by_source(&(*list)[*n - 1], &(*list)[*n]) >= 0;
	}
	++*n;
}

static int
by_name(const void *a, const void *b)
{
	return ng_str_cmp(*(const struct ng_str *)a, *(const struct ng_str *)b);
}

/* Numbers the files anew in the order of their names, so that numbers compare as names do; false: they did already. */
static bool
sort_files(struct ng_network *net)
{
	uint32_t n = ng_table_count(net->files), *number;
	struct ng_str *names = ng_arena_array(net->arena, n, sizeof(*names));
	struct ng_table *sorted;
	bool already = true;

	for (uint32_t i = 0; i < n; i++) {
		names[i] = ng_table_name(net->files, i);
		already = already && (i == 0 || by_name(&names[i - 1], &names[i]) < 0);
	}
	if (already)
		return false;
	sorted = ng_table_new(net->arena);
	qsort(names, n, sizeof(*names), by_name);
	for (uint32_t i = 0; i < n; i++)
		ng_table_put(sorted, names[i]);
	number = ng_arena_array(net->arena, n, sizeof(*number));
	for (uint32_t i = 0; i < n; i++)
		number[i] = ng_table_find(sorted, ng_table_name(net->files, i));
	for (size_t i = 0; i < net->nstatements; i++)
		net->statements[i]->file = number[net->statements[i]->file];
	for (size_t i = 0; i < net->nfound; i++)
		net->found[i]->file = number[net->found[i]->file];
	net->files = sorted;
	return true;
}

/* The order of records carries no meaning, so all that depends on an order uses that of the sources. */
static void
sort_statements(struct ng_network *net)
{
	bool renumbered = sort_files(net);

	if (net->nstatements > 1 && (renumbered || net->room->unordered))
		qsort(net->statements, net->nstatements, sizeof(struct ng_statement *), by_source);
}

static void
apply_day(struct ng_network *net, struct ng_statement *s)
{
	bool promised = s->kind == NG_KIND_GOAL || s->kind == NG_KIND_NEED || s->kind == NG_KIND_OFFER ||
	                s->kind == NG_KIND_PROMISE || s->kind == NG_KIND_NEXT;

	s->planned = s->date > net->today;
	if ((s->written == NG_STATE_DONE || s->written == NG_STATE_DROPPED) && s->done > net->today) {
		s->written = s->kind == NG_KIND_ASK ? NG_STATE_WAITING
		             : promised             ? NG_STATE_OPEN
		                                    : NG_STATE_NONE;
		s->done = 0;
	}
	s->state = s->written;
}

/* Says of each statement how it is as of the day, and lists those of each kind. */
static void
list_kinds(struct ng_network *net)
{
	const size_t *n = net->room->of_kind;
	uint32_t *v = ng_arena_array(net->arena, net->nstatements, sizeof(*v)), *at[NG_KINDS];

	for (size_t k = 0; k < NG_KINDS; k++) {
		at[k] = v;
		net->of_kind[k] = (struct ng_numbers){v, n[k]};
		v += n[k];
	}
	net->kinds = ng_arena_array(net->arena, net->nstatements, sizeof(*net->kinds));
	for (uint32_t i = 0; i < net->nstatements; i++) {
		apply_day(net, net->statements[i]);
		net->kinds[i] = net->statements[i]->kind;
		*at[net->kinds[i]]++ = i;
	}
}

/* The first definition's text, what a later date says of its end, and the last date's due day. */
static void
define_goal(struct ng_arena *a, struct ng_goal *g, const struct ng_statement *s, uint32_t number, ng_day *said)
{
	if (g->definition == NG_NONE)
		g->definition = number;
	if (g->name.n == 0)
		g->name = ng_text_shorten(a, s->text, 2 * NG_NAME_TEXT);
	if (s->due > 0 && (g->due == 0 || s->date >= *said)) {
		g->due = s->due;
		*said = s->date;
	}
	if (s->state == NG_STATE_DONE || s->state == NG_STATE_DROPPED) {
		g->state = s->state;
		g->done = s->done > 0 ? s->done : s->date;
	}
}

static void
define(struct ng_network *net)
{
	struct ng_numbers people = net->of_kind[NG_KIND_PERSON], goals = net->of_kind[NG_KIND_GOAL];
	ng_day *said = ng_arena_array(net->arena, net->ngoals, sizeof(*said));

	for (size_t i = 0; i < people.n; i++) {
		const struct ng_statement *s = net->statements[people.v[i]];
		struct ng_person *p = s->people.n == 0 ? NULL : &net->people[s->people.v[0]];

		if (p == NULL || p->name.n > 0)
			continue;
		p->name = s->text;
		p->called = ng_text_shorten(net->arena, ng_links_called(s->text), NG_NAME_TEXT);
	}
	ng_network_name_linked(net);
	for (size_t i = 0; i < goals.n; i++) {
		const struct ng_statement *s = net->statements[goals.v[i]];

		if (s->goals.n > 0 && !s->planned)
			define_goal(net->arena, &net->goals[s->goals.v[0]], s, goals.v[i], &said[s->goals.v[0]]);
	}
}

/* The statements of the k-th of all people and then all goals. */
static struct ng_numbers *
list_of(struct ng_network *net, size_t k)
{
	return k < net->npeople ? &net->people[k].statements : &net->goals[k - net->npeople].statements;
}

void
ng_network_take_goals(struct ng_network *net, struct ng_statement *s, const struct ng_statement *other)
{
	s->goals = other->goals;
	for (size_t g = 0; g < s->goals.n; g++)
		net->goals[s->goals.v[g]].statements.n++;
}

/* Gives each person and goal the numbers of its statements, which are counted already: one array for all. */
static void
list_statements(struct ng_network *net)
{
	size_t n = net->npeople + net->ngoals, at = 0;
	uint32_t *start = ng_arena_array(net->arena, n + 1, sizeof(*start)), *v; /* of each person's list, then each goal's */

	for (size_t k = 0; k < n; k++) {
		start[k] = (uint32_t)at;
		at += list_of(net, k)->n;
	}
	v = ng_arena_array(net->arena, at, sizeof(*v));
	for (size_t k = 0; k < n; k++)
		list_of(net, k)->v = v + start[k];
	for (uint32_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		for (size_t k = 0; k < s->people.n; k++)
			v[start[s->people.v[k]]++] = i;
		for (size_t k = 0; k < s->goals.n; k++)
			v[start[net->npeople + s->goals.v[k]]++] = i;
	}
}

static bool
is_field(const struct ng_statement *s)
{
	return !s->planned && s->people.n > 0;
}

/* Gives each person their fields, which are looked at more often than anything else. */
static void
list_fields(struct ng_network *net)
{
	struct ng_numbers fields = net->of_kind[NG_KIND_FIELD];
	uint32_t *v = ng_arena_array(net->arena, fields.n, sizeof(*v)), **at;

	at = ng_arena_array(net->arena, net->npeople, sizeof(*at));
	for (size_t i = 0; i < fields.n; i++)
		if (is_field(net->statements[fields.v[i]]))
			net->people[net->statements[fields.v[i]]->people.v[0]].fields.n++;
	for (size_t p = 0; p < net->npeople; p++) {
		net->people[p].fields.v = at[p] = v;
		v += net->people[p].fields.n;
	}
	for (size_t i = 0; i < fields.n; i++)
		if (is_field(net->statements[fields.v[i]]))
			*at[net->statements[fields.v[i]]->people.v[0]]++ = fields.v[i];
}

/* Counts those of each day, then hands out the places: days are few beside statements. */
void
ng_dated_sort(struct ng_arena *a, struct ng_dated *v, size_t n)
{
	struct ng_dated *sorted = ng_arena_array(a, n, sizeof(*sorted));
	ng_day first = 0, last = 0;
	size_t *start;

	for (size_t i = 0; i < n; i++) {
		first = v[i].day > 0 && (first == 0 || v[i].day < first) ? v[i].day : first;
		last = v[i].day > last ? v[i].day : last;
	}
	/* the place of what has no date is 0, that of the first day 1 */
	start = ng_arena_array(a, (size_t)(last - first) + 3, sizeof(*start));
	for (size_t i = 0; i < n; i++)
		start[(v[i].day == 0 ? 0 : v[i].day - first + 1) + 1]++;
	for (ng_day day = 0; day <= last - first + 1; day++)
		start[day + 1] += start[day];
	for (size_t i = 0; i < n; i++)
		sorted[start[v[i].day == 0 ? 0 : v[i].day - first + 1]++] = v[i];
	for (size_t i = 0; i < n; i++)
		v[i] = sorted[i];
}

void
ng_network_settle(struct ng_network *net, ng_day today, struct ng_str me)
{
	net->today = today;
	sort_statements(net);
	list_kinds(net);
	ng_links_resolve(net);
	define(net);
	list_fields(net);
	ng_contact_apply(net, me);
	ng_closing_apply(net);
	ng_seats_apply(net);
	list_statements(net); /* closing and seats give a got the goal of what it answers */
}

const struct ng_statement *
ng_network_field(const struct ng_network *net, uint32_t person, struct ng_str key)
{
	struct ng_numbers list = net->people[person].fields;
	const struct ng_statement *found = NULL;

	for (size_t i = 0; i < list.n; i++) {
		const struct ng_statement *s = net->statements[list.v[i]];

		if (ng_str_eq(s->what, key) && (found == NULL || s->date > found->date))
			found = s;
	}
	return found;
}

ng_day
ng_network_last_contact(const struct ng_network *net, uint32_t person)
{
	const struct ng_person *p = &net->people[person];

	return p->contacts.n == 0 ? 0 : p->days[p->contacts.n - 1];
}

bool
ng_numbers_have(struct ng_numbers numbers, uint32_t number)
{
	for (size_t i = 0; i < numbers.n; i++)
		if (numbers.v[i] == number)
			return true;
	return false;
}

bool
ng_numbers_meet(struct ng_numbers a, struct ng_numbers b)
{
	for (size_t i = 0; i < b.n; i++)
		if (ng_numbers_have(a, b.v[i]))
			return true;
	return false;
}

uint32_t
ng_network_other(const struct ng_network *net, const struct ng_statement *s)
{
	for (size_t i = 0; i < s->people.n; i++)
		if (s->people.v[i] != net->me)
			return s->people.v[i];
	return NG_NONE;
}

bool
ng_network_is_exchange(const struct ng_network *net, const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE) && s->mine && !s->planned &&
	       s->written != NG_STATE_OPEN && s->written != NG_STATE_DROPPED && ng_network_other(net, s) != NG_NONE;
}

bool
ng_network_is_good(const struct ng_network *net, const struct ng_statement *s)
{
	return ng_network_is_exchange(net, s) && !ng_str_eq(s->what, NG_STR("no")) && !ng_str_eq(s->what, NG_STR("thanks"));
}

static bool
is_open_need(const struct ng_network *net, const struct ng_statement *s)
{
	if (s->kind != NG_KIND_NEED || s->state != NG_STATE_OPEN || s->planned)
		return false;
	for (size_t i = 0; i < s->goals.n; i++)
		if (net->goals[s->goals.v[i]].state == NG_STATE_OPEN)
			return true;
	return s->goals.n == 0;
}

bool
ng_network_is_mine(const struct ng_network *net, const struct ng_statement *s)
{
	return s->people.n == 0 || s->people.v[0] == net->me;
}

bool
ng_network_is_my_need(const struct ng_network *net, const struct ng_statement *s)
{
	return is_open_need(net, s) && ng_network_is_mine(net, s);
}

bool
ng_network_is_their_need(const struct ng_network *net, const struct ng_statement *s)
{
	return is_open_need(net, s) && !ng_network_is_mine(net, s);
}

bool
ng_network_is_in_goal(const struct ng_network *net, uint32_t goal, uint32_t above)
{
	struct ng_str inner = net->goals[goal].handle, outer = net->goals[above].handle;

	return ng_str_starts(inner, outer) && (inner.n == outer.n || inner.p[outer.n] == '/');
}

struct ng_str
ng_network_source(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s)
{
	struct ng_buf b = {.arena = a};

	ng_buf_add(&b, ng_table_name(net->files, s->file));
	if (s->line > 0) {
		ng_buf_char(&b, ':');
		ng_buf_number(&b, s->line);
	}
	return ng_buf_str(&b);
}

static void
add_word(struct ng_buf *b, struct ng_str word)
{
	if (b->n > 0)
		ng_buf_char(b, ' ');
	ng_buf_add(b, word);
}

struct ng_str
ng_network_handles(struct ng_arena *a, const struct ng_network *net, struct ng_numbers people)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < people.n; i++)
		add_word(&b, net->people[people.v[i]].handle);
	return ng_buf_str(&b);
}

struct ng_str
ng_network_goal_list(struct ng_arena *a, const struct ng_network *net, struct ng_numbers goals)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < goals.n; i++)
		add_word(&b, net->goals[goals.v[i]].handle);
	return ng_buf_str(&b);
}

struct ng_str
ng_network_topic_list(struct ng_arena *a, const struct ng_network *net, struct ng_numbers topics)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < topics.n; i++)
		add_word(&b, ng_table_name(net->topics, topics.v[i]));
	return ng_buf_str(&b);
}
