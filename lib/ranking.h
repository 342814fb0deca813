/*
 * ranking: every number that the ranking of people is made of, each with its reason. Nothing else weighs.
 *
 * Measured: mean average precision of public collections of questions with known experts, as the decay over
 * a person's best lines was. Judged: set by what a careful friend would do, not yet measured.
 * Calls: record (the kinds).
 */
#ifndef NG_RANKING_H
#define NG_RANKING_H

#include "record.h"

/* The words: BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"). */
#define NG_RANK_K1 2.0 /* a text repeats the words that it is about; .9 costs .004 to .009; measured */
#define NG_RANK_B 0.3  /* a long line is hardly worse (.75 cost a tenth); measured */

/*
 * The rarity of a word counts people, not lines: we tell people apart. Its power takes care that one rare word
 * doesn't decide alone. A word that comes several times where it comes at all is a subject, "support" isn't.
 * Measured.
 */
#define NG_RANK_RARITY 0.8
#define NG_RANK_SUBJECT 0.5
/* A word said n times in a need counts (1 + this) n / (n + this): 1, then ever less more. Measured on long needs. */
#define NG_RANK_REPEATED 3.0
/*
 * A word that no note has is looked for as two that stand together in it, each of so many letters and lines
 * at least. Measured.
 */
#define NG_RANK_PART_LETTERS 3
#define NG_RANK_PART_LINES 2

/*
 * What a word counts that stands in the headings above a line, beside one in the line itself. Measured: .5
 * to 1 is as good.
 */
#define NG_RANK_CONTEXT 0.5
/* A topic against a word of the same rarity: who tags a line has said what it is about. Judged. */
#define NG_RANK_TOPIC 1.5
/* A topic that a line has from the heading above it, and one that meets only a part of #a/b. Judged. */
#define NG_RANK_TOPIC_AROUND 0.4
#define NG_RANK_TOPIC_PART 0.5
/* A pattern against a word: it must match anyway, and says exactly what is meant. Judged. */
#define NG_RANK_PATTERN 2.0
/* A word of the need that no note has: it lowers the score, but a long need isn't lost by it. Judged. */
#define NG_RANK_UNKNOWN 0.5

/*
 * Long prose counts by its best window of so many words, of which the next begins so many words further on: what
 * is about the need stands together; .03 better than whole texts. The second best adds its part; many windows
 * have a good one by chance, so their number to this power divides. Measured.
 */
#define NG_RANK_WINDOW 150
#define NG_RANK_WINDOW_STEP 75
#define NG_RANK_SECOND_WINDOW 0.3
#define NG_RANK_WINDOWS 0.1

/* Evidence is worth half after these days: eight years. One year loses .03; measured. */
#define NG_RANK_AGE_HALF 2922.0
/* In shared notes, a line that names me too is about what we did together; gains .01, measured. */
#define NG_RANK_WITH_ME 1.5

/* An offer still open with the noun and the goal of the need answers it without a word in common. Judged. */
#define NG_RANK_SAME_OFFER 0.15

/*
 * A person's k-th best line counts by this to the power of k (k from 0): better than the sum, the best line
 * alone or the number of lines on every large collection; measured (compare Macdonald and Ounis 2006, "Voting
 * for Candidates").
 */
#define NG_RANK_DECAY 0.7
/* Lines of a person that count; 5 and 100 lose .005; measured. */
#define NG_RANK_LINES 8
/* Below this relevance there is no evidence worth a name. Judged. */
#define NG_RANK_LEAST 0.03
/* The same for what a contact needs: what nobody asked for must be worth saying. Judged. */
#define NG_RANK_LEAST_GIVEN 0.15

/*
 * Somebody whom a line names behind another. Judged; a stronger penalty costs a tenth, measured.
 * More people than a table has share what is said of them all.
 */
#define NG_RANK_NAMED_LATER 0.97
#define NG_RANK_KNOWN_OF 0.6 /* whom somebody else's `knows` names: it says what the other can help with. Judged. */
#define NG_RANK_CROWD 10

/*
 * The tie: each day of contact counts 1 when it is fresh and half after these days: the half-life hardly matters
 * from two years on; measured. Dormant ties are worth as much as fresh ones (Levin, Walter and Murnighan 2011,
 * "Dormant Ties").
 */
#define NG_RANK_TIE_HALF 2922.0
/*
 * log(1 + tie) times this, as a share of the relevance, so that nobody rises by ties alone. In notes that I
 * share, ties tell whom I know of those whom all know: .02 to .03 better, measured. In notes of my own, who
 * comes up most comes up for everything: more than this loses .03, measured, and less would tell nothing between
 * people of like relevance.
 */
#define NG_RANK_TIE 0.02
#define NG_RANK_TIE_SHARED 0.8
/*
 * A contact longer ago than these days is a silence: said, so that one reconnects, but never punished. Two
 * years; judged.
 */
#define NG_RANK_SILENCE 730
/* What the strength of the path (0 to 1) to somebody I haven't met adds, likewise. Judged. */
#define NG_RANK_PATH 0.3
/* The strength of knowing somebody from contacts without a date. Judged. */
#define NG_RANK_KNOWN 0.3

/* They offered something that isn't taken up: for this goal or of this noun, or anything. Judged. */
#define NG_RANK_OPEN_OFFER 0.2
#define NG_RANK_OTHER_OFFER 0.1
/*
 * An ask to them still waits: for the same goal (or none), or for another. A rule that anybody can see, not part of
 * relevance: busy people are busy because they are asked.
 */
#define NG_RANK_ASKED (-0.5)
#define NG_RANK_ASKED_ELSE (-0.2)
/* They said no to this goal. Judged. */
#define NG_RANK_DECLINED (-0.7)

/*
 * Who got more from me than I from them will gladly help; who was asked for so much and got nothing is offered
 * something first (reciprocity: Gouldner 1960). Judged.
 */
#define NG_RANK_GIVEN 0.1
#define NG_RANK_TAKEN 2
#define NG_RANK_OFFER_FIRST (-0.1)

/* Chains of introductions: beyond three they don't carry (Dodds, Muhamad and Watts 2003). */
#define NG_RANK_STEPS 3
/*
 * How surely one can introduce the other; a chain is as strong as the product (Kautz, Selman and Shah 1997).
 * Judged.
 */
#define NG_RANK_STEP_OFFERED 0.9 /* they offered to, or did so before */
#define NG_RANK_STEP_VIA 0.8     /* `via` says so, or I introduced them to each other */
#define NG_RANK_STEP_KNOWS 0.7   /* they know the other */
#define NG_RANK_STEP_MET 0.5     /* they were at one table: divided by the root of its other guests */
#define NG_RANK_STEP_ASKED 0.5   /* I asked for the introduction */
#define NG_RANK_STEP_NAMED 0.25  /* one line names both */
#define NG_RANK_STEP_CROWD 5     /* a line that names more than so many says nothing of two of them */

/* What a line of this kind and noun says of what its people can help with: 1 all, 0 nothing. */
double ng_ranking_kind(enum ng_kind kind, struct ng_str noun);

/* Fields of a card that say how to reach somebody or how ng is to treat them, not what they are about. */
bool ng_ranking_is_address(struct ng_str key);

#endif
