#include "unit.h"

#include "plain.h"

/* The text of one statement beside the people of the notes, in all ways; or a text as such. */
struct job {
	const char *record, *text; /* the text apart where it has a bar */
	struct ng_str s, words, sentence, breaks, label;
	bool names;
};

static void
read(void *context)
{
	struct job *job = context;
	struct ng_network *net = ng_network_new(arena);
	const struct ng_statement *s;
	struct ng_record r;

	unit_record("person people=@ines|text=Ines Maes|source=a:1", &r);
	ng_network_add(net, &r);
	unit_record("met people=[[no-body]]|text=with|source=a:2", &r);
	ng_network_add(net, &r);
	unit_record(job->record, &r);
	r.field[NG_FIELD_SOURCE] = NG_STR("b:1");
	if (job->text != NULL)
		r.field[NG_FIELD_TEXT] = ng_str_of(job->text);
	ng_network_add(net, &r);
	ng_network_settle(net, ng_date_of(2026, 11, 23), NG_STR(""));
	s = net->statements[net->nstatements - 1];
	job->words = ng_plain_text(arena, net, s, NG_NONE, true);
	job->sentence = ng_plain_sentence(arena, net, s);
	job->names = ng_plain_names(net, s, ng_network_person(net, NG_STR("ines")));
}

static struct job
plain_of(const char *record, const char *text)
{
	struct job job = {.record = record, .text = text};

	protect(read, &job);
	return job;
}

static struct job
plain(const char *record)
{
	return plain_of(record, NULL);
}

static void
write_breaks(void *context)
{
	struct job *job = context;

	job->breaks = ng_plain_breaks(arena, job->s);
	job->label = ng_plain_label(arena, job->s);
}

static struct job
broken(struct ng_str s)
{
	struct job job = {.s = s};

	protect(write_breaks, &job);
	return job;
}

static void
handles_and_links_are_named(void **state)
{
	(void)state;
	assert_str(plain("mention people=@ines|text=I saw @ines, (@ines) and \u201C@ines\u201D, a@ines and @nobody").words,
	           "I saw Ines Maes, (Ines Maes) and \u201CInes Maes\u201D, a@ines and @nobody");
	assert_str(plain_of("mention people=@ines", "[[Ines Maes]] and [[ines|her]] and [[No Page]]").words,
	           "Ines Maes and her and No Page");
	assert_str(plain("mention people=@ines|text=`@ines` @ines").words, "`@ines` Ines Maes");
	assert_str(plain("offer what=introduction|people=@ines|text=to @ines").words, "an introduction: to Ines Maes");
}

static void
a_sentence_is_without_the_marks_at_its_end(void **state)
{
	(void)state;
	assert_str(plain("need text=to a foundation `/stiftung/i` #law #goal/x").sentence, "to a foundation");
	assert_str(plain("need text=who runs a #swim pool?").sentence, "who runs a #swim pool?");
	assert_str(plain("need text=somebody who knows #law").sentence, "somebody who knows #law");
	assert_str(plain("need text=wer kennt sich aus mit #law").sentence, "wer kennt sich aus mit #law");
	assert_str(plain("need text=`/law/` #law `/x/` #tax/a-b.c").sentence, "#law #tax/a-b.c");
	assert_str(plain("need text=`/law/`").sentence, "`/law/`");
	assert_str(plain("need text=with `make install`").sentence, "with `make install`");
	assert_str(plain("need text=is C# dead? No. #").sentence, "is C# dead? No. #");
	assert_str(plain("need text=see #42 and \u00E9#x").sentence, "see #42 and \u00E9#x");
	assert_str(plain("need text=one (#law) \u201C#law #-x #law. #4x").sentence, "one (#law) \u201C#law #-x #law.");
}

static void
lines_end_with_a_line_feed_and_nothing_else(void **state)
{
	(void)state;
	assert_str(broken(NG_STR("a\r\nb\rc\n\rd\r")).breaks, "a\nb\nc\n\nd\n");
	assert_str(broken(NG_STR("a\vb\fc\xC2\x85" "d\xE2\x80\xA8" "e\xE2\x80\xA9" "f")).breaks, "a\nb\nc\nd\ne\nf");
	assert_str(broken(NG_STR("a\tb\x1B\x7F\xC2\x9F\xC2\xA0\xEF\xBF\xBE")).breaks,
	           "a\tb\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC2\xA0\xEF\xBF\xBD");
}

static void
a_label_is_one_line_without_marks_of_direction(void **state)
{
	(void)state;
	assert_str(broken(NG_STR("a\n b\t c")).label, "a b c");
	assert_str(broken(NG_STR("a\xD8\x9C" "b\xE2\x80\x8E" "c\xE2\x80\x8F" "d\xE2\x80\xAA" "e\xE2\x80\xAE" "f\xE2\x81\xA6" "g\xE2\x81\xA9" "h\xE2\x81\xAA")).label,
	           "abcdefgh\xE2\x81\xAA");
	assert_str(broken(NG_STR("\u2030 \u2010 \u061B")).label, "\u2030 \u2010 \u061B");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(handles_and_links_are_named),
	    RULE(a_sentence_is_without_the_marks_at_its_end),
	    RULE(lines_end_with_a_line_feed_and_nothing_else),
	    RULE(a_label_is_one_line_without_marks_of_direction),
	};

	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
