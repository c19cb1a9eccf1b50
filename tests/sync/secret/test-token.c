/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token of a workstation's session: in the person's keyring or nowhere, never in a file of the
 * replica, also where an earlier program had put it there. */
#include <glib/gstdio.h>
#include <string.h>

#include "replica-bench.h"
#include "sync/secret/osr-secret-memory.h"

static char *
dup_token (Bench *bench)
{
  return g_strdup (osr_protocol_get_token (bench->replica->protocol));
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static char *
dup_kept (Bench *bench)
{
  g_autoptr (GAsyncResult) result = NULL;

  osr_secret_keeper_look_up_async (bench->keyring, fake_coordinator_get_uri (bench->fake),
                                   FAKE_LOGIN, NULL, on_looked_up, &result);
  BENCH_UNTIL (result != NULL);
  return osr_secret_keeper_look_up_finish (bench->keyring, result, NULL);
}

static void
assert_kept (Bench *bench, const char *expected)
{
  g_autofree char *kept = dup_kept (bench);

  g_assert_cmpstr (kept, ==, expected);
}

static void
assert_in_no_file (Bench *bench, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (bench->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (bench->folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    if (memmem (bytes, length, secret, strlen (secret)) != NULL)
      g_test_fail_printf ("%s holds the token", name);
    n++;
  }
  g_assert_cmpuint (n, >=, 2);
}

static void
test_kept (Bench *bench, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  bench_sign_in (bench);
  token = dup_token (bench);
  assert_kept (bench, token);
  assert_in_no_file (bench, token);
  assert_in_no_file (bench, FAKE_PASSWORD);
  bench_reopen (bench);
  g_assert_null (osr_protocol_get_token (bench->replica->protocol));
  g_assert_true (bench_try_sign_in (bench, NULL, &error));
  g_assert_cmpstr (osr_protocol_get_token (bench->replica->protocol), ==, token);
  assert_in_no_file (bench, token);
}

static void
test_no_keyring (Bench *bench, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  osr_secret_memory_fail (OSR_SECRET_MEMORY (bench->keyring));
  bench_sign_in (bench);
  token = dup_token (bench);
  bench_reopen (bench);
  assert_in_no_file (bench, token);
  g_assert_false (bench_try_sign_in (bench, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_assert_cmpint (osr_replica_get_connection (bench->replica), ==, OSR_CONNECTION_SIGNED_OUT);
  bench_sign_in (bench);
}

static void
test_forgotten (Bench *bench, gconstpointer data)
{
  bench_sign_in (bench);
  osr_replica_sign_out (bench->replica);
  assert_kept (bench, NULL);
  bench_sign_in (bench);
  fake_coordinator_expire_tokens (bench->fake);
  BENCH_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_SIGNED_OUT);
  assert_kept (bench, NULL);
}

/* A row of the outbox, and the copy that was made of it before a migration. */
static void
write_as_before (Bench *bench, const char *token)
{
  g_autofree char *path = g_build_filename (bench->folder, "outbox.db", NULL);
  g_autofree char *aside = g_build_filename (bench->folder, "outbox.db.before-2", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, &error);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (osr_outbox_set (outbox, "token", token, NULL));
  g_clear_pointer (&outbox, osr_outbox_free);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_nonnull (memmem (bytes, length, token, strlen (token)));
  g_assert_true (g_file_set_contents (aside, bytes, (gssize) length, NULL));
}

static void
test_moved (Bench *bench, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  token = dup_token (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  note = bench_note (bench, CASE_A, "слова");
  bench_pause (bench);
  g_set_object (&bench->keyring, osr_secret_memory_new ());
  g_object_unref (bench->keyring);
  write_as_before (bench, token);
  bench_resume (bench);
  assert_in_no_file (bench, token);
  assert_kept (bench, token);
  g_assert_cmpuint (bench_waiting (bench), ==, 1); /* nothing else was wiped */
  fake_coordinator_set_online (bench->fake, TRUE);
  g_assert_true (bench_try_sign_in (bench, NULL, &error));
  bench_reopen (bench);
  g_assert_true (bench_try_sign_in (bench, NULL, &error));
  assert_in_no_file (bench, token);
}

/* An answer that comes too late opens nothing. */
static void
test_closed_meanwhile (Bench *bench, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bench_sign_in (bench);
  bench_reopen (bench);
  osr_replica_sign_in_async (bench->replica, NULL, NULL, on_looked_up, &result);
  osr_replica_close (bench->replica); /* before the keyring has answered */
  BENCH_UNTIL (result != NULL);
  g_assert_false (osr_replica_sign_in_finish (bench->replica, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (osr_protocol_get_token (bench->replica->protocol));
  g_assert_true (bench_try_sign_in (bench, NULL, NULL));
}

static void
add (const char *path, void (*test) (Bench *, gconstpointer))
{
  g_test_add (path, Bench, NULL, bench_open, test, bench_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/token/kept-in-the-keyring-alone", test_kept);
  add ("/sync/token/nowhere-without-a-keyring", test_no_keyring);
  add ("/sync/token/forgotten", test_forgotten);
  add ("/sync/token/moved-out-of-the-outbox", test_moved);
  add ("/sync/token/closed-meanwhile", test_closed_meanwhile);
  return g_test_run ();
}
