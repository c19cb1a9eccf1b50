/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, and sessions. Passwords are kept as yescrypt hashes and tokens of sessions as digests:
 * who copies the file signs in as nobody. Tokens of accounts must be readable, so they are not in
 * this file: see credentials/. */
#include "store/osr-log-accounts.h"

#include <crypt.h>
#include <string.h>

#include "core/time/osr-instant.h"
#include "store/osr-log-private.h"
#include "store/osr-random.h"

#define TOKEN_BYTES     32
#define MAX_DEVICE      200
#define USED_STEP       (60 * OSR_MINUTE)
#define SESSION_IDLE    (OSR_LOG_SESSION_DAYS * 24 * OSR_HOUR)
#define PASSWORD_LENGTH 20

/* A hash that belongs to no password, checked for logins that do not exist. */
static const char nobody[] = "$y$j9T$uT3yOkzZtK5yOKXqPBYc90$"
                             "...........................................";

static char *
hash_password (const char *password)
{
  g_autofree struct crypt_data *data = g_new0 (struct crypt_data, 1);
  char *setting = crypt_gensalt_ra ("$y$", 0, NULL, 0);
  char *hash = NULL;
  const char *result;

  if (setting != NULL) {
    result = crypt_r (password, setting, data);
    if (result != NULL && result[0] != '*')
      hash = g_strdup (result);
  }
  free (setting);
  explicit_bzero (data, sizeof *data);
  return hash;
}

/* Takes as long for any two texts of one length. */
static gboolean
equal_secret (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint8 differ = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    differ |= (guint8) (a[i] ^ b[i]);
  return differ == 0;
}

gboolean
osr_credential_check (const char *credential, const char *password)
{
  g_autofree struct crypt_data *data = NULL;
  gboolean same = FALSE;
  const char *result;

  if (strlen (password) > OSR_LOG_PASSWORD_MAX)
    return FALSE;
  data = g_new0 (struct crypt_data, 1);
  result = crypt_r (password, credential, data);
  if (result != NULL && result[0] != '*')
    same = equal_secret (result, credential);
  explicit_bzero (data, sizeof *data);
  return same;
}

char *
osr_credential_generate (void)
{
  /* No letters or digits that look alike. */
  static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789";
  const guint n = sizeof alphabet - 1;
  GString *password = g_string_new (NULL);

  while (password->len < PASSWORD_LENGTH) {
    g_autoptr (GBytes) bytes = osr_random_bytes (1);
    guint8 byte = *(const guint8 *) g_bytes_get_data (bytes, NULL);

    /* A remainder would favour the first letters. */
    if (byte < 256 / n * n)
      g_string_append_c (password, alphabet[byte % n]);
  }
  return g_string_free (password, FALSE);
}

static gboolean
check_strength (const char *password, GError **error)
{
  if (g_utf8_validate (password, -1, NULL) &&
      g_utf8_strlen (password, -1) >= OSR_LOG_PASSWORD_MIN &&
      strlen (password) <= OSR_LOG_PASSWORD_MAX)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
               "a password has at least %d characters and at most %d bytes", OSR_LOG_PASSWORD_MIN,
               OSR_LOG_PASSWORD_MAX);
  return FALSE;
}

gboolean
osr_log_set_password (OsrLog *self, const char *person, const char *password, GError **error)
{
  g_autoptr (OsrTransaction) transaction = NULL;
  g_autoptr (OsrStatement) insert = NULL;
  g_autofree char *hash = NULL;

  if (!check_strength (password, error))
    return FALSE;
  hash = hash_password (password);
  if (hash == NULL) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED,
                 "this machine's libcrypt knows no yescrypt");
    return FALSE;
  }
  transaction = osr_transaction_join (self->database, error);
  if (transaction == NULL)
    return FALSE;
  insert = osr_database_prepare (self->database,
                                 "INSERT INTO credential (person, hash) VALUES (:person, :hash)"
                                 " ON CONFLICT (person) DO UPDATE SET hash = excluded.hash",
                                 error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":person", person);
  osr_statement_bind_text (insert, ":hash", hash);
  return osr_statement_run (insert, error) && osr_log_close_sessions (self, person, error) &&
         osr_transaction_commit (transaction, error);
}

char *
osr_log_dup_credential (OsrLog *self, const char *login, char **person)
{
  g_autoptr (OsrStatement) select = NULL;
  const OsrPerson *who;

  *person = NULL;
  osr_log_refresh (self, NULL);
  who = osr_registry_find_login (self->registry, login);
  select = osr_database_prepare (self->database,
                                 "SELECT hash FROM credential WHERE person = :person", NULL);
  if (who == NULL || who->disabled || select == NULL)
    return g_strdup (nobody);
  osr_statement_bind_text (select, ":person", who->id);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return g_strdup (nobody);
  *person = g_strdup (who->id);
  return osr_statement_dup_text (select, "hash");
}

char *
osr_log_check_password (OsrLog *self, const char *login, const char *password, GError **error)
{
  g_autofree char *person = NULL;
  g_autofree char *credential = osr_log_dup_credential (self, login, &person);

  if (osr_credential_check (credential, password) && person != NULL)
    return g_steal_pointer (&person);
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH, "wrong login or password");
  return NULL;
}

static char *
token_digest (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

char *
osr_log_open_session (OsrLog *self, const char *person, const char *device, GError **error)
{
  g_autoptr (GBytes) bytes = osr_random_bytes (TOKEN_BYTES);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *token = g_base64_encode (data, length);
  g_autofree char *digest = NULL;
  g_autofree char *name = g_utf8_make_valid (device != NULL ? device : "", -1);
  g_autofree char *short_name =
      g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_DEVICE));
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (self->database,
                            "INSERT INTO session (token, person, device, created, used)"
                            " VALUES (:token, :person, :device, :now, :now)",
                            error);

  if (insert == NULL)
    return NULL;
  /* For a header and an address alike. */
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  g_strdelimit (token, "=", '\0');
  digest = token_digest (token);
  osr_statement_bind_text (insert, ":token", digest);
  osr_statement_bind_text (insert, ":person", person);
  osr_statement_bind_text (insert, ":device", short_name);
  osr_statement_bind_int (insert, ":now", osr_clock_now (self->clock));
  return osr_statement_run (insert, error) ? g_steal_pointer (&token) : NULL;
}

/* Written now and then only: not every request shall write. */
static void
touch_session (OsrLog *self, const char *digest, OsrInstant used, OsrInstant now)
{
  g_autoptr (OsrStatement) update = NULL;

  if (now - used < USED_STEP)
    return;
  update = osr_database_prepare (self->database,
                                 "UPDATE session SET used = :now WHERE token = :token", NULL);
  if (update == NULL)
    return;
  osr_statement_bind_int (update, ":now", now);
  osr_statement_bind_text (update, ":token", digest);
  osr_statement_run (update, NULL);
}

char *
osr_log_find_session (OsrLog *self, const char *token, char **device, GError **error)
{
  OsrInstant now = osr_clock_now (self->clock);
  g_autofree char *digest = token_digest (token);
  g_autofree char *person = NULL;
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT person, device, used FROM session WHERE token = :token", error);
  OsrStep step;
  OsrInstant used;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":token", digest);
  step = osr_statement_step (select, error);
  used = step == OSR_STEP_ROW ? osr_statement_get_int (select, "used") : 0;
  if (step == OSR_STEP_DONE || (step == OSR_STEP_ROW && now - used > SESSION_IDLE))
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH, "sign in anew");
  else if (step == OSR_STEP_ROW)
    person = osr_statement_dup_text (select, "person");
  /* One that was being opened while its person was disabled. */
  if (person != NULL && !osr_registry_is_active (self->registry, person)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH, "sign in anew");
    return NULL;
  }
  if (person == NULL)
    return NULL;
  if (device != NULL)
    *device = osr_statement_dup_text (select, "device");
  osr_statement_reset (select);
  touch_session (self, digest, used, now);
  return g_steal_pointer (&person);
}

static gboolean
run_with (OsrLog *self, const char *sql, const char *name, const char *value, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, name, value);
  return osr_statement_run (statement, error);
}

gboolean
osr_log_close_session (OsrLog *self, const char *token, GError **error)
{
  g_autofree char *digest = token_digest (token);

  return run_with (self, "DELETE FROM session WHERE token = :token", ":token", digest, error);
}

gboolean
osr_log_close_sessions (OsrLog *self, const char *person, GError **error)
{
  return run_with (self, "DELETE FROM session WHERE person = :person", ":person", person, error);
}
