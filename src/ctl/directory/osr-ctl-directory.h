/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands that change the directory of an office, and the one way in which they do it: judged
 * as the coordinator judges an administrator's command. */
#pragma once

#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

/**
 * osr_ctl_change:
 * @log: (transfer full) (nullable): the office; %NULL when it could not be opened, which was said
 * @members: (transfer full)
 *
 * Returns: the exit status; what was refused is said
 */
int osr_ctl_change (OsrLog *log, const char *type, JsonObject *members);

/* (nullable) (transfer full): the office in @directory; says why not */
OsrLog *osr_ctl_open_directory (const char *directory);

/* Sets a member unless @value is %NULL; "" leaves it out: an option that is given empty clears. */
void osr_ctl_set_member (JsonObject *members, const char *name, const char *value);

/* Sets an array of strings. */
void osr_ctl_set_strings (JsonObject *members, const char *name, const char *const *values);

/* Sets an array of strings from "a,b". */
void osr_ctl_set_list (JsonObject *members, const char *name, const char *list);

int osr_ctl_admin_person (int argc, char **argv);
/* `admin account health`, `pause` and `resume` */
int osr_ctl_account_health (int argc, char **argv);
int osr_ctl_account_pause (int argc, char **argv);
int osr_ctl_account_resume (int argc, char **argv);
int osr_ctl_admin_body (int argc, char **argv);
int osr_ctl_admin_role (int argc, char **argv);
int osr_ctl_admin_grant (int argc, char **argv);
int osr_ctl_admin_revoke (int argc, char **argv);
int osr_ctl_admin_substitution (int argc, char **argv);
int osr_ctl_account_link (int argc, char **argv);

/* (transfer full): members of an event that sets somebody, something, as it is now */
JsonObject *osr_ctl_person_members (const OsrPerson *person);
JsonObject *osr_ctl_body_members (const OsrBody *body);
JsonObject *osr_ctl_account_members (const OsrAccount *account);

G_END_DECLS
