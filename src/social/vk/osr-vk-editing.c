/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each is one call, sent once. Whether the text is there is for the search to say; the time of a post
 * that VK does not tell is the publisher's to bound. */
#include "social/vk/osr-vk-editing.h"

#include "net/osr-net-error.h"
#include "social/osr-network-round.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-place.h"

typedef struct {
  OsrNetworkSending *sending;
  gint64 group;
} Editing;

static void
editing_free (Editing *editing)
{
  osr_network_sending_unref (editing->sending);
  g_free (editing);
}

static gint64
number_of (const char *id)
{
  return id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0;
}

/* (transfer full) (nullable): a task for @sending, already failed when it is not for VK */
static GTask *
begin (OsrVkClient *client, OsrNetworkSending *sending, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Editing *editing = g_new0 (Editing, 1);

  /* What stands on the wall is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  editing->sending = osr_network_sending_ref (sending);
  editing->group = osr_vk_account_group (sending->account);
  g_task_set_task_data (task, editing, (GDestroyNotify) editing_free);
  if (editing->group != 0)
    return g_steal_pointer (&task);
  g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                           "The account's community is not a number");
  return NULL;
}

static char *
link_of (Editing *editing)
{
  const OsrNetworkSending *sending = editing->sending;
  gint64 id = number_of (sending->native_id);
  gint64 root = number_of (sending->target->thread_root);

  return osr_vk_comment_link (sending->account, number_of (sending->target->owner_id),
                              number_of (sending->target->post_id), id, root);
}

/* VK says "1" and nothing else. */
static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Editing *editing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autofree char *link = NULL;

  if (response == NULL) {
    osr_network_pass_challenge (result, task);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  link = link_of (editing);
  g_task_return_pointer (
      task, osr_network_reply_new (editing->sending->native_id, link, OSR_INSTANT_UNKNOWN),
      (GDestroyNotify) osr_network_reply_unref);
}

void
osr_vk_edit_async (OsrVkClient *client, OsrNetworkSending *sending, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (client, sending, cancellable, callback, user_data);
  OsrVkPlace place;
  OsrVkCall *call;

  if (task == NULL)
    return;
  g_task_set_source_tag (task, osr_vk_edit_async);
  /* elsewhere the same number is another comment */
  if (!osr_vk_place_read (&place, sending->target->owner_id, sending->target->post_id) ||
      place.subject != OSR_VK_WALL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "Only comments of a wall are edited");
    return;
  }
  call = osr_vk_call_new (sending->account, "wall.editComment", OSR_VK_EDIT);
  osr_vk_call_add (call, "owner_id", sending->target->owner_id);
  osr_vk_call_add (call, "comment_id", sending->native_id);
  osr_vk_call_add (call, "message", sending->text);
  osr_vk_call_add_answer (call, sending);
  osr_vk_client_call_async (client, call, cancellable, on_edited, g_steal_pointer (&task));
}

OsrNetworkReply *
osr_vk_edit_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Editing *editing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  JsonObject *object = response != NULL ? osr_social_object (response) : NULL;
  gint64 id = object != NULL ? osr_social_int (object, "post_id", 0) : 0;
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *link = NULL;

  if (response == NULL) {
    osr_network_pass_challenge (result, task);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (id <= 0) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "wall.post: VK's answer names no post");
    return;
  }
  link = osr_vk_post_link (editing->sending->account, -editing->group, id);
  g_task_return_pointer (task, osr_network_reply_new (native_id, link, OSR_INSTANT_UNKNOWN),
                         (GDestroyNotify) osr_network_reply_unref);
}

void
osr_vk_post_async (OsrVkClient *client, OsrNetworkSending *sending, const char *attachments,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (client, sending, cancellable, callback, user_data);
  Editing *editing = task != NULL ? g_task_get_task_data (task) : NULL;
  OsrVkCall *call;

  if (task == NULL)
    return;
  g_task_set_source_tag (task, osr_vk_post_async);
  call = osr_vk_call_new (sending->account, "wall.post", OSR_VK_EDIT);
  osr_vk_call_add_int (call, "owner_id", -editing->group);
  osr_vk_call_add (call, "from_group", "1");
  osr_vk_call_add (call, "message", sending->text);
  if (attachments != NULL)
    osr_vk_call_add (call, "attachments", attachments);
  osr_vk_call_add_answer (call, sending);
  osr_vk_call_add (call, "guid", sending->guid);
  osr_vk_client_call_async (client, call, cancellable, on_posted, g_steal_pointer (&task));
}

OsrNetworkReply *
osr_vk_post_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
