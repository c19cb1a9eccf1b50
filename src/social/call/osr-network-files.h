/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that go out with a reply, looked at and opened without blocking. */
#pragma once

#include <gio/gio.h>

#include "social/osr-network-round.h"

G_BEGIN_DECLS

/**
 * osr_network_open_files_async:
 * @files: (element-type OsrNetworkFile): the files; not changed until the end
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_network_open_files_async (GPtrArray *files, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/**
 * osr_network_open_files_finish:
 * @result: what the callback got
 * @error: %OSR_NET_ERROR_REJECTED: a file cannot be read, or is not the one that was approved
 *
 * Returns: (transfer full) (element-type OsrHttpFile): in the same order, or %NULL
 */
GPtrArray *osr_network_open_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS
