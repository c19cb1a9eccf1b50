/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator may change of the office, whether from the window or with the tool: the rules
 * of the directory, and the open work that must not be left with nobody. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/* A case that a body has, and somebody in it. */
typedef struct {
  OsrCase *the_case;
  char *body;
} OsrOpenWork;

void osr_open_work_free (OsrOpenWork *work);

/* (element-type OsrOpenWork) (transfer full): what must be handed over for @event to be accepted:
 * the open cases assigned to somebody whom it disables; empty for every other change. */
GPtrArray *osr_office_list_work (OsrLog *log, OsrEvent *event, GError **error);

/**
 * osr_office_check_change:
 * @event: what is to be appended to the office stream
 * @error: %OSR_CORE_ERROR; a sentence that names what is wrong, case numbers included
 *
 * Within the transaction that appends. Every way into the directory asks here.
 */
gboolean osr_office_check_change (OsrLog *log, OsrEvent *event, GError **error);

/**
 * osr_office_hand_over:
 * @by: who changed the office
 * @event: what was appended
 *
 * Assigns the open cases of somebody who was disabled to whom the change names, in the same
 * transaction: `hand_over` has a person for a case's id, `hand_over_to` takes all the rest.
 */
gboolean osr_office_hand_over (OsrLog *log, const char *by, OsrEvent *event, GError **error);

G_END_DECLS
