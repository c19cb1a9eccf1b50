/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a secret out of an outbox that an earlier program wrote. */
#pragma once

#include "store/osr-outbox.h"

G_BEGIN_DECLS

/**
 * osr_outbox_wipe:
 * @key: of a setting
 *
 * Forgets the setting, and leaves no trace of its value in the file, nor in the copies that were made
 * of it before it was migrated.
 */
gboolean osr_outbox_wipe (OsrOutbox *self, const char *key, GError **error);

G_END_DECLS
