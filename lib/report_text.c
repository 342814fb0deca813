/* What statements say, as reports say it: with a verb, names for handles, and shortened. */
#include "plain.h"
#include "report.h"
#include "text.h"

/* Characters of a line. */
#define LINE_TEXT 160
/* Of a noun or a key. */
#define WHAT_TEXT 60

static bool
name_of(void *context, struct ng_str handle, struct ng_str *name)
{
	const struct ng_network *net = context;
	uint32_t person = ng_network_person(net, handle);

	if (person == NG_NONE || net->people[person].called.n == 0)
		return false;
	*name = net->people[person].called;
	return true;
}

/* A no, and thanks, are what the verb says. */
static bool
is_told_by_verb(const struct ng_statement *s)
{
	return (s->kind == NG_KIND_GOT && ng_str_eq(s->what, NG_STR("no"))) ||
	       ((s->kind == NG_KIND_GOT || s->kind == NG_KIND_GAVE) && ng_str_eq(s->what, NG_STR("thanks")));
}

/* "an introduction: to …", or what it is called where no verb stands before it: "introduction: to …". */
static void
write_text(struct ng_report *r, const struct ng_statement *s, uint32_t person, size_t most, bool article)
{
	struct ng_markdown_names names = {name_of, (void *)r->net};
	struct ng_str text = ng_plain_rest(r->out.arena, r->net, s, person);
	bool noun = s->what.n > 0 && s->kind != NG_KIND_FIELD && s->kind != NG_KIND_MENTION && s->kind != NG_KIND_IDEA &&
	            !is_told_by_verb(s);

	/* "Lunch with …" says it itself */
	if (noun && !ng_str_eq_nocase(ng_str_cut(text, 0, s->what.n), s->what)) {
		ng_report_printf(r, "%s", article ? ng_plain_article(s->what) : "");
		ng_markdown_text(&r->out, ng_text_shorten(r->out.arena, s->what, WHAT_TEXT));
		ng_report_printf(r, text.n > 0 ? ": " : "");
	}
	ng_markdown_named(&r->out, ng_text_shorten(r->out.arena, text, most), &names);
}

void
ng_report_text(struct ng_report *r, const struct ng_statement *s, uint32_t person, size_t most)
{
	write_text(r, s, person, most, false);
}

void
ng_report_said(struct ng_report *r, const struct ng_statement *s, uint32_t person, size_t most)
{
	struct ng_str verb = ng_str_of(ng_report_verb(r, s));
	size_t said;

	ng_buf_add(&r->out, verb);
	said = r->out.n;
	write_text(r, s, person, most, verb.n > 0);
	/* a no or thanks without a word more */
	if (r->out.n == said && ng_str_ends(verb, NG_STR(": ")))
		r->out.n -= 2;
}

const char *
ng_report_verb(struct ng_report *r, const struct ng_statement *s)
{
	bool noun = s->what.n > 0;

	switch (s->kind) {
	case NG_KIND_KNOWS:
		return "knows ";
	case NG_KIND_OFFER:
		return s->state == NG_STATE_OPEN ? "offers " : "offered ";
	case NG_KIND_GOT:
		return !is_told_by_verb(s) ? "gave me " : ng_str_eq(s->what, NG_STR("no")) ? "said no: " : "thanked me: ";
	case NG_KIND_GAVE:
		return is_told_by_verb(s) ? "I said thanks: " : "I gave ";
	case NG_KIND_ASK:
		return s->written == NG_STATE_OPEN ? noun ? "ask for " : "ask " : noun ? "I asked for " : "I asked: ";
	case NG_KIND_PROMISE:
		return "I promised ";
	case NG_KIND_NEED:
	case NG_KIND_GIVE:
		return "needs ";
	case NG_KIND_IDEA:
		/* who is at a table said none of what is written there */
		return s->people.n == 0 || ng_report_is_shared(r, s) ? "" : "said: ";
	default:
		return "";
	}
}

bool
ng_report_is_shared(struct ng_report *r, const struct ng_statement *s)
{
	uint32_t named;
	size_t n;

	if (s->people.n < 2 || s->kind == NG_KIND_MET)
		return false;
	for (size_t i = 0; i < s->text.n; i++)
		if ((s->text.p[i] == '@' || s->text.p[i] == '[') &&
		    ng_network_name_at(r->net, ng_str_cut(s->text, i, s->text.n), &n, &named) &&
		    ng_numbers_have(s->people, named))
			return false;
	return true;
}

bool
ng_report_names(struct ng_report *r, const struct ng_statement *s, uint32_t person)
{
	return ng_plain_names(r->net, s, person);
}

void
ng_report_line(struct ng_report *r, const struct ng_statement *s, uint32_t person, bool dated)
{
	uint32_t first = s->people.n > 0 ? s->people.v[0] : NG_NONE;
	bool shared = ng_report_is_shared(r, s);
	const char *verb = ng_report_verb(r, s);
	size_t said = r->out.n;
	char date[11];

	if (s->date > 0 && dated)
		ng_report_printf(r, "%s: ", ng_date_format(s->date, date));
	dated = r->out.n > said;
	said = r->out.n;
	if (first != NG_NONE && first != person && first != r->net->me && !shared && s->kind != NG_KIND_MET &&
	    !ng_report_names(r, s, first)) {
		ng_report_person(r, first, true);
		ng_report_printf(r, "%s", *verb == '\0' ? ", " : *verb == 'I' || *verb == 'a' ? ": " : " ");
	}
	if (s->kind == NG_KIND_FIELD && s->what.n > 0) {
		ng_markdown_text(&r->out, ng_text_shorten(r->out.arena, s->what, WHAT_TEXT));
		ng_report_printf(r, ": ");
	}
	ng_report_said(r, s, first, LINE_TEXT);
	/* a meeting that is a date alone */
	if (dated && r->out.n == said)
		r->out.n -= 2;
	ng_report_source(r, s);
	ng_report_mark(r, s, true);
}
