#include "record.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sixteen.h"

/* A table's row: a name and its length. */
#define X(name, string) {string, sizeof(string) - 1},

static const struct ng_str field_names[] = {NG_RECORD_FIELDS(X)};
static const struct ng_str kind_names[] = {{"", 0}, NG_RECORD_KINDS(X)};
static const struct ng_str state_names[] = {{"", 0}, NG_RECORD_STATES(X)};

#undef X

/* The bytes that are read at once: as many as a pipe holds. */
#define BLOCK ((size_t)64 << 10)

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *
ng_field_name(enum ng_field f)
{
	return field_names[f].p;
}

const char *
ng_kind_name(enum ng_kind k)
{
	return kind_names[k].p;
}

const char *
ng_state_name(enum ng_state s)
{
	return state_names[s].p;
}

static size_t
index_of(const struct ng_str *names, size_t count, struct ng_str s)
{
	/* most states are empty */
	if (s.n == 0)
		return 0;
	for (size_t i = 1; i < count; i++)
		if (names[i].n == s.n && names[i].p[0] == s.p[0] && memcmp(names[i].p, s.p, s.n) == 0)
			return i;
	return 0;
}

enum ng_kind
ng_record_kind(const struct ng_record *r)
{
	return (enum ng_kind)index_of(kind_names, COUNT(kind_names), r->field[NG_FIELD_KIND]);
}

enum ng_state
ng_record_state(const struct ng_record *r)
{
	return (enum ng_state)index_of(state_names, COUNT(state_names), r->field[NG_FIELD_STATE]);
}

ng_day
ng_record_day(const struct ng_record *r, enum ng_field f)
{
	return ng_date_parse(r->field[f]);
}

uint32_t
ng_record_line(const struct ng_record *r, struct ng_str *file)
{
	struct ng_str source = r->field[NG_FIELD_SOURCE];
	size_t i = source.n;
	uint64_t line = 0, unit = 1;

	*file = source;
	while (i > 0 && source.n - i < 10 && ng_is_digit(source.p[i - 1])) {
		line += unit * (uint64_t)(source.p[--i] - '0');
		unit *= 10;
	}
	if (i <= 1 || i == source.n || source.p[i] == '0' || source.p[i - 1] != ':' || line > UINT32_MAX)
		return 0;
	*file = ng_str_cut(source, 0, i - 1);
	return (uint32_t)line;
}

/* How many bytes at s[i] are one whole UTF-8 character (RFC 3629), or 0. */
static size_t
utf8_length(struct ng_str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
	size_t n = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

	if (n == 0 || n > s.n - i)
		return 0;
	if ((c == 0xE0 && d < 0xA0) || (c == 0xED && d > 0x9F) || (c == 0xF0 && d < 0x90) ||
	    (c == 0xF4 && d > 0x8F))
		return 0;
	for (size_t k = 1; k < n; k++)
		if (((unsigned char)s.p[i + k] & 0xC0) != 0x80)
			return 0;
	return n;
}

static void
encode_byte(unsigned char c, struct ng_buf *out)
{
	static const char hex[] = "0123456789ABCDEF";

	ng_buf_char(out, '\\');
	switch (c) {
	case '\\':
		ng_buf_char(out, '\\');
		break;
	case '\t':
		ng_buf_char(out, 't');
		break;
	case '\n':
		ng_buf_char(out, 'n');
		break;
	case '\r':
		ng_buf_char(out, 'r');
		break;
	default:
		ng_buf_char(out, 'x');
		ng_buf_char(out, hex[c >> 4]);
		ng_buf_char(out, hex[c & 15]);
	}
}

/* Where sixteen bytes aren't printable ASCII, or a backslash. */
static ng_sixteen
odd_at(const char *p)
{
	ng_sixteen c = ng_sixteen_at(p);

	return ~ng_sixteen_between(c, ' ', '~') | (ng_sixteen)(c == '\\');
}

/* The index of the first byte of s from i on that isn't printable ASCII, or is a backslash. */
static size_t
plain_end(struct ng_str s, size_t i)
{
	for (; s.n - i >= sizeof(ng_sixteen); i += sizeof(ng_sixteen)) {
		ng_sixteen odd = odd_at(s.p + i);

		if (ng_sixteen_any(odd))
			return i + (size_t)__builtin_ctzll(ng_sixteen_bits(odd));
	}
	while (i < s.n && s.p[i] >= ' ' && s.p[i] < 0x7F && s.p[i] != '\\')
		i++;
	return i;
}

/* True for a control character beyond ASCII. */
static bool
is_c1(struct ng_str s, size_t i)
{
	return (unsigned char)s.p[i] == 0xC2 && (unsigned char)s.p[i + 1] < 0xA0;
}

static void
encode_field(struct ng_str s, struct ng_buf *out)
{
	size_t plain = 0;

	for (size_t i = 0; (i = plain_end(s, i)) < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = utf8_length(s, i);
		/* what a terminal could obey */
		bool control = c < ' ' || c == 0x7F || (n == 2 && is_c1(s, i));

		if (n > 1 && !control) {
			i += n;
			continue;
		}
		ng_buf_add(out, ng_str_cut(s, plain, i));
		for (n = n == 0 ? 1 : n; n > 0; n--)
			encode_byte((unsigned char)s.p[i++], out);
		plain = i;
	}
	ng_buf_add(out, ng_str_cut(s, plain, s.n));
}

/* True where nothing of s would be escaped. */
static bool
is_plain(struct ng_str s)
{
	for (size_t i = 0, n; (i = plain_end(s, i)) < s.n; i += n) {
		n = utf8_length(s, i);
		if (n < 2 || (n == 2 && is_c1(s, i)))
			return false;
	}
	return true;
}

/* Most records need no escape: their fields are put behind each other with spaces between, and looked at all at once. */
static bool
encode_plain(const struct ng_record *r, struct ng_buf *out)
{
	size_t from = out->n, end[NG_FIELDS];

	for (size_t f = 0; f < NG_FIELDS; f++) {
		ng_buf_add(out, r->field[f]);
		end[f] = out->n;
		ng_buf_char(out, ' ');
	}
	if (!is_plain(ng_str_cut(ng_buf_str(out), from, out->n))) {
		out->n = from;
		return false;
	}
	for (size_t f = 0; f < NG_FIELDS; f++)
		out->p[end[f]] = f + 1 < NG_FIELDS ? '\t' : '\n';
	return true;
}

void
ng_record_encode(const struct ng_record *r, struct ng_buf *out)
{
	size_t n = NG_FIELDS;

	for (size_t f = 0; f < NG_FIELDS; f++)
		n += r->field[f].n;
	ng_buf_reserve(out, n);
	if (encode_plain(r, out))
		return;
	for (size_t f = 0; f < NG_FIELDS; f++) {
		encode_field(r->field[f], out);
		ng_buf_char(out, f + 1 < NG_FIELDS ? '\t' : '\n');
	}
}

/* Undoes the escapes of a field, in place; `escaped`: where there may be any. */
static struct ng_str
decode_field(char *p, size_t n, bool escaped)
{
	char *first = escaped ? memchr(p, '\\', n) : NULL;
	size_t to = first == NULL ? n : (size_t)(first - p), i = to;

	while (i < n) {
		char c = p[i++];

		if (c != '\\' || i == n) {
			p[to++] = c;
			continue;
		}
		c = p[i++];
		if (c == 'x' && n - i >= 2 && ng_hex_value(p[i]) >= 0 && ng_hex_value(p[i + 1]) >= 0) {
			p[to++] = (char)(ng_hex_value(p[i]) * 16 + ng_hex_value(p[i + 1]));
			i += 2;
		} else if (c == '\\' || c == 't' || c == 'n' || c == 'r') {
			p[to++] = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
		} else {
			p[to++] = '\\';
			p[to++] = c;
		}
	}
	return (struct ng_str){p, to};
}

int
ng_record_decode(char *line, size_t n, struct ng_record *r)
{
	char *end = line + n;
	bool escaped = memchr(line, '\\', n) != NULL;

	for (size_t f = 0; f < NG_FIELDS; f++) {
		char *tab;

		if (line == NULL)
			return -1;
		/* most fields are empty */
		tab = line == end ? NULL : *line == '\t' ? line : memchr(line, '\t', (size_t)(end - line));
		r->field[f] = decode_field(line, (size_t)((tab == NULL ? end : tab) - line), escaped);
		line = tab == NULL ? NULL : tab + 1;
	}
	return 0;
}

void
ng_record_header(struct ng_record *r)
{
	for (size_t f = 0; f < NG_FIELDS; f++)
		r->field[f] = field_names[f];
}

bool
ng_record_is_header(const struct ng_record *r)
{
	for (size_t f = 0; f < NG_FIELDS; f++)
		if (!ng_str_eq(r->field[f], field_names[f]))
			return false;
	return true;
}

/* A line without its end. */
static int
take_line(const struct ng_record_sink *sink, char *line, size_t n, size_t number)
{
	struct ng_record r;

	if (n == 0)
		return 0;
	if (ng_record_decode(line, n, &r) < 0)
		sink->bad(sink->context, number);
	else if (!ng_record_is_header(&r))
		return sink->record(sink->context, &r);
	return 0;
}

int
ng_record_read(struct ng_arena *a, int fd, const struct ng_record_sink *sink)
{
	size_t cap = BLOCK, n = 0, lines = 0; /* n: bytes of a line whose end isn't read yet */
	char *block = ng_arena_alloc(a, cap);
	int result = 0;

	for (;;) {
		ssize_t got = read(fd, block + n, cap - n);
		char *line = block, *end = block + n, *lf;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			return take_line(sink, block, n, lines + 1);
		for (n += (size_t)got; (lf = memchr(end, '\n', n - (size_t)(end - block))) != NULL; line = end = lf + 1)
			if ((result = take_line(sink, line, (size_t)(lf - line), ++lines)) != 0)
				return result;
		n -= (size_t)(line - block);
		if (n == cap) {
			block = ng_arena_grow(a, block, cap, cap * 2);
			cap *= 2;
		} else {
			memmove(block, line, n);
		}
	}
}
