/* What names are made of. */
#include "unit.h"

#include "name.h"

struct parts {
	const char *written;
	struct ng_name name;
	struct ng_str words;
};

static void
take_apart(void *context)
{
	struct parts *p = context;

	p->name = ng_name_of(arena, ng_str_of(p->written));
	p->words = ng_name_words(arena, &p->name);
}

static struct parts
parts_of(const char *written)
{
	struct parts p = {.written = written};

	protect(take_apart, &p);
	return p;
}

static void
expect_called(const char *written, const char *called, const char *words)
{
	struct parts p = parts_of(written);

	assert_str(p.name.called, called);
	assert_str(p.words, words);
}

static void
expect_shown(const char *written, const char *shown, const char *pronouns)
{
	struct parts p = parts_of(written);

	assert_str(p.name.shown, shown);
	assert_str(p.name.pronouns, pronouns);
}

static void
expect_parts(const char *written, const char *prefix, const char *given, const char *family, const char *suffix)
{
	struct parts p = parts_of(written);

	assert_str(p.name.prefix, prefix);
	assert_str(p.name.given, given);
	assert_str(p.name.family, family);
	assert_str(p.name.suffix, suffix);
}

static void
names_compare_without_titles_initials_accents_and_order(void **state)
{
	(void)state;
	expect_called("Maria Keller", "Maria Keller", "keller maria");
	expect_called("Keller, Maria", "Maria Keller", "keller maria");
	expect_called("Dr. Maria K. Keller, PhD", "Maria Keller", "keller maria");
	expect_called("Dr. Maria Keller, PhD (she/her)", "Maria Keller", "keller maria");
	expect_called("Maria Keller MBA, PMP®", "Maria Keller", "keller maria");
	expect_called("Anna Bee MA\xC3\x89", "Anna Bee MA\xC3\x89", "anna bee mae");
	expect_called("Prof. Dr. med. Maria Keller", "Maria Keller", "keller maria");
	expect_called("Keller, Dr. Maria, MBA", "Maria Keller", "keller maria");
	expect_called("van der Berg, Anna", "Anna van der Berg", "anna berg der van");
	expect_called("Martin Lund Jr.", "Martin Lund", "lund martin");
	expect_called("Jo\xC3\xABl Marchand", "Jo\xC3\xABl Marchand", "joel marchand");
	expect_called("X", "X", "x");
	expect_called("!", "!", "!");
	expect_called("?, !", "?, !", "! ?");
	expect_called(",", ",", ",");
	expect_called("", "", "");
}

static void
what_is_added_in_brackets_is_no_name(void **state)
{
	(void)state;
	expect_called("Maria (Mia) Keller", "Maria Keller", "keller maria");
	expect_called("Maria \"Mia\" Keller", "Maria Keller", "keller maria");
	expect_called("Maria Keller (Klarwasser)", "Maria Keller", "keller maria");
	expect_called("[[Maria]]", "[[Maria]]", "maria");
	expect_called("[x](y)", "[x](y)", "x y");
	expect_called("(Klarwasser)", "(Klarwasser)", "klarwasser");
	expect_called("Maria (Keller", "Maria (Keller", "keller maria");
	expect_called("Keller, Maria, Berlin", "Maria Keller", "keller maria");
	expect_called("Maria Keller (MBA)", "Maria Keller", "keller maria");
	assert_true(parts_of("Keller, Maria, Berlin").name.more);
	assert_true(parts_of("Maria Keller (Klarwasser)").name.more);
	assert_false(parts_of("Maria Keller (MBA)").name.more);
	assert_false(parts_of("Maria Keller (Dr. med.)").name.more);
	assert_false(parts_of("Keller, Maria").name.more);
	expect_called("Klarwasser, Haus 2, Berlin", "Klarwasser, Haus 2, Berlin", "2 berlin haus klarwasser");
}

/* Nobody writes a novel in brackets: a bracket that is never closed costs no more than that. */
static void
a_bracket_is_looked_for_in_the_next_200_bytes(void **state)
{
	char text[300] = "Maria (";

	(void)state;
	memset(text + 7, 'x', 250);
	strcpy(text + 257, ") Keller");
	assert_true(ng_str_starts(parts_of(text).name.called, NG_STR("Maria (xxx")));
	text[150] = ')';
	text[151] = ' ';
	assert_true(ng_str_starts(parts_of(text).name.called, NG_STR("Maria xxx")));
}

static void
what_looks_like_a_title_may_be_a_name(void **state)
{
	(void)state;
	expect_called("Jack Ma", "Jack Ma", "jack ma");
	expect_called("JACK MA", "JACK MA", "jack ma");
	expect_called("Md Karim", "Md Karim", "karim md");
	expect_called("Dr.", "Dr.", "dr");
	expect_called("MBA", "MBA", "mba");
	expect_called("Klarwasser, Inc.", "Klarwasser, Inc.", "inc klarwasser");
	expect_called("Vogt, Holm & Partner", "Vogt, Holm & Partner", "holm partner vogt");
	expect_called("Maria Keller MA", "Maria Keller", "keller maria");
	expect_called("Dipl.-Ing. Maria Keller", "Maria Keller", "keller maria");
	expect_called("Dr.-Ing. Maria Keller", "Maria Keller", "keller maria");
	expect_called("Keller, M\xE2\x80\x99" "Ba", "M\xE2\x80\x99" "Ba Keller", "ba keller m");
	expect_called("Keller, Maria 2", "Keller, Maria 2", "2 keller maria");
	expect_called("Keller, Maria \u2022 Coach", "Keller, Maria \u2022 Coach", "coach keller maria");
	expect_called("Keller, Maria_", "Keller, Maria_", "keller maria_");
	expect_called("Keller, Anna Berta Clara Dora Emma", "Keller, Anna Berta Clara Dora Emma",
	              "anna berta clara dora emma keller");
	expect_called("\xE7\x8E\x8B \xE5\xB0\x8F \xE6\x98\x8E", "\xE7\x8E\x8B \xE5\xB0\x8F \xE6\x98\x8E",
	              "\xE5\xB0\x8F \xE6\x98\x8E \xE7\x8E\x8B");
}

static void
pronouns_stand_apart(void **state)
{
	(void)state;
	expect_shown("Dr. Maria Keller, PhD (she/her)", "Dr. Maria Keller, PhD", "she/her");
	expect_shown("Maria Keller (She / Her), MBA", "Maria Keller, MBA", "She / Her");
	expect_shown("Maria Keller she/her", "Maria Keller", "she/her");
	expect_shown("Maria Keller she/her, PhD", "Maria Keller, PhD", "she/her");
	expect_shown("Maria Keller,she/her", "Maria Keller", "she/her");
	expect_shown("Keller,(she/her)", "Keller", "she/her");
	expect_called(",[x] Maria Keller, Acme", "Maria Keller", "keller maria");
	expect_shown("Maria Keller, she/they", "Maria Keller", "she/they");
	expect_shown("Radu (they)", "Radu", "they");
	expect_shown("Radu [they]", "Radu", "they");
	expect_shown("(they), Radu", ", Radu", "they");
	expect_shown("Radu (they) (he/him)", "Radu", "they");
	expect_shown("Radu (Acme)", "Radu (Acme)", "");
	expect_shown("(they)", "(they)", "they");
	expect_shown("Keller, Maria (she/her), PhD (Acme)", "Maria Keller, PhD (Acme)", "she/her");
}

static void
names_have_parts(void **state)
{
	(void)state;
	expect_parts("Dr. Maria K. Keller, PhD", "Dr.", "Maria K.", "Keller", "PhD");
	expect_parts("Anna van der Berg", "", "Anna", "van der Berg", "");
	expect_parts("Radu", "", "Radu", "", "");
	expect_parts("Martin Lund Jr., MBA", "", "Martin", "Lund", "Jr. MBA");
	assert_str(parts_of("Martin Lund Jr., MBA").name.generation, "jr");
	assert_str(parts_of("Martin Lund, III").name.generation, "iii");
	assert_str(parts_of("Martin Lund, PhD").name.generation, "");
}

static void
take_title(void *context)
{
	struct parts *p = context;

	p->words = ng_name_title(arena, ng_str_of(p->written));
}

static void
expect_title(const char *written, const char *title)
{
	struct parts p = {.written = written};

	protect(take_title, &p);
	assert_str(p.words, title);
}

static void
how_one_addresses_somebody_is_no_title(void **state)
{
	(void)state;
	expect_title("Herr", "");
	expect_title("Frau Prof. Dr.", "Prof. Dr.");
	expect_title("MR.", "");
	expect_title("Sir", "Sir");
	expect_title("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(names_compare_without_titles_initials_accents_and_order),
		RULE(what_is_added_in_brackets_is_no_name),
		RULE(a_bracket_is_looked_for_in_the_next_200_bytes),
		RULE(how_one_addresses_somebody_is_no_title),
		RULE(what_looks_like_a_title_may_be_a_name),
		RULE(pronouns_stand_apart),
		RULE(names_have_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
