/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subcommands that prove what a log holds, take a case out of it with its proofs, and destroy words
 * under an act. */
#pragma once

#include "core/audit/osr-checkpoint.h"
#include "core/osr-registry.h"
#include "ctl/osr-ctl.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

int osr_ctl_log (int argc, char **argv);
int osr_ctl_bundle (int argc, char **argv);
int osr_ctl_admin_erase (int argc, char **argv);
int osr_ctl_admin_find_person (int argc, char **argv);

/* (transfer full): id of the case with this number or id; NOT_FOUND */
char *osr_ctl_find_case (OsrLog *log, const char *name, GError **error);

/* Writes a case with its proofs to the new file @path; only its owner may read it. */
gboolean osr_ctl_export_bundle (OsrLog *log, const char *case_id, gboolean payloads,
                                const char *path, GError **error);

G_END_DECLS
