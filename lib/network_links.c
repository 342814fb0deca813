#include <stdlib.h>

#include "link.h"
#include "network_parts.h"
#include "text.h"

/* What is kept while names are resolved. */
struct resolver {
	struct ng_network *net;
	struct ng_links *links;
	struct ng_table *refs;
	uint32_t nrefs;
	bool *defined; /* of each ref: a person record has it */
	uint32_t *end; /* of each ref: the ref of the person or goal that it means, or NG_NONE */
};

struct ng_meant *
ng_links_meant(struct ng_network *net, struct ng_str slug)
{
	struct ng_links *links = net->links;
	uint32_t n = ng_table_count(links->slugs), i = ng_table_put(links->slugs, slug);

	if (i == n) {
		links->meant = ng_arena_more(net->arena, links->meant, n, &links->cap, sizeof(*links->meant));
		for (int way = 0; way < NG_WAYS; way++) {
			links->meant[i].person[way] = links->meant[i].goal[way] = NG_NONE;
			links->meant[i].shared[way] = false;
		}
	}
	return &links->meant[i];
}

struct ng_str
ng_links_called(struct ng_str name)
{
	size_t i = 0;

	for (; i < name.n; i++) {
		char c = name.p[i];

		if (c == ',' || c == '(' || c == ':' || c == '|' || c == ';')
			break;
		/* a dash between spaces: -, – or — */
		if (c == ' ' && (ng_str_starts(ng_str_cut(name, i, name.n), NG_STR(" - ")) ||
		                 ng_str_starts(ng_str_cut(name, i, name.n), NG_STR(" – ")) ||
		                 ng_str_starts(ng_str_cut(name, i, name.n), NG_STR(" — "))))
			break;
	}
	i = i == 0 ? name.n : i;
	return ng_str_trim(ng_str_cut(name, 0, i));
}

/* The slug of a file's name, without folder and extension. */
static struct ng_str
file_slug(struct ng_network *net, struct ng_str file)
{
	for (size_t i = file.n; i > 0; i--)
		if (file.p[i - 1] == '/') {
			file = ng_str_cut(file, i, file.n);
			break;
		}
	if (ng_str_ends(file, NG_STR(".md")))
		file.n -= 3;
	else if (ng_str_ends(file, NG_STR(".markdown")))
		file.n -= 9;
	return ng_text_slug(net->arena, file);
}

/*
 * Says that a slug may mean this ref; of several the first handle in byte order has it, whatever the order
 * of records.
 */
static void
offer(struct resolver *r, struct ng_str slug, enum ng_way way, bool goal, uint32_t ref)
{
	struct ng_meant *m;
	uint32_t *at;

	if (slug.n == 0)
		return;
	m = ng_links_meant(r->net, slug);
	at = goal ? &m->goal[way] : &m->person[way];
	if (*at != NG_NONE && *at != ref && !goal)
		m->shared[way] = true;
	if (*at == NG_NONE || ng_str_cmp(ng_table_name(r->refs, ref), ng_table_name(r->refs, *at)) < 0)
		*at = ref;
}

static struct ng_str
ref_name(const struct resolver *r, uint32_t ref)
{
	return ng_table_name(r->refs, ref);
}

static bool
is_link(struct ng_str name)
{
	return name.p[0] == '[';
}

static bool
is_goal(struct ng_str name)
{
	return ng_str_starts(name, NG_STR("#goal/"));
}

/* The last part of #goal/a/b: links name pages, and pages have no folder. */
static struct ng_str
goal_slug(struct ng_network *net, struct ng_str name)
{
	size_t i = name.n;

	while (name.p[i - 1] != '/')
		i--;
	return ng_text_slug(net->arena, ng_str_cut(name, i, name.n));
}

/* Each value of an alias field, apart at commas; a goal's tag is looked up with its sigil. */
static void
offer_aliases(struct resolver *r, const struct ng_statement *s)
{
	bool goal = s->people.n == 0;
	struct ng_str rest = s->text;

	if (goal && s->goals.n == 0)
		return;
	while (rest.n > 0) {
		size_t comma = ng_str_find(rest, ',');
		struct ng_str one = ng_str_trim(ng_str_cut(rest, 0, comma));

		rest = ng_str_cut(rest, comma + 1, rest.n);
		if (goal && one.n > 1 && one.p[0] == '#')
			offer(r, ng_text_fold(r->net->arena, one), NG_BY_ALIAS, true, s->goals.v[0]);
		offer(r, ng_text_slug(r->net->arena, one), NG_BY_ALIAS, goal,
		      goal ? s->goals.v[0] : s->people.v[0]);
	}
}

/* A page whose file's name is a name: it holds one definition alone, in its first line. */
static void
offer_page(struct resolver *r, const struct ng_statement *s, bool goal, const uint32_t *definitions)
{
	if (s->line == 1 && definitions[s->file] == 1)
		offer(r, file_slug(r->net, ng_table_name(r->net->files, s->file)), NG_BY_FILE, goal,
		      goal ? s->goals.v[0] : s->people.v[0]);
}

static bool
is_definition(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_PERSON && s->people.n > 0) || (s->kind == NG_KIND_GOAL && s->goals.n > 0);
}

static void
offer_definition(struct resolver *r, const struct ng_statement *s, const uint32_t *definitions)
{
	bool goal = s->kind == NG_KIND_GOAL;
	uint32_t ref;

	if (!is_definition(s))
		return;
	ref = goal ? s->goals.v[0] : s->people.v[0];
	offer_page(r, s, goal, definitions);
	offer(r, ng_text_slug(r->net->arena, s->text), NG_BY_NAME, goal, ref);
	offer(r, ng_text_slug(r->net->arena, ng_links_called(s->text)), NG_BY_NAME, goal, ref);
	r->defined[ref] = true;
}

/* Collects all names that lead to somebody. */
static void
collect(struct resolver *r)
{
	struct ng_network *net = r->net;
	struct ng_numbers defining[] = {net->of_kind[NG_KIND_PERSON], net->of_kind[NG_KIND_GOAL]};
	struct ng_numbers fields = net->of_kind[NG_KIND_FIELD];
	uint32_t *definitions = ng_arena_array(net->arena, ng_table_count(net->files), sizeof(*definitions));

	for (uint32_t i = 0; i < r->nrefs; i++) {
		struct ng_str name = ref_name(r, i);

		if (name.p[0] == '@')
			offer(r, ng_text_slug(net->arena, name), NG_BY_HANDLE, false, i);
		else if (is_goal(name))
			offer(r, goal_slug(net, name), NG_BY_HANDLE, true, i);
	}
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < defining[k].n; i++)
			definitions[net->statements[defining[k].v[i]]->file] += is_definition(net->statements[defining[k].v[i]]);
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < defining[k].n; i++)
			offer_definition(r, net->statements[defining[k].v[i]], definitions);
	for (size_t i = 0; i < fields.n; i++)
		if (ng_str_eq(net->statements[fields.v[i]]->what, NG_STR("alias")))
			offer_aliases(r, net->statements[fields.v[i]]);
}

/* Whom an undefined handle stands for: somebody else's alias or page. */
static uint32_t
alias_of(const struct resolver *r, uint32_t ref)
{
	static const enum ng_way ways[] = {NG_BY_ALIAS, NG_BY_FILE};
	struct ng_str slug = ng_text_slug(r->net->arena, ref_name(r, ref));
	uint32_t at = ng_table_find(r->links->slugs, slug);

	if (r->defined[ref] || at == NG_NONE)
		return NG_NONE;
	for (size_t i = 0; i < 2; i++) {
		const struct ng_meant *m = &r->links->meant[at];
		uint32_t to = m->person[ways[i]];

		if (to != NG_NONE && to != ref && !m->shared[ways[i]])
			return to;
	}
	return NG_NONE;
}

/* The goal whose alias a tag, or a tag that it nests in, is. */
static uint32_t
goal_of_tag(const struct resolver *r, struct ng_str tag)
{
	for (;;) {
		uint32_t at = ng_table_find(r->links->slugs, tag);
		size_t i = tag.n;

		/* with its sigil only an alias stands there */
		if (at != NG_NONE)
			return r->links->meant[at].goal[NG_BY_ALIAS];
		while (i > 0 && tag.p[i - 1] != '/')
			i--;
		if (i <= 1)
			return NG_NONE;
		tag = ng_str_cut(tag, 0, i - 1);
	}
}

/* The first of these that there is, or NG_NONE. */
static uint32_t
first_of(const uint32_t refs[NG_WAYS])
{
	uint32_t first = NG_NONE;

	for (int way = 0; way < NG_WAYS && first == NG_NONE; way++)
		first = refs[way];
	return first;
}

/* The person, else the goal, whom a slug means, as a ref. */
static uint32_t
meant_by(const struct ng_links *links, struct ng_str slug)
{
	uint32_t at = ng_table_find(links->slugs, slug);
	uint32_t person = at == NG_NONE ? NG_NONE : first_of(links->meant[at].person);

	return at == NG_NONE || person != NG_NONE ? person : first_of(links->meant[at].goal);
}

/* What stands in the brackets; records of others may lack the closing ones. */
static struct ng_str
link_slug(struct ng_str name)
{
	return ng_str_cut(name, 2, ng_str_ends(name, NG_STR("]]")) ? name.n - 2 : name.n);
}

/* Links in a met, and first in what passes between two people, can only be people. */
void
ng_links_act(struct ng_network *net, const struct ng_statement *s)
{
	struct ng_links *links = net->links;
	bool found = s->kind == NG_KIND_MATCH || s->kind == NG_KIND_GIVE || s->kind == NG_KIND_BECAUSE;
	bool first = s->kind == NG_KIND_ASK || s->kind == NG_KIND_OFFER || s->kind == NG_KIND_PROMISE ||
	             s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE || s->kind == NG_KIND_KNOWS;
	size_t n = found || s->kind == NG_KIND_MET ? s->people.n : first && s->people.n > 0 ? 1 : 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_link(ng_table_name(links->refs, s->people.v[i])))
			continue;
		while (links->nacts <= s->people.v[i]) {
			links->acts = ng_arena_more(net->arena, links->acts, links->nacts, &links->cap_acts, sizeof(*links->acts));
			links->acts[links->nacts++] = false;
		}
		links->acts[s->people.v[i]] = true;
	}
}

/* Follows each ref to the ref that it ends at. */
static void
find_ends(struct resolver *r)
{
	uint32_t *alias = ng_arena_array(r->net->arena, r->nrefs, sizeof(*alias));

	for (uint32_t i = 0; i < r->nrefs; i++)
		alias[i] = ref_name(r, i).p[0] == '@' ? alias_of(r, i) : NG_NONE;
	for (uint32_t i = 0; i < r->nrefs; i++) {
		struct ng_str name = ref_name(r, i);
		uint32_t to;

		if (is_link(name)) {
			to = meant_by(r->links, link_slug(name));
			if (to == NG_NONE && i < r->links->nacts && r->links->acts[i])
				to = i;
		} else if (name.p[0] == '@' || is_goal(name)) {
			to = i;
		} else {
			to = goal_of_tag(r, name);
		}
		/* one step of aliases, so that two who are each other's stay two */
		if (to != NG_NONE && alias[to] != NG_NONE && alias[alias[to]] == NG_NONE)
			to = alias[to];
		r->end[i] = to;
	}
}

static int
by_handle(const void *a, const void *b)
{
	return ng_str_cmp(*(const struct ng_str *)a, *(const struct ng_str *)b);
}

/* Numbers people and goals in the order of their handles, and says of each ref what it is. */
static void
number_places(struct resolver *r)
{
	struct ng_network *net = r->net;
	struct ng_str *names = ng_arena_array(net->arena, r->nrefs, sizeof(*names));
	struct ng_place *places = ng_arena_array(net->arena, r->nrefs, sizeof(*places));
	size_t n = 0;

	for (uint32_t i = 0; i < r->nrefs; i++)
		if (r->end[i] == i)
			names[n++] = ref_name(r, i);
	if (n > 0)
		qsort(names, n, sizeof(*names), by_handle);
	net->people = ng_arena_array(net->arena, n, sizeof(*net->people));
	net->goals = ng_arena_array(net->arena, n, sizeof(*net->goals));
	for (size_t k = 0; k < n; k++) {
		struct ng_place *p = &places[ng_table_find(r->refs, names[k])];
		bool goal = is_goal(names[k]);

		p->meaning = goal ? NG_MEANS_GOAL : NG_MEANS_PERSON;
		p->number = (uint32_t)(goal ? net->ngoals : net->npeople);
		if (goal)
			net->goals[net->ngoals++] =
			    (struct ng_goal){.handle = names[k], .definition = NG_NONE, .state = NG_STATE_OPEN};
		else
			net->people[net->npeople++] = (struct ng_person){.handle = names[k]};
	}
	for (uint32_t i = 0; i < r->nrefs; i++) {
		struct ng_str name = ref_name(r, i);
		struct ng_buf tag = {.arena = net->arena};

		if (r->end[i] != NG_NONE) {
			places[i] = places[r->end[i]];
			continue;
		}
		/* a link to a page that is nobody's: a topic */
		places[i].meaning = NG_MEANS_TOPIC;
		if (is_link(name)) {
			ng_buf_char(&tag, '#');
			ng_buf_add(&tag, link_slug(name));
			name = ng_buf_str(&tag);
		}
		places[i].number = ng_table_put(net->topics, name);
	}
	r->links->places = places;
}

/* The places of one meaning among `refs`, each once, behind what is in `out`. */
static void
pick(const struct resolver *r, struct ng_numbers refs, enum ng_meaning meaning, uint32_t *stamps, uint32_t stamp,
     uint32_t *out, size_t *n)
{
	for (size_t i = 0; i < refs.n; i++) {
		struct ng_place p = r->links->places[refs.v[i]];

		if (p.meaning != meaning || stamps[p.number] == stamp)
			continue;
		stamps[p.number] = stamp;
		out[(*n)++] = p.number;
	}
}

/* Numbers the names of a statement that has a single one, or of its people alone two that differ; false: none of that. */
static bool
keeps_its_list(const struct resolver *r, struct ng_statement *s, size_t total)
{
	const struct ng_place *places = r->links->places;
	uint32_t *v = (uint32_t *)s->people.v; /* keep_list made it */

	if (total == 0)
		return true;
	if (total > 2 || s->people.n != total)
		return false;
	for (size_t i = 0; i < total; i++)
		if (places[v[i]].meaning != NG_MEANS_PERSON)
			return false;
	if (total == 2 && places[v[0]].number == places[v[1]].number)
		return false;
	for (size_t i = 0; i < total; i++)
		v[i] = places[v[i]].number;
	return true;
}

/*
 * Rewrites the lists of statements: what they hold as refs becomes people, goals and topics, never more than
 * there were.
 */
static void
rewrite(struct resolver *r, struct ng_statement **statements, size_t count, uint32_t *stamps[4], uint32_t first)
{
	static const enum ng_meaning meanings[] = {NG_MEANS_PERSON, NG_MEANS_GOAL, NG_MEANS_TOPIC};
	uint32_t *out = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < count; i++) {
		struct ng_statement *s = statements[i];
		struct ng_numbers *lists[] = {&s->people, &s->goals, &s->topics};
		size_t total = s->people.n + s->goals.n + s->topics.n, n = 0, from[4] = {0};
		uint32_t *v = (uint32_t *)s->people.v; /* keep_list made the three one array */

		/* most have one name, or several of one list, which stays as it is */
		if (keeps_its_list(r, s, total))
			continue;
		if (total > cap)
			out = ng_arena_array(r->net->arena, cap = total * 2, sizeof(*out));
		for (int k = 0; k < 3; k++) {
			/* a list's own names first, then those that other lists lead to it */
			pick(r, *lists[k], meanings[k], stamps[k], first + (uint32_t)i, out, &n);
			for (int other = 2; other >= 0; other--)
				if (other != k)
					pick(r, *lists[other], meanings[k], stamps[k], first + (uint32_t)i, out, &n);
			from[k + 1] = n;
		}
		for (size_t k = 0; k < n; k++)
			v[k] = out[k];
		for (int k = 0; k < 3; k++)
			*lists[k] = (struct ng_numbers){v + from[k], from[k + 1] - from[k]};
	}
}

void
ng_links_resolve(struct ng_network *net)
{
	struct resolver r = {.net = net, .links = net->links, .refs = net->links->refs};
	uint32_t *stamps[4];

	r.nrefs = ng_table_count(r.refs);
	r.defined = ng_arena_array(net->arena, r.nrefs, sizeof(*r.defined));
	r.end = ng_arena_array(net->arena, r.nrefs, sizeof(*r.end));
	collect(&r);
	find_ends(&r);
	number_places(&r);
	for (int k = 0; k < 4; k++)
		stamps[k] = ng_arena_array(net->arena, r.nrefs, sizeof(**stamps));
	rewrite(&r, net->statements, net->nstatements, stamps, 1);
	rewrite(&r, net->found, net->nfound, stamps, (uint32_t)net->nstatements + 1);
}
