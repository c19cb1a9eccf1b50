/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is only at the centre, from the queue's side: the coordinator that ships serves the desk's log
 * on loopback, and a workstation that holds none of the old cases looks for them there. */
#include <locale.h>

#include "app/queue/osr-queue-model.h"
#include "app/shared/osr-workplace.h"
#include "core/osr-rules.h"
#include "osr-centre-fixture.h"
#include "sync/centre/osr-replica-centre.h"

#define UNTIL(condition)                                                                           \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  Centre *centre;
  OsrReplica *replica;
  GAsyncResult *result;
  char *failed;
} Office;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Office *) data)->result, result);
}

static void
sign_in (Office *office)
{
  g_autofree char *folder = g_build_filename (office->centre->desk->folder, "workstation", NULL);
  g_autoptr (GError) error = NULL;

  office->replica =
      osr_replica_open (folder, office->centre->uri, "anna", office->centre->desk->clock, &error);
  g_assert_no_error (error);
  osr_replica_sign_in_async (office->replica, CENTRE_PASSWORD, NULL, on_done, office);
  UNTIL (office->result != NULL);
  osr_replica_sign_in_finish (office->replica, office->result, &error);
  g_assert_no_error (error);
  g_clear_object (&office->result);
}

static gboolean
is_first_sync (Office *office)
{
  gboolean first;

  g_object_get (office->replica, "first-sync", &first, NULL);
  return first;
}

static void
set_up (Office *office, gconstpointer data)
{
  office->centre = centre_new ();
  sign_in (office);
  UNTIL (!is_first_sync (office));
}

static void
drop_replica (Office *office)
{
  gpointer watched = office->replica;

  osr_replica_close (office->replica);
  g_object_add_weak_pointer (G_OBJECT (office->replica), &watched);
  g_clear_object (&office->replica);
  UNTIL (watched == NULL);
}

static void
tear_down (Office *office, gconstpointer data)
{
  g_clear_object (&office->result);
  g_clear_pointer (&office->failed, g_free);
  drop_replica (office);
  centre_free (office->centre);
}

static OsrQueueModel *
new_model (Office *office, OsrQueueFilter filter, const char *search)
{
  OsrQueueModel *model = osr_queue_model_new ();

  osr_queue_model_set_filter (model, filter);
  osr_queue_model_set_search (model, search);
  osr_queue_model_set_replica (model, office->replica);
  return model;
}

static OsrCentre *
ask (OsrQueueModel *model)
{
  OsrCentre *centre = osr_queue_model_get_centre (model);

  osr_centre_ask (centre);
  UNTIL (osr_centre_get_state (centre) != OSR_CENTRE_ASKING);
  osr_queue_model_update (model);
  return centre;
}

static void
assert_sentence (OsrCentre *centre, const char *expected)
{
  g_autofree char *sentence = osr_centre_dup_sentence (centre);

  g_assert_cmpstr (sentence, ==, expected);
}

/* Words that only a case of two years ago has; and not one of another body. */
static void
test_search (Office *office, gconstpointer data)
{
  g_autoptr (OsrQueueModel) model = new_model (office, OSR_QUEUE_ACT, "фонари");
  g_autoptr (OsrQueueItem) item = NULL;
  OsrCentre *centre;

  g_assert_false (osr_replica_holds (office->replica, desk_case (CENTRE_OLD)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  centre = ask (model);
  g_assert_cmpint (osr_centre_get_state (centre), ==, OSR_CENTRE_ANSWERED);
  assert_sentence (centre, "1 from the centre");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (osr_queue_item_get_id (item), ==, desk_case (CENTRE_OLD));
  g_assert_cmpstr (osr_queue_item_get_row (item)->author, ==, "Мария");
  g_assert_null (osr_queue_item_get_case (item));
  osr_queue_model_set_search (model, "ничего такого");
  g_assert_cmpint (osr_centre_get_state (centre), ==, OSR_CENTRE_IDLE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  ask (model);
  assert_sentence (centre, "The centre has found nothing else.");
}

/* Under "All" the list goes on with what was closed before anything that is held. */
static void
test_closed (Office *office, gconstpointer data)
{
  g_autoptr (OsrQueueModel) model = new_model (office, OSR_QUEUE_ALL, NULL);
  OsrCentre *centre;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  centre = ask (model);
  assert_sentence (centre, "1 from the centre");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  g_assert_cmpint (osr_queue_model_find (model, desk_case (CENTRE_NEW)), ==, 0);
  g_assert_cmpint (osr_queue_model_find (model, desk_case (CENTRE_OLD)), ==, 1);
  osr_queue_model_set_filter (model, OSR_QUEUE_ACT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_cmpint (osr_centre_get_state (centre), ==, OSR_CENTRE_IDLE);
}

static void
on_failed (OsrWorkplace *workplace, const char *sentence, Office *office)
{
  g_free (office->failed);
  office->failed = g_strdup (sentence);
}

static OsrWorkplace *
new_workplace (Office *office)
{
  OsrWorkplace *workplace = osr_workplace_new ();

  g_signal_connect (workplace, "act-failed", G_CALLBACK (on_failed), office);
  osr_workplace_set_replica (workplace, office->replica);
  return workplace;
}

/* Whole, with its history; read-only; and not kept on the disk. */
static void
test_opened (Office *office, gconstpointer data)
{
  g_autoptr (OsrWorkplace) workplace = new_workplace (office);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  OsrCase *c;

  osr_workplace_open_case (workplace, desk_case (CENTRE_OLD));
  g_assert_true (osr_workplace_is_visiting (workplace));
  UNTIL (!osr_workplace_is_visiting (workplace));
  c = osr_workplace_get_case (workplace);
  g_assert_nonnull (c);
  g_assert_cmpint (c->state, ==, OSR_CASE_DISMISSED);
  g_assert_cmpuint (c->events->len, ==, 6);
  g_assert_true (osr_replica_is_visited (office->replica, c->id));
  g_assert_cmpint (osr_workplace_get_side (workplace), ==, OSR_SIDE_NONE);
  g_assert_false (osr_workplace_may (workplace, "noted"));
  uuid = osr_replica_act (office->replica, desk_case (CENTRE_OLD), "noted", NULL, NULL, &error);
  g_assert_null (uuid);
  g_assert_nonnull (error);
  g_assert_false (osr_replica_holds (office->replica, desk_case (CENTRE_OLD)));
  listed = osr_replica_list (office->replica, OSR_QUEUE_ALL, NULL);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_null (office->failed);
}

/* Whoever may not see it is told that there is none. */
static void
test_not_mine (Office *office, gconstpointer data)
{
  g_autoptr (OsrWorkplace) workplace = new_workplace (office);

  osr_workplace_open_case (workplace, desk_case (CENTRE_ROADS));
  UNTIL (!osr_workplace_is_visiting (workplace));
  g_assert_null (osr_workplace_get_case_id (workplace));
  g_assert_cmpstr (office->failed, ==, "The centre has no such case for you any more.");
}

/* It goes on after all: from then on it is held, and may be worked on. */
static void
test_comes_back (Office *office, gconstpointer data)
{
  g_autoptr (OsrWorkplace) workplace = new_workplace (office);

  osr_workplace_open_case (workplace, desk_case (CENTRE_OLD));
  UNTIL (osr_workplace_get_case (workplace) != NULL);
  desk_happen (office->centre->desk, CENTRE_OLD, "2026-03-06T12:05:00+09:00", "olga noted", NULL,
               "{'text': 'Снова не горит'}");
  osr_coordinator_appended (office->centre->coordinator);
  UNTIL (osr_replica_holds (office->replica, desk_case (CENTRE_OLD)));
  g_assert_false (osr_replica_is_visited (office->replica, desk_case (CENTRE_OLD)));
  g_assert_cmpuint (osr_workplace_get_case (workplace)->events->len, ==, 7);
  g_assert_false (osr_workplace_get_case (workplace)->read_only);
}

/* Without the coordinator a sentence says why there is nothing; the offer comes back with it. */
static void
test_offline (Office *office, gconstpointer data)
{
  static const char why[] =
      "The coordinator cannot be reached, and older cases are only there. Try "
      "again when the connection is back.";
  g_autoptr (OsrQueueModel) model = new_model (office, OSR_QUEUE_ACT, "фонари");
  g_autoptr (OsrWorkplace) workplace = new_workplace (office);
  OsrCentre *centre;

  osr_replica_close (office->replica);
  g_assert_cmpint (osr_replica_get_connection (office->replica), !=, OSR_CONNECTION_ONLINE);
  centre = ask (model);
  g_assert_cmpint (osr_centre_get_state (centre), ==, OSR_CENTRE_FAILED);
  assert_sentence (centre, why);
  osr_workplace_open_case (workplace, desk_case (CENTRE_OLD));
  UNTIL (!osr_workplace_is_visiting (workplace));
  g_assert_cmpstr (office->failed, ==, why);
  osr_replica_sign_in_async (office->replica, NULL, NULL, on_done, office);
  UNTIL (osr_centre_get_state (centre) == OSR_CENTRE_IDLE);
  UNTIL (office->result != NULL);
  assert_sentence (ask (model), "1 from the centre");
}

static void
add (const char *name, void (*test) (Office *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app/centre/", name, NULL);

  g_test_add (path, Office, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  add ("search", test_search);
  add ("closed", test_closed);
  add ("opened", test_opened);
  add ("not-mine", test_not_mine);
  add ("comes-back", test_comes_back);
  add ("offline", test_offline);
  return g_test_run ();
}
