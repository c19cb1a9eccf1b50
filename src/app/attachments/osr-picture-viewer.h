/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a message or a reply, large: a picture, or the word that it is not shown; a copy of it may be saved. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_PICTURE_VIEWER (osr_picture_viewer_get_type ())
G_DECLARE_FINAL_TYPE (OsrPictureViewer, osr_picture_viewer, OSR, PICTURE_VIEWER, AdwWindow)

/**
 * osr_picture_viewer_new:
 * @parent: (nullable): over which it opens
 * @digest: of the file; fetched when it is not here
 * @name: for people
 * @bytes: its size, 0 when that is not known
 * @suffix: static; "jpg", of the name of a copy
 */
GtkWidget *osr_picture_viewer_new (GtkWindow *parent, OsrReplica *replica, const char *digest,
                                   const char *name, gint64 bytes, const char *suffix);

/* "waiting", "picture", "away" (neither here nor to be had now) or "not-shown" */
const char *osr_picture_viewer_get_page (OsrPictureViewer *self);

/* Saves a copy at @file, as after the person chose it. */
void osr_picture_viewer_save_to (OsrPictureViewer *self, GFile *file);

G_END_DECLS
