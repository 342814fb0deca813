#include "rule.h"

#include "html.h"
#include "html_page.h"
#include "markdown.h"

/* What a test asks for, made within the arena's protection. */
struct job {
	const char *body;
	struct ng_diagram *(*draw[4])(void);
	struct ng_str page, main;
};

/* The part of a text between two others, or an empty one. */
static struct ng_str
between(struct ng_str s, const char *from, const char *to)
{
	struct ng_str open = ng_str_of(from), close = ng_str_of(to);

	while (s.n > 0 && !ng_str_starts(s, open))
		s = ng_str_cut(s, 1, s.n);
	s = ng_str_cut(s, open.n, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (ng_str_starts(ng_str_cut(s, i, s.n), close))
			return ng_str_cut(s, 0, i);
	return (struct ng_str){NULL, 0};
}

static bool
has(struct ng_str s, const char *part)
{
	for (size_t i = 0; i < s.n; i++)
		if (ng_str_starts(ng_str_cut(s, i, s.n), ng_str_of(part)))
			return true;
	return false;
}

static void
make(void *context)
{
	struct job *job = context;
	const struct ng_diagram *diagrams[4];
	struct ng_html_page page = {.title = NG_STR("Goals"), .day = ng_date_of(2026, 11, 23), .body = ng_str_of(job->body),
	                            .diagrams = diagrams};

	while (page.ndiagrams < 4 && job->draw[page.ndiagrams] != NULL) {
		diagrams[page.ndiagrams] = job->draw[page.ndiagrams]();
		page.ndiagrams++;
	}
	job->page = ng_html_page(arena, &page);
	job->main = between(job->page, "</time></p>\n", "</main>");
}

static struct ng_str
page_of(const char *body)
{
	struct job job = {.body = body};

	protect(make, &job);
	return job.main;
}

static struct ng_diagram *
draw_ways(void)
{
	struct ng_diagram *d = ng_diagram_new(arena);
	uint32_t me = ng_diagram_node(d, NG_STR("me"), NG_STR("me"), NG_SHAPE_ME);
	uint32_t ines = ng_diagram_node(d, NG_STR("i"), NG_STR("Ines"), NG_SHAPE_PERSON);
	uint32_t bob = ng_diagram_node(d, NG_STR("b"), NG_STR("Bob </desc></svg>\"'&\x01\xFF"), NG_SHAPE_STRANGER);
	uint32_t need = ng_diagram_node(d, NG_STR("n"), NG_STR("<script>alert(1)</script>"), NG_SHAPE_NEED);

	ng_diagram_edge(d, me, ines, true);
	ng_diagram_edge(d, ines, bob, true);
	ng_diagram_edge(d, bob, need, true);
	ng_diagram_edge(d, me, need, true);
	ng_diagram_edge(d, bob, ines, true); /* a circle */
	ng_diagram_edge(d, bob, bob, true);
	ng_diagram_edge(d, need, me, true);
	return d;
}

static struct ng_diagram *
draw_network(void)
{
	struct ng_diagram *d = ng_diagram_new(arena);
	uint32_t me = ng_diagram_node(d, NG_STR("me"), NG_STR("me"), NG_SHAPE_ME);

	for (char c = 'a'; c <= 'z'; c++) {
		char name[2] = {c, '\0'};
		uint32_t n = ng_diagram_node(d, ng_str_of(name), ng_str_dup(arena, ng_str_of(name)), NG_SHAPE_PERSON);

		if (c < 'x')
			ng_diagram_edge(d, c < 's' ? me : n - 9, n, false);
	}
	return d;
}

static struct ng_diagram *
draw_bars(void)
{
	struct ng_diagram *d = ng_diagram_new(arena);

	ng_diagram_bar(d, NG_STR("May <b>"), 3);
	ng_diagram_bar(d, NG_STR("June"), 12);
	ng_diagram_bar(d, NG_STR("July"), 0);
	d->axis = NG_STR("Asks & answers");
	return d;
}

static void
a_table_has_a_header_and_as_many_cells_in_each_row(void **state)
{
	(void)state;
	expect_str(between(page_of("| Who | Got |  |\n|:--|--:|:-:|\n| **Ines** | 3 | x |\n| Bob |\n| a | b | c | d |\n"), "<table>\n",
	                   "</table>"),
	           "<thead>\n<tr><th scope=\"col\">Who</th><th scope=\"col\" class=\"right\">Got</th><td class=\"center\"></td></tr>\n"
	           "</thead>\n<tbody>\n"
	           "<tr><td><strong>Ines</strong></td><td class=\"right\">3</td><td class=\"center\">x</td></tr>\n"
	           "<tr><td>Bob</td><td class=\"right\"></td><td class=\"center\"></td></tr>\n"
	           "<tr><td>a</td><td class=\"right\">b</td><td class=\"center\">c</td></tr>\n</tbody>\n");
}

static void
an_escaped_bar_stays_in_its_cell_and_in_its_code(void **state)
{
	(void)state;
	expect_str(between(page_of("| A | B |\n|---|---|\n| a \\| b | `c\\|d` |\n| e\\\\| f |\n"), "<tbody>\n", "</tbody>"),
	           "<tr><td>a | b</td><td><code>c|d</code></td></tr>\n<tr><td>e\\</td><td>f</td></tr>\n");
	expect_str(between(page_of("|A|B|\n|-|-|\n||b|\n|\\|a||\n"), "<tbody>\n", "</tbody>"),
	           "<tr><td></td><td>b</td></tr>\n<tr><td>|a</td><td></td></tr>\n");
}

static void
a_table_may_end_anywhere(void **state)
{
	(void)state;
	expect_str(between(page_of("| A |\n|---|\n"), "<table>\n", "</div>"),
	           "<thead>\n<tr><th scope=\"col\">A</th></tr>\n</thead>\n</table>\n");
	expect_str(between(page_of("|A|B|\n|---|---|\n||b|\n"), "<tbody>\n", "</tbody>"), "<tr><td></td><td>b</td></tr>\n");
	expect_str(between(page_of("| A | B\n|---|---\n| a | b \\\n"), "<tbody>\n", "</tbody>"), "<tr><td>a</td><td>b \\</td></tr>\n");
	expect_str(page_of("| A |\n| |\n"), "<p>| A |\n| |</p>\n");
	expect_str(page_of("| A |\n|:|\n"), "<p>| A |\n|:|</p>\n");
}

static void
a_cell_is_inline_text_whatever_it_begins_with(void **state)
{
	(void)state;
	expect_str(between(page_of("| A | B |\n|---|---|\n| - a | # b |\n| 1. c | <script> |\n"), "<tbody>\n", "</tbody>"),
	           "<tr><td>- a</td><td># b</td></tr>\n<tr><td>1. c</td><td><!-- raw HTML omitted --></td></tr>\n");
}

static void
bars_without_a_delimiter_row_are_text(void **state)
{
	(void)state;
	expect_str(page_of("| a | b |\n| c | d |\n"), "<p>| a | b |\n| c | d |</p>\n");
	expect_str(page_of("| a | b |\n|---|\n"), "<p>| a | b |\n|---|</p>\n");
}

static void
a_box_of_a_task_is_said_in_words(void **state)
{
	(void)state;
	expect_str(page_of("- [ ] ask\n  - [x] asked\n- \\[ ] text\n- [y] none\n"),
	           "<ul>\n<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"To do:\">☐</span>ask\n"
	           "<ul>\n<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"Done:\">☑</span>asked</li>\n</ul>\n</li>\n"
	           "<li>[ ] text</li>\n<li>[y] none</li>\n</ul>\n");
	expect_str(page_of("* [ ] a\n* [ ] b\n"), "<ul>\n<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"To do:\">☐</span>a</li>\n"
	                                          "<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"To do:\">☐</span>b</li>\n</ul>\n");
	expect_str(page_of("+ [X] a\n"), "<ul>\n<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"Done:\">☑</span>a</li>\n</ul>\n");
	expect_str(page_of("1) [x] a\n"), "<ol>\n<li class=\"task\"><span class=\"task-box\" role=\"img\" aria-label=\"Done:\">☑</span>a</li>\n</ol>\n");
	expect_str(page_of("- (x) a\n- [x) b\n- [x]c\n- [\n"), "<ul>\n<li>(x) a</li>\n<li>[x) b</li>\n<li>[x]c</li>\n<li>[</li>\n</ul>\n");
	expect_str(page_of("- - a\n"), "<ul>\n<li>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>\n");
	expect_str(page_of("-[ ] a\n12\n7 [ ] b\n"), "<p>-[ ] a\n12\n7 [ ] b</p>\n");
	expect_str(page_of("1. [ ] a\n\n2. b\n"),
	           "<ol>\n<li class=\"task\"><p><span class=\"task-box\" role=\"img\" aria-label=\"To do:\">☐</span>a</p>\n</li>\n"
	           "<li>\n<p>b</p>\n</li>\n</ol>\n");
}

static void
headings_skip_no_level(void **state)
{
	(void)state;
	expect_str(page_of("#### a\n\n###### b\n\n# c #jobs\n"), "<h2 id=\"section-1\">a</h2>\n<h3>b</h3>\n<h2 id=\"section-2\">c #jobs</h2>\n");
	expect_str(page_of("# \n"), "");
	expect_str(page_of("#jobs\n"), "<p>#jobs</p>\n");
	expect_str(page_of("####### g\n"), "<p>####### g</p>\n");
	expect_str(page_of("##\n"), "<h2></h2>\n");
}

static void
many_sections_have_a_list_of_links_without_links_in_links(void **state)
{
	(void)state;
	expect_str(between(page_of("## a `b` ([x](y.md#L1))\n\n## c\n\n## d\n"), "<ul>\n", "</ul>"),
	           "<li><a href=\"#section-1\">a <code>b</code> (x)</a></li>\n<li><a href=\"#section-2\">c</a></li>\n"
	           "<li><a href=\"#section-3\">d</a></li>\n");
}

static void
fences_become_pictures_in_their_order(void **state)
{
	struct job job = {.body = "## One\n\n```mermaid\na\n```\n\n## Two\n\n- x\n\n```mermaid\n## b\n```\n\n```mermaid\n## c\n```\n",
	                  .draw = {draw_bars, draw_ways}};

	(void)state;
	protect(make, &job);
	expect_str(between(job.main, "<title id=\"diagram-1-title\">", "</title>"), "One");
	expect_str(between(job.main, "<desc id=\"diagram-1-text\">", "</desc>"), "May &lt;b&gt;: 3; June: 12; July: 0.");
	expect_str(between(job.main, "<figcaption>", "</figcaption>"), "Asks &amp; answers");
	expect_str(between(job.main, "<title id=\"diagram-2-title\">", "</title>"), "Two");
	/* one more fence than pictures */
	expect_str(between(job.main, "<pre>", "</pre>"), "<code class=\"language-mermaid\">## c\n</code>");
	/* a fence that nothing closes */
	job = (struct job){.body = "```mermaid\na\n", .draw = {draw_bars}};
	protect(make, &job);
	expect_str(between(job.main, "<title id=\"diagram-1-title\">", "</title>"), "Goals");
}

static void
no_label_leaves_its_picture(void **state)
{
	struct job job = {.body = "```mermaid\n```\n", .draw = {draw_ways}};

	(void)state;
	protect(make, &job);
	expect_str(between(job.main, "<desc id=\"diagram-1-text\">", "</desc>"),
	           "me → Ines; Ines → Bob &lt;/desc&gt;&lt;/svg&gt;&quot;&#39;&amp;\xEF\xBF\xBD; "
	           "Bob &lt;/desc&gt;&lt;/svg&gt;&quot;&#39;&amp;\xEF\xBF\xBD → &lt;script&gt;alert(1)&lt;/script&gt;; "
	           "me → &lt;script&gt;alert(1)&lt;/script&gt;; "
	           "Bob &lt;/desc&gt;&lt;/svg&gt;&quot;&#39;&amp;\xEF\xBF\xBD → Ines; "
	           "Bob &lt;/desc&gt;&lt;/svg&gt;&quot;&#39;&amp;\xEF\xBF\xBD → Bob &lt;/desc&gt;&lt;/svg&gt;&quot;&#39;&amp;\xEF\xBF\xBD; "
	           "&lt;script&gt;alert(1)&lt;/script&gt; → me.");
	assert_false(has(job.main, "<script"));
	assert_true(has(job.main, "Dashed: not met yet."));
}

/* The number behind `name="` in s. */
static int
number(struct ng_str s, const char *name)
{
	struct ng_str value = between(s, name, "\"");
	char text[16] = "";

	assert_true(value.n > 0 && value.n < sizeof(text));
	memcpy(text, value.p, value.n);
	return atoi(text);
}

static struct ng_diagram *
draw_labels(void)
{
	static const char *const labels[] = {"WWWWWWWWWWWWWWW", "WWWWWWWWWWW W", "WWWWWW WWWWWW WWWWWW WWWWWW WWWWWW", "MwW@%m|!;:'.,ijlI (f)rt-", "\u00C9\u00E9 \u6F22\u5B57",
	                                     "e\u0301\u0301\u0301\u0301 e\u0301", "\u202E", "\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57"};
	struct ng_diagram *d = ng_diagram_new(arena);

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		ng_diagram_node(d, ng_str_of(labels[i]), ng_str_of(labels[i]), NG_SHAPE_PERSON);
	return d;
}

/* Neighbours on one side, near and far apart, and nobody who is me. */
static struct ng_diagram *
draw_sides(void)
{
	struct ng_diagram *d = ng_diagram_new(arena);
	uint32_t middle = ng_diagram_node(d, NG_STR("0"), NG_STR("middle"), NG_SHAPE_PERSON), v[24];

	for (uint32_t i = 0; i < 24; i++) {
		char name[2] = {(char)('a' + i), '\0'};

		v[i] = ng_diagram_node(d, ng_str_dup(arena, ng_str_of(name)), ng_str_dup(arena, ng_str_of(name)), NG_SHAPE_PERSON);
		ng_diagram_edge(d, middle, v[i], false);
		ng_diagram_edge(d, v[i], middle, false);
	}
	for (uint32_t i = 0; i < 24; i++)
		for (uint32_t k = 0; k < i; k++)
			ng_diagram_edge(d, v[i], v[k], (i + k) % 2 == 0);
	ng_diagram_edge(d, middle, middle, false);
	return d;
}

/* Bars win over nodes that came along. */
static struct ng_diagram *
draw_both(void)
{
	struct ng_diagram *d = draw_sides();

	ng_diagram_bar(d, NG_STR("May"), 3);
	return d;
}

static struct ng_diagram *
draw_before(void)
{
	struct ng_diagram *d = ng_diagram_new(arena);
	uint32_t me = ng_diagram_node(d, NG_STR("me"), NG_STR("me"), NG_SHAPE_ME);
	uint32_t bob = ng_diagram_node(d, NG_STR("b"), NG_STR("Bob"), NG_SHAPE_PERSON);

	ng_diagram_edge(d, bob, me, true);
	return d;
}

static void
who_leads_to_me_stands_left_of_me(void **state)
{
	struct job job = {.body = "```mermaid\n```\n", .draw = {draw_before}};

	(void)state;
	protect(make, &job);
	assert_true(number(between(job.main, "<rect class=\"person\"", "/>"), " x=\"") <
	            number(between(job.main, "<rect class=\"me\"", "/>"), " x=\""));
}

static void
labels_are_broken_into_lines_that_fit(void **state)
{
	struct job job = {.body = "```mermaid\n```\n", .draw = {draw_labels}};
	struct ng_str rest;
	size_t lines = 0;

	(void)state;
	protect(make, &job);
	for (rest = job.main; has(rest, "<text "); lines++) {
		struct ng_str text = between(rest, "<text ", "</text>");

		rest = ng_str_cut(job.main, (size_t)(text.p - job.main.p), job.main.n);
	}
	/* two, two, four of five, two, one, one, none, two */
	assert_int_equal(lines, 14);
	assert_true(has(job.main, ">WWWWWWWWWWW</text>"));
	assert_true(has(job.main, ">WWWW</text>"));
	assert_true(has(job.main, ">WWWWWW…</text>"));
	assert_true(has(job.main, ">e\u0301\u0301\u0301\u0301 e\u0301</text>"));
	assert_false(has(job.main, "\u202E"));
}

static void
an_edge_on_one_side_goes_around_and_stays_in_the_picture(void **state)
{
	struct job job = {.body = "```mermaid\n```\n\n```mermaid\n```\n", .draw = {draw_sides, draw_both}};
	struct ng_str first;
	size_t edges = 0;

	(void)state;
	protect(make, &job);
	first = between(job.main, "<svg ", "</svg>");
	for (struct ng_str rest = first; has(rest, "class=\"edge\""); edges++) {
		struct ng_str path = between(rest, "class=\"edge\"", "/>");

		rest = ng_str_cut(first, (size_t)(path.p - first.p), first.n);
	}
	/* each two once, whichever way they were named; nobody with themselves */
	assert_int_equal(edges, 24 + 24 * 23 / 2);
	expect_str(between(job.main, "<desc id=\"diagram-2-text\">", "</desc>"), "May: 3.");
}

static void
no_box_overlaps_another(void **state)
{
	struct ng_diagram *(*const draw[])(void) = {draw_ways, draw_network};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct job job = {.body = "```mermaid\n```\n", .draw = {draw[i]}};
		int box[32][4];
		size_t n = 0;
		struct ng_str rest;

		protect(make, &job);
		for (rest = job.main; has(rest, "<rect "); n++) {
			struct ng_str rect = between(rest, "<rect ", "/>");

			box[n][0] = number(rect, " x=\"");
			box[n][1] = number(rect, " y=\"");
			box[n][2] = box[n][0] + number(rect, " width=\"");
			box[n][3] = box[n][1] + number(rect, " height=\"");
			for (size_t k = 0; k < n; k++)
				assert_false(box[n][0] < box[k][2] && box[k][0] < box[n][2] && box[n][1] < box[k][3] && box[k][1] < box[n][3]);
			rest = ng_str_cut(job.main, (size_t)(rect.p - job.main.p), job.main.n);
		}
		assert_int_equal(n, i == 0 ? 4 : 27);
	}
}

struct hostile {
	const char *text;
	struct ng_str markdown;
};

static void
write_hostile(void *context)
{
	struct hostile *h = context;
	struct ng_buf b = {.arena = arena};

	ng_markdown_text(&b, ng_str_of(h->text));
	ng_buf_char(&b, '\0');
	h->markdown = ng_buf_str(&b);
}

static void
what_a_note_says_runs_nothing_and_loads_nothing(void **state)
{
	static const char *const hostile[] = {
	    "<script>alert(1)</script>", "[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](JaVaScRiPt:alert(1))",
	    "[x](data:text/html,x)", "![x](https://a.example/x.png)", "<img src=x onerror=alert(1)>", "</main></style><style>",
	    "[x](https://a.example/\"onclick=alert(1))", "https://a.example/\"onclick=\"x", "`<script>`", "```mermaid",
	    "| a | b |", "&lt;script&gt;", "<!-- -->", "[ ] no box", "\xE2\x80\xAE[x](vbscript:x)",
	};
	static const char *const never[] = {"<script", "=\"javascript", "=\"JaVa", "=\"data:", "=\"vbs", "<img", "onclick=\"", "<style",
	                                    "</main>", "<table", "<pre", "raw HTML", "task-box"};

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct hostile h = {.text = hostile[i]};
		struct ng_str main;

		protect(write_hostile, &h);
		main = page_of(h.markdown.p);
		assert_true(main.n > 0);
		for (size_t k = 0; k < sizeof(never) / sizeof(never[0]); k++)
			if (has(main, never[k]))
				fail_msg("%s in: %.*s", never[k], NG_STR_ARG(main));
	}
}

static void
the_page_says_what_it_is_and_forbids_all_else(void **state)
{
	struct job job = {.body = "Nothing.\n"};

	(void)state;
	protect(make, &job);
	assert_true(ng_str_starts(job.page, NG_STR("<!doctype html>\n<html lang=\"en\">\n")));
	expect_str(between(job.page, "<title>", "</title>"), "Goals, 2026-11-23");
	expect_str(between(job.page, "<h1>", "</h1>"), "Goals");
	assert_true(has(job.page, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
	expect_str(job.main, "<p>Nothing.</p>\n");
}

struct text {
	struct ng_str s, text, inlined, mermaid;
};

static void
write_text(void *context)
{
	struct text *t = context;
	struct ng_buf text = {.arena = arena}, inlined = {.arena = arena}, mermaid = {.arena = arena};
	struct ng_diagram *d = ng_diagram_new(arena);

	ng_html_text(&text, t->s);
	ng_html_inline(&inlined, t->s);
	ng_diagram_bar(d, t->s, 1);
	ng_diagram_mermaid(&mermaid, d);
	t->mermaid = ng_buf_str(&mermaid);
	t->text = ng_buf_str(&text);
	t->inlined = ng_buf_str(&inlined);
}

static void
text_is_one_line_of_what_can_be_seen(void **state)
{
	struct text t = {.s = NG_STR("a\tb\xEF\xBF\xBE\xEF\xB7\x90\xEF\xB7\xAF\xEF\xB7\xB0\xE2\x80\xAE\xEF\xB7\x8F!")};

	(void)state;
	protect(write_text, &t);
	expect_str(t.text, "a b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xB7\xB0\xEF\xB7\x8F!");
	/* an empty label is no label */
	t.s = NG_STR("\xE2\x80\xAE");
	protect(write_text, &t);
	expect_str(between(t.mermaid, "x-axis ", "\n"), "[\"-\"]");
	/* what is no paragraph is left out */
	t.s = NG_STR("a\n===");
	protect(write_text, &t);
	expect_str(t.inlined, "");
	t.s = NG_STR("a\n\n- b");
	protect(write_text, &t);
	expect_str(t.inlined, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(a_table_has_a_header_and_as_many_cells_in_each_row),
	    RULE(an_escaped_bar_stays_in_its_cell_and_in_its_code),
	    RULE(a_cell_is_inline_text_whatever_it_begins_with),
	    RULE(bars_without_a_delimiter_row_are_text),
	    RULE(a_box_of_a_task_is_said_in_words),
	    RULE(headings_skip_no_level),
	    RULE(many_sections_have_a_list_of_links_without_links_in_links),
	    RULE(fences_become_pictures_in_their_order),
	    RULE(no_label_leaves_its_picture),
	    RULE(no_box_overlaps_another),
	    RULE(who_leads_to_me_stands_left_of_me),
	    RULE(labels_are_broken_into_lines_that_fit),
	    RULE(an_edge_on_one_side_goes_around_and_stays_in_the_picture),
	    RULE(a_table_may_end_anywhere),
	    RULE(text_is_one_line_of_what_can_be_seen),
	    RULE(what_a_note_says_runs_nothing_and_loads_nothing),
	    RULE(the_page_says_what_it_is_and_forbids_all_else),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
