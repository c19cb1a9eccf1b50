/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases travel to a workstation that begins, and in which order. */
#include <string.h>

#include "osr-log-fixture.h"
#include "store/search/osr-index.h"
#include "store/snapshot/osr-log-snapshot.h"

#define DAY (24 * OSR_HOUR)

/* (transfer full): the bytes of the snapshot of the whole office for ivanova, unpacked */
static char *
dup_snapshot (LogFixture *f, GPtrArray *first)
{
  g_autofree char *scope = osr_log_snapshot_dup_scope (f->log, "ivanova", "region");
  OsrSnapshotOrder order = { "ivanova", "region", scope, first };
  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, gunzip);
  g_autoptr (GError) error = NULL;
  gint64 seq;

  g_assert_nonnull (scope);
  osr_log_write_snapshot (f->log, &order, out, &seq, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* (transfer full): last characters of the ids of the cases in it, in order: "3142" */
static char *
dup_cases (LogFixture *f, GPtrArray *first)
{
  g_autofree char *text = dup_snapshot (f, first);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    static const char start[] = "{\"kind\":\"case\",\"case\":\"00000000-0000-4000-8000-";

    if (g_str_has_prefix (lines[i], start))
      g_string_append_c (ids, lines[i][strlen (start) + 11]);
  }
  return g_string_free (ids, FALSE);
}

static void
expect (LogFixture *f, const char *ids)
{
  g_autofree char *cases = dup_cases (f, NULL);

  g_assert_cmpstr (cases, ==, ids);
}

static void
end (LogFixture *f, guint n)
{
  osr_record_unref (log_append (f, case_id (n), "dismissed", "{\"reason\":\"spam\"}", NULL));
}

static void
happens (LogFixture *f, guint n, const char *type)
{
  osr_record_unref (log_append (f, case_id (n), type, NULL, NULL));
}

static LogFixture *
open_office (guint cases)
{
  LogFixture *f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL);
  for (guint i = 1; i <= cases; i++)
    log_find (f, i);
  return f;
}

/* What is said after the end, or destroyed, makes a case neither open nor young. */
static void
test_old_ones_stay (void)
{
  g_autoptr (LogFixture) f = open_office (4);

  for (guint i = 1; i <= 3; i++)
    end (f, i);
  expect (f, "4123");
  f->now += 399 * DAY;
  osr_record_unref (log_append (f, case_id (2), "noted", NULL, "{\"text\":\"t\"}"));
  log_erase (f, case_id (3));
  expect (f, "4123");
  f->now += 2 * DAY;
  expect (f, "4");
}

static void
test_reopened_travels (void)
{
  g_autoptr (LogFixture) f = open_office (2);

  end (f, 1);
  end (f, 2);
  f->now += 10 * DAY;
  happens (f, 1, "reopened");
  osr_record_unref (log_append (f, case_id (1), "noted", NULL, "{\"text\":\"t\"}"));
  expect (f, "12");
  f->now += 500 * DAY;
  expect (f, "1");
  log_erase (f, case_id (1));
  expect (f, "1");
}

/* The office's index says which cases are the person's own, and which of them falls due first. */
static void
test_own_come_first (void)
{
  g_autoptr (LogFixture) f = open_office (6);
  g_autofree char *path = log_fixture_path (f, "index.db");
  g_autoptr (OsrIndex) index = osr_index_open (path, f->log, NULL);
  g_autoptr (GPtrArray) first = NULL;
  g_autofree char *cases = NULL;
  gboolean done = FALSE;

  log_grant (f, "ivanova", "executor", "roads");
  end (f, 2);
  log_route (f, 5, "roads");
  log_route (f, 3, "health");
  log_route (f, 4, "roads");
  while (!done)
    g_assert_true (osr_index_update (index, 100, &done, NULL));
  first = osr_index_list_open (index, "ivanova", 100, NULL);
  g_assert_nonnull (first);
  cases = dup_cases (f, first);
  g_assert_cmpuint (strlen (cases), ==, 6);
  /* own ones, in whichever order their limits have; then the others; what is over last */
  g_assert_true (memchr (cases, '4', 2) != NULL && memchr (cases, '5', 2) != NULL);
  g_assert_cmpint (cases[5], ==, '2');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/snapshot/old-ones-stay", test_old_ones_stay);
  g_test_add_func ("/store/snapshot/reopened-travels", test_reopened_travels);
  g_test_add_func ("/store/snapshot/own-come-first", test_own_come_first);
  return g_test_run ();
}
