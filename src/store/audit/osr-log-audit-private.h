/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What appending and committing ask of the audit. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/* Destroys what a `payload-erased` event names, in the transaction that appends it. */
gboolean osr_log_note_erasure (OsrLog *self, OsrEvent *event, GError **error);

G_END_DECLS
