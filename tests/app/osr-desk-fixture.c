/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation for tests; see the header. */
#include "osr-desk-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/frame/osr-session.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "osr-read-page.h"
#include "store/osr-outbox.h"

static OsrInstant
read_clock (gpointer data)
{
  return ((Desk *) data)->now;
}

static JsonObject *
object_of (const char *json)
{
  g_autofree char *text = g_strdup (json);
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (json == NULL)
    return NULL;
  object = osr_json_read_object (g_strdelimit (text, "'", '"'), -1, 0, "test", &error);
  g_assert_no_error (error);
  return object;
}

static JsonObject *
load (const char *name)
{
  g_autofree char *path =
      g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (OSR_TEST_DATA, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  object = osr_json_read_object (bytes, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return object;
}

/* Takes @members and @payload. */
static void
append (Desk *self, const char *stream, const char *type, const char *by, JsonObject *members,
        JsonObject *payload)
{
  g_autoptr (JsonObject) owned_members = members;
  g_autoptr (JsonObject) owned_payload = payload;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, &error);
  OsrLogRequest request = { .stream = stream,
                            .type = type,
                            .members = owned_members,
                            .payload = owned_payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = by };

  g_assert_no_error (error);
  osr_log_append (self->log, &request, 1, NULL, &error);
  g_assert_no_error (error);
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
}

static void
adopt (Desk *self)
{
  static const OsrZoneTransition yakutsk[] = {
    { G_GINT64_CONSTANT (1301158800) * OSR_SECOND, 36000 },
    { G_GINT64_CONSTANT (1414252800) * OSR_SECOND, 32400 }
  };
  JsonObject *regulation = object_of ("{'id': 'test', 'digest': 'd'}");
  JsonObject *calendar = object_of ("{'decrees': false}");
  g_autoptr (OsrZone) zone = osr_zone_new ("Asia/Yakutsk", yakutsk, G_N_ELEMENTS (yakutsk));
  JsonArray *zones = json_array_new ();

  json_object_set_object_member (regulation, "document", load ("regulations/amur.json"));
  append (self, OSR_STREAM_OFFICE, "regulation-adopted", "office", regulation, NULL);
  json_array_add_object_element (zones, osr_zone_to_json (zone));
  json_object_set_object_member (calendar, "document", load ("calendars/ru.json"));
  json_object_set_array_member (calendar, "zones", zones);
  append (self, OSR_STREAM_OFFICE, "calendar-adopted", "office", calendar, NULL);
}

static void
found_office (Desk *self)
{
  static const char *const events[][2] = {
    { "topic-set", "{'topic': 'heating', 'name': 'ЖКХ'}" },
    { "topic-set", "{'topic': 'pits', 'name': 'Дороги'}" },
    { "body-set", "{'body': 'zhkh', 'name': 'Министерство жилищно-коммунального хозяйства',"
                  " 'short_name': 'Минжилкомхоз', 'topics': ['heating']}" },
    { "body-set", "{'body': 'roads', 'name': 'Министерство транспорта и дорожного хозяйства',"
                  " 'short_name': 'Минтранс', 'topics': ['pits']}" },
    { "account-set", "{'account': 'gov', 'network': 'vk', 'owner': '1', 'name': 'Амурская область',"
                     " 'api_base': 'http://127.0.0.1:9', 'link_base': 'http://127.0.0.1:9',"
                     " 'watched': true}" },
    { "account-set", "{'account': 'zhkh-vk', 'network': 'vk', 'body': 'zhkh', 'owner': '2',"
                     " 'name': 'Минжилкомхоз', 'api_base': 'http://127.0.0.1:9',"
                     " 'link_base': 'http://127.0.0.1:9', 'watched': false}" },
    { "person-set", "{'person': 'olga', 'login': 'olga', 'name': 'Ольга Сомова',"
                    " 'post': 'главный специалист'}" },
    { "person-set", "{'person': 'anna', 'login': 'anna', 'name': 'Анна Ким'}" },
    { "person-set", "{'person': 'boris', 'login': 'boris', 'name': 'Борис Чернов'}" },
    { "role-granted", "{'person': 'olga', 'role': 'curator'}" },
    { "role-granted", "{'person': 'anna', 'role': 'executor', 'body': 'zhkh'}" },
    { "role-granted", "{'person': 'boris', 'role': 'executor', 'body': 'roads'}" },
  };

  adopt (self);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    append (self, OSR_STREAM_OFFICE, events[i][0], "office", object_of (events[i][1]), NULL);
}

Desk *
desk_new (const char *at)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("osr-desk-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "log.db", NULL);
  self->clock = osr_clock_new (read_clock, self, NULL);
  desk_at (self, at);
  self->log = osr_log_open (path, self->clock, &error);
  g_assert_no_error (error);
  found_office (self);
  return self;
}

void
desk_adopt (Desk *self, const char *id)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);

  desk_adopt_file (self, name);
}

void
desk_adopt_file (Desk *self, const char *path)
{
  JsonObject *regulation = object_of ("{'id': 'test', 'digest': 'e'}");
  JsonObject *document = load (path);

  json_object_set_string_member (document, "zone", "Asia/Yakutsk");
  json_object_set_object_member (regulation, "document", document);
  append (self, OSR_STREAM_OFFICE, "regulation-adopted", "office", regulation, NULL);
}

void
desk_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      desk_remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
desk_free (Desk *self)
{
  osr_log_free (self->log);
  osr_clock_unref (self->clock);
  desk_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
desk_at (Desk *self, const char *at)
{
  self->now = osr_instant_parse (at);
  g_assert_cmpint (self->now, !=, OSR_INSTANT_UNKNOWN);
}

const char *
desk_case (guint n)
{
  g_autofree char *id = g_strdup_printf ("c0000000-0000-4000-8000-%012u", n);

  return n == 0 ? OSR_STREAM_OFFICE : g_intern_string (id);
}

void
desk_happen (Desk *self, guint n, const char *at, const char *what, const char *members,
             const char *payload)
{
  g_auto (GStrv) words = g_strsplit (what, " ", 2);

  desk_at (self, at);
  append (self, desk_case (n), words[1], words[0], object_of (members), object_of (payload));
}

void
desk_find (Desk *self, guint n, const char *at, const char *author, const char *text)
{
  JsonObject *members = object_of ("{'network': 'vk', 'account': 'gov', 'owner_id': '-1',"
                                   " 'post_id': '10'}");
  JsonObject *payload = object_of ("{'author_id': '500', 'context': 'Ремонт дорог 2026'}");
  g_autofree char *native_id = g_strdup_printf ("%u", n);
  g_autofree char *permalink = g_strdup_printf ("http://127.0.0.1:9/wall-1_10?reply=%u", n);

  desk_at (self, at);
  json_object_set_string_member (members, "native_id", native_id);
  json_object_set_string_member (members, "permalink", permalink);
  json_object_set_int_member (members, "published_at", self->now - 4 * OSR_MINUTE);
  json_object_set_string_member (payload, "author_name", author);
  json_object_set_string_member (payload, "text", text);
  append (self, desk_case (n), "found", "monitor", members, payload);
}

void
desk_route (Desk *self, guint n, const char *at, const char *body)
{
  g_autofree char *members = g_strdup_printf ("{'body': '%s'}", body);
  g_autofree char *triage =
      g_strdup_printf ("{'topics': ['%s'], 'locality': 'Благовещенск', 'importance': '%s'}",
                       g_str_equal (body, "zhkh") ? "heating" : "pits",
                       n % 3 == 1 ? "high" : "normal");

  desk_happen (self, n, at, "olga detected", NULL, NULL);
  desk_happen (self, n, at, "olga triaged", triage, NULL);
  desk_happen (self, n, at, "olga routed", members, NULL);
}

static void
write_draft (Desk *self, guint n, const char *at, const char *what, const char *body,
             const char *text)
{
  g_auto (GStrv) words = g_strsplit (what, " ", 2);
  JsonObject *members = json_object_new ();
  JsonObject *payload = json_object_new ();
  const OsrAccount *account =
      osr_registry_account_for (osr_log_get_registry (self->log), body, "vk");
  g_autofree char *native_id = g_strdup_printf ("%u", n);
  g_autofree char *digest = osr_text_digest ("final", text, account->id, native_id, NULL);

  desk_at (self, at);
  json_object_set_string_member (members, "body", body);
  json_object_set_string_member (members, "kind", "final");
  json_object_set_string_member (members, "account", account->id);
  json_object_set_string_member (members, "digest", digest);
  json_object_set_string_member (payload, "text", text);
  append (self, desk_case (n), words[1], words[0], members, payload);
}

void
desk_submit (Desk *self, guint n, const char *at, const char *by, const char *body,
             const char *text)
{
  g_autofree char *what = g_strdup_printf ("%s submitted", by);

  write_draft (self, n, at, what, body, text);
}

void
desk_share (Desk *self, guint n, const char *at, const char *by, const char *body, const char *text)
{
  g_autofree char *what = g_strdup_printf ("%s drafted", by);

  write_draft (self, n, at, what, body, text);
}

char *
desk_dup_place (Desk *self)
{
  return g_build_filename (self->folder, "replicas", NULL);
}

static char *
dup_replica_folder (Desk *self, const char *person)
{
  g_autofree char *place = desk_dup_place (self);

  return osr_session_dup_folder (place, DESK_SERVER, person);
}

static void
fill_cache (Desk *self, const char *path, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCache) cache = osr_cache_open (path, &error);

  g_assert_no_error (error);
  follow_log (self->log, person, cache, NULL);
}

void
desk_fill (Desk *self, const char *person)
{
  g_autofree char *folder = dup_replica_folder (self, person);
  g_autofree char *cache = g_build_filename (folder, "cache.db", NULL);
  g_autofree char *path = g_build_filename (folder, "outbox.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  outbox = osr_outbox_open (path, &error);
  g_assert_no_error (error);
  osr_outbox_set (outbox, "person", person, &error);
  g_assert_no_error (error);
  osr_outbox_set (outbox, "token", "kept", &error);
  g_assert_no_error (error);
  fill_cache (self, cache, person);
}

OsrReplica *
desk_open (Desk *self, const char *person)
{
  g_autofree char *folder = dup_replica_folder (self, person);
  g_autoptr (GError) error = NULL;
  OsrReplica *replica;

  desk_fill (self, person);
  replica = osr_replica_open (folder, DESK_SERVER, person, self->clock, &error);
  g_assert_no_error (error);
  return replica;
}

static GBytes *
dup_submission (const char *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *payload = json_object_new ();
  JsonObject *after = json_object_new ();
  char *raw;

  json_object_set_int_member (after, "version", 2);
  json_object_set_object_member (object, "after", after);
  json_object_set_string_member (payload, "text", text);
  json_object_set_object_member (object, "payload", payload);
  raw = osr_json_write_object (object);
  return g_bytes_new_take (raw, strlen (raw));
}

void
desk_refuse (Desk *self, const char *person, guint n, const char *text)
{
  g_autofree char *folder = dup_replica_folder (self, person);
  g_autofree char *path = g_build_filename (folder, "outbox.db", NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GBytes) raw = dup_submission (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, &error);
  OsrOutboxCommand command = { .uuid = uuid,
                               .case_id = (char *) desk_case (n),
                               .type = (char *) "submitted",
                               .raw = raw,
                               .created = self->now };

  g_assert_no_error (error);
  osr_outbox_add (outbox, &command, &error);
  g_assert_no_error (error);
  osr_outbox_set_sending (outbox, uuid, &error);
  g_assert_no_error (error);
  osr_outbox_refuse (outbox, uuid, "stale", "somebody else was first", &error);
  g_assert_no_error (error);
}
