/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office for its administrator: bodies, people, roles, substitutions, accounts, hours. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_OFFICE_DIALOG (osr_office_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrOfficeDialog, osr_office_dialog, OSR, OFFICE_DIALOG, AdwWindow)

GtkWidget *osr_office_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

/* Whether the person at this window administers the office. */
gboolean osr_office_dialog_is_for (OsrReplica *replica);

G_END_DECLS
