/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text is changed and not a tree: no library writes such things. */
#include "demo/sandbox/osr-sandbox-poison.h"

#include <string.h>

#define LEVELS 40

static void
append_members (GString *out, gboolean alone)
{
  g_autofree char *opening = g_strnfill (LEVELS, '[');
  g_autofree char *closing = g_strnfill (LEVELS, ']');

  g_string_append_printf (out,
                          "\"poison\":{\"a\":1,\"a\":-99999999999999999999},"
                          "\"poison\":%s\"]\\\"[\"%s%s",
                          opening, closing, alone ? "" : ",");
}

/* Returns: how many bytes of @at were taken */
static gsize
pass_in_text (GString *out, const char *at, const char *end, gboolean *quoted)
{
  gsize mark = strlen (OSR_SANDBOX_POISON);

  if (*at == '\\' && at + 1 < end) {
    g_string_append_len (out, at, 2);
    return 2;
  }
  if ((gsize) (end - at) >= mark && memcmp (at, OSR_SANDBOX_POISON, mark) == 0) {
    g_string_append (out, "\\ud800\\u0000");
    return mark;
  }
  *quoted = *at != '"';
  g_string_append_c (out, *at);
  return 1;
}

static gboolean
is_empty_object (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at < end && *at == '}';
}

GString *
osr_sandbox_poison (const char *json, gsize length)
{
  GString *out = g_string_sized_new (length * 2);
  const char *end = json + length;
  gboolean quoted = FALSE;

  for (const char *at = json; at < end;) {
    if (quoted) {
      at += pass_in_text (out, at, end, &quoted);
      continue;
    }
    quoted = *at == '"';
    g_string_append_c (out, *at++);
    if (at[-1] == '{')
      append_members (out, is_empty_object (at, end));
  }
  return out;
}
