/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It says "not there" only after the last page, or after a page that is older than the first attempt and
 * also older than the page before, so that the walk truly goes back: a wrong "not there" publishes
 * twice. */
#include "social/ok/osr-ok-reply-search.h"

#include "social/ok/osr-ok-call.h"
#include "social/ok/osr-ok-parser.h"
#include "social/osr-reply-match.h"

#define MAX_PAGES 100

typedef struct {
  OsrNetworkSending *sending;
  char *anchor;
  guint pages;
  OsrInstant oldest; /* of the pages so far */
} Search;

static void ask (GTask *task);

static void
search_free (Search *search)
{
  osr_network_sending_unref (search->sending);
  g_free (search->anchor);
  g_free (search);
}

static OsrNetworkReply *
look_through (Search *search, const OsrNetworkAnswer *answer)
{
  const OsrNetworkTarget *target = search->sending->target;

  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];
    OsrNetworkReply *reply =
        record->message != NULL
            ? osr_reply_match (search->sending, target->reply_to, record->message)
            : NULL;

    if (reply == NULL)
      continue;
    g_free (reply->permalink);
    reply->permalink =
        osr_ok_comment_link (search->sending->account, target->post_id, reply->native_id);
    return reply;
  }
  return NULL;
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *anchor = NULL;
  OsrNetworkReply *reply;
  gboolean more;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  reply = look_through (search, answer);
  more = osr_ok_find_anchor (answer, &anchor);
  search->pages++;
  if (reply != NULL || !more || osr_reply_is_past (search->sending, answer, &search->oldest)) {
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  } else if (anchor == NULL || g_strcmp0 (anchor, search->anchor) == 0 ||
             search->pages >= MAX_PAGES) {
    g_task_return_new_error (
        task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
        "discussions.getComments: there is more to look through than is given");
  } else {
    g_free (search->anchor);
    search->anchor = g_strdup (anchor);
    ask (g_steal_pointer (&task));
  }
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  OsrNetworkCall *call =
      osr_ok_comments_call (search->sending->account, search->sending->target->post_id,
                            search->anchor != NULL ? search->anchor : "LAST", TRUE);

  osr_network_caller_call_async (g_task_get_source_object (task), call,
                                 g_task_get_cancellable (task), on_page, task);
}

void
osr_ok_find_async (OsrNetworkCaller *caller, OsrNetworkSending *sending, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (caller, cancellable, callback, user_data);
  const char *fault = osr_ok_account_fault (sending->account);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, osr_ok_find_async);
  search->sending = osr_network_sending_ref (sending);
  search->oldest = OSR_INSTANT_UNKNOWN;
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s", fault);
  else if (sending->target->post_id == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "ok: the target is no discussion");
  else
    ask (g_steal_pointer (&task));
}

gboolean
osr_ok_find_finish (OsrNetworkCaller *caller, GAsyncResult *result, OsrNetworkReply **reply,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, caller), FALSE);

  *reply = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
