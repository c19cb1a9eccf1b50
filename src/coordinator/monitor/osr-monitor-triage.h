/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Triage by the monitoring itself, where the text says so: topics, locality and importance as the
 * message's own words suggest them. The curator sees them as suggested by the machine and may triage
 * anew. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

typedef struct _OsrMonitorTriage OsrMonitorTriage;

OsrMonitorTriage *osr_monitor_triage_new (void);
void osr_monitor_triage_free (OsrMonitorTriage *self);

/**
 * osr_monitor_triage_read:
 * @text: the words of a message that was just found
 *
 * Returns: (transfer full) (nullable): the members of its `triaged`; %NULL where the regulation leaves
 *   triage to people, or nothing can be suggested
 */
JsonObject *osr_monitor_triage_read (OsrMonitorTriage *self, OsrRegistry *registry,
                                     const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMonitorTriage, osr_monitor_triage_free)

G_END_DECLS
