/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monthly or quarterly summary: how many messages were taken and of what sort, the change against
 * the period before, the rating of both, and what is late now. Pure, from the same log. */
#pragma once

#include "core/audit/osr-checkpoint.h"
#include "core/rating/osr-rating.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SUMMARY_TOPICS, /* a message with two topics counts under both */
  OSR_SUMMARY_NETWORKS,
  OSR_SUMMARY_BODIES, /* the one that answers */
  OSR_SUMMARY_IMPORTANCE
} OsrSummaryBy;
#define OSR_N_SUMMARY_BY 4

typedef struct {
  char *id;         /* of the topic, network, body; "high" or "normal"; "" for none */
  gint64 before;    /* how many in the period before */
  GPtrArray *cases; /* (element-type utf8): of this period */
} OsrSummaryLine;

/* A case of which something is overdue at this moment. */
typedef struct {
  char *id;
  char *number;             /* nullable */
  char *body;               /* nullable: who owes the step; NULL: the curator's office */
  const OsrTimerSpec *spec; /* borrowed from the registry */
  OsrInstant due;
} OsrLateNow;

typedef struct {
  OsrRegistry *registry;
  OsrInstant now;
  GPtrArray *cases; /* (element-type utf8): messages taken in the period */
  gint64 cases_before;
  GPtrArray *lines[OSR_N_SUMMARY_BY]; /* OsrSummaryLine, most first, "" last */
  OsrRating *rating;
  OsrRating *before; /* of the period before, by the same formula */
  GPtrArray *late;   /* OsrLateNow, longest late first */
  GPtrArray *broken; /* (element-type utf8): cases with a promised date that has passed, and nothing
                      * published since the promise */
  OsrCheckpoint
      *checkpoint;       /* owned, nullable: the newest of the log; whoever has it puts it here, and
                              * it stands on what is printed */
  gboolean contradicted; /* it stands for other events than those that were counted */
} OsrSummary;

/**
 * osr_summary_compute:
 * @error: as of osr_rating_compute()
 */
OsrSummary *osr_summary_compute (const OsrRatingQuestion *question, const OsrPeriod *period,
                                 GError **error);
void osr_summary_free (OsrSummary *summary);

/* Name of a division in JSON: "topics", "networks", "bodies", "importance". */
const char *osr_summary_by_nick (OsrSummaryBy by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSummary, osr_summary_free)

G_END_DECLS
