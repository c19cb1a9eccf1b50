/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of the social layer: what they start with and what they share. */
#include "social/osr-network-records.h"

#include <string.h>

static void
test_account (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "5");
  g_autoptr (OsrNetworkAccount) unknown = osr_network_account_new ("other", "b", "6");

  g_assert_cmpstr (account->api_base, ==, "https://api.vk.ru");
  g_assert_cmpstr (account->link_base, ==, "https://vk.com");
  g_assert_cmpstr (account->api_version, ==, "5.199");
  g_assert_null (account->read_token);
  g_assert_cmpstr (unknown->api_base, ==, "");

  osr_network_account_set_hosts (account, "http://127.0.0.1:8//", NULL, "");
  osr_network_account_set_tokens (account, "r", NULL);
  osr_network_account_set_tokens (account, NULL, "w");
  osr_network_account_set_name (account, "Имя");
  g_assert_cmpstr (account->api_base, ==, "http://127.0.0.1:8");
  g_assert_cmpstr (account->link_base, ==, "https://vk.com");
  g_assert_cmpstr (account->api_version, ==, "5.199");
  g_assert_cmpstr (account->read_token, ==, "r");
  g_assert_cmpstr (account->write_token, ==, "w");
  g_assert_cmpstr (account->name, ==, "Имя");
}

static void
test_options (void)
{
  const char *const written[] = { "words=a=b;c", "empty=", "nothing", "=x", "words=d", NULL };
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "5");

  osr_network_account_set_options (account, NULL);
  g_assert_cmpuint (g_hash_table_size (account->options), ==, 0);
  osr_network_account_set_options (account, written);
  g_assert_cmpstr (osr_network_account_get_option (account, "words"), ==, "d");
  g_assert_cmpstr (osr_network_account_get_option (account, "empty"), ==, "");
  g_assert_null (osr_network_account_get_option (account, "nothing"));
  g_assert_cmpuint (g_hash_table_size (account->options), ==, 2);
  osr_network_account_set_options (account, (const char *const[]){ "words=a=b;c", NULL });
  g_assert_cmpstr (osr_network_account_get_option (account, "words"), ==, "a=b;c");
}

static guint
pace_of (const char *base, const char *pace)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "5");

  osr_network_account_set_hosts (account, base, NULL, NULL);
  osr_network_account_set_option (account, "pace", pace);
  return osr_network_account_get_pace (account);
}

static gint64
read_back_of (const char *network, const char *base, const char *seconds)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new (network, "a", "5");

  osr_network_account_set_hosts (account, base, NULL, NULL);
  if (seconds != NULL)
    osr_network_account_set_option (account, "read-back", seconds);
  return osr_network_account_get_read_back (account) / G_USEC_PER_SEC;
}

/* Where lists lag by minutes, the looks for a reply lie further apart than that; an account knows best. */
static void
test_read_back (void)
{
  g_assert_cmpint (read_back_of ("youtube", NULL, NULL), ==, 600);
  g_assert_cmpint (read_back_of ("youtube", "https://proxy.office.example", NULL), ==, 600);
  g_assert_cmpint (read_back_of ("youtube", "http://127.0.0.1:8/youtube/v3", NULL), ==, 0);
  g_assert_cmpint (read_back_of ("youtube", NULL, "900"), ==, 900);
  g_assert_cmpint (read_back_of ("youtube", NULL, "120"), ==, 120);
  g_assert_cmpint (read_back_of ("youtube", NULL, "3601"), ==, 600);
  g_assert_cmpint (read_back_of ("youtube", NULL, "soon"), ==, 600);
  g_assert_cmpint (read_back_of ("vk", NULL, NULL), ==, 0);
  g_assert_cmpint (read_back_of ("vk", "http://127.0.0.1:8", "90"), ==, 90);
}

/* An account may be slower anywhere, quicker on this machine only. */
static void
test_pace (void)
{
  g_autoptr (OsrNetworkAccount) without = osr_network_account_new ("vk", "a", "5");

  g_assert_cmpuint (osr_network_account_get_pace (without), ==, 100);
  g_assert_cmpuint (pace_of ("http://127.0.0.1:8", "5"), ==, 5);
  g_assert_cmpuint (pace_of ("http://[::1]:8/max", "0"), ==, 0);
  g_assert_cmpuint (pace_of (NULL, "5"), ==, 100);
  g_assert_cmpuint (pace_of ("https://proxy.office.example", "5"), ==, 100);
  g_assert_cmpuint (pace_of ("https://127.0.0.1.example", "5"), ==, 100);
  g_assert_cmpuint (pace_of ("nothing", "5"), ==, 100);
  g_assert_cmpuint (pace_of (NULL, "300"), ==, 300);
  g_assert_cmpuint (pace_of ("http://127.0.0.1:8", "1001"), ==, 100);
  g_assert_cmpuint (pace_of ("http://127.0.0.1:8", "-1"), ==, 100);
  g_assert_cmpuint (pace_of ("http://127.0.0.1:8", "quick"), ==, 100);
}

static void
test_target_of_a_first_level_message (void)
{
  g_autoptr (OsrNetworkMessage) message = osr_network_message_new ("vk");
  g_autoptr (OsrNetworkTarget) target = NULL;

  g_free (message->native_id);
  message->native_id = g_strdup ("7");
  target = osr_network_target_new_for_message (message);
  g_assert_cmpstr (target->reply_to, ==, "7");
  g_assert_cmpstr (target->thread_root, ==, "7");
}

static void
test_target_of_a_message_in_a_thread (void)
{
  g_autoptr (OsrNetworkMessage) message = osr_network_message_new ("vk");
  g_autoptr (OsrNetworkTarget) target = NULL;

  g_free (message->native_id);
  message->native_id = g_strdup ("9");
  message->thread_root = g_strdup ("7");
  target = osr_network_target_new_for_message (message);
  g_assert_cmpstr (target->reply_to, ==, "9");
  g_assert_cmpstr (target->thread_root, ==, "7");
}

/* A sending outlives whoever made it, and its account and target with it. */
static void
test_sending_holds_its_parts (void)
{
  OsrNetworkAccount *account = osr_network_account_new ("vk", "a", "5");
  OsrNetworkTarget *target = osr_network_target_new ("-5", "1", NULL, NULL);
  OsrNetworkSending *sending = osr_network_sending_new (account, target, "text", "guid", 12);
  g_autoptr (OsrNetworkSending) shared = osr_network_sending_ref (sending);

  osr_network_account_unref (account);
  osr_network_target_unref (target);
  osr_network_sending_unref (sending);
  g_assert_cmpstr (shared->account->id, ==, "a");
  g_assert_cmpstr (shared->target->owner_id, ==, "-5");
  g_assert_cmpstr (shared->text, ==, "text");
  g_assert_cmpint (shared->since, ==, 12);
}

static void
test_reading (void)
{
  g_autoptr (OsrNetworkReading) reading = osr_network_reading_new ();
  OsrNetworkPost *post = osr_network_reading_add_post (reading, "10", "https://vk.com/wall-1_10");

  g_assert_cmpint (post->published_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_false (post->whole);
  g_assert_cmpuint (reading->posts->len, ==, 1);
  g_assert_cmpuint (reading->messages->len, ==, 0);
}

static void
test_description (void)
{
  g_autoptr (OsrNetworkCheck) nothing = osr_network_check_new ();
  g_autoptr (OsrNetworkCheck) faults = osr_network_check_new ();
  g_autofree char *good = osr_network_check_describe (nothing);
  g_autofree char *bad = NULL;

  faults->name = g_strdup ("Имя");
  faults->read_fault = g_strdup ("reason one");
  faults->publish_fault = g_strdup ("reason two");
  bad = osr_network_check_describe (faults);

  g_assert_nonnull (strstr (good, "comments can be read"));
  g_assert_nonnull (strstr (good, "the token is accepted"));
  g_assert_nonnull (strstr (bad, "Имя"));
  g_assert_nonnull (strstr (bad, "reason one"));
  g_assert_nonnull (strstr (bad, "reason two"));
}

/* None of the four secrets stays in what a network said, whole or as part of an address. */
static void
test_scrubbed (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "1");
  g_autoptr (GString) line = g_string_new ("r1 w:2?t=w%3A2 ed it ed%20it s+4 s%2B4 rest");

  osr_network_account_scrub (account, line);
  g_assert_cmpstr (line->str, ==, "r1 w:2?t=w%3A2 ed it ed%20it s+4 s%2B4 rest");
  osr_network_account_set_tokens (account, "r1", "w:2");
  osr_network_account_set_edit_token (account, "ed it");
  osr_network_account_set_secret_key (account, "s+4");
  osr_network_account_scrub (account, line);
  g_assert_cmpstr (line->str, ==, "… …?t=… … … … … rest");
}

/* Boxed types carry them through properties and signals. */
static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) copy = G_VALUE_INIT;

  g_value_init (&value, OSR_TYPE_NETWORK_REPLY);
  g_value_init (&copy, OSR_TYPE_NETWORK_REPLY);
  g_value_take_boxed (&value, osr_network_reply_new ("1", "link", 5));
  g_value_copy (&value, &copy);
  g_assert_true (g_value_get_boxed (&value) == g_value_get_boxed (&copy));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/social/records/account", test_account);
  g_test_add_func ("/social/records/options", test_options);
  g_test_add_func ("/social/records/pace", test_pace);
  g_test_add_func ("/social/records/read-back", test_read_back);
  g_test_add_func ("/social/records/target/first-level", test_target_of_a_first_level_message);
  g_test_add_func ("/social/records/target/thread", test_target_of_a_message_in_a_thread);
  g_test_add_func ("/social/records/sending", test_sending_holds_its_parts);
  g_test_add_func ("/social/records/reading", test_reading);
  g_test_add_func ("/social/records/description", test_description);
  g_test_add_func ("/social/records/boxed", test_boxed);
  g_test_add_func ("/social/records/scrubbed", test_scrubbed);
  return g_test_run ();
}
