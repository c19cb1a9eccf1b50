/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain: whatever is done to the file behind the log's back is found, and the one lawful
 * destruction is not taken for it. And copies: backup, restoration, a new epoch. */
#include <glib/gstdio.h>

#include "osr-log-fixture.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-log-accounts.h"
#include "store/osr-log-publications.h"

static LogFixture *
filled (void)
{
  LogFixture *f = log_fixture_new ();

  log_find (f, 1);
  log_find (f, 2);
  log_route (f, 1, "roads");
  log_route (f, 1, "health");
  return f;
}

static void
test_whole (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (osr_log_verify (f->log, NULL, &n, &error));
  g_assert_cmpint (n, ==, 4);
  g_assert_true (osr_log_verify (f->log, case_id (1), &n, &error));
  g_assert_cmpint (n, ==, 3);
}

static void
test_tampered (void)
{
  static const struct {
    const char *sql;
    const char *found; /* part of the sentence */
  } rows[] = {
    { "UPDATE event SET meta = CAST (replace (CAST (meta AS TEXT), 'roads', 'Roads') AS BLOB)"
      " WHERE seq = 3",
      "version 2" },
    { "UPDATE payload SET body = CAST ('{\"text\":\"x\"}' AS BLOB) WHERE seq = 1", "payload" },
    { "UPDATE payload SET salt = CAST ('00000000000000000000000000000000' AS BLOB)"
      " WHERE seq = 1",
      "payload" },
    { "UPDATE event SET payload_digest = NULL WHERE seq = 1", "payload" },
    { "UPDATE event SET payload_digest = hash WHERE seq = 3", "chain" },
    { "UPDATE event SET hash = (SELECT hash FROM event WHERE seq = 2) WHERE seq = 3", "chain" },
    { "UPDATE event SET type = 'returned' WHERE seq = 3", "columns" },
    { "UPDATE event SET by = 'petrov' WHERE seq = 3", "columns" },
    { "UPDATE event SET at = at + 1 WHERE seq = 3", "columns" },
    { "UPDATE event SET meta = CAST ('{' AS BLOB) WHERE seq = 3", "version 2" },
    { "DELETE FROM event WHERE seq = 3", "hole" },
    { "DELETE FROM event WHERE seq = 4", "counts" },
    { "UPDATE log_head SET seq = 5", "counts" },
    { "DELETE FROM payload WHERE seq = 1", "no act" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (LogFixture) f = filled ();
    g_autoptr (GError) error = NULL;

    tamper (f->path, rows[i].sql);
    g_assert_false (osr_log_verify (f->log, NULL, NULL, &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, rows[i].found));
  }
}

/* An end cut off one case is not seen in another. */
static void
test_one_stream (void)
{
  g_autoptr (LogFixture) f = filled ();

  tamper (f->path, "UPDATE event SET hash = '' WHERE seq = 3");
  g_assert_false (osr_log_verify (f->log, case_id (1), NULL, NULL));
  g_assert_true (osr_log_verify (f->log, case_id (2), NULL, NULL));
}

static void
test_erased (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (OsrRecord) travelled = NULL;
  g_autofree char *message = NULL;
  g_autoptr (JsonObject) act =
      object_of ("{\"act\":\"12\",\"act_date\":\"2026-03-06\",\"reason\":\"again\"}");

  log_erase (f, case_id (1));
  g_assert_true (osr_log_verify (f->log, NULL, NULL, &error));
  c = osr_log_load_case (f->log, case_id (1), NULL);
  g_assert_null (c->text);
  g_assert_cmpint (c->version, ==, 4);
  /* It is not found anew, and a reader can still follow the chain. */
  message = osr_log_find_message (f->log, "vk", "-200000001", "1");
  g_assert_cmpstr (message, ==, case_id (1));
  records = osr_log_load_records (f->log, case_id (1), 0, NULL);
  object = osr_record_to_json (records->pdata[0]);
  travelled = osr_record_new_from_json (object, &error);
  g_assert_no_error (error);
  g_assert_null (travelled->payload);
  g_assert_true (osr_record_follows (travelled, NULL));
  g_assert_false (osr_log_complete_erasure (f->log, case_id (1), act, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
}

static void
queue (LogFixture *f)
{
  OsrPublication one = { .case_id = (char *) case_id (1),
                         .intent = 3,
                         .guid = (char *) "g",
                         .account = (char *) "roads",
                         .draft = 2,
                         .digest = (char *) "d" };

  g_assert_true (osr_log_queue_publication (f->log, &one, NULL));
}

static void
test_restored (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *backup = log_fixture_path (f, "backup.db");
  g_autofree char *target = log_fixture_path (f, "restored.db");
  g_autofree char *token = osr_log_open_session (f->log, "ivanova", "desk", NULL);
  g_autoptr (OsrLog) restored = NULL;
  g_autoptr (OsrPublication) open = NULL;
  g_autoptr (GError) error = NULL;

  queue (f);
  g_assert_true (osr_log_backup (f->log, backup, &error));
  log_route (f, 2, "roads");
  g_assert_true (osr_log_restore (backup, target, f->clock, NULL, &error));
  g_assert_no_error (error);
  restored = osr_log_open (target, f->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_log_get_head (restored), ==, 4);
  g_assert_cmpint (osr_log_get_restored_head (restored), ==, 4);
  g_assert_cmpint (osr_log_get_restored_head (f->log), ==, 0);
  g_assert_cmpstr (osr_log_get_epoch (restored), !=, osr_log_get_epoch (f->log));
  g_assert_true (osr_log_verify (restored, NULL, NULL, &error));
  g_assert_null (osr_log_find_session (restored, token, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
  open = osr_log_find_publication (restored, case_id (1), 3, NULL);
  g_assert_cmpint (open->state, ==, OSR_PUBLICATION_UNCERTAIN);
}

static void
test_restore_refused (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *backup = log_fixture_path (f, "backup.db");
  g_autofree char *target = log_fixture_path (f, "restored.db");
  g_autoptr (GError) error = NULL;

  g_assert_false (osr_log_restore (backup, target, f->clock, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (osr_log_backup (f->log, backup, &error));
  g_assert_false (osr_log_restore (backup, f->path, f->clock, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED);
  g_clear_error (&error);
  tamper (backup, "UPDATE event SET hash = '' WHERE seq = 3");
  g_assert_false (osr_log_restore (backup, target, f->clock, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/verify/whole", test_whole);
  g_test_add_func ("/store/verify/tampered", test_tampered);
  g_test_add_func ("/store/verify/one-stream", test_one_stream);
  g_test_add_func ("/store/verify/erased", test_erased);
  g_test_add_func ("/store/verify/restored", test_restored);
  g_test_add_func ("/store/verify/restore-refused", test_restore_refused);
  return g_test_run ();
}
