/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "app/shared/osr-outward-words.h"

#include <glib/gi18n.h>

#include "core/osr-rules.h"
#include "core/reply/osr-reply-mention.h"

static void
add_voice (GString *words, OsrRegistry *registry, const OsrCaseDraft *draft)
{
  const OsrPerson *person =
      draft->voice != NULL ? osr_registry_find_person (registry, draft->voice) : NULL;

  if (person == NULL)
    return;
  /* Translators: name of the official representative. */
  g_string_append_printf (words, _ ("In the name of %s"), person->name);
}

static void
add_elsewhere (GString *words, OsrCase *c, OsrRegistry *registry, const OsrCaseDraft *draft)
{
  const OsrAccount *account = osr_rules_get_fallback_account (c, registry, draft->body);
  g_autofree char *mention = account != NULL ? osr_reply_mention (c, account->network) : NULL;

  if (mention == NULL)
    return;
  if (words->len > 0)
    g_string_append_c (words, '\n');
  /* Translators: name of an account, and the mention of the author as the network has it. */
  g_string_append_printf (words,
                          _ ("Where it cannot stand under the message, it goes out from “%s” and "
                             "begins with “%s”"),
                          account->name, mention);
}

char *
osr_outward_words (OsrCase *c, OsrRegistry *registry, const OsrCaseDraft *draft)
{
  GString *words = g_string_new (NULL);

  add_voice (words, registry, draft);
  add_elsewhere (words, c, registry, draft);
  return g_string_free (words, words->len == 0);
}
