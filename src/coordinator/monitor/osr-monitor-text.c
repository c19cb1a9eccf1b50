/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is measured by its bytes and by what they become in JSON: a control character takes six. */
#include "coordinator/monitor/osr-monitor-text.h"

#include <string.h>

#define WRITTEN_BYTES (2 * OSR_MONITOR_TEXT_BYTES) /* of one text, as JSON */
#define CASE_BYTES    (4 * OSR_MONITOR_TEXT_BYTES) /* of all texts of a case */
#define LATER_BYTES   (64 * 1024)                  /* of one that comes when those are there */

static gsize
cost_of (guchar c)
{
  if (c == '"' || c == '\\' || (c >= '\b' && c <= '\r' && c != '\v'))
    return 2;
  return c < 0x20 || c == 0x7f ? 6 : 1;
}

/* How many bytes of @text are kept; whole characters. */
static gsize
measure (const char *text, gsize most)
{
  gsize written = 0;
  gsize length = 0;

  while (text[length] != '\0' && length < most) {
    written += cost_of ((guchar) text[length]);
    if (written > WRITTEN_BYTES)
      break;
    length++;
  }
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

static gsize
count_kept (OsrCase *the_case)
{
  gsize kept = 0;

  for (guint i = 0; the_case != NULL && i < the_case->events->len; i++) {
    const char *text = osr_event_get_payload_string (the_case->events->pdata[i], "text");

    kept += text != NULL ? strlen (text) : 0;
  }
  return kept;
}

void
osr_monitor_text_set (OsrCase *the_case, const char *text, JsonObject *members, JsonObject *payload)
{
  gsize whole = strlen (text);
  gboolean later = count_kept (the_case) + whole > CASE_BYTES;
  gsize length = measure (text, later ? LATER_BYTES : OSR_MONITOR_TEXT_BYTES);
  g_autofree char *kept = g_strndup (text, length);

  json_object_set_string_member (payload, "text", kept);
  if (length < whole)
    json_object_set_int_member (members, "text_whole", (gint64) whole);
}

gboolean
osr_monitor_text_is (OsrCase *the_case, const char *text)
{
  if (the_case->text == NULL)
    return FALSE;
  if (the_case->text_whole == 0)
    return g_str_equal (the_case->text, text);
  return (gint64) strlen (text) == the_case->text_whole && g_str_has_prefix (text, the_case->text);
}
