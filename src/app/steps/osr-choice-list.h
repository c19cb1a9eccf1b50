/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of several, as rows of a list. Who asks decides what can be chosen. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_CHOICE_LIST (osr_choice_list_get_type ())
G_DECLARE_FINAL_TYPE (OsrChoiceList, osr_choice_list, OSR, CHOICE_LIST, AdwBin)

/* Signal "changed" (). */

GtkWidget *osr_choice_list_new (const char *name);

/**
 * osr_choice_list_set:
 * @choices: id and name by turns; %NULL-terminated
 *
 * What was chosen stays chosen where it is still there; of one only, that is chosen.
 */
void osr_choice_list_set (OsrChoiceList *self, const char *const *choices);

guint osr_choice_list_count (OsrChoiceList *self);
const char *osr_choice_list_get (OsrChoiceList *self); /* nullable; id */
void osr_choice_list_choose (OsrChoiceList *self, const char *id);

G_END_DECLS
