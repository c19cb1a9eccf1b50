/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the watched accounts in turn and writes what is new to the log. What a reading means for the
 * cases is in osr-monitor-reading.h; here are the turns, and what to do when a network does not
 * answer. How each reading went is kept beside the log (osr-log-reading.h). */
#pragma once

#include "publish/osr-account-book.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_MONITOR_NAME "monitor"

typedef struct {
  /* between two readings of one account: its option "interval" lengthens it, "pace" stretches it */
  guint interval_seconds;
  guint posts; /* newest posts looked under */
} OsrMonitorSettings;

#define OSR_TYPE_MONITOR (osr_monitor_get_type ())
G_DECLARE_FINAL_TYPE (OsrMonitor, osr_monitor, OSR, MONITOR, GObject)

/* Signal "appended" (): something new was committed to the log. */

/* @log and @book must outlive the monitor. */
OsrMonitor *osr_monitor_new (OsrLog *log, OsrAccountBook *book, const OsrMonitorSettings *settings);
void osr_monitor_start (OsrMonitor *self);
void osr_monitor_stop (OsrMonitor *self);

G_END_DECLS
