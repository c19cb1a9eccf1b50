/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture is made small by the reader; a video shows what it is. */
#include "app/attachments/osr-attachment-tile.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-picture-reader.h"
#include "app/attachments/osr-picture-viewer.h"
#include "sync/files/osr-replica-files.h"

/* Twice what is shown, for screens with small pixels. */
#define WIDTH  264
#define HEIGHT 180

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
  char *name;        /* "Photo 2" */
  OsrMediaKind kind; /* both once it was seen */
  gint64 size;
  GCancellable *stop;
  OsrReplica *replica;
  guint number;
  gboolean absent; /* neither here nor to be had now */
};

enum { REMOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrAttachmentTile, osr_attachment_tile, ADW_TYPE_BIN)

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
name_tile (OsrAttachmentTile *self, const char *size)
{
  /* Translators: one of the files that go along with a reply, by its place */
  g_autofree char *name = g_strdup_printf (
      self->kind == OSR_MEDIA_VIDEO ? _ ("Video %u") : _ ("Photo %u"), self->number);
  g_autofree char *whole =
      *size != '\0' ? g_strdup_printf ("%s · %s", name, size) : g_strdup (name);
  g_autofree char *label = NULL;

  gtk_label_set_label (GTK_LABEL (self->words), size);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
  /* Translators: %s is "Photo 2" */
  label = g_strdup_printf (_ ("%s, open large"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), whole);
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentTile) self = data;
  g_autoptr (OsrPicture) seen = osr_picture_read_finish (result, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *size = NULL;

  if (seen == NULL || g_cancellable_is_cancelled (self->stop))
    return;
  size = g_format_size_full (seen->size, G_FORMAT_SIZE_IEC_UNITS);
  self->kind = seen->kind;
  self->size = (gint64) seen->size;
  name_tile (self, size);
  if (seen->kind == OSR_MEDIA_VIDEO)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->symbol), "video-x-generic-symbolic");
  if (seen->pixbuf == NULL)
    return;
  texture = gdk_texture_new_for_pixbuf (seen->pixbuf);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAttachmentTile) self = data;
  g_autofree char *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);

  if (g_cancellable_is_cancelled (self->stop))
    return;
  self->absent = path == NULL;
  if (path != NULL)
    osr_picture_read_async (path, WIDTH, HEIGHT, TRUE, self->stop, on_seen, g_object_ref (self));
  else
    gtk_label_set_label (GTK_LABEL (self->words), _ ("not here yet"));
}

static void
fetch (OsrAttachmentTile *self)
{
  self->absent = FALSE;
  osr_replica_fetch_file_async (self->replica, self->digest, self->stop, on_fetched,
                                g_object_ref (self));
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
  g_clear_object (&self->replica);
  g_free (self->digest);
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
  self->replica = g_object_ref (replica);
  name_tile (self, "");
  fetch (self);
  return GTK_WIDGET (self);
}

void
osr_attachment_tile_try_again (OsrAttachmentTile *self)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_TILE (self));

  if (self->absent)
    fetch (self);
}

const char *
osr_attachment_tile_get_digest (OsrAttachmentTile *self)
{
  g_return_val_if_fail (OSR_IS_ATTACHMENT_TILE (self), NULL);

  return self->digest;
}

void
osr_attachment_tile_be_brief (OsrAttachmentTile *self)
{
  g_return_if_fail (OSR_IS_ATTACHMENT_TILE (self));

  gtk_widget_set_visible (self->words, FALSE);
}

void
osr_attachment_tile_open (OsrAttachmentTile *self)
{
  GtkRoot *root;
  GtkWidget *window;

  g_return_if_fail (OSR_IS_ATTACHMENT_TILE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  window = osr_picture_viewer_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->replica,
                                   self->digest, self->name, self->size,
                                   osr_media_get_suffix (self->kind));
  gtk_window_present (GTK_WINDOW (window));
}
