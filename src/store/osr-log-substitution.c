/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Substitutions begin and end by the clock. That they did is written to the log, so that what somebody
 * reads changes at a place in it like everything else, and the log tells later who could read what.
 * What follows from it for readers is in osr-log-audience.c. */
#include "core/office/osr-substitution.h"
#include "store/osr-log-private.h"

/* (nullable): the event that is due of @entry at @now. One that nobody was there to begin just ends. */
static const char *
due_event (const OsrSubstitution *entry, OsrInstant now)
{
  if (entry->over)
    return NULL;
  if (now >= osr_substitution_get_end (entry))
    return "substitution-ended";
  return !entry->begun && entry->from <= now ? "substitution-begun" : NULL;
}

static gboolean
is_due (OsrLog *self, OsrInstant now)
{
  GPtrArray *entries = osr_registry_get_substitutions (self->registry);

  for (guint i = 0; i < entries->len; i++) {
    if (due_event (entries->pdata[i], now) != NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
append_due (OsrLog *self, const OsrSubstitution *entry, const char *type, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = { OSR_STREAM_OFFICE, type, members };

  json_object_set_string_member (members, "id", entry->id);
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_STREAM_OFFICE;
  return osr_log_append (self, &request, 1, NULL, error);
}

/* Ends first: a substitute who takes over from another does so at one moment. */
static gboolean
append_all_due (OsrLog *self, OsrInstant now, const char *type, GError **error)
{
  GPtrArray *entries = osr_registry_get_substitutions (self->registry);

  for (guint i = 0; i < entries->len; i++) {
    const char *due = due_event (entries->pdata[i], now);

    if (g_strcmp0 (due, type) == 0 && !append_due (self, entries->pdata[i], due, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_log_tend_substitutions (OsrLog *self, gboolean *changed, GError **error)
{
  OsrInstant now = osr_clock_now (self->clock);
  g_autoptr (OsrLogTransaction) transaction = NULL;

  if (changed != NULL)
    *changed = FALSE;
  if (!osr_log_refresh (self, error))
    return FALSE;
  if (!is_due (self, now))
    return TRUE;
  transaction = osr_log_begin (self, error);
  if (transaction == NULL || !append_all_due (self, now, "substitution-ended", error) ||
      !append_all_due (self, now, "substitution-begun", error) ||
      !osr_log_commit (transaction, error))
    return FALSE;
  if (changed != NULL)
    *changed = TRUE;
  return TRUE;
}
