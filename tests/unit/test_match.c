#include "unit.h"

#include <math.h>

#include "match.h"
#include "path.h"
#include "words.h"

/* What a run of the matcher said, as lines "kind people what score". */
struct run {
	const char *const *lines;
	const char *question, *me;
	size_t most;
	ng_day today;
	struct ng_network *net;
	struct ng_buf out;
	struct ng_match_count count;
	size_t nobody, faults;
	long long sum, score; /* of the shares so far, of their match; in ten thousandths */
	bool adds_up;
	bool scores; /* the shares are told too */
};

static long long
units(struct ng_str s)
{
	char text[32];

	snprintf(text, sizeof(text), "%.*s", NG_STR_ARG(s));
	return llrint(strtod(text, NULL) * 10000);
}

static void
take_record(void *context, const struct ng_record *r)
{
	struct run *run = context;

	if (ng_record_kind(r) == NG_KIND_MATCH || ng_record_kind(r) == NG_KIND_GIVE) {
		run->adds_up = run->adds_up && run->sum == run->score;
		run->sum = 0;
		run->score = units(r->field[NG_FIELD_SCORE]);
		ng_buf_printf(&run->out, "%.*s;", NG_STR_ARG(r->field[NG_FIELD_PEOPLE]));
	} else {
		assert_int_equal(ng_record_kind(r), NG_KIND_BECAUSE);
		run->sum += units(r->field[NG_FIELD_SCORE]);
		ng_buf_printf(&run->out, " %.*s", NG_STR_ARG(r->field[NG_FIELD_WHAT]));
		if (r->field[NG_FIELD_SCORE].p[0] == '-')
			ng_buf_char(&run->out, '-');
		if (run->scores)
			ng_buf_printf(&run->out, " %.*s", NG_STR_ARG(r->field[NG_FIELD_SCORE]));
		ng_buf_char(&run->out, ';');
	}
}

static void
take_nobody(void *context, struct ng_str source, struct ng_str text)
{
	(void)source;
	(void)text;
	((struct run *)context)->nobody++;
}

static void
take_fault(void *context, struct ng_str source, struct ng_str pattern, struct ng_str why)
{
	(void)source;
	(void)pattern;
	(void)why;
	((struct run *)context)->faults++;
}

static void
run_all(void *context)
{
	struct run *run = context;
	struct ng_match_options options = {.most = run->most, .goal = NG_NONE, .question = ng_str_of(run->question)};
	struct ng_match_sink sink = {run, take_record, take_nobody, take_fault};

	options.synonyms = ng_synonyms_new(arena);
	run->net = ng_network_new(arena);
	for (size_t i = 0; run->lines[i] != NULL; i++) {
		struct ng_record record;
		char source[16];

		unit_record(run->lines[i], &record);
		snprintf(source, sizeof(source), "n.md:%zu", i + 1);
		if (record.field[NG_FIELD_SOURCE].n == 0)
			record.field[NG_FIELD_SOURCE] = ng_str_of(source);
		ng_network_add(run->net, &record);
	}
	ng_network_settle(run->net, run->today, ng_str_of(run->me));
	run->out.arena = arena;
	run->count = ng_match_run(run->net, &options, &sink);
	run->adds_up = run->adds_up && run->sum == run->score;
}

static struct run
finish(struct run run)
{
	run.question = run.question == NULL ? "" : run.question;
	run.me = run.me == NULL ? "" : run.me;
	run.most = run.most == 0 ? 9 : run.most;
	run.today = run.today == 0 ? ng_date_of(2026, 11, 23) : run.today;
	run.adds_up = true;
	assert_int_equal(ng_arena_run(arena, run_all, &run), 0);
	assert_true(run.adds_up);
	return run;
}

#define LINES(...) .lines = (const char *const[]){__VA_ARGS__, NULL}
#define ASK(asked, ...) finish((struct run){.question = (asked), LINES(__VA_ARGS__)})
#define MATCH(...) finish((struct run){LINES(__VA_ARGS__)})

static void
who_says_it_comes_before_who_is_mentioned_with_it(void **unused)
{
	struct run run = ASK("seed rounds", "mention people=@bob|text=heard of seed rounds", "knows people=@eve|text=seed rounds",
	                     "mention people=@zoe|text=likes tea");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@eve; knows;@bob; mention;");
	assert_int_equal(run.count.found, 1);
}

static void
words_are_compared_without_case_accents_and_stop_words(void **unused)
{
	struct run run = ASK("Who knows about CRÈMES brulées?", "knows people=@bob|text=cremes brûlées", "knows people=@eve|text=about who knows");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; knows;");
	run = ASK("who is it?", "knows people=@eve|text=about who knows");
	assert_true(run.count.empty);
	assert_int_equal(run.nobody, 0);
}

static void
topics_nest(void **unused)
{
	struct run run = ASK("#law", "knows people=@bob|topics=#law/tax|text=it #law/tax", "knows people=@eve|topics=#law|text=it #law",
	                     "knows people=@zoe|topics=#lawn|text=it #lawn");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@eve; knows;@bob; knows;");
}

static void
a_pattern_must_match(void **unused)
{
	struct run run =
	    ASK("an investor `/climate|energy/i`", "knows people=@bob|text=an investor in shoes",
	        "knows people=@eve|text=an investor in Energy", "mention people=@zoe|text=climate", "person people=@zoe|text=Zoe, investor");

	(void)unused;
	/* zoe's lines: one matches, and the line that doesn't is no evidence */
	assert_str(ng_buf_str(&run.out), "@eve; knows;@zoe; mention;");
	run = ASK("`/(/`", "knows people=@bob|text=x (");
	assert_int_equal(run.faults, 1);
}

static void
an_open_need_of_an_open_goal_is_mine(void **unused)
{
	struct run run = MATCH("goal state=open|goals=#goal/a|text=A", "goal state=done|goals=#goal/b|text=B",
	                       "need state=open|goals=#goal/a|text=a boat", "need state=open|goals=#goal/b|text=a boat",
	                       "need state=done|goals=#goal/a|text=another boat", "need state=open|people=@eve|text=a boat",
	                       "need state=open|text=a boat", "need state=open|date=2027-01-01|goals=#goal/a|text=a boat",
	                       "knows people=@bob|text=a boat for sale");

	(void)unused;
	assert_int_equal(run.count.needs, 2);
	assert_int_equal(run.count.found, 2);
}

static void
no_evidence_no_match(void **unused)
{
	struct run run = MATCH("need state=open|text=a zeppelin", "met date=2026-11-20|people=@bob|text=lunch",
	                       "knows people=@eve|date=2026-12-20|text=a zeppelin", "mention state=dropped|people=@zoe|text=a zeppelin");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "");
	assert_int_equal(run.nobody, 1);
	assert_int_equal(run.count.found, 0);
}

static void
one_line_of_a_note_counts_once(void **unused)
{
	struct run run = ASK("deck", "mention people=@bob|text=reads the deck [offer feedback:: reads the deck]|source=a.md:1",
	                     "offer state=open|people=@bob|what=feedback|text=reads the deck|source=a.md:1");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; offer; open offer;");
}

static void
a_tie_decides_between_equals(void **unused)
{
	struct run run = ASK("boats", "knows people=@ann|text=boats", "knows people=@bob|text=boats",
	                     "met date=2026-11-20|people=@bob|text=lunch");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; knows; tie;@ann; knows;");
}

static void
who_was_asked_or_said_no_goes_down(void **unused)
{
	struct run run = MATCH("goal state=open|goals=#goal/a|text=A", "need state=open|goals=#goal/a|text=boats",
	                       "knows people=@ann|text=boats", "knows people=@bob|text=boats", "knows people=@eve|text=boats",
	                       "ask state=waiting|date=2026-11-20|people=@ann|goals=#goal/a|text=please",
	                       "got date=2026-11-20|people=@bob|what=no|goals=#goal/a|text=sorry");

	(void)unused;
	assert_str(ng_buf_str(&run.out),
	           "@eve; knows;@ann; knows; tie; asked already-;@bob; knows; tie; declined-;");
}

static void
an_offer_for_the_goal_is_evidence_by_its_noun(void **unused)
{
	struct run run = MATCH("goal state=open|goals=#goal/a|text=A", "need state=open|goals=#goal/a|what=feedback|text=on my slides",
	                       "offer state=open|people=@bob @eve|goals=#goal/a|what=feedback|text=whenever I like",
	                       "offer state=open|people=@zoe|goals=#goal/z|what=feedback|text=whenever I like");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; offer; open offer;");
}

static void
strangers_come_with_the_strongest_chain(void **unused)
{
	struct run run = ASK("boats", "knows people=@cap|text=boats", "met date=2026-11-20|people=@ann|text=lunch",
	                     "knows people=@ann @bob|text=@bob", "offer state=open|people=@bob @cap|what=introduction|text=to @cap",
	                     "knows people=@lone|text=boats", "field people=@lone|what=via|text=");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@cap @bob @ann; knows; path;@lone; knows;");
}

static void
chains_have_three_steps_at_most_and_no_circles(void **unused)
{
	struct run run = ASK("boats", "met date=2026-11-20|people=@a|text=lunch", "field people=@b|what=via|text=@a",
	                     "field people=@c|what=via|text=[[b]]", "field people=@d|what=via|text=@c", "field people=@e|what=via|text=@d",
	                     "field people=@e|what=via|text=@e", "field people=@d|what=via|text=@e", "knows people=@d|text=boats",
	                     "knows people=@e|text=boats");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@d @c @b @a; knows; path;@e; knows;");
}

static void
I_am_nobody_to_ask(void **unused)
{
	struct run run = finish((struct run){.question = "boats", .me = "@ida",
	                                     LINES("knows people=@ida|text=boats", "knows people=@bob|text=boats")});

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; knows;");
}

static void
no_more_people_than_asked_for_and_equals_by_handle(void **unused)
{
	struct run run = finish((struct run){.question = "boats", .most = 2,
	                                     LINES("knows people=@c|text=boats", "knows people=@a|text=boats", "knows people=@b|text=boats")});

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@a; knows;@b; knows;");
}

static void
accents_alone_are_no_other_word(void **unused)
{
	struct run run = ASK("boats", "knows people=@bob|text=boats \xCC\x81 \xCC\x81", "knows people=@ann|text=boats");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@ann; knows;@bob; knows;");
}

static void
lines_that_end_alike_are_two(void **unused)
{
	struct run run = ASK("boats", "knows people=@bob|text=sells boats to all who come to the harbour",
	                     "knows people=@bob|text=mends boats to all who come to the harbour");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; knows; knows;");
	run = ASK("boats", "knows people=@bob|text=sells boats|source=a.md:1", "knows people=@bob|text=sells boats|source=b.md:1");
	assert_str(ng_buf_str(&run.out), "@bob; knows;");
}

#define SCORES(asked, ...) finish((struct run){.question = (asked), .scores = true, LINES(__VA_ARGS__)})

/* Twelve words, of which none is asked for. */
#define PROSE "we took the long way round behind hills, mills, fields, farms, woods and ponds; "
#define LONG_PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE

static void
a_score_is_made_of_shares_that_are_known(void **unused)
{
	struct run run;

	(void)unused;
	/* kinds and who is named first */
	run = SCORES("boats", "knows people=@a|text=boats", "mention people=@b @c|text=boats", "offer state=open|people=@d|text=boats", "mention people=@e|text=tea");
	assert_str(ng_buf_str(&run.out), "@a; knows 0.3000;@d; offer 0.2700; open offer 0.0270;@b; mention 0.2100;@c; mention 0.2037;");
	/* of one person's lines each next counts less */
	run = SCORES("boats", "knows people=@a|text=boats", "mention people=@a|text=saw boats", "mention people=@a|text=likes boats", "mention people=@e|text=tea");
	assert_str(ng_buf_str(&run.out), "@a; knows 0.3214; mention 0.1378; mention 0.0965;");
	/* words that are rarer, that come twice, that stand above alone */
	run = SCORES("boats canvas", "mention people=@a|text=boats", "mention people=@b|text=canvas", "mention people=@c|text=boats, boats", "mention people=@d|text=tea|context=Boats",
	             "mention people=@e|text=boats");
	assert_str(ng_buf_str(&run.out), "@b; mention 0.2098;@c; mention 0.0883;@a; mention 0.0667;@e; mention 0.0667;@d; mention 0.0368;");
	/* age; the long prose by its best window */
	run = SCORES("boats", "mention date=2026-11-23|people=@a|text=boats", "mention date=2018-11-23|people=@b|text=boats", "mention people=@c|text=" LONG_PROSE "boats",
	             "mention people=@d|text=boats " LONG_PROSE "boats", "mention people=@e|text=boats " PROSE);
	assert_str(ng_buf_str(&run.out), "@a; mention 0.2615;@e; mention 0.2514;@d; mention 0.2360;@c; mention 0.1892;@b; mention 0.1308;");
	/* whom somebody knows; a crowd */
	run = SCORES("boats", "knows people=@a @b|text=boats", "mention people=@c @d @e @f @g @h @i @j @k @l @m @n|text=boats", "met people=@x @y|text=boats");
	assert_str(ng_buf_str(&run.out), "@a; knows 0.3000;@c; mention 0.2100;@x; met 0.2100;@y; met 0.2100;@b; knows 0.1800;@d; mention 0.1698;@e; mention 0.1698;@f; mention 0.1698;@g; mention 0.1698;");
	/* topics, and those that they nest in */
	run = SCORES("#law/tax", "mention people=@a|topics=#law/tax|text=#law/tax", "mention people=@b|topics=#law|text=#law", "mention people=@c|topics=#law/tax|text=tea",
	             "mention people=@d|text=law", "mention people=@e|text=tea");
	assert_str(ng_buf_str(&run.out), "@a; mention 0.3100;@c; mention 0.1982;@b; mention 0.1041;@d; mention 0.0465;");
	/* a word that no note has, one that is made of two, one that is asked for twice */
	run = SCORES("boats boats zeppelin", "mention people=@a|text=boats", "mention people=@b|text=tea");
	assert_str(ng_buf_str(&run.out), "@a; mention 0.1746;");
	run = SCORES("houseboat", "mention people=@a|text=a boat house", "mention people=@b|text=boat", "mention people=@c|text=house", "mention people=@d|text=tea");
	assert_str(ng_buf_str(&run.out), "@a; mention 0.2652;@b; mention 0.1547;@c; mention 0.1547;");
}

static void
what_a_contact_needs_is_answered_by_what_others_say_outright(void **unused)
{
	struct run run = MATCH("need state=open|people=@eve|text=`/boats/`", "mention people=@bob|text=saw boats", "knows people=@zoe|text=boats",
	                       "met date=2026-11-20|people=@eve @bob @zoe|text=lunch");

	(void)unused;
	assert_int_equal(run.count.given, 1);
	assert_str(ng_buf_str(&run.out), "@eve @zoe; knows; tie;");
}

static void
a_need_that_names_me_first_is_mine(void **unused)
{
	struct run run = finish((struct run){.me = "@ida",
	                                     LINES("need state=open|people=@ida @eve|text=boats, as @eve has one",
	                                           "need state=open|people=@zoe @ida|text=boats", "knows people=@bob|text=boats",
	                                           "met date=2026-11-20|people=@ida @bob @zoe|text=lunch")});

	(void)unused;
	assert_int_equal(run.count.needs, 1);
	assert_int_equal(run.count.found, 1);
	assert_int_equal(run.count.given, 1);
	assert_str(ng_buf_str(&run.out), "@bob; knows; tie;@zoe @bob; knows; tie;");
}

static void
what_others_asked_for_in_shared_notes_takes_nothing_from_somebody_for_me(void **unused)
{
	static const char *const lines[] = {"knows people=@bob|text=boats", "ask state=waiting|date=2026-11-01|people=@bob @eve|text=a plan",
	                                    "ask state=waiting|date=2026-11-02|people=@bob @eve|text=a deck", NULL};
	struct run run = finish((struct run){.question = "boats", .me = "@ida", .lines = lines});

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@bob; knows; asked already-;");
	run = finish((struct run){.question = "boats", .me = "@eve", .lines = lines});
	assert_str(ng_buf_str(&run.out), "@bob; knows; tie; offer first-; asked already-;");
}

static void
topics_of_many_levels_are_asked_for_up_to_the_eighth(void **unused)
{
	struct run run = ASK("#a/b/c/d/e/f/g/h/i/j", "knows people=@ann|topics=#a/b/c/d/e/f/g/h/i|text=it", "knows people=@bob|topics=#a/b|text=it",
	                     "knows people=@eve|topics=#a/b/c/d/e/f/g/h/i/j|text=it");

	(void)unused;
	assert_str(ng_buf_str(&run.out), "@eve; knows;@ann; knows;");
}

struct text {
	const char *text;
	bool short_first; /* short words are asked for apart */
	struct ng_buf out;
};

static bool
next_word(struct text *t, struct ng_words *words, char spelled[NG_WORDS_SHORT], struct ng_str *word)
{
	uint64_t letters[2];

	if (!t->short_first || !ng_words_next_short(words, letters))
		return ng_words_next(words, word);
	*word = (struct ng_str){spelled, 0};
	while (word->n < NG_WORDS_SHORT && (letters[word->n / 8] >> (word->n % 8 * 8) & 0xFF) != 0) {
		spelled[word->n] = (char)(letters[word->n / 8] >> (word->n % 8 * 8));
		word->n++;
	}
	return true;
}

static void
split(void *context)
{
	struct text *t = context;
	struct ng_words words = ng_words_of(arena, ng_str_of(t->text));
	char spelled[NG_WORDS_SHORT];
	struct ng_str word;

	t->out = (struct ng_buf){.arena = arena};
	while (next_word(t, &words, spelled, &word)) {
		if (ng_words_is_stop(word))
			continue;
		ng_buf_add(&t->out, word);
		ng_buf_char(&t->out, ' ');
	}
}

/* The words of a text, which are the same in both ways of asking for them. */
static struct ng_str
words_of(const char *text)
{
	struct text t = {.text = text}, again = {.text = text, .short_first = true};

	assert_int_equal(ng_arena_run(arena, split, &t), 0);
	assert_int_equal(ng_arena_run(arena, split, &again), 0);
	assert_true(ng_str_eq(ng_buf_str(&t.out), ng_buf_str(&again.out)));
	return ng_str_trim(ng_buf_str(&t.out));
}

static void
words_are_runs_of_letters(void **unused)
{
	(void)unused;
	assert_str(words_of("Maria's seed-round, #angel-investing @bob_x"), "maria seed round angel investing bob_x");
	assert_str(words_of("l'argent d’idées Ümlaut STRASSE straße"), "argent idees umlaut strasse strasse");
	assert_str(words_of("the a of and who"), "");
	assert_str(words_of("'' ' ’"), "");
	assert_str(words_of("東京都 ab 字"), "東京 京都 ab 字");
	assert_str(words_of("картографія"), "картографія");
	assert_str(words_of(""), "");
	assert_str(words_of("eightlet NINE_LETT fifteen_letters sixteen__letters"), "eightlet nine_lett fifteen_letters sixteen__letters");
	assert_str(words_of("Z[A]z{a}0/9:`@ q\x7Fw naïve eightleté x"), "z z 0 9 q w naive eightlete x");
	assert_str(words_of("fifteen_letters's eightlet's boat"), "fifteen_letters eightlet boat");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(who_says_it_comes_before_who_is_mentioned_with_it),
	    RULE(words_are_compared_without_case_accents_and_stop_words),
	    RULE(topics_nest),
	    RULE(a_pattern_must_match),
	    RULE(an_open_need_of_an_open_goal_is_mine),
	    RULE(no_evidence_no_match),
	    RULE(one_line_of_a_note_counts_once),
	    RULE(a_tie_decides_between_equals),
	    RULE(who_was_asked_or_said_no_goes_down),
	    RULE(an_offer_for_the_goal_is_evidence_by_its_noun),
	    RULE(strangers_come_with_the_strongest_chain),
	    RULE(chains_have_three_steps_at_most_and_no_circles),
	    RULE(I_am_nobody_to_ask),
	    RULE(accents_alone_are_no_other_word),
	    RULE(no_more_people_than_asked_for_and_equals_by_handle),
	    RULE(lines_that_end_alike_are_two),
	    RULE(a_score_is_made_of_shares_that_are_known),
	    RULE(what_a_contact_needs_is_answered_by_what_others_say_outright),
	    RULE(a_need_that_names_me_first_is_mine),
	    RULE(what_others_asked_for_in_shared_notes_takes_nothing_from_somebody_for_me),
	    RULE(topics_of_many_levels_are_asked_for_up_to_the_eighth),
	    RULE(words_are_runs_of_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
