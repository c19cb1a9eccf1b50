/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoded in a thread, no larger than a screen. */
#include "app/attachments/osr-picture-window.h"

/* The most that a screen shows at once. */
#define MOST_WIDTH  2560
#define MOST_HEIGHT 1600

struct _OsrPictureWindow {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *picture;

  /* owned */
  GCancellable *stop;
};

G_DEFINE_FINAL_TYPE (OsrPictureWindow, osr_picture_window, ADW_TYPE_WINDOW)

/* Smaller ones stay as they are: their letters would be blurred. */
static void
look_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  int width, height;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL ||
      (width <= MOST_WIDTH && height <= MOST_HEIGHT))
    pixbuf = gdk_pixbuf_new_from_file (path, &error);
  else
    pixbuf = gdk_pixbuf_new_from_file_at_scale (path, MOST_WIDTH, MOST_HEIGHT, TRUE, &error);
  if (pixbuf != NULL)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrPictureWindow) self = OSR_PICTURE_WINDOW (g_object_ref (source));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
osr_picture_window_dispose (GObject *object)
{
  OsrPictureWindow *self = OSR_PICTURE_WINDOW (object);

  g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (osr_picture_window_parent_class)->dispose (object);
}

static void
osr_picture_window_class_init (OsrPictureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_picture_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/attachments/osr-picture-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPictureWindow, picture);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_picture_window_init (OsrPictureWindow *self)
{
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_picture_window_new (GtkWindow *parent, const char *path, const char *title)
{
  OsrPictureWindow *self =
      g_object_new (OSR_TYPE_PICTURE_WINDOW, "transient-for", parent, "title", title, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->stop, on_seen, NULL);

  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), title);
  g_task_set_source_tag (task, osr_picture_window_new);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, look_in_thread);
  return GTK_WIDGET (self);
}

gboolean
osr_picture_window_is_ready (OsrPictureWindow *self)
{
  g_return_val_if_fail (OSR_IS_PICTURE_WINDOW (self), FALSE);

  return gtk_picture_get_paintable (GTK_PICTURE (self->picture)) != NULL;
}
