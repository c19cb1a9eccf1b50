/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of accounts that a person holds: from the keyring, from the person, and nowhere else. */
#include <glib/gstdio.h>

#include "app/holding/osr-account-keys.h"
#include "app/holding/osr-key-wait.h"
#include "osr-desk-fixture.h"
#include "sync/secret/osr-secret-memory.h"

#define ACCOUNT                                                                                    \
  "{'account': 'held', 'network': 'vk', 'owner': '7', 'name': 'Held', 'body': 'zhkh',"             \
  " 'holder': 'anna'}"

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrSecretKeeper *keeper;
  char *folder;
  guint missing; /* how often it was told */
  guint needed;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->desk = desk_new ("2026-03-06T10:00:00+09:00");
  desk_happen (f->desk, 0, "2026-03-06T10:01:00+09:00", "olga account-set", ACCOUNT, NULL);
  f->replica = desk_open (f->desk, "anna");
  f->keeper = osr_secret_memory_new ();
  f->folder = g_dir_make_tmp ("osr-keys-XXXXXX", NULL);
}

static void
remove_file (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_unlink (path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->replica);
  g_clear_object (&f->keeper);
  desk_free (f->desk);
  remove_file (f, "publishing.lock");
  remove_file (f, "publishing.json");
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
on_missing (OsrAccountKeys *keys, Fixture *f)
{
  f->missing++;
}

static OsrAccountKeys *
open_keys (Fixture *f, OsrSecretKeeper *keeper)
{
  const OsrAccountKeysPlace place = { f->replica, keeper, f->folder, DESK_SERVER, "anna" };
  g_autoptr (GError) error = NULL;
  OsrAccountKeys *keys = osr_account_keys_new (&place, &error);

  g_assert_no_error (error);
  g_signal_connect (keys, "missing", G_CALLBACK (on_missing), f);
  osr_account_keys_start (keys);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return keys;
}

static void
close_keys (OsrAccountKeys *keys)
{
  osr_account_keys_stop (keys);
  g_object_unref (keys);
}

static void
give (OsrAccountKeys *keys)
{
  OsrTokens *tokens = g_new0 (OsrTokens, 1);

  tokens->of[OSR_ACCOUNT_WRITE] = g_strdup ("token");
  osr_account_keys_give (keys, "held", tokens);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static guint
count_missing (OsrAccountKeys *keys)
{
  g_auto (GStrv) missing = osr_account_keys_list_missing (keys);

  return g_strv_length (missing);
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  OsrAccountKeys *keys = open_keys (f, f->keeper);

  g_assert_cmpuint (f->missing, ==, 1);
  g_assert_cmpuint (count_missing (keys), ==, 1);
  g_assert_true (osr_account_keys_can_keep (keys));
  give (keys);
  g_assert_cmpuint (count_missing (keys), ==, 0);
  close_keys (keys);

  keys = open_keys (f, f->keeper);
  g_assert_cmpuint (f->missing, ==, 1);
  g_assert_cmpuint (count_missing (keys), ==, 0);
  close_keys (keys);
}

/* Asked again at the next start. */
static void
test_without_keyring (Fixture *f, gconstpointer data)
{
  OsrAccountKeys *keys = NULL;

  osr_secret_memory_fail (OSR_SECRET_MEMORY (f->keeper));
  keys = open_keys (f, f->keeper);
  g_assert_cmpuint (f->missing, ==, 1);
  g_assert_false (osr_account_keys_can_keep (keys));
  give (keys);
  g_assert_cmpuint (count_missing (keys), ==, 0);
  close_keys (keys);

  keys = open_keys (f, NULL);
  g_assert_cmpuint (f->missing, ==, 2);
  g_assert_cmpuint (count_missing (keys), ==, 1);
  close_keys (keys);
}

static void
on_needed (OsrAccountKeys *keys, const char *account, Fixture *f)
{
  g_assert_cmpstr (account, ==, "held");
  f->needed++;
}

/* Put off at the start, it is asked for when a reply waits for it: once, and not when it is there. */
static void
test_needed (Fixture *f, gconstpointer data)
{
  OsrAccountKeys *keys;

  g_clear_object (&f->replica);
  desk_route (f->desk, 1, "2026-03-06T10:02:00+09:00", "zhkh");
  desk_happen (f->desk, 1, "2026-03-06T10:03:00+09:00", "anna publish-intended",
               "{'account': 'held', 'draft': 1, 'guid': 'g', 'digest': 'd'}", NULL);
  f->replica = desk_open (f->desk, "anna");
  keys = open_keys (f, NULL);
  g_signal_connect (keys, "needed", G_CALLBACK (on_needed), f);
  for (guint i = 0; i < 2; i++)
    g_signal_emit_by_name (f->replica, "case-changed", desk_case (1));
  g_assert_cmpuint (f->needed, ==, 1);
  close_keys (keys);

  f->needed = 0;
  keys = open_keys (f, NULL);
  g_signal_connect (keys, "needed", G_CALLBACK (on_needed), f);
  give (keys);
  g_signal_emit_by_name (f->replica, "case-changed", desk_case (1));
  g_assert_cmpuint (f->needed, ==, 0);
  close_keys (keys);
}

/* Another's account, or a reply that was not ordered, waits for nobody here. */
static void
test_waits (Fixture *f, gconstpointer data)
{
  OsrRegistry *registry = osr_replica_get_registry (f->replica);
  OsrInstant now = f->desk->now;
  g_autoptr (OsrCase) one = NULL;

  desk_route (f->desk, 1, "2026-03-06T10:02:00+09:00", "zhkh");
  one = osr_log_load_case (f->desk->log, desk_case (1), NULL);
  g_assert_null (osr_key_wait_find (one, registry, "anna", now));
  osr_case_unref (one);
  desk_happen (f->desk, 1, "2026-03-06T10:03:00+09:00", "anna publish-intended",
               "{'account': 'held', 'draft': 1, 'guid': 'g', 'digest': 'd'}", NULL);
  one = osr_log_load_case (f->desk->log, desk_case (1), NULL);
  g_assert_cmpstr (osr_key_wait_find (one, registry, "anna", now)->id, ==, "held");
  g_assert_null (osr_key_wait_find (one, registry, "boris", now));
  g_assert_null (osr_key_wait_find (one, registry, NULL, now));
}

static void
test_not_the_holder (Fixture *f, gconstpointer data)
{
  OsrAccountKeys *keys;

  g_clear_object (&f->replica);
  f->replica = desk_open (f->desk, "boris");
  keys = open_keys (f, f->keeper);
  g_assert_cmpuint (f->missing, ==, 0);
  g_assert_cmpuint (count_missing (keys), ==, 0);
  close_keys (keys);
}

/* Who stands in for the holder is asked for the token, too, and no longer than that. */
static void
test_substitute (Fixture *f, gconstpointer data)
{
  OsrAccountKeys *keys;
  g_autofree char *away = g_strdup_printf (
      "{'id': 's', 'absent': 'anna', 'substitute': 'boris', 'ground': 'leave', 'from': %" //
      G_GINT64_FORMAT ", 'to': %" G_GINT64_FORMAT "}",
      osr_instant_parse ("2026-03-06T09:00:00+09:00"),
      osr_instant_parse ("2026-03-07T09:00:00+09:00"));

  g_clear_object (&f->replica);
  desk_happen (f->desk, 0, "2026-03-06T10:02:00+09:00", "olga substitution-set", away, NULL);
  f->replica = desk_open (f->desk, "boris");
  keys = open_keys (f, f->keeper);
  g_assert_cmpuint (f->missing, ==, 1);
  g_assert_cmpuint (count_missing (keys), ==, 1);
  give (keys);
  g_assert_cmpuint (count_missing (keys), ==, 0);
  desk_at (f->desk, "2026-03-07T10:00:00+09:00");
  close_keys (keys);
  f->missing = 0;
  keys = open_keys (f, NULL);
  g_assert_cmpuint (f->missing, ==, 0);
  close_keys (keys);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/account-keys/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/app/account-keys/without-keyring", Fixture, NULL, set_up, test_without_keyring,
              tear_down);
  g_test_add ("/app/account-keys/needed-by-a-reply", Fixture, NULL, set_up, test_needed, tear_down);
  g_test_add ("/app/account-keys/waits-for-its-holder", Fixture, NULL, set_up, test_waits,
              tear_down);
  g_test_add ("/app/account-keys/substitute", Fixture, NULL, set_up, test_substitute, tear_down);
  g_test_add ("/app/account-keys/not-the-holder", Fixture, NULL, set_up, test_not_the_holder,
              tear_down);
  return g_test_run ();
}
