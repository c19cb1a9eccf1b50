/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the events of a log in the same transactions, computed anew from the events alone
 * and compared: who may read what, and the numbers of the cases. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/* CORRUPT naming the first row that differs from what the events say. */
gboolean osr_log_verify_audience (OsrLog *self, GError **error);
gboolean osr_log_verify_numbers (OsrLog *self, GError **error);

G_END_DECLS
