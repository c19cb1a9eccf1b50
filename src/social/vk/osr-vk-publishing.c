/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two calls: one that writes, once and never again, and then a look for the comment, because VK answers
 * with its id but not with its time. The second may fail without harm. Under a post the community
 * writes itself; in a topic of its board a person's token writes for it, and nothing says which message
 * is answered. */
#include "social/vk/osr-vk-publishing.h"

#include "net/osr-net-error.h"
#include "social/osr-network-round.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-reply-search.h"

typedef struct {
  OsrNetworkSending *sending;
  OsrVkPlace place;
  OsrNetworkReply *reply; /* once it is there: without its time */
} Publishing;

static void
publishing_free (Publishing *publishing)
{
  osr_network_sending_unref (publishing->sending);
  g_clear_pointer (&publishing->reply, osr_network_reply_unref);
  g_free (publishing);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publishing *publishing = g_task_get_task_data (task);
  OsrNetworkReply *found = NULL;

  osr_vk_find_finish (OSR_VK_CLIENT (source), result, &found, NULL);
  if (found == NULL)
    found = g_steal_pointer (&publishing->reply);
  g_task_return_pointer (task, found, (GDestroyNotify) osr_network_reply_unref);
}

static void
keep_reply (Publishing *publishing, gint64 id, gint64 thread_root)
{
  const OsrNetworkTarget *target = publishing->sending->target;
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *link = NULL;

  if (publishing->place.subject == OSR_VK_WALL && thread_root == 0 && target->thread_root != NULL)
    thread_root = g_ascii_strtoll (target->thread_root, NULL, 10);
  link = osr_vk_place_dup_comment_link (&publishing->place, publishing->sending->account, id,
                                        thread_root);
  publishing->reply = osr_network_reply_new (native_id, link, OSR_INSTANT_UNKNOWN);
}

/* Of a topic VK answers with a bare number. */
static gint64
read_created (const Publishing *publishing, JsonNode *response, gint64 *thread_root)
{
  if (publishing->place.subject != OSR_VK_TOPIC)
    return osr_vk_parse_created (response, thread_root);
  *thread_root = 0;
  return MAX (osr_social_int_of (response, 0), 0);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publishing *publishing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gint64 id, thread_root;

  if (response == NULL) {
    osr_network_pass_challenge (result, task);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  id = read_created (publishing, response, &thread_root);
  if (id == 0) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "VK's answer names no comment");
    return;
  }
  keep_reply (publishing, id, thread_root);
  osr_vk_find_async (OSR_VK_CLIENT (source), publishing->sending, id, cancellable, on_found,
                     g_steal_pointer (&task));
}

static OsrVkCall *
call_for_wall (OsrNetworkSending *sending)
{
  OsrVkCall *call = osr_vk_call_new (sending->account, "wall.createComment", OSR_VK_WRITE);

  osr_vk_call_add (call, "owner_id", sending->target->owner_id);
  osr_vk_call_add (call, "post_id", sending->target->post_id);
  osr_vk_call_add_int (call, "from_group", osr_vk_account_group (sending->account));
  if (sending->target->reply_to != NULL)
    osr_vk_call_add (call, "reply_to_comment", sending->target->reply_to);
  return call;
}

static OsrVkCall *
call_for_topic (OsrNetworkSending *sending, const OsrVkPlace *place)
{
  OsrVkCall *call = osr_vk_call_new (sending->account, "board.createComment", OSR_VK_EDIT);

  osr_vk_call_add_int (call, "group_id", -place->owner);
  osr_vk_call_add_int (call, "topic_id", place->number);
  osr_vk_call_add_int (call, "from_group", 1);
  return call;
}

static OsrVkCall *
build_call (Publishing *publishing, const char *attachments)
{
  OsrNetworkSending *sending = publishing->sending;
  OsrVkCall *call = publishing->place.subject == OSR_VK_TOPIC
                        ? call_for_topic (sending, &publishing->place)
                        : call_for_wall (sending);

  osr_vk_call_add (call, "message", sending->text);
  if (attachments != NULL)
    osr_vk_call_add (call, "attachments", attachments);
  osr_vk_call_add (call, "guid", sending->guid);
  osr_vk_call_add_answer (call, sending);
  return call;
}

void
osr_vk_publish_async (OsrVkClient *client, OsrNetworkSending *sending, const char *attachments,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Publishing *publishing = g_new0 (Publishing, 1);

  g_task_set_source_tag (task, osr_vk_publish_async);
  /* A reply that stands on the wall is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  publishing->sending = osr_network_sending_ref (sending);
  g_task_set_task_data (task, publishing, (GDestroyNotify) publishing_free);
  osr_vk_place_read (&publishing->place, sending->target->owner_id, sending->target->post_id);
  if (osr_vk_account_group (sending->account) == 0)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The account's community is not a number");
  else
    osr_vk_client_call_async (client, build_call (publishing, attachments), cancellable, on_created,
                              g_steal_pointer (&task));
}

OsrNetworkReply *
osr_vk_publish_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
