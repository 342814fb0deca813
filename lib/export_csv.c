/* csv: RFC 4180, a line a record behind a header line; safe, no cell is a formula to a spreadsheet. */
#include "export.h"

/*
 * Whether a spreadsheet may take the cell for a formula, or skip what it begins with and find one. The full-width
 * forms of the signs count too: U+FF0B, U+FF0D, U+FF1D, U+FF20.
 */
static bool
is_formula(struct ng_str s)
{
	static const char *const wide[] = {"\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\x9D", "\xEF\xBC\xA0"};

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (ng_str_starts(s, ng_str_of(wide[i])))
			return true;
	return ng_str_find(NG_STR("=+-@\t\r\n"), s.p[0]) < 7;
}

static bool
needs_quotes(struct ng_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == ',' || (unsigned char)s.p[i] < ' ')
			return true;
	return s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ' || s.p[0] == '\'');
}

static void
write_cell(struct ng_export *x, struct ng_str s)
{
	bool formula = x->options.safe && is_formula(s), quotes = formula || needs_quotes(s);

	if (quotes)
		ng_buf_char(&x->out, '"');
	if (formula)
		ng_buf_char(&x->out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			ng_buf_char(&x->out, '"');
		ng_buf_char(&x->out, s.p[i]);
	}
	if (quotes)
		ng_buf_char(&x->out, '"');
}

static void
write_line(struct ng_export *x, const struct ng_record *r)
{
	for (int f = 0; f < NG_FIELDS; f++) {
		if (f > 0)
			ng_buf_char(&x->out, ',');
		write_cell(x, r->field[f]);
	}
	ng_buf_add(&x->out, NG_STR("\r\n"));
}

void
ng_export_csv(struct ng_export *x)
{
	struct ng_record header;

	ng_record_header(&header);
	write_line(x, &header);
	for (size_t i = 0; i < x->n; i++)
		write_line(x, ng_export_record(x, i));
}
