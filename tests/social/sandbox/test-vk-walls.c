/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of walls by key words against the sandbox's VK: which walls and words, how often, what of
 * it is told, and the calls of a day. */
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/osr-sandbox.h"
#include "net/osr-await.h"
#include "social/osr-network.h"
#include "social/vk/osr-vk-network.h"

#define NOW    G_GINT64_CONSTANT (1772766720) /* 2026-03-06T03:12:00Z */
#define MINUTE 60
#define DAY    (24 * 60 * MINUTE)
#define METHOD "wall.search"

typedef struct {
  OsrSandbox *sandbox;
  OsrNetwork *network;
  OsrNetworkAccount *account;
  OsrSandboxOptions options;
  gint64 now;
  char *place;
} Fixture;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data * OSR_SECOND;
}

static OsrNetworkAccount *
new_account (Fixture *f, const char *walls, const char *minutes)
{
  OsrNetworkAccount *account = osr_network_account_new ("vk", "vk-government", "200000001");
  const char *url = osr_sandbox_get_url (f->sandbox);

  osr_network_account_set_hosts (account, url, url, NULL);
  osr_network_account_set_tokens (account, "demo-service-token", NULL);
  if (walls != NULL)
    osr_network_account_set_option (account, "walls", walls);
  if (minutes != NULL)
    osr_network_account_set_option (account, "walls-minutes", minutes);
  return account;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (GError) error = NULL;
  OsrVkClient *client;

  f->now = NOW;
  f->options.now = read_clock;
  f->options.now_data = &f->now;
  f->options.silent = TRUE;
  f->options.unlimited = TRUE;
  f->sandbox = osr_sandbox_new (&f->options, &error);
  g_assert_no_error (error);
  f->network = osr_network_new ("vk", session);
  client = osr_vk_network_get_client (OSR_VK_NETWORK (f->network));
  osr_vk_client_set_pace (client, 0);
  osr_vk_client_set_time (client, &f->now);
  f->account = new_account (f, NULL, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->network);
  osr_network_account_unref (f->account);
  osr_sandbox_free (f->sandbox);
  g_free (f->place);
}

static void
use_account (Fixture *f, const char *walls, const char *minutes)
{
  osr_network_account_unref (f->account);
  f->account = new_account (f, walls, minutes);
}

static void
write_post (Fixture *f, gint64 id, gint64 age, const char *text)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);

  osr_sandbox_wall_add_post (wall, -200000002, id, f->now - age, text);
}

static void
refuse (Fixture *f, int code)
{
  g_autofree char *json = g_strdup_printf (
      "{\"method\":\"" METHOD "\",\"kind\":\"error\",\"code\":%d,\"times\":1}", code);
  g_autoptr (JsonObject) order = osr_json_read_object (json, -1, 0, "fault", NULL);

  g_assert_true (osr_sandbox_faults_order (f->sandbox->faults, order));
}

static gint64
count_calls (Fixture *f)
{
  g_autoptr (JsonNode) node = osr_sandbox_faults_describe (f->sandbox->faults);

  return osr_json_get_int (osr_json_get_object (json_node_get_object (node), "calls"), METHOD, 0);
}

/* A round by its @words; how many messages of another community's wall it tells. */
static guint
turn (Fixture *f, const char *const *words)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (f->account, 1, f->place, words);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  osr_network_read_async (f->network, round, NULL, osr_await_done, &slot);
  result = osr_await (&slot);
  reading = osr_network_read_finish (f->network, result, &error);
  g_assert_no_error (error);
  g_free (f->place);
  f->place = g_strdup (reading->place);
  for (guint i = 0; i < reading->messages->len; i++)
    n += g_str_equal (((OsrNetworkMessage *) reading->messages->pdata[i])->owner_id, "-200000002");
  return n;
}

static const char *const one_word[] = { "яма", NULL };
static const char *const two_words[] = { "яма", "лужа", NULL };

/* Only what the search of all of VK leaves out shows what this one finds. */
static void
silence_newsfeed (Fixture *f)
{
  g_autoptr (JsonObject) order =
      osr_json_read_object ("{\"method\":\"newsfeed.search\",\"kind\":\"error\",\"code\":15,"
                            "\"times\":1000}",
                            -1, 0, "fault", NULL);

  g_assert_true (osr_sandbox_faults_order (f->sandbox->faults, order));
}

/* The own wall first, then one that is named, each for every word; years ago is not told. */
static void
test_named_walls (Fixture *f, gconstpointer data)
{
  silence_newsfeed (f);
  use_account (f, "x, -200000002,-200000002", NULL);
  write_post (f, 901, DAY, "Какая яма");
  write_post (f, 902, DAY, "Яма и лужа");
  write_post (f, 903, 400 * DAY, "Старая яма");
  g_assert_cmpuint (turn (f, two_words), ==, 0);
  g_assert_cmpint (count_calls (f), ==, 2);
  g_assert_cmpuint (turn (f, two_words), ==, 2);
  g_assert_cmpint (count_calls (f), ==, 4);
  g_assert_cmpuint (turn (f, two_words), ==, 0);
  g_assert_cmpint (count_calls (f), ==, 4);
}

static void
test_no_words (Fixture *f, gconstpointer data)
{
  turn (f, NULL);
  g_assert_cmpint (count_calls (f), ==, 0);
}

/* The same message by both searches is told once. */
static void
test_told_once (Fixture *f, gconstpointer data)
{
  use_account (f, "-200000002", NULL);
  write_post (f, 901, DAY, "Какая яма");
  turn (f, one_word);
  g_assert_cmpuint (turn (f, one_word), ==, 1);
}

/* No wall more often than is set, also after a restart: the place says when it was. */
static void
test_pause (Fixture *f, gconstpointer data)
{
  use_account (f, NULL, "30");
  turn (f, one_word);
  f->now += 29 * MINUTE;
  turn (f, one_word);
  g_assert_cmpint (count_calls (f), ==, 1);
  f->now += MINUTE;
  turn (f, one_word);
  g_assert_cmpint (count_calls (f), ==, 2);
}

/* Many walls wait longer, so that a day of rounds stays within VK's thousand calls. */
static void
test_share (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) walls = g_string_new ("-200000002");

  for (guint i = 3; i < 40; i++)
    g_string_append_printf (walls, ",-2000000%02u", i);
  use_account (f, walls->str, "1");
  for (f->now = NOW; f->now < NOW + DAY; f->now += MINUTE)
    turn (f, one_word);
  g_assert_cmpint (count_calls (f), >, 800);
  g_assert_cmpint (count_calls (f), <=, 1000);
}

/* "The day's calls are spent": nothing more until the next day, which is Moscow's. */
static void
test_day_is_over (Fixture *f, gconstpointer data)
{
  refuse (f, 29);
  turn (f, two_words);
  g_assert_cmpint (count_calls (f), ==, 1);
  f->now += 17 * 60 * MINUTE; /* 23:12 in Moscow */
  turn (f, two_words);
  g_assert_cmpint (count_calls (f), ==, 1);
  f->now += 60 * MINUTE;
  turn (f, two_words);
  g_assert_cmpint (count_calls (f), ==, 3);
}

/* A wall that is closed takes nothing from the others. */
static void
test_closed_wall (Fixture *f, gconstpointer data)
{
  silence_newsfeed (f);
  use_account (f, "-200000002", NULL);
  write_post (f, 901, DAY, "Какая яма");
  refuse (f, 15);
  g_assert_cmpuint (turn (f, one_word), ==, 0);
  g_assert_cmpuint (turn (f, one_word), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/vk-walls/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("named-walls", test_named_walls);
  ADD ("no-words", test_no_words);
  ADD ("told-once", test_told_once);
  ADD ("pause", test_pause);
  ADD ("share", test_share);
  ADD ("day-is-over", test_day_is_over);
  ADD ("closed-wall", test_closed_wall);
  return g_test_run ();
}
