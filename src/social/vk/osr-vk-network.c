/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts to the interface. It checks what can be refused before anything is sent and
 * leaves the walks to the reading, the publishing, the search and the test. */
#include "social/vk/osr-vk-network.h"

#include "core/osr-rules.h"
#include "social/vk/osr-vk-account-check.h"
#include "social/vk/osr-vk-editing.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-post-search.h"
#include "social/vk/osr-vk-publishing.h"
#include "social/vk/osr-vk-reply-search.h"
#include "social/vk/osr-vk-round.h"
#include "social/vk/osr-vk-text.h"
#include "social/vk/osr-vk-upload.h"

struct _OsrVkNetwork {
  GObject parent_instance;

  OsrVkClient *client;
  OsrVkLongPoll *poll;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrVkNetwork, osr_vk_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

/* The parts' tasks belong to the client; the caller's belongs to the network. */
static GTask *
begin (OsrNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReading *reading = osr_vk_round_finish (OSR_VK_CLIENT (source), result, &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) osr_network_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, read_async);
  osr_vk_round_async (OSR_VK_NETWORK (network)->client, OSR_VK_NETWORK (network)->poll, round,
                      cancellable, on_read, task);
}

static OsrNetworkReading *
read_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Takes @error. */
static void
return_failure (GTask *task, GAsyncResult *result, GError *error)
{
  osr_network_pass_challenge (result, task);
  g_task_return_error (task, error);
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = osr_vk_publish_finish (OSR_VK_CLIENT (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    return_failure (task, result, error);
}

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = osr_vk_post_finish (OSR_VK_CLIENT (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    return_failure (task, result, error);
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = osr_vk_edit_finish (OSR_VK_CLIENT (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    return_failure (task, result, error);
}

/* (transfer full): @sending, with the community's own wall by its name where the target has none */
static OsrNetworkSending *
place (OsrNetworkSending *sending)
{
  const OsrNetworkTarget *target = sending->target;
  g_autoptr (OsrNetworkTarget) placed = NULL;
  g_autofree char *owner = NULL;
  OsrNetworkSending *copy;

  if (target->owner_id != NULL || target->post_id == NULL)
    return osr_network_sending_ref (sending);
  owner = g_strdup_printf ("-%" G_GINT64_FORMAT, osr_vk_account_group (sending->account));
  placed = osr_network_target_new (owner, target->post_id, target->reply_to, target->thread_root);
  copy = osr_network_sending_new (sending->account, placed, sending->text, sending->guid,
                                  sending->since);
  osr_network_sending_set_native_id (copy, sending->native_id);
  osr_network_sending_set_challenge (copy, sending->challenge);
  osr_network_sending_set_taken (copy, (const char *const *) sending->taken);
  for (guint i = 0; i < sending->files->len; i++)
    osr_network_sending_add_file (copy, sending->files->pdata[i]);
  return copy;
}

static const char *
fault_of_text (OsrNetwork *network, OsrNetworkSending *sending)
{
  g_autofree char *normal = osr_vk_text_normalise (sending->text);

  if (*normal == '\0')
    return "There is no text to publish";
  if (osr_text_length (sending->text) > osr_network_get_text_limit (network, sending->account))
    return "The text is longer than the network's limit";
  return NULL;
}

/* A post of its own stands on the account's wall. */
static gboolean
check_place (OsrNetworkSending *placed, GError **error)
{
  return placed->target->post_id == NULL ||
         osr_vk_place_check (placed->account, placed->target, error);
}

/* A target without a post becomes one. @attachments: (nullable). (transfer full) of @task. */
static void
send_text (GTask *task, OsrNetworkSending *placed, const char *attachments)
{
  OsrVkClient *client = OSR_VK_NETWORK (g_task_get_source_object (task))->client;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (placed->target->post_id == NULL)
    osr_vk_post_async (client, placed, attachments, cancellable, on_posted, task);
  else
    osr_vk_publish_async (client, placed, attachments, cancellable, on_published, task);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *attachments = osr_vk_upload_finish (OSR_VK_CLIENT (source), result, &error);
  OsrNetworkSending *placed = g_task_get_task_data (task);

  if (attachments == NULL)
    return_failure (task, result, error);
  else
    send_text (g_steal_pointer (&task), placed, attachments);
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (network, cancellable, callback, user_data);
  const char *fault = fault_of_text (network, sending);
  OsrNetworkSending *placed = place (sending);
  GError *error = NULL;

  g_task_set_source_tag (task, publish_async);
  g_task_set_task_data (task, placed, (GDestroyNotify) osr_network_sending_unref);
  if (fault == NULL)
    fault = osr_vk_upload_fault (placed);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, "%s", fault);
  else if (!check_place (placed, &error))
    g_task_return_error (task, error);
  else if (placed->files->len > 0)
    osr_vk_upload_async (OSR_VK_NETWORK (network)->client, placed, cancellable, on_uploaded,
                         g_steal_pointer (&task));
  else
    send_text (g_steal_pointer (&task), placed, NULL);
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = TRUE;
  abilities->reads_back = TRUE;
  abilities->edits = account != NULL && account->edit_token != NULL;
  abilities->text_limit = OSR_VK_TEXT_LIMIT;
  abilities->file_text_limit = OSR_VK_TEXT_LIMIT;
  abilities->files = OSR_VK_MAX_FILES;
  abilities->photo_size = OSR_VK_PHOTO_BYTES;
  if (account == NULL || account->edit_token != NULL)
    abilities->video_size = OSR_VK_VIDEO_BYTES;
}

static void
edit_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (network, cancellable, callback, user_data);
  const char *fault = fault_of_text (network, sending);
  g_autoptr (OsrNetworkSending) placed = place (sending);

  g_task_set_source_tag (task, edit_async);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, "%s", fault);
  else
    osr_vk_edit_async (OSR_VK_NETWORK (network)->client, placed, cancellable, on_edited,
                       g_steal_pointer (&task));
}

static OsrNetworkTarget *
read_link (OsrNetwork *network, OsrNetworkAccount *account, const char *url, char **native_id)
{
  return osr_vk_read_link (account, url, native_id);
}

/* What a topic holds does not say whom it answers. */
static char *
dup_room (OsrNetwork *network, const OsrNetworkTarget *target)
{
  OsrVkPlace place;

  if (target->post_id != NULL && target->owner_id != NULL &&
      osr_vk_place_read (&place, target->owner_id, target->post_id) &&
      place.subject == OSR_VK_TOPIC)
    return osr_vk_place_dup_post_id (&place);
  return osr_network_dup_plain_room (target);
}

static OsrNetworkReply *
publish_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = NULL;

  if (osr_vk_find_finish (OSR_VK_CLIENT (source), result, &reply, &error))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    g_task_return_error (task, error);
}

static void
on_post_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = NULL;

  if (osr_vk_find_post_finish (OSR_VK_CLIENT (source), result, &reply, &error))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    g_task_return_error (task, error);
}

static void
find_reply_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (network, cancellable, callback, user_data);
  OsrVkClient *client = OSR_VK_NETWORK (network)->client;
  g_autoptr (OsrNetworkSending) placed = place (sending);
  gint64 id = sending->native_id != NULL ? g_ascii_strtoll (sending->native_id, NULL, 10) : 0;

  g_task_set_source_tag (task, find_reply_async);
  if (placed->target->post_id == NULL)
    osr_vk_find_post_async (client, placed, cancellable, on_post_found, task);
  else
    osr_vk_find_async (client, placed, id, cancellable, on_found, task);
}

static gboolean
find_reply_finish (OsrNetwork *network, GAsyncResult *result, OsrNetworkReply **reply,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;

  *reply = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkCheck *check = osr_vk_check_finish (OSR_VK_CLIENT (source), result, &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) osr_network_check_unref);
  else
    g_task_return_error (task, error);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, check_async);
  osr_vk_check_async (OSR_VK_NETWORK (network)->client, account, cancellable, on_checked, task);
}

static OsrNetworkCheck *
check_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
network_iface_init (OsrNetworkInterface *iface)
{
  iface->get_abilities = get_abilities;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->publish_async = publish_async;
  iface->publish_finish = publish_finish;
  iface->find_reply_async = find_reply_async;
  iface->find_reply_finish = find_reply_finish;
  iface->dup_room = dup_room;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
  iface->edit_async = edit_async;
  iface->edit_finish = publish_finish;
  iface->read_link = read_link;
}

static void
osr_vk_network_finalize (GObject *object)
{
  OsrVkNetwork *self = OSR_VK_NETWORK (object);

  g_clear_pointer (&self->poll, osr_vk_long_poll_free);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (osr_vk_network_parent_class)->finalize (object);
}

static void
osr_vk_network_class_init (OsrVkNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_vk_network_finalize;
}

static void
osr_vk_network_init (OsrVkNetwork *self)
{
}

OsrVkNetwork *
osr_vk_network_new (OsrHttpSession *session)
{
  OsrVkNetwork *self = g_object_new (OSR_TYPE_VK_NETWORK, NULL);

  self->client = osr_vk_client_new (session);
  self->poll = osr_vk_long_poll_new (self->client, session);
  return self;
}

OsrVkClient *
osr_vk_network_get_client (OsrVkNetwork *self)
{
  g_return_val_if_fail (OSR_IS_VK_NETWORK (self), NULL);

  return self->client;
}
