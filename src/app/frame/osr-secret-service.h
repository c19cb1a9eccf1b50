/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's keyring: the Secret Service of the desktop (GNOME Keyring, KWallet, KeePassXC). */
#pragma once

#include "sync/secret/osr-secret-keeper.h"

G_BEGIN_DECLS

#define OSR_TYPE_SECRET_SERVICE (osr_secret_service_get_type ())
G_DECLARE_FINAL_TYPE (OsrSecretService, osr_secret_service, OSR, SECRET_SERVICE, GObject)

OsrSecretKeeper *osr_secret_service_new (void);

G_END_DECLS
