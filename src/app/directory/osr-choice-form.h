/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One setting of the office that is a choice of a few, with the clause that leaves it open. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_CHOICE_FORM (osr_choice_form_get_type ())
G_DECLARE_FINAL_TYPE (OsrChoiceForm, osr_choice_form, OSR, CHOICE_FORM, AdwWindow)

/* @id: of a choice, see osr_office_choices_new(). Returns: (nullable): %NULL when there is none. */
GtkWidget *osr_choice_form_new (GtkWindow *parent, OsrReplica *replica, const char *id,
                                OsrInstant now);

G_END_DECLS
