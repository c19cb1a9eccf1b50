/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why what is shown may be off, for the header. Pure. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef struct {
  gboolean log;   /* a checkpoint of the log does not fit what is held here */
  gboolean clock; /* nobody vouches for the time shown */
  int calendar;   /* the year that no calendar covers; 0 for none */
  guint silent;   /* accounts that could not be read for a while; only administrators are told */
} OsrHeaderDoubts;

/* All but @silent, which the coordinator has to be asked. */
OsrHeaderDoubts osr_header_doubts_of (OsrReplica *replica);

/* (transfer full) (nullable): a few words for each, the weightiest first; %NULL for no doubt */
char *osr_header_doubts_text (const OsrHeaderDoubts *doubts);

/* (transfer full) (nullable): a sentence for each, and what to do */
char *osr_header_doubts_explain (const OsrHeaderDoubts *doubts);

G_END_DECLS
