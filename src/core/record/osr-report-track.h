/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rating, report or summary on its way: offered to whoever must agree, agreed or declined with
 * reasons, sent; or simply made, where the text asks for no agreement. Which of these steps there are,
 * and whose they are, says the profile. A pure fold, total like every one. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

typedef enum {
  OSR_REPORT_RATING, /* rating-offered, -agreed, -declined, -sent */
  OSR_REPORT_REPORT, /* report-offered, -agreed, -declined, -sent */
  OSR_REPORT_SUMMARY /* summary-made */
} OsrReportSort;
#define OSR_N_REPORT_SORTS 3

typedef enum {
  OSR_REPORT_NEW, /* nothing happened yet */
  OSR_REPORT_OFFERED,
  OSR_REPORT_AGREED,
  OSR_REPORT_DECLINED,
  OSR_REPORT_SENT /* a summary: made */
} OsrReportState;

/* What came by a channel outside the program, entered by hand. */
typedef struct {
  char *channel;
  gint64 count;
} OsrReportFigure;

typedef struct {
  char *id; /* the stream */
  gint64 version;
  gint64 seq;
  gboolean read_only;
  guint anomalies;

  OsrReportSort sort;
  OsrReportState state;
  char *period;       /* nullable: "2026-Q1" */
  char *body;         /* nullable: whose it is, where a body makes it */
  gint64 offer;       /* version of the newest text; 0 before */
  guint offers;       /* how often a text was offered */
  gint64 count;       /* messages of the period that the text counts; -1 when it does not say */
  char *text;         /* nullable: the newest, or erased */
  GPtrArray *figures; /* OsrReportFigure: outside channels, of the newest text */
  char *offered_by;
  char *offered_for; /* nullable: for whom a substitute offered it */
  OsrInstant offered_at;
  char *decided_by; /* nullable: of the newest text */
  char *reason;     /* nullable: why it was declined */
  char *proposals;  /* nullable: what is to be changed */
  OsrInstant decided_at;
  char *sent_by; /* nullable */
  char *sent_to; /* nullable */
  OsrInstant sent_at;
  GPtrArray *events;
} OsrReportTrack;

OsrReportTrack *osr_report_track_new (const char *id);
OsrReportTrack *osr_report_track_new_from_events (const char *id, GPtrArray *events);
void osr_report_track_free (OsrReportTrack *self);

/* Folds one more event in. */
void osr_report_track_apply (OsrReportTrack *self, OsrEvent *event);

/* Whether nothing more is to be done with it. */
gboolean osr_report_track_is_over (OsrReportTrack *self);

/**
 * osr_report_find:
 * @reports: (element-type OsrReportTrack)
 * @body: (nullable): whose; %NULL: the office's
 *
 * Returns: (nullable): the newest of @sort for @period
 */
OsrReportTrack *osr_report_find (GPtrArray *reports, OsrReportSort sort, const char *period,
                                 const char *body);

/* "rating", "report", "summary": the first word of its events. */
const char *osr_report_sort_nick (OsrReportSort sort);
gboolean osr_report_sort_from_nick (const char *nick, OsrReportSort *sort);

/* (nullable): interned, the event of @sort that brings it to @state: "rating-offered"; a summary has
 * only "summary-made". */
const char *osr_report_step (OsrReportSort sort, OsrReportState state);

/* Which report and which state the event @type is of. */
gboolean osr_report_step_parse (const char *type, OsrReportSort *sort, OsrReportState *state);

/* In the protocol: "new", "offered", "agreed", "declined", "sent". */
const char *osr_report_state_nick (OsrReportState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReportTrack, osr_report_track_free)

G_END_DECLS
