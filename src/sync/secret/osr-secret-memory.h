/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring that is gone with the program: for tests and simulations. */
#pragma once

#include "sync/secret/osr-secret-keeper.h"

G_BEGIN_DECLS

#define OSR_TYPE_SECRET_MEMORY (osr_secret_memory_get_type ())
G_DECLARE_FINAL_TYPE (OsrSecretMemory, osr_secret_memory, OSR, SECRET_MEMORY, GObject)

OsrSecretKeeper *osr_secret_memory_new (void);

/* From now on it answers like a machine without a keyring. */
void osr_secret_memory_fail (OsrSecretMemory *self);

G_END_DECLS
