#include "html.h"

#include "note.h"
#include "text.h"

void
ng_html_text(struct ng_buf *out, struct ng_str s)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (c == '&')
			ng_buf_add(out, NG_STR("&amp;"));
		else if (c == '<')
			ng_buf_add(out, NG_STR("&lt;"));
		else if (c == '>')
			ng_buf_add(out, NG_STR("&gt;"));
		else if (c == '"')
			ng_buf_add(out, NG_STR("&quot;"));
		else if (c == '\'')
			ng_buf_add(out, NG_STR("&#39;"));
		else if (ng_text_is_space(c))
			ng_buf_char(out, ' ');
		else if (c == 0xFFFD || ng_text_is_noncharacter(c))
			ng_buf_add(out, NG_STR(NG_TEXT_REPLACEMENT));
		else if (!ng_text_is_hidden(c))
			ng_buf_add(out, ng_str_cut(s, i, i + n));
	}
}

void
ng_html_inline(struct ng_buf *out, struct ng_str markdown)
{
	struct ng_buf line = {.arena = out->arena};
	struct ng_str html;

	markdown = ng_str_trim(markdown);
	if (markdown.n == 0)
		return;
	/* behind a word and a space, all else is the text of a paragraph, as if it stood at its start */
	ng_buf_add(&line, NG_STR("x "));
	ng_buf_add(&line, markdown);
	html = ng_str_trim(ng_note_html(out->arena, ng_buf_str(&line)));
	if (ng_str_starts(html, NG_STR("<p>x ")) && ng_str_ends(html, NG_STR("</p>")))
		ng_buf_add(out, ng_str_cut(html, 5, html.n - 4));
}

void
ng_html_untagged(struct ng_buf *out, struct ng_str html, bool links)
{
	while (html.n > 0) {
		size_t open = ng_str_find(html, '<'), close = open + ng_str_find(ng_str_cut(html, open, html.n), '>') + 1;
		struct ng_str tag = ng_str_cut(html, open, close);

		ng_buf_add(out, ng_str_cut(html, 0, open));
		if (links && !ng_str_starts(tag, NG_STR("<a ")) && !ng_str_eq(tag, NG_STR("</a>")))
			ng_buf_add(out, tag);
		html = ng_str_cut(html, close, html.n);
	}
}
