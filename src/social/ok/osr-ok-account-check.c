/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three questions in a row: the group's name, whether its discussions are listed, and how many calls of
 * the publishing method are left. A refusal is a finding; only silence or nonsense ends the test. */
#include "social/ok/osr-ok-account-check.h"

#include "social/ok/osr-ok-call.h"

#define PUBLISHING "discussions.addDiscussionComment"

typedef enum { NAME, LIST, CALLS, DONE } Step;

typedef struct {
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
  switch (test->step) {
  case NAME:
    return osr_ok_call_new (test->account, "group.getInfo", FALSE, "uids", test->account->owner_id,
                            "fields", "uid,name", NULL);
  case LIST:
    return osr_ok_call_new (test->account, "discussions.getList", FALSE, "category", "GROUP",
                            "count", "1", NULL);
  case CALLS:
    return osr_ok_call_new (test->account, "users.getCallsLeft", FALSE, "methods", PUBLISHING,
                            NULL);
  case DONE:
    break;
  }
  return NULL;
}

static void
take_answer (Test *test, const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (test->step == NAME && record->kind == OSR_NETWORK_RECORD_OWNER && test->check->name == NULL)
      test->check->name = g_strdup (record->name);
    if (test->step == CALLS && record->kind == OSR_NETWORK_RECORD_NUMBER &&
        test->check->permissions == NULL)
      test->check->permissions = g_strdup_printf ("%s: %s", record->name, record->value);
  }
}

/* The name, and how many calls are left, may be kept from an application that may read all the same. */
static void
take_refusal (Test *test, const GError *error)
{
  gboolean token = g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);

  if ((test->step == LIST || token) && test->check->read_fault == NULL)
    test->check->read_fault = g_strdup (error->message);
  if (token && test->check->by_hand == NULL && test->check->publish_fault == NULL)
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

  if (answer != NULL)
    take_answer (test, answer);
  else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH) ||
           g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED))
    take_refusal (test, error);
  else {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  test->step++;
  if (test->step == CALLS && test->check->by_hand != NULL)
    test->step++;
  ask (g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Test *test = g_task_get_task_data (task);
  OsrNetworkCall *call = build_call (test);

  if (call == NULL)
    g_task_return_pointer (task, osr_network_check_ref (test->check),
                           (GDestroyNotify) osr_network_check_unref);
  else
    osr_network_caller_call_async (g_task_get_source_object (task), call,
                                   g_task_get_cancellable (task), on_answer,
                                   g_steal_pointer (&owned));
}

void
osr_ok_check_async (OsrNetworkCaller *caller, OsrNetworkAccount *account, const char *by_hand,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_ok_account_fault (account);
  Test *test = g_new0 (Test, 1);

  g_task_set_source_tag (task, osr_ok_check_async);
  test->account = osr_network_account_ref (account);
  test->check = osr_network_check_new ();
  test->check->by_hand = g_strdup (by_hand);
  test->check->publish_fault = by_hand == NULL ? g_strdup (fault) : NULL;
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  if (fault != NULL) {
    test->check->read_fault = g_strdup (fault);
    test->step = DONE;
  }
  ask (task);
}

OsrNetworkCheck *
osr_ok_check_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
