/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as networks write them into texts as people read them, and into a form for comparing. */
#include "social/osr-html-text.h"
#include "social/vk/osr-vk-text.h"

#include <string.h>

typedef struct {
  const char *raw;
  const char *plain;
} Pair;

static void
test_references (void)
{
  static const Pair pairs[] = {
    { "", "" },
    { "без ссылок", "без ссылок" },
    { "&lt;b&gt; &amp; &quot;x&quot; &apos;", "<b> & \"x\" '" },
    { "&laquo;Дорога&raquo; &mdash; где&hellip;", "«Дорога» — где…" },
    { "&#10071; &#x1F600; &#X41;", "❗ 😀 A" },
    { "&amp;lt;", "&lt;" },
    { "&amp;amp;amp;", "&amp;amp;" },
    { "&#151;&#128;", "—€" },
    { "AT&T; R&D &nosuch; &; &#; &#x; &# 65;", "AT&T; R&D &nosuch; &; &#; &#x; &# 65;" },
    { "&", "&" },
    { "&#65", "&#65" },
    { "конец &am", "конец &am" },
    { "&verylongnameofnothing;", "&verylongnameofnothing;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *plain = osr_html_decode (pairs[i].raw);

    g_assert_cmpstr (plain, ==, pairs[i].plain);
  }
}

static void
test_line_breaks (void)
{
  static const Pair pairs[] = {
    { "a<br>b<BR/>c<br />d", "a\nb\nc\nd" }, { "a\r\nb\rc", "a\nb\nc" },   { "&lt;br&gt;", "<br>" },
    { "<b>x</b> <br", "<b>x</b> <br" },      { "<brother>", "<brother>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *plain = osr_html_decode (pairs[i].raw);

    g_assert_cmpstr (plain, ==, pairs[i].plain);
  }
}

/* No number makes the result anything but UTF-8 that can be shown and kept. */
static void
test_impossible_characters (void)
{
  static const char *const numbers[] = { "0",     "1",       "27",         "127",        "55296",
                                         "57343", "1114112", "4294967295", "4294967296", "99999999",
                                         "xD800", "x110000", "-5" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *raw = g_strdup_printf ("[&#%s;]", numbers[i]);
    g_autofree char *plain = osr_html_decode (raw);

    g_assert_true (g_utf8_validate (plain, -1, NULL));
    g_assert_true (g_str_equal (plain, "[\357\277\275]") || g_str_equal (plain, raw));
  }
  g_assert_cmpuint (osr_html_character_by_name ("Alpha"), ==, 0x391);
  g_assert_cmpuint (osr_html_character_by_name ("zwnj"), ==, 0x200C);
  g_assert_cmpuint (osr_html_character_by_name ("alph"), ==, 0);
}

static void
test_control_characters (void)
{
  g_autofree char *plain = osr_html_decode ("a\001b\tc\033[1m");

  g_assert_cmpstr (plain, ==, "a\357\277\275b\tc\357\277\275[1m");
}

static void
test_mentions (void)
{
  static const Pair pairs[] = {
    { "[id6099|Дмитрий], да", "Дмитрий, да" },
    { "[club1|A][public22|Б]", "AБ" },
    { "[id1|A&amp;B]", "A&B" },
    { "[id|x] [idx|y] [id1|] [id1|a", "[id|x] [idx|y] [id1|] [id1|a" },
    { "[стр. 5]", "[стр. 5]" },
    { "[id1|[id2|x]]", "[id1|x]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *plain = osr_vk_text_decode (pairs[i].raw, 100);

    g_assert_cmpstr (plain, ==, pairs[i].plain);
  }
}

static void
test_shorten (void)
{
  g_autofree char *whole = osr_vk_text_shorten ("ёжик", 4);
  g_autofree char *cut = osr_vk_text_shorten ("ёжик!", 4);

  g_assert_cmpstr (whole, ==, "ёжик");
  g_assert_cmpstr (cut, ==, "ёжи…");
}

/* What was sent and what came back, as VK may have changed it. */
static void
test_same_text (void)
{
  static const Pair same[] = {
    { "Добрый день!\n\nОтвет  готов. ", "Добрый день!\nОтвет готов." },
    { "\u0438\u0306", "й" },
    { "см. https://amurobl.ru/a", "см. amurobl.ru/a" },
    { "HTTP://a.ru http://b.ru", "a.ru b.ru" },
    { "❤\uFE0F да\u200B", "❤ да" },
    { "[id5|Анна], здравствуйте", "Анна, здравствуйте" },
    { "\u00A0x\u2003y\t", "x y" },
  };
  static const Pair other[] = {
    { "Ответ готов.", "Ответ не готов." },
    { "Да", "да" },
    { "1 2", "12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *left = osr_vk_text_normalise (same[i].raw);
    g_autofree char *right = osr_vk_text_normalise (same[i].plain);

    g_assert_cmpstr (left, ==, right);
  }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++) {
    g_autofree char *left = osr_vk_text_normalise (other[i].raw);
    g_autofree char *right = osr_vk_text_normalise (other[i].plain);

    g_assert_cmpstr (left, !=, right);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/social/html-text/references", test_references);
  g_test_add_func ("/social/html-text/line-breaks", test_line_breaks);
  g_test_add_func ("/social/html-text/impossible-characters", test_impossible_characters);
  g_test_add_func ("/social/html-text/control-characters", test_control_characters);
  g_test_add_func ("/social/vk-text/mentions", test_mentions);
  g_test_add_func ("/social/vk-text/shorten", test_shorten);
  g_test_add_func ("/social/vk-text/same-text", test_same_text);
  return g_test_run ();
}
