/* Whom a name means, once the links are resolved. */
#include "link.h"
#include "network_parts.h"
#include "text.h"

/* The person of a slug, through the places of its ref. */
static uint32_t
find_meant(const struct ng_network *net, struct ng_str slug, enum ng_meaning meaning)
{
	const struct ng_links *links = net->links;
	uint32_t at = ng_table_find(links->slugs, slug);

	for (int way = 0; at != NG_NONE && way < NG_WAYS; way++) {
		uint32_t ref = meaning == NG_MEANS_GOAL ? links->meant[at].goal[way] : links->meant[at].person[way];

		if (ref != NG_NONE && links->places[ref].meaning == meaning)
			return links->places[ref].number;
	}
	return NG_NONE;
}

static uint32_t
find_ref(const struct ng_network *net, struct ng_str name, enum ng_meaning meaning)
{
	uint32_t ref = ng_table_find(net->links->refs, name);

	return ref != NG_NONE && net->links->places[ref].meaning == meaning ? net->links->places[ref].number : NG_NONE;
}

uint32_t
ng_network_person(const struct ng_network *net, struct ng_str name)
{
	struct ng_buf link = {.arena = net->arena};
	struct ng_str slug;
	uint32_t found;

	name = ng_str_trim(name);
	if (ng_str_starts(name, NG_STR("[[")) && ng_str_ends(name, NG_STR("]]")))
		name = ng_link_page(ng_str_cut(name, 2, name.n - 2));
	name = ng_text_fold(net->arena, name);
	found = find_ref(net, name, NG_MEANS_PERSON);
	if (found != NG_NONE)
		return found;
	slug = ng_text_slug(net->arena, name);
	found = find_meant(net, slug, NG_MEANS_PERSON);
	if (found != NG_NONE)
		return found;
	ng_buf_add(&link, NG_STR("[["));
	ng_buf_add(&link, slug);
	ng_buf_add(&link, NG_STR("]]"));
	return find_ref(net, ng_buf_str(&link), NG_MEANS_PERSON);
}

uint32_t
ng_network_goal_tag(const struct ng_network *net, struct ng_str tag)
{
	return find_ref(net, ng_text_fold(net->arena, tag), NG_MEANS_GOAL);
}

uint32_t
ng_network_goal(const struct ng_network *net, struct ng_str name)
{
	static const char *const before[] = {"", "#", "#goal/"};

	name = ng_text_fold(net->arena, ng_str_trim(name));
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct ng_buf b = {.arena = net->arena};
		uint32_t found;

		ng_buf_add(&b, ng_str_of(before[i]));
		ng_buf_add(&b, name);
		found = find_ref(net, ng_buf_str(&b), NG_MEANS_GOAL);
		if (found == NG_NONE)
			found = find_meant(net, ng_buf_str(&b), NG_MEANS_GOAL);
		if (found != NG_NONE)
			return found;
	}
	return find_meant(net, ng_text_slug(net->arena, name), NG_MEANS_GOAL);
}

/* The end of the handle at the start of s, which begins with `@`. */
static size_t
handle_end(struct ng_str s)
{
	size_t i = 1, n;

	for (; i < s.n; i += n) {
		int32_t c = ng_text_at(s, i, &n);

		if (!ng_text_is_word(c) && c != '-' && c != '.')
			break;
	}
	while (i > 1 && (s.p[i - 1] == '.' || s.p[i - 1] == '-'))
		i--;
	return i;
}

/* Bytes of a link: what is longer is none that a person typed. */
#define LONGEST_LINK 400

/* Where the `]]` of the link stands that the text begins with; 0 where it is none. */
static size_t
link_end(struct ng_str text)
{
	for (size_t i = 2; i + 1 < text.n && i < LONGEST_LINK; i++) {
		if (text.p[i] == ']')
			return text.p[i + 1] == ']' ? i : 0;
		if (text.p[i] == '[')
			return 0;
	}
	return 0;
}

bool
ng_network_name_at(const struct ng_network *net, struct ng_str text, size_t *length, uint32_t *person)
{
	struct ng_str name;

	if (ng_str_starts(text, NG_STR("@"))) {
		*length = handle_end(text);
		if (*length == 1)
			return false;
		name = ng_str_cut(text, 0, *length);
	} else if (ng_str_starts(text, NG_STR("[["))) {
		size_t close = link_end(text);

		if (close == 0)
			return false;
		name = ng_link_page(ng_str_cut(text, 2, close));
		*length = close + 2;
	} else {
		return false;
	}
	if (name.n == 0)
		return false;
	*person = ng_network_person(net, name);
	return true;
}

uint32_t
ng_network_named_in(const struct ng_network *net, struct ng_str text)
{
	size_t length;
	uint32_t found;

	for (size_t i = 0; i < text.n; i++)
		if (ng_network_name_at(net, ng_str_cut(text, i, text.n), &length, &found)) {
			if (found != NG_NONE)
				return found;
			i += length - 1;
		}
	return ng_network_person(net, text);
}

static bool
is_unnamed_link(const struct ng_person *p)
{
	return p->handle.p[0] == '[' && p->called.n == 0 && p->linked.n == 0;
}

/* Those whom links alone name are called as the first link in a text writes them. */
static void
name_linked(struct ng_network *net, const struct ng_statement *s)
{
	bool unnamed = false;
	size_t length;

	for (size_t i = 0; i < s->people.n && !unnamed; i++)
		unnamed = is_unnamed_link(&net->people[s->people.v[i]]);
	if (!unnamed)
		return;
	for (size_t i = 0; (i += ng_str_find(ng_str_cut(s->text, i, s->text.n), '[')) < s->text.n; i += length) {
		struct ng_str page;
		uint32_t person;

		if (!ng_network_name_at(net, ng_str_cut(s->text, i, s->text.n), &length, &person)) {
			length = 1;
			continue;
		}
		if (person == NG_NONE || !is_unnamed_link(&net->people[person]))
			continue;
		page = ng_link_page(ng_str_cut(s->text, i + 2, i + length - 2));
		net->people[person].linked = ng_text_shorten(net->arena, page, NG_NAME_TEXT);
	}
}

void
ng_network_name_linked(struct ng_network *net)
{
	for (size_t i = 0; i < net->nstatements; i++)
		name_linked(net, net->statements[i]);
}
