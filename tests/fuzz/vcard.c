/* vCards, in whatever encoding. */
#include "import.h"

static void
fuzz_one(struct ng_str input)
{
	struct fuzz_cards cards = {.n = 0};
	struct ng_card_sink sink = {&cards, fuzz_take_card, fuzz_take_fault, fuzz_take_left_out};
	struct ng_str file = ng_charset_file(arena, input);

	ng_vcard_is(file);
	ng_vcard_read(arena, file, &sink);
	fuzz_check_cards(&cards);
}
