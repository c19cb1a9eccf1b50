/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out what the secrets of an account can do, without writing anything. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

/* @by_hand: (nullable): why no program publishes */
void osr_ok_check_async (OsrNetworkCaller *caller, OsrNetworkAccount *account, const char *by_hand,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

/* Returns: (transfer full): the findings, or %NULL with @error */
OsrNetworkCheck *osr_ok_check_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                      GError **error);

G_END_DECLS
