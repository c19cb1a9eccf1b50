/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what names its scheme: "vk.com" alone may be the name of a shop. */
#include "core/text/osr-text-link.h"

#include <string.h>

static gboolean
ends_link (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == '<' || c == '>' || c == '"' ||
         c == '\\' || c == '^' || c == '`' || c == '{' || c == '}' || c == '|' || c == 0x00AB ||
         c == 0x00BB || (c >= 0x2018 && c <= 0x201F) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* A bracket closes only what was opened in the address itself. */
static gsize
trim (const char *link, gsize length)
{
  while (length > 0) {
    char last = link[length - 1];
    gboolean opened = memchr (link, '(', length) != NULL;

    if (strchr (".,;:!?'*]", last) == NULL && (last != ')' || opened))
      break;
    length--;
  }
  return length;
}

static gsize
length_of (const char *link)
{
  const char *at = link;

  while (*at != '\0' && !ends_link (g_utf8_get_char (at)) &&
         (gsize) (at - link) <= OSR_TEXT_LINK_LONGEST)
    at = g_utf8_next_char (at);
  return trim (link, (gsize) (at - link));
}

static gsize
scheme_length (const char *at)
{
  static const char *const schemes[] = { "https://", "http://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    gsize length = strlen (schemes[i]);

    if (g_ascii_strncasecmp (at, schemes[i], length) == 0)
      return length;
  }
  return 0;
}

char *
osr_text_first_link (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = text; *at != '\0'; at++) {
    gsize scheme = *at == 'h' || *at == 'H' ? scheme_length (at) : 0;
    gsize length = scheme > 0 ? length_of (at) : 0;

    if (length > scheme)
      return length <= OSR_TEXT_LINK_LONGEST ? g_strndup (at, length) : NULL;
  }
  return NULL;
}
