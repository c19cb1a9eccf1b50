/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints, and the examination of a log: whatever bit of what is stored is turned over, it is
 * found, or it was in no use. The seed of the turned bits is fixed; OSR_TEST_SEED takes another. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "core/audit/osr-merkle.h"
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/audit/osr-cache-erase.h"
#include "store/audit/osr-log-audit.h"

#define DAY   (G_GINT64_CONSTANT (86400) * OSR_SECOND)
#define FLIPS 100

static void
seal (LogFixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  f->now += DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
}

/* Two checkpoints, an erasure between them, roles, and events under no checkpoint yet. */
static LogFixture *
filled (void)
{
  LogFixture *f = log_fixture_new ();

  log_adopt (f, "scribe", "body");
  log_grant (f, "ivanova", "curator", NULL);
  log_grant (f, "petrov", "executor", "roads");
  for (guint n = 1; n <= 8; n++) {
    log_find (f, n);
    log_route (f, n, n % 2 == 0 ? "roads" : "health");
  }
  seal (f);
  log_erase (f, case_id (3));
  log_revoke (f, "petrov", "executor", "roads");
  seal (f);
  log_find (f, 9);
  return f;
}

static char *
say (OsrAudit *audit)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < audit->faults->len; i++) {
    const OsrAuditFault *fault = audit->faults->pdata[i];

    g_string_append_printf (text, "%s: %s; ", fault->part, fault->message);
  }
  return g_string_free (text, FALSE);
}

static void
test_whole (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (OsrAudit) audit = osr_log_audit (f->log);
  g_autofree char *faults = say (audit);
  gboolean changed = TRUE;

  g_assert_cmpstr (faults, ==, "");
  g_assert_cmpuint (audit->n_checkpoints, ==, 2);
  g_assert_cmpint (audit->n_events, ==, osr_log_get_head (f->log));
  g_assert_cmpint (audit->last->to_seq, ==, audit->last->seq - 1);
  /* A day in which nothing happened needs none; the event of a checkpoint is nothing. */
  seal (f);
  f->now += 10 * DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, &changed, NULL));
  g_assert_false (changed);
}

/* The day is the office's: in Yakutsk it ends nine hours before the one in Greenwich. */
static void
test_day (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  gboolean changed = TRUE;

  log_adopt (f, "scribe", "body");
  log_find (f, 1);
  f->now += 13 * 3600 * OSR_SECOND + 40 * 60 * OSR_SECOND; /* 23:52 there, 14:52 in Greenwich */
  g_assert_true (osr_log_tend_checkpoints (f->log, &changed, NULL));
  g_assert_false (changed);
  f->now += 10 * 60 * OSR_SECOND;
  g_assert_true (osr_log_tend_checkpoints (f->log, &changed, NULL));
  g_assert_true (changed);
}

/* Ten thousand are under one checkpoint, before the day is over. */
static void
test_many (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, &error);
  g_autoptr (JsonObject) members = object_of ("{\"account\":\"a\"}");
  g_autoptr (GPtrArray) list = NULL;
  OsrLogRequest request = { "account/a", "watched", members };
  gboolean changed = FALSE;

  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = "monitor";
  for (guint n = 0; n < OSR_CHECKPOINT_EVENTS + 5; n++)
    g_assert_true (osr_log_append (f->log, &request, 1, NULL, &error));
  g_assert_true (osr_log_commit (transaction, &error));
  g_assert_true (osr_log_tend_checkpoints (f->log, &changed, &error));
  g_assert_true (changed);
  list = osr_log_load_checkpoints (f->log, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((OsrCheckpoint *) list->pdata[0])->to_seq, ==, OSR_CHECKPOINT_EVENTS);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, &error));
  g_assert_no_error (error);
  /* The rest waits for its day, and begins where the first ended. */
  seal (f);
  g_ptr_array_unref (list);
  list = osr_log_load_checkpoints (f->log, &error);
  g_assert_cmpint (((OsrCheckpoint *) list->pdata[1])->from_seq, ==, OSR_CHECKPOINT_EVENTS + 1);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, &error));
}

/* --- turned bits --- */

static guint32
seed (void)
{
  const char *text = g_getenv ("OSR_TEST_SEED");

  return text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : 20261122;
}

/* What the log stores of its events. */
static const struct {
  const char *name;
  const char *table;
  const char *column;
  const char *where;
} columns[] = {
  { "meta", "event", "meta", "1" },
  { "payload", "payload", "body", "1" },
  { "salt", "payload", "salt", "1" },
  { "hash", "event", "hash", "1" },
  { "digest", "event", "payload_digest", "payload_digest IS NOT NULL" },
  { "checkpoint", "event", "meta", "stream = 'checkpoint'" },
  { "checkpoint hash", "event", "hash", "stream = 'checkpoint'" },
};

static void
turn (sqlite3 *handle, GRand *rand, guint column)
{
  g_autofree char *select =
      g_strdup_printf ("SELECT seq, %s FROM %s WHERE %s ORDER BY seq", columns[column].column,
                       columns[column].table, columns[column].where);
  g_autofree char *update = g_strdup_printf ("UPDATE %s SET %s = ?1 WHERE seq = ?2",
                                             columns[column].table, columns[column].column);
  g_autofree guchar *bytes = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 seq;
  int n = 0, length, type, bit;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, select, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    n++;
  sqlite3_reset (statement);
  for (int i = g_rand_int_range (rand, 0, n); i >= 0; i--)
    g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  seq = sqlite3_column_int64 (statement, 0);
  type = sqlite3_column_type (statement, 1);
  length = sqlite3_column_bytes (statement, 1);
  bytes = g_memdup2 (sqlite3_column_blob (statement, 1), (gsize) length);
  sqlite3_finalize (statement);
  bit = g_rand_int_range (rand, 0, length * 8);
  bytes[bit / 8] ^= (guchar) (1 << (bit % 8));
  g_test_message ("%s of %" G_GINT64_FORMAT ", bit %d", columns[column].name, seq, bit);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, update, -1, &statement, NULL), ==, SQLITE_OK);
  if (type == SQLITE_TEXT)
    sqlite3_bind_text (statement, 1, (const char *) bytes, length, SQLITE_TRANSIENT);
  else
    sqlite3_bind_blob (statement, 1, bytes, length, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, seq);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* A hundred bits of what is stored of events, each in a copy of its own: a hundred are found. */
static void
test_bits (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed ());
  guint found = 0;

  for (guint i = 0; i < FLIPS; i++) {
    g_autofree char *path = log_fixture_path (f, "turned.db");
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrLog) log = NULL;
    sqlite3 *handle = NULL;

    g_assert_true (osr_log_backup (f->log, path, &error));
    g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
    turn (handle, rand, i % G_N_ELEMENTS (columns));
    sqlite3_close (handle);
    log = osr_log_open (path, f->clock, &error);
    if (log != NULL) {
      g_autoptr (OsrAudit) audit = osr_log_audit (log);
      g_autofree char *faults = say (audit);

      g_test_message ("%s", faults);
      found += audit->faults->len > 0;
    } else {
      g_test_message ("%s", error->message);
      found++;
    }
    g_clear_pointer (&log, osr_log_free);
    g_unlink (path);
  }
  g_assert_cmpuint (found, ==, FLIPS);
}

/* (transfer full): everything that is stored of events, as text; %NULL when it cannot be read */
static char *
dump (const char *path)
{
  static const char *const queries[] = {
    "SELECT seq || stream || version || type || at || by || hex (meta) || ifnull (payload_digest, "
    "'')"
    " || hash FROM event ORDER BY seq",
    "SELECT seq || hex (salt) || hex (body) FROM payload ORDER BY seq",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *handle = NULL;
  gboolean ok = sqlite3_open (path, &handle) == SQLITE_OK;

  for (guint i = 0; ok && i < G_N_ELEMENTS (queries); i++) {
    sqlite3_stmt *statement = NULL;
    int step = SQLITE_ERROR;

    if (sqlite3_prepare_v2 (handle, queries[i], -1, &statement, NULL) == SQLITE_OK)
      while ((step = sqlite3_step (statement)) == SQLITE_ROW)
        g_string_append (text, (const char *) sqlite3_column_text (statement, 0));
    ok = step == SQLITE_DONE;
    sqlite3_finalize (statement);
  }
  sqlite3_close (handle);
  return ok ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* A hundred bits anywhere in the file: found, or no byte of an event is another. */
static void
test_pages (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed ());
  g_autofree char *clean = log_fixture_path (f, "clean.db");
  g_autofree char *path = log_fixture_path (f, "turned.db");
  g_autofree char *original = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *before = NULL;
  gsize length;
  guint found = 0;

  g_assert_true (osr_log_backup (f->log, clean, NULL));
  g_assert_true (g_file_get_contents (clean, &original, &length, NULL));
  before = dump (clean);
  bytes = g_memdup2 (original, length);
  for (guint i = 0; i < FLIPS; i++) {
    int byte = g_rand_int_range (rand, 0, (gint32) length);
    g_autofree char *after = NULL;
    g_autoptr (OsrLog) log = NULL;
    gboolean says = TRUE;

    bytes[byte] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
    g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
    bytes[byte] = original[byte];
    after = dump (path);
    log = osr_log_open (path, f->clock, NULL);
    if (log != NULL) {
      g_autoptr (OsrAudit) audit = osr_log_audit (log);

      says = audit->faults->len > 0;
    }
    g_clear_pointer (&log, osr_log_free);
    g_test_message ("byte %d: %s", byte, says ? "found" : "in no use");
    found += says;
    g_assert_true (says || g_strcmp0 (before, after) == 0);
  }
  g_assert_cmpuint (found, >, FLIPS / 10);
}

/* What somebody with the file in hand would try, with the chain made to fit again where it can be. */
static void
test_tampered (void)
{
  static const struct {
    const char *sql;
    const char *part;
  } rows[] = {
    { "DELETE FROM case_audience WHERE scope = 'body/roads'", "audience" },
    { "UPDATE person_scope SET to_seq = NULL WHERE person = 'petrov'", "audience" },
    { "INSERT INTO person_scope (person, scope, via, from_seq) VALUES ('x', 'all', '', 1)",
      "audience" },
    { "DELETE FROM payload WHERE seq = (SELECT max (seq) FROM payload)", "events" },
    { "INSERT INTO case_number (year, last) VALUES (2031, 4)", "numbers" },
    { "INSERT INTO case_name (stream, found_seq, number) VALUES ('x', -5, '2026-000001')",
      "numbers" },
    { "DELETE FROM event WHERE stream = 'checkpoint' AND version = 2", "events" },
    { "UPDATE event SET meta = CAST (replace (CAST (meta AS TEXT), 'root\":\"', 'root\":\"0')"
      " AS BLOB) WHERE stream = 'checkpoint' AND version = 1",
      "events" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (LogFixture) f = filled ();
    g_autoptr (OsrAudit) audit = NULL;
    g_autofree char *faults = NULL;

    tamper (f->path, rows[i].sql);
    audit = osr_log_audit (f->log);
    faults = say (audit);
    g_test_message ("%s", faults);
    g_assert_nonnull (strstr (faults, rows[i].part));
  }
}

static OsrCache *
pull_all (LogFixture *f, const char *person, const char *name)
{
  g_autofree char *path = log_fixture_path (f, name);
  g_autoptr (GError) error = NULL;
  OsrCache *cache = osr_cache_open (path, &error);

  g_assert_no_error (error);
  follow_log (f->log, person, cache, NULL);
  return cache;
}

/* A workstation that reads everything recomputes the roots; another one holds the checkpoints all the
 * same, and takes them for no case. */
static void
test_workstation (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (OsrCache) curator = pull_all (f, "ivanova", "curator.db");
  g_autoptr (OsrCache) other = pull_all (f, "petrov", "other.db");
  g_autofree char *path = log_fixture_path (f, "curator.db");
  g_autoptr (GPtrArray) cases = osr_cache_list_streams (other, NULL);
  g_autoptr (GPtrArray) list = osr_cache_load_checkpoints (other, NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (osr_cache_verify_checkpoints (curator, 0, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (osr_cache_verify_checkpoints (other, 0, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpuint (cases->len, ==, 0);
  tamper (path, "UPDATE event SET hash = substr (hash, 2) || '0' WHERE seq = 2");
  g_assert_false (osr_cache_verify_checkpoints (curator, 0, &n, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/audit/whole", test_whole);
  g_test_add_func ("/store/audit/day", test_day);
  g_test_add_func ("/store/audit/many", test_many);
  g_test_add_func ("/store/audit/bits", test_bits);
  g_test_add_func ("/store/audit/pages", test_pages);
  g_test_add_func ("/store/audit/tampered", test_tampered);
  g_test_add_func ("/store/audit/workstation", test_workstation);
  return g_test_run ();
}
