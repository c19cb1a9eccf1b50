/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full text tables find the forms of a word, whatever it is disguised as. */
#include <glib/gstdio.h>

#include "store/database/osr-database-private.h"

static OsrDatabase *
open_new (char **path)
{
  g_autofree char *folder = g_dir_make_tmp ("fts-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  OsrDatabase *database;

  *path = g_build_filename (folder, "texts.db", NULL);
  database = osr_database_open (*path, "outbox", &error);
  g_assert_no_error (error);
  osr_database_exec (database, "CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'osr')",
                     &error);
  g_assert_no_error (error);
  return database;
}

static void
remove_all (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *name = g_strconcat (path, ends[i], NULL);

    g_remove (name);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
add_text (OsrDatabase *database, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrStatement) statement =
      osr_database_prepare (database, "INSERT INTO texts (body) VALUES (:body)", &error);

  g_assert_no_error (error);
  osr_statement_bind_text (statement, ":body", text);
  osr_statement_run (statement, &error);
  g_assert_no_error (error);
}

static gint64
count (OsrDatabase *database, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrStatement) statement = osr_database_prepare (
      database, "SELECT count (*) AS n FROM texts WHERE texts MATCH :query", &error);

  g_assert_no_error (error);
  osr_statement_bind_text (statement, ":query", query);
  g_assert_cmpint (osr_statement_step (statement, &error), ==, OSR_STEP_ROW);
  g_assert_no_error (error);
  return osr_statement_get_int (statement, "n");
}

static void
test_forms (void)
{
  g_autofree char *path = NULL;
  OsrDatabase *database = open_new (&path);

  add_text (database, "На остановках нет ламп, посёлок без света");
  add_text (database, "Площадка у школы");
  g_assert_cmpint (count (database, "остановок"), ==, 1);
  g_assert_cmpint (count (database, "ПОСЕЛКА"), ==, 1);
  g_assert_cmpint (count (database, "пл\xcc\x81ощадок"), ==, 1);
  g_assert_cmpint (count (database, "остан*"), ==, 1);
  g_assert_cmpint (count (database, "\"лампами посёлок\""), ==, 1);
  g_assert_cmpint (count (database, "школа NOT свет"), ==, 1);
  g_assert_cmpint (count (database, "мост"), ==, 0);
  osr_database_free (database);
  remove_all (path);
}

/* What is marked is the word as it stands in the text. */
static void
test_highlight (void)
{
  g_autofree char *path = NULL;
  OsrDatabase *database = open_new (&path);
  g_autoptr (GError) error = NULL;

  add_text (database, "Нет све\xcc\x81та вовсе");
  {
    g_autoptr (OsrStatement) statement = osr_database_prepare (
        database,
        "SELECT highlight (texts, 0, '[', ']') AS h FROM texts WHERE texts MATCH 'светом'", &error);

    g_assert_no_error (error);
    g_assert_cmpint (osr_statement_step (statement, &error), ==, OSR_STEP_ROW);
    g_assert_cmpstr (osr_statement_get_text (statement, "h"), ==, "Нет [све\xcc\x81та] вовсе");
  }
  osr_database_free (database);
  remove_all (path);
}

/* Words that are there already are taken for that very text: not for another, not for a query. */
static void
test_read_already (void)
{
  static const char text[] = "Нет света", other[] = "Нет лампы";
  g_autofree char *path = NULL;
  OsrDatabase *database = open_new (&path);
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new ("мост", -1);

  database->read = (OsrFtsRead){ text, strlen (text), tokens };
  add_text (database, text);
  add_text (database, other);
  g_assert_cmpint (count (database, "моста"), ==, 1);
  g_assert_cmpint (count (database, "лампа"), ==, 1);
  g_assert_cmpint (count (database, "\"нет света\""), ==, 0);
  database->read = (OsrFtsRead){ 0 };
  add_text (database, text);
  g_assert_cmpint (count (database, "\"нет света\""), ==, 1);
  osr_database_free (database);
  remove_all (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fts-tokenizer/forms", test_forms);
  g_test_add_func ("/store/fts-tokenizer/highlight", test_highlight);
  g_test_add_func ("/store/fts-tokenizer/read-already", test_read_already);
  return g_test_run ();
}
