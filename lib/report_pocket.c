/* The pocket card of brief: for a room full of strangers, my open needs as questions, and what I can give. */
#include "plain.h"
#include "report.h"

/* Lines of a section. */
#define MOST_LINES 20

/* A need as one asks for it, by its noun. */
static void
write_question(struct ng_report *r, const struct ng_statement *need)
{
	static const struct {
		const char *noun, *question;
	} questions[] = {
		{"information", "Who could tell me: "},  {"research", "Who could tell me: "},
		{"idea", "Who has an idea: "},           {"advice", "Who could advise me: "},
		{"opinion", "What do you think: "},      {"feedback", "Who would look at this: "},
		{"introduction", "Who could introduce me "}, {"lead", "Who knows of "},
		{"referral", "Who could recommend me to "},  {"money", "Who knows of "},
		{"job", "Who knows of "},                {"seat", "Who knows somebody "},
	};
	const char *question = "Who could help with ";
	struct ng_str words = ng_plain_sentence(r->net->arena, r->net, need);

	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		if (ng_str_eq(need->what, ng_str_of(questions[i].noun)))
			question = questions[i].question;
	while (words.n > 1 && (words.p[words.n - 1] == '?' || words.p[words.n - 1] == '.'))
		words.n--;
	ng_report_printf(r, "- %s", question);
	ng_markdown_text(&r->out, words);
	ng_report_printf(r, "?");
	ng_report_source(r, need);
	ng_report_printf(r, "\n");
}

void
ng_report_pocket_card(struct ng_report *r)
{
	const struct ng_network *net = r->net;
	size_t asks = 0, gives = 0;

	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (!ng_network_is_my_need(net, s) || ng_report_holder(r, s) != NULL)
			continue;
		if (asks++ == 0)
			ng_report_printf(r, "## To ask anyone\n\n");
		if (asks > ng_report_most(r, MOST_LINES))
			continue;
		write_question(r, s);
	}
	ng_report_more(r, asks, MOST_LINES);
	for (size_t i = 0; i < net->nstatements; i++) {
		const struct ng_statement *s = net->statements[i];

		if (s->kind != NG_KIND_KNOWS || s->planned || s->people.n == 0 || s->people.v[0] != net->me)
			continue;
		if (gives++ == 0)
			ng_report_printf(r, "%s## What I can give\n\n", asks > 0 ? "\n" : "");
		if (gives > ng_report_most(r, MOST_LINES))
			continue;
		ng_report_printf(r, "- ");
		ng_report_line(r, s, net->me, false);
		ng_report_printf(r, "\n");
	}
	ng_report_more(r, gives, MOST_LINES);
	if (asks == 0)
		ng_report_printf(r, "%sNothing to ask yet. Write `need advice: …` or `need introduction: …` under a goal.\n",
		                 gives > 0 ? "\n" : "");
	if (gives == 0)
		ng_report_printf(r, "\nNothing to give yet. Write `me:: yes` and `knows: …` under your own name.\n");
}
