/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three questions in a row: the channel's name, whether its comments are listed, and whose the owner's
 * token is. A refusal is a finding; only silence or nonsense ends the test. */
#include "social/youtube/osr-youtube-account-check.h"

#include "social/youtube/osr-youtube-call.h"

typedef enum { NAME, COMMENTS, OWNER, DONE } Step;

typedef struct {
  OsrYoutubeQuota *quota; /* borrowed */
  OsrNetworkAccount *account;
  OsrNetworkCheck *check;
  Step step;
} Test;

static void ask (GTask *task);

static void
test_free (Test *test)
{
  osr_network_account_unref (test->account);
  osr_network_check_unref (test->check);
  g_free (test);
}

static OsrNetworkCall *
build_call (Test *test)
{
  const char *channel = test->account->owner_id;

  switch (test->step) {
  case NAME:
    return osr_youtube_list_new (test->account, OSR_YOUTUBE_KEY, "channels.list", "part", "snippet",
                                 "id", channel, NULL);
  case COMMENTS:
    return osr_youtube_list_new (test->account, OSR_YOUTUBE_KEY, "commentThreads.list", "part",
                                 "snippet", "allThreadsRelatedToChannelId", channel, "maxResults",
                                 "1", NULL);
  case OWNER:
    return osr_youtube_list_new (test->account, OSR_YOUTUBE_OWNER, "channels.list", "part",
                                 "snippet", "mine", "true", NULL);
  case DONE:
    break;
  }
  return NULL;
}

static void
take_owner (Test *test, const OsrNetworkRecord *record)
{
  gboolean own = g_strcmp0 (record->id, test->account->owner_id) == 0;

  if (own && test->check->name == NULL)
    test->check->name = g_strdup (record->name);
  if (test->step == OWNER && !own && test->check->publish_fault == NULL)
    test->check->publish_fault =
        g_strdup_printf ("The token belongs to another channel, %s.", record->id);
}

static void
take_answer (Test *test, const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_OWNER && record->id != NULL)
      take_owner (test, record);
  }
}

/* The channel's name is not needed for anything. */
static void
take_refusal (Test *test, const GError *error)
{
  gboolean token = g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);

  if ((test->step == COMMENTS || (test->step == NAME && token)) && test->check->read_fault == NULL)
    test->check->read_fault = g_strdup (error->message);
  if (test->step == OWNER && token && test->check->publish_fault == NULL)
    test->check->publish_fault = g_strdup (error->message);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  /* a host that has comments only has no channels */
  gboolean unknown = answer == NULL && test->step != COMMENTS &&
                     g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);

  if (answer != NULL)
    take_answer (test, answer);
  else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH) ||
           g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED))
    take_refusal (test, error);
  else if (!unknown) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  test->step++;
  ask (g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Test *test = g_task_get_task_data (task);

  if (test->step == OWNER && test->account->write_token == NULL)
    test->step++;
  if (test->step == DONE)
    g_task_return_pointer (task, osr_network_check_ref (test->check),
                           (GDestroyNotify) osr_network_check_unref);
  else if (!osr_youtube_quota_take (test->quota, test->account, OSR_YOUTUBE_LIST_COST))
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED,
                             "youtube: the day's units are spent");
  else
    osr_network_caller_call_async (g_task_get_source_object (task), build_call (test),
                                   g_task_get_cancellable (task), on_answer,
                                   g_steal_pointer (&owned));
}

void
osr_youtube_check_async (OsrNetworkCaller *caller, OsrYoutubeQuota *quota,
                         OsrNetworkAccount *account, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_youtube_account_fault (account, OSR_YOUTUBE_KEY);
  Test *test = g_new0 (Test, 1);

  g_task_set_source_tag (task, osr_youtube_check_async);
  test->quota = quota;
  test->account = osr_network_account_ref (account);
  test->check = osr_network_check_new ();
  test->check->read_fault = g_strdup (fault);
  test->check->by_hand = g_strdup (osr_youtube_account_fault (account, OSR_YOUTUBE_OWNER));
  test->step = fault != NULL ? DONE : NAME;
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  ask (task);
}

OsrNetworkCheck *
osr_youtube_check_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
