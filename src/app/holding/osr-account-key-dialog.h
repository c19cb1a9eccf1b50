/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the token of an account that is published from this workstation. */
#pragma once

#include <adwaita.h>

#include "app/holding/osr-account-keys.h"

G_BEGIN_DECLS

#define OSR_TYPE_ACCOUNT_KEY_DIALOG (osr_account_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrAccountKeyDialog, osr_account_key_dialog, OSR, ACCOUNT_KEY_DIALOG,
                      AdwMessageDialog)

GtkWidget *osr_account_key_dialog_new (GtkWindow *parent, OsrAccountKeys *keys,
                                       const char *account);

G_END_DECLS
