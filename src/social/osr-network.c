/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's dispatch and the list of the networks there are. */
#include "social/osr-network.h"

#include <string.h>

#include "social/feed/osr-feed-network.h"
#include "social/graph/osr-graph-network.h"
#include "social/max/osr-max-network.h"
#include "social/ok/osr-ok-network.h"
#include "social/telegram/osr-telegram-network.h"
#include "social/vk/osr-vk-network.h"
#include "social/youtube/osr-youtube-network.h"

G_DEFINE_INTERFACE (OsrNetwork, osr_network, G_TYPE_OBJECT)

static void
osr_network_default_init (OsrNetworkInterface *iface)
{
}

OsrNetwork *
osr_network_new (const char *network, OsrHttpSession *session)
{
  g_return_val_if_fail (network != NULL, NULL);
  g_return_val_if_fail (OSR_IS_HTTP_SESSION (session), NULL);

  if (g_str_equal (network, OSR_VK_NETWORK_ID))
    return OSR_NETWORK (osr_vk_network_new (session));
  if (g_str_equal (network, OSR_TELEGRAM_NETWORK_ID))
    return OSR_NETWORK (osr_telegram_network_new (session));
  if (g_str_equal (network, OSR_MAX_NETWORK_ID))
    return OSR_NETWORK (osr_max_network_new (session));
  if (g_str_equal (network, OSR_FEED_NETWORK_ID))
    return OSR_NETWORK (osr_feed_network_new (session));
  if (g_str_equal (network, OSR_OK_NETWORK_ID))
    return OSR_NETWORK (osr_ok_network_new (session));
  if (g_str_equal (network, OSR_YOUTUBE_NETWORK_ID))
    return OSR_NETWORK (osr_youtube_network_new (session));
  if (g_str_equal (network, OSR_FACEBOOK_NETWORK_ID) ||
      g_str_equal (network, OSR_INSTAGRAM_NETWORK_ID))
    return OSR_NETWORK (osr_graph_network_new ());
  return NULL;
}

void
osr_network_read_async (OsrNetwork *self, OsrNetworkRound *round, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (round != NULL);

  OSR_NETWORK_GET_IFACE (self)->read_async (self, round, cancellable, callback, user_data);
}

OsrNetworkReading *
osr_network_read_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);

  return OSR_NETWORK_GET_IFACE (self)->read_finish (self, result, error);
}

void
osr_network_publish_async (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (sending != NULL);

  OSR_NETWORK_GET_IFACE (self)->publish_async (self, sending, cancellable, callback, user_data);
}

OsrNetworkReply *
osr_network_publish_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);

  return OSR_NETWORK_GET_IFACE (self)->publish_finish (self, result, error);
}

void
osr_network_find_reply_async (OsrNetwork *self, OsrNetworkSending *sending,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (sending != NULL);

  OSR_NETWORK_GET_IFACE (self)->find_reply_async (self, sending, cancellable, callback, user_data);
}

gboolean
osr_network_find_reply_finish (OsrNetwork *self, GAsyncResult *result, OsrNetworkReply **reply,
                               GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), FALSE);
  g_return_val_if_fail (reply != NULL, FALSE);

  *reply = NULL;
  return OSR_NETWORK_GET_IFACE (self)->find_reply_finish (self, result, reply, error);
}

/* What answers nobody is known by where it stands alone. */
char *
osr_network_dup_plain_room (const OsrNetworkTarget *target)
{
  g_return_val_if_fail (target != NULL, NULL);

  if (target->reply_to != NULL)
    return NULL;
  return g_strconcat (target->owner_id != NULL ? target->owner_id : "", " ",
                      target->post_id != NULL ? target->post_id : "", NULL);
}

char *
osr_network_dup_room (OsrNetwork *self, const OsrNetworkTarget *target)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  if (OSR_NETWORK_GET_IFACE (self)->dup_room == NULL)
    return osr_network_dup_plain_room (target);
  return OSR_NETWORK_GET_IFACE (self)->dup_room (self, target);
}

void
osr_network_get_abilities (OsrNetwork *self, OsrNetworkAccount *account,
                           OsrNetworkAbilities *abilities)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (abilities != NULL);

  *abilities = (OsrNetworkAbilities){ 0 };
  OSR_NETWORK_GET_IFACE (self)->get_abilities (self, account, abilities);
  if (account != NULL && account->text_limit > 0)
    abilities->text_limit = account->text_limit;
}

gboolean
osr_network_can_edit (OsrNetwork *self, OsrNetworkAccount *account)
{
  OsrNetworkAbilities abilities;

  g_return_val_if_fail (OSR_IS_NETWORK (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  osr_network_get_abilities (self, account, &abilities);
  return abilities.edits;
}

void
osr_network_edit_async (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (sending != NULL && sending->native_id != NULL);
  g_return_if_fail (osr_network_can_edit (self, sending->account));

  OSR_NETWORK_GET_IFACE (self)->edit_async (self, sending, cancellable, callback, user_data);
}

OsrNetworkReply *
osr_network_edit_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);

  return OSR_NETWORK_GET_IFACE (self)->edit_finish (self, result, error);
}

OsrNetworkTarget *
osr_network_read_link (OsrNetwork *self, OsrNetworkAccount *account, const char *url,
                       char **native_id)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);
  g_return_val_if_fail (account != NULL && url != NULL && native_id != NULL, NULL);

  *native_id = NULL;
  if (OSR_NETWORK_GET_IFACE (self)->read_link == NULL)
    return NULL;
  return OSR_NETWORK_GET_IFACE (self)->read_link (self, account, url, native_id);
}

gboolean
osr_network_can_fetch (OsrNetwork *self, const char *address)
{
  const char *rest;

  g_return_val_if_fail (OSR_IS_NETWORK (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  rest = strchr (address, ':');
  return OSR_NETWORK_GET_IFACE (self)->fetch_async != NULL && rest != NULL && rest[1] != '\0' &&
         !g_str_has_prefix (address, "http");
}

void
osr_network_fetch_async (OsrNetwork *self, OsrNetworkAccount *account, const char *name,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (account != NULL && name != NULL);
  g_return_if_fail (osr_network_can_fetch (self, name));

  OSR_NETWORK_GET_IFACE (self)->fetch_async (self, account, name, cancellable, callback, user_data);
}

GBytes *
osr_network_fetch_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);

  return OSR_NETWORK_GET_IFACE (self)->fetch_finish (self, result, error);
}

void
osr_network_check_async (OsrNetwork *self, OsrNetworkAccount *account, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (OSR_IS_NETWORK (self));
  g_return_if_fail (account != NULL);

  OSR_NETWORK_GET_IFACE (self)->check_async (self, account, cancellable, callback, user_data);
}

OsrNetworkCheck *
osr_network_check_finish (OsrNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_NETWORK (self), NULL);

  return OSR_NETWORK_GET_IFACE (self)->check_finish (self, result, error);
}

guint
osr_network_get_text_limit (OsrNetwork *self, OsrNetworkAccount *account)
{
  OsrNetworkAbilities abilities;

  g_return_val_if_fail (OSR_IS_NETWORK (self), 0);

  osr_network_get_abilities (self, account, &abilities);
  return abilities.text_limit;
}
