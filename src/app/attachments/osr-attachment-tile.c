/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture is made small in a thread, after its pixels were counted; a video shows what it is. */
#include "app/attachments/osr-attachment-tile.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-picture-window.h"
#include "core/media/osr-media.h"
#include "sync/files/osr-replica-files.h"

/* Twice what is shown, for screens with small pixels. */
#define WIDTH  176
#define HEIGHT 120

struct _OsrAttachmentTile {
  AdwBin parent_instance;

  /* template */
  GtkWidget *open;
  GtkStack *stack;
  GtkWidget *symbol;
  GtkWidget *picture;
  GtkWidget *remove;
  GtkWidget *words;

  /* owned */
  char *digest;
  char *path; /* nullable: where a photo lies that can be shown large */
  char *name; /* nullable: what it is */
  GCancellable *stop;
  guint number;
};

enum { REMOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrAttachmentTile, osr_attachment_tile, ADW_TYPE_BIN)

/* What a thread finds out of a file. */
typedef struct {
  char *path;
  OsrMediaKind kind;
  gsize size;
  GdkPixbuf *small; /* nullable */
} Sight;

static void
sight_free (Sight *sight)
{
  g_free (sight->path);
  g_clear_object (&sight->small);
  g_free (sight);
}

static void
removed (OsrAttachmentTile *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
opened (OsrAttachmentTile *self)
{
  osr_attachment_tile_open (self);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sight *sight = data;
  GError *error = NULL;
  g_autoptr (GMappedFile) map = g_mapped_file_new (sight->path, FALSE, &error);
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  OsrMediaLook look;

  if (bytes == NULL || !osr_media_look (bytes, &look, &error)) {
    g_task_return_error (task, error);
    return;
  }
  sight->kind = look.kind;
  sight->size = g_bytes_get_size (bytes);
  if (look.kind != OSR_MEDIA_VIDEO && look.width > look.height)
    sight->small = gdk_pixbuf_new_from_file_at_scale (sight->path, -1, HEIGHT, TRUE, NULL);
  else if (look.kind != OSR_MEDIA_VIDEO)
    sight->small = gdk_pixbuf_new_from_file_at_scale (sight->path, WIDTH, -1, TRUE, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
name_tile (OsrAttachmentTile *self, OsrMediaKind kind, const char *size)
{
  /* Translators: one of the files that go along with a reply, by its place */
  g_autofree char *name =
      g_strdup_printf (kind == OSR_MEDIA_VIDEO ? _ ("Video %u") : _ ("Photo %u"), self->number);
  g_autofree char *whole = g_strdup_printf ("%s · %s", name, size);

  gtk_label_set_label (GTK_LABEL (self->words), size);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), whole);
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentTile) self = OSR_ATTACHMENT_TILE (g_object_ref (source));
  Sight *sight = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *size = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  size = g_format_size_full (sight->size, G_FORMAT_SIZE_IEC_UNITS);
  name_tile (self, sight->kind, size);
  if (sight->kind == OSR_MEDIA_VIDEO)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->symbol), "video-x-generic-symbolic");
  if (sight->small == NULL)
    return;
  self->path = g_strdup (sight->path);
  gtk_widget_set_sensitive (self->open, TRUE);
  texture = gdk_texture_new_for_pixbuf (sight->small);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentTile) self = data;
  g_autoptr (GTask) task = NULL;
  char *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);
  Sight *sight;

  if (path == NULL) {
    gtk_label_set_label (GTK_LABEL (self->words), _ ("not here yet"));
    return;
  }
  sight = g_new0 (Sight, 1);
  sight->path = path;
  task = g_task_new (self, self->stop, on_seen, NULL);
  g_task_set_source_tag (task, on_fetched);
  g_task_set_task_data (task, sight, (GDestroyNotify) sight_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
osr_attachment_tile_dispose (GObject *object)
{
  OsrAttachmentTile *self = OSR_ATTACHMENT_TILE (object);

  g_cancellable_cancel (self->stop);
  G_OBJECT_CLASS (osr_attachment_tile_parent_class)->dispose (object);
}

static void
osr_attachment_tile_finalize (GObject *object)
{
  OsrAttachmentTile *self = OSR_ATTACHMENT_TILE (object);

  g_clear_object (&self->stop);
  g_free (self->digest);
  g_free (self->path);
  g_free (self->name);
  G_OBJECT_CLASS (osr_attachment_tile_parent_class)->finalize (object);
}

static void
osr_attachment_tile_class_init (OsrAttachmentTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_attachment_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_attachment_tile_finalize;
  signals[REMOVED] = g_signal_new ("removed", OSR_TYPE_ATTACHMENT_TILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/attachments/osr-attachment-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, open);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, symbol);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, picture);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, remove);
  gtk_widget_class_bind_template_child (widget_class, OsrAttachmentTile, words);
  gtk_widget_class_bind_template_callback (widget_class, opened);
  gtk_widget_class_bind_template_callback (widget_class, removed);
}

static void
osr_attachment_tile_init (OsrAttachmentTile *self)
{
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_attachment_tile_new (OsrReplica *replica, const char *digest, guint number, gboolean removable)
{
  OsrAttachmentTile *self = g_object_new (OSR_TYPE_ATTACHMENT_TILE, NULL);

  self->digest = g_strdup (digest);
  self->number = number;
  gtk_widget_set_visible (self->remove, removable);
  osr_replica_fetch_file_async (replica, digest, self->stop, on_fetched, g_object_ref (self));
  return GTK_WIDGET (self);
}

const char *
osr_attachment_tile_get_digest (OsrAttachmentTile *self)
{
  g_return_val_if_fail (OSR_IS_ATTACHMENT_TILE (self), NULL);

  return self->digest;
}

gboolean
osr_attachment_tile_open (OsrAttachmentTile *self)
{
  GtkRoot *root;
  GtkWidget *window;

  g_return_val_if_fail (OSR_IS_ATTACHMENT_TILE (self), FALSE);

  if (self->path == NULL)
    return FALSE;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  window = osr_picture_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->path,
                                   self->name);
  gtk_window_present (GTK_WINDOW (window));
  return TRUE;
}
