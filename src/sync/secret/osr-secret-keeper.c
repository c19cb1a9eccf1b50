/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's dispatch. */
#include "sync/secret/osr-secret-keeper.h"

G_DEFINE_INTERFACE (OsrSecretKeeper, osr_secret_keeper, G_TYPE_OBJECT)

static void
osr_secret_keeper_default_init (OsrSecretKeeperInterface *iface)
{
}

void
osr_secret_keeper_look_up_async (OsrSecretKeeper *self, const char *server, const char *login,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (OSR_IS_SECRET_KEEPER (self));
  g_return_if_fail (server != NULL && login != NULL);

  OSR_SECRET_KEEPER_GET_IFACE (self)->look_up_async (self, server, login, cancellable, callback,
                                                     user_data);
}

char *
osr_secret_keeper_look_up_finish (OsrSecretKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_SECRET_KEEPER (self), NULL);

  return OSR_SECRET_KEEPER_GET_IFACE (self)->look_up_finish (self, result, error);
}

void
osr_secret_keeper_keep_async (OsrSecretKeeper *self, const char *server, const char *login,
                              const char *token, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (OSR_IS_SECRET_KEEPER (self));
  g_return_if_fail (server != NULL && login != NULL);

  OSR_SECRET_KEEPER_GET_IFACE (self)->keep_async (self, server, login, token, callback, user_data);
}

gboolean
osr_secret_keeper_keep_finish (OsrSecretKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OSR_IS_SECRET_KEEPER (self), FALSE);

  return OSR_SECRET_KEEPER_GET_IFACE (self)->keep_finish (self, result, error);
}
