/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator with many open cases, in a process of its own: what it costs is not the client's. */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct {
  int pid;
  int closed;      /* the process ends when this is closed */
  char url[128];   /* of its server */
  char token[256]; /* of the curator "kurator", who sees all cases */
  OsrInstant now;  /* its clock */
} OfficeProcess;

#define OFFICE_PROCESS_LOGIN    "kurator"
#define OFFICE_PROCESS_PASSWORD "demo-kurator"

/* Founds an office with @cases open cases and waits until it serves. Before any thread is begun. */
void office_process_start (OfficeProcess *self, guint cases);
void office_process_stop (OfficeProcess *self);

G_END_DECLS
