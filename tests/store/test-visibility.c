/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log and cache together, at random: roles, substitutions and regulations come
 * and go, cases are found and routed, readers
 * pull now and then in pages of any size. In the end each reader holds exactly what they may see, whole. */
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-cache.h"
#include "store/snapshot/osr-record-text.h"

#define SEEDS   30
#define STEPS   120
#define PERSONS 4
#define REPORTS 3
#define CASES   12
#define PLACES  8 /* from which readers who are alike are compared */

static guint n_alike; /* times that two readers had the same sight */

static const char *const persons[PERSONS] = { "ivanova", "petrov", "sidorov", "novikova" };
static const char *const roles[] = { "curator", "executor", "supervisor", "admin" };
static const char *const bodies[] = { "roads", "health" };

typedef struct {
  LogFixture *log;
  OsrCache *caches[PERSONS];
  GRand *rand;
  guint n_found;
} World;

static const char *
any (World *w, const char *const *names, guint n)
{
  return names[g_rand_int_range (w->rand, 0, (gint32) n)];
}

static gint64
cursor_of (World *w, OsrCache *cache)
{
  gint64 position = -1;

  osr_log_read_cursor (w->log->log, osr_cache_get_cursor (cache), &position, NULL);
  return position;
}

static void
pull_page (World *w, guint person)
{
  OsrCache *cache = w->caches[person];
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPage) page =
      read_changes (w->log->log, persons[person], osr_cache_get_cursor (cache),
                    (guint) g_rand_int_range (w->rand, 1, 6), &error);

  g_assert_no_error (error);
  osr_cache_apply_page (cache, page, NULL, &error);
  g_assert_no_error (error);
}

static void
change_role (World *w)
{
  const char *role = any (w, roles, G_N_ELEMENTS (roles));
  const char *body = g_str_equal (role, "executor") ? any (w, bodies, 2) : NULL;

  if (g_rand_boolean (w->rand))
    log_grant (w->log, any (w, persons, PERSONS), role, body);
  else
    log_revoke (w->log, any (w, persons, PERSONS), role, body);
}

/* Somebody stands in for somebody, loops and all, or does no more. */
static void
change_substitution (World *w)
{
  g_autofree char *members = g_strdup_printf (
      "{\"id\":\"s%d\",\"absent\":\"%s\",\"substitute\":\"%s\",\"from\":%" G_GINT64_FORMAT
      ",\"to\":%" G_GINT64_FORMAT "}",
      g_rand_int_range (w->rand, 0, 1000000), any (w, persons, PERSONS), any (w, persons, PERSONS),
      w->log->now + g_rand_int_range (w->rand, -2, 3) * OSR_HOUR,
      w->log->now + g_rand_int_range (w->rand, 0, 9) * OSR_HOUR);
  g_autoptr (OsrRecord) record =
      log_append (w->log, OSR_STREAM_OFFICE, "substitution-set", members, NULL);
}

static void
change_person (World *w)
{
  const char *person = any (w, persons, PERSONS);
  g_autofree char *members =
      g_strdup_printf ("{\"person\":\"%s\",\"login\":\"%s\",\"name\":\"x\",\"disabled\":%s}",
                       person, person, g_rand_boolean (w->rand) ? "true" : "false");
  g_autoptr (OsrRecord) record =
      log_append (w->log, OSR_STREAM_OFFICE, "person-set", members, NULL);
}

/* A role comes to read more, less or something else. */
static void
change_regulation (World *w)
{
  static const char *const reaches[] = { "office", "all", "body", NULL };

  log_adopt (w->log, any (w, roles, 3), reaches[g_rand_int_range (w->rand, 0, 4)]);
}

static void
pass_time (World *w)
{
  w->log->now += g_rand_int_range (w->rand, 0, 3) * OSR_HOUR;
  g_assert_true (osr_log_tend_substitutions (w->log->log, NULL, NULL));
}

/* A report of a body, or a post in an account: streams beside the cases. */
static void
change_beside (World *w)
{
  guint n = (guint) g_rand_int_range (w->rand, 0, REPORTS);
  g_autofree char *report = g_strconcat ("report/", case_id (n), NULL);
  g_autofree char *members =
      g_strdup_printf ("{\"period\":\"2025-Q4\",\"body\":\"%s\"}", any (w, bodies, 2));
  g_autoptr (OsrRecord) offered =
      log_append (w->log, report, "report-offered", n > 0 ? members : "{}", "{\"text\":\"t\"}");
  g_autoptr (OsrRecord) posted =
      log_append (w->log, "account/gov", "account-posted", "{\"account\":\"gov\"}", NULL);
}

static void
step (World *w)
{
  switch (g_rand_int_range (w->rand, 0, 11)) {
  case 0:
    if (w->n_found < CASES)
      log_find (w->log, w->n_found++);
    break;
  case 1:
    if (w->n_found > 0)
      log_route (w->log, (guint) g_rand_int_range (w->rand, 0, (gint32) w->n_found),
                 any (w, bodies, 2));
    break;
  case 2:
    change_role (w);
    break;
  case 3:
    change_substitution (w);
    break;
  case 4:
    change_person (w);
    break;
  case 5:
    pass_time (w);
    break;
  case 6:
    change_regulation (w);
    break;
  case 7:
    change_beside (w);
    break;
  default:
    pull_page (w, (guint) g_rand_int_range (w->rand, 0, PERSONS));
  }
}

static void
assert_stream_in_step (World *w, guint person, const char *stream)
{
  OsrCache *cache = w->caches[person];
  gboolean visible = osr_log_can_see (w->log->log, persons[person], stream);

  g_assert_cmpint (osr_cache_get_version (cache, stream), ==,
                   visible ? osr_log_get_version (w->log->log, stream) : 0);
  g_assert_false (osr_cache_is_damaged (cache, stream));
  g_assert_true (osr_cache_verify_case (cache, stream, NULL));
}

static void
assert_in_step (World *w, guint person)
{
  OsrCache *cache = w->caches[person];

  for (guint i = 0; i < 1000 && cursor_of (w, cache) != osr_log_get_head (w->log->log); i++)
    pull_page (w, person);
  g_assert_cmpint (cursor_of (w, cache), ==, osr_log_get_head (w->log->log));
  g_assert_cmpint (osr_cache_get_version (cache, OSR_STREAM_OFFICE), ==,
                   osr_log_get_version (w->log->log, OSR_STREAM_OFFICE));
  g_assert_true (osr_log_can_see (w->log->log, persons[person], "account/gov"));
  assert_stream_in_step (w, person, "account/gov");
  for (guint i = 0; i < REPORTS; i++) {
    g_autofree char *report = g_strconcat ("report/", case_id (i), NULL);

    assert_stream_in_step (w, person, report);
  }
  for (guint i = 0; i < w->n_found; i++)
    assert_stream_in_step (w, person, case_id (i));
}

static GBytes *
page_of (World *w, guint person, gint64 position, guint limit)
{
  g_autoptr (OsrPageText) written =
      osr_log_write_changes_after (w->log->log, persons[person], position, limit, NULL);

  g_assert_nonnull (written);
  return g_bytes_ref (written->bytes);
}

/* Whoever has the same sight is told the same, from wherever they stand. */
static void
assert_alike (World *w, guint person, guint other, gint64 position)
{
  g_autofree char *sight = osr_log_dup_sight (w->log->log, persons[person], position, NULL);
  g_autofree char *its = osr_log_dup_sight (w->log->log, persons[other], position, NULL);
  guint limit = (guint) g_rand_int_range (w->rand, 1, 40);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) others = NULL;

  if (!g_str_equal (sight, its))
    return;
  page = page_of (w, person, position, limit);
  others = page_of (w, other, position, limit);
  g_assert_true (g_bytes_equal (page, others));
  n_alike++;
}

static void
assert_sights (World *w)
{
  gint64 head = osr_log_get_head (w->log->log);

  for (guint i = 0; i < PLACES; i++) {
    gint64 position = g_rand_int_range (w->rand, 0, (gint32) head + 1);

    for (guint k = 0; k < PERSONS; k++) {
      g_autoptr (GBytes) page = page_of (w, k, position, 1 + i * 5);

      if (k > 0)
        assert_alike (w, k - 1, k, position);
    }
  }
}

static void
test_random (gconstpointer data)
{
  World w = { .log = log_fixture_new (), .rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data)) };

  for (guint i = 0; i < PERSONS; i++) {
    g_autofree char *path = log_fixture_path (w.log, persons[i]);

    w.caches[i] = osr_cache_open (path, NULL);
  }
  for (guint i = 0; i < STEPS; i++)
    step (&w);
  assert_sights (&w);
  for (guint i = 0; i < PERSONS; i++) {
    assert_in_step (&w, i);
    osr_cache_free (w.caches[i]);
  }
  g_assert_true (osr_log_verify (w.log->log, NULL, NULL, NULL));
  g_rand_free (w.rand);
  log_fixture_free (w.log);
}

/* The comparing above was not idle. */
static void
test_compared (void)
{
  g_assert_cmpuint (n_alike, >, SEEDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < SEEDS; i++) {
    g_autofree char *name = g_strdup_printf ("/store/visibility/seed-%u", i);

    g_test_add_data_func (name, GUINT_TO_POINTER (i), test_random);
  }
  g_test_add_func ("/store/visibility/shared-pages", test_compared);
  return g_test_run ();
}
