/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office that every run begins with: twenty persons with their roles, four bodies. */
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "sim-centre.h"
#include "sim-world.h"
#include "store/osr-log-accounts.h"

/* With few desks there must be somebody of each kind already. */
static const char *const roles[] = { "curator",  "executor",   "executor", "curator", "executor",
                                     "executor", "supervisor", "executor", "curator", "executor" };

char *
sim_person_dup_id (guint index)
{
  return g_strdup_printf ("p%02u", index);
}

const char *
sim_person_get_role (guint index)
{
  return roles[index % G_N_ELEMENTS (roles)];
}

char *
sim_person_dup_body (guint index)
{
  if (!g_str_equal (sim_person_get_role (index), "executor"))
    return NULL;
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

static void
adopt (OsrLog *log)
{
  JsonObject *regulation = json_object_new ();
  JsonObject *calendar = osr_json_read_object (
      "{\"decrees\":false,\"zones\":[{\"id\":\"Asia/Yakutsk\",\"transitions\":"
      "[{\"from\":1414252800000000,\"offset\":32400}]}]}",
      -1, 0, "calendar", NULL);

  json_object_set_string_member (regulation, "id", "simulated");
  json_object_set_string_member (regulation, "digest", "d");
  json_object_set_object_member (regulation, "document", read_document (OSR_TEST_REGULATION));
  json_object_set_object_member (calendar, "document", read_document ("calendars/ru.json"));
  append (log, "regulation-adopted", regulation);
  append (log, "calendar-adopted", calendar);
}

static void
add_person (OsrLog *log, guint index)
{
  g_autofree char *id = sim_person_dup_id (index);
  g_autofree char *body = sim_person_dup_body (index);
  const char *role = sim_person_get_role (index);

  append_text (log, "person-set", "{\"person\":\"%s\",\"login\":\"%s\",\"name\":\"Person %s\"}", id,
               id, id);
  if (body != NULL)
    append_text (log, "role-granted", "{\"person\":\"%s\",\"role\":\"%s\",\"body\":\"%s\"}", id,
                 role, body);
  else
    append_text (log, "role-granted", "{\"person\":\"%s\",\"role\":\"%s\"}", id, role);
  g_assert (osr_log_set_password (log, id, SIM_PASSWORD, NULL));
}

static OsrInstant
read_noon (gpointer data)
{
  return SIM_NOON - 24 * 60 * SIM_MINUTE;
}

void
sim_centre_found (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, OSR_OFFICE_LOG, NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (read_noon, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = osr_log_open (path, clock, &error);

  g_assert_no_error (error);
  adopt (log);
  append_text (log, "account-set",
               "{\"account\":\"gov\",\"network\":\"vk\",\"owner\":\"1\",\"name\":\"Office\"}");
  for (guint i = 0; i < SIM_BODIES; i++)
    append_text (log, "body-set", "{\"body\":\"b%u\",\"name\":\"Body %u\",\"short_name\":\"B%u\"}",
                 i, i, i);
  for (guint i = 0; i < SIM_PERSONS; i++)
    add_person (log, i);
  append_text (log, "role-granted", "{\"person\":\"p00\",\"role\":\"admin\"}");
}
