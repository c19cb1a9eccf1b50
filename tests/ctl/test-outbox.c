/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole circle of a workstation that is left without a connection: what was done there is saved to a
 * file, sent from another machine, and delivered once, whoever delivers it how often. */
#include <signal.h>
#include <string.h>

#include "ctl-process.h"
#include "office-bench.h"
#include "core/media/osr-media-list.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica.h"

#define CURATOR  "kurator"
#define PASSWORD "demo-kurator"
#define TEXT     "Здравствуйте! Воду дадут сегодня до 18:00."

#define UNTIL(condition)                                                                           \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  OfficeBench office;
  GSubprocess *coordinator;
  char *url;
  char *case_id;
  char *file;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *port_file = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  f->case_id = office_bench_find (&f->office, "71", "Нет воды на Лесной");
  g_clear_pointer (&f->office.log, osr_log_free);
  port_file = g_build_filename (f->office.folder, "port", NULL);
  f->file = g_build_filename (f->office.folder, "saved.ndjson", NULL);
  f->coordinator =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, g_getenv ("COORDINATOR_PROGRAM"), "--office", f->office.directory,
                        "--port-file", port_file, "--with-parent", NULL);
  g_assert_no_error (error);
  port = ctl_await_port (port_file);
  f->url = g_strconcat ("http://127.0.0.1:", port, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (f->coordinator, SIGTERM);
  g_subprocess_wait_check (f->coordinator, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&f->coordinator);
  g_free (f->url);
  g_free (f->case_id);
  g_free (f->file);
  office_bench_tear_down (&f->office);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Fixture *) data)->result, result);
}

/* Of the workstations; answers that nobody waits for any more read it, too. */
static OsrInstant
read_clock (gpointer nothing)
{
  return osr_instant_parse (BENCH_START);
}

/* At the workstation @name, with all that is to be had. */
static OsrReplica *
sit_down (Fixture *f, const char *name)
{
  g_autofree char *folder = g_build_filename (f->office.folder, name, NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (read_clock, NULL, NULL);
  g_autoptr (GError) error = NULL;
  OsrReplica *replica = osr_replica_open (folder, f->url, CURATOR, clock, &error);
  gboolean first = TRUE;

  g_assert_no_error (error);
  osr_replica_sign_in_async (replica, PASSWORD, NULL, on_done, f);
  UNTIL (f->result != NULL);
  g_assert_true (osr_replica_sign_in_finish (replica, f->result, &error));
  g_assert_no_error (error);
  g_clear_object (&f->result);
  for (g_object_get (replica, "first-sync", &first, NULL); first;
       g_object_get (replica, "first-sync", &first, NULL))
    g_main_context_iteration (NULL, TRUE);
  return replica;
}

static void
leave (OsrReplica *replica)
{
  gpointer watched = replica;

  osr_replica_sign_out (replica);
  g_object_add_weak_pointer (G_OBJECT (replica), &watched);
  g_object_unref (replica);
  UNTIL (watched == NULL);
}

/* (transfer full): digest of a photo that is kept at the workstation */
static char *
keep_photo (Fixture *f, OsrReplica *replica)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a photo", 7);
  char *digest;

  osr_replica_keep_file_async (replica, bytes, NULL, on_done, f);
  UNTIL (f->result != NULL);
  digest = osr_replica_keep_file_finish (replica, f->result, NULL);
  g_clear_object (&f->result);
  g_assert_nonnull (digest);
  return digest;
}

/* Two steps, one of them with a photo that nobody may name who did not bring it, and a text, without a
 * connection; saved to the file. */
static void
work_offline (Fixture *f)
{
  OsrReplica *replica = sit_down (f, "first");
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *photo = keep_photo (f, replica);
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  OsrUndelivered counts;

  osr_replica_close (replica);
  json_object_set_string_member (payload, "text", "Звонили в водоканал");
  osr_media_list_set (members, photo);
  take = osr_replica_act (replica, f->case_id, "detected", NULL, NULL, &error);
  g_assert_no_error (error);
  note = osr_replica_act (replica, f->case_id, "noted", members, payload, &error);
  g_assert_no_error (error);
  osr_replica_write (replica, f->case_id, "final", TEXT);
  osr_replica_flush (replica);
  osr_replica_count_undelivered (replica, &counts);
  g_assert_cmpuint (counts.waiting, ==, 2);
  g_assert_cmpuint (counts.texts, ==, 1);
  g_assert_cmpuint (counts.files, ==, 1);
  g_assert_true (osr_replica_export_outbox (replica, f->file, &error));
  g_assert_no_error (error);
  leave (replica);
}

static void
import (Fixture *f, const char *expected)
{
  g_autoptr (Ran) ran = ctl_run (PASSWORD "\n", "outbox", "import", f->file, "--server", f->url,
                                 "--login", CURATOR, NULL);

  g_assert_cmpstr (ran->errors, ==, "");
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, expected));
}

static guint
count_events (Fixture *f, OsrReplica *replica)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, f->case_id);

  return c != NULL ? c->events->len : 0;
}

/* found, detected, noted: each once; a snapshot may be of before, and the changes come after it */
static void
assert_delivered (Fixture *f, OsrReplica *replica)
{
  g_autoptr (OsrCase) c = NULL;

  UNTIL (count_events (f, replica) >= 3);
  c = osr_replica_get_case (replica, f->case_id);
  g_assert_cmpuint (c->events->len, ==, 3);
  g_assert_true (osr_event_is (c->events->pdata[1], "detected"));
  g_assert_true (osr_event_is (c->events->pdata[2], "noted"));
}

static void
assert_text (Fixture *f, OsrReplica *replica)
{
  OsrWriting *writing = osr_replica_get_writing (replica, f->case_id);

  g_assert_nonnull (writing);
  g_assert_cmpstr (writing->text, ==, TEXT);
  g_assert_null (writing->other);
  osr_writing_free (writing);
}

static void
on_arrived (gpointer arrived)
{
  *(gboolean *) arrived = TRUE;
}

static void
test_circle (Fixture *f, gconstpointer data)
{
  OsrReplica *replica;
  OsrUndelivered counts;
  gboolean arrived = FALSE;

  work_offline (f);
  import (f, "Accepted: 2; texts: 1; refused: 0");
  import (f, "Accepted: 2; texts: 1; refused: 0");
  /* another workstation finds all of it */
  replica = sit_down (f, "second");
  assert_delivered (f, replica);
  g_signal_connect_swapped (replica, "draft-arrived", G_CALLBACK (on_arrived), &arrived);
  osr_replica_follow_drafts (replica, f->case_id);
  UNTIL (arrived);
  assert_text (f, replica);
  leave (replica);
  /* and the first one, which kept it too, delivers nothing twice */
  replica = sit_down (f, "first");
  do {
    osr_replica_count_undelivered (replica, &counts);
    g_main_context_iteration (NULL, counts.waiting + counts.texts > 0);
  } while (counts.waiting + counts.texts > 0);
  g_assert_cmpuint (counts.refused, ==, 0);
  assert_delivered (f, replica);
  assert_text (f, replica);
  leave (replica);
}

/* What one wrote does not become another's. */
static void
test_of_another (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = NULL;
  OsrReplica *replica;

  work_offline (f);
  ran = ctl_run ("demo-gkh\n", "outbox", "import", f->file, "--server", f->url, "--login", "gkh",
                 NULL);
  g_assert_cmpint (ran->status, !=, 0);
  g_assert_nonnull (strstr (ran->errors, CURATOR));
  replica = sit_down (f, "second");
  UNTIL (count_events (f, replica) > 0);
  g_assert_cmpuint (count_events (f, replica), ==, 1);
  leave (replica);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ctl/outbox/circle", Fixture, NULL, set_up, test_circle, tear_down);
  g_test_add ("/ctl/outbox/of-another", Fixture, NULL, set_up, test_of_another, tear_down);
  return g_test_run ();
}
