#include "identity.h"

#include <string.h>

#include "text.h"

#define PHONE_DIGITS 9
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_one_of(struct ng_str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ng_str_eq(s, ng_str_of(list[i])))
			return true;
	return false;
}

struct ng_str
ng_identity_email(struct ng_arena *a, struct ng_str s)
{
	size_t at;

	s = ng_str_trim(s);
	if (s.n > 1 && s.p[0] == '<' && ng_str_find(s, '>') == s.n - 1)
		s = ng_str_cut(s, 1, s.n - 1);
	if (ng_str_eq_nocase(ng_str_cut(s, 0, 7), NG_STR("mailto:")))
		s = ng_str_cut(s, 7, s.n);
	at = ng_str_find(s, '@');
	return at == 0 || at + 1 >= s.n ? (struct ng_str){NULL, 0} : ng_text_fold(a, s);
}

bool
ng_identity_is_shared(struct ng_str email)
{
	static const char *const shared[] = {
		"info", "office", "contact", "kontakt", "mail", "hello", "hallo", "post", "team", "sales", "support",
		"service", "admin", "press", "presse", "sekretariat", "secretary", "reception", "family", "familie", "buero",
	};

	return is_one_of(ng_str_cut(email, 0, ng_str_find(email, '@')), shared, COUNT(shared));
}

struct ng_str
ng_identity_phone(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	struct ng_str digits;

	/* an extension is no part of the number */
	for (size_t i = 0; i < s.n && !ng_is_alpha(s.p[i]); i++)
		if (ng_is_digit(s.p[i]))
			ng_buf_char(&b, s.p[i]);
	digits = ng_buf_str(&b);
	while (digits.n > 0 && digits.p[0] == '0')
		digits = ng_str_cut(digits, 1, digits.n);
	if (digits.n < 5)
		return (struct ng_str){NULL, 0};
	return digits.n > PHONE_DIGITS ? ng_str_cut(digits, digits.n - PHONE_DIGITS, digits.n) : digits;
}

/* s without the part before `mark` that it begins with. */
static struct ng_str
without(struct ng_str s, const char *prefix)
{
	return ng_str_starts(s, ng_str_of(prefix)) ? ng_str_cut(s, strlen(prefix), s.n) : s;
}

struct ng_str
ng_identity_web(struct ng_arena *a, struct ng_str key, struct ng_str s)
{
	struct ng_buf b = {.arena = a};
	size_t dot;

	s = ng_text_fold(a, ng_str_trim(s));
	if (s.n > 1 && s.p[0] == '<' && ng_str_find(s, '>') == s.n - 1)
		s = ng_str_cut(s, 1, s.n - 1);
	s = without(without(without(s, "http://"), "https://"), "www.");
	/* de.linkedin.com */
	dot = ng_str_find(s, '.');
	if (dot == 2 && ng_str_starts(ng_str_cut(s, 3, s.n), NG_STR("linkedin.com")))
		s = ng_str_cut(s, 3, s.n);
	/* what follows a profile's address says where one came from; a page's may say which page it is */
	if (ng_identity_profile_site(s).n > 0)
		s = ng_str_cut(s, 0, ng_str_find(ng_str_cut(s, 0, ng_str_find(s, '#')), '?'));
	while (ng_str_ends(s, NG_STR("/")))
		s.n--;
	if (s.n == 0 || ng_str_find(s, '/') < s.n || ng_str_find(s, ' ') < s.n)
		return s;
	if (ng_str_eq(key, NG_STR("linkedin")))
		ng_buf_add(&b, NG_STR("linkedin.com/in/"));
	else if (ng_str_eq(key, NG_STR("github")))
		ng_buf_add(&b, NG_STR("github.com/"));
	else
		return s;
	ng_buf_add(&b, without(s, "@"));
	return ng_buf_str(&b);
}

struct ng_str
ng_identity_profile_site(struct ng_str web)
{
	static const char *const sites[] = {
		"linkedin.com/in/", "github.com/", "gitlab.com/", "codeberg.org/", "xing.com/profile/", "twitter.com/",
		"x.com/", "facebook.com/", "instagram.com/", "bsky.app/profile/", "orcid.org/",
	};
	size_t slash = ng_str_find(web, '/');

	for (size_t i = 0; i < COUNT(sites); i++)
		if (ng_str_starts(web, ng_str_of(sites[i])) && web.n > strlen(sites[i]))
			return ng_str_of(sites[i]);
	/* https://any.server/@somebody */
	return slash + 2 < web.n && web.p[slash + 1] == '@' ? ng_str_cut(web, 0, slash) : (struct ng_str){NULL, 0};
}
