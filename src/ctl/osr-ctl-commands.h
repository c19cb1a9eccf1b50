/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands of open-sources-ctl; each takes its own name as argv[0] and returns the exit
 * status. */
#pragma once

#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

int osr_ctl_admin (int argc, char **argv);
int osr_ctl_admin_init (int argc, char **argv);
int osr_ctl_admin_account (int argc, char **argv);
int osr_ctl_admin_regulation (int argc, char **argv);
int osr_ctl_admin_calendar (int argc, char **argv);
int osr_ctl_admin_schedule (int argc, char **argv);
int osr_ctl_admin_mail (int argc, char **argv);

/* Whether notices can be sent to @address (nullable: none is asked for); says so when not. */
gboolean osr_ctl_check_address (const char *address);

int osr_ctl_backup (int argc, char **argv);
int osr_ctl_restore (int argc, char **argv);
int osr_ctl_verify (int argc, char **argv);
int osr_ctl_duties (int argc, char **argv);
int osr_ctl_opening (int argc, char **argv);
int osr_ctl_rating (int argc, char **argv);
int osr_ctl_summary (int argc, char **argv);
int osr_ctl_report (int argc, char **argv);
int osr_ctl_status (int argc, char **argv);
int osr_ctl_cases (int argc, char **argv);
int osr_ctl_case (int argc, char **argv);
int osr_ctl_import (int argc, char **argv);
int osr_ctl_matter (int argc, char **argv);
int osr_ctl_outbox (int argc, char **argv);
int osr_ctl_account (int argc, char **argv);
int osr_ctl_step (int argc, char **argv);
int osr_ctl_regulation (int argc, char **argv);
int osr_ctl_social (int argc, char **argv);
int osr_ctl_search (int argc, char **argv);
int osr_ctl_demo (int argc, char **argv);
int osr_ctl_working_time (int argc, char **argv);

G_END_DECLS
