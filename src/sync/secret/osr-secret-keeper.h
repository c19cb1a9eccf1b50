/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a workstation keeps the token of its session between two starts: the person's keyring, or
 * nowhere. Two implementations: the Secret Service of the desktop, and memory. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_TYPE_SECRET_KEEPER (osr_secret_keeper_get_type ())
G_DECLARE_INTERFACE (OsrSecretKeeper, osr_secret_keeper, OSR, SECRET_KEEPER, GObject)

struct _OsrSecretKeeperInterface {
  GTypeInterface parent;

  void (*look_up_async) (OsrSecretKeeper *self, const char *server, const char *login,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
  char *(*look_up_finish) (OsrSecretKeeper *self, GAsyncResult *result, GError **error);
  void (*keep_async) (OsrSecretKeeper *self, const char *server, const char *login,
                      const char *token, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*keep_finish) (OsrSecretKeeper *self, GAsyncResult *result, GError **error);
};

/**
 * osr_secret_keeper_look_up_async:
 * @server: address of the coordinator
 * @login: who
 *
 * Asks for the token that was kept. A keyring that is locked asks the person.
 */
void osr_secret_keeper_look_up_async (OsrSecretKeeper *self, const char *server, const char *login,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * osr_secret_keeper_look_up_finish:
 * @error: nothing can be kept on this machine, or the person did not open the keyring
 *
 * Returns: (transfer full) (nullable): the token; %NULL without @error when none is kept
 */
char *osr_secret_keeper_look_up_finish (OsrSecretKeeper *self, GAsyncResult *result,
                                        GError **error);

/**
 * osr_secret_keeper_keep_async:
 * @token: (nullable): %NULL forgets
 *
 * One at a time for one @server and @login: a keyring may finish two in another order.
 */
void osr_secret_keeper_keep_async (OsrSecretKeeper *self, const char *server, const char *login,
                                   const char *token, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean osr_secret_keeper_keep_finish (OsrSecretKeeper *self, GAsyncResult *result,
                                        GError **error);

G_END_DECLS
