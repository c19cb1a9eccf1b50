/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes from a workstation whose person holds an account: asks the coordinator for what is due,
 * takes it a step further with the same machine as the coordinator's own publisher, and tells what came
 * of it. Without the coordinator nothing is sent. */
#pragma once

#include "net/osr-protocol.h"
#include "publish/osr-account-book.h"

G_BEGIN_DECLS

#define OSR_TYPE_WORKSTATION_PUBLISHER (osr_workstation_publisher_get_type ())
G_DECLARE_FINAL_TYPE (OsrWorkstationPublisher, osr_workstation_publisher, OSR,
                      WORKSTATION_PUBLISHER, GObject)

/* Signal "told" (): the coordinator was told an outcome, and there is something new in the log. */

/* What it works with. All but @book and @data are copied or referenced. */
typedef struct {
  OsrProtocol *protocol; /* signed in, or it waits until it is */
  const char *folder;    /* of this person and server */
  OsrAccountBook *book;  /* must outlive the publisher */
  /* (transfer full): the accounts of the person whose tokens are at hand now */
  GStrv (*list_accounts) (gpointer data);
  gpointer data;
} OsrWorkstation;

/**
 * osr_workstation_publisher_new:
 * @error: the file of what is under way cannot be used, or another program does
 */
OsrWorkstationPublisher *osr_workstation_publisher_new (const OsrWorkstation *workstation,
                                                        GError **error);

void osr_workstation_publisher_start (OsrWorkstationPublisher *self);

/* There may be something to do: a reply was ordered, a token was given, the coordinator is back. */
void osr_workstation_publisher_kick (OsrWorkstationPublisher *self);

/* Gives up what is under way; it stays written down. */
void osr_workstation_publisher_stop (OsrWorkstationPublisher *self);

G_END_DECLS
