#include "unit.h"

#include <math.h>

#include "standing.h"

#define MOST_LINES 8

/* Records as of 2026-11-23, read by @ida, and what stands between her and a person. */
struct scene {
	const char *lines[MOST_LINES + 1];
	struct ng_network *net;
	struct ng_buf out;
};

static void
read_scene(struct scene *scene)
{
	scene->net = ng_network_new(arena);
	for (size_t i = 0; scene->lines[i] != NULL; i++) {
		struct ng_record record;

		unit_record(scene->lines[i], &record);
		ng_network_add(scene->net, &record);
	}
	ng_network_settle(scene->net, ng_date_of(2026, 11, 23), NG_STR("@ida"));
	scene->out.arena = arena;
}

/* "strength through whom": a ten thousandth is told. */
static void
find_path(void *context)
{
	struct scene *scene = context;
	struct ng_path path;

	read_scene(scene);
	path = ng_paths_to(ng_paths_new(arena, scene->net), ng_network_person(scene->net, NG_STR("@x")));
	ng_buf_printf(&scene->out, "%ld", lrint(path.strength * 10000));
	for (size_t i = 0; i < path.n; i++)
		ng_buf_printf(&scene->out, " %.*s", NG_STR_ARG(scene->net->people[path.introducers[i]].handle));
	if (path.n > 0)
		ng_buf_printf(&scene->out, " %.*s", NG_STR_ARG(scene->net->statements[path.statement]->text));
}

#define MET_A "met date=2026-11-23|people=@ida @a|text=lunch"

static void
a_chain_is_as_strong_as_the_product_of_its_steps(void **unused)
{
	static const struct {
		const char *lines[MOST_LINES + 1];
		const char *path;
	} scenes[] = {
		{{MET_A, "knows people=@x|text=x"}, "0"},
		{{MET_A, "offer state=open|people=@a @x|what=introduction|text=y"}, "4500 @a y"},
		{{MET_A, "field people=@x|what=via|text=@a"}, "4000 @a @a"},
		{{MET_A, "field people=@x|what=via|text=[[A]], of course"}, "4000 @a [[A]], of course"},
		{{MET_A, "field people=@x|what=via|text=@, [[#a]] or [[b/]]"}, "0"},
		{{MET_A, "knows people=@a @x|text=y"}, "3500 @a y"},
		{{MET_A, "knows people=@x @a|text=y"}, "0"},
		{{MET_A, "met date=2026-11-20|people=@a @x @b|text=y"}, "1768 @a y"},
		{{MET_A, "ask state=open|people=@a @x|what=introduction|text=y"}, "2500 @a y"},
		{{MET_A, "mention people=@x @a|text=y"}, "1250 @a y"},
		{{MET_A, "mention people=@x @a @b @c @d|text=y"}, "1250 @a y"},
		{{MET_A, "mention people=@x @a @b @c @d @e|text=y"}, "0"},
		{{MET_A, "mention state=dropped|people=@x @a|text=y"}, "0"},
		{{MET_A, "mention date=2027-01-01|people=@x @a|text=y"}, "0"},
		{{MET_A, "mention people=@ida @x|text=y", "mention people=@a @ida|text=z"}, "0"},
		/* met without a date: known; eight years ago: half a contact */
		{{"met people=@ida @a|text=lunch", "field people=@x|what=via|text=@a"}, "2400 @a @a"},
		{{"met date=2018-11-23|people=@ida @a|text=lunch", "field people=@x|what=via|text=@a"}, "2667 @a @a"},
		{{MET_A, "met date=2026-11-22|people=@ida @a|text=tea", "field people=@x|what=via|text=@a"}, "5333 @a @a"},
		/* the stronger of two, and one that is longer and stronger */
		{{MET_A, "met people=@ida @b|text=tea", "knows people=@b @x|text=b", "mention people=@a @x|text=a"}, "2100 @b b"},
		{{MET_A, "field people=@b|what=via|text=@a", "field people=@x|what=via|text=@b", "mention people=@a @x|text=a"}, "3200 @b @a @b"},
		{{MET_A, "field people=@b|what=via|text=@a", "field people=@c|what=via|text=@b", "field people=@x|what=via|text=@c"}, "2560 @c @b @a @c"},
		{{MET_A, "field people=@b|what=via|text=@a", "field people=@c|what=via|text=@b", "field people=@d|what=via|text=@c",
		  "field people=@x|what=via|text=@d"}, "0"},
		/* of a table the one whom I know best, for them the next */
		{{MET_A, "met people=@ida @b|text=tea", "mention people=@b @a @x|text=y"}, "1250 @a y"},
		{{MET_A, "met people=@ida @b|text=tea", "mention people=@a @b @x|text=y"}, "1250 @a y"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		struct scene scene = {.net = NULL};

		memcpy(scene.lines, scenes[i].lines, sizeof(scene.lines));
		protect(find_path, &scene);
		if (!unit_is(ng_buf_str(&scene.out), scenes[i].path))
			fail_msg("scene %zu", i);
	}
}

/* Each term with its part in ten thousandths and its statement; for the need "need" where there is one. */
static void
find_terms(void *context)
{
	struct ng_standing_term terms[NG_STANDING_TERMS];
	struct scene *scene = context;
	const struct ng_statement *need = NULL;
	struct ng_standings *standings;
	uint32_t person;
	double all = 1;
	size_t n;

	read_scene(scene);
	for (size_t i = 0; i < scene->net->nstatements; i++)
		if (scene->net->statements[i]->kind == NG_KIND_NEED)
			need = scene->net->statements[i];
	person = ng_network_person(scene->net, NG_STR("@x"));
	standings = ng_standings_new(arena, scene->net);
	n = ng_standing_to_ask(standings, need, person, terms);
	for (size_t i = 0; i < n; i++) {
		ng_buf_printf(&scene->out, "%s %ld %.*s; ", terms[i].what, lrint(terms[i].part * 10000),
		              NG_STR_ARG(scene->net->statements[terms[i].statement]->text));
		all *= 1 + terms[i].part;
	}
	assert_true(all <= ng_standing_most(standings, person));
	n = ng_standing_to_help(standings, person, terms);
	ng_buf_printf(&scene->out, "help:");
	for (size_t i = 0; i < n; i++)
		ng_buf_printf(&scene->out, " %s", terms[i].what);
}

#define X "people=@x @ida"

static void
terms_say_how_good_an_idea_it_is_to_ask(void **unused)
{
	static const struct {
		const char *lines[MOST_LINES + 1];
		const char *terms;
	} scenes[] = {
		{{"knows people=@x|text=x"}, "help:"},
		{{"met date=2026-11-23|" X "|text=lunch"}, "tie 5545 lunch; help: tie"},
		{{"met date=2024-11-23|" X "|text=then"}, "tie 4882 then; help: tie"},
		{{"met date=2024-11-22|" X "|text=then"}, "reconnect 4882 then; help: reconnect"},
		{{MET_A, "knows people=@a @x|text=a"}, "path 1050 a; help:"},
		{{"offer state=open|" X "|text=o"}, "open offer 1000 o; help:"},
		{{"need state=open|goals=#goal/a|what=help|text=n", "offer state=open|" X "|goals=#goal/a|text=o"}, "open offer 2000 o; help:"},
		{{"need state=open|goals=#goal/a|what=help|text=n", "offer state=open|" X "|what=help|text=o"}, "open offer 2000 o; help:"},
		{{"need state=open|goals=#goal/a|what=help|text=n", "offer state=open|" X "|goals=#goal/b|what=card|text=o"}, "open offer 1000 o; help:"},
		{{"need state=open|goals=#goal/a|text=n", "ask state=waiting|" X "|goals=#goal/a|text=q"}, "asked already -5000 q; help:"},
		{{"need state=open|goals=#goal/a|text=n", "ask state=waiting|" X "|text=q"}, "asked already -5000 q; help:"},
		{{"need state=open|goals=#goal/a|text=n", "ask state=waiting|" X "|goals=#goal/b|text=q"}, "asked already -2000 q; help:"},
		{{"need state=open|text=n", "ask state=waiting|" X "|goals=#goal/b|text=q"}, "asked already -5000 q; help:"},
		{{"need state=open|goals=#goal/a|text=n", "got " X "|goals=#goal/a|what=no|text=no"}, "declined -7000 no; help:"},
		{{"need state=open|goals=#goal/a|text=n", "got " X "|goals=#goal/b|what=no|text=no"}, "help:"},
		{{"need state=open|goals=#goal/a|text=n", "got date=2026-11-01|" X "|goals=#goal/a|what=no|text=no",
		  "offer state=open|date=2026-11-02|" X "|goals=#goal/a|text=o"}, "tie 8762 o; open offer 2000 o; help: tie"},
		{{"need state=open|goals=#goal/a|text=n", "got date=2026-11-02|" X "|goals=#goal/a|what=no|text=no",
		  "offer state=open|date=2026-11-02|" X "|goals=#goal/a|text=o"}, "tie 5525 o; open offer 2000 o; declined -7000 no; help: tie"},
		{{"offer state=open|" X "|text=@x sends the contract"}, "help:"},
		{{"gave " X "|what=help|text=g"}, "given 1000 g; help:"},
		{{"gave " X "|what=thanks|text=g"}, "help:"},
		{{"gave people=@a @x @ida|what=introduction|text=g"}, "given 1000 g; help:"},
		{{"gave people=@a @x @ida|what=help|text=g"}, "path 225 g; help:"},
		{{"gave " X "|what=help|text=g", "got " X "|what=help|text=h"}, "help:"},
		{{"got " X "|what=help|text=g", "got " X "|what=advice|text=h"}, "offer first -1000 g; help:"},
		{{"ask state=done|" X "|text=g", "ask state=done|" X "|text=h", "got " X "|what=advice|text=i"}, "offer first -1000 i; help:"},
		{{"got " X "|what=help|text=g", "ask state=done|" X "|text=h"}, "help:"},
		{{"got people=@a @x @ida|what=help|text=g", "got people=@a @x @ida|what=advice|text=h"}, "path 225 h; help:"},
		{{"got date=2027-01-01|" X "|what=help|text=g", "got date=2027-01-01|" X "|what=advice|text=h"}, "help:"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		struct scene scene = {.net = NULL};

		memcpy(scene.lines, scenes[i].lines, sizeof(scene.lines));
		protect(find_terms, &scene);
		if (!unit_is(ng_buf_str(&scene.out), scenes[i].terms))
			fail_msg("scene %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_chain_is_as_strong_as_the_product_of_its_steps),
		RULE(terms_say_how_good_an_idea_it_is_to_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
