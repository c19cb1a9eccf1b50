/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text in two languages; see the header. What else a text must be is the reader's to check. */
#include "core/regulation/osr-text2.h"

#include "core/osr-json.h"

const char *
osr_text2_get (const OsrText2 *text, const char *language)
{
  return g_strcmp0 (language, "ru") == 0 ? text->ru : text->en;
}

gboolean
osr_text2_read (JsonObject *object, const char *member, OsrText2 *text)
{
  JsonObject *both = osr_json_get_object (object, member);
  const char *ru = osr_json_get_string (both, "ru");
  const char *en = osr_json_get_string (both, "en");

  if (ru == NULL || *ru == '\0' || en == NULL || *en == '\0')
    return FALSE;
  text->ru = g_strdup (ru);
  text->en = g_strdup (en);
  return TRUE;
}

void
osr_text2_clear (OsrText2 *text)
{
  g_clear_pointer (&text->ru, g_free);
  g_clear_pointer (&text->en, g_free);
}
