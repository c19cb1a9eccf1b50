/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two calls: addDiscussionComment, once and never again, and then a look for the comment, because the
 * network answers with its id but not with its time. The second may fail without harm. */
#include "social/ok/osr-ok-publishing.h"

#include "social/ok/osr-ok-call.h"
#include "social/ok/osr-ok-parser.h"
#include "social/ok/osr-ok-reply-search.h"

static OsrNetworkReply *
make_reply (OsrNetworkSending *sending, const char *id)
{
  g_autofree char *link = osr_ok_comment_link (sending->account, sending->target->post_id, id);

  return osr_network_reply_new (id, link, OSR_INSTANT_UNKNOWN);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkSending *sending = g_task_get_task_data (task);
  OsrNetworkReply *found = NULL;

  osr_ok_find_finish (OSR_NETWORK_CALLER (source), result, &found, NULL);
  if (found == NULL)
    found = make_reply (sending, sending->native_id);
  g_task_return_pointer (task, found, (GDestroyNotify) osr_network_reply_unref);
}

/* (nullable) (transfer none): what the call made */
static const char *
find_created (const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_CREATED && record->id != NULL)
      return record->id;
  }
  return NULL;
}

static OsrNetworkSending *
name_reply (OsrNetworkSending *sending, const char *id)
{
  OsrNetworkSending *named = osr_network_sending_new (sending->account, sending->target,
                                                      sending->text, sending->guid, sending->since);

  osr_network_sending_set_native_id (named, id);
  return named;
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  OsrNetworkSending *named;
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *id = answer != NULL ? find_created (answer) : NULL;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (id == NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "discussions.addDiscussionComment: the answer names no comment");
    return;
  }
  named = name_reply (g_task_get_task_data (task), id);
  g_task_set_task_data (task, named, (GDestroyNotify) osr_network_sending_unref);
  osr_ok_find_async (OSR_NETWORK_CALLER (source), named, cancellable, on_found,
                     g_steal_pointer (&task));
}

/* (transfer full) (nullable): a task for @sending, already failed when it cannot be sent */
static GTask *
begin (OsrNetworkCaller *caller, OsrNetworkSending *sending, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_ok_account_fault (sending->account);

  /* A reply that stands there is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, osr_network_sending_ref (sending),
                        (GDestroyNotify) osr_network_sending_unref);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s", fault);
  else if (sending->target->post_id == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "ok: only comments under a discussion are published");
  else
    return g_steal_pointer (&task);
  return NULL;
}

void
osr_ok_publish_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (caller, sending, cancellable, callback, user_data);
  g_autofree char *type = NULL;
  const char *id;

  if (task == NULL)
    return;
  id = osr_ok_split_post (sending->target->post_id, &type);
  osr_network_caller_call_async (
      caller,
      osr_ok_call_new (sending->account, "discussions.addDiscussionComment", TRUE, "entityId", id,
                       "entityType", type, "comment", sending->text, "reply_to_comment_id",
                       sending->target->reply_to, "as_admin", "true", NULL),
      cancellable, on_created, task);
}

/* The answer is the comment, or that it is done. */
static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkSending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_reply (sending, sending->native_id),
                           (GDestroyNotify) osr_network_reply_unref);
}

void
osr_ok_edit_async (OsrNetworkCaller *caller, OsrNetworkSending *sending, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (caller, sending, cancellable, callback, user_data);
  g_autofree char *type = NULL;
  const char *id;

  if (task == NULL)
    return;
  id = osr_ok_split_post (sending->target->post_id, &type);
  osr_network_caller_call_async (
      caller,
      osr_ok_call_new (sending->account, "discussions.editDiscussionComment", TRUE, "discussionId",
                       id, "discussionType", type, "comment_id", sending->native_id, "comment",
                       sending->text, NULL),
      cancellable, on_edited, task);
}

OsrNetworkReply *
osr_ok_publish_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
