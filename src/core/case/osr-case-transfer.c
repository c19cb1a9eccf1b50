/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns and recalls, counted and timed: read off the events, so that history and ratings say the
 * same. What a return does to a case is in osr-case-routing.c. */
#include "core/osr-case.h"

/* Whether @event gave the case to @body; to any where @body is %NULL. */
static gboolean
gives_to (OsrEvent *event, const char *body)
{
  return (osr_event_is (event, "routed") || osr_event_is (event, "contribution-requested")) &&
         (body == NULL || g_strcmp0 (osr_event_get_string (event, "body"), body) == 0);
}

static void
find_giving (OsrCase *self, guint index, OsrTransfer *transfer)
{
  for (guint i = index; i > 0; i--) {
    OsrEvent *event = self->events->pdata[i - 1];

    if (gives_to (event, transfer->body)) {
      transfer->had_it = event->at;
      transfer->body = osr_event_get_string (event, "body");
      return;
    }
  }
}

gboolean
osr_case_get_transfer (OsrCase *self, guint index, OsrTransfer *transfer)
{
  OsrEvent *event = index < self->events->len ? self->events->pdata[index] : NULL;

  if (event == NULL || !osr_event_is (event, "returned"))
    return FALSE;
  transfer->body = osr_event_get_string (event, "body");
  transfer->had_it = OSR_INSTANT_UNKNOWN;
  transfer->gave_it = event->at;
  transfer->number = 0;
  for (guint i = 0; i <= index; i++)
    transfer->number += osr_event_is (self->events->pdata[i], "returned");
  find_giving (self, index, transfer);
  return TRUE;
}
