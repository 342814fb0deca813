#include "link.h"

#include <string.h>

#include "text.h"

struct ng_str
ng_link_page(struct ng_str target)
{
	static const bool ends[256] = {['|'] = true, ['#'] = true, ['^'] = true, ['\\'] = true};

	for (size_t i = 0; i < target.n; i++)
		if (ends[(unsigned char)target.p[i]])
			target.n = i;
	target = ng_str_trim(target);
	for (size_t i = target.n; i-- > 0;)
		if (target.p[i] == '/') {
			target = ng_str_cut(target, i + 1, target.n);
			break;
		}
	if (target.n > 3 && ng_str_eq_nocase(ng_str_cut(target, target.n - 3, target.n), NG_STR(".md")))
		target.n -= 3;
	return target;
}

struct ng_str
ng_link_slug(struct ng_arena *a, struct ng_str target)
{
	return ng_text_slug(a, ng_link_page(target));
}

ng_day
ng_link_day(struct ng_str name)
{
	for (size_t i = 0; i + 10 <= name.n; i++) {
		char day[10];
		ng_day d;

		if (!ng_is_digit(name.p[i]) || (i > 0 && ng_is_digit(name.p[i - 1])) ||
		    (i + 10 < name.n && ng_is_digit(name.p[i + 10])))
			continue;
		memcpy(day, name.p + i, 10);
		if (day[4] == '_' && day[7] == '_')
			day[4] = day[7] = '-';
		if ((d = ng_date_parse((struct ng_str){day, 10})) != 0)
			return d;
	}
	return 0;
}
