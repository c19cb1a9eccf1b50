/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the connection as a small word in the header. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_CONNECTION_MARK (osr_connection_mark_get_type ())
G_DECLARE_FINAL_TYPE (OsrConnectionMark, osr_connection_mark, OSR, CONNECTION_MARK, OsrPane)

/**
 * osr_connection_mark_text:
 * @synced_at: coordinator time of the last answer, or %OSR_INSTANT_UNKNOWN
 * @waiting: steps not yet sent
 * @zone: (nullable): where the office is
 *
 * Returns: (transfer full): "Synced 10:12", "Offline · 3 waiting", translated
 */
char *osr_connection_mark_text (OsrConnection connection, OsrInstant synced_at, guint waiting,
                                OsrZone *zone);

/* Without room for its words they are in the tooltip; a doubt is the icon then. */
void osr_connection_mark_set_narrow (OsrConnectionMark *self, gboolean narrow);

G_END_DECLS
