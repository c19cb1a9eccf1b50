/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A download asks for one piece after another and writes each down before it asks for the next. The
 * pieces belong together by the file's ETag; when the coordinator has another file by then, it
 * answers with the whole of that, and the download begins anew. */
#include "net/osr-protocol-files.h"

#include <glib/gstdio.h>
#include <string.h>

#include "net/osr-protocol-call.h"
#include "net/osr-protocol-fault.h"

#define PIECE_BYTES     (4 * 1024 * 1024)
#define MOST_BYTES      (G_GINT64_CONSTANT (1) << 40)
#define MOST_ETAG       200
#define TIMEOUT_SECONDS 120

typedef struct {
  char *path;      /* of the protocol: "/v1/snapshot/" */
  char *name;      /* after it */
  char *file;      /* to be */
  char *part;      /* its beginning */
  char *etag_file; /* which file it is the beginning of */
  char *digest;    /* nullable: what the bytes must have */
  char *etag;      /* nullable: nothing is here yet */
  OsrProtocolProgress progress;
  gpointer progress_data;
  GOutputStream *out; /* nullable */
  GBytes *piece;      /* nullable: being written */
  gint64 done;
  gint64 total;
} Download;

static void ask (GTask *task);

static void
download_free (Download *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->file);
  g_free (self->part);
  g_free (self->etag_file);
  g_free (self->digest);
  g_free (self->etag);
  g_clear_object (&self->out);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_free (self);
}

/* What an earlier run left. Without its ETag a beginning is of nothing. */
static void
find_beginning (Download *self)
{
  g_autofree char *etag = NULL;
  gsize length;
  GStatBuf status;

  if (!g_file_get_contents (self->etag_file, &etag, &length, NULL) || length == 0 ||
      length > MOST_ETAG || g_stat (self->part, &status) != 0 || status.st_size <= 0)
    return;
  self->etag = g_steal_pointer (&etag);
  self->done = status.st_size;
}

static gboolean
has_digest (const char *path, const char *digest)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autofree char *found = NULL;

  if (bytes == NULL)
    return FALSE;
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_str_equal (found, digest);
}

static void
forget_beginning (Download *self)
{
  g_unlink (self->part);
  g_unlink (self->etag_file);
}

/* In a thread: closing waits for the disk, and a digest reads it all. */
static void
complete_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Download *self = data;
  g_autoptr (GError) error = NULL;

  if (self->out != NULL && !g_output_stream_close (self->out, NULL, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (self->digest != NULL && !has_digest (self->part, self->digest)) {
    forget_beginning (self);
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "What was downloaded is not what was asked for");
    return;
  }
  if (g_rename (self->part, self->file) != 0) {
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno),
                             "The file could not be kept");
    return;
  }
  g_unlink (self->etag_file);
  g_task_return_boolean (task, TRUE);
}

static void
on_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
complete (GTask *task)
{
  g_autoptr (GTask) work =
      g_task_new (g_task_get_source_object (task), NULL, on_complete, g_object_ref (task));

  g_task_set_source_tag (work, complete);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (work, complete_in_thread);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->done += (gint64) g_bytes_get_size (self->piece);
  g_clear_pointer (&self->piece, g_bytes_unref);
  if (self->progress != NULL)
    self->progress (self->done, self->total, self->progress_data);
  if (self->done < self->total)
    ask (task);
  else
    complete (task);
}

/* Opens the file to be written on, from its beginning when this is another one than before. */
static gboolean
open_part (Download *self, gboolean anew, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->part);
  GFileCreateFlags flags = G_FILE_CREATE_PRIVATE;

  if (self->out != NULL && !anew)
    return TRUE;
  g_clear_object (&self->out);
  if (anew) {
    forget_beginning (self);
    if (!g_file_set_contents_full (self->etag_file, self->etag, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error))
      return FALSE;
  }
  self->out = G_OUTPUT_STREAM (g_file_append_to (file, flags, NULL, error));
  return self->out != NULL;
}

static void
write_piece (GTask *task, GBytes *piece, gboolean anew)
{
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!open_part (self, anew, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->piece = g_bytes_ref (piece);
  g_output_stream_write_all_async (self->out, g_bytes_get_data (piece, NULL),
                                   g_bytes_get_size (piece), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_written, g_object_ref (task));
}

/* "bytes FROM-TO/TOTAL" */
static gboolean
read_content_range (const char *text, gint64 *from, gint64 *to, gint64 *total)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL || !g_str_has_prefix (text, "bytes "))
    return FALSE;
  parts = g_strsplit_set (text + strlen ("bytes "), "-/", 4);
  return g_strv_length (parts) == 3 &&
         g_ascii_string_to_signed (parts[0], 10, 0, MOST_BYTES, from, NULL) &&
         g_ascii_string_to_signed (parts[1], 10, *from, MOST_BYTES, to, NULL) &&
         g_ascii_string_to_signed (parts[2], 10, *to + 1, MOST_BYTES, total, NULL);
}

/* Whether the piece is the one that comes next of the same file. */
static gboolean
take_piece (Download *self, OsrHttpAnswer *answer, gboolean *anew)
{
  const char *etag = osr_http_answer_get_header (answer, "ETag");
  gint64 size = (gint64) g_bytes_get_size (osr_http_answer_get_body (answer));
  gint64 from, to;

  if (etag == NULL || *etag == '\0' || strlen (etag) > MOST_ETAG ||
      !read_content_range (osr_http_answer_get_header (answer, "Content-Range"), &from, &to,
                           &self->total) ||
      to - from + 1 != size)
    return FALSE;
  *anew = g_strcmp0 (etag, self->etag) != 0;
  if (*anew) {
    g_free (self->etag);
    self->etag = g_strdup (etag);
    self->done = 0;
  }
  return from == self->done;
}

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrHttpAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (JsonObject) fault = NULL;
  gboolean anew = FALSE;
  guint status = answer != NULL ? osr_http_answer_get_status (answer) : 0;

  if (status == 206 && take_piece (self, answer, &anew)) {
    write_piece (task, osr_http_answer_get_body (answer), anew);
  } else if (self->etag != NULL && (status == 412 || status == 416 || status == 206)) {
    /* the file of which a part is here is there no more */
    forget_beginning (self);
    g_clear_pointer (&self->etag, g_free);
    g_clear_object (&self->out);
    self->done = 0;
    ask (task);
  } else if (answer != NULL && osr_http_answer_is_success (answer)) {
    osr_protocol_call_set_incomplete (&error, "a download");
    g_task_return_error (task, error);
  } else {
    fault = answer != NULL ? osr_protocol_fault_set (answer, &error) : NULL;
    g_task_return_error (task, error);
  }
}

static void
ask (GTask *task)
{
  OsrProtocol *protocol = g_task_get_source_object (task);
  Download *self = g_task_get_task_data (task);
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (protocol, "GET", self->path, self->name);
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                                            self->done, self->done + PIECE_BYTES - 1);

  osr_http_request_set_header (request, "Range", range);
  if (self->etag != NULL)
    osr_http_request_set_header (request, "If-Match", self->etag);
  osr_http_request_set_timeout (request, TIMEOUT_SECONDS);
  osr_protocol_call_send (osr_protocol_call_new (protocol, ask, g_task_get_cancellable (task),
                                                 on_piece, g_object_ref (task)),
                          request);
}

static Download *
download_new (const char *path, const OsrProtocolDownload *asked)
{
  Download *self = g_new0 (Download, 1);

  self->path = g_strdup (path);
  self->name = g_strdup (asked->name);
  self->file = g_strdup (asked->path);
  self->part = g_strconcat (asked->path, ".part", NULL);
  self->etag_file = g_strconcat (asked->path, ".etag", NULL);
  self->progress = asked->progress;
  self->progress_data = asked->progress_data;
  return self;
}

void
osr_protocol_snapshot_async (OsrProtocol *self, const OsrProtocolDownload *download,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Download *state = download_new ("/v1/snapshot/", download);

  g_task_set_source_tag (task, osr_protocol_snapshot_async);
  g_task_set_task_data (task, state, (GDestroyNotify) download_free);
  find_beginning (state);
  ask (task);
}

gboolean
osr_protocol_snapshot_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
osr_protocol_get_attachment_async (OsrProtocol *self, const OsrProtocolDownload *download,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Download *state = download_new ("/v1/attachments/", download);

  state->digest = g_strdup (download->name);
  g_task_set_source_tag (task, osr_protocol_get_attachment_async);
  g_task_set_task_data (task, state, (GDestroyNotify) download_free);
  find_beginning (state);
  ask (task);
}

gboolean
osr_protocol_get_attachment_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
osr_protocol_put_attachment_async (OsrProtocol *self, const char *digest, GBytes *bytes,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "PUT", "/v1/attachments/", digest);

  osr_http_request_set_body (request, "application/octet-stream", bytes);
  osr_http_request_set_timeout (request, TIMEOUT_SECONDS);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_put_attachment_async,
                                                 cancellable, callback, user_data),
                          request);
}

gboolean
osr_protocol_put_attachment_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = osr_protocol_call_finish (result, NULL, error);

  return answer != NULL;
}
