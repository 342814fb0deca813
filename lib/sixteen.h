/*
 * sixteen: sixteen bytes at a time.
 *
 * Compilers make one instruction of each operation on these where the machine has it (GCC's vector extensions, which
 * clang has too), and a few otherwise. A comparison gives bytes that are 0xFF where it holds, else 0. Called by signs,
 * record and text; calls: nothing.
 */
#ifndef NG_SIXTEEN_H
#define NG_SIXTEEN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t ng_sixteen __attribute__((vector_size(16)));
typedef int8_t ng_sixteen_signed __attribute__((vector_size(16)));

/* Times eight bytes that are 0 or 1, in memory's order, this has them as the bits of its highest byte. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NG_SIXTEEN_GATHER 0x8040201008040201
#else
#define NG_SIXTEEN_GATHER 0x0102040810204080
#endif

/* The sixteen bytes at p. */
static inline ng_sixteen
ng_sixteen_at(const char *p)
{
	ng_sixteen c;

	memcpy(&c, p, sizeof(c));
	return c;
}

/* Where c lies in [first, last], which is less than 128 wide: moved so that `last` is the largest of all. */
static inline ng_sixteen
ng_sixteen_between(ng_sixteen c, uint8_t first, uint8_t last)
{
	return (ng_sixteen)((ng_sixteen_signed)(c + (uint8_t)(INT8_MAX - last)) > (int8_t)(INT8_MAX - (last - first) - 1));
}

/* Whether any bit is set. */
static inline bool
ng_sixteen_any(ng_sixteen c)
{
	uint64_t half[2];

	memcpy(half, &c, sizeof(half));
	return (half[0] | half[1]) != 0;
}

/* A bit for each byte of what a comparison gave: bit i is that of byte i. */
static inline uint64_t
ng_sixteen_bits(ng_sixteen c)
{
	uint64_t half[2];

	c &= 1;
	memcpy(half, &c, sizeof(half));
	return half[0] * NG_SIXTEEN_GATHER >> 56 | half[1] * NG_SIXTEEN_GATHER >> 56 << 8;
}

#endif
