/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that came in of late: for who has to do something with each of them once. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_log_list_found:
 * @after: a number of the log; what came up to it is passed over
 * @since: what came before this is passed over, too
 *
 * Walks the log back from its head, no further than it must.
 *
 * Returns: (element-type utf8) (transfer full): the cases found since, oldest first
 */
GPtrArray *osr_log_list_found (OsrLog *self, gint64 after, OsrInstant since, GError **error);

G_END_DECLS
