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
#define NG_RANK_K1 0.9 /* a word said twice is little more than said once; measured */
#define NG_RANK_B 0.4  /* lines are short: a long one is hardly worse (.75 cost a tenth); measured */

/* What a word counts that stands in the headings above a line, beside one in the line itself. Judged. */
#define NG_RANK_CONTEXT 0.3
/* A topic against a word of the same rarity: who tags a line has said what it is about. Judged. */
#define NG_RANK_TOPIC 1.5
/* A topic that a line has from the heading above it, and one that meets only a part of #a/b. Judged. */
#define NG_RANK_TOPIC_AROUND 0.4
#define NG_RANK_TOPIC_PART 0.5
/* A pattern against a word: it must match anyway, and says exactly what is meant. Judged. */
#define NG_RANK_PATTERN 2.0
/* A word of the need that no note has: it lowers the score, but a long need isn't lost by it. Judged. */
#define NG_RANK_UNKNOWN 0.5

/* An offer still open with the noun and the goal of the need answers it without a word in common. Judged. */
#define NG_RANK_SAME_OFFER 0.15

/*
 * A person's k-th best line counts by this to the power of k (k from 0): better than the sum, the best line
 * alone or the number of lines on every large collection; measured (compare Macdonald and Ounis 2006, "Voting for Candidates").
 */
#define NG_RANK_DECAY 0.5
/* Lines of a person that count: the sixth would add less than a thirtieth of the first. */
#define NG_RANK_LINES 5
/* Below this share of what a perfect line would give there is no evidence worth a name. Judged. */
#define NG_RANK_LEAST 0.02

/*
 * Somebody whom a line names behind another. Judged; a stronger penalty costs a tenth, measured.
 * More people than a table has share what is said of them all.
 */
#define NG_RANK_NAMED_LATER 0.9
#define NG_RANK_CROWD 10

/*
 * The tie: each day of contact counts 1 when it is fresh and half after these days. Four to ten years are neutral
 * to good, one year or less hurts; measured. Dormant ties are worth as much as fresh ones (Levin, Walter and
 * Murnighan 2011, "Dormant Ties").
 */
#define NG_RANK_TIE_HALF 1461.0
/* log(1 + tie) times this, as a share of the relevance: a tie orders people of like relevance; gains .05 and more, measured. */
#define NG_RANK_TIE 0.5
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

/* Chains of introductions: beyond three they don't carry (Dodds, Muhamad and Watts 2003). */
#define NG_RANK_STEPS 3
/* How surely one can introduce the other; a chain is as strong as the product (Kautz, Selman and Shah 1997). Judged. */
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
