/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen is no larger than a screen; the copy is the file itself, byte for byte. */
#include "app/attachments/osr-picture-viewer.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-picture-reader.h"
#include "report/osr-shown-text.h"
#include "sync/files/osr-replica-files.h"

/* Large enough for a screen. */
#define WIDTH  1920
#define HEIGHT 1200

struct _OsrPictureViewer {
  AdwWindow parent_instance;

  /* template */
  GtkStack *stack;
  GtkWidget *picture;
  AdwWindowTitle *heading;

  /* owned */
  OsrReplica *replica;
  GCancellable *stop;
  GtkFileChooserNative *chooser; /* nullable */
  char *digest;
  char *name;
  char *path; /* nullable: where it lies */
  const char *suffix;
};

G_DEFINE_FINAL_TYPE (OsrPictureViewer, osr_picture_viewer, ADW_TYPE_WINDOW)

static void
show_page (OsrPictureViewer *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.save", self->path != NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrPictureViewer) self = data;
  g_autoptr (OsrPicture) seen = osr_picture_read_finish (result, NULL);
  g_autoptr (GdkTexture) texture = NULL;

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (seen == NULL || seen->pixbuf == NULL) {
    show_page (self, "not-shown");
    return;
  }
  texture = gdk_texture_new_for_pixbuf (seen->pixbuf);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  show_page (self, "picture");
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrPictureViewer) self = data;
  g_autofree char *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (path == NULL) {
    show_page (self, "away");
    return;
  }
  self->path = g_steal_pointer (&path);
  osr_picture_read_async (self->path, WIDTH, HEIGHT, FALSE, self->stop, on_read,
                          g_object_ref (self));
}

static void
fetch (OsrPictureViewer *self)
{
  show_page (self, "waiting");
  osr_replica_fetch_file_async (self->replica, self->digest, self->stop, on_fetched,
                                g_object_ref (self));
}

static void
try_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fetch (OSR_PICTURE_VIEWER (widget));
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrPictureViewer) self = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (g_file_copy_finish (G_FILE (source), result, &error) ||
      g_cancellable_is_cancelled (self->stop))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Not saved"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
osr_picture_viewer_save_to (OsrPictureViewer *self, GFile *file)
{
  g_autoptr (GFile) kept = NULL;

  g_return_if_fail (OSR_IS_PICTURE_VIEWER (self));

  if (self->path == NULL)
    return;
  kept = g_file_new_for_path (self->path);
  g_file_copy_async (kept, file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL,
                     on_copied, g_object_ref (self));
}

static void
on_chosen (OsrPictureViewer *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file != NULL)
    osr_picture_viewer_save_to (self, file);
  g_clear_object (&self->chooser);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrPictureViewer *self = OSR_PICTURE_VIEWER (widget);
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save a copy"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  name = osr_shown_file_name (self->name, self->suffix);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
osr_picture_viewer_dispose (GObject *object)
{
  OsrPictureViewer *self = OSR_PICTURE_VIEWER (object);

  g_cancellable_cancel (self->stop);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (osr_picture_viewer_parent_class)->dispose (object);
}

static void
osr_picture_viewer_finalize (GObject *object)
{
  OsrPictureViewer *self = OSR_PICTURE_VIEWER (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->stop);
  g_free (self->digest);
  g_free (self->name);
  g_free (self->path);
  G_OBJECT_CLASS (osr_picture_viewer_parent_class)->finalize (object);
}

static void
osr_picture_viewer_class_init (OsrPictureViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_picture_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_picture_viewer_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/attachments/osr-picture-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPictureViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrPictureViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, OsrPictureViewer, heading);
  gtk_widget_class_install_action (widget_class, "viewer.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "viewer.try-again", NULL, try_again);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "viewer.save",
                                       NULL);
}

static void
osr_picture_viewer_init (OsrPictureViewer *self)
{
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_picture_viewer_new (GtkWindow *parent, OsrReplica *replica, const char *digest,
                        const char *name, gint64 bytes, const char *suffix)
{
  OsrPictureViewer *self = g_object_new (OSR_TYPE_PICTURE_VIEWER, "transient-for", parent, NULL);
  g_autofree char *size =
      bytes > 0 ? g_format_size_full ((guint64) bytes, G_FORMAT_SIZE_IEC_UNITS) : NULL;

  self->replica = g_object_ref (replica);
  self->digest = g_strdup (digest);
  self->name = osr_shown_line (name, OSR_SHOWN_NAME);
  self->suffix = suffix;
  gtk_window_set_title (GTK_WINDOW (self), self->name);
  adw_window_title_set_title (self->heading, self->name);
  adw_window_title_set_subtitle (self->heading, size != NULL ? size : "");
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), self->name);
  fetch (self);
  return GTK_WIDGET (self);
}

const char *
osr_picture_viewer_get_page (OsrPictureViewer *self)
{
  g_return_val_if_fail (OSR_IS_PICTURE_VIEWER (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
