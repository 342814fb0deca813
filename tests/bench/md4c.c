/* md4c: the same with md4c, whose parser builds no tree: it calls back, and nothing comes of it. */
#include <md4c.h>

#include "notes.h"

static int
on_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	(void)type, (void)detail, (void)context;
	return 0;
}

static int
on_span(MD_SPANTYPE type, void *detail, void *context)
{
	(void)type, (void)detail, (void)context;
	return 0;
}

static int
on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	(void)type, (void)text, (void)size, (void)context;
	return 0;
}

static void
parse(const char *bytes, size_t size)
{
	const MD_PARSER parser = {.enter_block = on_block, .leave_block = on_block, .enter_span = on_span,
				  .leave_span = on_span, .text = on_text};

	if (md_parse(bytes, (MD_SIZE)size, &parser, NULL) != 0)
		die("md4c");
}
