/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft on its way inside the body, where the profile wants it agreed there: what it is waiting for
 * and whose turn it is, by the names of the profile. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* Whether drafts on this case are agreed inside the body before they go to the curator. */
gboolean osr_inside_is_wanted (OsrCase *c, OsrRegistry *registry);

/* Whether the shared draft may go to the curator: agreed, or written by somebody who agrees. */
gboolean osr_inside_is_agreed (OsrCase *c, OsrRegistry *registry);

/* Whether @person is one of those who agree for the body that writes. */
gboolean osr_inside_agrees (OsrCase *c, OsrRegistry *registry, const char *person);

/* Whether @person works on drafts of the body that writes: who else reads them is not shown them. */
gboolean osr_inside_reads (OsrCase *c, OsrRegistry *registry, const char *person);

/* (transfer full): names of the roles that agree, "responsible executor". */
char *osr_inside_dup_agreeing (OsrCase *c, OsrRegistry *registry);

/* (transfer full) (nullable): whose turn it is inside the body, a sentence; %NULL when it is nobody's
 * there. */
char *osr_inside_dup_turn (OsrCase *c, OsrRegistry *registry);

G_END_DECLS
