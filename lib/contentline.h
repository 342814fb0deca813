/*
 * contentline: the lines of vCard (RFC 6350) and iCalendar (RFC 5545): escaped, folded, ended by CRLF.
 *
 * Called by export and calendar; calls: text, str.
 */
#ifndef NG_CONTENTLINE_H
#define NG_CONTENTLINE_H

#include "str.h"

/* Adds a text value, escaped (RFC 6350, section 3.4; RFC 5545, section 3.3.11): UTF-8 without control characters but LF. */
void ng_contentline_text(struct ng_buf *line, struct ng_str s);

/* Adds the line to `out`, folded before a character that would make it longer than 75 bytes, and empties it. */
void ng_contentline_end(struct ng_buf *line, struct ng_buf *out);

#endif
