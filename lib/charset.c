#define _GNU_SOURCE /* dladdr */

#include "charset.h"

#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* No encoding has a longer name. */
#define NAME_BYTES 40

#define REPLACEMENT_BYTES 3
/* A byte of TSCII is up to four letters of Tamil; other encodings have less. */
#define MOST_BYTES 12

char *
ng_charset_modules(void)
{
	Dl_info library;
	char *folder, *slash;

	/* glibc has them in a folder beside itself: in /lib, /usr/lib64, /nix/store/... */
	if (dladdr((void *)(uintptr_t)iconv_open, &library) == 0 || library.dli_fname == NULL)
		return NULL;
	/* a link that can't be followed here leads there all the same */
	folder = realpath(library.dli_fname, NULL);
	if (folder == NULL)
		folder = strdup(library.dli_fname);
	slash = folder == NULL ? NULL : strrchr(folder, '/');
	if (slash != NULL)
		*slash = '\0';
	return folder;
}

/* What Windows-1252 has where ISO 8859-1 has control characters; 0: nothing, which ng_text_repair replaces. */
static const uint16_t windows_1252[] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

/* The encoding that others than UTF-8 mostly are: it asks for no module of the C library's, which may fail. */
static struct ng_str
from_windows_1252(struct ng_arena *a, struct ng_str s)
{
	struct ng_buf b = {.arena = a};

	for (size_t i = 0; i < s.n; i++) {
		unsigned c = (unsigned char)s.p[i];

		if (c >= 0x80 && c < 0xA0)
			c = windows_1252[c - 0x80];
		if (c < 0x80) {
			ng_buf_char(&b, (char)c);
		} else if (c < 0x800) {
			ng_buf_char(&b, (char)(0xC0 | c >> 6));
			ng_buf_char(&b, (char)(0x80 | (c & 0x3F)));
		} else {
			ng_buf_char(&b, (char)(0xE0 | c >> 12));
			ng_buf_char(&b, (char)(0x80 | (c >> 6 & 0x3F)));
			ng_buf_char(&b, (char)(0x80 | (c & 0x3F)));
		}
	}
	return ng_buf_str(&b);
}

/* What iconv asks for to load a module, and more. */
#define MODULE_BYTES 65536

/* Where glibc has no memory to load an encoding's module, it says that there's no such encoding. */
static void
fail_without_memory(struct ng_arena *a, int error)
{
	void *volatile probe = malloc(MODULE_BYTES); /* or the compiler takes it for granted */

	free(probe);
	if (error == ENOMEM || probe == NULL)
		ng_arena_fail(a, ENOMEM);
}

/* False where there is no encoding of that name. No byte of it becomes more than `most` bytes, nor fewer than three. */
static bool
convert(struct ng_arena *a, struct ng_str s, const char *name, size_t most, struct ng_str *out)
{
	/* taken first: nothing fails while iconv is open */
	size_t room = s.n > SIZE_MAX / most - 8 ? SIZE_MAX : s.n * most + 8, left = s.n;
	char *to = ng_arena_alloc(a, room), *start = to, *from = (char *)s.p; /* iconv changes nothing there */
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd == (iconv_t)-1) {
		fail_without_memory(a, errno);
		return false;
	}
	while (left > 0 && iconv(cd, &from, &left, &to, &room) == (size_t)-1) {
		if (room < 3)
			break;
		memcpy(to, NG_TEXT_REPLACEMENT, 3);
		to += 3;
		room -= 3;
		from++;
		left--;
	}
	iconv_close(cd);
	*out = (struct ng_str){start, (size_t)(to - start)};
	return true;
}

struct ng_str
ng_charset_file(struct ng_arena *a, struct ng_str file)
{
	struct ng_str out = ng_text_without_mark(file);

	if (file.n < 2 || out.n < file.n)
		return out;
	if (ng_str_starts(file, NG_STR("\xFF\xFE")))
		convert(a, ng_str_cut(file, 2, file.n), "UTF-16LE", REPLACEMENT_BYTES, &out);
	else if (ng_str_starts(file, NG_STR("\xFE\xFF")))
		convert(a, ng_str_cut(file, 2, file.n), "UTF-16BE", REPLACEMENT_BYTES, &out);
	else if (file.p[0] != '\0' && file.p[1] == '\0')
		convert(a, file, "UTF-16LE", REPLACEMENT_BYTES, &out);
	else if (file.p[0] == '\0' && file.p[1] != '\0')
		convert(a, file, "UTF-16BE", REPLACEMENT_BYTES, &out);
	return out;
}

/* The name as iconv takes it, or false: nothing that iconv takes for more than a name. */
static bool
name_of(struct ng_str name, char known[NAME_BYTES])
{
	if (name.n >= NAME_BYTES)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if (!ng_is_alpha(name.p[i]) && !ng_is_digit(name.p[i]) && strchr("-_:.", name.p[i]) == NULL)
			return false;
		known[i] = name.p[i];
	}
	known[name.n] = '\0';
	return true;
}

bool
ng_charset_utf8(struct ng_arena *a, struct ng_str s, struct ng_str name, struct ng_str *out)
{
	char known[NAME_BYTES];
	bool unicode = name.n == 0 || ng_str_eq_nocase(name, NG_STR("UTF-8")) || ng_str_eq_nocase(name, NG_STR("UTF8"));

	if (!unicode && s.n > 0) {
		if (ng_str_eq_nocase(name, NG_STR("WINDOWS-1252")) || ng_str_eq_nocase(name, NG_STR("CP1252"))) {
			*out = ng_text_repair(a, from_windows_1252(a, s));
			return true;
		}
		if (name_of(name, known) && convert(a, s, known, MOST_BYTES, out)) {
			*out = ng_text_repair(a, *out);
			return true;
		}
	}
	*out = ng_charset_guess(a, s);
	return unicode || ng_str_eq(*out, s);
}

struct ng_str
ng_charset_guess(struct ng_arena *a, struct ng_str s)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		n = 1;
		if ((unsigned char)s.p[i] < 0x80)
			continue;
		/* U+FFFD itself is longer than a bad byte */
		if (ng_text_at(s, i, &n) == 0xFFFD && n == 1)
			return ng_text_repair(a, from_windows_1252(a, s));
	}
	return ng_text_repair(a, s);
}
