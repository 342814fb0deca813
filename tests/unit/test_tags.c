#include "tagger_rule.h"

#include "link.h"
#include "tags.h"

static struct ng_tags tags;

struct job {
	struct ng_str text;
	const uint8_t *class;
	struct ng_str slug;
};

static void
scan(void *arg)
{
	struct job *job = arg;

	tags = ng_tagger_scan_text(tagger, arena, job->text, job->class);
}

/* A tag as it should be: its value, or its date, and its bytes of the text. */
struct tag {
	enum ng_tag_type type;
	const char *bytes, *value;
};

static void
expect_tag(struct ng_str text, const struct ng_tag *tag, const struct tag *want, int line)
{
	char day[11];

	_assert_int_equal(tag->type, want->type, __FILE__, line);
	expect_slice(ng_str_cut(text, tag->from, tag->to), want->bytes, __FILE__, line);
	if (tag->day != 0)
		_assert_string_equal(ng_date_format(tag->day, day), want->value, __FILE__, line);
	else
		expect_slice(tag->value, want->value, __FILE__, line);
}

/* Scans; the text must hold these tags and no more, in this order, ended by one without bytes. */
static void
expect_tags(const char *text, const uint8_t *class, const struct tag *want, int line)
{
	struct job job = {.text = ng_str_of(text), .class = class};
	size_t n = 0;

	protect(scan, &job);
	for (; want[n].bytes != NULL && n < tags.n; n++)
		expect_tag(job.text, &tags.v[n], &want[n], line);
	_assert_int_equal(tags.n, n, __FILE__, line);
	_assert_int_equal(want[n].bytes == NULL, 1, __FILE__, line);
}

#define expect(text, ...) expect_tags(text, NULL, (const struct tag[]){__VA_ARGS__, {0, NULL, NULL}}, __LINE__)
#define expect_none(text) expect_tags(text, NULL, (const struct tag[]){{0, NULL, NULL}}, __LINE__)

#define HANDLE(bytes, value) {NG_TAG_HANDLE, bytes, value}
#define LINK(bytes, value) {NG_TAG_LINK, bytes, value}
#define TOPIC(bytes, value) {NG_TAG_TOPIC, bytes, value}
#define GOAL(bytes, value) {NG_TAG_GOAL, bytes, value}
#define DATE(bytes, value) {NG_TAG_DATE, bytes, value}
#define DUE(bytes, value) {NG_TAG_DUE, bytes, value}
#define DONE(bytes, value) {NG_TAG_DONE, bytes, value}
#define DROPPED(bytes, value) {NG_TAG_DROPPED, bytes, value}
#define INNER(bytes) {NG_TAG_INNER, bytes, ""}

static void
a_handle_is_letters_digits_and_what_joins_them(void **state)
{
	(void)state;
	expect("@maria-keller", HANDLE("@maria-keller", "@maria-keller"));
	expect("Ask @a.b_c-d2.", HANDLE("@a.b_c-d2", "@a.b_c-d2"));
	expect("@a, @b: (@c) \"@d\" [@e](f)", HANDLE("@a", "@a"), HANDLE("@b", "@b"), HANDLE("@c", "@c"),
	       HANDLE("@d", "@d"));
	expect("@a's @b- @c…", HANDLE("@a", "@a"), HANDLE("@b", "@b"), HANDLE("@c", "@c"));
	expect("@2pac @3d-anna", HANDLE("@2pac", "@2pac"), HANDLE("@3d-anna", "@3d-anna"));
	expect("a\n@b\t@c", HANDLE("@b", "@b"), HANDLE("@c", "@c"));
}

static void
a_handle_of_any_script_is_folded(void **state)
{
	(void)state;
	expect("@Maria-KELLER", HANDLE("@Maria-KELLER", "@maria-keller"));
	expect("@Jörg-Öztürk", HANDLE("@Jörg-Öztürk", "@jörg-öztürk"));
	expect("@o\xCC\x88zi", HANDLE("@o\xCC\x88zi", "@özi"));
	expect("@Анна @田中 „@ines“ ¿@luz?", HANDLE("@Анна", "@анна"), HANDLE("@田中", "@田中"), HANDLE("@ines", "@ines"),
	       HANDLE("@luz", "@luz"));
}

static void
no_handle_is_an_address_a_path_a_time_or_nobody(void **state)
{
	static const char *const none[] = {
		"a@b.de", "x@maria", "@a/b", "@a@b", "@2026-03-04", "[@x]", "[see @x]", "[@x; @y, p. 3]", "@9am", "@9",
		"@19h30", "@9:30pm", "@4th", "@21st", "@here", "@All", "@everyone", "@channel", "@", "@-a", "@.a", "a.@b",
		"\\@a", "@1.2.3",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (i != 6)
			expect_none(none[i]);
	expect("@hereford @all-hands @9amy @anna.here", HANDLE("@hereford", "@hereford"), HANDLE("@all-hands", "@all-hands"),
	       HANDLE("@9amy", "@9amy"), HANDLE("@anna.here", "@anna.here"));
	expect("@here. @all, @bob", HANDLE("@bob", "@bob"));
	expect("@bob/ @ann/, @eve@", HANDLE("@bob", "@bob"), HANDLE("@ann", "@ann"));
}

static void
a_topic_has_a_sign_that_is_no_digit(void **state)
{
	(void)state;
	expect("#angel-investing #a/b", TOPIC("#angel-investing", "#angel-investing"), TOPIC("#a/b", "#a/b"));
	expect("(#A.b) #Größe! #3d #x/", TOPIC("#A.b", "#a.b"), TOPIC("#Größe", "#grösse"), TOPIC("#3d", "#3d"), TOPIC("#x", "#x"));
	expect_none("#123 a#b # a #- ##");
	expect_none("#-a #.a #/a");
}

static void
a_goal_is_a_topic_below_goal(void **state)
{
	(void)state;
	expect("#goal/atlas-funding, #Goal/A/B.", GOAL("#goal/atlas-funding", "#goal/atlas-funding"), GOAL("#Goal/A/B", "#goal/a/b"));
	expect("#goal #goals/a", TOPIC("#goal", "#goal"), TOPIC("#goals/a", "#goals/a"));
}

static void
a_link_is_the_slug_of_its_page(void **state)
{
	(void)state;
	expect("[[Maria Keller]]", LINK("[[Maria Keller]]", "[[maria-keller]]"));
	expect("a[[People/Maria Keller.md#Notes|Maria]]b", LINK("[[People/Maria Keller.md#Notes|Maria]]", "[[maria-keller]]"));
	expect("[[A^b]] [[Jörg  &  Söhne (GmbH)]]", LINK("[[A^b]]", "[[a]]"),
	       LINK("[[Jörg  &  Söhne (GmbH)]]", "[[jörg-söhne-gmbh]]"));
	expect("| [[a\\|b]] |", LINK("[[a\\|b]]", "[[a]]"));
	expect("[[@Maria Keller]] [[People/@Bob]]", HANDLE("[[@Maria Keller]]", "@maria-keller"), HANDLE("[[People/@Bob]]", "@bob"));
	expect("[[2026-03-04]] [[daily/2026_03_04|today]]", DATE("[[2026-03-04]]", "2026-03-04"),
	       DATE("[[daily/2026_03_04|today]]", "2026-03-04"));
	expect("[[2026-02-30]] [[2026-03-04 Dinner]]", LINK("[[2026-02-30]]", "[[2026-02-30]]"),
	       LINK("[[2026-03-04 Dinner]]", "[[2026-03-04-dinner]]"));
	expect_none("![[a]] [[]] [[#b]] [[a\nb]] [[a\rb]] [[a");
}

static void
a_link_has_at_most_400_characters(void **state)
{
	char text[2 * 401 + 5] = "[[", name[2 * 401 + 5] = "[[";

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		memcpy(text + 2 + 2 * i, "Ü", 2);
		memcpy(name + 2 + 2 * i, "ü", 2);
	}
	strcpy(text + 802, "]]");
	strcpy(name + 802, "]]");
	expect(text, LINK(text, name));
	strcpy(text + 802, "a]]");
	expect_none(text);
}

static void
a_date_mark_says_when_it_is_due_or_was_done(void **state)
{
	(void)state;
	expect("due:2026-12-01 by: 2027-03-31 (Due:2026-12-02)", DUE("due:2026-12-01", "2026-12-01"),
	       DUE("by: 2027-03-31", "2027-03-31"), DUE("Due:2026-12-02", "2026-12-02"));
	expect("📅2026-12-01 📅 2026-12-02 🗓️ 2026-12-03 📆 2026-12-04", DUE("📅2026-12-01", "2026-12-01"),
	       DUE("📅 2026-12-02", "2026-12-02"), DUE("🗓️ 2026-12-03", "2026-12-03"), DUE("📆 2026-12-04", "2026-12-04"));
	expect("✅ 2026-12-01 ❌ 2026-12-02 done:2026-12-03", DONE("✅ 2026-12-01", "2026-12-01"),
	       DROPPED("❌ 2026-12-02", "2026-12-02"), DONE("done:2026-12-03", "2026-12-03"));
	expect("(done:: 2026-12-02)", DONE("(done:: 2026-12-02)", "2026-12-02"));
	expect("[due:: 2026-12-01] (completion:: 2026-12-02) [cancelled:: 2026-12-03]", DUE("[due:: 2026-12-01]", "2026-12-01"),
	       DONE("(completion:: 2026-12-02)", "2026-12-02"), DROPPED("[cancelled:: 2026-12-03]", "2026-12-03"));
	expect("📅(got:: card) ✅ 2026-12-01(gave:: card)", INNER("(got:: card)"), DONE("✅ 2026-12-01", "2026-12-01"),
	       INNER("(gave:: card)"));
	expect("DEADLINE: <2026-12-01 Tue>", DUE("DEADLINE: <2026-12-01 Tue>", "2026-12-01"));
}

static void
a_day_that_does_not_exist_is_no_date(void **state)
{
	(void)state;
	expect_none("due:2026-02-30 📅 2026-13-01 ✅ soon [due:: 2026-00-10] due:2026-12-011 overdue:2026-12-01");
}

static void
a_statement_in_brackets_has_a_key_and_a_value(void **state)
{
	const struct ng_tag *t;
	const char *text = "Dinner (got:: card) and [offer intro:: to @b (her), see [c](d)] @e";

	(void)state;
	expect(text, INNER("(got:: card)"), INNER("[offer intro:: to @b (her), see [c](d)]"), HANDLE("@b", "@b"), HANDLE("@e", "@e"));
	t = &tags.v[1];
	expect_str(ng_str_cut(ng_str_of(text), t->from + 1, t->key_to), "offer intro");
	expect_str(ng_str_cut(ng_str_of(text), t->inner, t->value_to), " to @b (her), see [c](d)");
	expect("[email::]", INNER("[email::]"));
	expect("[**Offer** intro:: a]", INNER("[**Offer** intro:: a]"));
	expect("[a:: (b:: c)]", INNER("[a:: (b:: c)]"));
	expect_none("[std::vector] (a: b) [a:: b (c:: d [e]f:: g");
}

/* Classes from signs as in the note's tests. */
static void
classes_of(const char *signs, uint8_t *class)
{
	for (size_t i = 0; signs[i] != '\0'; i++)
		class[i] = (uint8_t)(strchr(".*che", signs[i]) - ".*che");
}

static void
a_tag_counts_where_it_is_text(void **state)
{
	uint8_t class[100];

	(void)state;
	classes_of("..cccc..............", class);
	expect_tags("a `@b` @c", class, (const struct tag[]){HANDLE("@c", "@c"), {0, NULL, NULL}}, __LINE__);
	classes_of("hhhhhhhh.*..*hhhh.ee.", class);
	expect_tags("![@a](b) [@c](@d) \\@e", class, (const struct tag[]){HANDLE("@c", "@c"), {0, NULL, NULL}}, __LINE__);
	classes_of("ee...ee.....", class);
	expect_tags("\\#a [\\[b]] c", class, (const struct tag[]){{0, NULL, NULL}}, __LINE__);
}

static void
emphasis_and_code_end_a_tag(void **state)
{
	uint8_t class[100];

	(void)state;
	classes_of("**..**.*..*.*..*", class);
	expect_tags("**@a** _@b_ _#c_", class,
		    (const struct tag[]){HANDLE("@a", "@a"), HANDLE("@b", "@b"), TOPIC("#c", "#c"), {0, NULL, NULL}}, __LINE__);
	classes_of("..*.*..ccc", class);
	expect_tags("@a_b_ #`c`", class, (const struct tag[]){HANDLE("@a", "@a"), {0, NULL, NULL}}, __LINE__);
}

static void
a_bracket_in_code_or_html_closes_nothing(void **state)
{
	uint8_t class[100];

	(void)state;
	classes_of("........ccc...", class);
	expect_tags("[need:: `]` a]", class, (const struct tag[]){INNER("[need:: `]` a]"), {0, NULL, NULL}}, __LINE__);
	classes_of("........hhhhhhhh...", class);
	expect_tags("[need:: <!--]--> a]", class, (const struct tag[]){INNER("[need:: <!--]--> a]"), {0, NULL, NULL}}, __LINE__);
	classes_of("........ee...", class);
	expect_tags("[need:: \\] a]", class, (const struct tag[]){INNER("[need:: \\] a]"), {0, NULL, NULL}}, __LINE__);
}

static void
slug_of(void *arg)
{
	struct job *job = arg;

	job->slug = ng_link_slug(arena, job->text);
}

static void
a_slug_is_the_last_name_of_a_path(void **state)
{
	static const char *const slugs[][2] = {
		{"Maria Keller", "maria-keller"}, {"a/b/C.MD", "c"}, {"x|y", "x"}, {"x#y", "x"}, {"x ^y", "x"}, {" -a- ", "a"},
		{"v1.2_b", "v1.2_b"}, {"a/", ""}, {"#a", ""}, {"!?", ""}, {"Straße", "strasse"}, {".md", ".md"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(slugs) / sizeof(slugs[0]); i++) {
		struct job job = {.text = ng_str_of(slugs[i][0])};

		protect(slug_of, &job);
		expect_str(job.slug, slugs[i][1]);
	}
}

static void
a_files_name_may_hold_a_date(void **state)
{
	static const char *const days[][2] = {
		{"2026-11-20", "2026-11-20"}, {"2026_11_20", "2026-11-20"}, {"Dinner 2026-11-20 b", "2026-11-20"},
		{"2026-11_20", ""}, {"20261120", ""}, {"2026-11-201", ""}, {"12026-11-20", ""}, {"2026-02-30", ""},
		{"2026-02-30 2026-03-01", "2026-03-01"}, {"", ""}, {"a", ""},
	};
	char day[11];

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		assert_string_equal(ng_date_format(ng_link_day(ng_str_of(days[i][0])), day), days[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_handle_is_letters_digits_and_what_joins_them),
		RULE(a_handle_of_any_script_is_folded),
		RULE(no_handle_is_an_address_a_path_a_time_or_nobody),
		RULE(a_topic_has_a_sign_that_is_no_digit),
		RULE(a_goal_is_a_topic_below_goal),
		RULE(a_link_is_the_slug_of_its_page),
		RULE(a_link_has_at_most_400_characters),
		RULE(a_date_mark_says_when_it_is_due_or_was_done),
		RULE(a_day_that_does_not_exist_is_no_date),
		RULE(a_statement_in_brackets_has_a_key_and_a_value),
		RULE(a_tag_counts_where_it_is_text),
		RULE(emphasis_and_code_end_a_tag),
		RULE(a_bracket_in_code_or_html_closes_nothing),
		RULE(a_slug_is_the_last_name_of_a_path),
		RULE(a_files_name_may_hold_a_date),
	};

	return cmocka_run_group_tests(tests, start_tagger, end_tagger);
}
