/* Tables of LinkedIn, Google, Outlook, and with columns that the user names. */
#include "import.h"
#include "sheet.h"

static void
fuzz_one(struct ng_str input)
{
	static const struct ng_sheet_column columns[] = {
		{{"Who", sizeof("Who") - 1}, {"name", sizeof("name") - 1}}, {{"Mail", sizeof("Mail") - 1}, {"email", sizeof("email") - 1}},
		{{"Rem", sizeof("Rem") - 1}, {"note", sizeof("note") - 1}}, {{"Left", sizeof("Left") - 1}, {"", sizeof("") - 1}},
		{{"Own", sizeof("Own") - 1}, {"hobby", sizeof("hobby") - 1}},
	};
	struct fuzz_cards cards = {.n = 0};
	struct ng_card_sink sink = {&cards, fuzz_take_card, fuzz_take_fault, fuzz_take_left_out};
	struct ng_str file = ng_charset_file(arena, input);

	if (ng_vcard_is(file))
		return;
	ng_sheet_read(arena, file, columns, sizeof(columns) / sizeof(columns[0]), &sink);
	fuzz_check_cards(&cards);
}
