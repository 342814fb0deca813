/*
 * charset: bytes in other encodings as UTF-8. The one room that includes iconv.h.
 *
 * What address books write: UTF-16 with or without a byte order mark, ISO-8859-1, Windows-1252, what CHARSET names.
 * Called by vcard, sheet and cmd/ng-import; calls: text, str, arena.
 */
#ifndef NG_CHARSET_H
#define NG_CHARSET_H

#include "str.h"

/*
 * The folder below which the C library looks for the encodings that it doesn't have built in, when they are first asked
 * for; or NULL. The caller's.
 */
char *ng_charset_modules(void);

/*
 * A file's bytes without byte order mark; UTF-16 becomes UTF-8, with a mark or where its first character shows it.
 * Borrowed where nothing changes but the mark.
 */
struct ng_str ng_charset_file(struct ng_arena *a, struct ng_str file);

/*
 * s, in the encoding of that name, as UTF-8; what is none there becomes U+FFFD. Without a name: ng_charset_guess, and so
 * where it is unknown, which is false unless nothing had to be guessed.
 */
bool ng_charset_utf8(struct ng_arena *a, struct ng_str s, struct ng_str name, struct ng_str *out);

/* s where it is UTF-8 (borrowed), else taken for Windows-1252. Without NUL: U+FFFD stands for it. */
struct ng_str ng_charset_guess(struct ng_arena *a, struct ng_str s);

#endif
