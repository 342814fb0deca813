/*
 * html_page: a report as one HTML page that stands for itself: no script, and nothing is loaded from elsewhere.
 *
 * Called by report; calls: html, diagram_svg, note, date.
 */
#ifndef NG_HTML_PAGE_H
#define NG_HTML_PAGE_H

#include "date.h"
#include "diagram.h"

struct ng_html_page {
	struct ng_str title; /* as text */
	ng_day day;          /* of which the report is */
	struct ng_str body;  /* Markdown: headings from the second level on, GFM tables and tasks, Mermaid's fences */
	const struct ng_diagram *const *diagrams; /* the fences' pictures, in their order */
	size_t ndiagrams;
};

/* The page, in the arena. Headings skip no level. A fence without a picture stays code. Only inside ng_arena_run. */
struct ng_str ng_html_page(struct ng_arena *a, const struct ng_html_page *page);

#endif
