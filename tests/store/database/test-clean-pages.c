/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that were moved from page to page before they were deleted leave nothing behind: not in the file,
 * not in its write-ahead log, not in a copy. */
#include <glib/gstdio.h>
#include <string.h>

#include "osr-log-fixture.h"
#include "store/database/osr-database.h"

#define N_ROWS 600

typedef struct {
  char *folder;
  char *path;
  OsrDatabase *database;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("osr-clean-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "box.db", NULL);
  f->database = osr_database_open_schema (f->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (osr_database_exec (f->database,
                                    "CREATE TABLE thing (key INTEGER PRIMARY KEY, words TEXT)"
                                    " WITHOUT ROWID",
                                    NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->database, osr_database_free);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

/* How often the row has its word. */
static guint
count_words (guint row)
{
  return 1 + row * 7 % 90;
}

/* The order goes all over the table, the lengths all over a page. */
static void
add_rows (Fixture *f, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    g_autofree char *sql = g_strdup_printf (
        "INSERT INTO thing VALUES (%u, replace (hex (zeroblob (%u)), '00', 'word%u.'))",
        i * 7919 % 10007, count_words (i), i);

    g_assert_true (osr_database_exec (f->database, sql, NULL));
  }
}

static void
delete_rows (OsrDatabase *database, guint every)
{
  for (guint i = 0; i < N_ROWS; i += every) {
    g_autofree char *sql = g_strdup_printf ("DELETE FROM thing WHERE key = %u", i * 7919 % 10007);

    g_assert_true (osr_database_exec (database, sql, NULL));
  }
}

/* Returns: how many of the deleted rows have words in the file @path or beside it */
static guint
count_left (const char *path, guint every)
{
  static const char *const endings[] = { "", "-wal" };
  guint left = 0;

  for (guint k = 0; k < G_N_ELEMENTS (endings); k++) {
    g_autofree char *name = g_strconcat (path, endings[k], NULL);
    g_autofree char *bytes = NULL;
    gsize n = 0;

    if (!g_file_get_contents (name, &bytes, &n, NULL))
      continue;
    for (guint i = 0; i < N_ROWS; i += every) {
      g_autofree char *word = g_strdup_printf ("word%u.", i);

      left += memmem (bytes, n, word, strlen (word)) != NULL;
    }
  }
  return left;
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_rows (f, 0, N_ROWS);
  g_assert_cmpuint (count_left (f->path, 3), >, 0);
  delete_rows (f->database, 3);
  g_assert_true (osr_database_cut (f->database, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_left (f->path, 3), ==, 0);
  g_assert_true (osr_database_is_whole (f->database, &error));
  g_assert_cmpint (osr_database_get_int (f->database, "SELECT count(*) FROM thing", -1), ==,
                   N_ROWS - N_ROWS / 3);
}

/* Pages that were in memory are written once more, with other rows. */
static void
test_written_on (Fixture *f, gconstpointer data)
{
  add_rows (f, 0, N_ROWS);
  delete_rows (f->database, 3);
  g_assert_true (osr_database_cut (f->database, NULL));
  add_rows (f, N_ROWS, 2 * N_ROWS);
  g_assert_cmpuint (count_left (f->path, 3), ==, 0);
}

static guint
count_in (const char *bytes, gsize n, const char *word)
{
  const char *end = bytes + n;
  guint found = 0;

  while ((bytes = memmem (bytes, (gsize) (end - bytes), word, strlen (word))) != NULL) {
    bytes += strlen (word);
    found++;
  }
  return found;
}

/* A copy is written row after row: none of them is moved, so none is in it twice. */
static void
test_copied (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "copy.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (OsrDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = 0;

  add_rows (f, 0, N_ROWS);
  g_assert_true (osr_database_copy_to (f->database, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  for (guint i = 0; i < N_ROWS; i++) {
    g_autofree char *word = g_strdup_printf ("word%u.", i);

    g_assert_cmpuint (count_in (bytes, n, word), ==, count_words (i));
  }
  copy = osr_database_open_schema (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (osr_database_is_whole (copy, &error));
  g_assert_cmpint (osr_database_get_int (copy, "SELECT count(*) FROM thing", -1), ==, N_ROWS);
}

/* What is not to be cut while somebody reads is said. */
static void
test_being_read (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) reader = NULL;
  g_autoptr (OsrStatement) select = NULL;
  g_autoptr (GError) error = NULL;

  add_rows (f, 0, 10);
  reader = osr_database_open_schema (f->path, NULL, NULL);
  select = osr_database_prepare (reader, "SELECT * FROM thing", NULL);
  g_assert_cmpint (osr_statement_step (select, NULL), ==, OSR_STEP_ROW);
  g_assert_true (osr_database_exec (f->database, "PRAGMA busy_timeout = 1", NULL));
  add_rows (f, 10, 20);
  g_assert_false (osr_database_cut (f->database, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/clean-pages/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("deleted", test_deleted);
  ADD ("written-on", test_written_on);
  ADD ("copied", test_copied);
  ADD ("being-read", test_being_read);
  return g_test_run ();
}
