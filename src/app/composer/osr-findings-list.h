/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about a draft, one a line, by icon and words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_FINDINGS_LIST (osr_findings_list_get_type ())
G_DECLARE_FINAL_TYPE (OsrFindingsList, osr_findings_list, OSR, FINDINGS_LIST, AdwBin)

/* Signal "replace" (int from, int to, char *wording): the person takes the wording that is offered for
 * these characters. */

/* Whether wordings are offered: only where the text can be changed. */
void osr_findings_list_set_offers (OsrFindingsList *self, gboolean offers);

/* @findings: (element-type OsrFinding): as of osr_draft_findings_new(); a reference is kept */
void osr_findings_list_show (OsrFindingsList *self, GPtrArray *findings);

G_END_DECLS
