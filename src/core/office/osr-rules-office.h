/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be entered into the directory of the office: the coordinator asks before it appends, a
 * form asks while it is filled. What needs the cases (open work) is the coordinator's alone. Pure. */
#pragma once

#include "core/office/osr-substitution.h"

G_BEGIN_DECLS

/**
 * osr_rules_check_office:
 * @event: what is to be appended to the office stream: type and members are set
 * @at: the coordinator's clock
 * @error: %OSR_CORE_ERROR; the message is a whole sentence that names what is wrong
 *
 * Returns: whether the change of the directory fits what is there; %TRUE for events that are not
 *   the directory's (osr_registry_try() judges those)
 */
gboolean osr_rules_check_office (OsrRegistry *registry, OsrEvent *event, OsrInstant at,
                                 GError **error);

/* Whether the regulation in force takes @ground for a substitution. */
gboolean osr_registry_knows_ground (OsrRegistry *registry, OsrGround ground);

/* Whether @person may write replies of @body by the regulation in force. */
gboolean osr_registry_drafts_for (OsrRegistry *registry, const char *person, const char *body);

G_END_DECLS
