#include "rule.h"

#include "table.h"

#define MANY 300000

/* The i-th of many names that are too long to be held in a slot, of 30 to 36 bytes. */
static struct ng_str
nth_name(size_t i)
{
	static char name[64];
	int n = snprintf(name, sizeof(name), "a name that goes on%.*s, %06zu", (int)(i % 7), "......", i);

	return (struct ng_str){name, (size_t)n};
}

static void
put_many(void *arg)
{
	struct ng_table **t = arg;

	*t = ng_table_new(arena);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(ng_table_put(*t, nth_name(i)), i);
}

/* So many names that some have the same hash of 32 bits: MANY^2 / 2^33 of them. */
static void
names_of_the_same_hash_are_told_apart(void **state)
{
	struct ng_table *t = NULL;

	(void)state;
	protect(put_many, &t);
	assert_int_equal(ng_table_count(t), MANY);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(ng_table_find(t, nth_name(i)), i);
		assert_true(ng_str_eq(ng_table_name(t, (uint32_t)i), nth_name(i)));
	}
	assert_int_equal(ng_table_find(t, nth_name(MANY)), NG_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(names_of_the_same_hash_are_told_apart),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
