#include "ranking.h"

/* Judged: what they say they can do, then what they did, then what I wrote about them. */
static const struct {
	enum ng_kind kind;
	double weight;
} kinds[] = {
	{NG_KIND_KNOWS, 1.0},    /* said outright */
	{NG_KIND_OFFER, 0.9},    /* said by themselves */
	{NG_KIND_FIELD, 0.9},    /* role, organisation, city */
	{NG_KIND_PERSON, 0.9},   /* "Maria Keller, partner at a seed fund" */
	{NG_KIND_GOT, 0.9},      /* they gave it once */
	{NG_KIND_IDEA, 0.8},     /* they told me */
	{NG_KIND_MENTION, 0.7},
	{NG_KIND_MET, 0.7},      /* what the meeting was about */
	{NG_KIND_ASK, 0.5},      /* I thought that they knew */
	{NG_KIND_NEXT, 0.4},
	{NG_KIND_PROMISE, 0.2},  /* what they want from me */
	{NG_KIND_GAVE, 0.2},
};

double
ng_ranking_kind(enum ng_kind kind, struct ng_str noun)
{
	if (kind == NG_KIND_GOT && ng_str_eq(noun, NG_STR("no")))
		return 0;
	if (kind == NG_KIND_GAVE && ng_str_eq(noun, NG_STR("thanks")))
		return 0.5; /* they helped with it */
	if (kind == NG_KIND_GOT && ng_str_eq(noun, NG_STR("thanks")))
		return 0.2; /* I helped with it */
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].kind == kind)
			return kinds[i].weight;
	return 0;
}

bool
ng_ranking_is_address(struct ng_str key)
{
	static const char *const keys[] = {"address", "alias",     "birthday", "email",    "every",    "github",  "linkedin",
	                                   "mastodon", "me",       "mobile",   "phone",    "pronouns", "tel",     "timezone",
	                                   "url",      "via",      "website"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (ng_str_eq(key, ng_str_of(keys[i])))
			return true;
	return false;
}
