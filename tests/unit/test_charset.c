#include "charset.h"

#include "unit.h"

#define S(text) NG_STR(text)

/* Runs the body of a test inside the arena. */
#define IN_ARENA(name) \
	static void name##_body(void *unused); \
	static void name(void **unused) \
	{ \
		(void)unused; \
		protect(name##_body, NULL); \
	} \
	static void name##_body(void *unused)

/* What ng_charset_utf8 makes of it; `known`: what it returns. */
static struct ng_str
utf8(struct ng_str s, struct ng_str name, bool known)
{
	struct ng_str out;

	assert_int_equal(ng_charset_utf8(arena, s, name, &out), known);
	return out;
}

IN_ARENA(an_encoding_is_known_by_its_name)
{
	(void)unused;
	assert_str(utf8(S("Ren\xE9" "e \x80"), S("Windows-1252"), true), "Renée €");
	assert_str(utf8(S("Ren\xE9" "e"), S("cp1252"), true), "Renée");
	assert_str(utf8(S("Ren\xE9" "e"), S("ISO_8859-1:1987"), true), "Renée");
	assert_str(utf8(S("Renée"), S("utf8"), true), "Renée");
	assert_str(utf8(S("Renée"), S("UTF-8"), true), "Renée");
}

IN_ARENA(windows_1252_has_all_its_characters)
{
	(void)unused;
	assert_str(ng_charset_guess(arena, S("\x80\x8A\x9F \xA0\xFF")), "€ŠŸ \xC2\xA0ÿ");
	assert_str(ng_charset_guess(arena, S("\x81\x9D")), "\xEF\xBF\xBD\xEF\xBF\xBD"); /* two that it hasn't */
}

IN_ARENA(a_name_that_is_none_is_guessed)
{
	(void)unused;
	assert_str(utf8(S("Ren\xE9" "e"), S(""), true), "Renée");
	assert_str(utf8(S("Ren\xE9" "e"), S("no-such-encoding"), false), "Renée");
	assert_str(utf8(S("Ren\xE9" "e"), S("UTF-16//TRANSLIT"), false), "Renée");
	assert_str(utf8(S("Ren\xE9" "e"), S("a-name-that-is-much-longer-than-any-encoding-has"), false), "Renée");
	assert_str(utf8(S("Rene"), S("no-such-encoding"), true), "Rene"); /* nothing had to be guessed */
	assert_str(utf8(S(""), S("UTF-16LE"), true), "");
	assert_str(utf8(S("Ren\xE9" "e"), S("UTF-8"), true), "Renée"); /* it isn't */
}

IN_ARENA(what_is_none_in_the_encoding_is_replaced)
{
	(void)unused;
	assert_str(utf8(S("a\xFFz"), S("US-ASCII"), true), "a\xEF\xBF\xBDz");
	/* a character of UTF-16 that is cut in half */
	assert_str(utf8(S("a\0z"), S("UTF-16LE"), true), "a\xEF\xBF\xBD");
}

IN_ARENA(a_file_of_utf_16_is_read_as_what_it_is)
{
	(void)unused;
	assert_str(ng_charset_file(arena, S("\xEF\xBB\xBF" "Ada")), "Ada");
	assert_str(ng_charset_file(arena, S("\xFF\xFE" "A\0d\0a\0")), "Ada");
	assert_str(ng_charset_file(arena, S("\xFE\xFF" "\0A\0d\0a")), "Ada");
	assert_str(ng_charset_file(arena, S("A\0d\0a\0")), "Ada");
	assert_str(ng_charset_file(arena, S("\0A\0d\0a")), "Ada");
	assert_str(ng_charset_file(arena, S("Ada")), "Ada");
	assert_str(ng_charset_file(arena, S("A")), "A");
	assert_str(ng_charset_file(arena, S("")), "");
	assert_int_equal(ng_charset_file(arena, S("\0\0A")).n, 3);
}

IN_ARENA(replacement_characters_of_utf_8_are_text)
{
	(void)unused;
	assert_str(ng_charset_guess(arena, S("a\xEF\xBF\xBDé")), "a\xEF\xBF\xBDé");
}

static void
convert_too_much(void *arg)
{
	static const char byte = 'x';
	struct ng_str *s = arg;

	ng_charset_utf8(arena, (struct ng_str){&byte, SIZE_MAX / 2}, NG_STR("KOI8-R"), s);
}

static void
a_text_that_has_no_room_in_utf_8_is_too_much_memory(void **unused)
{
	struct ng_str s;

	(void)unused;
	assert_true(ng_arena_run(arena, convert_too_much, &s) < 0);
}

static void
the_modules_lie_in_a_folder(void **unused)
{
	char *folder = ng_charset_modules();

	(void)unused;
	assert_true(folder == NULL || folder[0] == '/');
	free(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(an_encoding_is_known_by_its_name),
		RULE(windows_1252_has_all_its_characters),
		RULE(a_name_that_is_none_is_guessed),
		RULE(what_is_none_in_the_encoding_is_replaced),
		RULE(a_file_of_utf_16_is_read_as_what_it_is),
		RULE(replacement_characters_of_utf_8_are_text),
		RULE(a_text_that_has_no_room_in_utf_8_is_too_much_memory),
		cmocka_unit_test(the_modules_lie_in_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
