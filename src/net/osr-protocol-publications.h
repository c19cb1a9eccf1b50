/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of a workstation that holds an account: asking for a publication to send, and telling what
 * came of it. */
#pragma once

#include "net/osr-protocol.h"

G_BEGIN_DECLS

/**
 * osr_protocol_lease_async:
 * @uuid: of the asking; asked again with the same one, it has the same answer while it counts
 * @accounts: ids of the accounts whose tokens are here; read before this returns
 *
 * Nothing is lent that another has.
 */
void osr_protocol_lease_async (OsrProtocol *self, const char *uuid, const char *const *accounts,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/* (transfer full): {"publication"?, "span", "read_back", "wait"}; spans in µs */
JsonObject *osr_protocol_lease_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_put_outcome_async:
 * @uuid: the outcome's id
 * @body: exact bytes
 *
 * May be repeated with the same id and bytes.
 */
void osr_protocol_put_outcome_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);

/* @error: %OSR_CORE_ERROR_STALE when it came too late and is not counted */
gboolean osr_protocol_put_outcome_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

G_END_DECLS
