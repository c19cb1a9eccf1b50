/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the history says of a published reply beside its lead: in whose name, where, how it was
 * corrected, what was seen of it. */
#pragma once

#include "core/osr-event.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* (transfer full): the kind, and in whose name and from where it went out when that is unusual */
char *osr_history_rest_published (OsrEvent *event, OsrRegistry *registry);

/* (transfer full) (nullable): in its place or after it */
char *osr_history_rest_corrected (OsrEvent *event, OsrRegistry *registry);

/* (transfer full) (nullable): there, edited or gone, and how long after */
char *osr_history_rest_checked (OsrEvent *event, OsrRegistry *registry);

/* (transfer full) (nullable): the author's words, or that a deleted message is there again */
char *osr_history_rest_changed (OsrEvent *event, OsrRegistry *registry);

G_END_DECLS
