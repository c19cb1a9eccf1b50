/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids as each network writes them, read back; links of every network to the page of what they
 * name; and the journal's numbers. */
#include <string.h>

#include "demo/sandbox/osr-sandbox-links.h"
#include "demo/sandbox/osr-sandbox-names.h"

static void
test_round_trip (void)
{
  const OsrSandboxComment root = { .id = 7 };
  const OsrSandboxComment reply = { .id = 9, .root = 7 };
  g_autofree char *mid = osr_sandbox_name_mid (2147483647, 7);
  g_autofree char *topic = osr_sandbox_name_topic (2147483647, 7);
  g_autofree char *remark = osr_sandbox_name_remark (2147483647, 7);
  g_autofree char *video = osr_sandbox_name_video (2147483647, 7);
  g_autofree char *thread = osr_sandbox_name_thread (2147483647, &root);
  g_autofree char *answer = osr_sandbox_name_thread (2147483647, &reply);
  const struct {
    gboolean (*read) (const char *name, gint64 *community, gint64 *id);
    const char *name;
    gint64 id;
  } cases[] = {
    { osr_sandbox_read_mid, mid, 7 },       { osr_sandbox_read_topic, topic, 7 },
    { osr_sandbox_read_remark, remark, 7 }, { osr_sandbox_read_video, video, 7 },
    { osr_sandbox_read_thread, thread, 7 }, { osr_sandbox_read_thread, answer, 9 },
  };

  g_assert_cmpuint (strlen (video), ==, 11);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 community, id;

    g_assert_true (cases[i].read (cases[i].name, &community, &id));
    g_assert_cmpint (community, ==, 2147483647);
    g_assert_cmpint (id, ==, cases[i].id);
    g_assert_false (cases[i].read ("nothing", &community, &id));
    g_assert_false (cases[i].read ("", &community, &id));
  }
}

static void
test_chats (void)
{
  OsrSandboxCommunity community = { .id = 32, .screen_name = (char *) "oblast" };

  g_assert_cmpint (osr_sandbox_name_chat (&community, "@oblast"), ==, OSR_SANDBOX_CHAT_CHANNEL);
  g_assert_cmpint (osr_sandbox_name_chat (&community, "-1000000000032"), ==,
                   OSR_SANDBOX_CHAT_CHANNEL);
  g_assert_cmpint (osr_sandbox_name_chat (&community, "-1003000000032"), ==,
                   OSR_SANDBOX_CHAT_GROUP);
  g_assert_cmpint (osr_sandbox_name_chat (&community, "-32"), ==, OSR_SANDBOX_CHAT_UNKNOWN);
  community.moved = TRUE;
  g_assert_cmpint (osr_sandbox_name_chat (&community, "-1003000000032"), ==,
                   OSR_SANDBOX_CHAT_OLD_GROUP);
}

static void
test_links (void)
{
  g_autoptr (OsrSandboxWall) wall = osr_sandbox_wall_new ();
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *video = osr_sandbox_name_video (36, 1);
  const char *const paths[] = { "/tg/1001",  "/c/0000000032/1001",        "/c/3000000032/1",
                                "/max/1",    "/group/34/topic/340000001", "/watch",
                                "/topic-5_1" };
  const char *const pages[] = { "/wall-32_1", "/wall-32_1", "/wall-32_1", "/wall-33_1",
                                "/wall-34_1", "/wall-36_1", "/wall-5_1" };

  osr_sandbox_wall_add_community (wall, 5, "V", "vk");
  osr_sandbox_wall_add_community (wall, 32, "T", "tg")->network = OSR_SANDBOX_TELEGRAM;
  osr_sandbox_wall_add_community (wall, 33, "M", "max")->network = OSR_SANDBOX_MAX;
  osr_sandbox_wall_add_community (wall, 34, "O", "ok")->network = OSR_SANDBOX_OK;
  osr_sandbox_wall_add_community (wall, 36, "Y", "tv")->network = OSR_SANDBOX_YOUTUBE;
  for (guint i = 0; i < wall->communities->len; i++)
    osr_sandbox_wall_add_post (wall, -((OsrSandboxCommunity *) wall->communities->pdata[i])->id, 1,
                               0, "Post");
  g_hash_table_insert (query, (gpointer) "v", video);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *page = osr_sandbox_link_resolve (wall, paths[i], query);

    g_assert_cmpstr (page, ==, pages[i]);
  }
  g_assert_null (osr_sandbox_link_resolve (wall, "/tg/5", query));
  g_assert_null (osr_sandbox_link_resolve (wall, "/topic-5_2", query));
  g_assert_null (osr_sandbox_link_resolve (wall, "/group/33/topic/340000001", query));
}

/* What is told to one community, taken back by number, and forgotten by comment. */
static void
test_journal (void)
{
  g_autoptr (OsrSandboxWall) wall = osr_sandbox_wall_new ();
  OsrSandboxCommunity *community = osr_sandbox_wall_add_community (wall, 5, "A", "a");
  OsrSandboxPost *post = osr_sandbox_wall_publish (wall, community, "Post", 10);
  OsrSandboxComment *first = osr_sandbox_wall_write (wall, post, 1, NULL, "One", 11);
  OsrSandboxComment *second = osr_sandbox_wall_write (wall, post, 1, NULL, "Two", 12);
  g_autoptr (GPtrArray) all = osr_sandbox_journal_since (wall->journal, 5, 0);
  g_autoptr (GPtrArray) other = osr_sandbox_journal_since (wall->journal, 6, 0);
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GPtrArray) early = NULL;

  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (other->len, ==, 0);
  osr_sandbox_wall_postpone (wall, post, first, 60);
  late = osr_sandbox_journal_since (wall->journal, 5, 1);
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_cmpuint (post->comments->len, ==, 1);
  g_assert_false (osr_sandbox_wall_ripen (wall, 59));
  g_assert_true (osr_sandbox_wall_ripen (wall, 60));
  g_assert_true (post->comments->pdata[0] == first && post->comments->pdata[1] == second);
  osr_sandbox_journal_rewind (wall->journal, 1);
  early = osr_sandbox_journal_since (wall->journal, 5, 0);
  g_assert_cmpuint (early->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/sandbox/names/round-trip", test_round_trip);
  g_test_add_func ("/demo/sandbox/names/chats", test_chats);
  g_test_add_func ("/demo/sandbox/names/links", test_links);
  g_test_add_func ("/demo/sandbox/names/journal", test_journal);
  return g_test_run ();
}
