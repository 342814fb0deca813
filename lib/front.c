#include "front.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <yaml.h>

#include "front_quick.h"
#include "text.h"

#define DEPTH 32

struct reader {
	struct ng_arena *a;
	struct ng_front *front;
	size_t cap;
};

static void
add(struct reader *r, struct ng_str key, struct ng_str value, size_t line)
{
	struct ng_front *f = r->front;

	value = ng_str_trim(value);
	if (key.n == 0 || value.n == 0)
		return;
	f->v = ng_arena_more(r->a, f->v, f->n, &r->cap, sizeof(*f->v));
	f->v[f->n++] = (struct ng_entry){ng_str_dup(r->a, key), ng_str_dup(r->a, value), line};
}

struct ng_str
ng_front_get(const struct ng_front *front, struct ng_str key)
{
	for (size_t i = 0; i < front->n; i++)
		if (ng_str_eq_nocase(front->v[i].key, key))
			return front->v[i].value;
	return (struct ng_str){NULL, 0};
}

/* True where a value begins that YAML would take for an alias, a comment or a list in a list. */
static bool
is_typed(struct ng_str s, size_t i)
{
	struct ng_str rest = ng_str_cut(s, i, s.n);
	char c = rest.p[0], d = rest.n > 1 ? rest.p[1] : '\0';

	return c == '@' || (ng_str_starts(rest, NG_STR("[[")) && !ng_str_starts(rest, NG_STR("[[["))) ||
	       (c == '#' && d != '\0' && !ng_is_space(d)) || (c == '`' && d != '\0');
}

static void
add_quoted(struct ng_buf *out, struct ng_str s)
{
	ng_buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			ng_buf_char(out, '\\');
		ng_buf_char(out, s.p[i]);
	}
	ng_buf_char(out, '"');
}

/* Where a value as typed ends that begins at i in a list in brackets: at "," or "]" outside of [[…]]. */
static size_t
flow_end(struct ng_str s, size_t i)
{
	bool link = false;

	for (; i < s.n; i++) {
		if (ng_str_starts(ng_str_cut(s, i, s.n), NG_STR("[["))) {
			link = true;
			i++;
		} else if (link && ng_str_starts(ng_str_cut(s, i, s.n), NG_STR("]]"))) {
			link = false;
			i++;
		} else if (!link && (s.p[i] == ',' || s.p[i] == ']' || s.p[i] == '}')) {
			break;
		}
	}
	return i;
}

/* The length of what is a line end to YAML alone at i: U+0085, U+2028, U+2029; or 0. */
static size_t
foreign_line_end(struct ng_str s, size_t i)
{
	static const char *const ends[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};

	for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++)
		if (s.p[i] == ends[k][0] && ng_str_starts(ng_str_cut(s, i, s.n), ng_str_of(ends[k])))
			return strlen(ends[k]);
	return 0;
}

/* Copies one line to `out` with values as typed in quotes. */
static void
quote_line(struct ng_buf *out, struct ng_str s, size_t *flow)
{
	size_t i = 0, n;
	bool value = *flow > 0; /* at a place where a value may begin */

	while (i < s.n) {
		char c = s.p[i];

		if ((n = foreign_line_end(s, i)) > 0) {
			ng_buf_char(out, ' ');
			i += n;
			continue;
		}

		if (value && is_typed(s, i)) {
			size_t end = *flow > 0 ? flow_end(s, i) : s.n;

			add_quoted(out, ng_str_trim(ng_str_cut(s, i, end)));
			i = end;
			value = false;
			continue;
		}
		if (value && (c == '"' || c == '\'')) {
			size_t end = i + 1;

			while (end < s.n && s.p[end] != c)
				end += s.p[end] == '\\' && c == '"' ? 2 : 1;
			end = end < s.n ? end + 1 : s.n;
			ng_buf_add(out, ng_str_cut(s, i, end));
			i = end;
			value = false;
			continue;
		}
		if (value && (c == '[' || c == '{'))
			++*flow;
		else if ((c == ']' || c == '}') && *flow > 0)
			--*flow;
		else if (c == ',' && *flow > 0)
			value = true;
		else if ((c == ':' || c == '-') && (i + 1 == s.n || ng_is_space(s.p[i + 1])))
			value = c == ':' || ng_str_trim(ng_str_cut(s, 0, i)).n == 0 || value;
		else if (!ng_is_space(c))
			value = false;
		ng_buf_char(out, c);
		i++;
	}
}

/* The spaces before the text of a line, which has some. */
static size_t
indent_of(struct ng_str s)
{
	size_t n = 0;

	while (s.p[n] == ' ')
		n++;
	return n;
}

/* "key: |", "key: >-" and their like: what follows is text. */
static bool
opens_block(struct ng_str s)
{
	while (s.n > 0 && (ng_is_digit(s.p[s.n - 1]) || s.p[s.n - 1] == '-' || s.p[s.n - 1] == '+'))
		s.n--;
	return s.n > 2 && (s.p[s.n - 1] == '|' || s.p[s.n - 1] == '>') && s.p[s.n - 2] == ' ';
}

/* The front matter with values as typed in quotes, line by line. */
static struct ng_str
quote_typed(struct ng_arena *a, struct ng_str raw)
{
	struct ng_buf out = {.arena = a};
	size_t flow = 0, end, block = SIZE_MAX; /* the indent of the key of a block scalar */

	for (size_t i = 0; i < raw.n; i = ng_str_line_next(raw, end)) {
		struct ng_str s, bare;

		end = ng_str_line_end(raw, i);
		s = ng_str_cut(raw, i, end);
		bare = ng_str_trim(s);
		if (block != SIZE_MAX && bare.n > 0 && indent_of(s) <= block)
			block = SIZE_MAX;
		if (block != SIZE_MAX) {
			ng_buf_add(&out, s);
		} else {
			quote_line(&out, s, &flow);
			if (opens_block(bare))
				block = indent_of(s);
		}
		ng_buf_char(&out, '\n');
	}
	return ng_buf_str(&out);
}

/* Follows libyaml's events: where they are in mappings and lists. */
struct yaml_walk {
	struct reader *r;
	size_t line; /* of the front matter's first line, from 0 */
	struct {
		bool mapping;
		bool have_key;
		size_t prefix; /* the length of the key's path above it */
	} stack[DEPTH];
	size_t depth;
	struct ng_buf key; /* the path, "a.b" */
};

static void
set_key(struct yaml_walk *w, struct ng_str name)
{
	w->key.n = w->stack[w->depth - 1].prefix;
	if (w->key.n > 0)
		ng_buf_char(&w->key, '.');
	ng_buf_add(&w->key, name);
	w->stack[w->depth - 1].have_key = true;
}

static int
on_event(struct yaml_walk *w, const yaml_event_t *e)
{
	struct ng_str s;

	switch (e->type) {
	case YAML_SCALAR_EVENT:
		if (w->depth == 0)
			return -1;
		s = (struct ng_str){(const char *)e->data.scalar.value, e->data.scalar.length};
		if (w->stack[w->depth - 1].mapping && !w->stack[w->depth - 1].have_key) {
			set_key(w, s);
			return 0;
		}
		if (e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || !(ng_str_eq(s, NG_STR("null")) || ng_str_eq(s, NG_STR("~"))))
			add(w->r, ng_buf_str(&w->key), s, w->line + e->start_mark.line + 1);
		break;
	case YAML_ALIAS_EVENT:
		break;
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		if (w->depth == DEPTH || (w->depth == 0 && e->type == YAML_SEQUENCE_START_EVENT))
			return -1;
		w->stack[w->depth].mapping = e->type == YAML_MAPPING_START_EVENT;
		w->stack[w->depth].have_key = false;
		w->stack[w->depth++].prefix = w->key.n;
		return 0;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		w->key.n = w->stack[--w->depth].prefix;
		break;
	default:
		return 0;
	}
	/* a value has ended */
	if (w->depth > 0)
		w->stack[w->depth - 1].have_key = false;
	return 0;
}

struct yaml_run {
	struct yaml_walk walk;
	yaml_parser_t parser;
	yaml_event_t event;
	int result;
};

static void
run_events(void *arg)
{
	struct yaml_run *run = arg;
	bool end = false;

	while (!end && run->result == 0) {
		if (!yaml_parser_parse(&run->parser, &run->event)) {
			run->result = -1;
			return;
		}
		end = run->event.type == YAML_STREAM_END_EVENT;
		run->result = on_event(&run->walk, &run->event);
		yaml_event_delete(&run->event);
		memset(&run->event, 0, sizeof(run->event));
	}
}

/* Returns 0, or -1 where `text` is no YAML that we know (errno 0) or memory ran out (errno ENOMEM). */
static int
read_yaml(struct reader *r, struct ng_str text, size_t line)
{
	struct yaml_run run = {.walk = {.r = r, .line = line, .key = {.arena = r->a}}};
	bool memory;

	if (text.n == 0)
		return 0;
	if (!yaml_parser_initialize(&run.parser)) {
		errno = ENOMEM;
		return -1;
	}
	yaml_parser_set_encoding(&run.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&run.parser, (const unsigned char *)text.p, text.n);
	if (ng_arena_run(r->a, run_events, &run) < 0) {
		int error = errno;

		yaml_event_delete(&run.event);
		yaml_parser_delete(&run.parser);
		ng_arena_fail(r->a, error);
	}
	memory = run.parser.error == YAML_MEMORY_ERROR;
	if (run.result != 0) {
		r->front->fault = run.parser.problem != NULL ? run.parser.problem : "it is no mapping of keys to values";
		r->front->fault_line = line + 1 + (run.parser.problem != NULL ? run.parser.problem_mark.line : 0);
	}
	yaml_parser_delete(&run.parser);
	errno = memory ? ENOMEM : 0;
	return run.result;
}

/* A value's own quotes, where it has them at both ends. */
static struct ng_str
unquote(struct ng_str s)
{
	s = ng_str_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
		return ng_str_cut(s, 1, s.n - 1);
	return s;
}

/* Broken YAML: "key: value", and "- value" below a key. */
static void
read_plain(struct reader *r, struct ng_str raw, size_t line)
{
	struct ng_str key = {NULL, 0};
	size_t end;

	for (size_t i = 0; i < raw.n; i = ng_str_line_next(raw, end), line++) {
		struct ng_str s;
		size_t colon;

		end = ng_str_line_end(raw, i);
		s = ng_str_trim(ng_str_cut(raw, i, end));
		if (ng_str_starts(s, NG_STR("- "))) {
			add(r, key, unquote(ng_str_cut(s, 2, s.n)), line + 1);
			continue;
		}
		colon = ng_str_find(s, ':');
		if (colon == s.n || (colon + 1 < s.n && !ng_is_space(s.p[colon + 1])))
			continue;
		key = ng_str_cut(s, 0, colon);
		add(r, key, unquote(ng_str_cut(s, colon + 1, s.n)), line + 1);
	}
}

/* Logseq: "key:: value" lines above all else. Returns where they end, `at` where there are none. */
static size_t
read_properties(struct reader *r, struct ng_str file, size_t at)
{
	size_t end, line = 1, to = at;

	for (size_t i = at; i < file.n; i = ng_str_line_next(file, end), line++) {
		struct ng_str s;
		size_t n = 0;

		end = ng_str_line_end(file, i);
		s = ng_str_cut(file, i, end);
		while (n < s.n && (ng_is_alpha(s.p[n]) || (n > 0 && (ng_is_digit(s.p[n]) || strchr("-_./", s.p[n]) != NULL))))
			n++;
		if (n == 0 || n + 2 > s.n || s.p[n] != ':' || s.p[n + 1] != ':' || (n + 2 < s.n && !ng_is_space(s.p[n + 2]))) {
			/* only a block of its own: else it's a paragraph */
			if (ng_str_trim(s).n > 0 && s.p[0] != '-' && s.p[0] != '#')
				r->front->n = 0;
			break;
		}
		add(r, ng_str_cut(s, 0, n), ng_str_cut(s, n + 2, s.n), line);
		to = ng_str_line_next(file, end);
	}
	r->front->body_line = r->front->n > 0 ? line : 1;
	return r->front->n > 0 ? to : at;
}

static int
read_front(struct ng_arena *a, struct ng_str file, struct ng_front *front, bool quick)
{
	struct reader r = {.a = a, .front = front};
	size_t at = file.n - ng_text_without_mark(file).n, start, end, line = 1;
	struct ng_str s;

	*front = (struct ng_front){.body = at, .body_line = 1};
	end = ng_str_line_end(file, at);
	s = ng_str_cut(file, at, end);
	if (s.n < 3 || ng_str_trim(s).n != 3 || !ng_str_starts(s, NG_STR("---"))) {
		front->body = read_properties(&r, file, at);
		front->raw = ng_str_cut(file, at, front->body);
		return 0;
	}
	start = ng_str_line_next(file, end);
	for (size_t i = start; i < file.n; i = ng_str_line_next(file, end)) {
		line++;
		end = ng_str_line_end(file, i);
		s = ng_str_cut(file, i, end);
		if (!ng_str_starts(s, NG_STR("---")) && !ng_str_starts(s, NG_STR("...")))
			continue;
		if (ng_str_trim(s).n != 3)
			continue;
		front->raw = ng_str_cut(file, start, i);
		front->body = ng_str_line_next(file, end);
		front->body_line = line + 1;
		if (quick && ng_front_quick(a, front->raw, 2, front))
			return 0;
		front->v = NULL;
		front->n = 0;
		if (read_yaml(&r, quote_typed(a, front->raw), 1) < 0) {
			if (errno == ENOMEM)
				return -1;
			front->n = 0;
			read_plain(&r, front->raw, 1);
		}
		return 0;
	}
	return 0; /* never closed: a thematic break */
}

int
ng_front_read(struct ng_arena *a, struct ng_str file, struct ng_front *front)
{
	return read_front(a, file, front, true);
}

int
ng_front_read_whole(struct ng_arena *a, struct ng_str file, struct ng_front *front)
{
	return read_front(a, file, front, false);
}
