#include "page.h"

#include <string.h>

#include "link.h"
#include "text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_one_of(struct ng_str s, const char *const *names, size_t n)
{
	/* the names are in lower case; most differ in the first letter */
	for (size_t i = 0; i < n && s.n > 0; i++)
		if (((s.p[0] ^ names[i][0]) & ~0x20) == 0 && ng_str_eq_nocase(s, ng_str_of(names[i])))
			return true;
	return false;
}

static const char *const people_keys[] = {"people", "attendees", "participants", "present", "with", "table"};
static const char *const goal_keys[] = {"goal", "goals"};
static const char *const tag_keys[] = {"tags", "tag"};

bool
ng_page_is_steering(struct ng_str key)
{
	static const char *const own[] = {"type", "handle", "name", "title"};

	return is_one_of(key, own, COUNT(own)) || is_one_of(key, people_keys, COUNT(people_keys)) ||
	       is_one_of(key, goal_keys, COUNT(goal_keys)) || is_one_of(key, tag_keys, COUNT(tag_keys));
}

struct ng_str
ng_page_names(struct ng_arena *a, const struct ng_tagger *tagger, struct ng_str s)
{
	struct ng_buf list = {.arena = a};

	while (s.n > 0) {
		size_t comma = ng_str_find(s, ',');
		struct ng_str part = ng_str_trim(ng_str_cut(s, 0, comma));
		struct ng_tags tags = ng_tagger_scan_text(tagger, a, part, NULL);
		bool found = false;

		for (size_t i = 0; i < tags.n; i++)
			if (ng_tag_is_name(&tags.v[i])) {
				ng_buf_word(&list, tags.v[i].value);
				found = true;
			}
		part = found ? part : ng_link_slug(a, part);
		if (!found && part.n > 0) {
			struct ng_buf link = {.arena = a};

			ng_buf_printf(&link, "[[%.*s]]", NG_STR_ARG(part));
			ng_buf_word(&list, ng_buf_str(&link));
		}
		s = ng_str_cut(s, comma + 1, s.n);
	}
	return ng_buf_str(&list);
}

static struct ng_str
join(struct ng_arena *a, const char *prefix, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	ng_buf_add(&b, ng_str_of(prefix));
	ng_buf_add(&b, s);
	return ng_buf_str(&b);
}

/* Front matter's tags: with or without #, separated by commas or white space. */
static void
add_tags(struct ng_arena *a, struct ng_str s, struct ng_buf *topics, struct ng_buf *goals)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i, digits = 0;
		struct ng_str tag;

		while (i < s.n && !ng_is_space(s.p[i]) && s.p[i] != ',')
			i++;
		tag = ng_str_cut(s, from, i++);
		while (tag.n > 0 && (tag.p[0] == '#' || tag.p[0] == '[' || tag.p[0] == '"'))
			tag = ng_str_cut(tag, 1, tag.n);
		while (tag.n > 0 && strchr("]\"/", tag.p[tag.n - 1]) != NULL)
			tag.n--;
		tag = ng_text_fold(a, tag);
		while (digits < tag.n && ng_is_digit(tag.p[digits]))
			digits++;
		if (digits == tag.n)
			continue;
		tag = join(a, "#", tag);
		ng_buf_word(ng_str_starts(tag, NG_STR("#goal/")) ? goals : topics, tag);
	}
}

static void
add_goals(struct ng_arena *a, const struct ng_tagger *tagger, struct ng_str s, struct ng_buf *topics, struct ng_buf *goals)
{
	struct ng_tags tags = ng_tagger_scan_text(tagger, a, s, NULL);

	for (size_t i = 0; i < tags.n; i++)
		if (tags.v[i].type == NG_TAG_GOAL)
			ng_buf_word(goals, tags.v[i].value);
		else if (tags.v[i].type == NG_TAG_TOPIC) /* perhaps a goal's alias */
			ng_buf_word(topics, tags.v[i].value);
		else if (tags.v[i].type == NG_TAG_LINK) /* to its page */
			ng_buf_word(goals, join(a, "#goal/", ng_link_slug(a, tags.v[i].value)));
	if (tags.n == 0 && ng_link_slug(a, s).n > 0)
		ng_buf_word(goals, join(a, "#goal/", ng_link_slug(a, s)));
}

static struct ng_str
file_name(struct ng_str path)
{
	for (size_t i = path.n; i-- > 0;)
		if (path.p[i] == '/')
			return ng_str_cut(path, i + 1, path.n);
	return path;
}

static struct ng_str
without_extension(struct ng_str name)
{
	static const char *const extensions[] = {".md", ".markdown"};

	for (size_t i = 0; i < COUNT(extensions); i++) {
		size_t n = strlen(extensions[i]);

		if (name.n > n && ng_str_eq_nocase(ng_str_cut(name, name.n - n, name.n), ng_str_of(extensions[i])))
			return ng_str_cut(name, 0, name.n - n);
	}
	return name;
}

/* True where the path has a folder for people. An index of the folder is nobody's page. */
static bool
lies_among_people(struct ng_arena *a, struct ng_str path, struct ng_str stem)
{
	static const char *const folders[] = {"people", "persons", "contacts"};
	static const char *const indexes[] = {"readme", "index", "_index"};

	stem = ng_text_slug(a, stem); /* whatever emoji is before it */
	if (is_one_of(stem, indexes, COUNT(indexes)) || is_one_of(stem, folders, COUNT(folders)))
		return false;
	for (size_t slash; (slash = ng_str_find(path, '/')) < path.n; path = ng_str_cut(path, slash + 1, path.n))
		if (is_one_of(ng_str_cut(path, 0, slash), folders, COUNT(folders)))
			return true;
	return false;
}

static bool
is_template(struct ng_str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((s.p[i] == '{' && s.p[i + 1] == '{') || (s.p[i] == '<' && s.p[i + 1] == '%'))
			return true;
	return false;
}

/* True where `type` or a tag of the page is one of the words. */
static bool
is_typed(struct ng_arena *a, const struct ng_page *page, const char *const *words, size_t n)
{
	struct ng_str list = page->topics, word;

	for (size_t i = 0; i < page->front->n; i++)
		if (ng_str_eq_nocase(page->front->v[i].key, NG_STR("type")) &&
		    is_one_of(ng_link_slug(a, page->front->v[i].value), words, n))
			return true;
	while (ng_str_word(&list, &word))
		if (is_one_of(ng_str_cut(word, 1, word.n), words, n))
			return true;
	return false;
}

/* The slug of each part of a goal's name. */
static struct ng_str
slug_path(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	while (s.n > 0) {
		size_t slash = ng_str_find(s, '/');
		struct ng_str part = ng_text_slug(a, ng_str_cut(s, 0, slash));

		if (b.n > 0 && part.n > 0)
			ng_buf_char(&b, '/');
		ng_buf_add(&b, part);
		s = ng_str_cut(s, slash + 1, s.n);
	}
	return ng_buf_str(&b);
}

/* What front matter says of a goal: by when, and whether it is reached. */
static void
find_goal_state(struct ng_page *page)
{
	static const char *const dues[] = {"due", "by"}, *const states[] = {"state", "status"};

	page->state = NG_STATE_OPEN;
	for (size_t i = 0; i < page->front->n; i++) {
		const struct ng_entry *e = &page->front->v[i];

		if (is_one_of(e->key, dues, COUNT(dues)) && page->due == 0)
			page->due = ng_date_parse(ng_str_cut(e->value, 0, 10));
		if (is_one_of(e->key, states, COUNT(states)) && ng_str_eq_nocase(e->value, NG_STR("done")))
			page->state = NG_STATE_DONE;
		if (is_one_of(e->key, states, COUNT(states)) && ng_str_eq_nocase(e->value, NG_STR("dropped")))
			page->state = NG_STATE_DROPPED;
	}
}

/* Types of a page, as `type:` or as a tag. */
static const char *const person_types[] = {"person", "contact"}, *const goal_types[] = {"goal"};

/* The topics without those that say what kind of page it is, and nothing of a subject. */
static struct ng_str
without_types(struct ng_arena *a, struct ng_str topics)
{
	struct ng_buf b = {.arena = a};
	struct ng_str topic;

	while (ng_str_word(&topics, &topic)) {
		struct ng_str word = ng_str_cut(topic, 1, topic.n);

		if (!is_one_of(word, person_types, COUNT(person_types)) && !is_one_of(word, goal_types, COUNT(goal_types)))
			ng_buf_word(&b, topic);
	}
	return ng_buf_str(&b);
}

/* Whom or what the page defines. */
static void
define(struct ng_arena *a, struct ng_page *page)
{
	struct ng_str handle = ng_front_get(page->front, NG_STR("handle")), stem = page->stem;
	bool at = ng_str_starts(stem, NG_STR("@"));

	stem = ng_str_cut(stem, at ? 1 : 0, stem.n);
	page->name = ng_text_squeeze(a, ng_front_get(page->front, NG_STR("name")));
	if (page->name.n == 0)
		page->name = page->title;
	page->name_given = page->name.n > 0;
	if (handle.n == 0)
		handle = ng_front_get(page->front, NG_STR("name"));
	if (handle.n == 0)
		handle = stem;
	if (page->name.n == 0)
		page->name = stem;
	if (is_typed(a, page, goal_types, COUNT(goal_types))) {
		if (ng_str_starts(handle, NG_STR("#goal/")))
			handle = ng_str_cut(handle, 6, handle.n);
		else if (ng_str_starts(handle, NG_STR("goal/")))
			handle = ng_str_cut(handle, 5, handle.n);
		handle = slug_path(a, handle);
		page->goal = handle.n == 0 ? handle : join(a, "#goal/", handle);
		find_goal_state(page);
	} else if (at || is_typed(a, page, person_types, COUNT(person_types)) || lies_among_people(a, page->path, page->stem)) {
		handle = ng_text_slug(a, handle);
		page->person = handle.n == 0 ? handle : join(a, "@", handle);
	}
	page->topics = without_types(a, page->topics);
}

void
ng_page_read(struct ng_arena *a, const struct ng_tagger *tagger, struct ng_str path, const struct ng_front *front,
	     struct ng_str heading, struct ng_page *page)
{
	struct ng_buf topics = {.arena = a}, goals = {.arena = a}, people = {.arena = a};

	*page = (struct ng_page){.path = path, .stem = without_extension(file_name(path)), .front = front};
	page->title = ng_text_squeeze(a, ng_front_get(front, NG_STR("title")));
	for (size_t i = 0; i < front->n; i++) {
		const struct ng_entry *e = &front->v[i];
		struct ng_str names, name;

		if (is_one_of(e->key, tag_keys, COUNT(tag_keys)))
			add_tags(a, e->value, &topics, &goals);
		if (is_one_of(e->key, goal_keys, COUNT(goal_keys)))
			add_goals(a, tagger, e->value, &topics, &goals);
		if (!is_one_of(e->key, people_keys, COUNT(people_keys)))
			continue;
		names = ng_page_names(a, tagger, e->value);
		if (names.n > 0 && page->people_line == 0)
			page->people_line = e->line;
		while (ng_str_word(&names, &name))
			ng_buf_word(&people, name);
	}
	page->topics = ng_buf_str(&topics);
	page->goals = ng_buf_str(&goals);
	page->people = ng_buf_str(&people);
	page->date = ng_link_day(page->stem);
	if (!is_template(front->raw) && !is_template(heading))
		define(a, page);
	/* a date on the page of a person is a field: that of the note, not of what it says */
	if (page->date == 0 && page->person.n == 0 && page->goal.n == 0)
		page->date = ng_link_day(ng_front_get(front, NG_STR("date")));
}
