/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reading of a network means for the office's accounts: a post not known was posted, and where
 * the regulation has posts watched, a whole reading of one is a look at its comments. */
#pragma once

#include "social/osr-network-records.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* (transfer full): account → its stream as last read, so that an unchanged one costs no reading */
GHashTable *osr_monitor_tracks_new (void);

/* Marks a message that stands under a post of an account with a way of work of its own. */
void osr_monitor_note_track (OsrLog *log, const char *account, JsonObject *members);

/**
 * osr_monitor_take_posts:
 * @tracks: of osr_monitor_tracks_new()
 * @appended: (inout): grows by the events appended
 *
 * Only within a transaction of @log.
 */
gboolean osr_monitor_take_posts (OsrLog *log, GHashTable *tracks, const char *account,
                                 OsrNetworkReading *reading, guint *appended, GError **error);

G_END_DECLS
