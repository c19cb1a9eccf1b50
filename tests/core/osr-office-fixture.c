/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office for tests; see the header. */
#include "osr-office-fixture.h"

#include <stdarg.h>
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

const char *
office_data_dir (void)
{
  const char *elsewhere = g_getenv ("OSR_TEST_DATA");

  return elsewhere != NULL ? elsewhere : OSR_TEST_DATA;
}

JsonObject *
office_load (const char *name)
{
  g_autofree char *path = g_build_filename (office_data_dir (), name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonObject *object;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  object = osr_json_read_object (bytes, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return object;
}

JsonObject *
members_of (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list list;

  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *)) {
    const char *value = va_arg (list, const char *);

    if (*name == '#')
      json_object_set_int_member (object, name + 1, g_ascii_strtoll (value, NULL, 10));
    else
      json_object_set_string_member (object, name, value);
  }
  va_end (list);
  return object;
}

static void
set_up (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  event->version = osr_registry_get_version (office->registry) + 1;
  osr_registry_apply (office->registry, event);
}

static void
set_up_people (Office *office)
{
  static const char *const people[][3] = { { "curator", "curator", NULL },
                                           { "second", "curator", NULL },
                                           { "anna", "executor", "zhkh" },
                                           { "boris", "executor", "transport" },
                                           { "chief", "supervisor", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    set_up (office, "person-set",
            members_of ("person", people[i][0], "login", people[i][0], "name", people[i][0], NULL));
    set_up (office, "role-granted",
            people[i][2] != NULL ? members_of ("person", people[i][0], "role", people[i][1], "body",
                                               people[i][2], NULL)
                                 : members_of ("person", people[i][0], "role", people[i][1], NULL));
  }
}

/* What the zones of the five regulations did since 2011, in seconds. */
static const struct {
  const char *id;
  gint64 from[3];
  gint32 offset[3];
} zones_known[] = {
  { "Asia/Yakutsk", { 1301158800, 1414252800 }, { 36000, 32400 } },
  { "Europe/Moscow", { 1301180400, 1414274400 }, { 14400, 10800 } },
  { "Asia/Barnaul", { 1301169600, 1414263600, 1459022400 }, { 25200, 21600, 25200 } },
  { "Asia/Irkutsk", { 1301162400, 1414256400 }, { 32400, 28800 } },
  { "Europe/Saratov", { 1301180400, 1414274400, 1480806000 }, { 14400, 10800, 14400 } },
};

static OsrZone *
make_zone (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones_known); i++) {
    OsrZoneTransition transitions[3];
    guint n = 0;

    if (!g_str_equal (zones_known[i].id, id))
      continue;
    for (; n < 3 && zones_known[i].offset[n] != 0; n++)
      transitions[n] =
          (OsrZoneTransition){ zones_known[i].from[n] * OSR_SECOND, zones_known[i].offset[n] };
    return osr_zone_new (id, transitions, n);
  }
  g_assert_not_reached ();
}

void
office_open (Office *office, const char *id)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);
  g_autoptr (JsonObject) profile = office_load (name);
  g_autoptr (JsonObject) calendar = office_load ("calendars/ru.json");
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRegulation) regulation = osr_regulation_new_from_json (profile, name, &error);

  g_assert_no_error (error);
  office->registry = osr_registry_new ();
  office->zone = make_zone (osr_regulation_get_zone (regulation));
  office->the_case = osr_case_new ("c0000000-0000-4000-8000-000000000001");
  g_ptr_array_add (zones, office->zone);
  osr_registry_apply_regulation (office->registry, regulation);
  osr_registry_apply_calendar (office->registry, calendar, zones, NULL, FALSE, &error);
  g_assert_no_error (error);
  set_up (office, "body-set", members_of ("body", "zhkh", "name", "Housing", NULL));
  set_up (office, "body-set", members_of ("body", "transport", "name", "Roads", NULL));
  set_up (office, "account-set",
          members_of ("account", "gov", "network", "vk", "owner", "1", NULL));
  set_up (office, "account-set",
          members_of ("account", "zhkh-vk", "network", "vk", "owner", "2", "body", "zhkh", NULL));
  set_up_people (office);
}

void
office_close (Office *office)
{
  g_clear_pointer (&office->registry, osr_registry_unref);
  g_clear_pointer (&office->zone, osr_zone_unref);
  g_clear_pointer (&office->the_case, osr_case_unref);
}

static OsrEvent *
make (Office *office, const char *type, OsrInstant at, const char *by, JsonObject *members,
      JsonObject *payload)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (JsonObject) words = payload;
  OsrEvent *event = osr_event_new (type, at, owned, words);

  event->by = g_strdup (by);
  event->version = office->the_case->version + 1;
  return event;
}

OsrEvent *
happen (Office *office, const char *type, const char *at, const char *by, JsonObject *members,
        JsonObject *payload)
{
  OsrInstant instant = osr_instant_parse (at);
  g_autoptr (OsrEvent) event = make (office, type, instant, by, members, payload);

  g_assert_cmpint (instant, !=, OSR_INSTANT_UNKNOWN);
  osr_case_apply (office->the_case, event);
  return event;
}

int
attempt (Office *office, const char *person, const char *type, JsonObject *members,
         JsonObject *payload)
{
  g_autoptr (OsrEvent) event = make (office, type, 0, person, members, payload);
  g_autoptr (GError) error = NULL;

  if (osr_rules_check (office->the_case, office->registry, person, event, &error)) {
    g_assert_no_error (error);
    return -1;
  }
  g_assert_nonnull (error);
  g_assert_true (error->domain == OSR_CORE_ERROR);
  return error->code;
}

JsonObject *
submission_of (Office *office, const char *body, const char *kind, const char *text)
{
  const OsrAccount *account = osr_registry_account_for (office->registry, body, "vk");
  g_autofree char *digest =
      osr_text_digest (kind, text, account->id, office->the_case->native_id, NULL);

  return members_of ("body", body, "kind", kind, "account", account->id, "digest", digest, NULL);
}

const char *
due_of (Office *office, const char *timer)
{
  g_autoptr (GPtrArray) deadlines =
      osr_deadlines_compute (office->the_case->events, office->registry);
  const OsrDeadline *deadline = osr_deadlines_find (deadlines, timer, NULL);
  g_autofree char *text = NULL;

  if (deadline == NULL || deadline->due == OSR_INSTANT_UNKNOWN)
    return "";
  text = osr_instant_format (deadline->due, office->zone);
  return g_intern_string (text);
}

const OsrDeadline *
deadline_of (Office *office, const char *timer, GPtrArray **deadlines)
{
  const OsrDeadline *deadline;

  *deadlines = osr_deadlines_compute (office->the_case->events, office->registry);
  deadline = osr_deadlines_find (*deadlines, timer, NULL);
  g_assert_nonnull (deadline);
  return deadline;
}

void
detect (Office *office, const char *at)
{
  happen (office, "found", at, "monitor",
          members_of ("network", "vk", "account", "gov", "native_id", "31", NULL),
          members_of ("author_name", "Olga M.", "text", "Cold at home", NULL));
  happen (office, "detected", at, "curator", NULL, NULL);
}

void
triage (Office *office, const char *at, int limit_minutes)
{
  JsonObject *members = members_of ("importance", "normal", "locality", "Zeya", NULL);
  JsonArray *topics = json_array_new ();

  json_array_add_string_element (topics, "zhkh");
  json_object_set_array_member (members, "topics", topics);
  if (limit_minutes > 0)
    json_object_set_int_member (members, "limit_minutes", limit_minutes);
  happen (office, "triaged", at, "curator", members, NULL);
}

void
route (Office *office, const char *at, const char *body)
{
  happen (office, "routed", at, "curator", members_of ("body", body, NULL), NULL);
}

void
submit (Office *office, const char *at, const char *kind, const char *text)
{
  happen (office, "submitted", at, "anna", submission_of (office, "zhkh", kind, text),
          members_of ("text", text, NULL));
}
