/*
 * tags: who and what a block names: handles, links, topics, goals, date marks, statements in brackets.
 *
 * Called by split, line, page and parse; calls: inline, signs, pattern, link, text, date.
 */
#ifndef NG_TAGS_H
#define NG_TAGS_H

#include "date.h"
#include "note.h"

enum ng_tag_type {
	NG_TAG_HANDLE,  /* value "@maria-keller" */
	NG_TAG_LINK,    /* value "[[maria-keller]]" */
	NG_TAG_TOPIC,   /* value "#angel-investing" */
	NG_TAG_GOAL,    /* value "#goal/atlas-funding" */
	NG_TAG_DATE,    /* [[2026-03-04]]: day */
	NG_TAG_DUE,     /* a due mark: day */
	NG_TAG_DONE,    /* a done mark: day */
	NG_TAG_DROPPED, /* a cancelled mark: day */
	NG_TAG_INNER,   /* [key:: value] or (key:: value) */
};

/* A tag at the bytes [from, to) of its block's text. */
struct ng_tag {
	enum ng_tag_type type;
	size_t from, to;
	struct ng_str value;           /* folded, in the arena */
	ng_day day;
	size_t key_to, inner, value_to; /* of NG_TAG_INNER: the key is [from + 1, key_to), its value [inner, value_to) */
};

/* In the order of the text; what stands in an NG_TAG_INNER follows it. */
struct ng_tags {
	struct ng_tag *v;
	size_t n;
};

/* True for what names a person: a handle or a link. */
static inline bool
ng_tag_is_name(const struct ng_tag *tag)
{
	return tag->type == NG_TAG_HANDLE || tag->type == NG_TAG_LINK;
}

struct ng_tagger;

/* Compiles the patterns, which live as long as the arena. Only inside ng_arena_run. */
struct ng_tagger *ng_tagger_new(struct ng_arena *a);

/* All tags of a text, whose signs these are. `class` may be NULL: all is text (a value of front matter). */
struct ng_tags ng_tagger_scan(const struct ng_tagger *t, struct ng_arena *a, struct ng_str text, struct ng_signs signs,
			      const uint8_t *class);

/* The same for a text whose signs nobody has looked for yet. */
struct ng_tags ng_tagger_scan_text(const struct ng_tagger *t, struct ng_arena *a, struct ng_str text, const uint8_t *class);

#endif
