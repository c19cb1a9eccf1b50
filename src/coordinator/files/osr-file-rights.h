/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may name a file on a case. What a case names, everybody who sees the case may read: so nobody names
 * what they could neither bring nor read themselves, or a digest would be as good as the file. */
#pragma once

#include "coordinator/osr-command.h"
#include "store/search/osr-index.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct {
  OsrLog *log;
  OsrIndex *index;
  const char *person;
  const OsrCase *the_case; /* nullable: that the step is taken on, which the person sees */
} OsrFileRights;

/**
 * osr_file_rights_check:
 * @command: as it was read
 * @error: %OSR_CORE_ERROR_INVALID in the words of a file that has not arrived, whether it is there or
 *   not; %OSR_COORDINATOR_ERROR_BUSY while the lists of cases are not up to date
 *
 * Whether the person brought each file that @command names, or may read it by a case.
 */
gboolean osr_file_rights_check (const OsrFileRights *rights, const OsrParsedCommand *command,
                                GError **error);

G_END_DECLS
