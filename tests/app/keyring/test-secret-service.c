/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's keyring, the real one: run by run-with-bus.sh with `--with` where there is one, and with
 * `--without` where there is none. */
#include <string.h>

#include "app/frame/osr-secret-service.h"

#define SERVER "https://office.example.org"
#define TOKEN  "canary-of-a-session"

typedef struct {
  OsrSecretKeeper *keeper;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->keeper = osr_secret_service_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  g_clear_object (&f->keeper);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Fixture *f)
{
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return f->result;
}

static char *
look_up (Fixture *f, const char *login, GError **error)
{
  g_clear_object (&f->result);
  osr_secret_keeper_look_up_async (f->keeper, SERVER, login, NULL, on_done, f);
  return osr_secret_keeper_look_up_finish (f->keeper, wait_for (f), error);
}

static gboolean
keep (Fixture *f, const char *login, const char *token, GError **error)
{
  g_clear_object (&f->result);
  osr_secret_keeper_keep_async (f->keeper, SERVER, login, token, on_done, f);
  return osr_secret_keeper_keep_finish (f->keeper, wait_for (f), error);
}

static void
assert_kept (Fixture *f, const char *login, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = look_up (f, login, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_keeps (Fixture *f, const char *login, const char *token)
{
  g_autoptr (GError) error = NULL;

  keep (f, login, token, &error);
  g_assert_no_error (error);
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  assert_kept (f, "anna", NULL);
  assert_keeps (f, "anna", TOKEN);
  assert_keeps (f, "olga", "another");
  assert_kept (f, "anna", TOKEN);
  assert_keeps (f, "anna", "newer");
  assert_kept (f, "anna", "newer");
  assert_kept (f, "olga", "another");
}

static void
test_forgotten (Fixture *f, gconstpointer data)
{
  assert_keeps (f, "vera", TOKEN);
  assert_keeps (f, "vera", NULL);
  assert_kept (f, "vera", NULL);
  assert_keeps (f, "vera", NULL);
}

/* Encrypted with the keyring's password: the file is no place to read it from. */
static void
test_on_the_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "keyrings", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  assert_keeps (f, "dora", TOKEN);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    g_assert_null (memmem (bytes, length, TOKEN, strlen (TOKEN)));
    n++;
  }
  g_assert_cmpuint (n, >, 0);
}

static void
test_without (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_null (look_up (f, "anna", &error));
  g_assert_nonnull (error);
  g_assert_false (keep (f, "anna", TOKEN, &other));
  g_assert_nonnull (other);
  g_assert_null (strstr (other->message, TOKEN));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gboolean with = argc > 1 && strcmp (argv[argc - 1], "--with") == 0;

  g_test_init (&argc, &argv, NULL);
  if (with) {
    add ("/app/keyring/kept", test_kept);
    add ("/app/keyring/forgotten", test_forgotten);
    add ("/app/keyring/on-the-disk", test_on_the_disk);
  } else {
    add ("/app/keyring/without", test_without);
  }
  return g_test_run ();
}
