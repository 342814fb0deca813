#include "tagger_rule.h"

#include "page.h"
#include "record.h"

struct job {
	const char *path, *file, *heading;
	struct ng_buf out;
	struct ng_str names;
};

static void
add(struct ng_buf *out, const char *name, struct ng_str value)
{
	if (value.n == 0)
		return;
	if (out->n > 0)
		ng_buf_char(out, ' ');
	ng_buf_printf(out, "%s=%.*s", name, NG_STR_ARG(value));
}

/* What a page says as "name=value" words; what it doesn't say is left out. */
static void
read_page(void *arg)
{
	struct job *job = arg;
	struct ng_front front;
	struct ng_page page;
	char day[11];

	assert_int_equal(ng_front_read(arena, ng_str_of(job->file), &front), 0);
	ng_page_read(arena, tagger, ng_str_of(job->path), &front, ng_str_of(job->heading), &page);
	add(&job->out, "date", ng_str_of(ng_date_format(page.date, day)));
	add(&job->out, "title", page.title);
	add(&job->out, "person", page.person);
	add(&job->out, "goal", page.goal);
	add(&job->out, "due", ng_str_of(ng_date_format(page.due, day)));
	if (page.goal.n > 0)
		add(&job->out, "state", ng_str_of(ng_state_name(page.state)));
	if (page.person.n > 0 || page.goal.n > 0)
		add(&job->out, "name", page.name);
	add(&job->out, "people", page.people);
	if (page.people_line > 0)
		ng_buf_printf(&job->out, "@%zu", page.people_line);
	add(&job->out, "goals", page.goals);
	add(&job->out, "topics", page.topics);
}

static void
expect_page(const char *path, const char *file, const char *heading, const char *want, int at)
{
	struct job job = {.path = path, .file = file, .heading = heading, .out = {.arena = arena}};

	protect(read_page, &job);
	expect_slice(ng_buf_str(&job.out), want, __FILE__, at);
}

/* A page's path, its front matter, and what it says. */
#define expect(path, yaml, want) expect_page(path, "---\nx: y\n" yaml "---\n", "", want, __LINE__)

static void
a_note_has_the_date_of_its_name(void **state)
{
	(void)state;
	expect("daily/2026-11-20.md", "", "date=2026-11-20");
	expect("2026_11_20.md", "", "date=2026-11-20");
	expect("2026-11-20 Dinner.markdown", "date: 2026-01-01\n", "date=2026-11-20");
	expect("2026-11-20/a.md", "", "");
	expect("2026-02-30.md", "", "");
}

static void
else_that_of_front_matter(void **state)
{
	(void)state;
	expect("a.md", "date: 2026-11-20\n", "date=2026-11-20");
	expect("a.md", "Date: 2026-11-20T10:00:00Z\n", "date=2026-11-20");
	expect("a.md", "date: \"[[2026-11-20]]\"\n", "date=2026-11-20");
	expect("a.md", "date: soon\n", "");
}

static void
a_page_is_a_person_where_it_says_so(void **state)
{
	(void)state;
	expect("Ines Maes.md", "type: person\n", "person=@ines-maes name=Ines Maes");
	expect("a.md", "Type: Contact\nhandle: \"@Ines\"\nname: Ines Maes\n", "person=@ines name=Ines Maes");
	expect("a.md", "type: \"[[Person]]\"\nname: Ines\ntitle: T\n", "title=T person=@ines name=Ines");
	expect("a.md", "tags: [person, x]\n", "person=@a name=a topics=#x");
	expect("@ines.md", "title: Ines M\n", "title=Ines M person=@ines name=Ines M");
	expect("a.md", "type: note\n", "");
}

static void
a_page_in_a_folder_of_people_is_a_person(void **state)
{
	(void)state;
	expect("People/Ines Maes.md", "", "person=@ines-maes name=Ines Maes");
	expect("a/contacts/b/Radu.md", "", "person=@radu name=Radu");
	expect("persons/x.markdown", "handle: r.p\n", "person=@r.p name=x");
	expect("People/README.md", "", "");
	expect("People/people.md", "", "");
	expect("Peoples/a.md", "", "");
	expect("People.md", "", "");
}

static void
a_template_is_nobodys_page(void **state)
{
	(void)state;
	expect("People/Template.md", "name: \"{{name}}\"\n", "");
	expect("@a.md", "b: <% tp.date %>\n", "");
	expect_page("People/T.md", "", "{{title}}", "", __LINE__);
	expect_page("People/T.md", "", "A {title}", "person=@t name=T", __LINE__);
}

static void
a_date_on_a_persons_page_is_a_field(void **state)
{
	(void)state;
	expect("People/Ines.md", "date: 2026-11-20\n", "person=@ines name=Ines");
	expect("People/2026-11-20 Ines.md", "handle: ines\n", "date=2026-11-20 person=@ines name=2026-11-20 Ines");
}

static void
a_page_is_a_goal_where_it_says_so(void **state)
{
	(void)state;
	expect("Atlas Funding.md", "type: goal\nby: 2027-03-31\n",
	       "goal=#goal/atlas-funding due=2027-03-31 state=open name=Atlas Funding");
	expect("a.md", "type: goal\nhandle: #goal/Work/Atlas\nstatus: Done\n", "goal=#goal/work/atlas state=done name=a");
	expect("a.md", "tags: goal\nname: Pay the rent\nstate: dropped\n",
	       "goal=#goal/pay-the-rent state=dropped name=Pay the rent");
	expect("People/a.md", "type: goal\n", "goal=#goal/a state=open name=a");
}

static void
tags_are_topics_with_or_without_their_sign(void **state)
{
	(void)state;
	expect("a.md", "tags: [Seed, \"#b/c\", '123', goal/rent]\n", "goals=#goal/rent topics=#seed #b/c");
	expect("a.md", "tags: a, b c\ntag: #d\n", "topics=#a #b #c #d");
	expect("a.md", "tags: a, A, #a\n", "topics=#a");
}

static void
goals_are_tags_links_or_names(void **state)
{
	(void)state;
	expect("a.md", "goal: #goal/rent\n", "goals=#goal/rent");
	expect("a.md", "goals: [Atlas Funding, #goal/b, #atlas]\n", "goals=#goal/atlas-funding #goal/b topics=#atlas");
}

static void
people_are_handles_links_or_bare_names(void **state)
{
	(void)state;
	expect("a.md", "people: [@Ines, [[Radu P]], Ann Lee]\n", "people=@ines [[radu-p]] [[ann-lee]]@3");
	expect("a.md", "b: c\nattendees: Ann, @bob and @eve\npresent:\n  - ann\n  - @zoe\n", "people=[[ann]] @bob @eve @zoe@4");
	expect("a.md", "people:\n", "");
}

static void
names_of(void *arg)
{
	struct job *job = arg;

	job->names = ng_page_names(arena, tagger, ng_str_of(job->file));
}

static void
a_list_of_names_is_separated_by_commas(void **state)
{
	struct job job = {.file = " Ann  Lee,, @b (x), [[C|d]] ,! "};

	(void)state;
	protect(names_of, &job);
	expect_str(job.names, "[[ann-lee]] @b [[c]]");
}

static void
keys_that_steer_are_no_fields(void **state)
{
	static const char *const steering[] = {"type", "handle", "Name", "TITLE", "tags", "people", "attendees", "goal", "goals"};
	static const char *const fields[] = {"aliases", "date", "via", "due", "state", "offer"};

	(void)state;
	for (size_t i = 0; i < sizeof(steering) / sizeof(steering[0]); i++)
		assert_true(ng_page_is_steering(ng_str_of(steering[i])));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		assert_false(ng_page_is_steering(ng_str_of(fields[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_note_has_the_date_of_its_name),
		RULE(else_that_of_front_matter),
		RULE(a_page_is_a_person_where_it_says_so),
		RULE(a_page_in_a_folder_of_people_is_a_person),
		RULE(a_template_is_nobodys_page),
		RULE(a_date_on_a_persons_page_is_a_field),
		RULE(a_page_is_a_goal_where_it_says_so),
		RULE(tags_are_topics_with_or_without_their_sign),
		RULE(goals_are_tags_links_or_names),
		RULE(people_are_handles_links_or_bare_names),
		RULE(a_list_of_names_is_separated_by_commas),
		RULE(keys_that_steer_are_no_fields),
	};

	return cmocka_run_group_tests(tests, start_tagger, end_tagger);
}
