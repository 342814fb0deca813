/*
 * identity: what tells that two cards are of one person beside the name: addresses and numbers in a form that compares.
 *
 * All slices that it gives are in the arena or borrowed; empty: nothing to compare.
 * Called by import; calls: text, str, arena.
 */
#ifndef NG_IDENTITY_H
#define NG_IDENTITY_H

#include "str.h"

/* An e-mail address, folded, without `mailto:` and angle brackets. */
struct ng_str ng_identity_email(struct ng_arena *a, struct ng_str s);

/* True for one that a firm or family shares: info@, office@, ... */
bool ng_identity_is_shared(struct ng_str email);

/* The last nine digits of a number (those before depend on where one dials from); empty for fewer than five. */
struct ng_str ng_identity_phone(struct ng_arena *a, struct ng_str s);

/*
 * A web address, folded, without scheme, www. and slash at the end, a profile's without its site's language and query;
 * of the field linkedin or github the profile's address, also where a name alone stands there.
 */
struct ng_str ng_identity_web(struct ng_arena *a, struct ng_str key, struct ng_str s);

/* The site of an address that ng_identity_web gave, if it's one that has a page for each person; else empty. */
struct ng_str ng_identity_profile_site(struct ng_str web);

#endif
