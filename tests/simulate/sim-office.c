/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offices that runs begin with, one of each regulation: twenty persons with the roles that it knows,
 * four bodies. */
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "core/regulation/osr-regulation.h"
#include "sim-centre.h"
#include "sim-world.h"
#include "store/osr-log-accounts.h"

static const char *const regulations[SIM_REGULATIONS] = { "amur", "leningrad", "pervomaysky",
                                                          "buryatia", "saratov" };

/* With few desks there must be somebody of each kind already. */
static const OsrReach reaches[] = { OSR_REACH_OFFICE, OSR_REACH_BODY, OSR_REACH_BODY,
                                    OSR_REACH_OFFICE, OSR_REACH_BODY, OSR_REACH_BODY,
                                    OSR_REACH_ALL,    OSR_REACH_BODY, OSR_REACH_OFFICE,
                                    OSR_REACH_BODY };

/* So many persons of bodies have every role of theirs. */
#define VERSATILE 5

const char *
sim_regulation_get_name (guint number)
{
  return regulations[number];
}

char *
sim_person_dup_id (guint index)
{
  return g_strdup_printf ("p%02u", index);
}

char *
sim_body_dup_id (guint index)
{
  return g_strdup_printf ("b%u", index % SIM_BODIES);
}

static JsonObject *
read_document (const char *name)
{
  g_autofree char *path = g_build_filename (OSR_TEST_DATA, name, NULL);
  g_autofree char *bytes = NULL;
  JsonObject *object;

  g_assert (g_file_get_contents (path, &bytes, NULL, NULL));
  object = osr_json_read_object (bytes, -1, 0, name, NULL);
  g_assert (object != NULL);
  return object;
}

/* @members: (transfer full) */
static void
append (OsrLog *log, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  OsrLogRequest request = { .stream = OSR_STREAM_OFFICE,
                            .type = type,
                            .members = members,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "office" };

  if (transaction == NULL || !osr_log_append (log, &request, 1, NULL, &error) ||
      !osr_log_commit (transaction, &error))
    g_printerr ("%s: %s\n", type, error->message);
  g_assert_no_error (error);
}

static void append_text (OsrLog *log, const char *type, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static void
append_text (OsrLog *log, const char *type, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  append (log, type, osr_json_read_object (text, -1, 0, type, NULL));
}

/* Every office is nine hours ahead here: noon is noon. */
static void
adopt_calendar (OsrLog *log, const char *zone)
{
  g_autofree char *text =
      g_strdup_printf ("{\"decrees\":false,\"zones\":[{\"id\":\"%s\",\"transitions\":"
                       "[{\"from\":1414252800000000,\"offset\":32400}]}]}",
                       zone);
  JsonObject *calendar = osr_json_read_object (text, -1, 0, "calendar", NULL);

  json_object_set_object_member (calendar, "document", read_document ("calendars/ru.json"));
  append (log, "calendar-adopted", calendar);
}

/* (transfer full) */
static OsrRegulation *
adopt (OsrLog *log, const char *name)
{
  g_autofree char *file = g_strdup_printf ("regulations/%s.json", name);
  JsonObject *document = read_document (file);
  OsrRegulation *regulation = osr_regulation_new_from_json (document, name, NULL);
  JsonObject *adopted = json_object_new ();

  json_object_set_string_member (adopted, "id", "simulated");
  json_object_set_string_member (adopted, "digest", "d");
  json_object_set_object_member (adopted, "document", json_object_ref (document));
  adopt_calendar (log, osr_json_get_string (document, "zone"));
  append (log, "regulation-adopted", adopted);
  json_object_unref (document);
  return regulation;
}

static void
grant (OsrLog *log, guint person, const char *role, const char *body)
{
  g_autofree char *id = sim_person_dup_id (person);

  if (body != NULL)
    append_text (log, "role-granted", "{\"person\":\"%s\",\"role\":\"%s\",\"body\":\"%s\"}", id,
                 role, body);
  else
    append_text (log, "role-granted", "{\"person\":\"%s\",\"role\":\"%s\"}", id, role);
}

/* In the first body the first role beside the executor's is another's: what one writes, the other agrees
 * to. Where there are many, some are executors and one thing besides. */
static void
grant_in_body (OsrLog *log, guint index, GPtrArray *roles)
{
  g_autofree char *body = sim_body_dup_id (index);
  guint others = 0;

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];
    gboolean executor = g_str_equal (role->id, "executor");

    if (role->reach != OSR_REACH_BODY)
      continue;
    others += !executor;
    if (index == 1 && others == 1 && !executor)
      grant (log, 2, role->id, body);
    else if (executor || index < VERSATILE || others % 2 == index % 2)
      grant (log, index, role->id, body);
  }
}

static void
grant_all (OsrLog *log, guint index, GPtrArray *roles)
{
  OsrReach reach = reaches[index % G_N_ELEMENTS (reaches)];

  if (reach == OSR_REACH_BODY)
    grant_in_body (log, index, roles);
  for (guint i = 0; reach != OSR_REACH_BODY && i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (role->reach == reach)
      grant (log, index, role->id, NULL);
  }
}

static void
add_person (OsrLog *log, guint index)
{
  g_autofree char *id = sim_person_dup_id (index);

  append_text (log, "person-set", "{\"person\":\"%s\",\"login\":\"%s\",\"name\":\"Person %s\"}", id,
               id, id);
  g_assert (osr_log_set_password (log, id, SIM_PASSWORD, NULL));
}

static OsrInstant
read_noon (gpointer data)
{
  return SIM_NOON - 24 * 60 * SIM_MINUTE;
}

static void
add_persons (OsrLog *log, OsrRegulation *regulation)
{
  for (guint i = 0; i < SIM_PERSONS; i++)
    add_person (log, i);
  for (guint i = 0; i < SIM_PERSONS; i++)
    grant_all (log, i, osr_regulation_get_roles (regulation));
  grant (log, 0, OSR_ROLE_ADMIN, NULL);
}

void
sim_centre_found (const char *folder, guint regulation)
{
  g_autofree char *path = g_build_filename (folder, OSR_OFFICE_LOG, NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (read_noon, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = osr_log_open (path, clock, &error);
  g_autoptr (OsrRegulation) adopted = NULL;

  g_assert_no_error (error);
  adopted = adopt (log, regulations[regulation]);
  append_text (log, "account-set",
               "{\"account\":\"gov\",\"network\":\"vk\",\"owner\":\"1\",\"name\":\"Office\"}");
  for (guint i = 0; i < SIM_BODIES; i++)
    append_text (log, "body-set", "{\"body\":\"b%u\",\"name\":\"Body %u\",\"short_name\":\"B%u\"}",
                 i, i, i);
  add_persons (log, adopted);
}
