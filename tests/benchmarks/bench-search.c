/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search and similar messages over made-up ones, and what it costs to leave nothing of a forgotten case;
 * how many messages is the first argument. Prints times, fails on none of them. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/osr-cache.h"
#include "store/osr-cache-private.h"
#include "store/search/osr-cache-search.h"
#include "store/search/osr-search-query.h"

#define FEW       100000
#define BATCH     10000
#define QUESTIONS 100
#define SYLLABLES 40
#define FIRST_ID  "00000000-0000-4000-8000-000000000000"

static const char *const syllables[SYLLABLES] = {
  "ба",  "во",  "ги",  "да",  "ре",  "жа",  "зо",  "ки",  "ла",  "му",  "не",  "по",  "ру",  "са",
  "та",  "фе",  "хо",  "ца",  "че",  "ша",  "ста", "пре", "кро", "гло", "дни", "вра", "бле", "сно",
  "тва", "мир", "лес", "дом", "вод", "сад", "пол", "рот", "кан", "тор", "пил", "гор"
};

/* Words as often as in a language: the n-th in the order of frequency n times rarer. */
static void
append_word (GString *text, GRand *random)
{
  double share = g_rand_double (random);
  guint word = (guint) (200000 * share * share * share * share * share);

  for (guint i = 0; i < 3; i++, word /= SYLLABLES)
    g_string_append (text, syllables[(word * 7 + i * 11) % SYLLABLES]);
  g_string_append_c (text, ' ');
}

static void
make_text (GString *text, GRand *random)
{
  gint32 words = g_rand_int_range (random, 6, 40);

  g_string_truncate (text, 0);
  for (gint32 i = 0; i < words; i++)
    append_word (text, random);
}

static void
fill (OsrCache *cache, guint n, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n;) {
    g_autoptr (OsrTransaction) transaction = osr_cache_begin (cache, &error);

    for (guint end = MIN (n, i + BATCH); i < end && error == NULL; i++) {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);
      g_autofree char *author = g_strdup_printf ("a%d", g_rand_int_range (random, 0, 50000));
      g_autofree char *place = g_strdup_printf ("село %d", g_rand_int_range (random, 0, 300));
      OsrCacheRow row = { .id = id, .at = i + 1, .author_id = author, .place = place };

      make_text (text, random);
      row.text = text->str;
      osr_cache_put_row (cache, &row, &error);
    }
    g_assert_no_error (error);
    osr_transaction_commit (transaction, &error);
    g_assert_no_error (error);
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

/* Returns: the median, which a ratio is made of. */
static double
report (const char *what, double *times)
{
  qsort (times, QUESTIONS, sizeof *times, compare);
  printf ("%-28s median %8.3f ms   95 %% %8.3f ms   worst %8.3f ms", what,
          times[QUESTIONS / 2] * 1e3, times[QUESTIONS * 95 / 100] * 1e3,
          times[QUESTIONS - 1] * 1e3);
  printf ("\n");
  fflush (stdout);
  return times[QUESTIONS / 2];
}

typedef enum { FLOOR, NEWEST, BEST, SIMILAR } What;

/* What raw FTS5 takes for the keys alone of the newest; with the pieces marked by FTS5's own means. */
static void
ask_floor (OsrCache *cache, const char *query)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      cache->database,
      "SELECT rowid AS key, snippet (case_text, 0, '[', ']', '…', 24) AS piece FROM case_text"
      " WHERE case_text MATCH :query ORDER BY rowid DESC LIMIT 50",
      NULL);
  guint n = 0;

  osr_statement_bind_text (select, ":query", query);
  for (; osr_statement_step (select, NULL) == OSR_STEP_ROW; n++)
    g_assert_nonnull (osr_statement_get_text (select, "piece"));
  g_assert_cmpuint (n, <=, 50);
}

static void
ask (OsrCache *cache, What what, const char *text, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *author = g_strdup_printf ("a%u", n % 50000);
  OsrCacheLike like = { NULL, text, author, "село 12" };
  g_autofree char *query = osr_search_query_new (text, FALSE);

  if (what == FLOOR) {
    ask_floor (cache, query);
    return;
  }
  if (what == SIMILAR)
    found = osr_cache_find_similar (cache, &like, 10, &error);
  else
    found = osr_cache_search (cache, query, what == BEST ? OSR_SEARCH_BEST : OSR_SEARCH_NEWEST, 50,
                              &error);
  g_assert_no_error (error);
}

/* Seconds of this program's own work: what else the machine does is not measured. */
static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
measure (OsrCache *cache, What what, const char *name)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new (NULL);
  double times[QUESTIONS];

  for (guint i = 0; i < QUESTIONS; i++) {
    double start;

    if (what == SIMILAR) {
      make_text (text, random);
    } else {
      g_string_truncate (text, 0);
      append_word (text, random);
    }
    start = processor_time ();
    ask (cache, what, text->str, i);
    times[i] = processor_time () - start;
  }
  return report (name, times);
}

/* One case is taken away: how long the cleaning takes, and how long it holds the window up. */
static void
measure_purge (OsrCache *cache)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time (), longest = 0;
  gboolean done = FALSE;
  OsrPage page = { 0 };
  OsrEntry forgotten = { .kind = OSR_ENTRY_FORGET, .stream = (char *) FIRST_ID };

  page.entries = g_ptr_array_new ();
  g_ptr_array_add (page.entries, &forgotten);
  osr_cache_apply_page (cache, &page, NULL, &error);
  while (!done && error == NULL) {
    gint64 step = g_get_monotonic_time ();

    osr_cache_purge_step (cache, &done, &error);
    longest = MAX (longest, g_get_monotonic_time () - step);
  }
  g_assert_no_error (error);
  g_ptr_array_unref (page.entries);
  printf ("one case forgotten: cleaned in %.2f s, longest step %.1f ms\n",
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, (double) longest / 1e3);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : FEW;
  g_autofree char *folder = g_dir_make_tmp ("bench-search-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autoptr (GError) error = NULL;
  double floor;
  OsrCache *cache = osr_cache_open (path, &error);
  gint64 start = g_get_monotonic_time ();

  g_assert_no_error (error);
  fill (cache, n, 1);
  printf ("%u messages put in %.1f s\n", n,
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  floor = measure (cache, FLOOR, "raw FTS5, pieces marked");
  floor = MIN (floor, measure (cache, FLOOR, "the same, warm"));
  printf ("ratio to it: %.2f\n", measure (cache, NEWEST, "newest 50, one word") / floor);
  measure (cache, BEST, "best 50, one word");
  measure (cache, SIMILAR, "similar messages");
  measure_purge (cache);
  osr_cache_free (cache);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    g_unlink (file);
  }
  g_rmdir (folder);
  return 0;
}
