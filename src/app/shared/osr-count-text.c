/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts as they are set in print. Amounts of time are in osr-time-text.c. */
#include "app/shared/osr-count-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define THIN_SPACE     "\u202f"
#define LEAST_GROUPED  10000
#define DIGITS_A_GROUP 3

char *
osr_count_text (gint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  const gsize length = strlen (digits);
  GString *text;

  if (count > -LEAST_GROUPED && count < LEAST_GROUPED)
    return g_steal_pointer (&digits);
  text = g_string_new (NULL);
  for (gsize i = 0; i < length; i++) {
    if (i > 0 && digits[i - 1] != '-' && (length - i) % DIGITS_A_GROUP == 0)
      g_string_append (text, THIN_SPACE);
    g_string_append_c (text, digits[i]);
  }
  return g_string_free (text, FALSE);
}

char *
osr_count_text_of (gint64 count, gint64 most)
{
  g_autofree char *used = osr_count_text (count);
  g_autofree char *all = osr_count_text (most);

  /* Translators: characters written, and the most that the network takes: "318 of 16 384" */
  return g_strdup_printf (_ ("%1$s of %2$s"), used, all);
}
