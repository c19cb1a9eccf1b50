/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log is told of a publication: published, corrected, refused, unknown. Inside the
 * publisher's transaction. */
#pragma once

#include "publish/osr-publishing.h"
#include "social/osr-network-round.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

/* Who publishes, in `by`. */
#define OSR_PUBLISHER_NAME "publisher"

/* How long an answer to what a network asks is waited for. */
#define OSR_PUBLISHER_CHALLENGE_LIFE (10 * OSR_MINUTE)

/* How a step of a publication ended. */
typedef struct {
  OsrLog *log;
  const OsrPublication *row;
  OsrCase *the_case; /* nullable: not looked at */
  OsrPublishingInput input;
  const OsrNetworkReply *reply;         /* nullable */
  const GError *why;                    /* nullable */
  const OsrNetworkChallenge *challenge; /* nullable: what the network asks */
  const char *picture;                  /* nullable: digest of the picture that it asks by */
} OsrPublisherOutcome;

/**
 * osr_publisher_tell:
 * @telling: what follows for the log
 * @appended: (out): whether an event was appended
 */
gboolean osr_publisher_tell (const OsrPublisherOutcome *outcome, OsrPublishingTelling telling,
                             gboolean *appended, GError **error);

G_END_DECLS
