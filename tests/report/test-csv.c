/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells with commas, quotes and line ends, formulas that must not run, numbers. */
#include "report/document/osr-csv.h"

static void
test_cells (void)
{
  OsrCsv *csv = osr_csv_new (FALSE);
  g_autofree char *text = NULL;

  osr_csv_add_text (csv, "Минздрав, \"первый\"\nкорпус");
  osr_csv_add_text (csv, NULL);
  osr_csv_add_text (csv, "");
  osr_csv_add_number (csv, 825, 1);
  osr_csv_end_row (csv);
  osr_csv_add_number (csv, -5, 2);
  osr_csv_add_number (csv, 0, 0);
  osr_csv_add_number (csv, G_MININT64, 0);
  osr_csv_end_row (csv);
  text = osr_csv_free_to_text (csv);
  g_assert_cmpstr (text, ==,
                   "\"Минздрав, \"\"первый\"\"\nкорпус\",,,82.5\r\n"
                   "-0.05,0,-9223372036854775808\r\n");
}

static void
test_formulas (void)
{
  static const char *const wicked[] = { "=1+1",   "+7 914", "-1",    "@SUM(A1)", "\t=1",
                                        "\r=cmd", "  =1+1", "|calc", "%0A" };

  for (guint i = 0; i < G_N_ELEMENTS (wicked); i++) {
    OsrCsv *csv = osr_csv_new (FALSE);
    g_autofree char *text = NULL;

    osr_csv_add_text (csv, wicked[i]);
    text = osr_csv_free_to_text (csv);
    g_assert_true (g_str_has_prefix (text, "\"'"));
  }
}

static void
test_bom (void)
{
  g_autofree char *with = osr_csv_free_to_text (osr_csv_new (TRUE));
  g_autofree char *without = osr_csv_free_to_text (osr_csv_new (FALSE));

  g_assert_cmpstr (with, ==, "\xef\xbb\xbf");
  g_assert_cmpstr (without, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/csv/cells", test_cells);
  g_test_add_func ("/report/csv/formulas", test_formulas);
  g_test_add_func ("/report/csv/bom", test_bom);
  return g_test_run ();
}
