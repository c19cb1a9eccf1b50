/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One quiet row of what stands around a case: an icon, what it is, how it stands, its words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  OSR_FACT_RUNS, /* something is awaited */
  OSR_FACT_DONE,
  OSR_FACT_LATE, /* red, with an icon of its own */
  OSR_FACT_ENDED /* will not come */
} OsrFact;

/**
 * osr_fact_row_new:
 * @title: what it is
 * @says: (nullable): how it stands
 * @words: (nullable): what somebody wrote, shown to its end
 * @button: (nullable) (transfer floating): stands at the end of the row
 */
GtkWidget *osr_fact_row_new (OsrFact fact, const char *title, const char *says, const char *words,
                             GtkWidget *button);

/* Icon and style class of a state: for rows of another shape. */
const char *osr_fact_get_icon (OsrFact fact, const char **css_class);

G_END_DECLS
