/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of all cases beside the log: each person's part of them, in pages that neither double nor lose
 * a row; dropped and built anew when they do not fit the log. */
#include <string.h>

#include "osr-log-fixture.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-log-private.h"
#include "store/search/osr-index-private.h"
#include "store/search/osr-search-query.h"

#define CASES 23

static OsrIndex *
open_index (LogFixture *f)
{
  g_autofree char *path = log_fixture_path (f, "index.db");
  g_autoptr (GError) error = NULL;
  OsrIndex *index = osr_index_open (path, f->log, &error);

  g_assert_no_error (error);
  return index;
}

static void
update (OsrIndex *index)
{
  gboolean done = FALSE;
  g_autoptr (GError) error = NULL;

  while (!done) {
    g_assert_true (osr_index_update (index, 5, &done, &error));
    g_assert_no_error (error);
  }
}

static GHashTable *
list (OsrIndex *index, const char *person, OsrIndexView view, guint limit)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *after = NULL;

  do {
    OsrIndexQuery query = { person, view, limit, after };
    g_autofree char *next = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = osr_index_list (index, &query, &next, &error);

    g_assert_no_error (error);
    for (guint i = 0; i < rows->len; i++)
      g_assert_true (g_hash_table_add (ids, g_strdup (((OsrIndexRow *) rows->pdata[i])->id)));
    g_free (after);
    after = g_steal_pointer (&next);
  } while (after != NULL);
  return ids;
}

static void
assert_lists (OsrIndex *index, const char *person, guint open, guint closed)
{
  for (guint limit = 1; limit < 30; limit += 7) {
    g_autoptr (GHashTable) running = list (index, person, OSR_INDEX_OPEN, limit);
    g_autoptr (GHashTable) ended = list (index, person, OSR_INDEX_CLOSED, limit);
    g_autoptr (GHashTable) all = list (index, person, OSR_INDEX_ALL, limit);

    g_assert_cmpuint (g_hash_table_size (running), ==, open);
    g_assert_cmpuint (g_hash_table_size (ended), ==, closed);
    g_assert_cmpuint (g_hash_table_size (all), ==, open + closed);
  }
}

static void
test_pages (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);

  log_grant (f, "ivanova", "curator", NULL);
  log_grant (f, "ivanova", "executor", "roads");
  log_grant (f, "petrov", "executor", "roads");
  for (guint i = 0; i < CASES; i++)
    log_find (f, i);
  for (guint i = 4; i < 10; i++)
    log_route (f, i, "roads");
  for (guint i = 0; i < 5; i++)
    osr_record_unref (log_append (f, case_id (i), "dismissed", "{\"reason\":\"spam\"}", NULL));
  update (index);
  assert_lists (index, "ivanova", CASES - 5, 5);
  assert_lists (index, "petrov", 5, 1);
  assert_lists (index, "sidorov", 0, 0);
}

/* All messages of the log are of the first microsecond. */
static void
test_closed_before (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);

  log_grant (f, "ivanova", "curator", NULL);
  for (guint i = 0; i < 3; i++) {
    log_find (f, i);
    osr_record_unref (log_append (f, case_id (i), "dismissed", "{\"reason\":\"spam\"}", NULL));
  }
  update (index);
  for (OsrInstant before = 1; before <= 2; before++) {
    OsrIndexQuery query = { "ivanova", OSR_INDEX_CLOSED, 10, NULL, before };
    g_autofree char *next = NULL;
    g_autoptr (GPtrArray) rows = osr_index_list (index, &query, &next, NULL);

    g_assert_cmpuint (rows->len, ==, before == 1 ? 0 : 3);
    for (guint i = 0; i < rows->len; i++)
      g_assert_cmpstr (((OsrIndexRow *) rows->pdata[i])->network, ==, "vk");
  }
}

static void
test_follows (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);

  log_grant (f, "ivanova", "curator", NULL);
  log_find (f, 1);
  update (index);
  assert_lists (index, "ivanova", 1, 0);
  osr_record_unref (log_append (f, case_id (1), "dismissed", "{\"reason\":\"spam\"}", NULL));
  log_find (f, 2);
  g_clear_pointer (&index, osr_index_free);
  index = open_index (f);
  update (index);
  assert_lists (index, "ivanova", 1, 1);
  log_revoke (f, "ivanova", "curator", NULL);
  assert_lists (index, "ivanova", 0, 0);
}

static void
test_of_another_log (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);

  log_grant (f, "ivanova", "curator", NULL);
  log_find (f, 1);
  update (index);
  g_assert_true (
      osr_database_exec (index->database, "UPDATE index_place SET epoch = 'another'", NULL));
  g_clear_pointer (&index, osr_index_free);
  index = open_index (f);
  assert_lists (index, "ivanova", 0, 0);
  update (index);
  assert_lists (index, "ivanova", 1, 0);
}

static void
test_plan (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);
  g_autofree char *plan = osr_index_explain (index);

  g_test_message ("%s", plan);
  g_assert_null (strstr (plan, "SCAN"));
  g_assert_null (strstr (plan, "TEMP B-TREE"));
  g_assert_nonnull (strstr (plan, "SEARCH s USING PRIMARY KEY"));
}

static char *
digest_of (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* A note whose words name the file. */
static void
name_file (LogFixture *f, guint n, const char *digest)
{
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"t\",\"media\":[\"%s\"]}", digest);

  osr_record_unref (log_append (f, case_id (n), "noted", NULL, payload));
}

static guint
count_orphans (OsrIndex *index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orphans = osr_index_list_orphans (index, &error);

  g_assert_no_error (error);
  return orphans->len;
}

/* Named and destroyed before the index looked: nothing in the log names the file any more. */
static void
test_named_and_erased_within_a_turn (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);
  g_autofree char *erased = digest_of ("erased");
  g_autofree char *kept = digest_of ("kept");
  g_autoptr (GPtrArray) orphans = NULL;

  log_find (f, 1);
  log_find (f, 2);
  update (index);
  g_assert_true (osr_index_doubt_file (index, erased, NULL));
  g_assert_true (osr_index_doubt_file (index, kept, NULL));
  name_file (f, 1, erased);
  name_file (f, 2, kept);
  log_erase (f, case_id (1));
  update (index);
  orphans = osr_index_list_orphans (index, NULL);
  g_assert_cmpuint (orphans->len, ==, 1);
  g_assert_cmpstr (orphans->pdata[0], ==, erased);
}

/* The same of a file that the index was never told of, or whose mark a power cut undid. */
static void
test_never_heard_of (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);
  g_autofree char *erased = digest_of ("erased");
  g_autoptr (GPtrArray) orphans = NULL;

  log_find (f, 1);
  log_find (f, 2);
  name_file (f, 1, erased);
  log_erase (f, case_id (1));
  update (index);
  orphans = osr_index_list_orphans (index, NULL);
  g_assert_cmpuint (orphans->len, ==, 1);
  g_assert_cmpstr (orphans->pdata[0], ==, erased);
}

static JsonObject *
first_of_list (LogFixture *f)
{
  return f->log->destroyed->entries->pdata[0];
}

/* An index made anew takes in every erased case; what was read of the list is there until it grows, and
 * what another program adds to it is seen in the next turn. */
static void
test_list_read_once (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = NULL;
  g_autoptr (OsrLog) other = NULL;
  g_autoptr (JsonObject) read = NULL;

  for (guint i = 0; i < CASES; i++) {
    g_autofree char *name = g_strdup_printf ("picture %u", i);
    g_autofree char *digest = digest_of (name);

    log_find (f, i);
    name_file (f, i, digest);
    if (i > 0)
      log_erase (f, case_id (i));
  }
  log_fixture_reopen (f);
  read = json_object_ref (first_of_list (f));
  index = open_index (f);
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, CASES - 1);
  g_assert_true (first_of_list (f) == read);

  other = g_steal_pointer (&f->log);
  f->log = osr_log_open (f->path, f->clock, NULL);
  log_erase (f, case_id (0));
  osr_log_free (f->log);
  f->log = g_steal_pointer (&other);
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, CASES);
  g_assert_false (first_of_list (f) == read);
}

/* The program ended after the words were destroyed and before the file was removed. */
static void
test_orphans_wait_for_a_start (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);
  g_autofree char *photo = digest_of ("photo");
  g_autofree char *both = digest_of ("both");

  log_find (f, 1);
  log_find (f, 2);
  name_file (f, 1, photo);
  name_file (f, 1, both);
  name_file (f, 2, both);
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, 0);
  log_erase (f, case_id (1));
  update (index);
  g_clear_pointer (&index, osr_index_free);
  index = open_index (f);
  g_assert_cmpuint (count_orphans (index), ==, 1);
  g_assert_true (osr_index_forget_orphan (index, photo, NULL));
  g_assert_cmpuint (count_orphans (index), ==, 0);
  log_erase (f, case_id (2));
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, 1);
}

/* Handed in again by somebody whose command is still to come; nobody waits for it for ever. */
static void
test_awaited_is_no_orphan (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrIndex) index = open_index (f);
  g_autofree char *photo = digest_of ("photo");

  log_find (f, 1);
  log_find (f, 2);
  name_file (f, 1, photo);
  update (index);
  g_assert_true (osr_index_expect_file (index, photo, NULL));
  log_erase (f, case_id (1));
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, 0);
  f->now += 29 * 24 * OSR_HOUR;
  g_assert_cmpuint (count_orphans (index), ==, 0);
  name_file (f, 2, photo);
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, 0);
  log_erase (f, case_id (2));
  update (index);
  g_assert_cmpuint (count_orphans (index), ==, 1);
  g_assert_true (osr_index_expect_file (index, photo, NULL));
  g_assert_cmpuint (count_orphans (index), ==, 0);
  f->now += 31 * 24 * OSR_HOUR;
  g_assert_cmpuint (count_orphans (index), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/index/pages", test_pages);
  g_test_add_func ("/store/index/closed-before", test_closed_before);
  g_test_add_func ("/store/index/follows", test_follows);
  g_test_add_func ("/store/index/of-another-log", test_of_another_log);
  g_test_add_func ("/store/index/plan", test_plan);
  g_test_add_func ("/store/index/orphans-wait-for-a-start", test_orphans_wait_for_a_start);
  g_test_add_func ("/store/index/named-and-erased-within-a-turn",
                   test_named_and_erased_within_a_turn);
  g_test_add_func ("/store/index/files-never-heard-of", test_never_heard_of);
  g_test_add_func ("/store/index/list-of-the-destroyed-read-once", test_list_read_once);
  g_test_add_func ("/store/index/awaited-is-no-orphan", test_awaited_is_no_orphan);
  return g_test_run ();
}
