/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log is told of a publication: published, corrected, refused, unknown. Inside the
 * publisher's transaction. */
#pragma once

#include "publish/osr-publishing-desk.h"

G_BEGIN_DECLS

/* Who publishes, in `by`. */
#define OSR_PUBLISHER_NAME "publisher"

/* How long an answer to what a network asks is waited for. */
#define OSR_PUBLISHER_CHALLENGE_LIFE (10 * OSR_MINUTE)

/**
 * osr_publisher_tell:
 * @device: (nullable): the workstation that it happened at
 * @appended: (inout): set when an event was appended
 */
gboolean osr_publisher_tell (OsrLog *log, const OsrPublisherOutcome *outcome, const char *device,
                             gboolean *appended, GError **error);

G_END_DECLS
