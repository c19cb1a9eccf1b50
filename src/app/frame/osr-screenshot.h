/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the program's own windows, drawn in the process: what a person would see, on any
 * backend. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * osr_screenshot_save:
 * @window: a window that is shown
 * @path: PNG file to write; replaced
 * @error: the window is not shown yet, or #GFileError
 */
gboolean osr_screenshot_save (GtkWindow *window, const char *path, GError **error);

/**
 * osr_screenshot_save_settled:
 *
 * The same a few frames later, when what has just changed has its size; a failure is a warning.
 */
void osr_screenshot_save_settled (GtkWindow *window, const char *path);

/**
 * osr_screenshot_dup_path:
 * @folder: where pictures go
 * @name: what the picture shows: letters, digits, "-" and "_"; everything else becomes "-"
 *
 * Returns: (transfer full): a file inside @folder, whatever @name is
 */
char *osr_screenshot_dup_path (const char *folder, const char *name);

G_END_DECLS
