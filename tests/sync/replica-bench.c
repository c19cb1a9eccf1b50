/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "replica-bench.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/secret/osr-secret-memory.h"

#define WATCHDOG_SECONDS 120

static const OsrReplicaTimes short_times = {
  .save = 15,
  .rest = 30,
  .retry_most = 20,
  .due_most = 1000,
  .poll_seconds = 20,
};

static OsrInstant
read_now (gpointer data)
{
  return *(OsrInstant *) data;
}

static gboolean
on_watchdog (gpointer data)
{
  g_printerr ("Bail out! A test waited in vain\n");
  abort ();
  return G_SOURCE_REMOVE;
}

static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_build_filename (OSR_TEST_DATA, name, NULL);
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

static JsonObject *
pairs (const char *const *pair)
{
  JsonObject *object = json_object_new ();

  for (; *pair != NULL; pair += 2)
    json_object_set_string_member (object, pair[0], pair[1]);
  return object;
}

#define MEMBERS(...) pairs ((const char *const[]){ __VA_ARGS__, NULL })

static void
found_calendar (Bench *bench)
{
  static const char zone[] = "{\"id\":\"Asia/Yakutsk\",\"transitions\":"
                             "[{\"from\":1414252800000000,\"offset\":32400}]}";
  JsonObject *members = json_object_new ();
  JsonArray *zones = json_array_new ();

  json_array_add_object_element (zones, osr_json_read_object (zone, -1, 0, "zone", NULL));
  json_object_set_object_member (members, "document", load ("calendars/ru.json"));
  json_object_set_array_member (members, "zones", zones);
  fake_coordinator_append (bench->fake, OFFICE, "calendar-adopted", "office", members, NULL);
}

static void
found_office (Bench *bench)
{
  JsonObject *regulation = json_object_new ();

  json_object_set_string_member (regulation, "id", "amur");
  json_object_set_object_member (regulation, "document", load ("regulations/amur.json"));
  fake_coordinator_append (bench->fake, OFFICE, "regulation-adopted", "office", regulation, NULL);
  found_calendar (bench);
  fake_coordinator_append (bench->fake, OFFICE, "topic-set", "office",
                           MEMBERS ("topic", "roads", "name", "Дороги"), NULL);
  fake_coordinator_append (bench->fake, OFFICE, "body-set", "office",
                           MEMBERS ("body", "zhkh", "name", "Housing"), NULL);
  fake_coordinator_append (bench->fake, OFFICE, "person-set", "office",
                           MEMBERS ("person", FAKE_PERSON, "login", FAKE_LOGIN, "name", "Anna"),
                           NULL);
  fake_coordinator_append (bench->fake, OFFICE, "role-granted", "office",
                           MEMBERS ("person", FAKE_PERSON, "role", "curator"), NULL);
  fake_coordinator_append (bench->fake, OFFICE, "role-granted", "office",
                           MEMBERS ("person", FAKE_PERSON, "role", "executor", "body", "zhkh"),
                           NULL);
}

static void
hear (Bench *bench, const char *signal, const char *id)
{
  g_ptr_array_add (bench->heard, g_strjoin (" ", signal, id, NULL));
}

static void
on_case_changed (OsrReplica *replica, const char *id, gpointer data)
{
  hear (data, "case-changed", id);
}

static void
on_case_removed (OsrReplica *replica, const char *id, gpointer data)
{
  hear (data, "case-removed", id);
}

static void
on_queue_changed (OsrReplica *replica, gpointer data)
{
  hear (data, "queue-changed", NULL);
}

static void
on_registry_changed (OsrReplica *replica, gpointer data)
{
  hear (data, "registry-changed", NULL);
}

static void
on_settled (OsrReplica *replica, const char *uuid, const char *case_id, const GError *error,
            gpointer data)
{
  Bench *bench = data;

  g_clear_error (&bench->refused);
  bench->refused = error != NULL ? g_error_copy (error) : NULL;
  hear (bench, error != NULL ? "refused" : "accepted", uuid);
}

static void
on_draft_saved (OsrReplica *replica, const char *case_id, gint64 at, gpointer data)
{
  hear (data, "draft-saved", case_id);
}

gboolean
bench_try_resume (Bench *bench, GError **error)
{
  bench->replica = osr_replica_open (bench->folder, fake_coordinator_get_uri (bench->fake),
                                     FAKE_LOGIN, bench->clock, error);
  if (bench->replica == NULL)
    return FALSE;
  osr_replica_set_keeper (bench->replica, bench->keyring);
  osr_replica_set_times (bench->replica, &short_times);
  bench->replica->seed = 1;
  g_signal_connect (bench->replica, "case-changed", G_CALLBACK (on_case_changed), bench);
  g_signal_connect (bench->replica, "case-removed", G_CALLBACK (on_case_removed), bench);
  g_signal_connect (bench->replica, "queue-changed", G_CALLBACK (on_queue_changed), bench);
  g_signal_connect (bench->replica, "registry-changed", G_CALLBACK (on_registry_changed), bench);
  g_signal_connect (bench->replica, "command-settled", G_CALLBACK (on_settled), bench);
  g_signal_connect (bench->replica, "draft-saved", G_CALLBACK (on_draft_saved), bench);
  return TRUE;
}

static void
open_replica (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench_try_resume (bench, &error);
  g_assert_no_error (error);
}

/* Everything under way must end with the replica: what it held is let go here. */
static void
drop_replica (Bench *bench)
{
  gpointer watched = bench->replica;

  osr_replica_close (bench->replica);
  g_signal_handlers_disconnect_by_data (bench->replica, bench);
  g_clear_object (&bench->result);
  g_object_add_weak_pointer (G_OBJECT (watched), &watched);
  g_clear_object (&bench->replica);
  BENCH_UNTIL (watched == NULL);
}

void
bench_open (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  bench->watchdog = g_timeout_add_seconds (WATCHDOG_SECONDS, on_watchdog, NULL);
  bench->now = FAKE_NOW;
  bench->clock = osr_clock_new (read_now, &bench->now, NULL);
  bench->heard = g_ptr_array_new_with_free_func (g_free);
  bench->keyring = osr_secret_memory_new ();
  bench->folder = g_dir_make_tmp ("osr-replica-XXXXXX", &error);
  g_assert_no_error (error);
  bench->fake = fake_coordinator_new ();
  found_office (bench);
  open_replica (bench);
}

void
bench_allow (Bench *bench, guint seconds)
{
  g_source_remove (bench->watchdog);
  bench->watchdog = g_timeout_add_seconds (seconds, on_watchdog, NULL);
}

/* Pictures stand in a folder of their own. */
static void
empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      empty (path);
    g_assert_cmpint (g_remove (path), ==, 0);
  }
}

void
bench_empty (Bench *bench)
{
  empty (bench->folder);
}

void
bench_close (Bench *bench, gconstpointer data)
{
  if (bench->replica != NULL)
    drop_replica (bench);
  fake_coordinator_free (bench->fake);
  osr_clock_unref (bench->clock);
  g_ptr_array_unref (bench->heard);
  g_clear_error (&bench->refused);
  bench_empty (bench);
  g_assert_cmpint (g_rmdir (bench->folder), ==, 0);
  g_clear_object (&bench->keyring);
  g_free (bench->folder);
  g_source_remove (bench->watchdog);
}

void
bench_reopen (Bench *bench)
{
  drop_replica (bench);
  open_replica (bench);
}

void
bench_pause (Bench *bench)
{
  drop_replica (bench);
}

void
bench_resume (Bench *bench)
{
  open_replica (bench);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Bench *) data)->result, result);
}

gboolean
bench_try_sign_in (Bench *bench, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&bench->result);
  osr_replica_sign_in_async (bench->replica, password, NULL, on_done, bench);
  BENCH_UNTIL (bench->result != NULL);
  result = g_steal_pointer (&bench->result);
  return osr_replica_sign_in_finish (bench->replica, result, error);
}

void
bench_sign_in (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench_try_sign_in (bench, FAKE_PASSWORD, &error);
  g_assert_no_error (error);
}

JsonObject *
bench_text (const char *text)
{
  return MEMBERS ("text", text);
}

void
bench_find (Bench *bench, const char *case_id, const char *text)
{
  fake_coordinator_append (bench->fake, case_id, "found", "monitor",
                           MEMBERS ("network", "vk", "account", "gov", "native_id", "31",
                                    "owner_id", "-1", "post_id", "7", "permalink",
                                    "http://127.0.0.1/wall-1_7?reply=31"),
                           MEMBERS ("author_id", "5", "author_name", "Ольга М.", "text", text));
}

char *
bench_note (Bench *bench, const char *case_id, const char *text)
{
  g_autoptr (JsonObject) payload = bench_text (text);
  g_autoptr (GError) error = NULL;
  char *uuid = osr_replica_act (bench->replica, case_id, "noted", NULL, payload, &error);

  g_assert_no_error (error);
  return uuid;
}

char *
bench_take (Bench *bench, const char *case_id)
{
  g_autoptr (GError) error = NULL;
  char *uuid = osr_replica_act (bench->replica, case_id, "detected", NULL, NULL, &error);

  g_assert_no_error (error);
  return uuid;
}

OsrCaseState
bench_state (Bench *bench, const char *case_id)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (bench->replica, case_id);

  g_assert_nonnull (c);
  return c->state;
}

gint64
bench_version (Bench *bench, const char *case_id)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (bench->replica, case_id);

  return c != NULL ? c->version : 0;
}

char *
bench_writing (Bench *bench, const char *case_id)
{
  OsrWriting *writing = osr_replica_get_writing (bench->replica, case_id);
  char *text = writing != NULL ? g_strdup (writing->text) : NULL;

  osr_writing_free (writing);
  return text;
}

gboolean
bench_heard (Bench *bench, const char *line)
{
  return g_ptr_array_find_with_equal_func (bench->heard, line, g_str_equal, NULL);
}

void
bench_deafen (Bench *bench)
{
  g_ptr_array_set_size (bench->heard, 0);
}

guint
bench_waiting (Bench *bench)
{
  guint n;

  g_object_get (bench->replica, "waiting", &n, NULL);
  return n;
}

guint
bench_attention (Bench *bench)
{
  guint n;

  g_object_get (bench->replica, "attention", &n, NULL);
  return n;
}

gboolean
bench_is_in_files (Bench *bench, const char *prefix, const char *words)
{
  g_autoptr (GDir) folder = g_dir_open (bench->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (bench->folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    if (!g_str_has_prefix (name, prefix))
      continue;
    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    if (memmem (bytes, length, words, strlen (words)) != NULL)
      return TRUE;
  }
  return FALSE;
}
