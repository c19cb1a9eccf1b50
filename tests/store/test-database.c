/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner of a SQLite file: migrations, refusals, statements, transactions. */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "osr-log-fixture.h"
#include "store/database/osr-database.h"
#include "test-migrations.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_resources_register (test_migrations_get_resource ());
  f->folder = g_dir_make_tmp ("osr-database-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "box.db", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static OsrDatabase *
open_box (Fixture *f, const char *which, GError **error)
{
  g_autofree char *folder = g_strdup_printf ("/test/%s/box", which);

  return osr_database_open_schema (f->path, folder, error);
}

static OsrDatabase *
open_first (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  OsrDatabase *database = open_box (f, "first", &error);

  g_assert_no_error (error);
  return database;
}

static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  GStatBuf info;

  g_assert_cmpint (osr_database_get_int (database, "PRAGMA user_version", -1), ==, 1);
  g_assert_cmpint (osr_database_get_int (database, "PRAGMA foreign_keys", -1), ==, 1);
  g_assert_cmpint (osr_database_get_int (database, "PRAGMA synchronous", -1), ==, 2);
  g_assert_cmpint (osr_database_get_int (database, "SELECT count(*) FROM thing", -1), ==, 0);
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_migrated (Fixture *f, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (f->path, ".before-2", NULL);
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (OsrDatabase) old = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_database_exec (database, "INSERT INTO thing VALUES (1, 'a')", &error));
  g_clear_pointer (&database, osr_database_free);
  database = open_box (f, "second", &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_database_get_int (database, "PRAGMA user_version", -1), ==, 2);
  g_assert_cmpint (osr_database_get_int (database, "SELECT weight FROM thing", -1), ==, 7);
  old = osr_database_open_schema (aside, "/test/first/box", &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_database_get_int (old, "SELECT id FROM thing", -1), ==, 1);
}

static void
test_broken_migration (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_database_exec (database, "INSERT INTO thing VALUES (1, 'a')", &error));
  g_clear_pointer (&database, osr_database_free);
  g_assert_null (open_box (f, "broken", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "migration 2"));
  database = open_first (f);
  g_assert_cmpint (osr_database_get_int (database, "PRAGMA user_version", -1), ==, 1);
  g_assert_cmpint (osr_database_get_int (
                       database,
                       "SELECT count(*) FROM pragma_table_info('thing') WHERE name = 'weight'", -1),
                   ==, 0);
}

static void
test_newer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDatabase) database = open_box (f, "second", &error);

  g_assert_no_error (error);
  g_clear_pointer (&database, osr_database_free);
  g_assert_null (open_box (f, "first", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "update the program"));
}

static void
test_other_kind (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDatabase) database = open_first (f);

  g_clear_pointer (&database, osr_database_free);
  g_assert_null (osr_database_open (f->path, "outbox", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
}

static void
test_foreign_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_strnfill (8192, 'x');
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (f->path, bytes, 8192, NULL));
  g_assert_null (open_box (f, "first", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (f->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, bytes);
}

static void
test_no_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "none", "box.db", NULL);

  g_assert_null (osr_database_open_schema (path, "/test/first/box", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_rollback (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (OsrTransaction) transaction = osr_transaction_begin (database, &error);

    g_assert_no_error (error);
    g_assert_true (osr_database_exec (database, "INSERT INTO thing VALUES (1, 'a')", &error));
  }
  g_assert_false (osr_database_in_transaction (database));
  g_assert_cmpint (osr_database_get_int (database, "SELECT count(*) FROM thing", -1), ==, 0);
}

/* What joins a transaction neither commits it nor, when freed, undoes it. */
static void
test_joined (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (OsrTransaction) outer = osr_transaction_begin (database, &error);

    for (int i = 0; i < 2; i++) {
      g_autoptr (OsrTransaction) inner = osr_transaction_join (database, &error);

      g_assert_true (osr_database_exec (database, "INSERT INTO thing (name) VALUES ('a')", NULL));
      g_assert_true (osr_transaction_commit (inner, &error));
    }
    g_assert_true (osr_database_in_transaction (database));
  }
  g_assert_cmpint (osr_database_get_int (database, "SELECT count(*) FROM thing", -1), ==, 0);
}

static void
test_statement (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "", "Дорога 🚧", "مرحبا \u202e", "'; DROP TABLE thing; --",
                                       "e\u0301" };
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (OsrStatement) insert =
        osr_database_prepare (database, "INSERT INTO thing (id, name) VALUES (:id, :name)", &error);
    g_autoptr (OsrStatement) select =
        osr_database_prepare (database, "SELECT name FROM thing WHERE id = :id", &error);

    g_assert_no_error (error);
    osr_statement_bind_int (insert, ":id", i);
    osr_statement_bind_text (insert, ":name", texts[i]);
    g_assert_true (osr_statement_run (insert, &error));
    osr_statement_bind_int (select, ":id", i);
    g_assert_cmpint (osr_statement_step (select, &error), ==, OSR_STEP_ROW);
    g_assert_cmpstr (osr_statement_get_text (select, "name"), ==, texts[i]);
    g_assert_cmpint (osr_statement_step (select, &error), ==, OSR_STEP_DONE);
  }
}

static void
test_constraint (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (database, "INSERT INTO thing VALUES (1, :name)", NULL);
  g_autoptr (GError) error = NULL;

  osr_statement_bind_text (insert, ":name", "a");
  g_assert_true (osr_statement_run (insert, &error));
  osr_statement_bind_text (insert, ":name", "b");
  g_assert_false (osr_statement_run (insert, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
}

static void
test_blob (Fixture *f, gconstpointer data)
{
  static const char raw[] = "a\0b";
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (database, "SELECT :full AS full, :empty AS empty, :none AS none", NULL);
  g_autoptr (GBytes) full = g_bytes_new (raw, sizeof raw);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) full_back = NULL;
  g_autoptr (GBytes) empty_back = NULL;

  osr_statement_bind_bytes (select, ":full", full);
  osr_statement_bind_bytes (select, ":empty", empty);
  osr_statement_bind_bytes (select, ":none", NULL);
  g_assert_cmpint (osr_statement_step (select, NULL), ==, OSR_STEP_ROW);
  full_back = osr_statement_dup_bytes (select, "full");
  empty_back = osr_statement_dup_bytes (select, "empty");
  g_assert_true (g_bytes_equal (full, full_back));
  g_assert_true (g_bytes_equal (empty, empty_back));
  g_assert_null (osr_statement_dup_bytes (select, "none"));
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrDatabase) database = open_first (f);
  g_autofree char *path = g_build_filename (f->folder, "copy.db", NULL);
  g_autoptr (OsrDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_database_exec (database, "INSERT INTO thing VALUES (1, 'a')", NULL));
  g_assert_true (osr_database_copy_to (database, path, &error));
  g_assert_no_error (error);
  g_assert_false (osr_database_copy_to (database, path, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
  copy = osr_database_open_schema (path, "/test/first/box", NULL);
  g_assert_cmpint (osr_database_get_int (copy, "SELECT count(*) FROM thing", -1), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/database/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("new", test_new);
  ADD ("migrated", test_migrated);
  ADD ("broken-migration", test_broken_migration);
  ADD ("newer", test_newer);
  ADD ("other-kind", test_other_kind);
  ADD ("foreign-file", test_foreign_file);
  ADD ("no-folder", test_no_folder);
  ADD ("rollback", test_rollback);
  ADD ("joined", test_joined);
  ADD ("statement", test_statement);
  ADD ("constraint", test_constraint);
  ADD ("blob", test_blob);
  ADD ("copy", test_copy);
  return g_test_run ();
}
