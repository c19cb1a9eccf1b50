/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding cases in the cache by words and by likeness; and that nothing of what was forgotten or
 * erased is left in its files. */
#include <string.h>

#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/search/osr-cache-search.h"
#include "store/search/osr-search-query.h"

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
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_cache_free (f->cache);
  log_fixture_free (f->log);
  g_free (f->path);
}

static void
put (Fixture *f, guint n, OsrCacheRow row)
{
  g_autoptr (GError) error = NULL;

  row.id = case_id (n);
  row.at = row.at != 0 ? row.at : n;
  osr_cache_put_row (f->cache, &row, &error);
  g_assert_no_error (error);
}

/* The last digits of the cases found, in order. */
static char *
search (Fixture *f, const char *text, OsrSearchOrder order)
{
  g_autofree char *query = osr_search_query_new (text, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = osr_cache_search (f->cache, query, order, 10, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    g_string_append_c (found, ((OsrCacheHit *) hits->pdata[i])->id[35]);
  return g_string_free (found, FALSE);
}

static void
assert_found (Fixture *f, const char *text, const char *expected)
{
  g_autofree char *found = search (f, text, OSR_SEARCH_NEWEST);

  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected);
}

static void
fill (Fixture *f)
{
  put (f, 1,
       (OsrCacheRow){ .text = "Автобус не пришёл на остановку",
                      .author = "Пётр Ёлкин",
                      .number = "2026-000123",
                      .topics = "Транспорт",
                      .place = "Чигири" });
  put (f, 2,
       (OsrCacheRow){ .text = "Яма у остановки, в яме лужа",
                      .replies = "Здравствуйте! Яму засыпят в пятницу.",
                      .place = "Тында" });
  put (f, 3, (OsrCacheRow){ .text = "Лужа во дворе", .notes = "Звонили в Чигири, ждём насос" });
}

/* Forms of words, fleeting vowels among them, and what may be written between words. */
static void
test_words (Fixture *f, gconstpointer data)
{
  fill (f);
  assert_found (f, "остановок", "21");
  assert_found (f, "остановке яма", "2");
  assert_found (f, "лужи", "32");
  assert_found (f, "лужа -яма", "3");
  assert_found (f, "лужа НЕ ямы", "3");
  assert_found (f, "автобусы ИЛИ двор", "31");
  assert_found (f, "лужа автобус | яма", "2");
  assert_found (f, "\"во дворе\"", "3");
  assert_found (f, "\"дворе во\"", "");
  assert_found (f, "чигирях", "31");
  assert_found (f, "место:Чигири", "1");
  assert_found (f, "заметка:насос", "3");
  assert_found (f, "ответ:пятница", "2");
  assert_found (f, "автор:елкин", "1");
  assert_found (f, "пятниц", "2");
  assert_found (f, "остан*", "21");
  assert_found (f, "оста", "");
  assert_found (f, "123", "1");
  assert_found (f, "-яма", "");
  assert_found (f, "", "");
  assert_found (f, "снег", "");
}

/* Nothing that a person types is syntax, and every search is answered. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",     "\"\"",    "*",        "**",      "-",
    "--",     "- -",     "ИЛИ",      "| | |",   "НЕ",
    "НЕ ИЛИ", "яма ИЛИ", "яма НЕ",   "место:",  ":",
    "a:b:c",  "(",       ")) OR ((", "NEAR(",   "^яма",
    "{",      "\xff",    "\"яма",    "яма\"\"", "'; DROP TABLE case_row; --"
  };
  g_autoptr (GString) longest = g_string_new (NULL);

  fill (f);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (search (f, texts[i], OSR_SEARCH_BEST));
  while (longest->len < 1 << 20)
    g_string_append (longest, "яма -\"лужа двор\" ИЛИ ");
  g_free (search (f, longest->str, OSR_SEARCH_NEWEST));
  assert_found (f, "яма", "2");
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_autofree char *best = NULL;

  put (f, 1, (OsrCacheRow){ .text = "Яма яма яма", .at = 100 });
  put (f, 2, (OsrCacheRow){ .text = "Одна яма среди многих слов о другом", .at = 300 });
  put (f, 3, (OsrCacheRow){ .text = "Снова яма на дороге", .at = 200 });
  put (f, 4, (OsrCacheRow){ .text = "Тоже яма, в то же мгновение", .at = 200 });
  assert_found (f, "яма", "2431");
  best = search (f, "яма", OSR_SEARCH_BEST);
  g_assert_cmpint (best[0], ==, '1');
  /* What changes later keeps its place. */
  put (f, 1, (OsrCacheRow){ .text = "Яма засыпана", .at = 900 });
  assert_found (f, "яма", "2431");
}

static void
test_pieces (Fixture *f, gconstpointer data)
{
  g_autofree char *query = osr_search_query_new ("пятницу", FALSE);
  g_autoptr (GPtrArray) hits = NULL;
  const OsrCacheHit *hit;

  fill (f);
  hits = osr_cache_search (f->cache, query, OSR_SEARCH_NEWEST, 10, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  hit = hits->pdata[0];
  g_assert_cmpstr (hit->field, ==, "replies");
  g_assert_nonnull (strstr (hit->piece, OSR_SEARCH_MARK_BEGIN "пятницу" OSR_SEARCH_MARK_END));
}

/* The newest are had without sorting. */
static void
test_plan (Fixture *f, gconstpointer data)
{
  g_autofree char *newest = osr_cache_explain_search (f->cache, OSR_SEARCH_NEWEST);

  g_test_message ("%s", newest);
  g_assert_null (strstr (newest, "TEMP B-TREE"));
  g_assert_null (strstr (newest, "SCAN case_row"));
}

static GPtrArray *
like (Fixture *f, guint n, const char *text, const char *author, const char *place)
{
  OsrCacheLike what = { case_id (n), text, author, place };
  g_autoptr (GError) error = NULL;
  GPtrArray *found = osr_cache_find_similar (f->cache, &what, 10, &error);

  g_assert_no_error (error);
  return found;
}

/* Nearly the same words first, whoever wrote them; then the same author or place; then others. */
static void
test_similar (Fixture *f, gconstpointer data)
{
  const char *text = "Третий день нет горячей воды на Зелёной, трубы холодные";
  g_autoptr (GPtrArray) found = NULL;
  const OsrCacheSimilar *first, *second, *third;

  put (f, 1, (OsrCacheRow){ .text = "На Мира нет горячей воды и трубы гудят", .author_id = "b" });
  put (f, 2,
       (OsrCacheRow){
           .text = "Горячей воды нет, трубы совсем остыли", .author_id = "c", .place = "Тында" });
  put (f, 3,
       (OsrCacheRow){ .text =
                          "Добрый день! Третий день нет горячей воды на Зелёной, трубы холодные!!",
                      .author_id = "d" });
  put (f, 4, (OsrCacheRow){ .text = "Автобус снова опоздал на полчаса", .author_id = "a" });
  put (f, 5, (OsrCacheRow){ .text = text, .author_id = "a", .place = "Тында" });
  put (f, 6, (OsrCacheRow){ .text = text, .author_id = "z" });
  found = like (f, 5, text, "a", "ТЫНДА");
  g_assert_cmpuint (found->len, ==, 3);
  first = found->pdata[0];
  second = found->pdata[1];
  third = found->pdata[2];
  g_assert_cmpstr (first->id, ==, case_id (3));
  g_assert_true (first->same);
  g_assert_cmpstr (second->id, ==, case_id (2));
  g_assert_true (second->same_place);
  g_assert_false (second->same);
  g_assert_cmpstr (third->id, ==, case_id (1));
  g_assert_cmpfloat (third->likeness, <, 1);
}

/* Who writes again of the same place is not lost for having found other words; either alone is not
 * enough. */
static void
test_same_hand (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  const OsrCacheSimilar *only;

  put (f, 1, (OsrCacheRow){ .text = "Батареи ледяные", .author_id = "a", .place = "Тында" });
  put (f, 2, (OsrCacheRow){ .text = "Автобус опоздал", .author_id = "a", .place = "Зея" });
  put (f, 3, (OsrCacheRow){ .text = "Во дворе яма", .author_id = "b", .place = "Тында" });
  put (f, 4, (OsrCacheRow){ .text = "Когда дадут отопление?", .author_id = "a" });
  found = like (f, 4, "Когда дадут отопление?", "a", "Тында");
  g_assert_cmpuint (found->len, ==, 1);
  only = found->pdata[0];
  g_assert_cmpstr (only->id, ==, case_id (1));
  g_assert_true (only->same_author && only->same_place);
}

/* The case at an address, however it is spelt, and the cases of a matter; each by its index. */
static void
test_links (Fixture *f, gconstpointer data)
{
  g_autofree char *found = NULL;
  g_autofree char *plan = NULL;
  g_autoptr (GPtrArray) matter = NULL;

  put (f, 1, (OsrCacheRow){ .permalink = "https://vk.com/wall-1_2?reply=3&thread=1" });
  put (f, 2, (OsrCacheRow){ .permalink = "https://f.ru/5", .matter = case_id (1), .at = 9 });
  put (f, 3, (OsrCacheRow){ .matter = case_id (1), .at = 8 });
  found = osr_cache_find_link (f->cache, "http://m.vk.ru/a?w=wall-1_2_r3");
  g_assert_cmpstr (found, ==, case_id (1));
  g_assert_null (osr_cache_find_link (f->cache, "https://f.ru/6"));
  g_assert_null (osr_cache_find_link (f->cache, "no address"));
  matter = osr_cache_list_matter (f->cache, case_id (1), NULL);
  g_assert_cmpuint (matter->len, ==, 2);
  g_assert_cmpstr (matter->pdata[0], ==, case_id (3));
  plan = osr_cache_explain_links (f->cache);
  g_assert_nonnull (strstr (plan, "case_row_link"));
  g_assert_nonnull (strstr (plan, "case_row_matter"));
  g_assert_null (strstr (plan, "SCAN"));
  g_assert_null (strstr (plan, "TEMP B-TREE"));
}

/* Changed endings, a changed word, a greeting: the same message; another street: not the same. */
static void
test_same (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *text;
    gboolean same;
  } cases[] = {
    { "не приехал 38 автобус, ждали на морозе сорок минут с ребёнком", TRUE },
    { "Не приехал 38 автобус!!! Ждали на морозе СОРОК минут с ребенком", TRUE },
    { "Здравствуйте, не приехал 38 автобус, ждали на морозе сорок минут с ребёнком", TRUE },
    { "не приехал 38 автобус, ждали на ветру сорок минут с ребёнком", TRUE },
    { "автобус 12 приехал вовремя, спасибо водителю от всех пассажиров", FALSE },
    { "ребёнком с минут сорок морозе на ждали автобус 38 приехал не", FALSE },
  };

  put (f, 1, (OsrCacheRow){ .text = cases[0].text });
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) found = like (f, 9, cases[i].text, NULL, NULL);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (found->len > 0 && ((OsrCacheSimilar *) found->pdata[0])->same, ==,
                     cases[i].same);
  }
}

/* Whether @bytes are in a file of the database at @database. */
static gboolean
is_in_database (const char *database, const char *bytes)
{
  static const char *const endings[] = { "", "-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *path = g_strconcat (database, endings[i], NULL);
    g_autofree char *contents = NULL;
    gsize length;

    if (g_file_get_contents (path, &contents, &length, NULL))
      found |= memmem (contents, length, bytes, strlen (bytes)) != NULL;
  }
  return found;
}

static gboolean
is_in_files (Fixture *f, const char *bytes)
{
  return is_in_database (f->path, bytes);
}

static void
pull (Fixture *f)
{
  follow_log (f->log->log, "ivanova", f->cache, NULL);
}

static void
purge (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  osr_cache_purge (f->cache, &error);
  g_assert_no_error (error);
}

/* A case that its person may not see any more leaves neither words nor stems behind. */
static void
test_forget_leaves_nothing (Fixture *f, gconstpointer data)
{
  static const char *const words[] = { "Яма", "барсучихин", "жирафлян", "щелкунчиков" };

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  pull (f);
  /* Many writes, so that the index has segments on several levels. */
  for (guint n = 1; n <= 1500; n++)
    put (f, n,
         (OsrCacheRow){ .text = n == 1 ? "Яма, жирафлян вокруг" : "обычное",
                        .author = n == 1 ? "барсучихин" : "Анна",
                        .replies = n == 1 ? "щелкунчиков" : NULL });
  put (f, 1, (OsrCacheRow){ .text = "Яма, жирафлян", .author = "барсучихин" });
  g_assert_true (is_in_files (f, "жирафлян"));
  log_revoke (f->log, "ivanova", "curator", NULL);
  pull (f);
  purge (f);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_test_message ("%s", words[i]);
    g_assert_false (is_in_files (f, words[i]));
  }
}

/* Erased words come as a case without them: its old row goes with them. */
static void
test_erasure_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_autofree char *log = log_fixture_path (f->log, "log.db");

  log_grant (f->log, "ivanova", "curator", NULL);
  log_find (f->log, 1);
  g_assert_true (is_in_database (log, "Яма"));
  pull (f);
  put (f, 1, (OsrCacheRow){ .text = "Яма жирафлян", .author = "барсучихин" });
  put (f, 2, (OsrCacheRow){ .text = "обычное" });
  osr_cache_reset (f->cache, NULL, &error);
  g_assert_no_error (error);
  log_erase (f->log, case_id (1));
  pull (f);
  put (f, 1, (OsrCacheRow){ .text = NULL });
  purge (f);
  g_assert_false (is_in_files (f, "жирафлян"));
  g_assert_false (is_in_files (f, "барсучихин"));
  g_assert_false (is_in_files (f, "Яма"));
  g_assert_false (is_in_database (log, "Яма"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/search/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("words", test_words);
  ADD ("hostile", test_hostile);
  ADD ("order", test_order);
  ADD ("pieces", test_pieces);
  ADD ("plan", test_plan);
  ADD ("similar", test_similar);
  ADD ("same", test_same);
  ADD ("same-hand", test_same_hand);
  ADD ("links", test_links);
  ADD ("forget-leaves-nothing", test_forget_leaves_nothing);
  ADD ("erasure-leaves-nothing", test_erasure_leaves_nothing);
#undef ADD
  return g_test_run ();
}
