/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications lent to the workstation of who holds their account: at most one workstation has one at a
 * time, for so long, and what it says later than that counts no more. From the moment it is lent a
 * reply may be out, whatever becomes of the workstation. */
#pragma once

#include "store/osr-log-publications.h"

G_BEGIN_DECLS

/* Who asks for what. All borrowed. */
typedef struct {
  const char *person;
  const char *taking;          /* uuid of the asking: asked again, it has the same answer */
  const char *const *accounts; /* whose tokens the workstation has; others' are passed over */
  gint64 span;                 /* µs that it may have it */
} OsrLending;

/**
 * osr_log_lend_publication:
 * @error: a failure of the file; %NULL and no error when nothing is due
 *
 * Lends the one that has been due for longest, of an account that the person holds, themselves or for
 * who is away, and of a case that they may see.
 *
 * Returns: (transfer full) (nullable): as it was before it was lent
 */
OsrPublication *osr_log_lend_publication (OsrLog *self, const OsrLending *lending, GError **error);

/* What a workstation says that it has. All borrowed. */
typedef struct {
  const char *person;
  const char *taking;
  const char *case_id;
  gint64 intent;
  gint64 lease;
} OsrLent;

/**
 * osr_log_find_lent:
 * @error: LEASE when it is not theirs, or not any more
 *
 * Returns: (transfer full): the row as it stands in the log
 */
OsrPublication *osr_log_find_lent (OsrLog *self, const OsrLent *lent, GError **error);

/* When the next of the accounts of @lending is due, on the log's clock; OSR_INSTANT_UNKNOWN for none. */
OsrInstant osr_log_next_lending (OsrLog *self, const OsrLending *lending);

G_END_DECLS
