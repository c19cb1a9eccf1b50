/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replica against the coordinator that ships: its log, its rules and its routes, in this process
 * on loopback. Two persons on two workstations walk a message from found to approved. */
#include <glib/gstdio.h>
#include <string.h>

#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media.h"
#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "osr-media-fixture.h"
#include "store/osr-log-accounts.h"
#include "store/osr-outbox-private.h"
#include "store/database/osr-database.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"

#define CASE_ID  "c0000000-0000-4000-8000-00000000000a"
#define PASSWORD "correct horse"
#define NOON     G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06 12:12 in Yakutsk */

#define UNTIL(condition)                                                                           \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  char *folder;
  OsrInstant now;
  OsrClock *clock;
  OsrSettings *settings;
  OsrCoordinator *coordinator;
  OsrRoutes *routes;
  OsrServer *server;
  char *uri;
  OsrReplica *curator;
  OsrReplica *executor;
  GAsyncResult *result;
} Office;

static OsrInstant
read_now (gpointer data)
{
  return *(OsrInstant *) data;
}

static JsonObject *
json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "test", &error);

  g_assert_no_error (error);
  return object;
}

static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_build_filename (OSR_TEST_DATA, name, NULL);
  g_autofree char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  return json (bytes);
}

static void
append (OsrLog *log, const char *stream, const char *type, JsonObject *members, JsonObject *payload)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (JsonObject) words = payload;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  OsrLogRequest request = { .stream = stream,
                            .type = type,
                            .members = members,
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = g_str_equal (stream, OSR_STREAM_OFFICE) ? "office" : "monitor" };

  g_assert_no_error (error);
  osr_log_append (log, &request, 1, NULL, &error);
  g_assert_no_error (error);
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
}

static void
found_office (OsrLog *log)
{
  JsonObject *regulation = json ("{\"id\":\"amur\",\"digest\":\"d\"}");
  JsonObject *calendar =
      json ("{\"decrees\":false,\"zones\":[{\"id\":\"Asia/Yakutsk\",\"transitions\":"
            "[{\"from\":1414252800000000,\"offset\":32400}]}]}");

  json_object_set_object_member (regulation, "document", load ("regulations/amur.json"));
  json_object_set_object_member (calendar, "document", load ("calendars/ru.json"));
  append (log, OSR_STREAM_OFFICE, "regulation-adopted", regulation, NULL);
  append (log, OSR_STREAM_OFFICE, "calendar-adopted", calendar, NULL);
  append (log, OSR_STREAM_OFFICE, "body-set",
          json ("{\"body\":\"zhkh\",\"name\":\"Housing\",\"short_name\":\"H\"}"), NULL);
  append (log, OSR_STREAM_OFFICE, "account-set",
          json ("{\"account\":\"gov\",\"network\":\"vk\",\"owner\":\"1\",\"name\":\"Office\"}"),
          NULL);
  append (log, OSR_STREAM_OFFICE, "person-set",
          json ("{\"person\":\"olga\",\"login\":\"olga\",\"name\":\"Olga\"}"), NULL);
  append (log, OSR_STREAM_OFFICE, "person-set",
          json ("{\"person\":\"anna\",\"login\":\"anna\",\"name\":\"Anna\"}"), NULL);
  append (log, OSR_STREAM_OFFICE, "role-granted",
          json ("{\"person\":\"olga\",\"role\":\"curator\"}"), NULL);
  append (log, OSR_STREAM_OFFICE, "role-granted",
          json ("{\"person\":\"anna\",\"role\":\"executor\",\"body\":\"zhkh\"}"), NULL);
  g_assert_true (osr_log_set_password (log, "olga", PASSWORD, NULL));
  g_assert_true (osr_log_set_password (log, "anna", PASSWORD, NULL));
}

static void
found_in_folder (Office *office)
{
  g_autofree char *path = g_build_filename (office->folder, OSR_OFFICE_LOG, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = osr_log_open (path, office->clock, &error);

  g_assert_no_error (error);
  found_office (log);
}

static void
serve (Office *office)
{
  OsrServerLimits limits = { .body_bytes = 1024 * 1024, .connections = 50, .request_seconds = 20 };
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  office->settings = osr_settings_new ();
  g_free (office->settings->directory);
  office->settings->directory = g_strdup (office->folder);
  office->coordinator = osr_coordinator_open (office->settings, office->clock, &error);
  g_assert_no_error (error);
  office->routes = osr_routes_new (office->coordinator);
  office->server = osr_server_new (office->clock, &limits, osr_routes_handle, office->routes);
  osr_server_set_opener (office->server, osr_routes_open);
  office->uri = osr_server_listen (office->server, address, &error);
  g_assert_no_error (error);
}

static OsrReplica *
open_replica (Office *office, const char *login)
{
  g_autofree char *folder = g_build_filename (office->folder, login, NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (read_now, &office->now, NULL);
  g_autoptr (GError) error = NULL;
  OsrReplica *replica = osr_replica_open (folder, office->uri, login, clock, &error);
  OsrReplicaTimes times = { 10, 20, 20, 1000, 20 };

  g_assert_no_error (error);
  osr_replica_set_times (replica, &times);
  return replica;
}

static void
set_up (Office *office, gconstpointer data)
{
  office->now = NOON;
  office->clock = osr_clock_new (read_now, &office->now, NULL);
  office->folder = g_dir_make_tmp ("osr-office-XXXXXX", NULL);
  found_in_folder (office);
  serve (office);
  office->curator = open_replica (office, "olga");
  office->executor = open_replica (office, "anna");
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_tree (path);
    else
      g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
drop_replica (OsrReplica *replica)
{
  gpointer watched = replica;

  osr_replica_close (replica);
  g_object_add_weak_pointer (G_OBJECT (replica), &watched);
  g_object_unref (replica);
  UNTIL (watched == NULL);
}

static void
tear_down (Office *office, gconstpointer data)
{
  g_clear_object (&office->result);
  drop_replica (office->curator);
  drop_replica (office->executor);
  osr_routes_stop (office->routes);
  osr_server_stop (office->server);
  g_clear_object (&office->server);
  g_clear_object (&office->routes);
  osr_coordinator_stop (office->coordinator);
  g_clear_object (&office->coordinator);
  osr_settings_free (office->settings);
  osr_clock_unref (office->clock);
  remove_tree (office->folder);
  g_free (office->folder);
  g_free (office->uri);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Office *) data)->result, result);
}

static void
sign_in (Office *office, OsrReplica *replica, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&office->result);
  osr_replica_sign_in_async (replica, password, NULL, on_done, office);
  UNTIL (office->result != NULL);
  result = g_steal_pointer (&office->result);
  osr_replica_sign_in_finish (replica, result, error);
}

static OsrCaseState
state_of (OsrReplica *replica)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, CASE_ID);

  return c != NULL ? c->state : OSR_CASE_CLOSED;
}

static guint
get_count (OsrReplica *replica, const char *property)
{
  guint n;

  g_object_get (replica, property, &n, NULL);
  return n;
}

static void
act (OsrReplica *replica, const char *type, JsonObject *members, JsonObject *payload)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (JsonObject) words = payload;
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = osr_replica_act (replica, CASE_ID, type, members, payload, &error);

  g_assert_no_error (error);
  g_assert_nonnull (uuid);
}

static void
find_message (Office *office)
{
  append (osr_coordinator_get_log (office->coordinator), CASE_ID, "found",
          json ("{\"network\":\"vk\",\"account\":\"gov\",\"native_id\":\"31\",\"owner_id\":\"-1\","
                "\"post_id\":\"7\",\"permalink\":\"http://127.0.0.1/wall-1_7?reply=31\","
                "\"published_at\":1772766700000000}"),
          json ("{\"author_id\":\"5\",\"author_name\":\"Иван\",\"text\":\"Яма\","
                "\"context\":\"\"}"));
  osr_coordinator_appended (office->coordinator);
}

/* @files: (nullable): digests, comma-separated */
static void
submit_with (Office *office, const char *text, const char *files)
{
  g_autofree char *digest = osr_text_digest ("final", text, "gov", "31", files);
  JsonObject *members = json ("{\"body\":\"zhkh\",\"kind\":\"final\",\"account\":\"gov\"}");
  JsonObject *payload = json ("{}");

  json_object_set_string_member (members, "digest", digest);
  osr_media_list_set (members, files);
  json_object_set_string_member (payload, "text", text);
  act (office->executor, "submitted", members, payload);
}

static void
submit (Office *office, const char *text)
{
  submit_with (office, text, NULL);
}

static void
approve (Office *office)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (office->curator, CASE_ID);
  const OsrCaseDraft *draft = osr_case_get_draft (c);
  JsonObject *members = json ("{}");

  json_object_set_int_member (members, "draft", draft->version);
  json_object_set_string_member (members, "digest", draft->digest);
  act (office->curator, "approved", members, NULL);
}

static void
sign_in_both (Office *office)
{
  g_autoptr (GError) error = NULL;

  sign_in (office, office->curator, PASSWORD, &error);
  g_assert_no_error (error);
  sign_in (office, office->executor, PASSWORD, &error);
  g_assert_no_error (error);
}

static void
test_story (Office *office, gconstpointer data)
{
  g_autoptr (OsrCase) c = NULL;

  sign_in_both (office);
  find_message (office);
  UNTIL (state_of (office->curator) == OSR_CASE_FOUND);
  act (office->curator, "detected", NULL, NULL);
  act (office->curator, "triaged",
       json ("{\"topics\":[\"roads\"],\"importance\":\"normal\",\"locality\":\"Зея\"}"), NULL);
  g_assert_null (osr_replica_get_case (office->executor, CASE_ID));
  act (office->curator, "routed", json ("{\"body\":\"zhkh\"}"), NULL);
  UNTIL (state_of (office->executor) == OSR_CASE_ROUTED);
  g_assert_cmpuint (osr_replica_count (office->executor, OSR_QUEUE_ACT), ==, 1);
  submit (office, "Яму засыплют 👷 завтра");
  UNTIL (state_of (office->curator) == OSR_CASE_SUBMITTED);
  approve (office);
  UNTIL (state_of (office->executor) == OSR_CASE_APPROVED);
  UNTIL (get_count (office->curator, "waiting") == 0);
  g_assert_cmpuint (get_count (office->curator, "attention"), ==, 0);
  g_assert_cmpuint (get_count (office->executor, "attention"), ==, 0);
  c = osr_replica_get_case (office->executor, CASE_ID);
  g_assert_cmpstr (c->number, ==, "2026-000001");
  g_assert_cmpuint (c->anomalies, ==, 0);
  g_assert_false (osr_replica_is_damaged (office->executor, CASE_ID));
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/* (transfer full): the digest of @bytes, kept by @replica */
static char *
keep (OsrReplica *replica, GBytes *bytes)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *digest;

  osr_replica_keep_file_async (replica, bytes, NULL, on_result, &slot);
  UNTIL (slot != NULL);
  result = slot;
  digest = osr_replica_keep_file_finish (replica, result, &error);
  g_assert_no_error (error);
  return digest;
}

/* (transfer full): what @replica shows of the file */
static char *
fetch (OsrReplica *replica, const char *digest, gsize *size)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  char *contents = NULL;

  osr_replica_fetch_file_async (replica, digest, NULL, on_result, &slot);
  UNTIL (slot != NULL);
  result = slot;
  path = osr_replica_fetch_file_finish (replica, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, size, NULL));
  return contents;
}

static void
route_to_executor (Office *office)
{
  find_message (office);
  UNTIL (state_of (office->curator) == OSR_CASE_FOUND);
  act (office->curator, "detected", NULL, NULL);
  act (office->curator, "triaged", json ("{\"topics\":[\"roads\"],\"importance\":\"normal\"}"),
       NULL);
  act (office->curator, "routed", json ("{\"body\":\"zhkh\"}"), NULL);
  UNTIL (state_of (office->executor) == OSR_CASE_ROUTED);
}

/* Written without a connection, the draft waits with its photos; both arrive when there is one, the
 * photos first; and the curator sees them. */
static void
test_files (Office *office, gconstpointer data)
{
  g_autoptr (GBytes) first = osr_media_fixture_jpeg (64, 1);
  g_autoptr (GBytes) second = osr_media_fixture_png (64);
  g_autoptr (GBytes) photo = osr_media_clean (first, NULL);
  g_autoptr (GBytes) plan = osr_media_clean (second, NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *both = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *left = NULL;
  gsize size;

  sign_in_both (office);
  route_to_executor (office);
  osr_replica_close (office->executor);
  one = keep (office->executor, photo);
  two = keep (office->executor, plan);
  both = g_strjoin (",", one, two, NULL);
  osr_replica_set_files (office->executor, CASE_ID, both);
  left = osr_replica_dup_files (office->executor, CASE_ID);
  g_assert_cmpstr (left, ==, both);
  submit_with (office, "Засыпали, вот снимок", both);
  g_assert_cmpuint (get_count (office->executor, "waiting"), ==, 1);
  sign_in (office, office->executor, NULL, NULL);
  UNTIL (state_of (office->curator) == OSR_CASE_SUBMITTED);
  UNTIL (get_count (office->executor, "waiting") == 0);
  g_assert_cmpuint (get_count (office->executor, "attention"), ==, 0);
  shown = fetch (office->curator, one, &size);
  g_assert_cmpmem (shown, size, g_bytes_get_data (photo, NULL), g_bytes_get_size (photo));
  approve (office);
  UNTIL (state_of (office->executor) == OSR_CASE_APPROVED);
}

static gboolean
has_file (OsrReplica *replica, const char *digest)
{
  g_autofree char *path = g_build_filename (replica->folder, OSR_REPLICA_FILES, digest, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A case that may not be seen any more takes its files along; what goes along with a text that has no
 * word yet stays for it. */
static void
test_files_gone (Office *office, gconstpointer data)
{
  g_autoptr (GBytes) first = osr_media_fixture_jpeg (64, 1);
  g_autoptr (GBytes) second = osr_media_fixture_png (64);
  g_autoptr (GBytes) photo = osr_media_clean (first, NULL);
  g_autoptr (GBytes) plan = osr_media_clean (second, NULL);
  g_autofree char *sent = NULL;
  g_autofree char *chosen = NULL;

  sign_in_both (office);
  route_to_executor (office);
  sent = keep (office->executor, photo);
  submit_with (office, "Засыпали, вот снимок", sent);
  UNTIL (state_of (office->curator) == OSR_CASE_SUBMITTED);
  UNTIL (get_count (office->executor, "waiting") == 0);
  chosen = keep (office->executor, plan);
  osr_replica_set_files (office->executor, CASE_ID, chosen);
  g_assert_true (has_file (office->executor, sent));
  append (osr_coordinator_get_log (office->coordinator), OSR_STREAM_OFFICE, "role-revoked",
          json ("{\"person\":\"anna\",\"role\":\"executor\",\"body\":\"zhkh\"}"), NULL);
  osr_coordinator_appended (office->coordinator);
  UNTIL (!has_file (office->executor, sent));
  g_assert_true (has_file (office->executor, chosen));
}

/* A file that the coordinator does not take brings the draft back, with its words. */
static void
test_refused_file (Office *office, gconstpointer data)
{
  g_autoptr (GBytes) dirty = osr_media_fixture_jpeg (64, 1);
  g_autofree char *digest = NULL;
  g_autoptr (GPtrArray) attention = NULL;

  sign_in_both (office);
  route_to_executor (office);
  digest = keep (office->executor, dirty);
  submit_with (office, "Засыпали, вот снимок", digest);
  UNTIL (get_count (office->executor, "attention") == 1);
  attention = osr_replica_get_attention (office->executor);
  g_assert_cmpstr (((OsrAttention *) attention->pdata[0])->text, ==, "Засыпали, вот снимок");
  g_assert_cmpint (state_of (office->curator), ==, OSR_CASE_ROUTED);
}

/* The program ended after the event of a step was written down and before the step was let go: no page
 * tells of that event any more. */
static void
test_settled_at_start (Office *office, gconstpointer data)
{
  g_autoptr (GBytes) raw = g_bytes_new_static ("{}", 2);
  OsrOutboxCommand settled = { .uuid = (char *) "c0000000-0000-4000-8000-0000000000ff",
                               .case_id = (char *) CASE_ID,
                               .type = (char *) "noted",
                               .raw = raw };
  g_autofree char *folder = g_strdup (office->executor->folder);
  gint64 seq;

  sign_in_both (office);
  route_to_executor (office);
  seq = osr_replica_get_confirmed_seq (office->executor, CASE_ID);
  g_assert_cmpint (seq, >, 0);
  g_assert_true (osr_outbox_add (office->executor->outbox, &settled, NULL));
  g_assert_true (osr_outbox_settle (office->executor->outbox, settled.uuid, seq, NULL));
  osr_replica_close (office->executor);
  g_clear_object (&office->executor);
  office->executor = osr_replica_open (folder, office->uri, "anna", office->clock, NULL);
  g_assert_nonnull (office->executor);
  g_assert_cmpuint (osr_outbox_count (office->executor->outbox, OSR_OUTBOX_SHOWN), ==, 0);
}

/* Closed while there is no room for what was written: nothing is tried any more once the replica is gone. */
static void
test_closed_without_room (Office *office, gconstpointer data)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  gpointer gone = office->executor;
  gconstpointer source_data = office->executor;

  sign_in_both (office);
  route_to_executor (office);
  g_assert_true (
      osr_database_exec (office->executor->outbox->database, "PRAGMA query_only = 1", NULL));
  osr_replica_write (office->executor, CASE_ID, "final", "Засыпали");
  osr_replica_close (office->executor);
  g_assert_cmpuint (office->executor->save_source, !=, 0);
  g_object_add_weak_pointer (G_OBJECT (office->executor), &gone);
  g_clear_object (&office->executor);
  UNTIL (gone == NULL);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, (gpointer) source_data));
  office->executor = open_replica (office, "anna");
  g_log_set_always_fatal (fatal);
}

/* Both took a step on the same version: the coordinator takes one, the other waits for attention. */
static void
test_conflict (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) attention = NULL;
  OsrAttention *one;

  sign_in_both (office);
  find_message (office);
  UNTIL (state_of (office->curator) == OSR_CASE_FOUND);
  osr_replica_close (office->curator);
  append (osr_coordinator_get_log (office->coordinator), CASE_ID, "message-changed", NULL,
          json ("{\"text\":\"Яма на Ленина\"}"));
  act (office->curator, "detected", NULL, NULL);
  sign_in (office, office->curator, NULL, NULL);
  UNTIL (get_count (office->curator, "attention") == 1);
  attention = osr_replica_get_attention (office->curator);
  one = g_ptr_array_index (attention, 0);
  g_assert_cmpint (one->code, ==, OSR_CORE_ERROR_STALE);
  UNTIL (osr_replica_get_connection (office->curator) == OSR_CONNECTION_ONLINE);
  g_assert_cmpint (state_of (office->curator), ==, OSR_CASE_FOUND);
}

/* Friday, on which the message came, becomes a day off. */
static JsonObject *
friday_off (void)
{
  JsonObject *members = json ("{\"decrees\":false}");
  JsonObject *document = load ("calendars/ru.json");
  JsonArray *years = json_object_get_array_member (document, "years");

  for (guint i = 0; i < json_array_get_length (years); i++) {
    JsonObject *year = json_array_get_object_element (years, i);

    if (json_object_get_int_member (year, "year") == 2026)
      json_array_add_string_element (json_object_get_array_member (year, "moved_off"),
                                     "2026-03-06");
  }
  json_object_set_object_member (members, "document", document);
  return members;
}

static char *
tell_limits (OsrCase *c, OsrRegistry *registry)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, registry);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *one = g_ptr_array_index (deadlines, i);

    g_string_append_printf (text, "%s %d %" G_GINT64_FORMAT "\n", one->spec->id, (int) one->state,
                            one->due);
  }
  return g_string_free (text, FALSE);
}

static char *
limits_of (OsrReplica *replica)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, CASE_ID);

  return tell_limits (c, osr_replica_get_registry (replica));
}

static char *
limits_of_log (Office *office)
{
  OsrLog *log = osr_coordinator_get_log (office->coordinator);
  g_autoptr (OsrCase) c = osr_log_load_case (log, CASE_ID, NULL);

  return tell_limits (c, osr_log_get_registry (log));
}

/* As the administrator's program does: another connection to the same file. */
static void
adopt_beside (Office *office)
{
  g_autofree char *path = g_build_filename (office->folder, OSR_OFFICE_LOG, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = osr_log_open (path, office->clock, &error);

  g_assert_no_error (error);
  append (log, OSR_STREAM_OFFICE, "calendar-adopted", friday_off (), NULL);
  osr_coordinator_appended (office->coordinator);
}

static void
on_registry_changed (OsrReplica *replica, gboolean *changed)
{
  *changed = TRUE;
}

/* Everybody counts the same after an adoption: what was met as before, what runs by the new days. */
static void
test_adoption (Office *office, gconstpointer data)
{
  gboolean told[2] = { FALSE, FALSE };
  g_autofree char *before = NULL;
  g_autofree char *curator = NULL;
  g_autofree char *executor = NULL;
  g_autofree char *coordinator = NULL;

  sign_in_both (office);
  find_message (office);
  UNTIL (state_of (office->curator) == OSR_CASE_FOUND);
  act (office->curator, "detected", NULL, NULL);
  act (office->curator, "triaged", json ("{\"topics\":[\"roads\"],\"importance\":\"normal\"}"),
       NULL);
  act (office->curator, "routed", json ("{\"body\":\"zhkh\"}"), NULL);
  UNTIL (state_of (office->executor) == OSR_CASE_ROUTED);
  UNTIL (get_count (office->curator, "waiting") == 0);
  before = limits_of (office->executor);
  g_signal_connect (office->curator, "registry-changed", G_CALLBACK (on_registry_changed),
                    &told[0]);
  g_signal_connect (office->executor, "registry-changed", G_CALLBACK (on_registry_changed),
                    &told[1]);
  adopt_beside (office);
  UNTIL (told[0] && told[1]);
  act (office->curator, "noted", NULL, json ("{\"text\":\"Позвонить\"}"));
  UNTIL (get_count (office->curator, "waiting") == 0);
  curator = limits_of (office->curator);
  executor = limits_of (office->executor);
  coordinator = limits_of_log (office);
  g_assert_cmpstr (curator, ==, executor);
  g_assert_cmpstr (curator, ==, coordinator);
  g_assert_cmpstr (curator, !=, before);
  /* "route 1 …": met on Friday, and stays so */
  g_assert_true (strncmp (curator, before, strcspn (before, "\n")) == 0);
}

static void
test_wrong_password (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in (office, office->curator, "wrong horse", &error);
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
}

static gint64
base_revision (OsrReplica *replica)
{
  g_autoptr (OsrOutboxWriting) writing = osr_outbox_get_writing (replica->outbox, CASE_ID, NULL);

  return writing != NULL && !writing->dirty ? writing->base_revision : 0;
}

static void
test_draft (Office *office, gconstpointer data)
{
  sign_in_both (office);
  find_message (office);
  UNTIL (state_of (office->curator) == OSR_CASE_FOUND);
  osr_replica_write (office->curator, CASE_ID, "final", "Черновик");
  UNTIL (base_revision (office->curator) == 1);
  osr_replica_write (office->curator, CASE_ID, "final", "Черновик дальше");
  UNTIL (base_revision (office->curator) == 2);
}

static void
add (const char *name, void (*test) (Office *, gconstpointer))
{
  g_test_add (name, Office, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/coordinator/story", test_story);
  add ("/sync/coordinator/conflict", test_conflict);
  add ("/sync/coordinator/adoption", test_adoption);
  add ("/sync/coordinator/wrong-password", test_wrong_password);
  add ("/sync/coordinator/draft", test_draft);
  add ("/sync/coordinator/files-before-their-step", test_files);
  add ("/sync/coordinator/files-go-with-their-case", test_files_gone);
  add ("/sync/coordinator/closed-without-room", test_closed_without_room);
  add ("/sync/coordinator/settled-is-let-go-at-start", test_settled_at_start);
  add ("/sync/coordinator/refused-file-brings-the-draft-back", test_refused_file);
  return g_test_run ();
}
