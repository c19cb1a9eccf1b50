/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ends of a connector's calls, for one whose tasks belong to the network itself and return what the
 * interface gives out: they are put into the interface as they are. */
#pragma once

#include "social/osr-network.h"

G_BEGIN_DECLS

OsrNetworkReading *osr_network_task_finish_reading (OsrNetwork *network, GAsyncResult *result,
                                                    GError **error);
OsrNetworkReply *osr_network_task_finish_reply (OsrNetwork *network, GAsyncResult *result,
                                                GError **error);
OsrNetworkCheck *osr_network_task_finish_check (OsrNetwork *network, GAsyncResult *result,
                                                GError **error);
GBytes *osr_network_task_finish_fetch (OsrNetwork *network, GAsyncResult *result, GError **error);

/* A task that returned %NULL and no error looked, and found nothing. */
gboolean osr_network_task_finish_look (OsrNetwork *network, GAsyncResult *result,
                                       OsrNetworkReply **reply, GError **error);

G_END_DECLS
