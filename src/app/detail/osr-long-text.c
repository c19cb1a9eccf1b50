/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sentences and one cut. */
#include "app/detail/osr-long-text.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_long (const char *text)
{
  return strlen (text) > OSR_LONG_TEXT_SHOWN && g_utf8_strlen (text, -1) > OSR_LONG_TEXT_SHOWN;
}

char *
osr_long_text_dup_shown (const char *text)
{
  g_autofree char *start = NULL;

  if (!is_long (text))
    return g_strdup (text);
  start = g_utf8_substring (text, 0, OSR_LONG_TEXT_SHOWN);
  return g_strconcat (start, "…", NULL);
}

char *
osr_long_text_dup_note (const char *text, gint64 whole)
{
  g_autofree char *kept = g_format_size (strlen (text));
  g_autofree char *came = g_format_size ((guint64) MAX (whole, 0));

  if (whole > 0)
    /* Translators: two sizes, "1.0 MB" and "3.2 MB" */
    return g_strdup_printf (
        _ ("The message is longer than the office keeps: here is the beginning, "
           "%s of %s. The rest is on the network."),
        kept, came);
  if (is_long (text))
    /* Translators: a size, "1.0 MB" */
    return g_strdup_printf (_ ("This is the beginning of a text of %s. Copying takes all of it."),
                            kept);
  return NULL;
}
