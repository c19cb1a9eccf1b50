/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells people by e-mail: queues a notice in the transaction of its event, sends one after the other,
 * tries again later and later, gives up in the end, and writes to the log who was told. */
#pragma once

#include "coordinator/osr-settings.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_MAILER_NAME "mailer"

#define OSR_TYPE_MAILER (osr_mailer_get_type ())
G_DECLARE_FINAL_TYPE (OsrMailer, osr_mailer, OSR, MAILER, GObject)

/* Signal "appended" (): somebody was told, and the log says so. */

/**
 * osr_mailer_new:
 * @log: must outlive the mailer, which follows it from now on
 * @settings: with a host; must outlive the mailer
 * @error: the words cannot be read
 */
OsrMailer *osr_mailer_new (OsrLog *log, const OsrMailSettings *settings, GError **error);

/* Begins to send; what was being sent when an earlier program died is sent again. */
void osr_mailer_start (OsrMailer *self);

/* Looks for what is due now. */
void osr_mailer_kick (OsrMailer *self);

/* Ends what is under way and writes down how it ended. Not to be started again. */
void osr_mailer_stop (OsrMailer *self);

/**
 * osr_mailer_delay:
 * @first_seconds: before the second attempt
 * @attempts: that have failed, 1 after the first
 * @seed: anything that differs between notices
 *
 * Returns: seconds to wait: doubles up to two hours, the last half of each step is jitter
 */
guint osr_mailer_delay (guint first_seconds, guint attempts, guint32 seed);

G_END_DECLS
