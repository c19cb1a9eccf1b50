/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One form for every section of the office: a row for each field of its table, and the sentence that
 * refuses what is not right. */
#pragma once

#include <adwaita.h>

#include "app/directory/osr-office-list.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_OFFICE_FORM (osr_office_form_get_type ())
G_DECLARE_FINAL_TYPE (OsrOfficeForm, osr_office_form, OSR, OFFICE_FORM, AdwWindow)

/* @id: (nullable): what is changed; %NULL for something new */
GtkWidget *osr_office_form_new (GtkWindow *parent, OsrReplica *replica, OsrOfficeSection section,
                                const char *id, OsrInstant now);

G_END_DECLS
