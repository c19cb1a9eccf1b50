/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A host whose addresses are settled: it is connected to where it was looked up once, and known to the
 * other side and to its certificate by its name. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_TYPE_PINNED_HOST (osr_pinned_host_get_type ())
G_DECLARE_FINAL_TYPE (OsrPinnedHost, osr_pinned_host, OSR, PINNED_HOST, GNetworkAddress)

/**
 * osr_pinned_host_new:
 * @name: the host's name
 * @addresses: (element-type GInetAddress): where it is; tried in this order
 */
OsrPinnedHost *osr_pinned_host_new (const char *name, guint16 port, GList *addresses);

G_END_DECLS
