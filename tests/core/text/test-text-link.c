/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first address of the web in somebody's words. */
#include <string.h>

#include "core/text/osr-text-link.h"

static void
test_table (void)
{
  static const struct {
    const char *text;
    const char *link;
  } table[] = {
    { "", NULL },
    { "Нет воды", NULL },
    { "vk.com/wall-1_2", NULL },
    { "ftp://a.example/", NULL },
    { "https://", NULL },
    { "http:// a", NULL },
    { "Вот: https://amur.example/news/1.", "https://amur.example/news/1" },
    { "(см. http://amur.example/a(1)), потом", "http://amur.example/a(1))" },
    { "(см. http://amur.example/a)", "http://amur.example/a" },
    { "«https://amur.example/а»", "https://amur.example/а" },
    { "HTTPS://AMUR.example/?q=1&b=2!", "HTTPS://AMUR.example/?q=1&b=2" },
    { "http://one.example/ https://two.example/", "http://one.example/" },
    { "https://a.example/\xe2\x80\xaeslip", "https://a.example/" },
    { "https://a.example/\nb", "https://a.example/" },
    { "hhttp://a.example/x", "http://a.example/x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *link = osr_text_first_link (table[i].text);

    g_assert_cmpstr (link, ==, table[i].link);
  }
}

/* One that is too long is none, and not the beginning of another. */
static void
test_long (void)
{
  g_autofree char *tail = g_strnfill (1024 * 1024, 'a');
  g_autofree char *text = g_strconcat ("https://a.example/", tail, NULL);
  g_autofree char *link = osr_text_first_link (text);

  g_assert_null (link);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-link/first-in-the-words", test_table);
  g_test_add_func ("/core/text-link/too-long-is-none", test_long);
  return g_test_run ();
}
