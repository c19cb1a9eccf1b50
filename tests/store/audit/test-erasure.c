/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that were destroyed are in no file of the office or of a workstation any more, while chain,
 * fold and checkpoints hold, and the message is not found anew. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/files/osr-log-files.h"
#include "store/audit/osr-cache-erase.h"
#include "store/audit/osr-erasure-list.h"
#include "store/audit/osr-log-answers.h"
#include "store/audit/osr-log-audit.h"
#include "store/audit/osr-log-erase.h"
#include "store/audit/osr-outbox-erase.h"
#include "store/osr-log-private.h"

#define DAY (G_GINT64_CONSTANT (86400) * OSR_SECOND)

static const char *const words[] = { "жирафлян", "Барсучихин", "щелкунчиков" };

/* Whether any file of the folder holds @word; names those that do. */
static gboolean
is_in_folder (LogFixture *f, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = log_fixture_path (f, name);
    g_autofree char *bytes = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    if (memmem (bytes, length, word, strlen (word)) == NULL)
      continue;
    g_test_message ("%s holds %s", name, word);
    found = TRUE;
  }
  return found;
}

/* A command, and the answer to it, as the coordinator keeps it. */
static void
note (LogFixture *f, const char *payload_json)
{
  static const char uuid[] = "c0000000-0000-4000-8000-000000000001";
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = object_of (payload_json);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (GBytes) raw = g_bytes_new_static ("raw", 3);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, NULL);
  OsrLogRequest request = { .stream = case_id (1),
                            .type = "noted",
                            .members = members,
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova",
                            .command = uuid };
  OsrLogCommand command = { uuid, "ivanova", case_id (1), .status = 200, .raw = raw };

  g_assert_true (osr_log_append (f->log, &request, 1, records, NULL));
  answer = osr_log_answer_new (records);
  command.version = ((OsrRecord *) records->pdata[0])->version;
  command.seq = ((OsrRecord *) records->pdata[0])->seq;
  command.answer = answer;
  g_assert_true (osr_log_store_command (f->log, &command, NULL));
  g_assert_true (osr_log_commit (transaction, NULL));
}

static LogFixture *
filled (void)
{
  LogFixture *f = log_fixture_new ();
  g_autoptr (OsrRecord) found = NULL;

  log_adopt (f, "scribe", "body");
  log_grant (f, "ivanova", "curator", NULL);
  found =
      log_append (f, case_id (1), "found",
                  "{\"network\":\"vk\",\"native_id\":\"77\",\"owner_id\":\"-2\",\"post_id\":\"5\","
                  "\"permalink\":\"https://vk.com/wall-2_5?reply=77\",\"published_at\":1}",
                  "{\"author_id\":\"90\",\"author_name\":\"Барсучихин\",\"text\":\"жирафлян\"}");
  log_find (f, 2);
  note (f, "{\"text\":\"щелкунчиков\"}");
  f->now += DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, NULL, NULL));
  return f;
}

static OsrCache *
open_cache (LogFixture *f)
{
  g_autofree char *path = log_fixture_path (f, "cache.db");
  g_autoptr (GError) error = NULL;
  OsrCache *cache = osr_cache_open (path, &error);

  g_assert_no_error (error);
  return cache;
}

static void
pull (LogFixture *f, OsrCache *cache, GPtrArray *changed)
{
  follow_log (f->log, "ivanova", cache, changed);
}

static void
put_row (OsrCache *cache, const char *text, const char *author)
{
  OsrCacheRow row = { .id = case_id (1), .at = 1, .text = text, .author = author };

  g_assert_true (osr_cache_put_row (cache, &row, NULL));
}

static void
assert_whole (LogFixture *f)
{
  g_autoptr (OsrAudit) audit = osr_log_audit (f->log);

  for (guint i = 0; i < audit->faults->len; i++)
    g_test_message ("%s", ((OsrAuditFault *) audit->faults->pdata[i])->message);
  g_assert_cmpuint (audit->faults->len, ==, 0);
}

/* Nothing in log, write-ahead log and copies of the office; nothing in cache, index and outbox of the
 * workstation, both while they are open. */
static void
test_nothing_left (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (OsrCache) cache = open_cache (f);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrCase) held = NULL;
  g_autofree char *copy = log_fixture_path (f, "log.db.before-3");
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  pull (f, cache, NULL);
  put_row (cache, "жирафлян", "Барсучихин");
  put_row (cache, "жирафлян щелкунчиков", "Барсучихин");
  g_assert_true (osr_log_backup (f->log, copy, &error));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_true (is_in_folder (f, words[i]));
  log_erase (f, case_id (1));
  pull (f, cache, changed);
  g_assert_true (g_ptr_array_find_with_equal_func (changed, case_id (1), g_str_equal, NULL));
  put_row (cache, NULL, NULL);
  g_assert_true (osr_cache_purge (cache, &error));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (is_in_folder (f, words[i]));
  assert_whole (f);
  g_assert_true (osr_cache_verify_case (cache, case_id (1), &error));
  g_assert_true (osr_cache_verify_checkpoints (cache, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (osr_cache_is_damaged (cache, case_id (1)));
  held = osr_cache_load_case (cache, case_id (1), &error);
  g_assert_null (held->text);
  g_assert_null (held->author_name);
  g_assert_cmpuint (held->anomalies, ==, 0);
  message = osr_log_find_message (f->log, "vk", "-2", "77");
  g_assert_cmpstr (message, ==, case_id (1));
  /* The other case keeps its words, and the next checkpoint stands on the erased ones. */
  g_assert_true (is_in_folder (f, "Яма"));
  f->now += DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, NULL, &error));
  assert_whole (f);
}

static void
copy_file (LogFixture *f, const char *name, LogFixture *to, const char *new_name)
{
  g_autofree char *source = log_fixture_path (f, name);
  g_autofree char *target = log_fixture_path (to, new_name);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
}

/* A reader holds the write-ahead log open while the words are erased: what the disk holds then is what
 * a death before the cut leaves. */
static void
copy_uncut (LogFixture *f, LogFixture *to)
{
  g_autoptr (OsrLog) reader = osr_log_open_to_read (f->path, f->clock, NULL);
  g_autofree char *wal = log_fixture_path (to, "log.db-wal");

  g_assert_true (osr_database_exec (reader->database, "BEGIN; SELECT * FROM event", NULL));
  log_erase (f, case_id (1));
  osr_log_free (to->log);
  to->log = NULL;
  g_unlink (wal);
  copy_file (f, "log.db", to, "log.db");
  copy_file (f, "log.db-wal", to, "log.db-wal");
  copy_file (f, OSR_ERASURE_LIST, to, OSR_ERASURE_LIST);
  g_assert_true (osr_database_exec (reader->database, "COMMIT", NULL));
}

/* The coordinator died after the words were destroyed, before their traces were cut: its next start
 * cuts them, before anything else. */
static void
test_cut_at_start (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (LogFixture) next = log_fixture_new ();
  g_autoptr (GError) error = NULL;

  copy_uncut (f, next);
  copy_file (next, "log.db-wal", next, "log.db.before-3");
  g_assert_true (is_in_folder (next, words[0]));
  next->log = osr_log_open_whole (next->path, next->clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (is_in_folder (next, words[i]));
  assert_whole (next);
}

/* One event of several: the rest stays. */
static void
test_one_event (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, NULL);
  g_autoptr (JsonObject) members = object_of (
      "{\"versions\":[2],\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"a slip\"}");
  OsrLogRequest request = { case_id (1), "payload-erased", members };
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_log_complete_erasure (f->log, case_id (1), members, &error));
  g_assert_false (osr_json_get_boolean (members, "whole", TRUE));
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = "admin";
  g_assert_true (osr_log_append (f->log, &request, 1, NULL, &error));
  g_assert_true (osr_log_commit (transaction, &error));
  g_assert_no_error (error);
  g_assert_false (is_in_folder (f, "щелкунчиков"));
  g_assert_true (is_in_folder (f, "жирафлян"));
  assert_whole (f);
}

/* A transaction that is not committed destroys nothing. */
static void
test_undone (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *list = log_fixture_path (f, OSR_ERASURE_LIST);
  g_autoptr (OsrCase) c = NULL;

  {
    g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, NULL);
    g_autoptr (JsonObject) members =
        object_of ("{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"a slip\"}");
    OsrLogRequest request = { case_id (1), "payload-erased", members };

    request.claimed_at = OSR_INSTANT_UNKNOWN;
    request.by = "admin";
    g_assert_true (osr_log_complete_erasure (f->log, case_id (1), members, NULL));
    g_assert_true (osr_log_append (f->log, &request, 1, NULL, NULL));
  }
  c = osr_log_load_case (f->log, case_id (1), NULL);
  g_assert_cmpstr (c->text, ==, "жирафлян");
  assert_whole (f);
  log_find (f, 5);
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));
}

static void
test_refused (void)
{
  static const char *const acts[] = {
    "{\"act_date\":\"2026-03-08\",\"reason\":\"r\"}",
    "{\"act\":\"1\",\"reason\":\"r\"}",
    "{\"act\":\"1\",\"act_date\":\"2026-02-30\",\"reason\":\"r\"}",
    "{\"act\":\"1\",\"act_date\":\"2026-03-08\"}",
    "{\"act\":\"1\\n2\",\"act_date\":\"2026-03-08\",\"reason\":\"r\"}",
    "{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"r\",\"versions\":[]}",
    "{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"r\",\"versions\":[3]}",
    "{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"r\",\"versions\":[\"1\"]}",
    "{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"r\",\"versions\":[-1]}",
  };
  g_autoptr (LogFixture) f = filled ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (JsonObject) members = object_of (acts[i]);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", acts[i]);
    g_assert_false (osr_log_complete_erasure (f->log, case_id (1), members, &error));
    g_assert_nonnull (error);
  }
}

/* All cases of one person, whatever the letters' case; drafts count. */
static void
test_person (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = osr_log_find_person (f->log, "барсучихин", &error);
  g_autoptr (GPtrArray) none = osr_log_find_person (f->log, "Медведев", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (found->pdata[0], ==, case_id (1));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (osr_log_find_person (f->log, "Ли", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  log_erase (f, case_id (1));
  g_ptr_array_unref (found);
  found = osr_log_find_person (f->log, "барсучихин", NULL);
  g_assert_cmpuint (found->len, ==, 0);
}

/* What was accepted long ago may still lie in the outbox's write-ahead log. */
static void
test_outbox (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *path = log_fixture_path (f, "outbox.db");
  g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, NULL);
  g_autoptr (GBytes) raw = g_bytes_new_static ("жирафлян", strlen ("жирафлян"));
  OsrOutboxCommand settled = { .uuid = (char *) case_id (101),
                               .case_id = (char *) case_id (1),
                               .type = (char *) "noted",
                               .raw = raw };
  OsrOutboxCommand pending = settled;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  pending.uuid = (char *) case_id (102);
  pending.case_id = (char *) case_id (2);
  g_assert_true (osr_outbox_add (outbox, &settled, NULL));
  g_assert_true (osr_outbox_settle (outbox, settled.uuid, 5, NULL));
  g_assert_true (osr_outbox_prune (outbox, 5, NULL));
  g_assert_true (
      osr_outbox_save_writing (outbox, case_id (1), "final", "щелкунчиков", f->now, NULL));
  g_assert_true (is_in_folder (f, "жирафлян"));
  g_assert_true (osr_outbox_erase (outbox, case_id (1), TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (is_in_folder (f, "жирафлян"));
  g_assert_false (is_in_folder (f, "щелкунчиков"));
  /* What was not sent stays. */
  g_assert_true (osr_outbox_add (outbox, &pending, NULL));
  g_assert_true (osr_outbox_erase (outbox, case_id (2), TRUE, &error));
  left = osr_outbox_list (outbox, NULL, OSR_OUTBOX_PENDING, NULL);
  g_assert_cmpuint (left->len, ==, 1);
}

/* The newest backup is older than the act: the words must not come back with it, nor from a workstation
 * that was away, nor from the network. */
static void
test_restored (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *backup = log_fixture_path (f, "backup.db");
  g_autofree char *target = log_fixture_path (f, "restored.db");
  g_autofree char *list_path = log_fixture_path (f, OSR_ERASURE_LIST);
  g_autofree char *known = NULL;
  g_autoptr (OsrErasureList) list = NULL;
  g_autoptr (OsrLog) restored = NULL;
  g_autoptr (OsrAudit) audit = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (osr_log_backup (f->log, backup, &error));
  osr_record_unref (
      log_append (f, case_id (3), "found",
                  "{\"network\":\"vk\",\"native_id\":\"78\",\"owner_id\":\"-2\",\"post_id\":\"5\","
                  "\"permalink\":\"https://vk.com/wall-2_5?reply=78\",\"published_at\":1}",
                  "{\"author_id\":\"91\",\"author_name\":\"Барсучихин\",\"text\":\"ещё\"}"));
  log_erase (f, case_id (1));
  log_erase (f, case_id (3));
  g_assert_true (osr_log_restore (backup, target, f->clock, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (g_unlink (backup), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (is_in_folder (f, words[i]));
  restored = osr_log_open (target, f->clock, &error);
  g_assert_no_error (error);
  audit = osr_log_audit (restored);
  g_assert_cmpuint (audit->faults->len, ==, 0);
  g_assert_true (is_in_folder (f, "Яма"));
  known = osr_log_find_message (restored, "vk", "-2", "78");
  g_assert_cmpstr (known, ==, case_id (3));
  list = osr_erasure_list_read (list_path, &error);
  g_assert_cmpuint (osr_erasure_list_count (list), ==, 3);
}

/* Puts a file of @digest beside the log. Returns: (transfer full): where it is */
static char *
put_file (LogFixture *f, const char *digest)
{
  char *path = osr_log_dup_file_path (f->log, digest);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "picture", -1, NULL));
  return path;
}

/* The pictures of destroyed words do not outlive a restored backup either; one that came with other words
 * as well stays. */
static void
test_restored_pictures (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *backup = log_fixture_path (f, "backup.db");
  g_autofree char *target = log_fixture_path (f, "restored.db");
  g_autofree char *lone = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "lone", -1);
  g_autofree char *shared = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "shared", -1);
  g_autofree char *lone_path = put_file (f, lone);
  g_autofree char *shared_path = put_file (f, shared);
  g_autofree char *both =
      g_strdup_printf ("{\"media\":[{\"digest\":\"%s\"},{\"digest\":\"%s\"}]}", lone, shared);
  g_autofree char *one = g_strdup_printf ("{\"media\":[{\"digest\":\"%s\"}]}", shared);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  osr_record_unref (log_append (f, case_id (1), "media-kept", NULL, both));
  osr_record_unref (log_append (f, case_id (2), "media-kept", NULL, one));
  g_assert_true (osr_log_backup (f->log, backup, &error));
  log_erase (f, case_id (1));
  g_assert_true (osr_log_restore (backup, target, f->clock, &n, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (lone_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (shared_path, G_FILE_TEST_EXISTS));
}

/* A picture of the place where a reply stands shows the citizen's words: it is destroyed with the proof that
 * it is, and its name with it. What went out with another reply stays. */
static void
test_restored_proofs (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *backup = log_fixture_path (f, "backup.db");
  g_autofree char *target = log_fixture_path (f, "restored.db");
  g_autofree char *shown = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "shown", -1);
  g_autofree char *sent = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "sent", -1);
  g_autofree char *shown_path = put_file (f, shown);
  g_autofree char *sent_path = put_file (f, sent);
  g_autofree char *members = g_strdup_printf ("{\"proof\":\"%s\"}", shown);
  g_autofree char *payload = g_strdup_printf ("{\"attachments\":[\"%s\",\"%s\"]}", shown, sent);
  g_autofree char *reply = g_strdup_printf ("{\"attachments\":[\"%s\"]}", sent);
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GError) error = NULL;

  osr_record_unref (log_append (f, case_id (1), "published-by-hand", members, payload));
  osr_record_unref (log_append (f, case_id (2), "drafted", reply, NULL));
  g_assert_true (osr_log_backup (f->log, backup, &error));
  log_erase (f, case_id (1));
  gone = osr_log_list_erased_files (f->log, case_id (1), &error);
  g_assert_cmpuint (gone->len, ==, 2);
  g_assert_true (g_ptr_array_find_with_equal_func (gone, shown, g_str_equal, NULL));
  g_assert_true (osr_log_restore (backup, target, f->clock, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (shown_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (sent_path, G_FILE_TEST_EXISTS));
}

/* Restored once more from the same backup, or from a newer one that knows of the act. */
static void
test_restored_twice (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *old = log_fixture_path (f, "old.db");
  g_autofree char *newer = log_fixture_path (f, "newer.db");
  g_autofree char *first = log_fixture_path (f, "first.db");
  g_autofree char *second = log_fixture_path (f, "second.db");
  guint n = 0;

  g_assert_true (osr_log_backup (f->log, old, NULL));
  log_erase (f, case_id (1));
  g_assert_true (osr_log_backup (f->log, newer, NULL));
  g_assert_true (osr_log_restore (newer, first, f->clock, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (osr_log_restore (old, second, f->clock, &n, NULL));
  g_assert_cmpuint (n, ==, 2);
}

/* The old office's folder is elsewhere; its list may end in the middle of a line. */
static void
test_list_merged (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *list = log_fixture_path (f, OSR_ERASURE_LIST);
  g_autofree char *torn = log_fixture_path (f, "torn.list");
  g_autofree char *whole = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (OsrErasureList) merged = NULL;
  g_autoptr (GError) error = NULL;

  log_erase (f, case_id (1));
  g_assert_true (g_file_get_contents (list, &whole, NULL, NULL));
  g_assert_null (strstr (whole, words[0]));
  cut = g_strndup (whole, strlen (whole) - 20);
  g_assert_true (g_file_set_contents (torn, cut, -1, NULL));
  g_assert_true (osr_erasure_list_merge (list, torn, &error));
  g_assert_true (osr_erasure_list_merge (list, torn, &error));
  g_assert_no_error (error);
  merged = osr_erasure_list_read (torn, &error);
  g_assert_cmpuint (osr_erasure_list_count (merged), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/erasure/nothing-left", test_nothing_left);
  g_test_add_func ("/store/erasure/cut-at-start", test_cut_at_start);
  g_test_add_func ("/store/erasure/one-event", test_one_event);
  g_test_add_func ("/store/erasure/undone", test_undone);
  g_test_add_func ("/store/erasure/refused", test_refused);
  g_test_add_func ("/store/erasure/person", test_person);
  g_test_add_func ("/store/erasure/outbox", test_outbox);
  g_test_add_func ("/store/erasure/restored", test_restored);
  g_test_add_func ("/store/erasure/restored-pictures", test_restored_pictures);
  g_test_add_func ("/store/erasure/proofs-after-a-restoration", test_restored_proofs);
  g_test_add_func ("/store/erasure/restored-twice", test_restored_twice);
  g_test_add_func ("/store/erasure/list-merged", test_list_merged);
  return g_test_run ();
}
