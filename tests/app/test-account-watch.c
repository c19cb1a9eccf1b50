/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the accounts are read, as the administrator's window asks the coordinator that ships; and pausing
 * one without losing anything else of it. */
#include "app/directory/osr-account-watch.h"

#include <locale.h>

#include "core/osr-error.h"
#include "osr-centre-fixture.h"
#include "store/osr-log-accounts.h"
#include "store/reading/osr-log-reading.h"
#include "sync/centre/osr-replica-accounts.h"

#define PASSWORD "correct horse"
#define MINUTE   (60 * G_USEC_PER_SEC)

#define UNTIL(condition)                                                                           \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  Centre *centre;
  OsrReplica *replica;
  OsrAccountWatch *watch;
  GAsyncResult *result;
  guint answers;
} Office;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&((Office *) data)->result, result);
}

static void
on_changed (Office *office)
{
  office->answers++;
}

static gboolean
is_first_sync (Office *office)
{
  gboolean first;

  g_object_get (office->replica, "first-sync", &first, NULL);
  return first;
}

static void
set_up (Office *office, gconstpointer login)
{
  Desk *desk;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  office->centre = centre_new ();
  desk = office->centre->desk;
  folder = g_build_filename (desk->folder, "workstation", NULL);
  desk_happen (desk, 0, "2026-03-06T12:00:00+09:00", "olga account-set",
               "{'account': 'page', 'network': 'ok', 'owner': '7', 'name': 'Page', 'watched': true,"
               " 'options': ['application-key=A']}",
               NULL);
  desk_happen (desk, 0, "2026-03-06T12:00:00+09:00", "olga account-set",
               "{'account': 'closed', 'network': 'facebook', 'owner': '8', 'name': 'Closed'}",
               NULL);
  desk_happen (desk, 0, "2026-03-06T12:00:00+09:00", "olga role-granted",
               "{'person': 'olga', 'role': 'admin'}", NULL);
  g_assert_true (osr_log_set_password (desk->log, login, PASSWORD, NULL));
  office->replica = osr_replica_open (folder, office->centre->uri, login, desk->clock, &error);
  g_assert_no_error (error);
  osr_replica_sign_in_async (office->replica, PASSWORD, NULL, on_done, office);
  UNTIL (office->result != NULL);
  osr_replica_sign_in_finish (office->replica, office->result, &error);
  g_assert_no_error (error);
  UNTIL (!is_first_sync (office));
  UNTIL (osr_replica_get_connection (office->replica) == OSR_CONNECTION_ONLINE);
  office->watch = osr_account_watch_new (office->replica);
  g_signal_connect_swapped (office->watch, "changed", G_CALLBACK (on_changed), office);
}

static void
tear_down (Office *office, gconstpointer data)
{
  gpointer watched = office->replica;

  g_clear_object (&office->result);
  osr_account_watch_follow (office->watch, 0);
  g_clear_object (&office->watch);
  osr_replica_close (office->replica);
  g_object_add_weak_pointer (G_OBJECT (office->replica), &watched);
  g_clear_object (&office->replica);
  UNTIL (watched == NULL);
  centre_free (office->centre);
}

static void
ask (Office *office)
{
  const guint before = office->answers;

  osr_account_watch_ask (office->watch);
  UNTIL (office->answers > before);
}

static void
assert_health (Office *office, const char *account, const char *begin, gboolean ill)
{
  gboolean is_ill;
  g_autofree char *text =
      osr_account_watch_dup_text (office->watch, account, office->centre->desk->now, &is_ill);

  g_test_message ("%s", text);
  g_assert_true (*begin != '\0' ? g_str_has_prefix (text, begin) : *text == '\0');
  g_assert_cmpint (is_ill, ==, ill);
}

/* A token that was taken back is said in words; a network that may not be used is not spoken of. */
static void
test_says (Office *office, gconstpointer data)
{
  Desk *desk = office->centre->desk;

  assert_health (office, "page", "", FALSE);
  ask (office);
  assert_health (office, "page", "Not read yet.", FALSE);
  assert_health (office, "closed", "", FALSE);
  g_assert_true (osr_log_note_read (desk->log, "page", NULL, 41, NULL));
  ask (office);
  assert_health (office, "page", "Read today", FALSE);
  g_assert_cmpuint (osr_account_watch_count_silent (office->watch, desk->now, 0), ==, 0);
  g_assert_true (osr_log_note_unread (desk->log, "page", "auth", "Session expired", NULL));
  ask (office);
  assert_health (office, "page", "Last read today", TRUE);
  g_assert_cmpuint (
      osr_account_watch_count_silent (office->watch, desk->now + 14 * MINUTE, 15 * MINUTE), ==, 0);
  g_assert_cmpuint (
      osr_account_watch_count_silent (office->watch, desk->now + 16 * MINUTE, 15 * MINUTE), ==, 1);
}

static void
test_administrators_only (Office *office, gconstpointer data)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&office->result);
  osr_replica_ask_accounts_async (office->replica, NULL, on_done, office);
  UNTIL (office->result != NULL);
  accounts = osr_replica_ask_accounts_finish (office->replica, office->result, &error);
  g_assert_null (accounts);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED);
}

static void
test_pause (Office *office, gconstpointer data)
{
  OsrRegistry *registry = osr_replica_get_registry (office->replica);
  g_autoptr (JsonObject) paused = osr_account_watch_build (registry, "page", FALSE);
  g_autoptr (JsonObject) closed = osr_account_watch_build (registry, "closed", TRUE);
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (closed);
  g_assert_nonnull (paused);
  uuid = osr_replica_change_office (office->replica, "account-set", paused, &error);
  g_assert_no_error (error);
  UNTIL (!osr_registry_find_account (osr_replica_get_registry (office->replica), "page")->watched);
  g_assert_cmpstr (
      osr_registry_find_account (osr_replica_get_registry (office->replica), "page")->options[0],
      ==, "application-key=A");
  ask (office);
  assert_health (office, "page", "Not read.", FALSE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/account-watch/says", Office, "olga", set_up, test_says, tear_down);
  g_test_add ("/app/account-watch/administrators-only", Office, "anna", set_up,
              test_administrators_only, tear_down);
  g_test_add ("/app/account-watch/pause", Office, "olga", set_up, test_pause, tear_down);
  return g_test_run ();
}
