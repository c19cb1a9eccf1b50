/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders a window with the renderer it has. When to take a picture is the caller's. */
#include "app/frame/osr-screenshot.h"

#include <gio/gio.h>

/* Frames until what has just changed has its size and was drawn. */
#define FRAMES_TO_SETTLE 3

/* A picture that waits for the window to be drawn. */
typedef struct {
  GtkWindow *window; /* borrowed: the clock is its own */
  char *path;
  guint frames;
} Picture;

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

static void
picture_free (gpointer data, GClosure *closure)
{
  Picture *picture = data;

  g_free (picture->path);
  g_free (picture);
}

/* What was painted last is what can be taken: right after the frame, before anything changes. */
static void
on_painted (GdkFrameClock *clock, Picture *picture)
{
  g_autoptr (GError) error = NULL;

  if (picture->frames++ < FRAMES_TO_SETTLE) {
    gtk_widget_queue_draw (GTK_WIDGET (picture->window));
    return;
  }
  if (!osr_screenshot_save (picture->window, picture->path, &error))
    g_warning ("%s", error->message);
  g_signal_handlers_disconnect_by_func (clock, on_painted, picture);
}

void
osr_screenshot_save_settled (GtkWindow *window, const char *path)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Picture *picture;

  if (clock == NULL)
    return;
  picture = g_new0 (Picture, 1);
  picture->window = window;
  picture->path = g_strdup (path);
  g_signal_connect_data (clock, "after-paint", G_CALLBACK (on_painted), picture, picture_free, 0);
  gtk_widget_queue_draw (GTK_WIDGET (window));
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
