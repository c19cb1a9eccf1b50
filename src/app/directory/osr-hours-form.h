/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly hours of the office or of one body, as an administrator types them. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_HOURS_FORM (osr_hours_form_get_type ())
G_DECLARE_FINAL_TYPE (OsrHoursForm, osr_hours_form, OSR, HOURS_FORM, AdwWindow)

/* @body: (nullable): whose hours; %NULL for the office, and all bodies without their own. */
GtkWidget *osr_hours_form_new (GtkWindow *parent, OsrReplica *replica, const char *body,
                               OsrInstant now);

G_END_DECLS
