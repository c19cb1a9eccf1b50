/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files `<account>.key`, group [tokens], one key a use. They are read anew each time, since an
 * administrator may change one while the office is served, and replaced whole, never written into.
 * A file that others may read is refused like a private key of ssh: its token is known already. */
#include "store/credentials/osr-credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database/osr-database.h"
#include "store/osr-store-error.h"

#define ENDING      ".key"
#define GROUP       "tokens"
#define MOST_BYTES  (64 * 1024)
#define OWN_FOLDER  "credentials"
#define HANDED_OVER "CREDENTIALS_DIRECTORY"

struct _OsrCredentials {
  char *folder;
  mode_t nobody_else; /* the bits that must not be set */
};

const char *
osr_account_use_nick (OsrAccountUse use)
{
  static const char *const nicks[] = { "read", "write", "edit", "secret" };

  g_return_val_if_fail (use < OSR_ACCOUNT_N_USES, NULL);
  return nicks[use];
}

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

void
osr_tokens_free (OsrTokens *tokens)
{
  if (tokens == NULL)
    return;
  for (guint use = 0; use < OSR_ACCOUNT_N_USES; use++)
    wipe (tokens->of[use]);
  g_free (tokens);
}

OsrCredentials *
osr_credentials_new (const char *folder)
{
  OsrCredentials *self = g_new0 (OsrCredentials, 1);

  self->folder = g_strdup (folder);
  self->nobody_else = S_IRWXG | S_IRWXO;
  return self;
}

static gboolean
holds_keys (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_suffix (name, ENDING))
      return TRUE;
  }
  return FALSE;
}

OsrCredentials *
osr_credentials_new_for_office (const char *office, const char *setting)
{
  const char *handed = g_getenv (HANDED_OVER);
  g_autofree char *own = g_build_filename (office, OWN_FOLDER, NULL);
  OsrCredentials *self;

  if (setting != NULL)
    return osr_credentials_new (setting);
  if (handed == NULL || !holds_keys (handed))
    return osr_credentials_new (own);
  self = osr_credentials_new (handed);
  /* systemd gives its files to the service by an access list, which shows as the group's right */
  self->nobody_else = S_IRWXO | S_IWGRP;
  return self;
}

void
osr_credentials_free (OsrCredentials *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self);
}

const char *
osr_credentials_get_folder (OsrCredentials *self)
{
  return self->folder;
}

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, OSR_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? OSR_STORE_ERROR_FULL : OSR_STORE_ERROR_FAILED,
               "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
is_private (OsrCredentials *self, const char *path, const struct stat *info, GError **error)
{
  gboolean ours = geteuid () == 0 || info->st_uid == geteuid () || info->st_uid == 0;

  if ((info->st_mode & self->nobody_else) == 0 && ours)
    return TRUE;
  g_set_error (
      error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN,
      "%s holds tokens of accounts and is not the office's alone (owner %u, rights %04o). "
      "Take the tokens back at the networks if others could read them, then \"chmod %s\" it",
      path, (guint) info->st_uid, (guint) (info->st_mode & 07777),
      S_ISDIR (info->st_mode) ? "0700" : "0600");
  return FALSE;
}

/* @there: (out): %FALSE when there is no folder yet, which is no fault. */
static gboolean
check_folder (OsrCredentials *self, gboolean *there, GError **error)
{
  struct stat info;

  *there = g_stat (self->folder, &info) == 0;
  if (!*there)
    return errno == ENOENT || fail (error, self->folder, errno);
  if (!S_ISDIR (info.st_mode))
    return fail (error, self->folder, ENOTDIR);
  return is_private (self, self->folder, &info, error);
}

/* An account's id may hold what a name of a file may not. */
static char *
path_of (OsrCredentials *self, const char *account)
{
  g_autofree char *safe = g_uri_escape_string (account, NULL, FALSE);
  g_autofree char *name = g_strconcat (safe, ENDING, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
read_whole (int fd, char *data, gsize length)
{
  gsize done = 0;

  while (done < length) {
    gssize n = read (fd, data + done, length - done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

/* What is looked at is what is read: the file's rights are those of the open one. */
static GKeyFile *
parse (OsrCredentials *self, const char *path, int fd, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *data = NULL;
  struct stat info;
  gboolean parsed;

  if (fstat (fd, &info) != 0) {
    fail (error, path, errno);
    return NULL;
  }
  if (!is_private (self, path, &info, error))
    return NULL;
  if (S_ISREG (info.st_mode) && info.st_size <= MOST_BYTES)
    data = g_malloc0 ((gsize) info.st_size + 1);
  parsed = data != NULL && read_whole (fd, data, (gsize) info.st_size) &&
           g_key_file_load_from_data (file, data, (gsize) info.st_size, G_KEY_FILE_NONE, NULL);
  if (data != NULL)
    explicit_bzero (data, (gsize) info.st_size);
  if (parsed)
    return g_steal_pointer (&file);
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s: is no key file; give the account its tokens again", path);
  return NULL;
}

/* (transfer full): an empty one for an account that has none. */
static GKeyFile *
open_file (OsrCredentials *self, const char *account, GError **error)
{
  g_autofree char *path = path_of (self, account);
  GKeyFile *file;
  gboolean there;
  int fd;

  if (!check_folder (self, &there, error))
    return NULL;
  fd = there ? g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0) : -1;
  if (!there || (fd < 0 && errno == ENOENT))
    return g_key_file_new ();
  if (fd < 0) {
    fail (error, path, errno);
    return NULL;
  }
  file = parse (self, path, fd, error);
  close (fd);
  return file;
}

OsrTokens *
osr_credentials_load (OsrCredentials *self, const char *account, GError **error)
{
  g_autoptr (GKeyFile) file = open_file (self, account, error);
  OsrTokens *tokens;

  if (file == NULL)
    return NULL;
  tokens = g_new0 (OsrTokens, 1);
  for (guint use = 0; use < OSR_ACCOUNT_N_USES; use++)
    tokens->of[use] = g_key_file_get_string (file, GROUP, osr_account_use_nick (use), NULL);
  return tokens;
}

/* What root writes for a service must be the service's: its user is the owner of the folder. */
static gboolean
give_to_owner_of (const char *folder, const char *path, GError **error)
{
  struct stat info;

  if (geteuid () != 0)
    return TRUE;
  return (stat (folder, &info) == 0 && lchown (path, info.st_uid, info.st_gid) == 0) ||
         fail (error, path, errno);
}

static gboolean
make_folder (OsrCredentials *self, GError **error)
{
  g_autofree char *above = g_path_get_dirname (self->folder);

  if (g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_chmod (self->folder, 0700) != 0)
    return fail (error, self->folder, errno);
  return give_to_owner_of (above, self->folder, error) && osr_database_sync_file (above, error);
}

static gboolean
write_file (OsrCredentials *self, const char *path, GKeyFile *file, GError **error)
{
  gsize length = 0;
  char *data = g_key_file_to_data (file, &length, NULL);
  g_autoptr (GError) fault = NULL;
  gboolean done =
      g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &fault);

  wipe (data);
  if (done)
    return give_to_owner_of (self->folder, path, error) &&
           osr_database_sync_file (self->folder, error);
  g_set_error (error, OSR_STORE_ERROR,
               g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? OSR_STORE_ERROR_FULL
                                                                         : OSR_STORE_ERROR_FAILED,
               "%s: %s", path, fault->message);
  return FALSE;
}

gboolean
osr_credentials_set (OsrCredentials *self, const char *account, OsrAccountUse use,
                     const char *token, GError **error)
{
  g_autofree char *path = path_of (self, account);
  g_autoptr (GKeyFile) file = NULL;

  if (!make_folder (self, error))
    return FALSE;
  file = open_file (self, account, error);
  if (file == NULL)
    return FALSE;
  if (token != NULL)
    g_key_file_set_string (file, GROUP, osr_account_use_nick (use), token);
  else
    g_key_file_remove_key (file, GROUP, osr_account_use_nick (use), NULL);
  for (guint i = 0; i < OSR_ACCOUNT_N_USES; i++) {
    if (g_key_file_has_key (file, GROUP, osr_account_use_nick (i), NULL))
      return write_file (self, path, file, error);
  }
  return osr_credentials_remove (self, account, error);
}

gboolean
osr_credentials_remove (OsrCredentials *self, const char *account, GError **error)
{
  g_autofree char *path = path_of (self, account);

  if (g_unlink (path) == 0)
    return osr_database_sync_file (self->folder, error);
  return errno == ENOENT || fail (error, path, errno);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
osr_credentials_list (OsrCredentials *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  gboolean there;

  if (!check_folder (self, &there, error))
    return NULL;
  dir = there ? g_dir_open (self->folder, 0, error) : NULL;
  if (there && dir == NULL)
    return NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *safe = g_strndup (name, strlen (name) - MIN (strlen (name), strlen (ENDING)));
    char *account = g_str_has_suffix (name, ENDING) ? g_uri_unescape_string (safe, NULL) : NULL;

    if (account != NULL)
      g_ptr_array_add (accounts, account);
  }
  g_ptr_array_sort (accounts, by_name);
  return g_steal_pointer (&accounts);
}

gboolean
osr_credentials_check (OsrCredentials *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = osr_credentials_list (self, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++) {
    g_autoptr (OsrTokens) tokens = osr_credentials_load (self, accounts->pdata[i], error);

    if (tokens == NULL)
      return FALSE;
  }
  return accounts != NULL;
}
