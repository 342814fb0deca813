#include "json.h"

#include <jansson.h>
#include <stdlib.h>

/* Digits of a number: those of a decimal come back as they were written. */
#define DIGITS 15

/*
 * Where memory runs out, jansson 2.14 leaves a name out and goes on. So its memory is an arena's, which never fails to
 * its face; its allocator has no context argument.
 */
static _Thread_local struct ng_arena *json_arena;

static void *
json_alloc(size_t size)
{
	return ng_arena_alloc(json_arena, size);
}

static void
json_free(void *p)
{
	(void)p; /* goes with the arena */
}

static json_t *
text_of(struct ng_str s)
{
	return s.n == 0 ? json_null() : json_stringn(s.p, s.n);
}

static json_t *
list_of(struct ng_str list)
{
	json_t *array = json_array();
	struct ng_str word;

	while (ng_str_word(&list, &word))
		if (word.n > 0)
			json_array_append_new(array, json_stringn(word.p, word.n));
	return array;
}

/* A decimal: an optional sign, digits, and perhaps a point among them. */
static json_t *
number_of(struct ng_str s)
{
	size_t digits = 0, points = 0;
	char text[64];

	if (s.n >= sizeof(text))
		return json_null();
	for (size_t i = 0; i < s.n; i++) {
		digits += ng_is_digit(s.p[i]);
		points += s.p[i] == '.';
		if (!ng_is_digit(s.p[i]) && s.p[i] != '.' && !(i == 0 && s.p[i] == '-'))
			return json_null();
		text[i] = s.p[i];
	}
	text[s.n] = '\0';
	return digits == 0 || points > 1 ? json_null() : json_real(strtod(text, NULL));
}

static void
add_field(json_t *object, const struct ng_record *r, enum ng_field f)
{
	const char *name = ng_field_name(f);
	struct ng_str file;
	uint32_t line;

	switch (f) {
	case NG_FIELD_PEOPLE:
	case NG_FIELD_GOALS:
	case NG_FIELD_TOPICS:
		json_object_set_new(object, name, list_of(r->field[f]));
		break;
	case NG_FIELD_SCORE:
		json_object_set_new(object, name, number_of(r->field[f]));
		break;
	case NG_FIELD_SOURCE:
		line = ng_record_line(r, &file);
		json_object_set_new(object, "file", text_of(file));
		json_object_set_new(object, "line", line == 0 ? json_null() : json_integer(line));
		break;
	default:
		json_object_set_new(object, name, text_of(r->field[f]));
	}
}

struct job {
	const struct ng_record *record;
	struct ng_buf *out;
};

static void
write_record(struct ng_arena *scratch, void *context)
{
	const struct job *job = context;
	json_t *object;
	char *text;

	json_arena = scratch;
	object = json_object();
	for (int f = 0; f < NG_FIELDS; f++)
		add_field(object, job->record, (enum ng_field)f);
	text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
	ng_buf_add(job->out, ng_str_of(text));
	ng_buf_char(job->out, '\n');
}

void
ng_json_record(const struct ng_record *r, struct ng_buf *out)
{
	struct job job = {r, out};

	json_set_alloc_funcs(json_alloc, json_free);
	ng_arena_scratch(out->arena, write_record, &job);
}
