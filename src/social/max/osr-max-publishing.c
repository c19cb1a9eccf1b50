/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call, once and never again; then the post is asked for its address, which may fail without harm. */
#include "social/max/osr-max-publishing.h"

#include "social/max/osr-max-address.h"
#include "social/osr-reply-match.h"

typedef struct {
  OsrMaxClient *client;
  OsrNetworkSending *sending;
  gboolean edits;
} Publishing;

static void
publishing_free (Publishing *publishing)
{
  g_object_unref (publishing->client);
  osr_network_sending_unref (publishing->sending);
  g_free (publishing);
}

/* -- What came of it -- */

static void
on_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, osr_max_address_finish (OSR_MAX_CLIENT (source), result),
                         (GDestroyNotify) osr_network_reply_unref);
}

/* An edit is told by "success" alone. */
static OsrNetworkReply *
read_reply (const Publishing *publishing, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_CREATED && record->message != NULL)
      return osr_network_reply_new (record->message->native_id, record->message->permalink,
                                    record->message->published_at);
  }
  return publishing->edits
             ? osr_network_reply_new (publishing->sending->native_id, "", OSR_INSTANT_UNKNOWN)
             : NULL;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publishing *publishing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  g_autoptr (OsrNetworkReply) reply = answer != NULL ? read_reply (publishing, answer) : NULL;

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (reply == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "sendComment: the answer names no comment");
  else
    osr_max_address_async (publishing->client, publishing->sending, reply,
                           g_task_get_cancellable (task), on_address, g_object_ref (task));
}

/* -- What is sent -- */

static JsonObject *
build_body (const Publishing *publishing)
{
  const OsrNetworkSending *sending = publishing->sending;
  JsonObject *body = json_object_new ();
  JsonObject *link;

  json_object_set_string_member (body, "text", sending->text);
  if (publishing->edits || sending->target->reply_to == NULL)
    return body;
  link = json_object_new ();
  json_object_set_string_member (link, "type", "reply");
  json_object_set_string_member (link, "mid", sending->target->reply_to);
  json_object_set_object_member (body, "link", link);
  return body;
}

static OsrNetworkCall *
build_call (const Publishing *publishing, GError **error)
{
  const OsrNetworkSending *sending = publishing->sending;
  g_autoptr (JsonObject) body = build_body (publishing);
  g_autofree char *comments = osr_max_comments_path (sending->target->post_id);
  g_autofree char *id =
      publishing->edits ? g_uri_escape_string (sending->native_id, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat (
      comments, publishing->edits ? "?comment_id=" : "?disable_link_preview=true", id, NULL);
  OsrNetworkCall *call =
      osr_max_call_new (sending->account, publishing->edits ? "PUT" : "POST", path, body, error);

  if (call != NULL)
    osr_network_call_set_post (call, sending->target->post_id);
  return call;
}

/* Refused before anything is sent. */
static const char *
find_fault (OsrNetwork *network, OsrNetworkSending *sending)
{
  if (sending->files->len > 0)
    return "MAX takes no files in a comment";
  if (sending->target->post_id == NULL)
    return "A comment of MAX stands under a post";
  return osr_reply_text_fault (sending, osr_network_get_text_limit (network, sending->account));
}

static void
begin (GTask *task, OsrMaxClient *client, OsrNetworkSending *sending, gboolean edits)
{
  Publishing *publishing = g_new0 (Publishing, 1);
  const char *fault = find_fault (g_task_get_source_object (task), sending);
  OsrNetworkCall *call;
  GError *error = NULL;

  /* What stands under the post is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  publishing->client = g_object_ref (client);
  publishing->sending = osr_network_sending_ref (sending);
  publishing->edits = edits;
  g_task_set_task_data (task, publishing, (GDestroyNotify) publishing_free);
  if (fault != NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, "%s", fault);
    return;
  }
  call = build_call (publishing, &error);
  if (call == NULL)
    g_task_return_error (task, error);
  else
    osr_network_caller_call_async (osr_max_client_get_caller (client), call,
                                   g_task_get_cancellable (task), on_sent, g_object_ref (task));
}

void
osr_max_publish_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_max_publish_async);
  begin (task, client, sending, FALSE);
}

void
osr_max_edit_async (OsrNetwork *network, OsrMaxClient *client, OsrNetworkSending *sending,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_max_edit_async);
  begin (task, client, sending, TRUE);
}
