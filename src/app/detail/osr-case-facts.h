/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the open case, beside whatever is being written: a promised day, the case it
 * repeats, what co-executors sent or owe, reports and their receipts. Each is there only where there is
 * something to tell. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_CASE_FACTS (osr_case_facts_get_type ())
G_DECLARE_FINAL_TYPE (OsrCaseFacts, osr_case_facts, OSR, CASE_FACTS, OsrPane)

/* Actions "facts.insert" (s: a body: its contribution goes into the draft), "facts.open-earlier",
 * "facts.keep-promise". */
GtkWidget *osr_case_facts_new (void);

G_END_DECLS
