/*
 * uid: names as identifiers that stay: UUIDs of version 5 (RFC 9562, section 5.5), which others can make, too.
 *
 * Called by export; calls: str.
 */
#ifndef NG_UID_H
#define NG_UID_H

#include "str.h"

/* The namespace of all that ng names. */
#define NG_UID_NAMESPACE "5503949a-9d4c-41b5-92b2-4d64e8f5c09d"

/* The SHA-1 of some bytes (FIPS 180-4). */
void ng_uid_sha1(struct ng_str s, unsigned char digest[static 20]);

/* The UUID of a name in NG_UID_NAMESPACE, 36 characters in the arena. Only inside ng_arena_run. */
struct ng_str ng_uid(struct ng_arena *a, struct ng_str name);

#endif
