/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running the tables; see the header. */
#include "osr-clauses.h"

#include <string.h>

#include "core/osr-json.h"

/* One row as GLib's test functions take it. */
typedef struct {
  const char *id;
  const void *row;
  const char *clause; /* nullable: of the timer */
} Row;

static Row *
row_new (const char *id, const void *row, const char *clause)
{
  Row *self = g_new0 (Row, 1);

  *self = (Row){ id, row, clause };
  return self;
}

/* Whether "8, 13" or "12–14" names @clause as a whole: "8" is not in "8.3". */
static gboolean
cites (const char *clauses, const char *clause)
{
  g_auto (GStrv) each = g_strsplit (clauses, ", ", -1);

  return g_strv_contains ((const char *const *) each, clause);
}

static void
assert_cites (Timeline *timeline, const char *what, const char *clause)
{
  g_autofree char *is = timeline_clause_of (timeline, what);

  if (is == NULL || !cites (is, clause))
    g_test_message ("%s cites %s, not %s", what, is, clause);
  g_assert_nonnull (is);
  g_assert_true (cites (is, clause));
}

static void
assert_probe (Timeline *timeline, const char *what, const char *expected)
{
  g_autofree char *seen = timeline_probe (timeline, what);

  if (!g_str_equal (seen, expected))
    g_test_message ("%s: expected \"%s\", got \"%s\"", what, expected, seen);
  g_assert_cmpstr (seen, ==, expected);
}

/* --- clauses --- */

static void
run_clause (gconstpointer data)
{
  const Row *row = data;
  const ClauseTest *test = row->row;
  g_auto (GStrv) parts = g_strsplit (test->name, "/", 2);
  const char *clause = test->cites != NULL ? test->cites : parts[0];
  Timeline timeline;

  timeline_open (&timeline, row->id, NULL, test->timeline);
  assert_cites (&timeline, test->probes[0].what, row->clause != NULL ? row->clause : clause);
  for (const ClauseProbe *probe = test->probes; probe->what != NULL; probe++)
    assert_probe (&timeline, probe->what, probe->is);
  timeline_close (&timeline);
}

void
clauses_add (const char *id, const ClauseTest *tests)
{
  for (; tests->name != NULL; tests++) {
    g_autofree char *path = g_strdup_printf ("/clauses/%s/%s", id, tests->name);

    g_test_add_data_func_full (path, row_new (id, tests, NULL), run_clause, g_free);
  }
}

static const char *
clause_of (const ClauseOfTimer *timers, const char *what)
{
  g_auto (GStrv) parts = g_strsplit_set (what, ":@", 2);

  for (; timers->timer != NULL; timers++) {
    if (g_str_equal (timers->timer, parts[0]))
      return timers->clause;
  }
  return NULL;
}

/* No timer more or less than the text has, each with its clause. */
static void
run_timers (gconstpointer data)
{
  const Row *row = data;
  const ClauseOfTimer *timers = row->row;
  Timeline timeline;
  GPtrArray *specs;
  guint n = 0;

  timeline_open (&timeline, row->id, NULL, "now 03-11 10:00");
  specs = osr_regulation_get_timers (osr_registry_get_regulation (timeline.office.registry));
  for (; timers[n].timer != NULL; n++)
    assert_cites (&timeline, timers[n].timer, timers[n].clause);
  g_assert_cmpuint (specs->len, ==, n);
  timeline_close (&timeline);
}

void
clauses_add_common (const char *id, const ClauseOfTimer *timers)
{
  g_autofree char *all = g_strdup_printf ("/clauses/%s/timers", id);

  g_test_add_data_func_full (all, row_new (id, timers, NULL), run_timers, g_free);
  for (const ClauseTest *test = common_clauses; test->name != NULL; test++) {
    const char *clause = clause_of (timers, test->probes[0].what);
    g_autofree char *path = g_strdup_printf ("/clauses/%s/%s/%s", id, clause, test->name);

    if (clause != NULL)
      g_test_add_data_func_full (path, row_new (id, test, clause), run_clause, g_free);
  }
}

static void
run_fact (gconstpointer data)
{
  const Row *row = data;
  const ProfileFact *fact = row->row;
  Timeline timeline;

  timeline_open (&timeline, row->id, NULL, "now 03-11 10:00");
  assert_probe (&timeline, fact->what, fact->is);
  timeline_close (&timeline);
}

/* The facts name every step that the profile knows. */
static void
run_all_steps (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *expected = NULL;
  Timeline timeline;
  guint n = 0;

  for (const ProfileFact *fact = row->row; fact->what != NULL; fact++)
    n += g_str_has_prefix (fact->what, "step ");
  expected = g_strdup_printf ("%u", n);
  timeline_open (&timeline, row->id, NULL, "now 03-11 10:00");
  assert_probe (&timeline, "steps", expected);
  timeline_close (&timeline);
}

void
clauses_add_facts (const char *id, const ProfileFact *facts)
{
  g_autofree char *all = g_strdup_printf ("/clauses/%s/facts/all-steps", id);

  g_test_add_data_func_full (all, row_new (id, facts, NULL), run_all_steps, g_free);
  for (; facts->what != NULL; facts++) {
    g_autofree char *name = g_strdelimit (g_strdup (facts->what), "/ ", '-');
    g_autofree char *path = g_strdup_printf ("/clauses/%s/facts/%s", id, name);

    g_test_add_data_func_full (path, row_new (id, facts, NULL), run_fact, g_free);
  }
}

/* --- readings --- */

/* Some probe must tell the settings apart, every two of them. */
static gboolean
differs (const ReadingTest *test, guint a, guint b)
{
  for (const ReadingProbe *probe = test->probes; probe->what != NULL; probe++) {
    if (!g_str_equal (probe->is[a], probe->is[b]))
      return TRUE;
  }
  return FALSE;
}

static char *
reading_of (const ReadingTest *test)
{
  return g_strndup (test->name, strcspn (test->name, "/"));
}

static void
run_setting (const Row *row, guint setting)
{
  const ReadingTest *test = row->row;
  g_autofree char *reading = reading_of (test);
  g_autofree char *choices =
      g_strdup_printf ("%s=%s%s%s", reading, test->settings[setting], test->also != NULL ? " " : "",
                       test->also != NULL ? test->also : "");
  Timeline timeline;

  g_test_message ("%s", choices);
  timeline_open (&timeline, row->id, choices, test->timeline);
  for (const ReadingProbe *probe = test->probes; probe->what != NULL; probe++)
    assert_probe (&timeline, probe->what, probe->is[setting]);
  timeline_close (&timeline);
}

static void
run_reading (gconstpointer data)
{
  const Row *row = data;
  const ReadingTest *test = row->row;

  for (guint i = 0; i < CLAUSES_SETTINGS && test->settings[i] != NULL; i++) {
    for (guint j = 0; j < i; j++)
      g_assert_true (differs (test, i, j));
    run_setting (row, i);
  }
}

static void
assert_in_table (const ReadingTest *tests, const OsrReading *reading)
{
  for (; tests->name != NULL; tests++) {
    g_autofree char *id = reading_of (tests);

    if (!g_str_equal (id, reading->id))
      continue;
    for (guint i = 0; i < reading->settings->len; i++) {
      const OsrReadingSetting *setting = reading->settings->pdata[i];

      g_assert_cmpuint (i, <, CLAUSES_SETTINGS);
      g_assert_cmpstr (setting->id, ==, tests->settings[i]);
    }
    return;
  }
  g_test_message ("no test of \"%s\"", reading->id);
  g_test_fail ();
}

static void
run_complete (gconstpointer data)
{
  const Row *row = data;
  GPtrArray *readings;
  Timeline timeline;

  timeline_open (&timeline, row->id, NULL, "now 03-11 10:00");
  readings = osr_regulation_get_readings (osr_registry_get_regulation (timeline.office.registry));
  g_assert_cmpuint (readings->len, >, 0);
  for (guint i = 0; i < readings->len; i++)
    assert_in_table (row->row, readings->pdata[i]);
  timeline_close (&timeline);
}

void
readings_add (const char *id, const ReadingTest *tests)
{
  g_autofree char *all = g_strdup_printf ("/readings/%s/complete", id);

  g_test_add_data_func_full (all, row_new (id, tests, NULL), run_complete, g_free);
  for (; tests->name != NULL; tests++) {
    g_autofree char *path = g_strdup_printf ("/readings/%s/%s", id, tests->name);

    g_test_add_data_func_full (path, row_new (id, tests, NULL), run_reading, g_free);
  }
}
