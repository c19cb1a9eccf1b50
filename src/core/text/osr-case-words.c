/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers texts from drafts and events, a line each. */
#include "core/text/osr-case-words.h"

static void
append_text (GString *texts, const char *text)
{
  if (text != NULL)
    g_string_append_printf (texts, "%s%s", texts->len > 0 ? "\n" : "", text);
}

char *
osr_case_words_dup_replies (OsrCase *c)
{
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < c->drafts->len; i++) {
    const OsrCaseDraft *draft = c->drafts->pdata[i];

    if (draft->state != OSR_DRAFT_WITHDRAWN && draft->state != OSR_DRAFT_VOID &&
        draft->state != OSR_DRAFT_REWORK)
      append_text (texts, draft->text);
  }
  return g_string_free (texts, FALSE);
}

char *
osr_case_words_dup_notes (OsrCase *c)
{
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (osr_event_is (event, "noted") || osr_event_is (event, "author-replied"))
      append_text (texts, osr_event_get_payload_string (event, "text"));
    else if (osr_event_is (event, "reworked"))
      append_text (texts, osr_event_get_payload_string (event, "remarks"));
  }
  return g_string_free (texts, FALSE);
}
