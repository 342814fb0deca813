/*
 * card_day: the days of cards, in the forms that address books write.
 *
 * Called by card; calls: date, card's types. What adds a day is in card.h.
 */
#ifndef NG_CARD_DAY_H
#define NG_CARD_DAY_H

#include "card.h"

/*
 * Turns what ng_card_add_day left into YYYY-MM-DD where there is no doubt: "1980/5/1"; "1.5.1980", which no
 * country writes otherwise; "5/1/1980" where a number is above 12, or where that is so in another day of the
 * cards and none contradicts. Gives how many birthdays are still no days.
 */
size_t ng_card_settle_days(struct ng_cards *cards);

#endif
