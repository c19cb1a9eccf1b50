/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a message, large: a picture, or the word that it is not shown; a copy of it may be saved. */
#pragma once

#include <adwaita.h>

#include "app/carried/osr-carried-list.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_PICTURE_VIEWER (osr_picture_viewer_get_type ())
G_DECLARE_FINAL_TYPE (OsrPictureViewer, osr_picture_viewer, OSR, PICTURE_VIEWER, AdwWindow)

/* @carried: kept; read before this returns. Fetched when it is not here. */
GtkWidget *osr_picture_viewer_new (GtkWindow *parent, OsrReplica *replica,
                                   const OsrCarried *carried);

/* "waiting", "picture", "away" (neither here nor to be had now) or "not-shown" */
const char *osr_picture_viewer_get_page (OsrPictureViewer *self);

/* Saves a copy at @file, as after the person chose it. */
void osr_picture_viewer_save_to (OsrPictureViewer *self, GFile *file);

G_END_DECLS
