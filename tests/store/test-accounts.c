/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, sessions and account tokens: what opens, what does not, and that none of it stands
 * readable in the file that need not. */
#include "osr-log-fixture.h"
#include "store/osr-log-accounts.h"

#define PASSWORD "длинный пароль 1"

static LogFixture *
with_person (void)
{
  LogFixture *f = log_fixture_new ();

  osr_record_unref (log_append (f, OSR_STREAM_OFFICE, "person-set",
                                "{\"person\":\"ivanova\",\"login\":\"i.ivanova\",\"name\":\"И\"}",
                                NULL));
  return f;
}

static void
assert_refused (LogFixture *f, const char *login, const char *password)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_log_check_password (f->log, login, password, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
  g_assert_cmpstr (error->message, ==, "wrong login or password");
}

static gboolean
file_holds (const char *path, const char *text)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  const char *const names[] = { path, wal };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (g_file_get_contents (names[i], &bytes, &length, NULL) &&
        memmem (bytes, length, text, strlen (text)) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
test_password (void)
{
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *person = NULL;
  g_autofree char *whose = NULL;
  g_autofree char *credential = NULL;
  g_autofree char *too_long = g_strnfill (100000, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_true (osr_log_set_password (f->log, "ivanova", PASSWORD, &error));
  g_assert_no_error (error);
  person = osr_log_check_password (f->log, "i.ivanova", PASSWORD, &error);
  g_assert_cmpstr (person, ==, "ivanova");
  credential = osr_log_dup_credential (f->log, "i.ivanova", &whose);
  g_assert_true (g_str_has_prefix (credential, "$y$"));
  assert_refused (f, "i.ivanova", "длинный пароль 2");
  assert_refused (f, "i.ivanova", "");
  assert_refused (f, "i.ivanova", too_long);
  assert_refused (f, "nobody", PASSWORD);
  g_assert_false (file_holds (f->path, PASSWORD));
}

/* An unknown login costs the same work: there is a hash to compute for it, and it never fits. */
static void
test_unknown_login (void)
{
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *unknown = NULL;
  g_autofree char *without = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *person = NULL;
  gint64 start = g_get_monotonic_time ();

  nobody = osr_log_dup_credential (f->log, "nobody", &unknown);
  person = osr_log_dup_credential (f->log, "i.ivanova", &without);
  g_assert_null (unknown);
  g_assert_null (without);
  g_assert_cmpstr (nobody, ==, person);
  g_assert_true (g_str_has_prefix (nobody, "$y$"));
  g_assert_false (osr_credential_check (nobody, PASSWORD));
  /* A setting that libcrypt refuses would be refused at once. */
  g_assert_cmpint (g_get_monotonic_time () - start, >, 1000);
}

static void
test_weak_password (void)
{
  static const char *const weak[] = { "", "1234567", "пароль", "\xff\xff\xff\xff\xff\xff\xff\xff" };
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *long_one = g_strnfill (OSR_LOG_PASSWORD_MAX + 1, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS (weak); i++) {
    const char *password = i < G_N_ELEMENTS (weak) ? weak[i] : long_one;
    g_autoptr (GError) error = NULL;

    g_assert_false (osr_log_set_password (f->log, "ivanova", password, &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  }
}

static void
test_generated (void)
{
  g_autofree char *first = osr_credential_generate ();
  g_autofree char *second = osr_credential_generate ();

  g_assert_cmpuint (strlen (first), ==, 20);
  g_assert_cmpuint (strspn (first, "abcdefghjkmnpqrstuvwxyz23456789"), ==, 20);
  g_assert_cmpstr (first, !=, second);
}

static void
test_session (void)
{
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *token = osr_log_open_session (f->log, "ivanova", "рабочий стол", NULL);
  g_autofree char *other = osr_log_open_session (f->log, "ivanova", NULL, NULL);
  g_autofree char *person = NULL;
  g_autofree char *device = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (token, !=, other);
  g_assert_cmpuint (strlen (token), ==, 43);
  log_fixture_reopen (f);
  person = osr_log_find_session (f->log, token, &device, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (person, ==, "ivanova");
  g_assert_cmpstr (device, ==, "рабочий стол");
  g_assert_false (file_holds (f->path, token));
  g_assert_true (osr_log_close_session (f->log, token, NULL));
  g_assert_null (osr_log_find_session (f->log, token, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (osr_log_find_session (f->log, "", NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
}

/* A session lives on while it is used, and ends when it was not for long. */
static void
test_session_idle (void)
{
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *token = osr_log_open_session (f->log, "ivanova", "desk", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *person = NULL;

    f->now += (OSR_LOG_SESSION_DAYS - 1) * 24 * OSR_HOUR;
    person = osr_log_find_session (f->log, token, NULL, &error);
    g_assert_no_error (error);
  }
  f->now += (OSR_LOG_SESSION_DAYS + 1) * 24 * OSR_HOUR;
  g_assert_null (osr_log_find_session (f->log, token, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_AUTH);
}

static void
test_new_password_ends_sessions (void)
{
  g_autoptr (LogFixture) f = with_person ();
  g_autofree char *token = osr_log_open_session (f->log, "ivanova", "desk", NULL);
  g_autofree char *other = osr_log_open_session (f->log, "petrov", "desk", NULL);
  g_autofree char *person = NULL;

  g_assert_true (osr_log_set_password (f->log, "ivanova", PASSWORD, NULL));
  g_assert_null (osr_log_find_session (f->log, token, NULL, NULL));
  person = osr_log_find_session (f->log, other, NULL, NULL);
  g_assert_cmpstr (person, ==, "petrov");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/accounts/password", test_password);
  g_test_add_func ("/store/accounts/unknown-login", test_unknown_login);
  g_test_add_func ("/store/accounts/weak-password", test_weak_password);
  g_test_add_func ("/store/accounts/generated", test_generated);
  g_test_add_func ("/store/accounts/session", test_session);
  g_test_add_func ("/store/accounts/session-idle", test_session_idle);
  g_test_add_func ("/store/accounts/new-password-ends-sessions", test_new_password_ends_sessions);
  return g_test_run ();
}
