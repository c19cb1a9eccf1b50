/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call of the protocol that tells an administrator how the office's accounts are read. */
#pragma once

#include "net/osr-protocol.h"

G_BEGIN_DECLS

/**
 * OsrWireAccount:
 * @id: of the directory
 * @watched: whether it is read at all
 * @read_at: the last success, %OSR_INSTANT_UNKNOWN before the first
 * @tried_at: the last attempt, %OSR_INSTANT_UNKNOWN before the first
 * @failures: in a row since @read_at
 * @fault_code: (nullable): why the last attempt failed, by osr_net_error_nick()
 * @fault: (nullable): the same in the connector's words
 * @calls_left: today, -1 when the network does not say
 */
typedef struct {
  char *id;
  gboolean watched;
  OsrInstant read_at;
  OsrInstant tried_at;
  guint failures;
  char *fault_code;
  char *fault;
  gint64 calls_left;
} OsrWireAccount;

void osr_wire_account_free (OsrWireAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireAccount, osr_wire_account_free)

/* How every account of the directory is read. For administrators. */
void osr_protocol_accounts_async (OsrProtocol *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* (element-type OsrWireAccount) (transfer full) */
GPtrArray *osr_protocol_accounts_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

G_END_DECLS
