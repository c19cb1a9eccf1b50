/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log remembers of commands: whatever bit of a row is turned over, it is found, and so is a row
 * that was written anew with the digest it then has. The seed is fixed; OSR_TEST_SEED takes another. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "osr-log-fixture.h"
#include "store/audit/osr-log-answers.h"
#include "store/audit/osr-log-audit.h"
#include "store/database/osr-database.h"
#include "store/osr-log-private.h"

#define FLIPS  100
#define CYCLES 9

/* An accepted command with words, as the coordinator takes one. */
static void
accept (LogFixture *f, guint n, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, &error);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = object_of ("{\"text\":\"Яма на дороге\"}");
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (GBytes) raw = g_bytes_new (uuid, strlen (uuid));
  g_autoptr (GBytes) answer = NULL;
  OsrLogRequest request = { .stream = case_id (n),
                            .type = "noted",
                            .members = members,
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova",
                            .command = uuid };
  OsrLogCommand stored = { uuid, "ivanova", case_id (n) };

  g_assert_true (osr_log_append (f->log, &request, 1, records, &error));
  answer = osr_log_answer_new (records);
  stored.version = ((OsrRecord *) records->pdata[0])->version;
  stored.seq = ((OsrRecord *) records->pdata[0])->seq;
  stored.status = 200;
  stored.raw = raw;
  stored.answer = answer;
  g_assert_true (osr_log_store_command (f->log, &stored, &error));
  g_assert_true (osr_log_commit (transaction, &error));
  g_assert_no_error (error);
}

static void
refuse (LogFixture *f, guint n, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, &error);
  const char *words = "{\"error\":{\"code\":\"not-found\",\"message\":\"There is none.\"}}";
  g_autoptr (GBytes) raw = g_bytes_new (uuid, strlen (uuid));
  g_autoptr (GBytes) answer = g_bytes_new (words, strlen (words));
  OsrLogCommand stored = { .uuid = uuid,
                           .person = "petrov",
                           .stream = case_id (n),
                           .status = 404,
                           .raw = raw,
                           .answer = answer };

  g_assert_true (osr_log_store_command (f->log, &stored, &error));
  g_assert_true (osr_log_commit (transaction, &error));
}

/* Accepted and refused ones, and one whose words were destroyed. */
static LogFixture *
filled (void)
{
  LogFixture *f = log_fixture_new ();

  log_adopt (f, "scribe", "body");
  for (guint n = 1; n <= 3; n++)
    log_find (f, n);
  accept (f, 1, "11111111-0000-4000-8000-000000000001");
  accept (f, 2, "11111111-0000-4000-8000-000000000002");
  accept (f, 2, "11111111-0000-4000-8000-000000000003");
  refuse (f, 1, "22222222-0000-4000-8000-000000000001");
  refuse (f, 3, "22222222-0000-4000-8000-000000000002");
  log_erase (f, case_id (2));
  return f;
}

/* (transfer full): what is wrong with the log, a line a part */
static char *
examine (OsrLog *log)
{
  g_autoptr (OsrAudit) audit = osr_log_audit (log);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < audit->faults->len; i++) {
    const OsrAuditFault *fault = audit->faults->pdata[i];

    g_assert_true (g_utf8_validate (fault->message, -1, NULL));
    g_string_append_printf (text, "%s: %s; ", fault->part, fault->message);
  }
  return g_string_free (text, FALSE);
}

static void
test_whole (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *faults = examine (f->log);

  g_assert_cmpstr (faults, ==, "");
}

static void
bind_turned (sqlite3_stmt *statement, sqlite3_stmt *row, GRand *rand)
{
  int type = sqlite3_column_type (row, 1);
  int length = sqlite3_column_bytes (row, 1);
  g_autofree guchar *bytes = NULL;
  int bit;

  if (type == SQLITE_INTEGER) {
    sqlite3_bind_int64 (statement, 1,
                        sqlite3_column_int64 (row, 1) ^
                            (G_GINT64_CONSTANT (1) << g_rand_int_range (rand, 0, 16)));
    return;
  }
  bytes = g_memdup2 (sqlite3_column_blob (row, 1), (gsize) length);
  bit = g_rand_int_range (rand, 0, length * 8);
  bytes[bit / 8] ^= (guchar) (1 << (bit % 8));
  if (type == SQLITE_TEXT)
    sqlite3_bind_text (statement, 1, (const char *) bytes, length, SQLITE_TRANSIENT);
  else
    sqlite3_bind_blob (statement, 1, bytes, length, SQLITE_TRANSIENT);
}

static void
turn (const char *path, GRand *rand, guint i)
{
  static const char *const columns[CYCLES] = { "id",  "person", "digest", "stream", "version",
                                               "seq", "status", "answer", "mark" };
  const char *column = columns[i % CYCLES];
  g_autofree char *select =
      g_strdup_printf ("SELECT id, %s FROM command ORDER BY id LIMIT 1 OFFSET %u", column,
                       g_rand_int_range (rand, 0, 5));
  g_autofree char *update = g_strdup_printf ("UPDATE command SET %s = ?1 WHERE id = ?2", column);
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;
  sqlite3_stmt *statement = NULL;

  g_test_message ("a bit of %s", column);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, select, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, update, -1, &statement, NULL), ==, SQLITE_OK);
  bind_turned (statement, row, rand);
  sqlite3_bind_text (statement, 2, (const char *) sqlite3_column_text (row, 0), -1,
                     SQLITE_TRANSIENT);
  sqlite3_finalize (row);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_changes (handle), ==, 1);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

/* A hundred bits of the rows, each in a copy of its own: a hundred are found, and said in text that a
 * terminal takes. */
static void
test_bits (void)
{
  g_autoptr (LogFixture) f = filled ();
  const char *given = g_getenv ("OSR_TEST_SEED");
  g_autoptr (GRand) rand = g_rand_new_with_seed (
      given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : 20261122);
  guint found = 0;

  for (guint i = 0; i < FLIPS; i++) {
    g_autofree char *path = log_fixture_path (f, "turned.db");
    g_autofree char *faults = NULL;
    g_autoptr (OsrLog) log = NULL;

    g_assert_true (osr_log_backup (f->log, path, NULL));
    turn (path, rand, i);
    log = osr_log_open (path, f->clock, NULL);
    g_assert_nonnull (log);
    faults = examine (log);
    g_test_message ("%s", faults);
    found += strstr (faults, "commands: ") != NULL;
    g_clear_pointer (&log, osr_log_free);
    g_unlink (path);
  }
  g_assert_cmpuint (found, ==, FLIPS);
}

/* With a digest that fits again, the chain still tells. */
static void
test_written_anew (void)
{
  static const char *const changes[] = {
    "UPDATE command SET person = 'petrov' WHERE person = 'ivanova'",
    "UPDATE command SET seq = seq - 1 WHERE status = 200",
    "UPDATE command SET version = version + 1 WHERE status = 200",
    "UPDATE command SET seq = 1000 WHERE status = 200",
    "UPDATE command SET seq = 3 WHERE status = 404",
    "UPDATE command SET status = 201 WHERE status = 404",
    "UPDATE command SET digest = 'none' WHERE status = 404",
    "UPDATE command SET id = '33333333-0000-4000-8000-000000000001'"
    " WHERE id = '11111111-0000-4000-8000-000000000001'",
    "UPDATE command SET answer = (SELECT answer FROM command"
    " WHERE id = '11111111-0000-4000-8000-000000000001') WHERE status = 200",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (LogFixture) f = filled ();
    g_autofree char *faults = NULL;

    g_assert_true (osr_database_exec (f->log->database, changes[i], NULL));
    g_assert_true (osr_database_exec (f->log->database,
                                      "UPDATE command SET mark = osr_digest (id, person, digest,"
                                      " stream, version, seq, status, answer)",
                                      NULL));
    faults = examine (f->log);
    g_test_message ("%s", faults);
    g_assert_true (g_str_has_prefix (faults, "commands: "));
  }
}

/* A log of before gets its digests when it is brought to this form. */
static void
test_migrated (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *faults = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->log, osr_log_free);
  tamper (f->path, "ALTER TABLE command DROP COLUMN mark; PRAGMA user_version = 7");
  f->log = osr_log_open (f->path, f->clock, &error);
  g_assert_no_error (error);
  faults = examine (f->log);
  g_assert_cmpstr (faults, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/commands/whole", test_whole);
  g_test_add_func ("/store/commands/a-hundred-bits", test_bits);
  g_test_add_func ("/store/commands/written-anew", test_written_anew);
  g_test_add_func ("/store/commands/migrated", test_migrated);
  return g_test_run ();
}
