/* What no file on a disk can show of how encodings are read. */
#include "rule.h"

#include "charset.h"

static void
convert_too_much(void *arg)
{
	static const char byte = 'x';
	struct ng_str *s = arg;

	ng_charset_utf8(arena, (struct ng_str){&byte, SIZE_MAX / 2}, NG_STR("KOI8-R"), s);
}

static void
a_text_that_has_no_room_in_utf_8_is_too_much_memory(void **state)
{
	struct ng_str s;

	(void)state;
	assert_true(ng_arena_run(arena, convert_too_much, &s) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(a_text_that_has_no_room_in_utf_8_is_too_much_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
