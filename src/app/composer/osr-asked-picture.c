/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pictures are shown twice as large: a captcha has the height of a line. It is decoded in a thread,
 * after its pixels were counted. Where it cannot be had nothing is shown, and there is its address. */
#include "app/composer/osr-asked-picture.h"

#include <glib/gi18n.h>

#include "core/media/osr-media.h"
#include "sync/files/osr-replica-files.h"

#define MOST_PIXELS  (4 * 1000 * 1000)
#define MOST_WIDTH   320
#define SMALL_HEIGHT 80

struct _OsrAskedPicture {
  AdwBin parent_instance;

  GtkWidget *picture;

  /* owned */
  char *digest; /* nullable */
  GCancellable *stop;
};

enum { PROP_0, PROP_READY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (OsrAskedPicture, osr_asked_picture, ADW_TYPE_BIN)

static void
show_paintable (OsrAskedPicture *self, GdkPaintable *paintable)
{
  int width = paintable != NULL ? gdk_paintable_get_intrinsic_width (paintable) : 0;
  int height = paintable != NULL ? gdk_paintable_get_intrinsic_height (paintable) : 0;
  int times = height > 0 && height < SMALL_HEIGHT && width * 2 <= MOST_WIDTH ? 2 : 1;

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
  if (width > 0 && height > 0)
    gtk_widget_set_size_request (self->picture, MIN (width * times, MOST_WIDTH),
                                 MIN (width * times, MOST_WIDTH) * height / width);
  gtk_widget_set_visible (GTK_WIDGET (self), paintable != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, &error);
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  OsrMediaLook look;
  GdkTexture *texture = NULL;

  if (bytes == NULL || !osr_media_look (bytes, &look, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (look.kind != OSR_MEDIA_VIDEO && (guint64) look.width * look.height <= MOST_PIXELS)
    texture = gdk_texture_new_from_bytes (bytes, NULL);
  g_task_return_pointer (task, texture, g_object_unref);
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAskedPicture) self = OSR_ASKED_PICTURE (g_object_ref (source));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL)
    show_paintable (self, GDK_PAINTABLE (texture));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrAskedPicture) self = data;
  g_autoptr (GTask) task = NULL;
  char *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);

  if (path == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)))) {
    g_free (path);
    return;
  }
  task = g_task_new (self, self->stop, on_seen, NULL);
  g_task_set_source_tag (task, on_fetched);
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
start_anew (OsrAskedPicture *self)
{
  g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
}

static void
osr_asked_picture_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_READY)
    g_value_set_boolean (value, osr_asked_picture_is_ready (OSR_ASKED_PICTURE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_asked_picture_dispose (GObject *object)
{
  g_cancellable_cancel (OSR_ASKED_PICTURE (object)->stop);
  G_OBJECT_CLASS (osr_asked_picture_parent_class)->dispose (object);
}

static void
osr_asked_picture_finalize (GObject *object)
{
  OsrAskedPicture *self = OSR_ASKED_PICTURE (object);

  g_clear_object (&self->stop);
  g_free (self->digest);
  G_OBJECT_CLASS (osr_asked_picture_parent_class)->finalize (object);
}

static void
osr_asked_picture_class_init (OsrAskedPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = osr_asked_picture_get_property;
  object_class->dispose = osr_asked_picture_dispose;
  object_class->finalize = osr_asked_picture_finalize;
  properties[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
osr_asked_picture_init (OsrAskedPicture *self)
{
  self->stop = g_cancellable_new ();
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_picture_set_alternative_text (
      GTK_PICTURE (self->picture),
      _ ("The network’s picture: what stands on it is to be written below"));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->picture, "thumbnail");
  adw_bin_set_child (ADW_BIN (self), self->picture);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
osr_asked_picture_show (OsrAskedPicture *self, OsrReplica *replica, const char *digest)
{
  g_return_if_fail (OSR_IS_ASKED_PICTURE (self));

  if (replica == NULL)
    digest = NULL;
  if (g_strcmp0 (self->digest, digest) == 0)
    return;
  start_anew (self);
  g_free (self->digest);
  self->digest = g_strdup (digest);
  show_paintable (self, NULL);
  if (digest != NULL)
    osr_replica_fetch_file_async (replica, digest, self->stop, on_fetched, g_object_ref (self));
}

gboolean
osr_asked_picture_is_ready (OsrAskedPicture *self)
{
  g_return_val_if_fail (OSR_IS_ASKED_PICTURE (self), FALSE);

  return gtk_picture_get_paintable (GTK_PICTURE (self->picture)) != NULL;
}
