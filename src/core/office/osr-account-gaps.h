/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office's official accounts lack of what its regulation asks: a body that must have one and
 * has none, an account that no official site names, one that nobody follows. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_ACCOUNT_MISSING,  /* @body must have one; NULL: the office */
  OSR_ACCOUNT_UNLINKED, /* its link stands on no official site */
  OSR_ACCOUNT_UNWATCHED /* feedback in it is to be constant, and the monitoring does not read it */
} OsrAccountGapKind;

typedef struct {
  OsrAccountGapKind kind;
  const char *clause;  /* borrowed from the registry, as all of it */
  const char *body;    /* nullable */
  const char *account; /* nullable: there is none */
} OsrAccountGap;

/**
 * osr_registry_list_account_gaps:
 * @at: bodies count that are valid then
 *
 * Returns: (element-type OsrAccountGap) (transfer full): bodies first, then accounts, as the directory
 *   has them; empty where the regulation asks for nothing
 */
GPtrArray *osr_registry_list_account_gaps (OsrRegistry *registry, OsrInstant at);

G_END_DECLS
