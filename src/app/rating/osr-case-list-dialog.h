/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases that a figure is made of. Choosing one opens it. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_CASE_LIST_DIALOG (osr_case_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrCaseListDialog, osr_case_list_dialog, OSR, CASE_LIST_DIALOG, AdwWindow)

/**
 * osr_case_list_dialog_new:
 * @parent: over which window it stands; its action "win.section" is asked for the day's work
 * @title: which figure, of which period
 * @ids: cases, %NULL-terminated
 */
GtkWidget *osr_case_list_dialog_new (GtkWindow *parent, OsrWorkplace *workplace, const char *title,
                                     const char *const *ids);

G_END_DECLS
