/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What VK's error codes say of a call that writes, row by row: whether it surely came to nothing, or may
 * have taken effect. The second is looked for before anything is sent again. */
#include <glib.h>

#include "social/vk/osr-vk-error.h"

typedef enum { NOTHING_DONE, MAYBE_DONE } Effect;

static const struct {
  gint64 code;
  OsrNetError class; /* of a call that writes */
  Effect effect;
} rows[] = {
  /* broke somewhere in VK's own course */
  { 1, OSR_NET_ERROR_UNCERTAIN, MAYBE_DONE },
  { 10, OSR_NET_ERROR_UNCERTAIN, MAYBE_DONE },
  { 36, OSR_NET_ERROR_UNCERTAIN, MAYBE_DONE },
  /* an error without a code, or none at all */
  { 0, OSR_NET_ERROR_UNCERTAIN, MAYBE_DONE },
  { -1, OSR_NET_ERROR_UNCERTAIN, MAYBE_DONE },
  /* refused before it was begun, and taken later */
  { 43, OSR_NET_ERROR_TEMPORARY, NOTHING_DONE },
  { 6, OSR_NET_ERROR_RATE_LIMITED, NOTHING_DONE },
  { 9, OSR_NET_ERROR_RATE_LIMITED, NOTHING_DONE },
  { 29, OSR_NET_ERROR_RATE_LIMITED, NOTHING_DONE },
  { 223, OSR_NET_ERROR_RATE_LIMITED, NOTHING_DONE },
  { 601, OSR_NET_ERROR_RATE_LIMITED, NOTHING_DONE },
  /* the token, or a person is needed */
  { 2, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 4, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 5, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 14, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 17, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 24, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 25, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 27, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 28, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 38, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 1114, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 1116, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 1117, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3300, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3301, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3302, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3303, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3304, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  { 3609, OSR_NET_ERROR_AUTH, NOTHING_DONE },
  /* refused for good */
  { 3, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 7, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 8, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 15, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 18, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 19, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 30, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 37, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 42, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 100, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 203, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 211, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 212, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 213, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 214, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 222, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 801, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 914, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
  { 3610, OSR_NET_ERROR_REJECTED, NOTHING_DONE },
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpstr (osr_net_error_nick ((int) osr_vk_error_class (rows[i].code, TRUE)), ==,
                   osr_net_error_nick ((int) rows[i].class));
  g_assert_cmpint (rows[i].class == OSR_NET_ERROR_UNCERTAIN, ==, rows[i].effect == MAYBE_DONE);
}

/* What only reads is never uncertain: it is asked again. */
static void
test_reading (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (osr_vk_error_class (rows[i].code, FALSE), !=, OSR_NET_ERROR_UNCERTAIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/social/vk/error/%s/%" G_GINT64_FORMAT,
                         rows[i].effect == MAYBE_DONE ? "unknown" : "surely-not-executed",
                         rows[i].code);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/social/vk/error/reading-is-never-unknown", test_reading);
  return g_test_run ();
}
