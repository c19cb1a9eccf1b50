/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that cases name by their digest: they lie beside the log, not in it. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/* The folder beside the log. */
#define OSR_LOG_FILES "attachments"

/* Said of a file that is not here, and alike of one that the person may not know of. */
#define OSR_LOG_FILE_ABSENT "A file that goes along has not arrived"

/* (transfer full) (nullable): where the file of @digest lies, there or not; %NULL for what is no digest */
char *osr_log_dup_file_path (OsrLog *self, const char *digest);

/**
 * osr_log_check_files:
 * @members: of a step whose text goes out with files
 * @network: (nullable): where it goes to; %NULL for by hand
 * @error: %OSR_CORE_ERROR_INVALID: a file is not here, tells about its maker, or is not what the
 *   network takes
 *
 * What a workstation should have seen to, and here is seen to for certain.
 */
gboolean osr_log_check_files (OsrLog *self, JsonObject *members, const char *network,
                              GError **error);

G_END_DECLS
