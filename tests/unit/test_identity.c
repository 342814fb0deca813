/* What tells that two cards are of one person, beside the name. */
#include "unit.h"

#include "identity.h"

struct address {
	const char *key, *written;
	struct ng_str same;
};

static void
compare_address(void *context)
{
	struct address *a = context;
	struct ng_str key = ng_str_of(a->key), s = ng_str_of(a->written);

	a->same = ng_str_eq(key, NG_STR("email"))   ? ng_identity_email(arena, s)
	          : ng_str_eq(key, NG_STR("phone")) ? ng_identity_phone(arena, s)
	                                            : ng_identity_web(arena, key, s);
}

static void
expect_address(const char *key, const char *written, const char *same)
{
	struct address a = {key, written, {NULL, 0}};

	protect(compare_address, &a);
	assert_str(a.same, same);
}

static void
addresses_compare_without_case_and_brackets(void **state)
{
	(void)state;
	expect_address("email", "<Maria@Example.org>", "maria@example.org");
	expect_address("email", "mailto:maria@example.org", "maria@example.org");
	expect_address("email", "maria", "");
	expect_address("email", "@example.org", "");
	expect_address("email", "maria@", "");
}

static void
numbers_compare_by_their_last_nine_digits(void **state)
{
	(void)state;
	expect_address("phone", "+49 (0)30 23125-415", "023125415");
	expect_address("phone", "030/23125415", "023125415");
	expect_address("phone", "23125415", "23125415");
	expect_address("phone", "+49 30 23125415 ext. 12", "023125415");
	expect_address("phone", "110", "");
}

static void
profiles_compare_without_scheme_language_and_query(void **state)
{
	(void)state;
	expect_address("url", "https://www.linkedin.com/in/Maria/", "linkedin.com/in/maria");
	expect_address("url", "http://de.linkedin.com/in/maria?trk=x", "linkedin.com/in/maria");
	expect_address("linkedin", "maria", "linkedin.com/in/maria");
	expect_address("github", "@maria", "github.com/maria");
	expect_address("url", "https://example.org/?id=5", "example.org/?id=5");
	assert_str(ng_identity_profile_site(NG_STR("social.example/@maria")), "social.example");
	assert_str(ng_identity_profile_site(NG_STR("example.org/maria")), "");
	assert_str(ng_identity_profile_site(NG_STR("github.com/")), "");
	assert_str(ng_identity_profile_site(NG_STR("social.example/@")), "");
}

static void
pages_compare_without_brackets(void **state)
{
	(void)state;
	expect_address("url", "<https://example.org/x>", "example.org/x");
	expect_address("url", "<https://example.org/x> and more", "<https://example.org/x> and more");
	expect_address("url", "<example.org/x", "<example.org/x");
	expect_address("url", "x", "x");
	expect_address("linkedin", "https://", "");
	expect_address("linkedin", "Maria Keller", "maria keller");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(addresses_compare_without_case_and_brackets),
		RULE(numbers_compare_by_their_last_nine_digits),
		RULE(profiles_compare_without_scheme_language_and_query),
		RULE(pages_compare_without_brackets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
