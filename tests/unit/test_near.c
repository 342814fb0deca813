#include "near.h"
#include "rule.h"
#include "unit.h"

static bool
near(const char *a, const char *b)
{
	return ng_near_is(ng_str_of(a), ng_str_of(b)) && ng_near_is(ng_str_of(b), ng_str_of(a));
}

static void
one_slip_is_near(void **state)
{
	(void)state;
	assert_true(near("offer", "ofer"));
	assert_true(near("offer", "ofger"));
	assert_true(near("offer", "offre"));
	assert_true(near("offer", "toffer"));
	assert_true(near("a", ""));
}

static void
equals_and_two_slips_are_not_near(void **state)
{
	(void)state;
	assert_false(near("offer", "offer"));
	assert_false(near("", ""));
	assert_false(near("offer", "ofre"));
	assert_false(near("offer", "foefr"));
	assert_false(near("ab", "ba."));
	assert_false(near("offer", "off"));
}

static void
a_digit_makes_another_name(void **state)
{
	(void)state;
	assert_true(ng_near_in_digit(ng_str_of("jo1"), ng_str_of("jo2")));
	assert_true(ng_near_in_digit(ng_str_of("jo"), ng_str_of("jo2")));
	assert_false(ng_near_in_digit(ng_str_of("jo2a"), ng_str_of("jo2b")));
	assert_true(ng_near_in_digit(ng_str_of("jo2"), ng_str_of("jo")));
	assert_false(ng_near_in_digit(ng_str_of("jo"), ng_str_of("jo")));
	assert_true(ng_near_in_digit(ng_str_of("joa"), ng_str_of("jo2")));
}

#define NAMES 20

/* A word of a few letters, so that many are near. */
static struct ng_str
word(uint32_t *seed, char *out)
{
	size_t n = unit_random(seed) % 6;

	for (size_t i = 0; i < n; i++)
		out[i] = (char)('a' + unit_random(seed) % 3);
	return (struct ng_str){out, n};
}

static void
find_all(void *arg)
{
	static char bytes[NAMES][8];
	struct ng_str names[NAMES], wanted;
	struct ng_near *index = ng_near_new(arena);
	uint32_t seed = 7;
	char other[8];

	(void)arg;
	for (uint32_t i = 0; i < NAMES; i++) {
		names[i] = word(&seed, bytes[i]);
		ng_near_add(index, names[i], i + 100);
	}
	for (size_t k = 0; k < 2000; k++) {
		uint32_t expected = NG_NONE;

		wanted = word(&seed, other);
		for (uint32_t i = NAMES; i-- > 0;)
			if (ng_near_is(wanted, names[i]))
				expected = i + 100;
		assert_int_equal(ng_near_find(index, wanted), expected);
	}
}

static void
the_first_near_name_is_found_as_by_comparing_all(void **state)
{
	(void)state;
	protect(find_all, NULL);
}

static void
find_long(void *arg)
{
	static char bytes[100];
	struct ng_near *index = ng_near_new(arena);

	(void)arg;
	memset(bytes, 'a', sizeof(bytes));
	ng_near_add(index, (struct ng_str){bytes, 100}, 1);
	assert_int_equal(ng_near_find(index, (struct ng_str){bytes, 99}), NG_NONE);
	ng_near_add(index, (struct ng_str){bytes, 64}, 2);
	assert_int_equal(ng_near_find(index, (struct ng_str){bytes, 63}), 2);
	assert_int_equal(ng_near_find(index, (struct ng_str){bytes, 65}), NG_NONE);
}

static void
long_names_are_near_to_none(void **state)
{
	(void)state;
	protect(find_long, NULL);
}

/* As many names that are near in the same way. */
static void
find_among_many(void *arg)
{
	static char names[80][4];
	struct ng_near *index = ng_near_new(arena);

	(void)arg;
	for (uint32_t i = 0; i < 80; i++) {
		memcpy(names[i], "\1\2X", 3);
		names[i][2] = (char)('0' + i);
		ng_near_add(index, (struct ng_str){names[i], 3}, i);
	}
	assert_int_equal(ng_near_find(index, NG_STR("\1\2z")), 0);
	/* near to the last alone, beside a neighbour that all have */
	assert_int_equal(ng_near_find(index, NG_STR("\1\x7F\2")), 79);
}

static void
of_many_names_the_first_are_looked_at(void **state)
{
	(void)state;
	protect(find_among_many, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(one_slip_is_near),
		RULE(equals_and_two_slips_are_not_near),
		RULE(a_digit_makes_another_name),
		RULE(the_first_near_name_is_found_as_by_comparing_all),
		RULE(long_names_are_near_to_none),
		RULE(of_many_names_the_first_are_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
