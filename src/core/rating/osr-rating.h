/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the bodies of an office worked in a month or a quarter: timeliness, quality, activity and mean
 * time of a reply, as a pure function of the log. What is counted is all that had happened by the end
 * of the period, so that the figures of a past period never move; and each figure keeps the cases it
 * is made of, so that whoever is rated can count it again. No doubles: shares are in thousandths. */
#pragma once

#include "core/osr-registry.h"
#include "core/rating/osr-period.h"
#include "core/rating/osr-rating-formula.h"

G_BEGIN_DECLS

/* Why a message that a body was given in the period is in none of its figures of timeliness. */
typedef enum {
  OSR_LEFT_OUT_NOT_YET_DUE,     /* not answered, and the limit had not passed by the period's end */
  OSR_LEFT_OUT_RETURNED,        /* the body said that it is not theirs */
  OSR_LEFT_OUT_DISMISSED,       /* not to be processed, or no reply is needed */
  OSR_LEFT_OUT_MESSAGE_DELETED, /* its author took it away before it was answered */
  OSR_LEFT_OUT_REPEAT, /* a repeat of an earlier message, where the profile leaves it out */
  OSR_LEFT_OUT_CLOSED, /* closed without a reply */
  OSR_LEFT_OUT_ANOTHER_ANSWERS, /* the body only supplied information, or had it for a while */
  OSR_LEFT_OUT_CAME_TOO_LATE,   /* the limit had passed before the body was given it */
  OSR_LEFT_OUT_NO_LIMIT         /* no limit ran, or the calendar does not cover it */
} OsrLeftOut;
#define OSR_N_LEFT_OUT 9

/* One figure, and what it is made of. */
typedef struct {
  gint64 part;  /* timeliness, activity: in time; quality: sum of the marks; mean time: µs */
  gint64 whole; /* how many cases, marks, steps or replies */
  gint64 saved; /* mean time: thousandths of their limits that the replies left over, summed */
  int points;   /* what it is worth, in thousandths of the best; -1: there is nothing to count */
  GPtrArray *cases; /* (element-type utf8): ids behind it, each once */
  GPtrArray
      *against; /* (element-type utf8): those of them that count against: late, or marked 1–3 */
} OsrFigure;

typedef struct {
  char *body; /* NULL: of the whole office */
  OsrFigure figures[OSR_N_METRICS];
  GPtrArray *cases; /* (element-type utf8): all that any figure counts, and what was left out */
  GPtrArray *left_out[OSR_N_LEFT_OUT]; /* (element-type utf8) each */
  GPtrArray *returned;                 /* (element-type utf8): cases that went back in the period */
  gint64 returns;                      /* how often they did */
  gint64 returns_held; /* µs by the clock from their coming to their going back, summed */
  GPtrArray *held_up;  /* (element-type utf8): late ones in which the curator's own step was late */
  int total;           /* thousandths; -1: nothing of what has weight could be counted */
  int known_weight;    /* per cent of the weights that could be counted; 100: all of them */
  int place;           /* from 1, equal totals share one; 0 without a total */
} OsrRatingRow;

/* One week (Monday to Sunday) of the period for the whole office. */
typedef struct {
  OsrDay monday;
  OsrInstant start; /* of the week, in the office's zone */
  gint64 decided;   /* cases of timeliness that fell into it */
  gint64 in_time;
  gint64 marks; /* evaluations made in it */
  gint64 marks_sum;
} OsrRatingWeek;

typedef struct {
  OsrPeriod period;
  OsrInstant until; /* what happened before it is counted: the period's end, or now */
  OsrRatingFormula *formula;
  OsrRatingRow *office;
  GPtrArray *rows; /* OsrRatingRow, best first; those without a total last */
  GArray *weeks;   /* OsrRatingWeek, all of the period up to `until` */
} OsrRating;

typedef struct {
  GPtrArray *cases; /* OsrCase */
  GPtrArray
      *events; /* (nullable): OsrEvent of the other streams, for what is counted from duties */
  OsrRegistry *registry;
  OsrRegulation *regulation; /* (nullable): whose formula; %NULL: the one in force in the period */
  OsrInstant now;
} OsrRatingQuestion;

/* (nullable): the zone that periods of this office are in. */
OsrZone *osr_rating_zone (OsrRegistry *registry);

/**
 * osr_rating_compute:
 * @period: a month or a quarter; one that has not begun gives empty figures
 * @error: %OSR_CORE_ERROR_INVALID: no regulation, or one whose formula cannot be read
 *
 * In time: a case counts in the period in which its limit was kept or passed, once for each body that
 * owed the reply, judged by the timers of the regulation that it was detected under. Replies count
 * in the mean time, and evaluations in the quality, of the period in which they were made.
 *
 * Returns: (transfer full):
 */
OsrRating *osr_rating_compute (const OsrRatingQuestion *question, const OsrPeriod *period,
                               GError **error);
void osr_rating_free (OsrRating *rating);

/* (nullable): the row of @body; %NULL for @body: the office's. */
const OsrRatingRow *osr_rating_find (const OsrRating *rating, const char *body);

/* The mean of a figure in thousandths (of a mark, of 1) or in µs for times; -1 without anything. */
gint64 osr_figure_mean (const OsrFigure *figure, OsrMetric metric);

/* How many were left out, for whatever reason. */
guint osr_rating_row_left_out (const OsrRatingRow *row);

/* Name of a reason in JSON: "not-yet-due", "returned" … */
const char *osr_left_out_nick (OsrLeftOut why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRating, osr_rating_free)

G_END_DECLS
