/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the coordinator reads the office's accounts: asked for when somebody looks, and not kept. */
#pragma once

#include "net/osr-protocol-office.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_replica_ask_accounts_async:
 *
 * For administrators. Fails with OSR_NET_ERROR_OFFLINE at once while the coordinator is not reached.
 */
void osr_replica_ask_accounts_async (OsrReplica *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* (element-type OsrWireAccount) (transfer full) */
GPtrArray *osr_replica_ask_accounts_finish (OsrReplica *self, GAsyncResult *result, GError **error);

G_END_DECLS
