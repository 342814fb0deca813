#include "signs.h"

/* Compilers make one instruction of each operation on these where the machine has it (GCC's vector extensions). */
typedef uint8_t sixteen __attribute__((vector_size(16)));
typedef int8_t sixteen_signed __attribute__((vector_size(16)));

/* Times eight bytes that are 0 or 1, in memory's order, this has them as the bits of its highest byte. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define GATHER 0x8040201008040201
#else
#define GATHER 0x0102040810204080
#endif

/* All bits of the bytes that lie in [first, last], which is less than 128 wide; moved so that `last` is the largest. */
static inline sixteen
between(sixteen c, uint8_t first, uint8_t last)
{
	return (sixteen)((sixteen_signed)(c + (uint8_t)(INT8_MAX - last)) > (int8_t)(INT8_MAX - (last - first) - 1));
}

/* The signs of 64 bytes. */
static uint64_t
signs_of(const char *p)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < 64; i += sizeof(sixteen)) {
		uint64_t half[2];
		sixteen c, sign;

		memcpy(&c, p + i, sizeof(c));
		sign = between(c, 0, ' ' - 1) | between(c, '#', '*') | between(c, ':', '@') | between(c, '[', '`') |
		       (sixteen)((c & 0xED) == 0xE0);
		sign &= 1;
		memcpy(half, &sign, sizeof(half));
		bits |= (half[0] * GATHER >> 56 | half[1] * GATHER >> 56 << 8) << i;
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
