/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read from the events each time: rare, and of no use once it is answered. */
#include "core/case/osr-case-challenge.h"

#include "core/media/osr-media-list.h"

static const char *
find_answer (OsrCase *self, gint64 challenge)
{
  for (guint i = self->events->len; i > 0; i--) {
    OsrEvent *event = self->events->pdata[i - 1];

    if (osr_event_is (event, "challenge-answered") &&
        osr_event_get_int (event, "challenge", 0) == challenge)
      return osr_event_get_payload_string (event, "answer");
  }
  return NULL;
}

gboolean
osr_case_get_challenge (OsrCase *self, gint64 intent, OsrCaseChallenge *challenge)
{
  for (guint i = self->events->len; i > 0; i--) {
    OsrEvent *event = self->events->pdata[i - 1];
    const char *address;

    if (!osr_event_is (event, "publish-challenged") ||
        osr_event_get_int (event, "intent", 0) != intent)
      continue;
    address = osr_event_get_payload_string (event, "address");
    challenge->version = event->version > 0 ? event->version : i;
    challenge->kind = osr_event_get_string (event, "kind");
    challenge->sid = osr_event_get_string (event, "sid");
    challenge->address = address != NULL ? address : "";
    challenge->picture = osr_media_list_get_first (event->payload);
    challenge->expires_at = osr_event_get_int (event, "expires_at", OSR_INSTANT_UNKNOWN);
    challenge->answer = find_answer (self, challenge->version);
    return TRUE;
  }
  return FALSE;
}
