/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bulk of the first sync: seen at once, in the file when it ends, and never taking anything else
 * with it when it is undone. */
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/bulk/osr-cache-bulk.h"
#include "store/osr-cache-private.h"

typedef struct {
  LogFixture *log;
  char *path;
  OsrCache *cache;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->log = log_fixture_new ();
  f->path = log_fixture_path (f->log, "cache.db");
  f->cache = osr_cache_open (f->path, &error);
  g_assert_no_error (error);
  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  log_find (f->log, 2);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_cache_free (f->cache);
  log_fixture_free (f->log);
  g_free (f->path);
}

static void
apply (Fixture *f)
{
  follow_log (f->log->log, "ivanova", f->cache, NULL);
}

static void
apply_in_bulk (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_cache_bulk_enter (f->cache, &error));
  apply (f);
  osr_cache_bulk_leave (f->cache);
  g_assert_true (osr_cache_bulk_is_open (f->cache));
}

/* What a program would find that opens the file now. */
static gint64
version_in_file (Fixture *f, const char *stream)
{
  g_autoptr (OsrCache) other = osr_cache_open (f->path, NULL);

  return osr_cache_get_version (other, stream);
}

static void
put_row (Fixture *f, const char *id)
{
  OsrCacheRow row = { .id = id, .text = "яма", .acts = TRUE };
  g_autoptr (GError) error = NULL;
  OsrTransaction *transaction = osr_cache_begin (f->cache, &error);

  g_assert_no_error (error);
  g_assert_true (osr_cache_put_row (f->cache, &row, &error));
  g_assert_true (osr_transaction_commit (transaction, &error));
  osr_transaction_free (transaction);
}

static void
test_seen_at_once (Fixture *f, gconstpointer data)
{
  apply_in_bulk (f);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 1);
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 0);
  g_assert_true (osr_cache_bulk_end (f->cache, NULL));
  g_assert_false (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 1);
  g_assert_cmpint (version_in_file (f, case_id (2)), ==, 1);
}

static void
test_several_pages (Fixture *f, gconstpointer data)
{
  apply_in_bulk (f);
  log_find (f->log, 3);
  apply_in_bulk (f);
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 0);
  g_assert_true (osr_cache_bulk_end (f->cache, NULL));
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 1);
  g_assert_cmpint (version_in_file (f, case_id (3)), ==, 1);
}

static void
test_dropped (Fixture *f, gconstpointer data)
{
  g_autofree char *before = g_strdup (osr_cache_get_cursor (f->cache));

  apply_in_bulk (f);
  g_assert_cmpstr (osr_cache_get_cursor (f->cache), !=, before);
  osr_cache_bulk_drop (f->cache);
  g_assert_cmpstr (osr_cache_get_cursor (f->cache), ==, before);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 0);
  apply (f);
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 1);
}

/* A row is written by somebody else: it is not lost with what comes after it. */
static void
test_others_end_it (Fixture *f, gconstpointer data)
{
  apply_in_bulk (f);
  put_row (f, case_id (1));
  g_assert_false (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 1);
  log_find (f->log, 3);
  apply_in_bulk (f);
  osr_cache_bulk_drop (f->cache);
  g_assert_cmpuint (osr_cache_count (f->cache, OSR_CACHE_ALL, 0), ==, 1);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (3)), ==, 0);
}

/* A row of the bulk's own pages belongs to it. */
static void
test_own_rows (Fixture *f, gconstpointer data)
{
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  apply (f);
  put_row (f, case_id (1));
  osr_cache_bulk_leave (f->cache);
  g_assert_true (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpuint (osr_cache_count (f->cache, OSR_CACHE_ALL, 0), ==, 1);
  osr_cache_bulk_drop (f->cache);
  g_assert_cmpuint (osr_cache_count (f->cache, OSR_CACHE_ALL, 0), ==, 0);
}

static guint
found (Fixture *f, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = osr_cache_list (f->cache, OSR_CACHE_ALL, 0, word, &error);

  g_assert_no_error (error);
  return ids->len;
}

static void
put_text (Fixture *f, const char *id, OsrInstant at, const char *text)
{
  OsrCacheRow row = { .id = id, .at = at, .text = text };
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_cache_put_row (f->cache, &row, &error));
  g_assert_no_error (error);
}

/* Words wait until they are looked for, in whatever order their rows came and were changed. */
static void
test_words_are_found (Fixture *f, gconstpointer data)
{
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  put_text (f, case_id (1), 300, "яма на дороге");
  put_text (f, case_id (2), 100, "яма во дворе");
  put_text (f, case_id (3), 200, "лифт стоит");
  put_text (f, case_id (1), 300, "крыша течёт");
  g_assert_true (osr_cache_remove_row (f->cache, case_id (3), NULL));
  osr_cache_bulk_leave (f->cache);
  g_assert_cmpuint (found (f, "яма"), ==, 1);
  g_assert_cmpuint (found (f, "крыша"), ==, 1);
  g_assert_cmpuint (found (f, "лифт"), ==, 0);
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  put_text (f, case_id (2), 100, "лифт во дворе");
  g_assert_true (osr_cache_bulk_end (f->cache, NULL));
  g_assert_cmpuint (found (f, "яма"), ==, 0);
  g_assert_cmpuint (found (f, "лифт"), ==, 1);
}

static void
test_words_are_dropped (Fixture *f, gconstpointer data)
{
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  put_text (f, case_id (1), 300, "яма на дороге");
  osr_cache_bulk_drop (f->cache);
  put_text (f, case_id (2), 300, "лифт стоит");
  g_assert_cmpuint (found (f, "яма"), ==, 0);
  g_assert_cmpuint (found (f, "лифт"), ==, 1);
}

/* Rows may change and go while the words of others are put into the index by parts. */
static void
test_words_change_between_steps (Fixture *f, gconstpointer data)
{
  gboolean done = FALSE;

  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  for (guint i = 1; i <= 100; i++)
    put_text (f, case_id (i), 1000 - i, "яма на дороге");
  osr_cache_bulk_leave (f->cache);
  g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL));
  g_assert_false (done);
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  put_text (f, case_id (1), 999, "лифт стоит");   /* its words wait */
  put_text (f, case_id (100), 900, "лифт стоит"); /* its words are there */
  g_assert_true (osr_cache_remove_row (f->cache, case_id (2), NULL));
  g_assert_true (osr_cache_remove_row (f->cache, case_id (99), NULL));
  osr_cache_bulk_leave (f->cache);
  while (!done)
    g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL));
  g_assert_false (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpuint (found (f, "яма"), ==, 96);
  g_assert_cmpuint (found (f, "лифт"), ==, 2);
}

/* The words of a long bulk go into the index while it stays open. */
static void
test_words_before_the_end (Fixture *f, gconstpointer data)
{
  gboolean done = FALSE;
  guint steps = 0;

  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  for (guint i = 1; i <= 100; i++)
    put_text (f, case_id (i), 1000 - i, "яма на дороге");
  osr_cache_bulk_leave (f->cache);
  for (; !done; steps++)
    g_assert_true (osr_cache_bulk_step_words (f->cache, &done, NULL));
  g_assert_cmpuint (steps, >, 1);
  g_assert_null (f->cache->words);
  g_assert_true (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpuint (found (f, "яма"), ==, 100);
  osr_cache_bulk_drop (f->cache);
  g_assert_cmpuint (found (f, "яма"), ==, 0);
}

/* A bulk that was written in steps stands in the file itself, not in its write-ahead log alone. */
static void
test_folded_by_steps (Fixture *f, gconstpointer data)
{
  g_autofree char *alone = log_fixture_path (f->log, "alone.db");
  g_autoptr (OsrCache) other = NULL;
  g_autofree char *bytes = NULL;
  gboolean done = FALSE;
  gsize length;

  apply_in_bulk (f);
  g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL)); /* its pages */
  g_assert_true (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 0);
  while (!done)
    g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL));
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (alone, bytes, (gssize) length, NULL));
  other = osr_cache_open (alone, NULL);
  g_assert_cmpint (osr_cache_get_version (other, case_id (1)), ==, 1);
}

/* Between two steps somebody else may write: then the bulk is in the file with it. */
static void
test_ended_between_steps (Fixture *f, gconstpointer data)
{
  gboolean done = FALSE;

  apply_in_bulk (f);
  g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL));
  g_assert_true (osr_cache_drop_case (f->cache, case_id (2), NULL));
  g_assert_cmpint (version_in_file (f, case_id (1)), ==, 1);
  g_assert_true (osr_cache_bulk_step (f->cache, &done, NULL));
  g_assert_true (done);
}

static void
put_read (Fixture *f, const char *id, const char *text, const char *read_text)
{
  g_autoptr (OsrReadText) read = osr_read_text_new (read_text);
  OsrCacheRow row = { .id = id, .at = 300, .text = text, .read = read };

  g_assert_true (osr_cache_put_row (f->cache, &row, NULL));
}

static gint64
count_bands (Fixture *f)
{
  return osr_database_get_int (f->cache->database, "SELECT count (*) FROM case_band", -1);
}

/* Words that a thread has read are found like those that are read when they are written: in a bulk when it
 * ends, and without one. */
static void
test_words_read_before (Fixture *f, gconstpointer data)
{
  g_assert_true (osr_cache_bulk_enter (f->cache, NULL));
  put_read (f, case_id (1), "глубокая яма на дороге", "глубокая яма на дороге");
  osr_cache_bulk_leave (f->cache);
  g_assert_true (osr_cache_bulk_end (f->cache, NULL));
  g_assert_cmpuint (found (f, "дорога"), ==, 1);
  g_assert_cmpint (count_bands (f), ==, OSR_TEXT_SKETCH_BANDS);
  put_read (f, case_id (2), "яма", "яма");
  g_assert_cmpuint (found (f, "ямы"), ==, 2);
  g_assert_cmpint (count_bands (f), ==, OSR_TEXT_SKETCH_BANDS);
}

/* What was read of another text, or of one that has to be cleaned, says nothing of this one. */
static void
test_words_read_of_another (Fixture *f, gconstpointer data)
{
  put_read (f, case_id (1), "лифт стоит", "глубокая яма на дороге");
  g_assert_cmpuint (found (f, "яма"), ==, 0);
  g_assert_cmpuint (found (f, "лифт"), ==, 1);
  g_assert_cmpint (count_bands (f), ==, 0);
  put_read (f, case_id (2), "ду\x02пло \xff", "ду\x02пло \xff");
  g_assert_cmpuint (found (f, "ду"), ==, 1);
}

/* Everything is taken back for another log, and forgotten, whatever was open. */
static void
test_reset_and_drop_case (Fixture *f, gconstpointer data)
{
  apply_in_bulk (f);
  g_assert_true (osr_cache_drop_case (f->cache, case_id (2), NULL));
  g_assert_false (osr_cache_bulk_is_open (f->cache));
  log_find (f->log, 3);
  apply_in_bulk (f);
  g_assert_true (osr_cache_reset (f->cache, NULL, NULL));
  g_assert_false (osr_cache_bulk_is_open (f->cache));
  g_assert_cmpint (version_in_file (f, case_id (3)), ==, 0);
  g_assert_null (osr_cache_get_cursor (f->cache));
}

static void
test_kept_when_closed (Fixture *f, gconstpointer data)
{
  apply_in_bulk (f);
  g_clear_pointer (&f->cache, osr_cache_free);
  f->cache = osr_cache_open (f->path, NULL);
  g_assert_cmpint (osr_cache_get_version (f->cache, case_id (1)), ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/bulk/seen-at-once", test_seen_at_once);
  add ("/store/bulk/several-pages", test_several_pages);
  add ("/store/bulk/dropped", test_dropped);
  add ("/store/bulk/others-end-it", test_others_end_it);
  add ("/store/bulk/own-rows", test_own_rows);
  add ("/store/bulk/words-are-found", test_words_are_found);
  add ("/store/bulk/words-are-dropped", test_words_are_dropped);
  add ("/store/bulk/words-change-between-steps", test_words_change_between_steps);
  add ("/store/bulk/words-read-before", test_words_read_before);
  add ("/store/bulk/words-read-of-another", test_words_read_of_another);
  add ("/store/bulk/words-before-the-end", test_words_before_the_end);
  add ("/store/bulk/folded-by-steps", test_folded_by_steps);
  add ("/store/bulk/ended-between-steps", test_ended_between_steps);
  add ("/store/bulk/reset-and-drop-case", test_reset_and_drop_case);
  add ("/store/bulk/kept-when-closed", test_kept_when_closed);
  return g_test_run ();
}
