/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reading of a network means for the office's cases: a comment not known is a case found, one
 * that says something else was edited, one that is gone was deleted, and one that answers our
 * question is the author's reply. Written to the log in one transaction a reading. */
#pragma once

#include "social/osr-network-records.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* What was seen last of each message, so that an unchanged one costs no look into the log. */
typedef struct _OsrMonitorMemory OsrMonitorMemory;

OsrMonitorMemory *osr_monitor_memory_new (void);
void osr_monitor_memory_free (OsrMonitorMemory *self);

/**
 * osr_monitor_take_in:
 * @account: the account that was read
 * @reading: what was found
 * @appended: (out): how many events were appended
 * @error: of the log; nothing was appended then
 */
gboolean osr_monitor_take_in (OsrLog *log, OsrMonitorMemory *memory, const char *account,
                              OsrNetworkReading *reading, guint *appended, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMonitorMemory, osr_monitor_memory_free)

G_END_DECLS
