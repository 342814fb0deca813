/*
 * bare: what ng-parse is measured against. It reads each *.md file below a folder, has libcmark parse it with its own
 * allocator, frees the tree, and does nothing else.
 */
#include <cmark.h>

#include "notes.h"

static void
parse(const char *bytes, size_t size)
{
	cmark_node_free(cmark_parse_document(bytes, size, CMARK_OPT_DEFAULT));
}
