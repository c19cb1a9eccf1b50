/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are made ready one after the other, in the order in which they were chosen. One that cannot go
 * along is said so at once; the others do. */
#include "app/attachments/osr-attachment-strip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/attachments/osr-attachment-maker.h"
#include "app/attachments/osr-attachment-tile.h"
#include "app/attachments/osr-attachment-words.h"
#include "core/osr-error.h"
#include "sync/files/osr-replica-files.h"

struct _OsrAttachmentStrip {
  AdwBin parent_instance;

  /* template */
  GtkWidget *scroller;
  GtkWidget *tiles;
  GtkWidget *fault;

  /* borrowed: a table of the core */
  const OsrMediaLimits *limits;

  /* owned */
  OsrReplica *replica;
  char *digests;  /* nullable */
  GQueue waiting; /* of GFile and GBytes */
  GCancellable *stop;
  gboolean busy;
  gboolean brief;
  GtkFileChooserNative *chooser; /* nullable */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrAttachmentStrip, osr_attachment_strip, ADW_TYPE_BIN)

static void make_next (OsrAttachmentStrip *self);

static guint
count (OsrAttachmentStrip *self)
{
  g_auto (GStrv) parts = g_strsplit (self->digests != NULL ? self->digests : "", ",", -1);

  return g_strv_length (parts);
}

static void
say_fault (OsrAttachmentStrip *self, const GError *error)
{
  g_autofree char *words = error != NULL ? osr_attachment_words_fault (error) : NULL;

  gtk_label_set_label (GTK_LABEL (self->fault), words != NULL ? words : "");
  gtk_widget_set_visible (self->fault, words != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL || self->digests != NULL);
}

static void
set_digests (OsrAttachmentStrip *self, const char *digests)
{
  char *copy = digests != NULL && *digests != '\0' ? g_strdup (digests) : NULL;

  g_free (self->digests);
  self->digests = copy;
}

static void
take_away (OsrAttachmentStrip *self, OsrAttachmentTile *tile)
{
  g_auto (GStrv) parts = g_strsplit (self->digests != NULL ? self->digests : "", ",", -1);
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_strcmp0 (parts[i], osr_attachment_tile_get_digest (tile)) != 0)
      g_string_append_printf (left, "%s%s", left->len > 0 ? "," : "", parts[i]);
  }
  osr_attachment_strip_show (self, self->replica, left->str, self->limits);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_tile (OsrAttachmentStrip *self, const char *digest, guint number)
{
  GtkWidget *tile = osr_attachment_tile_new (self->replica, digest, number, self->limits != NULL);

  if (self->brief)
    osr_attachment_tile_be_brief (OSR_ATTACHMENT_TILE (tile));
  g_signal_connect_object (tile, "removed", G_CALLBACK (take_away), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->tiles), tile);
}

static void
fill (OsrAttachmentStrip *self)
{
  g_auto (GStrv) parts = g_strsplit (self->digests != NULL ? self->digests : "", ",", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->tiles)) != NULL)
    gtk_box_remove (GTK_BOX (self->tiles), child);
  for (guint i = 0; self->replica != NULL && parts[i] != NULL; i++)
    add_tile (self, parts[i], i + 1);
  gtk_widget_set_visible (self->scroller, self->digests != NULL);
  say_fault (self, NULL);
}

static void
let_waiting_go (OsrAttachmentStrip *self)
{
  g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  g_queue_clear_full (&self->waiting, g_object_unref);
  self->busy = FALSE;
}

void
osr_attachment_strip_show (OsrAttachmentStrip *self, OsrReplica *replica, const char *digests,
                           const OsrMediaLimits *limits)
{
  gboolean editable = self->limits != NULL;

  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  self->limits = limits;
  if (digests != NULL && *digests == '\0')
    digests = NULL;
  if (self->replica == replica && g_strcmp0 (self->digests, digests) == 0 &&
      editable == (limits != NULL))
    return;
  g_set_object (&self->replica, replica);
  set_digests (self, digests);
  fill (self);
}

void
osr_attachment_strip_set_name (OsrAttachmentStrip *self, const char *name)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tiles), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
osr_attachment_strip_be_brief (OsrAttachmentStrip *self)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  self->brief = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "brief");
  fill (self);
}

const char *
osr_attachment_strip_get_digests (OsrAttachmentStrip *self)
{
  g_return_val_if_fail (OSR_IS_ATTACHMENT_STRIP (self), NULL);

  return self->digests;
}

gboolean
osr_attachment_strip_is_busy (OsrAttachmentStrip *self)
{
  g_return_val_if_fail (OSR_IS_ATTACHMENT_STRIP (self), FALSE);

  return self->busy;
}

/* The same file twice goes along once. */
static void
append (OsrAttachmentStrip *self, const char *digest)
{
  g_autofree char *longer = NULL;

  if (self->digests != NULL && strstr (self->digests, digest) != NULL)
    return;
  longer = self->digests != NULL ? g_strjoin (",", self->digests, digest, NULL) : g_strdup (digest);
  osr_attachment_strip_show (self, self->replica, longer, self->limits);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
end_one (OsrAttachmentStrip *self, const GError *error)
{
  self->busy = FALSE;
  if (error != NULL)
    say_fault (self, error);
  make_next (self);
  /* what waited for it may go now */
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentStrip) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = osr_replica_keep_file_finish (OSR_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (digest != NULL)
    append (self, digest);
  end_one (self, error);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentStrip) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = osr_attachment_make_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (bytes == NULL)
    end_one (self, error);
  else
    osr_replica_keep_file_async (self->replica, bytes, self->stop, on_kept, g_object_ref (self));
}

static void
on_encoded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentStrip) self = data;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes == NULL || self->limits == NULL)
    return;
  osr_attachment_make_from_bytes_async (bytes, self->limits, self->stop, on_made,
                                        g_object_ref (self));
}

static void
encode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
make_next (OsrAttachmentStrip *self)
{
  g_autoptr (GObject) next = NULL;
  g_autoptr (GError) full = NULL;

  if (self->busy || self->limits == NULL || self->replica == NULL)
    return;
  next = g_queue_pop_head (&self->waiting);
  if (next == NULL)
    return;
  if (count (self) >= self->limits->files) {
    full = g_error_new_literal (OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                                "The network takes no more files with a reply");
    g_queue_clear_full (&self->waiting, g_object_unref);
    say_fault (self, full);
    return;
  }
  self->busy = TRUE;
  if (G_IS_FILE (next)) {
    osr_attachment_make_async (G_FILE (next), self->limits, self->stop, on_made,
                               g_object_ref (self));
  } else {
    g_autoptr (GTask) task = g_task_new (NULL, self->stop, on_encoded, g_object_ref (self));

    g_task_set_source_tag (task, make_next);
    g_task_set_task_data (task, g_object_ref (next), g_object_unref);
    g_task_run_in_thread (task, encode_in_thread);
  }
}

static void
add (OsrAttachmentStrip *self, gpointer object)
{
  if (self->limits == NULL || self->replica == NULL)
    return;
  say_fault (self, NULL);
  g_queue_push_tail (&self->waiting, g_object_ref (object));
  make_next (self);
}

void
osr_attachment_strip_add_file (OsrAttachmentStrip *self, GFile *file)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  add (self, file);
}

/* -- Dropped and pasted -- */

static gboolean
take_value (OsrAttachmentStrip *self, const GValue *value)
{
  GSList *files;

  if (self->limits == NULL || self->limits->files == 0)
    return FALSE;
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE)) {
    add (self, g_value_get_object (value));
    return TRUE;
  }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = g_value_get_boxed (value);
  for (GSList *at = files; at != NULL; at = at->next)
    add (self, at->data);
  return files != NULL;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer self)
{
  return take_value (self, value);
}

void
osr_attachment_strip_accept_drops (OsrAttachmentStrip *self, GtkWidget *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target;

  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* before the text field, which would take the name of the file for words */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentStrip) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    take_value (self, value);
}

gboolean
osr_attachment_strip_paste (OsrAttachmentStrip *self)
{
  GdkClipboard *clipboard;
  GdkContentFormats *formats;
  GType type;

  g_return_val_if_fail (OSR_IS_ATTACHMENT_STRIP (self), FALSE);

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  formats = gdk_clipboard_get_formats (clipboard);
  if (self->limits == NULL || self->limits->files == 0)
    return FALSE;
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  else if (!gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) &&
           gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    type = GDK_TYPE_TEXTURE;
  else
    return FALSE;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->stop, on_pasted,
                                  g_object_ref (self));
  return TRUE;
}

/* -- Chosen -- */

static void
on_chosen (OsrAttachmentStrip *self, int response)
{
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    add (self, file);
  }
}

void
osr_attachment_strip_choose (OsrAttachmentStrip *self)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", "video/mp4",
                                       "video/quicktime" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root;

  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  if (self->chooser != NULL || self->limits == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  self->chooser =
      gtk_file_chooser_native_new (_ ("Attach a photo or video"),
                                   GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), _ ("_Cancel"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  gtk_file_filter_set_name (filter, _ ("Photos and videos"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
osr_attachment_strip_stop (OsrAttachmentStrip *self)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_STRIP (self));

  let_waiting_go (self);
}

static void
osr_attachment_strip_dispose (GObject *object)
{
  OsrAttachmentStrip *self = OSR_ATTACHMENT_STRIP (object);

  let_waiting_go (self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (osr_attachment_strip_parent_class)->dispose (object);
}

static void
osr_attachment_strip_finalize (GObject *object)
{
  OsrAttachmentStrip *self = OSR_ATTACHMENT_STRIP (object);

  g_clear_object (&self->stop);
  g_free (self->digests);
  G_OBJECT_CLASS (osr_attachment_strip_parent_class)->finalize (object);
}

static void
osr_attachment_strip_class_init (OsrAttachmentStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_attachment_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_attachment_strip_finalize;
  signals[CHANGED] = g_signal_new ("changed", OSR_TYPE_ATTACHMENT_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/attachments/osr-attachment-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentStrip, tiles);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentStrip, fault);
}

static void
osr_attachment_strip_init (OsrAttachmentStrip *self)
{
  g_queue_init (&self->waiting);
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
