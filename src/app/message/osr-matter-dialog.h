/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One matter, many posts: the posts that were joined, the approved text of them all, and what is still
 * to be written and approved for each. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_MATTER_DIALOG (osr_matter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrMatterDialog, osr_matter_dialog, OSR, MATTER_DIALOG, AdwWindow)

/* Actions, each with a case's id: "matter.open", "matter.use" (the approved text becomes the draft of
 * that post), "matter.leave"; "matter.join" with the number of a case; "matter.approve" (every draft
 * that waits for this person, after a question), "matter.approve-now" (without). */

/* The matter of the open case. */
GtkWidget *osr_matter_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

G_END_DECLS
