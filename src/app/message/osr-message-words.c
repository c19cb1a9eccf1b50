/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "app/message/osr-message-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "app/shared/osr-sentence.h"
#include "core/message/osr-message-entry.h"

static gboolean
read_clock (const char *text, gint32 *seconds)
{
  unsigned hour, minute;
  int end = 0;

  if (sscanf (text, "%2u:%2u%n", &hour, &minute, &end) != 2 || text[end] != '\0' || hour > 23 ||
      minute > 59)
    return FALSE;
  *seconds = (gint32) (hour * 3600 + minute * 60);
  return TRUE;
}

static gboolean
read_day (const char *text, OsrDay *day)
{
  g_autofree char *iso = NULL;
  unsigned d, m, y;
  int end = 0;

  if (sscanf (text, "%2u.%2u.%4u%n", &d, &m, &y, &end) != 3 || text[end] != '\0')
    return osr_day_parse (text, day);
  iso = g_strdup_printf ("%04u-%02u-%02u", y, m, d);
  return osr_day_parse (iso, day);
}

gboolean
osr_message_words_read_moment (const char *text, OsrInstant now, OsrZone *zone, OsrInstant *moment)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  char *space = strrchr (bare, ' ');
  OsrDay day = osr_zone_day_at (zone, now, NULL);
  gint32 seconds;

  *moment = *bare != '\0' ? osr_instant_parse (bare) : OSR_INSTANT_UNKNOWN;
  if (*bare == '\0' || *moment != OSR_INSTANT_UNKNOWN)
    return TRUE;
  if (space != NULL)
    *space = '\0';
  if (space != NULL && !read_day (g_strstrip (bare), &day))
    return FALSE;
  if (!read_clock (space != NULL ? space + 1 : bare, &seconds))
    return FALSE;
  *moment = osr_zone_instant_at (zone, day, seconds);
  return TRUE;
}

static const char *const faults[] = {
  [OSR_MESSAGE_FAULT_SYNTAX] =
      N_ ("This is no message: each line is one JSON object in UTF-8, at most 4 MiB long."),
  [OSR_MESSAGE_FAULT_MEMBER] = N_ (
      "A member has an unknown name or is of a wrong kind. Known are permalink, network, source, "
      "text, author_name, published_at, context, place, media, native_id."),
  [OSR_MESSAGE_FAULT_TEXT] = N_ ("The message has no words. Copy its text."),
  [OSR_MESSAGE_FAULT_LINK] =
      N_ ("The link is no address of the web. Copy it from the message itself."),
  [OSR_MESSAGE_FAULT_NETWORK] = N_ ("Where it was published is not said. Choose the network."),
  [OSR_MESSAGE_FAULT_PLACE] =
      N_ ("The link is missing. Where messages have no links, name the place."),
  [OSR_MESSAGE_FAULT_MOMENT] =
      N_ ("The moment of publication cannot be read. Write it like 06.03.2026 10:12."),
  [OSR_MESSAGE_FAULT_MEDIA] = N_ ("Pictures and films are a list of at most 32 links."),
  [OSR_MESSAGE_FAULT_LONG] = N_ ("A part of the message is too long. Shorten it."),
};

char *
osr_message_words_fault (const GError *error)
{
  if (error->domain == OSR_MESSAGE_FAULT && error->code >= 0 &&
      error->code < (int) G_N_ELEMENTS (faults))
    return g_strdup (_ (faults[error->code]));
  return osr_sentence_for_error (error);
}
