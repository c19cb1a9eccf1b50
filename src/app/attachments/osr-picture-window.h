/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo as large as there is room: what a screenshot proves is to be read. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_PICTURE_WINDOW (osr_picture_window_get_type ())
G_DECLARE_FINAL_TYPE (OsrPictureWindow, osr_picture_window, OSR, PICTURE_WINDOW, AdwWindow)

/**
 * osr_picture_window_new:
 * @parent: (nullable): over which it opens
 * @path: of the photo, whose pixels were counted before
 * @title: what it is
 */
GtkWidget *osr_picture_window_new (GtkWindow *parent, const char *path, const char *title);

/* Whether the photo is shown. */
gboolean osr_picture_window_is_ready (OsrPictureWindow *self);

G_END_DECLS
