/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders a window with the renderer it has. When to take a picture is the caller's. */
#include "app/frame/osr-screenshot.h"

#include <gio/gio.h>

gboolean
osr_screenshot_save (GtkWindow *window, const char *path, GError **error)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  const int width = gtk_widget_get_width (GTK_WIDGET (window));
  const int height = gtk_widget_get_height (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (renderer == NULL || node == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                         "The window is not shown yet");
    return FALSE;
  }
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!gdk_texture_save_to_png (texture, path)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written", path);
    return FALSE;
  }
  return TRUE;
}

char *
osr_screenshot_dup_path (const char *folder, const char *name)
{
  g_autofree char *safe = g_strdup (name);
  g_autofree char *file = NULL;

  for (char *at = safe; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '_')
      *at = '-';
  file = g_strconcat (*safe != '\0' ? safe : "window", ".png", NULL);
  return g_build_filename (folder, file, NULL);
}
