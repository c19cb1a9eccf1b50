/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares author, target, time and text, in this order. */
#include "social/osr-reply-match.h"

#include <string.h>

#include "core/osr-rules.h"

/* The network's clock and ours need not agree. */
#define TOLERANCE OSR_MINUTE

/* Marks that a network drops or adds without anybody seeing: soft hyphen, zero-width characters,
 * byte order mark, variation selectors. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

static gsize
scheme_length (const char *at)
{
  if (g_ascii_strncasecmp (at, "https://", 8) == 0)
    return 8;
  return g_ascii_strncasecmp (at, "http://", 7) == 0 ? 7 : 0;
}

static char *
fold_spaces (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean space = FALSE;

  for (const char *at = text + scheme_length (text); *at != '\0'; at += scheme_length (at)) {
    gunichar c = g_utf8_get_char (at);

    at = g_utf8_next_char (at);
    if (is_invisible (c))
      continue;
    if (g_unichar_isspace (c)) {
      space = TRUE;
      continue;
    }
    if (space && out->len > 0)
      g_string_append_c (out, ' ');
    space = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

char *
osr_reply_text_normalise (const char *text)
{
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  return fold_spaces (composed != NULL ? composed : text);
}

OsrNetworkLikeness
osr_reply_text_likeness (const char *sent, const char *found)
{
  g_autofree char *ours = osr_reply_text_normalise (sent);
  g_autofree char *theirs = osr_reply_text_normalise (found);

  if (g_str_equal (ours, theirs))
    return OSR_NETWORK_SAME_TEXT;
  return *ours != '\0' && strstr (theirs, ours) != NULL ? OSR_NETWORK_TEXT_WITHIN
                                                        : OSR_NETWORK_OTHER_TEXT;
}

const char *
osr_reply_text_fault (OsrNetworkSending *sending, guint limit)
{
  g_autofree char *normal = osr_reply_text_normalise (sending->text);

  if (*normal == '\0')
    return "There is no text to publish";
  if (osr_text_length (sending->text) > limit)
    return "The text is longer than the network's limit";
  return NULL;
}

gboolean
osr_reply_is_older (OsrNetworkSending *sending, OsrInstant at)
{
  return at != OSR_INSTANT_UNKNOWN && sending->since != OSR_INSTANT_UNKNOWN &&
         at < sending->since - TOLERANCE;
}

/* The page's times from oldest to newest; FALSE when one is not known, or there are none. */
static gboolean
read_times (const OsrNetworkAnswer *page, OsrInstant *oldest, OsrInstant *newest)
{
  *oldest = G_MAXINT64;
  *newest = G_MININT64;
  for (guint i = 0; i < page->records->len; i++) {
    const OsrNetworkRecord *record = page->records->pdata[i];

    if (record->message == NULL || record->message->thread_root != NULL)
      continue;
    if (record->message->published_at == OSR_INSTANT_UNKNOWN)
      return FALSE;
    *oldest = MIN (*oldest, record->message->published_at);
    *newest = MAX (*newest, record->message->published_at);
  }
  return *oldest <= *newest;
}

gboolean
osr_reply_is_past (OsrNetworkSending *sending, const OsrNetworkAnswer *page, OsrInstant *oldest)
{
  OsrInstant before = *oldest;
  OsrInstant newest;

  if (!read_times (page, oldest, &newest)) {
    *oldest = OSR_INSTANT_UNKNOWN;
    return FALSE;
  }
  return before != OSR_INSTANT_UNKNOWN && newest <= before && *oldest < before &&
         osr_reply_is_older (sending, newest);
}

static gboolean
is_it (OsrNetworkSending *sending, const char *reply_to, const OsrNetworkMessage *message)
{
  if (message->deleted)
    return FALSE;
  if (sending->native_id != NULL)
    return g_str_equal (sending->native_id, message->native_id);
  return message->from_account && !osr_network_sending_is_taken (sending, message->native_id) &&
         g_strcmp0 (reply_to, message->reply_to) == 0 &&
         !osr_reply_is_older (sending, message->published_at) &&
         osr_reply_text_likeness (sending->text, message->text) == OSR_NETWORK_SAME_TEXT;
}

OsrNetworkReply *
osr_reply_match (OsrNetworkSending *sending, const char *reply_to, const OsrNetworkMessage *message)
{
  OsrNetworkReply *reply;

  g_return_val_if_fail (sending != NULL && message != NULL, NULL);

  if (!is_it (sending, reply_to, message))
    return NULL;
  reply = osr_network_reply_new (message->native_id, message->permalink, message->published_at);
  reply->likeness = osr_reply_text_likeness (sending->text, message->text);
  return reply;
}
