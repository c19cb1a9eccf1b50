/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a snapshot unpacks to, in whatever pieces it was packed: its lines are read to the end or
 * refused, and each entry is taken whole or refused whole. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "fuzz-input.h"
#include "net/osr-protocol-records.h"
#include "sync/first/osr-snapshot-lines.h"

static char *path;

/* Packed as a coordinator would, or, by the first byte, left as it is: no gzip file then. */
static void
write_down (const guint8 *data, size_t size)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) raw =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL);
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) out = NULL;

  g_assert_nonnull (raw);
  out = size > 0 && data[0] == '!' ? g_object_ref (G_OUTPUT_STREAM (raw))
                                   : g_converter_output_stream_new (G_OUTPUT_STREAM (raw), gzip);
  g_assert_true (g_output_stream_write_all (out, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
}

static void
read_entry (JsonObject *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireEntry) entry = osr_wire_entry_read (line, &error);

  g_assert_true ((entry == NULL) == (error != NULL));
  for (guint i = 0; entry != NULL && i < entry->events->len; i++)
    osr_wire_event_check (entry->events->pdata[i], NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (OsrSnapshotLines) lines = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  write_down (data, size);
  lines = osr_snapshot_lines_open (path, &error);
  g_assert_no_error (error);
  for (gsize n = 0; more; n++) {
    g_autoptr (JsonObject) line = osr_snapshot_lines_next (lines, &error);

    /* every line has its end in the input */
    g_assert_cmpuint (n, <=, size);
    g_assert_true (line == NULL || error == NULL);
    more = line != NULL;
    if (more)
      read_entry (line);
  }
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };
  int file = g_file_open_tmp ("osr-fuzz-XXXXXX", &path, NULL);
  int status;

  g_assert (file >= 0);
  close (file);
  status = fuzz_main (argc, argv, "fuzz-snapshot", corpus);
  g_unlink (path);
  g_free (path);
  return status;
}
#endif
