/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of the office's accounts on networks: one key file an account, in a folder outside every
 * database, so that no copy of a log carries them. What a token can do is the networks' matter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is for. Editing what was published is a right that few networks give; the secret signs
 * requests where a network wants that (Odnoklassniki: the application's secret key). */
typedef enum {
  OSR_ACCOUNT_READ,
  OSR_ACCOUNT_WRITE,
  OSR_ACCOUNT_EDIT,
  OSR_ACCOUNT_SECRET,
  OSR_ACCOUNT_N_USES
} OsrAccountUse;

/* "read", "write", "edit", "secret". */
const char *osr_account_use_nick (OsrAccountUse use);

/* The tokens of one account; each nullable. Wiped when freed. */
typedef struct {
  char *of[OSR_ACCOUNT_N_USES];
} OsrTokens;

void osr_tokens_free (OsrTokens *tokens);

typedef struct _OsrCredentials OsrCredentials;

/**
 * osr_credentials_new:
 * @folder: where the key files are, or will be; it is made with the first of them
 */
OsrCredentials *osr_credentials_new (const char *folder);

/**
 * osr_credentials_new_for_office:
 * @office: the office's folder
 * @setting: (nullable): the folder that its settings name
 *
 * Without a setting the folder that systemd hands to the service (`LoadCredential=`) counts when it
 * holds key files, else `credentials` in the office's own folder: that one is its owner's alone
 * already and can be written, which the folder above it often cannot.
 */
OsrCredentials *osr_credentials_new_for_office (const char *office, const char *setting);
void osr_credentials_free (OsrCredentials *self);

const char *osr_credentials_get_folder (OsrCredentials *self);

/**
 * osr_credentials_check:
 * @error: FORBIDDEN when somebody else may read the folder or a file in it, with what to do
 *
 * Returns: whether all files can be used; a folder that is not there holds no token
 */
gboolean osr_credentials_check (OsrCredentials *self, GError **error);

/**
 * osr_credentials_load:
 * @error: FORBIDDEN as of osr_credentials_check(); CORRUPT when the file is no key file
 *
 * Returns: (transfer full): the tokens of @account, none of them when it has no file
 */
OsrTokens *osr_credentials_load (OsrCredentials *self, const char *account, GError **error);

/**
 * osr_credentials_set:
 * @token: (nullable): %NULL forgets it, and with the last one the file goes
 *
 * The change is on the disk when this returns %TRUE, whole or not at all.
 */
gboolean osr_credentials_set (OsrCredentials *self, const char *account, OsrAccountUse use,
                              const char *token, GError **error);

/* Removes the file of @account, if there is one. */
gboolean osr_credentials_remove (OsrCredentials *self, const char *account, GError **error);

/* (element-type utf8) (transfer full): the accounts that have a file, by name. */
GPtrArray *osr_credentials_list (OsrCredentials *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTokens, osr_tokens_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCredentials, osr_credentials_free)

G_END_DECLS
