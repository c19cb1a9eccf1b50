/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log for tests; see the header. */
#include "osr-log-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "core/osr-json.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-tzdata.h"

static OsrInstant
read_clock (gpointer data)
{
  return ((LogFixture *) data)->now;
}

static const char profile[] =
    "{\"id\":\"test\",\"version\":1,\"title\":{\"ru\":\"Т\",\"en\":\"T\"},\"region\":\"RU-AMU\","
    "\"zone\":\"Asia/Yakutsk\",\"networks\":[\"vk\"],\"draft_kinds\":[\"final\"],\"steps\":{},"
    "\"roles\":[{\"id\":\"curator\",\"name\":{\"ru\":\"к\",\"en\":\"c\"},\"clause\":\"1\","
    "\"reach\":\"office\"},{\"id\":\"executor\",\"name\":{\"ru\":\"и\",\"en\":\"e\"},\"clause\":"
    "\"1\",\"reach\":\"body\"},{\"id\":\"scribe\",\"name\":{\"ru\":\"п\",\"en\":\"s\"},"
    "\"clause\":"
    "\"1\",\"reach\":\"body\"},{\"id\":\"supervisor\",\"name\":{\"ru\":\"р\",\"en\":\"s\"},"
    "\"clause\":\"1\",\"reach\":\"all\"}],\"timers\":[{\"id\":\"answer\",\"name\":{\"ru\":\"о\","
    "\"en\":\"a\"},\"text\":{\"ru\":\"о\",\"en\":\"a\"},\"clause\":\"1\",\"office\":\"body\","
    "\"subject\":\"case\",\"unit\":\"working-minutes\",\"amount\":60,\"starts\":[\"detected\"]}]"
    "}";

JsonObject *
log_fixture_regulation (void)
{
  g_autoptr (OsrZone) zone = osr_tzdata_load ("Asia/Yakutsk", NULL);
  JsonObject *members = json_object_new ();
  JsonArray *zones = json_array_new ();

  json_array_add_object_element (zones, osr_zone_to_json (zone));
  json_object_set_array_member (members, "zones", zones);
  json_object_set_object_member (members, "document", object_of (profile));
  return members;
}

/* Whose cases a role reads, the regulation says. */
static void
give_regulation (OsrLog *log)
{
  g_autoptr (JsonObject) members = log_fixture_regulation ();
  g_autoptr (OsrEvent) event = osr_event_new ("regulation-adopted", 0, members, NULL);

  event->version = osr_registry_get_version (osr_log_get_registry (log));
  osr_registry_apply (osr_log_get_registry (log), event);
  g_assert_nonnull (osr_registry_get_regulation (osr_log_get_registry (log)));
}

static void
open_log (LogFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->log = osr_log_open (self->path, self->clock, &error);
  g_assert_no_error (error);
  give_regulation (self->log);
}

LogFixture *
log_fixture_new (void)
{
  LogFixture *self = g_new0 (LogFixture, 1);

  self->folder = g_dir_make_tmp ("osr-log-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "log.db", NULL);
  self->now = FIXTURE_NOW;
  self->clock = osr_clock_new (read_clock, self, NULL);
  open_log (self);
  return self;
}

void
log_fixture_free (LogFixture *self)
{
  osr_log_free (self->log);
  osr_clock_unref (self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

void
log_fixture_reopen (LogFixture *self)
{
  g_clear_pointer (&self->log, osr_log_free);
  open_log (self);
}

char *
log_fixture_path (LogFixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

const char *
case_id (guint n)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", n);

  return g_intern_string (id);
}

JsonObject *
object_of (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (json == NULL)
    return NULL;
  object = osr_json_read_object (json, -1, 0, "test", &error);
  g_assert_no_error (error);
  return object;
}

static gboolean
append (LogFixture *self, const OsrLogRequest *request, GPtrArray *records, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, error);

  return transaction != NULL && osr_log_append (self->log, request, 1, records, error) &&
         osr_log_commit (transaction, error);
}

OsrRecord *
log_append (LogFixture *self, const char *stream, const char *type, const char *members,
            const char *payload)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (JsonObject) member_object = object_of (members);
  g_autoptr (JsonObject) payload_object = object_of (payload);
  g_autoptr (GError) error = NULL;
  OsrLogRequest request = { .stream = stream,
                            .type = type,
                            .members = member_object,
                            .payload = payload_object,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova" };

  append (self, &request, records, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  return osr_record_ref (records->pdata[0]);
}

void
log_append_fails (LogFixture *self, const char *stream, const char *type, const char *members,
                  GError **error)
{
  g_autoptr (JsonObject) member_object = object_of (members);
  OsrLogRequest request = { .stream = stream,
                            .type = type,
                            .members = member_object,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova" };

  g_assert_false (append (self, &request, NULL, error));
}

static gint64
seq_of (OsrRecord *record)
{
  gint64 seq = record->seq;

  osr_record_unref (record);
  return seq;
}

gint64
log_find (LogFixture *self, guint n)
{
  g_autofree char *members = g_strdup_printf (
      "{\"network\":\"vk\",\"account\":\"office\",\"native_id\":\"%u\","
      "\"owner_id\":\"-200000001\",\"post_id\":\"%u\","
      "\"permalink\":\"https://vk.com/wall-200000001_1?reply=%u\",\"published_at\":1}",
      n, n % 2, n);

  return seq_of (log_append (self, case_id (n), "found", members,
                             "{\"author_id\":\"1\",\"author_name\":\"A\",\"text\":\"Яма\"}"));
}

static gint64
change_role (LogFixture *self, const char *type, const char *person, const char *role,
             const char *body)
{
  g_autofree char *members =
      body != NULL ? g_strdup_printf ("{\"person\":\"%s\",\"role\":\"%s\",\"body\":\"%s\"}", person,
                                      role, body)
                   : g_strdup_printf ("{\"person\":\"%s\",\"role\":\"%s\"}", person, role);

  return seq_of (log_append (self, OSR_STREAM_OFFICE, type, members, NULL));
}

gint64
log_grant (LogFixture *self, const char *person, const char *role, const char *body)
{
  return change_role (self, "role-granted", person, role, body);
}

gint64
log_revoke (LogFixture *self, const char *person, const char *role, const char *body)
{
  return change_role (self, "role-revoked", person, role, body);
}

gint64
log_adopt (LogFixture *self, const char *role, const char *reach)
{
  g_autoptr (JsonObject) members = json_object_new ();
  JsonObject *document = object_of (profile);
  JsonArray *roles = json_object_get_array_member (document, "roles");
  g_autofree char *text = NULL;

  for (guint i = json_array_get_length (roles); i > 0; i--) {
    JsonObject *one = json_array_get_object_element (roles, i - 1);

    if (!g_str_equal (json_object_get_string_member (one, "id"), role))
      continue;
    if (reach != NULL)
      json_object_set_string_member (one, "reach", reach);
    else
      json_array_remove_element (roles, i - 1);
  }
  json_object_set_object_member (members, "document", document);
  text = osr_json_write_object (members);
  return seq_of (log_append (self, OSR_STREAM_OFFICE, "regulation-adopted", text, NULL));
}

gint64
log_route (LogFixture *self, guint n, const char *body)
{
  g_autofree char *members = g_strdup_printf ("{\"body\":\"%s\"}", body);

  return seq_of (log_append (self, case_id (n), "routed", members, NULL));
}

void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_unlink (child) != 0)
      remove_folder (child);
  }
  g_rmdir (path);
}

void
tamper (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

void
log_erase (LogFixture *self, const char *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, &error);
  g_autoptr (JsonObject) members = object_of (
      "{\"act\":\"12-P\",\"act_date\":\"2026-03-06\",\"reason\":\"the citizen asked for it\"}");
  OsrLogRequest request = { stream, "payload-erased", members };

  g_assert_no_error (error);
  osr_log_complete_erasure (self->log, stream, members, &error);
  g_assert_no_error (error);
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = "admin";
  osr_log_append (self->log, &request, 1, NULL, &error);
  g_assert_no_error (error);
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
}
