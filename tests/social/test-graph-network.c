/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facebook and Instagram are known and not touched: whatever is asked for, nothing is sent, and why is
 * said. */
#include "social/graph/osr-graph-network.h"

#include <string.h>

#include "social/fake-host.h"

static const char *const names[] = { OSR_FACEBOOK_NETWORK_ID, OSR_INSTAGRAM_NETWORK_ID };

typedef struct {
  FakeHost *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
} Fixture;

/* @data: the network. The account has everything that could be needed. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();

  fixture->host = fake_host_new ();
  fixture->network = osr_network_new (data, session);
  fixture->account = osr_network_account_new (data, "page", "10");
  osr_network_account_set_hosts (fixture->account, fake_host_url (fixture->host),
                                 fake_host_url (fixture->host), NULL);
  osr_network_account_set_tokens (fixture->account, "read", "write");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 0);
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_host_free (fixture->host);
}

static void
assert_reason (const char *said)
{
  g_assert_nonnull (strstr (said, "extremist"));
  g_assert_nonnull (strstr (said, "nothing is published"));
}

static void
test_says_why (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) check = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkAbilities abilities;

  osr_network_get_abilities (fixture->network, fixture->account, &abilities);
  g_assert_false (abilities.publishes || abilities.reads_back || abilities.edits);
  assert_reason (abilities.reason);
  check = fake_host_check (fixture->network, fixture->account, &error);
  g_assert_no_error (error);
  assert_reason (check->read_fault);
  assert_reason (check->publish_fault);
}

static void
test_is_not_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 5, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fake_host_read (fixture->network, round, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  assert_reason (error->message);
}

static void
test_is_not_written_to (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new ("10", "10_1", "10_2", NULL);
  g_autoptr (OsrNetworkSending) sending =
      osr_network_sending_new (fixture->account, target, "Ответ", "g", 0);
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;

  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  assert_reason (error->message);
  g_assert_false (fake_host_find (fixture->network, sending, &reply, &fault));
  g_assert_error (fault, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
#define ADD(name, function)                                                                        \
  g_autofree char *function##_path = g_strdup_printf ("/social/%s-network/" name, names[i]);       \
  g_test_add (function##_path, Fixture, names[i], set_up, function, tear_down)
    ADD ("says-why", test_says_why);
    ADD ("is-not-read", test_is_not_read);
    ADD ("is-not-written-to", test_is_not_written_to);
  }
  return g_test_run ();
}
