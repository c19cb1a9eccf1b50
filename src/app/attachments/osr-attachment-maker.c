/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo is decoded only where it must be turned, or is of a kind that the network does not take; and
 * only after its pixels were counted. Everything else keeps its bytes but for what is cleaned away. */
#include "app/attachments/osr-attachment-maker.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "core/osr-error.h"

#define QUALITY "92"

typedef struct {
  GFile *file;   /* nullable */
  GBytes *bytes; /* nullable: instead */
  const OsrMediaLimits *limits;
} Making;

static void
making_free (Making *making)
{
  g_clear_object (&making->file);
  g_clear_pointer (&making->bytes, g_bytes_unref);
  g_free (making);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* The size is asked before anything is read. */
static GBytes *
load (Making *making, GCancellable *cancellable, GError **error)
{
  guint64 most = MAX (making->limits->photo_size, making->limits->video_size);
  g_autoptr (GFileInfo) info = NULL;

  if (making->bytes != NULL)
    return g_bytes_ref (making->bytes);
  info = g_file_query_info (making->file,
                            G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    refuse (error, "The file is no photo (JPEG, PNG, WebP) and no video (MP4, MOV)");
    return NULL;
  }
  if ((guint64) g_file_info_get_size (info) > most) {
    refuse (error, "A file is larger than the network takes");
    return NULL;
  }
  return g_file_load_bytes (making->file, cancellable, NULL, error);
}

/* Decoded, turned as it is to be seen, and written anew. */
static GBytes *
draw_anew (GBytes *bytes, const OsrMediaLook *look, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) stored = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  g_autoptr (GdkPixbuf) upright =
      stored != NULL ? gdk_pixbuf_apply_embedded_orientation (stored) : NULL;
  gboolean png = upright != NULL && gdk_pixbuf_get_has_alpha (upright);
  char *data = NULL;
  gsize size;

  if (upright == NULL ||
      !(png ? gdk_pixbuf_save_to_buffer (upright, &data, &size, "png", NULL, NULL)
            : gdk_pixbuf_save_to_buffer (upright, &data, &size, "jpeg", NULL, "quality", QUALITY,
                                         NULL))) {
    refuse (error, look->kind == OSR_MEDIA_WEBP
                       ? "The file is no photo (JPEG, PNG, WebP) and no video (MP4, MOV)"
                       : "The photo lies on its side and cannot be turned here");
    return NULL;
  }
  return g_bytes_new_take (data, size);
}

static gboolean
check_size (GBytes *bytes, const OsrMediaLook *look, const OsrMediaLimits *limits, GError **error)
{
  gboolean video = look->kind == OSR_MEDIA_VIDEO;

  if (video && limits->video_size == 0)
    return refuse (error, "The network takes no videos with a reply");
  return g_bytes_get_size (bytes) <= (video ? limits->video_size : limits->photo_size) ||
         refuse (error, "A file is larger than the network takes");
}

static GBytes *
make (Making *making, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = load (making, cancellable, error);
  g_autoptr (GBytes) upright = NULL;
  g_autoptr (GBytes) clean = NULL;
  OsrMediaLook look;

  if (bytes == NULL || !osr_media_look (bytes, &look, error))
    return NULL;
  if (look.orientation != 1 || (look.kind == OSR_MEDIA_WEBP && !making->limits->webp))
    upright = draw_anew (bytes, &look, error);
  else
    upright = g_bytes_ref (bytes);
  clean = upright != NULL ? osr_media_clean (upright, error) : NULL;
  if (clean == NULL || !check_size (clean, &look, making->limits, error))
    return NULL;
  return g_steal_pointer (&clean);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = make (data, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static Making *
begin (GTask *task, const OsrMediaLimits *limits)
{
  Making *making = g_new0 (Making, 1);

  making->limits = limits;
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  return making;
}

void
osr_attachment_make_async (GFile *file, const OsrMediaLimits *limits, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  begin (task, limits)->file = g_object_ref (file);
  g_task_run_in_thread (task, make_in_thread);
}

void
osr_attachment_make_from_bytes_async (GBytes *bytes, const OsrMediaLimits *limits,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  begin (task, limits)->bytes = g_bytes_ref (bytes);
  g_task_run_in_thread (task, make_in_thread);
}

GBytes *
osr_attachment_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
