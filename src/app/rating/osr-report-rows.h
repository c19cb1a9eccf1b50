/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which ratings, reports and summaries the regulation asks of a period, where each stands, what presses
 * and what the person may do. Works without a display. */
#pragma once

#include "core/duties/osr-duty.h"
#include "core/rating/osr-period.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef struct {
  OsrReportTrack *track; /* owned; an empty one while it was not begun */
  OsrReportSort sort;
  char *period;
  char *body;    /* nullable: whose, where a body makes it */
  char *limit;   /* nullable: what presses, in words: "report approval: due Fri 16 January 18:00" */
  gboolean late; /* the limit is missed */
  gboolean early; /* the period has not ended: no text of it yet */
  gboolean offer; /* what the person may do: offer a text, decide on one, send or make it */
  gboolean decide;
  gboolean send;
} OsrReportRow;

/* (element-type OsrReportRow) (transfer full): empty where the regulation knows of none. */
GPtrArray *osr_report_rows_new (OsrReplica *replica, const OsrPeriod *period, OsrInstant now);

OsrReportRow *osr_report_row_copy (OsrReplica *replica, const OsrReportRow *row);
void osr_report_row_free (OsrReportRow *row);

/* What a text tells: the words, how many messages it counts, and figures of outside channels. */
typedef struct {
  const char *text;
  gint64 messages;    /* -1: it does not say */
  GPtrArray *figures; /* (nullable) (element-type OsrReportFigure) */
} OsrReportWords;

/* Each writes the step to the outbox; FALSE with the reason. */
gboolean osr_report_row_offer (const OsrReportRow *row, OsrReplica *replica,
                               const OsrReportWords *words, GError **error);
gboolean osr_report_row_agree (const OsrReportRow *row, OsrReplica *replica, GError **error);
gboolean osr_report_row_decline (const OsrReportRow *row, OsrReplica *replica, const char *reason,
                                 const char *proposals, GError **error);

/* @words: (nullable): what is sent or made where nobody agrees to it first */
gboolean osr_report_row_send (const OsrReportRow *row, OsrReplica *replica,
                              const OsrReportWords *words, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReportRow, osr_report_row_free)

G_END_DECLS
