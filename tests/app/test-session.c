/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing a person's session, without a coordinator. */
#include <glib/gstdio.h>

#include "app/frame/osr-session.h"
#include "osr-app-cases.h"
#include "sync/secret/osr-secret-memory.h"

typedef struct {
  Desk *desk;
  OsrSession *session;
} Seat;

static void
set_up (Seat *seat, gconstpointer data)
{
  g_autofree char *place = NULL;

  seat->desk = morning_new ();
  place = desk_dup_place (seat->desk);
  seat->session = osr_session_new (place, seat->desk->clock);
}

static void
tear_down (Seat *seat, gconstpointer data)
{
  OsrSession *left = seat->session;

  g_object_add_weak_pointer (G_OBJECT (left), (gpointer *) &left);
  osr_session_close (seat->session);
  g_object_unref (seat->session);
  while (left != NULL) /* until the attempt under way has been told */
    g_main_context_iteration (NULL, TRUE);
  desk_free (seat->desk);
}

static void
wait_for (Seat *seat, OsrSessionState state)
{
  while (osr_session_get_state (seat->session) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* Lets the attempts to reach the coordinator fail. */
static void
wait_offline (OsrReplica *replica)
{
  while (osr_replica_get_connection (replica) != OSR_CONNECTION_OFFLINE)
    g_main_context_iteration (NULL, TRUE);
}

/* What is kept here is there at once, and stays when nothing answers. */
static void
test_resume (Seat *seat, gconstpointer data)
{
  desk_fill (seat->desk, "anna");
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_OPEN);
  g_assert_nonnull (osr_session_get_replica (seat->session));
  wait_offline (osr_session_get_replica (seat->session));
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_OPEN);
  g_assert_null (osr_session_get_problem (seat->session));
  g_assert_cmpstr (osr_session_get_login (seat->session), ==, "anna");
  g_assert_cmpstr (osr_session_get_server (seat->session), ==, DESK_SERVER);
}

/* A password is checked before anything kept here is shown. */
static void
test_password_offline (Seat *seat, gconstpointer data)
{
  desk_fill (seat->desk, "anna");
  osr_session_open (seat->session, DESK_SERVER, "anna", "wrong");
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_OPENING);
  g_assert_null (osr_session_get_replica (seat->session));
  wait_for (seat, OSR_SESSION_CLOSED);
  g_assert_nonnull (strstr (osr_session_get_problem (seat->session), DESK_SERVER));
}

/* Nothing is kept and nothing answers: the sentence names the address. */
static void
test_first_time_offline (Seat *seat, gconstpointer data)
{
  osr_session_open (seat->session, DESK_SERVER, "anna", "password");
  wait_for (seat, OSR_SESSION_CLOSED);
  g_assert_nonnull (strstr (osr_session_get_problem (seat->session), DESK_SERVER));
  g_assert_null (osr_session_get_replica (seat->session));
}

static void
test_close (Seat *seat, gconstpointer data)
{
  desk_fill (seat->desk, "anna");
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  osr_session_close (seat->session);
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_CLOSED);
  g_assert_null (osr_session_get_replica (seat->session));
  osr_session_close (seat->session);
}

/* After signing out nothing is shown without the password, and what was written is still there. */
static void
test_sign_out (Seat *seat, gconstpointer data)
{
  OsrReplica *replica;
  OsrWriting *writing;

  desk_fill (seat->desk, "anna");
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  osr_replica_write (osr_session_get_replica (seat->session), desk_case (1), "final", "Words");
  osr_session_sign_out (seat->session);
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_CLOSED);
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  g_assert_null (osr_session_get_replica (seat->session));
  wait_for (seat, OSR_SESSION_CLOSED);
  g_assert_nonnull (osr_session_get_problem (seat->session));

  replica = desk_open (seat->desk, "anna");
  writing = osr_replica_get_writing (replica, desk_case (1));
  g_assert_nonnull (writing);
  g_assert_cmpstr (writing->text, ==, "Words");
  osr_writing_free (writing);
  osr_replica_close (replica);
  g_object_unref (replica);
}

/* The second person gets a replica of their own, and the first one's late answers change nothing. */
static void
test_another_person (Seat *seat, gconstpointer data)
{
  g_autoptr (OsrReplica) first = NULL;

  desk_fill (seat->desk, "anna");
  desk_fill (seat->desk, "olga");
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  first = g_object_ref (osr_session_get_replica (seat->session));
  osr_session_open (seat->session, DESK_SERVER, "olga", NULL);
  g_assert_true (osr_session_get_replica (seat->session) != first);
  g_assert_cmpstr (osr_replica_get_person (osr_session_get_replica (seat->session)), ==, "olga");
  wait_offline (osr_session_get_replica (seat->session));
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_OPEN);
}

/* A file stands where the folder must be. */
static void
test_no_folder (Seat *seat, gconstpointer data)
{
  g_autofree char *place = desk_dup_place (seat->desk);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place, "in the way", -1, &error);
  g_assert_no_error (error);
  osr_session_open (seat->session, DESK_SERVER, "anna", "password");
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_CLOSED);
  g_assert_nonnull (osr_session_get_problem (seat->session));
}

/* The token of the fixture is that of an earlier program: it goes to the keyring at the first opening,
 * and the second one finds it there. Nothing is shown before. */
static void
test_keyring (Seat *seat, gconstpointer data)
{
  g_autoptr (OsrSecretKeeper) keyring = osr_secret_memory_new ();

  desk_fill (seat->desk, "anna");
  osr_session_set_keeper (seat->session, keyring);
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  wait_offline (osr_session_get_replica (seat->session));
  osr_session_close (seat->session);
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  g_assert_cmpint (osr_session_get_state (seat->session), ==, OSR_SESSION_OPENING);
  wait_for (seat, OSR_SESSION_OPEN);
  g_assert_false (osr_session_is_without_keyring (seat->session));
}

static void
test_no_keyring (Seat *seat, gconstpointer data)
{
  g_autoptr (OsrSecretKeeper) keyring = osr_secret_memory_new ();

  osr_secret_memory_fail (OSR_SECRET_MEMORY (keyring));
  desk_fill (seat->desk, "anna");
  osr_session_set_keeper (seat->session, keyring);
  while (!osr_session_is_without_keyring (seat->session))
    g_main_context_iteration (NULL, TRUE);
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  osr_session_close (seat->session);
  osr_session_open (seat->session, DESK_SERVER, "anna", NULL);
  g_assert_null (osr_session_get_replica (seat->session));
  wait_for (seat, OSR_SESSION_CLOSED);
  g_assert_null (osr_session_get_problem (seat->session)); /* the page says why */
}

static void
add (const char *path, void (*test) (Seat *, gconstpointer))
{
  g_test_add (path, Seat, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/session/resume", test_resume);
  add ("/app/session/password-offline", test_password_offline);
  add ("/app/session/first-time-offline", test_first_time_offline);
  add ("/app/session/close", test_close);
  add ("/app/session/sign-out", test_sign_out);
  add ("/app/session/another-person", test_another_person);
  add ("/app/session/no-folder", test_no_folder);
  add ("/app/session/keyring", test_keyring);
  add ("/app/session/no-keyring", test_no_keyring);
  return g_test_run ();
}
