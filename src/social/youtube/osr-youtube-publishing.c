/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call, sent once; its answer is the comment with its time. */
#include "social/youtube/osr-youtube-publishing.h"

#include <string.h>

#include "social/osr-reply-match.h"
#include "social/youtube/osr-youtube-call.h"

char *
osr_youtube_dup_thread (const OsrNetworkTarget *target)
{
  if (target->thread_root != NULL)
    return g_strdup (target->thread_root);
  if (target->reply_to == NULL)
    return NULL;
  return g_strndup (target->reply_to, strcspn (target->reply_to, "."));
}

static JsonObject *
make_snippet (const char *member, const char *value)
{
  JsonObject *snippet = json_object_new ();

  json_object_set_string_member (snippet, member, value);
  return snippet;
}

/* {"snippet":{"parentId":…,"textOriginal":…}} */
static OsrNetworkCall *
build_reply (OsrNetworkSending *sending, const char *thread)
{
  g_autoptr (JsonObject) body = json_object_new ();
  JsonObject *snippet = make_snippet ("parentId", thread);

  json_object_set_string_member (snippet, "textOriginal", sending->text);
  json_object_set_object_member (body, "snippet", snippet);
  return osr_youtube_write_new (sending->account, "comments.insert", body);
}

/* {"snippet":{"channelId":…,"videoId":…,"topLevelComment":{"snippet":{"textOriginal":…}}}} */
static OsrNetworkCall *
build_thread (OsrNetworkSending *sending)
{
  g_autoptr (JsonObject) body = json_object_new ();
  JsonObject *snippet = make_snippet ("videoId", sending->target->post_id);
  JsonObject *first = json_object_new ();

  json_object_set_string_member (snippet, "channelId",
                                 sending->target->owner_id != NULL ? sending->target->owner_id
                                                                   : sending->account->owner_id);
  json_object_set_object_member (first, "snippet", make_snippet ("textOriginal", sending->text));
  json_object_set_object_member (snippet, "topLevelComment", first);
  json_object_set_object_member (body, "snippet", snippet);
  return osr_youtube_write_new (sending->account, "commentThreads.insert", body);
}

/* {"id":…,"snippet":{"textOriginal":…}} */
static OsrNetworkCall *
build_edit (OsrNetworkSending *sending)
{
  g_autoptr (JsonObject) body = make_snippet ("id", sending->native_id);

  json_object_set_object_member (body, "snippet", make_snippet ("textOriginal", sending->text));
  return osr_youtube_write_new (sending->account, "comments.update", body);
}

/* (nullable) (transfer none): what the call made */
static const OsrNetworkMessage *
find_made (const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_CREATED && record->message != NULL)
      return record->message;
  }
  return NULL;
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkSending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const OsrNetworkMessage *made = answer != NULL ? find_made (answer) : NULL;
  OsrNetworkReply *reply;

  if (answer == NULL) {
    g_task_return_error (task, error);
  } else if (made == NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "youtube: the answer names no comment");
  } else {
    reply = osr_network_reply_new (made->native_id, made->permalink, made->published_at);
    reply->likeness = osr_reply_text_likeness (sending->text, made->text);
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  }
}

/* @call is taken over. */
static void
send_once (OsrNetworkCaller *caller, OsrNetworkSending *sending, OsrNetworkCall *call, GTask *task)
{
  /* A reply that stands there is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, osr_network_sending_ref (sending),
                        (GDestroyNotify) osr_network_sending_unref);
  osr_network_call_set_post (call, sending->target->post_id);
  osr_network_caller_call_async (caller, call, g_task_get_cancellable (task), on_made, task);
}

void
osr_youtube_publish_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (caller, cancellable, callback, user_data);
  g_autofree char *thread = osr_youtube_dup_thread (sending->target);

  g_task_set_source_tag (task, osr_youtube_publish_async);
  send_once (caller, sending,
             thread != NULL ? build_reply (sending, thread) : build_thread (sending), task);
}

void
osr_youtube_edit_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (caller, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_youtube_edit_async);
  send_once (caller, sending, build_edit (sending), task);
}

OsrNetworkReply *
osr_youtube_publish_finish (OsrNetworkCaller *caller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, caller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
