/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the office file of the sandbox: who has a community, which tokens open it, what is posted
 * there, and what citizens will write in the course of the demonstration. The file is data that an
 * office may replace, so every fault is named with its place; what happened later is in the state. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/* One comment that a citizen will write by itself. */
typedef struct {
  char *id; /* remembers that it was written */
  gint64 owner_id;
  gint64 post_id;
  gint64 citizen;
  char *text;
  gint64 after;       /* real seconds since the sandbox started; -1 for none */
  gint64 after_shown; /* seconds on the demonstration's clock since its start; -1 for none */
} OsrSandboxMessage;

typedef struct {
  OsrSandboxWall *wall;
  GPtrArray *messages; /* of OsrSandboxMessage */
  GTimeZone *zone;     /* in which the page shows times */
} OsrSandboxOffice;

/**
 * osr_sandbox_office_read:
 * @bytes: the text of an office file
 * @length: its length in bytes
 * @where: the name of the file, for the error
 * @now: seconds since the epoch; a post is as much older as the file says
 * @error: %OSR_CORE_ERROR_INVALID naming file and member
 *
 * Returns: (transfer full): the office, or %NULL
 */
OsrSandboxOffice *osr_sandbox_office_read (const char *bytes, gsize length, const char *where,
                                           gint64 now, GError **error);

void osr_sandbox_office_free (OsrSandboxOffice *office);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxOffice, osr_sandbox_office_free)

G_END_DECLS
