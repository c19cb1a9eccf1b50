/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Why this deadline?": over random timelines, whatever the case went through, the counted intervals
 * of every derivation add up to the limit to the second and leave no gap. */
#include "core/derivation/osr-derivation.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define MINUTE_OF(at, minutes) ((at) + (minutes) *OSR_MINUTE)

static OsrInstant
random_start (GRand *random)
{
  return osr_instant_parse ("2019-02-01T00:00:00+09:00") +
         (gint64) g_rand_int_range (random, 0, 8 * 365 * 24 * 60) * OSR_MINUTE +
         g_rand_int_range (random, 0, 60) * OSR_SECOND;
}

static void
add (GPtrArray *events, const char *type, OsrInstant at, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;

  g_ptr_array_add (events, osr_event_new (type, at, owned, NULL));
}

/* A case like those of an office, at random moments and with random turns. */
static GPtrArray *
random_case (GRand *random)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  OsrInstant at = random_start (random);
  JsonObject *triaged = members_of ("importance", "normal", NULL);
  gboolean interim = g_rand_boolean (random);

  if (g_rand_boolean (random))
    json_object_set_int_member (triaged, "limit_minutes", g_rand_int_range (random, 5, 481));
  add (events, "detected", at, NULL);
  add (events, "triaged", at += g_rand_int_range (random, 1, 40) * OSR_MINUTE, triaged);
  add (events, "routed", at += g_rand_int_range (random, 1, 40) * OSR_MINUTE,
       members_of ("body", "zhkh", NULL));
  if (g_rand_boolean (random)) {
    add (events, "returned", at += g_rand_int_range (random, 1, 90) * OSR_MINUTE,
         members_of ("body", "zhkh", NULL));
    add (events, "routed", at += g_rand_int_range (random, 1, 90) * OSR_MINUTE,
         members_of ("body", "transport", NULL));
  }
  add (events, "submitted", at += g_rand_int_range (random, 1, 400) * OSR_MINUTE,
       members_of ("kind", interim ? "interim" : "final", NULL));
  if (g_rand_boolean (random))
    add (events, "reworked", at += g_rand_int_range (random, 1, 60) * OSR_MINUTE, NULL);
  add (events, "approved", at += g_rand_int_range (random, 1, 60) * OSR_MINUTE, NULL);
  add (events, "published", at += g_rand_int_range (random, 1, 60) * OSR_MINUTE,
       members_of ("kind", interim ? "interim" : "final", NULL));
  return events;
}

static void
assert_no_gap (const OsrDerivation *derivation)
{
  OsrInstant at = derivation->backwards ? derivation->due : derivation->start;
  OsrInstant end = derivation->backwards ? derivation->from : derivation->due;

  for (guint i = 0; i < derivation->spans->len; i++) {
    const OsrSpan *span = &g_array_index (derivation->spans, OsrSpan, i);

    g_assert_cmpint (span->start, ==, at);
    g_assert_cmpint (span->end, >, span->start);
    at = span->end;
  }
  if (derivation->spans->len > 0)
    g_assert_cmpint (at, ==, end);
}

static void
assert_adds_up (const OsrDeadline *deadline, GPtrArray *deadlines, OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);

  if (deadline->due == OSR_INSTANT_UNKNOWN) {
    g_assert_null (derivation);
    return;
  }
  g_assert_nonnull (derivation);
  assert_no_gap (derivation);
  if (deadline->spec->unit == OSR_UNIT_WORKING_MINUTES)
    g_assert_cmpint (derivation->counted, ==, deadline->amount);
  else
    g_assert_cmpint (derivation->days, ==, deadline->amount);
}

static void
test_adds_up (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1110);
  Office office;

  office_open (&office, "amur");
  for (guint round = 0; round < 1500; round++) {
    g_autoptr (GPtrArray) events = random_case (random);
    g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (events, office.registry);

    for (guint i = 0; i < deadlines->len; i++)
      assert_adds_up (deadlines->pdata[i], deadlines, office.registry);
  }
  office_close (&office);
}

/* The intervals that a person is shown: without gaps, from the start to the due moment, and those
 * counted are the limit. */
static void
assert_intervals (const OsrDerivation *derivation)
{
  g_autoptr (GArray) intervals = osr_derivation_dup_intervals (derivation);
  OsrInstant at = derivation->backwards ? derivation->due : derivation->start;
  gint64 seconds = 0;
  int days = 0;

  for (guint i = 0; i < intervals->len; i++) {
    const OsrInterval *interval = &g_array_index (intervals, OsrInterval, i);

    g_assert_cmpint (interval->from, ==, at);
    g_assert_cmpint (interval->to, >, interval->from);
    g_assert_true (interval->counted || (interval->seconds == 0 && interval->day == 0));
    seconds += interval->seconds;
    days = MAX (days, interval->day);
    at = interval->to;
  }
  g_assert_cmpint (at, ==, derivation->backwards ? derivation->from : derivation->due);
  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    g_assert_cmpint (days, ==, derivation->deadline->amount);
  else
    g_assert_cmpint (seconds, ==, derivation->deadline->amount / OSR_SECOND);
}

/* The same again as a script would check it, from nothing but the JSON. */
static void
assert_json (const OsrDeadline *deadline, GPtrArray *deadlines, GPtrArray *events,
             OsrRegistry *registry)
{
  g_autoptr (JsonArray) steps = osr_derivation_to_json (deadline, deadlines, events, registry);
  guint n = json_array_get_length (steps);
  JsonObject *result = osr_json_array_get_object (steps, n - 1);
  gint64 seconds = 0, days = 0;

  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (steps, 0), "kind"), ==,
                   "clause");
  for (guint i = 0; i < n; i++) {
    JsonObject *step = osr_json_array_get_object (steps, i);

    if (g_strcmp0 (osr_json_get_string (step, "kind"), "sum") == 0) {
      g_assert_cmpint (osr_json_get_int (step, "counted_seconds", 0), ==, seconds);
      g_assert_cmpint (osr_json_get_int (step, "counted_days", 0), ==, days);
      continue;
    }
    seconds += osr_json_get_int (step, "counted_seconds", 0);
    days += osr_json_get_int (step, "counted_days", 0);
  }
  g_assert_cmpstr (osr_json_get_string (result, "kind"), ==, "result");
  g_assert_cmpint (osr_instant_parse (osr_json_get_string (result, "due")), ==, deadline->due);
  if (deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    g_assert_cmpint (days, ==, deadline->amount);
  else
    g_assert_cmpint (seconds, ==, deadline->amount / OSR_SECOND);
}

static guint
explain_timeline (Office *office, JsonObject *timeline, gboolean as_listed)
{
  JsonArray *array = osr_json_get_array (timeline, "events");
  JsonObject *due = as_listed ? osr_json_get_object (timeline, "due") : NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) deadlines = NULL;
  guint explained = 0;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);

    add (events, osr_json_get_string (object, "type"),
         osr_instant_parse (osr_json_get_string (object, "at")), json_object_ref (object));
  }
  deadlines = osr_deadlines_compute (events, office->registry);
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    g_autoptr (OsrDerivation) derivation = NULL;

    if (deadline->state == OSR_DEADLINE_REMOVED || deadline->due == OSR_INSTANT_UNKNOWN)
      continue;
    derivation = osr_deadline_explain (deadline, deadlines, office->registry);
    g_assert_nonnull (derivation);
    assert_intervals (derivation);
    assert_json (deadline, deadlines, events, office->registry);
    g_assert_true (due == NULL || json_object_has_member (due, deadline->spec->id));
    explained++;
  }
  return explained;
}

static JsonNode *
load_vectors (void)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_file_get_contents (VECTORS, &text, &length, &error);
  g_assert_no_error (error);
  node = osr_json_read (text, (gssize) length, 0, "vectors", &error);
  g_assert_no_error (error);
  return node;
}

static guint
explain_all (Office *office, JsonArray *timelines, gboolean as_listed)
{
  OsrRegulation *regulation = osr_registry_get_regulation (office->registry);
  guint explained = 0;

  for (guint i = 0; i < json_array_get_length (timelines); i++) {
    JsonObject *timeline = osr_json_array_get_object (timelines, i);

    if (g_strcmp0 (osr_json_get_string (timeline, "regulation"),
                   osr_regulation_get_id (regulation)) == 0)
      explained += explain_timeline (office, timeline, as_listed);
  }
  return explained;
}

static void
test_vectors (gconstpointer regulation)
{
  g_autoptr (JsonNode) node = load_vectors ();
  Office office;

  office_open (&office, regulation);
  g_assert_cmpuint (explain_all (&office, json_node_get_array (node), TRUE), >, 100);
  office_close (&office);
}

/* However an office reads what the text leaves open, the steps add up. */
static void
test_readings (gconstpointer id)
{
  g_autoptr (JsonNode) node = load_vectors ();
  g_autoptr (OsrRegulation) usual = NULL;
  GPtrArray *readings = NULL;
  Office office;

  office_open (&office, id);
  usual = osr_regulation_ref (osr_registry_get_regulation (office.registry));
  readings = osr_regulation_get_readings (usual);
  g_assert_cmpuint (readings->len, >, 5);
  for (guint i = 0; i < readings->len; i++) {
    const OsrReading *reading = readings->pdata[i];

    for (guint j = 1; j < reading->settings->len; j++) {
      const OsrReadingSetting *setting = reading->settings->pdata[j];
      g_autoptr (JsonObject) choices = members_of (reading->id, setting->id, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OsrRegulation) other =
          osr_regulation_new_with_readings (osr_regulation_get_source (usual), choices, id, &error);

      g_assert_no_error (error);
      g_test_message ("%s: %s", reading->id, setting->id);
      osr_registry_apply_regulation (office.registry, other);
      explain_all (&office, json_node_get_array (node), FALSE);
    }
  }
  office_close (&office);
}

/* Fractions of a second are rounded so that what is shown adds up. */
static void
test_fractions (void)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (OsrDerivation) derivation = NULL;
  Office office;

  office_open (&office, "amur");
  add (events, "detected", osr_instant_parse ("2026-03-06T09:24:17+09:00") + 600000, NULL);
  deadlines = osr_deadlines_compute (events, office.registry);
  derivation = osr_deadline_explain (osr_deadlines_find (deadlines, "answer", NULL), deadlines,
                                     office.registry);
  g_assert_nonnull (derivation);
  assert_intervals (derivation);
  office_close (&office);
}

/* A limit in days that starts on a day off: that day is day 0, the next working one is the first. */
static void
test_days_off (void)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (OsrDerivation) derivation = NULL;
  g_autoptr (GArray) intervals = NULL;
  Office office;

  office_open (&office, "amur");
  add (events, "detected", osr_instant_parse ("2026-04-25T10:00:00+09:00"), NULL);
  add (events, "published", osr_instant_parse ("2026-04-25T15:22:00+09:00"),
       members_of ("kind", "interim", NULL));
  deadlines = osr_deadlines_compute (events, office.registry);
  derivation = osr_deadline_explain (osr_deadlines_find (deadlines, "final", NULL), deadlines,
                                     office.registry);
  g_assert_nonnull (derivation);
  intervals = osr_derivation_dup_intervals (derivation);
  g_assert_cmpint (g_array_index (intervals, OsrInterval, 0).reason, ==, OSR_REASON_START_DAY);
  g_assert_cmpint (g_array_index (intervals, OsrInterval, 1).reason, ==, OSR_REASON_DAY_OFF);
  g_assert_cmpint (g_array_index (intervals, OsrInterval, 2).day, ==, 1);
  assert_intervals (derivation);
  office_close (&office);
}

/* Remaining time never grows as time passes, and is nothing at the due moment. */
static void
test_remaining_is_monotonic (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  Office office;

  office_open (&office, "amur");
  for (guint round = 0; round < 100; round++) {
    g_autoptr (GPtrArray) events = random_case (random);
    g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (events, office.registry);
    const OsrDeadline *answer = osr_deadlines_find (deadlines, "answer", NULL);
    gint64 before = G_MAXINT64;

    if (answer == NULL || answer->due == OSR_INSTANT_UNKNOWN)
      continue;
    for (guint i = 0; i < 60; i++) {
      OsrInstant now = MINUTE_OF (answer->start, (gint64) i * 37);
      gint64 left = osr_deadline_remaining (answer, office.registry, now);
      int share = osr_deadline_share (answer, office.registry, now);

      g_assert_cmpint (left, <=, before);
      g_assert_true (share >= 0 && share <= 1000);
      g_assert_true (now <= answer->due || (left <= 0 && share == 0));
      before = left;
    }
    g_assert_cmpint (osr_deadline_remaining (answer, office.registry, answer->due), ==, 0);
  }
  office_close (&office);
}

/* A date that the calendar does not cover has no deadline: a wrong countdown is worse than none. */
static void
test_not_covered (void)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  g_autoptr (GPtrArray) deadlines = NULL;
  Office office;

  office_open (&office, "amur");
  add (events, "detected", osr_instant_parse ("2031-03-06T10:00:00+09:00"), NULL);
  add (events, "routed", osr_instant_parse ("2031-03-06T10:10:00+09:00"),
       members_of ("body", "zhkh", NULL));
  deadlines = osr_deadlines_compute (events, office.registry);
  g_assert_cmpuint (deadlines->len, >, 2);
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    g_assert_cmpint (deadline->due, ==, OSR_INSTANT_UNKNOWN);
    g_assert_false (osr_deadline_is_late (deadline, G_MAXINT64));
    g_assert_cmpint (osr_deadline_remaining (deadline, office.registry, 0), ==,
                     OSR_INSTANT_UNKNOWN);
    assert_adds_up (deadline, deadlines, office.registry);
  }
  office_close (&office);
}

/* The body's own hours rule what the body owes; the curator's what the curator owes. */
static void
test_two_schedules (void)
{
  static const char hours[] =
      "{\"body\":\"zhkh\",\"schedule\":{\"week\":{\"fri\":[\"12:00-20:00\"],"
      "\"mon\":[\"12:00-20:00\"],\"tue\":[\"12:00-20:00\"]}}}";
  g_autoptr (JsonObject) late = osr_json_read_object (hours, -1, 0, "hours", NULL);
  g_autoptr (OsrEvent) set = osr_event_new ("schedule-set", 0, late, NULL);
  Office office;

  office_open (&office, "amur");
  osr_registry_apply (office.registry, set);
  detect (&office, "2026-03-06T09:00:00+09:00");
  triage (&office, "2026-03-06T09:05:00+09:00", 0);
  g_assert_cmpstr (due_of (&office, "route"), ==, "2026-03-06T09:30:00+09:00");
  g_assert_cmpstr (due_of (&office, "answer"), ==, "2026-03-06T18:00:00+09:00");
  route (&office, "2026-03-06T09:20:00+09:00", "zhkh");
  g_assert_cmpstr (due_of (&office, "return"), ==, "2026-03-06T14:00:00+09:00");
  g_assert_cmpstr (due_of (&office, "answer"), ==, "2026-03-06T20:00:00+09:00");
  submit (&office, "2026-03-06T13:10:00+09:00", "final", "Text");
  g_assert_cmpstr (due_of (&office, "approve"), ==, "2026-03-06T14:30:00+09:00");
  office_close (&office);
}

int
main (int argc, char **argv)
{
  static const char *const regulations[] = { "amur", "leningrad", "pervomaysky", "buryatia",
                                             "saratov" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (regulations); i++) {
    g_autofree char *path = g_strdup_printf ("/core/derivation/vectors/%s", regulations[i]);
    g_autofree char *other = g_strdup_printf ("/core/derivation/readings/%s", regulations[i]);

    g_test_add_data_func (path, regulations[i], test_vectors);
    g_test_add_data_func (other, regulations[i], test_readings);
  }
  g_test_add_func ("/core/derivation/fractions", test_fractions);
  g_test_add_func ("/core/derivation/days-off", test_days_off);
  g_test_add_func ("/core/derivation/adds-up", test_adds_up);
  g_test_add_func ("/core/deadline/remaining-is-monotonic", test_remaining_is_monotonic);
  g_test_add_func ("/core/deadline/not-covered", test_not_covered);
  g_test_add_func ("/core/deadline/two-schedules", test_two_schedules);
  return g_test_run ();
}
