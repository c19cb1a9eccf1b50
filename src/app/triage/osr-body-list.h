/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies that may answer, as rows of a list: name, why it stands where it stands, its load. */
#pragma once

#include <gtk/gtk.h>

#include "app/triage/osr-desk-survey.h"
#include "core/text/osr-body-rank.h"

G_BEGIN_DECLS

/**
 * osr_body_list_fill:
 * @ranks: (element-type OsrBodyRank): in the order of the rows
 * @survey: (nullable): for what each has in work
 * @choose: whether the first is chosen when the topics are of its field
 */
void osr_body_list_fill (GtkListBox *list, GPtrArray *ranks, OsrDeskSurvey *survey,
                         gboolean choose);

/* Id of the chosen body; borrowed, nullable. */
const char *osr_body_list_get_chosen (GtkListBox *list);

G_END_DECLS
