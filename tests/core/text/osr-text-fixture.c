/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads from the checkout, not from what is built in. */
#include "osr-text-fixture.h"

static GBytes *
load_data (const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (OSR_TEST_DATA, name, NULL);
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

OsrTextReader *
text_fixture_reader_new (const char *region)
{
  g_autoptr (GError) error = NULL;
  OsrTextReader *reader = osr_text_reader_new (load_data, region, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);
  return reader;
}

char *
text_fixture_load (const char *name)
{
  g_autofree char *path = g_build_filename (OSR_TEST_TEXTS, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

GPtrArray *
text_fixture_load_lines (const char *name)
{
  g_autofree char *contents = text_fixture_load (name);
  g_auto (GStrv) all = g_strsplit (contents, "\n", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; all[i] != NULL; i++) {
    if (all[i][0] != '\0' && all[i][0] != '#')
      g_ptr_array_add (lines, g_strdup (all[i]));
  }
  return lines;
}

GStrv
text_fixture_split (const char *line)
{
  return g_strsplit (line, "\t", -1);
}

guint
text_fixture_count (OsrTextReader *reader, const char *text, OsrScreeningKind kind)
{
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);
  guint n = 0;

  for (guint i = 0; i < reading->findings->len; i++)
    n += g_array_index (reading->findings, OsrScreeningFinding, i).kind == kind ? 1 : 0;
  return n;
}
