/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator that ships, serving the log of a desk on loopback in this process; with cases of long
 * ago that a workstation does not hold. */
#pragma once

#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "osr-desk-fixture.h"

#define CENTRE_PASSWORD "correct horse"

#define CENTRE_OLD   1 /* closed two years ago, of zhkh */
#define CENTRE_NEW   2 /* closed last week */
#define CENTRE_ROADS 3 /* as old, and of another body */

typedef struct {
  Desk *desk;
  OsrSettings *settings;
  OsrCoordinator *coordinator;
  OsrRoutes *routes;
  OsrServer *server;
  char *uri;
} Centre;

/* A desk of its own with the three cases; "anna" signs in with CENTRE_PASSWORD. */
Centre *centre_new (void);
void centre_free (Centre *self);
