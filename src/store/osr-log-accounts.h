/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proves who somebody is, beside the log: passwords and sessions. None of it is ever an
 * event. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_LOG_PASSWORD_MIN 8
#define OSR_LOG_PASSWORD_MAX 256
#define OSR_LOG_SESSION_DAYS 30 /* unused that long, a session ends */

/**
 * osr_log_set_password:
 * @error: INVALID when it is shorter than %OSR_LOG_PASSWORD_MIN characters or longer than
 *   %OSR_LOG_PASSWORD_MAX bytes
 *
 * Keeps a yescrypt hash; ends the person's sessions.
 */
gboolean osr_log_set_password (OsrLog *self, const char *person, const char *password,
                               GError **error);

/**
 * osr_log_check_password:
 * @error: AUTH, the same for an unknown login and for a wrong password, after the same work
 *
 * Takes some 100 ms. To do that work in another thread: osr_log_dup_credential() first, then
 * osr_credential_check() there.
 *
 * Returns: (transfer full): the person
 */
char *osr_log_check_password (OsrLog *self, const char *login, const char *password,
                              GError **error);

/**
 * osr_log_dup_credential:
 * @person: (out) (transfer full) (nullable): whose; %NULL for an unknown login
 *
 * Returns: (transfer full): a hash to check against, a hash of nothing for an unknown login
 */
char *osr_log_dup_credential (OsrLog *self, const char *login, char **person);

/* Whether @password belongs to @credential. Any thread. */
gboolean osr_credential_check (const char *credential, const char *password);

/* (transfer full): a password for a new person, 20 characters that are not mistaken. */
char *osr_credential_generate (void);

/**
 * osr_log_open_session:
 * @device: what the workstation calls itself
 *
 * Returns: (transfer full): the token; only its digest is kept
 */
char *osr_log_open_session (OsrLog *self, const char *person, const char *device, GError **error);

/**
 * osr_log_find_session:
 * @device: (out) (optional) (transfer full)
 * @error: AUTH when the token is unknown, or was not used for %OSR_LOG_SESSION_DAYS
 *
 * Returns: (transfer full): the person
 */
char *osr_log_find_session (OsrLog *self, const char *token, char **device, GError **error);
gboolean osr_log_close_session (OsrLog *self, const char *token, GError **error);

/* Ends all sessions of @person. */
gboolean osr_log_close_sessions (OsrLog *self, const char *person, GError **error);

G_END_DECLS
