/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends approved replies to the networks and looks for those whose fate is not known. What follows
 * from what is the machine's (osr-publishing.h); here are the log, the network and the timers. */
#pragma once

#include "publish/osr-account-book.h"
#include "publish/osr-publishing.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_TYPE_PUBLISHER (osr_publisher_get_type ())
G_DECLARE_FINAL_TYPE (OsrPublisher, osr_publisher, OSR, PUBLISHER, GObject)

/* Signal "appended" (): an outcome was committed to the log. */

/**
 * osr_publisher_new:
 * @log: the office's log; must outlive the publisher
 * @book: its accounts; must outlive the publisher
 * @settings: copied
 */
OsrPublisher *osr_publisher_new (OsrLog *log, OsrAccountBook *book,
                                 const OsrPublishingSettings *settings);

/**
 * osr_publisher_start:
 *
 * To be called by the only program on this log: leases of a program that died are broken, and what it
 * was sending is looked for before anything is sent.
 */
void osr_publisher_start (OsrPublisher *self);

/* There may be something to send. */
void osr_publisher_kick (OsrPublisher *self);

/* Gives up what is under way; it stays marked in the log. */
void osr_publisher_stop (OsrPublisher *self);

/* How many publications are being worked at now. */
guint osr_publisher_get_busy (OsrPublisher *self);

G_END_DECLS
