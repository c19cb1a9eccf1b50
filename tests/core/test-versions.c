/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adoptions of regulation, calendar and hours: a case keeps the regulation of its detection, verdicts
 * stand, open timers move, and the preview tells which (decision 11). */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-preview.h"
#include "osr-office-fixture.h"

#define ROUNDS 150

static void
open_office (Office *office, gconstpointer data)
{
  office_open (office, "amur");
}

static void
close_office (Office *office, gconstpointer data)
{
  office_close (office);
}

/* Takes @members. */
static OsrEvent *
make (const char *type, gint64 seq, OsrInstant at, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  OsrEvent *event = osr_event_new (type, at, owned, NULL);

  event->seq = seq;
  return event;
}

static void
adopt (OsrRegistry *registry, gint64 seq, const char *type, JsonObject *members)
{
  g_autoptr (OsrEvent) event = make (type, seq, 0, members);

  event->version = osr_registry_get_version (registry) + 1;
  osr_registry_apply (registry, event);
}

static void
occur (OsrCase *c, gint64 seq, const char *type, const char *at, JsonObject *members)
{
  g_autoptr (OsrEvent) event = make (type, seq, osr_instant_parse (at), members);

  event->version = c->version + 1;
  osr_case_apply (c, event);
}

/* The shipped profile with another version, another limit for routing and no interim replies. */
static JsonObject *
second_edition (void)
{
  g_autoptr (JsonObject) document = office_load ("regulations/amur.json");
  JsonArray *timers = json_object_get_array_member (document, "timers");
  JsonArray *kinds = json_array_new ();
  JsonObject *members = json_object_new ();

  json_object_set_int_member (document, "version",
                              json_object_get_int_member (document, "version") + 1);
  for (guint i = 0; i < json_array_get_length (timers); i++) {
    JsonObject *timer = json_array_get_object_element (timers, i);

    if (g_str_equal (json_object_get_string_member (timer, "id"), "route"))
      json_object_set_int_member (timer, "amount", 20);
  }
  json_array_add_string_element (kinds, "final");
  json_object_set_array_member (document, "draft_kinds", kinds);
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  return members;
}

/* The shipped calendar with more days off in 2026. */
static JsonObject *
calendar_with (const char *const *days, gboolean decrees)
{
  g_autoptr (JsonObject) document = office_load ("calendars/ru.json");
  JsonArray *years = json_object_get_array_member (document, "years");
  JsonObject *members = json_object_new ();

  for (guint i = 0; i < json_array_get_length (years); i++) {
    JsonObject *year = json_array_get_object_element (years, i);

    if (json_object_get_int_member (year, "year") != 2026)
      continue;
    for (guint j = 0; days[j] != NULL; j++)
      json_array_add_string_element (json_object_get_array_member (year, "moved_off"), days[j]);
  }
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  json_object_set_boolean_member (members, "decrees", decrees);
  return members;
}

static JsonObject *
friday_off (void)
{
  static const char *const days[] = { "2026-03-06", NULL };

  return calendar_with (days, FALSE);
}

static JsonObject *
hours (const char *body, const char *week)
{
  g_autofree char *text = g_strdup_printf ("{\"schedule\":{\"week\":{%s}}}", week);
  JsonObject *members = osr_json_read_object (text, -1, 0, "hours", NULL);

  g_assert_nonnull (members);
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  return members;
}

static const char *
due (Office *office, OsrCase *c, const char *timer)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, office->registry);

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    g_autofree char *text = NULL;

    if (!g_str_equal (deadline->spec->id, timer) || deadline->due == OSR_INSTANT_UNKNOWN)
      continue;
    text = osr_instant_format (deadline->due, office->zone);
    return g_intern_string (text);
  }
  return "";
}

static void
test_regulation (Office *office, gconstpointer data)
{
  g_autoptr (OsrCase) old = osr_case_new ("a");
  g_autoptr (OsrCase) new = osr_case_new ("b");
  g_autoptr (OsrCase) untaken = osr_case_new ("c");
  OsrRegulation *first = osr_registry_get_regulation (office->registry);

  occur (old, 10, "found", "2026-03-05T10:00:00+09:00", NULL);
  occur (old, 11, "detected", "2026-03-05T10:00:00+09:00", NULL);
  occur (untaken, 12, "found", "2026-03-05T10:00:00+09:00", NULL);
  adopt (office->registry, 20, "regulation-adopted", second_edition ());
  occur (new, 30, "detected", "2026-03-05T10:00:00+09:00", NULL);
  g_assert_cmpstr (due (office, old, "route"), ==, "2026-03-05T10:30:00+09:00");
  g_assert_cmpstr (due (office, new, "route"), ==, "2026-03-05T10:20:00+09:00");
  g_assert_true (osr_registry_get_regulation_for (office->registry, old) == first);
  g_assert_true (osr_registry_get_regulation_for (office->registry, new) != first);
  g_assert_true (osr_registry_get_regulation_for (office->registry, untaken) ==
                 osr_registry_get_regulation (office->registry));
  g_assert_true (osr_registry_get_regulation_at (office->registry, 19) == first);
  g_assert_true (osr_registry_get_regulation_at (office->registry, 20) != first);
  g_assert_true (osr_registry_get_regulation_at (office->registry, -1) ==
                 osr_registry_get_regulation (office->registry));
}

/* What may be done with a case is the regulation's that it was detected under, too. */
static void
test_rules (Office *office, gconstpointer data)
{
  static const gint64 detections[] = { 10, 30 };
  static const int expected[] = { -1, OSR_CORE_ERROR_KIND_NOT_ALLOWED };

  adopt (office->registry, 20, "regulation-adopted", second_edition ());
  for (guint i = 0; i < G_N_ELEMENTS (detections); i++) {
    OsrCase *c = osr_case_new ("a");

    osr_case_unref (office->the_case);
    office->the_case = c;
    occur (c, detections[i], "found", "2026-03-05T10:00:00+09:00",
           members_of ("network", "vk", "native_id", "31", NULL));
    occur (c, detections[i] + 1, "detected", "2026-03-05T10:00:00+09:00", NULL);
    triage (office, "2026-03-05T10:01:00+09:00", 0);
    route (office, "2026-03-05T10:02:00+09:00", "zhkh");
    g_assert_cmpint (attempt (office, "anna", "submitted",
                              submission_of (office, "zhkh", "interim", "Later"),
                              members_of ("text", "Later", NULL)),
                     ==, expected[i] < 0 ? -1 : expected[i]);
  }
}

static void
test_calendar (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  occur (c, 10, "detected", "2026-03-05T16:00:00+09:00", NULL);
  occur (c, 11, "routed", "2026-03-05T16:10:00+09:00", members_of ("body", "zhkh", NULL));
  occur (c, 12, "submitted", "2026-03-05T17:00:00+09:00",
         members_of ("body", "zhkh", "kind", "final", NULL));
  g_assert_cmpstr (due (office, c, "answer"), ==, "2026-03-06T16:00:00+09:00");
  g_assert_cmpstr (due (office, c, "submit"), ==, "2026-03-06T11:00:00+09:00");
  adopt (office->registry, 20, "calendar-adopted", friday_off ());
  /* met: as it was judged, though what it was counted back from has moved */
  g_assert_cmpstr (due (office, c, "route"), ==, "2026-03-05T16:30:00+09:00");
  g_assert_cmpstr (due (office, c, "submit"), ==, "2026-03-06T11:00:00+09:00");
  g_assert_cmpstr (due (office, c, "answer"), ==, "2026-03-10T16:00:00+09:00");
  occur (c, 21, "reworked", "2026-03-05T17:10:00+09:00", NULL);
  g_assert_cmpstr (due (office, c, "submit"), ==, "2026-03-06T11:00:00+09:00");
}

/* The shipped profile with one more reading: minutes of routing by the clock. */
static JsonObject *
with_reading (const char *setting)
{
  static const char reading[] =
      "{\"id\":\"test-minutes\",\"clauses\":\"8\",\"question\":{\"ru\":\"?\",\"en\":\"?\"},"
      "\"settings\":[{\"id\":\"working\",\"text\":{\"ru\":\"р\",\"en\":\"w\"}},"
      "{\"id\":\"clock\",\"text\":{\"ru\":\"ч\",\"en\":\"c\"},"
      "\"patch\":{\"timers\":{\"route\":{\"unit\":\"clock-minutes\"}}}}]}";
  g_autoptr (JsonObject) document = office_load ("regulations/amur.json");
  JsonObject *members = json_object_new ();

  if (!json_object_has_member (document, "readings"))
    json_object_set_array_member (document, "readings", json_array_new ());
  json_array_add_object_element (json_object_get_array_member (document, "readings"),
                                 osr_json_read_object (reading, -1, 0, "reading", NULL));
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  if (setting != NULL)
    json_object_set_object_member (members, "readings", members_of ("test-minutes", setting, NULL));
  return members;
}

/* Another reading is another adoption: it is for the cases taken from then on. */
static void
test_reading (Office *office, gconstpointer data)
{
  g_autoptr (OsrCase) old = osr_case_new ("a");
  g_autoptr (OsrCase) new = osr_case_new ("b");
  g_autoptr (OsrEvent) wrong = make ("regulation-adopted", 0, 0, with_reading ("never-heard-of"));

  adopt (office->registry, 5, "regulation-adopted", with_reading (NULL));
  occur (old, 10, "detected", "2026-03-05T17:50:00+09:00", NULL);
  adopt (office->registry, 20, "regulation-adopted", with_reading ("clock"));
  occur (new, 30, "detected", "2026-03-05T17:50:00+09:00", NULL);
  g_assert_cmpstr (due (office, old, "route"), ==, "2026-03-06T09:20:00+09:00");
  g_assert_cmpstr (due (office, new, "route"), ==, "2026-03-05T18:20:00+09:00");
  g_assert_false (osr_registry_try (office->registry, wrong, NULL));
}

/* A draft taken back runs again, and with the newest days. */
static void
test_withdrawn (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  occur (c, 10, "detected", "2026-03-05T16:00:00+09:00", NULL);
  occur (c, 11, "routed", "2026-03-05T16:10:00+09:00", members_of ("body", "zhkh", NULL));
  occur (c, 12, "submitted", "2026-03-05T17:00:00+09:00",
         members_of ("body", "zhkh", "kind", "final", NULL));
  adopt (office->registry, 20, "calendar-adopted", friday_off ());
  g_assert_cmpstr (due (office, c, "submit"), ==, "2026-03-06T11:00:00+09:00");
  occur (c, 21, "withdrawn", "2026-03-05T17:10:00+09:00", members_of ("body", "zhkh", NULL));
  g_assert_cmpstr (due (office, c, "submit"), ==, "2026-03-10T11:00:00+09:00");
}

static void
test_closed (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  occur (c, 10, "detected", "2026-03-05T16:00:00+09:00", NULL);
  occur (c, 11, "routed", "2026-03-05T16:10:00+09:00", members_of ("body", "zhkh", NULL));
  occur (c, 12, "closed", "2026-03-05T17:00:00+09:00", NULL);
  adopt (office->registry, 20, "calendar-adopted", friday_off ());
  adopt (office->registry, 21, "regulation-adopted", second_edition ());
  g_assert_cmpstr (due (office, c, "route"), ==, "2026-03-05T16:30:00+09:00");
  g_assert_cmpstr (due (office, c, "answer"), ==, "2026-03-06T16:00:00+09:00");
}

/* How late something was is said in the hours that it was judged by. */
static void
test_how_late (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;
  g_autoptr (GPtrArray) deadlines = NULL;
  const OsrDeadline *answer;
  g_autoptr (OsrDerivation) derivation = NULL;

  occur (c, 10, "detected", "2026-03-05T09:00:00+09:00", NULL);
  occur (c, 11, "routed", "2026-03-05T09:10:00+09:00", members_of ("body", "zhkh", NULL));
  occur (c, 12, "published", "2026-03-06T10:00:00+09:00", members_of ("kind", "final", NULL));
  adopt (office->registry, 20, "calendar-adopted", friday_off ());
  adopt (office->registry, 21, "schedule-set", hours ("zhkh", "\"mon\":[\"09:00-10:00\"]"));
  answer = deadline_of (office, "answer", &deadlines);
  g_assert_true (osr_deadline_is_late (answer, answer->met_at));
  g_assert_cmpint (osr_deadline_remaining (answer, office->registry, answer->met_at), ==,
                   -OSR_HOUR);
  derivation = osr_deadline_explain (answer, deadlines, office->registry);
  g_assert_cmpint (derivation->counted, ==, answer->amount);
}

static void
test_schedule_of_a_body (Office *office, gconstpointer data)
{
  g_autoptr (OsrCase) other = osr_case_new ("b");
  OsrCase *c = office->the_case;

  occur (c, 10, "detected", "2026-03-05T16:00:00+09:00", NULL);
  occur (c, 11, "routed", "2026-03-05T16:10:00+09:00", members_of ("body", "zhkh", NULL));
  occur (other, 12, "detected", "2026-03-05T16:00:00+09:00", NULL);
  occur (other, 13, "routed", "2026-03-05T16:10:00+09:00", members_of ("body", "transport", NULL));
  adopt (office->registry, 20, "schedule-set",
         hours ("zhkh", "\"thu\":[\"09:00-17:00\"],\"fri\":[\"09:00-17:00\"]"));
  g_assert_cmpstr (due (office, c, "answer"), ==, "2026-03-06T16:00:00+09:00");
  g_assert_cmpstr (due (office, c, "return"), ==, "2026-03-06T10:10:00+09:00");
  g_assert_cmpstr (due (office, other, "return"), ==, "2026-03-06T09:10:00+09:00");
}

/* Eras that differ in something else share what is laid out. */
static void
test_shared (Office *office, gconstpointer data)
{
  static const char *const none[] = { NULL };
  OsrRegistry *registry = office->registry;
  OsrWorkTime *first = osr_registry_get_work_time (registry, NULL);

  adopt (registry, 10, "schedule-set", hours ("zhkh", "\"mon\":[\"09:00-10:00\"]"));
  g_assert_true (osr_registry_get_work_time (registry, NULL) == first);
  g_assert_true (osr_registry_get_work_time_at (registry, "zhkh", 9) == first);
  g_assert_true (osr_registry_get_work_time_at (registry, "zhkh", 10) != first);
  adopt (registry, 11, "regulation-adopted", second_edition ());
  adopt (registry, 12, "calendar-adopted", calendar_with (none, FALSE));
  g_assert_true (osr_registry_get_work_time (registry, NULL) == first);
  adopt (registry, 13, "calendar-adopted", friday_off ());
  g_assert_true (osr_registry_get_work_time (registry, NULL) != first);
  g_assert_true (osr_registry_get_work_time_at (registry, NULL, 12) == first);
  g_assert_true (osr_registry_get_work_time_at (registry, NULL, 1) == first);
  adopt (registry, 14, "calendar-adopted", calendar_with (none, TRUE));
  g_assert_true (osr_registry_get_work_time (registry, NULL) != first);
}

/* Cases older than the first adoption are counted by the first. */
static void
test_before_any (Office *office, gconstpointer data)
{
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  JsonObject *regulation = json_object_new ();
  JsonObject *calendar = friday_off ();
  JsonArray *zones = json_array_new ();

  json_array_add_object_element (zones, osr_zone_to_json (office->zone));
  json_object_set_array_member (calendar, "zones", zones);
  json_object_set_object_member (regulation, "document", office_load ("regulations/amur.json"));
  adopt (registry, 5, "regulation-adopted", regulation);
  adopt (registry, 6, "calendar-adopted", calendar);
  adopt (registry, 9, "regulation-adopted", second_edition ());
  g_assert_true (osr_registry_get_regulation_at (registry, 2) ==
                 osr_registry_get_regulation_at (registry, 5));
  g_assert_true (osr_registry_get_regulation_at (registry, 2) !=
                 osr_registry_get_regulation (registry));
  g_assert_nonnull (osr_registry_get_work_time_at (registry, NULL, 2));
}

static void
refuse_event (Office *office, const char *type, const char *text)
{
  g_autoptr (JsonObject) members = osr_json_read_object (text, -1, 0, type, NULL);
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, members, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (members);
  g_assert_false (osr_registry_try (office->registry, event, &error));
  g_assert_nonnull (error);
}

static void
test_tried (Office *office, gconstpointer data)
{
  g_autoptr (JsonObject) good = friday_off ();
  g_autoptr (OsrEvent) event = osr_event_new ("calendar-adopted", 0, good, NULL);
  g_autoptr (GError) error = NULL;
  OsrWorkTime *before = osr_registry_get_work_time (office->registry, NULL);

  refuse_event (office, "regulation-adopted", "{}");
  refuse_event (office, "regulation-adopted", "{\"document\":{}}");
  refuse_event (office, "calendar-adopted", "{\"document\":{\"years\":[]}}");
  refuse_event (office, "schedule-set", "{\"schedule\":5}");
  refuse_event (office, "schedule-set", "{\"schedule\":{\"week\":{\"mon\":[\"9-x\"]}}}");
  refuse_event (office, "schedule-set",
                "{\"body\":\"zhkh\",\"zone\":\"Mars/Crater\",\"schedule\":"
                "{\"week\":{\"mon\":[\"09:00-10:00\"]}}}");
  refuse_event (office, "schedule-set",
                "{\"schedule\":{\"week\":{\"mon\":[\"09:00-10:00\"]}},"
                "\"zones\":[{\"id\":\"X/Y\"}]}");
  g_assert_true (osr_registry_try (office->registry, event, &error));
  g_assert_no_error (error);
  g_assert_true (osr_registry_get_work_time (office->registry, NULL) == before);
}

static OsrEvent *
other_reach (const char *role, const char *reach)
{
  g_autoptr (JsonObject) members = second_edition ();
  JsonObject *document = json_object_get_object_member (members, "document");
  JsonArray *roles = json_object_get_array_member (document, "roles");

  for (guint i = 0; i < json_array_get_length (roles); i++) {
    JsonObject *one = json_array_get_object_element (roles, i);

    if (g_str_equal (json_object_get_string_member (one, "id"), role))
      json_object_set_string_member (one, "reach", reach);
  }
  return osr_event_new ("regulation-adopted", 0, members, NULL);
}

/* An edition by which a held role reads other cases can be adopted, and who would is known before. */
static void
test_other_reach (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrEvent) same = other_reach ("executor", "body");
  g_autoptr (OsrEvent) wider = other_reach ("executor", "office");
  g_autoptr (GPtrArray) none = osr_preview_reach_new (office->registry, same);
  g_autoptr (GPtrArray) moves = osr_preview_reach_new (office->registry, wider);
  const OsrReachMove *first = moves->pdata[0];

  g_assert_true (osr_registry_try (office->registry, wider, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (moves->len, ==, 2);
  g_assert_cmpstr (first->person, ==, "anna");
  g_assert_cmpstr (first->role, ==, "executor");
  g_assert_cmpstr (first->before, ==, "body/zhkh");
  g_assert_cmpstr (first->after, ==, "curators");
}

/* --- what would move is what moves --- */

typedef struct {
  GRand *rand;
  gint64 seq;
  GPtrArray *cases;
  GPtrArray *adoptions; /* OsrEvent */
} World;

static const char *const any_day[] = { "2026-03-03", "2026-03-05", "2026-03-06",
                                       "2026-03-10", "2026-03-11", "2026-03-12" };

static JsonObject *
random_calendar (World *world)
{
  const char *days[G_N_ELEMENTS (any_day) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (any_day); i++) {
    if (g_rand_boolean (world->rand))
      days[n++] = any_day[i];
  }
  return calendar_with (days, g_rand_boolean (world->rand));
}

static OsrEvent *
random_adoption (World *world, gint64 seq)
{
  static const char *const weeks[] = { "\"tue\":[\"10:00-12:00\"],\"fri\":[\"10:00-19:00\"]",
                                       "\"mon\":[\"09:00-18:00\"],\"thu\":[\"08:00-20:00\"]" };
  static const char *const bodies[] = { NULL, "zhkh", "transport" };

  switch (g_rand_int_range (world->rand, 0, 3)) {
  case 0:
    return make ("regulation-adopted", seq, 0, second_edition ());
  case 1:
    return make ("calendar-adopted", seq, 0, random_calendar (world));
  default:
    return make ("schedule-set", seq, 0,
                 hours (bodies[g_rand_int_range (world->rand, 0, 3)],
                        weeks[g_rand_int_range (world->rand, 0, 2)]));
  }
}

static OsrEvent *
random_step (World *world, OsrInstant at)
{
  static const char *const types[] = { "detected",  "triaged",  "routed",    "returned",
                                       "submitted", "reworked", "approved",  "withdrawn",
                                       "published", "closed",   "dismissed", "noted" };
  static const char *const kinds[] = { "final", "interim", "clarification" };
  const char *type = types[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (types))];
  JsonObject *members = members_of ("body", g_rand_boolean (world->rand) ? "zhkh" : "transport",
                                    "kind", kinds[g_rand_int_range (world->rand, 0, 3)], NULL);

  if (g_str_equal (type, "triaged") && g_rand_boolean (world->rand))
    json_object_set_int_member (members, "limit_minutes", g_rand_int_range (world->rand, 60, 480));
  return make (type, ++world->seq, at, members);
}

static void
add_random_case (World *world)
{
  g_autofree char *id = g_strdup_printf ("case-%u", world->cases->len);
  OsrCase *c = osr_case_new (id);
  OsrInstant at = osr_instant_parse ("2026-03-02T09:00:00+09:00") +
                  g_rand_int_range (world->rand, 0, 5 * 24 * 60) * OSR_MINUTE;
  guint n = (guint) g_rand_int_range (world->rand, 1, 8);
  g_autoptr (OsrEvent) detected = make ("detected", ++world->seq, at, NULL);

  osr_case_apply (c, detected);
  for (guint i = 0; i < n; i++) {
    g_autoptr (OsrEvent) event = NULL;

    at += g_rand_int_range (world->rand, 0, 600) * OSR_MINUTE;
    event = random_step (world, at);
    osr_case_apply (c, event);
  }
  g_ptr_array_add (world->cases, c);
}

/* Every deadline, open and judged, in words. */
static char *
tell (GPtrArray *cases, OsrRegistry *registry, gboolean judged)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cases->len; i++) {
    OsrCase *c = cases->pdata[i];
    g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, registry);

    for (guint j = 0; j < deadlines->len; j++) {
      const OsrDeadline *one = deadlines->pdata[j];

      if (judged && one->state == OSR_DEADLINE_OPEN)
        continue;
      g_string_append_printf (text, "%s %s %s %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                              c->id, one->spec->id, one->body, (int) one->state, one->due,
                              one->limit);
    }
  }
  return g_string_free (text, FALSE);
}

/* The moves as differences of the open deadlines, worked out by hand from both lists. */
static void
check_moves (GPtrArray *moves, GPtrArray *cases, OsrRegistry *before, OsrRegistry *after)
{
  guint n = 0;

  for (guint i = 0; i < cases->len; i++) {
    OsrCase *c = cases->pdata[i];
    g_autoptr (GPtrArray) old = osr_deadlines_compute (c->events, before);
    g_autoptr (GPtrArray) new = osr_deadlines_compute (c->events, after);

    g_assert_cmpuint (old->len, ==, new->len);
    for (guint j = 0; j < old->len; j++) {
      const OsrDeadline *was = old->pdata[j];
      const OsrDeadline *is = new->pdata[j];
      const OsrMove *move;

      if (was->due == is->due)
        continue;
      g_assert_cmpint (was->state, ==, OSR_DEADLINE_OPEN);
      g_assert_cmpuint (n, <, moves->len);
      move = moves->pdata[n++];
      g_assert_cmpstr (move->case_id, ==, c->id);
      g_assert_cmpstr (move->timer, ==, was->spec->id);
      g_assert_cmpstr (move->body, ==, was->body);
      g_assert_cmpint (move->before, ==, was->due);
      g_assert_cmpint (move->after, ==, is->due);
    }
  }
  g_assert_cmpuint (n, ==, moves->len);
}

static OsrRegistry *
fold (World *world, guint n)
{
  Office office = { 0 };
  OsrRegistry *registry;

  office_open (&office, "amur");
  registry = osr_registry_ref (office.registry);
  office_close (&office);
  for (guint i = 0; i < n; i++)
    osr_registry_apply (registry, world->adoptions->pdata[i]);
  return registry;
}

static guint
play (guint32 seed)
{
  World world = { g_rand_new_with_seed (seed), 0,
                  g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref),
                  g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref) };
  g_autoptr (OsrRegistry) before = NULL;
  g_autoptr (OsrRegistry) after = NULL;
  g_autoptr (OsrEvent) next = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *verdicts = NULL;
  g_autofree char *kept = NULL;
  guint n;

  for (guint i = 0; i < 3; i++) {
    add_random_case (&world);
    if (g_rand_boolean (world.rand)) {
      OsrEvent *adoption = random_adoption (&world, world.seq + 1);

      world.seq++;
      g_ptr_array_add (world.adoptions, adoption);
    }
  }
  before = fold (&world, world.adoptions->len);
  next = random_adoption (&world, 0);
  moves = osr_preview_new (world.cases, before, next);
  verdicts = tell (world.cases, before, TRUE);
  next->seq = ++world.seq;
  g_ptr_array_add (world.adoptions, osr_event_ref (next));
  after = fold (&world, world.adoptions->len);
  check_moves (moves, world.cases, before, after);
  kept = tell (world.cases, after, TRUE);
  g_assert_cmpstr (kept, ==, verdicts);
  n = moves->len;
  g_rand_free (world.rand);
  g_ptr_array_unref (world.cases);
  g_ptr_array_unref (world.adoptions);
  return n;
}

static void
test_preview (void)
{
  guint moved = 0, rounds = 0;

  for (guint32 seed = 1; seed <= ROUNDS; seed++) {
    guint n = play (seed);

    moved += n;
    rounds += n > 0;
  }
  g_test_message ("%u deadlines moved in %u of %u rounds", moved, rounds, ROUNDS);
  g_assert_cmpuint (rounds, >, ROUNDS / 5);
}

static void
test_counts (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new ();
  guint open, pinned;

  occur (office->the_case, 10, "detected", "2026-03-05T16:00:00+09:00", NULL);
  g_ptr_array_add (cases, office->the_case);
  osr_preview_count (cases, office->registry, &open, &pinned);
  g_assert_cmpuint (open, ==, 2);
  g_assert_cmpuint (pinned, ==, 1);
  occur (office->the_case, 11, "dismissed", "2026-03-05T16:00:00+09:00", NULL);
  osr_preview_count (cases, office->registry, &open, &pinned);
  g_assert_cmpuint (open, ==, 0);
  g_assert_cmpuint (pinned, ==, 0);
}

#define TEST(name, test)                                                                           \
  g_test_add ("/core/versions/" name, Office, NULL, open_office, test, close_office)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("regulation-of-the-detection", test_regulation);
  TEST ("reading-of-the-detection", test_reading);
  TEST ("rules-of-the-detection", test_rules);
  TEST ("calendar-moves-open-ones", test_calendar);
  TEST ("withdrawn-runs-again", test_withdrawn);
  TEST ("closed-stays", test_closed);
  TEST ("how-late", test_how_late);
  TEST ("schedule-of-a-body", test_schedule_of_a_body);
  TEST ("shared", test_shared);
  TEST ("before-any", test_before_any);
  TEST ("tried", test_tried);
  TEST ("other-reach", test_other_reach);
  TEST ("counts", test_counts);
  g_test_add_func ("/core/versions/preview-is-what-happens", test_preview);
  return g_test_run ();
}
