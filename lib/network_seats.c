/* seats: which seat somebody took who "got seat" without a goal. */
#include "network_parts.h"

/* The seats of my board that have a topic: the open ones first. */
struct seats {
	uint32_t need; /* the only one, or NG_NONE */
	bool open, several;
};

static bool
is_seat(const struct ng_network *net, const struct ng_statement *s)
{
	return ng_str_eq(s->what, NG_STR("seat")) && !s->planned &&
	       s->state != NG_STATE_DROPPED && ng_network_is_mine(net, s);
}

static void
add_seat(struct seats *seats, uint32_t need, bool open)
{
	if (seats->need == NG_NONE || (open && !seats->open))
		*seats = (struct seats){need, open, false};
	else if (open || !seats->open)
		seats->several = true;
}

/* The only seat that the topics can mean, or NG_NONE. */
static uint32_t
meant(const struct seats *seats, struct ng_numbers topics)
{
	uint32_t need = NG_NONE;

	for (size_t i = 0; i < topics.n; i++) {
		const struct seats *of = &seats[topics.v[i]];

		if (of->several || (need != NG_NONE && of->need != NG_NONE && of->need != need))
			return NG_NONE;
		need = of->need != NG_NONE ? of->need : need;
	}
	return need;
}

void
ng_seats_apply(struct ng_network *net)
{
	struct ng_numbers needs = net->of_kind[NG_KIND_NEED], gots = net->of_kind[NG_KIND_GOT];
	uint32_t n = ng_table_count(net->topics);
	struct seats *seats = ng_arena_array(net->arena, n, sizeof(*seats));

	for (uint32_t i = 0; i < n; i++)
		seats[i].need = NG_NONE;
	for (size_t i = 0; i < needs.n; i++) {
		const struct ng_statement *s = net->statements[needs.v[i]];

		for (size_t k = 0; k < s->topics.n && is_seat(net, s); k++)
			add_seat(&seats[s->topics.v[k]], needs.v[i], ng_network_is_my_need(net, s));
	}
	for (size_t i = 0; i < gots.n; i++) {
		struct ng_statement *s = net->statements[gots.v[i]];
		uint32_t need = NG_NONE;

		if (s->goals.n == 0 && ng_str_eq(s->what, NG_STR("seat")))
			need = meant(seats, s->topics);
		if (need != NG_NONE)
			ng_network_take_goals(net, s, net->statements[need]);
	}
}
