/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation without a window, to be killed: crash-workstation FOLDER SERVER CLOCK [CASE GUID]
 * brings itself in step, orders the publication of the approved reply when a case is named, and sends
 * what waits for as long as it lives. With CRASH_HOLDER, "ACCOUNT WRITE-TOKEN READ-TOKEN", it holds that
 * account and publishes from it. */
#include <stdlib.h>
#include <string.h>

#include "core/osr-json.h"
#include "crash-office.h"
#include "demo/osr-demo-clock.h"
#include "net/osr-http-session.h"
#include "publish/workstation/osr-workstation-publisher.h"
#include "sync/osr-replica.h"

static OsrInstant
read_clock (gpointer clock)
{
  return osr_demo_clock_now (clock);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_approved (OsrReplica *replica, const char *case_id)
{
  OsrCase *the_case = osr_replica_get_case (replica, case_id);

  return the_case != NULL && the_case->state == OSR_CASE_APPROVED;
}

static void
publish (OsrReplica *replica, const char *case_id, const char *guid)
{
  OsrCase *the_case = osr_replica_get_case (replica, case_id);
  const OsrCaseDraft *draft = osr_case_get_draft (the_case);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (members, "draft", draft->version);
  json_object_set_string_member (members, "digest", draft->digest);
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", draft->account);
  uuid = osr_replica_act (replica, case_id, "publish-intended", members, NULL, &error);
  if (uuid == NULL)
    g_printerr ("crash-workstation: %s\n", error->message);
}

static OsrRegistry *
get_registry (gpointer replica)
{
  return osr_replica_get_registry (replica);
}

static GStrv
split_holder (void)
{
  return g_strsplit (g_getenv ("CRASH_HOLDER"), " ", 3);
}

static OsrTokens *
load_tokens (gpointer replica, const char *account, GError **error)
{
  g_auto (GStrv) holder = split_holder ();
  OsrTokens *tokens = g_new0 (OsrTokens, 1);

  if (g_str_equal (holder[0], account)) {
    tokens->of[OSR_ACCOUNT_WRITE] = g_strdup (holder[1]);
    tokens->of[OSR_ACCOUNT_READ] = g_strdup (holder[2]);
  }
  return tokens;
}

static GStrv
list_accounts (gpointer replica)
{
  g_auto (GStrv) holder = split_holder ();
  const char *const own[] = { holder[0], NULL };

  return g_strdupv ((char **) own);
}

static void
hold (OsrReplica *replica, const char *folder)
{
  const OsrAccountSource source = { get_registry, load_tokens, replica };
  OsrHttpSession *session = osr_http_session_new ();
  OsrAccountBook *book = osr_account_book_new_for (&source, session);
  const OsrWorkstation workstation = { osr_replica_get_protocol (replica), folder, book,
                                       list_accounts, replica };
  g_autoptr (GError) error = NULL;
  OsrWorkstationPublisher *publisher = osr_workstation_publisher_new (&workstation, &error);

  if (publisher == NULL) {
    g_printerr ("crash-workstation: %s\n", error->message);
    exit (1);
  }
  g_signal_connect_swapped (replica, "case-changed", G_CALLBACK (osr_workstation_publisher_kick),
                            publisher);
  osr_workstation_publisher_start (publisher);
}

int
main (int argc, char **argv)
{
  g_autoptr (OsrDemoClock) shown = osr_demo_clock_open (argv[3], NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (read_clock, shown, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrReplica) replica = osr_replica_open (argv[1], argv[2], CRASH_LOGIN, clock, &error);

  if (replica == NULL) {
    g_printerr ("crash-workstation: %s\n", error->message);
    return 1;
  }
  osr_replica_sign_in_async (replica, CRASH_PASSWORD, NULL, NULL, NULL);
  g_timeout_add (10, on_tick, NULL);
  while (argc > 5 && !is_approved (replica, argv[4]))
    g_main_context_iteration (NULL, TRUE);
  if (argc > 5)
    publish (replica, argv[4], argv[5]);
  /* Not before there is an intent: who dies at the first question for a lease would die without one. */
  if (g_getenv ("CRASH_HOLDER") != NULL)
    hold (replica, argv[1]);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
