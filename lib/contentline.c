#include "contentline.h"

#include "text.h"

/* Bytes of a line without its end (RFC 6350, section 3.2; RFC 5545, section 3.1). */
#define LINE_BYTES 75

void
ng_contentline_text(struct ng_buf *line, struct ng_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' || s.p[i] == ',' || s.p[i] == ';')
			ng_buf_char(line, '\\');
		if (s.p[i] == '\n')
			ng_buf_add(line, NG_STR("\\n"));
		else
			ng_buf_char(line, s.p[i]);
	}
}

void
ng_contentline_end(struct ng_buf *line, struct ng_buf *out)
{
	struct ng_str s = ng_buf_str(line);
	size_t column = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		ng_text_at(s, i, &n);
		if (column + n > LINE_BYTES) {
			ng_buf_add(out, NG_STR("\r\n "));
			column = 1;
		}
		ng_buf_add(out, ng_str_cut(s, i, i + n));
		column += n;
	}
	ng_buf_add(out, NG_STR("\r\n"));
	line->n = 0;
}
