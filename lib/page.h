/*
 * page: what a file as a whole says: its date, its goal and tags, its people, and whom or what it defines.
 *
 * Called by outline, statement and parse; calls: front, tags, lexicon, text.
 */
#ifndef NG_PAGE_H
#define NG_PAGE_H

#include "front.h"
#include "lexicon.h"
#include "tags.h"

struct ng_page {
	struct ng_str path;    /* as in the records' source */
	struct ng_str stem;    /* the file's name without folder and extension */
	const struct ng_front *front;
	ng_day date;           /* of what stands in it; 0 without */
	struct ng_str title;   /* front matter's */
	struct ng_str person;  /* "@handle" where the page defines a person, else empty */
	struct ng_str goal;    /* "#goal/x" where it defines a goal, else empty */
	ng_day due;            /* of the goal */
	enum ng_state state;   /* of the goal */
	struct ng_str name;    /* of whom or what it defines, as front matter or the file's name says */
	bool name_given;       /* by front matter */
	struct ng_str people;  /* a list: front matter's people or attendees */
	size_t people_line;
	struct ng_str goals;   /* lists: front matter's goals and tags */
	struct ng_str topics;
};

/*
 * Reads what front matter and path say. `heading` is the text of the note's first heading (for a template's marks).
 * The arena owns what the page holds; path and front are borrowed.
 */
void ng_page_read(struct ng_arena *a, const struct ng_tagger *tagger, struct ng_str path,
		  const struct ng_front *front, struct ng_str heading, struct ng_page *page);

/* True for a key of front matter that steers the parser and is no field. */
bool ng_page_is_steering(struct ng_str key);

/* The names in `s`: its handles and links; a bare name is written as a link. A space-separated list. */
struct ng_str ng_page_names(struct ng_arena *a, const struct ng_tagger *tagger, struct ng_str s);

#endif
