/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens an office's log for a subcommand, and founds one. */
#pragma once

#include "store/credentials/osr-credentials.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_ctl_open_office:
 * @directory: (nullable): the office's folder
 * @clock_file: (nullable): a demonstration's clock; %NULL for the machine's
 * @error: no folder, no log, or it cannot be opened
 *
 * Tokens of accounts that an earlier program left in the log go to the office's credentials.
 *
 * Returns: (transfer full): its log; a running coordinator notices what is written to it
 */
OsrLog *osr_ctl_open_office (const char *directory, const char *clock_file, GError **error);

/**
 * osr_ctl_open_credentials:
 * @directory: the office's folder
 * @error: its settings cannot be read
 *
 * Returns: (transfer full): where its accounts' tokens are, as the coordinator that reads the same
 *   settings has it
 */
OsrCredentials *osr_ctl_open_credentials (const char *directory, GError **error);

/* (transfer full): the machine's clock, or that of a demonstration */
OsrClock *osr_ctl_make_clock (const char *clock_file, GError **error);

/* What an office is founded with. Borrowed. */
typedef struct {
  const char *directory;
  const char *regulation; /* id of a profile */
  JsonObject *document;   /* nullable: topics, bodies, persons, accounts … (data/demo) */
  const char *admin;      /* nullable: login of the first administrator */
  const char *password;   /* nullable: of that administrator */
  const char *clock_file; /* nullable */
} OsrFounding;

/**
 * osr_ctl_found:
 * @error: what of the input cannot be used, naming the file or member; nothing is left behind
 *
 * Makes the folder, for its owner alone, and writes the founding events in one transaction.
 */
gboolean osr_ctl_found (const OsrFounding *founding, GError **error);

/* (transfer full): what an adopted document is known by. */
char *osr_ctl_document_digest (JsonObject *document);

G_END_DECLS
