/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts to the interface. */
#include "social/max/osr-max-network.h"

#include "social/call/osr-network-task.h"
#include "social/max/osr-max-account-check.h"
#include "social/max/osr-max-publishing.h"
#include "social/max/osr-max-reading.h"
#include "social/max/osr-max-reply-search.h"

struct _OsrMaxNetwork {
  GObject parent_instance;

  OsrMaxClient *client;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrMaxNetwork, osr_max_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

static OsrMaxClient *
client_of (OsrNetwork *network)
{
  return OSR_MAX_NETWORK (network)->client;
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = TRUE;
  abilities->reads_back = TRUE;
  abilities->one_token = TRUE;
  abilities->edits = account == NULL || account->write_token != NULL;
  abilities->text_limit = OSR_MAX_TEXT_LIMIT;
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  osr_max_read_async (network, client_of (network), round, cancellable, callback, user_data);
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  osr_max_publish_async (network, client_of (network), sending, cancellable, callback, user_data);
}

static void
edit_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  osr_max_edit_async (network, client_of (network), sending, cancellable, callback, user_data);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  osr_max_check_async (network, client_of (network), account, cancellable, callback, user_data);
}

static void
find_reply_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  osr_max_find_async (network, client_of (network), sending, cancellable, callback, user_data);
}

static OsrNetworkTarget *
read_link (OsrNetwork *network, OsrNetworkAccount *account, const char *url, char **native_id)
{
  return osr_max_read_link (account, url, native_id);
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
}

static void
osr_max_network_finalize (GObject *object)
{
  g_clear_object (&OSR_MAX_NETWORK (object)->client);
  G_OBJECT_CLASS (osr_max_network_parent_class)->finalize (object);
}

static void
osr_max_network_class_init (OsrMaxNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_max_network_finalize;
}

static void
osr_max_network_init (OsrMaxNetwork *self)
{
}

OsrMaxNetwork *
osr_max_network_new (OsrHttpSession *session)
{
  OsrMaxNetwork *self = g_object_new (OSR_TYPE_MAX_NETWORK, NULL);

  self->client = osr_max_client_new (session);
  return self;
}

OsrMaxClient *
osr_max_network_get_client (OsrMaxNetwork *self)
{
  g_return_val_if_fail (OSR_IS_MAX_NETWORK (self), NULL);

  return self->client;
}
