/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of the office would do, before it is done: limits that move, from when to when, and people
 * who would see other messages. Whoever has read it puts the change into force from here. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_PREVIEW_DIALOG (osr_preview_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrPreviewDialog, osr_preview_dialog, OSR, PREVIEW_DIALOG, AdwWindow)

/**
 * osr_preview_dialog_new:
 * @parent: the form that the change comes from; closed once it is in force
 * @type: event of the office stream
 * @members: (transfer none): as for osr_replica_change_office()
 * @now: for days in words
 */
GtkWidget *osr_preview_dialog_new (GtkWindow *parent, OsrReplica *replica, const char *type,
                                   JsonObject *members, OsrInstant now);

G_END_DECLS
