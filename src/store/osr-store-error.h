/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of everything that is kept on disk. A code says what the caller will do about
 * it; the sentence for a person is made by the application. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_STORE_ERROR (osr_store_error_quark ())
GQuark osr_store_error_quark (void);

typedef enum {
  OSR_STORE_ERROR_FAILED,    /* the file cannot be opened, read or written */
  OSR_STORE_ERROR_FULL,      /* no room on the disk */
  OSR_STORE_ERROR_BUSY,      /* another program held the file for too long: try again */
  OSR_STORE_ERROR_CORRUPT,   /* not a database, or its contents contradict themselves */
  OSR_STORE_ERROR_NEWER,     /* written by a newer program: update this one */
  OSR_STORE_ERROR_NOT_FOUND, /* no such case, command, draft, data file … */
  OSR_STORE_ERROR_STALE,     /* the precondition does not hold: somebody else was first */
  OSR_STORE_ERROR_CONFLICT,  /* the same id with other contents; a foreign revision of a draft */
  OSR_STORE_ERROR_FORBIDDEN, /* the id belongs to another person */
  OSR_STORE_ERROR_AUTH,      /* wrong login, password or token */
  OSR_STORE_ERROR_EPOCH,     /* the cursor is of another log, or ahead of this one */
  OSR_STORE_ERROR_LEASE,     /* the lease was taken over by somebody else */
  OSR_STORE_ERROR_INVALID    /* the input cannot be stored: an unknown zone, a name out of bounds */
} OsrStoreError;

G_END_DECLS
