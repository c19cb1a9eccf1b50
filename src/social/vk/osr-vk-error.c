/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of VK's error codes. A code that is not in it is final: repeating what is not
 * understood helps nobody. */
#include "social/vk/osr-vk-error.h"

#include <string.h>

#include "social/vk/osr-vk-text.h"

#define LONGEST_MESSAGE 300
#define SAID            ": VK error "

static const struct {
  gint64 code;
  OsrNetError class;
} classes[] = {
  /* inside VK: unknown, internal, the method took too long, a section is switched off for now */
  { 1, OSR_NET_ERROR_TEMPORARY },
  { 10, OSR_NET_ERROR_TEMPORARY },
  { 36, OSR_NET_ERROR_TEMPORARY },
  { 43, OSR_NET_ERROR_TEMPORARY },
  /* too many: a second, flood control, a day, replies by this community */
  { 6, OSR_NET_ERROR_RATE_LIMITED },
  { 9, OSR_NET_ERROR_RATE_LIMITED },
  { 29, OSR_NET_ERROR_RATE_LIMITED },
  { 223, OSR_NET_ERROR_RATE_LIMITED },
  { 601, OSR_NET_ERROR_RATE_LIMITED },
  /* the token: application off, signature, sign-in, wrong kind of token, expired */
  { 2, OSR_NET_ERROR_AUTH },
  { 4, OSR_NET_ERROR_AUTH },
  { 5, OSR_NET_ERROR_AUTH },
  { 27, OSR_NET_ERROR_AUTH },
  { 28, OSR_NET_ERROR_AUTH },
  { 38, OSR_NET_ERROR_AUTH },
  { 1114, OSR_NET_ERROR_AUTH },
  { 1116, OSR_NET_ERROR_AUTH },
  { 1117, OSR_NET_ERROR_AUTH },
  /* a person must do something first: captcha, validation, confirmations */
  { 14, OSR_NET_ERROR_AUTH },
  { 17, OSR_NET_ERROR_AUTH },
  { 24, OSR_NET_ERROR_AUTH },
  { 25, OSR_NET_ERROR_AUTH },
  { 3300, OSR_NET_ERROR_AUTH },
  { 3301, OSR_NET_ERROR_AUTH },
  { 3302, OSR_NET_ERROR_AUTH },
  { 3303, OSR_NET_ERROR_AUTH },
  { 3304, OSR_NET_ERROR_AUTH },
  { 3609, OSR_NET_ERROR_AUTH },
};

/* What VK says of a call that writes:
 *
 *   surely not executed   every code of the table but those below, and every other positive code: VK
 *                         refuses before it begins; 43 is a section that is switched off
 *   unknown               1, 10, 36: broke somewhere in its course; no code, 0 or less; besides, what
 *                         is no answer of VK: HTTP 2xx without one, 3xx, 5xx, a connection that ended
 *                         after the request's head was written
 */
OsrNetError
osr_vk_error_class (gint64 code, gboolean writes)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    if (classes[i].code != code)
      continue;
    if (writes && classes[i].class == OSR_NET_ERROR_TEMPORARY && code != 43)
      return OSR_NET_ERROR_UNCERTAIN;
    return classes[i].class;
  }
  if (code <= 0)
    return writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL;
  return OSR_NET_ERROR_REJECTED;
}

gboolean
osr_vk_error_passes_soon (gint64 code)
{
  return code == 1 || code == 6 || code == 10 || code == 36;
}

char *
osr_vk_error_message (const char *method, gint64 code, const char *message,
                      OsrNetworkAccount *account)
{
  g_autoptr (GString) line = g_string_new (message);
  g_autofree char *shown = NULL;

  osr_network_account_scrub (account, line);
  for (gsize i = 0; i < line->len; i++) {
    if (g_ascii_iscntrl (line->str[i]))
      line->str[i] = ' ';
  }
  shown = osr_vk_text_shorten (line->str, LONGEST_MESSAGE);
  return g_strdup_printf ("%s" SAID "%" G_GINT64_FORMAT ": %s", method, code, shown);
}

/* What VK itself said comes after the first mark. */
gboolean
osr_vk_error_is (const GError *error, gint64 code)
{
  const char *said =
      error != NULL && error->domain == OSR_NET_ERROR ? strstr (error->message, SAID) : NULL;

  return said != NULL && g_ascii_strtoll (said + strlen (SAID), NULL, 10) == code;
}
