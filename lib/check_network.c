/* check_network: what statements lack, seen from all records. */
#include "check_parts.h"
#include "pattern.h"
#include "text.h"

static struct ng_str
file_of(const struct ng_network *net, const struct ng_statement *s)
{
	return ng_table_name(net->files, s->file);
}

/* A statement that passes between two people and names nobody; `table`: several sat around it. */
static void
check_nobody(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s, bool table)
{
	struct ng_str kind = ng_str_of(ng_kind_name(s->kind));

	if (s->people.n > 0 || (s->kind != NG_KIND_ASK && s->kind != NG_KIND_OFFER && s->kind != NG_KIND_PROMISE &&
	                        s->kind != NG_KIND_GOT && s->kind != NG_KIND_GAVE))
		return;
	/* what is asked of a table waits for nobody */
	if (table && s->kind == NG_KIND_ASK)
		return;
	if (table)
		ng_check_add(c, NG_RULE_TABLE, file_of(net, s), s->line, 0, kind,
		             "several were there: who of them? Write \"%.*s @who: ...\"", NG_STR_ARG(kind));
	else
		ng_check_add(c, NG_RULE_NOBODY, file_of(net, s), s->line, 0, kind, "nobody is named: write \"%.*s @who: ...\"%s",
		             NG_STR_ARG(kind), s->kind == NG_KIND_ASK ? ", or \"need: ...\" where it may be anybody" : "");
}

struct pattern_check {
	struct ng_check *check;
	struct ng_str file;
	const struct ng_statement *statement;
	struct ng_pattern pattern;
};

static void
check_pattern(struct ng_arena *scratch, void *context)
{
	struct pattern_check *p = context;
	struct ng_str span = p->pattern.span, why = NG_STR("");

	if (ng_regex_new(scratch, p->pattern.source, p->pattern.nocase, NULL, &why) == NULL)
		ng_check_add(p->check, NG_RULE_PATTERN, p->file, p->statement->line, 0, span, "%.*s is no pattern: %.*s",
		             NG_STR_ARG(span), NG_STR_ARG(why));
}

static void
check_patterns(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s)
{
	struct pattern_check p = {.check = c, .file = file_of(net, s), .statement = s};
	size_t at = 0;

	while (s->kind == NG_KIND_NEED && ng_pattern_next(s->text, &at, &p.pattern))
		ng_arena_scratch(c->arena, check_pattern, &p);
}

static void
check_due(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s)
{
	char due[11], date[11];

	/* what was late and is done may be ticked later */
	if (s->due == 0 || s->date == 0 || s->due >= s->date || s->written == NG_STATE_DONE ||
	    s->written == NG_STATE_DROPPED)
		return;
	ng_date_format(s->due, due);
	ng_date_format(s->date, date);
	ng_check_add(c, NG_RULE_DATE, file_of(net, s), s->line, 0, ng_str_of(due), "due %s, before its own date %s",
	             due, date);
}

/* How many of a person's statements are looked through for what a got could close. */
#define MOST_LOOKED 1000

/* The next statement of this kind that a got or gave could have closed, from *at. */
static const struct ng_statement *
next_open(const struct ng_network *net, const struct ng_statement *s, enum ng_kind kind, size_t *at)
{
	struct ng_numbers list = net->people[s->people.v[0]].statements;

	for (; *at < list.n && *at < MOST_LOOKED; ++*at) {
		const struct ng_statement *o = net->statements[list.v[*at]];

		if (o->kind == kind && o->people.v[0] == s->people.v[0] && !o->planned && o->date <= s->date &&
		    (o->written == NG_STATE_OPEN || o->written == NG_STATE_WAITING) &&
		    (o->closed_by == NG_NONE || net->statements[o->closed_by]->date > s->date)) {
			++*at;
			return o;
		}
	}
	return NULL;
}

static void
check_closes(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s)
{
	static const enum ng_kind kinds[] = {NG_KIND_ASK, NG_KIND_OFFER, NG_KIND_PROMISE};
	struct ng_str kind = ng_str_of(ng_kind_name(s->kind));

	for (size_t i = 0; i < 3 && s->unclear && s->mine; i++) {
		const struct ng_statement *one, *other;
		size_t at = 0;

		one = next_open(net, s, kinds[i], &at);
		other = one == NULL ? NULL : next_open(net, s, kinds[i], &at);
		if (other == NULL || (kinds[i] == NG_KIND_PROMISE) != (s->kind == NG_KIND_GAVE))
			continue;
		ng_check_add(c, NG_RULE_CLOSES, file_of(net, s), s->line, 0, kind,
		             "this could answer the %s at %.*s or that at %.*s, and does neither; give it one's noun or goal",
		             ng_kind_name(kinds[i]), NG_STR_ARG(ng_network_source(c->arena, net, one)),
		             NG_STR_ARG(ng_network_source(c->arena, net, other)));
		return;
	}
}

/* How many fields are told with a suggestion. */
#define MOST_SUGGESTED 20

/* A field `via` must name somebody. */
static void
check_via(struct ng_check *c, const struct ng_network *net, const struct ng_statement *s)
{
	struct ng_str close;

	if (s->kind != NG_KIND_FIELD || !ng_str_eq(s->what, NG_STR("via")) || !c->on[NG_RULE_HANDLE] ||
	    !(ng_str_starts(s->text, NG_STR("@")) || ng_str_starts(s->text, NG_STR("[["))) ||
	    ng_network_named_in(net, s->text) != NG_NONE)
		return;
	/* it compares with all people, so that too many of them would take too long */
	close = c->suggested++ < MOST_SUGGESTED ? ng_network_near(c->arena, net, ng_str_cut(s->text, 0, 60)) : NG_STR("");
	ng_check_add(c, NG_RULE_HANDLE, file_of(net, s), s->line, 0, NG_STR("via"), "%.*s is named nowhere else%s%.*s%s",
	             NG_STR_ARG(s->text), close.n > 0 ? "; is it " : "", NG_STR_ARG(close), close.n > 0 ? "?" : "");
}

/* Whether a goal has another below it, which then has the needs. Goals are in the order of their handles. */
static bool
has_parts(const struct ng_network *net, size_t i)
{
	struct ng_str handle = net->goals[i].handle;

	for (size_t k = i + 1; k < net->ngoals && ng_str_starts(net->goals[k].handle, handle); k++)
		if (net->goals[k].handle.p[handle.n] == '/')
			return true;
	return false;
}

static void
check_goal(struct ng_check *c, const struct ng_network *net, size_t i)
{
	const struct ng_goal *g = &net->goals[i];
	const struct ng_statement *s;
	bool reason = false, need = false;

	if (g->definition == NG_NONE || g->state != NG_STATE_OPEN)
		return;
	for (size_t k = 0; k < g->statements.n; k++) {
		s = net->statements[g->statements.v[k]];
		reason = reason || s->kind == NG_KIND_WHY || s->kind == NG_KIND_WANT;
		need = need || s->kind == NG_KIND_NEED;
	}
	s = net->statements[g->definition];
	if (!need && !has_parts(net, i))
		ng_check_add(c, NG_RULE_GOAL, file_of(net, s), s->line, 0, g->handle,
		             "the goal has no need: nobody can be found who could help; write \"need: ...\"%s",
		             reason ? "" : ", and \"why: ...\"");
	else if (!reason && need)
		ng_check_add(c, NG_RULE_GOAL, file_of(net, s), s->line, 0, g->handle,
		             "the goal has no why or want: what will you tell whom you ask? Write \"why: ...\"");
}

void
ng_check_network(struct ng_check *c, struct ng_network *net)
{
	const struct ng_statement *table = NULL;

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		/* the last encounter of several above it in its file */
		if (table != NULL && table->file != s->file)
			table = NULL;
		if (s->kind == NG_KIND_MET)
			table = s->people.n > 1 ? s : NULL;
		check_nobody(c, net, s, table != NULL && table->date == s->date);
		check_patterns(c, net, s);
		check_due(c, net, s);
		check_via(c, net, s);
		ng_check_field(c, net, s);
		check_closes(c, net, s);
	}
	for (size_t i = 0; i < net->ngoals; i++)
		check_goal(c, net, i);
	ng_check_names(c, net);
	ng_check_words(c);
	ng_check_links(c, net);
}
