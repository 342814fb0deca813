#include "unit.h"

#include "wording.h"

/* What is understood of a record beside the notes that `lines` are. */
struct job {
	const char *const *lines;
	const char *record;
	struct ng_str words;
};

static void
put(void *context)
{
	struct job *job = context;
	struct ng_network *net = ng_network_new(arena);
	struct ng_record r;

	for (size_t i = 0; job->lines[i] != NULL; i++) {
		unit_record(job->lines[i], &r);
		ng_network_add(net, &r);
	}
	ng_network_settle(net, ng_date_of(2026, 11, 23), NG_STR(""));
	unit_record(job->record, &r);
	job->words = ng_wording_of(arena, net, &r, ng_date_of(2026, 11, 23));
}

static struct ng_str
words_of(const char *record)
{
	static const char *const notes[] = {"person people=@ines|text=Ines Maes, host", "goal goals=#goal/atlas|text=Fund Atlas",
	                                    "need goals=#goal/bare|text=x", NULL};
	struct job job = {.lines = notes, .record = record};

	protect(put, &job);
	return job.words;
}

static void
a_noun_has_its_article_and_people_their_names(void **state)
{
	(void)state;
	assert_str(words_of("offer people=@ines|what=introduction|goals=#goal/atlas"), "Offer of an introduction from Ines Maes, for Fund Atlas");
	assert_str(words_of("got people=@ines @bob @eve|what=card"), "Got a card from Ines Maes, naming @bob and @eve");
	assert_str(words_of("need what=help|goals=#goal/bare #goal/new"), "Need of help, for #goal/bare and #goal/new");
	assert_str(words_of("got people=@bob"), "Got something from @bob");
	assert_str(words_of("why goals=#goal/atlas|what=help"), "Why I want it, for Fund Atlas");
	assert_str(words_of("mention people=@bob @eve|what=talk"), "Mention in a talk of @bob and @eve");
	assert_str(words_of("next people=@bob"), "To do with @bob");
	assert_str(words_of("knows people=@bob"), "What can be asked of @bob");
	assert_str(words_of("ask what=advice"), "Ask for advice");
}

static void
a_contact_says_with_whom(void **state)
{
	(void)state;
	assert_str(words_of("met people=@bob @eve @ines|what=met"), "Met @bob, @eve and Ines Maes");
	assert_str(words_of("met people=@bob"), "Met @bob");
	assert_str(words_of("met people=@bob|what=lunch"), "Lunch with @bob");
	/* a noun of the user's is left as it is where it begins with no small ASCII letter */
	assert_str(words_of("met people=@bob|what=\u00FCberfall"), "\u00FCberfall with @bob");
	assert_str(words_of("met people=@bob|what=3d talk"), "3d talk with @bob");
	assert_str(words_of("met people=@bob|what={talk"), "{talk with @bob");
}

static void
definitions_fields_and_ideas_are_told(void **state)
{
	(void)state;
	assert_str(words_of("person people=@ines|text=Ines"), "Person Ines (@ines)");
	assert_str(words_of("goal goals=#goal/x|text=X|due=2027-01-01"), "Goal X (#goal/x), due 2027-01-01");
	assert_str(words_of("field people=@ines|what=role|text=host"), "Field role of Ines Maes: host");
	assert_str(words_of("field people=@ines"), "Field  of Ines Maes: ");
	assert_str(words_of("idea people=@ines"), "Idea from Ines Maes");
	assert_str(words_of("idea what=information"), "Information");
	/* what is no statement of notes has no words */
	assert_str(words_of("match people=@ines"), "");
}

static void
states_and_days_are_told_where_they_say_more(void **state)
{
	(void)state;
	assert_str(words_of("ask state=open|people=@bob|date=2026-11-23"), "Ask to @bob, still to be asked");
	assert_str(words_of("ask state=waiting|people=@bob|date=2026-11-22"), "Ask to @bob, waiting for an answer, on 2026-11-22");
	assert_str(words_of("next state=done|people=@bob|done=2026-11-21"), "To do with @bob, done 2026-11-21");
	assert_str(words_of("next state=dropped|people=@bob"), "To do with @bob, dropped");
	assert_str(words_of("promise state=open|people=@bob|due=2026-12-24"), "Promise to @bob, due 2026-12-24");
}

static void
nothing_controls_the_terminal(void **state)
{
	(void)state;
	assert_str(words_of("person people=@ines|text=I\x1B[2J\x7F"), "Person I [2J  (@ines)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(a_noun_has_its_article_and_people_their_names),
	    RULE(a_contact_says_with_whom),
	    RULE(definitions_fields_and_ideas_are_told),
	    RULE(states_and_days_are_told_where_they_say_more),
	    RULE(nothing_controls_the_terminal),
	};

	return cmocka_run_group_tests_name("wording", tests, NULL, NULL);
}
