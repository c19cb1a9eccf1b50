/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of the open case in sentences, newest at the end. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_HISTORY_LIST (osr_history_list_get_type ())
G_DECLARE_FINAL_TYPE (OsrHistoryList, osr_history_list, OSR, HISTORY_LIST, OsrPane)

GtkWidget *osr_history_list_new (void);

G_END_DECLS
