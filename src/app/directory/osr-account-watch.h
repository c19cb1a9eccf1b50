/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the accounts are being read, for an administrator who is looking. A view-model: no widgets. */
#pragma once

#include <gio/gio.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_ACCOUNT_WATCH (osr_account_watch_get_type ())
G_DECLARE_FINAL_TYPE (OsrAccountWatch, osr_account_watch, OSR, ACCOUNT_WATCH, GObject)

/* Signal "changed" (): the coordinator has answered. */

OsrAccountWatch *osr_account_watch_new (OsrReplica *replica);

/* Whether it asks through @replica. */
gboolean osr_account_watch_is_of (OsrAccountWatch *self, OsrReplica *replica);

/* Asks now and every @seconds from now on; 0 asks no more. */
void osr_account_watch_follow (OsrAccountWatch *self, guint seconds);

/* Asks now, unless a question is under way. */
void osr_account_watch_ask (OsrAccountWatch *self);

/**
 * osr_account_watch_dup_text:
 * @account: id in the directory
 * @now: the moment
 * @ill: (out): whether somebody should look at it
 *
 * Returns: (transfer full): osr_account_health_text(); "" while it is not known, and for a network that
 *   may not be used
 */
char *osr_account_watch_dup_text (OsrAccountWatch *self, const char *account, OsrInstant now,
                                  gboolean *ill);

/* How many accounts have not been read for longer than @most, though they should be. */
guint osr_account_watch_count_silent (OsrAccountWatch *self, OsrInstant now, gint64 most);

/**
 * osr_account_watch_build:
 * @account: id in the directory
 * @watched: whether it is to be read
 *
 * Returns: (transfer full) (nullable): the members of the `account-set` that says so and changes nothing
 *   else; %NULL where there is nothing to read
 */
JsonObject *osr_account_watch_build (OsrRegistry *registry, const char *account, gboolean watched);

G_END_DECLS
