/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "report/osr-history-reply.h"

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "report/osr-history-sentence.h"

char *
osr_history_rest_published (OsrEvent *event, OsrRegistry *registry)
{
  const char *voice = osr_event_get_string (event, "voice");
  const OsrPerson *person = voice != NULL ? osr_registry_find_person (registry, voice) : NULL;
  const char *id = osr_event_get_string (event, "account");
  const OsrAccount *account = id != NULL ? osr_registry_find_account (registry, id) : NULL;
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _ (": %s"),
                          osr_history_kind (osr_event_get_string (event, "kind")));
  if (person != NULL)
    /* Translators: name of the official representative. */
    g_string_append_printf (words, _ (" · in the name of %s"), person->name);
  if (account != NULL && osr_json_get_boolean (event->members, "fallback", FALSE))
    /* Translators: name of the account. */
    g_string_append_printf (words, _ (" · from “%s” with a link to the author"), account->name);
  return g_string_free (words, FALSE);
}

char *
osr_history_rest_corrected (OsrEvent *event, OsrRegistry *registry)
{
  const char *how = osr_event_get_string (event, "how");

  if (g_strcmp0 (how, "edited") == 0)
    return g_strdup (_ (": the text was replaced where it stands"));
  if (g_strcmp0 (how, "followed-up") == 0)
    return g_strdup (_ (": the correction stands after it"));
  return NULL;
}

static const char *
seen (const char *reply)
{
  if (g_strcmp0 (reply, "there") == 0)
    return _ ("it is there");
  if (g_strcmp0 (reply, "edited") == 0)
    return _ ("it says something else");
  return g_strcmp0 (reply, "gone") == 0 ? _ ("it is gone") : NULL;
}

char *
osr_history_rest_checked (OsrEvent *event, OsrRegistry *registry)
{
  const char *words = seen (osr_event_get_string (event, "reply"));
  const char *after = osr_event_get_string (event, "after");

  if (words == NULL)
    return NULL;
  if (g_strcmp0 (after, "hour") == 0)
    /* Translators: what was seen of a reply. */
    return g_strdup_printf (_ (" after an hour: %s"), words);
  if (g_strcmp0 (after, "day") == 0)
    return g_strdup_printf (_ (" after a day: %s"), words);
  return g_strdup_printf (_ (": %s"), words);
}

char *
osr_history_rest_changed (OsrEvent *event, OsrRegistry *registry)
{
  if (osr_json_get_boolean (event->members, "restored", FALSE))
    return g_strdup (_ (": it had been deleted and is there again"));
  return NULL;
}
