/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the steps share. */
#pragma once

#include "app/steps/osr-step.h"

/* The choice that names no body. */
#define OSR_STEP_NOBODY "-"

gboolean osr_step_has_member (const OsrStepKind *step, const char *member);

/* (nullable): a report of the profile of the case. */
JsonObject *osr_step_find_report (const OsrStepDesk *desk, const char *report);

/* (nullable): a rule of it. */
JsonObject *osr_step_find_rule (const OsrStepDesk *desk, const char *rule);

/* Which step of a report in several steps is the person's; 1 where it has one. */
gint64 osr_step_get_report_step (const OsrStepDesk *desk);

/* (transfer full) (nullable): to whom @report goes by the profile. */
char *osr_step_dup_addressee (const OsrStepDesk *desk, const char *report);

/* (nullable): the role that works for the whole office and may be asked. */
const OsrRole *osr_step_find_asked (const OsrStepDesk *desk);
