/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submitted draft: approve it or send it back with remarks (side OSR_SIDE_REVIEW). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_REVIEW_PANE (osr_review_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrReviewPane, osr_review_pane, OSR, REVIEW_PANE, OsrPane)

GtkWidget *osr_review_pane_new (void);

G_END_DECLS
