/* Tables of LinkedIn, Google, Outlook, and with columns that the user names. */
#include "import.h"
#include "sheet.h"

static void
fuzz_one(struct ng_str input)
{
	struct ng_sheet_column columns[] = {
		{NG_STR("Who"), NG_STR("name"), false}, {NG_STR("Mail"), NG_STR("email"), false},
		{NG_STR("Rem"), NG_STR("note"), false}, {NG_STR("Left"), NG_STR(""), false},
		{NG_STR("Own"), NG_STR("hobby"), false},
	};
	struct fuzz_cards cards = {.n = 0};
	struct ng_card_sink sink = {&cards, fuzz_take_card, fuzz_take_fault, fuzz_take_left_out};
	struct ng_str file = ng_charset_file(arena, input);

	if (ng_vcard_is(file))
		return;
	ng_sheet_read(arena, file, columns, sizeof(columns) / sizeof(columns[0]), &sink);
	fuzz_check_cards(&cards);
}
