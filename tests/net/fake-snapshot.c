/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots of the fake coordinator: "office", the office's stream and all cases. Pieces
 * are cut here: the server's own way reads behind the end of a short file. */
#include "fake-coordinator-private.h"

#include <gio/gio.h>
#include <stdio.h>

#include "core/osr-json.h"

static void
add_line (GString *text, JsonObject *object)
{
  g_autofree char *line = osr_json_write_object (object);

  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

static void
add_header (FakeCoordinator *self, GString *text, const char *scope, guint cases)
{
  g_autoptr (JsonObject) header = json_object_new ();
  g_autofree char *next = g_strdup_printf ("%u-%s", self->feed->len, self->epoch);

  json_object_set_string_member (header, "epoch", self->epoch);
  json_object_set_string_member (header, "next", next);
  json_object_set_string_member (header, "scope", scope);
  json_object_set_int_member (header, "cases", cases);
  json_object_set_int_member (header, "events", self->log->len);
  add_line (text, header);
}

static void
add_stream (FakeCoordinator *self, GString *text, const char *stream)
{
  g_autoptr (JsonObject) entry = json_object_new ();

  json_object_set_string_member (entry, "kind", "case");
  json_object_set_string_member (entry, "case", stream);
  json_object_set_int_member (entry, "seq", fake_coordinator_find_last (self, stream)->seq);
  json_object_set_array_member (entry, "events",
                                fake_server_list_events (self, stream, 0, G_MAXINT64));
  add_line (text, entry);
}

static void
add_streams (FakeCoordinator *self, gboolean office, GPtrArray *streams)
{
  for (guint i = 0; i < self->log->len; i++) {
    FakeStored *stored = g_ptr_array_index (self->log, i);

    if (g_str_equal (stored->stream, "office") == office &&
        !g_hash_table_contains (self->hidden, stored->stream) &&
        !g_ptr_array_find_with_equal_func (streams, stored->stream, g_str_equal, NULL))
      g_ptr_array_add (streams, stored->stream);
  }
}

static GBytes *
pack (const GString *text)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);

  g_assert_true (g_output_stream_write_all (stream, text->str, text->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
answer_piece (SoupServerMessage *message, const char *data, gsize length)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *range =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Range");
  guint64 from, to;

  g_assert_nonnull (range);
  g_assert_cmpint (sscanf (range, "bytes=%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, &from, &to), ==,
                   2);
  g_assert_cmpuint (from, <, length);
  to = MIN (to, length - 1);
  soup_message_headers_set_content_range (headers, (goffset) from, (goffset) to, (goffset) length);
  soup_server_message_set_status (message, 206, NULL);
  soup_server_message_set_response (message, "application/gzip", SOUP_MEMORY_COPY, data + from,
                                    to - from + 1);
}

gboolean
fake_snapshot_answer (FakeCoordinator *self, SoupServerMessage *message, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) streams = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *etag = NULL;
  guint office;
  gsize length;
  const char *data;

  if (!self->snapshots || !g_str_equal (name, "office"))
    return FALSE;
  add_streams (self, TRUE, streams);
  office = streams->len;
  add_streams (self, FALSE, streams);
  add_header (self, text, name, streams->len - office);
  for (guint i = 0; i < streams->len; i++)
    add_stream (self, text, g_ptr_array_index (streams, i));
  if (!self->cut_snapshots)
    g_string_append (text, "{\"end\":true}\n");
  bytes = pack (text);
  data = g_bytes_get_data (bytes, &length);
  etag = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  soup_message_headers_replace (headers, "ETag", etag);
  answer_piece (message, data, length);
  return TRUE;
}

void
fake_coordinator_set_snapshots (FakeCoordinator *self, gboolean whole)
{
  self->snapshots = TRUE;
  self->cut_snapshots = !whole;
}
