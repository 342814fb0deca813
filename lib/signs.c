#include "signs.h"

#include "sixteen.h"

/* The signs of 64 bytes. */
static uint64_t
signs_of(const char *p)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < 64; i += sizeof(ng_sixteen)) {
		ng_sixteen c = ng_sixteen_at(p + i);

		bits |= ng_sixteen_bits(ng_sixteen_between(c, 0, ' ' - 1) | ng_sixteen_between(c, '#', '*') |
					ng_sixteen_between(c, ':', '@') | ng_sixteen_between(c, '[', '`') |
					(ng_sixteen)((c & 0xED) == 0xE0)) << i;
	}
	return bits;
}

struct ng_signs
ng_signs_find(struct ng_arena *a, struct ng_str text)
{
	uint64_t *bits = ng_arena_array(a, text.n / 64 + 1, sizeof(*bits));
	char rest[64] = {'\0'};
	size_t i = 0;

	for (; i + 64 <= text.n; i += 64)
		bits[i / 64] = signs_of(text.p + i);
	if (i < text.n) {
		memcpy(rest, text.p + i, text.n - i);
		bits[i / 64] = signs_of(rest);
	}
	return (struct ng_signs){bits, 0};
}
