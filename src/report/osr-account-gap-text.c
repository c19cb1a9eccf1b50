/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "report/osr-account-gap-text.h"

#include <glib/gi18n.h>

static const char *
name_of_account (const OsrAccountGap *gap, OsrRegistry *registry)
{
  const OsrAccount *account = osr_registry_find_account (registry, gap->account);

  return account != NULL ? account->name : gap->account;
}

static char *
missing (const OsrAccountGap *gap, OsrRegistry *registry)
{
  const OsrBody *body = gap->body != NULL ? osr_registry_find_body (registry, gap->body) : NULL;

  if (gap->body == NULL)
    return g_strdup (_ ("The office has no official account"));
  /* Translators: a body */
  return g_strdup_printf (_ ("No official account: %s"), body != NULL ? body->name : gap->body);
}

char *
osr_account_gap_text (const OsrAccountGap *gap, OsrRegistry *registry)
{
  switch (gap->kind) {
  case OSR_ACCOUNT_UNLINKED:
    /* Translators: the name of an official account */
    return g_strdup_printf (_ ("No official site links to the account “%s”"),
                            name_of_account (gap, registry));
  case OSR_ACCOUNT_UNWATCHED:
    return g_strdup_printf (_ ("The monitoring does not read the account “%s”"),
                            name_of_account (gap, registry));
  case OSR_ACCOUNT_MISSING:
  default:
    return missing (gap, registry);
  }
}

char *
osr_account_gap_text_clause (const OsrAccountGap *gap)
{
  return g_strdup_printf (_ ("clause %s"), gap->clause != NULL ? gap->clause : "");
}
