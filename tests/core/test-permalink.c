/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One spelling for the address of a message. */
#include "core/osr-permalink.h"

/* The first of each row is the one spelling; the others are the same message. */
static const char *const same[][6] = {
  { "vk.com/wall-1_2?reply=3", "https://vk.com/wall-1_2?reply=3&thread=4",
    "https://m.vk.com/wall-1_2?thread=4&reply=3", "https://VK.com/wall-1_2/?reply=3#top",
    "https://www.vk.ru/wall-1_2?reply=3&thread=4&utm_source=x",
    "http://vkontakte.ru/wall-1_2_r3?from=feed" },
  { "vk.com/wall-1_2?reply=3", "https://vk.com/club1?w=wall-1_2_r3",
    "https://m.vk.com/feed?w=wall-1_2_r3&z=photo1_2", "https://vk.ru:443/wall-1_2?reply=3&ref=x" },
  { "vk.com/wall-1_2?thread=4", "https://m.vk.com/wall-1_2?thread=4" },
  { "vk.com/wall-1_2", "https://vk.com/gorod?w=wall-1_2", "https://m.vk.com/wall-1_2?from=rcm" },
  { "t.me/channel/5", "https://t.me/s/channel/5", "https://t.me/Channel/5?single",
    "https://telegram.me/channel/5/", "http://www.telegram.dog/CHANNEL/5?embed=1#x" },
  { "t.me/channel/5?comment=7", "https://t.me/channel/5?comment=7&single" },
  { "ok.ru/group/12/topic/34", "https://m.ok.ru/group/12/topic/34?_prevCmd=x&tkn=1",
    "https://m.ok.ru/dk?st.cmd=altGroupMediaThemeComments&st.groupId=12&st.themeId=34",
    "https://www.odnoklassniki.ru/group/12/topic/34/", "https://mobile.ok.ru/group/12/topic/34" },
  { "youtube.com/watch?lc=C&v=V", "https://youtu.be/V?lc=C&si=abc",
    "https://m.youtube.com/watch?v=V&lc=C&t=10s", "https://www.youtube.com/shorts/V?lc=C" },
  { "forum.example.ru/t/5?page=2", "https://forum.example.ru/t/5/?page=2&yclid=9",
    "http://forum.example.ru:80/t/5?page=2#p77" },
};

static void
test_same (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    for (guint j = 1; j < G_N_ELEMENTS (same[i]) && same[i][j] != NULL; j++) {
      g_autofree char *spelling = osr_permalink_normalise (same[i][j]);

      g_assert_cmpstr (spelling, ==, same[i][0]);
    }
  }
}

static void
test_different (void)
{
  static const char *const pairs[][2] = {
    { "https://vk.com/wall-1_2?reply=3", "https://vk.com/wall-1_2?reply=4" },
    { "https://vk.com/wall-1_2", "https://vk.com/wall-1_2?reply=4" },
    { "https://vk.com/wall-1_2", "https://vk.com/wall1_2" },
    { "https://vk.com/photo-1_2", "https://vk.com/wall-1_2" },
    { "https://forum.example.ru/T/5", "https://forum.example.ru/t/5" },
    { "https://t.me/group/5", "https://t.me/group/6" },
    { "https://t.me/c/5/6", "https://t.me/s/5/6" },
    { "https://ok.ru/group/1/topic/2", "https://ok.ru/group/1/topic/3" },
    { "https://m.ok.ru/dk?st.cmd=a&st.groupId=1", "https://m.ok.ru/dk?st.cmd=a&st.groupId=2" },
    { "https://youtu.be/a", "https://youtu.be/b" },
    { "https://example.ru:8080/a", "https://example.ru/a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *one = osr_permalink_normalise (pairs[i][0]);
    g_autofree char *two = osr_permalink_normalise (pairs[i][1]);

    g_assert_nonnull (one);
    g_assert_cmpstr (one, !=, two);
  }
}

/* What is one spelling already is not changed again. */
static void
test_twice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *address = osr_permalink_complete (same[i][0]);
    g_autofree char *spelling = osr_permalink_normalise (address);

    g_assert_cmpstr (spelling, ==, same[i][0]);
  }
}

static void
test_complete (void)
{
  g_autofree char *bare = osr_permalink_complete ("  vk.com/wall-1_2?reply=3\n");
  g_autofree char *whole = osr_permalink_complete ("http://forum.example.ru/1");
  static const char *const none[] = { NULL,
                                      "",
                                      "  ",
                                      "a message",
                                      "ftp://example.ru/1",
                                      "javascript:alert(1)",
                                      "nowhere",
                                      "https://example.ru/<script>" };

  g_assert_cmpstr (bare, ==, "https://vk.com/wall-1_2?reply=3");
  g_assert_cmpstr (whole, ==, "http://forum.example.ru/1");
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (osr_permalink_complete (none[i]));
}

static void
test_network (void)
{
  g_assert_cmpstr (osr_permalink_get_network ("https://m.vk.ru/wall-1_2"), ==, "vk");
  g_assert_cmpstr (osr_permalink_get_network ("https://telegram.me/a/1"), ==, "telegram");
  g_assert_cmpstr (osr_permalink_get_network ("https://odnoklassniki.ru/a"), ==, "ok");
  g_assert_cmpstr (osr_permalink_get_network ("https://youtu.be/a"), ==, "youtube");
  g_assert_null (osr_permalink_get_network ("https://vk.com.example.ru/wall-1_2"));
  g_assert_null (osr_permalink_get_network ("no address"));
}

static void
test_target (void)
{
  g_auto (OsrPermalinkTarget) target = { 0 };
  g_auto (OsrPermalinkTarget) none = { 0 };
  static const char *const others[] = { "https://vk.com/wall-1_2",
                                        "https://vk.com/wall-1_2?reply=x",
                                        "https://vk.com/wall-1_?reply=3",
                                        "https://vk.com/wall-1_2x?reply=3",
                                        "https://vk.com/photo-1_2?reply=3",
                                        "https://t.me/a/5?reply=3",
                                        "wall-1_2?reply=3" };

  g_assert_true (osr_permalink_read_target ("https://m.vk.ru/club1?w=wall-1_2_r3", &target));
  g_assert_cmpstr (target.owner_id, ==, "-1");
  g_assert_cmpstr (target.post_id, ==, "2");
  g_assert_cmpstr (target.native_id, ==, "3");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (osr_permalink_read_target (others[i], &none));
}

static void
test_none (void)
{
  g_assert_null (osr_permalink_normalise (NULL));
  g_assert_null (osr_permalink_normalise (""));
  g_assert_null (osr_permalink_normalise ("no address"));
  g_assert_null (osr_permalink_normalise ("file:///etc/passwd"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/permalink/same", test_same);
  g_test_add_func ("/core/permalink/different", test_different);
  g_test_add_func ("/core/permalink/none", test_none);
  g_test_add_func ("/core/permalink/twice", test_twice);
  g_test_add_func ("/core/permalink/complete", test_complete);
  g_test_add_func ("/core/permalink/network", test_network);
  g_test_add_func ("/core/permalink/target", test_target);
  return g_test_run ();
}
