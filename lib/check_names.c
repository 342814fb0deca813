/* check_names: people and goals that are named and never defined, or defined twice. */
#include "check_parts.h"
#include "near.h"
#include "text.h"

/* Who is named so often is somebody, also without a definition. */
#define KNOWN 5
/* Who is named more often is no slip of the finger. */
#define RARE 2
/* A shorter name is near to too many others. */
#define SHORTEST 5

struct names {
	struct ng_check *check;
	struct ng_network *net;
	uint32_t *definition; /* of each person the first statement that defines them, or NG_NONE */
	struct ng_near *people, *goals;
	struct ng_table *bare; /* handles of who is defined, without accents */
	uint32_t *bare_people;
	size_t bare_cap;
	struct ng_table *first; /* first names of who is defined */
	struct first_name {
		uint32_t person, last, count; /* the first and the last who has it */
	} *first_names;
	size_t cap;
};

static struct ng_str
file_of(const struct ng_network *net, const struct ng_statement *s)
{
	return ng_table_name(net->files, s->file);
}

/* No link that nobody's handle is known of. */
static bool
is_handle(const struct ng_person *p)
{
	return p->handle.p[0] == '@';
}

static struct ng_str
bare(struct ng_str handle)
{
	return ng_str_cut(handle, 1, handle.n);
}

/* Defined, or with fields of their own. */
static bool
is_defined(const struct names *n, uint32_t person)
{
	return n->definition[person] != NG_NONE || person == n->net->me || n->net->people[person].fields.n > 0;
}

static void
find_definitions(struct names *n)
{
	n->definition = ng_arena_array(n->check->arena, n->net->npeople, sizeof(*n->definition));
	for (uint32_t i = 0; i < n->net->npeople; i++)
		n->definition[i] = NG_NONE;
	for (size_t i = 0; i < n->net->nstatements; i++) {
		const struct ng_statement *s = n->net->statements[i];

		if (s->kind == NG_KIND_PERSON && n->definition[s->people.v[0]] == NG_NONE)
			n->definition[s->people.v[0]] = (uint32_t)i;
	}
}

static void
keep_first_name(struct names *n, struct ng_str name, uint32_t person)
{
	uint32_t count = ng_table_count(n->first), i;

	if (name.n < 2)
		return;
	i = ng_table_put(n->first, name);
	if (i == count) {
		n->first_names = ng_arena_more(n->check->arena, n->first_names, i, &n->cap, sizeof(*n->first_names));
		n->first_names[i] = (struct first_name){person, person, 1};
	} else if (n->first_names[i].last != person) {
		n->first_names[i].last = person;
		n->first_names[i].count++;
	}
}

/* The first word of a slug that has several, or an empty one. */
static struct ng_str
first_word(struct ng_str slug)
{
	size_t dash = ng_str_find(slug, '-');

	return dash < slug.n ? ng_str_cut(slug, 0, dash) : NG_STR("");
}

/* A slug with ae, oe and ue for the umlauts. */
static struct ng_str
spelt_slug(const struct names *n, struct ng_str name)
{
	struct ng_str slug = ng_text_slug(n->check->arena, name);
	struct ng_buf b = {.arena = n->check->arena};

	for (size_t i = 0; i < slug.n; i++) {
		struct ng_str umlaut = ng_str_cut(slug, i, i + 2);
		char vowel = ng_str_eq(umlaut, NG_STR("ä")) ? 'a' : ng_str_eq(umlaut, NG_STR("ö")) ? 'o' : 'u';

		if (vowel == 'u' && !ng_str_eq(umlaut, NG_STR("ü"))) {
			ng_buf_char(&b, slug.p[i]);
			continue;
		}
		ng_buf_char(&b, vowel);
		ng_buf_char(&b, 'e');
		i++;
	}
	return ng_str_eq(ng_buf_str(&b), slug) ? slug : ng_buf_str(&b);
}

/* A slug as who has no accents on the keyboard writes it. */
static struct ng_str
bare_slug(const struct names *n, struct ng_str name)
{
	return ng_text_slug(n->check->arena, ng_text_fold_bare(n->check->arena, name));
}

static void
keep_bare(struct names *n, struct ng_str handle, uint32_t person)
{
	uint32_t count = ng_table_count(n->bare), i = ng_table_put(n->bare, handle);

	if (i < count)
		return;
	n->bare_people = ng_arena_more(n->check->arena, n->bare_people, i, &n->bare_cap, sizeof(*n->bare_people));
	n->bare_people[i] = person;
}

static void
index_people(struct names *n)
{
	struct ng_network *net = n->net;

	for (uint32_t i = 0; i < net->npeople; i++) {
		const struct ng_person *p = &net->people[i];
		struct ng_str handle;

		if (!is_handle(p))
			continue;
		handle = bare_slug(n, p->handle);
		if (is_defined(n, i)) {
			keep_bare(n, handle, i);
			keep_bare(n, spelt_slug(n, p->handle), i);
			keep_first_name(n, first_word(handle), i);
			keep_first_name(n, first_word(bare_slug(n, p->called)), i);
		}
		if (is_defined(n, i) || p->statements.n >= KNOWN)
			ng_near_add(n->people, bare(p->handle), i);
	}
	for (uint32_t i = 0; i < net->ngoals; i++)
		if (net->goals[i].definition != NG_NONE)
			ng_near_add(n->goals, net->goals[i].handle, i);
}

/* Who has the handle but for its accents, or NG_NONE. */
static uint32_t
find_accented(const struct names *n, struct ng_str handle)
{
	uint32_t i = ng_table_find(n->bare, bare_slug(n, handle));

	if (i == NG_NONE)
		i = ng_table_find(n->bare, spelt_slug(n, handle));
	return i == NG_NONE ? NG_NONE : n->bare_people[i];
}

/* Who has the handle, of which two neighbouring letters are swapped; it may be a short one, unlike all other slips. */
static uint32_t
find_swapped(const struct names *n, struct ng_str handle)
{
	struct ng_str name = ng_str_dup(n->check->arena, handle);
	char *p = (char *)name.p;

	for (size_t i = 1; handle.n == SHORTEST && i + 1 < name.n; i++) {
		uint32_t other;

		p[i] = handle.p[i + 1];
		p[i + 1] = handle.p[i];
		other = ng_str_eq(name, handle) ? NG_NONE : ng_network_person(n->net, name);
		p[i] = handle.p[i];
		p[i + 1] = handle.p[i + 1];
		if (other != NG_NONE && is_defined(n, other))
			return other;
	}
	return NG_NONE;
}

/* Who is one slip of the finger away, or NG_NONE. */
static uint32_t
find_near(struct names *n, const struct ng_person *p)
{
	const struct ng_person *q;
	uint32_t near = NG_NONE;

	if (bare(p->handle).n >= SHORTEST && p->statements.n <= RARE)
		near = ng_near_find(n->people, bare(p->handle));
	else if (p->statements.n <= RARE)
		near = find_swapped(n, p->handle);
	if (near == NG_NONE)
		return NG_NONE;
	q = &n->net->people[near];
	if (ng_near_in_digit(p->handle, q->handle) ||
	    (!is_defined(n, near) && q->statements.n < KNOWN * p->statements.n))
		return NG_NONE;
	return near;
}

/* All places of a handle that is probably meant for somebody else's; false where it is none. */
static bool
tell_slip(struct names *n, uint32_t i)
{
	struct ng_network *net = n->net;
	const struct ng_person *p = &net->people[i], *q;
	uint32_t near = find_accented(n, p->handle);

	if (near == NG_NONE)
		near = find_near(n, p);
	if (near == NG_NONE)
		return false;
	q = &net->people[near];
	for (size_t k = 0; k < p->statements.n; k++) {
		const struct ng_statement *s = net->statements[p->statements.v[k]];

		ng_check_add(n->check, NG_RULE_HANDLE, file_of(net, s), s->line, 0, p->handle,
		             "%.*s is never defined; is it %.*s?", NG_STR_ARG(p->handle),
		             NG_STR_ARG(q->handle));
	}
	return true;
}

static bool
tell_first_name(struct names *n, uint32_t i)
{
	const struct ng_person *p = &n->net->people[i], *q;
	const struct ng_statement *s = n->net->statements[p->statements.v[0]];
	uint32_t first = ng_table_find(n->first, bare_slug(n, p->handle));

	if (first == NG_NONE || !n->check->on[NG_RULE_FIRST_NAME])
		return false;
	q = &n->net->people[n->first_names[first].person];
	if (n->first_names[first].count > 1)
		ng_check_add(n->check, NG_RULE_FIRST_NAME, file_of(n->net, s), s->line, 0, p->handle,
		             "%.*s is the first name of %u people (%.*s is one), and never defined", NG_STR_ARG(p->handle),
		             (unsigned)n->first_names[first].count, NG_STR_ARG(q->handle));
	else
		ng_check_add(n->check, NG_RULE_FIRST_NAME, file_of(n->net, s), s->line, 0, p->handle,
		             "%.*s is never defined; is it %.*s? Then write \"alias:: %.*s\" there", NG_STR_ARG(p->handle),
		             NG_STR_ARG(q->handle), NG_STR_ARG(p->handle));
	return true;
}

static void
check_people(struct names *n)
{
	for (uint32_t i = 0; i < n->net->npeople; i++) {
		const struct ng_person *p = &n->net->people[i];
		const struct ng_statement *s;

		if (!is_handle(p) || is_defined(n, i) || tell_slip(n, i) || tell_first_name(n, i))
			continue;
		s = n->net->statements[p->statements.v[0]];
		ng_check_add(n->check, NG_RULE_UNDEFINED, file_of(n->net, s), s->line, 0, p->handle,
		             "%.*s is never defined (statements: %zu); \"## %.*s Name\" does it", NG_STR_ARG(p->handle),
		             p->statements.n, NG_STR_ARG(p->handle));
	}
}

static void
check_goals(struct names *n)
{
	struct ng_network *net = n->net;

	for (uint32_t i = 0; i < net->ngoals; i++) {
		const struct ng_goal *g = &net->goals[i];
		uint32_t near = g->definition == NG_NONE ? ng_near_find(n->goals, g->handle) : NG_NONE;
		const struct ng_statement *s = net->statements[g->statements.v[0]];

		if (g->definition != NG_NONE)
			continue;
		if (near == NG_NONE)
			ng_check_add(n->check, NG_RULE_UNDEFINED, file_of(net, s), s->line, 0, g->handle,
			             "%.*s is never defined (statements: %zu); \"# %.*s Title\" does it", NG_STR_ARG(g->handle),
			             g->statements.n, NG_STR_ARG(g->handle));
		for (size_t k = 0; near != NG_NONE && k < g->statements.n && k < RARE; k++) {
			s = net->statements[g->statements.v[k]];
			ng_check_add(n->check, NG_RULE_HANDLE, file_of(net, s), s->line, 0, g->handle,
			             "no goal is %.*s; is it %.*s?", NG_STR_ARG(g->handle), NG_STR_ARG(net->goals[near].handle));
		}
	}
}

/* How many words of a slug another has too; *n is how many it has. */
static size_t
common_words(struct ng_str a, struct ng_str b, size_t *n)
{
	size_t common = 0;

	*n = 0;
	for (size_t i = 0, end; i < a.n; i = end + 1) {
		struct ng_str word;
		bool found = false;

		end = i + ng_str_find(ng_str_cut(a, i, a.n), '-');
		word = ng_str_cut(a, i, end);
		for (size_t k = 0, to; k < b.n && !found; k = to + 1) {
			to = k + ng_str_find(ng_str_cut(b, k, b.n), '-');
			found = ng_str_eq(ng_str_cut(b, k, to), word);
		}
		common += found;
		++*n;
	}
	return common;
}

/* Names contradict where each has a word that the other lacks, goals' titles where they have none in common. */
static bool
contradict(struct ng_arena *a, struct ng_str one, struct ng_str other, bool goal)
{
	struct ng_str s = ng_text_slug(a, ng_text_fold_bare(a, ng_text_shorten(a, one, 60)));
	struct ng_str t = ng_text_slug(a, ng_text_fold_bare(a, ng_text_shorten(a, other, 60)));
	size_t ns, nt, common = common_words(s, t, &ns);

	common_words(t, s, &nt);
	if (ns == 0 || nt == 0)
		return false;
	return goal ? common == 0 : common < ns && common < nt;
}

static void
check_definition(struct names *n, const struct ng_statement *s)
{
	struct ng_network *net = n->net;
	struct ng_arena *a = n->check->arena;
	bool goal = s->kind == NG_KIND_GOAL;
	uint32_t first = goal ? net->goals[s->goals.v[0]].definition : n->definition[s->people.v[0]];
	struct ng_str handle = goal ? net->goals[s->goals.v[0]].handle : net->people[s->people.v[0]].handle;
	struct ng_str name = goal ? net->goals[s->goals.v[0]].name : net->people[s->people.v[0]].called, own = s->text;

	/* a goal's that is planned defines nothing yet */
	if (first == NG_NONE || net->statements[first] == s)
		return;
	for (size_t i = 0; !goal && i < own.n; i++)
		if (own.p[i] == ',' || own.p[i] == '(' || own.p[i] == ':' || own.p[i] == ';')
			own.n = i;
	if (contradict(a, own, name, goal))
		ng_check_add(n->check, NG_RULE_DUPLICATE, file_of(net, s), s->line, 0, handle,
		             "%.*s is \"%.*s\" here, \"%.*s\" at %.*s", NG_STR_ARG(handle), NG_STR_ARG(own), NG_STR_ARG(name),
		             NG_STR_ARG(ng_network_source(a, net, net->statements[first])));
}

/* Definitions of one handle that contradict, and one full name with two handles. */
static void
check_definitions(struct names *n)
{
	struct ng_network *net = n->net;
	struct ng_table *names = ng_table_new(n->check->arena);
	uint32_t *person = ng_arena_array(n->check->arena, net->npeople, sizeof(*person));

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (s->kind == NG_KIND_PERSON || s->kind == NG_KIND_GOAL)
			check_definition(n, s);
	}
	for (uint32_t i = 0; i < net->npeople; i++) {
		const struct ng_person *p = &net->people[i], *q;
		struct ng_str slug = ng_text_slug(n->check->arena, p->called);
		uint32_t count = ng_table_count(names), k;
		const struct ng_statement *s;

		if (n->definition[i] == NG_NONE || first_word(slug).n == 0)
			continue;
		k = ng_table_put(names, slug);
		if (k == count) {
			person[k] = i;
			continue;
		}
		q = &net->people[person[k]];
		s = net->statements[n->definition[i]];
		ng_check_add(n->check, NG_RULE_DUPLICATE, file_of(net, s), s->line, 0, p->handle,
		             "%.*s is %.*s and %.*s (%.*s); one person? Then write \"alias:: %.*s\" under the other",
		             NG_STR_ARG(p->called), NG_STR_ARG(p->handle), NG_STR_ARG(q->handle),
		             NG_STR_ARG(ng_network_source(n->check->arena, net, net->statements[n->definition[person[k]]])),
		             NG_STR_ARG(p->handle));
	}
}

void
ng_check_names(struct ng_check *c, struct ng_network *net)
{
	struct names n = {.check = c, .net = net};

	n.people = ng_near_new(c->arena);
	n.goals = ng_near_new(c->arena);
	n.first = ng_table_new(c->arena);
	n.bare = ng_table_new(c->arena);
	find_definitions(&n);
	index_people(&n);
	check_people(&n);
	check_goals(&n);
	check_definitions(&n);
}
