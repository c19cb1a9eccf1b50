/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports on pages: a long table goes over several, and each says which it is. Pages are counted in
 * the document's own tree, which cairo leaves readable. */
#include <gio/gio.h>
#include <string.h>

#include "report/document/osr-report.h"

/* How many pages the document says that it has. */
static int
count_pages (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_malloc0 (size + 1);
  g_autoptr (GRegex) regex = g_regex_new ("/Count (\\d+)", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *count = NULL;

  for (gsize i = 0; i < size; i++)
    text[i] = data[i] != '\0' ? data[i] : ' ';
  g_assert_true (g_regex_match (regex, text, 0, &match));
  count = g_match_info_fetch (match, 1);
  return (int) g_ascii_strtoll (count, NULL, 10);
}

static GBytes *
make (guint rows)
{
  g_autoptr (OsrReport) report = osr_report_new ("Рейтинг органов", "III квартал 2026");
  OsrReportTable *table = osr_report_add_table (report, "Рейтинг", "баллы из 100", 1);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  osr_report_add_paragraph (report, "итог = 0,25 × качество + …");
  osr_report_table_take_row (table, g_strsplit ("Орган|Итог|Дел", "|", -1));
  for (guint i = 0; i < rows; i++)
    osr_report_table_take_row (
        table,
        g_strdupv ((char *[]){ (char *) "Министерство", (char *) "82,5", (char *) "12", NULL }));
  bytes = osr_report_to_pdf (report, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
test_one_page (void)
{
  g_autoptr (GBytes) bytes = make (5);

  g_assert_cmpint (count_pages (bytes), ==, 1);
}

static void
test_many_pages (void)
{
  g_autoptr (GBytes) bytes = make (300);

  g_assert_cmpint (count_pages (bytes), >, 5);
  g_assert_cmpint (count_pages (bytes), <, 15);
}

/* Nothing in it, and a cell higher than a page: neither goes round for ever. */
static void
test_edges (void)
{
  g_autoptr (OsrReport) empty = osr_report_new ("", "");
  g_autoptr (OsrReport) huge = osr_report_new ("a", "b");
  g_autofree char *word = g_strnfill (40000, 'w');
  OsrReportTable *table = osr_report_add_table (huge, "t", NULL, 1);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  osr_report_add_table (empty, "nothing", NULL, 1);
  first = osr_report_to_pdf (empty, NULL);
  g_assert_nonnull (first);
  osr_report_table_take_row (table, g_strsplit ("head|n", "|", -1));
  osr_report_table_take_row (table, g_strdupv ((char *[]){ word, (char *) "1", NULL }));
  second = osr_report_to_pdf (huge, NULL);
  g_assert_nonnull (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/pages/one", test_one_page);
  g_test_add_func ("/report/pages/many", test_many_pages);
  g_test_add_func ("/report/pages/edges", test_edges);
  return g_test_run ();
}
