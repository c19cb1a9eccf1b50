/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An approved text that its executor publishes (side OSR_SIDE_PUBLISH). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_PUBLISH_PANE (osr_publish_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrPublishPane, osr_publish_pane, OSR, PUBLISH_PANE, OsrPane)

GtkWidget *osr_publish_pane_new (void);

/* What stands in the fields for a reply placed by hand; for tests. */
void osr_publish_pane_set_placed (OsrPublishPane *self, const char *url, const char *proof);
void osr_publish_pane_add_proof (OsrPublishPane *self, GFile *file);

G_END_DECLS
