/*
 * diagram_svg: a diagram as an SVG within an HTML page, drawn here.
 *
 * Its colours are the page's: html_page's stylesheet has them. Where all edges are directed it reads from left
 * to right, else around its first node, me. Called by html_page; calls: diagram, layers, star, html, text.
 */
#ifndef NG_DIAGRAM_SVG_H
#define NG_DIAGRAM_SVG_H

#include "diagram.h"

/*
 * Adds the diagram as a <figure>; nothing where it is empty. `title` names it and is HTML without tags; `number`
 * is one of its own on the page. Only inside ng_arena_run.
 */
void ng_diagram_svg(struct ng_buf *out, const struct ng_diagram *d, struct ng_str title, size_t number);

#endif
