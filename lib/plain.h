/*
 * plain: text of notes as plain words, for programs that know no Markdown: whom it names is named by name.
 *
 * Called by export and report; calls: network, pattern, text.
 */
#ifndef NG_PLAIN_H
#define NG_PLAIN_H

#include "network.h"

/* A person's name, else what the link says, else the handle. Borrowed. */
struct ng_str ng_plain_person(const struct ng_network *net, uint32_t person);

/* A goal's title, else its handle. Borrowed. */
struct ng_str ng_plain_goal(const struct ng_network *net, uint32_t goal);

/*
 * What is left of a statement's text without the goals among the tags at its end and a row's empty first cells, and where
 * it begins with `person`, who is named already, without that. NG_NONE: nobody is.
 */
struct ng_str ng_plain_rest(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s,
                            uint32_t person);

/* "an " or "a " for nouns that one may have several of, else "". */
const char *ng_plain_article(struct ng_str noun);

/* "noun: text" of a statement: the rest, with handles and links as names (not in code); `article`: "an introduction: …". */
struct ng_str ng_plain_text(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s,
                            uint32_t person, bool article);

/*
 * A statement's text as a sentence for a picture, a question or a table's cell: without the tags and patterns at
 * its end, unless it would break off there ("somebody who knows #law"); of marks alone the tags.
 */
struct ng_str ng_plain_sentence(struct ng_arena *a, const struct ng_network *net, const struct ng_statement *s);
/* A text with handles and links as names (not in code). */
struct ng_str ng_plain_words(struct ng_arena *a, const struct ng_network *net, struct ng_str s);

/* True where the text itself names the person, but not at its beginning. */
bool ng_plain_names(const struct ng_network *net, const struct ng_statement *s, uint32_t person);

/*
 * s without what could end a line anywhere: CRLF, CR, VT, FF, NEL, U+2028 and U+2029 become LF, TAB stays, any other
 * control character and what is no character becomes U+FFFD. Borrowed where nothing changes.
 */
struct ng_str ng_plain_breaks(struct ng_arena *a, struct ng_str s);

/* The same on one line, white space squeezed, and without bidirectional formatting characters: for a label. */
struct ng_str ng_plain_label(struct ng_arena *a, struct ng_str s);

#endif
