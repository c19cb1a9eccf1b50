/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says of itself, in the encodings of the Russian web; and pages that were made to harm. */
#include <string.h>

#include "social/link/osr-link-page.h"

static OsrLinkPage *
read_text (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return osr_link_page_read (bytes);
}

static void
test_title (void)
{
  g_autoptr (OsrLinkPage) page =
      read_text ("<!DOCTYPE html><html><head><title>\n  Ремонт &laquo;Ленина&raquo; \n до 1 мая"
                 "</title><title>другой</title></head><body><title>x</title>",
                 -1);

  g_assert_cmpstr (page->title, ==, "Ремонт «Ленина» до 1 мая");
  g_assert_null (page->site);
  g_assert_null (page->description);
}

static void
test_open_graph (void)
{
  g_autoptr (OsrLinkPage) page =
      read_text ("<head><title>Главная</title><META NAME=description CONTENT='для поиска'>"
                 "<meta property='og:title' content='Мост открыт &amp; готов'>"
                 "<meta property=\"og:title\" content=\"второй\">"
                 "<meta property=og:site_name content='Амур.инфо'>"
                 "<meta property='og:description' content='Движение пустят в 18:00'></head>",
                 -1);

  g_assert_cmpstr (page->title, ==, "Мост открыт & готов");
  g_assert_cmpstr (page->site, ==, "Амур.инфо");
  g_assert_cmpstr (page->description, ==, "Движение пустят в 18:00");
}

static OsrLinkPage *
read_as (const char *text, const char *charset)
{
  gsize length;
  g_autofree char *bytes = g_convert (text, -1, charset, "UTF-8", NULL, &length, NULL);

  g_assert_nonnull (bytes);
  return read_text (bytes, (gssize) length);
}

static void
test_encodings (void)
{
  static const struct {
    const char *head;
    const char *charset;
  } table[] = {
    { "<meta charset=windows-1251>", "windows-1251" },
    { "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r" },
    { "", "windows-1251" }, /* declared nowhere */
    { "", "UTF-8" },
    { "<meta charset='windows-1251'>", "UTF-8" }, /* declared wrongly */
    { "<meta charset='nobody-knows'>", "UTF-8" },
    { "", "UTF-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text =
        g_strconcat ("<html><head>", table[i].head, "<title>Воды нет</title></head>", NULL);
    g_autoptr (OsrLinkPage) page = read_as (text, table[i].charset);

    g_test_message ("%u", i);
    g_assert_nonnull (page);
    g_assert_cmpstr (page->title, ==, "Воды нет");
  }
}

static void
test_nothing (void)
{
  static const char *const texts[] = {
    "",   "слова",   "<title> \n </title>", "<p>title</p>", "<meta property='og:title' content=''>",
    "{}", "%PDF-1.7"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (OsrLinkPage) page = read_text (texts[i], -1);

    g_assert_null (page);
  }
}

/* No entity of the page's own, no nesting, no length makes it cost more than it is. */
static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("<head><title>Глубоко</title>");
  g_autofree char *filler = g_strnfill (5 * 1024 * 1024 - 100, 'a');
  g_autofree char *large = g_strconcat ("<head><title>", filler, "</title>", NULL);
  g_autoptr (OsrLinkPage) bottom = NULL;
  g_autoptr (OsrLinkPage) long_title = NULL;
  g_autoptr (OsrLinkPage) entity = NULL;

  for (guint i = 0; i < 60000; i++)
    g_string_append (deep, "<div><b>");
  bottom = read_text (deep->str, -1);
  g_assert_cmpstr (bottom->title, ==, "Глубоко");
  long_title = read_text (large, -1);
  g_assert_cmpint (g_utf8_strlen (long_title->title, -1), <=, OSR_LINK_TITLE_LONGEST);
  entity = read_text ("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                      "<title>a&x;b</title>",
                      -1);
  g_assert_null (strstr (entity->title, "root:"));
}

/* Whatever comes, what is told is valid and short. */
static void
test_changed_bytes (void)
{
  static const char page[] = "<html><head><meta charset=windows-1251><title>\xc2\xee\xe4\xe0 &lt;"
                             "</title><meta property='og:title' content='x'></head>";
  guint32 seed = 7;

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *copy = g_memdup2 (page, sizeof page);
    g_autoptr (OsrLinkPage) read = NULL;

    for (guint j = 0; j < 3; j++) {
      seed = seed * 1664525u + 1013904223u;
      copy[(seed >> 8) % (sizeof page - 1)] = (char) (seed >> 24);
    }
    read = read_text (copy, (gssize) ((seed >> 4) % sizeof page));
    if (read == NULL)
      continue;
    g_assert_true (g_utf8_validate (read->title, -1, NULL));
    g_assert_cmpint (g_utf8_strlen (read->title, -1), <=, OSR_LINK_TITLE_LONGEST);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/social/link-page/title", test_title);
  g_test_add_func ("/social/link-page/open-graph-goes-first", test_open_graph);
  g_test_add_func ("/social/link-page/encodings", test_encodings);
  g_test_add_func ("/social/link-page/no-title-is-none", test_nothing);
  g_test_add_func ("/social/link-page/hostile-pages", test_hostile);
  g_test_add_func ("/social/link-page/changed-bytes", test_changed_bytes);
  return g_test_run ();
}
