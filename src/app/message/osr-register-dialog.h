/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message registered by hand: pasted or filled in, or many from a file. */
#pragma once

#include <adwaita.h>

#include "app/message/osr-register-form.h"
#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_REGISTER_DIALOG (osr_register_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrRegisterDialog, osr_register_dialog, OSR, REGISTER_DIALOG, AdwWindow)

/* Actions: "register.save", "register.open" (the case that is there already), "register.import". */

GtkWidget *osr_register_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

/* (transfer full) (nullable): why the person at this window registers no messages; %NULL when they do. */
char *osr_register_dialog_dup_reason (OsrReplica *replica);

/* The fields, and what is said above them (nullable: nothing); for tests. */
OsrRegisterForm *osr_register_dialog_get_form (OsrRegisterDialog *self);
const char *osr_register_dialog_get_said (OsrRegisterDialog *self);

/* Registers the messages of @bytes, a JSON object a line. */
void osr_register_dialog_import (OsrRegisterDialog *self, GBytes *bytes);

G_END_DECLS
