/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache: pages with their cursor, broken chains, the queue's order and search, a file that does
 * not fit. */
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-cache-private.h"

typedef struct {
  LogFixture *log;
  char *path;
  OsrCache *cache;
} Fixture;

static void
open_cache (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->cache, osr_cache_free);
  f->cache = osr_cache_open (f->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->log = log_fixture_new ();
  f->path = log_fixture_path (f->log, "cache.db");
  open_cache (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_cache_free (f->cache);
  log_fixture_free (f->log);
  g_free (f->path);
}

static gint64
cursor_of (Fixture *f)
{
  gint64 position = -1;

  osr_log_read_cursor (f->log->log, osr_cache_get_cursor (f->cache), &position, NULL);
  return position;
}

static OsrPage *
page_of (Fixture *f, const char *person)
{
  g_autoptr (GError) error = NULL;
  OsrPage *page = read_changes (f->log->log, person, osr_cache_get_cursor (f->cache), 500, &error);

  g_assert_no_error (error);
  return page;
}

/* Brings the cache up to date, and returns how many streams changed. */
static guint
pull (Fixture *f, const char *person)
{
  g_autoptr (OsrPage) page = page_of (f, person);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  osr_cache_apply_page (f->cache, page, changed, &error);
  g_assert_no_error (error);
  return changed->len;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (GPtrArray) streams = NULL;

  g_assert_true (osr_cache_is_new (f->cache));
  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  log_find (f->log, 2);
  g_assert_cmpuint (pull (f, "ivanova"), ==, 3);
  log_route (f->log, 1, "roads");
  g_assert_cmpuint (pull (f, "ivanova"), ==, 1);
  g_assert_cmpuint (pull (f, "ivanova"), ==, 0);
  open_cache (f);
  g_assert_false (osr_cache_is_new (f->cache));
  g_assert_cmpint (cursor_of (f), ==, 4);
  g_assert_cmpstr (osr_cache_get_epoch (f->cache), ==, osr_log_get_epoch (f->log->log));
  c = osr_cache_load_case (f->cache, case_id (1), NULL);
  g_assert_cmpint (c->version, ==, 2);
  g_assert_cmpstr (c->text, ==, "Яма");
  streams = osr_cache_list_streams (f->cache, NULL);
  g_assert_cmpuint (streams->len, ==, 2);
  g_assert_false (osr_cache_is_damaged (f->cache, case_id (1)));
  g_assert_true (osr_cache_verify_case (f->cache, case_id (1), NULL));
  g_assert_cmpint (osr_cache_get_version (f->cache, OSR_STREAM_OFFICE), ==, 1);
}

static void
test_forgotten (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  OsrCacheRow row = { .id = case_id (1), .text = "яма", .acts = TRUE };

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f, "ivanova");
  osr_cache_put_row (f->cache, &row, NULL);
  log_revoke (f->log, "ivanova", "curator", NULL);
  g_assert_cmpuint (pull (f, "ivanova"), ==, 2);
  g_assert_null (osr_cache_load_case (f->cache, case_id (1), &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (osr_cache_count (f->cache, OSR_CACHE_ALL, 0), ==, 0);
  /* And it comes again, whole. */
  log_route (f->log, 1, "roads");
  log_grant (f->log, "ivanova", "curator", NULL);
  pull (f, "ivanova");
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 2);
  g_assert_true (osr_cache_verify_case (f->cache, case_id (1), NULL));
}

/* A page that cannot be applied whole leaves events and cursor as they were. */
static void
test_page_is_one (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPage) page = NULL;
  g_autoptr (OsrTransaction) outer = NULL;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  page = page_of (f, "ivanova");
  outer = osr_cache_begin (f->cache, NULL);
  g_assert_true (osr_cache_apply_page (f->cache, page, NULL, NULL));
  g_clear_pointer (&outer, osr_transaction_free);
  open_cache (f);
  g_assert_cmpint (cursor_of (f), ==, 0);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 0);
}

/* The same page twice, as after a crash between the answer and the next request. */
static void
test_page_again (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPage) page = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  page = page_of (f, "ivanova");
  g_assert_true (osr_cache_apply_page (f->cache, page, NULL, NULL));
  g_assert_true (osr_cache_apply_page (f->cache, page, changed, NULL));
  g_assert_cmpuint (changed->len, ==, 0);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 1);
}

/* Answers to commands run ahead of the cursor; the page that brings the same changes nothing. */
static void
test_answer_ahead (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) answer = NULL;
  g_autoptr (GPtrArray) later = NULL;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f, "ivanova");
  log_route (f->log, 1, "roads");
  log_route (f->log, 1, "health");
  answer = osr_log_load_records (f->log->log, case_id (1), 1, NULL);
  later = osr_log_load_records (f->log->log, case_id (1), 2, NULL);
  g_assert_true (osr_cache_apply_records (f->cache, later, NULL));
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 1);
  g_assert_true (osr_cache_apply_records (f->cache, answer, NULL));
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 3);
  g_assert_cmpint (cursor_of (f), ==, 2);
  g_assert_cmpuint (pull (f, "ivanova"), ==, 0);
  g_assert_false (osr_cache_is_damaged (f->cache, case_id (1)));
}

static void
test_broken_chain (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPage) page = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autofree char *text = NULL;
  OsrRecord *record;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f, "ivanova");
  log_route (f->log, 1, "roads");
  page = page_of (f, "ivanova");
  record = ((OsrEntry *) page->entries->pdata[0])->records->pdata[0];
  text = g_strndup (g_bytes_get_data (record->meta, NULL), g_bytes_get_size (record->meta));
  strstr (text, "roads")[0] = 'R';
  other = g_bytes_new (text, strlen (text));
  g_bytes_unref (record->meta);
  record->meta = g_bytes_ref (other);
  g_assert_true (osr_cache_apply_page (f->cache, page, NULL, NULL));
  g_assert_true (osr_cache_is_damaged (f->cache, case_id (1)));
  /* It stays so, whatever follows. */
  log_route (f->log, 1, "health");
  pull (f, "ivanova");
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 3);
  g_assert_true (osr_cache_is_damaged (f->cache, case_id (1)));
}

static void
test_altered_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f, "ivanova");
  tamper (f->path, "UPDATE event SET payload = CAST ('{\"text\":\"x\"}' AS BLOB)"
                   " WHERE payload IS NOT NULL");
  g_assert_false (osr_cache_verify_case (f->cache, case_id (1), &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_true (osr_cache_is_damaged (f->cache, case_id (1)));
}

static void
test_other_epoch (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPage) page = osr_page_new ("another", 1);
  g_autoptr (GError) error = NULL;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f, "ivanova");
  g_assert_false (osr_cache_apply_page (f->cache, page, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
  g_assert_true (osr_cache_reset (f->cache, "another", NULL));
  g_assert_cmpint (cursor_of (f), ==, 0);
  g_assert_cmpstr (osr_cache_get_epoch (f->cache), ==, "another");
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 0);
  g_assert_true (osr_cache_apply_page (f->cache, page, NULL, NULL));
}

static void
put (Fixture *f, guint n, OsrCacheRow row)
{
  g_autoptr (GError) error = NULL;

  row.id = case_id (n);
  osr_cache_put_row (f->cache, &row, &error);
  g_assert_no_error (error);
}

/* The last digits of the ids listed. */
static char *
listed (Fixture *f, OsrCacheFilter filter, OsrInstant now, const char *search)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = osr_cache_list (f->cache, filter, now, search, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_c (text, ((char *) ids->pdata[i])[35]);
  return g_string_free (text, FALSE);
}

static void
assert_listed (Fixture *f, OsrCacheFilter filter, const char *search, const char *expected)
{
  g_autofree char *text = listed (f, filter, 100, search);

  g_assert_cmpstr (text, ==, expected);
  if (search == NULL)
    g_assert_cmpuint (osr_cache_count (f->cache, filter, 100), ==, strlen (expected));
}

/* A row that says the same again is not written, one with other limits leaves its words alone, and other
 * words take the place of the old. */
static void
test_same_row (Fixture *f, gconstpointer data)
{
  OsrDatabase *database = f->cache->database;
  OsrCacheRow row = { .due = 300, .acts = TRUE, .text = "яма на дороге", .author = "Ирина" };
  gint64 before;

  put (f, 1, row);
  before = osr_database_get_total_changes (database);
  put (f, 1, row);
  g_assert_cmpint (osr_database_get_total_changes (database), ==, before);
  row.due = 200;
  put (f, 1, row);
  g_assert_cmpint (osr_database_get_total_changes (database), ==, before + 1);
  assert_listed (f, OSR_CACHE_ACT, "яма", "1");
  row.text = "лужа на дороге";
  put (f, 1, row);
  assert_listed (f, OSR_CACHE_ACT, "лужа", "1");
  assert_listed (f, OSR_CACHE_ACT, "яма", "");
}

/* The number of the last event held is told without reading the events. */
static void
test_seq (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  g_assert_cmpint (osr_cache_get_seq (f->cache, case_id (1)), ==, 0);
  pull (f, "ivanova");
  events = osr_cache_load_events (f->cache, case_id (1), NULL);
  g_assert_cmpint (osr_cache_get_seq (f->cache, case_id (1)), ==,
                   ((OsrEvent *) g_ptr_array_index (events, events->len - 1))->seq);
}

static void
test_queue (Fixture *f, gconstpointer data)
{
  const OsrInstant none = OSR_INSTANT_UNKNOWN;

  put (f, 1, (OsrCacheRow){ .due = 300, .overdue_at = 300, .acts = TRUE, .mine = TRUE });
  put (f, 2, (OsrCacheRow){ .due = none, .overdue_at = none, .acts = TRUE });
  put (f, 3, (OsrCacheRow){ .due = 50, .overdue_at = 50, .acts = TRUE });
  put (f, 4, (OsrCacheRow){ .due = 10, .overdue_at = 10, .mine = TRUE });
  put (f, 5, (OsrCacheRow){ .due = 5, .overdue_at = 5, .over = TRUE, .mine = TRUE });
  put (f, 6, (OsrCacheRow){ .due = 200, .overdue_at = 150 });
  assert_listed (f, OSR_CACHE_ALL, NULL, "312465");
  assert_listed (f, OSR_CACHE_ACT, NULL, "312");
  assert_listed (f, OSR_CACHE_MINE, NULL, "145");
  assert_listed (f, OSR_CACHE_OVERDUE, NULL, "34");
  g_assert_cmpint (osr_cache_next_overdue (f->cache, 100), ==, 150);
  g_assert_cmpint (osr_cache_next_overdue (f->cache, 300), ==, none);
  put (f, 3, (OsrCacheRow){ .due = 50, .overdue_at = none, .over = TRUE });
  assert_listed (f, OSR_CACHE_ALL, NULL, "124653");
  g_assert_true (osr_cache_remove_row (f->cache, case_id (1), NULL));
  assert_listed (f, OSR_CACHE_ACT, NULL, "2");
}

static void
test_search (Fixture *f, gconstpointer data)
{
  put (f, 1,
       (OsrCacheRow){ .text = "Самолёт не летает",
                      .author = "Пётр Ёлкин",
                      .due = 1,
                      .number = "2026-000123",
                      .topics = "Транспорт",
                      .acts = TRUE });
  put (f, 2, (OsrCacheRow){ .text = "Яма на дороге 🚧 Café", .author = "Анна", .due = 2 });
  assert_listed (f, OSR_CACHE_ALL, "самолет", "1");
  assert_listed (f, OSR_CACHE_ALL, "САМОЛЁТ", "1");
  assert_listed (f, OSR_CACHE_ALL, "самоле\u0308т", "1");
  assert_listed (f, OSR_CACHE_ALL, "елкин петр", "1");
  assert_listed (f, OSR_CACHE_ALL, "доро", "2");
  assert_listed (f, OSR_CACHE_ALL, "cafe", "2");
  assert_listed (f, OSR_CACHE_ALL, "яма транспорт", "");
  assert_listed (f, OSR_CACHE_ALL, "тран", "1");
  assert_listed (f, OSR_CACHE_ALL, "№2026-000123", "1");
  assert_listed (f, OSR_CACHE_ALL, "000123", "1");
  assert_listed (f, OSR_CACHE_ALL, "123", "1");
  assert_listed (f, OSR_CACHE_MINE, "яма", "");
  assert_listed (f, OSR_CACHE_ACT, "самолет", "1");
  assert_listed (f, OSR_CACHE_ALL, "  ", "12");
  put (f, 1, (OsrCacheRow){ .text = "Автобус", .due = 1 });
  assert_listed (f, OSR_CACHE_ALL, "самолет", "");
  assert_listed (f, OSR_CACHE_ALL, "авт", "1");
}

/* Nothing that a person types is syntax. */
static void
test_hostile_search (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",    "\"\"\"", "*",     "яма OR", "NOT", "text:яма", "яма AND (",
    "-яма",  "^яма",   "{",     "—",      "№",   "\xff\xfe", "'; DROP TABLE case_row; --",
    "NEAR(", "🚧",      "\u202e"
  };

  put (f, 1, (OsrCacheRow){ .text = "Яма", .due = 1 });
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = listed (f, OSR_CACHE_ALL, 100, texts[i]);

    g_assert_cmpuint (strlen (text), <=, 1);
  }
  assert_listed (f, OSR_CACHE_ALL, "яма", "1");
  assert_listed (f, OSR_CACHE_ALL, "яма OR", "1");
}

static void
test_plans (Fixture *f, gconstpointer data)
{
  g_autofree char *since = osr_cache_explain_since (f->cache);

  g_assert_nonnull (strstr (since, "event_seq"));
  g_assert_null (strstr (since, "TEMP B-TREE"));
  for (int filter = OSR_CACHE_ACT; filter <= OSR_CACHE_PROMISED; filter++) {
    g_autofree char *plain = osr_cache_explain (f->cache, (OsrCacheFilter) filter, FALSE);
    g_autofree char *search = osr_cache_explain (f->cache, (OsrCacheFilter) filter, TRUE);

    g_test_message ("%s%s", plain, search);
    g_assert_nonnull (strstr (plain, "COVERING INDEX"));
    g_assert_null (strstr (plain, "SCAN"));
    g_assert_null (strstr (plain, "TEMP B-TREE"));
    g_assert_null (strstr (search, "SCAN case_row"));
    g_assert_null (strstr (search, "TEMP B-TREE"));
    g_assert_nonnull (strstr (search, "case_text VIRTUAL TABLE"));
  }
}

static void
test_does_not_fit (Fixture *f, gconstpointer data)
{
  static const char *const spoils[] = { "UPDATE replica SET schema = 'older'", "DROP TABLE replica",
                                        "PRAGMA user_version = 9" };

  for (guint i = 0; i <= G_N_ELEMENTS (spoils); i++) {
    log_grant (f->log, "ivanova", "curator", NULL);
    pull (f, "ivanova");
    g_assert_cmpint (cursor_of (f), >, 0);
    g_clear_pointer (&f->cache, osr_cache_free);
    if (i < G_N_ELEMENTS (spoils))
      tamper (f->path, spoils[i]);
    else
      g_assert_true (g_file_set_contents (f->path, "not a database at all", -1, NULL));
    open_cache (f);
    g_assert_true (osr_cache_is_new (f->cache));
    g_assert_cmpint (cursor_of (f), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/cache/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("pages", test_pages);
  ADD ("forgotten", test_forgotten);
  ADD ("page-is-one", test_page_is_one);
  ADD ("page-again", test_page_again);
  ADD ("answer-ahead", test_answer_ahead);
  ADD ("broken-chain", test_broken_chain);
  ADD ("altered-file", test_altered_file);
  ADD ("other-epoch", test_other_epoch);
  ADD ("same-row", test_same_row);
  ADD ("seq", test_seq);
  ADD ("queue", test_queue);
  ADD ("search", test_search);
  ADD ("hostile-search", test_hostile_search);
  ADD ("plans", test_plans);
  ADD ("does-not-fit", test_does_not_fit);
  return g_test_run ();
}
