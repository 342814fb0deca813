#include "unit.h"

#include "network_parts.h"

/* Each test reads some records as of 2026-11-23 and looks at the network that they make. */
struct reading {
	const char *const *lines;
	const char *me;
	ng_day today;
	bool backwards;
	struct ng_network *net;
};

static void
read_all(void *context)
{
	struct reading *r = context;
	size_t n = 0;

	r->net = ng_network_new(arena);
	while (r->lines[n] != NULL)
		n++;
	for (size_t i = 0; i < n; i++) {
		struct ng_record record;

		unit_record(r->lines[r->backwards ? n - 1 - i : i], &record);
		ng_network_add(r->net, &record);
	}
	ng_network_settle(r->net, r->today, ng_str_of(r->me));
}

static struct ng_network *
network_of(struct reading r)
{
	if (r.me == NULL)
		r.me = "";
	if (r.today == 0)
		r.today = ng_date_of(2026, 11, 23);
	assert_int_equal(ng_arena_run(arena, read_all, &r), 0);
	return r.net;
}

#define NETWORK(...) \
	network_of((struct reading){.lines = (const char *const[]){__VA_ARGS__, NULL}})
#define NETWORK_AS(who, ...) \
	network_of((struct reading){.me = (who), .lines = (const char *const[]){__VA_ARGS__, NULL}})
#define NETWORK_ON(y, m, d, ...) \
	network_of((struct reading){.today = ng_date_of(y, m, d), .lines = (const char *const[]){__VA_ARGS__, NULL}})

/* The first statement with that text. */
static struct ng_statement *
statement(const struct ng_network *net, const char *text)
{
	for (size_t i = 0; i < net->nstatements; i++)
		if (ng_str_eq(net->statements[i]->text, ng_str_of(text)))
			return net->statements[i];
	fail_msg("no statement %s", text);
	return NULL;
}

struct question {
	const struct ng_network *net;
	struct ng_str name;
	bool goal;
	uint32_t answer;
};

static void
look_up(void *context)
{
	struct question *q = context;

	q->answer = q->goal ? ng_network_goal(q->net, q->name) : ng_network_person(q->net, q->name);
}

static const struct ng_person *
person(const struct ng_network *net, const char *name)
{
	struct question q = {net, ng_str_of(name), false, NG_NONE};

	assert_int_equal(ng_arena_run(arena, look_up, &q), 0);
	return q.answer == NG_NONE ? NULL : &net->people[q.answer];
}

static const struct ng_goal *
goal(const struct ng_network *net, const char *name)
{
	struct question q = {net, ng_str_of(name), true, NG_NONE};

	assert_int_equal(ng_arena_run(arena, look_up, &q), 0);
	return q.answer == NG_NONE ? NULL : &net->goals[q.answer];
}

static bool
is_first(const struct ng_network *net, const char *text, const char *handle)
{
	const struct ng_statement *s = statement(net, text);

	return s->people.n > 0 && unit_is(net->people[s->people.v[0]].handle, handle);
}

static enum ng_state
state(const struct ng_network *net, const char *text)
{
	return statement(net, text)->state;
}

static size_t
contacts(const struct ng_network *net, const char *name)
{
	const struct ng_person *p = person(net, name);

	assert_non_null(p);
	return p->contacts.n;
}

/* Links and aliases */

static void
a_link_is_the_person_of_that_handle_name_alias_or_file(void **unused)
{
	struct ng_network *net = NETWORK(
	    "person people=@maria|text=Maria Keller, partner at Seedling|source=people.md:3",
	    "field people=@maria|what=alias|text=Mimi|source=people.md:4",
	    "person people=@eva|text=Eva|source=People/Doctor Eva.md:1",
	    "mention people=[[maria]]|text=by handle", "mention people=[[maria-keller]]|text=by name",
	    "mention people=[[mimi]]|text=by alias", "mention people=[[doctor-eva]]|text=by file");

	(void)unused;
	assert_true(is_first(net, "by handle", "@maria"));
	assert_true(is_first(net, "by name", "@maria"));
	assert_true(is_first(net, "by alias", "@maria"));
	assert_true(is_first(net, "by file", "@eva"));
	assert_int_equal(net->npeople, 2);
	net = NETWORK("field people=[[harbour]]|what=alias|text=Docks", "mention people=[[docks]]|text=a page that is nobody's");
	assert_null(person(net, "docks"));
	assert_int_equal(net->npeople, 0);
}

static void
a_file_of_many_people_is_nobodys_page(void **unused)
{
	struct ng_network *net =
	    NETWORK("person people=@anna|text=Anna|source=people.md:1", "person people=@bob|text=Bob|source=people.md:5",
	            "mention people=[[people]]|topics=|text=see there");

	(void)unused;
	assert_int_equal(statement(net, "see there")->people.n, 0);
	assert_str(ng_table_name(net->topics, statement(net, "see there")->topics.v[0]), "#people");
}

static void
a_link_is_a_goal_where_no_person_has_the_name(void **unused)
{
	struct ng_network *net =
	    NETWORK("goal state=open|goals=#goal/atlas|text=Fund Atlas", "mention people=[[fund-atlas]] @bob|text=about it");
	const struct ng_statement *s = statement(net, "about it");

	(void)unused;
	assert_int_equal(s->people.n, 1);
	assert_int_equal(s->goals.n, 1);
	assert_str(net->goals[s->goals.v[0]].handle, "#goal/atlas");
}

static void
a_link_in_a_meeting_or_first_in_what_passes_is_a_person(void **unused)
{
	struct ng_network *net =
	    NETWORK("met date=2026-06-01|people=@bob [[radu-ionescu]]|text=lunch", "got people=[[eve]] [[ghent]]|text=advice",
	            "mention people=[[radu-ionescu]]|text=knows law", "mention people=[[ghent]]|text=a town");

	(void)unused;
	assert_non_null(person(net, "Radu Ionescu"));
	assert_non_null(person(net, "[[eve]]"));
	/* who is a person once is one everywhere */
	assert_true(is_first(net, "knows law", "[[radu-ionescu]]"));
	assert_null(person(net, "Ghent"));
	assert_int_equal(statement(net, "advice")->topics.n, 1);
	assert_str(ng_table_name(net->topics, statement(net, "a town")->topics.v[0]), "#ghent");
}

static void
each_kind_of_what_passes_has_a_person_first(void **unused)
{
	static const char *const passes[] = {"ask", "offer", "promise", "got", "gave", "knows"},
				 *const found[] = {"match", "give", "because"};
	char line[60];

	(void)unused;
	for (size_t i = 0; i < sizeof(passes) / sizeof(passes[0]); i++) {
		snprintf(line, sizeof(line), "%s people=[[eve]] [[ghent]]|text=x", passes[i]);
		assert_int_equal(NETWORK(line)->npeople, 1);
	}
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		snprintf(line, sizeof(line), "%s people=[[eve]] [[bob]]|text=x|score=1.0", found[i]);
		assert_int_equal(NETWORK(line)->npeople, 2);
	}
	assert_int_equal(NETWORK("need people=[[eve]]|text=x")->npeople, 0);
}

static void
a_name_ends_before_what_says_more(void **unused)
{
	static const char *const names[] = {"Eva, cook", "Eva (cook)", "Eva: cook", "Eva | cook", "Eva; cook", "Eva - cook",
					    "Eva \u2013 cook", "Eva \u2014 cook", "Eva", " Eva "};

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_str(ng_links_called(ng_str_of(names[i])), "Eva");
	assert_str(ng_links_called(NG_STR("Eva-Maria Holm\u2013Vogt")), "Eva-Maria Holm\u2013Vogt");
	assert_str(ng_links_called(NG_STR("(cook)")), "(cook)");
}

static void
an_undefined_handle_may_be_an_alias(void **unused)
{
	struct ng_network *net =
	    NETWORK("person people=@maria|text=Maria", "field people=@maria|what=alias|text=@mk", "mention people=@mk @maria|text=x",
	            "field people=@a|what=alias|text=@b", "field people=@b|what=alias|text=@a");

	(void)unused;
	assert_int_equal(statement(net, "x")->people.n, 1);
	assert_true(is_first(net, "x", "@maria"));
	/* two who are each other's stay two */
	assert_int_equal(net->npeople, 3);
}

static void
a_goals_alias_makes_the_tag_mean_the_goal(void **unused)
{
	struct ng_network *net =
	    NETWORK("goal state=open|goals=#goal/atlas|text=Fund Atlas", "field goals=#goal/atlas|what=alias|text=#atlas",
	            "mention people=@bob|topics=#atlas/pilot #wells|text=x", "mention people=@bob|topics=#atlases|text=y");

	(void)unused;
	assert_int_equal(statement(net, "x")->goals.n, 1);
	assert_int_equal(statement(net, "x")->topics.n, 1);
	assert_int_equal(statement(net, "y")->goals.n, 0);
	assert_ptr_equal(goal(net, "atlas"), &net->goals[0]);
	assert_ptr_equal(goal(net, "#goal/atlas"), &net->goals[0]);
	assert_ptr_equal(goal(net, "Fund Atlas"), &net->goals[0]);
	assert_null(goal(net, "atlases"));
}

static void
definitions_in_pieces_are_one(void **unused)
{
	struct ng_network *net =
	    NETWORK("person people=@bob|text=|source=a.md:1", "person people=@bob|text=Bob Stone (Ghent)|source=b.md:2",
	            "person people=@bob|text=Robert|source=c.md:2", "field people=@bob|what=email|text=old@b.example",
	            "field date=2026-05-01|people=@bob|what=email|text=new@b.example");

	(void)unused;
	assert_str(person(net, "@bob")->name, "Bob Stone (Ghent)");
	assert_str(person(net, "@bob")->called, "Bob Stone");
	assert_str(ng_network_field(net, 0, NG_STR("email"))->text, "new@b.example");
	assert_null(ng_network_field(net, 0, NG_STR("phone")));
}

/* The day */

static void
what_is_dated_later_is_planned(void **unused)
{
	struct ng_network *net = NETWORK_ON(2026, 6, 1, "met date=2026-06-02|people=@bob|text=tomorrow",
	                                    "met date=2026-06-01|people=@eve|text=today",
	                                    "promise state=done|done=2026-06-02|people=@eve|text=not yet",
	                                    "goal state=done|done=2026-06-05|goals=#goal/x|text=X");

	(void)unused;
	assert_true(statement(net, "tomorrow")->planned);
	assert_false(statement(net, "today")->planned);
	assert_int_equal(contacts(net, "@bob"), 0);
	assert_int_equal(contacts(net, "@eve"), 1);
	assert_int_equal(state(net, "not yet"), NG_STATE_OPEN);
	assert_int_equal(goal(net, "x")->state, NG_STATE_OPEN);
}

static void
days_are_sorted_from_the_first_of_the_calendar_on(void **unused)
{
	struct ng_dated days[] = {{ng_date_of(9999, 12, 31), 0}, {0, 1}, {1, 2}, {ng_date_of(2026, 11, 23), 3}, {1, 4}, {0, 5}, {2, 6}};
	static const uint32_t order[] = {1, 5, 2, 4, 6, 3, 0};
	struct ng_arena *a = ng_arena_new(0);

	(void)unused;
	assert_non_null(a);
	ng_dated_sort(a, days, sizeof(days) / sizeof(days[0]));
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		assert_int_equal(days[i].number, order[i]);
	ng_arena_free(a);
}

static void
a_person_has_their_fields_in_the_order_of_records(void **unused)
{
	struct ng_network *net = NETWORK("field people=@bob|what=org|text=Boats", "mention people=@bob|text=x", "field people=@ann @bob|what=city|text=Ghent",
	                                 "field people=@bob|what=role|text=Builder", "field date=2027-01-01|people=@bob|what=city|text=Rome");

	(void)unused;
	assert_int_equal(person(net, "bob")->fields.n, 2);
	assert_str(net->statements[person(net, "bob")->fields.v[0]]->text, "Boats");
	assert_str(net->statements[person(net, "bob")->fields.v[1]]->text, "Builder");
	assert_int_equal(person(net, "ann")->fields.n, 1);
	assert_str(net->statements[person(net, "ann")->fields.v[0]]->text, "Ghent");
}

static void
a_need_is_mine_where_it_names_nobody_or_me_first(void **unused)
{
	struct ng_network *net = NETWORK_AS("@ida", "need state=open|text=nobody", "need state=open|people=@ida|text=me",
	                                    "need state=open|people=@ida @bob|text=me and bob", "need state=open|people=@bob @ida|text=bob and me",
	                                    "need state=done|people=@bob|text=closed", "need state=open|date=2027-01-01|people=@bob|text=planned");
	static const struct {
		const char *text;
		bool mine, my_need, theirs;
	} needs[] = {
		{"nobody", true, true, false}, {"me", true, true, false}, {"me and bob", true, true, false},
		{"bob and me", false, false, true}, {"closed", false, false, false}, {"planned", false, false, false},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		const struct ng_statement *s = statement(net, needs[i].text);

		assert_int_equal(ng_network_is_mine(net, s), needs[i].mine);
		assert_int_equal(ng_network_is_my_need(net, s), needs[i].my_need);
		assert_int_equal(ng_network_is_their_need(net, s), needs[i].theirs);
	}
}

/* Closing */

static void
a_got_closes_the_ask_and_the_offer_with_its_noun(void **unused)
{
	struct ng_network *net = NETWORK("ask state=waiting|date=2026-06-01|people=@bob|what=advice|text=a1",
	                                 "ask state=waiting|date=2026-06-01|people=@bob|what=introduction|text=a2",
	                                 "offer state=open|date=2026-06-01|people=@bob|what=introduction|text=o1",
	                                 "ask state=waiting|date=2026-06-01|people=@eve|what=introduction|text=a3",
	                                 "got date=2026-06-03|people=@bob @zoe|what=introduction|text=g");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_WAITING);
	assert_int_equal(state(net, "a2"), NG_STATE_DONE);
	assert_int_equal(state(net, "o1"), NG_STATE_DONE);
	assert_int_equal(state(net, "a3"), NG_STATE_WAITING);
	assert_int_equal(statement(net, "a2")->done, ng_date_of(2026, 6, 3));
	assert_ptr_equal(net->statements[statement(net, "g")->closes[0]], statement(net, "a2"));
	assert_ptr_equal(net->statements[statement(net, "g")->closes[1]], statement(net, "o1"));
}

static void
the_goal_of_what_a_got_closes_decides_what_it_closes_then(void **unused)
{
	struct ng_network *net = NETWORK("ask state=waiting|date=2026-06-01|people=@bob|goals=#goal/a|what=advice|text=a1",
	                                 "offer state=open|date=2026-06-01|people=@bob|goals=#goal/b|what=advice|text=o1",
	                                 "offer state=open|date=2026-06-01|people=@bob|goals=#goal/a|what=advice|text=o2",
	                                 "got date=2026-06-03|people=@bob|what=advice|text=g");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_DONE);
	assert_int_equal(state(net, "o1"), NG_STATE_OPEN);
	assert_int_equal(state(net, "o2"), NG_STATE_DONE);
	assert_str(net->goals[statement(net, "g")->goals.v[0]].handle, "#goal/a");
}

static void
without_a_noun_the_goal_decides_else_the_only_one(void **unused)
{
	struct ng_network *net =
	    NETWORK("ask state=waiting|date=2026-06-01|people=@bob|goals=#goal/a|text=a1",
	            "ask state=waiting|date=2026-06-01|people=@bob|goals=#goal/b|text=a2",
	            "got date=2026-06-03|people=@bob|goals=#goal/b|what=advice|text=g1",
	            "promise state=open|date=2026-06-01|people=@bob|goals=#goal/a|text=p1",
	            "gave date=2026-06-03|people=@bob|text=g2", "ask state=waiting|date=2026-06-01|people=@eve|text=e1",
	            "ask state=waiting|date=2026-06-01|people=@eve|text=e2", "got date=2026-06-03|people=@eve|text=g3");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_WAITING);
	assert_int_equal(state(net, "a2"), NG_STATE_DONE);
	assert_int_equal(state(net, "p1"), NG_STATE_DONE);
	/* it takes the goal of what it closes */
	assert_int_equal(statement(net, "g2")->goals.n, 1);
	assert_str(net->goals[statement(net, "g2")->goals.v[0]].handle, "#goal/a");
	/* unclear: none */
	assert_int_equal(state(net, "e1"), NG_STATE_WAITING);
	assert_int_equal(state(net, "e2"), NG_STATE_WAITING);
}

static void
nouns_that_contradict_close_nothing(void **unused)
{
	struct ng_network *net = NETWORK("ask state=waiting|date=2026-06-01|people=@bob|what=introduction|text=a1",
	                                 "got date=2026-06-03|people=@bob|what=advice|text=g1",
	                                 "ask state=waiting|date=2026-06-01|people=@eve|text=a2",
	                                 "got date=2026-06-03|people=@eve|what=card|text=g2",
	                                 "ask state=waiting|date=2026-06-01|people=@zoe|what=opinion|text=a3",
	                                 "got date=2026-06-03|people=@zoe|what=advice|text=g3");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_WAITING);
	assert_int_equal(state(net, "a2"), NG_STATE_WAITING);
	/* an opinion that was asked for, and came as advice */
	assert_int_equal(state(net, "a3"), NG_STATE_DONE);
}

static void
a_no_closes_the_ask_and_no_offer(void **unused)
{
	struct ng_network *net = NETWORK("ask state=waiting|date=2026-06-01|people=@bob|what=seat|text=a1",
	                                 "offer state=open|date=2026-06-01|people=@bob|what=help|text=o1",
	                                 "got date=2026-06-03|people=@bob|what=no|text=g1");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_DONE);
	assert_int_equal(state(net, "o1"), NG_STATE_OPEN);
}

static void
nothing_closes_what_comes_later(void **unused)
{
	struct ng_network *net =
	    NETWORK("got date=2026-06-03|people=@bob|what=advice|text=g1|source=d.md:1",
	            "ask state=waiting|date=2026-06-03|people=@bob|what=advice|text=a1|source=d.md:5",
	            "got date=2026-06-03|people=@eve|what=advice|text=g2|source=a.md:1",
	            "ask state=waiting|date=2026-06-03|people=@eve|what=advice|text=a2|source=z.md:1",
	            "got people=@zoe|what=advice|text=g3|source=z.md:2",
	            "ask state=waiting|date=2026-06-03|people=@zoe|what=advice|text=a3|source=y.md:1");

	(void)unused;
	assert_int_equal(state(net, "a1"), NG_STATE_WAITING); /* further down on the same day in the same file */
	assert_int_equal(state(net, "a2"), NG_STATE_DONE);    /* on the same day in another file */
	assert_int_equal(state(net, "a3"), NG_STATE_DONE);    /* a got without a date comes last */
}

static void
before_its_closing_day_it_is_open(void **unused)
{
	static const char *const lines[] = {"ask state=waiting|date=2026-06-01|people=@bob|what=advice|text=a1",
	                                    "got date=2026-06-03|people=@bob|what=advice|text=g1", NULL};

	(void)unused;
	assert_int_equal(state(network_of((struct reading){.lines = lines, .today = ng_date_of(2026, 6, 2)}), "a1"),
	                 NG_STATE_WAITING);
	assert_int_equal(state(network_of((struct reading){.lines = lines, .today = ng_date_of(2026, 6, 3)}), "a1"),
	                 NG_STATE_DONE);
}

static void
a_later_ticked_line_closes_the_one_with_its_words(void **unused)
{
	struct ng_network *net =
	    NETWORK("next state=open|date=2026-06-01|people=@bob|text=Send the deck to @bob!",
	            "next state=done|date=2026-06-05|people=@bob|text=send the deck to @bob",
	            "next state=open|date=2026-06-01|people=@bob|text=call @bob",
	            "next state=done|date=2026-05-05|people=@bob|text=Call @bob",
	            "next state=open|date=2026-06-01|people=@eve|text=send the draft",
	            "next state=dropped|date=2026-06-05|people=@bob|text=Send the draft",
	            "ask state=open|date=2026-06-01|people=@eve|text=for a chair",
	            "ask state=waiting|date=2026-06-02|people=@eve|text=For a chair",
	            "next state=open|date=2026-06-01|people=@eve|what=lunch|text=Lunch with @eve",
	            "met state=done|date=2026-06-02|people=@eve|what=lunch|text=lunch with @eve",
	            "next state=open|date=2026-06-01|people=@zoe|text=thank her",
	            "next state=done|date=2026-06-02|people=@zoe|text=Thank her, @zoe",
	            "need state=open|date=2026-06-01|goals=#goal/a|text=a boat",
	            "need state=done|date=2026-06-02|goals=#goal/b|text=A boat",
	            "next state=open|date=2026-06-01|people=@zoe|text=bring a cake",
	            "promise state=open|date=2026-06-01|people=@zoe|text=a song",
	            "promise state=done|date=2026-06-02|people=@zoe|text=Bring a cake");

	(void)unused;
	assert_int_equal(state(net, "Send the deck to @bob!"), NG_STATE_DONE);
	assert_int_equal(state(net, "call @bob"), NG_STATE_OPEN);      /* ticked earlier */
	assert_int_equal(state(net, "send the draft"), NG_STATE_OPEN); /* for somebody else */
	assert_int_equal(state(net, "for a chair"), NG_STATE_DONE);
	assert_int_equal(state(net, "For a chair"), NG_STATE_WAITING);
	assert_int_equal(state(net, "Lunch with @eve"), NG_STATE_DONE);
	assert_int_equal(state(net, "thank her"), NG_STATE_DONE); /* names are compared as people */
	assert_int_equal(state(net, "a boat"), NG_STATE_OPEN); /* for another goal */
	assert_int_equal(state(net, "bring a cake"), NG_STATE_OPEN); /* of another kind */
}

static void
a_ticked_line_closes_a_thousand_of_its_words_at_most(void **unused)
{
	static const char *lines[1100];
	size_t n = 0, done = 0;
	struct ng_network *net;

	(void)unused;
	while (n < 1050)
		lines[n++] = "next state=open|date=2026-06-01|text=water the plants";
	lines[n++] = "next state=done|date=2026-06-02|text=Water the plants";
	net = network_of((struct reading){.lines = lines});
	for (size_t i = 0; i < net->nstatements; i++)
		done += net->statements[i]->written == NG_STATE_OPEN && net->statements[i]->state == NG_STATE_DONE;
	assert_int_equal(done, 1000);
}

static void
the_order_of_records_carries_no_meaning(void **unused)
{
	static const char *const lines[] = {
	    "ask state=waiting|date=2026-06-01|people=@bob|what=advice|text=a1|source=a.md:1",
	    "got date=2026-06-03|people=@bob|what=advice|text=g1|source=a.md:2",
	    "person people=@bob|text=Bob|source=b.md:1", "person people=@bob|text=Robert|source=b.md:20",
	    "mention people=[[bob]] [[bobby]]|text=x|source=c.md:3", "field people=@bob|what=alias|text=bobby|source=b.md:9", NULL};
	struct ng_network *one = network_of((struct reading){.lines = lines});
	struct ng_network *two = network_of((struct reading){.lines = lines, .backwards = true});

	(void)unused;
	assert_int_equal(one->nstatements, two->nstatements);
	for (size_t i = 0; i < one->nstatements; i++) {
		assert_true(ng_str_eq(one->statements[i]->text, two->statements[i]->text));
		assert_int_equal(one->statements[i]->state, two->statements[i]->state);
		assert_int_equal(one->statements[i]->people.n, two->statements[i]->people.n);
	}
	assert_true(ng_str_eq(one->people[0].name, two->people[0].name));
	assert_str(one->people[0].name, "Bob");
}

/* Contact */

static void
contact_is_what_passed_between_us_once_a_day(void **unused)
{
	struct ng_network *net =
	    NETWORK("met date=2026-06-01|people=@a @b|text=dinner", "ask state=waiting|date=2026-06-01|people=@a @c|text=ask",
	            "ask state=open|date=2026-06-02|people=@a|text=to ask", "mention date=2026-06-03|people=@c|text=said",
	            "got date=2026-06-04|people=@a @d|what=introduction|text=intro",
	            "gave date=2026-06-05|people=@b @c|what=help|text=help", "met people=@e|text=some day",
	            "met state=dropped|date=2026-06-01|people=@f|text=never happened");

	(void)unused;
	assert_int_equal(contacts(net, "@a"), 2);
	assert_int_equal(contacts(net, "@b"), 2);
	assert_int_equal(contacts(net, "@c"), 0);
	assert_int_equal(contacts(net, "@d"), 1);
	assert_int_equal(contacts(net, "@e"), 0);
	assert_true(person(net, "@e")->met);
	assert_false(person(net, "@c")->met || person(net, "@f")->met);
	assert_int_equal(person(net, "@c")->noted, ng_date_of(2026, 6, 5));
	assert_int_equal(ng_network_last_contact(net, 0), ng_date_of(2026, 6, 4));
}

static void
in_shared_notes_contacts_are_those_that_name_me(void **unused)
{
	struct ng_network *net =
	    NETWORK_AS("@me", "met date=2026-06-01|people=@me @a|text=with me", "met date=2026-06-02|people=@a @b|text=without me",
	               "next state=open|people=@a|text=@a: write the minutes", "next state=open|people=@me|text=@me: buy cake",
	               "next state=open|people=@a|text=write to @a");

	(void)unused;
	assert_int_equal(contacts(net, "@a"), 1);
	assert_int_equal(contacts(net, "@b"), 0);
	assert_int_equal(contacts(net, "@me"), 0);
	assert_true(statement(net, "@a: write the minutes")->others);
	assert_false(statement(net, "@me: buy cake")->others);
	assert_false(statement(net, "write to @a")->others);
}

static void
notes_that_name_me_are_the_shared_ones(void **unused)
{
	struct ng_network *net = NETWORK(
	    "person people=@ida|text=Ida|source=people.md:1", "field people=@ida|what=me|text=yes|source=people.md:2",
	    "knows people=@ida|text=maps|source=people.md:3", "met date=2026-01-01|people=@c|text=call|source=people.md:9",
	    "met date=2026-06-01|people=@a|text=lunch|source=diary.md:1",
	    "met date=2026-06-02|people=@b @ida|text=team|source=minutes.md:1",
	    "met date=2026-06-03|people=@b @a|text=they|source=minutes.md:5");

	(void)unused;
	assert_str(net->people[net->me].handle, "@ida");
	assert_int_equal(contacts(net, "@a"), 1); /* the lunch; not what the minutes say of others */
	assert_int_equal(contacts(net, "@b"), 1);
	assert_int_equal(contacts(net, "@c"), 1); /* the page about me is my own */
}

static void
a_crowd_is_no_trouble(void **unused)
{
	char *people = malloc(1000000), line[] = "met date=2026-06-01|text=fair|people=";
	struct ng_network *net;
	size_t n = 0;

	(void)unused;
	n += (size_t)sprintf(people, "%s", line);
	for (int i = 0; i < 100000; i++)
		n += (size_t)sprintf(people + n, "%s@p%d", i > 0 ? " " : "", i);
	net = NETWORK(people, people, "ask state=waiting|people=@p7|text=x");
	assert_int_equal(net->npeople, 100000);
	assert_int_equal(contacts(net, "@p99999"), 1);
	free(people);
}

/* The goal of somebody's seat, as its number in #goal/1, or 0. */
static int
seat_of(const struct ng_network *net, const char *who)
{
	const struct ng_statement *s = statement(net, who);

	return s->goals.n == 0 ? 0 : net->goals[s->goals.v[0]].handle.p[6] - '0';
}

static void
a_seat_without_a_goal_is_the_only_one_with_its_topic(void **unused)
{
	struct ng_network *net = NETWORK(
	    "need state=open|goals=#goal/1|topics=#law #tax|what=seat|text=a", "need state=open|goals=#goal/2|topics=#ink|what=seat|text=b",
	    "need state=open|goals=#goal/3|topics=#ink|what=seat|text=c", "need state=done|goals=#goal/4|topics=#sail|what=seat|text=d",
	    "need state=open|goals=#goal/5|topics=#sail|what=seat|text=e", "need state=done|goals=#goal/6|topics=#sail|what=seat|text=f",
	    "need state=done|goals=#goal/7|topics=#wood|what=seat|text=g", "need state=done|goals=#goal/8|topics=#wood|what=seat|text=h",
	    "need state=open|people=@eve|topics=#wind|what=seat|text=i", "need state=dropped|goals=#goal/1|topics=#oak|what=seat|text=j",
	    "need state=open|goals=#goal/9|topics=#elm|what=seat|text=k",
	    "got people=@a|topics=#law #tax #none|what=seat|text=@a", "got people=@b|topics=#ink|what=seat|text=@b",
	    "got people=@c|topics=#sail|what=seat|text=@c", "got people=@d|topics=#wood|what=seat|text=@d",
	    "got people=@e|topics=#wind|what=seat|text=@e", "got people=@f|topics=#oak|what=seat|text=@f",
	    "got people=@g|topics=#law #elm|what=seat|text=@g", "got people=@h|topics=#law|what=help|text=@h");

	(void)unused;
	assert_int_equal(seat_of(net, "@a"), 1);
	assert_int_equal(seat_of(net, "@b"), 0); /* two seats have it */
	assert_int_equal(seat_of(net, "@c"), 5); /* the open one */
	assert_int_equal(seat_of(net, "@d"), 0);
	assert_int_equal(seat_of(net, "@e"), 0); /* not mine */
	assert_int_equal(seat_of(net, "@f"), 0); /* dropped */
	assert_int_equal(seat_of(net, "@g"), 0); /* two topics of two seats */
	assert_int_equal(seat_of(net, "@h"), 0); /* no seat */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(a_seat_without_a_goal_is_the_only_one_with_its_topic),
	    RULE(a_link_is_the_person_of_that_handle_name_alias_or_file),
	    RULE(a_file_of_many_people_is_nobodys_page),
	    RULE(a_link_is_a_goal_where_no_person_has_the_name),
	    RULE(a_link_in_a_meeting_or_first_in_what_passes_is_a_person),
	    RULE(each_kind_of_what_passes_has_a_person_first),
	    RULE(a_name_ends_before_what_says_more),
	    RULE(an_undefined_handle_may_be_an_alias),
	    RULE(a_goals_alias_makes_the_tag_mean_the_goal),
	    RULE(definitions_in_pieces_are_one),
	    RULE(what_is_dated_later_is_planned),
	    RULE(days_are_sorted_from_the_first_of_the_calendar_on),
	    RULE(a_person_has_their_fields_in_the_order_of_records),
	    RULE(a_need_is_mine_where_it_names_nobody_or_me_first),
	    RULE(a_got_closes_the_ask_and_the_offer_with_its_noun),
	    RULE(without_a_noun_the_goal_decides_else_the_only_one),
	    RULE(the_goal_of_what_a_got_closes_decides_what_it_closes_then),
	    RULE(nouns_that_contradict_close_nothing),
	    RULE(a_no_closes_the_ask_and_no_offer),
	    RULE(nothing_closes_what_comes_later),
	    RULE(before_its_closing_day_it_is_open),
	    RULE(a_later_ticked_line_closes_the_one_with_its_words),
	    RULE(a_ticked_line_closes_a_thousand_of_its_words_at_most),
	    RULE(the_order_of_records_carries_no_meaning),
	    RULE(contact_is_what_passed_between_us_once_a_day),
	    RULE(in_shared_notes_contacts_are_those_that_name_me),
	    RULE(notes_that_name_me_are_the_shared_ones),
	    RULE(a_crowd_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
