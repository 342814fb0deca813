#include "uid.h"

#include <stdint.h>
#include <string.h>

static uint32_t
rotate(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

/* One block of 64 bytes: FIPS 180-4, section 6.1.2. */
static void
add_block(uint32_t h[5], const unsigned char *p)
{
	uint32_t w[80], v[5];

	for (size_t i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 |
		       p[4 * i + 3];
	for (size_t i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	memcpy(v, h, sizeof(v));
	for (size_t i = 0; i < 80; i++) {
		uint32_t f, k, t;

		if (i < 20) {
			f = (v[1] & v[2]) | (~v[1] & v[3]);
			k = 0x5A827999;
		} else if (i < 40) {
			f = v[1] ^ v[2] ^ v[3];
			k = 0x6ED9EBA1;
		} else if (i < 60) {
			f = (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]);
			k = 0x8F1BBCDC;
		} else {
			f = v[1] ^ v[2] ^ v[3];
			k = 0xCA62C1D6;
		}
		t = rotate(v[0], 5) + f + v[4] + k + w[i];
		v[4] = v[3];
		v[3] = v[2];
		v[2] = rotate(v[1], 30);
		v[1] = v[0];
		v[0] = t;
	}
	for (size_t i = 0; i < 5; i++)
		h[i] += v[i];
}

void
ng_uid_sha1(struct ng_str s, unsigned char digest[static 20])
{
	uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	unsigned char last[128] = {0};
	size_t whole = s.n / 64 * 64, left = s.n - whole, end = left < 56 ? 64 : 128;
	uint64_t bits = (uint64_t)s.n * 8;

	for (size_t i = 0; i < whole; i += 64)
		add_block(h, (const unsigned char *)s.p + i);
	if (left > 0)
		memcpy(last, s.p + whole, left);
	last[left] = 0x80;
	for (size_t i = 0; i < 8; i++)
		last[end - 1 - i] = (unsigned char)(bits >> (8 * i));
	for (size_t i = 0; i < end; i += 64)
		add_block(h, last + i);
	for (size_t i = 0; i < 20; i++)
		digest[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static unsigned char
hex_value(char c)
{
	return (unsigned char)(ng_is_digit(c) ? c - '0' : c - 'a' + 10);
}

struct ng_str
ng_uid(struct ng_arena *a, struct ng_str name)
{
	static const char space[] = NG_UID_NAMESPACE;
	struct ng_buf b = {.arena = a}, uid = {.arena = a};
	unsigned char digest[20];

	for (size_t i = 0; i + 1 < sizeof(space); i += 2) {
		if (space[i] == '-')
			i++;
		ng_buf_char(&b, (char)(hex_value(space[i]) << 4 | hex_value(space[i + 1])));
	}
	ng_buf_add(&b, name);
	ng_uid_sha1(ng_buf_str(&b), digest);
	digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x50);
	digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
	for (size_t i = 0; i < 16; i++)
		ng_buf_printf(&uid, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", digest[i]);
	return ng_buf_str(&uid);
}
