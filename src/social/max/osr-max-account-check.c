/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four questions in a row: who the bot is, what the channel is, whether its posts can be read, and what the
 * bot may do in it. A refusal is a finding; only silence or nonsense ends the test. */
#include "social/max/osr-max-account-check.h"

#include <glib/gi18n.h>

#define SEES_NOTHING                                                                               \
  N_ ("The bot is no administrator of the channel with the right to read all messages.")
#define MAY_NOT_WRITE                                                                              \
  N_ ("The bot has no right to write in the channel: replies cannot be published. An "             \
      "administrator of the channel has to give it.")
#define MAY_NOT_EDIT                                                                               \
  N_ ("The bot has no right to edit: what was published is corrected by a comment after it.")

typedef enum { BOT, CHANNEL, POSTS, MEMBERSHIP, DONE } Step;

typedef struct {
  OsrMaxClient *client;
  OsrNetworkAccount *account;
  OsrNetworkCheck *check;
  Step step;
  gboolean reads;
  gboolean writes;
  gboolean edits;
} Test;

static void ask (GTask *task);

static void
test_free (Test *test)
{
  g_object_unref (test->client);
  osr_network_account_unref (test->account);
  osr_network_check_unref (test->check);
  g_free (test);
}

static void
note (char **fault, const char *sentence)
{
  if (*fault == NULL)
    *fault = g_strdup (sentence);
}

static void
add_right (Test *test, const char *name)
{
  char *before = test->check->permissions;

  test->check->permissions =
      before != NULL ? g_strconcat (before, ", ", name, NULL) : g_strdup (name);
  g_free (before);
  if (g_strcmp0 (name, "read_all_messages") == 0)
    test->reads = TRUE;
  test->writes = test->writes || g_strcmp0 (name, "write") == 0;
  test->edits = test->edits || g_strcmp0 (name, "edit") == 0 ||
                g_strcmp0 (name, "edit_message") == 0 ||
                g_strcmp0 (name, "post_edit_delete_message") == 0;
}

static void
take_answer (Test *test, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_OWNER && test->step == CHANNEL) {
      g_free (test->check->name);
      test->check->name = g_strdup (record->name);
    } else if (record->kind == OSR_NETWORK_RECORD_RIGHT && test->step == MEMBERSHIP) {
      add_right (test, record->name);
    }
  }
}

static void
add (GPtrArray *sentences, const char *sentence)
{
  g_ptr_array_add (sentences, g_strdup (sentence));
}

/* An ordinary member is told no rights at all: only that it reads nothing is known then. */
static void
judge_rights (Test *test)
{
  gboolean told = test->check->permissions != NULL;

  if (!test->reads)
    add (test->check->missing, SEES_NOTHING);
  if (told && !test->writes)
    add (test->check->missing, MAY_NOT_WRITE);
  else if (told && !test->edits)
    add (test->check->spared, MAY_NOT_EDIT);
}

static void
end_step (Test *test, gboolean answered)
{
  if (test->step == MEMBERSHIP && answered)
    judge_rights (test);
  test->step++;
}

static void
take_refusal (Test *test, const char *reason)
{
  if (test->step == BOT || test->step == MEMBERSHIP)
    note (&test->check->publish_fault, reason);
  note (&test->check->read_fault, reason);
  if (test->step == BOT)
    test->step = DONE - 1;
}

static gboolean
is_finding (const GError *error)
{
  return g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer == NULL && !is_finding (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (answer != NULL)
    take_answer (test, answer);
  else
    take_refusal (test, error->message);
  end_step (test, answer != NULL);
  ask (task);
}

static char *
path_of (const Test *test)
{
  g_autofree char *chat = g_uri_escape_string (test->account->owner_id, NULL, FALSE);

  switch (test->step) {
  case BOT:
    return g_strdup ("/me");
  case CHANNEL:
    return g_strconcat ("/chats/", chat, NULL);
  case POSTS:
    return g_strconcat ("/messages?chat_id=", chat, "&count=1", NULL);
  case MEMBERSHIP:
    return g_strconcat ("/chats/", chat, "/members/me", NULL);
  case DONE:
  default:
    return NULL;
  }
}

static void
ask (GTask *task)
{
  Test *test = g_task_get_task_data (task);
  g_autofree char *path = path_of (test);
  g_autoptr (GError) error = NULL;
  OsrNetworkCall *call =
      path != NULL ? osr_max_call_new (test->account, "GET", path, NULL, &error) : NULL;

  if (call != NULL) {
    osr_network_caller_call_async (osr_max_client_get_caller (test->client), call,
                                   g_task_get_cancellable (task), on_answer, g_object_ref (task));
    return;
  }
  if (error != NULL) {
    note (&test->check->read_fault, error->message);
    note (&test->check->publish_fault, error->message);
  }
  g_task_return_pointer (task, osr_network_check_ref (test->check),
                         (GDestroyNotify) osr_network_check_unref);
}

void
osr_max_check_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkAccount *account,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Test *test = g_new0 (Test, 1);

  g_task_set_source_tag (task, osr_max_check_async);
  test->client = g_object_ref (client);
  test->account = osr_network_account_ref (account);
  test->check = osr_network_check_new ();
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  ask (task);
}
