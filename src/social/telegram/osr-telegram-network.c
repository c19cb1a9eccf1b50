/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts to the interface. A bot gets no message of its own by an update and cannot ask for one:
 * nothing can be read back. */
#include "social/telegram/osr-telegram-network.h"

#include "social/call/osr-network-task.h"
#include "social/telegram/osr-telegram-account-check.h"
#include "social/telegram/osr-telegram-link.h"
#include "social/telegram/osr-telegram-media.h"
#include "social/telegram/osr-telegram-publishing.h"
#include "social/telegram/osr-telegram-reading.h"

struct _OsrTelegramNetwork {
  GObject parent_instance;

  OsrNetworkCaller *caller;
  GHashTable *readers; /* checksum of a token → the account that reads with it */
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrTelegramNetwork, osr_telegram_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

static OsrNetworkCaller *
caller_of (OsrNetwork *network)
{
  return OSR_TELEGRAM_NETWORK (network)->caller;
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = TRUE;
  abilities->reads_back = FALSE;
  abilities->one_token = TRUE;
  abilities->edits = account == NULL || account->write_token != NULL;
  abilities->text_limit = OSR_TELEGRAM_TEXT_LIMIT;
  abilities->file_text_limit = OSR_TELEGRAM_CAPTION_LIMIT;
  abilities->files = OSR_TELEGRAM_MAX_FILES;
  abilities->photo_size = OSR_TELEGRAM_PHOTO_BYTES;
  abilities->video_size = OSR_TELEGRAM_VIDEO_BYTES;
}

static gboolean
is_account (gpointer token, gpointer account, gpointer wanted)
{
  return g_str_equal (account, wanted);
}

/* A bot's updates are told once: what one account confirmed, another never sees. */
static gboolean
claim_bot (OsrTelegramNetwork *self, OsrNetworkAccount *account)
{
  const char *token = account->write_token != NULL ? account->write_token : account->read_token;
  g_autofree char *sum =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, token != NULL ? token : "", -1);
  const char *reader = g_hash_table_lookup (self->readers, sum);

  if (token == NULL || g_strcmp0 (reader, account->id) == 0)
    return TRUE;
  if (reader != NULL)
    return FALSE;
  g_hash_table_foreach_remove (self->readers, is_account, account->id);
  g_hash_table_insert (self->readers, g_steal_pointer (&sum), g_strdup (account->id));
  return TRUE;
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  if (claim_bot (OSR_TELEGRAM_NETWORK (network), round->account))
    osr_telegram_read_async (network, caller_of (network), round, cancellable, callback, user_data);
  else
    g_task_report_new_error (network, callback, user_data, read_async, OSR_NET_ERROR,
                             OSR_NET_ERROR_REJECTED,
                             "The bot reads for another account already: every channel needs a bot "
                             "of its own");
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  osr_telegram_publish_async (network, caller_of (network), sending, cancellable, callback,
                              user_data);
}

static void
edit_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  osr_telegram_edit_async (network, caller_of (network), sending, cancellable, callback, user_data);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  osr_telegram_check_async (network, caller_of (network), account, cancellable, callback,
                            user_data);
}

static void
find_reply_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, find_reply_async);
  g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                           "Telegram tells a bot nothing of what it sent");
}

static OsrNetworkTarget *
read_link (OsrNetwork *network, OsrNetworkAccount *account, const char *url, char **native_id)
{
  return osr_telegram_read_link (account, url, native_id);
}

static void
fetch_async (OsrNetwork *network, OsrNetworkAccount *account, const char *name,
             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  osr_telegram_fetch_async (network, caller_of (network), account, name, cancellable, callback,
                            user_data);
}

static void
network_iface_init (OsrNetworkInterface *iface)
{
  iface->get_abilities = get_abilities;
  iface->read_async = read_async;
  iface->read_finish = osr_network_task_finish_reading;
  iface->publish_async = publish_async;
  iface->publish_finish = osr_network_task_finish_reply;
  iface->find_reply_async = find_reply_async;
  iface->find_reply_finish = osr_network_task_finish_look;
  iface->check_async = check_async;
  iface->check_finish = osr_network_task_finish_check;
  iface->edit_async = edit_async;
  iface->edit_finish = osr_network_task_finish_reply;
  iface->read_link = read_link;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = osr_network_task_finish_fetch;
}

static void
osr_telegram_network_finalize (GObject *object)
{
  OsrTelegramNetwork *self = OSR_TELEGRAM_NETWORK (object);

  g_clear_object (&self->caller);
  g_clear_pointer (&self->readers, g_hash_table_unref);
  G_OBJECT_CLASS (osr_telegram_network_parent_class)->finalize (object);
}

static void
osr_telegram_network_class_init (OsrTelegramNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_telegram_network_finalize;
}

static void
osr_telegram_network_init (OsrTelegramNetwork *self)
{
  self->readers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OsrTelegramNetwork *
osr_telegram_network_new (OsrHttpSession *session)
{
  OsrTelegramNetwork *self = g_object_new (OSR_TYPE_TELEGRAM_NETWORK, NULL);

  self->caller = osr_network_caller_new (session, 0);
  return self;
}

OsrNetworkCaller *
osr_telegram_network_get_caller (OsrTelegramNetwork *self)
{
  g_return_val_if_fail (OSR_IS_TELEGRAM_NETWORK (self), NULL);

  return self->caller;
}
