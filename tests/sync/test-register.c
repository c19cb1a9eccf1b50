/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages by hand on a workstation: shown at once, sent when there is somebody to send them to, known
 * the second time; the form that survives; the matter that cases were joined into. */
#include "core/osr-error.h"
#include "replica-bench.h"
#include "sync/osr-replica-register.h"

#define LINK "https://vk.com/wall-1_2?reply=3"

static OsrMessageEntry *
new_entry (const char *link, const char *text)
{
  OsrMessageEntry *entry = osr_message_entry_new ();
  g_autoptr (GError) error = NULL;

  entry->permalink = g_strdup (link);
  entry->text = g_strdup (text);
  osr_message_entry_check (entry, &error);
  g_assert_no_error (error);
  return entry;
}

/* (transfer full): the new case */
static char *
put (Bench *bench, const char *link)
{
  g_autoptr (OsrMessageEntry) entry = new_entry (link, "Нет воды");
  g_autoptr (GError) error = NULL;
  char *id = NULL;
  g_autofree char *uuid = osr_replica_register (bench->replica, entry, &id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (uuid);
  return id;
}

static void
test_online (Bench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *take = NULL;

  bench_sign_in (bench);
  id = put (bench, LINK);
  g_assert_cmpint (bench_state (bench, id), ==, OSR_CASE_FOUND);
  take = bench_take (bench, id);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_assert_cmpint (bench_state (bench, id), ==, OSR_CASE_DETECTED);
  g_assert_cmpint (bench_version (bench, id), ==, 2);
}

/* Written while the coordinator is away, it stands in the queue and survives the program. */
static void
test_offline (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *id = NULL;

  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  id = put (bench, LINK);
  before = osr_replica_list (bench->replica, OSR_QUEUE_ALL, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  bench_reopen (bench);
  g_assert_cmpint (bench_state (bench, id), ==, OSR_CASE_FOUND);
  after = osr_replica_list (bench->replica, OSR_QUEUE_ALL, "вода");
  g_assert_cmpuint (after->len, ==, 1);
  fake_coordinator_set_online (bench->fake, TRUE);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (bench_version (bench, id), ==, 1);
}

/* The rows of the queue may have to be worked out anew: what was not sent yet is among them. */
static void
test_new_rows (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *id = NULL;

  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  id = put (bench, LINK);
  osr_outbox_set (bench->replica->outbox, "rows", "of another program", NULL);
  osr_cache_remove_row (bench->replica->cache, id, NULL);
  bench_reopen (bench);
  ids = osr_replica_list (bench->replica, OSR_QUEUE_ALL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
}

/* However the link is spelt, and before the coordinator has been asked. */
static void
test_known (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrMessageEntry) again = new_entry ("m.vk.ru/feed?w=wall-1_2_r3", "Other words");
  g_autofree char *id = NULL;
  g_autofree char *known = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  id = put (bench, LINK);
  g_assert_null (osr_replica_register (bench->replica, again, &known, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN);
  g_assert_cmpstr (known, ==, id);
  found = osr_replica_find_message (bench->replica, again);
  g_assert_cmpstr (found, ==, id);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
}

static void
test_network_not_foreseen (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrMessageEntry) entry = new_entry ("https://www.facebook.com/a/1", "Text");
  g_autoptr (GError) error = NULL;

  bench_sign_in (bench);
  g_assert_null (osr_replica_register (bench->replica, entry, NULL, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_FORESEEN);
  g_assert_true (osr_replica_may_register (bench->replica, NULL));
}

static void
test_form (Bench *bench, gconstpointer data)
{
  g_autofree char *kept = NULL;

  osr_replica_keep_form (bench->replica, "register", "{\"text\":\"а\"}");
  bench_reopen (bench);
  kept = osr_replica_dup_form (bench->replica, "register");
  g_assert_cmpstr (kept, ==, "{\"text\":\"а\"}");
  osr_replica_keep_form (bench->replica, "register", NULL);
  g_assert_null (osr_replica_dup_form (bench->replica, "register"));
}

/* Without a number in the network the name tells who writes again. */
static void
test_repeat (Bench *bench, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (OsrCase) second = NULL;
  const OsrCacheSimilar *similar;

  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  for (int i = 0; i < 2; i++) {
    g_autoptr (OsrMessageEntry) entry =
        new_entry (i == 0 ? "https://vk.com/wall-1_2?reply=3" : "https://vk.com/wall-1_2?reply=4",
                   i == 0 ? "Батареи ледяные" : "Когда дадут отопление?");
    g_autofree char *id = NULL;
    g_autofree char *uuid = NULL;

    entry->author_name = g_strdup ("Olga M.");
    entry->place = g_strdup ("Тында");
    entry->published_at = FAKE_NOW + i;
    uuid = osr_replica_register (bench->replica, entry, &id, NULL);
    g_clear_pointer (&second, osr_case_unref);
    second = osr_replica_get_case (bench->replica, id);
  }
  found = osr_replica_find_similar (bench->replica, second, 5);
  g_assert_cmpuint (found->len, ==, 1);
  similar = found->pdata[0];
  g_assert_true (similar->same_author && similar->same_place);
}

static void
join (Bench *bench, const char *id, const char *matter)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *take = bench_take (bench, id);
  g_autofree char *uuid = NULL;

  json_object_set_string_member (members, "matter", matter);
  uuid = osr_replica_act (bench->replica, id, "joined", members, NULL, &error);
  g_assert_no_error (error);
}

static void
test_matter (Bench *bench, gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autofree char *other = NULL;
  g_autoptr (OsrMatter) matter = NULL;
  g_autoptr (OsrMatter) alone = NULL;

  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  one = put (bench, LINK);
  two = put (bench, "https://vk.com/wall-1_2?reply=4");
  three = put (bench, "https://vk.com/wall-1_2?reply=5");
  other = put (bench, "https://vk.com/wall-1_2?reply=6");
  join (bench, two, one);
  join (bench, three, two);
  bench_reopen (bench);
  matter = osr_replica_load_matter (bench->replica, three);
  g_assert_cmpstr (matter->id, ==, one);
  g_assert_cmpuint (matter->posts->len, ==, 3);
  alone = osr_replica_load_matter (bench->replica, other);
  g_assert_cmpuint (alone->posts->len, ==, 1);
}

#define TEST(name, test)                                                                           \
  g_test_add ("/sync/register/" name, Bench, NULL, bench_open, test, bench_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("online", test_online);
  TEST ("offline", test_offline);
  TEST ("new-rows", test_new_rows);
  TEST ("known", test_known);
  TEST ("network-not-foreseen", test_network_not_foreseen);
  TEST ("form", test_form);
  TEST ("matter", test_matter);
  TEST ("repeat", test_repeat);
  return g_test_run ();
}
