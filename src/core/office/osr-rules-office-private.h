/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of the directory share. */
#pragma once

#include "core/office/osr-substitution.h"
#include "core/osr-error.h"

/* Sets the sentence; always FALSE. */
gboolean osr_rules_refuse (GError **error, OsrCoreError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Somebody who is known and not disabled. */
gboolean osr_rules_check_person (OsrRegistry *registry, const char *person, GError **error);

gboolean osr_rules_check_substitution (OsrRegistry *registry, OsrEvent *event, OsrInstant at,
                                       GError **error);
gboolean osr_rules_check_substitution_end (OsrRegistry *registry, OsrEvent *event, OsrInstant at,
                                           GError **error);
