/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All limits of the open case with how each stands. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_LIMITS_LIST (osr_limits_list_get_type ())
G_DECLARE_FINAL_TYPE (OsrLimitsList, osr_limits_list, OSR, LIMITS_LIST, OsrPane)

GtkWidget *osr_limits_list_new (void);

G_END_DECLS
