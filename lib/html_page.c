#include "html_page.h"

#include "diagram_svg.h"
#include "html.h"
#include "note.h"

/* As many sections as this have a list of links at the page's beginning. */
#define SECTIONS 3

#define FENCE NG_STR("```mermaid")

/*
 * Colours have a contrast of 4.5 and more to their ground, lines and marks that mean something 3 and more
 * (WCAG 2.2, AA).
 */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1c2128;--paper:#fff;--soft:#57606a;--link:#0a53c1;--code:#eef1f4;--rule:#c8d0d8;"
    "--mark:#6b7682;--need:#e7effb;--need-mark:#0a53c1}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e4e8ec;--paper:#14171b;--soft:#a5afba;--link:#8ab8ff;--code:#23282f;"
    "--rule:#3d454f;--mark:#8a95a2;--need:#1b2b44;--need-mark:#8ab8ff}}\n"
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,"
    "\"Noto Sans\",\"Liberation Sans\",sans-serif;overflow-wrap:break-word}\n"
    "main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}\n"
    "h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2em 0 .6em;text-wrap:balance}\n"
    "h1{font-size:1.9rem;margin:0}\n"
    "h2{font-size:1.4rem;padding-top:.8em;border-top:1px solid var(--rule)}\n"
    "h3{font-size:1.1rem}\n"
    "h4,h5,h6{font-size:1rem}\n"
    ".day{margin:.2em 0 1.5em;color:var(--soft)}\n"
    "ul,ol{padding-left:1.4em;margin:.6em 0}\n"
    "li{margin:.3em 0}\n"
    "li.task{list-style:none;position:relative}\n"
    ".task-box{position:absolute;left:-1.4em;color:var(--soft)}\n"
    "nav ul{columns:16rem 2;padding-left:1.2em}\n"
    "nav li{margin:0;padding:.15em 0;break-inside:avoid}\n"
    "a{color:var(--link);text-underline-offset:.15em}\n"
    "a:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}\n"
    "a[href*=\"#L\"]{color:var(--soft);font-size:.85em;overflow-wrap:anywhere}\n"
    "code{font:.88em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,\"Liberation Mono\",monospace;background:var(--code);"
    "padding:.1em .3em;border-radius:.25em;overflow-wrap:anywhere}\n"
    "pre{overflow-x:auto;padding:.8em;background:var(--code)}\n"
    "pre code{padding:0;overflow-wrap:normal}\n"
    "hr{border:0;border-top:1px solid var(--rule)}\n"
    ".scroll{overflow-x:auto;max-width:100%;-webkit-overflow-scrolling:touch}\n"
    "table{border-collapse:collapse;font-size:.95em;margin:.3em 0}\n"
    "th,td{padding:.4em .8em .4em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}\n"
    "th{white-space:nowrap}\n"
    "td{min-width:5.8em}\n"
    "td.right{min-width:0}\n"
    ".right{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".center{text-align:center}\n"
    "figure{margin:1.2em 0}\n"
    "figcaption{color:var(--soft);font-size:.85em;margin-top:.4em}\n"
    "svg{display:block;max-width:100%;height:auto;font-size:14px}\n"
    "svg text{fill:currentColor;text-anchor:middle}\n"
    "svg text.me{fill:var(--paper);font-weight:600}\n"
    "svg text.label{text-anchor:end}\n"
    "svg text.value{text-anchor:start}\n"
    "svg rect{fill:var(--paper);stroke:var(--mark);stroke-width:1.25}\n"
    "svg rect.me{fill:var(--ink);stroke:var(--ink)}\n"
    "svg rect.stranger{stroke-dasharray:5 4}\n"
    "svg rect.need{fill:var(--need);stroke:var(--need-mark)}\n"
    "svg rect.bar{fill:var(--need-mark);stroke:none}\n"
    "svg .edge{fill:none;stroke:var(--mark);stroke-width:1.25}\n"
    "svg .head{fill:var(--mark)}\n"
    "@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#333;--link:#000;--code:#fff;--rule:#999;--mark:#333;"
    "--need:#fff;--need-mark:#000}\n"
    "body{font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}a{text-decoration:none}\n"
    "h1,h2,h3,h4,h5,h6{break-after:avoid}li,figure,tr{break-inside:avoid}.scroll{overflow:visible}\n"
    "svg{min-width:0!important;max-height:90vh}}\n";

struct writer {
	struct ng_arena *arena;
	const struct ng_html_page *page;
	struct ng_buf out, nav;
	struct ng_buf plain;    /* Markdown that libcmark knows all of */
	struct ng_str heading;  /* the last one, as HTML without tags */
	int level;              /* of it */
	size_t sections, tables, diagrams;
};

/* "[ ] " or "[x] " behind a list's marker at the line's start: where the box is, else line.n. */
static size_t
find_box(struct ng_str line)
{
	size_t i = 0, digits;

	while (i < line.n && line.p[i] == ' ')
		i++;
	for (digits = i; digits < line.n && ng_is_digit(line.p[digits]); digits++)
		;
	if (digits > i && digits < line.n && (line.p[digits] == '.' || line.p[digits] == ')'))
		i = digits + 1;
	else if (i < line.n && (line.p[i] == '-' || line.p[i] == '*' || line.p[i] == '+'))
		i++;
	else
		return line.n;
	if (i + 4 >= line.n || line.p[i] != ' ' || line.p[i + 1] != '[' || line.p[i + 3] != ']' || line.p[i + 4] != ' ')
		return line.n;
	return line.p[i + 2] == ' ' || line.p[i + 2] == 'x' || line.p[i + 2] == 'X' ? i + 1 : line.n;
}

static void
add_plain(struct writer *w, struct ng_str line)
{
	size_t box = find_box(line);

	ng_buf_add(&w->plain, ng_str_cut(line, 0, box));
	if (box < line.n) {
		ng_buf_add(&w->plain, line.p[box + 1] == ' ' ? NG_STR("☐") : NG_STR("☑"));
		ng_buf_add(&w->plain, ng_str_cut(line, box + 3, line.n));
	}
	ng_buf_char(&w->plain, '\n');
}

/* The HTML of what was gathered; an item that begins with a box says so to whoever can't see it. */
static void
flush(struct writer *w)
{
	struct ng_str html = ng_note_html(w->arena, ng_buf_str(&w->plain));

	while (html.n > 0) {
		size_t line = ng_str_line_next(html, ng_str_line_end(html, 0));
		struct ng_str s = ng_str_cut(html, 0, line), rest, open = NG_STR("<li>");

		html = ng_str_cut(html, line, html.n);
		if (ng_str_eq(s, NG_STR("<li>\n")) && ng_str_starts(html, NG_STR("<p>"))) {
			/* a paragraph in its item */
			line = ng_str_line_next(html, ng_str_line_end(html, 0));
			s = (struct ng_str){s.p, s.n + line};
			html = ng_str_cut(html, line, html.n);
			open = NG_STR("<li>\n<p>");
		}
		rest = ng_str_starts(s, open) ? ng_str_cut(s, open.n, s.n) : NG_STR("");
		if (ng_str_starts(rest, NG_STR("☐ ")) || ng_str_starts(rest, NG_STR("☑ "))) {
			bool done = ng_str_starts(rest, NG_STR("☑"));

			ng_buf_printf(&w->out, "<li class=\"task\">%s<span class=\"task-box\" role=\"img\" aria-label=\"%s\">%s</span>",
			              open.n > 4 ? "<p>" : "", done ? "Done:" : "To do:", done ? "☑" : "☐");
			s = ng_str_cut(rest, sizeof("☐ ") - 1, rest.n);
		}
		ng_buf_add(&w->out, s);
	}
	w->plain.n = 0;
}

/* The number signs that a heading begins with, or 0. */
static int
heading_level(struct ng_str line)
{
	int n = 0;

	while (n < 6 && (size_t)n < line.n && line.p[n] == '#')
		n++;
	return n > 0 && (size_t)n < line.n && line.p[n] == ' ' ? n : 0;
}

static void
add_heading(struct writer *w, struct ng_str line, int level)
{
	struct ng_buf text = {.arena = w->arena}, bare = {.arena = w->arena};

	ng_html_inline(&text, ng_str_cut(line, (size_t)level, line.n));
	if (text.n == 0)
		return;
	ng_html_untagged(&bare, ng_buf_str(&text), false);
	w->heading = ng_buf_str(&bare);
	level = level < 2 ? 2 : level > w->level + 1 ? w->level + 1 : level;
	w->level = level;
	if (level > 2) {
		ng_buf_printf(&w->out, "<h%d>", level);
		ng_buf_add(&w->out, ng_buf_str(&text));
		ng_buf_printf(&w->out, "</h%d>\n", level);
		return;
	}
	w->sections++;
	ng_buf_printf(&w->out, "<h2 id=\"section-%zu\">", w->sections);
	ng_buf_add(&w->out, ng_buf_str(&text));
	ng_buf_add(&w->out, NG_STR("</h2>\n"));
	ng_buf_printf(&w->nav, "<li><a href=\"#section-%zu\">", w->sections);
	ng_html_untagged(&w->nav, ng_buf_str(&text), true);
	ng_buf_add(&w->nav, NG_STR("</a></li>\n"));
}

/* The picture in place of the fence at body[i]; the index behind the fence. */
static size_t
add_diagram(struct writer *w, struct ng_str body, size_t i)
{
	const struct ng_html_page *page = w->page;

	flush(w);
	ng_diagram_svg(&w->out, page->diagrams[w->diagrams], w->heading.n > 0 ? w->heading : page->title, w->diagrams + 1);
	w->diagrams++;
	do
		i = ng_str_line_next(body, ng_str_line_end(body, i));
	while (i < body.n && !ng_str_eq(ng_str_cut(body, i, ng_str_line_end(body, i)), NG_STR("```")));
	return ng_str_line_next(body, ng_str_line_end(body, i));
}

static void
add_body(struct writer *w)
{
	struct ng_str body = w->page->body;
	bool code = false;

	for (size_t i = 0; i < body.n;) {
		struct ng_str line = ng_str_cut(body, i, ng_str_line_end(body, i));
		int level = code ? 0 : heading_level(line);
		size_t table = code ? 0 : ng_html_table_at(body, i);

		if (!code && w->diagrams < w->page->ndiagrams && ng_str_eq(line, FENCE)) {
			i = add_diagram(w, body, i);
			continue;
		}
		if (table > 0) {
			flush(w);
			ng_html_table(&w->out, ng_str_cut(body, i, i + table), ++w->tables);
			i += table;
			continue;
		}
		if (level > 0) {
			flush(w);
			add_heading(w, line, level);
		} else {
			code = code ? !ng_str_eq(line, NG_STR("```")) : ng_str_eq(line, FENCE);
			add_plain(w, line);
		}
		i = ng_str_line_next(body, ng_str_line_end(body, i));
	}
	flush(w);
}

struct ng_str
ng_html_page(struct ng_arena *a, const struct ng_html_page *page)
{
	struct writer w = {.arena = a, .page = page, .out = {.arena = a}, .nav = {.arena = a}, .plain = {.arena = a}, .level = 1};
	struct ng_buf b = {.arena = a}, title = {.arena = a};
	char day[11];

	ng_html_text(&title, page->title);
	ng_date_format(page->day, day);
	add_body(&w);
	ng_buf_add(&b, NG_STR(
	              "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
	              "img-src data:; base-uri 'none'; form-action 'none'\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
	              "<title>"));
	ng_buf_add(&b, ng_buf_str(&title));
	ng_buf_printf(&b, ", %s</title>\n<style>\n", day);
	ng_buf_add(&b, ng_str_of(style));
	ng_buf_add(&b, NG_STR("</style>\n</head>\n<body>\n<main>\n<h1>"));
	ng_buf_add(&b, ng_buf_str(&title));
	ng_buf_printf(&b, "</h1>\n<p class=\"day\">As of <time datetime=\"%s\">%s</time></p>\n", day, day);
	if (w.sections >= SECTIONS) {
		ng_buf_add(&b, NG_STR("<nav aria-label=\"Sections\">\n<ul>\n"));
		ng_buf_add(&b, ng_buf_str(&w.nav));
		ng_buf_add(&b, NG_STR("</ul>\n</nav>\n"));
	}
	ng_buf_add(&b, ng_buf_str(&w.out));
	ng_buf_add(&b, NG_STR("</main>\n</body>\n</html>\n"));
	return ng_buf_str(&b);
}
