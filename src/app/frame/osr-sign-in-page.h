/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address, login name, password; what went wrong and what to do. */
#pragma once

#include <adwaita.h>

#include "app/frame/osr-session.h"

G_BEGIN_DECLS

#define OSR_TYPE_SIGN_IN_PAGE (osr_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (OsrSignInPage, osr_sign_in_page, OSR, SIGN_IN_PAGE, AdwBin)

/* Action "sign-in.submit". */

GtkWidget *osr_sign_in_page_new (void);

/* The session that the page opens. */
void osr_sign_in_page_set_session (OsrSignInPage *self, OsrSession *session);

/* What stands in the fields at first; each nullable. */
void osr_sign_in_page_prefill (OsrSignInPage *self, const char *server, const char *login);

/* Puts the cursor where something is to be written. */
void osr_sign_in_page_focus (OsrSignInPage *self);

G_END_DECLS
